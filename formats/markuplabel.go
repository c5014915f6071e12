package formats

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// maxLabelled is the longest text that its element's name is a label of, in bytes.
const maxLabelled = 160

// proseElements hold a text that is read by people and not a value, in the dialects of XML that write documents.
var proseElements = sync.OnceValue(func() map[string]bool {
	return words("para simpara text title subtitle abstract summary content body head heading header caption line item entry term phrase seg quote note comment message " +
		"description desc field property attribute data param parameter column string value source target span div label option cell verse emphasis footnote sentence paragraph article section")
})

// holders are elements that hold what the element around them is: <ssn><value>…</value></ssn>.
var holders = sync.OnceValue(func() map[string]bool { return words("value val string text data content literal item") })

// labelledElement is an element around others, whose name or key is the label of a holder among them.
type labelledElement struct{ tag, label string }

// ownLabel returns the label that an element's name is, as it stands in its tag, empty if it is none.
func ownLabel(tag []byte) string {
	label := string(tag[bytes.LastIndexByte(tag, ':')+1:])
	if len(label) < 3 || !isPlainKey(label) || proseElements()[strings.ToLower(label)] {
		return ""
	}
	return label
}

// element labels what the XML element holds whose start tag is raw[start:i] and whose attributes were put aside from the first on. The label is the
// key by which the tag names it, <entry key="dateOfBirth">, the element's name, or that of the element around it. It is that of an attribute "value", and stands before
// a text as in a form: "dateOfBirth: ". It returns the element if others may take its label, else around.
func (r *record) element(around labelledElement, start, i, end, first int) labelledElement {
	tag := r.raw[start+1 : i]
	tag = tag[:max(0, bytes.IndexAny(tag, " \t\r\n>/"))]
	name := strings.ToLower(string(tag))
	if name == "system" {
		if label := r.systemName(first); label != "" {
			return labelledElement{around.tag, label}
		}
	}
	label := r.attributeKey(first, keyAttributes[:])
	if label == "" {
		label = ownLabel(tag)
	}
	if label == "" {
		label = r.attributeKey(first, weakAttributes[:])
	}
	if label == "" && holders()[name[strings.LastIndexByte(name, ':')+1:]] {
		label = around.label
	}
	if label == "" {
		return around
	}
	r.labelValue(first, label)
	if i < end && r.raw[i-2] != '/' && next(r.raw[:end], i) == '<' && !bytes.HasPrefix(bytes.TrimLeft(r.raw[i:min(end, i+maxLabelled)], " \t\r\n"), []byte("<!")) {
		return labelledElement{name, label}
	}
	r.labelText(label, tag, i, end)
	return around
}

// labelText lets a label stand before the text from i on, if that is short and all of the element with the given tag.
func (r *record) labelText(label string, tag []byte, i, end int) {
	b := r.raw[i:min(end, i+maxLabelled+len(cdataEnd)+len("</")+len(tag))]
	text, rest, found := bytes.Cut(b, []byte("<"))
	if island, is := bytes.CutPrefix(rest, []byte(cdata[1:])); is && len(bytes.TrimSpace(text)) == 0 {
		if text, rest, found = bytes.Cut(island, []byte(cdataEnd)); found {
			rest, found = bytes.CutPrefix(bytes.TrimSpace(rest), []byte("<"))
		}
	}
	text = bytes.TrimSpace(text)
	if found && len(text) > 0 && len(text) <= maxLabelled && bytes.IndexByte(text, '\n') < 0 && len(rest) > len(tag) && rest[0] == '/' && bytes.HasPrefix(rest[1:], tag) {
		r.begun = append(append(r.begun[:0], label...), ": "...)
	}
}

// systemName returns what the system of an identifier or contact is called, which FHIR writes before the value:
// <system value="https://fhir.nhs.uk/Id/nhs-number"/><value value="…"/>.
func (r *record) systemName(first int) string {
	for _, a := range r.asides[first:] {
		if v := r.raw[a.from:a.to]; a.label == "value" {
			if v = v[bytes.LastIndexAny(v, "/#:")+1:]; isValueName(v) {
				return string(v)
			}
		}
	}
	return ""
}

// keyAttributes say what the value of their element is, the first two also in HTML; weakAttributes do if the element's name says nothing.
var (
	keyAttributes  = [...]string{"key", "name", "label", "field", "question"}
	weakAttributes = [...]string{"type", "id"}
)

// attributeKey returns what the attributes that were put aside from the first on say the value of their element is: <entry key="phone">, <input
// name="phone" value="…">. The first of names that has a value counts.
func (r *record) attributeKey(first int, names []string) (key string) {
	best := len(names)
	for _, a := range r.asides[first:] {
		v := r.raw[a.from:a.to]
		if k := slices.Index(names[:best], a.label); k >= 0 && a.kind == markupAttr && len(v) < maxLabelled && isPlainKey(string(v)) &&
			!plainTypes()[string(v)] && (a.label != "id" || !bytes.ContainsAny(v, "0123456789")) {
			best, key = k, string(v)
		}
	}
	return key
}

// labelValue gives a value among the attributes that were put aside from the first on its label.
func (r *record) labelValue(first int, label string) {
	for k := first; k < len(r.asides) && label != ""; k++ {
		if a := &r.asides[k]; a.kind == markupAttr && (a.label == "value" || a.label == "content" || a.label == "val") {
			a.label = label
		}
	}
}

// property returns what an element of HTML says that its text is, by microdata (itemprop="telephone") or a microformat (class="p-given-name", hCard's
// class="given-name"); empty if it says nothing.
func property(tag []byte) string {
	v := itemprop().FindSubmatch(tag)
	if v == nil {
		return ""
	}
	return string(v[1]) + string(v[2])
}

var itemprop = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\s(?:itemprop\s*=\s*["']?([a-z]{3,32})["'\s>]|class\s*=\s*["']?(?:[^"'>]*\s)?` +
		`(?:(?:p|dt)-)?(given-name|family-name|additional-name|nickname|bday|tel|street-address|postal-code|adr|identifier)["'\s>])`)
})

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
