package names_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/pii"
)

func scanner(t testing.TB, o names.Options, more ...pii.Option) *pii.Scanner {
	d, err := names.New(o)
	require.NoError(t, err)
	s, err := pii.NewScanner([]pii.Detector{d}, more...)
	require.NoError(t, err)
	return s
}

// persons lists what is found of a type, in text order.
func spans(s *pii.Scanner, typ pii.Type, text string) string {
	var out []string
	for _, f := range s.Document(nil, []byte(text)) {
		if f.Type == typ {
			out = append(out, text[f.Start:f.End])
		}
	}
	return strings.Join(out, "|")
}

func TestPersons(t *testing.T) {
	s := scanner(t, names.Options{})
	for _, c := range []struct{ text, want string }{
		{"My name is Maria Gonzalez and I live in Denver.", "Maria Gonzalez"},
		{"hi this is john miller calling about my bill", "john miller"},
		{"my name is priya raman", "priya raman"},
		{"Dear Mr. Okafor,\nthank you for your letter.\nBest regards,\nAnna Schmidt", "Okafor|Anna Schmidt"},
		{"Patient: Nowak, Katarzyna was seen by Dr. Lindqvist.", "Nowak, Katarzyna|Lindqvist"},
		{"Ich heiße Jürgen Müller und wohne in Köln.", "Jürgen Müller"},
		{"Me llamo Lucía Fernández y vivo en Sevilla.", "Lucía Fernández"},
		{"Mijn naam is Pieter van den Berg.", "Pieter van den Berg"},
		{"I spoke to my daughter Mia yesterday.", "Mia"},
		{"yes my last name is spelled m a double r s h", "m a double r s h"},
		{"It's Kelly, spelled K E L L Y.", "Kelly|K E L L Y"},
		{"W for Whiskey, A for Alpha, T for Tango please", "W for Whiskey, A for Alpha, T for Tango"},
		{"her surname is kilo echo lima lima yankee", "kilo echo lima lima yankee"},
		{"Emergency contact: partner Idris, or Oma Lieselotte.", "Idris|Lieselotte"},
		{"Daughter Kasia flies in next week.", "Kasia"},
		{"Grüezi Frau Aebischer\n\nIhre Wohnung ist frei.", "Aebischer"},
		{"Guest: Fernández-Ochoa, Blanca\nRoom 412", "Fernández-Ochoa, Blanca"},
		{"viewed record of \"Tait, Bronwen\" today", "Tait, Bronwen"},
		{"We moved to Austin, Texas\nin May.", ""},
		{"See you there!\nBises, Ndèye", "Ndèye"},
		{"Un saludo,\nRocío Santacana", "Rocío Santacana"},
		{"Met vriendelijke groet,\nJoost de Wit", "Joost de Wit"},
		{"Content-Type: text/plain\nLast-Attempt-Date: Fri\nX-Origin: Anna Kowalski", "Anna Kowalski"},
		{"CMake and CPack were run by MaryBeth McBride; a ValueError came up.\nStack trace:\nExample: none", "MaryBeth McBride"},
		{"name: NaN\nname: Anna Ferris\nscore nan", "Anna Ferris"},
		{"uses go-yaml@v1.18.0, as goccy/yaml does. YAML is hard, LUÍS ANTÔNIO GIRÃO said.", "LUÍS ANTÔNIO GIRÃO"},
		{"兵者，詭道也。故善攻者，敵不知其所守。能盡知用兵之利也。", ""},
		{"Beachten Sie, wie der Schlüssel heißt. Sie sollten sicher sein, dass Sie ihn kennen. Mein Name ist Tobias Wir.", "Tobias Wir"},
		{"Jaylen W. called, so did A. W. Alings.", "Jaylen W.|A. W. Alings"},
		{"mail felix.brandreth@example.com\nThe form of Brandreth is missing.", "brandreth|Brandreth"},
		{"Oyinkansola Adeyinka-Osho\n4 Mill Road | 07700 900814", "Oyinkansola Adeyinka-Osho"},
		{"CURRICULUM VITAE\nBolanle Agbabiaka\nTel 07700 900123\n", "Bolanle Agbabiaka"},
		{"Lieferschein Kundenauftrag\nNr 0421 5550122\n", ""},
		{"Praxis Dr. Hinrich Akkermann, Leer", "Hinrich Akkermann"},
		{"ich war bei doktor hallensleben", "hallensleben"},
		{"der doktor meinte ich soll ruhen", ""},
		{"der doktor verschreibt mir was", ""},
		{"das war der herr müller", "müller"},
		{"two boys (Idris, 9, and Jomo, 6)", "Idris|Jomo"},
		{"Married, two children (Tobi, 6, and Folake, 3).", "Tobi|Folake"},
		{"Thanks for ringing mum (Delyth) back.", "Delyth"},
		{"drei Kinder: Lotta (4), Mats (3) und Piet (2)", "Lotta|Mats|Piet"},
		{"Er ist Vater von Lotta.", "Lotta"},
		{"sister (Breast cancer at 40), mother (Alzheimer's)", ""},
		{"I line-managed Callum, Zainab and Przemek there.", "Callum|Zainab|Przemek"},
		{"We sell to Callum, Zainab and Kubernetes users.", "Callum|Zainab"},
		{"Vorname", ""},
		{"White", ""},
		{"female", ""},
		{"Jack White and Mrs Black", "Jack White|Black"},
		{"NINO: QQ123456C", ""},
		{"Nino", "Nino"},
		{"Mail Anna Seidel+Tom Berger.", "Anna Seidel|Tom Berger"},
		{"geburtsdatum", ""},
		{"Strasse", ""},
		{"Befund", ""},
		{"Wieczorek", "Wieczorek"},
		{"That's at example dot com. T-O-V-E, L-I-N-D-Q-V-I-S-T.", "T-O-V-E, L-I-N-D-Q-V-I-S-T"},
		{"plan A-B-C, an X-Ray and the F-B-I", ""},
		{"C Am F G | C Am F G", ""},
		{"He has Parkinson's disease and Crohn's disease.", ""},
		{"She worked at John Lewis and for Hugo Boss.", ""},
		{"He volunteers for St John Ambulance.", ""},
		{"lea rcx, [rip+0x80] ; dur=14 v/ms eta", ""},
		{"Am F G | F G C C | capo 2", ""},
		{"The invoice was paid on Monday in March.", ""},
		{"We use Jenkins and Docker on Linux.", ""},
		{"JOHN MILLER\n12 Oak Street\njohn@example.com\n", "JOHN MILLER"},
	} {
		require.Equal(t, c.want, spans(s, pii.Person, c.text), c.text)
	}
}

func TestOtherTypes(t *testing.T) {
	s := scanner(t, names.Options{})
	require.Equal(t, "Denver", spans(s, pii.Location, "My name is Maria Gonzalez and I live in Denver."))
	require.Equal(t, "Plöger Dachbau GmbH & Co. KG", spans(s, pii.Org, "i. A. Mareike Plöger\nPlöger Dachbau GmbH & Co. KG\n"))
	require.Equal(t, "brightwell energy ltd", spans(s, pii.Org, "i got a letter from brightwell energy ltd about my bill"))
	require.Equal(t, "Institut für Moorforschung", spans(s, pii.Org, "Sie arbeitet am Institut für Moorforschung in Celle."))
	require.Equal(t, "Karoo Solar|Fenwick Treasury Group", spans(s, pii.Org, "> 2022 – now | Karoo Solar | Operations Lead\n2012-16    Fenwick Treasury Group    Auditor\n"))
	require.Equal(t, "senior software engineer", spans(s, pii.JobTitle, "she works as a senior software engineer in town"))
	require.Equal(t, "Fleet Planner", spans(s, pii.JobTitle, "Table Logistics | Fleet Planner | 2018\nDriver's licence: yes\nNurse: hello"))
	require.Equal(t, "Master of Science in Physics", spans(s, pii.Education, "He holds a Master of Science in Physics."))
}

func TestAliasesShareAnEntity(t *testing.T) {
	text := "My name is Maria Gonzalez. Later Gonzalez called, and Maria paid."
	s := scanner(t, names.Options{})
	ids := map[uint32]int{}
	for _, f := range s.Document(nil, []byte(text)) {
		if f.Type == pii.Person {
			ids[f.Entity]++
		}
	}
	require.Len(t, ids, 1)
	for id, n := range ids {
		require.NotZero(t, id)
		require.Equal(t, 3, n)
	}
}

// TestParticlesAreNoAliases: what stands between the words of a name is nobody.
func TestParticlesAreNoAliases(t *testing.T) {
	text := "gestern kam herr von werthern. der preis von milch ist der höchste von allen hier, sagte werthern"
	require.Equal(t, "von werthern|werthern", spans(scanner(t, names.Options{}), pii.Person, text))
}

// TestAliases counts the persons of a text.
func TestAliases(t *testing.T) {
	s := scanner(t, names.Options{})
	for text, want := range map[string]int{
		"I met William Okafor. Bill was late, but W. Okafor paid. Then WILLIAM OKAFOR left. Initials: W. O.": 1,
		"Katarzyna Nowak wrote. Later Kasia and K. Nowak called.":                                            1,
		"Maria Gonzalez and Peter Lindqvist came. Peter paid, Gonzalez did not.":                             2,
	} {
		ids := map[uint32]bool{}
		for _, f := range s.Document(nil, []byte(text)) {
			if f.Type == pii.Person {
				ids[f.Entity] = true
			}
		}
		require.Len(t, ids, want, text)
	}
	text := "Maria Gonzalez and Luis Gonzalez came. Then Gonzalez left."
	var last pii.Finding
	for _, f := range s.Document(nil, []byte(text)) {
		last = f
	}
	require.Equal(t, "Gonzalez", text[last.Start:last.End])
	require.Zero(t, last.Entity, "it fits two")
}

func TestRosterAndNever(t *testing.T) {
	s := scanner(t, names.Options{Roster: []string{"Zork Plimsoll"}, Never: []string{"Maria"}})
	require.Equal(t, "zork plimsoll", spans(s, pii.Person, "we asked zork plimsoll again"))
	require.NotContains(t, spans(s, pii.Person, "The ship Maria sank."), "Maria")
	s = scanner(t, names.Options{Fuzzy: true, Roster: []string{"Zork Plimsoll", "Wolfhart Quenstedt; Quenny", "Brannigan"}})
	for text, want := range map[string]string{
		"we asked Zork Plimsol again": "Zork Plimsol", "from: Zork Plimmsoll": "Zork Plimmsoll", "Zork Plimsull paid": "Zork Plimsull",
		"woflhart, i mean wolfhrt quenstedt": "wolfhrt quenstedt", "ask Brannigen today": "Brannigen", "the Plimsoll line": "",
	} {
		if want == "" {
			require.NotContains(t, spans(s, pii.Person, text), "Plimsoll", text)
			continue
		}
		require.Equal(t, want, spans(s, pii.Person, text), text)
	}
	ids := map[uint32]bool{}
	for _, f := range s.Document(nil, []byte("Wolfhart Quenstedt called. We told Quenny on Monday.")) {
		if f.Type == pii.Person {
			ids[f.Entity] = true
		}
	}
	require.Len(t, ids, 1)
	list, err := names.ReadList(strings.NewReader("# staff\nZork Plimsoll\n\n Wolfhart Quenstedt; Quenny \n"))
	require.NoError(t, err)
	require.Equal(t, []string{"Zork Plimsoll", "Wolfhart Quenstedt; Quenny"}, list)
	_, err = names.New(names.Options{Roster: []string{""}})
	require.ErrorIs(t, err, names.ErrOptions)
	_, err = names.New(names.Options{Recall: 9})
	require.ErrorIs(t, err, names.ErrOptions)
}

// TestKnownPeopleAreNoFirms holds that a person who was met is found again where a firm is only guessed.
func TestKnownPeopleAreNoFirms(t *testing.T) {
	s := scanner(t, names.Options{})
	text := "My name is Bronwen Tudor.\nRe: Bronwen MRI\nTudor Logistics Ltd"
	marks := []pii.Mark{{Kind: pii.MarkField, Label: "a"}, {At: 26, Kind: pii.MarkField, Label: "b"}, {At: 42, Kind: pii.MarkField, Label: "c"}}
	var got []string
	for _, f := range s.Document(nil, []byte(text), marks...) {
		got = append(got, string(f.Type)+" "+text[f.Start:f.End])
	}
	require.Equal(t, []string{"PERSON Bronwen Tudor", "PERSON Bronwen", "ORG Tudor Logistics Ltd"}, got)
}

// TestColumnsOfPlacesHoldNobody holds that whole values of columns of places and occupations are no people; people in them are.
func TestColumnsOfPlacesHoldNobody(t *testing.T) {
	s := scanner(t, names.Options{})
	for _, c := range []struct{ label, value, want string }{
		{"Ort", "Kiel", ""}, {"job", "clerk", ""}, {"Krankenkasse", "AOK", ""}, {"x", "Heike Stein", "Heike Stein"}, {"customer", "K-104233", ""}, {"customer", "K. Stein 2", "K. Stein"}, {"city", "c/o Mrs Heike Stein, Kiel", "Heike Stein"},
	} {
		var got string
		for _, f := range s.Document(nil, []byte(c.value+"\n"), pii.Mark{Kind: pii.MarkCell, Label: c.label}) {
			if f.Type == pii.Person {
				got += c.value[f.Start:f.End]
			}
		}
		require.Equal(t, c.want, got, c.label)
	}
}
