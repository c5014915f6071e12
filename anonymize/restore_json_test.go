package anonymize_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/token"
	"github.com/lethe-pii/lethe/anonymize/vault"
	"github.com/lethe-pii/lethe/internal/harness"
	"github.com/lethe-pii/lethe/pii"
)

// answer is what a chat interface gives back.
type answer struct {
	Content string     `json:"content"`
	Calls   []toolCall `json:"tool_calls"`
}

type toolCall struct {
	Name string `json:"name"`
	Args string `json:"arguments"` // JSON
}

var awkward = []string{"ann@b.example", "Zoë \"Q\" O'Dea", "a\\b\nc\td\x01", "{\"x\":1}", "😀 Jürgen", ""}

func restoreJSON(t testing.TB, r *anonymize.Restorer, pieces ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := r.NewJSONWriter(&b)
	for _, p := range pieces {
		_, err := io.WriteString(w, p)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.String()
}

func TestRestoreInJSON(t *testing.T) {
	v := newMapVault()
	r := anonymize.NewRestorer(v)
	for _, value := range awkward {
		tok, err := v.Keep("", "EMAIL", []byte(value))
		require.NoError(t, err)
		args, err := json.Marshal(map[string]any{"to": string(tok), "n": 1.50, "list": []string{"x", "for " + string(tok) + "\n"}})
		require.NoError(t, err)
		in := answer{Content: "Hi\n" + string(tok) + "\tand **" + string(tok) + "**'s; not X" + string(tok), Calls: []toolCall{{"mail", string(args)}}}
		body, err := json.Marshal(in)
		require.NoError(t, err)
		body = append([]byte("data: "), body...)
		want := restoreJSON(t, r, string(body))
		var got answer
		require.NoError(t, json.Unmarshal([]byte(strings.TrimPrefix(want, "data: ")), &got), want)
		require.Equal(t, "Hi\n"+value+"\tand **"+value+"**'s; not X"+string(tok), got.Content)
		var back struct {
			To   string
			List []string
		}
		require.NoError(t, json.Unmarshal([]byte(got.Calls[0].Args), &back), got.Calls[0].Args)
		require.Equal(t, value, back.To)
		require.Equal(t, "for "+value+"\n", back.List[1])

		for cut := range body {
			require.Equal(t, want, restoreJSON(t, r, string(body[:cut]), string(body[cut:])), cut)
		}
		// Every character of the token escaped.
		var esc strings.Builder
		for _, c := range tok {
			fmt.Fprintf(&esc, `\u%04x`, c)
		}
		var s string
		require.NoError(t, json.Unmarshal([]byte(restoreJSON(t, r, `"to `+esc.String()+`"`)), &s))
		require.Equal(t, "to "+value, s)
	}
	tok, _ := v.Keep("", "EMAIL", []byte("x"))
	for _, same := range []string{"", "{}", `"`, `"\`, `"\u00`, `"{\"a\":\"\\`, string(tok), `"A` + string(tok) + `"`, `"` + strings.Repeat("w", 500) + string(tok) + `"`, "\"\\q\xff\"", `{"a":1.50e3}`} {
		require.Equal(t, same, restoreJSON(t, r, same))
	}
	require.Equal(t, `"x`, restoreJSON(t, r, `"`+string(tok)))
	v.gone = true
	var b bytes.Buffer
	w := r.NewJSONWriter(&b)
	_, err := io.WriteString(w, `"`+string(tok)+`"`)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	require.Equal(t, `"`+string(tok)+`"`, b.String())
	require.Equal(t, anonymize.RestoreStats{Forgotten: 1}, w.Stats())
	_, err = anonymize.NewRestorer(nil).NewJSONWriter(io.Discard).Write([]byte("x"))
	require.ErrorIs(t, err, anonymize.ErrNoVault)
}

func FuzzRestoreJSON(f *testing.F) {
	v := newMapVault()
	r := anonymize.NewRestorer(v)
	tok, _ := v.Keep("", "EMAIL", []byte("a\"b"))
	f.Add(`{"a":"{\"b\":\"`+string(tok)+`\"}","c":"`+string(tok)+`\n"}`, 7)
	f.Fuzz(func(t *testing.T, s string, cut int) {
		whole := restoreJSON(t, r, s)
		if cut >= 0 && cut <= len(s) && restoreJSON(t, r, s[:cut], s[cut:]) != whole {
			t.Fatal("the output depends on the cut")
		}
		if json.Valid([]byte(s)) && !json.Valid([]byte(whole)) {
			t.Fatal("valid JSON became invalid")
		}
	})
}

// Ten thousand documents of many kinds: redact, then restore from a stream in pieces, gives every byte back.
func TestRoundTripOfManyDocuments(t *testing.T) {
	n := 10_000
	if testing.Short() || raceDetector {
		n = 500
	}
	v, err := vault.NewMemory(context.Background(), keys.New())
	require.NoError(t, err)
	r := redactor(t, everything(anonymize.Reversible{}), anonymize.WithVault(v, "client-7"))
	restorer := anonymize.NewRestorer(v)
	rnd := rand.New(rand.NewPCG(3, 5))
	frames := []string{"%s", "**%s**", "_%s_", "`%s`", "[%s](https://x.example/?q=%s)", "%s's", "(%s),", "\"%s\"", "<b>%s</b>", "%s\r\n%s", "😀%s😀", "\xff%s\x00", "|%s|%s|", "k=%s&m=%s"}
	values := []string{"ann@b.example", "zoe.o@c.example", "ANN@b.example", "name Mary Jones", "Jones", "name MARY JONES", "name Zoë Ünal", "#a?x", "tel"}
	restored := 0
	for i := range n {
		var b strings.Builder
		b.Write(append(harness.Ordinary(uint64(i), rnd.IntN(300)), ' '))
		for range 1 + rnd.IntN(4) {
			f := frames[rnd.IntN(len(frames))]
			b.WriteString(strings.ReplaceAll(f, "%s", values[rnd.IntN(len(values))]))
			b.WriteString([]string{" ", "\n", ", ", ". "}[rnd.IntN(4)])
		}
		in := b.String()
		red, err := r.String(in)
		require.NoError(t, err)
		var out bytes.Buffer
		w := restorer.NewWriter(&out)
		harness.Cuts(rnd, []byte(red), 1+rnd.IntN(40), func(p []byte) {
			_, err := w.Write(p)
			require.NoError(t, err)
		})
		require.NoError(t, w.Close())
		require.Equal(t, in, out.String(), "document %d", i)
		restored += w.Stats().Restored
	}
	require.Greater(t, restored, n)
}

func TestEveryTwoCutSplitRestores(t *testing.T) {
	v, err := vault.NewMemory(context.Background(), keys.New())
	require.NoError(t, err)
	keep := func(typ, identity, main, value string) string {
		tok, err := v.KeepAs("c", typ, []byte(identity), []byte(main), []byte(value))
		require.NoError(t, err)
		return string(tok)
	}
	tok := keep("EMAIL", "ann", "ann@b.example", "ann@b.example")
	other := keep("PERSON", "zoë", "Zoë O'Dea", "Zoë O'Dea")
	alias := keep("PERSON", "zoë", "Zoë O'Dea", "Zoë")
	text := fmt.Sprintf("Dear **%s**, `%s`'s (x_%s) %ss X%s %s_ é%s", other, tok, tok, alias, tok, alias, strings.ToLower(other))
	restorer := anonymize.NewRestorer(v)
	want, err := restorer.String(text)
	require.NoError(t, err)
	require.Equal(t, fmt.Sprintf("Dear **Zoë O'Dea**, `ann@b.example`'s (x_ann@b.example) Zoës X%s Zoë_ éZoë O'Dea", tok), want)
	jtext := `{"c":"` + strings.ReplaceAll(text, "é", `\u00e9`) + `"}`
	jwant := restoreJSON(t, restorer, jtext)
	for a := range len(text) + 1 {
		for b := a; b <= len(text); b++ {
			var out bytes.Buffer
			w := restorer.NewWriter(&out)
			for _, p := range []string{text[:a], text[a:b], text[b:]} {
				_, err := w.Write([]byte(p))
				require.NoError(t, err)
			}
			require.NoError(t, w.Close())
			if out.String() != want {
				t.Fatalf("cuts at %d and %d", a, b)
			}
		}
	}
	for a := range len(jtext) + 1 {
		for b := a; b <= len(jtext); b += 1 + (b-a)/8 {
			if restoreJSON(t, restorer, jtext[:a], jtext[a:b], jtext[b:]) != jwant {
				t.Fatalf("JSON, cuts at %d and %d", a, b)
			}
		}
	}
}

// A hundred thousand answers with tokens that somebody changed, half of them with a mark, alone or beside other letters: none of them restores. What
// holds a whole token all the same, without figures behind it, was not changed.
func TestNoWrongRestores(t *testing.T) {
	n := 100_000
	if testing.Short() || raceDetector {
		n = 5_000
	}
	v, err := vault.NewMemory(context.Background(), keys.New())
	require.NoError(t, err)
	var toks []string
	for i := range 60 {
		typ, value := []string{"EMAIL", "PERSON", "US_SSN"}[i%3], fmt.Appendf(nil, "value %d", i)
		tok, err := v.KeepAs("c", typ, fmt.Appendf(nil, "identity %d", i/6), value, value)
		require.NoError(t, err)
		toks = append(toks, string(tok))
	}
	restorer := anonymize.NewRestorer(v)
	rnd := rand.New(rand.NewPCG(8, 1))
	const digits = "0123456789abcdefghjkmnpqrstvwxyz"
	frames := []string{"It is %s, he said.", "%s", "the %ss", "%sen", "**%s**'s", "report_%s.pdf", "non%s", "`%s`", "%s_x", "(%s)", `{"a":"%s\n"}`}
	figures := regexp.MustCompile(`^\w*\d`)
	tried, marks := 0, 0
	for tried < n {
		whole := toks[rnd.IntN(len(toks))]
		tok := []byte(whole)
		from := strings.LastIndex(whole, "_v") + 1
		at := from + rnd.IntN(len(tok)-from)
		switch rnd.IntN(7) {
		case 0: // another character
			tok[at] = digits[rnd.IntN(len(digits))]
		case 1: // two places exchanged
			b := from + rnd.IntN(len(tok)-from)
			tok[at], tok[b] = tok[b], tok[at]
		case 2: // one left out
			tok = append(tok[:at], tok[at+1:]...)
		case 3: // one put in
			tok = slices.Insert(tok, at, digits[rnd.IntN(32)])
		case 4: // the head of one and the tail of another
			o := toks[rnd.IntN(len(toks))]
			k := 1 + rnd.IntN(len(tok)-from)
			tok = append(tok[:len(tok)-k], o[max(0, len(o)-k):]...)
		case 5: // cut
			tok = tok[:at]
		default: // another type
			tok = append([]byte("PHONE"), whole[strings.LastIndex(whole, "_v"):]...)
		}
		text := strings.ReplaceAll(frames[rnd.IntN(len(frames))], "%s", string(tok))
		if slices.ContainsFunc(toks, func(o string) bool {
			_, rest, ok := strings.Cut(text, o)
			return ok && !figures.MatchString(rest)
		}) {
			continue
		}
		tried++
		if at >= from+26 {
			marks++
		}
		out, stats, err := restorer.Append(nil, []byte(text))
		require.NoError(t, err)
		if string(out) != text || stats.Restored != 0 {
			t.Fatalf("answer %d: a changed token was restored: %s from %s", tried, text, whole)
		}
	}
	require.Greater(t, marks, n/20, "answers with a changed mark")
}

// What the writer holds back is never more than the longest token.
func TestRestoreHoldsBackOneToken(t *testing.T) {
	v := newMapVault()
	var b bytes.Buffer
	w := anonymize.NewRestorer(v).NewWriter(&b)
	written := 0
	for _, p := range harness.Patterns {
		for _, c := range p.Text(600) {
			_, err := w.Write([]byte{c})
			require.NoError(t, err)
			written++
			require.LessOrEqual(t, written-b.Len(), token.MaxLen, p.Name)
		}
	}
}

func ExampleRestorer_NewJSONWriter() {
	v := newMapVault()
	tok, _ := v.Keep("", string(pii.Person), []byte(`Ann "A" Lee`))
	var out bytes.Buffer
	w := anonymize.NewRestorer(v).NewJSONWriter(&out)
	body := `data: {"content":"Dear ` + string(tok) + `,"}`
	for _, piece := range []string{body[:30], body[30:]} {
		_, _ = io.WriteString(w, piece)
	}
	_ = w.Close()
	fmt.Println(out.String())
	// Output: data: {"content":"Dear Ann \"A\" Lee,"}
}
