package names

import (
	"errors"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// maxRosterWords is the most words of a listed name.
const maxRosterWords = 4

// roster is a set of names, kept as hashes.
type roster struct {
	full  map[uint64]struct{}
	first map[uint32]uint8 // first word to the most words of a name that begins with it
	n     int
}

var errRosterName = errors.New("a name needs one to four words")

func newRoster(names []string) (roster, error) {
	if len(names) == 0 {
		return roster{}, nil
	}
	r := roster{full: make(map[uint64]struct{}, len(names)), first: make(map[uint32]uint8, len(names)), n: len(names)}
	for _, name := range names {
		b := []byte(name)
		ws := nametag.AppendWords(nil, b, lex.Words(b), words())
		if len(ws) == 0 || len(ws) > maxRosterWords {
			return roster{}, errRosterName
		}
		var h uint64
		for i := range ws {
			h = chain(h, ws[i].Hash)
		}
		r.full[h] = struct{}{}
		r.first[ws[0].Hash] = max(r.first[ws[0].Hash], uint8(len(ws)))
	}
	return r, nil
}

func chain(h uint64, word uint32) uint64 { return (h ^ uint64(word)) * 0x9e3779b97f4a7c15 }

// match returns the number of words of the longest listed name that begins ws, 0 if there is none.
func (r *roster) match(ws []nametag.Word) int {
	if len(ws) == 0 {
		return 0
	}
	best := 0
	var h uint64
	for n := 0; n < min(len(ws), int(r.first[ws[0].Hash])); n++ {
		h = chain(h, ws[n].Hash)
		if _, ok := r.full[h]; ok {
			best = n + 1
		}
	}
	return best
}

// listed finds the names of the roster.
func (r *reader) listed() {
	for i := 0; i < len(r.Words); i++ {
		if n := r.d.roster.match(r.Words[i:]); n > 0 {
			r.add(reading{from: i, to: i + n, typ: pii.Person, score: 0.95, rule: ruleRoster})
			i += n - 1
		}
	}
}
