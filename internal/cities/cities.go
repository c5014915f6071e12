// Package cities knows the names of 32,000 cities as a sorted set of 32-bit hashes (90 KB): a name that is no city is taken for one
// with a chance of 1 in 130,000. The set is made by tools/citygen from GeoNames (www.geonames.org, CC BY 4.0), see NOTICE, and is
// unpacked at the first use.
package cities

import (
	_ "embed"
	"encoding/binary"
	"slices"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
)

//go:embed cities.bin
var packed []byte

// MaxWords is the most words of a name.
const MaxWords = 5

var loaded lazy.Value[[]uint32]

func load() []uint32 { return loaded.Get(unpack) }

func unpack() []uint32 {
	keys := make([]uint32, 0, 33000)
	k := uint32(0)
	for b := packed; len(b) > 0; {
		d, n := binary.Uvarint(b)
		k += uint32(d)
		keys = append(keys, k)
		b = b[n:]
	}
	return keys
}

// Key returns the key under which a name is stored, and the number of its words.
func Key(name string) (key uint32, words int) {
	b := []byte(name)
	var h uint64
	for _, t := range lex.Words(b) {
		h = join(h, t.Hash)
		words++
	}
	return uint32(h >> 32), words
}

func join(h, word uint64) uint64 { return (h ^ word) * 0x9e3779b97f4a7c15 }

// Match returns the number of tokens of the longest city name that begins at token i, 0 if there is none. Case does not count;
// between the words of a name may stand a blank, a hyphen, an apostrophe or a dot and a blank.
func Match(text []byte, ts []lex.Token, i int) int {
	keys := load()
	var h uint64
	best := 0
	for n := 1; n <= MaxWords && i+n <= len(ts); n++ {
		if n > 1 && !joins(text[ts[i+n-2].End:ts[i+n-1].Start]) {
			break
		}
		h = join(h, ts[i+n-1].Hash)
		if _, ok := slices.BinarySearch(keys, uint32(h>>32)); ok {
			best = n
		}
	}
	return best
}

func joins(b []byte) bool {
	switch string(b) {
	case " ", "-", "'", ". ", "’", "/":
		return true
	}
	return false
}
