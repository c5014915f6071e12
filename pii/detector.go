package pii

import "github.com/lethe-pii/lethe/internal/lex"

// Detector finds values of some types. It is immutable and safe for any number of goroutines.
//
// A detector is asked once a segment, with the anchors it wanted there, in text order. It must decide each finding from bytes of
// the segment alone and must not keep the segment. Its time must be linear in the segment's length; each anchor may look at most
// Spec.Reach bytes around it. A detector that panics, or returns a finding whose offsets make no sense, has its segment masked as Unscanned.
type Detector interface {
	// Spec is read once, by NewScanner.
	Spec() Spec
	// Find appends what it finds, made with Segment.Found, to dst.
	Find(dst []Finding, s *Segment, at []Anchor) []Finding
}

// Spec describes a detector to the Scanner.
type Spec struct {
	Name   string    // lower-case, unique in a Scanner
	Types  []Type    // the types that Find may return
	Reach  Reach     // how far from an anchor a finding may lie
	Wants  []Want    // the anchors it is called for; a segment without one is not shown to it
	Needs  []Type    // runs after the detectors of these types and sees their findings (Segment.Findings); a cycle is an error
	Labels *LabelSet // form labels and keys that OnLabel recognises for it
}

// Reach is the number of bytes behind and ahead of an anchor that decide a finding. 0 means 256; the most is MaxReach.
type Reach struct{ Behind, Ahead int }

// MaxReach is the largest reach in either direction, in bytes.
const MaxReach = 4096

// Want is one kind of place that a detector wants to be called for.
type Want struct {
	kind     wantKind
	bytes    string
	words    []string
	min, max int
	lengths  uint32
	traits   Trait
	without  Trait
	beside   bool
}

type wantKind uint8

const (
	wantByte wantKind = iota
	wantDigits
	wantWords
	wantLabel
	wantDot
	wantLong
	wantTokens
	wantLiteral
)

// OnBytes asks for every occurrence of one of the ASCII bytes of set. Bytes as frequent as a space or a letter are refused.
func OnBytes(set string) Want { return Want{kind: wantByte, bytes: set} }

// OnDigits asks for digit clusters (see Number) that hold min to max digits in all. A cluster that fits several such wants of a detector is its anchor
// once, for the first of them.
func OnDigits(min, max int) Want { return Want{kind: wantDigits, min: min, max: max} }

// Groups narrows OnDigits to clusters with a group of one of these lengths, 1 to 31 digits.
func (w Want) Groups(lengths ...int) Want {
	for _, n := range lengths {
		w.lengths |= 1 << (n & 31)
	}
	return w
}

// With narrows OnDigits to clusters that have all these traits.
func (w Want) With(traits Trait) Want {
	w.traits |= traits
	return w
}

// Without narrows OnDigits to clusters that have none of these traits.
func (w Want) Without(traits Trait) Want {
	w.without |= traits
	return w
}

// Beside says that a bare figure is nothing to the detector: a field or cell that holds up to 8 digits, with at most one "." or "," before the last
// three, and whose name is no label of any detector. Where all detectors that ask for digits say so, and no finding below DefaultThreshold is asked for,
// such fields are passed over.
func (w Want) Beside() Want {
	w.beside = true
	return w
}

// OnWords asks for tokens equal to one of words after folding. Anchor.ID is the index in words.
func OnWords(words ...string) Want { return Want{kind: wantWords, words: words} }

// OnLabel asks for every form label or key of the detector's own Labels ("DOB:", "user=", `"email":`). The anchor spans the
// label; Anchor.ID is the index in Spec.Labels; Anchor.Value is where the value begins.
func OnLabel() Want { return Want{kind: wantLabel} }

// OnDot asks for dots between two word bytes of which the left is no digit: host names, file names, "a.m.".
func OnDot() Want { return Want{kind: wantDot} }

// OnLong asks for runs of letters, digits, "_" and "-" of at least min (16 or more) bytes. The anchor spans the run.
func OnLong(min int) Want { return Want{kind: wantLong, min: min} }

// OnTokens asks for one anchor a segment, over its body: for detectors that read all words. Where there are digits alone there is none.
func OnTokens() Want { return Want{kind: wantTokens} }

// OnLiterals asks for exact, case-sensitive ASCII strings that begin with a byte that is rare in text: anything but letters,
// digits, space and common punctuation. Anchor.ID is the index in literals.
func OnLiterals(literals ...string) Want { return Want{kind: wantLiteral, words: literals} }

// Label is a form label, JSON key, column name or log key, as its words.
type Label struct {
	Text string // words separated by spaces, in any case: "date of birth"; also matches "date_of_birth", "dateOfBirth", "Date-of-birth"
	Lang string // ISO 639-1, empty for all
	ID   int    // free for the detector: what the label means to it
	// Bare labels count without a ":" or "=" behind them when a value follows on the same line ("MRN 00482913").
	Bare bool
}

// Anchor is one place that a detector asked for. Offsets are positions in Segment.Text.
type Anchor struct {
	Start, End int
	Want       int // index in Spec.Wants
	ID         int // see the OnX functions
	Value      int // OnLabel: where the value begins
}

// Token is a folded, hashed word; offsets are positions in Segment.Text.
type Token = lex.Token

// Form is a way in which a value can appear again.
type Form struct {
	Text  []byte // one to four words; may point into the segment, the engine keeps only hashes
	Lead  []byte // a word before Text that need not stand beside it in the segment: "M" for "M. Gonzalez"; nil if there is none
	Type  Type
	Score float32
	// Cased forms match only words that begin with a capital (or any word in text without case).
	Cased bool
	// Weak forms (a given name alone) link to an entity only if they fit just one; strong ones create it.
	Weak  bool
	Attrs Attrs
}

// Rememberer is an optional ability of a Detector: it names the forms in which a finding of its own can appear again in the
// document (a surname alone, initials, an account number without its label). The segment shows at least 32 bytes of the document on each
// side of the finding. The engine owns the memory. If Forms panics, the scan does, with
// a text of its own.
type Rememberer interface {
	Forms(dst []Form, s *Segment, f Finding) []Form
}

// Opener is an optional ability of a Detector: findings that reach until an end marker however far away it is. Everything from
// the finding's start through the first occurrence of end is one finding; without the marker it ends after max bytes.
type Opener interface {
	Until(f Finding, s *Segment) (end []byte, max int64)
}

// Canonicalizer is an optional ability of a Detector: the canonical form of a value, under which equal values have equal tokens.
// The default is the folded value. An error means that raw is no value of the type.
type Canonicalizer interface {
	Canonical(dst []byte, t Type, raw []byte) ([]byte, error)
}
