package special

import (
	_ "embed" // the lexicon is a file
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/lethe-pii/lethe/detectors/special/lexfile"
	"github.com/lethe-pii/lethe/pii"
)

//go:generate go run github.com/lethe-pii/lethe/tools/speciallex -lists ../../tools/speciallex/lists -out lexicon.bin

//go:embed lexicon.bin
var lexiconFile []byte

// lexicon returns the table of terms and context words, made at the first use.
var lexicon = sync.OnceValue(func() *lexfile.Table {
	t, err := lexfile.Read(lexiconFile)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return t
})

// ErrTerm means that a term of a user's own has no words, too many, or an unknown type.
var ErrTerm = errors.New("special: bad term")

// Extra is a term of a user's own, as custom rules in YAML give it.
type Extra struct {
	Type pii.Type // one of the types of this package
	Text string   // one to eight words; case and accents as in the text
	// Sure terms say what they mean without a frame; others need a person as the subject, a label or a note around them.
	Sure bool
}

// compile makes the table of a user's terms, nil for none. Errors name the position of a term, not its text.
func compile(terms []Extra) (*lexfile.Table, error) {
	if len(terms) == 0 {
		return nil, nil
	}
	b := lexfile.NewBuilder()
	for i, t := range terms {
		if !slices.Contains(categories[catHealth:catBlock], t.Type) {
			return nil, fmt.Errorf("%w: number %d has an unknown type", ErrTerm, i+1)
		}
		kind := " S"
		if t.Sure {
			kind = " X"
		}
		if b.Add(string(t.Type)+kind, strings.ToLower(t.Text)) != nil {
			return nil, fmt.Errorf("%w: number %d needs one to eight words", ErrTerm, i+1)
		}
	}
	return lexfile.Read(b.Bytes())
}
