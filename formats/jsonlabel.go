package formats

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
)

// Bounds of the objects that are looked at for what names their value.
const (
	maxNamed      = 2 << 10 // bytes
	maxNamedDepth = 4       // open brackets
	maxValueName  = 48      // bytes of the name
)

// valueKeys are the members that hold what another member of their object, or the key of the object, names.
var valueKeys = sync.OnceValue(func() map[string]bool { return words("value result answer response text a stringValue intValue") })

// plainTypes say how a value is written and not what it is.
var plainTypes = sync.OnceValue(func() map[string]bool {
	return words("string text textarea number integer float boolean bool date datetime object array list enum select radio checkbox input literal uri")
})

// jsonOpen is an open bracket.
type jsonOpen struct {
	at     int
	name   string // of the member that it is, or lies in
	list   bool
	listed bool // in a list

	called [3]calledValue // for the members "a", "text" and others
}

// maxAccount is how far in an object of an account what tells one may stand, in bytes.
const maxAccount = 384

// ofAccount reports whether the object that b begins with is a user's in an export of Slack or Discord, whose "name" is that of the account.
func ofAccount(b []byte) bool {
	b = b[:min(len(b), maxAccount)]
	if k := bytes.IndexByte(b, '}'); k >= 0 {
		b = b[:k]
	}
	return bytes.Contains(b, []byte(`"real_name":`)) || bytes.Contains(b, []byte(`"discriminator":`))
}

// ofPerson reports whether the object that b begins with is a person's by its type, as in JSON-LD: {"@type": "Person", "name": "…"}.
func ofPerson(b []byte) bool {
	b = bytes.TrimLeft(b[:min(len(b), maxAccount)], "{ \t\r\n")
	key, rest, _ := bytes.Cut(b, []byte(":"))
	value := bytes.TrimLeft(rest, " \t\r\n")
	return string(key) == `"@type"` && bytes.HasPrefix(value, []byte(`"Person"`))
}

// calledValue is what the members of an object call its value.
type calledValue struct {
	known bool
	said  bool // one of them tells who says it
	name  string
}

func openBracket(c byte, at int, label string, opened []jsonOpen) jsonOpen {
	o := jsonOpen{at: at, name: label, list: c == '['}
	if n := len(opened); n > 0 && opened[n-1].list {
		o.name, o.listed = opened[n-1].name, true
	}
	return o
}

// memberLabel returns the label of the member key of the object that b begins with: for a value, what its other members call it, in lists of
// fields ({"name": "dateOfBirth", "value": "…"}), of questions ({"question": "Date of birth", "answer": "…"}) and in FHIR's identifiers, whose
// system is a URL and whose type has a text or a code; else the name of the object itself.
func (r *record) memberLabel(key string, b []byte, in *jsonOpen) string {
	switch {
	case key == "name" && ofAccount(b):
		return "username"
	case key == "name" && ofPerson(b):
		return "full name"
	case !valueKeys()[key]:
		return key
	}
	called := &in.called[2]
	switch key {
	case "a":
		called = &in.called[0]
	case "text":
		called = &in.called[1]
	}
	if !called.known { // once, however many values the object has
		*called = r.callsValue(key, b)
	}
	switch {
	case called.said && key != "value":
		return key
	case called.name != "":
		return called.name
	case in.name == "" || key == "a" || key == "text" && in.listed || !isPlainKey(in.name):
		return key
	}
	return in.name
}

// callsValue looks for what the members of the object that b begins with call its member key.
func (r *record) callsValue(key string, b []byte) (called calledValue) {
	called.known = true
	var names [9][]byte
	eachValue(b[:min(len(b), maxNamed)], maxNamedDepth, func(depth int, k string, v []byte, quoted bool) bool {
		called.said = called.said || depth == 1 && (k == "role" || k == "speaker")
		rank := -1
		switch {
		case !quoted || len(v) == 0:
		case depth == 1 && (k == "question" || k == "q"):
			rank, v = 0, asked(v)
		case key == "a":
		case depth == 1 && (k == "key" || k == "label" || k == "field" || k == "data_collection_id" || k == "name" && key != "text"):
			rank, v = 1, asked(v)
		case key == "text":
		case depth == 1 && k == "title":
			rank, v = 2, asked(v)
		case depth == 2 && k == "text":
			rank, v = 3, asked(v)
		case depth == 1 && k == "code":
			rank = 4
		case depth == 4 && k == "code":
			rank = 5
		case depth == 1 && k == "system":
			rank, v = 6, v[bytes.LastIndexAny(v, "/#:")+1:]
		case depth == 1 && k == "type" && !plainTypes()[string(v)]:
			rank = 7
		case depth == 1 && k == "id" && !bytes.ContainsAny(v, "0123456789"):
			rank = 8
		}
		if rank >= 0 && names[rank] == nil && isValueName(v) {
			names[rank] = v
		}
		return true
	})
	for _, name := range names {
		if name != nil {
			called.name = r.name(name)
			break
		}
	}
	return called
}

// asked returns what a question or the label of a form asks for: "date of birth" of "What is your date of birth?".
func asked(v []byte) []byte {
	v = v[:min(len(v), maxQuestion)]
	return bytes.TrimRight(v[len(askedWith().Find(v)):], " ?:*.")
}

const maxQuestion = 96 // bytes

var askedWith = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:please |bitte )?(?:(?:what(?:['’]s| is| was| are)|enter|provide|confirm|state|give(?: us)?|tell us|type(?: in)?|wie (?:lautet|ist)|was ist|geben sie|quelle? est|cu[aá]l es)\s+)?` +
		`(?:(?:the|your|my|(?:the )?(?:patient|caller|customer|client|user)(?:['’]s)?|ihre?n?|dein[e]?|votre|su)\s+)?`)
})

// isValueName reports whether v may be the name of a field: a few words.
func isValueName(v []byte) bool {
	for _, c := range v {
		if !isLetter(c) && c < 0x80 && (c < '0' || c > '9') && strings.IndexByte("_-. $", c) < 0 {
			return false
		}
	}
	return len(v) > 0 && len(v) <= maxValueName
}

// annotations are names behind an "@" that JSON-LD, logs and programs that turn XML into JSON define.
var annotations = sync.OnceValue(func() map[string]bool {
	return words("base container context direction graph id import included index json language list nest none prefix propagate protected reverse set type value version vocab " +
		"timestamp metadata message fields source tags attributes name xmlns lang href rel class title currency code unit key encoding status count nextlink deltalink removed")
})

// odata are the annotations of OData behind the name of a property: "owner@odata.bind".
var odata = sync.OnceValue(func() map[string]bool {
	return words("type context bind navigationlink associationlink id count nextlink deltalink etag mediareadlink mediaeditlink mediacontenttype mediaetag editlink readlink metadataetag removed delta")
})

// isAnnotation tells keys with an "@" that a standard defines from addresses and from the names of accounts.
func isAnnotation(key string) bool {
	of, name, found := strings.Cut(strings.ToLower(key), "@")
	if !found || !isPlainKey(of) || !isPlainKey(name) {
		return false
	}
	if of == "" && annotations()[name] {
		return true
	}
	space, rest, _ := strings.Cut(name, ".")
	switch space {
	case "odata":
		return odata()[rest] || strings.HasPrefix(rest, "community.")
	case "microsoft":
		return of == "" || strings.HasPrefix(rest, "dynamics.")
	case "search":
		return of == ""
	}
	return false
}
