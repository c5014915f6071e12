package anonymize_test

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
)

func TestRestoreEscapedUnderscores(t *testing.T) {
	v := newMapVault()
	tok, err := v.Keep("", "DATE_OF_BIRTH", []byte("1 May 1980"))
	require.NoError(t, err)
	r := anonymize.NewRestorer(v)
	escaped := strings.ReplaceAll(string(tok), "_", `\_`)
	for in, want := range map[string]string{
		"born " + escaped + ", ok":                         "born 1 May 1980, ok",
		"**" + escaped + "**":                              "**1 May 1980**",
		`\_` + escaped + `\_ said`:                         `\_1 May 1980\_ said`,
		`_` + escaped + `_ \_x \\`:                         `_1 May 1980_ \_x \\`,
		`C:\` + escaped + `\x`:                             `C:\1 May 1980\x`,
		strings.ReplaceAll(string(tok), "_", `\\_`) + " x": "1 May 1980 x",
		`x\_` + escaped:                                    `x\_1 May 1980`,
		`x` + escaped + `\_5`:                              `x` + escaped + `\_5`,
		strings.Repeat("w", 400) + `\_` + escaped:          strings.Repeat("w", 400) + `\_` + escaped,
		strings.Repeat(`w\`, 400) + string(tok):            strings.Repeat(`w\`, 400) + "1 May 1980",
	} {
		out, err := r.String(in)
		require.NoError(t, err)
		require.Equal(t, want, out)
		for _, step := range []int{1, 7, 64} {
			var b bytes.Buffer
			w := r.NewWriter(&b)
			for rest := in; rest != ""; {
				n := min(step, len(rest))
				_, err := io.WriteString(w, rest[:n])
				require.NoError(t, err)
				rest = rest[n:]
			}
			require.NoError(t, w.Close())
			require.Equal(t, want, b.String(), step)
		}
		body, err := json.Marshal([]string{in})
		require.NoError(t, err)
		var got []string
		require.NoError(t, json.Unmarshal([]byte(restoreJSON(t, r, string(body))), &got))
		require.Equal(t, want, got[0])
	}
}
