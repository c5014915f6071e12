package pii_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

// inSection finds "@" and says by its score in which section it stands.
type inSection struct{}

func (inSection) Spec() pii.Spec {
	return pii.Spec{Name: "section", Types: []pii.Type{pii.Email}, Wants: []pii.Want{pii.OnBytes("@")}}
}

func (inSection) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	score := map[string]float32{"": 0.5, "header": 0.6, "experience": 0.7}
	for _, a := range at {
		dst = append(dst, s.Found(a.Start, a.End, pii.Email, score[s.Section(a.Start)], toyRule))
	}
	return dst
}

func TestSections(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{inSection{}})
	require.NoError(t, err)
	parts := []struct {
		text string
		mark pii.Mark
		want float32
	}{
		{"a@ ", pii.Mark{Kind: pii.MarkPage}, 0.5},
		{"b@ " + strings.Repeat("x ", 30_000), pii.Mark{Kind: pii.MarkSection, Label: "header"}, 0.6},
		{"c@ ", pii.Mark{Kind: pii.MarkTurn}, 0.6},
		{"d@ ", pii.Mark{Kind: pii.MarkSection, Label: "experience"}, 0.7},
		{"e@ ", pii.Mark{Kind: pii.MarkSection}, 0.5},
		{"f@ ", pii.Mark{Kind: pii.MarkSection, Label: "header"}, 0.6},
		{"g@ ", pii.Mark{Kind: pii.MarkDoc}, 0.5},
	}
	var text []byte
	var marks []pii.Mark
	var want, fed []float32
	f := s.NewFeed(func(p pii.Piece) error {
		for _, x := range p.Findings {
			fed = append(fed, x.Score)
		}
		return nil
	})
	for _, p := range parts {
		p.mark.At = int64(len(text))
		marks, text, want = append(marks, p.mark), append(text, p.text...), append(want, p.want)
		require.NoError(t, f.Mark(p.mark))
		_, err := f.Write([]byte(p.text))
		require.NoError(t, err)
	}
	require.NoError(t, f.Close())
	require.Equal(t, want, fed)
	for _, all := range [][]pii.Finding{s.Append(nil, text, marks...), s.Document(nil, text, marks...)} {
		var got []float32
		for _, x := range all {
			got = append(got, x.Score)
		}
		require.Equal(t, want, got)
	}
}
