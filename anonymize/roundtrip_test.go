package anonymize_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/vault"
	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/internal/harness"
	"github.com/lethe-pii/lethe/pii"
)

// developmentTexts calls f for every n-th document of the development sets.
func developmentTexts(t *testing.T, n int, f func(id, text string)) {
	t.Helper()
	files, err := filepath.Glob("../eval/testdata/*_dev.jsonl")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	i := 0
	for _, name := range files {
		h, err := os.Open(name)
		require.NoError(t, err)
		sc := bufio.NewScanner(h)
		sc.Buffer(nil, 1<<20)
		for sc.Scan() {
			var d struct{ ID, Text string }
			require.NoError(t, json.Unmarshal(sc.Bytes(), &d))
			if i++; i%n == 0 {
				f(d.ID, d.Text)
			}
		}
		require.NoError(t, sc.Err())
		require.NoError(t, h.Close())
	}
}

// Everything that all detectors find in the development sets goes into one vault and comes back, from a stream in pieces, byte by byte; also after a
// second pass, which finds more around tokens here and there.
func TestRoundTripOfDevelopmentTexts(t *testing.T) {
	every := 1
	if testing.Short() || raceDetector {
		every = 20
	}
	v, err := vault.NewMemory(context.Background(), keys.New(), vault.WithSecretTypes())
	require.NoError(t, err)
	s, err := pii.NewScanner(detectors.Default())
	require.NoError(t, err)
	all := anonymize.Policy{Name: "all", Default: anonymize.Reversible{}, Rules: []anonymize.Rule{{Groups: []string{"special"}, Do: anonymize.Reversible{}}}}
	r, err := anonymize.NewRedactor(s, all, anonymize.WithVault(v, "everybody"))
	require.NoError(t, err)
	restorer := anonymize.NewRestorer(v)
	rnd := rand.New(rand.NewPCG(9, 9))
	restored := 0
	developmentTexts(t, every, func(id, text string) {
		red, err := r.String(text)
		require.NoError(t, err, id)
		var out bytes.Buffer
		w := restorer.NewWriter(&out)
		harness.Cuts(rnd, []byte(red), 1+rnd.IntN(60), func(p []byte) {
			_, err := w.Write(p)
			require.NoError(t, err)
		})
		require.NoError(t, w.Close())
		require.Equal(t, text, out.String(), id)
		restored += w.Stats().Restored

		twice, err := r.String(red)
		require.NoError(t, err, id)
		back, err := restorer.String(twice)
		require.NoError(t, err, id)
		require.Equal(t, text, back, id)
	})
	require.Greater(t, restored, 5000/every)
}

// Under Settled, redacting the development texts twice is redacting them once.
func TestSettledDevelopmentTexts(t *testing.T) {
	every := 2
	if testing.Short() || raceDetector {
		every = 40
	}
	s, err := pii.NewScanner(detectors.Default())
	require.NoError(t, err)
	for _, op := range []anonymize.Operator{anonymize.Label{}, anonymize.Remove{}} {
		r, err := anonymize.NewRedactor(s, anonymize.Policy{Name: "x", Default: op}, anonymize.Settled())
		require.NoError(t, err)
		developmentTexts(t, every, func(id, text string) {
			once, err := r.String(text)
			require.NoError(t, err)
			twice, err := r.String(once)
			require.NoError(t, err)
			require.Equal(t, once, twice, id)
		})
	}
}
