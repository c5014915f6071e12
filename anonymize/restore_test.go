package anonymize_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/token"
)

// mapVault keeps originals in a map, behind real tokens.
type mapVault struct {
	codec *token.Codec
	mu    sync.Mutex
	kept  map[string]string
	gone  bool
}

func newMapVault() *mapVault {
	return &mapVault{codec: token.New(keys.New(), "test"), kept: map[string]string{}}
}

func (v *mapVault) IsToken(b []byte) bool { return v.codec.IsToken(b) }

func (v *mapVault) Keep(_, typ string, value []byte) ([]byte, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	tok, err := v.codec.AppendToken(nil, typ, value)
	v.kept[strings.ToLower(string(tok))] = string(value)
	return tok, err
}

func (v *mapVault) Original(tok []byte) ([]byte, error) {
	if _, err := v.codec.Verify(tok); err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	s, ok := v.kept[strings.ToLower(string(tok))]
	switch {
	case v.gone:
		return nil, keys.ErrForgotten
	case !ok:
		return nil, keys.ErrNotFound
	}
	return []byte(s), nil
}

func TestRoundTrip(t *testing.T) {
	v := newMapVault()
	r := redactor(t, everything(anonymize.Reversible{}), anonymize.WithVault(v, "client-7"))
	restorer := anonymize.NewRestorer(v)
	in := strings.Repeat(sample, 3)
	out, err := r.String(in)
	require.NoError(t, err)
	require.NotContains(t, out, "ann@b")
	again, err := r.String(out)
	require.NoError(t, err)
	require.Equal(t, out, again)
	back, err := restorer.String(out)
	require.NoError(t, err)
	require.Equal(t, in, back)
	for cut := range len(out) {
		var b bytes.Buffer
		w := restorer.NewWriter(&b)
		_, err := io.WriteString(w, out[:cut])
		require.NoError(t, err)
		_, err = io.WriteString(w, out[cut:])
		require.NoError(t, err)
		require.NoError(t, w.Close())
		require.Equal(t, in, b.String(), cut)
	}

	v.gone = true
	back, err = restorer.String(out)
	require.ErrorIs(t, err, keys.ErrForgotten)
	require.Equal(t, out, back)
}

func TestRestoreLeavesLookAlikes(t *testing.T) {
	v := newMapVault()
	tok, err := v.Keep("", "EMAIL", []byte("ann@b.example"))
	require.NoError(t, err)
	restorer := anonymize.NewRestorer(v)
	for i := len("EMAIL_"); i < len(tok); i++ {
		fake := bytes.Clone(tok)
		fake[i] = "0z"[boolInt(fake[i] == '0')]
		text := fmt.Sprintf("x %s y", fake)
		out, err := restorer.String(text)
		require.NoError(t, err)
		require.Equal(t, text, out)
	}
	upper := strings.ToUpper(string(tok))
	for _, text := range []string{"A" + string(tok), "a" + strings.ToLower(string(tok)), string(tok) + "b", string(tok) + "5", string(tok) + "_5",
		upper + "X", string(tok) + "snts", strings.Repeat("w", 200) + string(tok)} {
		var b bytes.Buffer
		w := restorer.NewWriter(&b)
		for i := range len(text) {
			_, err := io.WriteString(w, text[i:i+1])
			require.NoError(t, err)
		}
		require.NoError(t, w.Close())
		require.Equal(t, text, b.String())
	}
	out, err := restorer.String("**" + string(tok) + "**'s")
	require.NoError(t, err)
	require.Equal(t, "**ann@b.example**'s", out)
	out, err = restorer.String("_" + string(tok) + "_, __" + string(tok) + "__")
	require.NoError(t, err)
	require.Equal(t, "_ann@b.example_, __ann@b.example__", out)
}

// What languages and file names put around a token stays around what is restored.
func TestRestoreBesideOtherLetters(t *testing.T) {
	v := newMapVault()
	tok, err := v.Keep("", "PERSON", []byte("Ann Lee"))
	require.NoError(t, err)
	restorer := anonymize.NewRestorer(v)
	for _, text := range []string{"the %ss are", "%s's", "%s’s", "%s-based", "pre-%s", "%sen Haus", "%sische", "%ss'", "(%sish)", "non%s", "7%s", "report_%s_resume.pdf", "%s_%s.txt", "%s%s", "`%s`s", "%s, %ss and _%s_"} {
		for _, form := range []string{string(tok), strings.ToUpper(string(tok))} {
			in, want := strings.ReplaceAll(text, "%s", form), strings.ReplaceAll(text, "%s", "Ann Lee")
			out, stats, err := restorer.Append(nil, []byte(in))
			require.NoError(t, err)
			require.Equal(t, want, string(out))
			require.Zero(t, stats.Unknown)
			body := `{"a":"` + in + `","b":"{\"c\":\"` + in + `\"}"}`
			require.Equal(t, strings.ReplaceAll(body, in, want), restoreJSON(t, restorer, body))
			for cut := range in {
				var b bytes.Buffer
				w := restorer.NewWriter(&b)
				_, err := io.WriteString(w, in[:cut])
				require.NoError(t, err)
				_, err = io.WriteString(w, in[cut:])
				require.NoError(t, err)
				require.NoError(t, w.Close())
				require.Equal(t, want, b.String())
			}
		}
	}
	for _, text := range []string{"%sx", "%s12", "%s_12"} {
		_, stats, err := restorer.Append(nil, []byte(strings.ReplaceAll(text, "%s", string(tok))))
		require.NoError(t, err)
		require.Equal(t, anonymize.RestoreStats{Unknown: 1}, stats, "what stays is told")
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// What was redacted twice, with more found around a token, restores at once; tokens in tokens end.
func TestRestoreTokensInValues(t *testing.T) {
	v := newMapVault()
	inner, err := v.Keep("", "PERSON", []byte("Ann Lee"))
	require.NoError(t, err)
	outer, err := v.Keep("", "ORG", []byte("House of "+string(inner)+"s, Leeds"))
	require.NoError(t, err)
	restorer := anonymize.NewRestorer(v)
	out, stats, err := restorer.Append(nil, []byte("at "+string(outer)+"."))
	require.NoError(t, err)
	require.Equal(t, "at House of Ann Lees, Leeds.", string(out))
	require.Equal(t, anonymize.RestoreStats{Restored: 2}, stats)
	require.Equal(t, `{"a":"House of Ann Lees, Leeds"}`, restoreJSON(t, restorer, `{"a":"`+string(outer)+`"}`))

	v.kept[strings.ToLower(string(inner))] = "me: " + string(inner)
	out, _, err = restorer.Append(nil, inner)
	require.NoError(t, err)
	require.Equal(t, strings.Repeat("me: ", 5)+string(inner), string(out))
}
