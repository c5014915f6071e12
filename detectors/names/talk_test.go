package names_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/pii"
)

func TestTalk(t *testing.T) {
	s := scanner(t, names.Options{})
	for _, c := range []struct{ text, want string }{
		{"Agent: And your first name?\nCaller: Bisi.\n", "Bisi"},
		{"bot: what name is the booking under\ncaller: um it's quintero\n", "quintero"},
		{"agent: may i have the name of the person you are calling about\nuser: zsofia\n", "zsofia"},
		{"Agent: What's the name of the product?\nCaller: Kettle.\n", ""},
		{"Agent: What's your name?\nCaller: Why do you ask?\n", ""},
		{"yeah it's anneke anneke vandersloot and i work here", "anneke|anneke vandersloot"},
		{"Handover notes. Reg refused breakfast. Nobody said much.", "Reg"},
		{"The manager said no. Everyone thought so. Officials said nothing.", ""},
		{"It was through Delroy, he ran the club.", "Delroy"},
		{"Hi, is that Temperance?", "Temperance"},
		{"everyone calls me Tempe these days", "Tempe"},
		{"hey tunde it's me again call me back", "tunde"},
		{"Meet Whitlock at three, then call Oyin Bankole.", "Whitlock|Oyin Bankole"},
		{"Call Centre Staff must contact Human Resources. Email Marketing is new.", ""},
		{"d/w Pemberton re discharge", "Pemberton"},
		{"mags: anyone there?\ndeano: yes\nmags: good\ndeano: bye\n", "mags|deano|mags|deano"},
		{"Q. Mr. Trammell, where were you?", "Trammell"},
		{"turn left at rue Jules Ferry, then Via Garibaldi, HMS Queen Elizabeth lies there", ""},
		{"We meet in Conference Room Einstein, not in Besprechungsraum Goethe.", ""},
		{"Zorblina Quent  9:14 AM\nhey all\nXobek Plim  9:15 AM\nthanks\n", "Zorblina Quent|Xobek Plim"},
		{"[3/4/2024 9:14 AM] Zorblina Quent\nhey all\n[3/4/2024 9:15 AM] Plim, Xobek (External)\nthanks\n", "Zorblina Quent|Plim, Xobek"},
		{"[12/03/2024, 09:17:01] Xobek: hi\n", "Xobek"},
		{"Ann Lee, City: Worces-", "Ann Lee"},
		{"Lunch 12:00\nKeynote  13:00\nRegistration Desk  14:30\n", ""},
		{"de mon mari et votre mari je vous appelle", ""},
		{"ja hallo hinterberger ist mein name", "hinterberger"},
		{"INTERVIEWER: Who did you report to?\nCANDIDATE: Hesketh, the finance director.\n", "Hesketh"},
		{"a woman called oriane and a drug called metformin", "oriane"},
		{"goedemorgen met gerben, spreek ik met mevrouw ten brinke", "gerben|ten brinke"},
		{"Meneer El Khatib van Stichting De Brug komt.", "El Khatib"},
		{"Kommst du?\nLG Hauke", "Hauke"},
		{"Pt Ludlow aware. Ring Cuthbert re boiler.", "Ludlow|Cuthbert"},
		{"Signed by Demetrius Vail. Later Vail refused.", "Demetrius Vail|Vail"},
		{"it is free by june and in may", ""},
		{"Elle a gagné. Segundo a revista, hoje.", ""},
		{"kommer i dag, siger naboen og vejret bliver godt, forklarer bekymrede beboere; mange borgere frygter oversvømmelser, fortæller brandvæsenet", ""},
		{"die frage einer klage, falei nada", ""},
		{"this is anneke talking, ask auntie joy", "anneke|joy"},
		{"Bonjour, M. Castelnau est avec vous pour le contrat", "Castelnau"},
		{"the twins, Finnian and Sadhbh, slept", "Finnian|Sadhbh"},
		{"a dram of Captain Morgan, please", ""},
	} {
		require.Equal(t, c.want, spans(s, pii.Person, c.text), c.text)
	}
}

func TestFirmsOfCallers(t *testing.T) {
	s := scanner(t, names.Options{})
	for text, want := range map[string]string{
		"thank you for calling northgate water this is delphine":                        "northgate water",
		"i'm imran calling on behalf of bexley housing association about it":            "bexley housing association",
		"hi it's brock over at stackline how are you":                                   "stackline",
		"i saw doctor harcourt at mill lane surgery last week":                          "mill lane surgery",
		"RECRUITER: I'm Joss from Fairlead Talent.":                                     "Fairlead Talent",
		"in der sede de Conservas Oñate, S.L. en Santander":                             "Conservas Oñate, S.L.",
		"Mevrouw Özdemir van Bakkerij Hollander B.V. belde.":                            "Bakkerij Hollander B.V.",
		"HARTFIELD HOLDINGS, INC. was sued by Defendant Hartfield Holdings, Inc. again": "HARTFIELD HOLDINGS, INC.|Hartfield Holdings, Inc.",
		`{"employer": "Lumen & Tide", "n": 1}`:                                          "Lumen & Tide",
		"The NHS number is on the card.":                                                "",
		"we met at the local surgery and at high school":                                "",
	} {
		require.Equal(t, want, spans(s, pii.Org, text), text)
	}
}

func TestPathsAndTables(t *testing.T) {
	s := scanner(t, names.Options{})
	for text, want := range map[string]string{
		"GET /users/ines-carvalho/settings 200":                                     "ines-carvalho",
		"GET /profiles/marcus.oyelaran":                                             "marcus.oyelaran",
		"GET /users/list-all /users/12-may /products/henry-hoover /users/me":        "",
		"first,last,nickname,dept\nTevita,Fifita,Tex,Legal\nJun,Hayashi,,Payroll\n": "Tevita|Fifita|Tex|Jun|Hayashi",
		"name;email\n\"Tevita Fifita\";t@example.com\n":                             "Tevita Fifita",
		"name,qty,price\nTevita,3,4\nKettle,5,6\n":                                  "",
	} {
		require.Equal(t, want, spans(s, pii.Person, text), text)
	}
}

func TestHighestRefusesRoles(t *testing.T) {
	s := scanner(t, names.Options{Recall: names.Highest})
	for _, text := range []string{"Curriculum Vitae\n", "Senior Sales Manager\n", "Bonjour,\nmerci pour la photo.\n"} {
		require.Empty(t, spans(s, pii.Person, text), text)
	}
}
