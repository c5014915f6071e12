package anonymize_test

import (
	"bytes"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/transform"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/pii"
)

type opFunc func(dst []byte, v anonymize.Value) ([]byte, error)

func (f opFunc) Append(dst []byte, v anonymize.Value) ([]byte, error) { return f(dst, v) }
func (opFunc) Leaks() anonymize.Leaks                                 { return anonymize.Leaks{} }

func TestOperatorThatReturnsItsInput(t *testing.T) {
	n := 0
	r := redactor(t, anonymize.Policy{Default: opFunc(func(dst []byte, v anonymize.Value) ([]byte, error) {
		n++
		if n%2 == 1 {
			return v.Reveal(), nil
		}
		return append(dst, "REPLACEMENTREPLACEMENTREPLACEMENT"...), nil
	})})
	in := []byte("a@b.c, then x@y.z, and so it goes on and on with u@v.w")
	keep := string(in)
	out, err := r.Append(nil, in)
	require.NoError(t, err)
	require.Equal(t, keep, string(in))
	require.Equal(t, "a@b.c, then REPLACEMENTREPLACEMENTREPLACEMENT, and so it goes on and on with u@v.w", string(out))
}

func TestOperatorThatAppendsToItsInput(t *testing.T) {
	r := redactor(t, anonymize.Policy{Default: opFunc(func(dst []byte, v anonymize.Value) ([]byte, error) {
		return append(v.Reveal(), "#########"...), nil
	})})
	in := []byte("a@b.c, then x@y.z, and so it goes")
	keep := string(in)
	_, err := r.Append(nil, in)
	require.NoError(t, err)
	require.Equal(t, keep, string(in))
}

type nilBinder struct{ opFunc }

func (nilBinder) Bind(anonymize.Env) (anonymize.Operator, error) { return nil, nil }

func TestOperatorBoundToNothing(t *testing.T) {
	_, err := anonymize.NewRedactor(toyScanner(t), anonymize.Policy{Default: nilBinder{}})
	require.Error(t, err)
	_, err = anonymize.NewRedactor(toyScanner(t), anonymize.Policy{Rules: []anonymize.Rule{{Types: []pii.Type{pii.Email}, Do: nilBinder{}}}}, anonymize.Irreversible())
	require.Error(t, err)
}

type shortWriter struct{ n int }

func (w shortWriter) Write(b []byte) (int, error) { return min(w.n, len(b)), nil }

func TestShortWrites(t *testing.T) {
	r := redactor(t, anonymize.Policy{})
	w := r.NewWriter(shortWriter{1})
	_, err := io.WriteString(w, "mail a@b.c now")
	require.ErrorIs(t, errors.Join(err, w.Close()), io.ErrShortWrite)
	rw := anonymize.NewRestorer(new(noVault)).NewWriter(shortWriter{1})
	_, err = io.WriteString(rw, "mail a@b.c now")
	require.ErrorIs(t, errors.Join(err, rw.Close()), io.ErrShortWrite)
	jw := anonymize.NewRestorer(new(noVault)).NewJSONWriter(shortWriter{1})
	_, err = io.WriteString(jw, `{"a":"mail a@b.c now"}`)
	require.ErrorIs(t, errors.Join(err, jw.Close()), io.ErrShortWrite)
}

type noVault struct{}

func (*noVault) Original([]byte) ([]byte, error) { return nil, keys.ErrNotFound }

type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

func TestReaderThatGivesNothing(t *testing.T) {
	r := redactor(t, anonymize.Policy{})
	done := make(chan error, 1)
	go func() { _, err := io.ReadAll(r.NewReader(stuck{})); done <- err }()
	select {
	case err := <-done:
		require.ErrorIs(t, err, io.ErrNoProgress)
	case <-time.After(2 * time.Second):
		t.Fatal("hangs")
	}
}

type panicOnce struct {
	bytes.Buffer
	done bool
}

func (w *panicOnce) Write(b []byte) (int, error) {
	if !w.done {
		w.done = true
		panic("disk")
	}
	return w.Buffer.Write(b)
}

func TestPanickingWriter(t *testing.T) {
	r := redactor(t, anonymize.Policy{})
	to := &panicOnce{}
	w := r.NewWriter(to)
	in := strings.Repeat("mail a@b.c now and then\n", 8000)
	var err error
	for len(in) > 0 {
		func() {
			defer func() { _ = recover() }()
			n := min(len(in), 1000)
			chunk := in[:n]
			in = in[n:]
			if _, werr := io.WriteString(w, chunk); werr != nil {
				err = werr
			}
		}()
	}
	err = errors.Join(err, w.Close())
	require.NotContains(t, to.String(), "a@b.c")
	require.Error(t, err, "success after a lost piece: %d bytes", to.Len())
}

func TestCloseTwiceAndWriteAfterClose(t *testing.T) {
	r := redactor(t, everything(failing{}))
	var b bytes.Buffer
	w := r.NewWriter(&b)
	_, _ = io.WriteString(w, "mail a@b.c now")
	require.Error(t, w.Close())
	require.Error(t, w.Close())
	_, err := io.WriteString(w, "mail a@b.c now")
	require.Error(t, err)
	require.Error(t, w.Flush())
	require.NotContains(t, b.String(), "a@b.c")
	rw := anonymize.NewRestorer(new(noVault)).NewWriter(&b)
	require.NoError(t, rw.Close())
	_, err = io.WriteString(rw, "x")
	require.ErrorIs(t, err, anonymize.ErrClosed)
	require.NoError(t, rw.Close())
	jw := anonymize.NewRestorer(new(noVault)).NewJSONWriter(&b)
	require.NoError(t, jw.Close())
	_, err = io.WriteString(jw, "x")
	require.ErrorIs(t, err, anonymize.ErrClosed)
	full := redactor(t, anonymize.Policy{}).NewWriter(fullDisk{})
	_, err = io.WriteString(full, "mail a@b.c now")
	require.NoError(t, err)
	require.ErrorIs(t, full.Close(), errFull)
	require.ErrorIs(t, full.Close(), errFull)
}

type fullDisk struct{}

var errFull = errors.New("disk full")

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestTinyTransformer(t *testing.T) {
	r := redactor(t, anonymize.Policy{})
	in := strings.Repeat("mail a@b.c now ", 50)
	want, _ := r.String(in)
	for _, size := range []int{1, 2, 3, 7} {
		tr := r.Transformer()
		var out bytes.Buffer
		src := []byte(in)
		dst := make([]byte, size)
		for i := 0; ; i++ {
			k := min(len(src), 5)
			nd, ns, err := tr.Transform(dst, src[:k], k == len(src))
			out.Write(dst[:nd])
			src = src[ns:]
			if err == nil && len(src) == 0 {
				break
			}
			if i > 1e5 {
				t.Fatal("hangs")
			}
		}
		require.Equal(t, want, out.String())
		s, _, err := transform.String(r.Transformer(), in)
		require.NoError(t, err)
		require.Equal(t, want, s)
	}
}

func TestEmptyValueSet(t *testing.T) {
	_, err := anonymize.NewRedactor(toyScanner(t), anonymize.Policy{}, anonymize.WithOnly(new(anonymize.ValueSet)))
	require.Error(t, err)
}

func TestCanonicalFormThatIsTheInput(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{rawCanon{}, toyURL{}})
	require.NoError(t, err)
	r, err := anonymize.NewRedactor(s, everything(anonymize.NumberedLabel{}))
	require.NoError(t, err)
	in := []byte("mail abc@def.example now abd@def.example")
	keep := string(in)
	for range 3 {
		_, err = r.Append(nil, in)
		require.NoError(t, err)
		require.Equal(t, keep, string(in))
	}
}

type rawCanon struct{ toyMail }

func (rawCanon) Canonical(dst []byte, t pii.Type, raw []byte) ([]byte, error) { return raw, nil }

func (panicCanon) Canonical([]byte, pii.Type, []byte) ([]byte, error) { panic("text") }

type panicCanon struct{ toyMail }

func TestCanonicalFormThatFails(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{panicCanon{}})
	require.NoError(t, err)
	r, err := anonymize.NewRedactor(s, everything(anonymize.NumberedLabel{}))
	require.NoError(t, err)
	out, err := r.String("mail abc@def.example now ABC@def.example")
	require.NoError(t, err)
	require.Equal(t, "mail [EMAIL_1] now [EMAIL_1]", out)
}

// What a typing error could turn into a weaker policy is an error.
func TestPolicyMistakesAreErrors(t *testing.T) {
	for _, y := range []string{
		"name: a\n---\ndefault: keep\n",
		"name: a\nname: b\n",
		"name: &x foo\n",
		"name: !!str foo\n",
		"min-score: NaN",
		"rules: [{types: EMAIL, when: {min-age: -5}, do: keep}]",
		"rules: [{types: EMAIL, when: {min-score: NaN}, do: keep}]",
		"rules: [{types: EMAIL, when: , do: keep}]",
		"rules: [{types: EMAIL, when: {consent: false}, do: keep}]",
		"consent: {given: [yes]}",
		"rules: [{types: DATE, do: {year: {max-age: -1}}}]",
		"rules: [{types: CREDIT_CARD, do: {card: {eight-digit-issuers: [12]}}}]",
		"rules: " + strings.Repeat("[", 1000) + strings.Repeat("]", 1000),
		strings.Repeat("#", 2<<20),
	} {
		_, err := anonymize.ParsePolicy([]byte(y))
		require.Error(t, err, "%.60s", y)
	}
	for _, c := range []anonymize.Condition{{MinScore: -1}, {MaxScore: 2}, {MinAge: -1}, {MinScore: float32(math.NaN())}} {
		_, err := anonymize.NewRedactor(toyScanner(t), anonymize.Policy{Rules: []anonymize.Rule{{Types: []pii.Type{pii.Email}, When: c, Do: anonymize.Keep{}}}})
		require.Error(t, err)
	}
}

// wrongChooser is a container of one text whose chooser does with the findings what it must not.
type wrongChooser struct {
	text   []byte
	done   bool
	change func([]pii.Finding) []pii.Finding
	edits  []pii.Edit
}

func (c *wrongChooser) Next() ([]byte, []pii.Mark, error) {
	if c.done {
		return nil, nil, io.EOF
	}
	c.done = true
	return c.text, nil, nil
}

func (c *wrongChooser) Apply(e pii.Edit) error {
	c.edits = append(c.edits, pii.Edit{Start: e.Start, End: e.End})
	return nil
}

func (c *wrongChooser) Close() error                          { return nil }
func (c *wrongChooser) Choose(fs []pii.Finding) []pii.Finding { return c.change(fs) }

func TestChoosersThatAreWrong(t *testing.T) {
	text := "a@b.c and x@y.z"
	for name, change := range map[string]func([]pii.Finding) []pii.Finding{
		"order": func(fs []pii.Finding) []pii.Finding { slices.Reverse(fs); return fs },
		"outside": func(fs []pii.Finding) []pii.Finding {
			fs[0].Start, fs[1].End = -5, 500
			return fs
		},
		"inverted": func(fs []pii.Finding) []pii.Finding {
			fs[0].Start, fs[0].End = fs[0].End, fs[0].Start
			return fs
		},
	} {
		c := &wrongChooser{text: []byte(text), change: change}
		stats, err := redactor(t, anonymize.Policy{}).Container(c)
		require.NoError(t, err, name)
		require.Equal(t, 2, stats.Total(), name)
		require.Equal(t, []pii.Edit{{Start: 0, End: 5}, {Start: 10, End: 15}}, c.edits, name)
	}
	c := &wrongChooser{text: []byte("boom"), change: func([]pii.Finding) []pii.Finding { return nil }}
	stats, err := redactor(t, anonymize.Policy{Default: anonymize.Keep{}}).Container(c)
	require.NoError(t, err)
	require.Equal(t, 1, stats.Unscanned)
	require.Equal(t, []pii.Edit{{Start: 0, End: 4}}, c.edits)
}

type failingTokens struct{ toyTokens }

func (failingTokens) IsToken([]byte) bool { panic("text") }

func TestRecognizerThatFails(t *testing.T) {
	r := redactor(t, anonymize.Policy{}, anonymize.WithTokens(func(string) (anonymize.Tokenizer, error) { return failingTokens{}, nil }))
	out, err := r.String("mail a@b.c")
	require.NoError(t, err)
	require.Equal(t, "mail [EMAIL]", out)
	r = redactor(t, everything(anonymize.Token{}), anonymize.WithTokens(func(string) (anonymize.Tokenizer, error) { return failingTokens{}, nil }))
	out, err = r.String("mail a@b.c")
	require.NoError(t, err)
	require.NotContains(t, out, "a@b.c")
}

// keepingVault keeps the very bytes that it is given.
type keepingVault struct {
	noVault
	values [][]byte
}

func (*keepingVault) IsToken([]byte) bool { return false }

func (v *keepingVault) Keep(_, _ string, value []byte) ([]byte, error) {
	v.values = append(v.values, value)
	return []byte("T"), nil
}

func TestVaultThatKeepsItsArgument(t *testing.T) {
	v := &keepingVault{}
	r := redactor(t, everything(anonymize.Reversible{}), anonymize.WithVault(v, "s"))
	in := []byte("mail a@b.c")
	_, err := r.Append(nil, in)
	require.NoError(t, err)
	copy(in, "##########")
	require.Equal(t, "a@b.c", string(v.values[0]))
}
