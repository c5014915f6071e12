//go:build amd64 && !purego

package table

import "github.com/lethe-pii/lethe/internal/lex"

var hasAVX2 = lex.HasAVX2()

// cumulate adds to each of h[stride:] what stands stride places before it, in order.
func cumulate(h []uint64, stride int) {
	if !hasAVX2 || stride < 16 { // below, loads would wait for the stores before them
		cumulatePortable(h, stride)
		return
	}
	cumulateAVX2(&h[0], len(h)-stride, stride)
}

// cumulateAVX2 adds h[i] to h[i+stride] for i below n; stride is at least 8.
//
//go:noescape
func cumulateAVX2(h *uint64, n, stride int)
