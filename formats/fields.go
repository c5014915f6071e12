package formats

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/lethe-pii/lethe/pii"
)

// Field says what the fields of one name hold, whatever is found in them.
type Field struct {
	// Name is a column or key, compared without case ("email"), the number of a column in every row,
	// from 1, for tables without a header ("#3"), or a path into JSON
	// ("$.user.emails[*]"). In a path ".*" is any key, "[*]" any element and "..name" a key at any depth; a path names all strings
	// and numbers below its place.
	Name string
	// Type is what every value that is not blank is, as a whole. The empty type leaves the fields' findings out.
	Type pii.Type
	// Met, if not nil, is set once a codec meets the field.
	Met *atomic.Bool
}

// ErrField is wrapped by the errors of WithFields.
var ErrField = errors.New("formats: bad field")

// WithFields returns the format with codecs that choose among findings by field (anonymize.Chooser). The first field that fits
// decides. Text that a detector failed on is never left out. A number in JSON whose type is said becomes a string.
func (f Format) WithFields(fields ...Field) (Format, error) {
	if len(fields) == 0 {
		return f, nil
	}
	var matchers []fieldMatcher
	for _, fd := range fields {
		m, err := newFieldMatcher(fd)
		if err != nil {
			return f, err
		}
		matchers = append(matchers, m)
	}
	open := f.Open
	f.Open = func(r io.Reader, w io.Writer) Codec {
		return &fieldCodec{layer: layer{open(r, w)}, fields: matchers}
	}
	return f, nil
}

// fieldMatcher is a compiled Field. A name has a path too, for JSON.
type fieldMatcher struct {
	typ    pii.Type
	met    *atomic.Bool
	name   string
	column int
	path   []pathStep
}

func newFieldMatcher(f Field) (fieldMatcher, error) {
	m := fieldMatcher{typ: f.Type, met: f.Met}
	if m.met == nil {
		m.met = new(atomic.Bool)
	}
	switch {
	case strings.HasPrefix(f.Name, "$"):
		path, ok := parsePath(f.Name[1:])
		if !ok {
			return m, fmt.Errorf("%w: %q is no path such as $.user.emails[*]", ErrField, f.Name)
		}
		m.path = path
	case strings.HasPrefix(f.Name, "#"):
		n, err := strconv.Atoi(f.Name[1:])
		if err != nil || n < 1 {
			return m, fmt.Errorf("%w: %q is no column number such as #3", ErrField, f.Name)
		}
		m.column = n
	default:
		if m.name = strings.TrimSpace(f.Name); m.name == "" {
			return m, fmt.Errorf("%w: the name is empty", ErrField)
		}
		m.path = []pathStep{{key: m.name, index: -1, deep: true, fold: true}}
	}
	return m, nil
}

// meet notes that there is such a field. Codecs of many files share the note, so it is written once.
func (m fieldMatcher) meet() {
	if !m.met.Load() {
		m.met.Store(true)
	}
}

// fieldRange is a stretch of the current text that a Field decides.
type fieldRange struct {
	from, to int64
	typ      pii.Type
	rank     int // of the field; the lowest decides
}

// fieldCodec is a codec that knows what its fields hold.
type fieldCodec struct {
	layer
	fields []fieldMatcher
	ranges []fieldRange
}

func (c *fieldCodec) Next() ([]byte, []pii.Mark, error) {
	b, marks, err := c.Codec.Next()
	if err != nil {
		return nil, nil, err
	}
	c.ranges = c.ranges[:0]
	c.byMarks(b, marks)
	if rec := recordOf(c.Codec); rec != nil && slices.ContainsFunc(c.fields, func(m fieldMatcher) bool { return m.path != nil }) {
		c.byPaths(rec)
	}
	slices.SortStableFunc(c.ranges, func(a, b fieldRange) int {
		if a.from != b.from {
			return int(a.from - b.from)
		}
		return a.rank - b.rank
	})
	c.ranges = slices.CompactFunc(c.ranges, func(next, last fieldRange) bool { return next.from < last.to })
	return b, marks, nil
}

// byMarks adds the fields that marks name.
func (c *fieldCodec) byMarks(b []byte, marks []pii.Mark) {
	column := 0
	for i, m := range marks {
		if m.Kind != pii.MarkField && m.Kind != pii.MarkCell {
			continue
		}
		if m.Kind == pii.MarkCell {
			column++
		}
		for rank, f := range c.fields {
			fits := f.name != "" && strings.EqualFold(f.name, strings.TrimSpace(m.Label)) ||
				f.column > 0 && m.Kind == pii.MarkCell && f.column == column
			if !fits {
				continue
			}
			f.meet()
			end := int64(len(b))
			for _, next := range marks[i+1:] {
				if next.Kind != pii.MarkTurn && next.Kind != pii.MarkPage && next.Kind != pii.MarkSection {
					end = next.At
					break
				}
			}
			c.add(b, m.At, end, f.typ, rank)
			break
		}
	}
}

// byPaths adds the fields that paths name.
func (c *fieldCodec) byPaths(rec *record) {
	walkJSON(rec.raw, func(path []pathStep, from, to int) {
		for rank, f := range c.fields {
			if f.path == nil || !pathFits(f.path, path) {
				continue
			}
			f.meet()
			for _, cells := range [][]cell{rec.cells[:rec.pieces], rec.cells[rec.pieces:rec.tail], rec.cells[rec.tail:]} {
				i := sort.Search(len(cells), func(i int) bool { return cells[i].raw >= from })
				for ; i < len(cells) && cells[i].raw <= to && cells[i].rawEnd <= to; i++ {
					c.add(rec.text, int64(cells[i].text), int64(cells[i].textEnd), f.typ, rank)
				}
			}
			return
		}
	})
}

// add adds text b[from:to] without the blanks around it.
func (c *fieldCodec) add(b []byte, from, to int64, typ pii.Type, rank int) {
	for from < to && b[from] <= ' ' {
		from++
	}
	for from < to && b[to-1] <= ' ' {
		to--
	}
	if from < to {
		c.ranges = append(c.ranges, fieldRange{from, to, typ, rank})
	}
}

var fieldRule = &pii.Rule{Detector: "field", Name: "field"}

// Choose is anonymize.Chooser.
func (c *fieldCodec) Choose(fs []pii.Finding) []pii.Finding {
	fs = c.layer.Choose(fs)
	if len(c.ranges) == 0 {
		return fs
	}
	rest := c.ranges
	out := make([]pii.Finding, 0, len(fs)+len(rest))
	give := func(until int64) {
		for len(rest) > 0 && rest[0].from < until {
			if r := rest[0]; r.typ != "" {
				out = append(out, pii.Finding{Start: r.from, End: r.to, Type: r.typ, Score: 1, Rule: fieldRule})
			}
			rest = rest[1:]
		}
	}
	covered := func(f pii.Finding) bool {
		i := sort.Search(len(c.ranges), func(i int) bool { return c.ranges[i].to > f.Start })
		return i < len(c.ranges) && c.ranges[i].from < f.End && f.Kind != pii.Unscanned
	}
	for _, f := range fs {
		give(f.Start + 1)
		if !covered(f) {
			out = append(out, f)
		}
	}
	give(1 << 62)
	return out
}
