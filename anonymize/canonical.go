package anonymize

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/lethe-pii/lethe/pii"
)

// appendCanonical appends the form under which equal values are equal (version 1): NFKC, lower case, runs of blanks as one space;
// of numbers only letters and digits. Invalid bytes stay.
func appendCanonical(dst []byte, t pii.Type, raw []byte) []byte {
	if !isASCII(raw) {
		raw = norm.NFKC.Bytes(raw)
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
