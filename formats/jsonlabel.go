package formats

import (
	"bytes"
	"strings"
	"sync"
)

// Bounds of the objects that are looked at for what names their value.
const (
	maxNamed      = 2 << 10 // bytes
	maxNamedDepth = 4       // open brackets
	maxValueName  = 48      // bytes of the name
)

// valueLabel returns the label of the member "value" of the object that b begins with: what its other members call it, in lists of fields
// ({"name": "dateOfBirth", "value": "…"}) and in FHIR's identifiers, whose system is a URL and whose type has a text or a code.
func valueLabel(b []byte) string {
	var names [6][]byte
	eachValue(b[:min(len(b), maxNamed)], maxNamedDepth, func(depth int, key string, v []byte, quoted bool) bool {
		rank := -1
		switch {
		case !quoted || len(v) == 0:
		case depth == 1 && (key == "name" || key == "key" || key == "label" || key == "field"):
			rank = 0
		case depth == 2 && key == "text":
			rank = 1
		case depth == 1 && key == "code":
			rank = 2
		case depth == 4 && key == "code":
			rank = 3
		case depth == 1 && key == "system":
			rank, v = 4, v[bytes.LastIndexAny(v, "/#:")+1:]
		case depth == 1 && key == "type":
			rank = 5
		}
		if rank >= 0 && names[rank] == nil && isValueName(v) {
			names[rank] = v
		}
		return true
	})
	for _, name := range names {
		if name != nil {
			return string(name)
		}
	}
	return "value"
}

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
