package detectors

import (
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// rareSuffix are ends of compounds that are mostly no streets ("Nürnberg", "Supermarkt", "Sharing"): they need a postal code or city.
var rareSuffix = [...]string{"berg", "wall", "zeile", "markt", "ring", "steig", "graben", "promenade", "stieg", "damm", "ufer", "kade", "dijk", "singel", "gade", "vej", "veien", "katu"}

// weakSuffix are ends of compounds that have other meanings in lower case.
var weakSuffix = [...]string{"weg", "platz", "str", "plein", "laan", "gatan", "vägen"}

// strongSuffix are ends that are streets in any case.
var strongSuffix = [...]string{"straße", "strasse", "str", "gasse", "straat", "gracht"}

// majorRoad are roads whose number is a name: "Bundesstraße 4".
var majorRoad = [...]string{"undesstraße", "andesstraße", "andstraße", "reisstraße", "taatsstraße", "undesstrasse", "chnellstraße"}

var timeUnits = map[uint64]bool{lex.HashString("hour"): true, lex.HashString("hours"): true, lex.HashString("minute"): true, lex.HashString("minutes"): true,
	lex.HashString("mile"): true, lex.HashString("miles"): true, lex.HashString("day"): true, lex.HashString("days"): true}

// streetEnds reports a compound such as "Hauptstraße" or "Keizersgracht".
func streetEnds(w []byte) bool { return endsIn(w, streetSuffix[:]) }

// endsIn reports whether w is longer than one of the lower-case suffixes and ends in it.
func endsIn(w []byte, suffixes []string) bool {
	for _, s := range suffixes {
		if len(w) > len(s) && hasFold(w[len(w)-len(s):], s) {
			return true
		}
	}
	return false
}

// cluster reads compounds before a house number, and addresses that end in a postal code.
func (r *addressReader) cluster(n *pii.Number) {
	for i := range n.Groups {
		g := &n.Groups[i]
		p := g.Start
		if l := g.Len(); i > 1 && i+1 < len(n.Groups) && (l < 4 || l > 6) {
			continue // no word stands beside it, and no postal code has its length
		}
		if p < r.until || r.inner(p, g.End) {
			continue
		}
		k := r.s.NumberToken(n, i)
		if k >= len(r.ts) {
			return
		}
		house := r.houseNumber(k)
		if house && (r.square(k) || r.compound(k)) || r.code(k) || house && r.directed(k) || r.spanish(k) {
			continue
		}
	}
}

// inner reports digits at b[p:end] that follow others behind ".", ":", "/" or "-", as in dates and times, and neither have the length of
// a postal code nor stand before a word: no address begins or ends in them.
func (r *addressReader) inner(p, end int) bool {
	if l := end - p; p < 2 || l == 4 || l == 5 || !lex.IsDigit(r.b[p-2]) {
		return false
	}
	switch r.b[p-1] {
	case '.', ':', '/', '-':
	default:
		return false
	}
	return end == len(r.b) || !lex.IsWord(r.b[end]) && !(r.b[end] == ' ' && end+1 < len(r.b) && lex.IsWord(r.b[end+1]) && !lex.IsDigit(r.b[end+1]))
}

// saidCompound reads "Lindenstraße siebzehn" at the number word, token k.
func (r *addressReader) saidCompound(k int) {
	if k == 0 || r.gap(k-1) != gapWord || !streetEnds(r.b[r.ts[k-1].Start:r.ts[k-1].End]) {
		if k > 0 && r.gap(k-1) == gapWord {
			r.saidNamed(k)
		}
		return
	}
	v, e := spoken.Cardinal(r.b, r.ts, k)
	if e == k || v == 0 {
		return
	}
	if e < len(r.ts) && r.ts[e].Len() == 1 && r.ts[e].Flags&lex.HasDigit == 0 && r.gap(e-1) == gapWord && r.gap(e) != gapWord {
		e++ // "zwölf a"
	}
	first := k - 1
	for first > 0 && first > k-5 && r.gap(first-1) == gapWord && r.b[r.ts[first-1].End] == '-' {
		first--
	}
	end, parts := r.tail(e-1, tailCode)
	if parts == 0 && !endsIn(r.b[r.ts[k-1].Start:r.ts[k-1].End], strongSuffix[:]) {
		return
	}
	r.emit(r.adjectives(first), end, 0.65, ruleAddressCompound)
}

// compound reads "Hauptstraße 5a", "Berliner Str. 5" at the house number, token k.
func (r *addressReader) compound(k int) bool {
	if k == 0 || r.ts[k].Len() > 5 || lex.IsDigit(r.b[r.ts[k-1].End-1]) || r.gap(k-1) != gapWord || r.b[r.ts[k].Start-1] == '-' {
		return false
	}
	m := k - 1
	w := r.b[r.ts[m].Start:r.ts[m].End]
	alone := false
	if !streetEnds(w) {
		if !standaloneStreet().Has(r.ts[m].Hash) || m == 0 || r.gap(m-1) != gapWord {
			return false
		}
		alone = true
	}
	if !alone && endsIn(w, majorRoad[:]) {
		return false
	}
	if !r.noCase() && r.ts[m].Flags&lex.FirstUpper == 0 && !endsIn(w, strongSuffix[:]) && !(m > 0 && r.ts[m-1].Flags&lex.FirstUpper != 0 && alone) {
		return false
	}
	first := m
	for n := 0; first > 0 && n < 4 && r.gap(first-1) == gapWord; n++ {
		hyphen := r.b[r.ts[first-1].End] == '-'
		if !hyphen && !(alone && n < 2 && r.capital(first-1) && r.ts[first-1].Flags&lex.LineStart == 0 || alone && n == 0 && r.capital(first-1)) || r.ts[first-1].Flags&lex.HasDigit != 0 {
			break
		}
		first--
		if !hyphen && !alone {
			break
		}
		if !hyphen {
			break
		}
	}
	if alone && (first == m || first+1 == m && r.noCase() && leadingArticles().Has(r.ts[first].Hash)) {
		return false
	}
	first = r.adjectives(first)
	end := k
	if k+1 < len(r.ts) && r.gap(k) == gapWord && r.ts[k+1].Len() == 1 && lex.IsLetter(r.b[r.ts[k+1].Start]) && r.ts[k+1].Start-r.ts[k].End == 1 && (k+2 >= len(r.ts) || r.gap(k+1) != gapWord) {
		end = k + 1
	} else if k+1 < len(r.ts) && r.ts[k+1].Start-r.ts[k].End == 1 && r.ts[k+1].Flags.AllDigits() && r.ts[k+1].Len() <= 3 && (r.b[r.ts[k].End] == '-' || r.b[r.ts[k].End] == '/') {
		end = k + 1
	}
	end, parts := r.tail(max(end, r.numberLetter(k)), tailCode)
	score := float32(0.72)
	switch {
	case parts&partPostal != 0:
		score = 0.93
	case parts&partCity != 0:
		score = 0.8
	case alone && hasFold(w, "platz") && !endsIn(r.b[r.ts[m-1].Start:r.ts[m-1].End], []string{"er", "s"}) && r.b[r.ts[m].Start-1] != '-':
		return false // "auf Anhieb Platz 1"
	case !alone && endsIn(w, rareSuffix[:]), !alone && r.noCase() && endsIn(w, weakSuffix[:]) && !endsIn(w, strongSuffix[:]):
		return false
	case !alone && endsIn(w, weakSuffix[:]):
		score = 0.6
	}
	r.emit(first, end, score, ruleAddressCompound)
	return true
}
