package anonymize

import "bytes"

// Models write tokens into Markdown, where an underscore may be escaped: PERSON\_v…. A word goes on over such an escape.

// unescaped returns b without the backslashes before underscores, and the place in b of each byte; nil if there are none.
func unescaped(b []byte) (plain []byte, origin []int) {
	if !bytes.Contains(b, []byte(`\_`)) {
		return b, nil
	}
	plain, origin = make([]byte, 0, len(b)), make([]int, 0, len(b))
	for i := 0; i < len(b); i++ {
		end := i
		for end < len(b) && b[end] == '\\' {
			end++
		}
		if end == len(b) || b[end] != '_' {
			end = max(end-1, i)
			for ; i < end; i++ {
				plain, origin = append(plain, b[i]), append(origin, i)
			}
		}
		i = end
		plain, origin = append(plain, b[i]), append(origin, i)
	}
	return plain, origin
}

// wordEnd returns where the word that b begins with ends.
func wordEnd(b []byte) int {
	end := 0
	for i := 0; i < len(b); i++ {
		switch {
		case isWordByte(b[i]) && (i == end || b[i] == '_'):
			end = i + 1
		case b[i] != '\\':
			return end
		}
	}
	return end
}

// openWord returns where the word begins that b ends with and that may go on.
func openWord(b []byte) int {
	n := len(bytes.TrimRight(b, `\`))
	for {
		for n > 0 && isWordByte(b[n-1]) {
			n--
		}
		rest := len(bytes.TrimRight(b[:n], `\`))
		if rest == n || n == len(b) || b[n] != '_' || rest == 0 || !isWordByte(b[rest-1]) {
			return n
		}
		n = rest
	}
}
