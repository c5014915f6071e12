package formats

import (
	"bytes"
	"io"
	"path"
	"strings"

	"github.com/lethe-pii/lethe/pii"
)

// DOCX is the format of word processors (ECMA-376): body, tables, headers, footers, notes, comments, tracked changes, text boxes,
// links, properties, document variables and alternative texts, edited in place. A value that is spread over several runs is found
// and replaced in the first. Images and embedded files are named as not read.
func DOCX() Format {
	return Format{Name: "docx", Extensions: []string{".docx", ".docm"}, Binary: true, Open: func(r io.Reader, w io.Writer) Codec {
		return &officeCodec{r: r, w: w, main: "word/document.xml", decode: decodeDOCX, encode: func(*record) func(dst, s []byte, c cell) []byte { return escapeMarkup }}
	}}
}

func decodeDOCX(r *record, parts []officePart) error {
	rules, custom, settings := docxRules(), customRules(), settingsRules()
	for _, p := range parts {
		r.mark(pii.MarkPage, "")
		switch {
		case path.Base(p.name) == "settings.xml":
			r.part(p, settings)
		case isSettings(p.name):
		case isCustomXML(p.name):
			r.part(p, custom)
		default:
			from := len(r.text)
			if r.part(p, rules); p.name == "word/document.xml" {
				r.sections(from)
			}
		}
	}
	return nil
}

// part adds a part of markup as a paragraph of its own. Among the core properties (ECMA-376 part 2) who wrote the document is a field.
func (r *record) part(p officePart, rules markupRules) {
	at := p.from
	if p.name == "docProps/core.xml" {
		for t := range tags(r.raw, p.from, p.to) {
			if t.empty || t.name != "creator" && t.name != "lastmodifiedby" {
				continue
			}
			cut, label := t.end, "author"
			if t.closes {
				cut, label = t.start, ""
			}
			r.markup(at, cut, rules)
			r.gap('\n')
			r.mark(pii.MarkField, label)
			at = cut
		}
	}
	r.markup(at, p.to, rules)
	r.gap('\n')
}

// isSettings tells parts that hold no text of anybody: styles, fonts, themes, content types.
func isSettings(name string) bool {
	switch path.Base(name) {
	case "styles.xml", "stylesWithEffects.xml", "fontTable.xml", "webSettings.xml", "theme1.xml", "[Content_Types].xml":
		return true
	}
	return name == "_rels/.rels"
}

// isCustomXML tells data that users keep in a document.
func isCustomXML(name string) bool {
	name = strings.ToLower(name)
	return strings.HasPrefix(name, "customxml/") && path.Ext(name) == ".xml" && !strings.HasPrefix(path.Base(name), "itemprops")
}

// customRules read data as XML, without the style of citations that Word writes into every document with sources.
func customRules() markupRules {
	rules := xmlRules()
	attr := rules.attr
	rules.attr = func(tag, n string, v []byte) bool {
		return (tag != "b:sources" || n != "stylename" && n != "selectedstyle" || telling(v)) && attr(tag, n, v)
	}
	return rules
}

// docxRules divide WordprocessingML: runs and their properties do not end a word, paragraphs, cells and breaks do.
func docxRules() markupRules {
	inline := words("w:del w:deltext w:softhyphen w:footnotereference w:endnotereference w:footnoteref w:endnoteref w:annotationref w:rprchange w:dstrike w:vanish w:webhidden w:position w:w " +
		"w:fittext w:em w:effect w:bdr w:rtl w:cs w:snaptogrid w:emboss w:imprint w:outline w:shadow w:specvanish w:omath w:customxml w:customxmlpr w:smarttagpr w:attr w:instrtext " +
		"w:dir w:bdo w:alias w:tag w:id w:showingplchdr w:placeholder w:docpart w:databinding w:text w:customxmlinsrangestart w:customxmlinsrangeend m:r m:rpr m:t m:omath m:sty " +
		"w:r w:rpr w:t w:hyperlink w:ins w:prooferr w:bookmarkstart w:bookmarkend w:smarttag w:sdt w:sdtcontent w:sdtpr " +
		"w:rfonts w:b w:bcs w:i w:ics w:u w:color w:sz w:szcs w:lang w:rstyle w:highlight w:noproof w:lastrenderedpagebreak w:commentrangestart w:commentrangeend " +
		"w:commentreference w:shd w:vertalign w:strike w:caps w:smallcaps w:kern w:spacing w:permstart w:permend a:r a:rpr a:t w:movefrom w:moveto")
	attrs := words("target descr title name w:tooltip w:author w:initials w:instr alt o:title href string w:anchor w:displaytext w:value w:lastvalue w:xpath w:fulldate w15:author w15:userid w15:providerid")
	values := words("w:alias w:tag w:default w:statustext w:helptext w:attr w:lvltext w:name")
	return markupRules{
		inline: func(t string) bool { return inline[t] },
		gone:   [2]string{"w:del", "w:deltext"},
		shown:  map[string]string{"w:nobreakhyphen": "-", "w:softhyphen": ""},
		table:  tableTags{table: "w:tbl", row: "w:tr", cells: words("w:tc")},
		attr: func(tag, n string, v []byte) bool {
			return attrs[n] || n == "w:name" && tag == "w:bookmarkstart" || n == "w:val" && values[tag] || bytes.IndexByte(v, '@') >= 0
		},
	}
}

// settingsRules reads what users put among the settings: document variables, where letters take addresses from, and who may edit.
func settingsRules() markupRules {
	merge := words("w:docvar w:connectstring w:query w:mailsubject w:addressfieldname w:udl w:mappedname w:odso w:table")
	return markupRules{
		inline: func(string) bool { return false },
		attr: func(tag, n string, v []byte) bool {
			return (n == "w:val" || n == "w:name") && merge[tag] || n == "w:author" || bytes.IndexByte(v, '@') >= 0
		},
	}
}
