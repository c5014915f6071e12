package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lex"
)

// maxDialled is how far before a number of a dial string the name of its channel may begin, in bytes.
const maxDialled = 48

// dialled reports that the number whose first sign is at p is one that a telephone exchange dials or shows: "sip:3035550163@pbx.example",
// "PJSIP/trunk/3035550163", `"Ann Lee" <3035550163>`.
func dialled(b []byte, p int) bool {
	if p < 3 {
		return false
	}
	switch b[p-1] {
	case ':':
		return schemeEnds(b[:p-1], "sip") || schemeEnds(b[:p-1], "sips") || schemeEnds(b[:p-1], "tel")
	case '<':
		return b[p-2] == '"' || b[p-2] == ' ' && b[p-3] == '"'
	case '/':
		return channelBefore(b, p)
	}
	return false
}

// minDialled is how many digits in one piece the number in a dial string has: SIP/1003-00000a12 is a channel.
const minDialled = 8

// schemeEnds reports whether b ends with the scheme of a URI, as a word of its own.
func schemeEnds(b []byte, scheme string) bool {
	n := len(b) - len(scheme)
	return n >= 0 && equalFold(b[n:], scheme) && (n == 0 || !lex.IsWord(b[n-1]))
}

// channelBefore reports whether the path of a dial string stands before the number at p: "SIP/", "PJSIP/trunk/", "sofia/gateway/carrier/".
func channelBefore(b []byte, p int) bool {
	end := p
	for end < len(b) && lex.IsDigit(b[end]) {
		end++
	}
	if end-p < minDialled || end < len(b) && b[end] == '-' {
		return false
	}
	b = b[max(0, p-maxDialled):p]
	for segments := 0; segments < 3 && len(b) > 0; segments++ {
		b = b[:len(b)-1]
		k := bytes.LastIndexFunc(b, func(c rune) bool { return c >= 0x80 || !alnum(byte(c)) && c != '_' && c != '-' && c != '.' })
		switch name := b[k+1:]; {
		case equalFold(name, "sip"), equalFold(name, "pjsip"), equalFold(name, "iax2"), equalFold(name, "dahdi"), equalFold(name, "sofia"):
			return k < 0 || b[k] != '/'
		case len(name) == 0 || k < 0 || b[k] != '/':
			return false
		}
		b = b[:k+1]
	}
	return false
}
