package pdf

import "strings"

// maxBroken is how much of a line is looked at to find what goes on in the next, in bytes.
const maxBroken = 128

// joined reports whether what ends one line goes on in the next: an e-mail address that was broken at a hyphen, a dot or its "@", or a number
// broken at a hyphen. A hyphen that the break brought stays, since nobody knows which did.
func joined(tail, head string) bool {
	if tail == "" || head == "" {
		return false
	}
	last := strings.TrimSuffix(tail, "-")
	if last != tail && last != "" && isDigit(last[len(last)-1]) && isDigit(head[0]) {
		return true
	}
	at := strings.IndexByte(tail+head, '@')
	if at < 1 || at != strings.LastIndexByte(tail+head, '@') {
		return false
	}
	domain := (tail + head)[at+1:]
	switch {
	case last != tail && last != "" && inAddress(last[len(last)-1]) && inAddress(head[0]):
	case strings.HasSuffix(tail, "@") && inAddress(head[0]), head[0] == '@' && inAddress(tail[len(tail)-1]):
	case at < len(tail) && (strings.HasSuffix(tail, ".") || head[0] == '.'):
		if strings.Count(tail[at:], ".") > 1 || strings.HasPrefix(head, ".") && strings.Contains(tail[at:], ".") {
			return false // whole before the break
		}
	default:
		return false
	}
	dot := strings.IndexByte(domain, '.')
	return dot > 0 && dot+1 < len(domain) && inAddress(domain[dot+1])
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func inAddress(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' }

// tail and head are the texts without a blank that a segment ends and begins with.
func (s *segment) tail() string {
	n := len(s.glyphs)
	from, size := n, 0
	for from > 0 && size < maxBroken && s.glyphs[from-1].text != " " && !endsBlank(s.glyphs[from-1].text) {
		from--
		size += len(s.glyphs[from].text)
		if s.text[from] != "" {
			break
		}
	}
	return texts(s.glyphs[from:])
}

func (s *segment) head() string {
	to, size := 0, 0
	for to < len(s.glyphs) && size < maxBroken && s.glyphs[to].text != " " && !endsBlank(s.glyphs[to].text) && (to == 0 || s.text[to] == "") {
		size += len(s.glyphs[to].text)
		to++
	}
	return texts(s.glyphs[:to])
}

func texts(gs []glyph) string {
	var b strings.Builder
	for i := range gs {
		b.WriteString(gs[i].text)
	}
	return b.String()
}
