package pii

import (
	"encoding/base64"
	"encoding/hex"
	"unicode/utf8"
)

// minEncoded and maxEncoded bound the encoded runs that deep mode decodes, in bytes.
const (
	minEncoded = 16
	maxEncoded = 8 << 10
)

// decoded runs the detectors on the content of Base64 and hexadecimal runs (RFC 4648) that decode to text; a finding in one stands
// for the whole run.
func (sc *scan) decoded(s *Segment) {
	b := s.Text
	for at := s.Lo; at < s.Hi; {
		end := at
		for end < len(b) && encodedByte(b[end]) {
			end++
		}
		if n := end - at; n >= minEncoded && n <= maxEncoded {
			if text := decode(b[at:end]); text != nil {
				sc.decodedView(s, at, end, text)
			}
		}
		at = end + 1
	}
}

func (sc *scan) decodedView(s *Segment, at, end int, text []byte) {
	v := sc.an.view
	v.norm.text, v.norm.origin, v.norm.origEnd = v.norm.text[:0], v.norm.origin[:0], v.norm.origEnd[:0]
	for _, c := range text {
		v.norm.text = append(v.norm.text, c)
		v.norm.origin = append(v.norm.origin, int32(at))
		v.norm.origEnd = append(v.norm.origEnd, int32(end))
	}
	v.seg = Segment{Text: v.norm.text, Hi: len(v.norm.text), base: s.base, origin: v.norm.origin, origEnd: v.norm.origEnd, final: true}
	v.read(sc.s.plan)
	sc.detect(v)
}

func encodedByte(c byte) bool { return runByte(c) || c == '+' || c == '/' || c == '=' }

// decode returns the text that b encodes, or nil.
func decode(b []byte) []byte {
	if out, err := hex.DecodeString(string(b)); err == nil && readable(out) {
		return out
	}
	for _, e := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding, base64.RawStdEncoding, base64.RawURLEncoding} {
		if out, err := e.DecodeString(string(b)); err == nil && readable(out) {
			return out
		}
	}
	return nil
}

func readable(b []byte) bool {
	for _, c := range b {
		if c < ' ' && c != '\n' && c != '\t' && c != '\r' || c == 0x7f {
			return false
		}
	}
	return utf8.Valid(b)
}
