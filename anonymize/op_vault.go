package anonymize

import "bytes"

// Vault keeps originals behind tokens; anonymize/vault has engines. It must be safe for concurrent use.
type Vault interface {
	Recognizer
	Originals
	// Keep keeps a value of a subject durably and returns its token. An error must not hold the value. The value is the vault's
	// own copy.
	Keep(subject, typ string, value []byte) (token []byte, err error)
}

// Reversible writes a token that the vault at hand can turn back (WithVault), and a numbered label without a vault. Its YAML name is
// "vault".
//
// A token stands for the exact text, so that it restores to that text: "Jane Fairweather" and "Jane" have two tokens, which do not show that
// they are one person. Where the reader must see that and nothing is to be restored, use NumberedLabel with a Session.
type Reversible struct{}

// Bind returns the vault's operator or NumberedLabel.
func (Reversible) Bind(e Env) (Operator, error) {
	if e.Vault == nil {
		return NumberedLabel{}, nil
	}
	return e.Vault, nil
}

func (Reversible) Append(dst []byte, v Value) ([]byte, error) { return NumberedLabel{}.Append(dst, v) }

// Leaks says that equality shows and the vault restores.
func (Reversible) Leaks() Leaks {
	return Leaks{Class: "pseudonymization", Reversible: true, Equality: true, Idempotent: true}
}

// String returns the name.
func (Reversible) String() string { return "vault" }

// vaultOperator is Reversible with a vault.
type vaultOperator struct {
	vault   Vault
	subject string
}

func (o vaultOperator) Append(dst []byte, v Value) ([]byte, error) {
	tok, err := o.vault.Keep(o.subject, string(v.Type), bytes.Clone(v.in.text))
	return append(dst, tok...), err
}

func (vaultOperator) Leaks() Leaks   { return Reversible{}.Leaks() }
func (vaultOperator) String() string { return Reversible{}.String() }
