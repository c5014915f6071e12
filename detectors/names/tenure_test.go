package names_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/pii"
)

// TestHeldOccupations holds that an occupation is a job title where the text says who has it, and no noun of an occupation alone.
func TestHeldOccupations(t *testing.T) {
	s := scanner(t, names.Options{})
	for _, c := range []struct{ text, want string }{
		{"He served as a pump operator under the board. Formerly a rigging foreman, he moved on.", "pump operator|rigging foreman"},
		{"A ferry deckhand who jumped into the harbour was praised.", "ferry deckhand"},
		{"A joiner who wishes to object may write. Ask a plumber, not the joiner.", ""},
		{"Seen today: 41 yo male roofer with back pain. He is a 58-year-old violin teacher.", "roofer|violin teacher"},
		{"The solicitor, Mr Egan, acted for both.", "solicitor"},
		{"My uncle was a welder by trade. Notre voisin, couvreur à la retraite, est monté.", "welder|couvreur"},
		{"Sie wählten Solveig Brandt zur neuen Vorsitzenden; sie war bislang Jugendwartin.", "Vorsitzenden|Jugendwartin"},
		{"Man sollte zum Arzt gehen. Der Radfahrer bremste.", ""},
		{"Det sade igår montören Kevin Ståhl. Målaren kom sent.", "montören"},
		{"Corinne Duprey, General Counsel\nHeard the learned counsel for both.", "General Counsel"},
		{"<Sprzedawca><Nazwa>Igła</Nazwa></Sprzedawca>", ""},
		{"Herr Tirza Kuipers, vestigingsmanager, belde.", "vestigingsmanager"},
	} {
		require.Equal(t, c.want, spans(s, pii.JobTitle, c.text), c.text)
	}
}

// TestHonours holds that letters behind a name, ranks and titles before one are no part of it.
func TestHonours(t *testing.T) {
	s := scanner(t, names.Options{})
	for _, c := range []struct{ text, want string }{
		{"Yours faithfully\n\nMartin Pike FCA\nAuditor", "Martin Pike"},
		{"my bf dwayne cant make it\nmarcus didnt say", "dwayne|marcus"},
		{"Kind regards,\nEoghan Prendergast MVB MRCVS\n", "Eoghan Prendergast"},
		{"From: Detective Constable Akhtar, Fraud Unit", "Akhtar"},
		{"He was stopped by Constable M. on the parade.", "M."},
		{"until he was before the custody sergeant, B.D., some minutes later", "B.D."},
		{"The engineer, U.S., is no name here: officer A is open", ""},
		{"Heard Sri Vivek Hegde, learned counsel. Smt. Lakshmamma came.", "Vivek Hegde|Lakshmamma"},
		{"They live in Sri Lanka. The Sri Lankan team won; sri lanka lost.", ""},
		{"It was the last match for Geoff \"Tractor\" Lowndes.", "Geoff \"Tractor\" Lowndes"},
		{"It was serviced by \"K. Dunmore\", and set to \"A. Default\".", "K. Dunmore"},
		{"ORGANIZER;CN=Simon Ashcroft:mailto:sa@example.com", "Simon Ashcroft"},
		{"Hola, Maricarmen:\nte escribo.", "Maricarmen"},
		{"<nombre>Yerai</nombre>\n<apellidos>Santana Perdomo</apellidos>", "Yerai|Santana Perdomo"},
		{"Nome completo: sim\nNIF: 218746300\nNome completo: sim\nNIF: 245019383\n", ""},
		{"En Teruel, la ganadera Pilar Monforte vendió su finca.", "Pilar Monforte"},
	} {
		require.Equal(t, c.want, spans(s, pii.Person, c.text), c.text)
	}
}

// TestBodies holds how the names of bodies and firms begin and end.
func TestBodies(t *testing.T) {
	s := scanner(t, names.Options{})
	for _, c := range []struct{ text, want string }{
		{"The Securities and Exchange Commission declined to comment.", "Securities and Exchange Commission"},
		{"of the Foreign, Commonwealth and Development Office.", "Foreign, Commonwealth and Development Office"},
		{"He helped to found the American Mathematical Society and the American Physical Society.", "American Mathematical Society|American Physical Society"},
		{"between Tidewater Scaffold & Rigging, Inc., a corporation", "Tidewater Scaffold & Rigging, Inc."},
		{"Nadir Analytics Pvt. Ltd., Chennai", "Nadir Analytics Pvt. Ltd."},
		{"Regards,\nRavi Chaudhuri\nAccounts Payable Manager, Nimbus Ledger\n", "Nimbus Ledger"},
		{"Sąd Rejonowy w Nowym Sączu oddalił wniosek.", "Sąd Rejonowy w Nowym Sączu"},
		{"Hon ligger på Östersunds sjukhus. Alla sjukhus är fulla.", "Östersunds sjukhus"},
		{"AMTSGERICHT SIEGBURG\nUrteil", "AMTSGERICHT SIEGBURG"},
		{"współpracę z firmą Litpol Maszyny z Mariampola", "Litpol Maszyny"},
		{"I've had dealings with Pellow & Strake since then.", "Pellow & Strake"},
		{"My National Insurance no. is wrong; the OTP and CCTV failed.", ""},
	} {
		require.Equal(t, c.want, spans(s, pii.Org, c.text), c.text)
	}
}

// TestColumnsOfPlaces holds that towns and occupations are read by the first row of a table of people.
func TestColumnsOfPlaces(t *testing.T) {
	s := scanner(t, names.Options{})
	const table = "nom;prenom;commune;poste\nLE GOFFIC;Maëlle;BREST;aide-comptable\n"
	require.Equal(t, "LE GOFFIC|Maëlle", spans(s, pii.Person, table))
	require.Equal(t, "BREST", spans(s, pii.Location, table))
	require.Equal(t, "aide-comptable", spans(s, pii.JobTitle, table))
	require.Equal(t, "Kumbakonam", spans(s, pii.Location, "Place: Kumbakonam          Date: 03/02/2023"))
	require.Empty(t, spans(s, pii.Location, "This place is a Rip-Off. The place: EB 3143C"))
}
