package formats

import (
	"bytes"
	"encoding/base64"
	"unicode/utf8"
)

var binaryTag = []byte("!!binary")

// fewBinary is the least text in base64, in bytes: less may be a word that looks like it.
const fewBinary = 5

// binaryYAML adds the line at i if its value is base64 (YAML 1.1 type !!binary), with the lines that the value goes on in, and returns where the next
// line begins; false if there is none or it is no text.
func (r *record) binaryYAML(i, end, next int) (int, bool) {
	k := bytes.Index(r.raw[i:end], binaryTag)
	if before := bytes.TrimRight(r.raw[i:i+max(k, 0)], " "); k < 0 || len(before) == 0 || before[len(before)-1] != ':' && before[len(before)-1] != '-' {
		return 0, false
	}
	at := i + k + len(binaryTag)
	from, to := at, end
	switch rest := bytes.TrimSpace(r.raw[at:end]); {
	case len(rest) == 0, rest[0] == '|', rest[0] == '>':
		to = r.indented(i, next)
		from = next
		next = to
	}
	from += len(r.raw[from:to]) - len(bytes.TrimLeft(r.raw[from:to], " \t\"'\r\n"))
	to = from + len(bytes.TrimRight(r.raw[from:to], " \t\"'\r\n"))
	packed := bytes.Join(bytes.Fields(r.raw[from:to]), nil)
	text := make([]byte, base64.StdEncoding.DecodedLen(len(packed)))
	n, err := base64.StdEncoding.Decode(text, packed)
	if err != nil || n < fewBinary || !utf8.Valid(text[:n]) || bytes.IndexByte(text[:n], 0) >= 0 {
		return 0, false
	}
	r.plain(i, from, configLine)
	r.decoded(from, to, text[:n], configBase64)
	r.plain(to, next, configLine)
	return next, true
}

// indented returns where the lines from at on end that stand further in than the one at i.
func (r *record) indented(i, at int) int {
	depth := func(line []byte) int { return len(line) - len(bytes.TrimLeft(line, " ")) }
	outer := depth(r.raw[i:at])
	for at < len(r.raw) {
		end := len(r.raw)
		if k := bytes.IndexByte(r.raw[at:], '\n'); k >= 0 {
			end = at + k + 1
		}
		if line := r.raw[at:end]; len(bytes.TrimSpace(line)) > 0 && depth(line) <= outer {
			break
		}
		at = end
	}
	return at
}
