// Package eval scores findings on labelled text: per type, by exact spans and by overlap.
//
// A corpus is JSONL, one document a line: {"id", "lang", "text", "spans": [{"start", "end", "type"}]} with offsets in bytes. Optional
// keys: "only", the types that are judged in the document; "partial", not every value is labelled, so that only recall is judged;
// "region", the country of phone numbers without a country code.
package eval

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/pii"
)

// Document is one labelled document.
type Document struct {
	ID      string     `json:"id"`
	Lang    string     `json:"lang,omitempty"`
	Text    string     `json:"text"`
	Spans   []Span     `json:"spans"`
	Only    []pii.Type `json:"only,omitempty"`
	Partial bool       `json:"partial,omitempty"`
	Region  string     `json:"region,omitempty"`
}

// Span is a labelled or predicted value; offsets are bytes of the text, End exclusive.
type Span struct {
	Start int      `json:"start"`
	End   int      `json:"end"`
	Type  pii.Type `json:"type"`
	Score float64  `json:"score,omitempty"`
}

// MaxLine is the longest line of a corpus, in bytes.
const MaxLine = 64 << 20

// ErrCorpus is wrapped by every error about a corpus' content.
var ErrCorpus = errors.New("eval: bad corpus")

// Read yields the documents of a corpus. It ends after the first error, which names the line.
func Read(r io.Reader) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		sc := bufio.NewScanner(r)
		sc.Buffer(make([]byte, 64<<10), MaxLine)
		for line := 1; sc.Scan(); line++ {
			if len(sc.Bytes()) == 0 {
				continue
			}
			var d Document
			err := json.Unmarshal(sc.Bytes(), &d)
			if err != nil {
				err = fmt.Errorf("%w: line %d is no document", ErrCorpus, line)
			} else {
				err = d.check(line)
			}
			if !yield(d, err) || err != nil {
				return
			}
		}
		if err := sc.Err(); err != nil {
			yield(Document{}, err)
		}
	}
}

func (d Document) check(line int) error {
	if d.Text == "" {
		return fmt.Errorf("%w: line %d has no text", ErrCorpus, line)
	}
	for i, s := range d.Spans {
		if s.Start < 0 || s.End <= s.Start || s.End > len(d.Text) {
			return fmt.Errorf("%w: line %d: span %d is outside of the text", ErrCorpus, line, i+1)
		}
	}
	return nil
}

// Lower returns the text in lower case with the same byte offsets: letters whose lower case has another length stay.
func Lower(text string) string {
	b := []byte(text)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if l := unicode.ToLower(r); l != r && utf8.RuneLen(l) == n {
			utf8.EncodeRune(b[i:], l)
		}
		i += n
	}
	return string(b)
}

// Spans returns findings as spans: wholes only, without text that no detector could read.
func Spans(fs []pii.Finding) []Span {
	out := []Span{}
	for _, f := range fs {
		if f.Kind == pii.Whole {
			out = append(out, Span{int(f.Start), int(f.End), f.Type, float64(f.Score)})
		}
	}
	return out
}

// Count is the tally of one type.
type Count struct {
	Gold      int `json:"gold"`      // labelled values
	Predicted int `json:"predicted"` // predicted values where precision is judged
	Exact     int `json:"exact"`     // predictions that equal a label
	Correct   int `json:"correct"`   // those of them where precision is judged
	Found     int `json:"found"`     // labels that a prediction overlaps
	Hit       int `json:"hit"`       // predictions that overlap a label, where precision is judged
}

func (c *Count) add(o Count) {
	c.Gold += o.Gold
	c.Predicted += o.Predicted
	c.Exact += o.Exact
	c.Correct += o.Correct
	c.Found += o.Found
	c.Hit += o.Hit
}

// PRF is precision, recall and F1, each 0 to 1; 0 where there is nothing to divide by.
type PRF struct {
	P  float64 `json:"p"`
	R  float64 `json:"r"`
	F1 float64 `json:"f1"`
}

// Strict is the score of predictions with exactly a label's bounds and type.
func (c Count) Strict() PRF { return prf(c.Correct, c.Predicted, c.Exact, c.Gold) }

// Overlap is the score of predictions that share at least a byte with a label of their type.
func (c Count) Overlap() PRF { return prf(c.Hit, c.Predicted, c.Found, c.Gold) }

func prf(right, predicted, found, gold int) PRF {
	var s PRF
	if predicted > 0 {
		s.P = float64(right) / float64(predicted)
	}
	if gold > 0 {
		s.R = float64(found) / float64(gold)
	}
	if s.P+s.R > 0 {
		s.F1 = 2 * s.P * s.R / (s.P + s.R)
	}
	return s
}

// Scorer tallies documents. The zero value is ready.
type Scorer struct {
	// Map renames types of labels and predictions before they are compared; a type mapped to "" is left out.
	Map    map[pii.Type]pii.Type
	counts map[pii.Type]*Count
	docs   int
}

// Add tallies a document with its predictions.
func (s *Scorer) Add(d Document, predicted []Span) {
	s.docs++
	gold, pred := s.judged(d, d.Spans), s.judged(d, predicted)
	for _, t := range slices.Sorted(maps.Keys(merge(gold, pred))) {
		s.count(t).add(compare(gold[t], pred[t], !d.Partial))
	}
}

func merge(a, b map[pii.Type][]Span) map[pii.Type][]Span {
	m := maps.Clone(a)
	maps.Copy(m, b)
	return m
}

func (s *Scorer) count(t pii.Type) *Count {
	if s.counts == nil {
		s.counts = map[pii.Type]*Count{}
	}
	c := s.counts[t]
	if c == nil {
		c = &Count{}
		s.counts[t] = c
	}
	return c
}

// judged sorts the spans that count by type and start.
func (s *Scorer) judged(d Document, spans []Span) map[pii.Type][]Span {
	out := map[pii.Type][]Span{}
	for _, x := range spans {
		x.Type = s.mapped(x.Type)
		if x.Type == "" || len(d.Only) > 0 && !slices.ContainsFunc(d.Only, func(t pii.Type) bool { return s.mapped(t) == x.Type }) {
			continue
		}
		out[x.Type] = append(out[x.Type], x)
	}
	for _, l := range out {
		slices.SortFunc(l, func(a, b Span) int { return a.Start - b.Start })
	}
	return out
}

func (s *Scorer) mapped(t pii.Type) pii.Type {
	if to, ok := s.Map[t]; ok {
		return to
	}
	return t
}

// compare tallies the spans of one type in one document, both sorted by start.
func compare(gold, pred []Span, precision bool) Count {
	c := Count{Gold: len(gold)}
	labels := map[[2]int]int{}
	for _, g := range gold {
		labels[[2]int{g.Start, g.End}]++
	}
	for _, p := range pred {
		if k := [2]int{p.Start, p.End}; labels[k] > 0 {
			labels[k]--
			c.Exact++
		}
	}
	c.Found = overlapping(gold, pred)
	if precision {
		c.Predicted, c.Correct, c.Hit = len(pred), c.Exact, overlapping(pred, gold)
	}
	return c
}

// overlapping returns how many spans of a overlap one of b; both are sorted by start.
func overlapping(a, b []Span) int {
	n, k, reach := 0, 0, 0
	for _, x := range a {
		for k < len(b) && b[k].Start < x.End {
			reach = max(reach, b[k].End)
			k++
		}
		if reach > x.Start {
			n++
		}
	}
	return n
}

// Row is the result of one type.
type Row struct {
	Type    pii.Type `json:"type"`
	Count   Count    `json:"count"`
	Strict  PRF      `json:"strict"`
	Overlap PRF      `json:"overlap"`
}

// Rows returns the results by type, sorted, and last the sum over all types with the type "ALL".
func (s *Scorer) Rows() []Row {
	var rows []Row
	var all Count
	for _, t := range slices.Sorted(maps.Keys(s.counts)) {
		c := *s.counts[t]
		all.add(c)
		rows = append(rows, Row{t, c, c.Strict(), c.Overlap()})
	}
	return append(rows, Row{"ALL", all, all.Strict(), all.Overlap()})
}

// Documents returns the number of documents added.
func (s *Scorer) Documents() int { return s.docs }

// ReadMap reads a map of types: a JSON object, or lines of "FROM TO"; a lone FROM leaves the type out.
func ReadMap(b []byte) (map[pii.Type]pii.Type, error) {
	m := map[pii.Type]pii.Type{}
	if json.Unmarshal(b, &m) == nil {
		return m, nil
	}
	clear(m)
	for i, line := range lines(b) {
		switch len(line) {
		case 0:
		case 1:
			m[pii.Type(line[0])] = ""
		case 2:
			m[pii.Type(line[0])] = pii.Type(line[1])
		default:
			return nil, fmt.Errorf("eval: line %d of the map is not FROM TO", i+1)
		}
	}
	return m, nil
}
