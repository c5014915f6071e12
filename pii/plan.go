package pii

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lethe-pii/lethe/internal/lex"
)

// plan is what a Scanner's detectors want, compiled: which detector to call for which byte, word, number or label.
type plan struct {
	order         []int // detectors in the order in which they run
	specs         []Spec
	table         *lex.Table
	bytes         [256][]wantRef
	literals      [256][]literal
	digits        digitIndex
	dots          []wantRef
	long          []wantRef
	tokens        []wantRef
	words         lex.Dict[wordWants]
	wanted        []wantRef // of each word
	spellings     []spelling
	labels        []labelRef
	alone         lex.Filter // words that are anchors whatever follows
	next          lex.Filter // words that make a label of a word before them: the second ones of labels, and those between label and value
	longMin       int
	digitMin      int
	figures       bool    // a bare figure may be something to a detector
	unscanned     []*Rule // by detector
	unnamed       []*Rule // by detector, of findings without a rule
	behind, ahead int
}

// wordWants says who wants a word, and which labels begin with it.
type wordWants struct {
	wanted    place  // in plan.wanted
	spellings place  // of the labels, in plan.spellings
	second    uint64 // a bit for the second word of each label that has one
}

// place is where what belongs together lies in a list.
type place struct{ from, to int32 }

type wantRef struct {
	det, want int32
	id        int32
	min       int32 // OnLong
}

type literal struct {
	text string
	ref  wantRef
}

const frequentBytes = " \n\t,"

func newPlan(ds []Detector) (*plan, error) {
	p := &plan{longMin: 1 << 30, digitMin: 1 << 30, behind: 256, ahead: 256}
	names := map[string]bool{}
	var trig strings.Builder
	var words []wantedWord
	for i, d := range ds {
		spec := d.Spec()
		if spec.Name == "" || names[spec.Name] {
			return nil, fmt.Errorf("%w: the name %q is empty or used twice", ErrSpec, spec.Name)
		}
		names[spec.Name] = true
		if len(spec.Types) == 0 || len(spec.Wants) == 0 {
			return nil, fmt.Errorf("%w: %s has no types or wants no anchors", ErrSpec, spec.Name)
		}
		if r := spec.Reach; r.Behind < 0 || r.Ahead < 0 || r.Behind > MaxReach || r.Ahead > MaxReach {
			return nil, fmt.Errorf("%w: %s reaches further than %d bytes", ErrSpec, spec.Name, MaxReach)
		}
		p.behind, p.ahead = max(p.behind, spec.Reach.Behind), max(p.ahead, spec.Reach.Ahead)
		p.specs = append(p.specs, spec)
		p.unscanned = append(p.unscanned, &Rule{Detector: spec.Name, Name: "failed"})
		p.unnamed = append(p.unnamed, &Rule{Detector: spec.Name})
		for k, w := range spec.Wants {
			if err := p.addWant(&trig, &words, i, k, w); err != nil {
				return nil, err
			}
		}
	}
	p.enterWords(words)
	p.enterLabels()
	p.table = lex.NewTable(trig.String())
	return p, p.sort()
}

func (p *plan) addWant(trig *strings.Builder, words *[]wantedWord, det, k int, w Want) error {
	name := p.specs[det].Name
	ref := wantRef{det: int32(det), want: int32(k), min: int32(w.min)}
	switch w.kind {
	case wantByte:
		for i := range len(w.bytes) {
			c := w.bytes[i]
			if lex.IsWord(c) || strings.IndexByte(frequentBytes, c) >= 0 {
				return fmt.Errorf("%w: %s wants the byte %q, which is too frequent", ErrSpec, name, c)
			}
			trig.WriteByte(c)
			p.bytes[c] = append(p.bytes[c], ref)
			p.figures = p.figures || c == '.'
		}
	case wantLiteral:
		for id, text := range w.words {
			if text == "" || lex.IsWord(text[0]) || strings.IndexByte(frequentBytes, text[0]) >= 0 {
				return fmt.Errorf("%w: %s wants the literal %q, which begins with a frequent byte; ask for words instead", ErrSpec, name, text)
			}
			r := ref
			r.id = int32(id)
			trig.WriteByte(text[0])
			p.figures = p.figures || text[0] == '.'
			p.literals[text[0]] = append(p.literals[text[0]], literal{text, r})
		}
	case wantDigits:
		if w.min < 1 || w.max < w.min {
			return fmt.Errorf("%w: %s wants %d to %d digits", ErrSpec, name, w.min, w.max)
		}
		if w.lengths == 0 {
			w.lengths = ^uint32(0)
		}
		p.digits.enter(digitRef{int32(det), int32(k), int32(w.min), int32(w.max), w.lengths, w.traits, w.without})
		p.digitMin = min(p.digitMin, w.min)
		p.figures = p.figures || !w.beside
	case wantDot:
		p.dots = append(p.dots, ref)
	case wantLong:
		if w.min < longRun {
			return fmt.Errorf("%w: %s wants runs shorter than %d bytes", ErrSpec, name, longRun)
		}
		p.long = append(p.long, ref)
		p.longMin = min(p.longMin, w.min)
	case wantTokens:
		p.tokens = append(p.tokens, ref)
	case wantWords:
		for id, word := range w.words {
			_, hash, n := hashWords(word)
			if n != 1 {
				return fmt.Errorf("%w: %s wants %q, which is not one word", ErrSpec, name, word)
			}
			r := ref
			r.id = int32(id)
			p.figures = p.figures || isFigure([]byte(word))
			*words = append(*words, wantedWord{hash, r})
		}
	case wantLabel:
		if p.specs[det].Labels == nil {
			return fmt.Errorf("%w: %s wants labels and names none", ErrSpec, name)
		}
	}
	return nil
}

// sort orders the detectors so that those whose types others need come first (Kahn's algorithm, stable).
func (p *plan) sort() error {
	n := len(p.specs)
	provides := func(i int, t Type) bool { return slices.Contains(p.specs[i].Types, t) }
	after := make([][]int, n) // after[i]: detectors that i must follow
	for i, s := range p.specs {
		for _, t := range s.Needs {
			for j := range n {
				if j != i && provides(j, t) {
					after[i] = append(after[i], j)
				}
			}
		}
	}
	done := make([]bool, n)
	for len(p.order) < n {
		progress := false
		for i := range n {
			if done[i] || slices.ContainsFunc(after[i], func(j int) bool { return !done[j] }) {
				continue
			}
			done[i], progress = true, true
			p.order = append(p.order, i)
		}
		if !progress {
			return fmt.Errorf("%w: detectors need each other in a circle", ErrSpec)
		}
	}
	return nil
}
