package formats

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// Editors and chats divide a text where its style changes: {"type":"text","text":"call "} before {"type":"text","text":"Ann","marks":[…]}, below
// "content" (ProseMirror), "elements" (Slack), "children" (Slate, Lexical), or {"insert":"…"} below "ops" (Quill). The pieces of such a list are one text,
// which stands behind the other strings.

// pieceList is a list of pieces: its strings in raw.
type pieceList [][2]int

const (
	piecesLooked  = 16
	maxPieceBytes = 64 << 10 // of an element that is looked at
	maxPieceDepth = 5
)

// listsPieces reports whether the list of the name key that opens at i is one of pieces: objects of which two or more have a text of their own, and
// no others than those that say what they are.
func listsPieces(raw []byte, i int, key, role string) bool {
	switch key {
	case "elements", "children", "ops":
	case "content":
		if role != "" {
			return false // parts of a message to a model, which are paragraphs
		}
	default:
		return false
	}
	texts := 0
	for n := 0; n < piecesLooked; n++ {
		if i = blanks(raw, i+1); i >= len(raw) || raw[i] != '{' {
			break
		}
		size, text, typed := pieceElement(raw[i:min(len(raw), i+maxPieceBytes)])
		if size == 0 || !text && !typed && key != "ops" { // {"insert":{"image":"…"}}
			return false
		}
		if text {
			texts++
		}
		if i = blanks(raw, i+size); i >= len(raw) || raw[i] != ',' {
			break
		}
	}
	return texts > 1
}

// pieceElement looks at the object that b begins with: its length (0 if it is not known), whether it has a text, and whether it says what it is.
func pieceElement(b []byte) (n int, text, typed bool) {
	n = eachValue(b, maxPieceDepth, func(depth int, key string, _ []byte, quoted bool) bool {
		if depth == 1 && quoted {
			text = text || isPieceKey(key)
			typed = typed || key == "type"
		}
		return true
	})
	return n, text, typed
}

func isPieceKey(key string) bool { return key == "text" || key == "insert" }

// addPieces adds the lists of pieces, each as one text. Pieces that are words of different lines, as in a list of paragraphs, stay apart.
func (r *record) addPieces() error {
	for _, list := range r.lists {
		r.mark(pii.MarkField, "text")
		for k, at := range list {
			b := r.raw[at[0]:at[1]]
			if k > 0 && apart(r.text, b) {
				r.text = append(r.text, '\n')
			}
			if err := addString(r, at[0], at[1], bytes.IndexByte(b, '\\') >= 0); err != nil {
				return err
			}
		}
		r.text = append(r.text, '\n')
	}
	return nil
}

// apart reports whether no text goes on from a to b: a sentence ends and another one begins, or a word and a capitalised one.
func apart(a, b []byte) bool {
	if len(a) == 0 || len(b) == 0 || !lex.IsUpper(b[0]) {
		return false
	}
	c := a[len(a)-1]
	return c == '.' || c == '!' || c == '?' || c == ':' || lex.IsLetter(c) && !lex.IsUpper(c)
}
