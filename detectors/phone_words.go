package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/phonemeta"
	"github.com/lethe-pii/lethe/internal/spoken"
)

var extensionWords = [...]string{"extension", "ext", "extn", "x", "durchwahl", "dw", "nebenstelle", "poste", "extensión", "interno", "int", "#"}

// extension returns the end of an extension behind a number that ends at p, p if there is none.
func (r *phoneReader) extension(p int) int {
	b := r.b
	q := p
	if e := pauses(b, p); e > p {
		return e
	}
	for q < len(b) && q < p+3 && (b[q] == ' ' || b[q] == ',' || b[q] == ';' || b[q] == '(') {
		q++
	}
	for _, w := range extensionWords {
		if !hasFold(b[min(q, len(b)):], w) {
			continue
		}
		e := q + len(w)
		if w == "#" && q == p {
			continue
		}
		for e < len(b) && e < q+len(w)+3 && (b[e] == ' ' || b[e] == '.' || b[e] == ':' || b[e] == '#') {
			e++
		}
		n := e
		for n < len(b) && n < e+7 && lex.IsDigit(b[n]) {
			n++
		}
		if n > e && n < e+7 && (n == len(b) || !lex.IsWord(b[n])) {
			return n
		}
	}
	return p
}

// pauses returns the end of what a dialler sends behind pauses, "+1 646 555 0123,,84471205519#", p if there is nothing of the kind.
func pauses(b []byte, p int) int {
	q := p
	for q < len(b) && q-p < 8 && b[q] == ',' {
		q++
	}
	n := q
	for n < len(b) && n-q < 16 && (lex.IsDigit(b[n]) || b[n] == '#' || b[n] == '*') {
		n++
	}
	if q-p < 2 || n-q < 2 || n < len(b) && lex.IsWord(b[n]) {
		return p
	}
	return n
}

// hasFold reports whether b begins with the lower-case word w in any case.
func hasFold(b []byte, w string) bool {
	if len(b) < len(w) {
		return false
	}
	for i := range len(w) {
		c := b[i]
		if lex.IsUpper(c) {
			c |= 0x20
		}
		if c != w[i] {
			return false
		}
	}
	return true
}

// vanity reads "1-800-FLOWERS" and "0800 FLOWERS" whose figures begin at group i; it returns the last group or -1.
func (r *phoneReader) vanity(i int) int {
	n := &r.n
	for j := i; j < n.n && j <= i+1; j++ {
		d := n.span(i, j)
		if len(d) == 4 && (d[0] == '1' || d[0] == '0') {
			d = d[1:]
		}
		if len(d) != 3 || !(d[0] == '8' && (d[1] == d[2] && d[1] != '1' && d[1] != '2' || d[1] == '0' && d[2] == '0') || d[0] == '9' && d[1] == '0' && d[2] == '0') {
			continue
		}
		p := n.g[j].end
		if p < len(r.b) && r.b[p] == ')' {
			p++
		}
		if p >= len(r.b) || r.b[p] != '-' && r.b[p] != ' ' {
			continue
		}
		p++
		letters, end := 0, p
		for q := p; q < len(r.b) && q < p+14; q++ {
			c := r.b[q]
			if lex.IsUpper(c) {
				letters++
				end = q + 1
			} else if lex.IsDigit(c) {
				end = q + 1
			} else if c != '-' || q == p {
				break
			}
		}
		if size := end - p; letters >= 3 && size >= 6 && size <= 12 && (end == len(r.b) || !lex.IsWord(r.b[end])) {
			r.emit(n.g[i].open, end, 0.8, rulePhoneVanity)
			return j
		}
	}
	return -1
}

var extensionHashesValue lazy.Value[*lex.Set]

func extensionHashes() *lex.Set { return extensionHashesValue.Get(makeExtensionHashes) }

func makeExtensionHashes() *lex.Set {
	return lex.NewSet("extension", "ext", "durchwahl", "nebenstelle", "poste", "extensión")
}

var plusWords = lex.NewSet("plus", "más", "mas", "più")

// said reads the spoken number that begins at token k or at figures right before it.
func (r *phoneReader) said(k int) {
	for range 4 {
		if k == 0 || !r.ts[k-1].Flags.AllDigits() && !spoken.Says(r.ts[k-1]) && !(r.ts[k-1].Flags&lex.HasDigit != 0 && spoken.Glued(r.b[r.ts[k-1].Start:r.ts[k-1].End])) || int(r.ts[k-1].Start) < r.taken || !phoneTight(r.b[r.ts[k-1].End:r.ts[k].Start]) {
			break
		}
		k--
	}
	var run spoken.Run
	spoken.Parse(&run, r.b, r.ts, k)
	if run.N == 0 {
		return
	}
	stop := int(r.ts[run.End-1].End)
	if run.Words == 1 && run.End > k+1 && !r.ts[k].Flags.AllDigits() && r.ts[k+1].Flags.AllDigits() && r.b[r.ts[k].End] == ',' {
		r.until = max(r.until, int(r.ts[k].End))
		return // "the usual one, +49 30 …"
	}
	few := run.Words < 3 && run.Words*2 < run.N && !(run.Words == 0 && run.Pauses >= 2 && run.N >= 9) && !halfSaid(&run)
	if run.N < 7 || few && run.Words < 2 {
		r.until = max(r.until, stop)
		return
	}
	first := k
	plus := k > 0 && plusWords.Has(r.ts[k-1].Hash)
	if plus {
		first = k - 1
	}
	start := int(r.ts[first].Start)
	r.given(r.readContext(start))
	if !r.ctx.near && !r.ctx.other {
		r.ctx.near = r.asked(start)
	}
	if (few || counting(run.Bytes())) && !r.ctx.label && !r.ctx.near {
		r.until = max(r.until, stop)
		return
	}
	best, bestEnd := float32(0), 0
	if run.N <= 16 || r.ctx.label || r.ctx.near {
		for n := min(run.N, 16); n >= 7; {
			m, end := run.Cut(n)
			if m < 7 {
				break
			}
			if score := r.saidScore(run.Digits[:m], run.Langs, plus, m == run.N); score > best {
				best, bestEnd = score, end
			}
			n = m - 1
		}
	}
	if best < 0.5 {
		r.until = max(r.until, stop)
		return
	}
	end := int(r.ts[bestEnd-1].End)
	if bestEnd < len(r.ts) && extensionHashes().Has(r.ts[bestEnd].Hash) {
		var ext spoken.Run
		spoken.Parse(&ext, r.b, r.ts, bestEnd+1)
		if ext.N > 0 && ext.N <= 6 {
			end = int(r.ts[ext.End-1].End)
		}
	}
	if e := r.areaBehind(bestEnd); e > 0 {
		end = e
	}
	if start > 0 && r.b[start-1] == '(' && bytes.IndexByte(r.b[start:end], ')') >= 0 {
		start-- // "(four one five) 555"
	}
	r.emit(start, end, best, rulePhoneSpoken)
}

// areaBehind returns the end of an area code that is told behind a number, at token k: "area code six one seven"; 0 if there is none.
func (r *phoneReader) areaBehind(k int) int {
	if k+2 >= len(r.ts) || r.ts[k].Hash != hashArea || r.ts[k+1].Hash != hashCode || int(r.ts[k].Start-r.ts[k-1].End) > 2 {
		return 0
	}
	if k += 2; r.ts[k].Hash == hashIs && k+1 < len(r.ts) {
		k++
	}
	var run spoken.Run
	spoken.Parse(&run, r.b, r.ts, k)
	if run.N != 3 {
		return 0
	}
	return int(r.ts[run.End-1].End)
}

var hashIs = lex.HashString("is")

// halfSaid reports figures with few number words between them that have the length and the start of a telephone number: "07 45 zéro zéro
// 12 88".
func halfSaid(run *spoken.Run) bool {
	return run.Words > 0 && run.Pauses == 0 && run.N >= 10 && run.N <= 13 && run.Digits[0] == '0'
}

func phoneTight(b []byte) bool {
	for _, c := range b {
		if c != ' ' && c != '-' && c != ',' && c != '(' && c != ')' {
			return false
		}
	}
	return len(b) <= 3
}

// counting reports digits that only count: one two three four five …
func counting(d []byte) bool {
	if d[0] == '0' {
		d = d[1:]
	}
	return string(d[:5]) == "12345" || string(d[:5]) == "98765"
}

// saidScore scores spoken digits; whole is false if the speaker said more.
func (r *phoneReader) saidScore(d []byte, lang spoken.Lang, plus, whole bool) float32 {
	score := float32(0)
	intl := d
	switch {
	case plus:
	case len(d) > 9 && d[0] == '0' && d[1] == '0':
		intl = d[2:]
	default:
		intl = nil
	}
	if len(intl) > 0 {
		if code, n := phonemeta.SplitCode(intl); n > 0 {
			if _, ok := phonemeta.Valid(code, intl[n:]); ok {
				score = 0.85
			} else if len(intl) >= 10 && len(intl) <= 13 {
				if score = 0.6; plus && whole {
					score = 0.8
				}
			}
		}
	}
	us := d
	if len(us) == 11 && us[0] == '1' {
		us = us[1:]
	}
	if len(us) == 10 && us[0] >= '2' && us[3] >= '2' {
		if _, ok := phonemeta.Valid(1, us); ok || us[0] == '5' && us[1] == '5' && us[2] == '5' || us[3] == '5' && us[4] == '5' && us[5] == '5' {
			score = max(score, 0.75)
		}
	}
	for _, reg := range r.d.regions() {
		if ok, bare := reg.ValidNational(d); ok && reg.Code != 1 {
			switch {
			case d[0] == '0' && !bare && len(d) >= 9:
				score = max(score, 0.75)
			case len(d) >= 9 && !bare && (reg.National != "" || lang&^spoken.Spanish&^spoken.Italian == 0):
				score = max(score, 0.6)
			default:
				score = max(score, 0.4)
			}
		}
	}
	if ok, prefixed := r.d.dialled(d); ok && prefixed {
		score = max(score, 0.65)
	}
	switch {
	case len(intl) > 0:
	case lang == spoken.French && len(d) == 10 && d[0] == '0' && d[1] != '0', lang == spoken.English && len(d) == 11 && d[0] == '0' && d[1] != '0',
		lang == spoken.German && len(d) >= 10 && len(d) <= 12 && d[0] == '0' && d[1] != '0':
		score = max(score, 0.65)
	case lang == spoken.Spanish && len(d) == 9 && d[0] >= '6', lang == spoken.Dutch && len(d) == 10 && d[0] == '0' && d[1] != '0',
		lang == spoken.Italian && (len(d) == 9 || len(d) == 10) && d[0] == '3', lang == spoken.Italian && len(d) >= 9 && len(d) <= 11 && d[0] == '0':
		score = max(score, 0.6)
	}
	if len(d) == 7 && d[0] == '5' && d[1] == '5' && d[2] == '5' {
		score = max(score, 0.6)
	}
	if (r.ctx.label || r.ctx.near) && len(d) <= 13 && whole {
		if score = max(score, 0.45); len(d) >= 9 {
			score = max(score, 0.5)
		}
	}
	if score == 0 {
		return 0
	}
	if !whole {
		score -= 0.12
	}
	score, _ = r.adjust(score, rulePhoneSpoken)
	if whole && score >= 0.8 {
		score = min(score+0.08, 0.95) // number words that sound like names: "otto"
	}
	return score
}

// asked reports whether the end of the turn before p asks for a telephone number.
func (r *phoneReader) asked(p int) bool {
	t := r.s.TurnAt(p)
	if t <= 0 {
		return false
	}
	turn := r.s.Turns()[t-1]
	k := r.s.TokenAt(turn.End) - 1
	for i := k; i >= 0 && i > k-24 && int(r.ts[i].Start) >= max(turn.TextStart, p-200); i-- {
		if w := r.phoneWordAt(i); w&nearWord != 0 || w&numberWord != 0 && (i == 0 || r.phoneWordAt(i-1)&otherWord == 0) {
			return true
		}
		if r.phoneWordAt(i)&otherWord != 0 {
			return false
		}
	}
	return false
}

// inner finds the three to six figures b[p:end] of a number inside of a firm or hospital behind its word: "ext. 4418", "pager # 42189", "bleep 337".
func (r *phoneReader) inner(p, end int) bool {
	q := p
	for q > 0 && p-q < 3 && (r.b[q-1] == ' ' || r.b[q-1] == '#' || r.b[q-1] == '.' || r.b[q-1] == ':') {
		q--
	}
	if q > 3 && q < p && string(r.b[q-3:q]) == " is" {
		q -= 3
	}
	if r.innerX(p, end) {
		r.emit(p, end, 0.55, rulePhoneLabel)
		return true
	}
	if end-p < 3 || q == p || q == 0 || p <= r.taken || !innerEnds[r.b[q-1]|0x20] || wordAfter(r.b, end) || end+1 < len(r.b) && (r.b[end] == '.' || r.b[end] == ',' || r.b[end] == ':' || r.b[end] == '-' || r.b[end] == '/') && lex.IsWord(r.b[end+1]) || end < len(r.b) && r.b[end] == '%' {
		return false
	}
	k := r.s.TokenAt(p)
	if k > 1 && int(r.ts[k-1].End) > q {
		k--
	}
	if k == 0 || int(r.ts[k-1].End) != q || !innerWords().Has(r.ts[k-1].Hash) {
		return false
	}
	for int(r.ts[k].End) < end {
		k++
	}
	if k+1 < len(r.ts) && r.ts[k].End < r.ts[k+1].Start && r.b[r.ts[k].End] == ' ' && int(r.ts[k+1].Start)-end == 1 && !dayBehind[r.ts[k+1].Hash] && !innerThen[r.ts[k+1].Hash] {
		return false // "extension 4000 m", "ext 300 series"
	}
	r.emit(p, end, 0.6, rulePhoneLabel)
	return true
}

// innerX reports the five figures of "x37906" or "x5-2290" at p, as North American firms write an inner number: "x" stands right before, and a
// sentence or a line ends behind.
func (r *phoneReader) innerX(p, end int) bool {
	if p < 2 || r.b[p-1]|0x20 != 'x' || r.b[p-2] != ' ' && r.b[p-2] != '\n' && r.b[p-2] != '(' || end-p != 5 && !(end-p == 6 && r.b[p+1] == '-') || p <= r.taken {
		return false
	}
	q := p - 1
	for q > 0 && r.b[q-1] == ' ' {
		q--
	}
	if k := r.s.TokenAt(p-1) - 1; q > 0 && r.b[q-1] != ',' && r.b[q-1] != '(' && r.b[q-1] != '\n' && r.b[q-1] != '|' && !(k >= 0 && (r.phoneWordAt(k)&nearWord != 0 || innerVerbs[r.ts[k].Hash])) {
		return false // curve X25519
	}
	return end == len(r.b) || r.b[end] == '\n' || r.b[end] == '\r' || r.b[end] == ')' || (r.b[end] == '.' || r.b[end] == ',' || r.b[end] == ';') && (end+1 == len(r.b) || r.b[end+1] <= ' ')
}

var innerThen = hashes("on", "today", "tomorrow", "this", "by", "before", "after", "from", "during", "between", "ask", "any", "anytime", "heute", "morgen", "von", "am", "le", "de", "el")

var innerVerbs = hashes("at", "me", "paged", "page", "paging", "desk", "office", "on")

// innerEnds are the last letters of innerWords.
var innerEnds = [256]bool{'t': true, 'n': true, 'r': true, 'p': true, 'l': true}

var innerWordsValue lazy.Value[*lex.Set]

func innerWords() *lex.Set { return innerWordsValue.Get(makeInnerWords) }

func makeInnerWords() *lex.Set {
	return lex.NewSet("ext", "extn", "extension", "pager", "beeper", "bleep", "durchwahl", "toestel")
}
