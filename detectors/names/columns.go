package names

import (
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/nametag"
)

// columnWords are names of columns that are spelt like names of people.
var columnWords lazy.Value[*lex.Set]

func makeColumnWords() *lex.Set {
	return lex.NewSet("id", "name", "vorname", "nachname", "nick", "nickname", "rufname", "geburtsname", "zuname", "anrede", "titel", "title", "ort", "wohnort", "stadt", "land", "strasse",
		"straße", "street", "hausnummer", "anschrift", "adresse", "addr", "address", "plz", "kanton", "telefon", "handy", "mobil", "fax", "geburtsdatum", "geburtsort", "gebdat", "dob",
		"alter", "geschlecht", "nationalität", "staatsangehörigkeit", "familienstand", "konfession", "beruf", "rolle", "role", "firma", "arbeitgeber", "abteilung", "vorgesetzter", "gehalt",
		"lohn", "iban", "bic", "konto", "kontoinhaber", "krankenkasse", "kasse", "patient", "arzt", "hausarzt", "diagnose", "notiz", "bemerkung", "kommentar", "comment", "datum", "date", "kunde",
		"lieferant", "gewerkschaft", "partei", "sprache", "lang", "menge", "betrag", "preis", "price", "qty", "status", "channel", "source", "prénom", "prenom", "nom", "ville", "rue",
		"poste", "métier", "employeur", "téléphone", "naissance", "calle", "ciudad", "nombre", "apellido", "apellidos", "nif", "nie", "cif", "dni", "correo", "edad", "sexo", "citta",
		"città", "via", "cap", "comune", "nome", "cognome", "nascita", "sesso", "voornaam", "achternaam", "plaats", "straat", "geslacht", "beroep", "bsn", "imie", "imię", "nazwisko", "miasto", "ulica",
		"kod", "spouse", "partner", "mother", "father", "child", "guardian", "contact", "owner", "user", "author", "manager", "doctor", "gp", "candidate", "recruiter", "client", "customer", "courriel", "line", "ligne", "linea", "línea", "zeile", "ddn", "naiss", "nac", "nasc", "fecha", "fec", "data", "de",
		"dt", "no", "nr", "num", "e", "f", "d", "item", "login", "portable", "móvil")
}

// thingColumns are labels of columns and keys whose values are places, occupations or insurers.
var thingColumns lazy.Value[*lex.Set]

func makeThingColumns() *lex.Set {
	return lex.NewSet("city", "town", "country", "county", "ort", "wohnort", "stadt", "ville", "commune", "pays", "ciudad", "localidad", "provincia", "país", "pais", "città", "citta", "comune",
		"plaats", "woonplaats", "miasto", "cidade", "job", "occupation", "profession", "beruf", "métier", "profesión", "profesion", "professione", "beroep", "krankenkasse", "kasse")
}

// ofThings reports words that are all of a field that holds no people.
func (r *reader) ofThings(from, to int) bool {
	return from == 0 && to == len(r.Words) && r.s.Field() != "" && thingColumns.Get(makeThingColumns).Has(lex.HashString(r.s.Field()))
}

// traitWords are values of columns of sex and skin colour that are also surnames.
var traitWords lazy.Value[*lex.Set]

func makeTraitWords() *lex.Set { return lex.NewSet("male", "female", "white", "black") }

// trait reports a word that is all of a field and says what somebody is: "White". Fields of names are read by their keys.
func (r *reader) trait(from, to int) bool {
	return from == 0 && to == 1 && len(r.Words) == 1 && r.Words[0].Shape != nametag.Punct && traitWords.Get(makeTraitWords).Has(r.s.Tokens()[0].Hash)
}

// columnName reports a word of a field without a label, as in the first row of a table, whose words are all names of columns; or one that is all of it
// and a word of German, which writes nouns with capitals, or Spanish that is nobody's name.
func (r *reader) columnName(from, to int) bool {
	if to != from+1 || len(r.Words) > maxHeader || r.Words[from].Shape == nametag.Punct || r.s.Field() != "" {
		return false
	}
	e := r.Entry(from)
	if len(r.Words) == 1 && e.Abroad() > 0 && e.First()+e.Surname() == 0 {
		return true
	}
	for i := range r.Words {
		w := &r.Words[i]
		if i > 0 && w.Newlines > 0 || w.Shape != nametag.Punct && !columnWords.Get(makeColumnWords).Has(lex.Hash(r.s.Text[w.Start:w.End])) {
			return false
		}
	}
	return len(r.Words) == 1 || e.First() == 0
}

const maxHeader = 5 // words of a column's name, with its marks
