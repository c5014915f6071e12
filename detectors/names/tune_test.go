package names_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/pii"
)

func samples(marked ...string) (out []names.Sample) {
	for _, m := range marked {
		var s names.Sample
		for {
			before, rest, ok := strings.Cut(m, "[")
			s.Text += before
			if !ok {
				break
			}
			name, after, _ := strings.Cut(rest, "]")
			s.Persons = append(s.Persons, [2]int{len(s.Text), len(s.Text) + len(name)})
			s.Text += name
			m = after
		}
		out = append(out, s)
	}
	return out
}

func TestTune(t *testing.T) {
	text := samples("I met [Maria Gonzalez] and [Tomasz Nowicki] at the Hudson Gallery.", "ask [ingrid] about the austin invoice", "My name is [Priya Raman].")
	all, err := names.Tune(text, 1)
	require.NoError(t, err)
	require.Equal(t, 1.0, all.Recall)
	some, err := names.Tune(text, 0.5)
	require.NoError(t, err)
	require.GreaterOrEqual(t, some.Recall, 0.5)
	require.GreaterOrEqual(t, some.Precision, all.Precision)

	_, err = names.Tune(samples("we went to [the] house"), 1)
	require.ErrorIs(t, err, names.ErrUnreachable)
	_, err = names.Tune(nil, 0.9)
	require.ErrorIs(t, err, names.ErrOptions)
}

func ExampleNew() {
	d, err := names.New(names.Options{Roster: []string{"Zork Plimsoll"}, Never: []string{"Maria"}})
	if err != nil {
		panic(err)
	}
	s, err := pii.NewScanner([]pii.Detector{d})
	if err != nil {
		panic(err)
	}
	text := "My name is Ingrid Halvorsen, I work with zork plimsoll."
	for _, f := range s.Document(nil, []byte(text)) {
		fmt.Println(f.Type, text[f.Start:f.End])
	}
	// Output:
	// PERSON Ingrid Halvorsen
	// PERSON zork plimsoll
}
