package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// DateOfBirth turns the DATE behind a label or a question into a DATE_OF_BIRTH: "DOB: 03/05/1984", "born in Leeds on 3 May 1984",
// "What is your date of birth? – It's the third of may eighty four", "geboren am", "né le", "nacida el". Between the label and
// the date no other sentence may begin, unless the label ends in a question. It reads the findings of Date, and by
// itself what only a label saves ("geb. 1984", "dob 3/14", "née le 9 juin 88"), and days and months said as numbers ("twenty-second of the seventh,
// sixty-one"). Cost: constant for each label.
func DateOfBirth() pii.Detector { return birthDetector{} }

type birthDetector struct{}

const (
	birthLabel = iota // asks for a date
	birthVerb         // born: a place may stand before the date
	birthShort        // "b.": the date follows at once
)

var birthLabelsValue lazy.Value[*pii.LabelSet]

func birthLabels() *pii.LabelSet { return birthLabelsValue.Get(makeBirthLabels) }

func makeBirthLabels() *pii.LabelSet {
	var ls []pii.Label
	add := func(lang string, id int, texts ...string) {
		for _, t := range texts {
			ls = append(ls, pii.Label{Text: t, Lang: lang, ID: id, Bare: true})
		}
	}
	add("en", birthLabel, "date of birth", "dates of birth", "birth date", "birthdate", "birthday", "bday", "b day", "dob", "d o b", "date birth", "dateofbirth", "d of b", "birth year", "year of birth", "birthyear")
	add("en", birthVerb, "born")
	add("en", birthLabel, "birth dt", "dob dt", "birth day", "dob date", "date of birth dob", "dob date of birth", "dob dd mm yyyy", "dob mm dd yyyy", "dob yyyy mm dd", "date of birth dd mm yyyy",
		"date of birth mm dd yyyy", "date of birth yyyy mm dd", "dt of birth", "b date", "dob d m y")
	add("en", birthLabel, before(owners, "dob", "date of birth", "birth date", "birthdate", "birthday", "birth dt")...)
	add("en", birthLabel, before([]string{"dob"}, owners...)...)
	add("de", birthLabel, "geb dat", "geb tag", "geburtsdatum tt mm jjjj", "geboren am")
	add("fr", birthLabel, "date naiss", "date de naiss", "dt naissance", "dt naiss", "dte naissance", "d naiss", "né e le", "date de naissance jj mm aaaa", "jour de naissance")
	add("es", birthLabel, "fec nac", "fec de nac", "fec nacimiento", "fec de nacimiento", "f de nac", "fcha nac", "fecha de nacimiento dd mm aaaa", "nacido a el")
	add("it", birthLabel, "data nasc", "data di nasc", "dt nascita", "nato a il", "nato il", "nata il", "d nascita")
	add("nl", birthLabel, "geboorte dat", "geb dt", "geboortedat", "datum geboorte")
	for _, t := range []string{"birth", "nascita", "geboorte", "naiss"} { // keys: in a sentence they are words
		ls = append(ls, pii.Label{Text: t, ID: birthLabel})
	}
	add("de", birthLabel, "geburtsdatum", "geburtstag", "geb", "geb am", "geb datum", "geburtsdat", "geburts datum", "gebdat")
	add("de", birthVerb, "geboren", "geborene", "geborener")
	add("fr", birthLabel, "date de naissance", "ddn", "date naissance", "datenaissance")
	add("fr", birthVerb, "né", "née", "ne le", "nee le", "naissance")
	add("es", birthLabel, "fecha de nacimiento", "fecha nacimiento", "f nacimiento", "fecha de nac", "f de nacimiento", "fechanacimiento", "f nac", "fecha nac", "fnac")
	add("es", birthVerb, "nacido", "nacida", "nació", "nací", "nacimiento")
	add("it", birthLabel, "data di nascita", "data nascita", "datanascita")
	add("it", birthVerb, "nato", "nata")
	add("nl", birthLabel, "geboortedatum", "geboortedag", "geb datum")
	add("nl", birthVerb, "geboren op")
	add("pt", birthLabel, "data de nascimento", "data nascimento", "data de nasc", "data nasc", "dt nascimento", "dt nasc", "nascimento", "dn", "d n", "nasc")
	add("pt", birthVerb, "nascido", "nascida", "nasceu")
	add("pl", birthLabel, "data urodzenia", "data ur", "data urodz", "ur")
	add("pl", birthVerb, "urodzony", "urodzona", "urodził się", "urodziła się")
	add("sv", birthLabel, "födelsedatum", "född", "født", "fødselsdato")
	add("en", birthShort, "b")
	return pii.NewLabels(ls...)
}

func (birthDetector) Spec() pii.Spec {
	return pii.Spec{
		Name:   "date_of_birth",
		Types:  []pii.Type{pii.DateOfBirth},
		Reach:  pii.Reach{Behind: 64, Ahead: 256},
		Wants:  []pii.Want{pii.OnLabel(), pii.OnWords("geboren", "geborene", "geborener", "geborenen"), pii.OnBytes("*")},
		Needs:  []pii.Type{pii.Date, pii.DateTime},
		Labels: birthLabels(),
	}
}

var (
	ruleBirthLabel = &pii.Rule{Detector: "date_of_birth", Name: "label"}
	ruleBirthAsked = &pii.Rule{Detector: "date_of_birth", Name: "question"}
)

const (
	birthNear  = 64  // bytes between a label and its date
	birthAsked = 140 // bytes between a question and the date of the answer
)

func (birthDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	found := s.Findings()
	k := 0
	last := int64(-1)
	for _, a := range at {
		from := s.Offset(a.End)
		if a.Want == 2 && !starred(s.Text, a.Start) || a.Want == 0 && equalFold(s.Text[a.Start:a.End], "ur") && a.End < len(s.Text) && s.Text[a.End] != '.' {
			continue // "ur" is a word in other languages
		}
		for k < len(found) && found[k].Start < from {
			k++
		}
		if a.Want == 2 {
			if k < len(found) && found[k].Start-from <= 1 && (found[k].Type == pii.Date || found[k].Type == pii.DateTime) && found[k].Start != last {
				last = found[k].Start
				dst = append(dst, birthOf(s, found[k], false))
			}
			continue
		}
		if f, ok := bornAtEnd(s, a, found[:k]); ok {
			if f.Start != last {
				dst = append(dst, birthOf(s, f, false))
			}
			last = f.Start
			continue
		}
		if a.Want == 1 {
			continue
		}
		best := -1
		for i := k; i < len(found) && found[i].Start-from <= birthAsked && i < k+8; i++ {
			f := found[i]
			if f.Type == pii.Date || f.Type == pii.DateTime {
				best = i
				break
			}
		}
		if best < 0 || found[best].Start > s.Offset(a.Value) {
			if end := weakBirth(s.Text, a.Value); end > 0 && birthLabels().Labels()[a.ID].ID != birthShort {
				dst = append(dst, labelled(s.Found(a.Value, end, pii.DateOfBirth, 0.85, ruleBirthLabel)))
				continue
			}
		}
		if best < 0 {
			if start, end := saidBirthYear(s, a); end > 0 {
				f := s.Found(start, end, pii.DateOfBirth, 0.8, ruleBirthLabel)
				f.Attrs = f.Attrs.WithSpoken(true).WithLabelled(true)
				dst = append(dst, f)
				continue
			}
			if birthLabels().Labels()[a.ID].ID != birthShort {
				dst = saidBirth(dst, s, a.End)
			}
			continue
		}
		if found[best].Start == last {
			continue
		}
		gap := int(found[best].Start - from)
		if a.End+gap > len(s.Text) || birthLabels().Labels()[a.ID].ID == birthShort && string(s.Text[a.End:a.End+gap]) != ". " {
			continue
		}
		asked, ok := birthGap(s.Text[a.End : a.End+gap])
		if !ok || !asked && gap > birthNear {
			continue
		}
		last = found[best].Start
		dst = append(dst, birthOf(s, found[best], asked))
	}
	return dst
}

// birthOf makes the date f a date of birth; asked says that it answers a question.
func birthOf(s *pii.Segment, f pii.Finding, asked bool) pii.Finding {
	f.Type, f.Rule, f.Score = pii.DateOfBirth, ruleBirthLabel, max(f.Score, 0.85)+0.05
	if asked {
		f.Rule, f.Score = ruleBirthAsked, max(f.Score, 0.8)
	}
	f.Attrs = f.Attrs.WithLabelled(true)
	if v, start, ok := s.Value(f); ok {
		f.End += int64(birthYear(s, start+len(v)) - start - len(v))
	}
	return f
}

// weakBirth returns the end of a date at p that only its label saves, "6.6.61", "3/14", "19840503" or a year alone; 0 if there is none.
func weakBirth(b []byte, p int) int {
	if p >= len(b) || !lex.IsDigit(b[p]) || wordBefore(b, p) {
		return 0
	}
	_, end, form := dates.Numeric(b, p, false)
	switch form {
	case dates.ShortYear, dates.Pair, dates.Compact, dates.DayMonth:
	case dates.None:
		if end = spacedBirth(b, p); end > 0 {
			return end
		}
		for end = p; end < len(b) && lex.IsDigit(b[end]); end++ {
		}
		if y := value4(b[p:end]); end-p != 4 || y < 1900 || y > 2030 {
			return 0
		}
	default:
		return 0
	}
	if wordAfter(b, end) || end+1 < len(b) && (b[end] == '-' || b[end] == '/' || b[end] == ':' || b[end] == '.' || b[end] == ',') && lex.IsDigit(b[end+1]) {
		return 0
	}
	return end
}

// saidBirthYear returns the bounds of the year that is said behind a label and "in", "born in nineteen forty-one", whose value the anchor gives;
// end is 0 if there is none.
func saidBirthYear(s *pii.Segment, a pii.Anchor) (start, end int) {
	ts := s.Tokens()
	k := s.TokenAt(a.Value)
	if k >= len(ts) || int(ts[k].Start) != a.Value || birthLabels().Labels()[a.ID].ID == birthShort {
		return 0, 0
	}
	if ts[k].Hash == hashIn && k+1 < len(ts) {
		k++
	}
	if y, e := spoken.Year(s.Text, ts, k); e > k && y >= yearLow && y <= 2030 {
		return int(ts[k].Start), int(ts[e-1].End)
	}
	return 0, 0
}

// saidBirth reads "twenty-second of the seventh, sixty-one" in the answer behind a label that ends at position p.
func saidBirth(dst []pii.Finding, s *pii.Segment, p int) []pii.Finding {
	ts, b := s.Tokens(), s.Text
	k := s.TokenAt(p)
	for i := k; i+2 < len(ts) && int(ts[i].Start)-p < birthAsked && i < k+24; i++ {
		day, e := spoken.Ordinal(b, ts, i)
		if e == i || day > 31 {
			if end := saidNumbers(b, ts, i); end > i {
				f := s.Found(int(ts[i].Start), int(ts[end-1].End), pii.DateOfBirth, 0.8, ruleBirthAsked)
				f.Attrs = f.Attrs.WithSpoken(true).WithLabelled(true)
				return append(dst, f)
			}
			continue
		}
		behind := ts[e-1].End
		if e+1 < len(ts) && ts[e].Hash == hashOf {
			e++
		}
		if e < len(ts) && ts[e].Hash == hashThe {
			e++
		}
		month, end := spoken.Ordinal(b, ts, e)
		if end == e || month > 12 || !birthTight(b[behind:ts[e].Start]) {
			continue
		}
		last := end - 1
		if end < len(ts) && birthTight(b[ts[last].End:ts[end].Start]) {
			if _, y := spoken.Year(b, ts, end); y > end {
				last = y - 1
			} else if v, y := spoken.Cardinal(b, ts, end); y > end && v < 100 {
				last = y - 1
			}
		}
		f := s.Found(int(ts[i].Start), int(ts[last].End), pii.DateOfBirth, 0.85, ruleBirthAsked)
		f.Attrs = f.Attrs.WithSpoken(true).WithLabelled(true)
		return append(dst, f)
	}
	return dst
}

// saidNumbers reads "oh four, twelve, sixty-eight" or "three five nineteen eighty-four" from token i on and returns the token behind
// it, i if there is none.
func saidNumbers(b []byte, ts []pii.Token, i int) int {
	k := i
	for part := range 2 {
		v, e := spoken.Cardinal(b, ts, k)
		if e > k && v == 0 {
			if v, e = spoken.Cardinal(b, ts, e); v > 9 {
				return i
			}
		}
		if e == k || v < 1 || v > 31 || e >= len(ts) || !birthTight(b[ts[e-1].End:ts[e].Start]) || part == 0 && ts[e].Flags.AllDigits() {
			return i
		}
		k = e
	}
	if _, e := spoken.Year(b, ts, k); e > k {
		return e
	}
	if v, e := spoken.Cardinal(b, ts, k); e > k && v < 100 {
		if v == 0 {
			if u, f := spoken.Cardinal(b, ts, e); f > e && u < 10 {
				return f
			}
			return i
		}
		return e
	}
	return i
}

// birthTight reports that no sentence ends in b and that it is short.
func birthTight(b []byte) bool {
	return len(b) <= 12 && bytes.IndexByte(b, '.') < 0 && bytes.IndexByte(b, '?') < 0 && bytes.IndexByte(b, '\n') < 0
}

// birthGap judges the text between a label and a date: asked is true if it holds a question mark or a new line, ok is false if
// another sentence begins in it.
func birthGap(b []byte) (asked, ok bool) {
	lines := 0
	for i, c := range b {
		switch c {
		case '?':
			asked = true
		case '\n':
			lines++
			if lines > 2 || !asked && i > 24 {
				return asked, false
			}
		case '.':
			if i > 0 && b[i-1] == '.' {
				continue // a leader: "Birth Date ....... 1987-01-25"
			}
			if !asked && lines == 0 && i > 3 && i+1 < len(b) && (b[i+1] == ' ' || b[i+1] == '\n') {
				return asked, false
			}
		case ';':
			if !asked && (i > 0 || len(b) > 1) { // "Date of birth;1979-11-02"
				return asked, false
			}
		}
	}
	return asked || lines > 0, true
}
