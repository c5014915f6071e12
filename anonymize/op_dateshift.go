package anonymize

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/lethe-pii/lethe/anonymize/keys"
)

// DateShift moves dates by whole days and keeps the form in which they were written: figures in any order, month names and days of
// the week in English, German, French, Spanish, Italian and Dutch, two-digit years, ordinal numbers; a time of day stays. All dates
// of one subject (WithSubject) move by one offset, so that intervals stay; the offset is from 1 to Days days back or forth and comes
// from the keys, so that it is the same in every document of the subject. Dates without a year are taken to be of the policy's AsOf year, or
// of 2001; months without a day move as their 15th. What is no date that can be moved ("last spring", a year alone) gets its label.
//
// Whoever knows one true date of the subject knows all. It needs keys and a subject. Its YAML name is "date-shift", with "days",
// "purpose" and "month-first".
type DateShift struct {
	Days       int    // largest offset, 1 to 36500; 0 means 365
	Purpose    string // empty means the policy's name
	MonthFirst bool   // 03/04/2024 is of March, where both readings are possible
	offset     *int   // once bound; by pointer, which fmt does not follow
}

// Bind computes the subject's offset.
func (o DateShift) Bind(e Env) (Operator, error) {
	switch {
	case e.Keys.Primary() == 0:
		return nil, ErrNoKeys
	case e.Subject == "":
		return nil, ErrNoSubject
	}
	b, err := e.Keys.Derive(e.Keys.Primary(), keys.Context{Use: "date-shift/1", Purpose: e.purpose(o.Purpose), Type: e.Subject}, 8)
	if err != nil {
		return nil, err
	}
	offset := offsetOf(binary.BigEndian.Uint64(b), cmp.Or(o.Days, 365))
	o.offset = &offset
	return o, nil
}

// offsetOf maps a random number to -days to days without 0.
func offsetOf(n uint64, days int) int {
	k := int(n%uint64(2*days)) - days
	if k >= 0 {
		k++
	}
	return k
}

// Append moves the date.
func (o DateShift) Append(dst []byte, v Value) ([]byte, error) {
	if o.offset == nil {
		return dst, ErrNoKeys
	}
	w, ok := readDate(string(v.in.text), o.MonthFirst)
	if !ok {
		return append(dst, v.Label...), nil
	}
	return w.appendMoved(dst, *o.offset, v.AsOf), nil
}

// Leaks says that equality, intervals and the written form show.
func (DateShift) Leaks() Leaks {
	return Leaks{Class: "randomization (noise addition, one offset a subject)", Reversible: true, Equality: true, Length: true, Format: true}
}

// String describes the operator.
func (o DateShift) String() string {
	s := fmt.Sprintf("date-shift days=%d", cmp.Or(o.Days, 365))
	if o.MonthFirst {
		s += " month-first"
	}
	return s
}

func (o DateShift) check() error {
	if o.Days < 0 || o.Days > 36500 {
		return errors.New("anonymize: date-shift: days is 1 to 36500")
	}
	return nil
}
