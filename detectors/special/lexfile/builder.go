package lexfile

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"

	"github.com/lethe-pii/lethe/internal/lex"
)

// Categories and Kinds are the names that sections use, in the order of their numbers from 1.
var (
	Categories = []string{"HEALTH", "RELIGION", "POLITICAL", "ETHNICITY", "UNION", "GENETIC", "BIOMETRIC", "SEXUALITY", "CRIMINAL",
		"GENDER_IDENTITY", "IMMIGRATION_STATUS", "CRISIS", "MINOR", "BLOCK"}
	Kinds = []string{"NOUN", "O", "W", "G", "M", "S", "X", "B"}
)

// Contexts are the names of the classes of context words, in the order of their bits.
var Contexts = []string{"SELF", "SELFWEAK", "POSS", "THIRD", "PERSON", "COP", "HAVE", "NEG", "UNC", "ROLE", "MOD", "FUNC", "GENERIC", "QUAL", "DOSE",
	"NOTE", "MEDIA", "ANIMAL", "YOU", "BIO", "DENIAL", "STOP", "SELFLINE", "QSELF", "INSIDE", "REASON", "SAY", "FINAL", "SPAN", "TOPIC", "CROWD", "PROC"}

// ErrSection means a section with an unknown name, ErrTerm a term with no words or too many.
var (
	ErrSection = errors.New("lexfile: unknown section")
	ErrTerm    = errors.New("lexfile: a term has one to eight words, a context word one")
)

// Builder collects terms and context words. It is not safe for concurrent use.
type Builder struct {
	terms   map[uint64]Info
	context map[uint64]uint32
}

// NewBuilder returns an empty Builder.
func NewBuilder() *Builder {
	return &Builder{map[uint64]Info{}, map[uint64]uint32{}}
}

// Len returns the number of entries.
func (b *Builder) Len() int { return len(b.terms) + len(b.context) }

// Add adds a term to a section: "CATEGORY KIND" or the name of a class of context words. Of two entries with the same words the
// one with the stronger kind stays.
func (b *Builder) Add(section, term string) error {
	text := []byte(term)
	ts := lex.Words(text)
	if len(ts) == 0 || len(ts) > MaxWords {
		return ErrTerm
	}
	if bit := slices.Index(Contexts, section); bit >= 0 {
		if len(ts) > 1 {
			return ErrTerm
		}
		b.context[ts[0].Hash] |= 1 << bit
		return nil
	}
	category, kind, _ := strings.Cut(section, " ")
	c, k := slices.Index(Categories, category), slices.Index(Kinds, kind)
	if c < 0 || k < 0 {
		return ErrSection
	}
	h := ts[0].Hash
	b.terms[h] |= opening
	wildcards := false // all words but the first were anyWord
	for n := 1; n < len(ts); n++ {
		flags := prefix
		switch ts[n].Hash {
		case anyWord:
			flags |= wild
		case anyNumber:
			flags |= number
		}
		b.terms[h] |= flags
		if h = join(h, ts[n].Hash); n == 1 || wildcards {
			b.terms[h] |= near
		}
		wildcards = ts[n].Hash == anyWord && (n == 1 || wildcards)
	}
	if old := b.terms[h]; old.Category() == 0 || int(old.Kind()) < k+1 {
		b.terms[h] = old&(prefix|wild|number|opening|near) | Make(uint8(c+1), uint8(k+1))
	}
	return nil
}

// Bytes returns the file: the filters, the terms, the context words.
func (b *Builder) Bytes() []byte {
	var alone [aloneSize]uint64
	var firsts [firstsSize]uint64
	var around [contextSize]uint64
	var pairs [pairsSize]uint64
	var longer [longerSize]uint64
	for h, info := range b.terms {
		m := bitsOf(h)
		if info&(opening|wild|number) == 0 && info.Category() == 0 {
			m = leadsOf(h)
		}
		switch {
		case info&near != 0:
			pairs[h>>20&(pairsSize-1)] |= m
		case info&opening == 0:
			longer[h>>20&(longerSize-1)] |= m
		case info.Category() != 0 || !b.told(h):
			alone[h>>20&(aloneSize-1)] |= m
		default:
			firsts[h>>20&(firstsSize-1)] |= m
			if info&wild != 0 {
				firsts[h>>20&(firstsSize-1)] |= leadsOf(h)
			}
		}
	}
	for h := range b.context {
		around[h>>20&(contextSize-1)] |= bitsOf(h)
	}
	out := []byte(magic)
	for _, words := range [][]uint64{alone[:], firsts[:], around[:], pairs[:], longer[:]} {
		for _, w := range words {
			out = binary.LittleEndian.AppendUint64(out, w)
		}
	}
	out = appendHashed(out, b.terms, termSize, func(b []byte, v Info) { binary.LittleEndian.PutUint16(b, uint16(v)) })
	return appendHashed(out, b.context, wordSize, func(b []byte, v uint32) { binary.LittleEndian.PutUint32(b, v) })
}

// told reports whether goesOn tells every term of several words that begins with h: words of any value lead on to a listed word.
func (b *Builder) told(h uint64) bool {
	for n := 1; b.terms[h]&wild != 0; n++ {
		h = join(h, anyWord)
		if n > maxWild || b.terms[h].Category() != 0 || b.terms[h]&number != 0 {
			return false
		}
	}
	return true
}

func sorted[V any](m map[uint64]V) []uint64 {
	keys := make([]uint64, 0, len(m))
	for h := range m {
		keys = append(keys, h)
	}
	slices.Sort(keys)
	return keys
}
