package detectors

import (
	"bytes"
	"errors"
	"strconv"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/phonemeta"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

var errNoPhone = errors.New("detectors: no telephone number")

// Canonical appends the E.164 form ("+442079460958") of a number that is international or valid in one of the detector's regions,
// the first in their order; of another its digits alone. An extension and vanity letters are left out of the form. It allocates.
func (d phoneDetector) Canonical(dst []byte, t pii.Type, raw []byte) ([]byte, error) {
	digits, plus := phoneDigits(raw)
	if len(digits) < 3 || t != pii.Phone {
		return dst, errNoPhone
	}
	if !plus && len(digits) > 9 && digits[0] == '0' && digits[1] == '0' {
		digits, plus = digits[2:], true
	}
	if plus {
		if code, n := phonemeta.SplitCode(digits); n > 0 && n+1 < len(digits) && digits[n] == '0' {
			if _, ok := phonemeta.Valid(code, digits[n:]); !ok {
				dst = append(append(dst, '+'), digits[:n]...)
				return append(dst, digits[n+1:]...), nil // the national prefix in brackets
			}
		}
		return append(append(dst, '+'), digits...), nil
	}
	for _, r := range d.regions() {
		ok, bare := r.ValidNational(digits)
		if !ok || bare && r.National != "" && r.Code != 1 {
			continue // a number without its national prefix may be local
		}
		if !bare && r.National != "" {
			digits = digits[len(r.National):]
		}
		dst = strconv.AppendInt(append(dst, '+'), int64(r.Code), 10)
		return append(dst, digits...), nil
	}
	return append(dst, digits...), nil
}

// phoneDigits returns the digits of a written or spoken number without its extension.
func phoneDigits(raw []byte) (digits []byte, plus bool) {
	first := bytes.IndexAny(raw, "+0123456789")
	ts := lex.Words(raw)
	var run spoken.Run
	k := 0
	if len(ts) > 0 && plusWords.Has(ts[0].Hash) {
		plus, k = true, 1
	}
	if spoken.Parse(&run, raw, ts, k); run.Words > 0 {
		return append(digits, run.Bytes()...), plus
	}
	if first < 0 {
		return nil, false
	}
	var n phoneRun
	n.read(raw, first)
	return append(digits, n.digits[:n.nd]...), raw[first] == '+'
}
