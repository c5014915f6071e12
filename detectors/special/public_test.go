package special

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

// TestTextsToEverybody holds that texts which speak to whoever reads them disclose nothing of anybody.
func TestTextsToEverybody(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{Default()})
	require.NoError(t, err)
	for _, text := range []string{
		"Ne prenez jamais Mirolan si vous souffrez d'une maladie du rein. Grossesse et allaitement : demandez l'avis de votre médecin. Effets indésirables : urticaire, vertiges.",
		"No tome Mirolan 20 mg si padece asma. Embarazo y lactancia: su médico decidirá. Efectos frecuentes: diarrea, dolor de cabeza.",
		"Travel cover: your questions\n\nAm I covered for diabetes? Yes, if it is stable.\nWill my asthma be excluded? No.\nDo I have to declare a conviction? Only unspent ones.",
		"Fragebogen\n1. Sind Sie Mitglied einer Gewerkschaft? ja / nein\n2. Sind Sie schwanger? ja / nein\n3. Leiden Sie an Diabetes? ja / nein",
		"Bug 77: Im Reiter Anamnese (Allergien, Schwangerschaft, Raucher) fehlt nach dem Speichern der Haken.",
		"Ticket 412: the drop-down History (asthma, pregnancy) is empty after the update to 3.2.",
		"Hallmark recalls its \"Virgin\" range of fish fingers because of milk. Customers can return the pack for a refund.",
		"Monitor/a para campamento: grupo de quince chavales, algunos con autismo, epilepsia o diabetes.",
		"How to unlock the door: hold your fingerprint on the sensor until the ring turns green. If you wear gloves, use the card.",
		"St Bride's Church, Toxteth: huge reverb, cheap heating.",
	} {
		require.Empty(t, s.Document(nil, []byte(text)), text)
	}
}

// TestSomebodyAnswersThem holds the nearest disclosures.
func TestSomebodyAnswersThem(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{Default()})
	require.NoError(t, err)
	for _, text := range []string{
		"Your leaflet says not to take Mirolan with kidney disease. I have kidney disease, stage 3. What now?",
		"Questionnaire, completed by Lee Marsh\n1. Are you pregnant? No\n2. Do you take any medication? Yes, levothyroxine.",
		"Am I covered? I had breast cancer in 2019 and finished chemo in March.",
		"The tab History is empty, and I am diabetic, so please fix it.",
		"Ms Reid was on the ward until May; she has epilepsy, and some of the staff know.",
		"Some of us drink, but I am a Muslim.",
		"Dear member, your palm vein pattern has been enrolled and opens the turnstile from tomorrow.",
		"She is the treasurer of St Bride's Church.",
		"Herr B., 41 J., ist SPD-Mitglied und hat Asthma.",
		"Mi hija, que padece asma, está embarazada. Si usted puede, llámeme.",
	} {
		require.NotEmpty(t, s.Document(nil, []byte(text)), text)
	}
}

// TestChartsHaveNoParties holds that abbreviations and sides in a chart are no parties.
func TestChartsHaveNoParties(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{Default()})
	require.NoError(t, err)
	of := func(text string) (n int) {
		for _, f := range s.Document(nil, []byte(text)) {
			if f.Type == pii.Political {
				n++
			}
		}
		return n
	}
	require.Zero(t, of("Review. Short of breath on stairs. O/E wheeze. BP 150/90. Bloods sent for BNP, see in 2/52."))
	require.Zero(t, of("Frau B., 41 J., kommt wegen Kniebeschwerden rechts seit drei Wochen. Kein Trauma."))
	require.NotZero(t, of("Pat., 61 J., Z. n. TIA, RR 150/90. Ist Mitglied der SPD."))
}
