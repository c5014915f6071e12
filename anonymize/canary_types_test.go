package anonymize_test

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/vault"
	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/internal/harness"
	"github.com/lethe-pii/lethe/pii"
)

// held is a caller's struct, whose fields fmt prints without asking their methods.
type held struct{ it any }

// What lives while values pass prints none of them in the middle of its work; the types that stay in a caller's structs print none there either.
func TestTypesThatHoldValuesPrintNone(t *testing.T) {
	text := "name " + harness.Canaries[2] + " mail " + harness.Canaries[0] + " phone " + harness.Canaries[1] + " card " + harness.Canaries[3]
	ctx := context.Background()
	set := keys.New()
	only, err := anonymize.NewValueSet(harness.Canaries)
	require.NoError(t, err)
	deny, err := pii.NewList(pii.Folded, harness.Canaries[2:3], pii.Person)
	require.NoError(t, err)
	scan, err := pii.NewScanner(detectors.Default(), pii.WithDeny(deny), pii.WithAllow(deny))
	require.NoError(t, err)
	r, err := anonymize.NewRedactor(scan, anonymize.Policy{Default: anonymize.Surrogate{}}, anonymize.WithKeys(set), anonymize.WithOnly(only))
	require.NoError(t, err)
	session := r.NewSession()
	_, err = session.String(text)
	require.NoError(t, err)
	number, err := anonymize.NewRedactor(toyScanner(t), anonymize.Policy{Default: anonymize.NumberedLabel{}})
	require.NoError(t, err)
	numbers := number.NewSession()
	_, err = numbers.String(text)
	require.NoError(t, err)
	w := numbers.NewWriter(io.Discard)
	_, err = io.WriteString(w, text)
	require.NoError(t, err)
	rd := r.NewReader(strings.NewReader(text))
	_, _ = rd.Read(make([]byte, 1))
	tr := r.Transformer()
	_, _, _ = tr.Transform(make([]byte, 3), []byte(text), false)
	guard, err := anonymize.NewGuard(scan)
	require.NoError(t, err)
	refused := guard.Document([]byte("diagnosed with diabetes: " + text))
	engine, err := vault.NewMemory(ctx, set)
	require.NoError(t, err)
	item := vault.Item{Subject: harness.Canaries[0], Type: "EMAIL", Value: []byte(harness.Canaries[0])}
	tok, err := engine.Put(ctx, item)
	require.NoError(t, err)
	entry, err := engine.Get(ctx, tok[0])
	require.NoError(t, err)
	report, err := engine.Subject(ctx, harness.Canaries[0])
	require.NoError(t, err)
	restorer := anonymize.NewRestorer(originals{engine})
	rw := restorer.NewWriter(io.Discard)
	_, err = io.WriteString(rw, string(tok[0])+" and "+harness.Canaries[0])
	require.NoError(t, err)
	jw := restorer.NewJSONWriter(io.Discard)
	_, err = io.WriteString(jw, `{"a":"`+string(tok[0])+` `+harness.Canaries[0])
	require.NoError(t, err)
	list, err := anonymize.NewSuppression(set, detectors.Phone())
	require.NoError(t, err)
	list.Add(harness.Canaries[0])
	value := anonymize.NewValue(pii.Email, []byte(harness.Canaries[0]))
	shadow, err := anonymize.NewShadow(scan, anonymize.DefaultPolicy(), anonymize.Policy{})
	require.NoError(t, err)
	feed := scan.NewFeed(func(pii.Piece) error { return nil })
	_, err = feed.Write([]byte(text))
	require.NoError(t, err)
	ciphers, err := anonymize.NewCiphers(set, "p")
	require.NoError(t, err)
	for name, v := range map[string]any{"Redactor": r, "Session": session, "numbered Session": numbers, "Writer": w, "Reader": rd, "Transformer": tr, "Guard": guard,
		"GuardError": refused, "Engine": engine, "Item": item, "Entry": entry, "Report": report, "Restorer": restorer, "RestoreWriter": rw, "JSONRestoreWriter": jw,
		"Suppression": list, "*Suppression": *list, "ValueSet": only, "*ValueSet": *only, "Value": value, "Shadow": shadow, "List": deny, "Scanner": scan, "Feed": feed,
		"Ciphers": ciphers, "Policy": r.Policy()} {
		harness.NoCanary(t, name, v)
		harness.NoCanary(t, "a list or map with "+name, []any{v}, map[string]any{"v": v})
	}
	for name, v := range map[string]any{"Redactor": r, "Policy": r.Policy(), "Guard": guard, "Value": value, "Entry": entry, "Engine": engine, "Restorer": restorer,
		"Shadow": shadow, "Scanner": scan, "Ciphers": ciphers} {
		harness.NoCanary(t, "a struct with "+name, held{v}, &held{v})
	}
}

// originals is a vault as a Restorer sees it.
type originals struct{ *vault.Engine }

func (o originals) Original(tok []byte) ([]byte, error) {
	e, err := o.Get(context.Background(), tok)
	return e.Reveal(), err
}
