package table

// combine takes the better parts of two solutions: rows that both divide only among each other, the smallest such sets,
// are divided as in the one that loses less there.
func (p *problem) combine(a, b *solution) *solution {
	up := make([]int32, p.n)
	for i := range up {
		up[i] = int32(i)
	}
	find := func(r int32) int32 {
		for up[r] != r {
			up[r] = up[up[r]]
			r = up[r]
		}
		return r
	}
	gain := make([]float64, p.n) // of b, by root
	both := [2]*solution{a, b}
	for _, s := range both {
		for i := range s.classes {
			rows := s.classes[i].rows
			root := find(rows[0])
			for _, r := range rows[1:] {
				up[find(r)] = root
			}
		}
	}
	for x, s := range both {
		sign := float64(1 - 2*x)
		for i := range s.classes {
			c := &s.classes[i]
			gain[find(c.rows[0])] += sign * float64(len(c.rows)) * float64(c.cost)
		}
		for _, r := range s.suppressed {
			gain[find(r)] += sign * float64(p.q)
		}
	}
	out := &solution{}
	for x, s := range both {
		for _, c := range s.classes {
			if (gain[find(c.rows[0])] > 1e-5) == (x == 1) {
				out.classes = append(out.classes, c)
			}
		}
		for _, r := range s.suppressed {
			if (gain[find(r)] > 1e-5) == (x == 1) {
				out.suppressed = append(out.suppressed, r)
			}
		}
	}
	return out
}
