package detectors_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

// TestCellsMetBefore holds a scanner that has met many cells against one that keeps none: an allow list sees to that.
func TestCellsMetBefore(t *testing.T) {
	warm, err := pii.NewScanner(detectors.All())
	require.NoError(t, err)
	list, err := pii.NewList(pii.Exact, []string{"nothing-of-the-text"})
	require.NoError(t, err)
	cold, err := pii.NewScanner(detectors.All(), pii.WithAllow(list))
	require.NoError(t, err)
	values := []string{"", "active", "Jane", "Fairweather", "Jane Fairweather", "jane fairweather", "J. Fairweather", "415-555-0123", "078-05-1120", "1990-04-01",
		"12/04/1990", "42", "9434765919", "ann@example.com", "She has HIV since 2015", "Boston", "12 Elm Street, Boston", "user=ann", "ann",
		"my name is Jane", "Agent: hello\nCaller: Jane here", "4111 1111 1111 1111", "-----BEGIN PRIVATE KEY-----\nMIIC", "&#106;ane@example.com", "password: hunter2x", "\xff\xfe", "Ｊane", `CORP\nguyen`}
	labels := []string{"", "name", "first_name", "ssn", "dob", "phone", "nhs number", "note", "password", "status", "address", "diagnosis", "id"}
	kinds := []pii.MarkKind{pii.MarkCell, pii.MarkCell, pii.MarkCell, pii.MarkField, pii.MarkDoc, pii.MarkFlush, pii.MarkTurn}
	rnd := rand.New(rand.NewPCG(3, 9))
	parts := warm.ReportingParts()
	found := 0
	for range 6000 {
		var text []byte
		var marks []pii.Mark
		for range 1 + rnd.IntN(10) {
			for range 1 + rnd.IntN(5)/4 {
				marks = append(marks, pii.Mark{At: int64(len(text)), Kind: kinds[rnd.IntN(len(kinds))], Label: labels[rnd.IntN(len(labels))]})
			}
			text = append(append(text, values[rnd.IntN(len(values))]...), '\n')
		}
		want := cold.Document(nil, text, marks...)
		got := warm.Document(nil, text, marks...)
		require.True(t, slices.Equal(want, got), "%q %v\nwant %v\ngot  %v", text, marks, want, got)
		found += len(got)
		got = parts.Document(got[:0], text, marks...)
		require.True(t, slices.Equal(cold.ReportingParts().Document(nil, text, marks...), got))
	}
	require.Greater(t, found, 6000)
}

// TestGuessesAtFigures holds that a year alone in its cell is found where guesses are asked for.
func TestGuessesAtFigures(t *testing.T) {
	year, mark := []byte("2005"), pii.Mark{Kind: pii.MarkCell, Label: "value"}
	for least, want := range map[float32]int{0.1: 1, pii.DefaultThreshold: 0} {
		for _, opt := range []pii.Option{pii.WithThreshold(least), pii.WithThreshold(least, pii.Date)} {
			s, err := pii.NewScanner(detectors.Default(), opt)
			require.NoError(t, err)
			require.Len(t, s.Document(nil, year, mark), want)
			require.Len(t, s.Append(nil, year, mark), want)
		}
	}
}

// TestNoDetectorFailsOnCells shows every label with short values, as cells and as "label: value" at the edges of a text.
func TestNoDetectorFailsOnCells(t *testing.T) {
	s, err := pii.NewScanner(detectors.All())
	require.NoError(t, err)
	values := []string{"", ".", "-", "@", "a", "1", "12", "Ann", "ann.lee", "Ann Lee", "415-555-0123", "x=1", "(", "\"", "=", "F32.1", "12/04/1990", "A1B2C3D4", "no", "?", "\n", "é", "12 Elm Street", "user: a", "0x1f", "+abc12x", "*a1b2c3", "&a1b2c3", "'s3cret!", "[x", "%41bc1", "\\nab1c"}
	for d := range s.Detectors() {
		set := d.Spec().Labels
		if set == nil {
			continue
		}
		for k, l := range set.Labels() {
			if testing.Short() && k%8 != 0 {
				continue
			}
			for i, v := range values {
				var text []byte
				var marks []pii.Mark
				for _, cell := range []string{v, l.Text + ": " + v, v + " " + l.Text, l.Text, v + "\n" + l.Text + ":\n" + values[(i+7)%len(values)]} {
					marks = append(marks, pii.Mark{At: int64(len(text)), Kind: pii.MarkCell, Label: l.Text})
					text = append(text, cell...)
				}
				for _, f := range s.Document(nil, text, marks...) {
					require.NotEqual(t, pii.Unscanned, f.Kind, "%s fails on %q %q", f.Rule.Detector, l.Text, v)
				}
			}
		}
	}
}
