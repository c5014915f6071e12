package special

import "github.com/lethe-pii/lethe/internal/lex"

// asks reports a question mark in the gap between two words.
func asks(gap []byte) bool {
	for i, b := range gap {
		if b == '?' && !(i > 0 && i+1 == len(gap) && gap[i-1] == ' ') { // not the doubt of "HTN. ?COPD"
			return true
		}
	}
	return false
}

// stops reports whether a sentence ends in the gap [a, b) behind token k.
func stops(text []byte, a, b int, ts []lex.Token, k int) bool {
	if b-a > 40 {
		return true
	}
	for p := a; p < b; p++ {
		switch text[p] {
		case '!', '?', ';', '|', '{', '}':
			return true
		case '.':
			if p+1 < b && text[p+1] <= ' ' && ts[k].Len() > 3 || p+1 < b && ts[k].Len() > 1 && text[p+1] == '\n' {
				return true
			}
			if p+1 < b && text[p+1] <= ' ' && !abbreviation(text[ts[k].Start:ts[k].End]) {
				return true
			}
		case '\n':
			if p+1 < b && text[p+1] == '\n' || k+1 < len(ts) && ts[k+1].Flags&lex.FirstUpper != 0 || p > a {
				return true
			}
		case ':':
			if k >= 0 && ts[k].Flags&lex.LineStart != 0 && p == a {
				continue
			}
		}
	}
	return false
}

// abbreviation reports whether a short word before a full stop is no end of a sentence.
func abbreviation(w []byte) bool {
	if len(w) == 1 {
		return true
	}
	switch string(lower3(w)) {
	case "mr", "ms", "mrs", "dr", "st", "sr", "sra", "hr", "fr", "pat", "z", "vs", "no", "nr", "bzw", "ca":
		return true
	}
	return false
}

func lower3(w []byte) []byte {
	var b [3]byte
	for i, c := range w {
		if i == len(b) {
			break
		}
		if lex.IsUpper(c) {
			c |= 0x20
		}
		b[i] = c
	}
	return b[:min(len(w), 3)]
}

// weEnding reports whether w is the ending of a Spanish verb of the first person plural: "guardamos", "creemos", "vivimos".
func weEnding(w []byte) bool {
	return string(w[1:]) == "mos" && (w[0] == 'a' || w[0] == 'e' || w[0] == 'i')
}
