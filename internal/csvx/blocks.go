package csvx

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
	"slices"
)

// padding is how many bytes behind a block may be read (and are zero), so that eight bytes can be
// looked at from any place in it.
const padding = 8

// Blocks cuts input into blocks of whole records, so that they can be parsed apart from each other. It
// is not safe for concurrent use.
type Blocks struct {
	r     io.Reader
	d     Dialect
	size  int
	rest  []byte
	begun bool
	ended bool
	final bool
}

// NewBlocks reads r in dialect d; a byte-order mark at the start is skipped. A block has about size
// bytes, more if one record has.
func NewBlocks(r io.Reader, d Dialect, size int) *Blocks {
	return &Blocks{r: r, d: d, size: size}
}

// FinalNewline reports, once Next has returned io.EOF, whether the input ended in a line end.
func (s *Blocks) FinalNewline() bool { return s.final }

// Next returns the next block in the room of buf or in a new one; the caller owns it. At the end it
// returns io.EOF. A record over 16 MiB is [ErrTooLong], UTF-16 is [ErrEncoding].
func (s *Blocks) Next(buf []byte) ([]byte, error) {
	buf = append(slices.Grow(buf[:0], s.size+padding), s.rest...)
	s.rest = s.rest[:0]
	for !s.ended {
		if len(buf) >= maxRecord {
			return nil, ErrTooLong
		}
		want := max(s.size, 2*len(buf))
		buf = slices.Grow(buf, want+padding-len(buf))
		n, err := io.ReadFull(s.r, buf[len(buf):want])
		buf = buf[:len(buf)+n]
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			s.ended = true
		case err != nil:
			return nil, err
		}
		if !s.begun {
			s.begun = true
			if bytes.HasPrefix(buf, []byte("\xff\xfe")) || bytes.HasPrefix(buf, []byte("\xfe\xff")) {
				return nil, ErrEncoding
			}
			if bytes.HasPrefix(buf, bom) {
				buf = buf[:copy(buf, buf[len(bom):])]
			}
		}
		if s.ended {
			break
		}
		if end := s.d.Whole(buf); end > 0 {
			s.rest, s.final = append(s.rest, buf[end:]...), true
			return pad(buf[:end]), nil
		}
	}
	if len(buf) == 0 {
		return nil, io.EOF
	}
	s.final = buf[len(buf)-1] == '\n'
	return pad(buf), nil
}

func pad(b []byte) []byte {
	b = slices.Grow(b, padding)
	clear(b[len(b) : len(b)+padding])
	return b
}

// Whole is where the last whole record of b ends, 0 if there is none.
func (d Dialect) Whole(b []byte) int {
	end := 0
	for {
		q := -1
		if d.Quote != 0 {
			q = bytes.IndexByte(b[end:], d.Quote)
		}
		if q < 0 {
			return end + bytes.LastIndexByte(b[end:], '\n') + 1
		}
		end += bytes.LastIndexByte(b[end:end+q], '\n') + 1
		next := d.recordEnd(b[end:])
		if next == 0 {
			return end
		}
		end += next
	}
}

// recordEnd is where the first record of b ends, 0 if it does not.
func (d Dialect) recordEnd(b []byte) int {
	at := 0
	for at < len(b) {
		if b[at] == d.Quote {
			n := closing(b[at:], d.Quote)
			if n < 0 {
				return 0
			}
			at += n
		}
		for at < len(b) && b[at] != d.Delimiter { // what stands behind a closing quote is the parser's matter
			if b[at] == '\n' {
				return at + 1
			}
			at++
		}
		at++
	}
	return 0
}

// Span is a field as it is written, quotes included: bytes Start to End of a block.
type Span struct{ Start, End int }

// Parser splits a block into records. It is not safe for concurrent use.
type Parser struct {
	d        Dialect
	b        []byte // with padding
	n        int
	at       int
	rec      int
	fields   []Span
	del, end uint64
}

// NewParser parses in dialect d; see Reset.
func NewParser(d Dialect) *Parser {
	const ones = 0x0101010101010101
	return &Parser{d: d, del: ones * uint64(d.Delimiter), end: ones * '\n'}
}

// Reset begins a block. Blocks that do not come from [Blocks] are copied.
func (p *Parser) Reset(block []byte) {
	if cap(block) < len(block)+padding || !zero(block[len(block):len(block)+padding]) {
		block = pad(append(make([]byte, 0, len(block)+padding), block...))
	}
	p.n, p.b, p.at, p.rec = len(block), block[:len(block)+padding], 0, 0
}

func zero(b []byte) bool { return binary.LittleEndian.Uint64(b) == 0 }

// Bytes is the block with eight zero bytes behind it.
func (p *Parser) Bytes() []byte { return p.b }

// Next returns the fields of the next record, valid until the next call; empty lines are skipped. At
// the end of the block it returns io.EOF. Records of an [Error] count from 1 in the block.
func (p *Parser) Next() ([]Span, error) {
	for p.at < p.n && (p.b[p.at] == '\n' || p.b[p.at] == '\r' && (p.at+1 == p.n || p.b[p.at+1] == '\n')) {
		p.at++
	}
	if p.at >= p.n {
		return nil, io.EOF
	}
	p.rec++
	f, b, at := p.fields[:0], p.b, p.at
	for {
		start := at
		if p.d.Quote != 0 && b[at] == p.d.Quote {
			n := closing(b[at:p.n], p.d.Quote)
			if n < 0 {
				return nil, &Error{p.rec, ErrQuote}
			}
			at += n
			f = append(f, Span{start, at})
			if b[at] == p.d.Delimiter && at < p.n {
				at++
				continue
			}
			if at < p.n && b[at] == '\r' {
				at++
			}
			if at < p.n && b[at] != '\n' {
				return nil, &Error{p.rec, ErrQuote}
			}
			break
		}
		at = p.fieldEnd(at)
		f = append(f, Span{start, at})
		if at >= p.n || b[at] == '\n' {
			if at > start && b[at-1] == '\r' {
				f[len(f)-1].End--
			}
			break
		}
		at++
	}
	p.at, p.fields = at+1, f
	return f, nil
}

// fieldEnd is the place of the next delimiter or line end from at on, looking at eight bytes at a time.
func (p *Parser) fieldEnd(at int) int {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	for at < p.n {
		x := binary.LittleEndian.Uint64(p.b[at:])
		d, e := x^p.del, x^p.end
		if m := ((d-ones)&^d | (e-ones)&^e) & high; m != 0 {
			return min(at+bits.TrailingZeros64(m)>>3, p.n)
		}
		at += 8
	}
	return p.n
}
