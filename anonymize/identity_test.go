package anonymize_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/vault"
	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/pii"
)

// real makes a Redactor with all detectors, whose roster has the entries given.
func real(t testing.TB, op anonymize.Operator, roster []string, opts ...anonymize.Option) *anonymize.Redactor {
	t.Helper()
	ds := detectors.Default()
	if len(roster) > 0 {
		listed, err := names.New(names.Options{Roster: roster})
		require.NoError(t, err)
		for i, d := range ds {
			if d.Spec().Name == listed.Spec().Name {
				ds[i] = listed
			}
		}
	}
	s, err := pii.NewScanner(ds)
	require.NoError(t, err)
	r, err := anonymize.NewRedactor(s, anonymize.Policy{Name: "test", Default: op}, opts...)
	require.NoError(t, err)
	return r
}

var personToken = regexp.MustCompile(`PERSON_[kv0-9a-z]{26}|\[PERSON_\d+\]`)

// people returns the different persons' tokens or labels in texts, in order, without marks.
func people(texts ...string) []string {
	var out []string
	seen := map[string]bool{}
	for _, text := range texts {
		for _, tok := range personToken.FindAllString(text, -1) {
			if !seen[tok] {
				seen[tok] = true
				out = append(out, tok)
			}
		}
	}
	return out
}

type operatorCase struct {
	name   string
	op     anonymize.Operator
	opts   []anonymize.Option
	engine *vault.Engine
}

func identityOperators(t testing.TB) []operatorCase {
	v, err := vault.NewMemory(context.Background(), keys.New())
	require.NoError(t, err)
	return []operatorCase{
		{"number", anonymize.NumberedLabel{}, nil, nil},
		{"token", anonymize.Token{}, []anonymize.Option{anonymize.WithKeys(keys.New())}, nil},
		{"vault", anonymize.Reversible{}, []anonymize.Option{anonymize.WithVault(v, "client-7")}, v},
	}
}

func TestOnePersonOneTokenInADocument(t *testing.T) {
	text := "Please call Jane Fairweather. Jane is late, said Tom Hargreaves. Ms. Fairweather pays, and Jane knows. JANE FAIRWEATHER signed; Hargreaves too."
	for _, c := range identityOperators(t) {
		out, err := real(t, c.op, nil, c.opts...).String(text)
		require.NoError(t, err)
		require.Len(t, people(out), 2, "%s: %s", c.name, out)
		require.NotRegexp(t, "(?i)jane|fairweather|hargreaves", out)
		if c.engine == nil {
			continue
		}
		back, err := anonymize.NewRestorer(c.engine).String(out)
		require.NoError(t, err)
		require.Equal(t, text, back)
		bare := regexp.MustCompile(`(PERSON_v[0-9a-z]{25})_\w{6}`).ReplaceAllString(out, "$1")
		require.NotEqual(t, out, bare)
		back, err = anonymize.NewRestorer(c.engine).String(bare)
		require.NoError(t, err)
		require.Equal(t, 5, strings.Count(back, "Jane Fairweather"), "without marks, the main name: %s", back)

		main := real(t, anonymize.Reversible{MainName: true}, nil, c.opts...)
		out, err = main.String(text)
		require.NoError(t, err)
		require.Equal(t, bare, out)
	}
}

// The history of a conversation comes again with each message, and the name becomes fuller.
func TestOnePersonOneTokenInAConversation(t *testing.T) {
	turns := []string{
		"Hello, my name is Jane and I need a new appointment.",
		"Which day suits you?",
		"Monday. You have me as Jane Fairweather in your files.",
		"Thank you, Ms. Fairweather. Do you mean Jane Fairweather of the front office?",
		"Yes. Please tell my husband Tom Fairweather as well.",
	}
	for _, c := range identityOperators(t) {
		s := real(t, c.op, nil, c.opts...).NewSession()
		var all []string
		for n := range turns {
			history := strings.Join(turns[:n+1], "\n")
			out, err := s.String(history)
			require.NoError(t, err)
			if c.engine != nil {
				back, err := anonymize.NewRestorer(c.engine).String(out)
				require.NoError(t, err)
				require.Equal(t, history, back)
			}
			all = append(all, out)
			one, err := s.String(turns[n])
			require.NoError(t, err)
			all = append(all, one)
		}
		require.Len(t, people(all...), 2, "%s\n%s", c.name, strings.Join(all, "\n--\n"))
	}
}

func TestRosterGivesOneTokenEverywhere(t *testing.T) {
	roster := []string{"Jane Fairweather; Janey; Fairy", "Tom Hargreaves"}
	files := []string{"Please ask Janey about it.", "Fairy was here.", "Signed, JANE FAIRWEATHER", "Tom Hargreaves paid."}
	for _, c := range identityOperators(t) {
		if c.name == "number" {
			continue // numbers are of a document or session
		}
		r := real(t, c.op, roster, c.opts...)
		var outs []string
		for _, f := range files {
			out, err := r.String(f)
			require.NoError(t, err)
			outs = append(outs, out)
		}
		require.Len(t, people(outs...), 2, "%s\n%s", c.name, strings.Join(outs, "\n"))
		if c.engine == nil {
			continue
		}
		for i, out := range outs {
			back, err := anonymize.NewRestorer(c.engine).String(out)
			require.NoError(t, err)
			require.Equal(t, files[i], back)
		}
		back, err := anonymize.NewRestorer(c.engine).String(people(outs[0])[0])
		require.NoError(t, err)
		require.Equal(t, "Jane Fairweather", back, "the main name, though an alias came first")
	}
}

func TestSessionTellsPersonsApart(t *testing.T) {
	s := real(t, anonymize.NumberedLabel{}, nil).NewSession()
	for _, c := range []struct{ text, want string }{
		{"Please call Jane Fairweather.", "Please call [PERSON_1]."},
		{"Please call Jane Hargreaves.", "Please call [PERSON_2]."},
		{"Please call J. Hargreaves.", "Please call [PERSON_2]."},
		{"Please call Hargreaves, Jane.", "Please call [PERSON_2]."},
		{"Please call Dr. Jane A. Fairweather.", "[PERSON_1]"},
		{"My name is Jane.", "My name is [PERSON_3]."},
		{"Please call Jane Okonkwo.", "Please call [PERSON_4]."},
	} {
		out, err := s.String(c.text)
		require.NoError(t, err)
		require.Contains(t, out, strings.TrimSuffix(strings.TrimPrefix(c.want, "Please call "), "."), c.text)
	}
}

// Writings of a value that is no name have one token as well.
func TestOneTokenForWritingsOfAValue(t *testing.T) {
	v, err := vault.NewMemory(context.Background(), keys.New())
	require.NoError(t, err)
	r := real(t, anonymize.Reversible{}, nil, anonymize.WithVault(v, "c"))
	for _, text := range []string{"mail Ann.Lee@example.com or ann.lee@EXAMPLE.com", "call +1 415 555 0132 or (415) 555-0132"} {
		out, err := r.String(text)
		require.NoError(t, err)
		toks := regexp.MustCompile(`[A-Z]+_v[0-9a-z]{25}`).FindAllString(out, -1)
		require.Len(t, toks, 2, out)
		require.Equal(t, toks[0], toks[1])
		back, err := anonymize.NewRestorer(v).String(out)
		require.NoError(t, err)
		require.Equal(t, text, back)
	}
}
