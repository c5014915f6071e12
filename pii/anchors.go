package pii

import "slices"

// anchors are those of one detector in a window, in text order.
type anchors struct {
	room []Anchor // as long as it can be
	n    int
}

// add adds an anchor, which almost always is the last in the text.
func (an *analysis) add(det, want, id, start, end, value int) {
	an.insert(det, want, id, start, end, value, start)
}

// insert adds an anchor before those that begin behind a position. It is written where it lies: a value copied right after its fields were set
// waits for each of them.
func (an *analysis) insert(det, want, id, start, end, value, before int) {
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
	for n > 0 && as.room[n-1].Start > before { // a number's sign, or the start of a long run
		as.room[n] = as.room[n-1]
		n--
	}
	a := &as.room[n]
	a.Start, a.End, a.Want, a.ID, a.Value = start, end, want, id, value
}
