package vault

import "github.com/lethe-pii/lethe/anonymize/token"

// index is where the entries of a vault are. It holds no pointers that a garbage collector would have to follow: with millions of entries
// that is most of its work.
type index struct {
	slots map[token.Body]slotID
	forms map[formKey]slotID
	slabs []*[slabSize]entry
	n     int
	types []string
	byTyp map[string]uint32
}

// slotID is the place of an entry, from 1; 0 is none.
type slotID uint32

const slabSize = 4096

type entry struct {
	ref     Ref
	created int64
	expires int64 // 0: never
	leaf    uint32
	typ     uint32 // see index.typeName
	next    slotID // the subject's next entry
	body    token.Body
	main    slotID // of a form: the entry whose token it shares
	kind    kind
	gone    bool // purged
}

// kind says how an entry is found again when the same is kept once more.
type kind uint8

const (
	plain  kind = iota // by its value
	random             // not at all
	named              // by its identity
	form               // by its main entry and its value
)

// formKey is what a token with a mark names.
type formKey struct {
	main token.Body
	mark token.Mark
}

func newIndex() index {
	return index{slots: map[token.Body]slotID{}, forms: map[formKey]slotID{}, byTyp: map[string]uint32{}}
}

// find returns the entry of a token with or without a mark, nil if there is none.
func (x *index) find(b token.Body, m token.Mark) *entry {
	if m == 0 {
		return x.get(b)
	}
	return x.at(x.forms[formKey{b, m}])
}

// token returns body and mark of an entry's token.
func (x *index) token(e *entry) (token.Body, token.Mark) {
	if e.kind != form {
		return e.body, 0
	}
	return x.at(e.main).body, token.MarkOf(e.body)
}

// len returns how many entries can be found.
func (x *index) len() int { return len(x.slots) }

// get returns the entry of a token, nil if there is none. It is valid until the index is dropped.
func (x *index) get(b token.Body) *entry { return x.at(x.slots[b]) }

func (x *index) at(id slotID) *entry {
	if id == 0 {
		return nil
	}
	return &x.slabs[(id-1)/slabSize][(id-1)%slabSize]
}

// put adds an entry and returns its place.
func (x *index) put(e entry) slotID {
	if x.n%slabSize == 0 {
		x.slabs = append(x.slabs, new([slabSize]entry))
	}
	x.n++
	id := slotID(x.n)
	*x.at(id) = e
	x.slots[e.body] = id
	if e.kind == form {
		x.forms[formKey{x.at(e.main).body, token.MarkOf(e.body)}] = id
	}
	return id
}

// typeID returns the number of a type's name, which it keeps once.
func (x *index) typeID(name []byte) uint32 {
	id, ok := x.byTyp[string(name)]
	if !ok {
		id = uint32(len(x.types))
		x.types = append(x.types, string(name))
		x.byTyp[string(name)] = id
	}
	return id
}

func (x *index) typeName(e *entry) string { return x.types[e.typ] }

// of calls f for the entries of a subject, in the order of keeping, until f returns an error.
func (x *index) of(s *subject, f func(*entry) error) error {
	for id := s.first; id != 0; {
		e := x.at(id)
		id = e.next
		if err := f(e); err != nil {
			return err
		}
	}
	return nil
}
