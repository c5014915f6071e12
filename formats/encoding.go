package formats

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// Names in Format.Encoding.
const (
	EncodingUTF16LE     = "UTF-16LE"
	EncodingUTF16BE     = "UTF-16BE"
	EncodingWindows1252 = "windows-1252"
)

// ErrUTF16 says that a file in UTF-16 has half a character, so that it could not be written back as it was.
var ErrUTF16 = errors.New("formats: no valid UTF-16")

// Plain reports whether the format's text is the file itself.
func (f Format) Plain() bool { return f.Name == "text" && f.Encoding == "" }

// ForHead returns the format with codecs that read and write the encoding which the head of a file shows, and says it in Encoding:
// UTF-16 with a byte order mark, or without one if nothing else fits; Windows-1252 if plain text is no UTF-8. Codecs of other text
// formats know Windows-1252 by themselves, record by record. What a replacement has and Windows-1252 lacks becomes a question mark.
// Binary formats stay as they are.
func (f Format) ForHead(head []byte) Format {
	if f.Binary || f.Encoding != "" {
		return f
	}
	order := utf16Order(head)
	switch {
	case order == nil && f.Name == "text" && bytes.IndexByte(head, 0) < 0 && mostlyLegacy(wholeRunes(head)):
		f.Encoding = EncodingWindows1252
		return f
	case order == nil:
		return f
	}
	return f.wide(order)
}

// wide returns the format with codecs that read and write UTF-16.
func (f Format) wide(order byteOrder) Format {
	f.Encoding = EncodingUTF16BE
	if order == byteOrder(binary.LittleEndian) {
		f.Encoding = EncodingUTF16LE
	}
	open := f.Open
	f.Open = func(r io.Reader, w io.Writer) Codec {
		out := &utf16Writer{w: w, order: order}
		return &utf16Codec{layer{open(&utf16Reader{r: r, order: order}, out)}, out}
	}
	return f
}

// wideCharset looks up what a mail names UTF-16; without a byte order mark it is big-endian (RFC 2781 section 4.3).
func wideCharset(name string) (order byteOrder, ok bool) {
	switch foldCharset(name) {
	case "utf16", "utf16be", "ucs2", "iso10646ucs2":
		return binary.BigEndian, true
	case "utf16le":
		return binary.LittleEndian, true
	}
	return nil, false
}

// byteOrder reads and writes units of UTF-16.
type byteOrder interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

// longHead is the length from which on a head is taken to be cut out of a longer file, in bytes.
const longHead = 1 << 10

// wholeRunes leaves the character out that a long head ends in the middle of.
func wholeRunes(head []byte) []byte {
	for k := 1; k < utf8.UTFMax && len(head) > longHead; k++ {
		if tail := head[len(head)-k:]; utf8.RuneStart(tail[0]) {
			if !utf8.FullRune(tail) {
				return head[:len(head)-k]
			}
			break
		}
	}
	return head
}

// utf16Codec has no places in the file.
type utf16Codec struct {
	layer
	out *utf16Writer
}

// Locate is Locator.Locate.
func (c *utf16Codec) Locate(int64, int64) (from, to int64, ok bool) { return 0, 0, false }

func (c *utf16Codec) Close() error {
	if err := c.Codec.Close(); err != nil {
		return err
	}
	if len(c.out.rest) > 0 {
		return ErrUTF16
	}
	return nil
}

// leastUTF16 is how many bytes must speak for UTF-16 without a mark.
const leastUTF16 = 16

// utf16Order returns the byte order of a text in UTF-16, nil for others. Without a mark every second byte of the head must be mostly
// zero, as in text of the Latin script, and the others must be text without zeros.
func utf16Order(head []byte) byteOrder {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe\x00\x00")):
		return nil // UTF-32
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return binary.LittleEndian
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return binary.BigEndian
	case len(head) < leastUTF16:
		return nil
	}
	head = head[:len(head)&^1]
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	var order byteOrder
	switch enough := len(head) * 3 / 8; {
	case zeros[0] == 0 && zeros[1] >= enough:
		order = binary.LittleEndian
	case zeros[1] == 0 && zeros[0] >= enough:
		order = binary.BigEndian
	default:
		return nil
	}
	for i := 0; i < len(head); i += 2 {
		if u := order.Uint16(head[i:]); u < ' ' && u != '\n' && u != '\r' && u != '\t' {
			return nil
		}
	}
	return order
}

// utf16Reader turns UTF-16 into UTF-8.
type utf16Reader struct {
	r     io.Reader
	order byteOrder
	in    [8 << 10]byte
	n     int // bytes of in that wait
	out   []byte
	off   int
	err   error
}

func (r *utf16Reader) Read(b []byte) (int, error) {
	for r.off == len(r.out) {
		if r.err != nil {
			return 0, r.err
		}
		r.fill()
	}
	n := copy(b, r.out[r.off:])
	r.off += n
	return n, nil
}

func (r *utf16Reader) fill() {
	n, err := r.r.Read(r.in[r.n:])
	r.n += n
	r.err = err
	r.out, r.off = r.out[:0], 0
	i := 0
	for ; i+2 <= r.n; i += 2 {
		u := rune(r.order.Uint16(r.in[i:]))
		if utf16.IsSurrogate(u) {
			if i+4 > r.n {
				break
			}
			if u = utf16.DecodeRune(u, rune(r.order.Uint16(r.in[i+2:]))); u == utf8.RuneError {
				r.err = ErrUTF16
				return
			}
			i += 2
		}
		r.out = utf8.AppendRune(r.out, u)
	}
	r.n = copy(r.in[:], r.in[i:r.n])
	if r.err == io.EOF && r.n > 0 {
		r.err = ErrUTF16
	}
}

// utf16Writer turns UTF-8 into UTF-16.
type utf16Writer struct {
	w     io.Writer
	order byteOrder
	rest  []byte // of a character that is not complete
	out   []byte
}

func (w *utf16Writer) Write(b []byte) (int, error) {
	n := len(b)
	if len(w.rest) > 0 {
		b = append(w.rest, b...)
		w.rest = nil
	}
	w.out = w.out[:0]
	for len(b) > 0 {
		c, size := utf8.DecodeRune(b)
		if c == utf8.RuneError && size == 1 && !utf8.FullRune(b) {
			w.rest = bytes.Clone(b)
			break
		}
		b = b[size:]
		if hi, lo := utf16.EncodeRune(c); hi != utf8.RuneError {
			w.out = w.order.AppendUint16(w.out, uint16(hi))
			c = lo
		}
		w.out = w.order.AppendUint16(w.out, uint16(c))
	}
	_, err := w.w.Write(w.out)
	return n, err
}
