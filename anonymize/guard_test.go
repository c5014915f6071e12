package anonymize_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/internal/harness"
	"github.com/lethe-pii/lethe/pii"
)

// toyHealth finds the word "flu".
type toyHealth struct{}

func (toyHealth) Spec() pii.Spec {
	return pii.Spec{Name: "health", Types: []pii.Type{pii.Health}, Wants: []pii.Want{pii.OnWords("flu")}}
}

func (toyHealth) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	for _, a := range at {
		dst = append(dst, s.Found(a.Start, a.End, pii.Health, 0.9, toyRule))
	}
	return dst
}

func guard(t *testing.T) *anonymize.Guard {
	t.Helper()
	s, err := pii.NewScanner([]pii.Detector{toyMail{}, toyName{}, toyBoom{}, toyHealth{}})
	require.NoError(t, err)
	g, err := anonymize.NewGuard(s)
	require.NoError(t, err)
	return g
}

// texts is a container of texts.
type texts struct {
	docs   []string
	closed bool
}

func (c *texts) Next() ([]byte, []pii.Mark, error) {
	if len(c.docs) == 0 {
		return nil, nil, io.EOF
	}
	d := c.docs[0]
	c.docs = c.docs[1:]
	if d == "" {
		return nil, nil, errors.New("broken")
	}
	return []byte(d), nil, nil
}
func (c *texts) Apply(pii.Edit) error { return errors.New("edited") }
func (c *texts) Close() error         { c.closed = true; return nil }

func TestGuard(t *testing.T) {
	g := guard(t)
	for text, want := range map[string]string{
		"nothing": "", "the flu is about": "", "from ann@b.example ": "", "name Mary Jones": "",
		"name Mary Jones has flu and flu": "HEALTH 2, PERSON 1", "flu. ann@b.example": "EMAIL 1, HEALTH 1", "boom": "UNSCANNED 1",
	} {
		for how, err := range map[string]error{"document": g.Document([]byte(text)), "reader": g.Reader(iotest.OneByteReader(strings.NewReader(text))),
			"container": g.Container(&texts{docs: []string{text}}, false), "records": g.Container(&texts{docs: []string{text}}, true)} {
			if want == "" {
				require.NoError(t, err, how)
				continue
			}
			require.ErrorIs(t, err, anonymize.ErrGuard, how)
			var ge *anonymize.GuardError
			require.ErrorAs(t, err, &ge)
			require.Equal(t, anonymize.ErrGuard.Error()+": "+want, ge.Error(), how)
		}
	}
	apart := []string{"flu", "name Mary Jones"}
	c := &texts{docs: apart}
	require.NoError(t, g.Container(c, true))
	require.True(t, c.closed)
	require.ErrorIs(t, g.Container(&texts{docs: apart}, false), anonymize.ErrGuard)
	c = &texts{docs: []string{"flu", ""}}
	require.EqualError(t, g.Container(c, false), "broken")
	require.True(t, c.closed)
	require.EqualError(t, g.Reader(iotest.ErrReader(errors.New("broken"))), "broken")
	harness.NoCanary(t, "guard", g.Document([]byte("flu, name "+harness.Canaries[2])))

	_, err := anonymize.NewGuard(nil)
	require.Error(t, err)
	_, err = anonymize.NewGuard(toyScanner(t))
	require.ErrorContains(t, err, "health")
	for _, typ := range []pii.Type{pii.Person, pii.Email, pii.IBAN, pii.MRN, pii.USSSN, pii.IPAddress, pii.Address, pii.DateOfBirth} {
		require.True(t, anonymize.Identifies(typ), typ)
	}
	for _, typ := range []pii.Type{pii.Org, pii.Date, pii.Location, pii.Age, pii.JobTitle, pii.BIC, pii.Health} {
		require.False(t, anonymize.Identifies(typ), typ)
	}
}

func ExampleGuard() {
	scanner, _ := pii.NewScanner([]pii.Detector{toyMail{}, toyHealth{}})
	guard, _ := anonymize.NewGuard(scanner)
	fmt.Println(guard.Document([]byte("ann@b.example has flu")))
	// Output: anonymize: the document holds health data together with identifiers: EMAIL 1, HEALTH 1
}
