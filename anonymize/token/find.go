package token

import "bytes"

// endings are what languages put behind a name or a word that is foreign to them, without a sign between: plurals, cases, adjectives.
var endings = func() map[string]bool {
	m := map[string]bool{}
	for _, e := range bytes.Fields([]byte(`s es ish ian like esque ism ist less ness wise
		n en e er ern ens isch ische ischen ischer isches sche schen scher sches in innen
		je tje et ets ene`)) {
		m[string(e)] = true
	}
	return m
}()

const maxEnding = 7

// Find returns the first word of b that holds what has the form of a token, or -1, -1. Words are of ASCII letters, digits and underscores, at
// most MaxLen of them. If beside the token there are only
//
//   - underscores, as emphasis in Markdown has them, with any word without figures behind them,
//   - another token behind it,
//   - behind it an ending such as "s", "en" or "ish",
//   - before it figures and lower-case letters, if the type is in capitals (Prefix),
//
// then b[start:end] is the token, without what is behind it, and with what is before it if that could be of the type's name. With anything else it is the
// whole word, which does not parse: where its token ends is not certain. The check is not looked at. Linear in b.
func Find(b []byte) (start, end int) {
	for at := 0; at < len(b); {
		if !isWord(b[at]) {
			at++
			continue
		}
		end := at + 1
		for end < len(b) && isWord(b[end]) {
			end++
		}
		if end-at <= MaxLen {
			switch s, e, sure := inWord(b[at:end]); {
			case sure:
				return at + s, at + e
			case s >= 0:
				return at, end
			}
		}
		at = end
	}
	return -1, -1
}

// inWord finds the first token in a word, -1 if there is none. It is not sure of one that is beside something else.
func inWord(word []byte) (start, end int, sure bool) {
	for cut := 1; cut+tailChars < len(word); cut++ {
		var t Token
		tail := cut + 1 + tailChars
		if word[cut] != '_' || !parseTail(&t, word[cut+1:tail]) {
			continue
		}
		lead := bytes.TrimLeft(word[:cut], "_")
		start := cut - len(lead)
		if !isType(lead) {
			if start = typeStart(word[:cut]); start < 0 {
				continue
			}
		}
		if t.Kind == Vault && len(word) >= tail+MarkLen && word[tail] == '_' && parseMark(word[tail:]) != 0 {
			tail += MarkLen
		}
		return start, tail, endsAt(word[tail:])
	}
	return -1, -1, false
}

// endsAt reports whether a token can end before rest.
func endsAt(rest []byte) bool {
	if len(rest) == 0 || rest[0] == '_' && !bytes.ContainsAny(rest, "0123456789") {
		return true
	}
	var low [maxEnding]byte
	if end := bytes.TrimRight(rest, "_"); len(end) <= len(low) {
		for i, c := range end {
			low[i] = c | 0x20
		}
		if endings[string(low[:len(end)])] {
			return true
		}
	}
	start, _, sure := inWord(bytes.TrimLeft(rest, "_"))
	return start == 0 && sure
}

// Prefix returns how many bytes of b, which Find returned, may stand before the token: b[n:] is the token if b is none. It is 0 if there are none.
func Prefix(b []byte) int {
	n := len(b) - tailChars - 1
	if n > MarkLen && b[len(b)-MarkLen] == '_' {
		n -= MarkLen
	}
	if n < 1 {
		return 0
	}
	return max(0, typeStart(b[:n]))
}

// typeStart returns where in b a type in capitals begins that ends with b, -1 if none does.
func typeStart(b []byte) int {
	at := len(b)
	for at > 0 && (b[at-1] == '_' || '0' <= b[at-1] && b[at-1] <= '9' || 'A' <= b[at-1] && b[at-1] <= 'Z') {
		at--
	}
	for at < len(b) && (b[at] < 'A' || b[at] > 'Z') {
		at++
	}
	if at == len(b) || len(b)-at > maxType {
		return -1
	}
	return at
}

func isWord(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}
