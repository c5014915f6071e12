package main

import (
	"bytes"
	"fmt"
)

// nationalNumbers is written the lines of a list of opt-outs, and notes which of them hold a telephone number without a country code.
type nationalNumbers struct {
	line  int
	start []byte // of the current line
	found []int  // line numbers from 1, as many as numbered takes
}

func (n *nationalNumbers) Write(p []byte) (int, error) {
	size := len(p)
	for len(p) > 0 {
		part, rest, ended := bytes.Cut(p, []byte{'\n'})
		n.start = append(n.start, part[:min(len(part), 256-len(n.start))]...)
		p = rest
		if ended {
			n.end()
		}
	}
	return size, nil
}

// end judges the current line.
func (n *nationalNumbers) end() {
	n.line++
	l := bytes.TrimSpace(n.start)
	n.start = n.start[:0]
	digits := bytes.TrimLeft(l, "( ")
	if len(l) < 7 || l[0] == '#' || bytes.IndexByte(l, '@') >= 0 || bytes.HasPrefix(digits, []byte("+")) || bytes.HasPrefix(digits, []byte("00")) {
		return
	}
	switch {
	case digits[0] < '0' || digits[0] > '9', len(l) == 32 && bytes.IndexByte(l, ' ') < 0: // a hash that lethe suppress wrote
	case len(n.found) <= maxNumbered:
		n.found = append(n.found, n.line)
	}
}

// warning says which lines they are, nil if there are none.
func (n *nationalNumbers) warning(path string) error {
	if len(n.start) > 0 {
		n.end()
	}
	if len(n.found) == 0 {
		return nil
	}
	return fmt.Errorf("%s: telephone numbers without a country code in %s do not match the same numbers with one; name their country with --region",
		path, numbered("line", n.found))
}
