package anonymize_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/fpe"
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/internal/harness"
	"github.com/lethe-pii/lethe/pii"
)

func bind(t *testing.T, op anonymize.Binder, e anonymize.Env) anonymize.Operator {
	t.Helper()
	out, err := op.Bind(e)
	require.NoError(t, err)
	return out
}

func TestEncryptRoundTrip(t *testing.T) {
	set := keys.New()
	env := anonymize.Env{Keys: set, Policy: "p"}
	ciphers, err := anonymize.NewCiphers(set, "p")
	require.NoError(t, err)
	values := []string{"", "a", "ann@b.example", "Zoë \"Q\"\n", strings.Repeat("x", anonymize.MaxEncrypted)}
	for _, random := range []bool{false, true} {
		op := bind(t, anonymize.Encrypt{Randomized: random}, env)
		for _, v := range values {
			word := apply(t, op, pii.Email, v)
			require.Regexp(t, `^EMAIL_e[0-9a-z]+$`, word)
			require.Equal(t, !random, word == apply(t, op, pii.Email, v))
			back, err := ciphers.Original([]byte(strings.ToUpper(word)))
			require.NoError(t, err)
			require.Equal(t, v, string(back))
			require.True(t, ciphers.IsToken([]byte(word)))

			text := "a " + word + ", " + strings.ToLower(word) + " and x" + word
			restorer := anonymize.NewRestorer(ciphers)
			out, err := restorer.String(text)
			require.NoError(t, err)
			require.Equal(t, "a "+v+", "+v+" and x"+word, out)
			var b bytes.Buffer
			w := restorer.NewWriter(&b)
			harness.Cuts(rand.New(rand.NewPCG(1, 7)), []byte(text), 9, func(p []byte) {
				_, err := w.Write(p)
				require.NoError(t, err)
			})
			require.NoError(t, w.Close())
			require.Equal(t, out, b.String())
		}
		_, err := op.Append(nil, anonymize.NewValue(pii.Email, make([]byte, anonymize.MaxEncrypted+1)))
		require.ErrorIs(t, err, anonymize.ErrLong)
		require.Equal(t, !random, op.Leaks().Equality)
	}
	word := apply(t, bind(t, anonymize.Encrypt{}, env), pii.Email, "ann@b.example")
	for i := range word {
		fake := []byte(word)
		fake[i] = "0z"[boolInt(fake[i] == '0')]
		if !strings.EqualFold(string(fake), word) {
			require.False(t, ciphers.IsToken(fake), i)
		}
	}
	other, err := anonymize.NewCiphers(keys.New(), "p")
	require.NoError(t, err)
	_, err = other.Original([]byte(word))
	require.ErrorIs(t, err, keys.ErrWrongKey)
	purpose, err := anonymize.NewCiphers(set, "q")
	require.NoError(t, err)
	_, err = purpose.Original([]byte(word))
	require.ErrorIs(t, err, keys.ErrTampered)
	_, err = set.Rotate(t.Context())
	require.NoError(t, err)
	back, err := ciphers.Original([]byte(word))
	require.NoError(t, err)
	require.Equal(t, "ann@b.example", string(back))
	require.NotEqual(t, word, apply(t, bind(t, anonymize.Encrypt{}, env), pii.Email, "ann@b.example"))
}

func TestEncryptedTextIsLeftAlone(t *testing.T) {
	r := redactor(t, everything(anonymize.Encrypt{}), anonymize.WithKeys(keys.New()))
	out, err := r.String("from ann@b.example and name Mary Jones")
	require.NoError(t, err)
	require.Contains(t, out, "EMAIL_e")
	again, err := r.String(out + " name " + strings.Fields(out)[1] + " " + strings.Fields(out)[1])
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(again, out))
}

func TestFF1RoundTrip(t *testing.T) {
	set := keys.New()
	env := anonymize.Env{Keys: set, Policy: "p"}
	for _, c := range []struct {
		op anonymize.FF1
		in string
	}{
		{anonymize.FF1{}, "+44 (20) 7946-0958"},
		{anonymize.FF1{}, "123456"},
		{anonymize.FF1{Alphabet: fpe.UpperAlnum}, "AB-12 34"},
		{anonymize.FF1{Alphabet: fpe.Alphanumeric}, "aZ09/bb"},
		{anonymize.FF1{Alphabet: "абвгдежзик"}, "абв-где-жз"},
		{anonymize.FF1{Checksum: fpe.KeepLuhn}, "4111 1111 1111 1111"},
		{anonymize.FF1{Checksum: fpe.BreakLuhn}, "4111-1111-1111-1111"},
		{anonymize.FF1{Checksum: fpe.KeepMod97}, "DE89 3704 0044 0532 0130 00"},
		{anonymize.FF1{Checksum: fpe.BreakMod97}, "DE89370400440532013000"},
	} {
		out := apply(t, bind(t, c.op, env), pii.ClientID, c.in)
		require.NotEqual(t, c.in, out)
		require.Equal(t, len([]rune(c.in)), len([]rune(out)))
		for i, r := range []rune(c.in) {
			if !strings.ContainsRune("0123456789", r) && c.op.Alphabet == "" {
				require.Equal(t, r, []rune(out)[i])
			}
		}
		c.op.Purpose, c.op.Key = "p", set.Primary()
		back, err := c.op.Original(set, pii.ClientID, []byte(out))
		require.NoError(t, err)
		require.Equal(t, c.in, string(back))
		require.NotEqual(t, out, apply(t, bind(t, c.op, env), pii.MRN, c.in), "one key a type")
	}
	op := bind(t, anonymize.FF1{}, env)
	for in, want := range map[string]error{"12345": fpe.ErrDomain, "A123456": fpe.ErrAlphabet, "12345٦": fpe.ErrAlphabet, "\xff123456": fpe.ErrAlphabet} {
		_, err := op.Append(nil, anonymize.NewValue(pii.ClientID, []byte(in)))
		require.ErrorIs(t, err, want, in)
	}
	_, err := bind(t, anonymize.FF1{Checksum: fpe.KeepLuhn}, env).Append(nil, anonymize.NewValue(pii.CreditCard, []byte("4111111111111112")))
	require.ErrorIs(t, err, fpe.ErrChecksum)
}

func TestKeyedOperatorsWantKeys(t *testing.T) {
	scanner := toyScanner(t)
	for _, op := range []anonymize.Operator{anonymize.Encrypt{}, anonymize.FF1{}, anonymize.DateShift{}, anonymize.Token{}} {
		_, err := anonymize.NewRedactor(scanner, everything(op))
		require.ErrorIs(t, err, anonymize.ErrNoKeys, "%T", op)
		out, err := op.Append([]byte("x"), anonymize.NewValue(pii.Email, []byte("ann@b.example")))
		require.Error(t, err, "%T", op)
		require.Equal(t, "x", string(out))
	}
	_, err := anonymize.NewRedactor(scanner, everything(anonymize.DateShift{}), anonymize.WithKeys(keys.New()))
	require.ErrorIs(t, err, anonymize.ErrNoSubject)
}

func TestNilIsAnError(t *testing.T) {
	s := toyScanner(t)
	for name, opts := range map[string][]anonymize.Option{
		"option": {nil}, "keys": {anonymize.WithKeys(nil)}, "tokens": {anonymize.WithTokens(nil)}, "vault": {anonymize.WithVault(nil, "x")},
		"subject": {anonymize.WithSubject("")},
	} {
		_, err := anonymize.NewRedactor(s, anonymize.DefaultPolicy(), opts...)
		require.Error(t, err, name)
	}
	none := anonymize.WithTokens(func(string) (anonymize.Tokenizer, error) { return nil, nil })
	_, err := anonymize.NewRedactor(s, everything(anonymize.Token{}), none)
	require.ErrorIs(t, err, anonymize.ErrNoKeys)
	_, err = anonymize.NewRedactor(nil, anonymize.DefaultPolicy())
	require.Error(t, err)
	_, err = anonymize.NewCiphers(nil, "")
	require.ErrorIs(t, err, anonymize.ErrNoKeys)
	_, err = anonymize.NewRestorer(nil).String("x")
	require.ErrorIs(t, err, anonymize.ErrNoVault)
}

func TestGeneralize(t *testing.T) {
	for _, c := range []struct {
		op       anonymize.Generalize
		in, want string
	}{
		{anonymize.Generalize{Hierarchy: anonymize.Places()}, "Boston", "Massachusetts"},
		{anonymize.Generalize{Hierarchy: anonymize.Places()}, "BOSTON, MA", "Massachusetts"},
		{anonymize.Generalize{Hierarchy: anonymize.Places()}, "Portland, OR", "Oregon"},
		{anonymize.Generalize{Hierarchy: anonymize.Places()}, "California", "California"},
		{anonymize.Generalize{Hierarchy: anonymize.Places()}, "Orange County", "[LOCATION]"},
		{anonymize.Generalize{Hierarchy: anonymize.Places(), Level: 2}, "München", "Germany"},
		{anonymize.Generalize{Hierarchy: anonymize.Places(), Level: 3}, "München", "[LOCATION]"},
		{anonymize.Generalize{Hierarchy: anonymize.JobFields(), Words: true}, "Senior Software Engineer", "engineering"},
		{anonymize.Generalize{Hierarchy: anonymize.JobFields(), Words: true}, "Ärztin", "health"},
		{anonymize.Generalize{Hierarchy: anonymize.JobFields(), Words: true}, "wizard", "[LOCATION]"},
	} {
		op := bind(t, c.op, anonymize.Env{})
		require.Equal(t, c.want, apply(t, op, pii.Location, c.in), c.in)
		if c.want[0] != '[' {
			require.Equal(t, c.want, apply(t, op, pii.Location, c.want))
		}
	}
	_, err := anonymize.Generalize{}.Bind(anonymize.Env{})
	require.Error(t, err)
	_, err = anonymize.Generalize{Hierarchy: anonymize.Places(), Level: 4}.Bind(anonymize.Env{})
	require.Error(t, err)
}

func TestRound(t *testing.T) {
	for in, want := range map[string]string{
		"about $12,345.67": "about $12,000", "12.345,67 €": "12.000 €", "1499": "1000", "1500": "2000", "CHF 1'234'567.-": "CHF 1'235'000.-",
		"no number": "[X]", "1,5 of 3": "[X]", "12,345": "12,000", "12.5": "0", "999999999999999999999": "[X]",
	} {
		got := apply(t, anonymize.Round{To: 1000}, "X", in)
		require.Equal(t, want, got, in)
	}
}

func TestOperatorsInYAML(t *testing.T) {
	p, err := anonymize.ParsePolicy([]byte(`
rules:
  - {types: [EMAIL], do: {encrypt: {mode: randomized, purpose: mail}}}
  - {types: [CREDIT_CARD], do: {ff1: {checksum: break-luhn}}}
  - {types: [MRN], do: {ff1: {alphabet: upper, key: 0a1b}}}
  - {types: [PERSON], do: {surrogate: {keep-culture: true, keep-gender: true}}}
  - {types: [DATE], do: {date-shift: {days: 30, month-first: true}}}
  - {types: [LOCATION], do: {generalize: {by: places, level: 2}}}
  - {types: [JOB_TITLE], do: {generalize: {by: job-fields}}}
  - types: [ORG]
    do:
      generalize:
        table: |
          acme;retail;*
          globex;energy;*
  - {types: [INVOICE_ID], do: {round: {to: 50}}}
`))
	require.NoError(t, err)
	require.Equal(t, anonymize.Encrypt{Randomized: true, Purpose: "mail"}, p.Rules[0].Do)
	require.Equal(t, anonymize.FF1{Checksum: fpe.BreakLuhn}, p.Rules[1].Do)
	require.Equal(t, anonymize.FF1{Alphabet: fpe.UpperAlnum, Key: 0x0a1b}, p.Rules[2].Do)
	require.Equal(t, anonymize.Surrogate{KeepCulture: true, KeepGender: true}, p.Rules[3].Do)
	require.Equal(t, anonymize.DateShift{Days: 30, MonthFirst: true}, p.Rules[4].Do)
	require.Equal(t, anonymize.Generalize{Hierarchy: anonymize.Places(), Level: 2}, p.Rules[5].Do)
	require.Equal(t, anonymize.Round{To: 50}, p.Rules[8].Do)
	table := bind(t, p.Rules[7].Do.(anonymize.Binder), anonymize.Env{})
	require.Equal(t, "retail", apply(t, table, pii.Org, "ACME"))
	for _, bad := range []string{
		"{encrypt: {mode: rot13}}", "{ff1: {checksum: crc}}", "{ff1: {alphabet: aa}}", "{ff1: {alphabet: upper, checksum: keep-luhn}}", "{ff1: {key: zz}}",
		"{surrogate: {keep-culture: yes please}}", "{date-shift: {days: 99999}}", "{generalize: {by: moon}}", "{generalize: {by: places, table: a}}",
		"{generalize: {level: 9}}", "{generalize: {table: \"a;b\\na;c\"}}", "{round: {to: -1}}",
	} {
		_, err := anonymize.ParsePolicy([]byte("default: " + bad))
		var pe *anonymize.PolicyError
		require.ErrorAs(t, err, &pe, bad)
		require.NotContains(t, pe.Message, "rot13")
	}
}

func ExampleEncrypt() {
	set := keys.New() // keys.Open for one that stays
	policy := anonymize.Policy{Name: "case-7", Default: anonymize.Encrypt{}}
	scanner, _ := pii.NewScanner([]pii.Detector{toyMail{}})
	redactor, _ := anonymize.NewRedactor(scanner, policy, anonymize.WithKeys(set))
	out, _ := redactor.String("from ann@b.example to me")
	ciphers, _ := anonymize.NewCiphers(set, "case-7")
	back, _ := anonymize.NewRestorer(ciphers).String(out)
	fmt.Println(out != back, back)
	// Output: true from ann@b.example to me
}

func ExampleFF1() {
	set := keys.New()
	o := anonymize.FF1{Checksum: fpe.BreakLuhn, Purpose: "test data"}
	bound, _ := o.Bind(anonymize.Env{Keys: set})
	out, _ := bound.Append(nil, anonymize.NewValue(pii.CreditCard, []byte("4111 1111 1111 1111")))
	back, _ := o.Original(set, pii.CreditCard, out)
	fmt.Println(len(out), string(back))
	// Output: 19 4111 1111 1111 1111
}

func ExampleDateShift() {
	redact := func(text string) string {
		op, _ := anonymize.DateShift{Purpose: "study"}.Bind(anonymize.Env{Keys: keys.New(), Subject: "patient 7"})
		out, _ := op.Append(nil, anonymize.NewValue(pii.Date, []byte(text)))
		return string(out)
	}
	fmt.Println(len(redact("2024-03-05")), redact("last spring"))
	// Output: 10 [DATE]
}

func ExampleGeneralize() {
	op, _ := anonymize.Generalize{Hierarchy: anonymize.Places()}.Bind(anonymize.Env{})
	out, _ := op.Append(nil, anonymize.NewValue(pii.Location, []byte("Boston")))
	fmt.Println(string(out))
	// Output: Massachusetts
}

func TestIrreversible(t *testing.T) {
	const text = "name Mary Jones, ann@b.example, again ann@b.example "
	p := anonymize.Policy{Default: anonymize.Token{Purpose: "p"}}
	var outs []string
	for range 2 {
		out, err := redactor(t, p, anonymize.Irreversible()).String(text)
		require.NoError(t, err)
		words := strings.FieldsFunc(out, func(r rune) bool { return r == ' ' || r == ',' })
		require.Equal(t, words[2], words[4], "equal values are equal within a run")
		outs = append(outs, words[1], words[2])
	}
	require.NotEqual(t, outs[0], outs[2], "two runs share no token")
	require.NotEqual(t, outs[1], outs[3])
	out, err := redactor(t, everything(anonymize.Reversible{}), anonymize.Irreversible()).String(text)
	require.NoError(t, err)
	require.Equal(t, "name [PERSON_1], [EMAIL_1], again [EMAIL_1] ", out)
	for _, op := range []anonymize.Operator{anonymize.Encrypt{}, anonymize.FF1{}, anonymize.DateShift{}} {
		_, err := anonymize.NewRedactor(toyScanner(t), everything(op), anonymize.Irreversible(), anonymize.WithSubject("s"))
		require.ErrorIs(t, err, anonymize.ErrReversible)
	}
	for _, opt := range []anonymize.Option{anonymize.WithKeys(keys.New()), anonymize.WithVault(newMapVault(), "s")} {
		_, err := anonymize.NewRedactor(toyScanner(t), p, opt, anonymize.Irreversible())
		require.Error(t, err)
	}
	for _, name := range []string{"default", "gdpr-anonymize", "gdpr-pseudonymize", "hipaa-safe-harbor", "blind-cv"} {
		preset, _ := anonymize.Preset(name)
		redactor(t, preset, anonymize.Irreversible())
	}
}
