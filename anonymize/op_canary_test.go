package anonymize_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/internal/harness"
	"github.com/lethe-pii/lethe/pii"
)

// Whatever an operator writes for a canary, or says when it fails, holds nothing of it; and no operator prints its keys.
func TestOperatorsAndErrorsShowNoValue(t *testing.T) {
	set := keys.New()
	env := anonymize.Env{Policy: "p", Keys: set, Subject: "s", AsOf: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
		Tokens: func(string) (anonymize.Tokenizer, error) { return toyTokens{}, nil }}
	types := []pii.Type{pii.Email, pii.Phone, pii.Person, pii.CreditCard}
	for _, op := range []anonymize.Operator{anonymize.Encrypt{}, anonymize.Encrypt{Randomized: true}, anonymize.FF1{}, anonymize.Surrogate{KeepCulture: true, KeepGender: true},
		anonymize.DateShift{}, anonymize.Generalize{Hierarchy: anonymize.Places()}, anonymize.Generalize{Hierarchy: anonymize.JobFields(), Words: true}, anonymize.Round{},
		anonymize.Mask{}, anonymize.Year{}, anonymize.AgeBand{}, anonymize.IPPrefix{}, anonymize.Zip3{}, anonymize.Label{}, anonymize.Remove{}} {
		if b, ok := op.(anonymize.Binder); ok {
			var err error
			op, err = b.Bind(env)
			require.NoError(t, err)
		}
		for i, canary := range harness.Canaries {
			out, err := op.Append(nil, anonymize.NewValue(types[i], []byte(canary)))
			harness.NoCanary(t, fmt.Sprintf("%T", op), string(out), err)
			if err != nil {
				require.Empty(t, out)
			}
			for _, word := range strings.Fields(canary) {
				if len(word) > 5 {
					require.NotContains(t, string(out), word)
				}
			}
		}
		key, err := set.Derive(set.Primary(), keys.Context{Use: "surrogate/1", Purpose: "p"}, keys.Size)
		require.NoError(t, err)
		for _, verb := range []string{"%v", "%+v", "%#v", "%x", "%s", "%d"} {
			text := fmt.Sprintf(verb, op) + fmt.Sprintf(verb, held{op})
			require.NotContains(t, text, strings.Trim(fmt.Sprint(key[:6]), "[]"))
			require.NotContains(t, text, strings.TrimSuffix(strings.TrimPrefix(fmt.Sprintf("%#v", key[:4]), "[]byte{"), "}"))
			require.NotContains(t, text, fmt.Sprintf("%x", key[:6]))
		}
	}
	list, err := anonymize.NewSuppression(set, detectors.Phone())
	require.NoError(t, err)
	list.Add(harness.Canaries[0])
	require.Equal(t, "anonymize.Suppression[1]", fmt.Sprintf("%#v", list))
	var b bytes.Buffer
	require.NoError(t, list.Write(&b))
	harness.NoCanary(t, "suppression list", b.String(), list)
}
