package main

import (
	"fmt"
	"strings"
	"unicode"
)

// maxForms bounds what one pattern may expand to.
const maxForms = 1 << 14

// expand returns the forms of a pattern: "(a|b|)" are alternatives, which may nest.
func expand(pattern string) ([]string, error) {
	forms, rest, err := sequence(pattern, false)
	if err == nil && rest != "" {
		err = fmt.Errorf("unmatched ) in %q", pattern)
	}
	if err != nil {
		return nil, err
	}
	for i, f := range forms {
		forms[i] = strings.Join(strings.Fields(f), " ")
	}
	return forms, nil
}

func sequence(s string, inside bool) (forms []string, rest string, err error) {
	var all []string
	forms = []string{""}
	for s != "" {
		switch c := s[0]; {
		case c == '(':
			var alts []string
			alts, s, err = sequence(s[1:], true)
			if err != nil {
				return nil, "", err
			}
			if len(forms)*len(alts) > maxForms {
				return nil, "", fmt.Errorf("too many forms before %q", s)
			}
			var joined []string
			for _, f := range forms {
				for _, a := range alts {
					joined = append(joined, f+a)
				}
			}
			forms = joined
		case inside && c == '|':
			all = append(all, forms...)
			forms, s = []string{""}, s[1:]
		case c == ')':
			if !inside {
				return nil, "", fmt.Errorf("unmatched ) before %q", s)
			}
			return append(all, forms...), s[1:], nil
		default:
			n := strings.IndexAny(s, "(|)")
			if n < 0 {
				n = len(s)
			}
			if n == 0 {
				return nil, "", fmt.Errorf("unexpected %q", s)
			}
			for i := range forms {
				forms[i] += s[:n]
			}
			s = s[n:]
		}
	}
	if inside {
		return nil, "", fmt.Errorf("missing )")
	}
	return append(all, forms...), "", nil
}

// plain maps accented letters to how people type them without accents.
var plain = strings.NewReplacer("á", "a", "à", "a", "â", "a", "ã", "a", "é", "e", "è", "e", "ê", "e", "ë", "e", "í", "i", "î", "i", "ï", "i",
	"ó", "o", "ô", "o", "õ", "o", "ú", "u", "ù", "u", "û", "u", "ñ", "n", "ç", "c", "œ", "oe", "ß", "ss", "ä", "a", "ö", "o", "ü", "u", "ā", "a")

// umlauts maps German letters to their spelling in ASCII.
var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")

// elided writes French words without the apostrophe, as speech is written down: "crise dangoisse".
var elided = strings.NewReplacer(" d ", " d", " l ", " l")

// spellings returns a form and the ways in which it is typed without accents or apostrophes, or with single instead of double consonants.
func spellings(form string) []string {
	out := []string{form}
	add := func(s string) {
		for _, o := range out {
			if o == s {
				return
			}
		}
		out = append(out, s)
	}
	add(plain.Replace(form))
	add(umlauts.Replace(form))
	if j := elided.Replace(form); j != form {
		add(j)
		add(plain.Replace(j))
	}
	if len(form) >= 8 && !strings.Contains(form, " ") {
		add(single(form))
		add(single(plain.Replace(form)))
	}
	return out
}

// single writes each doubled consonant once.
func single(s string) string {
	var b strings.Builder
	var last rune
	for _, r := range s {
		if r == last && unicode.IsLetter(r) && !strings.ContainsRune("aeiou", r) {
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}
