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
	digits        []digitRef
	single        [maxSingle + 1][]digitRef // those that want one group of so many digits
	dots          []wantRef
	long          []wantRef
	tokens        []wantRef
	words         lex.Dict[wordWants]
	labels        []labelRef // by first word
	longMin       int
	digitMin      int
	figures       bool    // a bare figure may be something to a detector
	unscanned     []*Rule // by detector
	unnamed       []*Rule // by detector, of findings without a rule
	behind, ahead int
}

// wordWants says who wants a word, and which labels begin with it.
type wordWants struct {
	wanted   []wantRef
	from, to int32 // in plan.labels
}

type wantRef struct {
	det, want int
	id        int
	min       int // OnLong
}

// digitRef is a want of digit clusters.
type digitRef struct {
	det, want int32
	min, max  int32
	lengths   uint32
	traits    Trait
}

// wants reports whether n is such a cluster. A cluster of several groups may hold more digits than the value in it.
func (d *digitRef) wants(n *Number) bool {
	k := int32(len(n.Digits))
	return n.lengths&d.lengths != 0 && n.traits&d.traits == d.traits && k >= d.min && (k <= d.max || len(n.Groups) > 1)
}

// maxSingle is the most digits of one group that plan.single tells apart.
const maxSingle = 24

// wanting returns who may want n.
func (p *plan) wanting(n *Number) []digitRef {
	if len(n.Groups) == 1 {
		return p.single[min(len(n.Digits), maxSingle)]
	}
	return p.digits
}

type literal struct {
	text string
	ref  wantRef
}

type labelRef struct {
	hash      uint64
	id        int32
	det, want int16
	words     int16
	bare      bool
}

const frequentBytes = " \n\t,"

func newPlan(ds []Detector) (*plan, error) {
	p := &plan{longMin: 1 << 30, digitMin: 1 << 30, behind: 256, ahead: 256}
	names := map[string]bool{}
	var trig strings.Builder
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
			if err := p.addWant(&trig, i, k, w); err != nil {
				return nil, err
			}
		}
	}
	p.enterLabels()
	p.table = lex.NewTable(trig.String())
	return p, p.sort()
}

func (p *plan) addWant(trig *strings.Builder, det, k int, w Want) error {
	name := p.specs[det].Name
	ref := wantRef{det: det, want: k, min: w.min}
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
			r.id = id
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
		r := digitRef{int32(det), int32(k), int32(w.min), int32(w.max), w.lengths, w.traits}
		p.digits = append(p.digits, r)
		for n := range p.single {
			if n == maxSingle || int(r.min) <= n && n <= int(r.max) && r.lengths>>n&1 != 0 {
				p.single[n] = append(p.single[n], r)
			}
		}
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
			if _, _, n := hashWords(word); n != 1 {
				return fmt.Errorf("%w: %s wants %q, which is not one word", ErrSpec, name, word)
			}
			r := ref
			r.id = id
			p.figures = p.figures || isFigure([]byte(word))
			w := p.words.At(lex.HashString(word))
			w.wanted = append(w.wanted, r)
		}
	case wantLabel:
		if p.specs[det].Labels == nil {
			return fmt.Errorf("%w: %s wants labels and names none", ErrSpec, name)
		}
	}
	return nil
}

// enterLabels enters the labels that are wanted under their first words. It counts them first, so that those of a word lie together.
func (p *plan) enterLabels() {
	total := 0
	p.eachLabel(func(uint64, labelRef) { total++ })
	p.words.Reserve(p.words.Len() + total)
	p.eachLabel(func(first uint64, _ labelRef) { p.words.At(first).from-- })
	p.labels = make([]labelRef, total)
	next := int32(0)
	p.eachLabel(func(first uint64, ref labelRef) {
		w := p.words.At(first)
		if w.from < 0 {
			n := -w.from
			w.from, w.to = next, next
			next += n
		}
		p.labels[w.to] = ref
		w.to++
	})
}

// eachLabel calls enter for each label that is wanted, and for its words written as one ("dateofbirth"), with the first word.
func (p *plan) eachLabel(enter func(first uint64, ref labelRef)) {
	for det, spec := range p.specs {
		for want, w := range spec.Wants {
			if w.kind != wantLabel {
				continue
			}
			for id, h := range spec.Labels.hashes {
				ref := labelRef{hash: h.all, id: int32(id), det: int16(det), want: int16(want), words: int16(h.words), bare: spec.Labels.labels[id].Bare}
				if h.words > 0 {
					enter(h.first, ref)
				}
				if h.words > 1 {
					ref.hash, ref.words, ref.bare = joinHash(0, h.one), 1, false
					enter(h.one, ref)
				}
			}
		}
	}
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
