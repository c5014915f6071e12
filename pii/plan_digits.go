package pii

import "math/bits"

// digitRef is a want of digit clusters.
type digitRef struct {
	det, want int32
	min, max  int32
	lengths   uint32
	traits    Trait
	without   Trait
}

// wants reports whether n is such a cluster. A cluster of several groups may hold more digits than the value in it.
func (d *digitRef) wants(n *Number) bool {
	k := int32(len(n.Digits))
	return n.lengths&d.lengths != 0 && n.traits&d.traits == d.traits && n.traits&d.without == 0 && k >= d.min && (k <= d.max || len(n.Groups) > 1)
}

// digitIndex finds who may want a cluster: one bit for each digitRef, 64 a word.
type digitIndex struct {
	refs   []digitRef
	blocks []digitBlock // of 64 refs
}

// maxCounted is the most digits of a cluster that the index tells apart.
const maxCounted = 40

// digitBlock has the bits of those that may want a cluster with so many digits in one group or in several, with these traits (the lower and the
// upper half of them), and with a group of that length.
type digitBlock struct {
	single, several [maxCounted + 1]uint64
	traits          [2][1 << halfTraits]uint64
	lengths         [32]uint64
}

const halfTraits = (traits + 1) / 2

// enter adds a ref.
func (x *digitIndex) enter(r digitRef) {
	k := len(x.refs) % 64
	if k == 0 {
		x.blocks = append(x.blocks, digitBlock{})
	}
	x.refs = append(x.refs, r)
	b, bit := &x.blocks[len(x.blocks)-1], uint64(1)<<k
	for n := range b.single {
		if n == maxCounted || int(r.min) <= n && n <= int(r.max) {
			b.single[n] |= bit
		}
		if n == maxCounted || int(r.min) <= n {
			b.several[n] |= bit
		}
	}
	for half := range b.traits {
		asked, refused := r.traits>>(half*halfTraits)&(1<<halfTraits-1), r.without>>(half*halfTraits)
		for t := range b.traits[half] {
			if Trait(t)&asked == asked && Trait(t)&refused == 0 {
				b.traits[half][t] |= bit
			}
		}
	}
	for n := range b.lengths {
		if r.lengths>>n&1 != 0 {
			b.lengths[n] |= bit
		}
	}
}

// number adds the anchors of those who want a cluster, which is the last of an.nums, one for each detector.
func (an *analysis) number(x *digitIndex, n *Number) {
	id, start, end := len(an.nums)-1, n.Start, n.End
	k, last := min(len(n.Digits), maxCounted), int32(-1)
	for i := range x.blocks {
		b := &x.blocks[i]
		set := b.single[k]
		if len(n.Groups) > 1 {
			set = b.several[k]
		}
		lengths := uint64(0)
		for l := n.lengths; l != 0; l &= l - 1 {
			lengths |= b.lengths[bits.TrailingZeros32(l)]
		}
		low, high := n.traits&(1<<halfTraits-1), n.traits>>halfTraits
		for set &= lengths & b.traits[0][low] & b.traits[1][high]; set != 0; set &= set - 1 {
			if ref := &x.refs[i*64+bits.TrailingZeros64(set)]; ref.det != last && (k < maxCounted || ref.wants(n)) {
				last = ref.det
				an.add(int(ref.det), int(ref.want), id, start, end, 0)
			}
		}
	}
}
