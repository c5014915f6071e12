package names

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// maxRosterWords is the most words of a listed name.
const maxRosterWords = 4

// roster is a set of names, kept as hashes; only the names of persons with aliases are kept as text.
type roster struct {
	full    map[uint64]int32 // hash of a name to its person in aliases, -1 if it has none
	first   map[uint32]uint8 // first word to the most words of a name that begins with it
	aliases [][]string
	near    *near // nil unless fuzzy
}

var errRosterName = errors.New("a name needs one to four words")

// newRoster compiles entries: a name, or a name and its aliases with ";" between them.
func newRoster(entries []string, fuzzy bool) (*roster, error) {
	if len(entries) == 0 {
		return nil, nil
	}
	r := &roster{full: make(map[uint64]int32, len(entries)), first: make(map[uint32]uint8, len(entries))}
	if fuzzy {
		r.near = newNear(len(entries))
	}
	var c cutter
	for i, entry := range entries {
		person := int32(-1)
		if strings.Contains(entry, ";") {
			person = int32(len(r.aliases))
			r.aliases = append(r.aliases, strings.Split(entry, ";"))
		}
		for name := range strings.SplitSeq(entry, ";") {
			ws := c.words([]byte(name))
			if len(ws) == 0 || len(ws) > maxRosterWords {
				return nil, fmt.Errorf("entry %d: %w", i+1, errRosterName)
			}
			r.full[chained(ws)] = person
			r.first[ws[0].Hash] = max(r.first[ws[0].Hash], uint8(len(ws)))
			if r.near != nil {
				for k := range ws {
					r.near.enter(name[ws[k].Start:ws[k].End], ws[k].Hash)
				}
			}
		}
	}
	return r, nil
}

// MainName returns the first name of the roster's entry that lists name, exactly as it was given.
func (d *detector) MainName(name []byte) ([]byte, bool) {
	if d.roster == nil || len(d.roster.aliases) == 0 {
		return nil, false
	}
	var c cutter
	person, ok := d.roster.full[chained(c.words(name))]
	if !ok || person < 0 {
		return nil, false
	}
	return []byte(strings.TrimSpace(d.roster.aliases[person][0])), true
}

// cutter cuts short texts into words, without the marks between them; it keeps its memory.
type cutter struct {
	table  *lex.Table
	masks  []lex.Masks
	tokens []lex.Token
	cut    nametag.Cutter
	kept   []nametag.Word
}

func (c *cutter) words(b []byte) []nametag.Word {
	if c.table == nil {
		c.table = lex.NewTable("")
	}
	c.masks = c.table.Append(c.masks[:0], b)
	c.tokens = lex.AppendTokens(c.tokens[:0], b, c.masks, 0)
	c.cut.Cut(b, c.tokens, words())
	c.kept = c.kept[:0]
	for _, w := range c.cut.Words {
		if w.Shape != nametag.Punct {
			c.kept = append(c.kept, w)
		}
	}
	return c.kept
}

func chain(h uint64, word uint32) uint64 { return (h ^ uint64(word)) * 0x9e3779b97f4a7c15 }

func chained(ws []nametag.Word) (h uint64) {
	for i := range ws {
		h = chain(h, ws[i].Hash)
	}
	return h
}

// match returns the number of words of the longest listed name that begins ws, 0 if there is none. A mark may stand between two words.
func (r *roster) match(ws []nametag.Word) int {
	if r == nil || len(ws) == 0 {
		return 0
	}
	most := int(r.first[ws[0].Hash])
	best := 0
	var h uint64
	for i, n := 0, 0; i < len(ws) && n < most; i++ {
		if ws[i].Shape == nametag.Punct {
			if i+1 < len(ws) && ws[i+1].Shape == nametag.Punct || ws[i].Mark != ',' && ws[i].Mark != '.' {
				break
			}
			continue
		}
		h = chain(h, ws[i].Hash)
		n++
		if _, ok := r.full[h]; ok {
			best = i + 1
		}
	}
	return best
}

// listed finds the names of the roster.
func (r *reader) listed() {
	for i := 0; i < len(r.Words); i++ {
		n, score := r.d.roster.match(r.Words[i:]), float32(0.95)
		if n == 0 && r.d.roster.near != nil && r.Words[i].Candidate {
			n, score = r.nearly(i), 0.75
		}
		if n > 0 {
			r.add(reading{from: i, to: i + n, typ: pii.Person, score: score, rule: ruleRoster})
			i += n - 1
		}
	}
}

// ReadList reads names for Options.Roster and Options.Never: one entry a line, empty lines and lines that begin with "#" left out. An
// entry of a roster may hold aliases of the same person, with ";" between them. A line may have 64 KiB.
func ReadList(r io.Reader) ([]string, error) {
	var out []string
	sc := bufio.NewScanner(r)
	for sc.Scan() {
		if line := strings.TrimSpace(strings.TrimPrefix(sc.Text(), "\ufeff")); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("names: list: %w", err)
	}
	return out, nil
}
