package names_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/pii"
)

// TestNamesInsideOfOthers holds that persons are found whom practices, pictures and mentions are called after, and those with rare surnames.
func TestNamesInsideOfOthers(t *testing.T) {
	s := scanner(t, names.Options{})
	for _, c := range []struct{ text, want string }{
		{"Praxis Anneliese Brettschneider, Sprechzeiten Mo-Fr", "Anneliese Brettschneider"},
		{"Kanzlei Tobiasz Grzelak vertritt den Mieter.", "Tobiasz Grzelak"},
		{"Zahnarztpraxis Grace Holloway", "Grace Holloway"},
		{"Cabinet Hannah Miller, 12 rue des Lilas", "Hannah Miller"},
		{"Portrait of Temperance Oluwole-Graf in the hall", "Temperance Oluwole-Graf"},
		{"I am Temperance Oluwole-Graf and I would like to cancel.", "Temperance Oluwole-Graf"},
		{"Seen by Temperance Oluwole-Graf", "Temperance Oluwole-Graf"},
		{"Welcome back, Hope Silberstein!", "Hope Silberstein"},
		{"Parents evening, Ms Haverford. Mr Director of the Board left", "Haverford"},
		{"Sat 14th - Ruthie & Callum's wedding", "Ruthie|Callum"},
		{"Marks & Spencer, Ernst & Young and Smith & Wesson deliver", ""},
		{"Salut c'est Maïlys, on se voit demain ? C'est Paris, c'est la vie.", "Maïlys"},
		{"The kids are Marlowe, 7, and Posy, 4. The kids are happy.", "Marlowe|Posy"},
		{"Paciente Remedios Arrizabalaga, acude a consulta. Paciente Externo", "Remedios Arrizabalaga"},
		{"@Kofi Annorbah-Lee can you look at this?", "Kofi Annorbah-Lee"},
		{"cc @Hannah Miller @Tom Baker", "Hannah Miller|Tom Baker"},
		{"Praxis am Markt, Praxis Physiotherapie Mitte, Kanzlei Köln Mitte, Cabinet Office Doors", ""},
		{"Photo of Mount Everest, Portrait of Lower Saxony, Picture of Big Ben", ""},
		{"I am Roman Catholic. I am Senior Engineer here..", ""},
		{"@Component Annotation and @Override Public, @SancHillRetreat Oh yes, @North Texas", ""},
		{"The Groot-Oosten, the Elena-Allee and Sainte-Marie", ""},
	} {
		require.Equal(t, c.want, spans(s, pii.Person, c.text), c.text)
	}
}
