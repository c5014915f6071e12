package csvx

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func read(t testing.TB, s string, d Dialect) ([][]string, error) {
	t.Helper()
	var out [][]string
	r := NewReader(strings.NewReader(s), d)
	for {
		rec, err := r.Next()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		var row []string
		for _, f := range rec {
			row = append(row, string(d.Value(f, nil)))
		}
		out = append(out, row)
	}
}

func TestReadKeepsFields(t *testing.T) {
	for _, c := range []struct {
		in   string
		want [][]string
	}{
		{"a;b\n1;2\n", [][]string{{"a", "b"}, {"1", "2"}}},
		{"\xef\xbb\xbfa,b\r\n1,\r\n", [][]string{{"a", "b"}, {"1", ""}}},
		{"a\t\"x\ty\"\n\n\"q\"\"q\"\t\"two\nlines\"", [][]string{{"a", "x\ty"}, {`q"q`, "two\nlines"}}},
		{"a|5'10\"\n", [][]string{{"a", "5'10\""}}},
	} {
		got, err := read(t, c.in, Detect([]byte(c.in)))
		require.NoError(t, err)
		require.Equal(t, c.want, got)
	}
}

func TestReadRefuses(t *testing.T) {
	for in, want := range map[string]error{"a,b\n\"x,y\n": ErrQuote, "\"a\"x,b\n": ErrQuote, "\xff\xfea\x00": ErrEncoding} {
		_, err := read(t, in, Detect([]byte(in)))
		require.ErrorIs(t, err, want)
		var e *Error
		require.True(t, errors.As(err, &e))
		require.NotZero(t, e.Record)
	}
}

func FuzzRoundTrip(f *testing.F) {
	f.Add("a", "b\"c", "d\ne")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		d := Dialect{Delimiter: ';', Quote: '"'}
		var out []byte
		for i, v := range []string{a, b, c} {
			if i > 0 {
				out = append(out, ';')
			}
			out = d.AppendField(out, v, i == 0)
		}
		if bytes.HasPrefix(out, []byte("\xef\xbb\xbf")) {
			t.Skip()
		}
		got, err := read(t, string(out)+"\n", d)
		require.NoError(t, err)
		require.Equal(t, [][]string{{a, b, c}}, got)
	})
}
