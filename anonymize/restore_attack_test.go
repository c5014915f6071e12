package anonymize_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/vault"
	"github.com/lethe-pii/lethe/internal/harness"
)

// TestNothingWrongIsRestored joins, cuts and mixes tokens of a vault, with and without marks, tokens of another vault and forged ones. Values in
// what is restored stand where a token of theirs stood, letter by letter: put back, they give the text, in a stream cut anywhere too.
func TestNothingWrongIsRestored(t *testing.T) {
	ctx := context.Background()
	v, err := vault.NewMemory(ctx, keys.New())
	require.NoError(t, err)
	other, err := vault.NewMemory(ctx, keys.New())
	require.NoError(t, err)
	var pieces []string
	back := map[string]string{} // value: its token
	for i := range 40 {
		typ := []string{"PERSON", "EMAIL", "A", "X_Y_2"}[i%4]
		for k := range 1 + i%4 {
			value := fmt.Sprintf("«%d.%d»", i, k)
			tok, err := v.KeepAs("subject", typ, fmt.Appendf(nil, "id %d", i), fmt.Appendf(nil, "«%d.0»", i), []byte(value))
			require.NoError(t, err)
			back[value] = string(tok)
			foreign, err := other.KeepAs("subject", typ, fmt.Appendf(nil, "id %d", i), fmt.Appendf(nil, "«%d.0»", i), []byte(value))
			require.NoError(t, err)
			pieces = append(pieces, string(tok), string(tok), strings.ToUpper(string(tok)), strings.ToLower(string(tok)), string(foreign))
			if k := strings.LastIndexByte(string(tok), '_'); len(tok)-k == 7 { // its mark alone
				pieces = append(pieces, string(tok[k:]))
			}
		}
	}
	lower := func(s string) string {
		for value, tok := range back {
			s = strings.ReplaceAll(s, value, tok)
		}
		return strings.ToLower(s)
	}
	restorer := anonymize.NewRestorer(v)
	rnd := rand.New(rand.NewPCG(4, 4))
	restored := 0
	for range 4000 {
		var b []byte
		for range 1 + rnd.IntN(8) {
			p := pieces[rnd.IntN(len(pieces))]
			switch rnd.IntN(8) {
			case 0: // a letter is another one
				q := []byte(p)
				q[rnd.IntN(len(q))] = "0123456789abcdefghjkmnpqrstvwxyzKV_"[rnd.IntN(35)]
				p = string(q)
			case 1:
				p = p[:rnd.IntN(len(p))]
			case 2:
				p = p[rnd.IntN(len(p)):]
			case 3:
				p = []string{"s", "en", "ische", "_", "__", "x", "9", "0z", "_4k2m9x", "é", "PERSON_", "EMAIL", "person", " ", "\n", "ſ", "K"}[rnd.IntN(17)]
			}
			b = append(b, p...)
			b = append(b, []string{"", "", " ", "_", ", ", "s ", "-"}[rnd.IntN(7)]...)
		}
		out, stats, err := restorer.Append(nil, b)
		require.NoError(t, err)
		require.Equal(t, strings.ToLower(string(b)), lower(string(out)))
		restored += stats.Restored
		var stream bytes.Buffer
		w := restorer.NewWriter(&stream)
		harness.Cuts(rnd, b, 1+rnd.IntN(60), func(p []byte) {
			_, err := w.Write(p)
			require.NoError(t, err)
		})
		require.NoError(t, w.Close())
		require.Equal(t, string(out), stream.String())
	}
	require.Greater(t, restored, 2000)
}
