//go:build !amd64 || purego

package table

// cumulate adds to each of h[stride:] what stands stride places before it, in order.
func cumulate(h []uint64, stride int) { cumulatePortable(h, stride) }
