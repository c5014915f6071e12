package detectors

import "github.com/lethe-pii/lethe/internal/phonemeta"

// american reports that a number in the writing 555-555-5555 follows group i-1, which is no country code: "room 3889 713-853-3989".
func (n *phoneRun) american(i int) bool {
	if n.n < i+3 || !n.shape(i, i+2, 3, 3, 4) || n.g[i].sep != sepBlank || n.g[i-1].plus || n.g[i-1].paren || n.g[i-1].len() < 2 || n.digits[n.g[i-1].digit] == '0' {
		return false
	}
	inner := n.g[i+1].sep
	return (inner == sepDash || inner == sepDot) && n.g[i+2].sep == inner
}

// american judges numbers of the North American plan, written 3-3-4 with or without a 1 before, and the fiction range 555-01xx.
func (r *phoneReader) american(i, j int, d []byte) float32 {
	n := &r.n
	seps := n.seps(i, j)
	if n.shape(i, j, 3, 4) && d[0] == '5' && d[1] == '5' && d[2] == '5' && seps&^(sepDash|sepDot|sepBlank) == 0 {
		if d[3] == '0' && d[4] == '1' && seps&sepDash != 0 {
			return 0.65
		}
		return 0.45
	}
	k := i
	if len(d) == 11 && d[0] == '1' && (n.g[i].len() == 1 || i == j) {
		d = d[1:]
		if i < j {
			k++
		}
	}
	if len(d) != 10 || d[0] < '2' || d[3] < '2' {
		return 0
	}
	if d[0] != '5' || d[1] != '5' || d[2] != '5' {
		if _, ok := phonemeta.Valid(1, d); !ok && !(d[3] == '5' && d[4] == '5' && d[5] == '5') && !r.d.northAmerican() {
			return 0
		}
	}
	if i == j {
		if r.context().label || r.context().near {
			return 0.65
		}
		return 0.3
	}
	if !n.shape(k, j, 3, 3, 4) {
		if n.shape(k, j, 3, 7) && (n.g[k].paren || r.context().label) {
			return 0.7
		}
		return 0
	}
	inner := n.seps(k, j)
	switch {
	case n.g[k].paren:
		return 0.85
	case inner == sepDash:
		return 0.78
	case inner == sepDot, inner&(sepDash|sepBlank) == inner && inner&sepDash != 0, inner&sepSlash != 0:
		return 0.72
	}
	return 0.6
}

// refused reports what no national number looks like, whether a region has it or not.
func (r *phoneReader) refused(i, j int, d []byte) bool {
	n := &r.n
	g := &n.g[i]
	groups, seps := j-i+1, n.seps(i, j)
	switch {
	case seps == sepSlash && groups > 4, r.dump(i, j):
		return true
	case len(d) > 15 || len(d) < 7, n.sealed, g.len() < 2 && groups > 1 && !r.context().label:
		return true
	case seps&sepDot != 0 && groups < 3:
		return !r.context().label && !(r.context().near && d[0] == '0')
	case len(d) < 9, groups > 1 && g.len() == 2 && !twoDigitArea(n, i, j):
		return !r.context().label && !r.context().near
	}
	return false
}
