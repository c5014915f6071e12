package table

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/stretchr/testify/require"
)

var adultColumns = []string{"sex", "age", "race", "marital-status", "education", "native-country", "workclass", "occupation", "salary-class"}

// adult reads the Adult table and its hierarchies from the directory that LETHE_TABLES names.
func adult(t testing.TB) (*Table, map[string]Attribute) {
	t.Helper()
	dir := os.Getenv("LETHE_TABLES")
	if dir == "" {
		t.Skip("LETHE_TABLES is not set")
	}
	f, err := os.Open(filepath.Join(dir, "adult.csv"))
	require.NoError(t, err)
	defer f.Close()
	tab, err := Read(f, ReadOptions{})
	require.NoError(t, err)
	at := map[string]Attribute{}
	for _, c := range adultColumns {
		h, err := os.Open(filepath.Join(dir, "hierarchies", "adult_hierarchy_"+c+".csv"))
		require.NoError(t, err)
		defer h.Close()
		hh, err := hierarchy.Read(h, ';', hierarchy.Options{ByLeaves: true})
		require.NoError(t, err)
		at[c] = Attribute{Role: Quasi, Hierarchy: hh}
	}
	return tab, at
}

func cpu() float64 {
	var r syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return float64(r.Utime.Nano()+r.Stime.Nano()) / 1e9
}

// TestAdult prints loss and processor time; LETHE_KS, LETHE_ALGORITHMS and LETHE_SEED choose runs, LETHE_OUT is a
// directory for the outputs.
func TestAdult(t *testing.T) {
	tab, at := adult(t)
	ks, algs := os.Getenv("LETHE_KS"), os.Getenv("LETHE_ALGORITHMS")
	if ks == "" {
		ks = "5"
	}
	if algs == "" {
		algs = "mondrian,fast,best"
	}
	for _, alg := range strings.Split(algs, ",") {
		for _, s := range strings.Split(ks, ",") {
			k, err := strconv.Atoi(s)
			require.NoError(t, err)
			c0 := cpu()
			curve := ""
			r, err := Anonymize(context.Background(), tab, Config{K: k, Attributes: at, Algorithm: Algorithm(alg), Workers: 1, Seed: seedOf(),
				Progress: func(p Progress) { curve += fmt.Sprintf(" %.2f:%.4f", p.Elapsed.Seconds(), p.Loss) }})
			require.NoError(t, err)
			t.Logf("%-9s k=%-4d loss %.5f classes %d suppressed %d cpu %.2f s curve%s", alg, k, r.Loss, r.Classes, r.Suppressed, cpu()-c0, curve)
			if out := os.Getenv("LETHE_OUT"); out != "" {
				f, err := os.Create(filepath.Join(out, fmt.Sprintf("%s-%d.csv", alg, k)))
				require.NoError(t, err)
				require.NoError(t, r.Table.Write(f))
				require.NoError(t, f.Close())
			}
		}
	}
}

// TestAdultModels runs with occupation sensitive and the other 8 columns as quasi-identifiers.
func TestAdultModels(t *testing.T) {
	tab, at := adult(t)
	at["occupation"] = Attribute{Role: Sensitive}
	for _, m := range []Model{{Kind: DistinctL, L: 3}, {Kind: EntropyL, L: 3}, {Kind: RecursiveCL, C: 3, L: 3}, {Kind: EqualT, T: .2}} {
		m.Column = "occupation"
		c0 := cpu()
		r, err := Anonymize(context.Background(), tab, Config{K: 5, Attributes: at, Models: []Model{m}, Suppression: .04, Workers: 1})
		require.NoError(t, err)
		t.Logf("%-32v loss %.4f suppressed %.2f %% cpu %.1f s", m, r.Loss, 100*float64(r.Suppressed)/float64(tab.Rows), cpu()-c0)
	}
}

// TestAdultFull compares with the optimum of a full-domain search with 5 % suppression.
func TestAdultFull(t *testing.T) {
	tab, at := adult(t)
	c0 := cpu()
	r, err := Anonymize(context.Background(), tab, Config{K: 5, Attributes: at, Algorithm: Full, Suppression: .05})
	require.NoError(t, err)
	t.Logf("loss %.4f suppressed %d scheme %v cpu %.1f s", r.Loss, r.Suppressed, r.Scheme, cpu()-c0)
	require.Less(t, r.Loss, .2805)
}

// seedOf is LETHE_SEED, 0 if it is not set.
func seedOf() uint64 {
	n, _ := strconv.ParseUint(os.Getenv("LETHE_SEED"), 10, 64)
	return n
}
