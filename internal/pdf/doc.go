// Package pdf reads the text of PDF files (ISO 32000): pages, the place of every character, notes, form fields and properties. It
// draws nothing and writes nothing.
//
// It trusts no cross-reference table: objects are found where they stand, so broken and hostile tables mean nothing. Depth, unpacked
// bytes and drawing steps are bounded. What it cannot read it names.
package pdf

import "errors"

// Limits of a file. What is beyond them ends with ErrTooLarge.
const (
	maxDepth     = 64        // objects in objects, forms in forms, pages in pages
	maxUnpacked  = 256 << 20 // bytes of all streams that are looked into
	maxStream    = 64 << 20  // bytes of one of them
	maxSteps     = 64 << 20  // drawing operators and characters
	maxGlyphs    = 1 << 20   // on a page
	formSteps    = 64        // what drawing a form once more costs, its operators apart
	fontSteps    = 512       // what reading a font costs, its lists apart
	listSteps    = 16        // what an entry of a page's lists costs
	entrySteps   = 8         // what an entry of such a list costs, which is kept
	maxGlyphName = 256       // bytes
	maxPages     = 100_000
	maxFieldText = 1 << 20
)

// Errors of files.
var (
	ErrNotPDF    = errors.New("pdf: not a PDF file")
	ErrEncrypted = errors.New("pdf: file is encrypted")
	ErrTooLarge  = errors.New("pdf: file unpacks to too much")
)
