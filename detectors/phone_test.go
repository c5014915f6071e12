package detectors_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

var phoneRegions = strings.Fields("US GB DE AT CH FR ES IT NL BE LU IE PT PL CZ SK HU RO BG GR HR SI SE NO DK FI IS EE LV LT UA TR IL EG ZA NG KE MA " +
	"IN PK BD LK TH VN MY SG ID PH JP KR CN HK TW AU NZ BR AR MX CL CO PE")

// phoneWritings are the ways in which a number is written for the test; each returns the whole line and the number in it.
var phoneWritings = []struct {
	name  string
	write func(n *phonenumbers.PhoneNumber) (line, number string)
}{
	{"international", func(n *phonenumbers.PhoneNumber) (string, string) { return in("reach %s now", intl(n)) }},
	{"E.164", func(n *phonenumbers.PhoneNumber) (string, string) {
		return in("<%s>", phonenumbers.Format(n, phonenumbers.E164))
	}},
	{"dashes", func(n *phonenumbers.PhoneNumber) (string, string) {
		return in("or %s, ok", strings.ReplaceAll(intl(n), " ", "-"))
	}},
	{"dots", func(n *phonenumbers.PhoneNumber) (string, string) {
		return in("or %s, ok", strings.NewReplacer(" ", ".", "-", ".").Replace(intl(n)))
	}},
	{"en dashes", func(n *phonenumbers.PhoneNumber) (string, string) {
		return in("or %s, ok", strings.NewReplacer(" ", "–", "-", "–").Replace(intl(n)))
	}},
	{"no-break spaces", func(n *phonenumbers.PhoneNumber) (string, string) {
		return in("or %s, ok", strings.ReplaceAll(intl(n), " ", "\u00a0"))
	}},
	{"00", func(n *phonenumbers.PhoneNumber) (string, string) { return in("dial %s now", "00"+intl(n)[1:]) }},
	{"code in brackets", func(n *phonenumbers.PhoneNumber) (string, string) {
		code, rest, _ := strings.Cut(intl(n), " ")
		return in("fax %s now", "("+code+") "+rest)
	}},
	{"extension", func(n *phonenumbers.PhoneNumber) (string, string) { return in("at %s today", intl(n)+" ext. 42") }},
	{"national, label", func(n *phonenumbers.PhoneNumber) (string, string) { return in("Tel.: %s", national(n)) }},
	{"bare digits, label", func(n *phonenumbers.PhoneNumber) (string, string) {
		return in("phone: %s", phonenumbers.NormalizeDigitsOnly(national(n)))
	}},
	{"URI", func(n *phonenumbers.PhoneNumber) (string, string) {
		return in("tel:%s", phonenumbers.Format(n, phonenumbers.E164))
	}},
}

func intl(n *phonenumbers.PhoneNumber) string {
	return phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
}
func national(n *phonenumbers.PhoneNumber) string {
	return phonenumbers.Format(n, phonenumbers.NATIONAL)
}
func in(line, number string) (string, string) { return fmt.Sprintf(line, number), number }

func phones(t *testing.T, s *pii.Scanner, text string) (out []string) {
	t.Helper()
	for _, f := range s.Document(nil, []byte(text)) {
		if f.Type == pii.Phone {
			out = append(out, text[f.Start:f.End])
		}
	}
	return out
}

func TestPhoneRegionsAndWritings(t *testing.T) {
	require.GreaterOrEqual(t, len(phoneRegions), 60)
	require.Len(t, phoneWritings, 12)
	all, exact := 0, 0
	for _, region := range phoneRegions {
		d, err := detectors.PhoneIn(region)
		require.NoError(t, err)
		s, err := pii.NewScanner([]pii.Detector{d})
		require.NoError(t, err)
		for _, kind := range []phonenumbers.PhoneNumberType{phonenumbers.FIXED_LINE, phonenumbers.MOBILE} {
			n := phonenumbers.GetExampleNumberForType(region, kind)
			for _, w := range phoneWritings {
				line, want := w.write(n)
				all++
				if got := phones(t, s, line); len(got) == 1 && got[0] == want {
					exact++
				} else {
					t.Logf("%s %s: %q got %q", region, w.name, line, got)
				}
			}
		}
	}
	t.Logf("%d of %d exact", exact, all)
	require.GreaterOrEqual(t, float64(exact), 0.95*float64(all))
}

func TestPhoneInUnknownRegion(t *testing.T) {
	_, err := detectors.PhoneIn("XX")
	require.ErrorContains(t, err, "XX")
}

func TestPhoneCanonical(t *testing.T) {
	d, ok := detectors.Phone().(pii.Canonicalizer)
	require.True(t, ok)
	for raw, want := range map[string]string{
		"+44 (0)20 7946 0958 ext. 12": "+442079460958",
		"020 7946 0958":               "+442079460958",
		"0044 20 7946 0958":           "+442079460958",
		"(202) 555-0143 x7":           "+12025550143",
		"1-202-555-0143":              "+12025550143",
		"plus four four two oh seven nine four six oh nine five eight": "+442079460958",
		"oh two oh seven nine four six oh nine five eight":             "+442079460958",
		"+39 06 698 12345": "+390669812345",
		"555-0142":         "5550142",
	} {
		got, err := d.Canonical(nil, pii.Phone, []byte(raw))
		require.NoError(t, err, raw)
		require.Equal(t, want, string(got), raw)
	}
	_, err := d.Canonical(nil, pii.Phone, []byte("none"))
	require.Error(t, err)
}
