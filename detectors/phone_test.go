package detectors_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
	"github.com/stretchr/testify/assert"
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
		"020 7946 0958":               "02079460958", // also a number of Milan
		"01632 960983":                "01632960983",
		"0044 20 7946 0958":           "+442079460958",
		"(202) 555-0143 x7":           "+12025550143",
		"1-202-555-0143":              "+12025550143",
		"plus four four two oh seven nine four six oh nine five eight": "+442079460958",
		"oh two oh seven nine four six oh nine five eight":             "02079460958",
		"+39 06 698 12345": "+390669812345",
		"555-0142":         "5550142",
	} {
		got, err := d.Canonical(nil, pii.Phone, []byte(raw))
		require.NoError(t, err, raw)
		require.Equal(t, want, string(got), raw)
	}
	_, err := d.Canonical(nil, pii.Phone, []byte("none"))
	require.Error(t, err)
	british, err := detectors.PhoneIn("GB", "IT")
	require.NoError(t, err)
	got, err := british.(pii.Canonicalizer).Canonical(nil, pii.Phone, []byte("020 7946 0958"))
	require.NoError(t, err)
	require.Equal(t, "+442079460958", string(got))
}

// unassigned are numbers that no plan hands out, in national and international form: kept for fiction, of a neighbour with the same code,
// or of a range not yet in use.
var unassigned = []struct{ region, national, intl string }{
	{"GB", "07700 900123", "+44 7700 900123"},
	{"GB", "07911 123456", "+44 7911 123456"},
	{"GB", "01632 960983", "+44 1632 960983"},
	{"GB", "(0113) 496 0721", "+44 113 496 0721"},
	{"FR", "06 39 98 12 34", "+33 6 39 98 12 34"},
	{"FR", "02.61.91.44.08", "+33 (0)2 61 91 44 08"},
	{"DE", "0171 39200 12", "+49 171 3920012"},
	{"DE", "(030) 23125 014", "+49 (0)30 23125014"},
	{"AU", "0491 570 156", "+61 491 570 156"},
	{"AU", "(03) 7010 4412", "+61 3 7010 4412"},
	{"SE", "070-174 06 05", "+46 70 174 06 05"},
	{"IE", "020 911 2233", "+353 20 911 2233"},
	{"NL", "06 00 12 34 56", "+31 6 00123456"},
	{"US", "(999) 555-0143", "+1 999 555 0143"},
	{"US", "370-234-8812", "+1 370-234-8812"},
	{"ES", "712 345 678", "+34 712 345 678"},
}

func TestPhoneInFindsUnassignedNumbers(t *testing.T) {
	for _, c := range unassigned {
		d, err := detectors.PhoneIn(c.region)
		require.NoError(t, err)
		s, err := pii.NewScanner([]pii.Detector{d})
		require.NoError(t, err)
		require.Equal(t, []string{c.national}, phones(t, s, "reach "+c.national+" on Monday"), c.region)
		require.Equal(t, []string{c.intl}, phones(t, s, "reach "+c.intl+" on Monday"), c.region)
		for _, text := range []string{"order 0171 3920 kept", "on 01.02.2019 and 2015–2019", "01 02 2019", "rooms 0113 and 0496", "0.171 392 0012", "0012 3456 7890 1234"} {
			require.Empty(t, phones(t, s, text), c.region)
		}
	}
}

func TestPhoneInFindsWhatPhoneFinds(t *testing.T) {
	plain, err := pii.NewScanner([]pii.Detector{detectors.Phone()})
	require.NoError(t, err)
	var texts []string
	for _, c := range unassigned {
		texts = append(texts, "x "+c.national+" y", "x "+c.intl+" y", "tel "+c.national)
	}
	for _, id := range phoneRegions {
		n := phonenumbers.GetExampleNumberForType(id, phonenumbers.MOBILE)
		texts = append(texts, "x "+national(n)+" y", "call "+national(n))
	}
	found := 0
	for _, id := range phoneRegions {
		d, err := detectors.PhoneIn(id)
		require.NoError(t, err)
		s, err := pii.NewScanner([]pii.Detector{d})
		require.NoError(t, err)
		for _, text := range texts {
			want := phones(t, plain, text)
			found += len(want)
			require.Subset(t, phones(t, s, text), want, id)
		}
	}
	require.Greater(t, found, 1000)
}

// TestPhoneCanonicalOfAllWritings compares national and international writings, which lists of opt-outs hold in any mixture.
func TestPhoneCanonicalOfAllWritings(t *testing.T) {
	type number struct{ region, national, intl string }
	var all []number
	for _, c := range unassigned {
		all = append(all, number(c))
	}
	for _, id := range phoneRegions {
		for _, kind := range []phonenumbers.PhoneNumberType{phonenumbers.FIXED_LINE, phonenumbers.MOBILE} {
			if n := phonenumbers.GetExampleNumberForType(id, kind); id != "AR" || kind != phonenumbers.MOBILE { // there the writings have other digits
				all = append(all, number{id, national(n), intl(n)})
			}
		}
	}
	for _, c := range all {
		d, err := detectors.PhoneIn(c.region)
		require.NoError(t, err)
		digits := phonenumbers.NormalizeDigitsOnly(strings.Replace(c.intl, "(0)", "", 1))
		for _, raw := range []string{
			c.national, c.intl, "+" + digits, "00" + digits, phonenumbers.NormalizeDigitsOnly(c.national),
			strings.ReplaceAll(c.intl, " ", "\u00a0"), strings.ReplaceAll(c.national, " ", "\u202f"), strings.ReplaceAll(c.national, " ", "."), c.national + " ext. 7",
		} {
			got, err := d.(pii.Canonicalizer).Canonical(nil, pii.Phone, []byte(raw))
			require.NoError(t, err, raw)
			assert.Equal(t, "+"+digits, string(got), "%s %q", c.region, raw)
		}
	}
}
