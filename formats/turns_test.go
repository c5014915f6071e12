package formats_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/formats"
)

// A question decides the answer in the next message, whatever members stand between them, so that the copies of a call agree.
func TestMessagesAreTurns(t *testing.T) {
	in := `{"type": "end-of-call-report", "artifact": {"transcript": "AI: And your date of birth?\nUser: Twenty second of August nineteen eighty nine.\n",
"messages": [{"role": "bot", "message": "And your date of birth?", "secondsFromStart": 1.5, "source": ""}, {"role": "user", "message": "Twenty second of August nineteen eighty nine.", "time": 17}],
"messagesOpenAIFormatted": [{"role": "assistant", "content": "And your date of birth?"}, {"role": "user", "content": "Twenty second of August nineteen eighty nine."}]}}`
	for _, f := range []formats.Format{formats.JSON(), formats.Speech()} {
		out := redact(t, f, in)
		require.NotContains(t, out, "eighty", f.Name)
		require.Contains(t, out, `{"role": "user", "content": "[DATE_OF_BIRTH]."}`)
		require.Contains(t, out, `"secondsFromStart": 1.5`)
	}
}

func TestNamesInRolesAreText(t *testing.T) {
	out := redact(t, withFields(t, formats.JSON(), formats.Field{Name: "speaker", Type: "PERSON"}), `[{"speaker": "Mara Lindqvist", "text": "yes"}, {"role": "user", "text": "no"}]`)
	require.Equal(t, `[{"speaker": "[PERSON]", "text": "yes"}, {"role": "user", "text": "no"}]`, out)
}

// A voice tag tells who speaks: what it holds is a speaker's name, unless it is one for anybody.
func TestVoicesAreNames(t *testing.T) {
	in := "WEBVTT\n\n00:01.000 --> 00:02.000\n<v %s>My social is 219-\n\n00:02.000 --> 00:03.000\n09-9984\n"
	for name, want := range map[string]string{"Temitope Balogun-Hart": "[PERSON]", "Zork": "[PERSON]", "Dr. Plim": "Dr. [PERSON]", "Agent": "Agent", "Speaker 1": "Speaker 1", "Support Team": "Support Team"} {
		out := redact(t, formats.Subtitles(), fmt.Sprintf(in, name))
		require.Contains(t, out, "<v "+want+">My social is [US_SSN]\n")
		require.NotContains(t, out, "9984")
	}
}
