package special

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTold holds what people tell of treatments, bodies, courts, origins and measures, in four languages, beside text in the same words.
func TestTold(t *testing.T) {
	s := scanner(t)
	for text, want := range map[string]string{
		"I've been having hormone injections since March.":         "HEALTH",
		"I'm on home dialysis three nights a week.":                "HEALTH",
		"My kidneys packed up two years ago.":                      "HEALTH",
		"Ich bekomme seit März Kortisonspritzen.":                  "HEALTH",
		"Sie erkennt mich nicht mehr, die Demenz ist weit.":        "HEALTH",
		"Je suis sous anti-inflammatoires depuis lundi.":           "HEALTH",
		"Me han puesto una infiltración en la rodilla.":            "HEALTH",
		"Frau B., 41 J. Befund: Druckschmerz medialer Gelenkspalt": "HEALTH",
		"Mujer de 34 años, dolor en fosa ilíaca derecha, afebril.": "HEALTH",
		"Mum rang, he's bailed until the 19th.":                    "CRIMINAL",
		"I've never been arrested in my life.":                     "CRIMINAL",
		"Ma voisine m'a menacée avec un cutter.":                   "CRIMINAL",
		"Weitere Vorstrafen habe ich keine.":                       "CRIMINAL",
		"Certificado de delitos de naturaleza sexual: negativo":    "CRIMINAL",
		"I'm half Cornish.":                                        "ETHNICITY",
		"Soy gitano de cuarta generación.":                         "ETHNICITY",
		"Ich bin konfessionslos.":                                  "RELIGION",
		"Soy católico no practicante.":                             "RELIGION",
		"Ich bin ja die einzige Hetero im Verein.":                 "SEXUALITY",
		"Yo di negativo para Huntington.":                          "GENETIC",
		`ts=1 user=jp event=enrol bio="left iris code 2048 bit"`:   "BIOMETRIC",
		"Herr Kunze möchte kein Gesichtsbild hinterlegen.":         "BIOMETRIC",
	} {
		fs := s.Document(nil, []byte(text))
		require.NotEmpty(t, fs, text)
		require.Equal(t, want, string(fs[0].Type), text)
	}
	for _, text := range []string{
		"This is released under the Apache 2.0 license.",
		"We had 20 guests and a fan in the drawer.",
		"He served two years in the army.",
		"We were accused of being late by the client.",
		"Bitte legen Sie ein erweitertes Führungszeugnis vor.",
		"No se admiten candidatos con antecedentes penales.",
		"The only straight road in town.",
		"Asexuelle Vermehrung ist Thema der Klasse 9.",
		"We stock Cornish pasties and Breton cider.",
		"Drücken Sie mit dem Daumen auf den Sensor.",
		"Der Ventilator im Serverraum ist laut.",
		"Tirage de la loterie à 20 heures.",
	} {
		require.Empty(t, s.Document(nil, []byte(text)), text)
	}
}
