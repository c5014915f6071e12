package formats

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

const (
	deepgram = `{"words":[{"word":"call","start":0.5,"end":0.9,"speaker":0,"punctuated_word":"Call"},{"word":"ann","start":1.0,"end":1.2,"speaker":0,"punctuated_word":"Ann"},` +
		`{"word":"example","start":1.2,"end":1.5,"speaker":0,"punctuated_word":"Example."}],"transcript":"Call Ann Example."}`
	toolCall = `{"tool_calls":[{"id":"call_1","function":{"arguments":"{\"to\":\"Ann Example\",\"n\":1.50}"}}]}`
	vapi     = `{"message":{"type":"end-of-call-report","messages":[{"role":"user","message":"Ann Example","time":17.5}],"messagesOpenAIFormatted":` +
		`[{"role":"user","content":"I am Ann Example"}],"transcript":"User: Ann Example\n","summary":"Ann Example called"}}`
)

func redactSpeech(t testing.TB, in string) (out string, mute []MuteRange) {
	var b bytes.Buffer
	c := Speech().Open(strings.NewReader(in), &b)
	text, _, err := c.Next()
	if errors.Is(err, io.EOF) {
		return "", nil
	}
	require.NoError(t, err)
	low := bytes.ToLower(text)
	for at := 0; len(low) == len(text); {
		k := bytes.Index(low[at:], []byte("ann example"))
		if k < 0 {
			break
		}
		at += k
		require.NoError(t, c.Apply(pii.Edit{Start: int64(at), End: int64(at + 11), New: []byte("\"P\"\n")}))
		at += 11
	}
	mute = c.(Muter).MuteRanges()
	require.NoError(t, c.Close())
	return b.String(), mute
}

func TestSpeech(t *testing.T) {
	for _, in := range []string{deepgram, toolCall, vapi} {
		require.True(t, IsSpeech([]byte(in)))
		out, _ := redactSpeech(t, in)
		require.True(t, json.Valid([]byte(out)), out)
		require.NotContains(t, strings.ToLower(out), "ann")
		require.NotContains(t, strings.ToLower(out), `"example`)
	}
	out, mute := redactSpeech(t, deepgram)
	require.Equal(t, []MuteRange{{1.0, 1.5}}, mute)
	require.Contains(t, out, `"word":"call","start":0.5`)
	out, _ = redactSpeech(t, toolCall)
	require.Contains(t, out, `\"n\":1.50}"`)
	require.False(t, IsSpeech([]byte(`{"words":["a"],"name":"x"}`)))
}

// FuzzSpeech holds that files without findings stay as they are and that edited JSON parses again.
func FuzzSpeech(f *testing.F) {
	for _, s := range []string{deepgram, toolCall, vapi, `{"words":[[{"word":"a"}],{"word":{"word":"ann"}}]}`, `{"arguments":"\"\\u0061nn example\""}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		out, _ := redactSpeech(t, in)
		if !strings.Contains(out, "P") {
			require.Equal(t, in, out)
		}
		if json.Valid([]byte(in)) {
			require.True(t, json.Valid([]byte(out)), out)
		}
	})
}
