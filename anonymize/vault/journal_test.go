package vault_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/vault"
)

// tape is a Journal whose content a test can see, change and play again, and that can fail.
type tape struct {
	id   keys.VaultID
	gen  uint64
	n    uint64
	recs [][]byte
	err  error
}

func (m *tape) ID() keys.VaultID   { return m.id }
func (m *tape) Generation() uint64 { return m.gen }
func (m *tape) Counter() uint64    { return m.n }
func (m *tape) Close() error       { return nil }

func (m *tape) Replay(f func(vault.Ref, []byte) error) error {
	for i, r := range m.recs {
		if err := f(vault.Ref{Offset: int64(i)}, r); err != nil {
			return err
		}
	}
	return m.err
}

func (m *tape) Append(recs [][]byte, _ bool) (refs []vault.Ref, err error) {
	if m.err != nil {
		return nil, m.err
	}
	for _, r := range recs {
		refs = append(refs, vault.Ref{Offset: int64(len(m.recs))})
		m.recs = append(m.recs, r)
	}
	m.n++
	return refs, nil
}

func (m *tape) Rekey(_ []byte, gen uint64) error   { m.gen = gen; return m.err }
func (m *tape) Read(ref vault.Ref) ([]byte, error) { return m.recs[ref.Offset], m.err }

// recorded returns a tape with something of every kind of record.
func recorded(t testing.TB) (*tape, *keys.Set, map[string]string) {
	t.Helper()
	j, set := &tape{id: keys.VaultID{1}, gen: 1}, keys.New()
	_, err := set.AddRoot(ctx, j.id, 1)
	require.NoError(t, err)
	c := &clock{}
	c.t = c.t.AddDate(2025, 0, 0)
	v, err := vault.Open(ctx, j, set, vault.WithClock(c.now))
	require.NoError(t, err)
	short := item("a", "PHONE", "short")
	short.TTL = 1
	toks := put(t, v, item("a", "EMAIL", "one"), item("b", "EMAIL", "two"), item("c", "EMAIL", "three"), short)
	require.NoError(t, v.Hold(ctx, "b", true))
	require.NoError(t, v.Touch(ctx, "b"))
	_, err = v.Forget(ctx, "c")
	require.NoError(t, err)
	c.t = c.t.AddDate(0, 0, 1)
	_, err = v.Purge(ctx, 0, false)
	require.NoError(t, err)
	require.NoError(t, v.Close())
	return j, set, map[string]string{string(toks[0]): "one", string(toks[1]): "two"}
}

func TestPlayedAgain(t *testing.T) {
	j, set, kept := recorded(t)
	v, err := vault.Open(ctx, j, set)
	require.NoError(t, err)
	for tok, value := range kept {
		want(t, v, []byte(tok), value)
	}
	_, err = v.Forget(ctx, "b")
	require.ErrorIs(t, err, vault.ErrHeld)
	_, err = v.Subject(ctx, "c")
	require.ErrorIs(t, err, vault.ErrForgotten)
	again := put(t, v, item("a", "EMAIL", "one"))[0]
	require.Equal(t, "one", kept[string(again)], "the same token after keys changed and the vault was opened again")
}

// TestForeignRecords gives an Engine records that no Engine wrote: an error or no effect on values, and never a panic.
func TestForeignRecords(t *testing.T) {
	j, set, kept := recorded(t)
	refused, opened := 0, 0
	for i, rec := range j.recs {
		for n := range rec {
			for _, change := range []func([]byte) []byte{
				func(b []byte) []byte { return b[:n] },
				func(b []byte) []byte { b[n] ^= 0xff; return b },
				func(b []byte) []byte { b[n] ^= 1; return b },
				func(b []byte) []byte { return append(b, 0) },
			} {
				c := *j
				c.recs = slices.Clone(j.recs)
				c.recs[i] = change(slices.Clone(rec))
				v, err := vault.Open(ctx, &c, set)
				if err != nil {
					refused++
					continue
				}
				opened++
				for tok, value := range kept {
					if e, err := v.Get(ctx, []byte(tok)); err == nil {
						require.Equal(t, value, string(e.Reveal()))
					}
				}
			}
			if n > 80 {
				break
			}
		}
	}
	require.Greater(t, refused, 1000)
	require.Positive(t, opened)
}

func TestFailures(t *testing.T) {
	j, set, kept := recorded(t)
	v, err := vault.Open(ctx, j, set)
	require.NoError(t, err)
	j.err = errors.New("no more")
	_, err = v.Put(ctx, item("new", "EMAIL", "x"))
	require.ErrorIs(t, err, j.err)
	for tok := range kept {
		_, err = v.Get(ctx, []byte(tok))
		require.ErrorIs(t, err, j.err)
	}
	fail := j.err
	j.err = nil
	for tok, value := range kept {
		want(t, v, []byte(tok), value)
	}
	_, err = v.Put(ctx, item("new", "EMAIL", "x"))
	require.ErrorIs(t, err, vault.ErrBroken)
	_, err = v.Forget(ctx, "a")
	require.ErrorIs(t, err, vault.ErrBroken)
	require.ErrorIs(t, v.Touch(ctx, "a"), vault.ErrBroken)
	require.ErrorIs(t, v.Note(ctx, "x", nil), vault.ErrBroken)

	v, err = vault.Open(ctx, j, set)
	require.NoError(t, err)
	put(t, v, item("new", "EMAIL", "x"))
	require.NoError(t, v.Close())
	for _, f := range []func() error{
		func() error { _, err := v.Put(ctx, item("a", "EMAIL", "x")); return err },
		func() error { _, err := v.Forget(ctx, "a"); return err },
		func() error { _, err := v.Purge(ctx, 0, true); return err },
		func() error { _, err := v.Subject(ctx, "a"); return err },
		func() error { return v.Hold(ctx, "a", true) },
		func() error { return v.Note(ctx, "x", nil) },
		func() error { return v.WriteAudit(ctx, nil) },
		func() error { _, err := v.VerifyAudit(ctx, nil); return err },
		v.Close,
	} {
		require.ErrorIs(t, f(), vault.ErrClosed)
	}
	require.Zero(t, v.Counter())
	j.err = fail
	_, err = vault.Open(ctx, j, set)
	require.ErrorIs(t, err, fail)
}
