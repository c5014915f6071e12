package special

import (
	_ "embed" // the weights are a file
	"encoding/binary"
	"math"

	"github.com/lethe-pii/lethe/pii"
)

// weightsFile holds two weights for each position of evidence, as to whether a term is a hint, then as to whether it is one about the writer:
// 16 bits, little endian, in units of 1/weightUnit. TestFit writes it.
//
//go:embed weights.bin
var weightsFile []byte

const weightUnit = 1024

// priorUnit is what the written rules weigh beside the learned weights, from -1/2 to 1/2 of it.
const priorUnit = 2 * weightUnit

// weight returns the weight of position i, 0 of one that the file was not written for yet.
func weight(i int) int32 {
	if 2*i+2 > len(weightsFile) {
		return 0
	}
	return int32(int16(binary.LittleEndian.Uint16(weightsFile[2*i:])))
}

// weigh returns the probability that a term with this evidence is a hint: logistic regression in whole numbers, so that every machine
// decides alike.
func (e *evidence) weigh() float32 {
	return float32(1 / (1 + math.Exp(-float64(e.sum)/weightUnit)))
}

// who returns whom a hint is about, from evidence of the weights for it.
func (e *evidence) who() pii.Attribution {
	if e.sum > 0 {
		return pii.Self
	}
	return pii.ThirdPerson
}

// weigher judges the evidence for a term of a category at [start, end) in Segment.Text.
type weigher func(e *evidence, cat, start, end int) float32
