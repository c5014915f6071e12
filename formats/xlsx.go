package formats

import (
	"bytes"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/lethe-pii/lethe/pii"
)

// XLSX is the format of spreadsheets (ECMA-376), edited in place: a cell's label is its column's header, the first row with two or
// more texts. Read are shared and inline strings over their runs, numbers and dates as they are meant (a date is read as
// 2006-01-02), texts and sheet names in formulas and the results they left, sheet names, headers and footers, comments, links, text
// boxes, charts, filters, properties and what else is markup. A number or date that is replaced becomes a text. Images, macros and
// other files inside are named as not read.
func XLSX() Format {
	return Format{Name: "xlsx", Extensions: []string{".xlsx", ".xlsm"}, Binary: true, Open: func(r io.Reader, w io.Writer) Codec {
		return &officeCodec{r: r, w: w, main: "xl/workbook.xml", decode: decodeXLSX, encode: xlsxEncoder}
	}}
}

// Kinds of cells in spreadsheets, besides those of markup.
const (
	xlsxNumber    = iota + 20
	xlsxType      // before each number: the tag <c>, which says that it is one
	xlsxLiteral   // between double quotes in a formula
	xlsxSheetRef  // between single quotes in a formula
	xlsxConstant  // a number in a formula
	xlsxBareRef   // a sheet's name without quotes in a formula
	xlsxColumnRef // between brackets in a formula
	xlsxSheetName
	xlsxFooter // between the codes of a header or footer
)

// workbook is what the sheets share.
type workbook struct {
	r       *record
	strings []sharedString
	dates   dateStyles
}

// sharedString is an item of the string table: its runs, and the labels that it was shown under.
type sharedString struct {
	runs   []textRun
	shown  bool
	labels []string
}

// textRun is the content of a <t>; apart says that it is no part of the text before, but how that is said.
type textRun struct {
	from, to int
	apart    bool
}

// maxLabels is how many times a shared string is shown, each under another label.
const maxLabels = 8

func decodeXLSX(r *record, parts []officePart) error {
	b := &workbook{r: r}
	r.xstrings = true
	for _, p := range parts {
		switch p.name {
		case "xl/sharedStrings.xml":
			b.strings = sharedStrings(r.raw, p.from, p.to)
		case "xl/styles.xml":
			b.dates.styles(r.raw[p.from:p.to])
		case "xl/workbook.xml":
			b.dates.from1904 = bytes.Contains(r.raw[p.from:p.to], []byte(`date1904="1"`)) || bytes.Contains(r.raw[p.from:p.to], []byte(`date1904="true"`))
		}
	}
	rules, custom := xlsxRules(), xmlRules()
	for _, p := range parts {
		r.mark(pii.MarkPage, "")
		dir := path.Dir(p.name)
		if (dir == "xl" || dir == "xl/worksheets") && bytes.Contains(r.raw[p.from:p.to], []byte("<!")) {
			r.notRead("comments or CDATA")
		}
		switch {
		case p.name == "xl/sharedStrings.xml" || path.Base(p.name) == "calcChain.xml" || isSettings(p.name):
		case dir == "xl/worksheets" || dir == "xl/chartsheets" || dir == "xl/dialogsheets" || dir == "xl/macrosheets":
			b.sheet(p.from, p.to)
		case p.name == "xl/workbook.xml":
			b.names(p.from, p.to)
		case isCustomXML(p.name):
			r.part(p, custom)
		default:
			if dir == "xl/pivotCache" && longNumber(r.raw[p.from:p.to]) {
				r.notRead("numbers of a pivot table")
			}
			r.part(p, rules)
		}
		if len(r.text) > maxUnpacked {
			return ErrBomb
		}
	}
	r.mark(pii.MarkPage, "")
	for i := range b.strings {
		if !b.strings[i].shown { // by no cell, but it is in the file
			b.show(i)
		}
	}
	return nil
}

// longNumber tells a pivot cache that keeps numbers as long as those of people.
func longNumber(raw []byte) bool {
	for {
		k := bytes.Index(raw, []byte(`<n v="`))
		if k < 0 {
			return false
		}
		raw = raw[k+6:]
		n := 0
		for n < len(raw) && (raw[n] >= '0' && raw[n] <= '9' || raw[n] == '-') {
			n++
		}
		if n >= 7 {
			return true
		}
	}
}

// xlsxRules read all parts but sheets.
func xlsxRules() markupRules {
	inline := words("r rpr t b i u strike sz color rfont family charset scheme vertalign a:r a:rpr a:t a:latin a:ea a:cs a:solidfill a:srgbclr a:schemeclr " +
		"a:endpararpr font span ap:lpstr")
	attrs := words("target descr title display tooltip location prompt prompttitle error errortitle text caption username userid displayname author " +
		"lastauthor refreshedby connection command description alt o:title val sheet filterval comment creator userid providerid")
	return markupRules{
		inline: func(t string) bool { return inline[t] },
		attr: func(tag, n string, value []byte) bool {
			if bytes.IndexByte(value, '@') >= 0 {
				return true
			}
			switch n {
			case "v":
				return tag == "s"
			case "name":
				return tag == "tablecolumn" || tag == "cachefield" || tag == "property" || tag == "connection" || strings.HasSuffix(tag, ":cnvpr")
			case "val":
				return tag == "sheetname" || tag == "filter" || tag == "customfilter" || tag == "definedname"
			}
			return attrs[n]
		},
	}
}

// names adds the workbook's sheet names and defined names.
func (b *workbook) names(from, to int) {
	for t := range tags(b.r.raw, from, to) {
		switch {
		case t.name == "sheet":
			if v, ok := t.attr(b.r.raw, "name"); ok {
				b.r.mark(pii.MarkField, "sheet")
				b.r.entities(v[0], v[1], xlsxSheetName)
				b.r.gap('\n')
			}
		case t.name == "definedname" && !t.closes:
			for _, n := range []string{"comment", "description", "help"} {
				if v, ok := t.attr(b.r.raw, n); ok {
					b.r.mark(pii.MarkField, n)
					b.r.entities(v[0], v[1], markupAttr)
					b.r.gap('\n')
				}
			}
			b.r.formula(t.end, textEnd(b.r.raw, t.end, to))
		}
	}
	b.r.mark(pii.MarkField, "")
}

// sharedStrings lists the items of the string table.
func sharedStrings(raw []byte, from, to int) (items []sharedString) {
	said := false
	for t := range tags(raw, from, to) {
		switch {
		case t.name == "si" && !t.closes:
			items = append(items, sharedString{})
		case t.name == "rph":
			said = !t.closes
		case t.name == "t" && !t.closes && !t.empty && len(items) > 0:
			last := &items[len(items)-1]
			last.runs = append(last.runs, textRun{t.end, textEnd(raw, t.end, to), said})
		}
	}
	return items
}

// show adds shared string i.
func (b *workbook) show(i int) {
	s := &b.strings[i]
	s.shown = true
	for _, run := range s.runs {
		if run.apart {
			b.r.gap('\n')
		}
		b.r.entities(run.from, run.to, markupText)
	}
	b.r.text = append(b.r.text, '\n')
}

// sheet is what is known while a sheet is read.
type sheet struct {
	*workbook
	col    int
	cell   markupTag // <c>
	header map[int]string
	texts  map[int]string // of the row
	found  bool           // header is the row with two texts
	within bool           // an inline string, after its first run
}

// sheet adds a sheet's cells row by row, and what else it holds.
func (b *workbook) sheet(from, to int) {
	s := &sheet{workbook: b, col: -1, texts: map[int]string{}}
	raw := b.r.raw
	attrs := words("display tooltip location prompt prompttitle error errortitle text val user comment")
	for t := range tags(raw, from, to) {
		switch {
		case t.name == "row":
			s.rowEnd()
		case t.name == "c" && !t.closes:
			s.cell, s.col = t, s.col+1
			if t.empty {
				s.cell = markupTag{}
			}
			if v, ok := t.attr(raw, "r"); ok {
				if col, ok := column(raw[v[0]:v[1]]); ok {
					s.col = col
				}
			}
		case t.name == "c":
			s.cell = markupTag{}
		case t.name == "rph":
			b.r.gap('\n')
		case t.closes:
		case t.name == "v" && s.cell.end > 0:
			s.value(t.end, textEnd(raw, t.end, to))
			s.cell = markupTag{} // it has one value
		case t.name == "t":
			at := len(b.r.text)
			if !s.within {
				s.label()
			}
			s.within = true
			b.r.entities(t.end, textEnd(raw, t.end, to), markupText)
			s.texts[s.col] += headerText(b.r.text[at:])
		case t.name == "is":
			s.within = false
			b.r.gap('\n')
		case t.name == "f" || strings.HasPrefix(t.name, "formula"):
			b.r.gap('\n')
			s.label()
			b.r.formula(t.end, textEnd(raw, t.end, to))
		case strings.HasSuffix(t.name, "header") || strings.HasSuffix(t.name, "footer"):
			b.r.gap('\n')
			b.r.mark(pii.MarkField, "")
			b.r.footer(t.end, textEnd(raw, t.end, to))
		default:
			b.r.attributes(min(t.start+1+len(t.name), t.end), t.end, t.name, func(tag, n string, v []byte) bool {
				return attrs[n] || bytes.IndexByte(v, '@') >= 0 || n == "name" && (tag == "scenario" || tag == "protectedrange")
			})
			b.r.giveAsides()
			if end := textEnd(raw, t.end, to); len(bytes.TrimSpace(raw[t.end:end])) > 0 {
				b.r.gap('\n')
				b.r.entities(t.end, end, markupText)
			}
		}
	}
	b.r.gap('\n')
	b.r.mark(pii.MarkField, "")
}

// rowEnd takes the header from the row that ends, if it is one.
func (s *sheet) rowEnd() {
	s.col = -1
	if len(s.texts) == 0 {
		return
	}
	if !s.found {
		s.header, s.found = s.texts, len(s.texts) > 1
		s.texts = map[int]string{}
		return
	}
	clear(s.texts)
}

func headerText(b []byte) string {
	return strings.TrimSpace(string(b[:min(len(b), maxHeader)]))
}

// label marks a cell.
func (s *sheet) label() { s.r.mark(pii.MarkCell, s.header[s.col]) }

// value adds the value of the current cell, raw[from:to].
func (s *sheet) value(from, to int) {
	r, raw := s.r, s.r.raw
	r.gap('\n')
	kind := ""
	if v, ok := s.cell.attr(raw, "t"); ok {
		kind = string(raw[v[0]:v[1]])
	}
	switch kind {
	case "s":
		i, err := strconv.Atoi(string(bytes.TrimSpace(raw[from:to])))
		if err != nil || i < 0 || i >= len(s.strings) {
			return
		}
		label := s.header[s.col]
		item := &s.strings[i]
		if !slices.Contains(item.labels, label) && len(item.labels) < maxLabels {
			item.labels = append(item.labels, label)
			s.label()
			at := len(r.text)
			s.show(i)
			if !s.found {
				s.texts[s.col] = headerText(r.text[at:])
			}
		} else if !s.found {
			s.texts[s.col] = label
		}
	case "str":
		s.label()
		at := len(r.text)
		r.entities(from, to, markupText)
		if !s.found {
			s.texts[s.col] = headerText(r.text[at:])
		}
	case "b", "e":
	default:
		if from == to {
			return
		}
		s.label()
		text := raw[from:to]
		if style, ok := s.cell.attr(raw, "s"); ok && kind != "d" {
			text = s.dates.show(text, raw[style[0]:style[1]])
		} else if kind != "d" {
			text = showNumber(text)
		}
		r.decoded(s.cell.start, s.cell.end-1, nil, xlsxType)
		r.decoded(from, to, text, xlsxNumber)
	}
	r.gap('\n')
}

// column reads the letters of a cell's name: A is 0.
func column(ref []byte) (int, bool) {
	n := 0
	for i, c := range ref {
		switch {
		case c >= 'A' && c <= 'Z' && i < 3:
			n = n*26 + int(c-'A') + 1
		case i > 0 && c >= '0' && c <= '9':
			return n - 1, true
		default:
			return 0, false
		}
	}
	return 0, false
}
