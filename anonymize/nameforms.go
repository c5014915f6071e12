package anonymize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// NameForms returns other writings of a person's name of two to five words, such as "Jane Fairweather": "Fairweather, Jane", "Fairweather Jane",
// "J. Fairweather", "J Fairweather", "Fairweather, J." and "Fairweather J". A surname begins at its particle ("von Berg") and is the last word
// otherwise. What is no name of this kind has none, nor has one that has a comma. A surname alone is no form of a name: others bear it.
func NameForms(name string) []string {
	words := strings.Fields(name)
	if len(words) < 2 || len(words) > 5 {
		return nil
	}
	last := len(words) - 1
	for i, w := range words {
		if strings.ContainsFunc(w, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune("-'’.", r)
		}) {
			return nil
		}
		if first, _ := utf8.DecodeRuneInString(w); i > 0 && i < last && unicode.IsLower(first) && startsUpper(words[0]) && startsUpper(words[len(words)-1]) {
			last = i
		}
	}
	surname, given := strings.Join(words[last:], " "), words[:last]
	var short []string
	for _, g := range given {
		first, _ := utf8.DecodeRuneInString(g)
		short = append(short, string(first))
	}
	all := strings.Join(given, " ")
	out := []string{surname + ", " + all, surname + " " + all}
	for _, initials := range []string{strings.Join(short, " "), short[0]} {
		dotted := strings.ReplaceAll(initials, " ", ". ") + "."
		out = append(out, dotted+" "+surname, initials+" "+surname, surname+", "+dotted, surname+" "+initials)
		if len(short) == 1 {
			break
		}
	}
	return out
}

func startsUpper(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first)
}
