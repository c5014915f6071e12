package formats

import (
	"bytes"
	"strings"
	"sync"
)

// maxLabelled is the longest text that its element's name is a label of, in bytes.
const maxLabelled = 160

// proseElements hold a text that is read by people and not a value, in the dialects of XML that write documents.
var proseElements = sync.OnceValue(func() map[string]bool {
	return words("para simpara text title subtitle abstract summary content body head heading header caption line item entry term phrase seg quote note comment message " +
		"description desc string value source target span div label option cell verse emphasis footnote sentence paragraph article section")
})

// elementLabel writes a label before the text of the XML element whose start tag is raw[start:i], as a form does: "dateOfBirth: ". The label is
// the element's name, or key, by which the tag names it: <entry key="dateOfBirth">. The element must hold one short line and no other, as
// records of people do; running text stays as it is.
func (r *record) elementLabel(start, i, end int, key string) {
	tag := r.raw[start+1 : i]
	tag = tag[:max(0, bytes.IndexAny(tag, " \t\r\n>/"))]
	label := key
	if label == "" {
		label = string(tag[bytes.LastIndexByte(tag, ':')+1:])
		if len(label) < 3 || !isPlainKey(label) || proseElements()[strings.ToLower(label)] {
			return
		}
	}
	b := r.raw[i:min(end, i+maxLabelled+len(cdataEnd)+len("</")+len(tag))]
	text, rest, found := bytes.Cut(b, []byte("<"))
	if island, is := bytes.CutPrefix(rest, []byte(cdata[1:])); is && len(bytes.TrimSpace(text)) == 0 {
		if text, rest, found = bytes.Cut(island, []byte(cdataEnd)); found {
			rest, found = bytes.CutPrefix(bytes.TrimSpace(rest), []byte("<"))
		}
	}
	text = bytes.TrimSpace(text)
	if !found || len(text) == 0 || len(text) > maxLabelled || bytes.IndexByte(text, '\n') >= 0 || len(rest) <= len(tag) || rest[0] != '/' || !bytes.HasPrefix(rest[1:], tag) {
		return
	}
	r.text = append(append(r.text, label...), ": "...)
}

// valueKey returns what the attributes that were put aside from the first on say the value of their element is, and labels a value among them
// with it: <entry key="phone">, <input name="phone" value="…">.
func (r *record) valueKey(first int) (key string) {
	for _, a := range r.asides[first:] {
		if v := r.raw[a.from:a.to]; (a.label == "key" || a.label == "name" && key == "") && a.kind == markupAttr && len(v) < maxLabelled && isPlainKey(string(v)) {
			key = string(v)
		}
	}
	for k := first; k < len(r.asides) && key != ""; k++ {
		if a := &r.asides[k]; a.kind == markupAttr && (a.label == "value" || a.label == "content") {
			a.label = key
		}
	}
	return key
}

// controlName returns the name that the attributes which were put aside from the first on give a content control of a document.
func (r *record) controlName(first int) string {
	for _, a := range r.asides[first:] {
		if v := r.raw[a.from:a.to]; isValueName(v) {
			return string(v)
		}
	}
	return ""
}

const (
	cdata    = "<![CDATA["
	cdataEnd = "]]>"
)
