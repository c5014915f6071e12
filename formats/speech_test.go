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

// TestWordsOfServices has the word lists of speech services; "Ann Example" is said from 1.0 to 1.5 seconds in each.
func TestWordsOfServices(t *testing.T) {
	for name, in := range map[string]string{
		"Amazon Transcribe": `{"results":{"transcripts":[{"transcript":"Call Ann Example."}],"items":[{"start_time":"0.5","end_time":"0.9","alternatives":[{"confidence":"0.9","content":"Call"}],"type":"pronunciation"},` +
			`{"start_time":"1.0","end_time":"1.2","alternatives":[{"confidence":"0.9","content":"Ann"},{"confidence":"0.1","content":"ann"}],"type":"pronunciation"},` +
			`{"start_time":"1.2","end_time":"1.5","alternatives":[{"content":"Example"}],"type":"pronunciation"},{"alternatives":[{"content":"."}],"type":"punctuation"}]}}`,
		"Contact Lens": `{"Transcript":[{"Id":"1","ParticipantRole":"CUSTOMER","Content":"Call Ann Example.","Items":[{"Content":"Call","BeginOffsetMillis":500,"EndOffsetMillis":900},` +
			`{"Content":"Ann","BeginOffsetMillis":1000,"EndOffsetMillis":1200},{"Content":"Example","BeginOffsetMillis":1200,"EndOffsetMillis":1500}]}]}`,
		"Azure batch": `{"recognizedPhrases":[{"nBest":[{"lexical":"ann example","words":[{"word":"call","offset":"PT0.5S","duration":"PT0.4S"},{"word":"ann","offset":"PT1S","duration":"PT0.25S"},{"word":"example","offset":"PT1.25S","duration":"PT0.25S"}]}]}]}`,
		"Azure":       `{"NBest":[{"Lexical":"ann example","Words":[{"Word":"call","Offset":5000000,"Duration":4000000},{"Word":"ann","Offset":10000000,"Duration":2000000},{"Word":"example","Offset":12000000,"Duration":3000000}]}]}`,
		"Azure fast": `{"phrases":[{"text":"Ann Example","words":[{"text":"Call","offsetMilliseconds":500,"durationMilliseconds":400},{"text":"Ann","offsetMilliseconds":1000,"durationMilliseconds":250},` +
			`{"text":"Example","offsetMilliseconds":1250,"durationMilliseconds":250}]}]}`,
		"Google":       `{"results":[{"alternatives":[{"transcript":"ann example","words":[{"startTime":"0.5s","endTime":"0.9s","word":"call"},{"startTime":"1s","endTime":"1.2s","word":"ann"},{"startTime":"1.2s","endTime":"1.500s","word":"example"}]}]}]}`,
		"Google 2":     `{"results":[{"alternatives":[{"words":[{"startOffset":"0.5s","endOffset":"0.9s","word":"call"},{"startOffset":"1s","endOffset":"1.2s","word":"ann"},{"startOffset":"1.2s","endOffset":"1.500s","word":"example"}]}]}]}`,
		"Whisper":      `{"segments":[{"start":1.0,"end":1.5,"text":" Ann Example","words":[{"word":" Ann","start":1.0,"end":1.2},{"word":" Example","start":1.2,"end":1.5}]}]}`,
		"Whisper, C++": `{"transcription":[{"offsets":{"from":0,"to":1500},"text":" Ann Example","tokens":[{"text":" Ann","offsets":{"from":1000,"to":1200}},{"text":" Ex","offsets":{"from":1200,"to":1300}},{"text":"ample","offsets":{"from":1300,"to":1500}}]}]}`,
		"Rev":          `{"monologues":[{"speaker":0,"elements":[{"type":"text","value":"Ann","ts":1.0,"end_ts":1.2},{"type":"punct","value":" "},{"type":"text","value":"Example","ts":1.2,"end_ts":1.5}]}]}`,
		"Speechmatics": `{"results":[{"type":"word","start_time":1.0,"end_time":1.2,"alternatives":[{"content":"Ann","speaker":"S1"}]},{"type":"word","start_time":1.2,"end_time":1.5,"alternatives":[{"content":"Example","speaker":"S1"}]}]}`,
		"Watson":       `{"results":[{"alternatives":[{"timestamps":[["call",0.5,0.9],["ann",1.0,1.2],["example",1.2,1.5]],"word_confidence":[["call",0.9],["ann",0.9],["example",0.9]],"transcript":"ann example"}]}]}`,
		"Vosk":         `{"result":[{"conf":1.0,"end":1.2,"start":1.0,"word":"ann"},{"conf":1.0,"end":1.5,"start":1.2,"word":"example"}],"text":"ann example"}`,
		"ElevenLabs":   `{"text":"Ann Example","words":[{"text":"Ann","start":1.0,"end":1.2,"type":"word"},{"text":" ","start":1.2,"end":1.2,"type":"spacing"},{"text":"Example","start":1.2,"end":1.5,"type":"word"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			require.True(t, IsSpeech([]byte(in)))
			require.True(t, json.Valid([]byte(in)))
			out, mute := redactSpeech(t, in)
			require.True(t, json.Valid([]byte(out)), out)
			require.NotRegexp(t, `(?i)\bann\b|"example|ample"`, out)
			require.Equal(t, []MuteRange{{1.0, 1.5}}, mute)
		})
	}
	for _, in := range []string{`{"tags":[{"text":"ann"},{"text":"example"}]}`, `{"messages":[{"role":"user","content":"ann","start":1,"end":2},{"role":"user","content":"example","start":2,"end":3}]}`} {
		out, _ := redactSpeech(t, in)
		require.Equal(t, in, out, "these are no words of one text")
	}
}

// TestLinesOfTranscripts holds that a value is found where it goes on in the next segment, and that segments of speakers are turns.
func TestLinesOfTranscripts(t *testing.T) {
	in := `{"text":"I am Ann Example.","segments":[{"start":1,"end":2,"text":" I am Ann"},{"start":2,"end":3,"text":" Example here."},{"start":3,"end":4,"text":"Bye."}]}`
	require.True(t, IsSpeech([]byte(in)))
	out, mute := redactSpeech(t, in)
	require.Equal(t, `{"text":"I am \"P\"\n.","segments":[{"start":1,"end":2,"text":" I am \"P\"\n"},{"start":2,"end":3,"text":" here."},{"start":3,"end":4,"text":"Bye."}]}`, out)
	require.Equal(t, []MuteRange{{1, 3}}, mute)
	in = `{"segments":[{"start":1,"end":2,"speaker":"A","text":"I am Ann"},{"start":2,"end":3,"speaker":"B","text":"Example here."}]}`
	out, _ = redactSpeech(t, in)
	require.Equal(t, in, out)
}
