package eval

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

func TestScorer(t *testing.T) {
	doc := Document{Text: strings.Repeat("x", 100), Spans: []Span{{Start: 0, End: 5, Type: "PERSON"}, {Start: 10, End: 15, Type: "PERSON"}, {Start: 20, End: 30, Type: "EMAIL"}}}
	tests := []struct {
		name string
		doc  Document
		pred []Span
		m    map[pii.Type]pii.Type
		want map[pii.Type][2]PRF // strict, overlap
	}{
		{"exact and cut", doc, []Span{{0, 5, "PERSON", 1}, {11, 14, "PERSON", 1}, {40, 50, "PERSON", 1}, {20, 30, "PHONE", 1}}, nil, map[pii.Type][2]PRF{
			"PERSON": {{1. / 3, .5, .4}, {2. / 3, 1, .8}},
			"EMAIL":  {{}, {}},
			"PHONE":  {{}, {}},
		}},
		{"only", Document{Text: doc.Text, Spans: doc.Spans, Only: []pii.Type{"EMAIL"}}, []Span{{0, 6, "PERSON", 1}, {20, 30, "EMAIL", 1}}, nil, map[pii.Type][2]PRF{
			"EMAIL": {{1, 1, 1}, {1, 1, 1}},
		}},
		{"partial", Document{Text: doc.Text, Spans: doc.Spans, Partial: true}, []Span{{0, 5, "PERSON", 1}, {60, 65, "PERSON", 1}}, nil, map[pii.Type][2]PRF{
			"PERSON": {{0, .5, 0}, {0, .5, 0}},
			"EMAIL":  {{}, {}},
		}},
		{"map", doc, []Span{{0, 5, "NAME", 1}, {20, 30, "MAIL", 1}}, map[pii.Type]pii.Type{"NAME": "PERSON", "MAIL": "", "EMAIL": ""}, map[pii.Type][2]PRF{
			"PERSON": {{1, .5, 2. / 3}, {1, .5, 2. / 3}},
		}},
		{"doubled prediction", Document{Text: doc.Text, Spans: doc.Spans[:1]}, []Span{{0, 5, "PERSON", 1}, {0, 5, "PERSON", 1}}, nil, map[pii.Type][2]PRF{
			"PERSON": {{.5, 1, 2. / 3}, {1, 1, 1}},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := Scorer{Map: tt.m}
			s.Add(tt.doc, tt.pred)
			rows := s.Rows()
			require.Len(t, rows, len(tt.want)+1)
			for _, r := range rows[:len(rows)-1] {
				want := tt.want[r.Type]
				for i, got := range []PRF{r.Strict, r.Overlap} {
					require.InDelta(t, want[i].P, got.P, 1e-9, r.Type)
					require.InDelta(t, want[i].R, got.R, 1e-9, r.Type)
					require.InDelta(t, want[i].F1, got.F1, 1e-9, r.Type)
				}
			}
		})
	}
}

func TestRead(t *testing.T) {
	n := 0
	for d, err := range Read(strings.NewReader(`{"id":"a","text":"Ann","spans":[{"start":0,"end":3,"type":"PERSON"}]}` + "\n\n" + `{"id":"b","text":"secret","spans":[{"start":0,"end":9,"type":"PERSON"}]}`)) {
		n++
		if n == 1 {
			require.NoError(t, err)
			require.Equal(t, "Ann", d.Text)
			continue
		}
		require.ErrorIs(t, err, ErrCorpus)
		require.NotContains(t, err.Error(), "secret")
	}
	require.Equal(t, 2, n)
	for _, err := range Read(strings.NewReader(`{"id":"a","txt":"Ann"}`)) {
		require.ErrorContains(t, err, "line 1 has no text")
	}
}

func TestLowerKeepsOffsets(t *testing.T) {
	for in, want := range map[string]string{"ÄNN İ \xff B": "änn İ \xff b", "Kelvin \u212a": "kelvin \u212a"} {
		require.Equal(t, want, Lower(in))
		require.Len(t, Lower(in), len(in))
	}
}

func TestReadMap(t *testing.T) {
	for _, src := range []string{`{"A":"B","C":""}`, "A B # as in the corpus\nC\n", "A -> B\nC"} {
		m, err := ReadMap([]byte(src))
		require.NoError(t, err)
		require.Equal(t, map[pii.Type]pii.Type{"A": "B", "C": ""}, m)
	}
	_, err := ReadMap([]byte("a b c"))
	require.Error(t, err)
}
