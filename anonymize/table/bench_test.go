package table

import (
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// wide invents rows × 9 columns, the sizes of dictionaries as in a census sample.
func wide(rows int) []byte {
	var b bytes.Buffer
	if err := writeWide(&b, rows); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func writeWide(w io.Writer, rows int) error {
	r := rand.New(rand.NewPCG(1, 1))
	size := []int{2, 72, 5, 7, 16, 41, 7, 14, 2}
	b := []byte("a,b,c,d,e,f,g,h,i\n")
	for range rows {
		if len(b) > 1<<16 {
			if _, err := w.Write(b); err != nil {
				return err
			}
			b = b[:0]
		}
		for j, n := range size {
			if j > 0 {
				b = append(b, ',')
			}
			x := int(float64(n) * r.Float64() * r.Float64())
			if j == 1 {
				b = strconv.AppendInt(b, int64(17+x), 10)
				continue
			}
			b = append(b, "value-"...)
			b = strconv.AppendInt(b, int64(x), 10)
		}
		b = append(b, '\n')
	}
	_, err := w.Write(b)
	return err
}

// TestWriteWide writes the benchmarks' table to a file, for measuring the command.
func TestWriteWide(t *testing.T) {
	path := os.Getenv("LETHE_WIDE")
	if path == "" {
		t.Skip("LETHE_WIDE names no file")
	}
	rows, err := strconv.Atoi(os.Getenv("LETHE_ROWS"))
	require.NoError(t, err)
	f, err := os.Create(path)
	require.NoError(t, err)
	require.NoError(t, writeWide(f, rows))
	require.NoError(t, f.Close())
}

func wideConfig(t testing.TB, tab *Table) Config {
	at := map[string]Attribute{}
	for _, c := range tab.Columns {
		at[c.Name] = Attribute{Role: Quasi}
	}
	return Config{K: 5, Attributes: at, Algorithm: Mondrian, Workers: 1}
}

func BenchmarkMondrian(b *testing.B) {
	const rows = 1_000_000
	tab, err := Read(bytes.NewReader(wide(rows)), ReadOptions{})
	require.NoError(b, err)
	cfg := wideConfig(b, tab)
	p, _, err := newProblem(tab, &cfg)
	require.NoError(b, err)
	for b.Loop() {
		mondrian(p, allRows(p.n), 1, func() bool { return false })
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mrows/s")
}

func BenchmarkCSVToCSV(b *testing.B) {
	const rows = 1_000_000
	in := wide(rows)
	for b.Loop() {
		tab, err := Read(bytes.NewReader(in), ReadOptions{})
		require.NoError(b, err)
		res, err := Anonymize(context.Background(), tab, wideConfig(b, tab))
		require.NoError(b, err)
		require.NoError(b, res.Table.Write(io.Discard))
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mrows/s")
}

func BenchmarkRead(b *testing.B) {
	in := wide(200_000)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		_, err := Read(bytes.NewReader(in), ReadOptions{})
		require.NoError(b, err)
	}
}
