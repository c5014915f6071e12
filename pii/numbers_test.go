package pii

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/internal/lex"
)

func TestTraits(t *testing.T) {
	for _, c := range []struct {
		text string // the cluster begins with the first digit
		want Trait
	}{
		{"42", OneGroup},
		{"x42", LetterBefore | LetterNear | WordBefore | OneGroup},
		{"No 42,", LetterNear | OpenBefore | OneGroup},
		{"(42)", OpenBefore | OneGroup},
		{"é42é", WordBefore | OpenBefore | WordAfter | OneGroup},
		{"42a", LetterAfter | WordAfter | GoesOn | OneGroup},
		{"42-Z", GoesOn | OneGroup},
		{"42\n7", GoesOn | OneGroup},
		{"42  a", OneGroup},
		{"12-34.56", DashInside | DotInside},
		{"07:36:34", ClockLike},
		{"1,250.00", ClockLike | DotInside},
		{"1234567:30", 0},
		{"10 07:30", 0},
		{"192.0.2.224", DotInside | FourDotted},
		{"192.0.2", DotInside},
		{"192.0.2.1.5", DotInside},
		{"192.0.2.1 80", DotInside},
		{"1.2.3.4567", DotInside},
		{"01.23.45.67", DotInside},
		{"+298.20.30.40", DotInside},
		{"+41\n44.668.18.0", GoesOn | OneGroup},
	} {
		require.Equal(t, c.want, numberOf(c.text).traits, c.text)
	}
	const country = "+41\n"
	n := numberAt(country+"44.668.18.0", len(country))
	require.Equal(t, DotInside, n.traits, "it goes on with a number of the line before")
	require.Equal(t, DotInside|DashInside|GoesOn, numberOf(strings.Repeat("1 ", MaxGroups+1)).traits, "what comes behind the last group is not known")
}

func numberOf(text string) Number { return numberAt(text, strings.IndexAny(text, "0123456789")) }

func numberAt(text string, p int) (n Number) {
	parseNumber(&n, []byte(text), p, nil, nil)
	return n
}

// picky wants clusters in two ways.
type picky struct{ got *[]string }

func (picky) Spec() Spec {
	return Spec{Name: "picky", Types: []Type{Phone}, Wants: []Want{OnDigits(4, 8).Groups(4), OnDigits(2, 8).Without(ClockLike | GoesOn)}}
}

func (p picky) Find(dst []Finding, s *Segment, at []Anchor) []Finding {
	for _, a := range at {
		n := s.Number(a)
		for i, g := range n.Groups {
			k := s.NumberToken(n, i)
			if k != s.TokenAt(g.Start) {
				return append(dst, Finding{Start: -1})
			}
		}
		*p.got = append(*p.got, string(rune('0'+a.Want))+":"+string(s.Text[n.Start:n.End]))
	}
	return dst
}

func TestWantsOfOneDetectorShareACluster(t *testing.T) {
	var got []string
	s, err := NewScanner([]Detector{picky{&got}})
	require.NoError(t, err)
	require.Empty(t, s.Append(nil, []byte("7 was 1234 or 12-34 and é99“, 07:36; 2024:11, 55x, 12 1999")))
	require.Equal(t, []string{"0:1234", "1:99", "0:2024:11", "0:12 1999"}, got)
}

func TestOpeners(t *testing.T) {
	b := []byte("one two\n  three (four) [five] <six>*seven a-b\n[eight]")
	an := new(analysis)
	p := &plan{table: lex.NewTable("")}
	an.seg = Segment{Text: b, Hi: len(b)}
	an.cut(p)
	var words []string
	for _, i := range an.seg.Openers() {
		words = append(words, string(b[an.tokens[i].Start:an.tokens[i].End]))
	}
	require.Equal(t, []string{"one", "three", "four", "five", "six", "seven", "eight"}, words)
}
