package token_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"html"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/token"
)

var collisions = flag.Int("collisions", 200_000, "tokens in the collision test")

func make1(t testing.TB, c *token.Codec, typ, value string) string {
	t.Helper()
	b, err := c.AppendToken(nil, typ, []byte(value))
	require.NoError(t, err)
	return string(b)
}

func TestTokens(t *testing.T) {
	set := keys.New()
	c := token.New(set, "support")
	a := make1(t, c, "EMAIL", "ann@example.com")
	require.Equal(t, a, make1(t, c, "EMAIL", "ann@example.com"))
	require.Equal(t, token.Len("EMAIL"), len(a))
	require.Regexp(t, `^EMAIL_k[0-9a-hjkmnp-tv-z]{25}$`, a)

	for _, other := range []string{
		make1(t, c, "EMAIL", "ann@example.org"),
		make1(t, c, "US_SSN", "ann@example.com"),
		make1(t, token.New(set, "billing"), "EMAIL", "ann@example.com"),
		make1(t, token.New(keys.New(), "support"), "EMAIL", "ann@example.com"),
		make1(t, token.New(set, "support", token.WithCanonicalVersion(1)), "EMAIL", "ann@example.com"),
	} {
		require.NotEqual(t, tail(a)[4:20], tail(other)[4:20])
	}

	for _, text := range []string{a, strings.ToLower(a), strings.ToUpper(a)} {
		tok, err := c.Verify([]byte(text))
		require.NoError(t, err)
		require.Equal(t, "EMAIL", tok.Type)
		require.Equal(t, token.Keyed, tok.Kind)
		require.Equal(t, set.Primary(), tok.Key)
		require.True(t, c.IsToken([]byte(text)))
		require.True(t, c.Matches([]byte(text), []byte("ann@example.com")))
		require.False(t, c.Matches([]byte(text), []byte("bob@example.com")))
	}
	_, err := token.New(set, "billing").Verify([]byte(a))
	require.ErrorIs(t, err, keys.ErrTampered)
	_, err = c.Verify([]byte("PHONE" + strings.TrimPrefix(a, "EMAIL")))
	require.ErrorIs(t, err, keys.ErrTampered)
}

func tail(s string) string { return s[strings.LastIndexByte(s, '_')+1:] }

func TestEveryChangedCharacterIsFound(t *testing.T) {
	c := token.New(keys.New(), "p")
	a := []byte(make1(t, c, "EMAIL", "x"))
	for i := range a {
		for b := range 256 {
			bad := bytes.Clone(a)
			bad[i] = byte(b)
			if bytes.EqualFold(bad, a) {
				continue
			}
			require.False(t, c.IsToken(bad), "%d %d", i, b)
		}
	}
	for n := range a {
		require.False(t, c.IsToken(a[:n]))
		require.False(t, c.IsToken(a[n+1:]))
	}
}

func TestVaultTokens(t *testing.T) {
	set := keys.New()
	c := token.New(set, "vault")
	body := token.Body{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	b, err := c.AppendVault(nil, "PERSON", body, 0)
	require.NoError(t, err)
	tok, err := c.Verify(b)
	require.NoError(t, err)
	require.Equal(t, token.Vault, tok.Kind)
	require.Equal(t, body, tok.Body)
	keyed := bytes.Replace(b, []byte("_v"), []byte("_k"), 1)
	require.False(t, c.IsToken(keyed), "the kind is under the check")
}

func TestRotation(t *testing.T) {
	ctx := context.Background()
	set := keys.New()
	c := token.New(set, "p")
	old := []byte(make1(t, c, "EMAIL", "x"))
	oldID := set.Primary()
	_, err := set.Rotate(ctx)
	require.NoError(t, err)
	fresh := make1(t, c, "EMAIL", "x")
	require.NotEqual(t, string(old), fresh)
	require.True(t, c.Matches(old, []byte("x")))
	require.True(t, c.Matches([]byte(fresh), []byte("x")))
	require.NoError(t, set.Disable(ctx, oldID))
	_, err = c.Verify(old)
	require.ErrorIs(t, err, keys.ErrDisabled)
	require.NoError(t, set.Destroy(ctx, oldID))
	_, err = c.Verify(old)
	require.ErrorIs(t, err, keys.ErrForgotten)
	if other := keys.New(); other.Primary() != set.Primary() {
		_, err = token.New(other, "p").Verify([]byte(fresh))
		require.ErrorIs(t, err, keys.ErrWrongKey)
	}
	require.NoError(t, set.Close())
	_, err = c.AppendToken(nil, "EMAIL", nil)
	require.ErrorIs(t, err, keys.ErrClosed)
}

func TestConcurrentUseDuringRotation(t *testing.T) {
	set := keys.New()
	c := token.New(set, "p")
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 300 {
				typ := "T" + strconv.Itoa(i%7)
				b, err := c.AppendToken(nil, typ, []byte{byte(g), byte(i)})
				if err != nil || !c.Matches(b, []byte{byte(g), byte(i)}) {
					t.Error("a token made during rotation does not verify")
					return
				}
			}
		})
	}
	for range 10 {
		_, err := set.Rotate(context.Background())
		require.NoError(t, err)
	}
	wg.Wait()
}

func TestTypes(t *testing.T) {
	c := token.New(keys.New(), "p")
	for _, typ := range []string{"A", "US_SSN", "DATE_OF_BIRTH", "X9_", strings.Repeat("A", 64)} {
		b, err := c.AppendToken(nil, typ, nil)
		require.NoError(t, err)
		tok, err := c.Verify(b)
		require.NoError(t, err)
		require.Equal(t, typ, tok.Type)
		require.Len(t, b, token.Len(typ))
		require.LessOrEqual(t, len(b), token.MaxLen)
	}
	for _, typ := range []string{"", "_A", "9A", "email", "A-B", "Ä", strings.Repeat("A", 65)} {
		dst, err := c.AppendToken([]byte("x"), typ, nil)
		require.ErrorIs(t, err, token.ErrType)
		require.Equal(t, "x", string(dst))
	}
}

func TestSurvivesEscaping(t *testing.T) {
	a := make1(t, token.New(keys.New(), "p"), "DATE_OF_BIRTH", "x")
	j, err := json.Marshal(a)
	require.NoError(t, err)
	require.Equal(t, `"`+a+`"`, string(j))
	require.Equal(t, a, url.QueryEscape(a))
	require.Equal(t, a, url.PathEscape(a))
	require.Equal(t, a, html.EscapeString(a))
	for _, text := range []string{"%s", "**%s**'s", "(%s).", "\"%s\\n\"", "?q=%s&x", "«%s»", "写给%s。", "_%s_", "__%s__"} {
		text = fmt.Sprintf(text, a)
		start, end := token.Find([]byte(text))
		require.Equal(t, a, text[start:end])
	}
	for _, text := range []string{"", "EMAIL_k", a[:len(a)-1], strings.Repeat("x", 100) + a} {
		start, _ := token.Find([]byte(text))
		require.Equal(t, -1, start, text)
	}
}

func TestFindBesideOtherLetters(t *testing.T) {
	c := token.New(keys.New(), "p")
	a, err := c.AppendVault(nil, "US_SSN", token.Body{7}, 0)
	require.NoError(t, err)
	for _, text := range []string{"%ss", "%s's", "%s-based", "%sische", "%sS", "%s_", "__%s__", "%s_resume", "%sünün", "pre %sen_ post", "%s_%s", "%s%s", "report_%s", "2%s", "non%s", "non%ss"} {
		text = strings.ReplaceAll(text, "%s", string(a))
		start, end := token.Find([]byte(text))
		require.GreaterOrEqual(t, start, 0, text)
		found := []byte(text[start:end])
		if !c.IsToken(found) {
			found = found[token.Prefix(found):]
		}
		require.Equal(t, string(a), string(found), text)
	}
	for _, text := range []string{"%s5", "%sx", "%ssx", "%s_2024", "%s_4k2m9", "%s4k2m9x", "%s_a1", "%s_4k2m9x5"} {
		text = strings.ReplaceAll(text, "%s", string(a))
		start, end := token.Find([]byte(text + ","))
		require.Equal(t, text, (text + ",")[start:end], "the whole word")
		_, err := token.Parse([]byte(text))
		require.ErrorIs(t, err, token.ErrSyntax, text)
	}
	require.Zero(t, token.Prefix(a))
	start, _ := token.Find([]byte("X" + string(a)))
	require.Zero(t, start)
	require.Zero(t, token.Prefix([]byte("X"+string(a))), "capitals before it may be of the type")
}

func TestMarks(t *testing.T) {
	c := token.New(keys.New(), "vault")
	seen := map[token.Mark]bool{}
	plain, err := c.AppendVault(nil, "PERSON", token.Body{9}, 0)
	require.NoError(t, err)
	for i := range 3000 {
		m := token.MarkOf(token.Body{byte(i), byte(i >> 3), byte(i >> 5), byte(i >> 8)})
		seen[m] = true
		b, err := c.AppendVault(nil, "PERSON", token.Body{9}, m)
		require.NoError(t, err)
		require.Len(t, b, len(plain)+token.MarkLen)
		require.Equal(t, string(plain), string(b[:len(plain)]))
		tok, err := c.Verify(bytes.ToUpper(b))
		require.NoError(t, err)
		require.Equal(t, m, tok.Mark)
		text := append([]byte("(x_"), append(b, "s)"...)...)
		start, end := token.Find(text)
		require.Equal(t, string(b), string(text[start+token.Prefix(text[start:end]):end]))
		for k := len(plain); k < len(b); k++ { // one character less: no mark
			_, err = token.Parse(append(bytes.Clone(b[:k]), b[k+1:]...))
			require.ErrorIs(t, err, token.ErrSyntax)
		}
	}
	require.Greater(t, len(seen), 2500)
	keyed := make1(t, c, "PERSON", "x")
	_, err = token.Parse([]byte(keyed + "_4k2m9x"))
	require.ErrorIs(t, err, token.ErrSyntax, "keyed tokens have none")
}

func TestNoCollisions(t *testing.T) { noCollisions(t, *collisions) }

// TestLongCollisions makes 10^8 tokens; it needs 800 MB.
func TestLongCollisions(t *testing.T) {
	if os.Getenv("LETHE_LONG") == "" {
		t.Skip("set LETHE_LONG=1")
	}
	noCollisions(t, 100_000_000)
}

func noCollisions(t *testing.T, tokens int) {
	c := token.New(keys.New(), "p")
	seen := make([]uint64, 0, tokens) // the first 64 of 80 bits: a stricter test than that of whole bodies
	var buf, value []byte
	for i := range tokens {
		value = strconv.AppendInt(value[:0], int64(i), 10)
		buf, _ = c.AppendToken(buf[:0], "PHONE", value)
		tok, err := token.Parse(buf)
		if err != nil {
			t.Fatal(err)
		}
		seen = append(seen, binary.BigEndian.Uint64(tok.Body[:]))
	}
	slices.Sort(seen)
	for i := 1; i < len(seen); i++ {
		if seen[i-1] == seen[i] {
			t.Fatal("two values, one token")
		}
	}
	inversions := 0
	for i := range 10_000 {
		a, _ := c.AppendToken(nil, "N", strconv.AppendInt(nil, int64(i), 10))
		b, _ := c.AppendToken(nil, "N", strconv.AppendInt(nil, int64(i+1), 10))
		if bytes.Compare(a, b) > 0 {
			inversions++
		}
	}
	require.InDelta(t, 5000, inversions, 250, "order does not show")
}

func TestAppendDoesNotAllocate(t *testing.T) {
	if raceEnabled {
		t.Skip("pools drop things at random under the race detector")
	}
	c := token.New(keys.New(), "p")
	buf := make([]byte, 0, 64)
	value := []byte("ann@example.com")
	buf, _ = c.AppendToken(buf[:0], "EMAIL", value)
	require.True(t, c.IsToken(buf))
	tok := bytes.Clone(buf)
	if n := testing.AllocsPerRun(2000, func() { buf, _ = c.AppendToken(buf[:0], "EMAIL", value) }); n != 0 {
		t.Errorf("%v allocations a token", n)
	}
	if n := testing.AllocsPerRun(2000, func() { token.Find(tok) }); n != 0 {
		t.Errorf("%v allocations a search", n)
	}
}

func FuzzVerify(f *testing.F) {
	c := token.New(keys.New(), "p")
	f.Add([]byte("EMAIL_k0g5v9r2m4c8x7t1n6q3w0h5j2"))
	f.Fuzz(func(t *testing.T, b []byte) {
		tok, err := token.Parse(b)
		if n := len(b) - token.Len(tok.Type); err == nil && n != 0 && (tok.Mark == 0 || n != token.MarkLen) {
			t.Fatal("length is not that of the type")
		}
		if c.IsToken(b) {
			t.Fatal("an invented token verifies")
		}
		if s, e := token.Find(b); s >= 0 {
			if _, err := token.Parse(b[s:e]); err != nil && (s > 0 && isWord(b[s-1]) || e < len(b) && isWord(b[e])) {
				t.Fatal("found what is neither a token nor a whole word")
			}
		}
	})
}

func isWord(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

func ExampleCodec() {
	set := keys.New() // kept in memory: other tokens in each run
	codec := token.New(set, "support")
	a, _ := codec.AppendToken(nil, "EMAIL", []byte("ann@example.com"))
	b, _ := codec.AppendToken(nil, "EMAIL", []byte("ann@example.com"))
	fmt.Println(len(a), bytes.Equal(a, b), codec.IsToken(a), codec.IsToken([]byte("EMAIL_k0g5v9r2m4c8x7t1n6q3w0h5j2")))
	// Output: 32 true true false
}

func BenchmarkAppendToken(b *testing.B) {
	c := token.New(keys.New(), "p")
	buf := make([]byte, 0, 64)
	value := []byte("ann@example.com")
	b.ReportAllocs()
	for b.Loop() {
		buf, _ = c.AppendToken(buf[:0], "EMAIL", value)
	}
}

func BenchmarkIsToken(b *testing.B) {
	c := token.New(keys.New(), "p")
	tok, _ := c.AppendToken(nil, "EMAIL", []byte("x"))
	b.ReportAllocs()
	for b.Loop() {
		c.IsToken(tok)
	}
}
