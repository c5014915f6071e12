package pii

// wordFilter is a bit filter over word hashes.
type wordFilter [1024]uint64

func (f *wordFilter) add(h uint64)      { f[h>>6&1023] |= 1 << (h & 63) }
func (f *wordFilter) has(h uint64) bool { return f[h>>6&1023]>>(h&63)&1 != 0 }

// wordIndex finds by a word's hash who wants the word, and which labels begin with it: an open-addressed table behind a bit filter,
// since most words are wanted by nobody.
type wordIndex struct {
	filter wordFilter
	slots  []wordWants
	mask   uint64
	all    map[uint64]*wordWants // until compile
}

type wordWants struct {
	hash   uint64
	wanted []wantRef
	labels []labelRef
}

// at returns the entry of a word for filling.
func (x *wordIndex) at(h uint64) *wordWants {
	if x.all == nil {
		x.all = map[uint64]*wordWants{}
	}
	w := x.all[h]
	if w == nil {
		w = &wordWants{hash: h}
		x.all[h] = w
	}
	return w
}

// compile makes the table of what at was called for.
func (x *wordIndex) compile() {
	if len(x.all) == 0 {
		return
	}
	n := 8
	for n < 2*len(x.all) {
		n *= 2
	}
	x.slots, x.mask = make([]wordWants, n), uint64(n-1)
	for h, w := range x.all {
		i := h & x.mask
		for !x.slots[i].free() {
			i = (i + 1) & x.mask
		}
		x.slots[i] = *w
		x.filter.add(h)
	}
	x.all = nil
}

func (w *wordWants) free() bool { return len(w.wanted) == 0 && len(w.labels) == 0 }

// get returns the entry of a word, nil if nobody wants it.
func (x *wordIndex) get(h uint64) *wordWants {
	if !x.filter.has(h) {
		return nil
	}
	for i := h & x.mask; ; i = (i + 1) & x.mask {
		if w := &x.slots[i]; w.hash == h || w.free() {
			if w.free() {
				return nil
			}
			return w
		}
	}
}
