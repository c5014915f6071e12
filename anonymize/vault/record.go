package vault

import (
	"encoding/binary"

	"github.com/lethe-pii/lethe/anonymize/token"
)

// Records are one byte of kind and fields: uvarints, and bytes with their length before them.
const (
	recInit   = iota + 1 // index key, audit key
	recTop               // generation, wrap
	recChild             // level, index, wrap: a new node or leaf
	recNode              // level, index, wraps of all children
	recLeaf              // leaf, subject tag, created
	recEntry             // leaf, created, expires, body, lookup, type, sealed value
	recTouch             // leaf, time
	recHold              // leaf, 0 or 1
	recForget            // leaf, time
	recDrop              // body
	recAudit             // JSON of an AuditRecord
	recNamed             // as recEntry with another lookup before the type; sealed are identity and value
	recForm              // as recEntry with the body of the main entry before the type
)

type tag [16]byte

func appendBytes(b, v []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(v))), v...)
}

func record(kind byte, numbers ...uint64) []byte {
	b := []byte{kind}
	for _, n := range numbers {
		b = binary.AppendUvarint(b, n)
	}
	return b
}

func encodeTop(gen uint64, w wrap) []byte { return append(record(recTop, gen), w[:]...) }

func encodeChild(p place, w wrap) []byte {
	return append(record(recChild, uint64(p.level), uint64(p.index)), w[:]...)
}

func encodeNode(p place, ws []wrap) []byte {
	b := record(recNode, uint64(p.level), uint64(p.index), uint64(len(ws)))
	for i := range ws {
		b = append(b, ws[i][:]...)
	}
	return b
}

func encodeLeaf(leaf uint32, t tag, created int64) []byte {
	return append(record(recLeaf, uint64(leaf), uint64(created)), t[:]...)
}

// lookups are the convergent bodies by which an entry is found again, zero if there is none: that of its value or identity, and for a
// named entry that of its value as a writing of it.
type lookups struct{ own, form token.Body }

// encode writes an entry. main is the body of a form's main entry.
func (e *entry) encode(l lookups, main token.Body, typ string, sealed []byte) []byte {
	b := append(record(e.record(), uint64(e.leaf), uint64(e.created), uint64(e.expires)), e.body[:]...)
	b = append(b, l.own[:]...)
	switch e.kind {
	case named:
		b = append(b, l.form[:]...)
	case form:
		b = append(b, main[:]...)
	}
	return appendBytes(appendBytes(b, []byte(typ)), sealed)
}

func (e *entry) record() byte {
	switch e.kind {
	case named:
		return recNamed
	case form:
		return recForm
	}
	return recEntry
}

// decoder reads the fields of a record; bad stays true once something did not fit.
type decoder struct {
	b   []byte
	bad bool
}

func (d *decoder) number() uint64 {
	n, k := binary.Uvarint(d.b)
	if k <= 0 {
		d.bad, d.b = true, nil
		return 0
	}
	d.b = d.b[k:]
	return n
}

func (d *decoder) take(n int) []byte {
	if n < 0 || n > len(d.b) {
		d.bad, d.b = true, nil
		return nil
	}
	out := d.b[:n]
	d.b = d.b[n:]
	return out
}

func (d *decoder) bytes() []byte {
	n := d.number()
	if n > uint64(len(d.b)) {
		d.bad = true
		return nil
	}
	return d.take(int(n))
}

func (d *decoder) place() place {
	l, i := d.number(), d.number()
	if l > levels || i >= MaxSubjects {
		d.bad = true
	}
	return place{uint8(l), uint32(i)}
}

func (d *decoder) wrap() (w wrap) {
	copy(w[:], d.take(wrapSize))
	return w
}

func (d *decoder) body() (b token.Body) {
	copy(b[:], d.take(len(b)))
	return b
}

// done reports whether the record was read to its end and fitted.
func (d *decoder) done() bool { return !d.bad && len(d.b) == 0 }
