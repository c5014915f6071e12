package pii_test

import (
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// Toy detectors, made to break the engine's contracts: one that walks both ways from a byte, one on digits, one that remembers,
// one with an end marker, one that fails.

var toyRule = &pii.Rule{Detector: "toy", Name: "toy"}

type toyMail struct{}

func (toyMail) Spec() pii.Spec {
	return pii.Spec{Name: "mail", Types: []pii.Type{pii.Email}, Wants: []pii.Want{pii.OnBytes("@")}, Reach: pii.Reach{Behind: 64, Ahead: 255}}
}

func (toyMail) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	word := func(c byte) bool { return lex.IsWord(c) || c == '.' || c == '-' }
	for _, a := range at {
		i, j := a.Start, a.End
		for i > 0 && a.Start-i < 64 && word(s.Text[i-1]) {
			i--
		}
		for j < len(s.Text) && j-a.End < 255 && word(s.Text[j]) {
			j++
		}
		if i < a.Start && j > a.End {
			dst = append(dst, s.Found(i, j, pii.Email, 0.9, toyRule))
		}
	}
	return dst
}

type toyNumber struct{}

func (toyNumber) Spec() pii.Spec {
	return pii.Spec{Name: "number", Types: []pii.Type{pii.Phone}, Wants: []pii.Want{pii.OnDigits(7, 15)}}
}

func (toyNumber) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	for _, a := range at {
		if n := s.Number(a); len(n.Digits) >= 7 && len(n.Digits) <= 15 {
			dst = append(dst, s.Found(n.Start, n.End, pii.Phone, 0.8, toyRule))
		}
	}
	return dst
}

type toyName struct{}

func (toyName) Spec() pii.Spec {
	return pii.Spec{Name: "name", Types: []pii.Type{pii.Person}, Wants: []pii.Want{pii.OnWords("name")}}
}

var toyIs = lex.HashString("is")

// Find finds "name is Given Surname".
func (toyName) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	ts := s.Tokens()
	for _, a := range at {
		k := s.TokenAt(a.Start)
		if k+3 < len(ts) && ts[k+1].Hash == toyIs && int(ts[k+3].End)-a.Start < 200 {
			dst = append(dst, s.Found(int(ts[k+2].Start), int(ts[k+3].End), pii.Person, 0.9, toyRule))
		}
	}
	return dst
}

func (toyName) Forms(dst []pii.Form, s *pii.Segment, f pii.Finding) []pii.Form {
	text, _, _ := s.Value(f)
	dst = append(dst, pii.Form{Text: text, Type: f.Type, Score: 0.8})
	for i, c := range text {
		if c == ' ' {
			dst = append(dst, pii.Form{Text: text[:i], Type: f.Type, Score: 0.6, Weak: true}, pii.Form{Text: text[i+1:], Type: f.Type, Score: 0.7})
			break
		}
	}
	return dst
}

type toyBlock struct{}

func (toyBlock) Spec() pii.Spec {
	return pii.Spec{Name: "block", Types: []pii.Type{pii.PrivateKey}, Wants: []pii.Want{pii.OnLiterals("<<BEGIN")}}
}

func (toyBlock) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	for _, a := range at {
		dst = append(dst, s.Found(a.Start, a.End, pii.PrivateKey, 1, toyRule))
	}
	return dst
}

func (toyBlock) Until(pii.Finding, *pii.Segment) ([]byte, int64) { return []byte("END>>"), 1 << 20 }

type toyBirth struct{}

func (toyBirth) Spec() pii.Spec {
	return pii.Spec{Name: "birth", Types: []pii.Type{pii.DateOfBirth}, Wants: []pii.Want{pii.OnLabel()}, Labels: toyLabels}
}

var toyLabels = pii.NewLabels(pii.Label{Text: "date of birth", ID: 1}, pii.Label{Text: "DOB", Bare: true, ID: 2})

func (toyBirth) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	for _, a := range at {
		j := a.Value
		for j < len(s.Text) && j-a.Value < 20 && s.Text[j] != ' ' && s.Text[j] != '\n' && s.Text[j] != '"' {
			j++
		}
		if j > a.Value {
			dst = append(dst, s.Found(a.Value, j, pii.DateOfBirth, 0.9, toyRule))
		}
	}
	return dst
}

type toyPanic struct{}

func (toyPanic) Spec() pii.Spec {
	return pii.Spec{Name: "panic", Types: []pii.Type{pii.Age}, Wants: []pii.Want{pii.OnBytes("~")}}
}

func (toyPanic) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	panic(string(s.Text))
}

func toys() []pii.Detector {
	return []pii.Detector{toyMail{}, toyNumber{}, toyName{}, toyBlock{}, toyBirth{}, toyPanic{}}
}
