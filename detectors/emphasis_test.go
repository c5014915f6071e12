package detectors_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/internal/harness"
	"github.com/lethe-pii/lethe/pii"
)

// emphases are the signs that Markdown, mails and chats put around words, each with its mirror image.
var emphases = [][2]string{{"_", "_"}, {"__", "__"}, {"*", "*"}, {"**", "**"}, {"~~", "~~"}, {"`", "`"}, {"*_", "_*"}, {"_**", "**_"}}

// TestEmphasis holds that values are found between signs of emphasis as they are without.
func TestEmphasis(t *testing.T) {
	s, err := pii.NewScanner(detectors.Default())
	require.NoError(t, err)
	for _, c := range []struct{ before, value, after, want string }{
		{"The claim was filed by ", "Hannah Miller", " on Monday.", "PERSON"},
		{"Reviewed by ", "Kwame Asante", " and two others.", "PERSON"},
		{"customer: ", "Hannah Miller", " (since May)", "PERSON"},
		{"SSN: ", "219-09-9984", "", "US_SSN"},
		{"her SSN is ", "219 09 9984", ", she says", "US_SSN"},
		{"Call me on ", "+44 20 7946 0958", " after six.", "PHONE"},
		{"Call me on ", "(212) 555-0142", " after six.", "PHONE"},
		{"Card ", "4111 1111 1111 1111", " was declined.", "CREDIT_CARD"},
		{"Card ", "4111111111111111", " was declined.", "CREDIT_CARD"},
		{"MRN: ", "00482913", ", see the chart", "MRN"},
		{"policy number ", "HM-4482917", " lapsed", "POLICY_ID"},
		{"Born: ", "12/03/1984", " in Leeds", "DATE_OF_BIRTH"},
		{"NHS number (", "943 476 5919", ")", "UK_NHS"},
		{"Number plate: ", "AB12 CDE", ".", "VEHICLE_PLATE"},
		{"host ", "203.0.113.47", " answered", "IP_ADDRESS"},
		{"passport number is ", "533401372", ".", "PASSPORT"},
		{"username: ", "hmiller84", " (old)", "USERNAME"},
	} {
		for _, e := range emphases {
			if e[0] == "`" && c.want == "PERSON" && !strings.HasSuffix(c.before, ": ") {
				continue // code
			}
			text := c.before + e[0] + c.value + e[1] + c.after
			from := len(c.before) + len(e[0])
			found := false
			for _, f := range s.Document(nil, []byte(text)) {
				found = found || string(f.Type) == c.want && f.Start == int64(from) && f.End == int64(from+len(c.value))
			}
			require.True(t, found, text)
		}
	}
	for _, text := range []string{
		"def __init__(self, hannah_miller): self._hannah_miller = hannah_miller",
		"anna_maria_schmidt is set in _anna_kovac_ and __anna__ and __ANNA__",
		"x = a_219_09_9984 + test__123_45_6789__foo",
		"ids _pd_219099984_ id_4111111111111111_x ref_20794609580_",
		"`git log --author=x`, *italic text*, _some emphasis_, **Important Note**, __Getting Started__",
		"the `RegisterPageCache` is called by `Samwise` and any `Rekey`",
		"a snippet `Anna.kovac(4111111111111112)` of `type=Miller`",
	} {
		for _, f := range s.Document(nil, []byte(text)) {
			require.NotContains(t, []string{"PERSON", "US_SSN", "CREDIT_CARD", "PHONE"}, string(f.Type), "%q: %q", text, text[f.Start:f.End])
		}
	}
}

// TestCutsAmongEmphasis holds that what is found between signs of emphasis does not depend on how the input was cut.
func TestCutsAmongEmphasis(t *testing.T) {
	s, err := pii.NewScanner(detectors.Default())
	require.NoError(t, err)
	r := rand.New(rand.NewPCG(3, 8))
	var b []byte
	for range 120 {
		e := emphases[r.IntN(len(emphases))]
		b = append(b, strings.Repeat("Nothing else was said that day.\n", r.IntN(12))+"We spoke to "+e[0]+"Hannah Miller"+e[1]+", SSN _219-09-9984_, on *+44 20 7946 0958*.\n"...)
	}
	want := s.Append(nil, b)
	require.Greater(t, len(want), 300)
	for range 20 {
		var out []pii.Finding
		f := s.NewFeed(func(p pii.Piece) error { out = append(out, p.Findings...); return nil })
		harness.Cuts(r, b, 1+r.IntN(400), func(p []byte) { f.Write(p) })
		require.NoError(t, f.Close())
		require.Equal(t, want, out)
	}
}
