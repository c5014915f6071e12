package lexfile

import (
	"encoding/binary"

	"github.com/lethe-pii/lethe/internal/perfect"
)

// Sizes of what the places of the two tables hold: 32 bits of the hash and the value.
const (
	tagSize  = 4
	termSize = tagSize + 2
	wordSize = tagSize + 4
	readSize = tagSize + 4 // a place is read with what follows it
)

// hashed is a table from hashes to values that lies in a file: the numbers of its places and of the bytes of its pilots, the pilots, the places.
type hashed struct {
	pilots, data []byte
	places, size int
}

// get returns the value of a hash, 0 if there is none; above the value's own bits stands what follows it in the file. A free place is all 0.
func (t *hashed) get(h uint64) uint32 {
	p := perfect.Place(t.pilots, t.places, h) * uint(t.size)
	if v := binary.LittleEndian.Uint64(t.data[p : p+readSize : len(t.data)]); uint32(v) == uint32(h) {
		return uint32(v >> (8 * tagSize))
	}
	return 0
}

// cutHashed returns the table at the start of data and what follows it.
func cutHashed(data []byte, size int) (t hashed, rest []byte, ok bool) {
	if len(data) < 8 {
		return t, nil, false
	}
	places, pilots := int(binary.LittleEndian.Uint32(data)), int(binary.LittleEndian.Uint32(data[4:]))
	data = data[8:]
	if places == 0 || pilots < perfect.PilotBytes(0) || pilots > len(data) || places > (len(data)-pilots-(readSize-size))/size {
		return t, nil, false
	}
	t = hashed{data[:pilots], data[pilots:], places, size}
	return t, t.data[places*size+readSize-size:], true
}

// appendHashed appends a table of values, which put writes to their places.
func appendHashed[V any](dst []byte, values map[uint64]V, size int, put func(b []byte, v V)) []byte {
	hashes := sorted(values)
	pilots, places := perfect.Build(hashes)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(places))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(pilots)))
	dst = append(dst, pilots...)
	table := make([]byte, places*size)
	for _, h := range hashes {
		b := table[size*int(perfect.Place(pilots, places, h)):]
		binary.LittleEndian.PutUint32(b, uint32(h))
		put(b[tagSize:], values[h])
	}
	return append(append(dst, table...), make([]byte, readSize-size)...)
}
