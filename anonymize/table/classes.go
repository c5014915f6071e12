package table

import (
	"hash/maphash"
	"math/bits"
)

// classesOf numbers the rows by the strings of columns: rows of one number have the same strings. Exact: the
// codes of as many columns as fit 64 bits are one key, and the numbers of those are a digit of the next key.
func classesOf(t *Table, names []string) (of []int32, n int) {
	of = make([]int32, t.Rows)
	n = 1
	for len(names) > 0 {
		g := &grouper{of: of, seed: maphash.Bytes(maphash.MakeSeed(), nil) | 1}
		g.digits = append(g.digits, 1)
		all := uint64(n)
		for len(names) > 0 {
			c := t.Column(names[0])
			over, next := bits.Mul64(all, uint64(len(c.Values)))
			if over != 0 {
				break
			}
			g.columns, g.digits = append(g.columns, c), append(g.digits, all)
			all, names = next, names[1:]
		}
		n = g.number()
	}
	return of, n
}

// grouper replaces the numbers in of by numbers of (old number, codes of columns).
type grouper struct {
	of      []int32
	columns []*Column
	digits  []uint64 // what one more in of, then in each column, adds to the key
	seed    uint64
}

// number replaces the numbers and returns how many there are. One core does it: several that share the
// keys by their hash took longer, waiting for each other's memory.
func (g *grouper) number() int {
	type slot struct {
		key uint64
		id  int32 // from 1
	}
	slots, used := make([]slot, 1<<10), 0
	put := func(key uint64) *slot {
		mask := uint64(len(slots) - 1)
		h := key * g.seed
		for i := (h ^ h>>32) & mask; ; i = (i + 1) & mask {
			if s := &slots[i]; s.id == 0 || s.key == key {
				return s
			}
		}
	}
	var key [4096]uint64
	var code [4096]uint32
	for from := 0; from < len(g.of); from += len(key) {
		n := min(len(key), len(g.of)-from)
		for i, x := range g.of[from : from+n] {
			key[i] = uint64(x)
		}
		for j, c := range g.columns {
			c.codes.decode(code[:n], from)
			d := g.digits[j+1]
			for i, x := range code[:n] {
				key[i] += uint64(x) * d
			}
		}
		for i, k := range key[:n] {
			s := put(k)
			if s.id == 0 {
				used++
				s.key, s.id = k, int32(used)
				if 2*used > len(slots) {
					old := slots
					slots = make([]slot, 2*len(old))
					for _, o := range old {
						if o.id > 0 {
							*put(o.key) = o
						}
					}
					s = put(k)
				}
			}
			g.of[from+i] = s.id - 1
		}
	}
	return used
}

// groupsOf returns the rows of every combination of strings, in order of their first row.
func groupsOf(t *Table, names []string) [][]int32 {
	of, n := classesOf(t, names)
	at := make([]int32, n) // by number: group from 1
	var size []int32
	for i, c := range of {
		if at[c] == 0 {
			size = append(size, 0)
			at[c] = int32(len(size))
		}
		of[i] = at[c] - 1
		size[of[i]]++
	}
	rows := make([]int32, len(of)) // one array for all groups
	out := make([][]int32, len(size))
	from := int32(0)
	for g, n := range size {
		out[g] = rows[from : from : from+n]
		from += n
	}
	for i, g := range of {
		out[g] = append(out[g], int32(i))
	}
	return out
}
