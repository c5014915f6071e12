package file_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/vault"
	"github.com/lethe-pii/lethe/anonymize/vault/file"
)

func TestCompactedFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "vault")
	set := keys.New()
	v, err := file.Create(ctx, name, set)
	require.NoError(t, err)
	tokens := map[string]string{}
	for s := range 300 {
		var items []vault.Item
		for i := range 5 {
			items = append(items, vault.Item{Subject: fmt.Sprint(s), Type: "ID", Value: bytes.Repeat([]byte{byte(s), byte(i)}, 200)})
		}
		toks, err := v.Put(ctx, items...)
		require.NoError(t, err)
		if s%10 == 0 {
			for i, tok := range toks {
				tokens[string(tok)] = string(items[i].Value)
			}
		}
	}
	for s := range 300 {
		if s%10 != 0 {
			_, err := v.Forget(ctx, fmt.Sprint(s))
			require.NoError(t, err)
		}
	}
	size := func() int64 {
		fi, err := os.Stat(name)
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o600), fi.Mode().Perm())
		return fi.Size()
	}
	before, counter := size(), v.Counter()
	require.NoError(t, v.Compact(ctx))
	require.Less(t, size(), before/4)
	require.Greater(t, v.Counter(), counter)
	more, err := v.Put(ctx, vault.Item{Subject: "new", Type: "ID", Value: []byte("after")})
	require.NoError(t, err)
	tokens[string(more[0])] = "after"
	counter = v.Counter()
	require.NoError(t, v.Close())
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, left, 2, "vault and lock, no file in the making")

	v, err = file.Open(ctx, name, set, vault.WithCounter(counter))
	require.NoError(t, err)
	for tok, value := range tokens {
		e, err := v.Get(ctx, []byte(tok))
		require.NoError(t, err)
		require.Equal(t, value, string(e.Reveal()))
	}
	require.NoError(t, v.Close())
}

// A flipped bit of a compacted vault is found or changes nothing that can be read.
func TestFlippedBitsAfterCompact(t *testing.T) {
	d, set, kept, _ := small(t)
	v, err := file.OpenFS(ctx, d, "v", set)
	require.NoError(t, err)
	require.NoError(t, v.Compact(ctx))
	require.NoError(t, v.Close())
	image := d.files["v"].now
	require.NoError(t, opens(t, image, set, kept))
	const step = 13 // TestEveryFlippedBit tries all bits; here the places that differ count
	for bit := 0; bit < len(image)*8; bit += step {
		bad := bytes.Clone(image)
		bad[bit/8] ^= 1 << (bit % 8)
		if err := opens(t, bad, set, kept); err != nil {
			require.True(t, isDetected(err), bit)
		}
	}
	for cut := 0; cut < len(image); cut += step {
		require.Error(t, opens(t, image[:cut], set, kept), cut)
	}
}

// Frames of a file before and after it was compacted do not fit together.
func TestCompactedFramesAreNotOfTheOldFile(t *testing.T) {
	d, set, kept, _ := small(t)
	old := bytes.Clone(d.files["v"].now)
	v, err := file.OpenFS(ctx, d, "v", set)
	require.NoError(t, err)
	require.NoError(t, v.Compact(ctx))
	require.NoError(t, v.Close())
	image := d.files["v"].now
	const pages = 3 * 4096
	for _, bad := range [][]byte{append(bytes.Clone(image[:pages]), old[pages:]...), append(bytes.Clone(old[:pages]), image[pages:]...),
		append(bytes.Clone(image), old[pages:]...)} {
		if err := opens(t, bad, set, kept); err != nil {
			require.True(t, isDetected(err))
		}
	}
}

func TestCompactOnAFailingDisk(t *testing.T) {
	for at := 1; ; at++ {
		for _, fault := range []fault{crash, noSpace, ioFault, shortWrite} {
			d, set, kept, _ := small(t)
			v, err := file.OpenFS(ctx, d, "v", set)
			require.NoError(t, err)
			d.failAt, d.fault = d.ops+at, fault
			err = v.Compact(ctx)
			if err == nil && fault == crash {
				require.Greater(t, at, 4)
				return
			}
			if err != nil {
				_, perr := v.Put(ctx, vault.Item{Subject: "x", Type: "ID", Value: []byte("x")})
				require.ErrorIs(t, perr, vault.ErrBroken)
				require.True(t, errors.Is(err, file.ErrIO), err)
			}
			after := d.reboot(rand.New(rand.NewPCG(uint64(at), 1)))
			v, err = file.OpenFS(ctx, after, "v", set)
			require.NoError(t, err)
			for tok, value := range kept {
				e, err := v.Get(ctx, []byte(tok))
				require.NoError(t, err)
				require.Equal(t, value, string(e.Reveal()))
			}
		}
	}
}

func TestNilIsAnError(t *testing.T) {
	_, err := file.CreateFS(ctx, nil, "v", keys.New())
	require.ErrorIs(t, err, vault.ErrInput)
	_, err = file.OpenFS(ctx, nil, "v", keys.New())
	require.ErrorIs(t, err, vault.ErrInput)
	_, err = file.CreateFS(ctx, newDisk(), "v", nil)
	require.ErrorIs(t, err, keys.ErrClosed)
}

func TestOSRefuses(t *testing.T) {
	dir := t.TempDir()
	set := keys.New()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "d"), 0o700))
	_, err := file.Open(ctx, filepath.Join(dir, "d"), set)
	require.ErrorIs(t, err, keys.ErrPermissions)
	_, err = file.Create(ctx, filepath.Join(dir, "none", "v"), set)
	require.Error(t, err)
	require.NotContains(t, err.Error(), dir)
	require.Error(t, file.OS{}.Publish(filepath.Join(dir, "a"), filepath.Join(dir, "b")))
	require.Error(t, file.OS{}.Replace(filepath.Join(dir, "a"), filepath.Join(dir, "b")))
	_, err = file.OS{}.Create(filepath.Join(dir, "x"))
	require.NoError(t, err)
	_, err = file.OS{}.Create(filepath.Join(dir, "x"))
	require.ErrorIs(t, err, keys.ErrExists)
	f, err := file.OS{}.Open(filepath.Join(dir, "x"))
	require.NoError(t, err)
	require.NoError(t, f.Close())
	_, err = f.Size()
	require.Error(t, err)
}

func TestPublishRefusesATakenName(t *testing.T) {
	dir := t.TempDir()
	for _, n := range []string{"a", "b"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, n), nil, 0o600))
	}
	require.ErrorIs(t, file.OS{}.Publish(filepath.Join(dir, "a"), filepath.Join(dir, "b")), keys.ErrExists)
	require.NoError(t, file.OS{}.Replace(filepath.Join(dir, "a"), filepath.Join(dir, "b")))
	_, err := file.OS{}.Open(filepath.Join(dir, "a"))
	require.ErrorIs(t, err, keys.ErrNotFound)
	_, err = file.OS{}.Lock(filepath.Join(dir, "none", "lock"))
	require.ErrorIs(t, err, keys.ErrNotFound)
}
