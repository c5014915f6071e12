package formats

import (
	"bytes"
	"regexp"
	"strings"
	"sync"

	"github.com/lethe-pii/lethe/pii"
)

// aside is raw[from:to], which may stand inside of a word and is none of its text: the value of an attribute, a comment,
// what was deleted while changes are tracked.
type aside struct {
	from, to int
	kind     int
	label    string // of a field
	joins    bool   // it goes on where the one before it ends
}

// giveAsides adds what was put aside, each as a field of its own.
func (r *record) giveAsides() {
	for _, a := range r.asides {
		if !a.joins {
			r.gap('\n')
			r.mark(pii.MarkField, a.label)
		}
		if a.kind == markupRaw {
			r.plain(a.from, a.to, a.kind)
		} else {
			r.entities(a.from, a.to, a.kind)
		}
	}
	if len(r.asides) > 0 {
		r.gap('\n')
		r.mark(pii.MarkField, "")
		r.asides = r.asides[:0]
	}
}

// commentEnd returns where the text of the comment at i stands and where the comment ends. HTML ends it at "--!>" too, and at once
// after "<!-->" and "<!--->" (HTML standard, 13.2.5.44).
func commentEnd(raw []byte, i int, isHTML bool) (from, to, after int) {
	from = i + len("<!--")
	if rest := raw[from:]; isHTML {
		switch {
		case bytes.HasPrefix(rest, []byte(">")):
			return from, from, from + 1
		case bytes.HasPrefix(rest, []byte("->")):
			return from, from, from + 2
		}
	}
	for at := from; ; {
		k := bytes.Index(raw[at:], []byte("--"))
		if k < 0 {
			return from, len(raw), len(raw)
		}
		at += k
		switch rest := raw[at+2:]; {
		case bytes.HasPrefix(rest, []byte(">")):
			return from, at, at + 3
		case isHTML && bytes.HasPrefix(rest, []byte("!>")):
			return from, at, at + 4
		}
		at++
	}
}

// layoutAttrs are attributes of HTML that say how something looks or works.
var layoutAttrs = sync.OnceValue(func() map[string]bool {
	return words("align async autocomplete autofocus autoplay bgcolor border cellpadding cellspacing charset checked class color cols colspan controls coords crossorigin " +
		"d decoding defer dir disabled draggable enctype face fill fill-rule fetchpriority frameborder height hidden hreflang http-equiv integrity itemprop itemscope itemtype lang language " +
		"loading loop maxlength media method min max minlength multiple muted nonce nowrap novalidate points preload preserveaspectratio r readonly rel required " +
		"role rows rowspan rx ry sandbox scope scrolling selected shape size sizes spellcheck start step stroke stroke-linecap stroke-linejoin stroke-width " +
		"style tabindex target transform translate type valign version viewbox width wrap x x1 x2 xmlns xmlns:xlink y y1 y2")
})

// longDigits is how many digits in a row a layout does not have.
const longDigits = 7

// telling reports whether a value that names nobody by its place has an address or a long number in it all the same.
func telling(v []byte) bool {
	digits := 0
	for _, c := range v {
		switch {
		case c == '@' || c == '&':
			return true
		case c >= '0' && c <= '9':
			if digits++; digits >= longDigits {
				return true
			}
		default:
			digits = 0
		}
	}
	return bytes.Contains(v, []byte("%40")) || bytes.Contains(v, []byte("url("))
}

// css adds what a style sheet raw[from:to] says or links to: its comments, the texts that it generates, and addresses of files. Its selectors and properties
// are words of a language of their own. A sheet with an e-mail address is text.
func (r *record) css(from, to int) {
	for at := from; at < to; at++ {
		k := bytes.IndexByte(r.raw[at:to], '@')
		if k < 0 {
			break
		}
		if at += k; addressAt(r.raw, at) {
			r.unescaped(from, to, markupRaw)
			return
		}
	}
	for _, m := range said().FindAllIndex(r.raw[from:to], -1) {
		r.gap('\n')
		r.unescaped(from+m[0], from+m[1], markupRaw)
	}
}

var said = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?s)/\*.*?(?:\*/|$)|(?i)\b(?:content\s*:[^;}]*|url\([^)]*\)?)`)
})

// attributes keeps the wanted attribute values of a start tag for giveAsides.
func (r *record) attributes(i, end int, tag string, wanted func(tag, name string, value []byte) bool) {
	raw := r.raw
	for i < end {
		for i < end && (raw[i] <= ' ' || raw[i] == '/' || raw[i] == '>') {
			i++
		}
		start := i
		for i < end && raw[i] > ' ' && raw[i] != '=' && raw[i] != '>' && raw[i] != '/' {
			i++
		}
		name := strings.ToLower(string(raw[start:i]))
		for i < end && raw[i] <= ' ' {
			i++
		}
		if i >= end || raw[i] != '=' {
			if i == start {
				i++
			}
			continue
		}
		i++
		for i < end && raw[i] <= ' ' {
			i++
		}
		from, to := i, i
		if i < end && (raw[i] == '"' || raw[i] == '\'') {
			from = i + 1
			k := bytes.IndexByte(raw[from:end], raw[i])
			if k < 0 { // never closed
				k = end - from
			}
			to, i = from+k, from+k+1
		} else {
			for i < end && raw[i] > ' ' && raw[i] != '>' {
				i++
			}
			to = i
		}
		if to > from && wanted(tag, name, raw[from:to]) {
			if v := raw[from:to]; base64URL(v) && !isRaster(v) {
				r.notRead("data: URL")
			}
			r.asides = append(r.asides, aside{from: from, to: to, kind: markupAttr, label: name[strings.LastIndexByte(name, ':')+1:]})
		}
	}
}
