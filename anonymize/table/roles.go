package table

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
)

// ErrColumn: a column that was named is not in the table.
var ErrColumn = errors.New("no such column")

// Role is what a column is to an attacker.
type Role string

// The roles.
const (
	// Identifier names a person by itself: the column is removed, or tokenised if a Token is given.
	Identifier Role = "identifier"
	// Quasi together with others singles out a person (age, place, job): generalized.
	Quasi Role = "quasi"
	// Sensitive is what must not be learned about a person; kept, bounded by models.
	Sensitive Role = "sensitive"
	// Insensitive is kept as it is.
	Insensitive Role = "insensitive"
	// FreeText is dropped unless a Redact is given.
	FreeText Role = "freetext"
	// Subject says which rows are of one person; it is removed.
	Subject Role = "subject"
)

// Attribute is what is known of a column.
type Attribute struct {
	Role Role
	// Hierarchy of a quasi-identifier; nil means [hierarchy.Automatic].
	Hierarchy *hierarchy.Hierarchy
	// Categorical measures a column of numbers as categories (codes such as ZIP).
	Categorical bool
}

// Classifier proposes a role from a column's name and samples; ok is false when it has no opinion.
// Detectors of personal data come in through it.
type Classifier func(name string, samples []string) (r Role, ok bool)

// Proposal is what [Infer] thinks of a column.
type Proposal struct {
	Column   string
	Role     Role
	Distinct int
	Reason   string
}

// nameHints are words of column names, in English, German, French, Spanish, Italian, Dutch and Portuguese.
var nameHints = []struct {
	role  Role
	words []string
}{
	{Subject, []string{"subject", "customer_id", "user_id", "patient_id", "person_id"}},
	{Identifier, []string{"name", "email", "mail", "phone", "mobile", "ssn", "passport", "iban", "account", "address", "street", "username", "login"}},
	{Quasi, []string{"age", "birth", "birthdate", "birthday", "birthplace", "dob", "sex", "gender", "zip", "postcode", "postal", "city", "town", "region", "state", "province", "county", "country", "race",
		"ethnic", "marital", "education", "occupation", "job", "profession", "workclass", "employer", "nationality", "language", "date",
		"alter", "geschlecht", "geburt", "plz", "postleitzahl", "ort", "wohnort", "stadt", "bundesland", "landkreis", "beruf", "familienstand", "nationalität",
		"staatsangehörigkeit", "schulabschluss", "bildung", "datum",
		"âge", "sexe", "naissance", "ville", "région", "département", "métier", "nationalité", "civil", "études",
		"edad", "sexo", "género", "nacimiento", "ciudad", "provincia", "ocupación", "profesión", "nacionalidad", "estado", "fecha",
		"età", "sesso", "nascita", "città", "cap", "regione", "professione", "nazionalità",
		"leeftijd", "geslacht", "geboorte", "woonplaats", "provincie", "beroep", "opleiding", "nationaliteit",
		"idade", "nascimento", "cidade", "profissão", "nacionalidade"}},
	{Sensitive, []string{"diagnosis", "disease", "salary", "income", "religion", "health", "treatment", "medication", "verdict", "score",
		"diagnose", "krankheit", "erkrankung", "gehalt", "einkommen", "lohn", "konfession", "behandlung",
		"diagnostic", "maladie", "salaire", "revenu", "traitement",
		"diagnóstico", "enfermedad", "salario", "ingresos", "religión",
		"diagnosi", "malattia", "stipendio", "reddito", "religione",
		"ziekte", "salaris", "inkomen", "godsdienst",
		"doença", "salário", "renda", "religião"}},
	{FreeText, []string{"note", "notes", "comment", "comments", "description", "message", "text", "remarks"}},
}

// Infer proposes a role for every column: by the classifier, by its name, then by its values (a
// different value in nearly every row is an identifier, long texts and JSON objects are free text). It is a proposal to
// be read by a person.
func Infer(t *Table, classify Classifier) []Proposal {
	var out []Proposal
	for _, c := range t.Columns {
		p := Proposal{Column: c.Name, Role: Insensitive, Distinct: len(c.Values), Reason: "nothing speaks for another role"}
		samples := c.Values[:min(len(c.Values), 200)]
		if classify != nil {
			if r, ok := classify(c.Name, samples); ok {
				p.Role, p.Reason = r, "classifier"
				out = append(out, p)
				continue
			}
		}
		if slices.ContainsFunc(samples, nested) {
			p.Role, p.Reason = FreeText, "values are objects or lists, which may hold anything"
		} else if r, word := hint(c.Name); word != "" {
			p.Role, p.Reason = r, "name contains \""+word+"\""
		} else if words := meanWords(samples); words > 5 {
			p.Role, p.Reason = FreeText, "values are texts of several words"
		} else if _, num := hierarchy.Number(samples[0]); (!num || numbered(c.Name)) && len(c.Values)*10 > t.Rows*9 && t.Rows > 20 {
			p.Role, p.Reason = Identifier, "nearly every row has its own value"
		} else if len(c.Values) > 1 && len(c.Values)*20 < t.Rows {
			p.Role, p.Reason = Quasi, "few values, may be known from elsewhere"
		}
		out = append(out, p)
	}
	return out
}

// hint is what words of a column's name say: "home_town", "ZipCode"; long ones of what is not removed for it also within a
// word, "Geburtsdatum".
func hint(name string) (Role, string) {
	low := strings.ToLower(name)
	parts := nameWords(name)
	for _, h := range nameHints {
		for _, w := range h.words {
			long := len(w) > 5 && (h.role == Quasi || h.role == Sensitive)
			if low == w || slices.ContainsFunc(parts, func(p string) bool { return p == w || long && strings.HasPrefix(p, w) }) {
				return h.role, w
			}
		}
	}
	return "", ""
}

// nameWords are the words of a column's name in lower case.
func nameWords(name string) []string {
	var b strings.Builder
	last := ' '
	for _, r := range name {
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
		last = r
	}
	return strings.FieldsFunc(b.String(), func(r rune) bool { return !unicode.IsLetter(r) })
}

// numbered reports a column whose name says that it numbers what it lists: "emp_id", "CustomerID", "Kunden-Nr", "tax_no".
func numbered(name string) bool {
	low := strings.ToLower(name)
	if strings.HasSuffix(name, "ID") || strings.HasSuffix(name, "Id") || strings.HasSuffix(low, "nummer") || strings.HasSuffix(low, "number") {
		return true
	}
	return slices.ContainsFunc(nameWords(low), func(p string) bool {
		return slices.Contains([]string{"id", "no", "nr", "num", "key", "code", "ref", "uid", "uuid", "guid", "pk", "ssn", "nin", "mrn", "tin", "tax", "card"}, p)
	})
}

// nested reports a JSON object or list.
func nested(v string) bool {
	return (strings.HasPrefix(v, "{") || strings.HasPrefix(v, "[")) && json.Valid([]byte(v))
}

func meanWords(v []string) int {
	n := 0
	for _, s := range v {
		n += strings.Count(s, " ") + 1
	}
	return n / max(1, len(v))
}
