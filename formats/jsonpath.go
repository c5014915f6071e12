package formats

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// pathStep is one step of a path into JSON: a key, or an element of a list.
type pathStep struct {
	key   string
	index int  // of an element, from 0; -1 for a key
	any   bool // in patterns: any key, or any element
	deep  bool // in patterns: at this depth or any deeper one
	fold  bool // in patterns: without case
}

// parsePath reads what follows the "$" of a path.
func parsePath(s string) (path []pathStep, ok bool) {
	path = []pathStep{}
	for len(s) > 0 {
		step := pathStep{index: -1}
		switch {
		case s[0] == '[':
			inner, rest, closed := strings.Cut(s[1:], "]")
			if !closed {
				return nil, false
			}
			s = rest
			if q := len(inner); q >= 2 && (inner[0] == '\'' || inner[0] == '"') && inner[q-1] == inner[0] {
				step.key = inner[1 : q-1]
				break
			}
			if step.index, step.any = 0, inner == "*"; !step.any {
				n, err := strconv.Atoi(inner)
				if err != nil || n < 0 {
					return nil, false
				}
				step.index = n
			}
		case s[0] == '.':
			s = s[1:]
			if strings.HasPrefix(s, ".") {
				step.deep, s = true, s[1:]
			}
			end := strings.IndexAny(s, ".[")
			if end < 0 {
				end = len(s)
			}
			step.key, s = s[:end], s[end:]
			if step.any = step.key == "*"; step.key == "" {
				return nil, false
			}
		default:
			return nil, false
		}
		path = append(path, step)
	}
	return path, true
}

// pathFits reports whether the place is what the pattern names, or lies below it. It takes time in proportion to the product of
// their lengths.
func pathFits(pattern, place []pathStep) bool {
	at := make([]bool, len(place)+1) // at[i]: the pattern so far fits place[:i]
	at[0] = true
	for _, p := range pattern {
		next := make([]bool, len(place)+1)
		reached := false
		for i, s := range place {
			reached = at[i] || reached && p.deep
			next[i+1] = reached && p.fits(s)
		}
		at = next
	}
	for _, ok := range at {
		if ok {
			return true
		}
	}
	return false
}

func (p pathStep) fits(s pathStep) bool {
	if (p.index < 0) != (s.index < 0) {
		return false
	}
	return p.any || p.index == s.index && (p.key == s.key || p.fold && strings.EqualFold(p.key, s.key))
}

// maxPath is the depth below which places are no longer told apart.
const maxPath = 64

// walkJSON calls visit with the place and the content of each string and number of a JSON text. It checks nothing: raw was decoded before.
func walkJSON(raw []byte, visit func(path []pathStep, from, to int)) {
	var open []byte
	var path []pathStep
	wantKey := false
	for i := 0; i < len(raw); i++ {
		n := len(open)
		top := min(n, maxPath) - 1
		switch c := raw[i]; c {
		case '"':
			end, escaped := stringEnd(raw, i+1)
			if end < 0 {
				return
			}
			switch {
			case !wantKey:
				visit(path, i+1, end)
			case n <= maxPath:
				path[top].key = unquoteKey(raw[i+1:end], escaped)
			}
			wantKey = false
			i = end
		case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
			end := scalarEnd(raw, i)
			visit(path, i, end)
			i = end - 1
		case '{', '[':
			open = append(open, c)
			if n < maxPath {
				step := pathStep{index: -1}
				if c == '[' {
					step.index = 0
				}
				path = append(path, step)
			}
			wantKey = c == '{'
		case '}', ']':
			if n == 0 {
				return
			}
			open = open[:n-1]
			path = path[:min(n-1, maxPath)]
			wantKey = false
		case ',':
			if n > 0 {
				wantKey = open[n-1] == '{'
				if n <= maxPath && !wantKey {
					path[top].index++
				}
			}
		}
	}
}

func unquoteKey(b []byte, escaped bool) string {
	if !escaped {
		return string(b)
	}
	var out []byte
	for i := 0; i < len(b); {
		if b[i] != '\\' {
			out = append(out, b[i])
			i++
			continue
		}
		r, n := unescapeJSON(b[i:])
		out = utf8.AppendRune(out, r)
		i += max(n, 1)
	}
	return string(out)
}
