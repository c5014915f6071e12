package vault_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/vault"
)

func TestCompactKeepsWhatCounts(t *testing.T) {
	v, _, c := memory(t)
	short := item("a", "PHONE", "+1 202 555 0143")
	short.TTL = time.Hour
	random := item("a", "ID", "r")
	random.Random = true
	toks := put(t, v, item("a", "EMAIL", "ann@example.com"), short, random, item("b", "EMAIL", "bob@example.com"), item("held", "EMAIL", "h@example.com"), item("gone", "ID", "g"))
	require.NoError(t, v.Hold(ctx, "held", true))
	_, err := v.Forget(ctx, "gone")
	require.NoError(t, err)
	c.t = c.t.Add(2 * time.Hour)
	_, err = v.Purge(ctx, 0, false)
	require.NoError(t, err)
	require.NoError(t, v.Touch(ctx, "b"))
	before := v.Counter()
	check := func() {
		want(t, v, toks[0], "ann@example.com")
		refuse(t, v, toks[1], vault.ErrForgotten)
		want(t, v, toks[2], "r")
		want(t, v, toks[3], "bob@example.com")
		refuse(t, v, toks[5], vault.ErrForgotten)
		_, err := v.Forget(ctx, "held")
		require.ErrorIs(t, err, vault.ErrHeld)
		_, err = v.Subject(ctx, "gone")
		require.ErrorIs(t, err, vault.ErrForgotten)
		r, err := v.Subject(ctx, "b")
		require.NoError(t, err)
		require.Equal(t, c.t, r.Touched)
		r, err = v.Subject(ctx, "a")
		require.NoError(t, err)
		require.Len(t, r.Entries, 2)
	}
	check()
	for range 3 {
		require.NoError(t, v.Compact(ctx))
		check()
	}
	require.Greater(t, v.Counter(), before)
	require.Equal(t, toks[0], put(t, v, item("a", "EMAIL", "ann@example.com"))[0], "equal values keep their token")
	var audit bytes.Buffer
	require.NoError(t, v.WriteAudit(ctx, &audit))
	n, err := v.VerifyAudit(ctx, bytes.NewReader(audit.Bytes()))
	require.NoError(t, err)
	require.Equal(t, bytes.Count(audit.Bytes(), []byte("\n")), n)
	require.Equal(t, 3, bytes.Count(audit.Bytes(), []byte(`"compact"`)))
	_, err = v.Forget(ctx, "a")
	require.NoError(t, err)
	refuse(t, v, toks[0], vault.ErrForgotten)
	want(t, v, toks[3], "bob@example.com")
	require.NoError(t, v.Close())
	require.ErrorIs(t, v.Compact(ctx), vault.ErrClosed)
}

func TestCompactFailures(t *testing.T) {
	j, set, kept := recorded(t)
	v, err := vault.Open(ctx, j, set)
	require.NoError(t, err)
	require.ErrorIs(t, v.Compact(ctx), vault.ErrBroken, "this journal cannot be rewritten")
	for tok, value := range kept {
		want(t, v, []byte(tok), value)
	}
	m, _, _ := memory(t)
	tok := put(t, m, item("a", "ID", "x"))[0]
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	require.ErrorIs(t, m.Compact(stopped), context.Canceled)
	want(t, m, tok, "x")
	require.NoError(t, m.Compact(ctx))
}

func TestNilIsAnError(t *testing.T) {
	_, err := vault.NewMemory(ctx, nil)
	require.ErrorIs(t, err, keys.ErrClosed)
	_, err = vault.NewMemory(ctx, keys.New(), nil)
	require.ErrorIs(t, err, vault.ErrInput)
	_, err = vault.Open(ctx, nil, keys.New())
	require.ErrorIs(t, err, vault.ErrInput)
	_, err = vault.Open(ctx, &tape{id: keys.VaultID{1}, gen: 1}, nil)
	require.ErrorIs(t, err, keys.ErrClosed)
}

func TestSmallThingsOfTheVault(t *testing.T) {
	v, _, _ := memory(t)
	tok := put(t, v, item("a", "ID", "secret value"))[0]
	b, err := json.Marshal(v)
	require.NoError(t, err)
	require.Equal(t, `"vault.Engine[1 subjects, 1 entries]"`, string(b))
	require.Equal(t, "vault: audit record 3 does not fit", (&vault.AuditError{Line: 3}).Error())
	e, err := v.Get(ctx, tok)
	require.NoError(t, err)
	require.Equal(t, string(tok), e.String())
	require.Nil(t, vault.Entry{}.Reveal())
	require.Error(t, v.WriteAudit(ctx, failing{}))

	ttl := item("a", "PHONE", "+1 202 555 0143")
	ttl.TTL = time.Minute
	put(t, v, ttl)
	r, err := v.Subject(ctx, "a")
	require.NoError(t, err)
	var csv bytes.Buffer
	require.NoError(t, r.RevealCSV(&csv))
	require.Contains(t, csv.String(), "2026-01-01T12:01:00Z")
	for _, f := range []func(context.Context) error{
		func(c context.Context) error { _, err := v.Put(c, item("a", "ID", "x")); return err },
		func(c context.Context) error { _, err := v.Forget(c, "a"); return err },
		func(c context.Context) error { return v.Touch(c, "a") },
	} {
		stopped, cancel := context.WithCancel(ctx)
		cancel()
		require.ErrorIs(t, f(stopped), context.Canceled)
	}
	require.ErrorIs(t, v.Touch(ctx, "nobody"), vault.ErrNotFound)
}

// failing is a writer without room.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestARootThatCannotBeSaved(t *testing.T) {
	var saved []byte
	store := &slot{b: &saved}
	set, err := keys.Create(ctx, store)
	require.NoError(t, err)
	v, err := vault.NewMemory(ctx, set)
	require.NoError(t, err)
	tok := put(t, v, item("a", "ID", "x"), item("b", "ID", "y"))
	store.err = errors.New("full")
	_, err = v.Forget(ctx, "a")
	require.ErrorIs(t, err, store.err)
	want(t, v, tok[0], "x")
	store.err = nil
	_, err = v.Forget(ctx, "a")
	require.NoError(t, err)
	want(t, v, tok[1], "y")
	_, err = vault.NewMemory(ctx, set)
	require.NoError(t, err)
	require.NoError(t, set.Close())
	_, err = v.Put(ctx, item("a", "ID", "x"))
	require.Error(t, err)
}

// slot is a store in memory.
type slot struct {
	b   *[]byte
	err error
}

func (s *slot) Load(context.Context) ([]byte, error) { return bytes.Clone(*s.b), nil }
func (s *slot) Save(_ context.Context, b []byte, _ bool) error {
	if s.err == nil {
		*s.b = bytes.Clone(b)
	}
	return s.err
}

func ExampleEngine_Compact() {
	v, _ := vault.NewMemory(ctx, keys.New())
	toks, _ := v.Put(ctx, vault.Item{Subject: "client 17", Type: "EMAIL", Value: []byte("ann@example.com")})
	_ = v.Compact(ctx)
	e, _ := v.Get(ctx, toks[0])
	fmt.Println(string(e.Reveal()))
	// Output: ann@example.com
}

// rewritable is a tape whose Rewrite fails at a record, or whose reads fail.
type rewritable struct {
	*tape
	failAt int
}

func (m *rewritable) Rewrite(_ []byte, _ uint64, write func(emit func([]byte) error) error) error {
	var recs [][]byte
	err := write(func(rec []byte) error {
		if len(recs) == m.failAt {
			return errors.New("full")
		}
		recs = append(recs, bytes.Clone(rec))
		return nil
	})
	if err == nil {
		m.recs = recs
	}
	return err
}

func TestCompactFailsAtEachRecord(t *testing.T) {
	j, set, kept := recorded(t)
	for at := 0; ; at++ {
		m := &rewritable{tape: j, failAt: at}
		v, err := vault.Open(ctx, m, set)
		require.NoError(t, err)
		err = v.Compact(ctx)
		for tok, value := range kept {
			want(t, v, []byte(tok), value)
		}
		if err == nil {
			require.Greater(t, at, 10)
			j.err = errors.New("unreadable")
			require.ErrorIs(t, v.Compact(ctx), j.err)
			return
		}
		require.EqualError(t, err, "full")
		require.ErrorIs(t, v.Compact(ctx), vault.ErrBroken)
	}
}
