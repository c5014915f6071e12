package anonymize_test

import (
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/internal/harness"
	"github.com/lethe-pii/lethe/pii"
)

func TestShadowCountsDifferences(t *testing.T) {
	old := anonymize.DefaultPolicy()
	next := anonymize.Policy{Rules: []anonymize.Rule{
		{Types: []pii.Type{pii.Email}, When: anonymize.Condition{Kind: "log"}, Do: anonymize.Token{}},
		{Types: []pii.Type{pii.Person}, Do: anonymize.Label{}},
	}, Names: map[pii.Type]string{pii.Person: "NAME"}}
	s, err := anonymize.NewShadow(toyScanner(t), old, next)
	require.NoError(t, err)
	text := []byte("ann@b.example and bob@b.example and name Mary Jones")
	stats := s.Document("log", text)
	require.Zero(t, stats.Same)
	require.Equal(t, map[anonymize.Change]int{{Type: pii.Email, Old: "label [EMAIL]", New: "token"}: 2,
		{Type: pii.Person, Old: "label [PERSON]", New: "label [NAME]"}: 1}, stats.Changes)
	stats.Add(s.Document("", text))
	require.Equal(t, 2, stats.Same)
	require.Equal(t, "2 findings treated alike\n2 EMAIL: label [EMAIL] -> token\n2 PERSON: label [PERSON] -> label [NAME]\n", stats.String())
	stats = s.Document("", []byte(harness.Canaries[0]))
	harness.NoCanary(t, "shadow", stats, s)

	_, err = anonymize.NewShadow(nil, old, next)
	require.Error(t, err)
	_, err = anonymize.NewShadow(toyScanner(t), old, anonymize.Policy{MinScore: 2})
	require.Error(t, err)
}

func TestOneCardIsNeverMaskedAndHashed(t *testing.T) {
	card := []pii.Type{pii.CreditCard}
	sure := anonymize.Condition{MinScore: 0.9}
	for name, c := range map[string]struct {
		p    anonymize.Policy
		want error
	}{
		"both by score":      {anonymize.Policy{Rules: []anonymize.Rule{{Types: card, When: sure, Do: anonymize.CardMask{}}, {Types: card, Do: anonymize.Token{}}}}, anonymize.ErrHashAndMask},
		"mask, else default": {anonymize.Policy{Rules: []anonymize.Rule{{Types: card, When: sure, Do: anonymize.Mask{KeepLast: 4}}}, Default: anonymize.Reversible{}}, anonymize.ErrHashAndMask},
		"by group":           {anonymize.Policy{Rules: []anonymize.Rule{{Types: card, When: sure, Do: anonymize.FF1{}}, {Groups: []string{"payment"}, Do: anonymize.CardMask{}}}}, anonymize.ErrHashAndMask},
		"never reached":      {anonymize.Policy{Rules: []anonymize.Rule{{Types: card, Do: anonymize.CardMask{}}, {Types: card, Do: anonymize.Token{}}}, Default: anonymize.Token{}}, nil},
		"masked whole":       {anonymize.Policy{Rules: []anonymize.Rule{{Types: card, When: sure, Do: anonymize.Mask{}}}, Default: anonymize.Reversible{}}, nil},
		"randomized":         {anonymize.Policy{Rules: []anonymize.Rule{{Types: card, When: sure, Do: anonymize.CardMask{}}}, Default: anonymize.Encrypt{Randomized: true}}, nil},
	} {
		_, err := anonymize.NewRedactor(toyScanner(t), c.p, anonymize.WithKeys(keys.New()))
		if c.want != nil {
			require.ErrorIs(t, err, c.want, name)
		} else {
			require.NoError(t, err, name)
		}
	}
}

func TestDailyTokens(t *testing.T) {
	set := keys.New()
	on := func(day int) string {
		p := anonymize.Policy{Name: "logs", AsOf: time.Date(2026, 6, day, 0, 0, 0, 0, time.UTC), Default: anonymize.Token{Daily: true}}
		out, err := redactor(t, p, anonymize.WithKeys(set)).String("ann@b.example ")
		require.NoError(t, err)
		return out
	}
	require.Equal(t, on(1), on(1))
	require.NotEqual(t, on(1), on(2))
	_, err := anonymize.NewRedactor(toyScanner(t), anonymize.Policy{Default: anonymize.Token{Daily: true}}, anonymize.WithKeys(set))
	require.ErrorIs(t, err, anonymize.ErrNoDate)
}

func TestYearWithoutADate(t *testing.T) {
	for _, c := range []struct {
		typ      pii.Type
		in, want string
	}{
		{pii.DateOfBirth, "02/11/1932", "[DATE_OF_BIRTH]"}, {pii.DateOfBirth, "1 May 1959", "[DATE_OF_BIRTH]"}, {pii.DateOfBirth, "2 Nov 1969", "1969"},
		{pii.Date, "14 Mar 1950", "1950"}, {pii.Date, "14 Mar 1930", "[DATE]"},
	} {
		require.Equal(t, c.want, apply(t, anonymize.Year{MaxAge: 89}, c.typ, c.in))
	}
}

func ExampleShadow() {
	logs, _ := anonymize.Preset("logs")
	scanner, _ := pii.NewScanner([]pii.Detector{toyMail{}})
	shadow, _ := anonymize.NewShadow(scanner, logs, anonymize.Policy{Default: anonymize.Mask{}})
	fmt.Print(shadow.Document("log", []byte("from ann@b.example to me")))
	// Output:
	// 0 findings treated alike
	// 1 EMAIL: label [EMAIL] -> mask keep-first=0 keep-last=0 char='*'
}

// chooser is a container of one text whose last finding is left out.
type chooser struct {
	text string
	done bool
}

func (c *chooser) Next() ([]byte, []pii.Mark, error) {
	if c.done {
		return nil, nil, io.EOF
	}
	c.done = true
	return []byte(c.text), nil, nil
}
func (*chooser) Apply(pii.Edit) error                  { return nil }
func (*chooser) Close() error                          { return nil }
func (*chooser) Choose(fs []pii.Finding) []pii.Finding { return fs[:len(fs)-1] }

// TestShadowAsksChoosers holds that a Shadow counts what a Redactor would treat: a field that is left alone is in no count.
func TestShadowAsksChoosers(t *testing.T) {
	shadow, err := anonymize.NewShadow(toyScanner(t), anonymize.DefaultPolicy(), anonymize.Policy{Default: anonymize.Remove{}})
	require.NoError(t, err)
	stats, err := shadow.Container("csv", &chooser{text: "ann@example.com, bob@example.com"})
	require.NoError(t, err)
	require.Equal(t, 1, stats.Changes[anonymize.Change{Type: pii.Email, Old: "label [EMAIL]", New: "remove"}])
}
