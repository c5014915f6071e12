package table

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// interval is all that an attacker knows of one group that is not shown.
type interval struct{ lo, hi int }

// auditHidden enumerates every way to fill the groups that are not shown, given the shown ones and all
// shown totals, and returns what each may be. Groups without rows are known to be empty.
func auditHidden(t *testing.T, in *Table, by []string, out *Table) map[string]*interval {
	t.Helper()
	truth := map[string]int{}
	var order [][]string
	for i := range in.Rows {
		var at []string
		for _, n := range by {
			at = append(at, in.Column(n).Value(i))
		}
		k := fmt.Sprint(at)
		if truth[k] == 0 {
			order = append(order, at)
		}
		truth[k]++
	}
	type constraint struct {
		at   []string
		left int
	}
	var cons []*constraint
	shown := map[string]int{}
	for i := range out.Rows {
		var at []string
		star := false
		for _, n := range by {
			v := out.Column(n).Value(i)
			star = star || v == "*"
			at = append(at, v)
		}
		n, err := strconv.Atoi(out.Column("rows").Value(i))
		require.NoError(t, err)
		if star {
			cons = append(cons, &constraint{at, n})
		} else {
			shown[fmt.Sprint(at)] = n
		}
	}
	match := func(c *constraint, at []string) bool {
		for j, v := range c.at {
			if v != "*" && v != at[j] {
				return false
			}
		}
		return true
	}
	var hidden [][]string
	for _, at := range order {
		if n, ok := shown[fmt.Sprint(at)]; ok {
			require.Equal(t, truth[fmt.Sprint(at)], n)
			for _, c := range cons {
				if match(c, at) {
					c.left -= n
				}
			}
			continue
		}
		hidden = append(hidden, at)
	}
	// for each hidden group, the set of constraints that bind it
	know := map[string]*interval{}
	value := make([]int, len(hidden))
	var fill func(i int)
	fill = func(i int) {
		if i == len(hidden) {
			for _, c := range cons {
				if c.left != 0 {
					return
				}
			}
			for j, at := range hidden {
				k := fmt.Sprint(at)
				if know[k] == nil {
					know[k] = &interval{value[j], value[j]}
				}
				know[k].lo, know[k].hi = min(know[k].lo, value[j]), max(know[k].hi, value[j])
			}
			return
		}
		limit := 12 // more than any group has: without a total, a group is unbounded
		for _, c := range cons {
			if match(c, hidden[i]) {
				limit = min(limit, c.left)
			}
		}
		for v := 0; v <= limit; v++ {
			value[i] = v
			for _, c := range cons {
				if match(c, hidden[i]) {
					c.left -= v
				}
			}
			fill(i + 1)
			for _, c := range cons {
				if match(c, hidden[i]) {
					c.left += v
				}
			}
		}
	}
	if len(hidden) <= 6 {
		fill(0)
	}
	return know
}

func TestNoHiddenCellIsNarrow(t *testing.T) {
	hidden, dropped := 0, 0
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 2))
		var rows [][]string
		na, nb := 2+r.IntN(2), 1+r.IntN(3)
		for a := range na {
			for b := range nb {
				n := 4 + r.IntN(4)
				if r.IntN(4) == 0 {
					n = r.IntN(3)
				}
				for range n {
					rows = append(rows, []string{fmt.Sprintf("a%d", a), fmt.Sprintf("b%d", b)})
				}
			}
		}
		if len(rows) < 3 {
			continue
		}
		tab, err := New([]string{"a", "b"}, rows)
		require.NoError(t, err)
		pub, err := Publish(tab, PublishConfig{By: []string{"a", "b"}, Threshold: 3, Margins: true})
		require.NoError(t, err)
		for _, iv := range auditHidden(t, tab, []string{"a", "b"}, pub.Table) {
			hidden++
			require.GreaterOrEqual(t, iv.hi-iv.lo, 3, "seed %d", seed)
		}
		dropped += len(pub.DroppedMargins)
	}
	require.Greater(t, hidden, 100)
	require.Positive(t, dropped)
}

func groupTable(t *testing.T, counts map[string]int) *Table {
	t.Helper()
	var rows [][]string
	for _, g := range []string{"x", "y", "z"} {
		for i := range counts[g] {
			rows = append(rows, []string{g, fmt.Sprintf("%s%d", g, i), "10"})
		}
	}
	tab, err := New([]string{"g", "who", "v"}, rows)
	require.NoError(t, err)
	return tab
}

func TestPublishHidesTheSingleRow(t *testing.T) {
	tab := groupTable(t, map[string]int{"x": 1, "y": 9, "z": 20})
	pub, err := Publish(tab, PublishConfig{By: []string{"g"}, Margins: true,
		Statistics: []Statistic{{Kind: Rows}, {Kind: Sum, Column: "v"}, {Kind: Mean, Column: "v"}, {Kind: Percent}}})
	require.NoError(t, err)
	require.Equal(t, "g,rows,sum of v,mean of v,percent\nz,20,200,10,66.67\n*,30,300,10,100.00\n", text(t, pub.Table))
	require.Equal(t, [3]int{1, 1, 10}, [3]int{pub.Primary, pub.Complementary, pub.Narrowest})
}

func TestPublishCountsPersonsNotRows(t *testing.T) {
	var rows [][]string
	for range 50 {
		rows = append(rows, []string{"x", "ann"})
	}
	for i := range 20 {
		rows = append(rows, []string{"y", fmt.Sprint(i)}, []string{"z", fmt.Sprint(i)})
	}
	tab, err := New([]string{"g", "who"}, rows)
	require.NoError(t, err)
	pub, err := Publish(tab, PublishConfig{By: []string{"g"}, Subject: "who", Statistics: []Statistic{{Kind: Subjects}}})
	require.NoError(t, err)
	require.NotContains(t, text(t, pub.Table), "x")
	require.Equal(t, 1, pub.Primary)
}

func TestPublishDominanceAndClean(t *testing.T) {
	var rows [][]string
	for i := range 10 {
		v := "1"
		if i == 0 {
			v = "1000"
		}
		rows = append(rows, []string{"x", v}, []string{"y", "5"}, []string{"z ann@example.com", "5"}, []string{"w", "5"})
	}
	tab, err := New([]string{"g", "v"}, rows)
	require.NoError(t, err)
	pub, err := Publish(tab, PublishConfig{By: []string{"g"}, Dominance: .8, Statistics: []Statistic{{Kind: Sum, Column: "v"}},
		Clean: func(s string) bool { return len(s) < 3 }})
	require.NoError(t, err)
	require.Equal(t, "g,sum of v\ny,50\nw,50\n", text(t, pub.Table))
}

func TestLedgerRefusesSubtraction(t *testing.T) {
	l := &Ledger{}
	release := func(c map[string]int) error {
		_, err := Publish(groupTable(t, c), PublishConfig{By: []string{"g"}, Margins: true, Ledger: l})
		return err
	}
	require.NoError(t, release(map[string]int{"x": 10, "y": 10, "z": 10}))
	require.NoError(t, release(map[string]int{"x": 10, "y": 10, "z": 10}))
	require.ErrorIs(t, release(map[string]int{"x": 11, "y": 10, "z": 10}), ErrDifference)
	require.ErrorIs(t, release(map[string]int{"x": 3, "y": 10, "z": 20}), ErrDifference)
	require.NoError(t, release(map[string]int{"x": 30, "y": 30, "z": 30}))
	var b bytes.Buffer
	require.NoError(t, l.Write(&b))
	back, err := ReadLedger(&b)
	require.NoError(t, err)
	require.Equal(t, l, back)
	require.Len(t, back.Releases, 3)
}

func TestPublishRefuses(t *testing.T) {
	tab := groupTable(t, map[string]int{"x": 2, "y": 2})
	for _, c := range []struct {
		cfg  PublishConfig
		want error
	}{
		{PublishConfig{By: []string{"g"}}, ErrSmall},
		{PublishConfig{By: []string{"no"}, Threshold: 2}, ErrColumn},
		{PublishConfig{By: []string{"g"}, Threshold: 1}, ErrThreshold},
		{PublishConfig{By: []string{"g"}, Threshold: 2, Statistics: []Statistic{{Kind: Sum, Column: "who"}}}, ErrMeasure},
	} {
		_, err := Publish(tab, c.cfg)
		require.ErrorIs(t, err, c.want)
	}
}
