package detectors

import (
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/pii"
)

var nameLabelsValue lazy.Value[*pii.LabelSet]

func nameLabels() *pii.LabelSet { return nameLabelsValue.Get(makeNameLabels) }

func makeNameLabels() *pii.LabelSet {
	ls := labels("", nameMaybe, before(owners, "name", "nm")...)
	ls = append(ls, labels("", namePeople, peopleColumns...)...)
	ls = append(ls, labels("", nameClient, clientColumns...)...)
	ls = append(ls, labels("", nameOnly, before(owners, "first name", "last name", "surname", "full name", "given name", "family name")...)...)
	ls = append(ls, labels("", nameOnly, wholeNames...)...)
	ls = append(ls, labels("", nameOnly, "first name", "firstname", "last name", "lastname", "surname", "given name", "givenname", "family name", "middle name", "maiden name",
		"full name", "fullname", "initials", "sn", "cn", "display name", "caller name", "caller id name", "calling name", "called name", "connected line name", "cnam", "patient name", "client name", "customer name", "employee name", "candidate name", "cardholder",
		"first nm", "last nm", "frst nm", "lst nm", "fst name", "lst name", "f name", "l name", "m name", "fname", "lname", "mname", "given names", "forename", "forenames", "first names",
		"last names", "surnames", "middle names", "preferred name", "legal name", "birth name", "maiden", "surname 1", "surname 2", "name first", "name last",
		"cardholder name", "account holder", "next of kin", "emergency contact", "emergency contact name", "spouse name", "mother name", "father name", "guardian name", "parent name",
		"geb name", "vor name", "nach name", "rufname", "ledigenname", "zuname", "nom jf", "nom jeune fille", "nom naissance", "nom d'usage", "nom usuel", "prénoms", "prenoms",
		"primer apellido", "segundo apellido", "apellido 1", "apellido 2", "apellido1", "apellido2", "vorname", "nachname", "familienname", "geburtsname", "prénom", "prenom", "nom de famille",
		"nombre y apellidos", "apellido", "apellidos", "cognome", "voornaam", "achternaam", "imię", "nazwisko")...)
	ls = append(ls, labels("", nameMaybe, "name", "owner", "contact", "contact name", "user name", "manager", "employee", "assignee", "author", "beneficiary", "payee",
		"nom", "nombre", "nome", "naam", "ansprechpartner", "kontoinhaber", "titulaire", "titular", "caller", "caller id", "clid", "recipient", "attn")...)
	ls = append(ls, labels("", nameKeyed, "user", "usr", "agent", "rep", "driver", "operator", "created by", "updated by")...)
	ls = append(ls, labels("", nameQuoted, "preferred", "known as", "goes by", "nickname", "given", "family", "first", "last", "spitzname", "surnom", "apodo", "soprannome", "roepnaam")...)
	return pii.NewLabels(append(ls, labels("", nameMailed, "to", "from", "cc", "bcc", "sender", "reply to")...)...)
}

// wholeNames are keys and headers of a given name and a surname, in either order.
var wholeNames = []string{"full nm", "name of patient", "name of client", "name of member", "name of employee", "name of applicant", "name of child", "name of parent", "name of guardian", "surname forename",
	"surname first name", "last name first name", "first name last name", "first and last name", "first name and surname", "name surname", "name and surname", "surname and name", "sur name", "name vorname",
	"nachname vorname", "vorname nachname", "vorname name", "vor und nachname", "vor und zuname", "vorname und nachname", "nachname und vorname", "name und vorname", "name des patienten",
	"name der patientin", "name des kindes", "nom prénom", "nom prenom", "nom et prénom", "nom et prenom", "prénom et nom", "prénom nom", "nom complet", "noms et prénoms", "nom du patient",
	"nom du client", "apellidos y nombre", "apellidos nombre", "apellidos y nombres", "nombre y apellido", "nombre apellidos", "nombre completo", "nombre del paciente", "1er apellido", "2do apellido",
	"2º apellido", "1º apellido", "cognome e nome", "cognome nome", "nome e cognome", "nome cognome", "nome completo", "nome del paziente", "volledige naam", "voor en achternaam", "naam patiënt",
	"naam en voornaam", "achternaam en voornaam", "familienaam"}

// peopleColumns are keys and headers that say what the person they name is.
var peopleColumns = []string{"patient", "therapist", "contact person", "nurse", "doctor", "gp", "physician", "consultant", "counsellor", "counselor", "clinician", "dentist", "midwife", "teacher", "tutor", "student",
	"pupil", "tenant", "landlord", "resident", "applicant", "candidate", "employee", "attendee", "guest", "member", "supervisor", "line manager", "deputy", "mentor", "carer", "caregiver", "caretaker",
	"guardian", "parent", "mother", "father", "spouse", "signed by", "assigned to", "reported by", "requested by", "approved by", "reviewed by", "prepared by", "submitted by", "interviewer", "interviewee",
	"witness", "claimant", "defendant", "plaintiff", "policyholder", "technician", "requester", "approver", "reviewer", "clerk", "case worker", "social worker", "keyworker", "key worker", "referrer",
	"patientin", "klient", "klientin", "mandantin", "arzt", "ärztin", "hausarzt", "hausärztin", "therapeut", "therapeutin", "ansprechpartnerin", "kontaktperson", "sachbearbeiter", "sachbearbeiterin",
	"mitarbeiter", "mitarbeiterin", "bewerber", "bewerberin", "teilnehmer", "teilnehmerin", "versicherter", "versicherte", "mieter", "mieterin", "vermieter", "schüler", "schülerin", "lehrer", "lehrerin",
	"betreuer", "betreuerin", "vorgesetzter", "vorgesetzte", "stellvertreter", "stellvertreterin", "mitglied", "gast",
	"patiente", "praticien", "praticienne", "médecin", "médecin traitant", "salarié", "salariée", "employé", "employée", "bénéficiaire", "locataire", "élève", "candidat", "candidate", "adhérent", "assuré",
	"assurée", "responsable", "interlocuteur", "personne de contact", "personne à contacter", "tuteur", "conjoint",
	"paciente", "médico", "médica", "doctora", "empleado", "empleada", "trabajador", "trabajadora", "alumno", "alumna", "inquilino", "persona de contacto", "asegurado", "beneficiario", "tutora",
	"paziente", "dottore", "dottoressa", "medico", "medico curante", "dipendente", "inquilino", "assegnato a", "referente", "alunno", "persona di riferimento", "assistito",
	"patiënt", "medewerker", "contactpersoon", "huisarts", "werknemer", "huurder", "leerling", "verzekerde", "behandelaar", "begeleider"}

// clientColumns are keys and headers of people or firms.
var clientColumns = []string{"client", "customer", "buyer", "supplier contact", "kunde", "kundin", "mandant", "auftraggeber", "cliente", "clienta", "cliente final", "klant", "cliënt", "opdrachtgever", "account manager"}
