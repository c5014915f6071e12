package pii

// MarkKind is a kind of Mark.
type MarkKind uint8

const (
	MarkDoc     MarkKind = iota // a new document begins: memory is emptied
	MarkTurn                    // a speaker's turn begins; Label is the role or name if known
	MarkField                   // a field begins; Label is its name, empty ends the field before
	MarkCell                    // a table cell begins; Label is the column's name
	MarkPage                    // a page begins
	MarkFlush                   // everything before is complete: nothing after decides it
	MarkSection                 // a section begins; Label says which, such as "experience", empty ends the one before. Segment.Section tells it
)

// Mark is a structure that a codec knows and plain text does not show. Marks are part of the input: findings are a function of
// bytes and marks. No finding crosses a mark.
type Mark struct {
	At    int64 // byte offset in the input
	Kind  MarkKind
	Label string
}

// Edit replaces the bytes [Start, End) of the decoded input by New.
type Edit struct {
	Start, End int64
	New        []byte
}
