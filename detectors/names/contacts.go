package names

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

const (
	maxContactWords = 64 // words of addresses and profiles that are kept of one window
	minContactWord  = 3
)

// contactWords holds hashes of the words of e-mail local parts and profile links.
type contactWords struct {
	hash [maxContactWords]uint32
	n    int
	some uint64 // the low six bits of each, as bits
}

func (c *contactWords) has(h uint32) bool {
	if c.some>>(h&63)&1 == 0 {
		return false
	}
	for _, x := range c.hash[:c.n] {
		if x == h {
			return true
		}
	}
	return false
}

func (c *contactWords) enter(t *pii.Token) {
	if h := nametag.HashToken(t.Hash); t.Len() >= minContactWord && c.n < len(c.hash) && !c.has(h) {
		c.hash[c.n] = h
		c.some |= 1 << (h & 63)
		c.n++
	}
}

// contacts takes names whose words an e-mail address ("felix.brandreth@…") or a profile ("linkedin.com/in/felix-brandreth") repeats.
func (r *reader) contacts() {
	r.contact.n, r.contact.some = 0, 0
	text, ts := r.s.Text, r.s.Tokens()
	joined := func(i int) bool { // tokens i and i+1 stand in one local part or path
		return i >= 0 && i+1 < len(ts) && ts[i+1].Start == ts[i].End+1 && bytes.IndexByte(contactMarks, text[ts[i].End]) >= 0
	}
	for p := 0; p < len(text) && r.contact.n < maxContactWords; p++ {
		k := bytes.IndexByte(text[p:], '@')
		if k < 0 {
			break
		}
		p += k
		i := r.s.TokenAt(p) - 1
		if i < 0 || int(ts[i].End) != p || i+1 >= len(ts) || int(ts[i+1].Start) != p+1 || int(ts[i+1].End) == len(text) || text[ts[i+1].End] != '.' && text[ts[i+1].End] != '-' || ts[i+1].Flags&lex.HasDigit != 0 {
			continue // not in front of a domain, but of a version, "yaml@v1.2"
		}
		r.contact.enter(&ts[i])
		for ; joined(i - 1); i-- {
			r.contact.enter(&ts[i-1])
		}
	}
	for p := 0; p < len(text) && r.contact.n < maxContactWords; p++ {
		k := bytes.Index(text[p:], profilePath)
		if k < 0 {
			break
		}
		p += k
		if !bytes.HasSuffix(text[:p], profileHost) {
			continue
		}
		p += len(profilePath)
		i := r.s.TokenAt(p)
		if i >= len(ts) || int(ts[i].Start) != p {
			continue
		}
		r.contact.enter(&ts[i])
		for ; joined(i); i++ {
			r.contact.enter(&ts[i+1])
		}
	}
	if r.contact.n > 0 {
		r.named()
	}
}

var (
	contactMarks = []byte("._-")
	profileHost  = []byte(".com") // before
	profilePath  = []byte("/in/") // which is rarer
)

// named takes the capitalised words that a contact repeats, and what surely belongs to the same name.
func (r *reader) named() {
	done := 0
	for _, k := range r.Capitals() {
		i := int(k)
		w := &r.Words[i]
		if i < done || w.Shape != nametag.Initial && w.Shape != nametag.Upper || !r.repeated(i) {
			continue
		}
		from, to := i, i+1
		for to-from < maxNameWords && r.sameLine(to) && (r.repeated(to) || r.nameLike(to, false) && r.Words[to].Mode == nametag.Cased) {
			to++
		}
		if w.Space || w.Newlines > 0 || i == 0 {
			if !r.refused(from, to) {
				r.add(reading{from: from, to: to, typ: pii.Person, score: 0.65, rule: ruleContact})
			}
		}
		done = to
	}
}

// repeated reports whether word i is part of a contact and can be a name.
func (r *reader) repeated(i int) bool {
	w := &r.Words[i]
	if w.Mode != nametag.Cased || w.Shape != nametag.Initial && w.Shape != nametag.Upper || !r.contact.has(w.Hash) {
		return false
	}
	e := r.Entry(i)
	return r.nameLike(i, true) && e.Common() < 2 && e.Place() < 2 && w.Flags&ruleWords == 0 && (e.First()+e.Surname() > 0 || !e.Known())
}
