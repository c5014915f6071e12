package special

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAnswers holds whole answers to questions about an offence or a condition, and form values of one word.
func TestAnswers(t *testing.T) {
	for text, want := range map[string]string{
		"Any criminal convictions? No":                             "CRIMINAL No self negated",
		"Agent: Do you have epilepsy?\nCaller: No, never.":         "HEALTH No self negated",
		"¿Tiene antecedentes penales? No.":                         "CRIMINAL No self negated",
		"Convictions: no":                                          "CRIMINAL no self negated",
		"RQTH : oui":                                               "HEALTH oui self asserted",
		"Disability: yes / no":                                     "",
		"Any criminal convictions? Please ask HR.":                 "",
		"Est-ce que le contrat couvre le cancer ? Oui.":            "",
		"Vous avez été condamné ? Oui, pour délit de fuite, jeune": "CRIMINAL délit de fuite self asserted",
	} {
		require.Equal(t, want, told(t, text), text)
	}
}

// TestDoubtAndDenial holds the polarity of shorthand, and that what is somebody's is not denied by a verb before it.
func TestDoubtAndDenial(t *testing.T) {
	for text, want := range map[string]string{
		"F 63, HTN. ?COPD, refer.":                       "HEALTH HTN third asserted; HEALTH COPD third uncertain",
		"Pat., 71 J., V. a. Demenz.":                     "HEALTH Demenz third uncertain",
		"I can't control my asthma.":                     "HEALTH my asthma self asserted",
		"No puedo ir tengo migraña otra vez":             "HEALTH migraña self asserted",
		"I do not have asthma.":                          "HEALTH asthma self negated",
		"She was cautioned for theft. No other offences": "CRIMINAL cautioned for theft third asserted; CRIMINAL No other offences third negated",
	} {
		require.Equal(t, want, told(t, text), text)
	}
}

// TestConditions holds that a condition put to whoever reads, a report of somebody and a title say nothing of a person.
func TestConditions(t *testing.T) {
	for _, text := range []string{
		"If you are gay or bisexual you can join.", "Wenn Sie schwanger sind, sagen Sie Bescheid.", "Si vous êtes enceinte, prévenez-nous.",
		"Si está embarazada, avísenos.", "Police arrested a 34-year-old man on suspicion of robbery in Dover.",
		"Ein 45-Jähriger wurde wegen Betrugs verurteilt, teilte das Gericht mit.", "\"Autism and the workplace\", Routledge.",
		"La mise à jour a filé un AVC à mon ordi.",
	} {
		require.Empty(t, told(t, text), text)
	}
	require.NotEmpty(t, told(t, "If I'm diabetic what can I eat"))
	require.NotEmpty(t, told(t, "I get migraines every month"))
}
