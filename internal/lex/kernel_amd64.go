//go:build amd64 && !purego

package lex

// kernel holds the nibble tables of the AVX2 classifier: a byte is in a class if the entries of its low and its high nibble share
// the class's bit. Each table is given twice, once for each half of a register.
type kernel struct {
	loClass, hiClass [32]byte // bit 0 digit, bits 1 and 2 letters, bit 3 dot
	loTrig, hiTrig   [32]byte // one bit for each high nibble below 8
}

var hasAVX2 = detectAVX2()

// HasAVX2 reports whether kernels with AVX2 can run.
func HasAVX2() bool { return hasAVX2 }

// detectAVX2 follows Intel's Software Developer's Manual, volume 1, section 14.3: the processor has AVX2, and the system saves the
// registers.
func detectAVX2() bool {
	const osxsave, avx, avx2 = 1 << 27, 1 << 28, 1 << 5
	if max, _, _, _ := cpuid(0, 0); max < 7 {
		return false
	}
	if _, _, c, _ := cpuid(1, 0); c&osxsave == 0 || c&avx == 0 {
		return false
	}
	if low, _ := xgetbv(); low&6 != 6 {
		return false
	}
	_, b, _, _ := cpuid(7, 0)
	return b&avx2 != 0
}

func newKernel(trig string) *kernel {
	if !hasAVX2 {
		return nil
	}
	k := new(kernel)
	for lo := range byte(16) {
		var c byte
		if lo <= 9 {
			c |= 1
		}
		if lo >= 1 {
			c |= 2
		}
		if lo <= 10 {
			c |= 4
		}
		if lo == '.'&15 {
			c |= 8
		}
		k.loClass[lo], k.loClass[lo+16] = c, c
	}
	for hi, c := range map[byte]byte{2: 8, 3: 1, 4: 2, 6: 2, 5: 4, 7: 4} {
		k.hiClass[hi], k.hiClass[hi+16] = c, c
	}
	for i := range len(trig) {
		lo, hi := trig[i]&15, trig[i]>>4
		if hi > 7 {
			return nil // the kernel has no bits for other bytes
		}
		k.loTrig[lo] |= 1 << hi
		k.loTrig[lo+16] |= 1 << hi
		k.hiTrig[hi], k.hiTrig[hi+16] = 1<<hi, 1<<hi
	}
	return k
}

// classify fills out with the masks of n blocks of 64 bytes at p.
//
//go:noescape
func classify(p *byte, n int, out *Masks, k *kernel)

//go:noescape
func cpuid(leaf, sub uint32) (a, b, c, d uint32)

//go:noescape
func xgetbv() (low, high uint32)
