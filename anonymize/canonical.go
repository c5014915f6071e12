package anonymize

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/lethe-pii/lethe/pii"
)

// appendCanonical appends the form under which equal values are equal (version 2, token.CanonicalVersion): NFKC, lower case, runs of blanks as one
// space; of numbers only letters and digits; of persons' names the words with the given name first. Invalid bytes stay.
func appendCanonical(dst []byte, t pii.Type, raw []byte) []byte {
	if !isASCII(raw) {
		raw = norm.NFKC.Bytes(raw)
	}
	if t == pii.Person {
		if out := appendPerson(dst, raw); len(out) > len(dst) {
			return out
		}
	}
	compact := isNumberType(t)
	start := len(dst)
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			dst = append(dst, raw[i])
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		case compact && r != '+':
		case unicode.IsSpace(r):
			if k := len(dst); k > start && dst[k-1] != ' ' {
				dst = append(dst, ' ')
			}
		default:
			dst = utf8.AppendRune(dst, r)
		}
		i += n
	}
	if k := len(dst); k > start && dst[k-1] == ' ' {
		dst = dst[:k-1]
	}
	return dst
}

// appendPerson appends the words of a name in lower case, "Lee, Ann" as "ann lee", without full stops and titles. A title that tells the gender
// stays beside a single name: Mr and Mrs Lee are two. It appends nothing if there is no word.
func appendPerson(dst, name []byte) []byte {
	var buf [8][]byte
	words, surnames := buf[:0], 0
	for rest := name; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		end := 0
		for end < len(rest) && isNameRune(r) {
			end += n
			r, n = utf8.DecodeRune(rest[end:])
		}
		if end == 0 {
			if r == ',' && surnames == 0 {
				surnames = len(words)
			}
			rest = rest[n:]
			continue
		}
		if w := bytes.Trim(rest[:end], ".'’-"); len(w) > 0 {
			words = append(words, w)
		}
		rest = rest[end:]
	}
	kept := words[:0]
	for i, w := range words {
		gender, title := isTitle(w)
		if title && len(words) > 1 && (gender == unknownGender || len(words) > 2 && i == 0) {
			if i < surnames {
				surnames--
			}
			continue
		}
		kept = append(kept, w)
	}
	if surnames >= len(kept) {
		surnames = 0
	}
	start := len(dst)
	for i := range kept {
		if len(dst) > start {
			dst = append(dst, ' ')
		}
		for _, r := range string(kept[(i+surnames)%len(kept)]) {
			if r == '’' {
				r = '\''
			}
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
	}
	return dst
}

// isTitle looks a word up among the titles of names, but for those that may be names themselves and those that tell father and son apart.
func isTitle(w []byte) (g gender, ok bool) {
	var buf [16]byte
	if len(w) > len(buf) {
		return unknownGender, false
	}
	low := buf[:0]
	for _, r := range string(w) {
		low = utf8.AppendRune(low, unicode.ToLower(r))
	}
	switch string(low) {
	case "m", "don", "jr":
		return unknownGender, false
	}
	g, ok = titles[string(low)]
	return g, ok
}

func isNumberType(t pii.Type) bool {
	if t == pii.Phone {
		return true
	}
	info, _ := t.Info()
	return info.Group == "payment" || info.Group == "national"
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
