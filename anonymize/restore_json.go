package anonymize

import (
	"io"
	"unicode/utf8"
)

// JSONRestoreWriter restores a stream of JSON: the answer of an interface, lines of JSON, server-sent events. Tokens are looked for in
// strings, with their escapes resolved (\n beside a token, \u0045MAIL_…), and originals are written escaped. A string that holds a JSON object or list, as the
// arguments of a tool call do, is read as such: originals in its strings are escaped twice. It holds back at most one word of the length of the
// longest token, and is not safe for concurrent use. A token that is spread over several strings, as deltas of a streamed answer are, is not put
// together: write the deltas' text to a RestoreWriter instead.
type JSONRestoreWriter struct {
	r     *Restorer
	to    io.Writer
	out   []byte // ready to be written
	outer jsonStrings
	inner jsonStrings // inside of a string that holds an object
	opens openState   // whether the current string does
	word  []byte      // resolved bytes of the word at hand
	raw   []byte      // as it came
	ends  []int       // where in raw each byte of word ends
	slash []byte      // backslashes behind the word, as they came: an underscore may follow
	depth int         // of strings in which the word stands, 1 or 2
	long  bool        // the word is longer than any token
	stats RestoreStats
	err   error

	closed bool
}

// openState tells whether a string holds an object or list: brackets and then a quote, with blanks between.
type openState uint8

const (
	atStart openState = iota
	afterBrace
	isObject
	isText
)

// NewJSONWriter returns a JSONRestoreWriter that writes to w. It must be closed.
func (r *Restorer) NewJSONWriter(w io.Writer) *JSONRestoreWriter {
	return &JSONRestoreWriter{r: r, to: w}
}

// Write takes JSON cut anywhere. An error is that of the writer below or of the vault and comes again from every later call.
func (w *JSONRestoreWriter) Write(b []byte) (int, error) {
	if w.r.from == nil && w.err == nil {
		w.err = ErrNoVault
	}
	if w.closed && w.err == nil {
		return 0, ErrClosed
	}
	if w.err != nil {
		return 0, w.err
	}
	for _, c := range b {
		w.outer.next(c, w.string1)
		if w.err != nil {
			return 0, w.err
		}
	}
	return len(b), w.flush()
}

// string1 takes a character of the outer level: raw is how it came. inside says that it stands in a string.
func (w *JSONRestoreWriter) string1(c rune, raw []byte, inside bool) {
	if !inside {
		w.endWord()
		w.out = append(append(w.out, w.inner.raw...), raw...)
		w.opens, w.inner = atStart, jsonStrings{}
		return
	}
	switch {
	case w.opens == isObject:
		w.inner.nextRune(c, raw, w.string2)
		return
	case w.opens > afterBrace || c == ' ' || c == '\n' || c == '\t' || c == '\r':
	case c == '{' || c == '[':
		w.opens = afterBrace
	case w.opens == afterBrace && c == '"':
		w.opens = isObject
		w.inner = jsonStrings{inside: true}
	default:
		w.opens = isText
	}
	w.char(c, raw, 1)
}

// string2 takes a character of a string that holds an object.
func (w *JSONRestoreWriter) string2(c rune, raw []byte, inside bool) {
	if inside {
		w.char(c, raw, 2)
	} else {
		w.char(c, raw, 1)
	}
}

// char takes a resolved character.
func (w *JSONRestoreWriter) char(c rune, raw []byte, depth int) {
	if c == '\\' && depth == w.depth && len(w.slash) < w.r.longest {
		w.slash = append(w.slash, raw...)
		return
	}
	if len(w.slash) > 0 && c != '_' {
		w.endWord()
	}
	if c >= utf8.RuneSelf || c < 0 || !isWordByte(byte(c)) || depth != w.depth {
		w.endWord()
	}
	if c >= utf8.RuneSelf || c < 0 || !isWordByte(byte(c)) {
		w.out = append(w.out, raw...)
		return
	}
	w.depth = depth
	if w.long {
		w.out = append(append(w.out, w.slash...), raw...)
		w.slash = w.slash[:0]
		return
	}
	w.word, w.raw = append(w.word, byte(c)), append(append(w.raw, w.slash...), raw...)
	w.slash, w.ends = w.slash[:0], append(w.ends, len(w.raw))
	if len(w.word) > w.r.longest {
		w.out = append(w.out, w.raw...)
		w.word, w.raw, w.ends, w.long = w.word[:0], w.raw[:0], w.ends[:0], true
	}
}

// endWord decides the word at hand.
func (w *JSONRestoreWriter) endWord() {
	defer func() {
		w.out = append(w.out, w.slash...)
		w.word, w.raw, w.ends, w.slash, w.long, w.depth = w.word[:0], w.raw[:0], w.ends[:0], w.slash[:0], false, 0
	}()
	last := 0 // how much of raw is written
	rawEnd := func(n int) int {
		if n == 0 {
			return 0
		}
		return w.ends[n-1]
	}
	w.err = w.r.tokens(w.word, &w.stats, 0, func(start, end int, value []byte) error {
		for range w.depth {
			value = appendJSON(nil, value)
		}
		w.out = append(append(w.out, w.raw[last:rawEnd(start)]...), value...)
		last = rawEnd(end)
		return nil
	})
	w.out = append(w.out, w.raw[last:]...)
}

func (w *JSONRestoreWriter) flush() error {
	if len(w.out) > 0 && w.err == nil {
		w.err = writeAll(w.to, w.out)
		w.out = w.out[:0]
	}
	return w.err
}

// Close writes the rest, also of a string that was not ended. It does not close the writer below.
func (w *JSONRestoreWriter) Close() error {
	if w.closed || w.err != nil {
		return w.err
	}
	w.closed = true
	w.endWord()
	w.out = append(append(w.out, w.inner.raw...), w.outer.raw...)
	w.inner.raw, w.outer.raw = nil, nil
	return w.flush()
}

// Stats returns the counts so far.
func (w *JSONRestoreWriter) Stats() RestoreStats { return w.stats }

// jsonStrings tells what of a JSON text stands in strings, and resolves escapes.
type jsonStrings struct {
	inside bool
	escape []rune // an escape that is not complete
	raw    []byte // as it came
}

func (s *jsonStrings) next(c byte, emit func(c rune, raw []byte, inside bool)) {
	r := rune(c)
	if c >= utf8.RuneSelf {
		r = -1 // part of a character that is no ASCII: in no token
	}
	s.nextRune(r, []byte{c}, emit)
}

func (s *jsonStrings) nextRune(c rune, raw []byte, emit func(c rune, raw []byte, inside bool)) {
	switch {
	case !s.inside:
		s.inside = c == '"'
		emit(c, raw, false)
	case len(s.escape) > 0 || c == '\\':
		s.escape, s.raw = append(s.escape, c), append(s.raw, raw...)
		if r, done := resolve(s.escape); done {
			whole := s.raw
			s.escape, s.raw = s.escape[:0], nil
			emit(r, whole, true)
		}
	case c == '"':
		s.inside = false
		emit(c, raw, false)
	default:
		emit(c, raw, true)
	}
}

// resolve returns what an escape stands for; done is false while it is not complete. Characters that are no ASCII are -1.
func resolve(e []rune) (r rune, done bool) {
	if len(e) < 2 {
		return 0, false
	}
	switch e[1] {
	case 'u':
		for _, c := range e[2:] {
			v := hexDigit(c)
			if v < 0 {
				return -1, true // no escape: whatever it is, it is no part of a token
			}
			r = r<<4 | v
		}
		if len(e) < 6 {
			return 0, false
		}
		if r >= utf8.RuneSelf {
			return -1, true
		}
		return r, true
	case 'n':
		return '\n', true
	case 't':
		return '\t', true
	case 'r':
		return '\r', true
	case 'b', 'f':
		return ' ', true
	case '"', '\\', '/':
		return e[1], true
	}
	return -1, true
}

func hexDigit(c rune) rune {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10
	}
	return -1
}

// appendJSON appends b as it stands in a JSON string (RFC 8259, section 7). Invalid bytes become U+FFFD.
func appendJSON(dst, b []byte) []byte {
	const digits = "0123456789abcdef"
	for i := 0; i < len(b); {
		c := b[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRune(b[i:])
			dst = utf8.AppendRune(dst, r)
			i += n
			continue
		}
		switch {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c == '\n':
			dst = append(dst, '\\', 'n')
		case c == '\r':
			dst = append(dst, '\\', 'r')
		case c == '\t':
			dst = append(dst, '\\', 't')
		case c < ' ':
			dst = append(dst, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		default:
			dst = append(dst, c)
		}
		i++
	}
	return dst
}
