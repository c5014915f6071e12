package special

import (
	_ "embed" // the lexicon is a file
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/lethe-pii/lethe/detectors/special/lexfile"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/pii"
)

//go:generate go run github.com/lethe-pii/lethe/tools/speciallex -lists ../../tools/speciallex/lists -out lexicon.bin

//go:embed lexicon.bin
var lexiconFile []byte

var lexiconTable lazy.Value[*lexfile.Table]

// lexicon returns the table of terms and context words.
func lexicon() *lexfile.Table {
	return lexiconTable.Get(func() *lexfile.Table {
		t, err := lexfile.Read(lexiconFile)
		if err != nil {
			panic(err) // the file is part of the program
		}
		return t
	})
}

// ErrTerm means that a term or word of a user's own has no words, too many, or an unknown type or class.
var ErrTerm = errors.New("special: bad term")

// Extra is a term of a user's own, as custom rules in YAML give it.
type Extra struct {
	Type pii.Type // one of the types of this package
	Text string   // one to eight words; all but the first may be "*", any one word; accents as in the text
	// Never terms are idioms, products or names that hold a listed word and are no hint; Type is not read.
	Never bool
	// Sure terms say what they mean without a frame; others need a person as the subject, a label or a note around them.
	Sure bool
}

// Class is what a context word does.
type Class uint8

const (
	Person  Class = iota // names a person: "nephew", "the insured"
	Frame                // a verb or preposition between a person and a condition: "has", "suffers"
	Role                 // a part in an organisation: "treasurer"
	General              // a sign of general talk: "lecture", "engineer"
)

// Word is a context word of a user's own.
type Word struct {
	Text  string // one word
	Class Class
}

var classNames = [...]string{Person: "PERSON", Frame: "HAVE", Role: "ROLE", General: "GENERIC"}

// compile makes the table of a user's terms and words, nil for none. Errors name the position of a term, not its text.
func compile(terms []Extra, words []Word) (*lexfile.Table, error) {
	if len(terms)+len(words) == 0 {
		return nil, nil
	}
	b := lexfile.NewBuilder()
	for i, t := range terms {
		if t.Never {
			if b.Add("BLOCK B", pattern(t.Text)) != nil {
				return nil, fmt.Errorf("%w: number %d needs one to eight words", ErrTerm, i+1)
			}
			continue
		}
		if !slices.Contains(categories[catHealth:catBlock], t.Type) {
			return nil, fmt.Errorf("%w: number %d has an unknown type", ErrTerm, i+1)
		}
		kind := " S"
		if t.Sure {
			kind = " X"
		}
		if b.Add(string(t.Type)+kind, pattern(t.Text)) != nil {
			return nil, fmt.Errorf("%w: number %d needs one to eight words", ErrTerm, i+1)
		}
	}
	for i, w := range words {
		if int(w.Class) >= len(classNames) || strings.ContainsAny(strings.TrimSpace(w.Text), " \t\n") || b.Add(classNames[w.Class], strings.ToLower(w.Text)) != nil {
			return nil, fmt.Errorf("%w: context word %d needs one word and a class", ErrTerm, i+1)
		}
	}
	return lexfile.Read(b.Bytes())
}

// pattern writes a user's term as the lexicon does. The first word must be one: a term is looked up by it.
func pattern(text string) string {
	words := strings.Fields(strings.ToLower(text))
	for i, w := range words {
		if w == "*" {
			if i == 0 {
				return ""
			}
			words[i] = lexfile.AnyWord
		}
	}
	return strings.Join(words, " ")
}
