package formats

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"regexp"
	"strings"
	"sync"

	"github.com/lethe-pii/lethe/pii"
)

// mailPatterns are an encoded word (RFC 2047) with its character set; what of a header of MIME programs alone read: the type, and parameters
// that name a boundary, a character set and the like, which quoted strings hide; and a parameter.
var mailPatterns = sync.OnceValue(func() (p struct{ word, fixed, extended *regexp.Regexp }) {
	p.word = regexp.MustCompile(`=\?([^?\s]*)\?[^?\s]*\?[^?]*\?=`)
	p.fixed = regexp.MustCompile(`(?i)(^\s*[a-z0-9][a-z0-9.+-]*(?:/[a-z0-9][a-z0-9.+-]*)?\s*(?:;|$)|\bboundary[*0-9]*\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^;\s]*)|` +
		`\b(?:charset|format|delsp|method|report-type|reply-type|protocol|micalg|type|size)\s*=\s*(?:"[a-z0-9.+/-]*"|[a-z0-9.+/-]+)\s*(?:;|$))|"(?:[^"\\]|\\.)*"`)
	p.extended = regexp.MustCompile(`(?i)([a-z][a-z0-9_-]*)((?:\*[0-9]{1,3})?\*?)=(?:"([^"]*)"|([^;\s]*))`)
	return p
})

// header adds a header's value. Types, boundaries and the like are structure and no text.
func (r *record) header(from, to int, name string) {
	r.gap('\n')
	r.mark(pii.MarkField, name)
	start, value := from, r.raw[from:to]
	if k := bytes.IndexByte(value, '\r'); k >= 0 && bytes.Count(value, []byte{'\r'}) > bytes.Count(value, []byte("\r\n")) {
		r.notRead("header with bare carriage returns") // for some readers these end it
	}
	name = strings.ToLower(strings.TrimSpace(name))
	switch name {
	case "content-type", "content-disposition", "content-transfer-encoding", "mime-version":
		for _, m := range mailPatterns().fixed.FindAllSubmatchIndex(value, -1) {
			if m[2] < 0 {
				continue
			}
			part := bytes.ToLower(value[m[2]:m[3]])
			if !bytes.HasPrefix(part, []byte("boundary")) && (manyDigits(part) || m[2] > 0 && bytes.IndexByte(value, '*') >= 0) { // no piece of a value apart from the others
				continue
			}
			r.words(from, start+m[2], mailWords)
			r.gap('\n')
			from = start + m[3]
		}
	}
	switch name {
	case "content-disposition", "content-type":
		from = r.extended(from, to)
	case "dkim-signature", "arc-seal", "arc-message-signature", "list-unsubscribe":
		r.unbroken(from, to)
		r.gap('\n')
		return
	}
	r.words(from, to, wordKind(name))
	r.gap('\n')
}

// manyDigits reports whether b has more digits in a row than types and sizes have.
func manyDigits(b []byte) bool {
	n := 0
	for _, c := range b {
		if n++; c < '0' || c > '9' {
			n = 0
		} else if n > 6 {
			return true
		}
	}
	return false
}

// unbroken adds a header's value whose folds may stand inside of an address (RFC 6376 section 3.2, RFC 3986 appendix C).
func (r *record) unbroken(from, to int) {
	r.begin(from, mailText)
	for i := from; i < to; i++ {
		if c := r.raw[i]; c == '\r' || c == '\n' {
			for i+1 < to && (r.raw[i+1] == '\n' || r.raw[i+1] == ' ' || r.raw[i+1] == '\t') {
				i++
			}
			continue
		}
		r.put(i, r.raw[i])
	}
	r.finish(to)
}

// extended adds parameters in percent notation and in pieces (RFC 2231), with what stands before and between them, and returns where
// the rest begins. The pieces of a value are one text.
func (r *record) extended(from, to int) int {
	value, start := r.raw[from:to], from
	last := ""
	for _, m := range mailPatterns().extended.FindAllSubmatchIndex(value, -1) {
		name, quoted := string(value[m[2]:m[3]]), m[6] >= 0
		at := [2]int{start + m[8], start + m[9]}
		if quoted {
			at = [2]int{start + m[6], start + m[7]}
		}
		percent := m[4] < m[5] && value[m[5]-1] == '*'
		if !percent && m[4] == m[5] {
			continue
		}
		if first := !strings.EqualFold(name, last); first || len(bytes.Trim(r.raw[from:start+m[0]], " \t\r\n;")) > 0 {
			r.words(from, start+m[0], mailWords)
			r.gap('\n')
			if k := bytes.LastIndexByte(r.raw[at[0]:at[1]], '\''); k >= 0 && percent {
				if cs, ok := charset(string(bytes.SplitN(r.raw[at[0]:at[1]], []byte("'"), 2)[0])); cs != nil || !ok {
					r.notRead("parameter in a charset other than UTF-8")
				}
				at[0] += k + 1
			}
		}
		last = name
		if percent {
			r.percent(at[0], at[1])
		} else {
			r.plain(at[0], at[1], mailText)
		}
		from = start + m[1]
	}
	if from > start {
		r.gap('\n')
	}
	return from
}

// percent adds text in percent notation, which is encoded anew as a whole: a piece must not become empty.
func (r *record) percent(from, to int) {
	r.begin(from, mailPercent)
	for i := from; i < to; i++ {
		if r.raw[i] == '%' && i+2 < to {
			if hi, lo := unhex(r.raw[i+1]), unhex(r.raw[i+2]); hi < 16 && lo < 16 {
				r.put(i, hi<<4|lo)
				i += 2
				continue
			}
		}
		r.put(i, r.raw[i])
	}
	r.finish(to)
	r.cells[len(r.cells)-1].whole = true
}

// words adds text of a header, each stretch of encoded words decoded as a cell of a kind; those in a character set that is not read stay and are
// named.
func (r *record) words(from, to, kind int) {
	value := r.raw[from:to]
	words := mailPatterns().word.FindAllSubmatchIndex(value, -1)
	read := func(k int) bool {
		_, ok := charset(string(value[words[k][2]:words[k][3]]))
		return ok
	}
	at := 0
	for i, next := 0, 0; i < len(words); i = next {
		next = i + 1
		for read(i) && next < len(words) && read(next) && len(bytes.TrimSpace(value[words[next-1][1]:words[next][0]])) == 0 {
			next++
		}
		start, end := words[i][0], words[next-1][1]
		r.plain(from+at, from+start, mailText)
		if at = end; read(i) {
			r.decodeWords(from+start, from+end, kind)
			continue
		}
		r.notRead("header in an unknown charset")
		r.plain(from+start, from+end, mailText)
	}
	r.plain(from+at, to, mailText)
}

func (r *record) decodeWords(from, to, kind int) {
	d := mime.WordDecoder{CharsetReader: func(name string, in io.Reader) (io.Reader, error) {
		c, ok := charset(name)
		switch {
		case !ok:
			return nil, errCharset
		case c == nil:
			return in, nil
		}
		return c.NewDecoder().Reader(in), nil
	}}
	s, err := d.DecodeHeader(string(r.raw[from:to]))
	if err != nil || mailPatterns().word.MatchString(s) {
		r.notRead("header with a broken encoded word")
	}
	if err != nil {
		r.plain(from, to, mailText)
		return
	}
	r.decoded(from, to, []byte(s), kind)
}

// wordKind returns the kind of encoded words in a header of a name: in addresses they are a part of a person's name.
func wordKind(name string) int {
	switch strings.TrimPrefix(name, "resent-") {
	case "from", "to", "cc", "bcc", "sender", "reply-to", "return-path", "disposition-notification-to":
		return mailPhrase
	}
	return mailWords
}

var errCharset = errors.New("formats: unknown charset")
