// Package perfect gives each hash of a fixed set a place of its own, so that an embedded file is a hash table as it lies: a program unpacks
// nothing and reads the pages that its look-ups touch. It is the method of PTHash (Pibiri and Trani, SIGIR 2021): hashes fall into small
// buckets, and each bucket has a number, its pilot, that was searched for until all of its hashes came to lie in places that were free.
package perfect

import (
	"cmp"
	"encoding/binary"
	"slices"
)

const (
	pilotSize  = 2
	bucketMean = 5  // hashes in a bucket
	slack      = 32 // one place in so many is spare
	mixA       = 0x9e3779b97f4a7c15
	mixB       = 0xd6e8feb86659fd93
	mixPilot   = 0xc2b2ae3d27d4eb4f
)

// PilotBytes returns the length of the pilots of n hashes.
func PilotBytes(n int) int { return pilotSize * (n/bucketMean + 1) }

// Build returns the pilots of hashes that differ from each other, and the number of places, about 3 % more than hashes. It takes a second for a
// million.
func Build(hashes []uint64) (pilots []byte, places int) {
	pilots = make([]byte, PilotBytes(len(hashes)))
	buckets := make([][]uint64, len(pilots)/pilotSize)
	for _, h := range hashes {
		b := bucket(pilots, h)
		buckets[b] = append(buckets[b], h)
	}
	order := make([]int, len(buckets))
	for i := range order {
		order[i] = i
		slices.Sort(buckets[i])
		if len(slices.Compact(slices.Clone(buckets[i]))) < len(buckets[i]) {
			panic("perfect: a hash is given twice")
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(buckets[b]), len(buckets[a])) })
	for places = len(hashes) + 1; ; {
		places += places/slack + 1
		if settle(pilots, places, buckets, order) {
			return pilots, places
		}
	}
}

// settle searches for the pilots, largest buckets first, and reports whether it found all.
func settle(pilots []byte, places int, buckets [][]uint64, order []int) bool {
	taken := make([]bool, places)
	for _, b := range order {
		k := 0
		for pilot := 0; ; pilot++ {
			if pilot == 1<<(8*pilotSize) {
				return false
			}
			binary.LittleEndian.PutUint16(pilots[pilotSize*b:], uint16(pilot))
			for k = 0; k < len(buckets[b]); k++ {
				p := Place(pilots, places, buckets[b][k])
				if taken[p] {
					break
				}
				taken[p] = true
			}
			if k == len(buckets[b]) {
				break
			}
			for _, h := range buckets[b][:k] {
				taken[Place(pilots, places, h)] = false
			}
		}
	}
	return true
}

// bucket returns the bucket of a hash.
func bucket(pilots []byte, hash uint64) uint64 {
	return hash * mixA >> 32 * uint64(len(pilots)/pilotSize) >> 32
}

// Place returns the place of a hash. A hash that Build was not given has the place of another one.
func Place(pilots []byte, places int, hash uint64) uint {
	i := pilotSize * bucket(pilots, hash)
	pilot := uint64(binary.LittleEndian.Uint16(pilots[i : i+pilotSize : len(pilots)]))
	return uint((hash*mixA ^ pilot*mixPilot) * mixB >> 32 * uint64(places) >> 32)
}
