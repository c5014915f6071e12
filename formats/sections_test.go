package formats

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

func sectionsOf(t *testing.T, f Format, in []byte) (out []string) {
	t.Helper()
	c := f.Open(strings.NewReader(string(in)), io.Discard)
	text, marks, err := c.Next()
	require.NoError(t, err)
	for _, m := range marks {
		if m.Kind == pii.MarkSection {
			line, _, _ := strings.Cut(string(text[m.At:]), "\n")
			out = append(out, m.Label+"="+line)
		}
	}
	return out
}

func TestSections(t *testing.T) {
	lines := []string{"Wilma Beispiel", "12 Elm Street", "Work Experience:", "2019 Nurse", "EDUCATION", "2015 School", "Memberships & Affiliations", "Example Society", "References", "Bob Muster"}
	want := []string{"header=Wilma Beispiel", "experience=Work Experience:", "education=EDUCATION", "memberships=Memberships & Affiliations", "references=References", "="}
	plain := strings.Join(lines, "\n") + "\n"
	require.Equal(t, want, sectionsOf(t, Text(), []byte(plain)))
	escape := func(s string) string { return strings.ReplaceAll(s, "&", "&amp;") }
	var word, page strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&word, "<w:p><w:r><w:t>%s</w:t></w:r></w:p>", escape(l))
		fmt.Fprintf(&page, "<p>%s</p>", escape(l))
	}
	require.Equal(t, append(want[:5:5], "=x"), sectionsOf(t, DOCX(), pack(t, "word/document.xml", "<w:body>"+word.String()+"</w:body>", "word/footnotes.xml", "<w:t>x</w:t>")))
	require.Equal(t, want, sectionsOf(t, HTML(), []byte(page.String())))

	german := "Persönliche Daten\nGeboren 1984\n\n## Beruflicher Werdegang\n2019\n\n1. Ausbildung\n2015\n\n**Mitgliedschaften**\nVerein\n"
	require.Equal(t, []string{"personal=Persönliche Daten", "experience=## Beruflicher Werdegang", "education=1. Ausbildung", "memberships=**Mitgliedschaften**", "="}, sectionsOf(t, Text(), []byte(german)))
	for _, other := range []string{"Contact\nus\nEducation\nmatters\n", "Skills\nContact\nProfile\n", "my experience with education and references\n", ""} {
		c := Text().Open(strings.NewReader(other), io.Discard)
		_, marks, _ := c.Next()
		require.Empty(t, marks)
	}
}
