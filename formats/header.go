package formats

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/pii"
)

// mention is the highest score of a hint that only mentions its subject, as the name of a column does: "disability", "HIV status".
const mention = 0.72

// HoldsData reports whether one of the findings of a row says something of a person, so that the row is no header: it names or reaches
// one, or is a special-category hint ("has had HIV since 2015") that more than mentions its subject.
func HoldsData(fs []pii.Finding) bool {
	return slices.ContainsFunc(fs, func(f pii.Finding) bool {
		info, ok := f.Type.Info()
		return f.Kind == pii.Unscanned || !ok || info.Group == "special" && f.Score > mention || info.Group != "special" && info.Sensitivity > pii.Low
	})
}

// Choose is anonymize.Chooser. The first row names what the columns hold: "disability" or "religion" says nothing about a person
// there, unless the row is one of data: a table without a header.
func (c *csvCodec) Choose(fs []pii.Finding) []pii.Finding {
	if c.rec.base > 0 || HoldsData(fs) {
		return fs
	}
	out := fs[:0]
	for _, f := range fs {
		if info, _ := f.Type.Info(); info.Group != "special" || f.Kind == pii.Unscanned {
			out = append(out, f)
		}
	}
	return out
}

// unheaded labels columns of a table whose first row holds an address, so that it is one of data. A column of which that row's value is a day that
// a grown-up may be born on is one of birthdays, and one of which it is two to four capitalised words one of names: they stand beside an address, and no
// name of the column says otherwise.
func (c *csvCodec) unheaded(r *record) {
	if !slices.ContainsFunc(c.header, isAddress) {
		return
	}
	column := 0
	for i := range r.marks {
		if r.marks[i].Kind != pii.MarkCell {
			continue
		}
		switch value := strings.TrimSpace(c.header[column]); {
		case isBirthday([]byte(value)):
			c.header[column], r.marks[i].Label = birthday, birthday
		case isName(value):
			c.header[column], r.marks[i].Label = "name", "name"
		}
		column++
	}
}

const birthday = "date of birth"

// isAddress reports whether a cell holds an e-mail address and no more.
func isAddress(s string) bool {
	user, host, found := strings.Cut(strings.TrimSpace(s), "@")
	return found && user != "" && strings.IndexByte(host, '.') > 0 && !strings.ContainsAny(user, " <>") && !strings.ContainsAny(host, " <>@")
}

// Years of birth of people who have an address of their own.
const (
	firstBirth = 1900
	lastBirth  = 2010
)

func isBirthday(b []byte) bool {
	d, end, form := dates.Numeric(b, 0, false)
	return form != dates.None && end == len(b) && d.Year >= firstBirth && d.Year <= lastBirth && d.Month > 0 && d.Day > 0
}

// isName reports two to four words in letters that begin with capitals.
func isName(s string) bool {
	words := strings.Fields(s)
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) || strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' && r != '.' }) {
			return false
		}
	}
	return len(words) > 1 && len(words) < 5
}
