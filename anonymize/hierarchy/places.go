package hierarchy

// Places builds a hierarchy from rows that tell of a place what it lies in, near to far: city, county,
// country. Rows may repeat; an empty cell counts as the one before it. A name that is also one of a smaller place
// ("New York" in "New York") gets " (all)" behind it. A place that lies in two different ones is an [Error] with
// row and level.
func Places(rows [][]string) (*Hierarchy, error) {
	var out [][]string
	index := map[string]int{}
	for i, r := range rows {
		if len(r) == 0 || len(r) != len(rows[0]) {
			return nil, &Error{Row: i + 1, Level: len(r), Err: ErrRagged}
		}
		full := append(make([]string, 0, len(r)+1), r...)
		for l := 1; l < len(full); l++ {
			if full[l] == "" {
				full[l] = full[l-1]
			}
		}
		at, ok := index[r[0]]
		if !ok {
			index[r[0]] = len(out)
			out = append(out, full)
			continue
		}
		for l := range full {
			if out[at][l] != full[l] {
				return nil, &Error{Row: i + 1, Level: l, Err: ErrNotNested}
			}
		}
	}
	apart(out)
	for i := range out {
		out[i] = append(out[i], Top)
	}
	return New(out, Options{})
}

// apart renames labels that stand for more at a level than at the one before.
func apart(rows [][]string) {
	if len(rows) == 0 {
		return
	}
	taken := map[string]int{} // how many values the label has where it was last used
	for l := range rows[0] {
		size := map[string]int{}
		for _, r := range rows {
			size[r[l]]++
		}
		for _, r := range rows {
			name := r[l]
			if n, ok := taken[name]; ok && n != size[name] {
				r[l] += " (all)"
			}
		}
		for name, n := range size {
			if old, ok := taken[name]; ok && old != n {
				name += " (all)"
			}
			taken[name] = n
		}
	}
}
