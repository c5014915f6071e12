package anonymize_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/internal/harness"
)

var person = []string{"Anna Müller", "anna.mueller@firm.example", "+44 20 7946 0958", "AM-2231", "Li"}

func valueSet(t testing.TB, values ...string) *anonymize.ValueSet {
	t.Helper()
	s, err := anonymize.NewValueSet(values)
	require.NoError(t, err)
	return s
}

func TestValuesInAnyWriting(t *testing.T) {
	s := valueSet(t, person...)
	for text, want := range map[string]int{
		"ANNA MULLER came": 1, "anna  mu\u0308ller": 1, "Anna\u200b Müller, Anna-Müller": 2, "ａｎｎａ Müller": 1, "Joanna Müller": 0, "Anna Müllers": 0, "Anna": 0,
		"<Anna.Mueller@FIRM.example>": 1, "020 7946 0958": 1, "(020) 7946-0958 and 00442079460958": 2, "020 7946 09581": 0, "٠٢٠٧٩٤٦٠٩٥٨": 1,
		"am2231 am 2231": 2, "Li, li": 2, "Lilith": 0, "": 0,
	} {
		require.Equal(t, want, s.Count([]byte(text)).Total(), text)
	}
	require.Equal(t, map[int]int{1: 1, 3: 2}, s.Count([]byte("anna müller 02079460958 +44-20-7946-0958")).Entries)
	for v, want := range map[string]bool{"ANNA MÜLLER": true, "Müller": false, "02079460958": true, "+442079460958": true, "7946 0958": false, "12345678902079460958": false} {
		require.Equal(t, want, s.Is([]byte(v)), v)
	}
	for _, bad := range [][]string{nil, {"a"}, {"ok", "--"}} {
		_, err := anonymize.NewValueSet(bad)
		require.ErrorIs(t, err, anonymize.ErrValues)
	}
	_, err := anonymize.ReadValueSet(strings.NewReader("# only a comment\n\n"))
	require.ErrorIs(t, err, anonymize.ErrValues)
	read, err := anonymize.ReadValueSet(strings.NewReader("# of one person\nAnna Müller\n\nAM-2231\n"))
	require.NoError(t, err)
	require.Equal(t, 2, read.Len())
	harness.NoCanary(t, "value set", valueSet(t, harness.Canaries...))
}

func toUTF16(s string, little bool) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		if little {
			b.WriteString(string([]byte{byte(u), byte(u >> 8)}))
		} else {
			b.WriteString(string([]byte{byte(u >> 8), byte(u)}))
		}
	}
	return b.String()
}

func TestValuesInAnyEncoding(t *testing.T) {
	each := func(s, format string) string {
		var b strings.Builder
		for _, c := range []byte(s) {
			fmt.Fprintf(&b, format, c)
		}
		return b.String()
	}
	b64 := base64.StdEncoding.EncodeToString
	fold := func(s string) string {
		var b strings.Builder
		for len(s) > 76 {
			b.WriteString(s[:76] + "\r\n")
			s = s[76:]
		}
		return b.String() + s
	}
	long := strings.Repeat("lorem ipsum ", 20)
	for _, v := range person[:4] {
		s := valueSet(t, v)
		for name, text := range map[string]string{
			"plain": "x " + v + " y", "upper": strings.ToUpper(v), "base64": b64([]byte("it is " + v + ".")), "base64 url": base64.RawURLEncoding.EncodeToString([]byte(v + "?>")),
			"base64 folded": fold(b64([]byte(long + v + " " + long))), "base64 behind digits": "ab" + b64([]byte(v)), "hex": hex.EncodeToString([]byte(v)),
			"hex upper": strings.ToUpper(hex.EncodeToString([]byte(v))), "hex pairs": strings.TrimSpace(each(v, "%02x ")), "hex colons": strings.Trim(each(v, "%02X:"), ":"),
			"percent": url.QueryEscape(v), "percent all": each(v, "%%%02x"), "entities": each(v, "&#x%02x;"), "html": html.EscapeString("<" + v + ">"),
			"escapes": each(v, `\x%02x`), "quoted": each(v, "=%02X"), "utf-16le": toUTF16("to "+v+".", true), "utf-16be": toUTF16(v, false), "utf-16 odd": "a" + toUTF16(v, true),
			"base64 of utf-16": b64([]byte(toUTF16(v, true))), "percent of base64": url.QueryEscape(b64([]byte(v + "??>>"))), "hex of base64": hex.EncodeToString([]byte(b64([]byte(v)))),
		} {
			if strings.HasPrefix(name, "entities") && v == person[0] {
				text = html.EscapeString("Anna M&uuml;ller") // bytes of UTF-8 are no characters
				text = strings.ReplaceAll(text, "&amp;", "&")
			}
			c, err := s.CountDeep([]byte(text))
			require.NoError(t, err)
			require.Positive(t, c.Total(), "%s in %s", v, name)
		}
		var json strings.Builder
		for _, u := range utf16.Encode([]rune(v)) {
			fmt.Fprintf(&json, `\u%04x`, u)
		}
		c, err := s.CountDeep([]byte(json.String()))
		require.NoError(t, err)
		require.Positive(t, c.Encodings["escapes"])
	}
	// Each occurrence once, whatever else is encoded around it.
	s := valueSet(t, "Jane Fairweather")
	j := "Jane Fairweather"
	c, err := s.CountDeep([]byte("%25 \\n &amp; =3D " + b64([]byte(j)) + " &#74;ane Fairweather, so Jane%2C Fairweather and Jane Fairw=65ather or " + j + " or Jane\\u0020Fairweather " +
		url.QueryEscape(b64([]byte(j+"?"))) + "%3D " + hex.EncodeToString([]byte(j)) + " \\n"))
	require.NoError(t, err)
	require.Equal(t, map[string]int{"base64": 2, "entities": 1, "percent": 1, "quoted-printable": 1, "plain": 1, "escapes": 1, "hex": 1}, c.Encodings)
	require.Equal(t, map[int]int{1: 8}, c.Entries)

	s = valueSet(t, person...)
	clean := harness.Ordinary(5, 200_000)
	c, err = s.CountDeep(clean)
	require.NoError(t, err)
	require.Zero(t, c.Total(), c.String())
	for _, p := range harness.Patterns {
		_, err := s.CountDeep(p.Text(50_000))
		require.NoError(t, err, p.Name)
	}
	bomb := []byte(strings.Repeat("%2541", 1000) + "\x00" + strings.Repeat("61", 100_000))
	c, err = s.CountDeep(bomb)
	if err != nil {
		require.ErrorIs(t, err, anonymize.ErrBudget)
	}
	require.Zero(t, c.Total())
}

func BenchmarkCountDeep(b *testing.B) {
	s := valueSet(b, person...)
	text := harness.Ordinary(5, 1<<20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := s.CountDeep(text); err != nil {
			b.Fatal(err)
		}
	}
}

func FuzzCountDeep(f *testing.F) {
	f.Add("x YW5uYUBiLmV4YW1wbGU= %61 &#97; \\u0061 =61 616e6e61")
	s := valueSet(f, "anna@b.example", "Li")
	f.Fuzz(func(t *testing.T, text string) {
		plain := s.Count([]byte(text))
		deep, err := s.CountDeep([]byte(text))
		if err == nil && deep.Total() < plain.Total() {
			t.Fatal("deep finds less")
		}
	})
}

func ExampleValueSet() {
	s, _ := anonymize.NewValueSet([]string{"Ann Lee", "ann.lee@example.com"})
	for _, text := range []string{"from ANN LEE", "To: QW5uIExlZQ==", "<ann.lee@example%2Ecom>", "Joann Leeds"} {
		c, _ := s.CountDeep([]byte(text))
		fmt.Println(c.Total() > 0)
	}
	// Output:
	// true
	// true
	// true
	// false
}

func TestRedactOnePerson(t *testing.T) {
	p := everything(anonymize.Label{})
	r := redactor(t, p, anonymize.WithOnly(valueSet(t, "Mary Jones", "ann@b.example")))
	out, err := r.String("name Mary Jones, name Peter Quill, ANN@b.example and x@b.example, #a?ann@b.example ")
	require.NoError(t, err)
	require.Equal(t, "name [PERSON], name Peter Quill, [EMAIL] and x@b.example, [URL] ", out)
	_, err = anonymize.NewRedactor(toyScanner(t), p, anonymize.WithOnly(nil))
	require.Error(t, err)
}
