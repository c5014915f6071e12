package detectors

import (
	"github.com/lethe-pii/lethe/internal/checkdigit"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// nationalID finds one kind of national identifier: a fixed number of letters and digits with single separators between them.
//
// At each digit cluster the value is read from lead letters before it; free is the score of a value without a label, 0 if it needs
// one. At a label the value is read where the label's value begins, also said in digits (for kinds of digits only). Cost: constant
// for each digit cluster and each label.
type nationalID struct {
	name   string
	typ    pii.Type
	size   int
	lead   int
	seps   string
	min    int // fewest digits of a cluster
	letter bool
	free   float32
	score  float32 // with a label
	labels func() *pii.LabelSet
	tail   int       // how many last digits of a value people tell instead of it, behind a label with "last four"; 0 if they do not
	digits bool      // the value has digits only
	groups uint32    // bit n is set if the first cluster may have n digits
	traits pii.Trait // of the cluster
	whole  int       // digits of a cluster that needs no traits, for the whole value may be in it; 0 if none is
	check  func(v idValue) bool
	form   func(raw []byte) bool // how a value without a label must be written; nil accepts all
	other  func(raw []byte) bool // how another identifier with the same labels is written; nil if none is
	rule   *pii.Rule
}

// idValue is a value without separators. It is passed as a copy, so that nothing is allocated.
type idValue struct {
	b [maxNational]byte
	n int
}

func (v *idValue) bytes() []byte { return v.b[:v.n] }

// maxNational is the most letters and digits of a national identifier.
const maxNational = 16

func (d *nationalID) Spec() pii.Spec {
	wants := []pii.Want{pii.OnLabel()}
	digits := func(least int, traits pii.Trait) {
		w := pii.OnDigits(least, 24).With(traits).Beside()
		for n := range 32 {
			if d.groups>>n&1 != 0 {
				w = w.Groups(n)
			}
		}
		wants = append(wants, w)
	}
	if d.free > 0 {
		digits(d.min, d.traits)
	}
	if d.free > 0 && d.whole > 0 {
		digits(d.whole, 0)
	}
	return pii.Spec{Name: d.name, Types: []pii.Type{d.typ}, Wants: wants, Labels: d.labels()}
}

func (d *nationalID) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	b := s.Text
	for i := range at {
		a := &at[i]
		if a.Want == 0 {
			p := a.Value
			n := len(dst)
			if d.tail > 0 {
				if dst = d.lastDigits(dst, s, *a); len(dst) > n {
					continue
				}
			}
			if dst = d.labelled(dst, s, p); len(dst) > n || a.Start == a.End {
				continue
			}
			if p, _ := aside(s, p); p > 0 {
				if dst = d.labelled(dst, s, p); len(dst) > n {
					continue
				}
			}
			if p := behindPhrase(s, *a); p > 0 {
				if dst = d.labelled(dst, s, p); len(dst) > n {
					continue
				}
			}
			if p, ok := answer(s, p); ok {
				if dst = d.labelled(dst, s, p); len(dst) == n {
					if k := leadIn(s, s.TokenAt(p)); k < len(s.Tokens()) {
						dst = d.labelled(dst, s, int(s.Tokens()[k].Start))
					}
				}
			}
			continue
		}
		groups := s.Number(*a).Groups
		for i := range groups {
			if d.groups>>groups[i].Len()&1 == 0 {
				continue
			}
			p, ok := leadStart(b, groups[i].Start, d.lead)
			if !ok || i > 0 && d.lead == 0 && b[p-1] != ' ' && b[p-1] != '(' {
				continue
			}
			end, ok := d.read(b, p)
			if !ok || p > 0 && (b[p-1] == '.' || b[p-1] == '_' || b[p-1] == '-' || b[p-1] == '+') || end+1 < len(b) && (b[end] == '-' || b[end] == '.' || b[end] == '_' || b[end] == '/') && alnum(b[end+1]) {
				continue
			}
			if d.form != nil && !d.form(b[p:end]) {
				continue
			}
			dst = append(dst, s.Found(p, end, d.typ, d.free, d.rule))
			break
		}
	}
	return dst
}

// looseScore is the score of a labelled value that has the size of its type and a wrong check digit or range: what the text says it is.
const looseScore = 0.6

var ruleLoose = &pii.Rule{Detector: "national", Name: "label"}

// judge returns the score and the rule of a labelled value; 0 if it is none.
func (d *nationalID) judge(v idValue) (float32, *pii.Rule) {
	if d.check(v) {
		return d.score, d.rule
	}
	digits, letters := 0, 0
	for _, c := range v.bytes() {
		if lex.IsDigit(c) {
			digits++
		} else {
			letters++
		}
	}
	if digits < 6 || d.digits == (letters > 0) && d.typ != pii.FRNIR || checkdigit.AllSame(v.bytes()) {
		return 0, nil
	}
	return looseScore, ruleLoose
}

// labelled reads the value at p behind a label, written or said.
func (d *nationalID) labelled(dst []pii.Finding, s *pii.Segment, p int) []pii.Finding {
	b := s.Text
	if v, end, ok := d.collect(b, p); ok && (d.other == nil || !d.other(b[p:end])) {
		if score, rule := d.judge(v); score > 0 && (rule == d.rule || !(end < len(b) && (b[end] == '-' || b[end] == '/' || b[end] == '.') && wordAfter(b, end+1))) {
			return append(dst, labelled(s.Found(p, end, d.typ, score, rule)))
		}
	}
	ts := s.Tokens()
	k := s.TokenAt(p)
	if k >= len(ts) || int(ts[k].Start) != p {
		return dst
	}
	if d.letter {
		var w spoken.Spelling
		if spoken.Spell(&w, b, ts, k); w.N == d.size && w.Words >= 3 {
			if score, rule := d.judge(idValue{[maxNational]byte(w.B[:maxNational]), d.size}); score > 0 {
				dst = append(dst, said(labelled(s.Found(p, int(ts[w.End-1].End), d.typ, score, rule))))
			}
		}
		return dst
	}
	var r spoken.Run
	if !lex.IsDigit(b[p]) && saidDigits(&r, b, ts, k, d.size) {
		if score, rule := d.judge(idValue{[maxNational]byte(r.Digits[:maxNational]), d.size}); score > 0 {
			dst = append(dst, said(labelled(s.Found(p, int(ts[r.End-1].End), d.typ, score, rule))))
		}
	}
	return dst
}

// saidDigits reads size digits from token k on, "dash" and "hyphen" between them skipped; r.End is behind the last.
func saidDigits(r *spoken.Run, b []byte, ts []pii.Token, k, size int) bool {
	var part spoken.Run
	n := 0
	for range 6 {
		spoken.Parse(&part, b, ts, k)
		if part.N == 0 || n+part.N > size {
			return false
		}
		copy(r.Digits[n:], part.Digits[:part.N])
		n += part.N
		k = part.End
		r.End = k
		if n == size {
			return true
		}
		if k < len(ts) && emailWords().join.Has(ts[k].Hash) {
			k++
		}
	}
	return false
}

// leadStart walks back from the digit at p over n letters, with at most one blank between them and the digit.
func leadStart(b []byte, p, n int) (int, bool) {
	if n == 0 {
		return p, !wordBefore(b, p)
	}
	if p > 0 && (b[p-1] == ' ' || b[p-1] == '-') {
		p--
	}
	for range n {
		if p == 0 || !lex.IsLetter(b[p-1]) {
			return 0, false
		}
		p--
	}
	return p, !wordBefore(b, p)
}

// read collects and checks the value at p.
func (d *nationalID) read(b []byte, p int) (end int, ok bool) {
	v, end, ok := d.collect(b, p)
	return end, ok && d.check(v)
}

// collect reads letters and digits of the type's number and kind at p.
func (d *nationalID) collect(b []byte, p int) (v idValue, end int, ok bool) {
	if p >= len(b) || !alnum(b[p]) || wordBefore(b, p) {
		return v, 0, false
	}
	v.n = d.size
	end, ok = collect(v.bytes(), b, p, d.seps)
	return v, end, ok && (!d.digits || allDigits(v.bytes()))
}

// like returns a check of how a value is written: in form 9 stands for a digit, A for a letter or digit, anything else for itself.
func like(forms ...string) func(raw []byte) bool {
	return func(raw []byte) bool {
	next:
		for _, f := range forms {
			if len(f) != len(raw) {
				continue
			}
			for i, c := range raw {
				switch {
				case f[i] == '9' && lex.IsDigit(c), f[i] == 'A' && alnum(c), f[i] == c:
				default:
					continue next
				}
			}
			return true
		}
		return false
	}
}
