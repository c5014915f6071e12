package detectors

import (
	"github.com/lethe-pii/lethe/pii"
)

// Email finds e-mail addresses: the forms of RFC 5321 section 4.1.2 that occur in text, with quoted local parts, plus tags, IDN
// hosts and non-ASCII local parts (RFC 6531); and the same said or disguised: "jo dot ferris at example dot org", "ann [at]
// example (dot) com", "maria arroba example punto com", in English, German, French, Spanish. The "@" may be escaped as in
// program text ("\@", "\u0040"), and Markdown's stars may stand in the local part. Of "ann@example.com.txt" only the address is taken.
//
// Refused: image names for dense screens ("icon@2x.png"), versions ("pkg@v1.2.3"), scp addresses of Git ("git@host:path"), the user
// part of URLs, and "at" behind words that no address ends with ("find us at example dot com"). Cost: constant for each "@" and each
// word that can mean it.
func Email() pii.Detector { return emailDetector{} }

type emailDetector struct{}

var atWords = []string{"at", "arroba", "arobase", "arrobase", "ät", "bei", "klammeraffe", "chiocciola", "apenstaartje"}

func (emailDetector) Spec() pii.Spec {
	return pii.Spec{
		Name:  "email",
		Types: []pii.Type{pii.Email},
		Reach: pii.Reach{Behind: 256, Ahead: 320},
		Wants: []pii.Want{pii.OnBytes("@"), pii.OnWords(atWords...), pii.OnLiterals("(a)", "[a]", "{a}", "<a>", "(à)"),
			pii.OnLiterals(escapedAts...)},
	}
}

var (
	ruleEmail      = &pii.Rule{Detector: "email", Name: "address", Source: "RFC 5321 section 4.1.2, RFC 6531"}
	ruleEmailSaid  = &pii.Rule{Detector: "email", Name: "spoken"}
	ruleEmailQuote = &pii.Rule{Detector: "email", Name: "quoted", Source: "RFC 5321 section 4.1.2"}
)

func (emailDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	until := 0
	for i := range at {
		a := &at[i]
		if a.Start < until {
			continue
		}
		if a.Want == 0 || a.Want == 3 {
			start, end, rule := writtenEmail(s.Text, until, a.Start, a.End)
			if end > 0 {
				dst = append(dst, s.Found(start, end, pii.Email, 0.95, rule))
				until = end
				continue
			}
			if a.Want == 3 {
				continue
			}
		}
		if start, end, score := saidEmail(s, a.Start, a.End, a.Want == 1); end > 0 {
			f := s.Found(start, end, pii.Email, score, ruleEmailSaid)
			f.Attrs = f.Attrs.WithSpoken(true)
			dst = append(dst, f)
			until = end
		}
	}
	return dst
}

// localByte are the bytes of local parts as people write them; the rest of RFC 5322's atext means something else in text.
func localByte(c byte) bool {
	return alnum(c) || c >= 0x80 || c == '.' || c == '_' || c == '-' || c == '+' || c == '\'' || c == '%' || c == '~' || c == '#' || c == '!'
}

// writtenEmail reads the address around the "@", or its escape, at [p, after), that begins at from or later; end is 0 if there is none.
func writtenEmail(b []byte, from, p, after int) (start, end int, rule *pii.Rule) {
	p, escaped := escapeStart(b, p, after)
	if p <= from || after >= len(b) {
		return 0, 0, nil
	}
	rule = ruleEmail
	if b[p-1] == '"' {
		start, rule = quotedLocal(b, p), ruleEmailQuote
	} else {
		start = localStart(b, from, p)
	}
	if start >= p || start < from {
		return 0, 0, nil
	}
	end, last, dots := host(b, after)
	end, last, dots = trimHost(b, after, end, last, dots)
	if e, l := cutHost(b, after, end, last, dots); e > 0 {
		end, last = e, l
	} else if dots > 0 && hostName(b[last:end]) {
		if fileName(b[last:end]) || end < len(b) && (b[end] == '_' || b[end] == '@') {
			return 0, 0, nil
		}
	} else if e := literalHost(b, after); e > 0 {
		return start, e, rule
	} else {
		return 0, 0, nil
	}
	switch {
	case escaped && topLevel(b[last:end]) == noDomain:
		return 0, 0, nil
	case end+1 < len(b) && b[end] == ':' && alnum(b[end+1]) && equalFold(b[start:p], "git"):
		return 0, 0, nil
	case start > 1 && b[start-1] == '/' && b[start-2] == '/':
		return 0, 0, nil
	case start > 0 && b[start-1] == ':' && userInfo(b, start-1):
		return 0, 0, nil
	}
	return underlined(b, start, end), end, rule
}

// userInfo reports whether the colon at p stands in "scheme://user:password@".
func userInfo(b []byte, p int) bool {
	for q := p - 1; q > 0 && p-q < 64; q-- {
		if b[q] == '/' {
			return b[q-1] == '/'
		}
		if b[q] <= ' ' {
			return false
		}
	}
	return false
}

// localStart returns where the local part that ends at p begins, at from or later; p if there is none.
func localStart(b []byte, from, p int) int {
	if p-from > 3 && string(b[p-3:p]) == "..." && b[p-4] != '.' { // "fran...@example.com", as archives shorten it
		if start := localStart(b, from, p-3); start < p-3 {
			return start
		}
		return p
	}
	start, ok := localRun(b, from, p)
	if !ok {
		return p
	}
	// "bounce+ann=example.com@lists.example": the sender's variable envelope, with a "="
	if start > from && b[start-1] == '=' {
		for q := start - 1; q > from && p-q < 128 && (localByte(b[q-1]) || b[q-1] == '='); q-- {
			if b[q-1] == '+' {
				return max(from, localWord(b, q-1, p))
			}
		}
	}
	for start < p && !alnum(b[start]) && b[start] < 0x80 && b[start] != '_' {
		start++
	}
	if start == p || b[p-1] == '.' {
		return p
	}
	for q := start; q+1 < p; q++ {
		if b[q] == '.' && b[q+1] == '.' {
			start = q + 2
		}
	}
	return start
}

func localWord(b []byte, plus, p int) int {
	for plus > 0 && p-plus < 128 && alnum(b[plus-1]) {
		plus--
	}
	return plus
}

// punctuationAt reports whether the byte at i belongs to a rune that is punctuation.
func punctuationAt(b []byte, i int) bool {
	for k := 0; k < 4 && i-k >= 0; k++ {
		if c := b[i-k]; c >= 0xc0 {
			return punctuation(b[i-k:])
		}
	}
	return false
}

// quotedLocal returns the start of the quoted string that ends right before p, or p.
func quotedLocal(b []byte, p int) int {
	for q := p - 2; q >= 0 && p-q < 66; q-- {
		switch b[q] {
		case '"':
			if q > 0 && b[q-1] == '\\' {
				continue
			}
			if p-q < 4 || q > 0 && b[q-1] > ' ' && b[q-1] != '<' && b[q-1] != '(' && b[q-1] != ':' {
				return p
			}
			return q
		case '\n', '\r':
			return p
		}
	}
	return p
}

// literalHost returns the end of an address literal such as "[192.0.2.1]" or "[IPv6:2001:db8::1]" at p, or 0.
func literalHost(b []byte, p int) int {
	if b[p] != '[' {
		return 0
	}
	for q := p + 1; q < len(b) && q-p < 48; q++ {
		switch c := b[q]; {
		case c == ']':
			if q-p > 7 {
				return q + 1
			}
			return 0
		case !isHex(c) && c != '.' && c != ':' && (c|0x20) != 'i' && (c|0x20) != 'p' && (c|0x20) != 'v':
			return 0
		}
	}
	return 0
}
