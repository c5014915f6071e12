package anonymize

// Token writes a keyed pseudonym of the value's identity: equal persons and values have equal tokens within a purpose, and tokens
// of two purposes cannot be linked without the key. It needs keys (WithKeys). Its YAML name is "token", with "purpose".
type Token struct {
	Purpose string // empty means the policy's name
	tokens  Tokenizer
}

// Bind looks the purpose's tokenizer up.
func (o Token) Bind(e Env) (Operator, error) {
	if e.Tokens == nil {
		return nil, ErrNoKeys
	}
	t, err := e.Tokens(e.purpose(o.Purpose))
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
	if o.Purpose == "" {
		return "token"
	}
	return "token purpose=" + o.Purpose
}
