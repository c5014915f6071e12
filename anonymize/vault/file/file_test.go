package file_test

import (
	"bufio"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/vault"
	"github.com/lethe-pii/lethe/anonymize/vault/file"
)

var (
	kills    = flag.Int("kills", 12, "processes to kill while they write")
	subjects = flag.Int("subjects", 5000, "subjects in the test of forgetting on a disk")
)

func TestMain(m *testing.M) {
	if dir := os.Getenv("LETHE_TEST_VICTIM"); dir != "" {
		victim(dir)
	}
	os.Exit(m.Run())
}

// victim puts and forgets without end and prints what was acknowledged.
func victim(dir string) {
	set, err := keys.Open(ctx, keys.File(filepath.Join(dir, "keys")))
	if err != nil {
		fmt.Println("fail", err)
		os.Exit(1)
	}
	v, err := file.Open(ctx, filepath.Join(dir, "vault"), set)
	if err != nil {
		fmt.Println("fail", err)
		os.Exit(1)
	}
	r := rand.New(rand.NewPCG(uint64(os.Getpid()), uint64(time.Now().UnixNano())))
	for i := 0; ; i++ {
		s := fmt.Sprintf("%d-%d", os.Getpid(), i)
		toks, err := v.Put(ctx, vault.Item{Subject: s, Type: "ID", Value: []byte("v" + s)}, vault.Item{Subject: s, Type: "ID", Value: []byte("w" + s)})
		if err != nil {
			fmt.Println("fail", err)
			os.Exit(1)
		}
		fmt.Printf("put %s %s %s\n", s, toks[0], toks[1])
		if r.IntN(3) == 0 {
			fmt.Printf("forgetting %s\n", s)
			if _, err := v.Forget(ctx, s); err != nil {
				fmt.Println("fail", err)
				os.Exit(1)
			}
			fmt.Printf("forgot %s\n", s)
		}
	}
}

func TestKill(t *testing.T) { killed(t, *kills) }

func killed(t *testing.T, times int) {
	dir := t.TempDir()
	set, err := keys.Create(ctx, keys.File(filepath.Join(dir, "keys")))
	require.NoError(t, err)
	name := filepath.Join(dir, "vault")
	v, err := file.Create(ctx, name, set)
	require.NoError(t, err)
	require.NoError(t, v.Close())
	tokens, state := map[string][2]string{}, map[string]string{}
	for range times {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "LETHE_TEST_VICTIM="+dir)
		out, err := cmd.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		timer := time.AfterFunc(time.Duration(20+rand.IntN(200))*time.Millisecond, func() { _ = cmd.Process.Kill() })
		for sc := bufio.NewScanner(out); sc.Scan(); {
			f := strings.Fields(sc.Text())
			require.NotEqual(t, "fail", f[0], sc.Text())
			if f[0] == "put" && len(f) == 4 {
				tokens[f[1]] = [2]string{f[2], f[3]}
			}
			if len(f) > 1 {
				state[f[1]] = f[0]
			}
		}
		_ = cmd.Wait()
		timer.Stop()
	}
	set, err = keys.Open(ctx, keys.File(filepath.Join(dir, "keys")))
	require.NoError(t, err)
	v, err = file.Open(ctx, name, set)
	require.NoError(t, err)
	for s, toks := range tokens {
		for i, tok := range toks {
			e, err := v.Get(ctx, []byte(tok))
			switch {
			case state[s] == "forgot", state[s] == "forgetting" && err != nil:
				require.ErrorIs(t, err, vault.ErrForgotten)
			default:
				require.NoError(t, err)
				require.Equal(t, "vw"[i:i+1]+s, string(e.Reveal()))
			}
		}
	}
	require.NotEmpty(t, tokens)
	n := 0
	for _, s := range state {
		if s == "forgot" {
			n++
		}
	}
	t.Logf("%d kills, %d subjects acknowledged, %d forgotten", times, len(tokens), n)
	require.NoError(t, v.Close())
}

func TestLockModesAndNames(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "vault")
	set := keys.New()
	_, err := file.Open(ctx, name, set)
	require.ErrorIs(t, err, vault.ErrNotFound)
	v, err := file.Create(ctx, name, set)
	require.NoError(t, err)
	_, err = file.Open(ctx, name, set)
	require.ErrorIs(t, err, vault.ErrLocked)
	_, err = file.Create(ctx, name, set)
	require.ErrorIs(t, err, vault.ErrLocked)
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		fi, err := e.Info()
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o600), fi.Mode().Perm(), e.Name())
		names = append(names, e.Name())
	}
	require.Equal(t, []string{"vault", "vault.lock"}, names)
	require.NoError(t, v.Close())
	_, err = file.Create(ctx, name, set)
	require.ErrorIs(t, err, keys.ErrExists)
	v, err = file.Open(ctx, name, set)
	require.NoError(t, err)
	require.NoError(t, v.Close())

	link := filepath.Join(dir, "link")
	require.NoError(t, os.Symlink(name, link))
	_, err = file.Open(ctx, link, set)
	require.ErrorIs(t, err, keys.ErrPermissions)
	_, err = file.Create(ctx, filepath.Join(dir, "no", "vault"), set)
	require.Error(t, err)
	require.NotContains(t, err.Error(), dir)
}

func TestForgetOnDisk(t *testing.T) { forgetOnDisk(t, *subjects) }

// forgetOnDisk returns the time that 99 of 100 calls of Forget stay under.
func forgetOnDisk(t *testing.T, subjects int) (p99 time.Duration) {
	dir := t.TempDir()
	set, err := keys.Create(ctx, keys.File(filepath.Join(dir, "keys")))
	require.NoError(t, err)
	v, err := file.Create(ctx, filepath.Join(dir, "vault"), set)
	require.NoError(t, err)
	start := time.Now()
	items := make([]vault.Item, 1000)
	for i := 0; i < subjects; i += len(items) {
		for j := range items {
			items[j] = vault.Item{Subject: strconv.Itoa(i + j), Type: "ID", Value: []byte("v")}
		}
		_, err := v.Put(ctx, items...)
		require.NoError(t, err)
	}
	filled := time.Since(start)
	var times []time.Duration
	for i := range 300 {
		start := time.Now()
		_, err := v.Forget(ctx, strconv.Itoa(i*104729%subjects))
		if err != nil {
			require.ErrorIs(t, err, vault.ErrForgotten)
			continue
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	require.NoError(t, v.Close())
	start = time.Now()
	v, err = file.Open(ctx, filepath.Join(dir, "vault"), set)
	require.NoError(t, err)
	t.Logf("%d subjects: %.0f inserts/s, forget median %v, p99 %v, open %v", subjects, float64(subjects)/filled.Seconds(),
		times[len(times)/2], times[len(times)*99/100], time.Since(start))
	require.NoError(t, v.Close())
	return times[len(times)*99/100]
}

func BenchmarkPut(b *testing.B) {
	v, err := file.Create(ctx, filepath.Join(b.TempDir(), "vault"), keys.New())
	require.NoError(b, err)
	items := make([]vault.Item, 1000)
	n := 0
	for b.Loop() {
		for i := range items {
			n++
			items[i] = vault.Item{Subject: strconv.Itoa(n / 4), Type: "EMAIL", Value: fmt.Appendf(nil, "person%d@example.com", n)}
		}
		_, err := v.Put(ctx, items...)
		require.NoError(b, err)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "inserts/s")
	require.NoError(b, v.Close())
}

// BenchmarkPutNewSubjects is the dearest case: each value of a new subject, whose key and place in the tree are made.
func BenchmarkPutNewSubjects(b *testing.B) {
	v, err := file.Create(ctx, filepath.Join(b.TempDir(), "vault"), keys.New())
	require.NoError(b, err)
	items := make([]vault.Item, 1000)
	n := 0
	for b.Loop() {
		for i := range items {
			n++
			items[i] = vault.Item{Subject: strconv.Itoa(n), Type: "EMAIL", Value: fmt.Appendf(nil, "person%d@example.com", n)}
		}
		_, err := v.Put(ctx, items...)
		require.NoError(b, err)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "inserts/s")
	require.NoError(b, v.Close())
}

func ExampleCreate() {
	dir, _ := os.MkdirTemp("", "example")
	defer os.RemoveAll(dir)
	set, _ := keys.Create(ctx, keys.File(filepath.Join(dir, "keys")))
	v, _ := file.Create(ctx, filepath.Join(dir, "vault"), set)
	toks, _ := v.Put(ctx, vault.Item{Subject: "client 17", Type: "EMAIL", Value: []byte("ann@example.com")})
	_ = v.Close()

	v, _ = file.Open(ctx, filepath.Join(dir, "vault"), set)
	e, _ := v.Get(ctx, toks[0])
	fmt.Println(string(e.Reveal()))
	_ = v.Close()
	// Output: ann@example.com
}
