package pii

import (
	"github.com/lethe-pii/lethe/internal/lex"
)

// maxForms bounds a document's memory; the oldest form is forgotten first.
const maxForms = 4096

// memory holds the forms under which the findings of one document can appear again, as hashes only.
type memory struct {
	forms    byHash[form]  // by the joined hash of all words
	first    byHash[uint8] // by the first word: the most words of a form that begins with it
	filter   [256]uint64   // bit filter over first words
	ring     []uint64      // in order of entry
	next     int           // ring position to overwrite
	entities byHash[uint32]
	scratch  []Form
	hasher
}

// hasher hashes values word by word; it keeps its memory.
type hasher struct {
	words []Token
	masks []lex.Masks
	table *lex.Table
}

type form struct {
	typ   Type
	score float32
	attrs Attrs
	key   uint64 // of the entity; 0 if the form fits two
	since int64  // input offset from which it counts
	det   int32
	cased bool
	weak  bool
	rule  *Rule
}

// hash cuts text into h.words and returns their joined hash.
func (h *hasher) hash(text []byte) uint64 {
	h.masks = h.table.Append(h.masks[:0], text)
	h.words = lex.AppendTokens(h.words[:0], text, h.masks, 0)
	return joinWords(0, h.words)
}

// joinWords adds words to the hash of the words before them.
func joinWords(h uint64, words []Token) uint64 {
	for i := range words {
		h = joinHash(h, words[i].Hash)
	}
	return h
}

func (m *memory) reset() {
	m.entities.reset()
	m.forget()
}

// forget empties the memory of forms.
func (m *memory) forget() {
	if m.first.n > 0 {
		m.forms.reset()
		m.first.reset()
		m.filter = [256]uint64{}
		m.ring, m.next = m.ring[:0], 0
	}
}

// hashIn is hash of the input bytes [start, end), from the tokens of s where they hold them whole.
func (m *memory) hashIn(s *Segment, start, end int64, text []byte) (h uint64) {
	a, b := int(start-s.base), int(end-s.base)
	if s.origin != nil || start < s.base || b > s.Hi {
		return m.hash(text)
	}
	i := s.TokenAt(a)
	if i < len(s.tokens) && int(s.tokens[i].Start) < a {
		return m.hash(text)
	}
	for ; i < len(s.tokens) && int(s.tokens[i].Start) < b; i++ {
		if int(s.tokens[i].End) > b {
			return m.hash(text)
		}
		h = joinHash(h, s.tokens[i].Hash)
	}
	return h
}

// tokens returns the words of text: those of s if text lies in it, else cut anew.
func (m *memory) tokens(s *Segment, text []byte) []Token {
	whole := s.Text[:cap(s.Text)]
	if at := len(whole) - cap(text); len(text) > 0 && at >= 0 && at+len(text) <= len(s.Text) && &whole[at] == &text[0] {
		i := s.TokenAt(at)
		j := i
		for j < len(s.tokens) && int(s.tokens[j].End) <= at+len(text) {
			j++
		}
		if i < j && int(s.tokens[i].Start) >= at && (j == len(s.tokens) || int(s.tokens[j].Start) >= at+len(text)) {
			return s.tokens[i:j]
		}
	}
	m.hash(text)
	return m.words
}

// key is the identity of a value when nothing else links it; h is its joined hash.
func (m *memory) key(t Type, h uint64, text []byte) uint64 {
	if h == 0 {
		h = lex.Hash(text)
	}
	return joinHash(h, lex.HashString(string(t))) | 1
}

// knows reports whether a value of type t, whose joined hash is h, can name nobody new: it is a form of somebody already.
func (m *memory) knows(t Type, h uint64) bool {
	old := m.forms.get(h)
	return old != nil && old.typ == t
}

// enter remembers the forms of f, whose segment is s. since is where f's cluster ended.
func (m *memory) enter(r Rememberer, s *Segment, f Finding, det int32, since int64) {
	text, _, ok := s.Value(f)
	if !ok {
		return
	}
	key := m.key(f.Type, joinWords(0, m.tokens(s, text)), text)
	if m.scratch, ok = forms(r, m.scratch[:0], s, f); !ok {
		panic("pii: a detector panicked in Forms") // its own value may hold text
	}
	for i := range m.scratch {
		m.add(&m.scratch[i], s, key, f.Rule, det, since)
	}
}

// forms asks a Rememberer; ok is false if it panicked.
func forms(r Rememberer, dst []Form, s *Segment, f Finding) (out []Form, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	return r.Forms(dst, s, f), true
}

func (m *memory) add(x *Form, s *Segment, key uint64, rule *Rule, det int32, since int64) {
	ts := m.tokens(s, x.Text)
	n := len(ts)
	if x.Lead != nil {
		n++
	}
	if n == 0 || n > 4 {
		return
	}
	var h, first uint64
	if x.Lead != nil {
		first = lex.Hash(x.Lead)
		h = joinHash(0, first)
	} else {
		first = ts[0].Hash
	}
	h = joinWords(h, ts)
	if old := m.forms.get(h); old != nil {
		if old.key != key {
			old.key = 0
		}
		return
	}
	if len(m.ring) == maxForms {
		m.forms.delete(m.ring[m.next])
		m.ring[m.next] = h
		m.next = (m.next + 1) % maxForms
	} else {
		m.ring = append(m.ring, h)
	}
	*m.forms.put(h) = form{typ: x.Type, score: x.Score, attrs: x.Attrs, key: key, since: since, det: det, cased: x.Cased, weak: x.Weak, rule: rule}
	most := m.first.put(first)
	*most = max(*most, uint8(n))
	m.filter[first>>6&255] |= 1 << (first & 63)
	if m.first.n > 4*maxForms { // words of forgotten forms: rebuilt by what stays
		m.forget()
	}
}

// match appends an alias candidate for each remembered form among the tokens that begin in Text[lo:hi).
func (m *memory) match(dst []cand, s *Segment, lo, hi int) []cand {
	if m.forms.n == 0 {
		return dst
	}
	ts := s.tokens
	for i := s.TokenAt(lo); i < len(ts) && int(ts[i].Start) < hi; i++ {
		h := ts[i].Hash
		if m.filter[h>>6&255]>>(h&63)&1 == 0 || int(ts[i].Start) < lo {
			continue
		}
		most := 0
		if p := m.first.get(h); p != nil {
			most = int(*p)
		}
		for n := min(most, len(ts)-i); n > 0; n-- {
			var j uint64
			ok := true
			for k := i; k < i+n; k++ {
				if k > i && !aliasGap(s.Text[ts[k-1].End:ts[k].Start]) {
					ok = false
					break
				}
				j = joinHash(j, ts[k].Hash)
			}
			if !ok {
				continue
			}
			f := m.forms.get(j)
			if f == nil || s.Offset(int(ts[i].Start)) < f.since {
				continue
			}
			if f.cased && !s.nocase && ts[i].Flags&lex.FirstUpper == 0 {
				continue
			}
			c := cand{Finding: s.Found(int(ts[i].Start), int(ts[i+n-1].End), f.typ, f.score, f.rule), det: f.det, alias: true, inner: -1}
			c.Attrs |= f.attrs | aliasBit
			dst = append(dst, c)
			i += n - 1
			break
		}
	}
	return dst
}

func aliasGap(b []byte) bool {
	if len(b) > 3 {
		return false
	}
	for _, c := range b {
		if c != ' ' && c != '-' && c != '.' && c != '\'' && c != '\n' && c != '\r' && c != ',' {
			return false
		}
	}
	return true
}

// number sets the Entity of each finding, in order of first appearance.
func (m *memory) number(fs []cand, r *run) {
	for i := range fs {
		f := &fs[i]
		if f.Kind == Unscanned || f.Attrs.Continued() || f.Attrs.FlagOnly() {
			continue
		}
		b := r.bytes(f.Start, f.End)
		var key uint64
		if r.s.rememberers[f.det] == nil {
			key = joinHash(lex.Hash(b), lex.HashString(string(f.Type))) | 1
		} else {
			h := m.hashIn(&r.cur.an.seg, f.Start, f.End, b)
			key = m.key(f.Type, h, b)
			if known := m.forms.get(h); known != nil && known.typ == f.Type {
				key = known.key
			}
		}
		if key == 0 {
			continue // it fits two
		}
		id := m.entities.put(key)
		if *id == 0 {
			*id = uint32(m.entities.n)
		}
		f.Entity = *id
	}
}
