package anonymize_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/vault"
	"github.com/lethe-pii/lethe/pii"
)

// pages is a Container that keeps what became of its texts.
type pages struct {
	docs   []string
	out    []string
	at     int64
	text   string
	closed bool
}

func (c *pages) flush() {
	if c.text != "" {
		c.out[len(c.out)-1] += c.text[c.at:]
	}
	c.text, c.at = "", 0
}

func (c *pages) Next() ([]byte, []pii.Mark, error) {
	c.flush()
	if len(c.docs) == 0 {
		return nil, nil, io.EOF
	}
	c.text, c.docs, c.out = c.docs[0], c.docs[1:], append(c.out, "")
	return []byte(c.text), nil, nil
}

func (c *pages) Apply(e pii.Edit) error {
	c.out[len(c.out)-1] += c.text[c.at:e.Start] + string(e.New)
	c.at = e.End
	return nil
}

func (c *pages) Close() error { c.closed = true; return nil }

func TestContainersInASessionAndBack(t *testing.T) {
	v, err := vault.NewMemory(context.Background(), keys.New())
	require.NoError(t, err)
	docs := []string{"name Mary Jones writes", "from ann@b.example to Jones", "nothing", "name Mary Jones again"}
	r := redactor(t, everything(anonymize.Reversible{}), anonymize.WithVault(v, "c"))
	s := r.NewSession()
	c := &pages{docs: docs}
	stats, err := s.Container(c)
	require.NoError(t, err)
	require.True(t, c.closed)
	require.Equal(t, 3, stats.Total())
	require.Equal(t, people(c.out[0]), people(c.out[3]))
	b, err := s.Append(nil, []byte("name Mary Jones"))
	require.NoError(t, err)
	require.Equal(t, people(c.out[0]), people(string(b)))

	back := &pages{docs: c.out}
	restored, err := anonymize.NewRestorer(v).Container(back)
	require.NoError(t, err)
	require.True(t, back.closed)
	require.Equal(t, anonymize.RestoreStats{Restored: 3}, restored)
	require.Equal(t, docs, back.out)

	var sum anonymize.Stats
	sum.Add(stats)
	sum.Add(stats)
	require.Equal(t, 6, sum.Total())
	require.Equal(t, 4, sum.Replaced[pii.Person])

	plain := &pages{docs: docs}
	_, err = redactor(t, everything(anonymize.Label{})).Container(plain)
	require.NoError(t, err)
	require.Equal(t, "[PERSON] writes", plain.out[0][len("name "):])
}

// A mark of a new document in a stream ends what is known of persons.
func TestWriterMarksDocuments(t *testing.T) {
	var out bytes.Buffer
	w := redactor(t, everything(anonymize.NumberedLabel{})).NewWriter(&out)
	for i, text := range []string{"name Mary Jones, name Tom Ray. ", "name Zoe Lane. "} {
		if i > 0 {
			require.NoError(t, w.Mark(pii.Mark{Kind: pii.MarkDoc}))
		}
		_, err := io.WriteString(w, text)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	require.Equal(t, "name [PERSON_1], name [PERSON_2]. name [PERSON_1]. ", out.String())
}

func TestNamesOfOperators(t *testing.T) {
	for want, op := range map[string]anonymize.Operator{"vault": anonymize.Reversible{}, "vault main-name": anonymize.Reversible{MainName: true}, "number": anonymize.NumberedLabel{},
		"widen": anonymize.Widen{}, "label": anonymize.Label{}} {
		require.Equal(t, want, fmt.Sprint(op))
	}
	p, err := anonymize.ParsePolicy([]byte("name: x\ndefault: {vault: {main-name: true}}\n"))
	require.NoError(t, err)
	require.Equal(t, anonymize.Reversible{MainName: true}, p.Default)
}
