package table

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The audit of publications shares no code with Publish: it reads the original for which groups there
// are, and the publication for everything else. Somebody who knows the groups, the size of the table and
// all that is shown solves for what each group that is not shown can be.

// audited is the system of equations of the groups that are not shown.
type audited struct {
	hidden [][]string
	sets   [][]int // hidden groups of each total
	left   []int   // what they sum to
	small  [][]int // hidden groups of each total that is not shown, with how many rows it has
	rows   []int
	empty  bool // groups may have no row; else one or more
}

func auditOf(t *testing.T, in *Table, by []string, out *Table, figure string, truth map[string]int, all int) audited {
	t.Helper()
	shown := map[string]int{}
	type known struct {
		at []string
		n  int
	}
	totals := []known{{make([]string, len(by)), all}}
	for j := range by {
		totals[0].at[j] = "*"
	}
	for i := range out.Rows {
		var at []string
		for _, n := range by {
			at = append(at, out.Column(n).Value(i))
		}
		n, err := strconv.Atoi(out.Column(figure).Value(i))
		require.NoError(t, err)
		if strings.Contains(strings.Join(at, "\x00"), "*") {
			totals = append(totals, known{at, n})
		} else {
			shown[fmt.Sprint(at)] = n
		}
	}
	var a audited
	unshown := map[string]*known{} // totals that are not shown
	inUnshown := map[string][]int{}
	for i := range in.Rows {
		for mask := 1; mask < 1<<len(by)-1; mask++ {
			at := make([]string, len(by))
			for j, n := range by {
				at[j] = "*"
				if mask>>j&1 == 1 {
					at[j] = in.Column(n).Value(i)
				}
			}
			if slices.ContainsFunc(totals, func(k known) bool { return slices.Equal(k.at, at) }) {
				continue
			}
			key := fmt.Sprint(at)
			if unshown[key] == nil {
				unshown[key] = &known{at: at}
			}
			unshown[key].n++
		}
	}
	seen := map[string]bool{}
	inside := func(total, at []string) bool {
		for j := range at {
			if total[j] != "*" && total[j] != at[j] {
				return false
			}
		}
		return true
	}
	rest := make([]int, len(totals))
	for i := range totals {
		rest[i] = totals[i].n
	}
	sets := make([][]int, len(totals))
	for i := range in.Rows {
		var at []string
		for _, n := range by {
			at = append(at, in.Column(n).Value(i))
		}
		key := fmt.Sprint(at)
		if seen[key] {
			continue
		}
		seen[key] = true
		n, ok := shown[key]
		if ok {
			require.Equal(t, truth[key], n)
		} else {
			a.hidden = append(a.hidden, at)
			for k, u := range unshown {
				if inside(u.at, at) {
					inUnshown[k] = append(inUnshown[k], len(a.hidden)-1)
				}
			}
		}
		for x := range totals {
			if !inside(totals[x].at, at) {
				continue
			}
			if ok {
				rest[x] -= n
			} else {
				sets[x] = append(sets[x], len(a.hidden)-1)
			}
		}
	}
	for x := range totals {
		if len(sets[x]) == 0 {
			require.Zero(t, rest[x])
			continue
		}
		a.sets, a.left = append(a.sets, sets[x]), append(a.left, rest[x])
	}
	for k, set := range inUnshown {
		a.small, a.rows = append(a.small, set), append(a.rows, unshown[k].n)
	}
	return a
}

// exact enumerates all ways to fill the hidden groups with one or more each, and returns what these and then
// the totals that are not shown can be; ok is false if there are too many.
func (a audited) exact() (lo, hi []int, ok bool) {
	n := len(a.hidden)
	lo, hi = make([]int, n+len(a.small)), make([]int, n+len(a.small))
	for i := range lo {
		lo[i] = math.MaxInt
	}
	left := append([]int(nil), a.left...)
	open := make([]int, len(a.sets)) // groups not filled yet
	of := make([][]int, n)
	for s, set := range a.sets {
		open[s] = len(set)
		for _, i := range set {
			of[i] = append(of[i], s)
		}
	}
	value := make([]int, n)
	steps := 0
	var fill func(int)
	fill = func(i int) {
		if steps++; steps > 400000 {
			return
		}
		if i == n {
			for j, v := range value {
				lo[j], hi[j] = min(lo[j], v), max(hi[j], v)
			}
			for j, set := range a.small {
				sum := 0
				for _, x := range set {
					sum += value[x]
				}
				lo[n+j], hi[n+j] = min(lo[n+j], sum), max(hi[n+j], sum)
			}
			return
		}
		from, to := 1, math.MaxInt
		for _, s := range of[i] {
			to = min(to, left[s]-(open[s]-1))
			if open[s] == 1 {
				from = max(from, left[s])
			}
		}
		for v := from; v <= to; v++ {
			value[i] = v
			for _, s := range of[i] {
				left[s] -= v
				open[s]--
			}
			fill(i + 1)
			for _, s := range of[i] {
				left[s] += v
				open[s]++
			}
		}
	}
	fill(0)
	return lo, hi, steps <= 400000
}

// relaxed bounds each hidden group by linear programming: no integer solution lies outside.
func (a audited) relaxed() (lo, hi []float64) {
	for i := range a.hidden {
		lo, hi = append(lo, 1-a.maximum([]int{i}, -1)), append(hi, 1+a.maximum([]int{i}, 1))
	}
	return lo, hi
}

// maximum is the maximum of the sum of sign·(x-1) over a set of groups, for x ≥ 1 with the totals (x and x ≥ 0 if they may be empty) (dense simplex, Bland's rule, artificial variables at a high price).
func (a audited) maximum(of []int, sign float64) float64 {
	const price = 1e7
	m, n := len(a.sets), len(a.hidden)
	rows := make([][]float64, m)
	basis := make([]int, m)
	goal := make([]float64, n+m+1)
	for _, i := range of {
		goal[i] = sign
	}
	for r, set := range a.sets {
		rows[r] = make([]float64, n+m+1)
		rows[r][n+m] = float64(a.left[r] - len(set))
		if a.empty {
			rows[r][n+m] = float64(a.left[r])
		}
		for _, j := range set {
			rows[r][j] = 1
		}
		rows[r][n+r], basis[r] = 1, n+r
		for c := range rows[r] { // the price of the artificial variables, out of the basis
			if c != n+r {
				goal[c] += price * rows[r][c]
			}
		}
	}
	for range 5000 {
		col := -1
		for c := range n {
			if goal[c] > 1e-6 {
				col = c
				break
			}
		}
		if col < 0 {
			break
		}
		row, best := -1, math.Inf(1)
		for r := range rows {
			if rows[r][col] > 1e-9 {
				if q := rows[r][n+m] / rows[r][col]; q < best-1e-9 || q < best+1e-9 && basis[r] < basis[row] {
					row, best = r, q
				}
			}
		}
		if row < 0 {
			return math.Inf(1)
		}
		p := rows[row][col]
		for c := range rows[row] {
			rows[row][c] /= p
		}
		for r := range rows {
			if f := rows[r][col]; r != row && f != 0 {
				for c := range rows[r] {
					rows[r][c] -= f * rows[row][c]
				}
			}
		}
		f := goal[col]
		for c := range goal {
			goal[c] -= f * rows[row][c]
		}
		basis[row] = col
	}
	most := 0.0
	for r, b := range basis {
		if slices.Contains(of, b) {
			most += sign * rows[r][n+m]
		}
	}
	return most
}

func (a audited) require(t *testing.T, threshold int, what string) (exact bool) {
	t.Helper()
	if len(a.hidden) == 0 {
		return false
	}
	flo, fhi := a.relaxed()
	for i := range a.hidden {
		require.GreaterOrEqual(t, fhi[i]-flo[i], float64(threshold)-1e-4, "%s: %v", what, a.hidden[i])
	}
	lo, hi, ok := a.exact()
	if !ok {
		return false
	}
	for i := range a.hidden {
		require.GreaterOrEqual(t, hi[i]-lo[i], threshold, "%s: %v", what, a.hidden[i])
		require.LessOrEqual(t, float64(hi[i]), fhi[i]+1e-4, what) // the two auditors agree
		require.GreaterOrEqual(t, float64(lo[i]), flo[i]-1e-4, what)
	}
	for j, rows := range a.rows {
		if at := len(a.hidden) + j; rows < threshold {
			require.GreaterOrEqual(t, hi[at]-lo[at], threshold, "%s: a total of %d rows", what, rows)
		}
	}
	return true
}
