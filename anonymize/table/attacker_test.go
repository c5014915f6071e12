package table

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// An attacker who knows nothing of how Publish works: who knows which groups there are over the columns of a release, and how many
// persons the table has, and reads all releases. Every group over every set of columns has an interval of rows and one of persons;
// a group is the sum of its parts by any one further column (persons who are in several parts: between the largest and the sum),
// and intervals are narrowed by these until nothing moves.

type knownRange struct{ lo, hi int }

type attacker struct {
	columns []string
	parts   map[string][][]string // by group: its parts, by one further column each
	rows    map[string]knownRange
	persons map[string]knownRange
	overlap bool // persons may be in several groups
}

// groupName is "a=1|*|c=3".
func groupName(at []string) string { return strings.Join(at, "|") }

// newAttacker knows the values of columns.
func newAttacker(in *Table, columns []string, overlap bool) *attacker {
	a := &attacker{columns: columns, parts: map[string][][]string{}, rows: map[string]knownRange{}, persons: map[string]knownRange{}, overlap: overlap}
	rows := [][]string{{}}
	for _, n := range columns {
		var longer [][]string
		for _, r := range rows {
			for _, v := range in.Column(n).Values {
				longer = append(longer, append(slices.Clone(r), v))
			}
		}
		rows = longer
	}
	a.combine(rows)
	return a
}

// combine makes the groups over every set of columns of these combinations of values.
func (a *attacker) combine(rows [][]string) {
	has := map[string]bool{}
	for _, row := range rows {
		for set := range 1 << len(row) {
			at := slices.Clone(row)
			for j := range at {
				if set>>j&1 == 0 {
					at[j] = "*"
				}
			}
			name := groupName(at)
			if _, ok := a.rows[name]; !ok {
				a.rows[name], a.persons[name] = knownRange{0, 1 << 30}, knownRange{0, 1 << 30}
				a.parts[name] = make([][]string, len(row))
			}
			for j := range at {
				if at[j] != "*" {
					continue
				}
				part := slices.Clone(at)
				part[j] = row[j]
				if p := groupName(part); !has[name+"\x00"+p] {
					has[name+"\x00"+p] = true
					a.parts[name][j] = append(a.parts[name][j], p)
				}
			}
		}
	}
}

// exists says which groups over by there are; there is no other.
func (a *attacker) exists(in *Table, by []string) {
	there := map[string]bool{}
	for i := range in.Rows {
		for set := range 1 << len(a.columns) {
			at := make([]string, len(a.columns))
			for j, n := range a.columns {
				at[j] = "*"
				if set>>j&1 == 1 && slices.Contains(by, n) {
					at[j] = in.Column(n).Value(i)
				}
			}
			there[groupName(at)] = true
		}
	}
	for name := range a.rows {
		known := true
		for j, v := range strings.Split(name, "|") {
			known = known && (v == "*" || slices.Contains(by, a.columns[j]))
		}
		switch {
		case known && there[name]:
			a.rows[name] = knownRange{max(1, a.rows[name].lo), a.rows[name].hi}
			a.persons[name] = knownRange{max(1, a.persons[name].lo), a.persons[name].hi}
		case known:
			a.rows[name], a.persons[name] = knownRange{0, 0}, knownRange{0, 0}
		}
	}
}

// read takes what a publication over by shows in its figures "rows" and "subjects".
func (a *attacker) read(t *testing.T, pub *Table, by []string) map[string]bool {
	shown := map[string]bool{}
	for i := range pub.Rows {
		at := make([]string, len(a.columns))
		for j, n := range a.columns {
			at[j] = "*"
			if slices.Contains(by, n) {
				at[j] = pub.Column(n).Value(i)
			}
		}
		name := groupName(at)
		shown[name] = true
		for figure, known := range map[string]map[string]knownRange{"rows": a.rows, "subjects": a.persons} {
			if c := pub.Column(figure); c != nil {
				n, err := strconv.Atoi(c.Value(i))
				require.NoError(t, err)
				known[name] = knownRange{n, n}
			}
		}
	}
	return shown
}

// narrow runs to the fixed point. It fails if the releases contradict each other.
func (a *attacker) narrow(t *testing.T) {
	var queue []string
	for name := range a.rows {
		queue = append(queue, name)
	}
	slices.Sort(queue)
	for range 200 {
		moved := false
		set := func(m map[string]knownRange, name string, lo, hi int) {
			was := m[name]
			now := knownRange{max(was.lo, lo), min(was.hi, hi)}
			require.LessOrEqual(t, now.lo, now.hi, name)
			if now != was {
				m[name], moved = now, true
			}
		}
		for _, name := range queue {
			for _, parts := range a.parts[name] {
				if len(parts) == 0 {
					continue
				}
				for x, m := range []map[string]knownRange{a.rows, a.persons} {
					lo, hi, most := 0, 0, 0
					for _, p := range parts {
						lo, hi, most = lo+m[p].lo, hi+m[p].hi, max(most, m[p].lo)
					}
					union := a.overlap && x == 1
					whole := m[name]
					if union {
						set(m, name, most, hi)
					} else {
						set(m, name, lo, hi)
					}
					for _, p := range parts {
						x := m[p]
						if union {
							set(m, p, whole.lo-(hi-x.hi), whole.hi)
						} else {
							set(m, p, whole.lo-(hi-x.hi), whole.hi-(lo-x.lo))
						}
					}
				}
			}
			set(a.persons, name, 0, a.rows[name].hi)
			set(a.rows, name, a.persons[name].lo, 1<<30)
		}
		if !moved {
			return
		}
	}
}

// truth counts rows and persons of every group.
func (a *attacker) truth(in *Table, subject string) (rows, persons map[string]int) {
	rows, persons = map[string]int{}, map[string]int{}
	who := map[string]bool{}
	for i := range in.Rows {
		for set := range 1 << len(a.columns) {
			at := make([]string, len(a.columns))
			for j, n := range a.columns {
				at[j] = "*"
				if set>>j&1 == 1 {
					at[j] = in.Column(n).Value(i)
				}
			}
			name := groupName(at)
			rows[name]++
			id := strconv.Itoa(i)
			if subject != "" {
				id = in.Column(subject).Value(i)
			}
			if !who[name+"\x00"+id] {
				who[name+"\x00"+id] = true
				persons[name]++
			}
		}
	}
	return rows, persons
}

// requireWide: no group of fewer persons than the threshold is known to less than the threshold, neither its persons nor its rows.
func (a *attacker) requireWide(t *testing.T, in *Table, subject string, threshold int, hidden func(name string) bool, what string) (small int) {
	t.Helper()
	rows, persons := a.truth(in, subject)
	for name, n := range persons {
		p, r := a.persons[name], a.rows[name]
		require.True(t, p.lo <= n && n <= p.hi && r.lo <= rows[name] && rows[name] <= r.hi, "%s: the attacker is wrong about %s", what, name)
		if n >= threshold && !hidden(name) {
			continue
		}
		small++
		require.GreaterOrEqual(t, p.hi-p.lo, threshold, "%s: %s has %d persons, known are %v", what, name, n, p)
		require.GreaterOrEqual(t, r.hi-r.lo, threshold, "%s: %s has %d rows, known are %v", what, name, rows[name], r)
	}
	return small
}
