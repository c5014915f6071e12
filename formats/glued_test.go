package formats_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/formats"
)

// TestBlanksPartWords: blank text between comments, inline tags and rows parts the words around it.
func TestBlanksPartWords(t *testing.T) {
	require.Equal(t, "<r>card [CREDIT_CARD]<!-- a --> <!-- b -->27 euros</r>", redact(t, formats.XML(), "<r>card 4111111111111111<!-- a --> <!-- b -->27 euros</r>"))
	require.Equal(t, "<r>mail [EMAIL]<!-- a -->\n<!-- b -->[PERSON]</r>", redact(t, formats.XML(), "<r>mail anna@b.example<!-- a -->\n<!-- b -->Kovac</r>"))
	require.Contains(t, redact(t, formats.HTML(), "<table><tr><td>a</td><td>b</td></tr><caption>card 4111111111111111<b> </b>27 euros</caption></table>"), "[CREDIT_CARD]<b> </b>27")
}

// TestBlankBehindAnEncodedWord: what is left of an encoded word keeps its blank.
func TestBlankBehindAnEncodedWord(t *testing.T) {
	require.Equal(t, "Subject: card [CREDIT_CARD] 27 euros\n\nx\n", redact(t, formats.Mail(), "Subject: card 4111 1111 =?utf-8?q?1111_1111_27_euros?=\n\nx\n"))
}
