package table

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
)

// ClassRelease is what a [Ledger] keeps of a release of [Anonymize]: its classes, all of which are public.
type ClassRelease struct {
	Quasi   []string                 `json:"quasi_identifiers"`
	Kept    []string                 `json:"kept"`
	Classes map[string]ReleasedClass `json:"classes"` // by labels, a JSON list in the order of Quasi
}

// ReleasedClass is one class of a [ClassRelease].
type ReleasedClass struct {
	Persons int            `json:"persons"`
	Rows    map[string]int `json:"rows"` // how many rows have the same kept cells, by a hash of these
}

// admitClasses remembers the classes of a result, or refuses it. Who has both releases knows who came and who left
// between them if these are few. So the labels of the two must be the same or apart, which a search does not give, but the
// same scheme does; and in every class nobody or at least k persons, and no row or at least k rows, have changed. Rows
// that are "*" are a class too.
func (l *Ledger) admitClasses(r *Result, k int) error {
	now := r.released()
	for _, old := range l.Classes {
		if !slices.ContainsFunc(old.Quasi, func(c string) bool { return slices.Contains(now.Quasi, c) }) {
			continue
		}
		if !slices.Equal(old.Quasi, now.Quasi) {
			return fmt.Errorf("table: other quasi-identifiers: %w", ErrDifference)
		}
		for j, t := range r.prob.trees {
			if !apartOrSame(t.h, old.labels(j), now.labels(j)) {
				return &Error{Column: t.name, Err: fmt.Errorf("labels of another scheme: %w", ErrDifference)}
			}
		}
		for labels := range unionOf(old.Classes, now.Classes) {
			was, is := old.Classes[labels], now.Classes[labels]
			changed := abs(was.Persons - is.Persons)
			if slices.Equal(old.Kept, now.Kept) {
				changed = max(changed, was.differs(is), is.differs(was))
			}
			if changed > 0 && changed < k {
				return fmt.Errorf("table: %w", ErrDifference)
			}
		}
	}
	l.Classes = append(l.Classes, now)
	return nil
}

func unionOf[K comparable, V any](a, b map[K]V) map[K]bool {
	out := map[K]bool{}
	for k := range a {
		out[k] = true
	}
	for k := range b {
		out[k] = true
	}
	return out
}

// differs counts the rows of c that o lacks.
func (c ReleasedClass) differs(o ReleasedClass) int {
	n := 0
	for row, times := range c.Rows {
		n += max(0, times-o.Rows[row])
	}
	return n
}

// labels lists the labels of a column, but those of the suppressed rows.
func (c ClassRelease) labels(j int) map[string]bool {
	out := map[string]bool{}
	for key := range c.Classes {
		var at []string
		if err := json.Unmarshal([]byte(key), &at); err != nil || len(at) != len(c.Quasi) {
			out[""] = true // no label of any hierarchy: refused
			continue
		}
		if slices.ContainsFunc(at, func(s string) bool { return s != hierarchy.Top }) {
			out[at[j]] = true
		}
	}
	return out
}

// apartOrSame reports whether no label of the one or the other stands for a part of what another one stands for.
// Labels that the hierarchy does not have may stand for anything.
func apartOrSame(h *hierarchy.Hierarchy, a, b map[string]bool) bool {
	known := 0
	seen := map[string]bool{}
	for i := range h.Values() {
		used := ""
		for l := range h.Levels() {
			label := h.Label(l, i)
			if !a[label] && !b[label] {
				continue
			}
			if used != "" && used != label {
				return false
			}
			if used = label; !seen[label] {
				seen[label] = true
				known++
			}
		}
	}
	return known == len(unionOf(a, b))
}

// released is what the ledger keeps of a result.
func (r *Result) released() ClassRelease {
	t := r.Table
	out := ClassRelease{Quasi: r.Quasi, Kept: []string{}, Classes: map[string]ReleasedClass{}}
	var kept []*Column
	for _, c := range t.Columns {
		if !slices.Contains(r.Quasi, c.Name) {
			kept, out.Kept = append(kept, c), append(out.Kept, c.Name)
		}
	}
	who := r.prob.who(t.Rows)
	for _, g := range groupsOf(t, r.Quasi) {
		var at []string
		for _, n := range r.Quasi {
			at = append(at, t.Column(n).Value(int(g[0])))
		}
		key, err := json.Marshal(at)
		if err != nil { // strings cannot fail
			panic("table: " + err.Error())
		}
		c := ReleasedClass{Persons: persons(g, who), Rows: map[string]int{}}
		var b []byte
		for _, i := range g {
			b = append(b[:0], key...)
			for _, k := range kept {
				v := k.Value(int(i))
				b = append(binary.AppendUvarint(b, uint64(len(v))), v...)
			}
			sum := sha256.Sum256(b)
			c.Rows[hex.EncodeToString(sum[:8])]++
		}
		out.Classes[string(key)] = c
	}
	return out
}
