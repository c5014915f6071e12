package names

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

const (
	maxQueryKey  = 24 // bytes of a parameter's name
	maxQueryName = 64 // bytes of a parameter's value that can be a name
)

// What the parameters of a query string (RFC 3986, section 3.4) hold.
const (
	queryName   = 1 + iota // names of people
	querySearch            // anything, also names of people
)

var queryKeyTable lazy.Value[map[string]uint8]

func queryKeys() map[string]uint8 {
	return queryKeyTable.Get(func() map[string]uint8 {
		keys := map[string]uint8{}
		for _, k := range []string{"first_name", "firstname", "last_name", "lastname", "surname", "fullname", "full_name", "given_name", "family_name", "patient",
			"patient_name", "vorname", "nachname", "fname", "lname"} {
			keys[k] = queryName
		}
		for _, k := range []string{"name", "q", "query", "search", "s", "term", "keyword", "client", "customer", "contact", "user", "employee", "owner", "author", "to", "from"} {
			keys[k] = querySearch
		}
		return keys
	})
}

// queries appends the names that are parameters of query strings: "?q=Walter+Brandvold", "&last_name=Ekholm", "name=Ama%20Serwaa". What a
// parameter for anything holds must be two to four words with a known name among them.
func (r *reader) queries(dst []pii.Finding) []pii.Finding {
	b := r.s.Text
	for p := 0; p < len(b); p++ {
		k := bytes.IndexByte(b[p:], '=')
		if k < 0 {
			break
		}
		p += k
		key := p
		for key > 0 && p-key <= maxQueryKey && (b[key-1]|0x20-'a' < 26 || b[key-1] == '_') {
			key--
		}
		if key == 0 || key == p || b[key-1] != '?' && b[key-1] != '&' {
			continue
		}
		var low [maxQueryKey + 1]byte
		n := copy(low[:], b[key:p])
		for i := range low[:n] {
			if low[i] != '_' {
				low[i] |= 0x20
			}
		}
		kind := queryKeys()[string(low[:n])]
		if kind == 0 {
			continue
		}
		if end := r.queryName(p+1, kind); end > 0 && p+1 >= r.s.Lo && p+1 < r.s.Hi {
			dst = append(dst, r.s.Found(p+1, end, pii.Person, 0.8, ruleLabel))
		}
	}
	return dst
}

// queryName returns the end of the value at p if it is a name, 0 if not.
func (r *reader) queryName(p int, kind uint8) int {
	b := r.s.Text
	words, known, from := 0, false, p
	for i := p; ; {
		if i < len(b) && i-p < maxQueryName && (b[i]|0x20-'a' < 26 || b[i] >= 0x80 || b[i] == '\'' || b[i] == '-') {
			i++
			continue
		}
		if i == from || i-from > 30 {
			return 0
		}
		words++
		e := lexicon().Lookup(nametag.HashWord(string(b[from:i])))
		if e.Common() == 3 && e.First() < 3 || e.Common() > 0 && e.First()+e.Surname() == 0 {
			return 0
		}
		known = known || e.First() > 0 || e.Surname() > 1
		switch {
		case i < len(b) && b[i] == '+':
			i++
		case bytes.HasPrefix(b[i:], percentBlank):
			i += len(percentBlank)
		case i == len(b) || bytes.IndexByte(queryEnds, b[i]) >= 0:
			if words > maxNameWords || kind == querySearch && (words < 2 || !known) {
				return 0
			}
			return i
		default:
			return 0
		}
		from = i
	}
}

var (
	percentBlank = []byte("%20")
	queryEnds    = []byte(" &#\"'<>\n\r\t)],;")
)
