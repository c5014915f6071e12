package formats_test

import (
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/formats"
	"github.com/lethe-pii/lethe/pii"
)

var address = regexp.MustCompile(`\w+@\w+\.example`)

// muted redacts addresses and returns what to mute.
func muted(t *testing.T, f formats.Format, in string) []formats.MuteRange {
	t.Helper()
	c := f.Open(strings.NewReader(in), io.Discard)
	text, _, err := c.Next()
	require.NoError(t, err)
	for _, at := range address.FindAllIndex(text, -1) {
		require.NoError(t, c.Apply(pii.Edit{Start: int64(at[0]), End: int64(at[1])}))
	}
	ranges := c.(formats.Muter).MuteRanges()
	require.NoError(t, c.Close())
	return ranges
}

func TestMuteRanges(t *testing.T) {
	type ranges = []formats.MuteRange
	vtt := "WEBVTT\n\n1\n00:01.000 --> 00:02.500 align:start\nmail a@b.example\n\n01:00:02.500 --> 01:00:04.000\n<v Mary>c@d.example\n\n00:05.000 --> 00:06.000\nnothing\n"
	require.Equal(t, ranges{{1, 2.5}, {3602.5, 3604}}, muted(t, formats.Subtitles(), vtt))
	srt := "1\n00:00:01,000 --> 00:00:02,500\na@b.example\n\n2\n00:00:02,500 --> 00:00:04,000\nc@d.example\n\n3\nbroken --> time\nc@d.example\n"
	require.Equal(t, ranges{{1, 4}}, muted(t, formats.Subtitles(), srt))

	agent := `{"type": "end-of-call-report", "messages": [{"role": "user", "message": "a@b.example", "time": 1773244812000, "endTime": 1773244813500, "secondsFromStart": 12.5},
		{"secondsFromStart": 20, "duration": 500, "role": "user", "message": "c@d.example"}, {"role": "user", "message": "e@f.example"}, {"role": "user", "message": "x", "secondsFromStart": 30, "duration": 1}]}`
	require.Equal(t, ranges{{12.5, 14}, {20, 20.5}}, muted(t, formats.Speech(), agent))

	segments := `{"text": "a@b.example", "segments": [{"start": 1, "end": 2.25, "text": "a@b.example"}, {"start": 3, "end": 4, "text": "no"}]`
	require.True(t, formats.IsSpeech([]byte(segments)))
	require.Equal(t, ranges{{1, 2.25}}, muted(t, formats.Speech(), segments+"}"))
	words := segments + `, "words": [{"word": "a@b.example", "start": 1.5, "end": 2}]}`
	require.Equal(t, ranges{{1.5, 2}}, muted(t, formats.Speech(), words), "words are finer")

	for _, other := range []string{
		`{"words": [{"text": "mail", "start": 100, "end": 400, "confidence": 0.9, "speaker": "A"}, {"text": "a@b.example", "start": 1500, "end": 1515, "speaker": "A"}]}`,
		`{"words": [{"startTime": "1s", "endTime": "1.2s", "word": "mail"}, {"startTime": "1.500s", "endTime": "1.515s", "word": "a@b.example"}]}`,
		`{"type": "end-of-call-report", "messages": [{"role": "user", "message": "x", "metadata": {"wordLevelConfidence": [{"word": "a@b.example", "start": 1.5, "end": 1.515}]}}]}`,
		`{"word_segments": [{"word": "a@b.example", "start_time": 1.5, "end_time": 1.515}]}`,
	} {
		require.True(t, formats.IsSpeech([]byte(other)), other)
		require.Equal(t, ranges{{1.5, 1.515}}, muted(t, formats.Speech(), other), other)
	}
}
