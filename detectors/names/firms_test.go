package names_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/pii"
)

func TestKindsOfFirms(t *testing.T) {
	s := scanner(t, names.Options{})
	for _, c := range []struct{ text, want string }{
		{"Dr Emeka Anozie\nSherwood Rise Surgery\n", "Sherwood Rise Surgery"},
		{"Mit freundlichen Grüßen\nHavelbank eG\n", "Havelbank eG"},
		{"Seen at Bellbird Children's Hospital, level 2", "Bellbird Children's Hospital"},
		{"the Lviv Regional Court dismissed it", "Lviv Regional Court"},
		{"HIGH COURT OF JUDICATURE AT DEVPUR\nIn the County Court at Westhaven", "HIGH COURT OF JUDICATURE AT DEVPUR|County Court at Westhaven"},
		{"5 Acacia Court, Leeds", ""},
		{"Employer: Lakes & Prairie Home Care\n", "Lakes & Prairie Home Care"},
		{"Pokrzywdzona Hurtownia Karpaty sp. z o.o. wniosku", "Hurtownia Karpaty sp. z o.o."},
		{"APPELANTE : SARL Menuiserie Aubertin, représentée", "SARL Menuiserie Aubertin"},
		{"and Rose Penhallow Group plc lost", "Rose Penhallow Group plc"},
		{"Agent: Kestrel Mobile, this is Obi speaking.\nCustomer: hi\n", "Kestrel Mobile"},
		{"Der Malerbetrieb Sokołowski kommt, das Amtsgericht Dieburg auch; das Landgericht hat zu Recht", "Malerbetrieb Sokołowski|Amtsgericht Dieburg"},
		{"Bring the plan for Foyle Ceramics.", "Foyle Ceramics"},
		{"for the State, at the Hub 4 meter", ""},
		{"I was crossing outside Hebburn Carpets when it fell; an MRI at Haulbowline Imaging is booked.", "Hebburn Carpets|Haulbowline Imaging"},
		{"The new carpets and the imaging were late.", ""},
		{"INCIDENT REPORT – OAK PARK POLICE DEPARTMENT\nCase 25\n", "OAK PARK POLICE DEPARTMENT"},
		{"TRIBUNALE ORDINARIO DI NOVARA\n", "TRIBUNALE ORDINARIO DI NOVARA"},
		{"SALES DEPARTMENT\nBANK STATEMENT OF MAY\n", ""},
		{"She studied at Queen's University Belfast.", "Queen's University Belfast"},
		{"(Montajes Arteixo, S.L.).", "Montajes Arteixo, S.L."},
		{"BVG-Anschluss bei der Pensionskasse Oberland, Vertrag", "Pensionskasse Oberland"},
		{"Das Bundesamt für Migration und Flüchtlinge schrieb; das Jugendamt wird prüfen.", "Bundesamt für Migration und Flüchtlinge"},
		{`{ "name": "Lagan Cloud", "position": "Analyst" }`, "Lagan Cloud"},
	} {
		require.Equal(t, c.want, spans(s, pii.Org, c.text), c.text)
	}
}

func TestPlacesNoFirms(t *testing.T) {
	s := scanner(t, names.Options{})
	for _, c := range []struct{ text, want string }{
		{`{"line1": "41 Pippin Close", "town": "Swindon", "mobile": 4}`, "Swindon"},
		{"SENTENCIA\n\nEn Villalta, a 12 de enero de 2026.\n", "Villalta"},
		{`{"city": "Bengaluru", "state": "Karnataka"}`, "Bengaluru|Karnataka"},
		{"Wohnort: Emmenmatt\nSTATE OF ORIGIN: Enugu\n", "Emmenmatt|Enugu"},
		{`{"state": "Open", "region": "Default", "country": "NL"}`, "NL"},
		{"nata il 20/09/1944 a Crotone, residente en Quibdó", "Crotone|Quibdó"},
		{"She lives in Fear of it; he was born in May.", ""},
		{"compare 550 U.S. 544 with 355 U.S. 41, 45", ""},
	} {
		require.Equal(t, c.want, spans(s, pii.Location, c.text), c.text)
	}
}

// TestTitlesBeforeNames: behind a form of address stands a person, whatever the name looks like.
func TestTitlesBeforeNames(t *testing.T) {
	d, err := names.New(names.Options{})
	require.NoError(t, err)
	s, err := pii.NewScanner([]pii.Detector{d})
	require.NoError(t, err)
	for text, want := range map[string]string{
		"I saw Dr Hermione Stallybrass.":            "PERSON Hermione Stallybrass",
		"Anna Parkinson called.":                    "PERSON Anna Parkinson",
		"Please ask Mr Crohn.":                      "PERSON Crohn",
		"GP \t Dr Hermione Stallybrass":             "PERSON Hermione Stallybrass",
		"He was at the Dr. Julius Roth Klinik GmbH": "ORG Julius Roth Klinik GmbH",
	} {
		fs := s.Document(nil, []byte(text))
		require.Len(t, fs, 1, text)
		require.Equal(t, want, string(fs[0].Type)+" "+text[fs[0].Start:fs[0].End])
	}
}
