package special

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

func TestGuess(t *testing.T) {
	for text, want := range map[string]Kind{
		"Interviewer: Tell me about yourself.\nCandidate: I moved here in May.\n":               Transcript,
		"Jo Field\n\nExperience\n2019-2024 Baker, Hull\n\nEducation\nHull College\n":            CV,
		"Lebenslauf\nStaatsangehörigkeit: deutsch\nSprachen: Deutsch\n":                         CV,
		"Pt seen today. Hx of falls, denies pain. Plan: review in two weeks.":                   Note,
		"2026-03-04T10:00:00Z INFO user=4411 action=login\n2026-03-04 10:00:01 INFO user=4412 ": Log,
		"name;city;plan\nJo Field;Hull;basic\n":                                                 Table,
		"Dear all, the lift is out of order until Friday. Best, Jo":                             Auto,
		"": Auto,
	} {
		require.Equal(t, want.String(), Guess([]byte(text)).String(), text)
	}
}

func TestParseKind(t *testing.T) {
	for _, name := range Kinds() {
		k, err := ParseKind(name)
		require.NoError(t, err)
		require.Equal(t, name, k.String())
	}
	_, err := ParseKind("novel")
	require.ErrorIs(t, err, ErrKind)
	require.Equal(t, "unknown", Kind(99).String())
}

// TestKindDecides holds what a kind changes: bare words, whose a labelled condition is, and the name of the rule.
func TestKindDecides(t *testing.T) {
	find := func(k Kind, text string) []pii.Finding { return scanner(t, WithKind(k)).Document(nil, []byte(text)) }
	bare := "Insomnia, low mood."
	require.Len(t, find(Note, bare), 2)
	for _, k := range []Kind{Prose, Transcript, Log, Table} {
		require.Empty(t, find(k, bare), k)
	}
	labelled := "Diagnosis: gout"
	require.Equal(t, pii.ThirdPerson, find(Note, labelled)[0].Attrs.Attribution())
	require.Equal(t, pii.Self, find(CV, labelled)[0].Attrs.Attribution())
	require.Equal(t, "label, note", find(Note, labelled)[0].Rule.Name)
	require.Equal(t, "label", scanner(t).Document(nil, []byte(labelled))[0].Rule.Name)
}
