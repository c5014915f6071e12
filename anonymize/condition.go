package anonymize

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/pii"
)

// Condition restricts a rule. The zero value always holds; all fields that are set must hold.
type Condition struct {
	MinScore, MaxScore float32 // inclusive, exclusive; 0 means no bound
	// MinAge is the least age: the first number of the value, or of a date the years from it to the policy's AsOf date. A date
	// without a year, or without AsOf, fails the condition. 0 means no bound.
	MinAge      int
	Role        pii.Role
	Attribution pii.Attribution
	Polarity    pii.Polarity
	Directness  pii.Directness
	Has         pii.Attrs // flags that the finding must have, such as pii.Attrs(0).WithSpoken(true)
	// Kind is the kind of document (Redactor.ForKind), without regard to case; empty means any.
	Kind string
	// Consent asks for the consent of the record's person (Policy.Consent).
	Consent Consent
}

// Consent is a question about consent.
type Consent uint8

const (
	AnyConsent Consent = iota
	Consented          // the record says so
	NoConsent          // it says something else, nothing, or there are no records
)

// ConsentField names the column or field of a record that holds a person's consent.
type ConsentField struct {
	Column string   // name of a column or field, without regard to case
	Given  []string // what stands there if consent was given, without regard to case; empty means yes, true, 1, y, ja, oui, sí, x
}

var givenWords = []string{"yes", "true", "1", "y", "ja", "oui", "sí", "si", "x"}

// Circumstances are what conditions may ask of a document besides its findings.
type Circumstances struct {
	Kind      string
	Consented bool
}

// circumstances reads those of the document of b in which offset at lies.
func circumstances(f ConsentField, kind string, b []byte, m []pii.Mark, at int64) Circumstances {
	c := Circumstances{Kind: kind}
	if f.Column == "" {
		return c
	}
	for i, mark := range m {
		switch {
		case mark.Kind == pii.MarkDoc && mark.At <= at:
			c.Consented = false
		case mark.Kind == pii.MarkDoc:
			return c
		case (mark.Kind == pii.MarkCell || mark.Kind == pii.MarkField) && strings.EqualFold(mark.Label, f.Column):
			end := int64(len(b))
			if i+1 < len(m) {
				end = m[i+1].At
			}
			c.Consented = f.given(b[mark.At:end])
		}
	}
	return c
}

func (f ConsentField) given(cell []byte) bool {
	words := f.Given
	if len(words) == 0 {
		words = givenWords
	}
	s := string(bytes.TrimSpace(cell))
	return slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, s) })
}

// holds judges a finding whose value is text.
func (c Condition) holds(f pii.Finding, text []byte, asOf time.Time, about Circumstances) bool {
	if c == (Condition{}) {
		return true
	}
	a := f.Attrs
	switch {
	case f.Score < c.MinScore, c.MaxScore > 0 && f.Score >= c.MaxScore,
		c.Role != 0 && a.Role() != c.Role, c.Attribution != 0 && a.Attribution() != c.Attribution,
		c.Polarity != 0 && a.Polarity() != c.Polarity, c.Directness != 0 && a.Directness() != c.Directness,
		a&c.Has != c.Has, c.Kind != "" && !strings.EqualFold(c.Kind, about.Kind), c.Consent == Consented && !about.Consented,
		c.Consent == NoConsent && about.Consented:
		return false
	}
	return c.MinAge <= 0 || ageOf(f.Type, text, asOf) >= c.MinAge
}

// ageOf returns the age that a value says, -1 if it says none.
func ageOf(t pii.Type, text []byte, asOf time.Time) int {
	if t.Is(pii.Date) {
		w, ok := readDate(string(text), false)
		if !ok || w.date.Year == 0 || asOf.IsZero() {
			return -1
		}
		return yearsUntil(w.date, asOf)
	}
	at, end := firstNumber(text)
	n := 0
	for _, c := range text[at:end] {
		n = min(n*10+int(c-'0'), 1000)
	}
	if end == at || end-at > 3 {
		return -1
	}
	return n
}

// yearsUntil returns the full years from a date to a day. Parts that were not written count as early as they can be.
func yearsUntil(d dates.Date, day time.Time) int {
	years := day.Year() - d.Year
	month, dom := max(d.Month, 1), max(d.Day, 1)
	if time.Month(month) > day.Month() || time.Month(month) == day.Month() && dom > day.Day() {
		years--
	}
	return years
}
