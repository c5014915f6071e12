package anonymize

import (
	"bytes"

	"github.com/lethe-pii/lethe/anonymize/token"
)

// Vault keeps originals behind tokens; anonymize/vault has engines. It must be safe for concurrent use.
type Vault interface {
	Recognizer
	Originals
	// Keep keeps a value of a subject durably and returns its token. An error must not hold the value. The value is the vault's
	// own copy.
	Keep(subject, typ string, value []byte) (token []byte, err error)
}

// IdentityVault is an optional ability of a Vault: one token for all writings of a value, such as the names of one person. *vault.Engine has it.
type IdentityVault interface {
	// KeepAs keeps value, a writing of what identity stands for, and returns the token of the identity: without a mark if value is main, else
	// with one that tells the writing. main counts when the identity is first kept.
	KeepAs(subject, typ string, identity, main, value []byte) (token []byte, err error)
}

// Reversible writes a token that the vault at hand can turn back (WithVault), and a numbered label without a vault. Its YAML name is
// "vault", with "main-name".
//
// One person and one value has one token: over a document by its memory of names, over a Session, and everywhere by the canonical form and by a
// roster of the names detector. Behind it stands a mark if the text is not the main form, which is the name in the roster or the fullest form in the
// document in which the person was first met: PERSON_v0g5…j2 is Jane Fairweather and PERSON_v0g5…j2_4k2m9x is Jane. So every token restores
// to the text that stood there, and one whose mark was left out to the main form. A Vault that is no IdentityVault has a token for each text.
type Reversible struct {
	// MainName leaves the marks out: all forms restore to the main one.
	MainName bool
}

// Bind returns the vault's operator or NumberedLabel.
func (o Reversible) Bind(e Env) (Operator, error) {
	if e.Vault == nil {
		return NumberedLabel{}, nil
	}
	if v, ok := e.Vault.(vaultOperator); ok {
		v.mainName = o.MainName
		return v, nil
	}
	return e.Vault, nil
}

func (Reversible) Append(dst []byte, v Value) ([]byte, error) { return NumberedLabel{}.Append(dst, v) }

// Leaks says that equality shows and the vault restores.
func (Reversible) Leaks() Leaks {
	return Leaks{Class: "pseudonymization", Reversible: true, Equality: true, Idempotent: true}
}

// String describes the operator.
func (o Reversible) String() string {
	if o.MainName {
		return "vault main-name"
	}
	return "vault"
}

// vaultOperator is Reversible with a vault.
type vaultOperator struct {
	vault    Vault
	subject  string
	mainName bool
}

func (o vaultOperator) Append(dst []byte, v Value) ([]byte, error) {
	tok, err := o.keep(v)
	return append(dst, tok...), err
}

func (o vaultOperator) keep(v Value) ([]byte, error) {
	vault, ok := o.vault.(IdentityVault)
	if !ok {
		return o.vault.Keep(o.subject, string(v.Type), bytes.Clone(v.in.text))
	}
	id := v.in.ids.of(v.Finding, v.in.text)
	tok, err := vault.KeepAs(o.subject, string(v.Type), bytes.Clone(id.canon), bytes.Clone(id.full), bytes.Clone(v.in.text))
	if o.mainName {
		if t, bad := token.Parse(tok); bad == nil && t.Mark != 0 {
			tok = tok[:len(tok)-token.MarkLen]
		}
	}
	return tok, err
}

func (o vaultOperator) Leaks() Leaks   { return Reversible{}.Leaks() }
func (o vaultOperator) String() string { return Reversible{o.mainName}.String() }
