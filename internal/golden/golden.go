// Package golden reads files of marked lines, such as "mail «EMAIL:a@b.example» now", which the detectors' tests are made of.
package golden

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Span is a marked value; Start and End are byte offsets into Case.Text, End exclusive.
type Span struct {
	Start, End int
	Type       string
}

// Case is one line without its marks.
type Case struct {
	Line  int // from 1
	Text  string
	Spans []Span
}

// Read reads the cases of r. Blank lines and lines that begin with "#" are skipped; `\n`, `\t` and `\r` stand for control characters.
func Read(r io.Reader) ([]Case, error) {
	var cases []Case
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		c, err := Parse(strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\r`, "\r").Replace(line))
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		c.Line = n
		cases = append(cases, c)
	}
	return cases, sc.Err()
}

// Parse takes the marks out of one line.
func Parse(line string) (Case, error) {
	var c Case
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(line, "«")
		b.WriteString(before)
		if !ok {
			break
		}
		mark, after, ok := strings.Cut(rest, "»")
		typ, value, colon := strings.Cut(mark, ":")
		if !ok || !colon || value == "" {
			return c, fmt.Errorf("a mark is not «TYPE:value»")
		}
		c.Spans = append(c.Spans, Span{b.Len(), b.Len() + len(value), typ})
		b.WriteString(value)
		line = after
	}
	c.Text = b.String()
	return c, nil
}

// Mark puts marks back into text, for messages of failed tests. Spans must be sorted and not overlap.
func Mark(text string, spans []Span) string {
	var b strings.Builder
	at := 0
	for _, s := range spans {
		fmt.Fprintf(&b, "%s«%s:%s»", text[at:s.Start], s.Type, text[s.Start:s.End])
		at = s.End
	}
	return b.String() + text[at:]
}
