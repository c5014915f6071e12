package formats

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAddressesOfCards holds that the parts of an address are words behind a label, in quoted-printable too.
func TestAddressesOfCards(t *testing.T) {
	for in, text := range map[string]string{
		"ADR:;;Alte Gasse 9;Bonn;;53111;\n":                                         "Address:   Alte Gasse 9 Bonn  53111 \n",
		"ADR;HOME;ENCODING=QUOTED-PRINTABLE:;;Alte Ga=\nsse 9;Bonn;;53111;\n":       "HOME\nQUOTED-PRINTABLE\nAddress:   Alte Gasse 9 Bonn  53111 \n",
		"N;ENCODING=QUOTED-PRINTABLE:Lee;Ann\nNOTE;ENCODING=QUOTED-PRINTABLE:a;b\n": "QUOTED-PRINTABLE\nLee Ann\nQUOTED-PRINTABLE\na;b\n",
	} {
		out, got, _ := editFile(t, Calendar(), []byte(in), regexp.MustCompile("none"), "")
		require.Equal(t, in, string(out))
		require.Equal(t, text, got)
	}
	out, _, _ := editFile(t, Calendar(), []byte("ADR;ENCODING=QUOTED-PRINTABLE:;;Alte Ga=\nsse 9;Bonn;;53111;\n"), regexp.MustCompile("Alte Gasse 9 Bonn"), "[A]")
	require.Equal(t, "ADR;ENCODING=QUOTED-PRINTABLE:;;[A];;53111;\n", string(out))
}

// TestQuotedParameters: signs that part parameters stand in quotation marks as they are, and are dropped elsewhere.
func TestQuotedParameters(t *testing.T) {
	value := []byte("Kovac, Anna; \"x\": y")
	require.Equal(t, "Kovac, Anna; x: y", string(escapeCalendar(nil, value, cell{kind: calendarQuoted})))
	require.Equal(t, "Kovac Anna x y", string(escapeCalendar(nil, value, cell{kind: calendarParam})))
}

func TestAccountsOfAddressBooks(t *testing.T) {
	in := "BEGIN:VCARD\r\nX-SKYPE:ann.l\r\nitem1.X-AIM;type=HOME:ann7\r\nX-ABLABEL:skype\r\nEND:VCARD\r\n"
	_, marks, err := Calendar().Open(strings.NewReader(in), &strings.Builder{}).Next()
	require.NoError(t, err)
	var labels []string
	for _, m := range marks {
		labels = append(labels, m.Label)
	}
	require.Equal(t, []string{"username", "TYPE", "username", "X-ABLABEL"}, labels)
}
