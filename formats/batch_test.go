package formats

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

// TestBatchesAreTheSame holds batched codecs against those that give a record at a time: texts, marks, output, what is not read.
func TestBatchesAreTheSame(t *testing.T) {
	pieces := []string{"ann@b.example", "plain", ",", ";", "\"", "\"\"", "\n", "\r\n", "{\"k\":\"ann@b.example\"}", "{\"ann@b.example\":12345678}", "[1,\"x\"]", "\xe9t\xe9", "é", "a,b,c\n", "\t", "1,2\n", "x\\u0041"}
	find := regexp.MustCompile(`ann@b\.example|12345678|plain`)
	rnd := rand.New(rand.NewPCG(5, 6))
	several := 0
	for range 3000 {
		var b strings.Builder
		for range rnd.IntN(60) {
			b.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		in := b.String()
		for _, f := range []Format{CSV(), TSV(), Lines(), JSONLines()} {
			var reader io.Reader = strings.NewReader(in)
			if rnd.IntN(2) == 0 {
				reader = iotest.HalfReader(reader)
			}
			want, wantText, wantUnread := editFile(t, f, []byte(in), find, "[E]")
			var out bytes.Buffer
			c := f.Batched().Open(reader, &out)
			text := ""
			for {
				b, marks, err := c.Next()
				if errors.Is(err, io.EOF) {
					break
				}
				require.NoError(t, err)
				text += string(b)
				docs := []int{0}
				for _, m := range marks {
					if m.Kind == pii.MarkDoc {
						docs = append(docs, int(m.At))
						several++
					}
				}
				for i, from := range docs {
					to := len(b)
					if i+1 < len(docs) {
						to = docs[i+1]
					}
					for _, at := range find.FindAllIndex(b[from:to], -1) {
						require.NoError(t, c.Apply(pii.Edit{Start: int64(from + at[0]), End: int64(from + at[1]), New: []byte("[E]")}))
					}
				}
			}
			require.NoError(t, c.Close())
			require.Equal(t, string(want), out.String(), "%s %q", f.Name, in)
			require.Equal(t, wantText, text)
			require.Equal(t, wantUnread, c.(Unreader).Unread())
		}
	}
	require.Greater(t, several, 1000)
}

// TestBatchesDoNotWait holds that a record comes out although the next one is not there yet, and that half a record is waited for alone.
func TestBatchesDoNotWait(t *testing.T) {
	r, w := io.Pipe()
	c := CSV().Batched().Open(r, io.Discard)
	go func() { _, _ = w.Write([]byte("a,b\nc,d\ne,\"f\n")) }()
	done := make(chan string)
	go func() {
		text, _, _ := c.Next()
		done <- string(text)
	}()
	select {
	case text := <-done:
		require.Equal(t, "a\nb\nc\nd\n", text)
	case <-time.After(10 * time.Second):
		t.Fatal("it waits")
	}
}

// TestBatchFailures holds that nothing is written of a record whose edit failed, nor of those behind it, and that records before an error
// of the reader are.
func TestBatchFailures(t *testing.T) {
	var out bytes.Buffer
	c := Lines().Batched().Open(strings.NewReader("one\ntwo\nthree\n"), &out)
	text, _, err := c.Next()
	require.NoError(t, err)
	require.Equal(t, "one\ntwo\nthree\n", string(text))
	require.NoError(t, c.Apply(pii.Edit{Start: 0, End: 3, New: []byte("1")}))
	require.Error(t, c.Apply(pii.Edit{Start: 4, End: 400}))
	require.NoError(t, c.Close())
	require.Equal(t, "1\n", out.String())

	out.Reset()
	c = Lines().Batched().Open(io.MultiReader(strings.NewReader("one\ntwo\n"), iotest.ErrReader(io.ErrNoProgress)), &out)
	_, _, err = c.Next()
	require.NoError(t, err)
	_, _, err = c.Next()
	require.ErrorIs(t, err, io.ErrNoProgress)
	require.Equal(t, "one\ntwo\n", out.String())
	_, _, ok := c.(Locator).Locate(0, 1)
	require.False(t, ok)
}
