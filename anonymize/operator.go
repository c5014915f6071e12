package anonymize

import (
	"errors"
	"strings"
	"time"

	"github.com/lethe-pii/lethe/anonymize/keys"
)

// Operator replaces a value. It must be safe for concurrent use and must not keep the value.
type Operator interface {
	// Append appends the replacement of v to dst. An error makes the Redactor write the label of v's type instead; the error
	// must not hold the value.
	Append(dst []byte, v Value) ([]byte, error)
	// Leaks states what the replacement still tells.
	Leaks() Leaks
}

// Leaks says what a replacement still tells about its original.
type Leaks struct {
	Class      string // technique as named by ISO/IEC 20889:2018: "suppression", "pseudonymization", "generalization", …; "kept" if there is none
	Reversible bool   // whoever holds the key or vault gets the original back
	Equality   bool   // equal originals have equal replacements
	Length     bool   // the original's length shows
	Format     bool   // the original's form, or a part of it, shows
	Idempotent bool   // applied to its own output it changes nothing
}

// String lists the leaks, such as "suppression; shows equality; idempotent".
func (l Leaks) String() string {
	parts := []string{l.Class}
	var shows []string
	for _, s := range []struct {
		on   bool
		name string
	}{{l.Equality, "equality"}, {l.Length, "length"}, {l.Format, "format"}} {
		if s.on {
			shows = append(shows, s.name)
		}
	}
	if len(shows) > 0 {
		parts = append(parts, "shows "+strings.Join(shows, ", "))
	}
	if l.Reversible {
		parts = append(parts, "reversible")
	}
	if l.Idempotent {
		parts = append(parts, "idempotent")
	} else {
		parts = append(parts, "not idempotent")
	}
	return strings.Join(parts, "; ")
}

// Binder is an optional ability of an Operator that needs something from outside of the policy, such as keys. NewRedactor replaces
// the operator by what Bind returns.
type Binder interface {
	Bind(Env) (Operator, error)
}

// Env is what a Redactor gives to operators that are Binders.
type Env struct {
	// Policy is the policy's name: the purpose of operators that name none.
	Policy string
	// AsOf is the policy's date; zero if it has none.
	AsOf time.Time
	// Keys are the keys at hand (WithKeys), or nil.
	Keys *keys.Set
	// Subject is whom the values are about (WithSubject, WithVault), or empty.
	Subject string
	// Tokens returns the tokenizer of a purpose, or is nil if there are no keys.
	Tokens func(purpose string) (Tokenizer, error)
	// Vault replaces values reversibly, or is nil if there is no vault.
	Vault Operator
}

// Recognizer knows tokens that were made before. It must be safe for concurrent use.
type Recognizer interface {
	// IsToken reports whether b is exactly one token whose check verifies under a key at hand.
	IsToken(b []byte) bool
}

// Tokenizer makes keyed pseudonyms.
type Tokenizer interface {
	Recognizer
	// AppendToken appends the token of a canonical value to dst.
	AppendToken(dst []byte, typ string, canonical []byte) ([]byte, error)
}

var (
	// ErrNoKeys says that an operator needs keys and the Redactor has none.
	ErrNoKeys = errors.New("anonymize: the policy needs keys and none are given")
	// ErrNoSubject says that an operator needs to know whom the values are about (WithSubject).
	ErrNoSubject = errors.New("anonymize: the policy needs a subject and none is given")
)

// purpose returns an operator's own purpose or, if it names none, the policy's name.
func (e Env) purpose(own string) string {
	if own == "" {
		return e.Policy
	}
	return own
}

// kept is the optional ability of an operator that leaves values alone; the Redactor then looks at the parts of a composite.
type kept interface{ keeps() bool }

func keeps(op Operator) bool {
	k, ok := op.(kept)
	return ok && k.keeps()
}
