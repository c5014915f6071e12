package anonymize_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/keys"
)

// Redacting what was redacted changes nothing, whatever the labels look like to detectors.
func TestSettled(t *testing.T) {
	words := strings.Fields("name Mary Jones ann@b.example #x?ann@b.example and Jones Mary name tel . , name")
	rnd := rand.New(rand.NewPCG(7, 7))
	changed := 0
	for _, op := range []anonymize.Operator{anonymize.Label{}, anonymize.Remove{}, anonymize.NumberedLabel{}, anonymize.Fixed{Text: "name Xaver Yps"}} {
		once, settled := redactor(t, everything(op)), redactor(t, everything(op), anonymize.Settled())
		for range 500 {
			var in strings.Builder
			for range 3 + rnd.IntN(12) {
				in.WriteString(words[rnd.IntN(len(words))])
				in.WriteByte(' ')
			}
			first, err := once.String(in.String())
			require.NoError(t, err)
			res, err := settled.Redact([]byte(in.String()))
			require.NoError(t, err)
			out := string(res.Text)
			if out != first {
				changed++
			}
			if op != (anonymize.Fixed{Text: "name Xaver Yps"}) { // which is a name itself and need not come to rest
				again, err := settled.String(out)
				require.NoError(t, err)
				require.Equal(t, out, again)
			}

			// The map of all passes rebuilds the result from the text outside of replacements.
			var b strings.Builder
			at, to := int64(0), int64(0)
			for _, s := range res.Map.Spans() {
				require.LessOrEqual(t, at, s.Start)
				require.Equal(t, in.String()[at:s.Start], out[to:s.OutStart])
				b.WriteString(in.String()[at:s.Start] + out[s.OutStart:s.OutEnd])
				at, to = s.End, s.OutEnd
			}
			require.Equal(t, out, b.String()+in.String()[at:])
			require.EqualValues(t, in.Len(), res.Stats.Bytes)
		}
	}
	require.Greater(t, changed, 20, "a second pass did something")

	_, err := anonymize.NewRedactor(toyScanner(t), everything(anonymize.Surrogate{}), anonymize.Settled())
	require.ErrorIs(t, err, anonymize.ErrNotIdempotent)
	_, err = anonymize.NewRedactor(toyScanner(t), everything(anonymize.Token{}), anonymize.WithKeys(keys.New()), anonymize.Settled())
	require.NoError(t, err)
}
