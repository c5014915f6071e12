package anonymize_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/vault"
	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

func TestUnknownTypeInARule(t *testing.T) {
	p := anonymize.Policy{Name: "mine", Rules: []anonymize.Rule{{Types: []pii.Type{"PERSONN"}, Do: anonymize.Keep{}}}}
	_, err := anonymize.NewRedactor(toyScanner(t), p)
	require.ErrorContains(t, err, `rule 1 of policy "mine": unknown type "PERSONN"; nearest: PERSON`)
	p.Types = []pii.Type{"PERSONN"}
	_, err = anonymize.NewRedactor(toyScanner(t), p)
	require.NoError(t, err)
	p, err = anonymize.ParsePolicy([]byte("types: [PROJECT]\nrules: [{types: [PROJECT], do: keep}]"))
	require.NoError(t, err)
	_, err = anonymize.NewRedactor(toyScanner(t), p)
	require.NoError(t, err)
}

func TestUnknownPreset(t *testing.T) {
	p, ok := anonymize.Preset("gdpr")
	require.False(t, ok)
	_, err := anonymize.NewRedactor(toyScanner(t), p)
	require.ErrorContains(t, err, `unknown preset "gdpr"; presets are blind-cv, `)
}

// telling fails with an error that holds the value.
type telling struct{}

func (telling) Append(dst []byte, v anonymize.Value) ([]byte, error) {
	return dst, fmt.Errorf("no %s: %w", v.Reveal(), keys.ErrClosed)
}
func (telling) Leaks() anonymize.Leaks { return anonymize.Leaks{} }

func TestOperatorErrorNamesItsCause(t *testing.T) {
	set := keys.New()
	v, err := vault.NewMemory(context.Background(), set)
	require.NoError(t, err)
	defer v.Close()
	scanner, err := pii.NewScanner(detectors.Default())
	require.NoError(t, err)
	const text = "mail ann@example.com, card 4111 1111 1111 1111, cvv 123"

	redactor := func(p anonymize.Policy) *anonymize.Redactor {
		r, err := anonymize.NewRedactor(scanner, p, anonymize.WithVault(v, "chat-1"))
		require.NoError(t, err)
		return r
	}
	proxy, _ := anonymize.Preset("llm-proxy")
	r := redactor(proxy)
	out, err := r.String(text)
	require.NoError(t, err, "what a vault never keeps is labelled")
	require.Contains(t, out, "cvv [CVV]")
	back, err := anonymize.NewRestorer(v).String(out)
	require.NoError(t, err)
	require.Equal(t, "mail ann@example.com, card 4111 1111 1111 1111, cvv [CVV]", back)

	_, err = redactor(anonymize.Policy{Default: anonymize.Reversible{}}).String(text)
	require.ErrorIs(t, err, vault.ErrSecret)
	require.Equal(t, "anonymize: operator failed on CVV[52:55]; its label was written: vault: secrets are not kept", err.Error())

	require.NoError(t, v.Close())
	_, err = r.String("mail bea@example.com")
	require.ErrorIs(t, err, vault.ErrClosed)
	require.ErrorContains(t, err, "EMAIL[5:20]; its label was written: vault: closed")

	_, err = redactor(anonymize.Policy{Default: telling{}}).String("mail bea@example.com")
	var op *anonymize.OperatorError
	require.True(t, errors.As(err, &op))
	require.Equal(t, "anonymize: operator failed on EMAIL[5:20]; its label was written: keys: closed", op.Error())
}
