package pii

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lex"
)

// owners are words of keys and headers that say whose value it is, or which of several: "callerDob", "Emergency contact phone", "billing_zip", "Telefon Patient".
var owners = lex.NewSet("patient", "pat", "client", "customer", "cust", "member", "employee", "emp", "user", "person", "child", "spouse", "partner", "parent", "mother", "father", "husband", "wife", "son",
	"daughter", "guardian", "applicant", "candidate", "student", "pupil", "subscriber", "insured", "beneficiary", "dependent", "guest", "tenant", "landlord", "resident", "contact", "staff", "donor", "participant",
	"recipient", "receiver", "sender", "holder", "caller", "callee", "lead", "prospect", "buyer", "seller", "owner", "borrower", "driver", "passenger", "traveler", "traveller", "rider", "carer", "caregiver",
	"kin", "nok", "emergency", "billing", "shipping", "delivery", "invoice", "mailing", "postal", "home", "work", "personal", "private", "primary", "secondary", "main", "alternate", "alternative",
	"alt", "other", "callback", "backup", "direct", "return", "subject", "target", "admin", "operator", "manager", "supervisor", "doctor", "physician", "provider", "therapist", "teacher", "referee", "reference", "witness",
	"payer", "payee", "author", "reporter", "assignee", "requester", "approver", "interviewer", "preferred", "current", "previous", "new", "old", "daytime", "day", "evening", "verified", "legal",
	"patientin", "kunde", "kundin", "klient", "klientin", "mitglied", "mitarbeiter", "mitarbeiterin", "bewerber", "bewerberin", "kontakt", "notfall", "notfallkontakt", "privat", "rechnung", "lieferung",
	"kind", "vater", "mutter", "ehepartner", "salarié", "adhérent", "assuré", "candidat", "urgence", "domicile", "paciente", "cliente", "empleado", "alumno", "urgencia", "emergencia", "trabajo", "casa",
	"paziente", "dipendente", "emergenza", "patiënt", "klant", "medewerker", "noodgeval", "werk", "thuis")

// maxOwned is the most bytes of a name that is read without its owners: each word that goes has the rest read once more.
const maxOwned = 80

// shorterName returns the name of a field without the number at its end, "phone_2", or else unowned; nil if neither shortens it.
func shorterName(b []byte) []byte {
	if one := unnumbered(b); len(one) < len(b) && len(b) <= maxOwned {
		return one
	}
	return unowned(b)
}

// unowned returns a key without a word at either end that says only whose value it is; nil if there is none, and of "ownerId", which is the owner's own
// name in a system. Words end at blanks and signs, and at a capital behind a small letter: "callerPhone".
func unowned(b []byte) (rest []byte) {
	if len(b) > maxOwned {
		return nil
	}
	if n := firstWord(b); n < len(b) && owners.Has(lex.Hash(b[:n])) {
		rest = bytes.TrimLeft(b[n:], nameSigns)
	} else if n := lastWordAt(b); n > 0 && owners.Has(lex.Hash(b[n:])) {
		rest = bytes.TrimRight(b[:n], nameSigns)
	}
	if len(rest) == 2 && rest[0]|0x20 == 'i' && rest[1]|0x20 == 'd' {
		return nil
	}
	return rest
}

// nameSigns stand between the words of a name.
const nameSigns = " _-./:'’"

// firstWord returns the end of the first word of a name.
func firstWord(b []byte) int {
	for i := 1; i < len(b); i++ {
		if bytes.IndexByte([]byte(nameSigns), b[i]) >= 0 || humps(b, i) {
			return i
		}
	}
	return len(b)
}

// lastWordAt returns where the last word of a name begins.
func lastWordAt(b []byte) int {
	for i := len(b) - 1; i > 0; i-- {
		switch {
		case humps(b, i):
			return i
		case bytes.IndexByte([]byte(nameSigns), b[i]) >= 0:
			return i + 1
		}
	}
	return 0
}

// humps reports whether a word begins at the capital b[i] though no sign stands before it.
func humps(b []byte, i int) bool {
	return i > 0 && i < len(b) && lex.IsUpper(b[i]) && b[i-1]-'a' < 26
}

// unnumbered takes a number off the end of a key.
func unnumbered(b []byte) []byte {
	end := len(b)
	for end > 0 && lex.IsDigit(b[end-1]) {
		end--
	}
	if end == len(b) {
		return b
	}
	return bytes.TrimRight(b[:end], "_- #")
}
