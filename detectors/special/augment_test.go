package special

import (
	"slices"
	"strings"
)

// asides are clauses that say nothing of a special category, some full of words of general talk, some of persons. Behind or before a document
// they teach the weights that what is far from a term matters little.
var asides = map[string]struct{ before, behind []string }{
	"en": {
		before: []string{"To the exam board: ", "Hi all, before the training on Friday: ", "As I told your colleague in the shop, ", "For the file, ", "Dear Mr Hale, thank you for the book. ", "ok so "},
		behind: []string{", so please tell the course office", " and the reader, the table and the rest breaks are booked", ", and I told the teacher and the nurse so in March",
			", as my mum and her neighbour know", ", the menu and the tickets are in the app", " and my sister will bring the dog to the park", ", see you at the workshop", " and I live next to the library"},
	},
	"de": {
		before: []string{"An das Prüfungsamt: ", "Hallo zusammen, vor der Schulung am Freitag: ", "Wie ich Ihrem Kollegen im Laden sagte: ", "Für die Akte: "},
		behind: []string{", bitte sagen Sie es der Kursleitung", ", das Buch und der Platz am Tisch sind bestellt", ", das wissen meine Mutter und ihre Nachbarin",
			", die Karten und das Menü sind in der App", ", und meine Schwester bringt den Hund mit", ", bis zum Workshop"},
	},
	"fr": {
		before: []string{"Au bureau des examens : ", "Bonjour à tous, avant la formation de vendredi : ", "Comme je l'ai dit à votre collègue, ", "Pour le dossier : "},
		behind: []string{", merci de prévenir le responsable du cours", ", le livre et la table sont réservés", ", ma mère et sa voisine le savent", ", les billets et le menu sont dans l'appli",
			" et ma sœur amène le chien", ", à bientôt à l'atelier"},
	},
	"es": {
		before: []string{"A la oficina de exámenes: ", "Hola a todos, antes del curso del viernes: ", "Como le dije a su compañero, ", "Para el expediente: "},
		behind: []string{", avise por favor a la oficina del curso", ", el libro y la mesa están reservados", ", lo saben mi madre y su vecina", ", las entradas y el menú están en la app",
			" y mi hermana trae el perro", ", nos vemos en el taller"},
	},
}

// augmented returns a document with an aside before or behind it, number n of its language, or false for records, notes and CVs.
func augmented(doc labelled, n int) (labelled, bool) {
	a, ok := asides[doc.Lang]
	if !ok || !slices.Contains([]string{"mail", "chat", "transcript", "prose", "social"}, doc.Kind) {
		return doc, false
	}
	doc.Spans = slices.Clone(doc.Spans)
	if k := n % (len(a.before) + len(a.behind)); k < len(a.before) {
		doc.Text = a.before[k] + doc.Text
		for i := range doc.Spans {
			doc.Spans[i].Start += int64(len(a.before[k]))
			doc.Spans[i].End += int64(len(a.before[k]))
		}
	} else {
		doc.Text = strings.TrimRight(doc.Text, ".! ") + a.behind[k-len(a.before)]
	}
	return doc, true
}
