package anonymize_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/transform"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/pii"
)

func everything(op anonymize.Operator) anonymize.Policy { return anonymize.Policy{Default: op} }

func TestRedactorString(t *testing.T) {
	tests := []struct {
		name   string
		policy anonymize.Policy
		in     string
		want   string
	}{
		{"default", anonymize.DefaultPolicy(), "\xff mail ann@b.example,\r\n", "\xff mail [EMAIL],\r\n"},
		{"nothing", anonymize.DefaultPolicy(), "plain", "plain"},
		{"kept composite, label inside", anonymize.DefaultPolicy(), "see #x/ann@b.example/bob@b.example?q", "see #x/[EMAIL]/[EMAIL]?q"},
		{"composite replaced whole", everything(nil), "see #x/ann@b.example?q now", "see [URL] now"},
		{"number", everything(anonymize.NumberedLabel{}), "a@b.c x@y.z A@b.c", "[EMAIL_1] [EMAIL_2] [EMAIL_1]"},
		{"number of a person", everything(anonymize.NumberedLabel{}), "Jones called. name Mary Jones. name Bob Novak. Jones left.", "[PERSON_1] called. name [PERSON_1]. name [PERSON_2]. [PERSON_1] left."},
		{"remove", everything(anonymize.Remove{}), "<a@b.c>", "<>"},
		{"own labels", everything(anonymize.NumberedLabel{}), "name [PERSON_1] [PERSON_2] and", "name [PERSON_1] [PERSON_2] and"},
		{"unscanned is never kept", everything(anonymize.Keep{}), "boom", "[UNSCANNED]"},
		{"names and brackets", anonymize.Policy{Open: "<", Close: ">", Names: map[pii.Type]string{pii.Email: "MAIL"}}, "a@b.c", "<MAIL>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := redactor(t, tt.policy)
			out, err := r.String(tt.in)
			require.NoError(t, err)
			require.Equal(t, tt.want, out)
			again, err := r.String(out)
			require.NoError(t, err)
			require.Equal(t, out, again)
		})
	}
}

// failing fails on every value; its error would give the value away.
type failing struct{ panics bool }

var errFailing = errors.New("failing operator")

func (o failing) Append(dst []byte, v anonymize.Value) ([]byte, error) {
	if o.panics {
		panic(string(v.Reveal()))
	}
	return append(dst, v.Reveal()...), fmt.Errorf("%w on %s", errFailing, v.Reveal())
}

func (failing) Leaks() anonymize.Leaks { return anonymize.Leaks{} }

func TestFailsClosed(t *testing.T) {
	for _, op := range []failing{{}, {panics: true}} {
		r := redactor(t, everything(op))
		want := errFailing
		if op.panics {
			want = anonymize.ErrPanic
		}
		in := strings.Repeat("x canary@b.example ", 40)
		out, err := r.String(in)
		require.Equal(t, strings.Repeat("x [EMAIL] ", 40), out)
		require.ErrorIs(t, err, want)
		require.NotContains(t, fmt.Sprintf("%v %+v %#v", err, err, err.Error()), "canary")
		require.Contains(t, err.Error(), "24 more")

		var b bytes.Buffer
		w := r.NewWriter(&b)
		_, err = io.WriteString(w, in)
		require.NoError(t, err)
		require.ErrorIs(t, w.Close(), want)
		require.Equal(t, out, b.String())
		require.Equal(t, 40, w.Stats().Failed)

		_, err = io.ReadAll(r.NewReader(strings.NewReader(in)))
		require.ErrorIs(t, err, want)
	}
}

func TestValueDoesNotPrint(t *testing.T) {
	v := anonymize.NewValue(pii.Email, []byte("canary@b.example"))
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		require.NotContains(t, fmt.Sprintf(verb, v), "canary", verb)
		require.NotContains(t, fmt.Sprintf(verb, &v), "canary", verb)
	}
	text, err := v.MarshalText()
	require.NoError(t, err)
	require.Equal(t, "[EMAIL]", string(text))
	require.Equal(t, "[EMAIL]", v.LogValue().String())
	require.Equal(t, "canary@b.example", string(v.Reveal()))
}

const sample = "name Mary Jones wrote to ann@b.example and #p/c@d.example\r\n\xffJones and naïve @ — name Bob Novak, ann@b.example. Jones\n"

func TestStreamsDoNotDependOnCuts(t *testing.T) {
	in := strings.Repeat(sample, 40) + strings.Repeat("x", 5000) + sample
	r := redactor(t, anonymize.Policy{Default: anonymize.NumberedLabel{}, Rules: []anonymize.Rule{{Types: []pii.Type{pii.URL}, Do: anonymize.Keep{}}}})
	stream := func(cut func() int) string {
		var b bytes.Buffer
		w := r.NewWriter(&b)
		for rest := in; len(rest) > 0; {
			n := min(len(rest), cut())
			_, err := io.WriteString(w, rest[:n])
			require.NoError(t, err)
			rest = rest[n:]
		}
		require.NoError(t, w.Close())
		return b.String()
	}
	want := stream(func() int { return len(in) })
	require.NotContains(t, want, "ann@b")
	require.Contains(t, want, "#p/[EMAIL_")
	require.Equal(t, want, stream(func() int { return 1 }))
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		require.Equal(t, want, stream(func() int { return 1 + rnd.IntN(300) }))
	}
	got, err := io.ReadAll(r.NewReader(iotest.OneByteReader(strings.NewReader(in))))
	require.NoError(t, err)
	require.Equal(t, want, string(got))
	got, _, err = transform.Bytes(r.Transformer(), []byte(in))
	require.NoError(t, err)
	require.Equal(t, want, string(got))
	got, err = io.ReadAll(transform.NewReader(iotest.HalfReader(strings.NewReader(in)), r.Transformer()))
	require.NoError(t, err)
	require.Equal(t, want, string(got))
}

func TestWriterFlush(t *testing.T) {
	var b bytes.Buffer
	w := redactor(t, everything(nil)).NewWriter(&b)
	_, err := io.WriteString(w, "from a@b.c\n")
	require.NoError(t, err)
	require.NoError(t, w.Flush())
	require.Equal(t, "from [EMAIL]\n", b.String())
	require.NoError(t, w.Close())

	broken := errors.New("disk full")
	w = redactor(t, everything(nil)).NewWriter(writerFunc(func([]byte) (int, error) { return 0, broken }))
	_, _ = io.WriteString(w, "from a@b.c\n")
	require.ErrorIs(t, w.Flush(), broken)
	require.ErrorIs(t, w.Close(), broken)
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

func TestResultMap(t *testing.T) {
	r := redactor(t, everything(nil))
	in := "é a@b.c, longer.name@b.example. end"
	res, err := r.Redact([]byte(in))
	require.NoError(t, err)
	require.Equal(t, "é [EMAIL], [EMAIL] end", string(res.Text))
	require.Equal(t, 2, res.Stats.Total())
	require.Equal(t, int64(len(in)), res.Stats.Bytes)
	for i := range in {
		out, inside := res.Map.Redacted(int64(i))
		back, inside2 := res.Map.Original(out)
		require.Equal(t, inside, inside2)
		if inside {
			require.LessOrEqual(t, back, int64(i))
			require.Equal(t, byte('['), res.Text[out])
			continue
		}
		require.Equal(t, int64(i), back)
		require.Equal(t, in[i], res.Text[out])
	}
	end, _ := res.Map.Redacted(int64(len(in)))
	require.Equal(t, int64(len(res.Text)), end)
}

func TestUnits(t *testing.T) {
	text := []byte(strings.Repeat("aé€😀\xff", 700))
	u := anonymize.NewUnits(text)
	runes, utf16 := 0, 0
	for i, r := range string(text) {
		require.Equal(t, runes, u.Runes(i))
		require.Equal(t, utf16, u.UTF16(i))
		require.Equal(t, i, u.FromRunes(runes))
		require.Equal(t, i, u.FromUTF16(utf16))
		runes++
		utf16++
		if r > 0xffff {
			utf16++
		}
	}
	require.Equal(t, runes, u.Runes(len(text)))
}

func TestSession(t *testing.T) {
	s := redactor(t, everything(anonymize.NumberedLabel{})).NewSession()
	for _, step := range [][2]string{
		{"name Mary Jones", "name [PERSON_1]"},
		{"name Bob Novak", "name [PERSON_2]"},
		{"Hi. name mary jones, a@b.c", "Hi. name [PERSON_1], [EMAIL_1]"},
	} {
		out, err := s.String(step[0])
		require.NoError(t, err)
		require.Equal(t, step[1], out)
	}
	s.Forget()
	out, err := s.String("name Bob Novak")
	require.NoError(t, err)
	require.Equal(t, "name [PERSON_1]", out)
}

func TestDocumentsDoNotShareNumbers(t *testing.T) {
	r := redactor(t, everything(anonymize.NumberedLabel{}))
	in := "a@b.c x@y.z\nx@y.z a@b.c\n"
	out, err := r.Append(nil, []byte(in), pii.Mark{Kind: pii.MarkDoc}, pii.Mark{At: 12, Kind: pii.MarkDoc})
	require.NoError(t, err)
	require.Equal(t, "[EMAIL_1] [EMAIL_2]\n[EMAIL_1] [EMAIL_2]\n", string(out))
}

func TestAppendDoesNotAllocateWhenWarm(t *testing.T) {
	if raceDetector {
		t.Skip("pools drop at random")
	}
	r := redactor(t, anonymize.DefaultPolicy())
	in, dst := []byte(strings.Repeat("some words and ann@b.example ", 50)), make([]byte, 0, 4096)
	for range 3 {
		dst, _ = r.Append(dst[:0], in)
	}
	require.Zero(t, testing.AllocsPerRun(50, func() { dst, _ = r.Append(dst[:0], in) }))
}

func FuzzRedactor(f *testing.F) {
	f.Add(sample, uint8(3))
	f.Add("name [PERSON_1] x [EMAIL] a@[EMAIL]", uint8(1))
	f.Fuzz(func(t *testing.T, in string, cut uint8) {
		r := redactor(t, anonymize.DefaultPolicy())
		res, err := r.Redact([]byte(in))
		require.NoError(t, err)
		last := int64(0)
		for _, s := range res.Map.Spans() {
			require.True(t, s.Start >= last && s.End >= s.Start)
			last = s.End
		}
		var whole, cuts bytes.Buffer
		w := r.NewWriter(&whole)
		_, _ = io.WriteString(w, in)
		require.NoError(t, w.Close())
		w = r.NewWriter(&cuts)
		for rest := in; len(rest) > 0; {
			n := min(len(rest), int(cut)+1)
			_, _ = io.WriteString(w, rest[:n])
			rest = rest[n:]
		}
		require.NoError(t, w.Close())
		require.Equal(t, whole.String(), cuts.String())
	})
}
