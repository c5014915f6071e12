package anonymize_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// Toy detectors, so that these tests stand on no real one: mail addresses, numbers as ages, URLs as composites, names after "name"
// that are remembered, and one that fails on "boom".

var toyRule = &pii.Rule{Detector: "toy", Name: "toy"}

type toyMail struct{}

func (toyMail) Spec() pii.Spec {
	return pii.Spec{Name: "mail", Types: []pii.Type{pii.Email}, Wants: []pii.Want{pii.OnBytes("@")}}
}

func (toyMail) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	for _, a := range at {
		i, j := a.Start, a.End
		for i > 0 && a.Start-i < 64 && (lex.IsWord(s.Text[i-1]) || s.Text[i-1] == '.') {
			i--
		}
		for j < len(s.Text) && j-a.End < 64 && (lex.IsWord(s.Text[j]) || s.Text[j] == '.') {
			j++
		}
		if i < a.Start && j > a.End {
			dst = append(dst, s.Found(i, j, pii.Email, 0.9, toyRule))
		}
	}
	return dst
}

type toyURL struct{}

func (toyURL) Spec() pii.Spec {
	return pii.Spec{Name: "url", Types: []pii.Type{pii.URL}, Wants: []pii.Want{pii.OnBytes("#")}}
}

// Find finds "#" and everything up to a blank: a composite that can hold mail addresses.
func (toyURL) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	for _, a := range at {
		j := a.End
		for j < len(s.Text) && j-a.End < 100 && s.Text[j] > ' ' {
			j++
		}
		dst = append(dst, s.Found(a.Start, j, pii.URL, 0.95, toyRule))
	}
	return dst
}

type toyName struct{}

func (toyName) Spec() pii.Spec {
	return pii.Spec{Name: "name", Types: []pii.Type{pii.Person}, Wants: []pii.Want{pii.OnWords("name")}}
}

func (toyName) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	ts := s.Tokens()
	for _, a := range at {
		if k := s.TokenAt(a.Start); k+2 < len(ts) && int(ts[k+2].End)-a.Start < 100 {
			dst = append(dst, s.Found(int(ts[k+1].Start), int(ts[k+2].End), pii.Person, 0.9, toyRule))
		}
	}
	return dst
}

func (toyName) Forms(dst []pii.Form, s *pii.Segment, f pii.Finding) []pii.Form {
	text, _, ok := s.Value(f)
	if !ok {
		return dst
	}
	dst = append(dst, pii.Form{Text: text, Type: f.Type, Score: 0.8})
	for i, c := range text {
		if c == ' ' {
			return append(dst, pii.Form{Text: text[i+1:], Type: f.Type, Score: 0.7})
		}
	}
	return dst
}

type toyBoom struct{}

func (toyBoom) Spec() pii.Spec {
	return pii.Spec{Name: "boom", Types: []pii.Type{pii.Phone}, Wants: []pii.Want{pii.OnWords("boom")}}
}

func (toyBoom) Find([]pii.Finding, *pii.Segment, []pii.Anchor) []pii.Finding { panic("boom") }

func toyScanner(t testing.TB) *pii.Scanner {
	t.Helper()
	s, err := pii.NewScanner([]pii.Detector{toyMail{}, toyURL{}, toyName{}, toyBoom{}})
	require.NoError(t, err)
	return s
}

func redactor(t testing.TB, p anonymize.Policy, opts ...anonymize.Option) *anonymize.Redactor {
	t.Helper()
	r, err := anonymize.NewRedactor(toyScanner(t), p, opts...)
	require.NoError(t, err)
	return r
}
