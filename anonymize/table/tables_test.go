package table

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/stretchr/testify/require"
)

// TestTables prints loss and processor time of every table below LETHE_SETS: folders that hold data.csv,
// a hierarchy h_<column>.csv for each quasi-identifier, and files qi and num with the names of the
// quasi-identifiers and of those that are numbers. LETHE_SET (a list), LETHE_KS, LETHE_ALGORITHMS, LETHE_SEED and LETHE_OUT choose.
func TestTables(t *testing.T) {
	root := os.Getenv("LETHE_SETS")
	if root == "" {
		t.Skip("LETHE_SETS is not set")
	}
	dirs, err := filepath.Glob(filepath.Join(root, "*", "data.csv"))
	require.NoError(t, err)
	for _, d := range dirs {
		d = filepath.Dir(d)
		name := filepath.Base(d)
		if s := os.Getenv("LETHE_SET"); s != "" && !slices.Contains(strings.Split(s, ","), name) {
			continue
		}
		tab, at := tableSet(t, d)
		for _, ks := range strings.Split(or("LETHE_KS", "5"), ",") {
			for _, alg := range strings.Split(or("LETHE_ALGORITHMS", "mondrian,fast,best"), ",") {
				k, err := strconv.Atoi(ks)
				require.NoError(t, err)
				budget, _ := time.ParseDuration(os.Getenv("LETHE_BUDGET"))
				c0 := cpu()
				curve := ""
				r, err := Anonymize(context.Background(), tab, Config{K: k, Attributes: at, Algorithm: Algorithm(alg), Workers: 1, Budget: budget, Seed: seedOf(),
					Progress: func(p Progress) { curve += fmt.Sprintf(" %.2f:%.4f", p.Elapsed.Seconds(), p.Loss) }})
				require.NoError(t, err)
				fmt.Printf("%-12s %-9s k=%-4d loss %.5f classes %d suppressed %d cpu %.2f s curve%s\n", name, alg, k, r.Loss, r.Classes, r.Suppressed, cpu()-c0, curve)
				if out := os.Getenv("LETHE_OUT"); out != "" {
					f, err := os.Create(filepath.Join(out, fmt.Sprintf("%s-%s-%d.csv", name, alg, k)))
					require.NoError(t, err)
					require.NoError(t, r.Table.Write(f))
					require.NoError(t, f.Close())
				}
			}
		}
	}
}

func or(env, def string) string {
	if s := os.Getenv(env); s != "" {
		return s
	}
	return def
}

func tableSet(t *testing.T, dir string) (*Table, map[string]Attribute) {
	list := func(name string) []string {
		b, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		return strings.Split(strings.TrimSpace(string(b)), ",")
	}
	f, err := os.Open(filepath.Join(dir, "data.csv"))
	require.NoError(t, err)
	defer f.Close()
	tab, err := Read(f, ReadOptions{})
	require.NoError(t, err)
	at := map[string]Attribute{}
	num := list("num")
	for _, c := range list("qi") {
		h, err := os.Open(filepath.Join(dir, "h_"+c+".csv"))
		require.NoError(t, err)
		hh, err := hierarchy.Read(h, ';', hierarchy.Options{ByLeaves: true})
		h.Close()
		require.NoError(t, err)
		at[c] = Attribute{Role: Quasi, Hierarchy: hh, Categorical: !slices.Contains(num, c)}
	}
	return tab, at
}
