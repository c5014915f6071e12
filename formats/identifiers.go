package formats

import (
	"bytes"
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/lethe-pii/lethe/pii"
)

// identified is a format whose messages or events are told apart by identifiers that look like addresses: Message-ID (RFC 5322 section
// 3.6.4), UID (RFC 5545). An identifier of which a machine made the part before the "@" stays. Others are addressed like any text, and
// if two of a file would become the same, the later one gets a number, since programs join messages and events of one identifier.
func (f Format) identified() Format {
	open := f.Open
	f.Open = func(r io.Reader, w io.Writer) Codec {
		return &idCodec{layer: layer{open(r, w)}, mail: f.Name != "ics", values: map[string][]string{}}
	}
	return f
}

// idCodec knows where identifiers stand.
type idCodec struct {
	layer
	mail   bool
	text   []byte
	marks  []pii.Mark
	values map[string][]string // what became the same text, in order
	n      int                 // of values
}

// maxIDs is how many replaced identifiers of a file are kept apart.
const maxIDs = 100_000

func (c *idCodec) Next() (text []byte, marks []pii.Mark, err error) {
	c.text, c.marks, err = c.Codec.Next()
	return c.text, c.marks, err
}

// field returns the name of the field that position at of the text is in, in small letters.
func (c *idCodec) field(at int64) string {
	i := sort.Search(len(c.marks), func(i int) bool { return c.marks[i].At > at }) - 1
	for i >= 0 && c.marks[i].Kind != pii.MarkField {
		i--
	}
	if i < 0 {
		return ""
	}
	return strings.ToLower(strings.TrimSpace(c.marks[i].Label))
}

// identifying reports whether a field holds identifiers.
func identifying(field string) bool {
	switch field {
	case "uid", "related-to", "message-id", "references", "in-reply-to", "content-id", "resent-message-id":
		return true
	}
	return false
}

// Choose is anonymize.Chooser.
func (c *idCodec) Choose(fs []pii.Finding) []pii.Finding {
	fs = c.layer.Choose(fs)
	out := fs[:0]
	for _, f := range fs {
		if f.Kind == pii.Unscanned || !identifying(c.field(f.Start)) || !madeByMachine(c.around(f)) {
			out = append(out, f)
		}
	}
	return out
}

// around is the word that a finding stands in.
func (c *idCodec) around(f pii.Finding) []byte {
	from, to := int(f.Start), int(f.End)
	for from > 0 && c.text[from-1] > ' ' && c.text[from-1] != '<' {
		from--
	}
	for to < len(c.text) && c.text[to] > ' ' && c.text[to] != '>' {
		to++
	}
	return c.text[from:to]
}

func (c *idCodec) Apply(e pii.Edit) error {
	if e.Start < 0 || e.End > int64(len(c.text)) {
		return c.Codec.Apply(e) // which refuses it
	}
	field := c.field(e.Start)
	if identifying(field) && len(e.New) > 0 {
		value := string(c.text[e.Start:e.End])
		known := c.values[string(e.New)]
		n := 0
		for n < len(known) && known[n] != value {
			n++
		}
		if n == len(known) && c.n < maxIDs {
			c.values[string(e.New)] = append(known, value)
			c.n++
		}
		if n > 0 {
			e.New = fmt.Appendf(bytes.Clone(e.New), "-%d", n+1)
		}
	}
	if rec := recordOf(c.Codec); c.mail && rec != nil && !rec.encodedAt(e.Start) {
		e.New = addressed(e, c.text, field)
	}
	return c.Codec.Apply(e)
}

// Lengths that tell a machine's identifier, in bytes.
const (
	shortID   = 12 // at least, without words in it
	longID    = 32 // at least, whose letters may look like words if digits stand among them
	idChanges = 6  // between letters and digits in a long one
	wordID    = 3  // letters that may be a name
)

// madeByMachine reports whether what stands before the "@" of an identifier is a number, a time, a UUID or random, so that it names
// nobody.
func madeByMachine(id []byte) bool {
	if k := bytes.LastIndexByte(id, '@'); k >= 0 {
		id = id[:k]
	}
	run, longest, changes, digits := 0, 0, 0, 0
	letters, mixed := 0, false // of the part between signs
	last := byte(0)
	for i := 0; i <= len(id); i++ {
		b := byte('-')
		if i < len(id) {
			b = id[i]
		}
		kind := byte('-')
		switch {
		case isLetter(b):
			kind = 'a'
			if run++; run > longest {
				longest = run
			}
		case b >= '0' && b <= '9':
			kind = '0'
			digits++
		}
		switch kind {
		case 'a':
			letters++
		case '0':
			run, mixed = 0, true
		default:
			if letters >= wordID && !mixed {
				return false
			}
			run, letters, mixed = 0, 0, false
		}
		if kind != '-' && last != 0 && kind != last {
			changes++
		}
		if kind != '-' {
			last = kind
		}
	}
	return len(id) >= shortID && longest < wordID && digits >= 6 || len(id) >= longID && changes >= idChanges
}
