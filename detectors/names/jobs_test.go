package names_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/pii"
)

func TestPositions(t *testing.T) {
	s := scanner(t, names.Options{})
	for _, c := range []struct{ text, want string }{
		{"Position: Warehouse Systems Analyst\nDepartment: Distribution\n", "Warehouse Systems Analyst"},
		{"<Occupation>lens technician</Occupation> \"position\": \"Associate\"", "lens technician|Associate"},
		{"Profissão: apicultor\nBeruf: Glasbläser\nProfession : technicienne de laboratoire\n", "apicultor|Glasbläser|technicienne de laboratoire"},
		{"<title>Example Web Page</title> \"Role\": \"PRIMARY\" Position: it is open", ""},
		{"templates; Saskia Obuya, head of trading operations, signed", "head of trading operations"},
		{"with Anneliese Brandvold, fraud analyst at the bank", "fraud analyst"},
		{"Ansprechpartnerin ist Thekla Morgenroth, Kundenberaterin, Telefon 030", "Kundenberaterin"},
		{"Client Leilani K., 27, line cook at a hotel", "line cook"},
		{"Siobhán Keogh, ENT registrar – 4/2/26", "ENT registrar"},
		{"said Dolores Nakashima, the county engineer, as she stood", "county engineer"},
		{"Her sister was the cellist Morfudd Ravensworth.", "cellist"},
		{"Su directora, Nuria Campmany, asegura", "directora"},
		{"Sjödin, som är snickare i Umeå, har lovat", "snickare"},
		{"a letter by a 39 year old teaching assistant, whom I saw", "teaching assistant"},
		{"from march I'm a junior sound editor at Tin Whistle", "junior sound editor"},
		{"Nyoni is now literary editor of the Quarterly", "literary editor"},
		{"She is a Welsh botanical illustrator.", "botanical illustrator"},
		{"The d is the delete operator. It is used as the global driver.", ""},
		{"Ravindra Kulatunga | Customs Compliance Lead\n", "Customs Compliance Lead"},
		{"2019 – 2022     BI Developer, Pennine Water\n", "BI Developer"},
		{"in the AWS Glue Developer Guide", "Glue Developer"},
		{"maart 2015 – heden  Teamleider Debiteuren, Zuivel\n", "Teamleider Debiteuren"},
		{"2008–2017 : chef d'atelier, Moulins\n", "chef d'atelier"},
		{"Sherzod Abdullayev\nSenior Actuarial Analyst\nToronto\n", "Senior Actuarial Analyst"},
		{"Regards,\nMorag Lindqvist\nPayments Risk Associate\n", "Payments Risk Associate"},
		{"Her brother is a potter, and she worked as a gardener.", "potter|gardener"},
		{"My husband, a retired pipefitter, mended it; the potter must wait.", "pipefitter"},
		{"The society's treasurer, Ify Nwachukwu, said so. Energy Minister Graham Tolley agreed.", "treasurer|Energy Minister"},
		{"Kieran Butterfield, lettings negotiator, at noon. Ask a solicitor; the baker sells bread.", "lettings negotiator"},
		{"Er ist Bäcker. Die Bürgermeisterin Anna Schreiber kam; der Bäcker an der Ecke hat zu.", "Bäcker|Bürgermeisterin"},
		{"La alcaldesa Loreto Donoso pidió calma; el conductor debe parar.", "alcaldesa"},
		{"Le maire, Jean Kerdoncuff, a répondu. Je suis aide-soignante à Tours.", "maire|aide-soignante"},
		{"Anouk Terpstra\nMedewerker declaraties\n", "Medewerker declaraties"},
		{"Il sindaco Mario Colantoni ha firmato; il sindaco può firmare.", "sindaco"},
		{"Wortwerk Medien, Leipzig              Freelance translator  2015 - 2019\n", "Freelance translator"},
		{"Mejora.\nResponsable clínico: Dr. Leandro Quiroga\n", ""},
		{"Occ: escrow officer\nthe build worker started in 2019\n", "escrow officer"},
	} {
		require.Equal(t, c.want, spans(s, pii.JobTitle, c.text), c.text)
	}
}

func TestLabelledDegrees(t *testing.T) {
	s := scanner(t, names.Options{})
	for _, c := range []struct{ text, want string }{
		{"Highest degree: BS Industrial Engineering\n", "BS Industrial Engineering"},
		{"Studium: Slawistik und Romanistik an der Universität Graz\n", "Slawistik und Romanistik"},
		{"Diplom-Informatiker\n2010\n", "Diplom-Informatiker"},
		{"2014 : Bac L, mention bien\n", "Bac L"},
		{"09/2013: Ausbildung zum Elektroniker, Antriebe GmbH", "Ausbildung zum Elektroniker"},
		{"She took a diploma in printmaking in Leipzig.", "diploma in printmaking"},
		{"the mgr at the shop", ""},
		{"B.Sc. Statistics, Fergusson College, 2016\n", "B.Sc. Statistics"},
		{"M.Math, Actuarial Science, University of Waterloo, 2018\n", "M.Math, Actuarial Science"},
		{"2012; PG Dip Perioperative Nursing, Durban\n", "PG Dip Perioperative Nursing"},
		{"BA (Hons) Costume with Textiles, 2:1\n", "BA (Hons) Costume with Textiles"},
		{"She took a PGCE in secondary mathematics at night.", "PGCE in secondary mathematics"},
		{"Laurea triennale in Design e comunicazione, Torino\n", "Laurea triennale in Design e comunicazione"},
		{`{"area": "Computer Science", "studyType": "MEng"}`, "Computer Science|MEng"},
		{`{"area": "Main Hall"}`, ""},
		{"in grado di usare la chiave; B. Scott came, the B.C. coast", ""},
		{"MS Office, MA 02110", ""},
	} {
		require.Equal(t, c.want, spans(s, pii.Education, c.text), c.text)
	}
}
