package pii

// Attrs is a small closed set of attributes of a finding, packed into one word. The zero value says nothing.
type Attrs uint32

// Role is what a person is to the document.
type Role uint8

const (
	NoRole Role = iota
	Speaker
	Patient
	Clinician
	Candidate
	Recruiter
	Reference
	Relative
)

// Attribution says whom a special-category fact is about.
type Attribution uint8

const (
	NoAttribution Attribution = iota
	Self
	ThirdPerson
	Generic
)

// Polarity says whether a fact is asserted.
type Polarity uint8

const (
	NoPolarity Polarity = iota
	Asserted
	Negated
	Uncertain
)

// Directness says whether a fact is stated or follows from what is stated.
type Directness uint8

const (
	NoDirectness Directness = iota
	Explicit
	Indirect
)

const (
	roleShift = 0
	attrShift = 4
	polShift  = 6
	dirShift  = 8

	spokenBit    Attrs = 1 << 10
	givenBit     Attrs = 1 << 11
	surnameBit   Attrs = 1 << 12
	continuedBit Attrs = 1 << 13
	aliasBit     Attrs = 1 << 14
	disguisedBit Attrs = 1 << 15
	labelledBit  Attrs = 1 << 16
	flagBit      Attrs = 1 << 17
)

func (a Attrs) field(shift, mask Attrs) Attrs { return a >> shift & mask }
func (a Attrs) with(shift, mask, v Attrs) Attrs {
	return a&^(mask<<shift) | v&mask<<shift
}
func (a Attrs) flag(bit Attrs, on bool) Attrs {
	if on {
		return a | bit
	}
	return a &^ bit
}

func (a Attrs) Role() Role                          { return Role(a.field(roleShift, 15)) }
func (a Attrs) WithRole(r Role) Attrs               { return a.with(roleShift, 15, Attrs(r)) }
func (a Attrs) Attribution() Attribution            { return Attribution(a.field(attrShift, 3)) }
func (a Attrs) WithAttribution(v Attribution) Attrs { return a.with(attrShift, 3, Attrs(v)) }
func (a Attrs) Polarity() Polarity                  { return Polarity(a.field(polShift, 3)) }
func (a Attrs) WithPolarity(v Polarity) Attrs       { return a.with(polShift, 3, Attrs(v)) }
func (a Attrs) Directness() Directness              { return Directness(a.field(dirShift, 3)) }
func (a Attrs) WithDirectness(v Directness) Attrs   { return a.with(dirShift, 3, Attrs(v)) }

// Spoken reports a value written as it is said, such as "oh seven nine".
func (a Attrs) Spoken() bool             { return a&spokenBit != 0 }
func (a Attrs) WithSpoken(on bool) Attrs { return a.flag(spokenBit, on) }

// Given and Surname mark the parts of a person's name.
func (a Attrs) Given() bool               { return a&givenBit != 0 }
func (a Attrs) WithGiven(on bool) Attrs   { return a.flag(givenBit, on) }
func (a Attrs) Surname() bool             { return a&surnameBit != 0 }
func (a Attrs) WithSurname(on bool) Attrs { return a.flag(surnameBit, on) }

// Continued marks a piece that continues the finding right before it: a stream reports a very long value in pieces.
func (a Attrs) Continued() bool             { return a&continuedBit != 0 }
func (a Attrs) WithContinued(on bool) Attrs { return a.flag(continuedBit, on) }

// Alias marks a value found because the document named it before.
func (a Attrs) Alias() bool             { return a&aliasBit != 0 }
func (a Attrs) WithAlias(on bool) Attrs { return a.flag(aliasBit, on) }

// Disguised marks a value found only after normalisation (zero-width characters, full-width digits, entities, …).
func (a Attrs) Disguised() bool             { return a&disguisedBit != 0 }
func (a Attrs) WithDisguised(on bool) Attrs { return a.flag(disguisedBit, on) }

// Labelled marks a value that a form label or key decided.
func (a Attrs) Labelled() bool             { return a&labelledBit != 0 }
func (a Attrs) WithLabelled(on bool) Attrs { return a.flag(labelledBit, on) }

// FlagOnly marks a routing hint, reported and never edited.
func (a Attrs) FlagOnly() bool             { return a&flagBit != 0 }
func (a Attrs) WithFlagOnly(on bool) Attrs { return a.flag(flagBit, on) }
