package special

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestDisclosuresAndLookAlikes holds classes of disclosures beside rules, machines, empty fields and idioms in the same words.
func TestDisclosuresAndLookAlikes(t *testing.T) {
	s := scanner(t)
	for text, want := range map[string]string{
		"An employee of ours, who is diabetic, asks for breaks.":                    "HEALTH",
		"She was convicted of fraud in 2015 and told us so.":                        "CRIMINAL",
		"Mi hermano fue condenado por robo.":                                        "CRIMINAL",
		"Diagnosis: frozen shoulder":                                                "HEALTH",
		"Medical conditions we should know about: mild asthma":                      "HEALTH",
		"Problèmes de santé à signaler : asthme":                                    "HEALTH",
		"Problemas de salud que debamos conocer: asma":                              "HEALTH",
		"Origine ethnique (étude, facultatif) : kabyle":                             "ETHNICITY",
		"I lost 40 % of my hearing and have diabetes.":                              "HEALTH",
		"He has asthma/COPD.":                                                       "HEALTH",
		"I have two copies of APOE4.":                                               "GENETIC",
		"Je ne suis pas porteuse.":                                                  "GENETIC",
		"He's up before the judge on Monday.":                                       "CRIMINAL",
		"My brother was nicked for drink driving.":                                  "CRIMINAL",
		"A mi cuñado lo pillaron con hachís.":                                       "CRIMINAL",
		"She's been off the gear since August.":                                     "HEALTH",
		"Er ist runter vom Heroin.":                                                 "HEALTH",
		"She's RMT.":                                                                "UNION",
		"Elle mange strictement casher.":                                            "RELIGION",
		"Mi compañera es saharaui.":                                                 "ETHNICITY",
		"Elle est franco-vietnamienne.":                                             "ETHNICITY",
		"Mi primo mantiene relaciones con hombres y con mujeres.":                   "SEXUALITY",
		"Mon frère a décroché de la coke.":                                          "HEALTH",
		"Ich hatte eine Woche frei, krankgeschrieben wegen Rückenschmerzen war ich": "HEALTH",
	} {
		fs := s.Document(nil, []byte(text))
		require.NotEmpty(t, fs, text)
		require.Equal(t, want, string(fs[0].Type), text)
	}
	for _, text := range []string{
		"An employee who is convicted of an offence must inform the personnel department.",
		"Where an employee has been convicted of fraud, the contract ends.",
		"Le salarié qui fait l'objet d'une condamnation pénale en informe la direction.",
		"El trabajador que sea condenado por sentencia firme deberá comunicarlo.",
		"Quien haya sido condenado por robo no podrá participar.",
		"Ein Bewerber, der vorbestraft ist, wird nicht ausgeschlossen.",
		"Diagnosis: worn main bearing",
		"One in four adults will have a mental health problem in any given year.",
		"El 54 % de los españoles se declara católico.",
		"Three out of ten pupils have asthma, the report says.",
		"Diagnostic : courroie usée, à remplacer.",
		"Gewerkschaftszugehörigkeit (freiwillig): ________",
		`{"route":"/conditions/asthma","status":200}`,
		"Make two copies of the form.",
		"El jefe está ciego con lo del excel.",
		"The sync client was blind to anything inside a folder.",
		"You will be leaving Union Station at nine.",
		"Check in is on the 3rd of March for 12 days.",
		"Escort provided, closed 09:52.",
		"Le porteur du projet signe le dossier.",
		"Al portador del billete se le abona el premio.",
		"huile d'olive vierge",
	} {
		require.Empty(t, s.Document(nil, []byte(text)), text)
	}
}
