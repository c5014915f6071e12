package formats

import (
	"bytes"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// markupTag is a tag of XML: its name in lower case without a prefix, and where it stands.
type markupTag struct {
	name          string
	start, end    int
	closes, empty bool
}

// tags walks over the tags of raw[from:to]; comments, instructions and CDATA are none.
func tags(raw []byte, from, to int) iter.Seq[markupTag] {
	return func(yield func(markupTag) bool) {
		for i := from; i < to; {
			lt := bytes.IndexByte(raw[i:to], '<')
			if lt < 0 {
				return
			}
			i += lt
			if bytes.HasPrefix(raw[i:to], []byte("<!--")) {
				k := bytes.Index(raw[i:to], []byte("-->"))
				if k < 0 {
					return
				}
				i += k + 3
				continue
			}
			end := tagEnd(raw[:to], i)
			t := markupTag{name: tagName(raw[i:end]), start: i, end: end, closes: i+1 < to && raw[i+1] == '/'}
			t.empty = !t.closes && end-2 > i && raw[end-2] == '/'
			if k := strings.LastIndexByte(t.name, ':'); k >= 0 {
				t.name = t.name[k+1:]
			}
			i = end
			if t.name != "" && isLetter(t.name[0]) && !yield(t) {
				return
			}
		}
	}
}

// attr returns where the value of a tag's attribute stands.
func (t markupTag) attr(raw []byte, name string) (at [2]int, ok bool) {
	for i := t.start + 1; i < t.end; i++ {
		c := raw[i]
		if c != '"' && c != '\'' {
			continue
		}
		k := bytes.IndexByte(raw[i+1:t.end], c)
		if k < 0 {
			return at, false
		}
		head := bytes.TrimRight(raw[t.start:i], " \t\r\n")
		if head, ok := bytes.CutSuffix(head, []byte("=")); ok {
			head = bytes.TrimRight(head, " \t\r\n")
			if h, ok := bytes.CutSuffix(head, []byte(name)); ok && len(h) > 0 && h[len(h)-1] <= ' ' {
				return [2]int{i + 1, i + 1 + k}, true
			}
		}
		i += k + 1
	}
	return at, false
}

// textEnd returns where the text that begins at from ends.
func textEnd(raw []byte, from, to int) int {
	if k := bytes.IndexByte(raw[from:to], '<'); k >= 0 {
		return from + k
	}
	return to
}

// twice decodes the references of raw[from:to], in which another notation stands.
func (r *record) twice(from, to int) *record {
	if r.scratch == nil {
		r.scratch = &record{}
	}
	r.scratch.reset(r.raw[:to], 0)
	r.scratch.entities(from, to, markupText)
	return r.scratch
}

// formula adds the texts, sheet names, column names and long numbers of the formula raw[from:to]. Texts that it puts together, by "&" or
// a function such as CONCAT, are one.
func (r *record) formula(from, to int) {
	s := r.twice(from, to)
	text := s.text
	pos := func(i int) int { return s.rawPos(s.cells[0], i) }
	var glue gluer
	add := func(i, j, kind int) {
		if n := len(r.text); kind == xlsxLiteral && glue.holds() {
			r.text = r.text[:n-1]
		}
		r.begin(pos(i), kind)
		for k := i; k < j; k++ {
			r.put(pos(k), text[k])
			if (kind == xlsxLiteral && text[k] == '"' || kind == xlsxSheetRef && text[k] == '\'') && k+1 < j {
				k++
			}
		}
		r.finish(pos(j))
		r.text = append(r.text, '\n')
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case glue.sign(c):
		case c == '"' || c == '\'':
			j := i + 1
			for j < len(text) && (text[j] != c || j+1 < len(text) && text[j+1] == c) {
				if text[j] == c {
					j++
				}
				j++
			}
			kind := xlsxLiteral
			if c == '\'' {
				kind = xlsxSheetRef
			}
			if j = min(j, len(text)); j > i+1 {
				add(i+1, j, kind)
				glue.after(kind == xlsxLiteral)
			}
			i = j
		case c == '[':
			j := i + 1
			for j < len(text) && text[j] != ']' && text[j] != '[' {
				j++
			}
			if j > i+1 {
				add(i+1, j, xlsxColumnRef)
			}
			glue.after(false)
			i = j - 1
		case c >= '0' && c <= '9':
			j := i
			for j < len(text) && (text[j] >= '0' && text[j] <= '9') {
				j++
			}
			if j-i >= 5 && (i == 0 || !isLetter(text[i-1]) && text[i-1] != '$' && text[i-1] != '_') {
				add(i, j, xlsxConstant)
			}
			glue.after(false)
			i = j - 1
		case isLetter(c) || c == '_' || c >= utf8.RuneSelf:
			j := i
			for j < len(text) && (isLetter(text[j]) || text[j] == '_' || text[j] == '.' || text[j] >= utf8.RuneSelf || text[j] >= '0' && text[j] <= '9') {
				j++
			}
			if j < len(text) && text[j] == '!' {
				add(i, j, xlsxBareRef)
			}
			glue.word(string(text[i:j]))
			i = j - 1
		default:
			glue.after(false)
		}
	}
}

// footer adds the text of a header or footer, which is broken by codes: &L, &"Arial,Bold", &12, &K00FF00.
func (r *record) footer(from, to int) {
	s := r.twice(from, to)
	text := s.text
	open := false
	for i := 0; i < len(text); i++ {
		if text[i] == '&' && i+1 < len(text) && text[i+1] != '&' {
			if open {
				r.finish(s.rawPos(s.cells[0], i))
				open = false
			}
			i++
			switch c := text[i]; {
			case c == '"':
				for i++; i < len(text) && text[i] != '"'; i++ {
				}
			case c == 'K':
				i = min(i+6, len(text)-1)
			case c >= '0' && c <= '9':
				for i+1 < len(text) && text[i+1] >= '0' && text[i+1] <= '9' {
					i++
				}
			case strings.IndexByte("LCRPNDTFA", c) >= 0:
				r.gap('\n')
			}
			continue
		}
		if !open {
			r.begin(s.rawPos(s.cells[0], i), xlsxFooter)
			open = true
		}
		r.put(s.rawPos(s.cells[0], i), text[i])
		if text[i] == '&' && i+1 < len(text) {
			i++
		}
	}
	if open {
		r.finish(to)
	}
	r.gap('\n')
}

// maxSheetName is the longest sheet name, in characters.
const maxSheetName = 31

// numberType is the attribute that says that a cell holds a number, if anything says so.
var numberType = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\st\s*=\s*(?:"[^"]*"|'[^']*')`) })

// xlsxEncoder writes text as the place in the spreadsheet wants it.
func xlsxEncoder(r *record) func(dst, s []byte, c cell) []byte {
	r.renameSheets()
	for i, e := range r.edits {
		if r.cells[e.cell].kind == xlsxNumber && (i == 0 || r.edits[i-1].cell != e.cell) {
			at := r.cells[e.cell-1].text
			r.edits = append(r.edits, edit{cell: e.cell - 1, start: at, end: at})
		}
	}
	return func(dst, s []byte, c cell) []byte {
		switch c.kind {
		case xlsxType:
			return append(append(dst, numberType().ReplaceAll(r.raw[c.raw:c.rawEnd], nil)...), ` t="str"`...)
		case xlsxLiteral:
			s = bytes.ReplaceAll(s, []byte(`"`), []byte(`""`))
		case xlsxConstant:
			s = append(append([]byte{'"'}, bytes.ReplaceAll(s, []byte(`"`), []byte(`""`))...), '"')
		case xlsxSheetName, xlsxSheetRef, xlsxBareRef, xlsxColumnRef:
			s = sheetName(s)
		case xlsxFooter:
			s = bytes.ReplaceAll(s, []byte("&"), []byte("&&"))
		}
		return escapeMarkup(dst, s, cell{kind: markupText})
	}
}

func identifierRune(c rune) rune {
	if strings.ContainsRune("[]{}()'\"#!@,;: <>&=+-*/^%\\|?$\n\r\t", c) {
		return '_'
	}
	return c
}

// sheetName returns s without what a sheet's name must not have and what it would need quotes for.
func sheetName(s []byte) []byte {
	s = bytes.Map(identifierRune, s)
	for n := utf8.RuneCount(s); n > maxSheetName; n-- {
		_, size := utf8.DecodeLastRune(s)
		s = s[:len(s)-size]
	}
	return s
}

// renameSheets gives every sheet whose name was edited a name of its own, and writes it wherever formulas name the sheet.
func (r *record) renameSheets() {
	old := map[string][]byte{} // new names by old ones
	used := map[string]bool{}
	edited := map[int][]edit{}
	for _, e := range r.edits {
		edited[e.cell] = append(edited[e.cell], e)
	}
	for i, c := range r.cells {
		if c.kind != xlsxSheetName {
			continue
		}
		name := r.text[c.text:c.textEnd]
		if edits := edited[i]; len(edits) > 0 {
			s, _ := r.edited(nil, i, edits) // no file inside
			s = sheetName(s)
			for n := 2; len(s) == 0 || used[strings.ToLower(string(s))]; n++ {
				s = fmt.Appendf(s[:min(len(s), maxSheetName-8):min(len(s), maxSheetName-8)], "_%d", n)
			}
			old[string(name)] = s
			name = s
		}
		used[strings.ToLower(string(name))] = true
	}
	if len(old) == 0 {
		return
	}
	named := func(c cell) ([]byte, bool) {
		if c.kind != xlsxSheetName && c.kind != xlsxSheetRef && c.kind != xlsxBareRef {
			return nil, false
		}
		s, ok := old[string(r.text[c.text:c.textEnd])]
		return s, ok
	}
	r.edits = slices.DeleteFunc(r.edits, func(e edit) bool { _, ok := named(r.cells[e.cell]); return ok })
	for i, c := range r.cells {
		if s, ok := named(c); ok {
			from := len(r.news)
			r.news = append(r.news, s...)
			r.edits = append(r.edits, edit{cell: i, start: c.text, end: c.textEnd, from: from, to: len(r.news)})
		}
	}
}
