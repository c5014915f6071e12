package vault_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/token"
	"github.com/lethe-pii/lethe/anonymize/vault"
)

func named(subject, identity, main, value string) vault.Item {
	it := vault.Item{Subject: subject, Type: "PERSON", Identity: []byte(identity), Value: []byte(value)}
	if main != "" {
		it.Main = []byte(main)
	}
	return it
}

func keep(t *testing.T, v *vault.Engine, items ...vault.Item) []string {
	t.Helper()
	var out []string
	for _, tok := range put(t, v, items...) {
		out = append(out, string(tok))
	}
	return out
}

func value(t *testing.T, v *vault.Engine, tok string) string {
	t.Helper()
	e, err := v.Get(ctx, []byte(tok))
	require.NoError(t, err)
	require.Equal(t, tok, e.Token)
	return string(e.Reveal())
}

func TestOneTokenForAllWritings(t *testing.T) {
	v, err := vault.NewMemory(ctx, keys.New())
	require.NoError(t, err)
	defer v.Close()
	writings := []string{"Jane", "Jane Fairweather", "FAIRWEATHER", "jane", "J. F.", "Jane"}
	var items []vault.Item
	for _, w := range writings {
		items = append(items, named("c1", "jane fairweather", "Jane Fairweather", w))
	}
	toks := keep(t, v, items...)
	main := toks[1]
	require.Len(t, main, token.Len("PERSON"))
	require.Equal(t, toks[0], toks[5])
	seen := map[string]bool{}
	for i, tok := range toks {
		require.Equal(t, main, tok[:len(main)], "one token")
		require.Equal(t, writings[i], value(t, v, tok))
		seen[tok] = true
	}
	require.Len(t, seen, 5)
	require.Equal(t, toks, keep(t, v, items...), "in a second call, the same")
	for i, w := range writings {
		require.Equal(t, toks[i], keep(t, v, named("c1", "jane fairweather", "Other Main", w))[0], "one by one, the same")
	}

	other := keep(t, v, named("c1", "jo lee", "", "Jane"), named("c2", "jane fairweather", "", "Jane"))
	for _, tok := range other {
		require.NotEqual(t, main, tok[:len(main)], "another person, another subject")
		require.Equal(t, "Jane", value(t, v, tok))
	}
	_, err = v.Get(ctx, []byte(main+"_0a0a0a"))
	require.ErrorIs(t, err, vault.ErrNotFound)
	_, err = v.Get(ctx, []byte(other[0]+toks[0][len(main):]))
	require.ErrorIs(t, err, vault.ErrNotFound, "the mark of another person")

	for _, bad := range []vault.Item{
		{Subject: "c", Type: "PERSON", Identity: []byte("x"), Random: true},
		{Subject: "c", Type: "PERSON", Main: []byte("x")},
		{Subject: "c", Type: "PERSON", Identity: make([]byte, vault.MaxValue+1)},
	} {
		_, err := v.Put(ctx, bad)
		require.ErrorIs(t, err, vault.ErrInput)
	}

	r, err := v.Subject(ctx, "c1")
	require.NoError(t, err)
	require.Len(t, r.Entries, 6)
	require.Equal(t, []string{main, toks[0]}, []string{r.Entries[0].Token, r.Entries[1].Token})
}

// Tokens stay through a purge, which gives the subject a new key, and through compaction; what had its time is not confused with what came later.
func TestWritingsThroughPurgeAndCompaction(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	v, err := vault.NewMemory(ctx, keys.New(), vault.WithClock(func() time.Time { return now }))
	require.NoError(t, err)
	defer v.Close()
	kept := keep(t, v, named("c", "jane", "Jane Lee", "Jane"), named("c", "jane", "", "Jane Lee"), named("c", "jane", "", "JANE"))
	brief := named("c", "tom", "Tom Ray", "Tom")
	brief.TTL = time.Hour
	gone := keep(t, v, brief)
	forgotten := keep(t, v, named("d", "jane", "Jane Lee", "Jane"))

	now = now.Add(2 * time.Hour)
	again := keep(t, v, named("c", "tom", "Tommy Ray", "Tom"), named("c", "tom", "", "Tommy Ray"))
	require.NotEqual(t, gone[0][:33], again[0][:33])
	require.Equal(t, "Tommy Ray", value(t, v, again[1]))
	_, err = v.Forget(ctx, "d")
	require.NoError(t, err)

	check := func(step string) {
		for i, want := range []string{"Jane", "Jane Lee", "JANE"} {
			require.Equal(t, want, value(t, v, kept[i]), step)
			require.Equal(t, kept[i], keep(t, v, named("c", "jane", "Another", want))[0], step)
		}
		require.Equal(t, again, keep(t, v, named("c", "tom", "", "Tom"), named("c", "tom", "", "Tommy Ray")), step)
		for _, tok := range []string{gone[0], gone[0][:33], forgotten[0], forgotten[0][:33]} {
			_, err := v.Get(ctx, []byte(tok))
			require.ErrorIs(t, err, vault.ErrForgotten, step)
		}
	}
	check("before")
	r, err := v.Purge(ctx, 0, false)
	require.NoError(t, err)
	require.Equal(t, 2, r.Entries)
	check("after a purge")
	require.NoError(t, v.Compact(ctx))
	check("after compaction")
	now = now.Add(time.Hour)
	late := named("c", "zoe", "", "Zoe")
	late.TTL = time.Minute
	keep(t, v, late)
	now = now.Add(time.Hour)
	_, err = v.Purge(ctx, 0, false)
	require.NoError(t, err)
	require.NoError(t, v.Compact(ctx))
	check("after a second round")
}

func TestManyWritings(t *testing.T) {
	v, err := vault.NewMemory(ctx, keys.New())
	require.NoError(t, err)
	defer v.Close()
	var items []vault.Item
	for i := range 3000 {
		items = append(items, named("c", fmt.Sprint("p", i%3), "", fmt.Sprint("n", i)))
	}
	toks, err := v.Put(ctx, items...)
	require.NoError(t, err)
	seen := map[string]bool{}
	for i, tok := range toks {
		require.False(t, seen[string(tok)])
		seen[string(tok)] = true
		e, err := v.Get(ctx, bytes.ToUpper(tok))
		require.NoError(t, err)
		require.Equal(t, fmt.Sprint("n", i), string(e.Reveal()))
	}
}

func TestKeepAndOriginal(t *testing.T) {
	v, err := vault.NewMemory(ctx, keys.New())
	require.NoError(t, err)
	plain, err := v.Keep("c", "PHONE", []byte("212-555-0147"))
	require.NoError(t, err)
	main, err := v.KeepAs("c", "PERSON", []byte("ann"), []byte("Ann Lee"), []byte("Ann Lee"))
	require.NoError(t, err)
	alias, err := v.KeepAs("c", "PERSON", []byte("ann"), []byte("Ann Lee"), []byte("Ann"))
	require.NoError(t, err)
	for tok, want := range map[string]string{string(plain): "212-555-0147", string(main): "Ann Lee", string(alias): "Ann"} {
		require.True(t, v.IsToken([]byte(tok)))
		got, err := v.Original([]byte(tok))
		require.NoError(t, err)
		require.Equal(t, want, string(got))
	}
	_, err = v.Original(append(plain, 'x'))
	require.ErrorIs(t, err, token.ErrSyntax)
	_, err = v.Keep("", "PHONE", nil)
	require.ErrorIs(t, err, vault.ErrInput)
	_, err = v.KeepAs("c", "PASSWORD", []byte("x"), nil, []byte("x"))
	require.ErrorIs(t, err, vault.ErrSecret)

	it := named("c", "ann", "Ann Lee", "Ann")
	js, err := it.MarshalText()
	require.NoError(t, err)
	for _, s := range []string{it.String(), fmt.Sprintf("%v %+v %d", it, it, it), string(js), it.LogValue().String()} {
		require.Contains(t, s, "vault.Item[PERSON]")
		require.NotContains(t, s, "Ann")
	}
}
