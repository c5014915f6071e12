package names_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/pii"
)

func TestBeside(t *testing.T) {
	s := scanner(t, names.Options{})
	for _, c := range []struct{ text, want string }{
		{"Name: Vuong, Bao Chau   DOB: 06/11/1958\n", "Vuong, Bao Chau"},
		{"NAME: DIOP-LUND, GENEVIEVE\nUNIT 7\n", "DIOP-LUND, GENEVIEVE"},
		{"Patient: Abernathy, Delroy      MRN: 00718842\n", "Abernathy, Delroy"},
		{"Name: UNKNOWN\nAge: 40\nName: UNKNOWN / Okafor, Daniel\n", "Okafor, Daniel"},
		{"Mme Hoa Lefèvre, née Tran le 19 avril, vit avec Mme Roy, née à Lyon.", "Hoa Lefèvre|Tran|Roy"},
		{"Pani Nowak, z domu Lis, i Anna Berg, geb. 03.04.1950", "Nowak|Lis|Anna Berg"},
		{"son chef, M. Aubertin fils, est parti avec les clés", "Aubertin"},
		{"a instancia de D. Florin Dumitrescu, con NIE y con el abogado", "Florin Dumitrescu"},
		{"okay so um my name's priyasha and i am late", "priyasha"},
		{"Greetings to Chipo and Farai!", "Chipo|Farai"},
		{"Liebe Grüße an Tjorven, saludos a Nerea", "Tjorven|Nerea"},
		{"I do love a nandos. Love to Paris.", ""},
		{"My brother-in-law Farai waits.", "Farai"},
		{"coaching call w/ lindiwe, 3 march\nburger w/ halloumi", "lindiwe"},
		{"Tian, 10:15: I am away\nMonday, 10:15: closed\n", "Tian"},
		{"19/02/2026 14:03 – Rodrigue : rappelé, boîte vocale.\n", "Rodrigue"},
		{"Q. State your name.\nA. Katalin Veres-Okoro. I go by it.\n", "Katalin Veres-Okoro"},
		{"Hz. S. Amoah / L. Petersen", "S. Amoah|L. Petersen"},
		{"Svenja: kommt ihr am 14. zu opa heinz?", "Svenja|heinz"},
		{"El fontanero se llama rachid, dice Paco", "rachid|Paco"},
		{"Has anyone seen Okello?", "Okello"},
		{"Kan Kees of Dwight zijn kraan overnemen? Dat is niet de vraag.", "Kees|Dwight"},
		{"Joan of Arc met the Senegalese engraver Alioune Diop", "Alioune Diop"},
		{"her attorney, Hyun Seo of Seo & Larkin LLP", "Hyun Seo"},
		{"Ferris Dunmore & Ives was rated AA. Dr. Siebert & Partner too, so Hannah & Marek left.", "Hannah|Marek"},
		{"wife (marisela) called at two", "marisela"},
		{"patient: abernathy, marisela      mrn: 00718842\n", "abernathy, marisela"},
		{"le client, m. konaté, est venu avec les clés du 5 m. carré", "konaté"},
		{"books by a. k. subramaniam and p.s. tom waits", "a. k. subramaniam|tom waits"},
		{"her partner jesse four years ago", "jesse"},
		{"[INFO] Patient 0044817: Trautmann, Wilhelmine, geb. 01.04.1939", "Trautmann, Wilhelmine"},
		{"she lives in town\n- husband sipho starts in may\n", "sipho"},
		{"OLUWATOBI FASHANU\n2210 Peachtree Hollow Dr\n(478) 555-0118", "OLUWATOBI FASHANU"},
		{"Bill of materials, rev C\nUSB-C and 245 °C\n", ""},
		{"Bill to: Soo-ah Kang\n", "Soo-ah Kang"},
		{"It holds 2 × Dr. Marlow's Foot Balm, 1 × Aunt Millie's Crackers.", ""},
		{"Die Klasse `Schneider` teilt, `Anna Becker` packt.", ""},
		{"7.1 Huygens' principle, Maxwell's demon", ""},
		{"Sweet William, Busy Lizzie and pears Belle Hélène", ""},
	} {
		require.Equal(t, c.want, spans(s, pii.Person, c.text), c.text)
	}
}

// TestSmallAbbreviationsStayInside: what stands before a name is cut off, not more than the name.
func TestSmallAbbreviationsStayInside(t *testing.T) {
	for _, text := range []string{"a. lakhani m.d. s.c.\n\nC.D. Davidsmeyer", "p.s. tom"} {
		require.NotPanics(t, func() {
			d, err := names.New(names.Options{})
			require.NoError(t, err)
			s, err := pii.NewScanner([]pii.Detector{d})
			require.NoError(t, err)
			for _, f := range s.Document(nil, []byte(text)) {
				require.NotEqual(t, pii.Unscanned, f.Kind, text)
			}
		})
	}
}
