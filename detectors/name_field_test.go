package detectors_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/internal/golden"
	"github.com/lethe-pii/lethe/pii"
)

// TestNameFieldStopsAtTheNextKey runs without the tagger of names, which has borders of its own.
func TestNameFieldStopsAtTheNextKey(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{detectors.NameField()})
	require.NoError(t, err)
	for _, line := range []string{
		"Vorname: «Ali» Nachname: «Yilmaz» Geburtsort: Köln",
		"Name: «Ali Yilmaz» Geburtsdatum: 01.02.1990",
		"Prénom : «Moussa»  Né le : 01.02.1990",
		"Prénom : «Moussa» Né le : 01.02.1990",
		"First name: «Moira» Date of birth: 01.02.1990",
		"Nachname: «Yilmaz» geboren am: 01.02.1990",
		"name=«Piotr Zawadzki» id=4",
		"owner=«Piotr Zawadzki» created_at=2026",
		"Name: «Jean-Luc Moreau» Né à: Lyon",
		"Surname: «O'Hara» Given name: «Moira»",
		"Name: Server restarted at: 10:00",
		"Owner: Build Farm one",
	} {
		text, want := unmark(line)
		var got []golden.Span
		for _, f := range s.Document(nil, []byte(text)) {
			got = append(got, golden.Span{Start: int(f.Start), End: int(f.End), Type: string(f.Type)})
		}
		require.Equal(t, golden.Mark(text, want), golden.Mark(text, got))
	}
}

// unmark reads a line whose names stand in «».
func unmark(line string) (text string, names []golden.Span) {
	b := []byte{}
	for _, r := range line {
		switch r {
		case '«':
			names = append(names, golden.Span{Start: len(b), Type: string(pii.Person)})
		case '»':
			names[len(names)-1].End = len(b)
		default:
			b = append(b, string(r)...)
		}
	}
	return string(b), names
}
