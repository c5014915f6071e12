package detectors

import (
	"bytes"
	"errors"
	"net/netip"
	"strconv"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// errNoForm says that a value has no canonical form; callers fall back to the folded text.
var errNoForm = errors.New("detectors: value without a canonical form")

// tokensOf splits a value as the engine splits text.
func tokensOf(raw []byte) []pii.Token {
	return lex.AppendTokens(nil, raw, lex.NewTable("").Append(nil, raw), 0)
}

// number appends the letters and digits of a written or said identifier, letters in upper case.
func number(dst, raw []byte) ([]byte, error) {
	n := len(dst)
	ts := tokensOf(raw)
	var w spoken.Spelling
	if spoken.Spell(&w, raw, ts, 0); w.Words >= 3 && w.End == len(ts) {
		dst = append(dst, w.Bytes()...)
	} else {
		for _, c := range raw {
			if alnum(c) {
				dst = append(dst, c)
			} else if c >= 0x80 {
				return dst[:n], errNoForm
			}
		}
	}
	if len(dst) == n {
		return dst, errNoForm
	}
	for i := n; i < len(dst); i++ {
		if dst[i]-'a' < 26 {
			dst[i] -= 'a' - 'A'
		}
	}
	return dst, nil
}

// Canonical appends the digits of a card number or verification value, also of a said one, and an expiry date as "MM/YY".
func (cardDetector) Canonical(dst []byte, t pii.Type, raw []byte) ([]byte, error) {
	out, err := number(dst, raw)
	if t != pii.CardExpiry || err != nil {
		return out, err
	}
	switch v := out[len(dst):]; len(v) {
	case 3:
		return append(dst, '0', v[0], '/', v[1], v[2]), nil
	case 4:
		return append(dst, v[0], v[1], '/', v[2], v[3]), nil
	case 5:
		return append(dst, '0', v[0], '/', v[3], v[4]), nil
	case 6:
		return append(dst, v[0], v[1], '/', v[4], v[5]), nil
	}
	return dst, errNoForm
}

// Canonical appends an IBAN in its electronic form: no blanks, letters in upper case (ISO 13616).
func (ibanDetector) Canonical(dst []byte, _ pii.Type, raw []byte) ([]byte, error) {
	return number(dst, raw)
}

// Canonical appends the digits of an account number and a BIC in upper case.
func (accountDetector) Canonical(dst []byte, _ pii.Type, raw []byte) ([]byte, error) {
	return number(dst, raw)
}

// Canonical appends the identifier without separators, letters in upper case.
func (d *nationalID) Canonical(dst []byte, _ pii.Type, raw []byte) ([]byte, error) {
	return number(dst, raw)
}

// Canonical appends the letters and digits of a record's number, letters in upper case: "kd-0077 12" and "KD007712" are one.
func (recordDetector) Canonical(dst []byte, _ pii.Type, raw []byte) ([]byte, error) {
	return number(dst, raw)
}

// Canonical appends a postal code in upper case without blanks or country prefix.
func (postalDetector) Canonical(dst []byte, _ pii.Type, raw []byte) ([]byte, error) {
	if k := bytes.IndexByte(raw, '-'); k > 0 && k <= 2 && lex.IsLetter(raw[0]) {
		raw = raw[k+1:]
	}
	return number(dst, raw)
}

// Canonical appends an address as RFC 5952 writes it; IPv4 inside of IPv6 becomes IPv4. A zone is kept.
func (ipDetector) Canonical(dst []byte, _ pii.Type, raw []byte) ([]byte, error) {
	a, err := netip.ParseAddr(string(raw))
	if err == nil {
		return a.Unmap().AppendTo(dst), nil
	}
	ts := tokensOf(raw)
	n := len(dst)
	for i, k := 0, 0; k < len(ts); i++ {
		v, e := saidByte(raw, ts, k)
		if e == k || i > 3 {
			return dst[:n], errNoForm
		}
		if i > 0 {
			dst = append(dst, '.')
		}
		dst = strconv.AppendInt(dst, int64(v), 10)
		k = e + 1 // the dot
	}
	return dst, nil
}

// Canonical appends six pairs in lower case with ":" between them (RFC 7042).
func (macDetector) Canonical(dst []byte, _ pii.Type, raw []byte) ([]byte, error) {
	n := 0
	for _, c := range raw {
		if !isHex(c) {
			continue
		}
		if n > 0 && n%2 == 0 {
			dst = append(dst, ':')
		}
		dst = append(dst, lowerByte(c))
		n++
	}
	if n != 12 {
		return dst, errNoForm
	}
	return dst, nil
}

// Canonical appends a UUID in lower case (RFC 9562 section 4), another identifier without separators in upper case.
func (deviceDetector) Canonical(dst []byte, _ pii.Type, raw []byte) ([]byte, error) {
	if len(raw) == 36 && isUUID(raw) {
		return appendLower(dst, raw), nil
	}
	return number(dst, raw)
}

// Canonical appends a name without the "@" before it, in lower case.
func (usernameDetector) Canonical(dst []byte, _ pii.Type, raw []byte) ([]byte, error) {
	return appendLower(dst, bytes.TrimPrefix(raw, []byte("@"))), nil
}

// Canonical appends a wallet's address as it is written: case is part of it, but not of a hexadecimal or Bech32 address.
func (walletDetector) Canonical(dst []byte, _ pii.Type, raw []byte) ([]byte, error) {
	if hasFold(raw, "0x") || hasFold(raw, "bc1") || hasFold(raw, "tb1") || hasFold(raw, "ltc1") {
		return appendLower(dst, raw), nil
	}
	return append(dst, raw...), nil
}

// Canonical appends a URL with its scheme and host in lower case, without "www.", default scheme and a last "/" (RFC 3986 section 6).
func (urlDetector) Canonical(dst []byte, _ pii.Type, raw []byte) ([]byte, error) {
	if bytes.IndexByte(raw, ' ') >= 0 {
		raw = appendSaid(nil, raw)
	}
	for _, scheme := range [...]string{"https://", "http://"} {
		if hasFold(raw, scheme) {
			raw = raw[len(scheme):]
			break
		}
	}
	if hasFold(raw, "www.") {
		raw = raw[4:]
	}
	end := len(raw)
	if k := bytes.IndexAny(raw, "/?#"); k >= 0 {
		end = k
	}
	dst = append(appendLower(dst, raw[:end]), raw[end:]...)
	return bytes.TrimSuffix(dst, []byte("/")), nil
}

// Canonical appends an address in lower case, a said or disguised one as it would be written: "jo.ferris@example.org".
func (emailDetector) Canonical(dst []byte, _ pii.Type, raw []byte) ([]byte, error) {
	if bytes.IndexByte(raw, '@') > 0 && bytes.IndexByte(raw, ' ') < 0 && !bytes.ContainsAny(raw, "()[]{}") {
		return appendLower(dst, raw), nil
	}
	n := len(dst)
	dst = appendSaid(dst, raw)
	if bytes.Count(dst[n:], []byte("@")) != 1 {
		return dst[:n], errNoForm
	}
	return dst, nil
}

// appendSaid appends a said or disguised address as it would be written, in lower case: words for signs become signs, number words
// digits, spelled letters one word.
func appendSaid(dst, raw []byte) []byte {
	ts := tokensOf(raw)
	w := emailWords()
	at := lex.NewSet(append([]string{"a", "à"}, atWords...)...)
	sign := func(from, to int32) {
		for _, c := range raw[from:to] {
			if c == '@' || c == '.' || c == '_' || c == '-' || c == '+' || c == '/' {
				dst = append(dst, c)
			}
		}
	}
	for k := 0; k < len(ts); {
		t := ts[k]
		if k > 0 {
			sign(ts[k-1].End, t.Start)
		}
		k++
		if n := spelledAhead(raw, ts, k-1); n > 0 {
			dst = append(dst, lowerByte(raw[t.Start]))
			k += n
			continue
		}
		switch v, e := spoken.Cardinal(raw, ts, k-1); {
		case w.dot.Has(t.Hash):
			dst = append(dst, '.')
		case t.Len() > 1 && at.Has(t.Hash), t.Len() == 1 && at.Has(t.Hash) && bracket(raw[max(0, t.Start-1):t.Start]):
			dst = append(dst, '@')
		case w.join.Has(t.Hash):
			dst = append(dst, joinSign(raw[t.Start:t.End]))
		case e > k-1:
			dst = strconv.AppendInt(dst, int64(v), 10)
			k = e
		default:
			dst = appendLower(dst, raw[t.Start:t.End])
		}
	}
	return dst
}

// spelledAhead returns the number of tokens of "as in nancy" behind the letter at token k, 0 if there are none.
func spelledAhead(b []byte, ts []pii.Token, k int) int {
	n := 0
	for n < 2 && k+1+n < len(ts) && spellingWords().Has(ts[k+1+n].Hash) {
		n++
	}
	w := k + 1 + n
	if n == 0 || w >= len(ts) || ts[k].Len() != 1 || b[ts[k].Start]|0x20 != b[ts[w].Start]|0x20 {
		return 0
	}
	return n + 1
}

func joinSign(w []byte) byte {
	switch {
	case equalFold(w, "underscore"), equalFold(w, "unterstrich"):
		return '_'
	case equalFold(w, "plus"):
		return '+'
	case equalFold(w, "slash"):
		return '/'
	}
	return '-'
}

func lowerByte(c byte) byte {
	if lex.IsUpper(c) {
		return c | 0x20
	}
	return c
}

// appendLower appends b with ASCII letters in lower case.
func appendLower(dst, b []byte) []byte {
	for _, c := range b {
		dst = append(dst, lowerByte(c))
	}
	return dst
}
