package table

import (
	"fmt"
	"math/rand/v2"
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
	published, exact, relaxed, dropped, margins := 0, 0, 0, 0, 0
	for seed := range uint64(1200) {
		r := rand.New(rand.NewPCG(seed, 2))
		dims := 1 + r.IntN(3)
		small := r.IntN(6)
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
		dropped += len(pub.DroppedMargins)
		if pub.Primary > 0 && len(a.sets) > 1 {
			margins++
		}
	}
	t.Logf("%d published; hidden groups audited exactly in %d, by bounds alone in %d, under totals in %d", published, exact, relaxed, margins)
	require.Greater(t, published, 600)
	require.Greater(t, exact, 300)
	require.Greater(t, margins, 50)
	require.Positive(t, dropped)
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
