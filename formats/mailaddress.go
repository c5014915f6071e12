package formats

import (
	"bytes"
	"sort"

	"github.com/lethe-pii/lethe/pii"
)

// redactedDomain is the domain of the addresses that stand in headers for addresses taken out (RFC 2606 section 2).
const redactedDomain = "redacted.invalid"

// addressed returns what is written for the edit e of text in the header field, so that mail programs still read it: where an address of a header of addresses or
// identifiers gives way to what is none, an address, "[EMAIL]"@redacted.invalid; in the place of a name a string in quotation marks. What stands in
// quotation marks, remarks and encoded words is written there.
func addressed(e pii.Edit, text []byte, field string) []byte {
	ofPeople := wordKind(field) == mailPhrase
	if len(e.New) == 0 || !identifying(field) && !ofPeople {
		return e.New
	}
	line := text[bytes.LastIndexByte(text[:e.Start], '\n')+1 : e.Start]
	rest := text[e.End:]
	if bytes.Count(line, []byte{'"'})%2 > 0 || bytes.LastIndexByte(line, '(') > bytes.LastIndexByte(line, ')') {
		return e.New
	}
	angle := bytes.HasSuffix(line, []byte("<")) && bytes.HasPrefix(rest, []byte(">"))
	line, rest = bytes.TrimRight(line, " \t"), bytes.TrimLeft(rest, " \t")
	begins := len(line) == 0 || bytes.IndexByte([]byte(",;:"), line[len(line)-1]) >= 0
	ends := len(rest) == 0 || bytes.IndexByte([]byte(",;\r\n("), rest[0]) >= 0
	switch isAddress := bytes.IndexByte(text[e.Start:e.End], '@') >= 0; {
	case isAddress && bytes.IndexByte(e.New, '@') >= 0:
	case isAddress && !ofPeople && angle:
		return append(bytes.Map(idRune, e.New), "@"+redactedDomain...)
	case isAddress && ofPeople && (angle || begins && ends):
		return append(asWord(e.New), "@"+redactedDomain...)
	case !isAddress && ofPeople && (e.Start == 0 || !isWordByte(text[e.Start-1])) && (int(e.End) == len(text) || !isWordByte(text[e.End])):
		return asWord(e.New)
	}
	return e.New
}

// asWord returns s as one word of a header (RFC 5322 section 3.2.5), in quotation marks where it needs them.
func asWord(s []byte) []byte {
	if !bytes.ContainsFunc(s, func(c rune) bool { return c < 0x80 && !isWordByte(byte(c)) && c != '-' && c != ' ' }) {
		return bytes.Clone(s)
	}
	out := append(make([]byte, 0, len(s)+len(redactedDomain)+3), '"')
	for _, c := range s {
		if c != '"' && c != '\\' {
			out = append(out, c)
		}
	}
	return append(out, '"')
}

// idRune drops what an identifier of a message has only in quotation marks, which few programs read.
func idRune(c rune) rune {
	if c < 0x80 && !isWordByte(byte(c)) && c != '-' {
		return -1
	}
	return c
}

// encodedAt reports whether position at of the text is in an encoded word.
func (r *record) encodedAt(at int64) bool {
	i := sort.Search(len(r.cells), func(i int) bool { return r.cells[i].textEnd > int(at) })
	return i < len(r.cells) && (r.cells[i].kind == mailPhrase || r.cells[i].kind == mailWords)
}
