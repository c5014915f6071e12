// Package formats has the codecs of file formats. A codec decodes a file into texts with marks and takes edits of these texts back
// in place, so that all other bytes of the file stay and the result parses again.
//
// A codec is an anonymize.Container. Codecs decode the escapes of their format, once; nothing else decodes them.
package formats

import (
	"io"

	"github.com/lethe-pii/lethe/pii"
)

// Codec reads one file and writes it with edits. It is not safe for concurrent use.
type Codec interface {
	// Next returns the decoded text of the next document in the file (a record, a line, the whole) with its marks, io.EOF after the
	// last. The text is valid until the next call.
	Next() ([]byte, []pii.Mark, error)
	// Apply takes one edit of that text; edits come in order and do not overlap.
	Apply(pii.Edit) error
	// Close writes what is left.
	Close() error
}

// Locator is an optional ability of a Codec: Locate returns where bytes [start, end) of the current text lie in the file. ok is
// false if they have no single place there.
type Locator interface {
	Locate(start, end int64) (from, to int64, ok bool)
}

// Unreader is an optional ability of a Codec: Unread names what the file holds and the codec cannot read (images, other files),
// after the last document. Such a file must not pass for one that was read.
type Unreader interface{ Unread() []string }

// Format is a kind of file.
type Format struct {
	Name       string
	Extensions []string // with the dot, lower case
	// Stream formats give a document as soon as its record is complete and use bounded memory; others read the whole file.
	Stream bool
	// Binary formats are not text themselves.
	Binary bool
	// AsText formats are read only: what their codecs write is plain text, never a file of the format.
	AsText bool
	// Encoding is what ForHead found a file to be in; empty for UTF-8 and what the format sees to itself.
	Encoding string
	// Open returns a codec that reads r and writes to w.
	Open func(r io.Reader, w io.Writer) Codec
}
