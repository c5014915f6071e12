package report

import (
	"bytes"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/pii"
)

// around is how much of a line is shown on each side of a finding, and maxValue how much of a value, in bytes.
const (
	around   = 160
	maxValue = 400
)

// Document is a text with what was found in it.
type Document struct {
	Text     []byte
	Base     int64 // offset of Text in the stream that the findings' offsets count from
	Findings []pii.Finding
	Marks    []pii.Mark
	Records  bool // the file is a list of documents, this is the next
	// Locate gives a place in the file; nil if text and file are the same bytes, or if places are not known.
	Locate func(start, end int64) (from, to int64, ok bool)
	// Outcome says what became of a finding; nil if nothing was written.
	Outcome func(f pii.Finding, value []byte) string
}

// Builder makes the File of a Page from its documents, in order. It is not safe for concurrent use.
type Builder struct {
	Shown bool // values are shown; else their types stand in their place
	// Bare leaves out the text between findings: what a narrower search did not look for would stand there.
	Bare bool
	// Hide reports whether a field's name is better not shown, because it is data itself; nil shows all.
	Hide func(label string) bool

	headers headers
	file    File
	listed  int
	records int
	line    int // of the text's first byte
}

// Add adds a document.
func (b *Builder) Add(d Document) {
	if d.Records {
		b.records++
	}
	if b.file.Counts == nil {
		b.file.Counts = map[pii.Type]int{}
	}
	line, counted := b.line+1, 0
	fs, place := wholes(d.Findings), where{marks: d.Marks}
	b.headers.hide = b.Hide
	data := b.headers.areData(d.Marks)
	for _, f := range fs {
		b.file.Counts[f.Type]++
	}
	for len(fs) > 0 && b.listed < MaxFindings {
		from, to, n := window(d, fs)
		line += bytes.Count(d.Text[counted:fs[0].Start-d.Base], []byte{'\n'})
		counted = int(fs[0].Start - d.Base)
		var e Excerpt
		if label := place.at(fs[0].Start); label != "" && !data && (b.Hide == nil || !b.Hide(label)) {
			e.Where = printable([]byte(label))
		}
		if d.Records {
			e.Record = b.records
		} else if d.Locate == nil {
			e.Line = line
		}
		e.Pieces = b.pieces(d, fs[:n], from, to)
		b.listed += n
		b.file.Excerpts = append(b.file.Excerpts, e)
		fs = fs[n:]
	}
	b.line = line - 1 + bytes.Count(d.Text[counted:], []byte{'\n'})
}

// File returns the file and starts the next one.
func (b *Builder) File(name, format string) File {
	f := b.file
	f.Name, f.Format = printable([]byte(name)), format
	b.headers.seen = nil
	b.file, b.listed, b.records, b.line = File{}, 0, 0, 0
	return f
}

// wholes leaves out parts and other readings, and joins the pieces of long values.
func wholes(fs []pii.Finding) []pii.Finding {
	var out []pii.Finding
	for _, f := range fs {
		n := len(out)
		switch {
		case f.Kind == pii.Part || f.Kind == pii.Alternative:
		case n > 0 && f.Attrs.Continued() && out[n-1].End == f.Start:
			out[n-1].End = f.End
		case n > 0 && f.Start < out[n-1].End:
		default:
			out = append(out, f)
		}
	}
	return out
}

// window is the text to show of the first finding and of the n-1 next ones that stand in the same stretch of a line.
func window(d Document, fs []pii.Finding) (from, to, n int) {
	text := d.Text
	s := int(fs[0].Start - d.Base)
	from = max(0, s-around)
	from += bytes.LastIndexByte(text[from:s], '\n') + 1
	for from < s && !utf8.RuneStart(text[from]) {
		from++
	}
	for n < len(fs) && (n == 0 || int(fs[n].Start-d.Base) <= to) {
		e := int(fs[n].End - d.Base)
		to = min(len(text), e+around)
		if i := bytes.IndexByte(text[e:to], '\n'); i >= 0 {
			to = e + i
		}
		n++
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to--
	}
	if n < len(fs) {
		to = min(to, int(fs[n].Start-d.Base))
	}
	return from, to, n
}

func (b *Builder) pieces(d Document, fs []pii.Finding, from, to int) []Piece {
	var out []Piece
	plain := func(from, to int, first, last bool) {
		s := printable(d.Text[from:to])
		if b.Bare && s != "" {
			s = " … "
		}
		if first && from > 0 && d.Text[from-1] != '\n' {
			s = "…" + s
		}
		if last && to < len(d.Text) && d.Text[to] != '\n' {
			s += "…"
		}
		if s != "" {
			out = append(out, Piece{Text: s})
		}
	}
	at := from
	for i, f := range fs {
		s, e := int(f.Start-d.Base), int(f.End-d.Base)
		plain(at, s, i == 0, false)
		out = append(out, Piece{Finding: b.finding(d, f, d.Text[s:e])})
		at = e
	}
	plain(at, max(at, to), false, true)
	return out
}

func (b *Builder) finding(d Document, f pii.Finding, value []byte) *Finding {
	r := &Finding{Type: f.Type, Start: f.Start, End: f.End, Score: math.Round(float64(f.Score)*1000) / 1000, Notes: notes(f.Attrs)}
	if f.Rule != nil {
		r.Detector, r.Rule, r.Validator, r.Source = f.Rule.Detector, f.Rule.Name, f.Rule.Validator, f.Rule.Source
	}
	if f.Kind == pii.Unscanned {
		r.Notes = "a detector failed here"
	}
	if d.Locate != nil {
		if from, to, ok := d.Locate(f.Start, f.End); ok {
			r.Start, r.End = from, to
		}
	}
	if d.Outcome != nil {
		r.Outcome = d.Outcome(f, value)
	}
	if b.Shown {
		r.Value = printable(value[:min(len(value), maxValue)])
		if len(value) > maxValue {
			r.Value += "…"
		}
	}
	return r
}

// where is a walk over the marks of a document that names the field of each place; places come in order.
type where struct {
	marks []pii.Mark
	label string
}

func (w *where) at(at int64) string {
	for len(w.marks) > 0 && w.marks[0].At <= at {
		if m := w.marks[0]; m.Kind == pii.MarkField || m.Kind == pii.MarkCell || (m.Kind == pii.MarkTurn || m.Kind == pii.MarkSection) && m.Label != "" {
			w.label = m.Label
		}
		w.marks = w.marks[1:]
	}
	return w.label
}

// printable takes control characters out, so that a file cannot disturb the page.
func printable(b []byte) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(string(b), "\ufffd"))
}
