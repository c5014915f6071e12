package names

import (
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// colonValue returns the first word behind word i and a ":", 0 if none follows. Both may be bold in Markdown: "**Referee:** …".
func (r *reader) colonValue(i int) int {
	from := r.behindStars(i + 1)
	if !r.mark(from, ':') {
		return r.elementValue(i)
	}
	return r.behindStars(from + 1)
}

// behindStars returns the first word from i on that is no "*".
func (r *reader) behindStars(i int) int {
	for r.mark(i, '*') && r.sameLine(i) {
		i++
	}
	return i
}

// rowValue returns the first word of the value in a line of a form whose label ends with word i, without a ":" between them; 0 if there is none
// that looks like a name.
func (r *reader) rowValue(i int) int {
	end := int(r.Words[i].End)
	if b := r.s.Text; end+1 >= len(b) || lex.IsWord(b[end]) || b[end] == ' ' && lex.IsWord(b[end+1]) {
		return 0
	}
	from, label := i+1, i
	for r.sameLine(from) && r.Words[from].Shape == nametag.Punct {
		from++
	}
	for i-label < 3 && r.adjoins(label) && r.Words[label-1].Shape != nametag.Punct {
		label--
	}
	if !r.sameLine(from) || !r.nameLike(from, false) || !r.s.RowLabel(pii.Anchor{Start: int(r.Words[label].Start), End: end, Value: int(r.Words[from].Start)}) {
		return 0
	}
	return from
}

// elementValue returns the first word of an element of XML whose name is word i if another for the rest of the name stands beside it:
// "<nombre>Yerai</nombre> <apellidos>…".
func (r *reader) elementValue(i int) int {
	n := i + 2
	if !r.mark(i-1, '<') || !r.mark(i+1, '>') || !r.sameLine(n) || !r.is(i, isNameWord) {
		return 0
	}
	for k := max(1, i-maxElement); k < min(len(r.Words), i+maxElement); k++ {
		if k != i && r.mark(k-1, '<') && r.mark(k+1, '>') && r.is(k, isNameWord) && r.Words[k].Hash != r.Words[i].Hash {
			return n
		}
	}
	return 0
}

// maxElement is the most words between two elements of XML that hold parts of one name.
const maxElement = 12
