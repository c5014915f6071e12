package pii

// Number is a digit cluster: runs of ASCII digits with at most three separator bytes between neighbours, of blanks, "-", ".", "/",
// "(", ")", ",", ":", "+", "x" excluded. It is parsed once and shared by all detectors of numbers.
type Number struct {
	Start, End int     // positions in Segment.Text; Start includes a leading "+" or "(", End is after the last digit
	Digits     []byte  // all digits in order, without separators
	Groups     []Group // at most MaxGroups; a longer cluster is cut there
	Plus       bool    // begins with "+" (or "(+")
}

// Group is one run of digits in a cluster.
type Group struct {
	Start, End int // positions in Segment.Text
	Digit      int // index of its first digit in Number.Digits
}

// MaxGroups is the most groups in one cluster.
const MaxGroups = 24

// Len returns the number of digits of the group.
func (g Group) Len() int { return g.End - g.Start }
