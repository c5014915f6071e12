package special

import (
	_ "embed" // the weights are a file
	"encoding/binary"
	"math"
)

// weightsFile holds a weight for each position of evidence: 16 bits, little endian, in units of 1/weightUnit. TestFit writes it.
//
//go:embed weights.bin
var weightsFile []byte

const weightUnit = 1024

// weight returns the weight of position i.
func weight(i int) int32 { return int32(int16(binary.LittleEndian.Uint16(weightsFile[2*i:]))) }

// weigh returns the probability that a term with this evidence is a hint: logistic regression in whole numbers, so that every machine
// decides alike.
func (e *evidence) weigh() float32 {
	return float32(1 / (1 + math.Exp(-float64(e.sum)/weightUnit)))
}

// weigher judges the evidence for a term of a category at [start, end) in Segment.Text.
type weigher func(e *evidence, cat, start, end int) float32
