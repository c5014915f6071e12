package table

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/lethe-pii/lethe/internal/csvx"
)

// Errors of reading JSON lines, beside those of reading a table.
var (
	// ErrJSON: a line is no JSON object.
	ErrJSON = errors.New("line is no JSON object")
	// ErrKey: an object has a key twice, or an empty one.
	ErrKey = errors.New("object has a key twice or an empty key")
)

const maxLine = 16 << 20

func readJSON(r io.Reader) (*Table, error) {
	t := &Table{json: true, dialect: csvx.Dialect{Delimiter: ',', Quote: '"'}}
	br := bufio.NewReaderSize(r, 1<<18)
	at := map[string]int{}
	var dicts []*dict
	for {
		line, err := jsonLine(br)
		if err != nil && err != io.EOF {
			return nil, &Error{Row: t.Rows + 1, Err: err}
		}
		end := err == io.EOF
		if t.Rows == 0 && bytes.HasPrefix(line, []byte("\xef\xbb\xbf")) {
			t.dialect.BOM, line = true, line[3:]
		}
		if end && len(line) > 0 {
			t.dialect.NoFinal = true
		}
		if t.Rows == 0 {
			t.dialect.CRLF = bytes.HasSuffix(line, []byte("\r\n"))
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			if dicts, err = t.object(line, at, dicts); err != nil {
				return nil, &Error{Row: t.Rows + 1, Err: err}
			}
			if t.Rows++; t.Rows == math.MaxInt32 {
				return nil, fmt.Errorf("table: %w", ErrTooMany)
			}
		}
		if end {
			return t, t.check()
		}
	}
}

func jsonLine(br *bufio.Reader) ([]byte, error) {
	line, err := br.ReadSlice('\n')
	if err != bufio.ErrBufferFull {
		return line, err
	}
	long := bytes.Clone(line)
	for err == bufio.ErrBufferFull {
		if len(long) > maxLine {
			return nil, csvx.ErrTooLong
		}
		line, err = br.ReadSlice('\n')
		long = append(long, line...)
	}
	return long, err
}

// object appends a row.
func (t *Table) object(line []byte, at map[string]int, dicts []*dict) ([]*dict, error) {
	if line[0] != '{' || !json.Valid(line) {
		return nil, ErrJSON
	}
	line = bytes.TrimSpace(line[1 : len(line)-1])
	for len(line) > 0 {
		n := valueEnd(line)
		var key string
		if err := json.Unmarshal(line[:n], &key); err != nil || key == "" {
			return nil, ErrKey
		}
		line = bytes.TrimLeft(line[n:], " \t\r\n:")
		n = valueEnd(line)
		j, ok := at[key]
		if !ok {
			j = len(dicts)
			at[key] = j
			t.Columns = append(t.Columns, &Column{Name: key, raw: map[string]string{}})
			dicts = append(dicts, newDict(t.Columns[j]))
			for range t.Rows {
				dicts[j].missing()
			}
		}
		c := t.Columns[j]
		if c.Len() > t.Rows {
			return nil, ErrKey
		}
		dicts[j].json(line[:n])
		line = bytes.TrimLeft(line[n:], " \t\r\n,")
	}
	for j, c := range t.Columns {
		if c.Len() == t.Rows {
			dicts[j].missing()
		}
	}
	return dicts, nil
}

// valueEnd is where the first value of valid JSON ends.
func valueEnd(b []byte) int {
	depth := 0
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '"':
			for i++; b[i] != '"'; i++ {
				if b[i] == '\\' {
					i++
				}
			}
			if depth == 0 {
				return i + 1
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		case ',', ':', ' ', '\t', '\r', '\n':
			if depth == 0 {
				return i
			}
		}
	}
	return len(b)
}

func (d *dict) missing() { d.json([]byte("null")) }

// json appends a cell from its text in JSON.
func (d *dict) json(raw []byte) {
	var text string
	if raw[0] != '"' {
		if text = string(raw); text == "null" {
			text = ""
		}
	} else if err := json.Unmarshal(raw, &text); err != nil {
		text = string(raw) // the line is valid, so it is no string of ours
	}
	n := len(d.values)
	if x := d.number(text); int(x) == n && raw[0] != '"' {
		d.c.raw[text] = string(raw)
	}
	d.add(text)
}
