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

// Canonical appends the E.164 form ("+442079460958") of a number that is international, valid in the first of the regions given to PhoneIn
// that has it, or of a form that one of them dials; without given regions of one that is valid in a single default region. Of another number, also
// one that several countries may have, it appends the digits alone. An extension, vanity
// letters and a national prefix in brackets are left out of the form. It allocates.
func (d phoneDetector) Canonical(dst []byte, t pii.Type, raw []byte) ([]byte, error) {
	digits, plus := phoneDigits(raw)
	if len(digits) < 3 || t != pii.Phone {
		return dst, errNoPhone
	}
	switch {
	case plus:
	case len(digits) > 9 && digits[0] == '0' && digits[1] == '0':
		digits, plus = digits[2:], true
	case len(digits) > 11 && string(digits[:3]) == "011" && (d.own == nil || d.northAmerican()):
		digits, plus = digits[3:], true
	}
	if plus {
		code, n := phonemeta.SplitCode(digits)
		dst = append(append(dst, '+'), digits[:n]...)
		return append(dst, withoutPrefix(code, digits[n:])...), nil
	}
	e164 := func(r *phonemeta.Region, national []byte) ([]byte, error) {
		return append(strconv.AppendInt(append(dst, '+'), int64(r.Code), 10), national...), nil
	}
	regions := d.own
	if regions == nil {
		regions = d.regions()
	}
	var region *phonemeta.Region
	for _, r := range regions {
		ok, bare := r.ValidNational(digits)
		if !ok || bare && r.National != "" && r.Code != 1 && (d.own == nil || len(digits) < 9) { // without its national prefix it may be local
			continue
		}
		if region != nil && region.Code != r.Code {
			return append(dst, digits...), nil // valid in several countries
		}
		if region = r; d.own != nil {
			break
		}
	}
	if region != nil {
		if _, bare := region.ValidNational(digits); bare || region.National == "" {
			return e164(region, digits)
		}
		return e164(region, digits[len(region.National):])
	}
	for _, r := range d.own { // not assigned
		rest, cut := bytes.CutPrefix(digits, []byte(r.National))
		if len(rest) > 6 && r.Possible(rest) && (cut || r.National == "") {
			return e164(r, rest)
		}
		if r.Code == 1 && len(digits) == 10 {
			return e164(r, digits)
		}
	}
	return append(dst, digits...), nil
}

// withoutPrefix returns the digits behind a country calling code without a national prefix before them, as in "+49 (0)30".
func withoutPrefix(code int, national []byte) []byte {
	rs := phonemeta.Regions(code)
	if _, ok := phonemeta.Valid(code, national); ok || len(rs) == 0 || rs[0].National == "" {
		return national
	}
	rest, cut := bytes.CutPrefix(national, []byte(rs[0].National))
	if _, ok := phonemeta.Valid(code, rest); cut && len(rest) > 3 && (ok || rest[0] != '0' && (rs[0].National == "0" || !rs[0].Possible(national))) {
		return rest
	}
	return national
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
