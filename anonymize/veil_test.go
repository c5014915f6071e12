package anonymize_test

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/internal/harness"
	"github.com/lethe-pii/lethe/pii"
)

// greedy takes each word "birth" for a cue and what stands from two bytes behind it, twelve bytes long, for a date.
type greedy struct{}

func (greedy) Spec() pii.Spec {
	return pii.Spec{Name: "greedy", Types: []pii.Type{pii.Date}, Wants: []pii.Want{pii.OnWords("birth")}}
}

func (greedy) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	for _, a := range at {
		if a.End+14 <= len(s.Text) {
			dst = append(dst, s.Found(a.End+2, a.End+14, pii.Date, 0.9, toyRule))
		}
	}
	return dst
}

func TestLabelsAreNeitherFoundNorEvidence(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{greedy{}})
	require.NoError(t, err)
	r, err := anonymize.NewRedactor(s, everything(nil))
	require.NoError(t, err)
	for in, want := range map[string]string{
		"[DATE_OF_BIRTH] on some other day": "[DATE_OF_BIRTH] on some other day",
		"birth [NO_LABEL] and more":         "birth [[DATE]d more",
	} {
		out, err := r.String(in)
		require.NoError(t, err)
		require.Equal(t, want, out)
	}
}

// TestLabelsInStreams holds a stream of labels, cut anywhere, to the same text in one piece.
func TestLabelsInStreams(t *testing.T) {
	r := redactor(t, everything(anonymize.NumberedLabel{}))
	text := []byte(strings.Repeat("name [PERSON_1] [PERSON_12] and [EMAIL] or a@b.c [[DATE_OF_BIRTH]] [EMAIL [NO] 17 [", 700) + strings.Repeat("[EMAIL]", 9000) + "[PERS")
	stream := func(seed uint64) string {
		var out bytes.Buffer
		w := r.NewWriter(&out)
		cut := func(b []byte) {
			n, err := w.Write(b)
			require.NoError(t, err)
			require.Equal(t, len(b), n)
		}
		if seed == 0 {
			cut(text)
		} else {
			harness.Cuts(rand.New(rand.NewPCG(seed, 1)), text, 30, cut)
		}
		require.NoError(t, w.Close())
		return out.String()
	}
	want := stream(0)
	require.Equal(t, 9000+700, strings.Count(want, "[EMAIL]"))
	require.Equal(t, 700, strings.Count(want, "[[DATE_OF_BIRTH]]"))
	require.True(t, strings.HasSuffix(want, "[PERS"))
	for seed := range uint64(20) {
		require.Equal(t, want, stream(seed))
	}
}
