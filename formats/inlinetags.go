package formats

import (
	"bytes"
	"regexp"
	"sync"
)

// inlineTags matches tags of HTML that stand inside of words and say nothing themselves, as strings of JSON hold them: "Xan</b>the".
var inlineTags = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(inlineTagExpr) })

// leadingTag matches one at the start of a text.
var leadingTag = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:` + inlineTagExpr + `)`) })

const inlineTagExpr = `(?i)(?:<|\\u003c)(?:\\?/)?(?:abbr|at|b|bdi|big|code|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|wbr)` +
	`(?:\s+(?:class|style|dir|lang)\s*=\s*\\?["'][a-z :;,.#%_-]{0,80}\\?["']|\s+id=\\?["'][0-9]{1,4}\\?["'])*\s*(?:\\?/)?(?:>|\\u003e)`

// addRich adds the string literal with content raw[from:to] as text without inline tags, which part its cells and stay where they are.
func addRich(r *record, from, to int, escaped bool) error {
	raw := r.raw[from:to]
	if bytes.IndexByte(raw, '<') < 0 && (!escaped || !bytes.Contains(raw, []byte(`\u003`))) {
		return addString(r, from, to, escaped)
	}
	at := 0
	for _, tag := range inlineTags().FindAllIndex(raw, -1) {
		if tag[0] > 0 && raw[tag[0]-1] == '\\' { // perhaps an escape of another kind
			continue
		}
		if tag[0] > at {
			if err := addString(r, from+at, from+tag[0], escaped); err != nil {
				return err
			}
		}
		at = tag[1]
	}
	if at == len(raw) {
		return nil
	}
	return addString(r, from+at, to, escaped)
}

// inlineTag returns the length of the inline tag that b begins with, 0 if it begins with none.
func inlineTag(b []byte) int {
	if len(b) < 3 || b[1] == ' ' || b[1] == '\r' || b[1] == '\n' {
		return 0
	}
	return len(leadingTag().Find(b[:min(len(b), maxInlineTag)]))
}

// maxInlineTag bounds the tags that are looked for in calendars, in bytes.
const maxInlineTag = 128
