package detectors

import (
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// What a word or the signs between two words mean inside of a said or disguised address.
type saidMark uint8

const (
	saidBlock saidMark = iota // nothing of an address goes on here
	saidSpace
	saidTight // brackets aside, nothing between
	saidDot
	saidJoin // "_", "-", "+"
	saidAt
)

type saidWords struct {
	dot, join, stop, number *lex.Set
}

var emailWordsValue lazy.Value[*saidWords]

func emailWords() *saidWords { return emailWordsValue.Get(makeEmailWords) }

func makeEmailWords() *saidWords {
	return &saidWords{
		dot:  lex.NewSet("dot", "punkt", "point", "punto", "ponto", "punt", "d0t"),
		join: lex.NewSet("underscore", "dash", "hyphen", "minus", "bindestrich", "unterstrich", "tiret", "guion", "guión", "plus", "trattino", "slash", "streepje"),
		stop: lex.NewSet("us", "me", "it", "them", "site", "website", "page", "online", "store", "available", "out", "here", "look", "found",
			"is", "now", "more", "visit", "works", "worked", "hosted", "him", "her", "that", "this", "are", "was", "be", "you", "shop", "read",
			"working", "arrived", "live", "info's", "up", "arriving", "there", "lives", "meet", "join", "see", "email", "address", "adresse", "correo", "on",
			"the", "my", "your", "our", "his", "a", "an", "at", "and", "or", "to", "of", "in", "for", "von", "die", "der", "das", "el", "la", "le",
			"les", "un", "une", "de", "est", "es", "ist", "et", "y", "und", "i", "we", "they", "he", "she", "some", "any", "every", "à", "each", "unter", "an", "auf", "mi"),
		number: lex.NewSet(spoken.Starters()...),
	}
}

// between says what the bytes between two tokens mean.
func between(g []byte) saidMark {
	if len(g) > 6 {
		return saidBlock
	}
	m := saidTight
	if string(g) == ", " {
		return saidSpace
	}
	for i, c := range g {
		switch c {
		case ' ', '\t':
			if m == saidTight {
				m = saidSpace
			}
		case '(', ')', '[', ']', '{', '}', '<', '>':
		case '.':
			if m >= saidDot || i == 0 && len(g) > 1 && g[1] == ' ' && len(g) != 3 {
				return saidBlock
			}
			m = saidDot
		case '@':
			if m >= saidDot {
				return saidBlock
			}
			m = saidAt
		case '_', '-', '+':
			if m != saidTight {
				return saidBlock
			}
			m = saidJoin
		default:
			return saidBlock
		}
	}
	return m
}

// saidEmail reads an address around the word or sign at [atStart, atEnd), which stands for "@".
func saidEmail(s *pii.Segment, atStart, atEnd int, word bool) (start, end int, score float32) {
	ts, b, w := s.Tokens(), s.Text, emailWords()
	r := s.TokenAt(atEnd)       // first token of the host
	l := s.TokenAt(atStart) - 1 // last token of the local part
	if l < 0 || r >= len(ts) || int(ts[r].Start)-atEnd > 4 || atStart-int(ts[l].End) > 4 {
		return 0, 0, 0
	}
	if word && r+1 < len(ts) && ts[r].Hash == hashThe && hasFold(b[ts[r+1].Start:ts[r+1].End], "rate") { // "at the rate", as "@" is called in India
		atEnd = int(ts[r+1].End)
		if r += 2; r >= len(ts) {
			return 0, 0, 0
		}
	}
	before, after := b[ts[l].End:atStart], b[atEnd:ts[r].Start]
	if !closesAt(before) || !closesAt(after) {
		return 0, 0, 0
	}
	if !word && len(before)+len(after) == 0 && b[atStart] == '@' {
		if _, _, dots := host(b, atEnd); dots > 0 {
			return 0, 0, 0 // refused as it is written
		}
	}
	bracketed := bracket(before) || bracket(after)
	end, dotWords, ok := saidHost(w, b, ts, r, bracketed)
	if !ok {
		return 0, 0, 0
	}
	first, joins := saidLocal(w, b, ts, l)
	sure := bracketed || !word || dotWords > 0 || joins > 0 || ts[l].Flags&lex.HasDigit != 0
	plain := word && !bracketed && b[atStart]|0x20 == 'a' && atEnd-atStart == 2
	if !sure && plain && (ts[l].Flags&lex.LineStart == 0 || ts[l].Len() < 4 || w.stop.Has(ts[l].Hash) || ts[l].Flags&lex.FirstUpper != 0) {
		return 0, 0, 0
	}
	if !bracketed && word && hasFold(b[atStart:atEnd], "bei") {
		return 0, 0, 0
	}
	if plain && dotWords == 0 && ts[l].Flags.AllDigits() && ts[first].Flags&lex.HasDigit == 0 && joins > 0 && !bracketed {
		return 0, 0, 0 // "Pay 1.99 at shop.example"
	}
	if plain && joins == 0 && first == l && w.stop.Has(ts[l].Hash) {
		return 0, 0, 0
	}
	return int(ts[first].Start), end, 0.88
}

func closesAt(g []byte) bool {
	for _, c := range g {
		switch c {
		case ' ', ',', '(', ')', '[', ']', '{', '}', '<', '>', '_', '-':
		default:
			return false
		}
	}
	return true
}

func bracket(g []byte) bool {
	for _, c := range g {
		if c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}' || c == '_' {
			return true
		}
	}
	return false
}

// maxSaid is the most tokens of a host or a local part.
const maxSaid = 14

// saidHost reads labels and dots from token i on. dots counts the ones said as words. With sure,
// common words are names too.
func saidHost(w *saidWords, b []byte, ts []pii.Token, i int, sure bool) (end, dots int, ok bool) {
	label := 0 // tokens in the label
	seen := false
	for k := i; k < len(ts) && k < i+maxSaid; k++ {
		m := saidTight
		if k > i {
			m = between(b[ts[k-1].End:ts[k].Start])
		}
		if m == saidBlock || m == saidAt {
			break
		}
		if w.dot.Has(ts[k].Hash) && label > 0 && m != saidDot {
			e, known := saidTop(b, ts, k+1)
			if !known {
				label = 0
				continue
			}
			end, ok, seen = e, true, true
			dots++
			k++
			label = 1
			continue
		}
		if m == saidDot {
			if label == 0 {
				break
			}
			if topLevel(b[ts[k].Start:ts[k].End]) != noDomain {
				end, ok, seen = int(ts[k].End), true, true
				label = 1
				continue
			}
			label = 1
			continue
		}
		if seen {
			break // behind a top-level domain only a dot goes on
		}
		if !sure && (label == 0 || m == saidSpace) && ts[k].Len() > 1 && w.stop.Has(ts[k].Hash) && !(label == 0 && mailHost(w, b, ts, k)) {
			return 0, 0, false
		}
		if label++; label > 6 {
			break
		}
	}
	return end, dots, ok
}

// mailHost reports a word for mail or the web that is the whole name of a host, token k of "arroba correo punto es".
func mailHost(w *saidWords, b []byte, ts []pii.Token, k int) bool {
	if k+2 >= len(ts) || !w.dot.Has(ts[k+1].Hash) || !mailHosts().Has(ts[k].Hash) {
		return false
	}
	_, ok := saidTop(b, ts, k+2)
	return ok
}

var mailHostsValue lazy.Value[*lex.Set]

func mailHosts() *lex.Set { return mailHostsValue.Get(makeMailHosts) }

func makeMailHosts() *lex.Set {
	return lex.NewSet("correo", "email", "site", "website", "online", "shop", "store", "live", "me", "adresse", "unter")
}

// saidTop returns the end of the top-level domain at token k.
func saidTop(b []byte, ts []pii.Token, k int) (end int, ok bool) {
	if k >= len(ts) || between(b[ts[k-1].End:ts[k].Start]) == saidBlock {
		return 0, false
	}
	return int(ts[k].End), topLevel(b[ts[k].Start:ts[k].End]) != noDomain
}

// saidLocal walks from token l back to the first token of the local part. joins counts the dots and signs in it.
func saidLocal(w *saidWords, b []byte, ts []pii.Token, l int) (first, joins int) {
	if n := joined(b, ts, l); n > 0 && l-n >= 0 {
		first = l - n
		for k := 0; k < 3 && first > 0 && between(b[ts[first-1].End:ts[first].Start]) == saidSpace && !w.stop.Has(ts[first-1].Hash); k++ {
			first--
		}
		return first, 1
	}
	first = l
	for k := l; k > 0 && l-k < maxSaid; {
		if n := spelledBefore(b, ts, k); n > 0 {
			k -= n
			first = k
			joins++
			continue
		}
		m := between(b[ts[k-1].End:ts[k].Start])
		if m == saidBlock || m == saidAt {
			break
		}
		p := ts[k-1]
		if m == saidDot || m == saidJoin {
			if b[ts[k].Start-1] == ' ' {
				break // "Mr. x at": a sentence
			}
			k--
			first = k
			joins++
			continue
		}
		if connects(w, b, ts, k-1) && k > 1 {
			n := 1
			if equalFold(b[p.Start:p.End], "bajo") {
				n = 2
			}
			if k-1-n < 0 || between(b[ts[k-1-n].End:ts[k-n].Start]) == saidBlock {
				break
			}
			k -= n + 1
			first = k
			joins++
			continue
		}
		if p.Start > 0 && (b[p.Start-1] == '\'' || b[p.Start-1] == 0x99) {
			break // the end of "it's"
		}
		cur := ts[k]
		number := saysNumber(w, b, ts, k)
		if number && k > 2 && equalFold(b[p.Start:p.End], "number") && equalFold(b[ts[k-2].Start:ts[k-2].End], "the") {
			k -= 3
			first = k
			continue
		}
		single := cur.Len() == 1 || number || letterNames().Has(cur.Hash)
		prev := p.Len() == 1 || saysNumber(w, b, ts, k-1) || letterNames().Has(p.Hash)
		lone := p.Len() == 1 && w.stop.Has(p.Hash)
		switch {
		case single && prev && (!lone || k-1 > 0), single && spelledBefore(b, ts, k-1) > 0:
		case prev && !lone && !w.stop.Has(cur.Hash):
		case (number || letterNames().Has(cur.Hash)) && !w.stop.Has(p.Hash):
		default:
			return first, joins
		}
		k--
		first = k
	}
	return first, joins
}

// letterNames are letters as Spanish speakers spell them.
var letterNamesValue lazy.Value[*lex.Set]

func letterNames() *lex.Set { return letterNamesValue.Get(makeLetterNames) }

func makeLetterNames() *lex.Set {
	return lex.NewSet("be", "efe", "ge", "hache", "jota", "ele", "eme", "ene", "eñe", "erre", "ese", "uve", "equis", "zeta")
}

// joined returns the number of tokens of "all one word" and its kin that end with token l, 0 if there are none.
func joined(b []byte, ts []pii.Token, l int) int {
	for _, words := range [...][]string{{"all", "one", "word"}, {"all", "lower", "case"}, {"all", "together"}, {"all", "lowercase"}, {"tout", "attaché"}, {"todo", "junto"},
		{"alles", "zusammen"}, {"alles", "klein"}, {"in", "einem", "wort"}, {"tutto", "attaccato"}} {
		n := len(words)
		ok := l+1 > n
		for i := 0; ok && i < n; i++ {
			t := ts[l-n+1+i]
			ok = hasFold(b[t.Start:t.End], words[i]) && t.Len() == len(words[i])
		}
		if ok {
			return n
		}
	}
	return 0
}

// spelledBefore returns how many tokens before token k belong to "n as in nancy" or "be de barcelona" that ends with it, 0 if none do.
func spelledBefore(b []byte, ts []pii.Token, k int) int {
	n := 0
	for n < 2 && k-1-n > 0 && spellingWords().Has(ts[k-1-n].Hash) && between(b[ts[k-1-n].End:ts[k-n].Start]) == saidSpace {
		n++
	}
	letter := k - 1 - n
	if n == 0 || letter < 0 || between(b[ts[letter].End:ts[letter+1].Start]) != saidSpace || ts[letter].Len() > 1 && !letterNames().Has(ts[letter].Hash) {
		return 0
	}
	if c := b[ts[letter].Start]; c|0x20 != b[ts[k].Start]|0x20 {
		return 0
	}
	return n + 1
}

var spellingWordsValue lazy.Value[*lex.Set]

func spellingWords() *lex.Set { return spellingWordsValue.Get(makeSpellingWords) }

func makeSpellingWords() *lex.Set {
	return lex.NewSet("as", "in", "for", "like", "wie", "comme", "de", "come", "van", "als")
}

// saysNumber reports whether token k is a number, in digits or in words.
func saysNumber(w *saidWords, b []byte, ts []pii.Token, k int) bool {
	if w.number.Has(ts[k].Hash) || ts[k].Flags.AllDigits() {
		return true
	}
	_, end := spoken.Cardinal(b, ts[:k+1], k)
	return end > k
}

func connects(w *saidWords, b []byte, ts []pii.Token, k int) bool {
	return w.dot.Has(ts[k].Hash) || w.join.Has(ts[k].Hash) || k > 0 && equalFold(b[ts[k].Start:ts[k].End], "bajo") && hasFold(b[ts[k-1].Start:ts[k-1].End], "gui")
}
