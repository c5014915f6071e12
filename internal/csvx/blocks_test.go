package csvx

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
)

// inBlocks parses s in blocks of about size bytes; a faulty record ends the list.
func inBlocks(t testing.TB, s string, d Dialect, size int) (out [][]string, bad bool) {
	t.Helper()
	b, p := NewBlocks(iotest.HalfReader(strings.NewReader(s)), d, size), NewParser(d)
	var buf []byte
	for {
		block, err := b.Next(buf)
		if err != nil {
			return out, err != io.EOF
		}
		buf = block
		p.Reset(block)
		for {
			rec, err := p.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				return out, true
			}
			var row []string
			for _, f := range rec {
				row = append(row, string(d.Value(p.Bytes()[f.Start:f.End], nil)))
			}
			out = append(out, row)
		}
	}
}

func FuzzBlocksCutNoRecord(f *testing.F) {
	f.Add("a;b\n1;\"x\n\"\"y\"\r\n;\n\n\"\";2", 3)
	f.Add("a;5'10\"\n\"q\";\"\n\"\n", 1)
	f.Add("\"a\"x;b\nc;d\n", 4)
	f.Fuzz(func(t *testing.T, s string, size int) {
		d := Dialect{Delimiter: ';', Quote: '"'}
		whole, badWhole := inBlocks(t, s, d, len(s)+1)
		cut, badCut := inBlocks(t, s, d, 1+abs(size%64))
		require.Equal(t, whole, cut)
		require.Equal(t, badWhole, badCut)
	})
}

func abs(x int) int { return max(x, -x) }

func TestFinalNewline(t *testing.T) {
	for in, want := range map[string]bool{"a\n": true, "a": false, "a\nb": false, "a\n\"b\"\n": true} {
		b := NewBlocks(strings.NewReader(in), Dialect{Delimiter: ',', Quote: '"'}, 2)
		var err error
		for err == nil {
			_, err = b.Next(nil)
		}
		require.Equal(t, io.EOF, err)
		require.Equal(t, want, b.FinalNewline(), "%q", in)
	}
}

func TestEndlessRecordIsRefused(t *testing.T) {
	b := NewBlocks(io.LimitReader(endless{}, 64<<20), Dialect{Delimiter: ',', Quote: '"'}, 1<<16)
	_, err := b.Next(nil)
	require.ErrorIs(t, err, ErrTooLong)
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}
