package batch

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

func TestOrderedKeepsOrder(t *testing.T) {
	items := make([]int, 200)
	for i := range items {
		items[i] = i
	}
	var got []int
	err := Ordered(context.Background(), 7, items, func(_ context.Context, i int) int {
		time.Sleep(time.Duration((i*37)%5) * 100 * time.Microsecond)
		return i * i
	}, func(i, r int) error {
		require.Equal(t, i*i, r)
		got = append(got, i)
		return nil
	})
	require.NoError(t, err)
	require.Equal(t, items, got)
}

func TestOrderedEndsEarly(t *testing.T) {
	boom := errors.New("boom")
	var calls atomic.Int32
	err := Ordered(context.Background(), 2, make([]int, 1000), func(context.Context, int) int { calls.Add(1); return 0 },
		func(int, int) error { return boom })
	require.ErrorIs(t, err, boom)
	require.Less(t, int(calls.Load()), 100)

	ctx, cancel := context.WithCancel(context.Background())
	err = Ordered(ctx, 2, make([]int, 1000), func(context.Context, int) int { cancel(); return 0 }, func(int, int) error { return nil })
	require.ErrorIs(t, err, context.Canceled)
	require.NoError(t, Ordered(context.Background(), 0, nil, func(context.Context, int) int { return 0 }, func(int, int) error { return nil }))
}

func TestFileReplacesOrLeaves(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o640))
	read := func() string { b, err := os.ReadFile(path); require.NoError(t, err); return string(b) }

	f, err := Create(context.Background(), path, 0o600)
	require.NoError(t, err)
	_, err = f.Write([]byte("half"))
	require.NoError(t, err)
	f.Abort()
	require.Equal(t, "old", read())

	ctx, cancel := context.WithCancel(context.Background())
	f, err = Create(ctx, path, 0o600)
	require.NoError(t, err)
	cancel()
	_, err = f.Write([]byte("x"))
	require.ErrorIs(t, err, context.Canceled)
	require.Error(t, f.Commit())
	require.Equal(t, "old", read())

	f, err = Create(context.Background(), path, 0o600)
	require.NoError(t, err)
	_, err = f.Write([]byte("new"))
	require.NoError(t, err)
	require.NoError(t, f.Commit())
	require.Equal(t, "new", read())
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o640), info.Mode().Perm())
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, left, 1)
}

func TestFileWritesToDevices(t *testing.T) {
	info, err := os.Stat(os.DevNull)
	require.NoError(t, err)
	f, err := Create(context.Background(), os.DevNull, 0o600)
	require.NoError(t, err)
	_, err = f.Write([]byte("x"))
	require.NoError(t, err)
	require.NoError(t, f.Commit())
	after, err := os.Stat(os.DevNull)
	require.NoError(t, err)
	require.Equal(t, info.Mode(), after.Mode())
}

func TestInputs(t *testing.T) {
	dir := t.TempDir()
	for _, p := range []string{"b.txt", "a.txt", "sub/c.txt", ".git/config"} {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, p)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, p), nil, 0o600))
	}
	files, errs := Inputs([]string{dir, filepath.Join(dir, "*.txt"), "-", filepath.Join(dir, "none"), filepath.Join(dir, "*.none")})
	var rel []string
	for _, f := range files {
		rel = append(rel, f.Rel)
	}
	require.Equal(t, []string{"a.txt", "b.txt", "sub/c.txt", "-"}, rel)
	require.Len(t, errs, 2)
	require.ErrorIs(t, errs[0], os.ErrNotExist)
}

func TestManifest(t *testing.T) {
	in, out := t.TempDir(), t.TempDir()
	file := func(name string) Input {
		path := filepath.Join(in, name)
		require.NoError(t, os.WriteFile(path, []byte(name), 0o600))
		require.NoError(t, os.WriteFile(filepath.Join(out, name), nil, 0o600))
		return Input{Path: path, Rel: name}
	}
	a, b, c := file("a"), file("b"), file("c")
	path := filepath.Join(out, ManifestName)
	m, err := OpenManifest(path, out, "s1", false)
	require.NoError(t, err)
	for _, x := range []Input{a, b} {
		info, err := os.Stat(x.Path)
		require.NoError(t, err)
		require.NoError(t, m.Add(NewRecord(x, info, map[pii.Type]int{"EMAIL": 1}, map[string]string{"b": "binary file"}[x.Rel])))
	}
	require.NoError(t, m.Close())
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = f.WriteString(`{"file":"c","si`) // the run was killed here
	require.NoError(t, err)
	require.NoError(t, f.Close())

	reopen := func(settings string) *Manifest {
		m, err := OpenManifest(path, out, settings, true)
		require.NoError(t, err)
		return m
	}
	m = reopen("s1")
	require.True(t, m.Done(a))
	require.False(t, m.Done(b), "had a problem")
	require.False(t, m.Done(c), "torn line")
	info, err := os.Stat(c.Path)
	require.NoError(t, err)
	require.NoError(t, m.Add(NewRecord(c, info, nil, "")))
	require.NoError(t, m.Close())
	m = reopen("s1")
	require.True(t, m.Done(c))
	require.NoError(t, os.WriteFile(a.Path, []byte("changed"), 0o600))
	require.False(t, m.Done(a), "changed since")
	require.NoError(t, os.Remove(filepath.Join(out, "c")))
	require.False(t, m.Done(c), "output is gone")
	require.NoError(t, m.Close())
	m = reopen("s2")
	require.False(t, m.Done(a), "other settings")
	require.NoError(t, m.Close())
}

func TestOrderedPanicsWithoutTheInput(t *testing.T) {
	require.PanicsWithValue(t, "batch: work panicked", func() {
		_ = Ordered(context.Background(), 2, []string{"a", "b", "c"}, func(_ context.Context, s string) string { panic("a@b.example") }, func(string, string) error { return nil })
	})
}
