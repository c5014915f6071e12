package file_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/vault"
	"github.com/lethe-pii/lethe/anonymize/vault/file"
)

var (
	ctx     = context.Background()
	crashes = flag.Int("crashes", 1000, "points at which the power goes or the disk fails")
)

// world is what the outside knows of a vault: acknowledged tokens and what they stand for.
type world struct {
	set     *keys.Set
	tokens  map[string]vault.Item
	gone    map[string]bool // subjects whose Forget was acknowledged
	unsure  string          // subject whose Forget was under way
	counter uint64
}

func newWorld() *world {
	return &world{set: keys.New(), tokens: map[string]vault.Item{}, gone: map[string]bool{}}
}

// work does random things with a vault until something fails or n things are done.
func (w *world) work(v *vault.Engine, r *rand.Rand, n int) error {
	for range n {
		if r.IntN(8) == 0 {
			if err := v.Compact(ctx); err != nil {
				return err
			}
			continue
		}
		if r.IntN(6) == 0 {
			s := fmt.Sprintf("s%d", r.IntN(40))
			if w.gone[s] {
				continue
			}
			w.unsure = s
			_, err := v.Forget(ctx, s)
			switch {
			case err == nil:
				w.gone[s] = true
			case !errors.Is(err, vault.ErrNotFound) && !errors.Is(err, vault.ErrForgotten):
				return err
			}
			w.unsure = ""
			continue
		}
		items := make([]vault.Item, 1+r.IntN(8))
		for i := range items {
			for {
				items[i] = vault.Item{Subject: fmt.Sprintf("s%d", r.IntN(40)), Type: "ID", Value: fmt.Appendf(nil, "value %d", r.IntN(1000))}
				switch r.IntN(3) {
				case 0:
					items[i].Random = true
				case 1:
					items[i].Identity = fmt.Appendf(nil, "person %d", r.IntN(5))
				}
				if !w.gone[items[i].Subject] {
					break
				}
			}
		}
		toks, err := v.Put(ctx, items...)
		if err != nil {
			return err
		}
		for i, tok := range toks {
			w.tokens[string(tok)] = items[i]
		}
		w.counter = v.Counter()
	}
	return nil
}

// check demands that every acknowledged token restores, or was forgotten on demand.
func (w *world) check(t *testing.T, v *vault.Engine) {
	t.Helper()
	for tok, it := range w.tokens {
		e, err := v.Get(ctx, []byte(tok))
		switch {
		case w.gone[it.Subject], it.Subject == w.unsure && err != nil:
			require.ErrorIs(t, err, vault.ErrForgotten)
		default:
			require.NoError(t, err)
			require.Equal(t, string(it.Value), string(e.Reveal()))
		}
	}
	require.GreaterOrEqual(t, v.Counter(), w.counter)
}

func TestCrashAndFaults(t *testing.T) { crashAndFaults(t, *crashes) }

// TestLongFaults and TestLongKills break a vault as often as it is promised to stand it.
func TestLongFaults(t *testing.T) {
	skipShort(t)
	crashAndFaults(t, 20_000)
}

func TestLongKills(t *testing.T) {
	skipShort(t)
	killed(t, 1000)
}

// TestLongForget forgets among a million subjects; on a machine that does nothing else 99 of 100 take less than 50 ms.
func TestLongForget(t *testing.T) {
	skipShort(t)
	require.Less(t, forgetOnDisk(t, 1_000_000), 50*time.Millisecond)
}

func skipShort(t *testing.T) {
	if os.Getenv("LETHE_LONG") == "" {
		t.Skip("set LETHE_LONG=1")
	}
}

func crashAndFaults(t *testing.T, points int) {
	reached := map[fault]int{}
	for i := range points {
		r := rand.New(rand.NewPCG(uint64(i), 7))
		w, d := newWorld(), newDisk()
		v, err := file.CreateFS(ctx, d, "v", w.set)
		require.NoError(t, err)
		d.fault = fault(i % 4)
		d.failAt = d.ops + 1 + r.IntN(60)
		err = w.work(v, r, 25)
		if err != nil {
			reached[d.fault]++
			_, err = v.Put(ctx, vault.Item{Subject: "x", Type: "ID"})
			require.Error(t, err, "no write after a failed one")
			if !d.dead {
				w.check(t, v) // reading goes on
			}
		}
		_ = v.Close()
		if d.fault == crash {
			d = d.reboot(r)
		} else {
			d = d.restart()
		}
		v, err = file.OpenFS(ctx, d, "v", w.set)
		require.NoError(t, err, "point %d", i)
		w.check(t, v)
		if w.unsure != "" {
			delete(w.tokens, "")
			if _, err := v.Subject(ctx, w.unsure); errors.Is(err, vault.ErrForgotten) {
				w.gone[w.unsure] = true
			}
			w.unsure = ""
		}
		require.NoError(t, w.work(v, r, 10), "and goes on")
		require.NoError(t, v.Close())
		v, err = file.OpenFS(ctx, d, "v", w.set)
		require.NoError(t, err)
		w.check(t, v)
		require.NoError(t, v.Close())
	}
	t.Logf("faults reached: %d crashes, %d full disks, %d I/O errors, %d short writes", reached[crash], reached[noSpace], reached[ioFault], reached[shortWrite])
	for f := crash; f <= shortWrite; f++ {
		require.Greater(t, reached[f], points/20)
	}
}

// TestCrashWhileOpening crashes again while the rest of a crash is put in order.
func TestCrashWhileOpening(t *testing.T) {
	for i := range *crashes / 5 {
		r := rand.New(rand.NewPCG(uint64(i), 8))
		w, d := newWorld(), newDisk()
		v, err := file.CreateFS(ctx, d, "v", w.set)
		require.NoError(t, err)
		d.failAt = d.ops + 1 + r.IntN(60)
		_ = w.work(v, r, 25)
		_ = v.Close()
		for range 4 {
			d = d.reboot(r)
			d.failAt = 1 + r.IntN(6)
			if v, err := file.OpenFS(ctx, d, "v", w.set); err == nil {
				_ = v.Close()
			}
			d.dead = true
		}
		d = d.reboot(r)
		v, err = file.OpenFS(ctx, d, "v", w.set)
		require.NoError(t, err, "point %d", i)
		w.check(t, v)
	}
}

// TestCrashWhileCreating leaves either no vault or one that opens.
func TestCrashWhileCreating(t *testing.T) {
	for at := 1; at < 12; at++ {
		r := rand.New(rand.NewPCG(uint64(at), 9))
		w, d := newWorld(), newDisk()
		d.failAt = at
		_, _ = file.CreateFS(ctx, d, "v", w.set)
		d = d.reboot(r)
		v, err := file.OpenFS(ctx, d, "v", w.set)
		if errors.Is(err, vault.ErrNotFound) {
			v, err = file.CreateFS(ctx, d, "v", w.set)
		}
		require.NoError(t, err, at)
		require.NoError(t, w.work(v, r, 5))
		w.check(t, v)
	}
}

// TestUnreadable fails each read once: that is an error of the disk, not damage, and nothing is cut off for it.
func TestUnreadable(t *testing.T) {
	d, set, kept, _ := small(t)
	failed := 0
	for at := 1; ; at++ {
		c := d.restart()
		c.badAt = at
		before := len(c.files["v"].now)
		v, err := file.OpenFS(ctx, c, "v", set)
		if err == nil {
			for tok := range kept {
				if _, err = v.Get(ctx, []byte(tok)); err != nil {
					break
				}
			}
			require.NoError(t, v.Close())
		}
		if c.reads < at {
			break
		}
		failed++
		require.ErrorIs(t, err, file.ErrIO, at)
		require.ErrorIs(t, err, syscall.EIO)
		require.Len(t, c.files["v"].now, before)
		require.Empty(t, c.locked, "the lock is given back")
		require.NoError(t, opens(t, c.files["v"].now, set, kept))
	}
	require.Greater(t, failed, 10)
}
