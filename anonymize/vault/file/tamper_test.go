package file_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/token"
	"github.com/lethe-pii/lethe/anonymize/vault"
	"github.com/lethe-pii/lethe/anonymize/vault/file"
)

// small makes a vault with a few entries, one of them forgotten, and closes it.
func small(t testing.TB) (d *disk, set *keys.Set, kept map[string]string, forgotten string) {
	t.Helper()
	d, set, kept = newDisk(), keys.New(), map[string]string{}
	v, err := file.CreateFS(ctx, d, "v", set)
	require.NoError(t, err)
	for i := range 3 {
		value := fmt.Sprintf("person%d@example.com", i)
		toks, err := v.Put(ctx, vault.Item{Subject: fmt.Sprint("s", i), Type: "EMAIL", Value: []byte(value)})
		require.NoError(t, err)
		kept[string(toks[0])] = value
		if i == 2 {
			toks, err = v.Put(ctx, vault.Item{Subject: "s2", Type: "PERSON", Value: []byte("Jane"), Identity: []byte("jane lee"), Main: []byte("Jane Lee")})
			require.NoError(t, err)
			kept[string(toks[0])] = "Jane"
			kept[string(toks[0][:len(toks[0])-token.MarkLen])] = "Jane Lee"
		}
	}
	_, err = v.Forget(ctx, "s1")
	require.NoError(t, err)
	for tok, value := range kept {
		if value == "person1@example.com" {
			forgotten = tok
		}
	}
	delete(kept, forgotten)
	require.NoError(t, v.Close())
	return d, set, kept, forgotten
}

// opens gives the outcome of reading everything from an image: whole, or the error that says that it is not.
func opens(t testing.TB, image []byte, set *keys.Set, kept map[string]string) error {
	t.Helper()
	d := newDisk()
	d.files["v"] = &content{now: bytes.Clone(image), synced: bytes.Clone(image)}
	v, err := file.OpenFS(ctx, d, "v", set)
	if err != nil {
		return err
	}
	defer v.Close()
	for tok, value := range kept {
		e, err := v.Get(ctx, []byte(tok))
		if err != nil {
			return fmt.Errorf("silently lost: %w", err)
		}
		if string(e.Reveal()) != value {
			t.Fatal("a wrong value")
		}
	}
	return nil
}

func isDetected(err error) bool { return errors.Is(err, vault.ErrTampered) }

func TestEveryFlippedBit(t *testing.T) {
	d, set, kept, forgotten := small(t)
	good := d.files["v"].now
	require.NoError(t, opens(t, good, set, kept))
	detected, harmless := 0, 0
	for i := range good {
		step := 1
		if i < 3*4096 && i%4096 > 256 { // the empty rest of a page: one bit a byte
			step = 8
		}
		for bit := 0; bit < 8; bit += step {
			if step == 8 && i%16 != 0 {
				continue
			}
			bad := bytes.Clone(good)
			bad[i] ^= 1 << bit
			switch err := opens(t, bad, set, kept); {
			case err == nil:
				harmless++
				require.True(t, i >= 4096 && i < 3*4096, "byte %d of a frame or the head changed unseen", i)
			case isDetected(err):
				detected++
				require.NotContains(t, err.Error(), "silently")
			default:
				t.Fatalf("byte %d: %v", i, err)
			}
			d := newDisk()
			d.files["v"] = &content{now: bad, synced: bad}
			if v, err := file.OpenFS(ctx, d, "v", set); err == nil {
				_, err = v.Get(ctx, []byte(forgotten))
				require.ErrorIs(t, err, vault.ErrForgotten)
				require.NoError(t, v.Close())
			}
		}
	}
	t.Logf("%d bytes: %d flips detected, %d in a spare slot or an empty rest of a page", len(good), detected, harmless)
}

func TestTruncatedSwappedAndForeign(t *testing.T) {
	d, set, kept, _ := small(t)
	good := d.files["v"].now
	for n := range good {
		if n > 12288 || n%64 == 0 {
			require.ErrorIs(t, opens(t, good[:n], set, kept), vault.ErrTampered, n)
		}
	}
	require.NoError(t, opens(t, append(bytes.Clone(good), make([]byte, 5000)...), set, kept), "the rest of a torn write")
	require.NoError(t, opens(t, append(bytes.Clone(good), good[12288:]...), set, kept), "frames once more")

	// Frames of equal length change places.
	frames := split(good[12288:])
	swapped := 0
	for i := range frames {
		for j := range i {
			if len(frames[i]) != len(frames[j]) {
				continue
			}
			f := slices.Clone(frames)
			f[i], f[j] = f[j], f[i]
			require.ErrorIs(t, opens(t, append(bytes.Clone(good[:12288]), bytes.Join(f, nil)...), set, kept), vault.ErrTampered)
			swapped++
		}
	}
	require.Positive(t, swapped)

	// A foreign vault of the same keyset gives its frames.
	d2 := newDisk()
	v, err := file.CreateFS(ctx, d2, "v", set)
	require.NoError(t, err)
	require.NoError(t, v.Close())
	require.ErrorIs(t, opens(t, append(bytes.Clone(good[:12288]), d2.files["v"].now[12288:]...), set, nil), vault.ErrTampered)
	require.ErrorIs(t, opens(t, append(bytes.Clone(good[:4096]), d2.files["v"].now[4096:]...), set, nil), vault.ErrForgotten,
		"slots of a root of the first generation, which this vault has no more")
}

// TestForkedHistories mixes two continuations of one vault: each frame is authentic in its place, but not after the other's.
func TestForkedHistories(t *testing.T) {
	base, set, _, _ := small(t)
	start := len(base.files["v"].now)
	var images [2][]byte
	for i, value := range []string{"one@example.com", "two@example.com"} {
		d := base.restart()
		v, err := file.OpenFS(ctx, d, "v", set)
		require.NoError(t, err)
		for range 3 {
			_, err := v.Put(ctx, vault.Item{Subject: "s0", Type: "EMAIL", Value: []byte(value), Random: true})
			require.NoError(t, err)
		}
		require.NoError(t, v.Close())
		images[i] = d.files["v"].now
	}
	a, b := split(images[0][start:]), split(images[1][start:])
	require.Len(t, a, 3)
	require.Equal(t, len(a[0]), len(b[0]))
	mixed := slices.Concat(images[0][:start], a[0], b[1], a[2])
	require.ErrorIs(t, opens(t, mixed, set, nil), vault.ErrTampered)
	mixed = slices.Concat(images[0][:start], b[0], a[1], a[2])
	require.ErrorIs(t, opens(t, mixed, set, nil), vault.ErrTampered)
}

func split(b []byte) (frames [][]byte) {
	for len(b) > 0 {
		n := 24 + int(b[0])<<24 + int(b[1])<<16 + int(b[2])<<8 + int(b[3])
		frames = append(frames, b[:n])
		b = b[n:]
	}
	return frames
}

func TestWrongKey(t *testing.T) {
	d, _, kept, _ := small(t)
	require.ErrorIs(t, opens(t, d.files["v"].now, keys.New(), kept), vault.ErrWrongKey)
}

// TestOldCopies holds the promise of forgetting: no copy from before opens with the keyset of after.
func TestOldCopies(t *testing.T) {
	d, set := newDisk(), keys.New()
	v, err := file.CreateFS(ctx, d, "v", set)
	require.NoError(t, err)
	toks, err := v.Put(ctx, vault.Item{Subject: "a", Type: "ID", Value: []byte("value of a")}, vault.Item{Subject: "b", Type: "ID", Value: []byte("value of b")})
	require.NoError(t, err)
	copies := [][]byte{bytes.Clone(d.files["v"].now)}
	_, err = v.Forget(ctx, "a")
	require.NoError(t, err)
	copies = append(copies, bytes.Clone(d.files["v"].now))
	require.ErrorIs(t, opens(t, copies[0], set, nil), vault.ErrForgotten)
	require.NoError(t, opens(t, copies[1], set, map[string]string{string(toks[1]): "value of b"}))
	_, err = v.Forget(ctx, "b")
	require.NoError(t, err)
	for _, c := range copies {
		require.ErrorIs(t, opens(t, c, set, nil), vault.ErrForgotten)
	}

	// Splicing the new slots onto the old frames gives nothing either.
	now := d.files["v"].now
	mixed := append(bytes.Clone(now[:12288]), copies[0][12288:]...)
	require.ErrorIs(t, opens(t, mixed, set, nil), vault.ErrTampered)
	for name, c := range d.files {
		require.False(t, bytes.Contains(c.now, []byte("value of")), name)
	}
	require.Equal(t, []string{"v"}, slices.Collect(maps.Keys(d.files)), "no other file is left")
}

func TestRollback(t *testing.T) {
	d, set := newDisk(), keys.New()
	v, err := file.CreateFS(ctx, d, "v", set)
	require.NoError(t, err)
	old := bytes.Clone(d.files["v"].now)
	_, err = v.Put(ctx, vault.Item{Subject: "a", Type: "ID", Value: []byte("x")})
	require.NoError(t, err)
	counter := v.Counter()
	require.NoError(t, v.Close())
	v, err = file.OpenFS(ctx, d, "v", set, vault.WithCounter(counter))
	require.NoError(t, err)
	require.NoError(t, v.Close())
	d.files["v"].now = old
	_, err = file.OpenFS(ctx, d, "v", set, vault.WithCounter(counter))
	require.ErrorIs(t, err, vault.ErrRollback)
}

func FuzzOpen(f *testing.F) {
	d, set, kept, _ := small(f)
	good := d.files["v"].now
	f.Add(12300, []byte{1, 2, 3}, 0)
	f.Fuzz(func(t *testing.T, at int, patch []byte, cut int) {
		bad := bytes.Clone(good)
		if cut > 0 && cut < len(bad) {
			bad = bad[:cut]
		}
		if at >= 0 && at < len(bad) {
			copy(bad[at:], patch)
		}
		if err := opens(t, bad, set, kept); err != nil && !isDetected(err) {
			t.Fatal(err)
		}
	})
}
