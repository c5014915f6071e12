package anonymize_test

import (
	"bytes"
	"fmt"
	"net/netip"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/pii"
)

func surrogate(t *testing.T, set *keys.Set, o anonymize.Surrogate) anonymize.Operator {
	t.Helper()
	op, err := o.Bind(anonymize.Env{Keys: set, Policy: "p"})
	require.NoError(t, err)
	return op
}

func apply(t *testing.T, op anonymize.Operator, typ pii.Type, in string) string {
	t.Helper()
	out, err := op.Append(nil, anonymize.NewValue(typ, []byte(in)))
	require.NoError(t, err)
	return string(out)
}

func luhn(s string) bool {
	sum, n := 0, 0
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] < '0' || s[i] > '9' {
			continue
		}
		v := int(s[i] - '0')
		if n%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
		n++
	}
	return sum%10 == 0
}

func TestSurrogatesAreOfReservedRanges(t *testing.T) {
	for _, c := range []struct {
		typ  pii.Type
		in   string
		want string // regular expression
	}{
		{pii.Email, "ann.lee@firm.test", `^[a-z]+\.[a-z]+@[a-z]+\.example$`},
		{pii.Email, "x_y77@mail.test", `^[a-z]+_[a-z]+\d\d@[a-z]+\.example$`},
		{pii.Phone, "(212) 555-0199", `^\(\d{3}\) 555-01\d\d$`},
		{pii.Phone, "+1 212 867 5309", `^\+1 \d{3} 555 01\d\d$`},
		{pii.Phone, "1-212-867-5309", `^1-\d{3}-555-01\d\d$`},
		{pii.Phone, "867-5309", `^555-01\d\d$`},
		{pii.Phone, "+44 20 7123 4567", `^\+44 (20 7946 0|11 3496 0|11 5496 0|11 7496 0|12 1496 0|13 1496 0|15 1496 0|16 3296 0|77 0090 0)\d{3}$`},
		{pii.Phone, "020 7123 4567", `^0(20 7946 0|11 3496 0|11 5496 0|11 7496 0|12 1496 0|13 1496 0|15 1496 0|16 3296 0|77 0090 0)\d{3}$`},
		{pii.Phone, "+49 170 1234567", `^\+49(3023125|6990009|4066969|2214710|8999998|17139200)\d{2,3}$|^\+49 `},
		{pii.Phone, "+33 6 12 34 56 78", `^\+33 (1 99 00|2 61 91|3 53 01|4 65 71|5 36 49|6 39 98)`},
		{pii.Phone, "06 12 34 56 78", `^0(1 99 00|2 61 91|3 53 01|4 65 71|5 36 49|6 39 98)`},
		{pii.Phone, "+34 612 345 678", `^\+1\d{3}55501\d\d$`},
		{pii.MACAddress, "AA:BB:CC:DD:EE:FF", `^00:00:5e:00:53:[0-9a-f]{2}$`},
		{pii.UUID, "6ba7b810-9dad-11d1-80b4-00c04fd430c8", `^00000000-0000-4000-8000-[0-9a-f]{12}$`},
		{pii.USSSN, "123-45-6789", `^666-\d\d-\d{4}$`},
		{pii.UKNINO, "AB 12 34 56 C", `^QQ \d\d \d\d \d\d [A-D]$`},
		{pii.UKNHS, "943 476 5919", `^999 \d{3} \d{4}$`},
		{pii.DESteuerID, "86095742719", `^0\d{10}$`},
		{pii.IBAN, "DE89 3704 0044 0532 0130 00", `^DE00 \d{4} \d{4} \d{4} \d{4} \d\d$`},
		{pii.MRN, "MRN-00482913", `^[A-Z]{3}-99\d{6}$`},
		{pii.MRN, "48291377", `^00\d{6}$`},
		{pii.MRN, "AbC-12", `^Z[z][A-Z]-\d\d$`},
		{pii.MRN, "7 1", `^\[MRN\]$`},
		{pii.PostalCode, "90210", `^00\d{3}$`},
		{pii.PostalCode, "SW1A 1AA", `^ZZ99 \d[A-Z]{2}$`},
		{pii.Address, "Hauptstraße 5, 10115 Berlin", `^[A-Z][a-z]+straße \d+, 00\d{3} `},
		{pii.Address, "12 High Street, Leeds", `^\d+ [A-Z][a-z]+ (Street|Road|Lane|Avenue|Drive), `},
		{pii.Address, "5 rue de la Paix, 75002 Paris", `^\d+ rue [A-Z][a-z]+, 00\d{3} `},
		{pii.Address, "Calle Mayor 3, 28013 Madrid", `^Calle [A-Z][a-z]+ \d+, 00\d{3} `},
		{pii.DateOfBirth, "5. März 1984", `^\d\d?\. [A-Z][a-zä]+ \d{4}$`},
		{pii.Age, "42 years", `^\d\d years$`},
		{pii.URL, "https://firm.test/ann?x=1", `^https://[a-z]+\.example/p\d+$`},
		{pii.SocialProfile, "https://www.linkedin.com/in/ann-lee", `^https://social\.example/[a-z]+-[a-z]+$`},
		{pii.GeoCoordinate, "52.5, 13.4", `^\[GEO_COORDINATE\]$`},
		{pii.APIKey, "sk-abc", `^\[API_KEY\]$`},
		{pii.JobTitle, "nurse", `^\[JOB_TITLE\]$`},
	} {
		for range 40 {
			got := apply(t, surrogate(t, nil, anonymize.Surrogate{}), c.typ, c.in)
			require.Regexp(t, regexp.MustCompile(c.want), got, "%s %s", c.typ, c.in)
			require.NotEqual(t, c.in, got)
		}
	}
	for range 200 {
		op := surrogate(t, nil, anonymize.Surrogate{})
		require.False(t, luhn(apply(t, op, pii.CreditCard, "4111 1111 1111 1111")))
		a := netip.MustParseAddr(apply(t, op, pii.IPAddress, "10.1.2.3"))
		require.True(t, netip.MustParsePrefix("192.0.2.0/24").Contains(a) || netip.MustParsePrefix("198.51.100.0/24").Contains(a) ||
			netip.MustParsePrefix("203.0.113.0/24").Contains(a))
		require.True(t, netip.MustParsePrefix("2001:db8::/32").Contains(netip.MustParseAddr(apply(t, op, pii.IPAddress, "fe80::1"))))
		dni := apply(t, op, pii.ESDNI, "12345678Z")
		n := 0
		_, err := fmt.Sscanf(dni[:8], "%d", &n)
		require.NoError(t, err)
		require.NotEqual(t, "TRWAGMYFPDXBNJZSQVHLCKE"[n%23], dni[8])
	}
}

func TestSurrogateNames(t *testing.T) {
	keep := anonymize.Surrogate{KeepCulture: true, KeepGender: true}
	for _, c := range []struct{ in, want string }{
		{"Anna Müller", `^[A-ZÄÖÜ]\pL+ [A-ZÄÖÜ]\pL+$`},
		{"MÜLLER, Anna", `^[A-ZÄÖÜ]{2,}, [A-ZÄÖÜ]\pL+$`},
		{"Dr. Anna Müller", `^Dr\. \pL+ \pL+$`},
		{"Mrs Walsh", `^Mrs \pL+$`},
		{"J. R. Bennett", `^\pL\. \pL\. \pL+$`},
		{"María García López", `^\pL+ \pL+( \pL+)?$`},
		{"Ludwig van Aken", `^\pL+ \pL+$`},
		{"anna müller", `^\p{Ll}+ \p{Ll}+$`},
	} {
		for range 20 {
			require.Regexp(t, regexp.MustCompile(c.want), apply(t, surrogate(t, nil, keep), pii.Person, c.in), c.in)
		}
	}
	german := " Anke Annika Birgit Claudia Elke Franziska Greta Heike Ingrid Johanna Katrin Lena Marlene Monika Petra Sabine Silke Steffi Ute Wiebke "
	for range 50 {
		given, _, _ := strings.Cut(apply(t, surrogate(t, nil, keep), pii.Person, "Heike Schäfer"), " ")
		require.Contains(t, german, " "+given+" ")
	}
	other := 0
	for range 50 {
		given, _, _ := strings.Cut(apply(t, surrogate(t, nil, anonymize.Surrogate{}), pii.Person, "Heike Schäfer"), " ")
		if !strings.Contains(german, " "+given+" ") {
			other++
		}
	}
	require.Greater(t, other, 30)
}

// A document in which one person has a full name, a surname and an address.
func TestOnePersonAgrees(t *testing.T) {
	const text = "name Mary Jones wrote from mary.jones@b.example and mjones7@c.example; later Jones called. name Peter Quill uses x@b.example ."
	set := keys.New()
	r := redactor(t, everything(anonymize.Surrogate{KeepCulture: true, KeepGender: true}), anonymize.WithKeys(set))
	out, err := r.String(text)
	require.NoError(t, err)
	m := regexp.MustCompile(`^name (\w+) (\w+) wrote from ([a-z]+)\.([a-z]+)@([a-z]+)\.example and ([a-z])([a-z]+)\d@[a-z]+\.example; later (\w+) called. name (\w+) (\w+) uses [a-z]+\.?[a-z]+@([a-z]+)\.example \.$`).
		FindStringSubmatch(out)
	require.NotNil(t, m, out)
	require.Equal(t, strings.ToLower(m[1]), m[3])
	require.Equal(t, strings.ToLower(m[2]), m[4])
	require.Equal(t, strings.ToLower(m[1])[:1], m[6])
	require.Equal(t, strings.ToLower(m[2]), m[7])
	require.Equal(t, m[2], m[8])
	require.Equal(t, m[5], m[11], "one domain, one surrogate")
	require.NotEqual(t, m[2], m[10])
	again, err := r.String(text)
	require.NoError(t, err)
	require.Equal(t, out, again)
	other, err := redactor(t, everything(anonymize.Surrogate{}), anonymize.WithKeys(keys.New())).String(text)
	require.NoError(t, err)
	require.NotEqual(t, out, other)
}

// No surrogate equals a value of its document, however many of the possible ones the document holds.
func TestSurrogatesAreNoValuesOfTheDocument(t *testing.T) {
	var b strings.Builder
	values := map[string]bool{}
	for i := range 90 {
		v := fmt.Sprintf("p%d@alderway.example", i)
		values[v] = true
		fmt.Fprintf(&b, "name Alice Bennett%d wrote from %s. ", i, v)
	}
	for _, n := range []string{"Carter", "Adams", "Shaw", "Webb", "Reed"} {
		fmt.Fprintf(&b, "name Alice %s came. ", n)
		values[n] = true
	}
	r := redactor(t, everything(anonymize.Surrogate{KeepCulture: true, KeepGender: true}))
	out, err := r.String(b.String())
	require.NoError(t, err)
	for v := range values {
		require.NotContains(t, out, v)
	}
	require.NotContains(t, out, "Alice")

	var w bytes.Buffer
	sw := r.NewWriter(&w)
	_, err = sw.Write([]byte(b.String()))
	require.NoError(t, err)
	require.NoError(t, sw.Close())
	require.NotContains(t, w.String(), "Alice")
}

func ExampleSurrogate() {
	policy := anonymize.Policy{Default: anonymize.Surrogate{KeepCulture: true}}
	scanner, _ := pii.NewScanner([]pii.Detector{toyMail{}})
	redactor, _ := anonymize.NewRedactor(scanner, policy, anonymize.WithKeys(keys.New()))
	out, _ := redactor.String("from ann.lee@firm.test to me")
	fmt.Println(strings.HasSuffix(out, ".example to me"))
	// Output: true
}
