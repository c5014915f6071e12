package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/pii"
)

const (
	maxInsertHead = 512  // bytes of the names of columns in an INSERT
	maxInsertRows = 4096 // bytes of its values that are read
)

// insertRows appends the values of an SQL statement whose list of columns holds position p: "INSERT INTO users (id, email) VALUES (1, 'a@b.example'),
// (2, …)". end is where the rows end, 0 if there is no such statement.
func insertRows(dst []pii.Finding, s *pii.Segment, p int) (end int, found []pii.Finding) {
	b := s.Text
	open := p
	for open > 0 && b[open-1] != '(' {
		if open--; b[open] == ')' || b[open] == '\n' || p-open > maxInsertHead {
			return 0, dst
		}
	}
	n := bytes.IndexByte(b[p:min(len(b), p+maxInsertHead)], ')')
	if open == 0 || n < 0 {
		return 0, dst
	}
	q := skipBlank(b, p+n+1)
	if !hasFold(b[q:], "values") {
		return 0, dst
	}
	var kinds [maxColumns]columnKind
	columns, known := headerKinds(&kinds, b[open:p+n], ',')
	if columns < 2 || known < 2 {
		return 0, dst
	}
	for end = skipBlank(b, q+len("values")); end < len(b) && b[end] == '(' && end-q < maxInsertRows; {
		stop := tuple(b, end+1, func(i, from, to int) {
			if i < columns && i < maxColumns && valueOf(kinds[i], b[from:to]) {
				dst = append(dst, labelled(s.Found(from, to, columnTypes[kinds[i]], 0.93, ruleColumn)))
			}
		})
		if stop == 0 {
			break
		}
		end = skipBlank(b, stop)
		if end >= len(b) || b[end] != ',' {
			break
		}
		end = skipBlank(b, end+1)
	}
	return max(end, q), dst
}

// tuple calls value for each value of the SQL tuple at p, behind its "(", quotes left out, and returns where it ends; 0 if it does not.
func tuple(b []byte, p int, value func(i, from, to int)) int {
	for i := 0; ; i++ {
		p = skipBlank(b, p)
		depth := 0
		p, depth = inCalls(b, p)
		from := p
		if p < len(b) && b[p] == '\'' {
			for p++; p < len(b) && p-from < maxRow && (b[p] != '\'' || p+1 < len(b) && b[p+1] == '\'') && b[p] != '\n'; p++ {
				if b[p] == '\'' {
					p++
				}
			}
			if p >= len(b) || b[p] != '\'' {
				return 0
			}
			value(i, from+1, p)
			for p = skipBlank(b, p+1); depth > 0 && p < len(b) && p-from < maxRow && b[p] != '\n'; p++ { // the format of a date
				if b[p] == ')' {
					depth--
				}
			}
			p = skipBlank(b, p)
		} else {
			for p < len(b) && p-from < maxRow && b[p] != ',' && b[p] != ')' && b[p] != '\n' {
				p++
			}
			value(i, from, max(from, len(bytes.TrimRight(b[:p], " "))))
		}
		if p >= len(b) || b[p] != ',' && b[p] != ')' {
			return 0
		}
		p++
		if b[p-1] == ')' {
			return p
		}
	}
}

// inCalls returns where the text stands in the value at p that a prefix or calls of functions are around, N'text' or to_date('text', …), and how many
// brackets are open there; p and 0 if there is no such text.
func inCalls(b []byte, p int) (at, depth int) {
	q := p
	for q < len(b) && q-p < 48 && (alnum(b[q]) || b[q] == '_' || b[q] == '(') {
		if b[q] == '(' {
			depth++
		}
		q++
	}
	if q == len(b) || b[q] != '\'' || q == p || depth == 0 && q-p > 1 && b[p] != '_' {
		return p, 0
	}
	return q, depth
}

func skipBlank(b []byte, p int) int {
	for p < len(b) && (b[p] == ' ' || b[p] == '\n' || b[p] == '\r' || b[p] == '\t') {
		p++
	}
	return p
}
