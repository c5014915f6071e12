// Package spoken reads numbers as people say them in English, German, French, Spanish, Italian and Dutch: "oh seven seven double oh, uh, nine
// hundred", "null eins sieben sechs", "zéro six douze trente-quatre", "seiscientos doce treinta y cuatro". It works on lex tokens,
// never allocates after its first use, and reads at most MaxDigits digits, so each call takes bounded time.
package spoken

import "github.com/lethe-pii/lethe/internal/lex"

// MaxDigits is the most digits that one Run holds.
const MaxDigits = 64

// Run is a sequence of spoken (or half-spoken: "07700 nine hundred") digits.
type Run struct {
	N      int             // number of digits
	Digits [MaxDigits]byte // '0' to '9'
	// Tok holds for each digit the index of the last token of the word group that said it, so that a run can be cut at
	// digit k: its tokens are Start..Tok[k-1].
	Tok        [MaxDigits]int32
	Start, End int  // token indexes, End exclusive; fillers at the end are not part
	Words      int  // number words; digits written as figures do not count
	Langs      Lang // languages that all the words belong to
	Pauses     int  // fillers, commas and stops between numbers
	group      int  // digits before the last pause
}

// Bytes returns the digits.
func (r *Run) Bytes() []byte { return r.Digits[:r.N] }

// Cut returns how many digits remain if the run is cut to at most n without splitting a word group ("seventy nine"), and the
// token after the last one.
func (r *Run) Cut(n int) (digits, end int) {
	n = min(n, r.N)
	for n > 0 && n < r.N && r.Tok[n] == r.Tok[n-1] {
		n--
	}
	if n == 0 {
		return 0, r.Start
	}
	return n, int(r.Tok[n-1]) + 1
}

// Digits appends to dst the digits said from token i on. end is the token after the last one used (i if there is none) and words
// counts the number words among them.
func Digits(dst, text []byte, ts []lex.Token, i int) (digits []byte, end, words int) {
	var r Run
	Parse(&r, text, ts, i)
	return append(dst, r.Bytes()...), r.End, r.Words
}

// Parse reads the digits said from token i on into r. r.N is 0 if token i says none. All words of a run share a language. Between
// two numbers may stand blanks, a comma, hyphens, brackets, up to three fillers ("uh", "dann", "euh", "pues"), and, if at least two
// numbers follow, the end of a sentence or a turn in which somebody else only says "mm-hm", "go on" or the last digits again. Behind
// "no wait" and its kin the digits since the last pause are said anew.
func Parse(r *Run, text []byte, ts []lex.Token, i int) {
	r.N, r.Start, r.End, r.Words, r.Langs, r.Pauses, r.group = 0, i, i, 0, anyLang, 0, 0 // the digits need no clearing
	for r.N < MaxDigits {
		p, langs := i, r.Langs
		fillers, joined, paused := 0, false, false
		if r.N > 0 {
			g := gapBetween(text, ts, p-1)
			if q := corrected(text, ts, p-1); q > 0 && twoNumbers(text, ts, q, langs) {
				p, g = q, gapPause
				r.N = r.group
			} else if g >= gapStop && r.N > 1 {
				if q := bridge(text, ts, p-1, r.Bytes()); q > 0 {
					p, g = q, gapStop
				}
			}
			for n := 0; n < 3 && p < len(ts) && g != gapBlock; n++ {
				w := lookup(ts[p].Hash, langs)
				if w.kind != filler && w.kind != joiner && (w.kind != article || fillers == 0) {
					break
				}
				p++
				fillers++
				joined = joined || w.kind == joiner
				g = max(g, gapBetween(text, ts, p-1))
			}
			if g == gapBlock {
				return
			}
			paused = g != gapTight || fillers > 0
			if paused && p < len(ts) && articles().Has(ts[p].Hash) && !(p+1 < len(ts) && gapBetween(text, ts, p) < gapStop && saysNumber(ts[p+1], langs)) {
				return // "…, ein Handy"
			}
			if (g == gapStop || fillers > 1 || joined) && !twoNumbers(text, ts, p, langs) {
				return
			}
		}
		before := r.N
		n := item(r, text, ts, p)
		if n == 0 {
			return
		}
		if paused {
			r.Pauses++
			r.group = before
		}
		i = p + n
		r.End = i
	}
}

// item reads one word group at token p and returns the number of its tokens, 0 if there is none or no room.
func item(r *Run, text []byte, ts []lex.Token, p int) int {
	if p >= len(ts) {
		return 0
	}
	if ts[p].Flags.AllDigits() {
		return r.push(text[ts[p].Start:ts[p].End], p, 1)
	}
	w := lookup(ts[p].Hash, r.Langs)
	var buf [8]byte
	var b []byte
	n := 1
	next := func() word {
		if p+n >= len(ts) || gapBetween(text, ts, p+n-1) != gapTight {
			return word{}
		}
		return lookup(ts[p+n].Hash, r.Langs&w.lang)
	}
	switch w.kind {
	case repeat:
		x := next()
		if x.kind == article {
			n++
			x = next()
		}
		if x.kind != digit {
			if x.kind != noKind || p+n >= len(ts) || !ts[p+n].Flags.AllDigits() || ts[p+n].Len() != 1 || gapBetween(text, ts, p+n-1) != gapTight {
				return 0
			}
			x = word{lang: w.lang, kind: digit, value: int16(text[ts[p+n].Start] - '0')}
		}
		for range w.value {
			b = append(buf[:len(b)], byte('0'+x.value))
		}
		n++
		w.lang &= x.lang
	case digit:
		x := next()
		switch {
		case x.kind == times && (w.value == 2 || w.value == 3):
			n++
			if next().kind == article {
				n++
			}
			y := next()
			if y.kind != digit {
				return 0
			}
			n++
			for range w.value {
				b = append(buf[:len(b)], byte('0'+y.value))
			}
		case x.kind == plural && w.value > 1 && w.value < 5:
			n++
			for range w.value {
				b = append(buf[:len(b)], byte('0'+x.value))
			}
		case x.kind == hundred && w.value > 0:
			n++
			rest, words := hundredRest(text, ts, p+n, r.Langs&w.lang)
			n += words
			b = append(buf[:0], byte('0'+w.value), byte('0'+rest/10), byte('0'+rest%10))
		case x.kind == thousand && w.value > 0:
			n++
			b = append(buf[:0], byte('0'+w.value), '0', '0', '0')
		case x.kind == tens && x.value == 20 && w.value == 4 && w.lang&French != 0 && x.lang&French != 0: // quatre-vingt
			n++
			v := 80
			if y := next(); y.kind == digit && y.value > 0 {
				v += int(y.value)
				n++
			} else if y.kind == teen {
				v += int(y.value)
				n++
				if z := next(); y.value == 10 && z.kind == digit && z.value >= 7 {
					v += int(z.value)
					n++
				}
			}
			w.lang = French
			b = two(buf[:0], v)
		default:
			b = append(buf[:0], byte('0'+w.value))
		}
	case teen, full:
		v := int(w.value)
		if x := next(); w.lang == French && v == 10 && x.kind == digit && x.value >= 7 {
			v += int(x.value)
			n++
		}
		b = two(buf[:0], v)
	case tens:
		b = two(buf[:0], tail(next, &n, int(w.value), w.lang))
	case hundred, hundreds:
		if w.kind == hundred && w.lang&French == 0 {
			return 0 // only French begins with it: "cent douze"
		}
		w.lang &= French | Spanish | Italian
		v := int(w.value)
		switch x := next(); x.kind {
		case digit, teen, full:
			if x.value > 0 {
				v += int(x.value)
				n++
			}
		case tens:
			n++
			v += tail(next, &n, int(x.value), w.lang)
		}
		b = append(buf[:0], byte('0'+v/100), byte('0'+v/10%10), byte('0'+v%10))
	default:
		if ts[p].Flags&lex.HasDigit != 0 {
			if b, w.lang = glued(buf[:0], text[ts[p].Start:ts[p].End], r.Langs); len(b) == 0 {
				return 0
			}
			break
		}
		var v int
		var ok bool
		if ts[p].Len() < 10 || r.Langs&(German|Dutch|Italian) == 0 {
			return 0
		}
		if v, w.lang, ok = compound(text[ts[p].Start:ts[p].End]); !ok || w.lang&r.Langs == 0 {
			return 0
		}
		switch {
		case v >= 1000:
			b = append(buf[:0], byte('0'+v/1000))
			fallthrough
		default:
			b = append(b, byte('0'+v/100%10), byte('0'+v/10%10), byte('0'+v%10))
		}
	}
	if r.push(b, p+n-1, n) == 0 {
		return 0
	}
	r.Words += n
	r.Langs &= w.lang
	return n
}

// hundredRest returns what ends a number such as "three hundred five" or "four hundred and twelve" at token p, and its words; 0 if more
// digits follow it without "and" ("nine hundred one two three" says 900 123).
func hundredRest(text []byte, ts []lex.Token, p int, langs Lang) (rest, words int) {
	if langs&English == 0 || p >= len(ts) || gapBetween(text, ts, p-1) != gapTight {
		return 0, 0
	}
	w := lookup(ts[p].Hash, English)
	if w.kind == joiner && p+1 < len(ts) && gapBetween(text, ts, p) == gapTight {
		switch w = lookup(ts[p+1].Hash, English); w.kind {
		case digit, teen:
			return int(w.value), 2
		case tens:
			if u := p + 2; u < len(ts) && gapBetween(text, ts, u-1) == gapTight {
				if x := lookup(ts[u].Hash, English); x.kind == digit && x.value > 0 {
					return int(w.value + x.value), 3
				}
			}
			return int(w.value), 2
		}
		return 0, 0
	}
	if w.kind != digit || w.value == 0 || p+1 < len(ts) && gapBetween(text, ts, p) == gapTight && saysNumber(ts[p+1], English) {
		return 0, 0
	}
	return int(w.value), 1
}

// tail reads what follows a multiple of ten: a unit, in Spanish and French perhaps behind "y" or "et", in French also a teen.
func tail(next func() word, n *int, v int, lang Lang) int {
	start := *n
	x := next()
	if x.kind == joiner && lang&English == 0 {
		*n++
		if x = next(); x.kind != digit && x.kind != teen {
			*n--
			return v
		}
	}
	switch {
	case x.kind == digit && x.value > 0:
		*n++
		v += int(x.value)
	case x.kind == teen && lang == French && v == 60:
		*n++
		v += int(x.value)
		if y := next(); x.value == 10 && y.kind == digit && y.value >= 7 {
			*n++
			v += int(y.value)
		}
	default:
		*n = start
	}
	return v
}

func two(b []byte, v int) []byte { return append(b, byte('0'+v/10), byte('0'+v%10)) }

// push adds digits said by the tokens up to tok and returns used, or 0 if they do not fit.
func (r *Run) push(b []byte, tok, used int) int {
	if r.N+len(b) > MaxDigits {
		return 0
	}
	for _, c := range b {
		r.Digits[r.N] = c
		r.Tok[r.N] = int32(tok)
		r.N++
	}
	return used
}

// twoNumbers reports whether the tokens p and p+1 both say numbers.
func twoNumbers(text []byte, ts []lex.Token, p int, langs Lang) bool {
	if p+1 >= len(ts) || gapBetween(text, ts, p) >= gapStop {
		return p < len(ts) && ts[p].Flags.AllDigits() && ts[p].Len() > 1
	}
	return saysNumber(ts[p], langs) && (saysNumber(ts[p+1], langs) || lookup(ts[p+1].Hash, langs).kind == article)
}

func saysNumber(t lex.Token, langs Lang) bool {
	if t.Flags.AllDigits() {
		return true
	}
	switch lookup(t.Hash, langs).kind {
	case digit, teen, tens, full, hundred, hundreds, repeat:
		return true
	}
	return false
}

type gap int

const (
	gapTight gap = iota // blanks or one hyphen
	gapPause            // a comma, dashes, brackets, dots
	gapStop             // the end of a sentence or line
	gapBlock            // anything else
)

// gapBetween classifies what stands between token i and the one after it.
func gapBetween(text []byte, ts []lex.Token, i int) gap {
	if i+1 >= len(ts) {
		return gapBlock
	}
	b := text[ts[i].End:ts[i+1].Start]
	if len(b) > 8 {
		return gapBlock
	}
	g := gapTight
	for k := 0; k < len(b); k++ {
		switch c := b[k]; c {
		case ' ', '\t', '-':
		case ',', '(', ')', '/', '+':
			g = max(g, gapPause)
		case '.':
			if k+1 < len(b) && b[k+1] == '.' || k+1 == len(b) || k > 0 && b[k-1] == '.' {
				g = max(g, gapPause) // an ellipsis, or dots between figures
			} else {
				g = max(g, gapStop)
			}
		case '\n', '\r', ';':
			g = max(g, gapStop)
		case 0xe2: // general punctuation: dashes and the ellipsis
			if k+2 >= len(b) || b[k+1] != 0x80 {
				return gapBlock
			}
			g = max(g, gapPause)
			k += 2
		case 0xc2: // no-break space
			if k+1 >= len(b) || b[k+1] != 0xa0 {
				return gapBlock
			}
			k++
		default:
			return gapBlock
		}
	}
	return g
}
