package formats

import "strings"

// gluer follows an expression of a formula or a statement and tells whether the text that comes next is put behind the one before.
type gluer struct {
	open   bool   // the last thing was a text, or a sign that puts texts together
	concat bool   // the last word was a function that does
	calls  []bool // the open brackets: whether such a function's
}

// maxCalls bounds the brackets that are followed.
const maxCalls = 256

// holds reports whether a text at this place goes on with the one before.
func (g *gluer) holds() bool { return g.open }

// after takes note of a value; text says that it is one.
func (g *gluer) after(text bool) { g.open, g.concat = text, false }

// word takes note of a name.
func (g *gluer) word(name string) {
	name = strings.ToUpper(name)
	g.open, g.concat = false, name == "CONCAT" || name == "CONCATENATE"
}

// sign takes note of a sign and reports whether it was one that matters here.
func (g *gluer) sign(c byte) bool {
	switch c {
	case ' ', '\t', '\r', '\n', '&', '|', '+':
	case ',', ';':
		g.open = g.open && len(g.calls) > 0 && g.calls[len(g.calls)-1]
	case '(':
		g.open = false
		if len(g.calls) < maxCalls {
			g.calls = append(g.calls, g.concat)
		}
	case ')':
		g.open = false
		g.calls = g.calls[:max(0, len(g.calls)-1)]
	default:
		return false
	}
	g.concat = g.concat && c <= ' '
	return true
}
