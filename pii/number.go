package pii

// Number is a digit cluster: runs of ASCII digits with at most three separator bytes between neighbours, of blanks, "-", ".", "/",
// "(", ")", ",", ":", "+", "x" excluded. It is parsed once and shared by all detectors of numbers.
type Number struct {
	Start, End int     // positions in Segment.Text; Start includes a leading "+" or "(", End is after the last digit
	Digits     []byte  // all digits in order, without separators
	Groups     []Group // at most MaxGroups; a longer cluster is cut there
	Plus       bool    // begins with "+" (or "(+")
	traits     Trait
	lengths    uint32 // bit n is set if a group has n digits; 31 stands for all above
	token      int32  // of the first group
}

// Trait is a property of a digit cluster that a detector can ask for, to be spared the others. Letters are ASCII letters.
type Trait uint16

const (
	LetterBefore Trait = 1 << iota // a letter right before the first digit
	LetterNear                     // a letter before the first digit, or one blank or hyphen away
	LetterAfter                    // a letter right after the last digit
	WordBefore                     // a letter or a byte beyond ASCII right before the first digit
	WordAfter                      // the same right after the last digit
	OpenBefore                     // a blank, a hyphen, "(" or a byte beyond ASCII right before the first digit
	GoesOn                         // a letter right after the last digit, or a letter or digit behind a single blank, "-", ".", "/" or line break
	DotInside                      // a "." between two groups, or MaxGroups of them
	DashInside                     // a "-" between two groups, or MaxGroups of them
	OneGroup                       // digits without separators
	ClockLike                      // a first group of up to six digits with a ":" or "," behind it
	FourDotted                     // four groups of up to three digits with a "." between each, as IP addresses are written; no "0", "+" or "(" begins them

	traits = iota // how many there are
)

// Group is one run of digits in a cluster.
type Group struct {
	Start, End int // positions in Segment.Text
	Digit      int // index of its first digit in Number.Digits
}

// MaxGroups is the most groups in one cluster.
const MaxGroups = 24

// Len returns the number of digits of the group.
func (g Group) Len() int { return g.End - g.Start }
