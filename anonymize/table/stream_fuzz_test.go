package table

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzStreamRows reads as a stream what Read reads as a whole: the same columns and cells, or a fault in both.
func FuzzStreamRows(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n3,4\n", "a;b\r\n\"1\";\"x;\"\"y\"\r\n", "{\"a\":1,\"b\":null}\n{\"a\":\"x\"}\n", "\xef\xbb\xbf{\"a\":[1,2]}\n\n", "a\n\"\n", "{\"a\":1}\n{\"b\":1}\n",
		"\xef\xbb\xbfa,b\n1\n", "{\"a\":1,\"a\":2}", "a,a\n1,2\n", "\n\na,b\n1,2", "\r0", "{}\n{\"0\":0}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		whole, err := Read(bytes.NewReader(in), ReadOptions{})
		got, gotErr := streamed(in)
		if err != nil {
			if gotErr == nil {
				require.ErrorIs(t, err, ErrNoRows)
				require.Zero(t, got.Rows)
			}
			return
		}
		if errors.Is(gotErr, ErrLateKey) || whole.json && errors.Is(gotErr, ErrNoRows) {
			return // keys come behind what a stream takes them from
		}
		require.NoError(t, gotErr)
		require.Equal(t, whole.Rows, got.Rows)
		require.Len(t, got.Columns, len(whole.Columns))
		for j, c := range whole.Columns {
			require.Equal(t, c.Name, got.Columns[j].Name)
			for i := range whole.Rows {
				require.Equal(t, c.Value(i), got.Columns[j].Value(i))
			}
		}
	})
}

func streamed(in []byte) (*Table, error) {
	r, err := openRows(bytes.NewReader(in), StreamOptions{})
	if err != nil {
		return nil, err
	}
	t := r.table()
	dicts, err := r.columns(t)
	if err != nil {
		return nil, err
	}
	if err := r.fill(t, dicts, 1<<20); !errors.Is(err, io.EOF) {
		return nil, err
	}
	return t, nil
}
