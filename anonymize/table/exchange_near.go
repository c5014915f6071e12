package table

import (
	"cmp"
	"slices"
)

// districts are tuples that agree in the topmost labels below "*" of some columns. They are numbered one after the other.
// Where a district differs from a row in such a label, all of its tuples meet the row at "*", so that most of a table is known
// to be too far away by few looks.
type districts struct {
	start []int32 // first tuple of each, and the end of all
	by    []int   // those columns
	spans []span  // tuples that were near the last row asked for
}

type span struct{ from, to int32 }

const (
	districtSize = 6    // mean number of tuples, at least
	nearSlack    = 1e-3 // of sums of losses
)

// number makes tuples of the rows of a solution, district by district, and returns the tuple of each row.
func (x *exchange) number(s *solution) (of []int32) {
	of = make([]int32, x.p.n)
	at := map[[8]uint16]int{}
	var packs [][8]uint16
	var rows [][]int32
	for i := range s.classes {
		for _, r := range s.classes[i].rows {
			g := x.c.pack(x.p.row(r))
			t, ok := at[g]
			if !ok {
				t = len(rows)
				at[g] = t
				packs, rows = append(packs, g), append(rows, nil)
			}
			rows[t] = append(rows[t], r)
		}
	}
	order, district, n := x.partition(rows)
	x.start = make([]int32, n+1)
	for i, t := range order {
		x.rows, x.packs = append(x.rows, rows[t]), append(x.packs, packs[t])
		x.start[district[t]+1] = int32(i + 1)
		for _, r := range rows[t] {
			of[r] = int32(i)
		}
	}
	return of
}

// partition chooses the columns, those with few topmost labels first, as long as districts do not get too small. It returns the tuples
// in order, and the district of each.
func (x *exchange) partition(rows [][]int32) (order, district []int32, n int) {
	top := func(j int, t int32) uint16 {
		tr := x.p.trees[j]
		return tr.lo[max(0, tr.levels-2)][x.p.row(rows[t][0])[j]]
	}
	labels := make([]int, x.p.q)
	for j, t := range x.p.trees {
		for v := 0; v < t.d; v = int(t.hi[max(0, t.levels-2)][v]) + 1 {
			labels[j]++
		}
		x.by = append(x.by, j)
	}
	slices.SortStableFunc(x.by, func(a, b int) int { return labels[a] - labels[b] })
	district, n = make([]int32, len(rows)), 1
	for i, j := range x.by {
		ids := map[[2]int32]int32{}
		finer := make([]int32, len(rows))
		for t := range rows {
			key := [2]int32{district[t], int32(top(j, int32(t)))}
			id, ok := ids[key]
			if !ok {
				id = int32(len(ids))
				ids[key] = id
			}
			finer[t] = id
		}
		if len(ids)*districtSize > len(rows) {
			x.by = x.by[:i]
			break
		}
		district, n = finer, len(ids)
	}
	order = make([]int32, len(rows))
	for t := range order {
		order[t] = int32(t)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(district[a], district[b]) })
	return order, district, n
}

// near finds the tuples that may share a cell with a loss below limit with a row.
func (x *exchange) near(row int32, limit float32) {
	var rank [maxColumns][maxLevels]uint32
	rep := x.row(row)
	for _, j := range x.by {
		t := x.p.trees[j]
		rank[j][t.levels-1] = uint32(wholeLoss * t.loss[t.levels-1][rep[j]])
	}
	x.c.fill(rep, &rank)
	x.spans = x.spans[:0]
	most := uint32(wholeLoss * limit)
	for b, from := range x.start[:len(x.start)-1] {
		if x.c.sum(&x.packs[from]) >= most {
			continue
		}
		if n := len(x.spans); n > 0 && x.spans[n-1].to == from {
			x.spans[n-1].to = x.start[b+1]
		} else {
			x.spans = append(x.spans, span{from, x.start[b+1]})
		}
	}
	x.work += len(x.start)
}
