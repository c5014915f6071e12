package table

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// fine invents a finely divided table: most groups have one to three persons, some persons have many rows in many groups.
func fine(r *rand.Rand, dims int, many bool) *Table {
	names := []string{"a", "b", "c", "d"}[:dims]
	width := make([]int, dims)
	for j := range width {
		width[j] = 2 + r.IntN(14/dims)
	}
	skew := 1 + r.Float64()*3
	var rows [][]string
	draw := func() []string {
		row := make([]string, dims)
		for j := range row {
			x := r.Float64()
			for range int(skew) {
				x *= .5 + r.Float64()/2
			}
			row[j] = fmt.Sprint(names[j], int(x*float64(width[j])))
		}
		return row
	}
	for i := range 20 + r.IntN(300) {
		n := 1
		if many && r.IntN(6) == 0 {
			n = 1 + r.IntN(30)
		}
		at := draw()
		for range n {
			if many && r.IntN(3) == 0 {
				at = draw()
			}
			rows = append(rows, append([]string{fmt.Sprint("p", i)}, at...))
		}
	}
	t, err := New(append([]string{"who"}, names...), rows)
	if err != nil {
		panic(err)
	}
	return t
}

func TestAttackOnFineTables(t *testing.T) {
	published, small, totals, dropped := 0, 0, 0, 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 77))
		dims := 1 + r.IntN(4)
		many := r.IntN(2) == 0
		tab := fine(r, dims, many)
		by := []string{"a", "b", "c", "d"}[:dims]
		cfg := PublishConfig{By: by, Threshold: 2 + r.IntN(8), Margins: r.IntN(5) > 0, Statistics: []Statistic{{Kind: Rows}}}
		if many {
			cfg.Subject, cfg.Statistics = "who", [][]Statistic{{{Kind: Subjects}}, {{Kind: Rows}, {Kind: Subjects}}, {{Kind: Rows}}}[r.IntN(3)]
		}
		pub, err := Publish(tab, cfg)
		if err != nil {
			require.ErrorIs(t, err, ErrSmall)
			continue
		}
		published++
		dropped += len(pub.DroppedMargins)
		a := newAttacker(tab, by, many)
		a.exists(tab, by)
		_, persons := a.truth(tab, cfg.Subject)
		all := groupName(slices.Repeat([]string{"*"}, dims))
		a.persons[all] = knownRange{persons[all], persons[all]}
		if !many {
			a.rows[all] = knownRange{tab.Rows, tab.Rows}
		}
		shown := a.read(t, pub.Table, by)
		totals += len(shown)
		a.narrow(t)
		kinds := map[string]bool{}
		for name := range shown {
			kinds[stars(name)] = true
		}
		small += a.requireWide(t, tab, cfg.Subject, cfg.Threshold, func(name string) bool {
			return !shown[name] && kinds[stars(name)]
		}, fmt.Sprint("seed ", seed))
	}
	t.Logf("%d published, %d figures shown, %d kinds of totals left out, %d hidden groups attacked", published, totals, dropped, small)
	require.Greater(t, published, 250)
	require.Greater(t, small, 5000)
}

// stars is which columns of a group are "*".
func stars(name string) string {
	var b strings.Builder
	for _, v := range strings.Split(name, "|") {
		b.WriteByte("x*"[min(1, strings.Count(v, "*"))])
	}
	return b.String()
}

// TestAttackOnReleases reads up to four releases of one ledger, of a table whose rows come and go in between.
func TestAttackOnReleases(t *testing.T) {
	let, refused, small := 0, 0, 0
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 78))
		dims := 2 + r.IntN(2)
		tab := fine(r, dims, false)
		columns := []string{"a", "b", "c"}[:dims]
		threshold := 2 + r.IntN(6)
		ledger := &Ledger{}
		a := newAttacker(tab, columns, false)
		all := groupName(slices.Repeat([]string{"*"}, dims))
		a.rows[all], a.persons[all] = knownRange{tab.Rows, tab.Rows}, knownRange{tab.Rows, tab.Rows}
		for range 4 {
			var by []string
			for _, n := range columns {
				if r.IntN(2) == 0 {
					by = append(by, n)
				}
			}
			if len(by) == 0 {
				continue
			}
			pub, err := Publish(tab, PublishConfig{By: by, Threshold: threshold, Margins: r.IntN(2) == 0, Ledger: ledger})
			if errors.Is(err, ErrDifference) {
				refused++
				continue
			}
			if err != nil {
				require.ErrorIs(t, err, ErrSmall)
				continue
			}
			let++
			a.exists(tab, by)
			a.read(t, pub.Table, by)
		}
		a.narrow(t)
		// groups finer than any release are attacked too
		small += a.requireWide(t, tab, "", threshold, func(string) bool { return false }, fmt.Sprint("seed ", seed))
	}
	t.Logf("%d releases let through, %d refused, %d small groups attacked", let, refused, small)
	require.Greater(t, let, 300)
	require.Greater(t, refused, 100)
}

// TestLedgerOfChangedTables: persons who come or go between two releases are not told by the difference of any figures
// that can be added up to the same group.
func TestLedgerOfChangedTables(t *testing.T) {
	let, refused := 0, 0
	for seed := range uint64(600) {
		r := rand.New(rand.NewPCG(seed, 79))
		before := crossed(r, 2, 4, func() int { return 12 + r.IntN(9) })
		keep := allRows(before.Rows)
		gone := r.IntN(12)
		r.Shuffle(len(keep), func(i, j int) { keep[i], keep[j] = keep[j], keep[i] })
		after := before.pick(keep[gone:])
		ledger := &Ledger{}
		bys := [][]string{{"a"}, {"b"}, {"a", "b"}}
		publish := func(tab *Table, by []string) (map[string]int, error) {
			pub, err := Publish(tab, PublishConfig{By: by, Margins: r.IntN(2) == 0, Ledger: ledger})
			if err != nil {
				return nil, err
			}
			sums := map[string]int{} // of groups over any of the columns, from the groups shown
			for i := range pub.Table.Rows {
				at := []string{"*", "*"}
				for j, n := range []string{"a", "b"} {
					if slices.Contains(by, n) {
						at[j] = pub.Table.Column(n).Value(i)
					}
				}
				if len(by) == 2 && strings.Contains(groupName(at), "*") || len(by) == 1 && groupName(at) == "*|*" {
					continue
				}
				n, err := strconv.Atoi(pub.Table.Column("rows").Value(i))
				require.NoError(t, err)
				for set := range 4 {
					sum := slices.Clone(at)
					for j := range sum {
						if set>>j&1 == 1 {
							sum[j] = "*"
						}
					}
					if set == 0 || !slices.Equal(sum, at) {
						sums[groupName(sum)] += n
					}
				}
			}
			return sums, nil
		}
		one, err := publish(before, bys[r.IntN(3)])
		require.NoError(t, err)
		two, err := publish(after, bys[r.IntN(3)])
		if errors.Is(err, ErrSmall) {
			continue
		}
		if err != nil {
			require.ErrorIs(t, err, ErrDifference)
			refused++
			continue
		}
		let++
		for name, n := range two {
			if was, ok := one[name]; ok && name != "*|*" {
				require.False(t, n != was && abs(n-was) < 5, "seed %d: %s from %d to %d", seed, name, was, n)
			}
		}
	}
	t.Logf("%d let through, %d refused", let, refused)
	require.Greater(t, let, 50)
	require.Greater(t, refused, 50)
}

// TestAttackOnAdult runs over real columns if they are there.
func TestAttackOnAdult(t *testing.T) {
	dir := os.Getenv("LETHE_TABLES")
	if dir == "" {
		t.Skip("LETHE_TABLES is not set")
	}
	f, err := os.Open(filepath.Join(dir, "adult.csv"))
	require.NoError(t, err)
	defer f.Close()
	tab, err := Read(f, ReadOptions{})
	require.NoError(t, err)
	for _, by := range [][]string{{"age", "native-country"}, {"education", "occupation", "race"}, {"age", "education", "occupation"},
		{"education", "occupation", "race", "sex"}} {
		pub, err := Publish(tab, PublishConfig{By: by, Margins: true})
		require.NoError(t, err)
		a := newAttacker(tab, by, false)
		a.exists(tab, by)
		a.rows[groupName(slices.Repeat([]string{"*"}, len(by)))] = knownRange{tab.Rows, tab.Rows}
		shown := a.read(t, pub.Table, by)
		a.narrow(t)
		kinds := map[string]bool{}
		for name := range shown {
			kinds[stars(name)] = true
		}
		n := a.requireWide(t, tab, "", 5, func(name string) bool { return !shown[name] && kinds[stars(name)] }, fmt.Sprint(by))
		t.Logf("%v: %d figures shown, %d hidden ones attacked, %d kinds of totals left out", by, len(shown), n, len(pub.DroppedMargins))
	}
}
