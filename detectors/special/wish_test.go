package special

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestWishBesideHint holds that a wish, a profession, a film or a pet in the same sentence takes no hint away from a person.
func TestWishBesideHint(t *testing.T) {
	s := scanner(t)
	for text, want := range map[string]string{
		"Elle est musulmane pratiquante et souhaite une soignante.":                            "RELIGION",
		"Sie ist praktizierende Muslimin und möchte von einer Pflegerin betreut werden":        "RELIGION",
		"She is a practising Muslim and would like a female nurse":                             "RELIGION",
		"Es musulmana practicante y prefiere una enfermera":                                    "RELIGION",
		"Elle souhaite une soignante car elle est musulmane pratiquante.":                      "RELIGION",
		"Sie möchte von einer Pflegerin betreut werden, weil sie praktizierende Muslimin ist.": "RELIGION",
		"She would like a female nurse because she is a practising Muslim.":                    "RELIGION",
		"Prefiere una enfermera porque es musulmana practicante.":                              "RELIGION",
		"La patiente, musulmane pratiquante, souhaite une soignante.":                          "RELIGION",
		"Die Patientin, praktizierende Muslimin, möchte eine Ärztin.":                          "RELIGION",
		"The patient, a practising Muslim, would like a female nurse.":                         "RELIGION",
		"La paciente, musulmana practicante, prefiere una enfermera.":                          "RELIGION",
		"Elle est lesbienne et souhaite une gynécologue.":                                      "SEXUALITY",
		"Sa femme est diabétique et demande une infirmière à domicile.":                        "HEALTH",
		"Elle est diabétique, demande une infirmière et un médecin.":                           "HEALTH",
		"Sie ist Diabetikerin, möchte eine Ärztin und eine Pflegerin.":                         "HEALTH",
		"Es diabética, prefiere una enfermera y una médica.":                                   "HEALTH",
		"He is Jewish and plays in a band.":                                                    "RELIGION",
		"Er ist Epileptiker und hat eine Katze.":                                               "HEALTH",
		"Elle est juive et joue dans un film.":                                                 "RELIGION",
		"Es gitana y canta en una serie.":                                                      "ETHNICITY",
	} {
		fs := s.Document(nil, []byte(text))
		require.Len(t, fs, 1, text)
		require.Equal(t, want, string(fs[0].Type), text)
	}
	for _, text := range []string{
		"Le film parle d'une musulmane pratiquante et de sa soignante.",
		"La série suit une lesbienne et sa mère.",
		"La musulmane pratiquante est le sujet d'une conférence.",
		"The movie is about a Sikh and his nurse.",
		"La película gusta porque es judía.",
		"Le gusta la camisa porque es negra.",
		"My dog is diabetic and has a vet.",
		"She is a diabetes nurse, wants a post at the clinic.",
		"If she is diabetic, the nurse must call the clinic.",
		"Wenn sie Diabetikerin ist, ruft die Pflegerin den Arzt.",
		"Si elle est diabétique, l'infirmière prévient le médecin.",
		"Es enfermera de diabetes, prefiere turno de noche.",
	} {
		require.Empty(t, s.Document(nil, []byte(text)), text)
	}
}

// TestSurvivors holds what survivors of sexual violence say to SEXUALITY, and an abortion to HEALTH.
func TestSurvivors(t *testing.T) {
	s := scanner(t)
	for text, want := range map[string]string{
		"I was raped at 16":                      "SEXUALITY self asserted",
		"She was not raped.":                     "SEXUALITY third negated",
		"My sister was raped in 2019.":           "SEXUALITY third asserted",
		"Ich wurde mit 16 vergewaltigt.":         "SEXUALITY self asserted",
		"Elle a été violée l'an dernier.":        "SEXUALITY third asserted",
		"J'ai été violée à 16 ans.":              "SEXUALITY self asserted",
		"Fui violada a los 16 años.":             "SEXUALITY self asserted",
		"Had my abortion last spring":            "HEALTH self asserted",
		"Ich hatte letztes Jahr eine Abtreibung": "HEALTH self asserted",
		"J'ai avorté au printemps.":              "HEALTH self asserted",
	} {
		fs := s.Document(nil, []byte(text))
		require.Len(t, fs, 1, text)
		got := []string{string(fs[0].Type), []string{"", "self", "third", "generic"}[fs[0].Attrs.Attribution()],
			[]string{"", "asserted", "negated", "uncertain"}[fs[0].Attrs.Polarity()]}
		require.Equal(t, want, strings.Join(got, " "), text)
	}
	for _, text := range []string{
		"I got raped by that exam.", "The villages were raped and pillaged.", "La règle a été violée.", "El derecho a la intimidad fue violado.",
		"Sein Vertrauen wurde missbraucht.", "Our helpline supports survivors of rape and their families.", "Training on sexual assault for nurses.",
	} {
		require.Empty(t, s.Document(nil, []byte(text)), text)
	}
}
