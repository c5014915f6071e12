package detectors

import (
	"bytes"
	"strings"
	"sync"

	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// NameField finds names of people as the values of keys, form labels, columns and directory attributes: `"last_name":"…"`, `sn=…`
// (RFC 4519), "Vorname: …". Keys that also name other things ("name", "owner", "contact") count only before two to four capitalised
// words; keys that name nothing else also before one, and keys of what somebody is ("patient", "client") before what is called like a person. "user=" counts before several words, "to=" and its kin before an address in "<>". A
// value ends before the next key, "Vorname: Ali Nachname: …", "name=Ali Yilmaz id=4". Refused are values with digits or signs,
// with small letters in cased text outside of columns, forms' pairs and keys that name nothing else, and placeholders. Cost: constant for each label.
func NameField() pii.Detector { return nameField{} }

type nameField struct{}

const (
	nameOnly   = iota // the key holds names of people
	nameMaybe         // the key holds names of anything
	namePeople        // the key says what a person is
	nameClient        // the key says what a person or a firm is
	nameKeyed         // the key holds accounts or names, and counts with "="
	nameMailed        // the key holds names with their addresses
	nameQuoted        // the key of a record holds names, and counts with quotation marks or in a form's pair
)

func (nameField) Spec() pii.Spec {
	return pii.Spec{Name: "name_field", Types: []pii.Type{pii.Person}, Wants: []pii.Want{pii.OnLabel(), pii.OnBytes("<"), pii.OnWords(peopleFolders...)}, Labels: nameLabels()}
}

var (
	ruleNameField = &pii.Rule{Detector: "name_field", Name: "label"}
	rulePathName  = &pii.Rule{Detector: "name_field", Name: "path"}
	ruleMailbox   = &pii.Rule{Detector: "name_field", Name: "mailbox", Source: "RFC 5322 section 3.4"}

	placeholders = sync.OnceValue(func() *lex.Set {
		return lex.NewSet("null", "none", "nil", "unknown", "undefined", "string", "str", "text", "varchar", "true", "false", "test", "default", "required",
			"required", "optional", "the", "and", "of", "inc", "ltd", "llc", "gmbh", "ag", "corp", "company", "sa", "plc", "trust", "hospital", "bank", "university",
			"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "yes", "no", "na", "tbd", "name", "first", "last", "surname", "email", "phone", "date", "address", "team", "desk", "support",
			"department", "service", "services", "office", "group", "order", "total", "account", "abteilung", "équipe", "equipo",
			"sales", "billing", "press", "careers", "reception", "info", "hr", "vertrieb", "vente", "ventes", "ventas")
	})
)

func (nameField) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	for i := range at {
		a := &at[i]
		if a.Want == 1 {
			if start, end := mailbox(s, a.Start); end > 0 {
				dst = append(dst, s.Found(start, end, pii.Person, 0.9, ruleMailbox))
			}
			continue
		}
		if a.Want == 2 {
			if start, end := pathName(s, *a); end > 0 {
				dst = append(dst, s.Found(start, end, pii.Person, 0.8, rulePathName))
			}
			continue
		}
		kind := nameMaybe
		if a.ID < len(nameLabels().Labels()) {
			kind = nameLabels().Labels()[a.ID].ID
		}
		if kind == nameQuoted {
			if a.Value == 0 || a.End == len(s.Text) || (s.Text[a.Value-1] != '"' || s.Text[a.End] != '"') && !formPair(s.Text, *a) {
				continue
			}
			if kind = nameOnly; s.Text[a.End] == '=' {
				kind = nameQuoted
			}
		}
		if !s.MarkedLabel(*a) || speaks(s, *a) || ofThing(s, *a) || (kind == nameKeyed || kind == nameMailed) && (a.Start == a.End || s.Text[a.End] != '=') {
			continue
		}
		field := a.Start == a.End
		pair := !field && a.End < len(s.Text) && s.Text[a.End] == '='
		role := kind == namePeople || kind == nameClient
		start, end, words := nameValue(s, a.Value, kind == nameOnly && field || s.NoCase() && (field || pair || !role))
		if words == 0 && pair && (kind <= nameMaybe || kind == nameQuoted) && formPair(s.Text, *a) {
			if start, end, words = nameValue(s, a.Value, true); words > 0 && !names.Person(s.Tokens()[s.TokenAt(start):s.TokenAt(end)]) {
				continue
			}
		}
		if kind == nameMailed && !bytes.HasPrefix(s.Text[end:], []byte(" <")) {
			continue
		}
		if value := s.Tokens()[s.TokenAt(start):s.TokenAt(end)]; (kind == nameMaybe || kind == nameQuoted || role && !pair) && !likePerson(kind, value, field || start > a.Value) {
			continue
		}
		if field && words > 0 {
			if e := turned(s, end); e > end {
				end = e
				words++
			}
		}
		if words > 1 && words < 5 || words == 1 && (kind == nameOnly || kind == nameQuoted || kind == nameMailed || field && frenchSurname(s, *a, start, end)) {
			score := float32(0.85)
			if field && kind == nameOnly && words > 1 {
				score = 0.95 // nothing else stands there: "Castellane, Ondine"
			}
			dst = append(dst, labelled(s.Found(start, end, pii.Person, score, ruleNameField)))
		}
	}
	return dst
}

// frenchSurname reports a value in capitals under "Nom", as French forms write surnames.
func frenchSurname(s *pii.Segment, a pii.Anchor, start, end int) bool {
	v := s.Text[start:end]
	return nameLabels().Labels()[a.ID].Text == "nom" && len(v) > 3 && bytes.Equal(bytes.ToUpper(v), v) && names.Person(s.Tokens()[s.TokenAt(start):s.TokenAt(end)])
}

// likePerson reports whether the value of a key that may hold another reads as a person's name. sure says that the value is a field or stands behind
// a form of address.
func likePerson(kind int, value []pii.Token, sure bool) bool {
	if kind == nameClient || kind == namePeople && !sure {
		return names.Person(value)
	}
	return !names.Thing(value)
}

// things have names that are nobody's: APP_NAME, host-name, "company.name".
var things = sync.OnceValue(func() *lex.Set {
	return lex.NewSet("app", "application", "service", "server", "host", "file", "path", "dir", "folder", "product", "item", "company", "org", "organisation", "organization",
		"bucket", "table", "column", "field", "schema", "event", "db", "database", "class", "method", "function", "package", "module", "project", "repo", "repository",
		"branch", "image", "container", "pod", "cluster", "node", "namespace", "domain", "brand", "practice", "clinic", "school", "hotel", "store", "shop", "device",
		"model", "queue", "topic", "job", "task", "step", "rule", "env", "city", "street", "country", "region", "course", "tool", "template", "theme", "plugin", "team")
})

// ofThing reports the label "name" behind a word for a thing that "_", "-" or "." joins to it.
func ofThing(s *pii.Segment, a pii.Anchor) bool {
	if a.Start == 0 || a.Start == a.End || s.Text[a.Start-1] != '_' && s.Text[a.Start-1] != '-' && s.Text[a.Start-1] != '.' {
		return false
	}
	k := s.TokenAt(a.Start) - 1
	return k >= 0 && int(s.Tokens()[k].End) == a.Start-1 && things().Has(s.Tokens()[k].Hash)
}

// speaks reports a label that is the speaker of one of several turns: "Caller: two oh nine". Lines with a time before the speaker may
// be a field each.
func speaks(s *pii.Segment, a pii.Anchor) bool {
	i := s.TurnAt(a.Start)
	if i < 0 || len(s.Turns()) < 2 {
		return false
	}
	t := s.Turns()[i]
	return t.SpeakerStart == a.Start && t.SpeakerEnd == a.End && s.Text[t.Start] != '['
}

// nameValue reads a whole value of capitalised words at p and counts them, in any case if small; 0 words if it is no name.
func nameValue(s *pii.Segment, p int, small bool) (start, end, words int) {
	b, ts := s.Text, s.Tokens()
	k := s.TokenAt(p)
	for k+1 < len(ts) && int(ts[k].Start) == p && formsOfAddress().Has(ts[k].Hash) { // "Herr Lütjens"
		gap := b[ts[k].End:ts[k+1].Start]
		if string(gap) != " " && string(gap) != ". " {
			break
		}
		k++
		p = int(ts[k].Start)
	}
	if k == len(ts) || int(ts[k].Start) != p {
		return 0, 0, 0
	}
	end = p
	before := p // end of the value without its last word
	keyed := false
	for ; k < len(ts) && end-p < 60; k++ {
		t := ts[k]
		if int(t.Start) > end && !nameGap(b[end:t.Start]) {
			break
		}
		if words > 0 && b[t.Start-1] == ' ' {
			if keyed = nextKey(s, k); keyed {
				if keyJoins().Has(ts[k].Hash) {
					end, words = before, words-1 // "Né le :"
				}
				break
			}
		}
		if t.Flags&lex.HasDigit != 0 || placeholders().Has(t.Hash) || t.Flags&lex.FirstUpper == 0 && !small {
			return 0, 0, 0
		}
		if int(t.Start) == end || b[t.Start-1] == ' ' || b[t.Start-1] == '+' || words == 0 {
			words++
			before = end
		}
		end = int(t.End)
	}
	if keyed {
		return p, end, words
	}
	if end < len(b) && b[end] == '.' && end-p > 1 && lex.IsUpper(b[end-1]) {
		end++ // an initial at the end
	}
	if end < len(b) && b[end] != '\n' && b[end] != '\r' && b[end] != '"' && b[end] != '\'' && b[end] != ',' && b[end] != ';' && b[end] != '<' && b[end] != '|' &&
		b[end] != '}' && b[end] != ')' && b[end] != ']' && b[end] != '\t' && b[end] != '&' && b[end] != '\\' &&
		!(b[end] == ' ' && end+1 < len(b) && (b[end+1] == ' ' || b[end+1] == '<')) {
		return 0, 0, 0
	}
	return p, end, words
}

// turned returns the end of "Lee, Ann", a name with its surname first that is all of a field, whose surname ends at p; p if it is none.
func turned(s *pii.Segment, p int) int {
	if p+2 >= len(s.Text) || s.Text[p] != ',' || s.Text[p+1] != ' ' {
		return p
	}
	if _, end, words := nameValue(s, p+2, false); words > 0 && words < 4 && (end == len(s.Text) || s.Text[end] == '\n' || s.Text[end] == '"') {
		return end
	}
	return p
}

// maxArgument is how many bytes the argument of a key has at most: "CALLERID(num)=".
const maxArgument = 16

// nextKey reports whether the token k behind a word of a value belongs to the key of the next value: "Nachname:", "id=", "geboren am:", or
// the "le" of "Né le :".
func nextKey(s *pii.Segment, k int) bool {
	b, ts := s.Text, s.Tokens()
	upper := ts[k].Flags&lex.FirstUpper != 0
	blanks := 0
	for i := k; i < len(ts) && i < k+5; i++ {
		q := int(ts[i].End)
		if q < len(b) && (b[q] == '=' || b[q] == '(' && bytes.Contains(b[q:min(len(b), q+maxArgument)], []byte(")="))) && blanks == 0 {
			return true
		}
		if q < len(b) && b[q] == ' ' {
			q++
		}
		if q < len(b) && b[q] == ':' {
			switch {
			case blanks == 0, !upper && ts[k].Len() > 2:
				return true
			case upper && blanks == 2 && ts[k+1].Len() < 4 && ts[k+1].Flags&lex.FirstUpper == 0:
				return true // "Date of birth:"
			}
			l, ok := s.LabelBefore(nameLabels(), q+1)
			return ok && strings.Count(l.Text, " ") == blanks // "Given name:"
		}
		if i+1 == len(ts) {
			return false
		}
		switch string(b[ts[i].End:ts[i+1].Start]) {
		case " ":
			if blanks++; blanks > 2 {
				return false
			}
		case "_", "-", ".":
		default:
			return false
		}
	}
	return false
}

var keyJoins = sync.OnceValue(func() *lex.Set { return lex.NewSet("le", "la", "el", "am", "de", "du", "of", "in", "on", "à", "a") })

// formsOfAddress stand before a name and are no part of it.
var formsOfAddress = sync.OnceValue(func() *lex.Set {
	return lex.NewSet("mr", "mrs", "ms", "miss", "dr", "prof", "herr", "herrn", "frau", "mme", "mlle", "monsieur", "madame", "señor", "señora", "sr", "sra", "signor", "signora", "dott", "mevrouw", "meneer",
		"dhr", "mevr", "mw")
})

// nameGap reports whether b joins two words of one name.
func nameGap(b []byte) bool {
	switch string(b) {
	case " ", "-", "'", "’", ". ", ".", "+":
		return true
	}
	return false
}
