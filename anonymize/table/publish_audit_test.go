package table

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// crossed invents a table of up to three group columns with small groups here and there.
func crossed(r *rand.Rand, dims, most int, sizes func() int) *Table {
	names := []string{"a", "b", "c"}[:dims]
	width := make([]int, dims)
	for j := range width {
		width[j] = 1 + r.IntN(most)
	}
	var rows [][]string
	at := make([]int, dims)
	for {
		for range sizes() {
			var row []string
			for j, x := range at {
				row = append(row, fmt.Sprint(names[j], x))
			}
			rows = append(rows, row)
		}
		j := 0
		for ; j < dims; j++ {
			if at[j]++; at[j] < width[j] {
				break
			}
			at[j] = 0
		}
		if j == dims {
			break
		}
	}
	if len(rows) == 0 {
		return nil
	}
	t, err := New(names, rows)
	if err != nil {
		panic(err)
	}
	return t
}

func countsOf(t *Table, by []string) map[string]int {
	out := map[string]int{}
	for i := range t.Rows {
		var at []string
		for _, n := range by {
			at = append(at, t.Column(n).Value(i))
		}
		out[fmt.Sprint(at)]++
	}
	return out
}

func TestNoHiddenCellIsNarrow(t *testing.T) {
	published, exact, relaxed, margins := 0, 0, 0, 0
	for seed := range uint64(1200) {
		r := rand.New(rand.NewPCG(seed, 2))
		dims := 1 + r.IntN(3)
		small := r.IntN(11)
		tab := crossed(r, dims, 7-2*dims+2, func() int {
			switch {
			case r.IntN(8) == 0:
				return 0
			case r.IntN(10) < small:
				return 1 + r.IntN(3)
			}
			return 4 + r.IntN(12)
		})
		if tab == nil {
			continue
		}
		by := []string{"a", "b", "c"}[:dims]
		threshold := 2 + r.IntN(6)
		pub, err := Publish(tab, PublishConfig{By: by, Threshold: threshold, Margins: r.IntN(4) > 0})
		if err != nil {
			require.ErrorIs(t, err, ErrSmall)
			continue
		}
		published++
		a := auditOf(t, tab, by, pub.Table, "rows", countsOf(tab, by), tab.Rows)
		if a.require(t, threshold, fmt.Sprint("seed ", seed)) {
			exact++
		} else if len(a.hidden) > 0 {
			relaxed++
		}
		if pub.Primary > 0 && len(a.sets) > 1 {
			margins++
		}
	}
	t.Logf("%d published; hidden groups audited exactly in %d, by bounds alone in %d, under totals in %d", published, exact, relaxed, margins)
	require.Greater(t, published, 600)
	require.Greater(t, exact, 300)
	require.Greater(t, margins, 50)
}

func TestAdversarialTables(t *testing.T) {
	one := func(counts ...int) *Table {
		var rows [][]string
		for g, n := range counts {
			for range n {
				rows = append(rows, []string{fmt.Sprint("g", g)})
			}
		}
		tab, err := New([]string{"a"}, rows)
		require.NoError(t, err)
		return tab
	}
	for name, counts := range map[string][]int{
		"one row in a group":         {1, 9, 20, 30},
		"the total reveals":          {4, 50, 60},
		"two small groups":           {1, 1, 50},
		"all small but one":          {1, 2, 1, 2, 1, 40},
		"exactly the threshold":      {5, 5, 5},
		"one under, rest just above": {4, 5, 5, 5},
	} {
		tab := one(counts...)
		pub, err := Publish(tab, PublishConfig{By: []string{"a"}, Margins: true, Statistics: []Statistic{{Kind: Rows}, {Kind: Percent}}})
		require.NoError(t, err, name)
		auditOf(t, tab, []string{"a"}, pub.Table, "rows", countsOf(tab, []string{"a"}), tab.Rows).require(t, 5, name)
	}
	_, err := Publish(one(1, 4), PublishConfig{By: []string{"a"}, Margins: true}) // the total alone would do
	require.ErrorIs(t, err, ErrSmall)
}

// TestPersonsInOneGroupEach: with persons of several rows, neither rows nor persons are narrow.
func TestPersonsInOneGroupEach(t *testing.T) {
	audited := 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 5))
		base := crossed(r, 2, 4, func() int { return 1 + r.IntN(15) })
		var rows [][]string
		persons := map[string]int{}
		for i := range base.Rows {
			at := []string{base.Column("a").Value(i), base.Column("b").Value(i)}
			persons[fmt.Sprint(at)]++
			for range 1 + r.IntN(20)*r.IntN(2) {
				rows = append(rows, append([]string{fmt.Sprint("p", i)}, at...))
			}
		}
		tab, err := New([]string{"who", "a", "b"}, rows)
		require.NoError(t, err)
		by := []string{"a", "b"}
		pub, err := Publish(tab, PublishConfig{By: by, Subject: "who", Margins: true, Statistics: []Statistic{{Kind: Rows}, {Kind: Subjects}}})
		if err != nil {
			require.ErrorIs(t, err, ErrSmall)
			continue
		}
		auditOf(t, tab, by, pub.Table, "rows", countsOf(tab, by), tab.Rows).require(t, 5, fmt.Sprint("rows, seed ", seed))
		if auditOf(t, tab, by, pub.Table, "subjects", persons, base.Rows).require(t, 5, fmt.Sprint("persons, seed ", seed)) {
			audited++
		}
	}
	require.Greater(t, audited, 100)
}

// TestTwoReleases solves what a ledger let through together: groups of columns a, b and c are unknown, every figure of
// either release is an equation.
func TestTwoReleases(t *testing.T) {
	both, refused, small := 0, 0, 0
	for seed := range uint64(800) {
		r := rand.New(rand.NewPCG(seed, 31))
		tab := crossed(r, 3, 3, func() int {
			if r.IntN(12) == 0 {
				return 1 + r.IntN(3)
			}
			return 8 + r.IntN(12)
		})
		ledger := &Ledger{}
		a := audited{empty: true} // finer groups than those of a release are not known to have rows
		index := map[string]int{}
		for i := range tab.Rows {
			at := []string{tab.Column("a").Value(i), tab.Column("b").Value(i), tab.Column("c").Value(i)}
			if _, ok := index[fmt.Sprint(at)]; !ok {
				index[fmt.Sprint(at)] = len(a.hidden)
				a.hidden = append(a.hidden, at)
			}
		}
		whole := make([]int, len(a.hidden))
		for i := range whole {
			whole[i] = i
		}
		a.sets, a.left = [][]int{whole}, []int{tab.Rows}
		const threshold = 5
		released := 0
		for range 2 {
			by := [][]string{{"a"}, {"b"}, {"a", "b"}, {"b", "c"}, {"a", "b", "c"}}[r.IntN(5)]
			pub, err := Publish(tab, PublishConfig{By: by, Threshold: threshold, Margins: r.IntN(2) == 0, Ledger: ledger})
			if errors.Is(err, ErrDifference) {
				refused++
				continue
			}
			if err != nil {
				require.ErrorIs(t, err, ErrSmall)
				continue
			}
			released++
			shown := map[string]bool{}
			for i := range pub.Table.Rows {
				set, key := cellsOf(a.hidden, by, func(n string) string { return pub.Table.Column(n).Value(i) })
				n, err := strconv.Atoi(pub.Table.Column("rows").Value(i))
				require.NoError(t, err)
				a.sets, a.left = append(a.sets, set), append(a.left, n)
				shown[key] = true
			}
			count := countsOf(tab, by)
			for i := range tab.Rows { // groups of this release that are small
				set, key := cellsOf(a.hidden, by, func(n string) string { return tab.Column(n).Value(i) })
				if n := count[key]; !shown[key] && n < threshold {
					a.small, a.rows = append(a.small, set), append(a.rows, n)
					shown[key] = true
				}
			}
		}
		if released == 2 {
			both++
		}
		for i, set := range a.small {
			small++
			width := a.maximum(set, 1) + a.maximum(set, -1)
			require.GreaterOrEqual(t, width, float64(threshold)-1e-4, "seed %d: a group of %d", seed, a.rows[i])
		}
	}
	t.Logf("%d pairs let through, %d refused, %d small groups", both, refused, small)
	require.Greater(t, both, 100)
	require.Greater(t, refused, 100)
	require.Greater(t, small, 100)
}

// cellsOf are the groups in which the columns by have the values of a row, and that row as [countsOf] writes it.
func cellsOf(groups [][]string, by []string, value func(column string) string) ([]int, string) {
	var at []string
	for _, n := range by {
		at = append(at, value(n))
	}
	var set []int
	for x, g := range groups {
		in := true
		for j, n := range by {
			in = in && (at[j] == "*" || at[j] == g[n[0]-'a'])
		}
		if in {
			set = append(set, x)
		}
	}
	return set, fmt.Sprint(at)
}

// TestHiddenSums: no hidden sum is narrower than what one person adds to it.
func TestHiddenSums(t *testing.T) {
	audited, skewed := 0, 0
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 8))
		fine := 6 - r.IntN(5)
		base := crossed(r, 1+r.IntN(2), 5, func() int {
			if r.IntN(fine) == 0 {
				return 1 + r.IntN(4)
			}
			return 6 + r.IntN(12)
		})
		by := []string{"a", "b"}[:len(base.Columns)]
		sum, top := map[string]int{}, map[string]int{}
		var rows [][]string
		all := 0
		for i := range base.Rows {
			var at []string
			for _, n := range by {
				at = append(at, base.Column(n).Value(i))
			}
			v := r.IntN(50)
			if r.IntN(15) == 0 { // one who dwarfs the others
				v = 2000 + r.IntN(3000)
			}
			key := fmt.Sprint(at)
			sum[key], top[key], all = sum[key]+v, max(top[key], v), all+v
			rows = append(rows, append(at, strconv.Itoa(v)))
		}
		tab, err := New(append(slices.Clone(by), "v"), rows)
		require.NoError(t, err)
		pub, err := Publish(tab, PublishConfig{By: by, Margins: true, Dominance: .8, Statistics: []Statistic{{Kind: Sum, Column: "v"}}})
		if err != nil {
			require.ErrorIs(t, err, ErrSmall)
			continue
		}
		a := auditOf(t, tab, by, pub.Table, "sum of v", sum, all)
		a.empty = true
		for i, at := range a.hidden {
			width := a.maximum([]int{i}, 1) + a.maximum([]int{i}, -1)
			require.GreaterOrEqual(t, width, float64(top[fmt.Sprint(at)])-1e-3, "seed %d: %v", seed, at)
			audited++
			if 5*top[fmt.Sprint(at)] > 4*sum[fmt.Sprint(at)] {
				skewed++
			}
		}
	}
	t.Logf("%d hidden sums, %d of them of one person mostly", audited, skewed)
	require.Greater(t, audited, 300)
	require.Greater(t, skewed, 50)
}
