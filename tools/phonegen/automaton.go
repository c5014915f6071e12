package main

import (
	"encoding/binary"
	"fmt"
	"regexp/syntax"
	"slices"

	"github.com/nyaruka/phonenumbers"
)

// state is a state of the shared automaton; state 0 accepts nothing. Targets have smaller numbers than their source, but for
// state 1, which accepts everything.
type state struct {
	accept bool
	next   [10]uint32
}

type automaton struct {
	states []state
	ids    map[state]uint32
}

const dead, everything = 0, 1

func newAutomaton() *automaton {
	a := &automaton{ids: make(map[state]uint32)}
	all := state{accept: true}
	for i := range all.next {
		all.next[i] = everything
	}
	a.states = []state{{}, all}
	a.ids[state{}] = dead
	return a
}

func (a *automaton) add(s state) uint32 {
	if id, ok := a.ids[s]; ok {
		return id
	}
	id := uint32(len(a.states))
	a.states = append(a.states, s)
	a.ids[s] = id
	return id
}

// desc is one pattern with the lengths that it is valid for.
type desc struct {
	prog    *syntax.Prog
	lengths map[int]bool
}

const maxLength = 17

// region returns the root of the automaton that accepts the valid national numbers of a region: those that match the general
// pattern and the pattern of at least one type of number.
func (a *automaton) region(m *phonenumbers.PhoneMetadata) (uint32, error) {
	general, err := compile(m.GetGeneralDesc())
	if err != nil {
		return 0, err
	}
	var types []desc
	for _, d := range []*phonenumbers.PhoneNumberDesc{m.GetFixedLine(), m.GetMobile(), m.GetTollFree(), m.GetPremiumRate(),
		m.GetSharedCost(), m.GetPersonalNumber(), m.GetVoip(), m.GetPager(), m.GetUan(), m.GetVoicemail()} {
		if d.GetNationalNumberPattern() == "" {
			continue
		}
		t, err := compile(d)
		if err != nil {
			return 0, err
		}
		if len(t.lengths) == 0 {
			t.lengths = general.lengths
		}
		types = append(types, t)
	}
	b := &builder{a: a, general: general, types: types, memo: make(map[string]uint32)}
	sets := make([][]uint32, 1+len(types))
	sets[0] = closure(general.prog, []uint32{uint32(general.prog.Start)})
	for i, t := range types {
		sets[i+1] = closure(t.prog, []uint32{uint32(t.prog.Start)})
	}
	return b.build(sets, 0), nil
}

type builder struct {
	a       *automaton
	general desc
	types   []desc
	memo    map[string]uint32
}

func (b *builder) build(sets [][]uint32, depth int) uint32 {
	if len(sets[0]) == 0 || depth > maxLength {
		return dead
	}
	key := binary.AppendUvarint(nil, uint64(depth))
	for _, s := range sets {
		key = binary.AppendUvarint(key, uint64(len(s)))
		for _, pc := range s {
			key = binary.AppendUvarint(key, uint64(pc))
		}
	}
	if id, ok := b.memo[string(key)]; ok {
		return id
	}
	var s state
	if b.general.accepts(sets[0], depth) {
		for i, t := range b.types {
			s.accept = s.accept || t.accepts(sets[i+1], depth)
		}
	}
	for d := range 10 {
		next := make([][]uint32, len(sets))
		alive := false
		for i, set := range sets {
			p := b.general.prog
			if i > 0 {
				p = b.types[i-1].prog
			}
			next[i] = step(p, set, rune('0'+d))
			alive = alive || i > 0 && len(next[i]) > 0
		}
		if alive {
			s.next[d] = b.build(next, depth+1)
		}
	}
	id := b.a.add(s)
	b.memo[string(key)] = id
	return id
}

func (d desc) accepts(set []uint32, depth int) bool {
	return (len(d.lengths) == 0 || d.lengths[depth]) && matched(d.prog, set)
}

func compile(d *phonenumbers.PhoneNumberDesc) (desc, error) {
	out := desc{lengths: make(map[int]bool)}
	for _, l := range d.GetPossibleLength() {
		if l > 0 {
			out.lengths[int(l)] = true
		}
	}
	var err error
	out.prog, err = program(d.GetNationalNumberPattern())
	return out, err
}

func program(pattern string) (*syntax.Prog, error) {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil, err
	}
	return syntax.Compile(re.Simplify())
}

// prefix returns the root of an automaton that reaches state 1 behind a match of pattern; 0 if the pattern is empty.
func (a *automaton) prefix(pattern string) (uint32, error) {
	if pattern == "" {
		return dead, nil
	}
	p, err := program(pattern)
	if err != nil {
		return 0, err
	}
	var build func(set []uint32, depth int) uint32
	build = func(set []uint32, depth int) uint32 {
		if len(set) == 0 || depth > maxLength {
			return dead
		}
		if matched(p, set) {
			return everything
		}
		var s state
		for d := range 10 {
			s.next[d] = build(step(p, set, rune('0'+d)), depth+1)
		}
		return a.add(s)
	}
	root := build(closure(p, []uint32{uint32(p.Start)}), 0)
	if root == dead {
		return 0, fmt.Errorf("leading digits match nothing")
	}
	return root, nil
}

func closure(p *syntax.Prog, pcs []uint32) []uint32 {
	seen := make(map[uint32]bool)
	var out []uint32
	for len(pcs) > 0 {
		pc := pcs[len(pcs)-1]
		pcs = pcs[:len(pcs)-1]
		if seen[pc] {
			continue
		}
		seen[pc] = true
		switch in := p.Inst[pc]; in.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			pcs = append(pcs, in.Out, in.Arg)
		case syntax.InstCapture, syntax.InstNop:
			pcs = append(pcs, in.Out)
		case syntax.InstFail:
		default:
			out = append(out, pc)
		}
	}
	slices.Sort(out)
	return out
}

func step(p *syntax.Prog, set []uint32, r rune) []uint32 {
	var next []uint32
	for _, pc := range set {
		in := p.Inst[pc]
		switch in.Op {
		case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
			if in.MatchRune(r) {
				next = append(next, in.Out)
			}
		}
	}
	return closure(p, next)
}

func matched(p *syntax.Prog, set []uint32) bool {
	for _, pc := range set {
		if p.Inst[pc].Op == syntax.InstMatch {
			return true
		}
	}
	return false
}
