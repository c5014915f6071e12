package pii_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/internal/harness"
	"github.com/lethe-pii/lethe/pii"
)

func toyScanner(t testing.TB, opts ...pii.Option) *pii.Scanner {
	s, err := pii.NewScanner(toys(), opts...)
	require.NoError(t, err)
	return s
}

// show prints findings as type:value lists.
func show(text string, fs []pii.Finding) string {
	var out []string
	for _, f := range fs {
		out = append(out, fmt.Sprintf("%s:%s", f.Type, text[f.Start:f.End]))
	}
	return strings.Join(out, "|")
}

func TestDocument(t *testing.T) {
	s := toyScanner(t)
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"mail ann@example.com now", "EMAIL:ann@example.com"},
		{"Roe came. My name is Ann Roe. Then ROE left.", "PERSON:Roe|PERSON:Ann Roe|PERSON:ROE"},
		{"call +44 20 7946 0958 or (555) 555-0100.", "PHONE:+44 20 7946 0958|PHONE:(555) 555-0100"},
		{"key <<BEGIN x a@b.example END>> a@b.example", "PRIVATE_KEY:<<BEGIN x a@b.example END>>|EMAIL:a@b.example"},
		{"Date of birth: 1990-02-03\nDOB 1/2/90 and dateOfBirth=x9", "DATE_OF_BIRTH:1990-02-03|DATE_OF_BIRTH:1/2/90|DATE_OF_BIRTH:x9"},
		{"write ann\u200b@exam\u00adple.com or ｂｏｂ@example.com", "EMAIL:ann\u200b@exam\u00adple.com|EMAIL:ｂｏｂ@example.com"},
		{`{"a":"to\njo@example.com","b":"x\\tann@example.com"}`, "EMAIL:jo@example.com|EMAIL:ann@example.com"},
		{`C:\nan@example.com`, "EMAIL:nan@example.com"},
		{"m%3Dann%2540example.com x%0Ajo%252540example.com %25", "EMAIL:ann%2540example.com|EMAIL:jo%252540example.com"},
		{"ann%40example.com and jo&#64;example.com", "EMAIL:ann%40example.com|EMAIL:jo&#64;example.com"},
		{"call ５５５ ５５５ ０１００", "PHONE:５５５ ５５５ ０１００"},
		{"a~b c", "UNSCANNED:a~b c"},
	} {
		require.Equal(t, c.want, show(c.text, s.Document(nil, []byte(c.text))), c.text)
	}
}

func TestStreamLooksBackOnly(t *testing.T) {
	text := "Roe came. My name is Ann Roe. Then ROE left."
	require.Equal(t, "PERSON:Ann Roe|PERSON:ROE", show(text, toyScanner(t).Append(nil, []byte(text))))
}

func TestEntities(t *testing.T) {
	text := "My name is Ann Roe. my name is Bob Poe. Roe, Poe, Ann. my name is Cy Roe. Roe"
	fs := toyScanner(t).Document(nil, []byte(text))
	ids := map[string]uint32{}
	for _, f := range fs {
		ids[text[f.Start:f.End]] = f.Entity
	}
	require.Equal(t, map[string]uint32{"Ann Roe": 1, "Bob Poe": 2, "Roe": 0, "Poe": 2, "Ann": 1, "Cy Roe": 3}, ids)
}

// corpus makes a varied text from seed.
func corpus(seed uint64, n int) []byte {
	r := rand.New(rand.NewPCG(seed, 7))
	parts := []string{"mail ann@example.com ", "My name is Ann Roe. ", "Roe said ", "call +44 20 7946 0958 ", "1-1-1-1-", "\r\n", "é", "e\u0301", "\u200b", "😀",
		"name is Bob Poe\n", "Poe ", "DOB: 1/2/90\n", "<<BEGIN ", "END>>", "aaaaaaaaaaaaaaaaaaaaaa", "a@", "\xff", "Agent: hello\nCaller: hi\n", "&#64;",
		"%40", "x ", "\n", "５５５", "lorem ipsum dolor sit amet "}
	var b []byte
	for len(b) < n {
		if r.IntN(40) == 0 {
			b = append(b, bytes.Repeat([]byte{"a 1@\n-"[r.IntN(6)]}, r.IntN(9000))...)
		}
		b = append(b, parts[r.IntN(len(parts))]...)
	}
	return b[:n]
}

// feed runs b through a Feed in the given cuts, checks that the pieces partition it, and returns the findings.
func feed(t *testing.T, s *pii.Scanner, b []byte, cut func() int) []pii.Finding {
	var fs []pii.Finding
	var at int64
	f := s.NewFeed(func(p pii.Piece) error {
		require.Equal(t, at, p.Base)
		require.Equal(t, string(b[at:at+int64(len(p.Text))]), string(p.Text))
		for _, x := range p.Findings {
			require.GreaterOrEqual(t, x.Start, at)
			require.LessOrEqual(t, x.End, at+int64(len(p.Text)))
		}
		at += int64(len(p.Text))
		fs = append(fs, p.Findings...)
		return nil
	})
	for rest := b; len(rest) > 0; {
		n := min(len(rest), cut())
		w, err := f.Write(rest[:n])
		require.NoError(t, err)
		require.Equal(t, n, w)
		rest = rest[n:]
	}
	require.NoError(t, f.Close())
	require.Equal(t, int64(len(b)), at)
	return fs
}

func TestCutsDoNotMatter(t *testing.T) {
	s := toyScanner(t)
	for seed := range uint64(12) {
		b := corpus(seed, 3000+int(seed)*9000)
		want := s.Append(nil, b)
		require.NotEmpty(t, want)
		r := rand.New(rand.NewPCG(seed, 1))
		for _, most := range []int{1, 3, 100, 5000, 50000} {
			require.Equal(t, want, feed(t, s, b, func() int { return 1 + r.IntN(most) }), "seed %d, cuts up to %d", seed, most)
		}
	}
}

func TestFlushSettles(t *testing.T) {
	s := toyScanner(t)
	var got []string
	f := s.NewFeed(func(p pii.Piece) error { got = append(got, show(string(p.Text), shift(p))); return nil })
	f.Write([]byte("my name is Ann Roe\n"))
	require.NoError(t, f.Flush())
	f.Write([]byte("thanks Roe\n"))
	require.NoError(t, f.Flush())
	require.Equal(t, []string{"PERSON:Ann Roe", "PERSON:Roe"}, got)
	require.NoError(t, f.Close())
	_, err := f.Write([]byte("x"))
	require.ErrorIs(t, err, pii.ErrClosed)
}

func shift(p pii.Piece) []pii.Finding {
	out := append([]pii.Finding(nil), p.Findings...)
	for i := range out {
		out[i].Start -= p.Base
		out[i].End -= p.Base
	}
	return out
}

func TestMarks(t *testing.T) {
	text := "Ann Roe1990x"
	s := toyScanner(t)
	fs := s.Append(nil, []byte(text), pii.Mark{At: 0, Kind: pii.MarkField, Label: "name"}, pii.Mark{At: 7, Kind: pii.MarkField, Label: "date_of_birth"},
		pii.Mark{At: 11, Kind: pii.MarkField})
	require.Equal(t, "DATE_OF_BIRTH:1990", show(text, fs))

	text = "my name is Ann Roe. Roe Roe"
	fs = s.Document(nil, []byte(text), pii.Mark{At: 24, Kind: pii.MarkDoc})
	require.Equal(t, "PERSON:Ann Roe|PERSON:Roe", show(text, fs))
}

func TestLists(t *testing.T) {
	allow, err := pii.NewList(pii.Folded, []string{"INFO@example.com"})
	require.NoError(t, err)
	deny, err := pii.ReadList(pii.Folded, strings.NewReader("# staff\nacme corp\n"), pii.Org)
	require.NoError(t, err)
	s := toyScanner(t, pii.WithAllow(allow), pii.WithDeny(deny))
	text := "info@example.com, ann@example.com at ACME Corp"
	require.Equal(t, "EMAIL:ann@example.com|ORG:ACME Corp", show(text, s.Document(nil, []byte(text))))
	_, err = pii.NewList(pii.Regexp, []string{"("})
	require.ErrorIs(t, err, pii.ErrOption)

	numbers, err := pii.NewList(pii.Folded, []string{"100234"}, pii.ClientID)
	require.NoError(t, err)
	s = toyScanner(t, pii.WithDeny(numbers))
	for text, want := range map[string]string{"100234": "CLIENT_ID:100234", "7, 100234": "CLIENT_ID:100234", "x 100234": "CLIENT_ID:100234", "10023": ""} {
		require.Equal(t, want, show(text, s.Document(nil, []byte(text))))
	}
}

// TestAllowedNamesStayWhole: no alias of another person cuts a name that is allowed.
func TestAllowedNamesStayWhole(t *testing.T) {
	allow, err := pii.NewList(pii.Folded, []string{"Ann Roe"})
	require.NoError(t, err)
	s := toyScanner(t, pii.WithAllow(allow))
	text := "my name is Ann Poe. my name is Ann Roe. Ann"
	require.Equal(t, "PERSON:Ann Poe|PERSON:Ann", show(text, s.Document(nil, []byte(text))))
	require.Equal(t, "PERSON:Ann Poe|PERSON:Ann", show(text, s.Append(nil, []byte(text))))
}

func TestContextAndThreshold(t *testing.T) {
	s := toyScanner(t, pii.WithContext(pii.Phone, -0.5, "order"), pii.WithThreshold(0.95, pii.Email))
	text := "order 5555550100\nphone 5555550101 a@b.example"
	require.Equal(t, "PHONE:5555550101", show(text, s.Document(nil, []byte(text))))
	out := map[string]int{}
	for _, e := range s.Explain([]byte(text)) {
		out[e.Outcome]++
	}
	require.Equal(t, map[string]int{"below the threshold": 2, "found": 1}, out)
}

func TestStream(t *testing.T) {
	var got int
	for f, err := range toyScanner(t).Stream(context.Background(), strings.NewReader(strings.Repeat("a@b.example\n", 10000))) {
		require.NoError(t, err)
		require.Equal(t, pii.Email, f.Type)
		got++
	}
	require.Equal(t, 10000, got)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, err := range toyScanner(t).Stream(ctx, strings.NewReader("x")) {
		require.ErrorIs(t, err, context.Canceled)
	}
}

func TestBadSpecs(t *testing.T) {
	_, err := pii.NewScanner(nil)
	require.ErrorIs(t, err, pii.ErrSpec)
	_, err = pii.NewScanner([]pii.Detector{toyMail{}, toyMail{}})
	require.ErrorIs(t, err, pii.ErrSpec)
	_, err = pii.NewScanner(toys(), pii.WithTypes("EMIAL"))
	require.ErrorIs(t, err, pii.ErrOption)
	_, err = pii.NewScanner(append(toys(), nil))
	require.ErrorIs(t, err, pii.ErrSpec)
	_, err = pii.NewScanner(toys(), pii.WithThreshold(2))
	require.ErrorIs(t, err, pii.ErrOption)
}

func TestNoAllocations(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector makes pools drop what they hold")
	}
	s := toyScanner(t)
	b := corpus(3, 8000)
	b = bytes.ReplaceAll(b, []byte("~"), nil)
	dst := s.Document(nil, b)
	require.Zero(t, testing.AllocsPerRun(50, func() { dst = s.Document(dst[:0], b) }))
	require.Zero(t, testing.AllocsPerRun(50, func() { dst = s.Append(dst[:0], b) }))
}

func FuzzCuts(f *testing.F) {
	f.Add([]byte("my name is Ann Roe, a@b.example <<BEGIN x END>> 555-0100 \u200b"), uint8(3))
	s := toyScanner(f)
	f.Fuzz(func(t *testing.T, b []byte, n uint8) {
		want := s.Append(nil, b)
		end := int64(0)
		for _, x := range want {
			require.GreaterOrEqual(t, x.Start, end)
			end = x.End
		}
		require.Equal(t, want, feed(t, s, b, func() int { return int(n)%7 + 1 }))
	})
}

func BenchmarkAppend(b *testing.B) {
	s := toyScanner(b)
	text := []byte(strings.Repeat("So I told Maria that the invoice of 12 March was paid, and she said fine, write to ann@example.com. ", 640))
	var dst []pii.Finding
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		dst = s.Append(dst[:0], text)
	}
}

func TestFlushKeepsWhatIsOpen(t *testing.T) {
	var got []string
	f := toyScanner(t).NewFeed(func(p pii.Piece) error { got = append(got, show(string(p.Text), shift(p))); return nil })
	for _, line := range []string{"key <<BEGIN\n", "secret one\n", "secret two END>> a@b.example\n", "date of birth:\n", "1/2/90\n"} {
		_, err := f.Write([]byte(line))
		require.NoError(t, err)
		require.NoError(t, f.Flush())
	}
	require.NoError(t, f.Close())
	require.Equal(t, []string{"PRIVATE_KEY:<<BEGIN\n", "PRIVATE_KEY:secret one\n", "PRIVATE_KEY:secret two END>>|EMAIL:a@b.example", "",
		"DATE_OF_BIRTH:1/2/90", ""}, got) // the last piece has the last flush alone
}

func TestMarksInAnyOrderAndPlace(t *testing.T) {
	text := "Ann Roe1990x"
	fs := toyScanner(t).Append(nil, []byte(text), pii.Mark{At: 99, Kind: pii.MarkDoc}, pii.Mark{At: 11, Kind: pii.MarkField},
		pii.Mark{At: 7, Kind: pii.MarkField, Label: "date_of_birth"}, pii.Mark{At: -3, Kind: pii.MarkField, Label: "name"})
	require.Equal(t, "DATE_OF_BIRTH:1990", show(text, fs))
}

func TestManyFieldsAreLinear(t *testing.T) {
	s := toyScanner(t)
	took := func(n int) time.Duration {
		b := bytes.Repeat([]byte("x "), n)
		marks := make([]pii.Mark, n)
		for i := range marks {
			marks[i] = pii.Mark{At: int64(2 * i), Kind: pii.MarkField, Label: "a"}
		}
		return harness.Fastest(func() { s.Append(nil, b, marks...) })
	}
	require.Less(t, took(40000), 30*took(5000)+50*time.Millisecond)
}

// TestEmptyKeysHaveNoValue: what stands on the next line is no value of a key that is assigned nothing, nor is a label of its own.
func TestEmptyKeysHaveNoValue(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{labelled{}})
	require.NoError(t, err)
	for text, want := range map[string]int{"user: ann": 1, "user:\nann": 1, "user:\nann: 7": 0, "user:\n  first name: ann": 0, "user=\nann": 0, "user=ann": 1,
		"user:\nhttp://ann": 1, "user:\nann and his dog: 7": 1} {
		require.Len(t, s.Document(nil, []byte(text)), want, text)
	}
}

// labelled finds the value of the label "user".
type labelled struct{}

func (labelled) Spec() pii.Spec {
	return pii.Spec{Name: "labelled", Types: []pii.Type{pii.Username}, Wants: []pii.Want{pii.OnLabel()}, Labels: pii.NewLabels(pii.Label{Text: "user"})}
}

func (labelled) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	for _, a := range at {
		dst = append(dst, s.Found(a.Value, a.Value+1, pii.Username, 0.9, nil))
	}
	return dst
}

// A stream whose marks end nothing takes time in proportion and keeps the marks of what it holds back alone.
func TestStreamOfTurns(t *testing.T) {
	s := toyScanner(t)
	for _, kind := range []pii.MarkKind{pii.MarkTurn, pii.MarkPage, pii.MarkSection} {
		took := func(n int) time.Duration {
			return harness.Fastest(func() {
				given := 0
				f := s.NewFeed(func(p pii.Piece) error { given += len(p.Marks); return nil })
				for range n {
					require.NoError(t, f.Mark(pii.Mark{Kind: kind, Label: "x"}))
					_, err := f.Write([]byte("word word word "))
					require.NoError(t, err)
				}
				require.NoError(t, f.Close())
				require.Equal(t, n, given)
			})
		}
		require.Less(t, took(80_000), 40*took(10_000)+100*time.Millisecond)
	}
}
