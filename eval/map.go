package eval

import "strings"

// lines splits a file of words, without comments.
func lines(b []byte) [][]string {
	var out [][]string
	for _, l := range strings.Split(string(b), "\n") {
		l, _, _ = strings.Cut(l, "#")
		out = append(out, strings.Fields(strings.ReplaceAll(strings.ReplaceAll(l, "->", " "), "=", " ")))
	}
	return out
}
