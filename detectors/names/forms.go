package names

import (
	"bytes"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// sureEnough is the score of a name whose parts are remembered. Of a guess only the whole name is, if it has several words: what is taken out in one
// place does not stay in another.
const sureEnough = 0.6

// Forms names the ways in which a person can appear again: the whole name, surname, given name, double surname, nicknames, initials, the
// aliases of the roster. Words that are common in lower case count only with a capital.
func (d *detector) Forms(dst []pii.Form, s *pii.Segment, f pii.Finding) []pii.Form {
	if f.Type != pii.Person {
		return dst
	}
	text, at, ok := s.Value(f)
	if !ok {
		return dst
	}
	ts := s.Tokens()
	lo := s.TokenAt(at)
	hi := lo
	for hi < len(ts) && int(ts[hi].End) <= at+len(text) {
		hi++
	}
	if hi == lo {
		return dst
	}
	if f.Rule == ruleRoster {
		dst = d.aliases(dst, text, f)
	}
	whole := pii.Form{Text: text, Type: pii.Person, Score: f.Score, Attrs: f.Attrs}
	if f.Score < sureEnough {
		if bytes.IndexByte(text, ' ') > 0 {
			dst = append(dst, whole)
		}
		return dst
	}
	if hi-lo == 1 {
		whole.Cased = common(&ts[lo]) > 0
		return append(dst, whole)
	}
	dst = append(dst, whole)
	for i := lo; i < hi; i++ {
		t := &ts[i]
		c := common(t)
		if w := (nametag.Word{Flags: words().Get(nametag.HashToken(t.Hash))}); w.IsParticle() || w.IsStop() || w.IsTitle() {
			continue
		}
		if t.Len() < 3 || t.Flags&lex.HasDigit != 0 || c == 3 || t.Flags&(lex.FirstUpper|lex.NonASCII) == 0 && !s.NoCase() {
			continue
		}
		attrs := f.Attrs
		switch i {
		case lo:
			attrs = attrs.WithGiven(true)
		case hi - 1:
			attrs = attrs.WithSurname(true)
		}
		dst = append(dst, pii.Form{Text: s.Text[t.Start:t.End], Type: pii.Person, Score: 0.7, Cased: c > 0, Weak: i < hi-1, Attrs: attrs})
	}
	if from := double(s.Text, ts[lo:hi]); from > 0 {
		dst = append(dst, pii.Form{Text: s.Text[ts[lo+from].Start:ts[hi-1].End], Type: pii.Person, Score: 0.7, Attrs: f.Attrs.WithSurname(true)})
	}
	for _, name := range nicknames.Get(makeNicknames)[nametag.HashToken(ts[lo].Hash)] {
		if e := lexicon().Lookup(nametag.HashWord(string(name))); e.Common() < 3 || e.First() == 3 {
			dst = append(dst, pii.Form{Text: name, Type: pii.Person, Score: 0.6, Cased: true, Weak: true, Attrs: f.Attrs.WithGiven(true)})
		}
	}
	return initials(dst, s.Text, ts[lo:hi], f)
}

// double returns the first of the words at the end of a name that hyphens join, 0 if there are none or all are: "Maria Lopez-Ruiz".
func double(text []byte, ts []pii.Token) int {
	i := len(ts) - 1
	for i > 0 && ts[i].Start == ts[i-1].End+1 && text[ts[i-1].End] == '-' {
		i--
	}
	return i % (len(ts) - 1)
}

func common(t *pii.Token) uint32 { return lexicon().Lookup(nametag.HashToken(t.Hash)).Common() }

// initials appends "M. Gonzalez" and "M. G.".
func initials(dst []pii.Form, text []byte, ts []pii.Token, f pii.Finding) []pii.Form {
	last := &ts[len(ts)-1]
	if ts[0].Len() == 1 || last.Flags&lex.FirstUpper == 0 || last.Len() < 2 {
		return dst
	}
	first := func(t *pii.Token) []byte {
		_, n := utf8.DecodeRune(text[t.Start:])
		return text[t.Start : int(t.Start)+n]
	}
	form := pii.Form{Lead: first(&ts[0]), Text: text[last.Start:last.End], Type: pii.Person, Score: sureEnough, Cased: true, Weak: true, Attrs: f.Attrs}
	dst = append(dst, form)
	if len(ts) == 2 {
		form.Text = first(last)
		dst = append(dst, form)
	}
	return dst
}

// aliases appends the names of the person whom the roster lists under text.
func (d *detector) aliases(dst []pii.Form, text []byte, f pii.Finding) []pii.Form {
	if d.roster == nil || len(d.roster.aliases) == 0 {
		return dst
	}
	var c cutter
	person, ok := d.roster.full[chained(c.words(text))]
	if !ok || person < 0 {
		return dst
	}
	for _, name := range d.roster.aliases[person] {
		dst = append(dst, pii.Form{Text: []byte(name), Type: pii.Person, Score: f.Score, Attrs: f.Attrs})
	}
	return dst
}

// Common returns how frequent a token is as a word of English, 0 to 3: such a name counts with a capital alone. It costs a look-up.
func Common(t pii.Token) int { return int(common(&t)) }
