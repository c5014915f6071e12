package pii

import "slices"

// anchors are those of one detector in a window: the ones found in bytes, then the ones found in words.
type anchors struct {
	room  []Anchor // as long as it can be
	n     int
	bytes int // how many were found in bytes
}

// add adds an anchor. It is written where it lies: a value copied right after its fields were set waits for each of them.
func (an *analysis) add(det, want, id, start, end, value int) {
	as := &an.anchors[det]
	n := as.n
	if n == 0 {
		an.touched = append(an.touched, det)
	}
	if n == len(as.room) {
		as.room = slices.Grow(as.room, 1)
		as.room = as.room[:cap(as.room)]
	}
	as.n++
	a := &as.room[n]
	a.Start, a.End, a.Want, a.ID, a.Value = start, end, want, id, value
}

// merge brings the anchors of a detector into text order: each of the two runs is in order but for anchors that reach back a little,
// such as a number's sign or the start of a long run.
func (an *analysis) merge(as *anchors) {
	a, b := as.room[:as.bytes], as.room[as.bytes:as.n]
	straighten(a)
	straighten(b)
	if len(a) == 0 || len(b) == 0 || a[len(a)-1].Start <= b[0].Start {
		return
	}
	out := slices.Grow(an.merged[:0], as.n)
	for len(a) > 0 && len(b) > 0 {
		k := 0
		for k < len(a) && a[k].Start <= b[0].Start {
			k++
		}
		out, a = append(out, a[:k]...), a[k:]
		for k = 0; len(a) > 0 && k < len(b) && b[k].Start < a[0].Start; {
			k++
		}
		out, b = append(out, b[:k]...), b[k:]
	}
	out = append(append(out, a...), b...)
	as.room, an.merged = out[:cap(out)], as.room
}

// straighten is an insertion sort of anchors that are almost in order.
func straighten(as []Anchor) {
	for i := 1; i < len(as); i++ {
		for j := i; j > 0 && as[j].Start < as[j-1].Start && i-j < 8; j-- {
			as[j], as[j-1] = as[j-1], as[j]
		}
	}
}
