// Package pii is the vocabulary of Lethe (entity types, findings, marks) and its engine: the Scanner, which runs detectors over
// text and settles what they find. It knows nothing about how a type is detected; package detectors does.
package pii

import (
	"fmt"
	"log/slog"
)

// Finding is one span of the input that holds personal data. It is a plain value: no text, no pointer into the input.
//
// Start and End are byte offsets from the start of the input, End exclusive, both on rune edges; for an input held in memory
// text[f.Start:f.End] is the value.
type Finding struct {
	Start, End int64
	Type       Type
	Score      float32 // 0 to 1, higher is surer
	Kind       Kind
	Entity     uint32 // identity inside the document, from 1; 0 is none
	Attrs      Attrs
	Rule       *Rule // what found it; static, never nil in a Scanner's results
}

// Len returns the span's length in bytes.
func (f Finding) Len() int64 { return f.End - f.Start }

// String prints type and offsets, never text.
func (f Finding) String() string { return fmt.Sprintf("%s[%d:%d]", f.Type, f.Start, f.End) }

// LogValue logs type, offsets and score.
func (f Finding) LogValue() slog.Value {
	return slog.GroupValue(slog.String("type", string(f.Type)), slog.Int64("start", f.Start), slog.Int64("end", f.End),
		slog.Float64("score", float64(f.Score)))
}

// Kind says what a finding is to its neighbours.
type Kind uint8

const (
	Whole       Kind = iota // a span of its own; wholes never overlap each other
	Part                    // lies inside of the whole before it, such as the host of a URL
	Alternative             // another reading of a whole's bytes; reported on request only
	Unscanned               // a detector failed here: nothing is known of these bytes, and no policy may keep them
)

var kindNames = [...]string{"whole", "part", "alternative", "unscanned"}

// String returns the name, or "unknown".
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// Rule describes the rule behind a finding.
type Rule struct {
	Detector  string // name of the detector
	Name      string // rule inside the detector, such as "label" or "checksum"
	Validator string // the check that the value passed, such as "luhn"; empty if none
	Source    string // where the rule comes from: an RFC, a standard, a paper
}

// Validated reports whether the value passed a check such as a check digit.
func (r *Rule) Validated() bool { return r != nil && r.Validator != "" }
