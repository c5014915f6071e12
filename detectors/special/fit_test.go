package special

import (
	"encoding/binary"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

// fitted are the sets that the weights are learned from. A set that is to tell of unseen text is scored before it joins them.
var fitted = []string{"special_dev", "special2_dev", "special3_dev", "special4_dev", "special5_dev", "special6_dev", "special7_dev",
	"special8_dev", "special9_dev", "special10_dev", "special11_dev", "special12_dev", "special13_dev", "special16_dev", "special14_dev", "special15_dev", "special17_dev", "special20_dev", "special22_dev", "special23_dev", "special24_dev", "special25_dev", "special26_dev", "special_pairs_dev", "special18_dev", "special19_dev", "special21_dev",
	"special29_dev", "special_public_dev"}

// weighty are sets that count more: pairs, which were written to tell frames and look-alikes apart, and whole documents of all kinds.
var weighty = map[string]float64{"special_pairs_dev": 3, "special26_dev": 2, "special29_dev": 2, "special_public_dev": 2}

// Settings of the fit.
const (
	fitLoss   = 0.4  // weight of the loss against the square of the weights
	fitClean  = 2.0  // weight of a term in a clean document: whoever finds one there flags the document
	fitTold   = 0.3  // weight of a document whose kind is told
	fitAside  = 0.3  // weight of a document with an aside
	fitTalk   = 0.15 // weight of text in which hardly a term is a hint
	fitLift   = 0.25 // added to all sums: what no list holds is missed anyway, so a doubt counts for the hint
	fitCopies = 4    // of each document with asides
	fitSteps  = 3000
	fitRate   = 0.1
)

// TestFit learns the weights of evidence from the development sets and writes them to the file that LETHE_FIT names:
//
//	LETHE_FIT=weights.bin go test -run Fit ./detectors/special
//
// LETHE_TALK names .jsonl files with a "text" in each line: news, mails, reviews, requests, in which hardly a term is a hint. The committed
// weights were learned with Universal NER over UD English-EWT (train; CC BY-SA 4.0), the Broad Twitter Corpus (CC BY 4.0), NLU-Evaluation-Data
// (CC BY 4.0) and WNUT-17 (train; CC BY 4.0).
// Run it after changes of the lexicon, of the classes of words or of the facts.
func TestFit(t *testing.T) {
	path := os.Getenv("LETHE_FIT")
	if path == "" {
		t.Skip("LETHE_FIT names no file")
	}
	var examples []example
	for _, set := range fitted {
		weight := 1.0
		if w, ok := weighty[set]; ok {
			weight = w
		}
		examples = append(examples, gather(t, set, weight)...)
	}
	for _, set := range strings.Fields(os.Getenv("LETHE_TALK")) {
		for _, doc := range readSet(t, set) {
			doc.Spans = nil
			examples = append(examples, gatherAs(t, doc, Auto, fitTalk/fitClean)...)
		}
	}
	t.Logf("%d examples", len(examples))
	w := fit(examples)
	w[0] += fitLift
	var hints []example
	for _, x := range examples {
		if x.who != "" {
			hints = append(hints, example{at: x.at, weight: 1, hint: x.who == "self"})
		}
	}
	w = append(w, fit(hints)...)
	out := make([]byte, 0, 2*len(w))
	for _, x := range w {
		out = binary.LittleEndian.AppendUint16(out, uint16(int16(min(max(math.Round(x*weightUnit), math.MinInt16), math.MaxInt16))))
	}
	require.NoError(t, os.WriteFile(path, out, 0o644))
}

func TestWeightsAreWhole(t *testing.T) { require.Len(t, weightsFile, 2*2*weighed) }

// example is the evidence for a term, whether it is a hint, and whom that is about.
type example struct {
	at     []uint16
	weight float64
	hint   bool
	who    string
}

// gather returns the evidence of all terms in a set. A term that a span of another category covers is left out. Notes and CVs are read a
// second time with their kind told.
func gather(t *testing.T, set string, weight float64) (out []example) {
	for n, doc := range readSet(t, "../../eval/testdata/"+set+".jsonl") {
		out = append(out, gatherAs(t, doc, Auto, weight)...)
		for k := range fitCopies {
			if more, ok := augmented(doc, fitCopies*n+k); ok {
				out = append(out, gatherAs(t, more, Auto, fitAside*weight)...)
			}
		}
		if k, err := ParseKind(doc.Kind); err == nil && (k == Note || k == CV) {
			out = append(out, gatherAs(t, doc, k, fitTold*weight)...)
		}
	}
	return out
}

func gatherAs(t *testing.T, doc labelled, k Kind, weight float64) []example {
	d, err := New(WithGenderIdentity(), WithImmigration(), WithKind(k))
	require.NoError(t, err)
	if len(doc.Spans) == 0 {
		weight *= fitClean
	}
	g := &gatherer{detector: d.(*detector), doc: doc, weight: weight}
	s, err := pii.NewScanner([]pii.Detector{g})
	require.NoError(t, err)
	s.Document(nil, []byte(doc.Text))
	return g.examples
}

// gatherer is a detector that knows the answers and collects what the real one weighs.
type gatherer struct {
	*detector
	doc      labelled
	weight   float64
	examples []example
}

func (g *gatherer) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	return g.find(dst, s, at, func(e *evidence, cat, start, end int) float32 {
		hint, other, who := false, false, ""
		for _, sp := range g.doc.Spans {
			if sp.Start < s.Offset(end-1)+1 && s.Offset(start) < sp.End {
				if sp.Type == categories[cat] {
					hint, who = true, sp.Attribution
				}
				other = other || sp.Type != categories[cat]
			}
		}
		if hint || !other {
			g.examples = append(g.examples, example{e.at, g.weight, hint, who})
		}
		if hint {
			return 1
		}
		return 0
	})
}

// fit is logistic regression with a penalty on the square of the weights, by steps that shrink with what a weight has seen (Adagrad).
func fit(examples []example) []float64 {
	w, seen, slope := make([]float64, weighed), make([]float64, weighed), make([]float64, weighed)
	for range fitSteps {
		copy(slope, w)
		for _, x := range examples {
			sum := 0.0
			for _, i := range x.at {
				sum += w[i]
			}
			miss := 1 / (1 + math.Exp(-sum))
			if x.hint {
				miss--
			}
			for _, i := range x.at {
				slope[i] += fitLoss * x.weight * miss
			}
		}
		for i, g := range slope {
			seen[i] += g * g
			if seen[i] > 0 {
				w[i] -= fitRate * g / math.Sqrt(seen[i])
			}
		}
	}
	return w
}
