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

// TestValuesOverLines holds that numbers and addresses that text of fixed width divides are found whole, and that lines of numbers stay apart.
func TestValuesOverLines(t *testing.T) {
	s, err := pii.NewScanner(detectors.Default())
	require.NoError(t, err)
	for _, c := range []struct{ text, want string }{
		{"You can reach me on ⟦+44 20 7946\n0958⟧ during the day or at work.\n", "PHONE"},
		{"You can reach me on ⟦+44 20\n7946 0958⟧ during the day or at work.\n", "PHONE"},
		{"You can reach me on ⟦(415) 555-\n0132⟧ during the day or at work.\n", "PHONE"},
		{"Please call me at work on ⟦+44 20 7946\r\n0958⟧\r\nBye\r\n", "PHONE"},
		{"Sie erreichen mich unter der Nummer ⟦030 5550\n123⟧ oder im Laden.\n", "PHONE"},
		{"and the card that I used is ⟦4111 1111\n1111 1111⟧ as I said\n", "CREDIT_CARD"},
		{"my ssn for the tax return is ⟦219-09-\n9999⟧ ok\n", "US_SSN"},
		{"mail ⟦anna.kovac@\nexample.com⟧ please\n", "EMAIL"},
		{"mail ⟦anna.kovac\n@example.com⟧ please\n", "EMAIL"},
		{"mail ⟦anna.ko-\nvac@example.com⟧ please\n", "EMAIL"},
		{"mail ⟦anna.kovac@exam-\nple.com⟧ please\n", "EMAIL"},
		{"mail ⟦anna.kovac@example.\ncom⟧ please\n", "EMAIL"},
		{"card: ⟦4111-1111-1111-\n1111⟧ exp 09/27\n", "CREDIT_CARD"},
		{"Phone: ⟦(212) 555-\n0142⟧\n", "PHONE"},
		{"Vous pouvez me joindre au ⟦06 12\n34 56 78⟧ à tout moment.\n", "PHONE"},
		{"mon compte est ⟦FR14 2004 1010 0505 \n0001 3M02 606⟧.\n", "IBAN"},
		{"the number is ⟦GB33 BUKB 2020\n1555 5555 55⟧ if you need it\n", "IBAN"},
		{"> please send it to ⟦DE89 3704\n> 0044 0532 0130 00⟧ and tell me.\n", "IBAN"},
		{"// owner can be reached under ⟦+44 20 7946\n// 0958⟧ during the day\n", "PHONE"},
		{" * reach the owner under ⟦+44 20 7946\n * 0958⟧ during the day\n", "PHONE"},
		{"# the card of the owner is ⟦4111 1111\n# 1111 1111⟧ still\n", "CREDIT_CARD"},
		{"-- the old account was ⟦DE89 3704 0044\n-- 0532 0130 00⟧ and is closed\n", "IBAN"},
		{"I was born on ⟦12 March\n1984⟧ in Leeds.\n", "DATE_OF_BIRTH"},
		{"She was born on ⟦12\nMarch 1984⟧ in Leeds.\n", "DATE_OF_BIRTH"},
		{"My address is ⟦14 Mill\nLane, Frome BA11 4QQ⟧, as before.\n", "ADDRESS"},
		{"My address is ⟦14 Mill Lane, Frome BA11\n4QQ⟧, as before.\n", "ADDRESS"},
		{"Many people, among them ⟦Katharina Vo-\ngel⟧, signed the letter.\n", "PERSON"},
		{"* the first of 4111\n* 1111 1111 1111 of those\n", ""},
		{"we ate at table 12 Anna Kovac\nPeter Novak left\n", ""},
		{"we read about it on page 12\nThe winter was cold\n", ""},
		{"ask Hannah about well-\nknown cases\n", ""},
		{"thanks to Anna\n@example.com is the domain we use\n", ""},
		{"the parts that we sent are 4111 1111\n1111 1112 and nothing else\n", ""},
		{"4111 1111 of these\n1111 1111 of those\n", ""},
		{"a table that goes on\n219 09\n9999 12\n", ""},
		{"4111 1111 1111 1111 4111\n1111 1111 1111 and so on\n", ""},
		{"order,day,ref of the parcel,3fa1234\n7654321,x\n", ""},
	} {
		start := strings.Index(c.text, "⟦")
		text := strings.NewReplacer("⟦", "", "⟧", "").Replace(c.text)
		end := strings.Index(c.text, "⟧") - len("⟦")
		found := false
		for _, f := range s.Document(nil, []byte(text)) {
			across := strings.Contains(text[f.Start:f.End], "\n")
			if c.want == "" {
				require.False(t, across, "%q: %s %q", text, f.Type, text[f.Start:f.End])
			} else if string(f.Type) == c.want {
				found = found || f.Start == int64(start) && f.End == int64(end)
			}
		}
		require.Equal(t, c.want != "", found, text)
	}
}

// TestCutsAmongWraps holds that broken values do not depend on how the input was cut, at the ends of bodies either.
func TestCutsAmongWraps(t *testing.T) {
	s, err := pii.NewScanner(detectors.Default())
	require.NoError(t, err)
	r := rand.New(rand.NewPCG(5, 7))
	var b []byte
	for _, v := range []string{"+44 20 7946\n0958", "4111 1111\n1111 1111", "anna.kovac@\nexample.com", "(415) 555-\n0132"} {
		for range 60 {
			b = append(b, "we spoke about it and "[:1+r.IntN(21)]...)
			b = append(b, "then they said to use "+v+" from now on.\n"+strings.Repeat("Nothing else was said that day.\n", r.IntN(12))...)
		}
	}
	want := s.Append(nil, b)
	require.Greater(t, len(want), 200)
	across := 0
	for _, f := range want {
		if strings.Contains(string(b[f.Start:f.End]), "\n") {
			across++
		}
	}
	require.Greater(t, across, 230)
	for range 20 {
		var out []pii.Finding
		f := s.NewFeed(func(p pii.Piece) error { out = append(out, p.Findings...); return nil })
		harness.Cuts(r, b, 1+r.IntN(400), func(p []byte) { f.Write(p) })
		require.NoError(t, f.Close())
		require.Equal(t, want, out)
	}
}
