package anonymize

import (
	"bytes"
	"errors"
	"fmt"
)

// maxSettle bounds how often a document is redacted.
const maxSettle = 16

// ErrNotIdempotent says that an operator changes its own output, where that must settle.
var ErrNotIdempotent = errors.New("anonymize: the policy has an operator that is not idempotent")

// Settled makes String, Append and Redact of the Redactor and of its Sessions redact their own result until nothing changes, at most sixteen times:
// redacting twice is then redacting once. Without it a second pass may replace more, since sentences without their words are other sentences. It costs the time of one
// scan more, or of a few. Marks count for the first pass alone. Streams and containers are not settled. Operators that are not idempotent
// (Leaks) are refused with ErrNotIdempotent.
func Settled() Option {
	return func(r *Redactor) error {
		r.settle = true
		return nil
	}
}

func (r *Redactor) checkSettled() error {
	for _, op := range r.policy.operators() {
		if !op.Leaks().Idempotent {
			return fmt.Errorf("%w: %s", ErrNotIdempotent, operatorName(op))
		}
	}
	return nil
}

// settled redacts dst[start:], the result of a first pass, until nothing changes.
func (r *Redactor) settled(dst []byte, start int, s *Session, rec *recorder, err error) ([]byte, error) {
	for range maxSettle - 1 {
		var again *recorder
		if rec != nil {
			again = &recorder{}
		}
		out, more := r.once(nil, dst[start:], nil, s, again)
		if bytes.Equal(out, dst[start:]) {
			break
		}
		err = errors.Join(err, more)
		dst = append(dst[:start], out...)
		if rec != nil {
			rec.spans = composed(rec.spans, again.spans)
			again.stats.Bytes = 0
			rec.stats.Add(again.stats)
			rec.stats.Kept = again.stats.Kept
		}
	}
	return dst, err
}

// composed returns the replacements of two passes as those of one: a turns the original into the text that b starts from. Replacements that touch
// each other in that text become one.
func composed(a, b []Span) []Span {
	var out []Span
	moved := int64(0) // from the original to the text between, at the spans done so far
	done := int64(0)  // the same from there to the result
	for len(a) > 0 || len(b) > 0 {
		// A group of spans that overlap in the text between.
		var lo, hi int64
		if len(b) == 0 || len(a) > 0 && a[0].OutStart <= b[0].Start {
			lo = a[0].OutStart
		} else {
			lo = b[0].Start
		}
		hi = lo
		beforeA, beforeB := moved, done
		for {
			if len(a) > 0 && a[0].OutStart <= hi {
				hi = max(hi, a[0].OutEnd)
				moved = a[0].OutEnd - a[0].End
				a = a[1:]
				continue
			}
			if len(b) > 0 && b[0].Start <= hi {
				hi = max(hi, b[0].End)
				done = b[0].OutEnd - b[0].End
				b = b[1:]
				continue
			}
			break
		}
		out = append(out, Span{Start: lo - beforeA, End: hi - moved, OutStart: lo + beforeB, OutEnd: hi + done})
	}
	return out
}
