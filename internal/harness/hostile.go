// Package harness has the inputs that every capability is tested with: hostile patterns, random cuts, and canary values.
package harness

import (
	"bytes"
	"math/rand/v2"
)

// Pattern is a hostile text: one unit, repeated.
type Pattern struct{ Name, Unit string }

// Patterns are texts that make naive matchers quadratic, overflow their buffers or blow up their output.
var Patterns = []Pattern{
	{"letters", "a"}, {"digits", "1"}, {"digit dashes", "1-"}, {"digit dots", "1."}, {"digit blanks", "1 "}, {"ats", "@"}, {"letter ats", "a@"},
	{"letter dots", "a."}, {"capitalised", "Aaaa "}, {"one name", "Maria "}, {"initials", "J. R. "}, {"colons", ":"}, {"label colons", "name: "},
	{"parentheses", "("}, {"country codes", "DE89 "}, {"pluses", "+1"}, {"angle brackets", "<"}, {"key starts", "-----BEGIN PRIVATE KEY-----\n"},
	{"schemes", "http://"}, {"zero-width", "a\u200b"}, {"zero-width joiners", "\u200d"}, {"combining", "e\u0301"}, {"combining runs", "\u0301"},
	{"percent", "%41"}, {"entities", "&#97;"}, {"ampersands", "&"}, {"invalid", "\xff"}, {"nulls", "\x00"}, {"newlines", "\n"},
	{"speakers", "Agent: hi\n"}, {"spoken digits", "oh one two "}, {"at words", "jo at x dot "}, {"months", "March 3 "}, {"keys", "sk-aaaaaaaaaaaaaaaaaaaa "},
	{"full-width", "\uff11"}, {"homoglyphs", "\u0430a"}, {"quotes", "\""}, {"equals", "a=b;"}, {"streets", "12 High Street "}, {"I have", "I have diabetes "},
	{"legal forms", "Inc "}, {"owners", "User"}, {"broken numbers", "567 890 they called 123 4\n"}, {"broken addresses", "a.b@\n"},
}

// Text returns n bytes of the pattern, cut at a unit's edge.
func (p Pattern) Text(n int) []byte {
	return bytes.Repeat([]byte(p.Unit), max(1, n/len(p.Unit)))
}

// Cuts calls write with consecutive pieces of b, of 1 to most bytes, cut anywhere: inside of runes, CRLF and values.
func Cuts(r *rand.Rand, b []byte, most int, write func([]byte)) {
	for len(b) > 0 {
		n := min(len(b), 1+r.IntN(most))
		write(b[:n])
		b = b[n:]
	}
}
