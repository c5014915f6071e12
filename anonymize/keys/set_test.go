package keys_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/keys"
)

var ctx = context.Background()

func create(t *testing.T) (*keys.Set, keys.File) {
	t.Helper()
	f := keys.File(filepath.Join(t.TempDir(), "keys"))
	s, err := keys.Create(ctx, f)
	require.NoError(t, err)
	return s, f
}

func TestStates(t *testing.T) {
	s, f := create(t)
	c := keys.Context{Use: "test"}
	first := s.Primary()
	before, err := s.Derive(first, c, 32)
	require.NoError(t, err)
	second, err := s.Rotate(ctx)
	require.NoError(t, err)
	require.Equal(t, second, s.Primary())

	require.ErrorIs(t, s.Destroy(ctx, second), keys.ErrPrimary)
	require.ErrorIs(t, s.Disable(ctx, second), keys.ErrPrimary)
	require.ErrorIs(t, s.Disable(ctx, 0), keys.ErrNotFound)

	require.NoError(t, s.Disable(ctx, first))
	_, err = s.Derive(first, c, 32)
	require.ErrorIs(t, err, keys.ErrDisabled)
	require.ErrorIs(t, s.SetPrimary(ctx, first), keys.ErrDisabled)
	require.NoError(t, s.Enable(ctx, first))
	again, err := s.Derive(first, c, 32)
	require.NoError(t, err)
	require.Equal(t, before, again)

	require.NoError(t, s.Destroy(ctx, first))
	_, err = s.Derive(first, c, 32)
	require.ErrorIs(t, err, keys.ErrForgotten)
	require.ErrorIs(t, s.Enable(ctx, first), keys.ErrForgotten)

	reopened, err := keys.Open(ctx, f)
	require.NoError(t, err)
	require.Equal(t, s.Keys(), reopened.Keys())
	_, err = reopened.Derive(first, c, 32)
	require.ErrorIs(t, err, keys.ErrForgotten)

	require.NoError(t, s.Close())
	_, err = s.Derive(second, c, 32)
	require.ErrorIs(t, err, keys.ErrClosed)
	_, err = s.Rotate(ctx)
	require.ErrorIs(t, err, keys.ErrClosed)
}

func TestContextsAreUnrelated(t *testing.T) {
	s := keys.New()
	seen := map[string]keys.Context{}
	for _, c := range []keys.Context{{}, {Use: "a"}, {Purpose: "a"}, {Type: "a"}, {Use: "ab"}, {Use: "a", Purpose: "b"}, {Use: "a", Type: "b"}} {
		k, err := s.Derive(s.Primary(), c, 32)
		require.NoError(t, err)
		require.NotContains(t, seen, string(k))
		seen[string(k)] = c
	}
}

func TestRotationWhileReadersRun(t *testing.T) {
	s, _ := create(t)
	first := s.Primary()
	c := keys.Context{Use: "test"}
	want, err := s.Derive(first, c, 32)
	require.NoError(t, err)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				got, err := s.Derive(first, c, 32)
				if err != nil || !bytes.Equal(got, want) {
					t.Error("an enabled key changed during rotation")
					return
				}
				if _, err := s.Derive(s.Primary(), c, 32); err != nil {
					t.Error("no usable primary during rotation")
					return
				}
			}
		})
	}
	for range 20 {
		_, err := s.Rotate(ctx)
		require.NoError(t, err)
	}
	close(stop)
	wg.Wait()
	require.Len(t, s.Keys(), 21)
}

func TestTwoSetsOfOneFile(t *testing.T) {
	a, f := create(t)
	b, err := keys.Open(ctx, f)
	require.NoError(t, err)
	var wg sync.WaitGroup
	for _, s := range []*keys.Set{a, b} {
		wg.Go(func() {
			for range 10 {
				if _, err := s.Rotate(ctx); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	c, err := keys.Open(ctx, f)
	require.NoError(t, err)
	require.Len(t, c.Keys(), 21, "no change of either is lost")
}

func TestFile(t *testing.T) {
	_, f := create(t)
	fi, err := os.Stat(string(f))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), fi.Mode().Perm())

	_, err = keys.Create(ctx, f)
	require.ErrorIs(t, err, keys.ErrExists)
	_, err = keys.Open(ctx, f+"x")
	require.ErrorIs(t, err, keys.ErrNotFound)
	require.NotContains(t, err.Error(), string(f))

	for _, mode := range []os.FileMode{0o640, 0o604, 0o620, 0o660, 0o644} {
		require.NoError(t, os.Chmod(string(f), mode))
		_, err = keys.Open(ctx, f)
		require.ErrorIs(t, err, keys.ErrPermissions, mode)
	}
	require.NoError(t, os.Chmod(string(f), 0o600))
	link := f + "-link"
	require.NoError(t, os.Symlink(string(f), string(link)))
	_, err = keys.Open(ctx, link)
	require.ErrorIs(t, err, keys.ErrPermissions)
}

func TestEveryFlippedBitOfAFileIsFound(t *testing.T) {
	s, f := create(t)
	_, err := s.AddRoot(ctx, keys.VaultID{1}, 1)
	require.NoError(t, err)
	good, err := os.ReadFile(string(f))
	require.NoError(t, err)
	for i := range len(good) * 8 {
		bad := bytes.Clone(good)
		bad[i/8] ^= 1 << (i % 8)
		got, err := keys.Open(ctx, memory{&bad})
		if err == nil { // white space at the end, which says nothing
			require.Equal(t, s.Keys(), got.Keys(), i)
			continue
		}
		require.ErrorIs(t, err, keys.ErrTampered)
	}
}

func TestEnvironmentAndKMS(t *testing.T) {
	s, f := create(t)
	b, err := os.ReadFile(string(f))
	require.NoError(t, err)
	t.Setenv("LETHE_TEST_KEYS", string(b))
	e, err := keys.Open(ctx, keys.Env("LETHE_TEST_KEYS"))
	require.NoError(t, err)
	require.Equal(t, s.Keys(), e.Keys())
	_, err = e.Rotate(ctx)
	require.ErrorIs(t, err, keys.ErrReadOnly)
	require.Len(t, e.Keys(), 1, "a change that was not saved is not made")
	_, err = keys.Open(ctx, keys.Env("LETHE_TEST_NO_KEYS"))
	require.ErrorIs(t, err, keys.ErrNotFound)

	var inside []byte
	store := keys.Wrapped(memory{&inside}, kms{keys.New()})
	w, err := keys.Create(ctx, store)
	require.NoError(t, err)
	require.NotContains(t, string(inside), "lethe-keyset")
	_, err = w.Rotate(ctx)
	require.NoError(t, err)
	again, err := keys.Open(ctx, store)
	require.NoError(t, err)
	require.Equal(t, w.Keys(), again.Keys())
	_, err = keys.Open(ctx, keys.Wrapped(memory{&inside}, kms{keys.New()}))
	require.Error(t, err)
}

func TestRoots(t *testing.T) {
	s, f := create(t)
	v := keys.VaultID{1, 2, 3}
	_, err := s.Root(v, 1)
	require.ErrorIs(t, err, keys.ErrWrongKey)
	one, err := s.AddRoot(ctx, v, 1)
	require.NoError(t, err)
	two, err := s.AddRoot(ctx, v, 2)
	require.NoError(t, err)
	require.NotEqual(t, one, two)
	got, err := s.Root(v, 1)
	require.NoError(t, err)
	require.Equal(t, one, got)
	require.NoError(t, s.KeepRoot(ctx, v, 2))
	_, err = s.Root(v, 1)
	require.ErrorIs(t, err, keys.ErrForgotten)
	_, err = s.AddRoot(ctx, v, 1)
	require.ErrorIs(t, err, keys.ErrForgotten)

	b, err := os.ReadFile(string(f))
	require.NoError(t, err)
	require.NotContains(t, string(b), base64.RawStdEncoding.EncodeToString(one))
	reopened, err := keys.Open(ctx, f)
	require.NoError(t, err)
	got, err = reopened.Root(v, 2)
	require.NoError(t, err)
	require.Equal(t, two, got)
}

func TestNothingPrintsASecret(t *testing.T) {
	s, f := create(t)
	b, err := os.ReadFile(string(f))
	require.NoError(t, err)
	m := regexp.MustCompile(`(?m)^key \S+ \S+ \S+ \S+ (\S+)$`).FindSubmatch(b)
	require.NotNil(t, m)
	secret, err := base64.RawStdEncoding.DecodeString(string(m[1]))
	require.NoError(t, err)

	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%p", "%t"} {
		fmt.Fprintf(&out, verb+verb, s, struct{ S *keys.Set }{s})
	}
	j, err := json.Marshal(map[string]any{"s": s})
	require.NoError(t, err)
	out.Write(j)
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "set", s)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "set", s)
	for _, form := range []string{string(secret), string(m[1]), fmt.Sprintf("%x", secret), fmt.Sprintf("%X", secret), fmt.Sprint(secret)} {
		require.NotContains(t, out.String(), form)
	}
	require.Contains(t, out.String(), s.Primary().String())
}

// memory is a Store in memory.
type memory struct{ b *[]byte }

func (m memory) Load(context.Context) ([]byte, error)           { return bytes.Clone(*m.b), nil }
func (m memory) Save(_ context.Context, b []byte, _ bool) error { *m.b = bytes.Clone(b); return nil }

// kms wraps with a keyset of its own, as a key service would.
type kms struct{ s *keys.Set }

func (k kms) Wrap(_ context.Context, b []byte) ([]byte, error) {
	return k.s.Seal(nil, keys.Randomized, "kms", "keyset", b, nil)
}

func (k kms) Unwrap(_ context.Context, b []byte) ([]byte, error) {
	return k.s.Open(nil, "kms", "keyset", b, nil)
}

func ExampleSet_Rotate() {
	set := keys.New()
	old := set.Primary()
	fresh, _ := set.Rotate(context.Background())
	_ = set.Disable(context.Background(), old)
	for _, k := range set.Keys() {
		fmt.Println(k.ID == fresh, k.Primary, k.Status)
	}
	// Output:
	// false false disabled
	// true true enabled
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte("lethe-keyset 1\nprimary 0001\nsum 00\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := keys.Open(ctx, memory{&b}); err == nil {
			t.Fatal("random bytes are a keyset")
		}
	})
}
