package spoken

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCardinal(t *testing.T) {
	for _, c := range []struct {
		text       string
		value, end int
	}{
		{"thirty seven years", 37, 2}, {"forty-one", 41, 2}, {"one hundred and three", 103, 4}, {"two thousand and four", 2004, 4},
		{"siebenunddreißig Jahre", 37, 1}, {"zweitausendvier", 2004, 1}, {"neunzehnhundertvierundachtzig", 1984, 1},
		{"achtundachtzig", 88, 1}, {"trente-sept ans", 37, 2}, {"quatre-vingt-douze ans", 92, 3}, {"vingt et un ans", 21, 3},
		{"mille neuf cent quatre-vingt-quatre", 1984, 6}, {"deux mille quatre", 2004, 3}, {"cent trois ans", 103, 2},
		{"treinta y siete años", 37, 3}, {"mil novecientos ochenta y cuatro", 1984, 5}, {"dos mil cuatro", 2004, 3},
		{"nineteen eighty", 19, 1}, {"double five", 0, 0}, {"37", 0, 0}, {"house", 0, 0}, {"zero", 0, 1},
	} {
		b, ts := tokens(c.text)
		v, end := Cardinal(b, ts, 0)
		require.Equal(t, []int{c.value, c.end}, []int{v, end}, c.text)
	}
}

func TestYear(t *testing.T) {
	for _, c := range []struct {
		text       string
		value, end int
	}{
		{"nineteen eighty four", 1984, 3}, {"nineteen oh five", 1905, 3}, {"twenty ten", 2010, 2}, {"two thousand and four", 2004, 4},
		{"nineteen hundred", 1900, 2}, {"twenty twenty-four was", 2024, 3}, {"neunzehnhundertvierundachtzig", 1984, 1},
		{"mil novecientos ochenta y cuatro", 1984, 5}, {"thirty seven", 0, 0}, {"nineteen, eighty", 0, 0},
	} {
		b, ts := tokens(c.text)
		v, end := Year(b, ts, 0)
		require.Equal(t, []int{c.value, c.end}, []int{v, end}, c.text)
	}
}

func TestOrdinal(t *testing.T) {
	for _, c := range []struct {
		text       string
		value, end int
	}{
		{"third of", 3, 1}, {"twenty-first", 21, 2}, {"thirty first", 31, 2}, {"dritten", 3, 1}, {"einunddreißigster", 31, 1},
		{"premier", 1, 1}, {"primero", 1, 1}, {"achten", 8, 1}, {"twenty", 0, 0},
	} {
		b, ts := tokens(c.text)
		v, end := Ordinal(b, ts, 0)
		require.Equal(t, []int{c.value, c.end}, []int{v, end}, c.text)
	}
}

func FuzzNumbers(f *testing.F) {
	f.Add("mille neuf cent quatre-vingt-dix neunzehnhundertvierundachtzig twenty first nineteen oh")
	f.Fuzz(func(t *testing.T, s string) {
		b, ts := tokens(s)
		for i := range ts {
			for _, read := range []func() (int, int){
				func() (int, int) { return Cardinal(b, ts, i) },
				func() (int, int) { return Year(b, ts, i) },
				func() (int, int) { return Ordinal(b, ts, i) },
			} {
				v, end := read()
				require.True(t, i <= end && end <= len(ts))
				require.True(t, 0 <= v && v < 20000)
			}
		}
	})
}
