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
	tokens *tokenSource
}

// tokenSource is a Tokenizer by a pointer, by which a document's cache tells it from others.
type tokenSource struct{ Tokenizer }

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
	o.tokens = &tokenSource{t}
	return o, nil
}

func (o Token) Append(dst []byte, v Value) ([]byte, error) {
	if o.tokens == nil {
		return dst, ErrNoKeys
	}
	id := v.in.ids.of(v.Finding, v.in.text)
	if id.tokens == o.tokens && id.tokenType == v.Type {
		return append(dst, id.token...), nil
	}
	start := len(dst)
	dst, err := o.tokens.AppendToken(dst, string(v.Type), id.canon)
	if err == nil {
		id.token, id.tokens, id.tokenType = append(id.token[:0], dst[start:]...), o.tokens, v.Type
	}
	return dst, err
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
