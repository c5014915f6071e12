package anonymize

import (
	"bytes"
	"errors"
	"io"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/token"
	"github.com/lethe-pii/lethe/pii"
)

// Originals turns tokens back; a Vault and Ciphers do. It must be safe for concurrent use.
type Originals interface {
	// Original returns what a token stands for. Errors are those of anonymize/keys: ErrForgotten, ErrNotFound, ErrTampered, ….
	Original(token []byte) ([]byte, error)
}

// finder is an optional ability of Originals whose tokens have another form than those of package token.
type finder interface {
	find(b []byte) (start, end int) // the first word in the form of a token, or -1
	longest() int                   // in bytes
}

// Restorer puts originals back in the place of a vault's tokens or of ciphertexts. Only tokens whose check verifies under the keys
// at hand are turned back: what a model invents or a user types stays as it is. Beside a vault's token may stand what token.Find lets stand there, such
// as endings (PERSON_v…s, PERSON_v…en), and a token beside other ASCII letters or digits stays; ciphertexts are turned back as whole words. Underscores may
// be escaped (PERSON\_v…), as models do in Markdown. It is immutable and safe for any number of goroutines.
type Restorer struct {
	from    Originals
	find    func(b []byte) (start, end int)
	prefix  func(b []byte) int // how much of what find gave may be no part of the token
	longest int
}

// ErrNoVault says that a Restorer was made without a vault.
var ErrNoVault = errors.New("anonymize: no vault given")

// NewRestorer returns a Restorer of a vault or of Ciphers. If from is nil, every call of the Restorer returns ErrNoVault.
func NewRestorer(from Originals) *Restorer {
	r := &Restorer{from: from, find: token.Find, prefix: token.Prefix, longest: token.MaxLen}
	if f, ok := from.(finder); ok {
		r.find, r.prefix, r.longest = f.find, func([]byte) int { return 0 }, f.longest()
	}
	return r
}

// findWord returns the first whole word of at most longest bytes that fits, or -1, -1. Words are of ASCII letters, digits and
// underscores; underscores at the sides are left out.
func findWord(b []byte, longest int, fits func(word []byte) bool) (start, end int) {
	for at := 0; at < len(b); {
		if !isWordByte(b[at]) {
			at++
			continue
		}
		end := at + 1
		for end < len(b) && isWordByte(b[end]) {
			end++
		}
		if end-at <= longest {
			word := bytes.TrimLeft(b[at:end], "_")
			start := end - len(word)
			if word = bytes.TrimRight(word, "_"); fits(word) {
				return start, start + len(word)
			}
		}
		at = end
	}
	return -1, -1
}

// RestoreStats counts what a restore did. It holds no values.
type RestoreStats struct {
	Restored  int
	Forgotten int // tokens whose subject was forgotten; they stay
	Unknown   int // text in the form of a token that the vault does not know; it stays
}

func (s *RestoreStats) add(o RestoreStats) {
	s.Restored += o.Restored
	s.Forgotten += o.Forgotten
	s.Unknown += o.Unknown
}

// Err is nil, or wraps keys.ErrForgotten if tokens of forgotten subjects were met.
func (s RestoreStats) Err() error {
	if s.Forgotten > 0 {
		return keys.ErrForgotten
	}
	return nil
}

// String restores text. Tokens of forgotten subjects stay, and err then wraps keys.ErrForgotten.
func (r *Restorer) String(text string) (string, error) {
	out, stats, err := r.Append(nil, []byte(text))
	return string(out), errors.Join(err, stats.Err())
}

// Append restores b and appends the result to dst. err is a failure of the vault; dst is then b as far as it came.
func (r *Restorer) Append(dst, b []byte) ([]byte, RestoreStats, error) {
	var stats RestoreStats
	last := int64(0)
	err := r.each(b, &stats, func(e pii.Edit) error {
		dst = append(append(dst, b[last:e.Start]...), e.New...)
		last = e.End
		return nil
	})
	return append(dst, b[last:]...), stats, err
}

// each calls edit for each token of b that is turned back.
func (r *Restorer) each(b []byte, stats *RestoreStats, edit func(pii.Edit) error) error {
	if r.from == nil {
		return ErrNoVault
	}
	plain, origin := unescaped(b)
	return r.tokens(plain, stats, 0, func(start, end int, value []byte) error {
		if origin != nil {
			start, end = origin[start], origin[end-1]+1
		}
		return edit(pii.Edit{Start: int64(start), End: int64(end), New: value})
	})
}

// tokenDepth is how deep tokens may stand in values of tokens: of a text that was redacted again, in which more was found around a token.
const tokenDepth = 4

// nested returns a value with the tokens in it turned back.
func (r *Restorer) nested(value []byte, stats *RestoreStats, depth int) ([]byte, error) {
	if start, _ := r.find(value); start < 0 || depth == tokenDepth {
		return value, nil
	}
	var out []byte
	last := 0
	err := r.tokens(value, stats, depth+1, func(start, end int, inner []byte) error {
		out = append(append(out, value[last:start]...), inner...)
		last = end
		return nil
	})
	return append(out, value[last:]...), err
}

// tokens calls f for each token of b, without escapes, that is turned back, and counts what became of them. An error is one of f or a failure of the
// vault.
func (r *Restorer) tokens(b []byte, stats *RestoreStats, depth int, f func(start, end int, value []byte) error) error {
	for at := 0; ; {
		start, end := r.find(b[at:])
		if start < 0 {
			return nil
		}
		start, end = start+at, end+at
		at = end
		value, err := r.from.Original(b[start:end])
		if n := r.prefix(b[start:end]); n > 0 && isUnknown(err) {
			start += n
			value, err = r.from.Original(b[start:end])
		}
		switch {
		case err == nil:
			stats.Restored++
			if value, err = r.nested(value, stats, depth); err == nil {
				err = f(start, end, value)
			}
		case errors.Is(err, keys.ErrForgotten):
			stats.Forgotten++
			err = nil
		case isUnknown(err):
			stats.Unknown++
			err = nil
		}
		if err != nil {
			return err
		}
	}
}

// isUnknown tells text in the form of a token, which is none of the vault's, from failures.
func isUnknown(err error) bool {
	return errors.Is(err, keys.ErrNotFound) || errors.Is(err, keys.ErrTampered) || errors.Is(err, keys.ErrWrongKey) || errors.Is(err, token.ErrSyntax)
}

// Container restores everything in c, escaped as the format wants it, and closes it.
func (r *Restorer) Container(c Container) (RestoreStats, error) {
	var stats RestoreStats
	for {
		b, _, err := c.Next()
		if errors.Is(err, io.EOF) {
			return stats, c.Close()
		}
		if err == nil {
			err = r.each(b, &stats, c.Apply)
		}
		if err != nil {
			_ = c.Close()
			return stats, err
		}
	}
}

// RestoreWriter restores a stream, such as the answer of a model, however it is cut. It holds back at most the length of the longest
// token, and backslashes in it. It is not safe for concurrent use.
type RestoreWriter struct {
	r      *Restorer
	to     io.Writer
	held   []byte
	out    []byte
	inWord bool // what was written last is the beginning of a word that is no token
	stats  RestoreStats
	err    error
	closed bool
}

// ErrClosed is returned by Write after Close.
var ErrClosed = errors.New("anonymize: the writer is closed")

// NewWriter returns a RestoreWriter that writes to w. It must be closed.
func (r *Restorer) NewWriter(w io.Writer) *RestoreWriter { return &RestoreWriter{r: r, to: w} }

// Write takes text cut anywhere. An error is that of the writer below or of the vault and comes again from every later call.
func (w *RestoreWriter) Write(b []byte) (int, error) {
	if w.closed && w.err == nil {
		return 0, ErrClosed
	}
	if w.err != nil {
		return 0, w.err
	}
	w.held = append(w.held, b...)
	n := openWord(w.held)
	escapes := bytes.Count(w.held[n:], []byte{'\\'})
	long := max(len(w.held)-n-escapes, escapes) > w.r.longest
	if long {
		n = len(w.held)
	}
	if err := w.emit(n); err != nil {
		return 0, err
	}
	w.inWord = w.inWord && n == 0 || long
	return len(b), nil
}

// emit restores and writes the first n bytes held.
func (w *RestoreWriter) emit(n int) error {
	skip := 0
	if w.inWord {
		skip = wordEnd(w.held[:n])
	}
	w.out = append(w.out[:0], w.held[:skip]...)
	var stats RestoreStats
	w.out, stats, w.err = w.r.Append(w.out, w.held[skip:n])
	w.stats.add(stats)
	w.held = append(w.held[:0], w.held[n:]...)
	if len(w.out) > 0 {
		if err := writeAll(w.to, w.out); err != nil && w.err == nil {
			w.err = err
		}
	}
	return w.err
}

// Close writes the rest. It does not close the writer below.
func (w *RestoreWriter) Close() error {
	if w.closed || w.err != nil {
		return w.err
	}
	w.closed = true
	return w.emit(len(w.held))
}

// Stats returns the counts so far.
func (w *RestoreWriter) Stats() RestoreStats { return w.stats }
