package anonymize

import (
	"errors"
	"time"
)

// Token writes a keyed pseudonym of the value's identity: equal persons and values have equal tokens within a purpose, and tokens
// of two purposes cannot be linked without the key. It needs keys (WithKeys). Its YAML name is "token", with "purpose" and "daily".
type Token struct {
	Purpose string // empty means the policy's name
	// Daily adds the policy's AsOf date to the purpose, so that tokens of two days cannot be linked. The policy needs an AsOf date.
	Daily  bool
	tokens Tokenizer
}

// ErrNoDate says that an operator needs the policy's AsOf date.
var ErrNoDate = errors.New("anonymize: the policy needs an as-of date and has none")

// Bind looks the purpose's tokenizer up.
func (o Token) Bind(e Env) (Operator, error) {
	if e.Tokens == nil {
		return nil, ErrNoKeys
	}
	purpose := e.purpose(o.Purpose)
	if o.Daily {
		if e.AsOf.IsZero() {
			return nil, ErrNoDate
		}
		purpose += " " + e.AsOf.Format(time.DateOnly)
	}
	t, err := e.Tokens(purpose)
	if err != nil {
		return nil, err
	}
	o.tokens = t
	return o, nil
}

func (o Token) Append(dst []byte, v Value) ([]byte, error) {
	if o.tokens == nil {
		return dst, ErrNoKeys
	}
	return o.tokens.AppendToken(dst, string(v.Type), v.RevealIdentity())
}

// Leaks says that equality shows within the purpose.
func (Token) Leaks() Leaks { return Leaks{Class: "pseudonymization", Equality: true, Idempotent: true} }

// String describes the operator.
func (o Token) String() string {
	s := "token"
	if o.Purpose != "" {
		s += " purpose=" + o.Purpose
	}
	if o.Daily {
		s += " daily"
	}
	return s
}
