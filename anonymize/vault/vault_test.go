package vault_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/token"
	"github.com/lethe-pii/lethe/anonymize/vault"
)

var (
	ctx      = context.Background()
	subjects = flag.Int("subjects", 20_000, "subjects in the test of forgetting among many")
)

// clock is a clock that stands still until it is moved.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func memory(t testing.TB) (*vault.Engine, *keys.Set, *clock) {
	t.Helper()
	c := &clock{time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)}
	set := keys.New()
	v, err := vault.NewMemory(ctx, set, vault.WithClock(c.now))
	require.NoError(t, err)
	return v, set, c
}

func put(t testing.TB, v *vault.Engine, items ...vault.Item) [][]byte {
	t.Helper()
	toks, err := v.Put(ctx, items...)
	require.NoError(t, err)
	require.Len(t, toks, len(items))
	return toks
}

func item(subject, typ, value string) vault.Item {
	return vault.Item{Subject: subject, Type: typ, Value: []byte(value)}
}

func want(t testing.TB, v *vault.Engine, tok []byte, value string) {
	t.Helper()
	e, err := v.Get(ctx, tok)
	require.NoError(t, err)
	require.Equal(t, value, string(e.Reveal()))
}

func refuse(t testing.TB, v *vault.Engine, tok []byte, target error) {
	t.Helper()
	_, err := v.Get(ctx, tok)
	require.ErrorIs(t, err, target)
}

func TestTokens(t *testing.T) {
	v, set, _ := memory(t)
	phone := item("ann", "PHONE", "+1 202 555 0143")
	toks := put(t, v, phone, item("ann", "EMAIL", "ann@example.com"), phone)
	require.Equal(t, toks[0], toks[2], "convergent within a call")
	require.Equal(t, toks[0], put(t, v, phone)[0], "and over calls")
	other := phone
	other.Subject = "bob"
	random := phone
	random.Random = true
	more := put(t, v, other, random, random)
	all := append(slices.Clone(toks[:2]), more...)
	for i := range all {
		for j := range i {
			require.NotEqual(t, all[i], all[j])
		}
		require.True(t, v.IsToken(all[i]))
	}
	for _, tok := range [][]byte{toks[0], more[0], more[1], bytes.ToLower(toks[0])} {
		want(t, v, tok, "+1 202 555 0143")
	}
	want(t, v, toks[1], "ann@example.com")

	refuse(t, v, []byte("PHONE"), token.ErrSyntax)
	unknown, err := token.New(set, "vault").AppendVault(nil, "PHONE", token.Body{1}, 0)
	require.NoError(t, err)
	refuse(t, v, unknown, vault.ErrNotFound)
	keyed, err := token.New(set, "vault").AppendToken(nil, "PHONE", []byte("x"))
	require.NoError(t, err)
	refuse(t, v, keyed, vault.ErrNotFound)
	require.False(t, v.IsToken(keyed))
	changed := bytes.Clone(toks[0])
	changed[len(changed)-1] ^= 1
	_, err = v.Get(ctx, changed)
	require.Error(t, err)
}

func TestRefusedItems(t *testing.T) {
	v, _, _ := memory(t)
	for _, typ := range vault.SecretTypes() {
		_, err := v.Put(ctx, item("ann", "EMAIL", "ann@example.com"), item("ann", typ, "x"))
		require.ErrorIs(t, err, vault.ErrSecret, typ)
	}
	_, err := v.Subject(ctx, "ann")
	require.ErrorIs(t, err, vault.ErrNotFound, "nothing of a refused call is kept")
	for _, it := range []vault.Item{item("", "EMAIL", "x"), item(strings.Repeat("x", 5000), "EMAIL", "x"),
		{Subject: "a", Type: "EMAIL", Value: make([]byte, vault.MaxValue+1)}, {Subject: "a", Type: "EMAIL", TTL: -1}} {
		_, err := v.Put(ctx, it)
		require.ErrorIs(t, err, vault.ErrInput)
	}
	_, err = v.Put(ctx, item("a", "no type", "x"))
	require.ErrorIs(t, err, token.ErrType)
	toks, err := v.Put(ctx)
	require.NoError(t, err)
	require.Empty(t, toks)
}

func TestForget(t *testing.T) {
	v, set, _ := memory(t)
	var toks [][]byte
	for i := range 200 {
		toks = append(toks, put(t, v, item("s"+strconv.Itoa(i), "PHONE", "+1 202 555 0143"))...)
	}
	r, err := v.Forget(ctx, "s77")
	require.NoError(t, err)
	require.Equal(t, 1, r.Entries)
	require.Equal(t, uint64(2), r.Generation)
	require.Len(t, r.Audit, 64)
	require.NotContains(t, fmt.Sprint(r), "s77")
	for i, tok := range toks {
		if i == 77 {
			refuse(t, v, tok, vault.ErrForgotten)
			continue
		}
		want(t, v, tok, "+1 202 555 0143")
	}
	_, err = v.Forget(ctx, "s77")
	require.ErrorIs(t, err, vault.ErrForgotten)
	_, err = v.Forget(ctx, "nobody")
	require.ErrorIs(t, err, vault.ErrNotFound)
	_, err = v.Subject(ctx, "s77")
	require.ErrorIs(t, err, vault.ErrForgotten)

	again := put(t, v, item("s77", "PHONE", "+1 202 555 0143"))[0]
	require.NotEqual(t, toks[77], again, "who comes back is a new subject")
	want(t, v, again, "+1 202 555 0143")
	refuse(t, v, toks[77], vault.ErrForgotten)
	require.NoError(t, v.Close())
	refuse(t, v, again, vault.ErrClosed)
	_ = set
}

func TestForgetAmongMany(t *testing.T) {
	v, _, _ := memory(t)
	var toks [][]byte
	for i := 0; i < *subjects; i += 500 {
		var items []vault.Item
		for j := i; j < i+500; j++ {
			items = append(items, item(strconv.Itoa(j), "ID", strconv.Itoa(j)))
		}
		toks = append(toks, put(t, v, items...)...)
	}
	var times []time.Duration
	for i := range 200 {
		s := i * 7919 % *subjects
		start := time.Now()
		_, err := v.Forget(ctx, strconv.Itoa(s))
		times = append(times, time.Since(start))
		require.NoError(t, err)
		refuse(t, v, toks[s], vault.ErrForgotten)
	}
	gone := 0
	for i, tok := range toks {
		if _, err := v.Get(ctx, tok); errors.Is(err, vault.ErrForgotten) {
			gone++
			continue
		}
		want(t, v, tok, strconv.Itoa(i))
	}
	require.Equal(t, 200, gone)
	slices.Sort(times)
	t.Logf("forget of %d subjects: median %v, p99 %v", *subjects, times[100], times[198])
}

func TestPurge(t *testing.T) {
	day := 24 * time.Hour
	v, _, c := memory(t)
	start := c.t
	old := put(t, v, item("old", "EMAIL", "old@example.com"))[0]
	held := put(t, v, item("held", "EMAIL", "held@example.com"))[0]
	require.NoError(t, v.Hold(ctx, "held", true))
	touched := put(t, v, item("touched", "EMAIL", "t@example.com"))[0]
	short := item("touched", "PHONE", "+1 202 555 0143")
	short.TTL = 30 * day
	expiring := put(t, v, short)[0]
	c.t = start.Add(31 * day)
	refuse(t, v, expiring, vault.ErrForgotten)
	require.NoError(t, v.Touch(ctx, "touched"))

	c.t = start.Add(729 * day)
	r, err := v.Purge(ctx, 730*day, true)
	require.NoError(t, err)
	require.Equal(t, vault.PurgeReport{Entries: 1, Types: map[string]int{"PHONE": 1}}, r)
	c.t = start.Add(731 * day)
	dry, err := v.Purge(ctx, 730*day, true)
	require.NoError(t, err)
	want(t, v, old, "old@example.com")
	wet, err := v.Purge(ctx, 730*day, false)
	require.NoError(t, err)
	require.Equal(t, dry, wet)
	require.Equal(t, vault.PurgeReport{Subjects: 1, Entries: 2, Held: 1, Types: map[string]int{"EMAIL": 1, "PHONE": 1}}, wet)
	refuse(t, v, old, vault.ErrForgotten)
	refuse(t, v, expiring, vault.ErrForgotten)
	want(t, v, held, "held@example.com")
	want(t, v, touched, "t@example.com")

	_, err = v.Forget(ctx, "held")
	require.ErrorIs(t, err, vault.ErrHeld)
	require.NoError(t, v.Hold(ctx, "held", false))
	_, err = v.Purge(ctx, 730*day, false)
	require.NoError(t, err)
	refuse(t, v, held, vault.ErrForgotten)
	_, err = v.Purge(ctx, -1, false)
	require.ErrorIs(t, err, vault.ErrInput)

	again := put(t, v, short)[0]
	require.NotEqual(t, expiring, again, "a purged value that comes back cannot be linked")
	want(t, v, again, "+1 202 555 0143")
	refuse(t, v, expiring, vault.ErrForgotten)
	require.Equal(t, touched, put(t, v, item("touched", "EMAIL", "t@example.com"))[0], "what stayed keeps its token")
	rep, err := v.Subject(ctx, "touched")
	require.NoError(t, err)
	require.Len(t, rep.Entries, 2)
}

// A clock that goes back and the longest TTL lose nothing.
func TestClockAndLongTTL(t *testing.T) {
	v, _, c := memory(t)
	long := item("a", "EMAIL", "long")
	long.TTL = math.MaxInt64
	toks := put(t, v, long, item("b", "EMAIL", ""))
	want(t, v, toks[0], "long")
	want(t, v, toks[1], "")
	day := 24 * time.Hour
	require.NoError(t, v.Touch(ctx, "b"))
	c.t = c.t.Add(-100 * day)
	require.NoError(t, v.Touch(ctx, "b"))
	put(t, v, item("b", "EMAIL", ""))
	c.t = c.t.Add(120 * day)
	r, err := v.Purge(ctx, 30*day, false)
	require.NoError(t, err)
	require.Zero(t, r.Subjects)
	want(t, v, toks[1], "")
}

func TestReport(t *testing.T) {
	v, _, _ := memory(t)
	put(t, v, item("ann", "EMAIL", "ann@example.com"), item("ann", "PHONE", "+1 202 555 0143"), item("bob", "EMAIL", "bob@example.com"))
	r, err := v.Subject(ctx, "ann")
	require.NoError(t, err)
	require.Len(t, r.Entries, 2)
	var j, c bytes.Buffer
	require.NoError(t, r.RevealJSON(&j))
	require.NoError(t, r.RevealCSV(&c))
	require.True(t, json.Valid(j.Bytes()))
	rows, err := csv.NewReader(&c).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 3)
	require.Equal(t, "ann@example.com", rows[1][3])
	require.Contains(t, j.String(), "+1 202 555 0143")
	require.NotContains(t, j.String(), "bob")
}

func TestNothingPrintsAValue(t *testing.T) {
	v, _, _ := memory(t)
	put(t, v, item("canary-subject", "EMAIL", "canary-value"))
	r, err := v.Subject(ctx, "canary-subject")
	require.NoError(t, err)
	var out bytes.Buffer
	for _, x := range []any{v, r, &r, r.Entries[0], &r.Entries[0], r.Entries, struct{ E vault.Entry }{r.Entries[0]}, map[string]any{"x": r.Entries[0]}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			fmt.Fprintf(&out, verb+"\n", x)
		}
		slog.New(slog.NewJSONHandler(&out, nil)).Info("m", "x", x)
		slog.New(slog.NewTextHandler(&out, nil)).Info("m", "x", x)
	}
	require.NoError(t, v.WriteAudit(ctx, &out))
	for _, canary := range []string{"canary-value", fmt.Sprintf("%x", "canary-value"), fmt.Sprint([]byte("canary-value"))} {
		require.NotContains(t, out.String(), canary)
	}
	require.NotContains(t, strings.Join(strings.SplitAfter(out.String(), "\n")[:7], ""), "canary-subject")
}

func TestAudit(t *testing.T) {
	v, _, _ := memory(t)
	put(t, v, item("ann", "EMAIL", "ann@example.com"))
	require.NoError(t, v.Touch(ctx, "ann"))
	require.NoError(t, v.Note(ctx, "restore", map[string]int{"EMAIL": 3}))
	_, err := v.Forget(ctx, "ann")
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, v.WriteAudit(ctx, &b))
	require.NotContains(t, b.String(), "ann")
	n, err := v.VerifyAudit(ctx, bytes.NewReader(b.Bytes()))
	require.NoError(t, err)
	require.Equal(t, 4, n)
	good := b.Bytes()
	for i := range good {
		bad := bytes.Clone(good)
		bad[i] ^= 1
		_, err := v.VerifyAudit(ctx, bytes.NewReader(bad))
		var ae *vault.AuditError
		require.ErrorAs(t, err, &ae, i)
		require.ErrorIs(t, err, vault.ErrTampered)
		line := 1 + bytes.Count(good[:i], []byte("\n"))
		require.Equal(t, line, ae.Line, i)
	}
	lines := bytes.SplitAfter(good, []byte("\n"))
	_, err = v.VerifyAudit(ctx, bytes.NewReader(slices.Concat(lines[0], lines[2], lines[3])))
	require.Error(t, err, "a gap")
	other, _, _ := memory(t)
	_, err = other.VerifyAudit(ctx, bytes.NewReader(good))
	require.Error(t, err, "another vault's")
}

func TestConcurrentUse(t *testing.T) {
	v, set, _ := memory(t)
	var wg sync.WaitGroup
	toks := make([][]byte, 16)
	for g := range 16 {
		wg.Go(func() {
			for i := range 60 {
				got, err := v.Put(ctx, item("shared", "EMAIL", "ann@example.com"), item("s"+strconv.Itoa(g), "ID", strconv.Itoa(i)))
				if err != nil {
					t.Error(err)
					return
				}
				toks[g] = got[0]
				if _, err := v.Get(ctx, got[1]); err != nil {
					t.Error(err)
				}
				if i == 30 {
					if _, err := v.Forget(ctx, "s"+strconv.Itoa(g)); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Go(func() {
		for range 5 {
			_, _ = set.Rotate(ctx)
		}
	})
	wg.Wait()
	a, err := token.Parse(toks[0])
	require.NoError(t, err)
	for _, tok := range toks[1:] {
		b, err := token.Parse(tok)
		require.NoError(t, err)
		require.Equal(t, a.Body, b.Body, "one value, one token")
	}
}

func ExampleEngine_Forget() {
	v, _ := vault.NewMemory(context.Background(), keys.New())
	toks, _ := v.Put(context.Background(), vault.Item{Subject: "client 17", Type: "EMAIL", Value: []byte("ann@example.com")})
	e, _ := v.Get(context.Background(), toks[0])
	fmt.Println(string(e.Reveal()))
	r, _ := v.Forget(context.Background(), "client 17")
	_, err := v.Get(context.Background(), toks[0])
	fmt.Println(r.Entries, errors.Is(err, vault.ErrForgotten))
	// Output:
	// ann@example.com
	// 1 true
}

func BenchmarkPutNewSubjects(b *testing.B) {
	v, _, _ := memory(b)
	items := make([]vault.Item, 1000)
	n := 0
	for b.Loop() {
		for i := range items {
			n++
			items[i] = item(strconv.Itoa(n), "EMAIL", "ann@example.com")
		}
		put(b, v, items...)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "inserts/s")
}
