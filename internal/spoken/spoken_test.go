package spoken

import (
	"testing"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/stretchr/testify/require"
)

func tokens(text string) ([]byte, []lex.Token) {
	b := []byte(text)
	return b, lex.AppendTokens(nil, b, lex.NewTable("").Append(nil, b), 0)
}

func TestDigits(t *testing.T) {
	for _, c := range []struct{ text, digits, rest string }{
		{"oh seven seven double oh nine hundred one two three please", "07700900123", "please"},
		{"five five five, uh, oh one hundred", "5550100", ""},
		{"07700 nine hundred 1 2 3", "07700900123", ""},
		{"triple five oh one double nine then", "5550199", "then"},
		{"seventy nine forty six", "7946", ""},
		{"nineteen eighty four", "1984", ""},
		{"five five five. oh one oh two. One of them", "5550102", "One"},
		{"null eins sieben sechs, ähm, zweimal die drei einundzwanzig", "01763321", ""},
		{"null dreißig neunundneunzig", "03099", ""},
		{"zéro six douze trente-quatre soixante-dix-huit quatre-vingt-dix-neuf", "0612347899", ""},
		{"zéro un, quarante, deux, soixante et onze, deux fois le sept", "0140271" + "77", ""},
		{"seiscientos doce treinta y cuatro cincuenta y seis setenta y ocho", "612345678", ""},
		{"seis uno dos, eh, veintitrés doble cero", "6122300", ""},
		{"twenty-three", "23", ""},
		{"null vierhundertzwölf neunzehnhundertelf hundertzwölf", "04121911112", ""},
		{"nine one pause five five", "9155", ""},
		{"two and", "2", "and"},
		{"six: seven", "6", "seven"},
		{"hello", "", "hello"},
	} {
		b, ts := tokens(c.text)
		d, end, words := Digits(nil, b, ts, 0)
		require.Equal(t, c.digits, string(d), c.text)
		rest := ""
		if end < len(ts) {
			rest = string(b[ts[end].Start:ts[end].End])
		}
		require.Equal(t, c.rest, rest, c.text)
		require.LessOrEqual(t, words, end)
	}
}

func TestCut(t *testing.T) {
	b, ts := tokens("five five five seventy nine one")
	var r Run
	Parse(&r, b, ts, 0)
	n, end := r.Cut(4)
	require.Equal(t, []int{3, 3}, []int{n, end})
	n, end = r.Cut(5)
	require.Equal(t, []int{5, 5}, []int{n, end})
	require.Equal(t, 6, r.Words)
}

func TestNoAllocations(t *testing.T) {
	b, ts := tokens("oh seven seven double oh, uh, nine hundred one two three")
	var r Run
	Parse(&r, b, ts, 0)
	require.Zero(t, testing.AllocsPerRun(100, func() { Parse(&r, b, ts, 0) }))
}

func FuzzParse(f *testing.F) {
	f.Add("oh seven double 5, uh, quatre-vingt-dix seiscientos doce 123456789012345678901234567890123456789012345678901234567890 nine hundred")
	f.Fuzz(func(t *testing.T, s string) {
		b, ts := tokens(s)
		var r Run
		for i := range ts {
			Parse(&r, b, ts, i)
			require.LessOrEqual(t, r.N, MaxDigits)
			require.GreaterOrEqual(t, r.End, i)
			require.LessOrEqual(t, r.End, len(ts))
			last := int32(i)
			for k := range r.N {
				require.GreaterOrEqual(t, r.Tok[k], last)
				last = r.Tok[k]
			}
			if r.N > 0 {
				require.Equal(t, r.End, int(last)+1)
			}
			n, end := r.Cut(7)
			require.LessOrEqual(t, n, 7)
			require.LessOrEqual(t, end, r.End)
		}
	})
}
