package anonymize

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/lethe-pii/lethe/pii"
)

// nameParts is a person's name taken apart, folded.
type nameParts struct {
	given, surnames []string
	gender          gender // as the title tells
}

// splitName takes a name apart. A name of one word is what attrs say, or a given name if it is a known one, else a surname.
func splitName(name string, attrs pii.Attrs) nameParts {
	var p nameParts
	titled := false
	var words []string
	comma := -1
	for _, w := range nameWords(name) {
		if w == "," {
			if comma < 0 && len(words) > 0 {
				comma = len(words)
			}
			continue
		}
		low := strings.ToLower(strings.TrimSuffix(w, "."))
		if g, ok := titles[low]; ok && (low != "m" || strings.HasSuffix(w, ".") && len(words) == 0) {
			titled = true
			if g != unknownGender {
				p.gender = g
			}
			continue
		}
		words = append(words, low)
	}
	switch {
	case len(words) == 0:
	case comma > 0 && comma < len(words):
		p.surnames, p.given = words[:comma], words[comma:]
	case len(words) == 1:
		if attrs.Given() || !attrs.Surname() && !titled && isGivenName(words[0]) {
			p.given = words
		} else {
			p.surnames = words
		}
	default:
		at := len(words) - 1
		for at > 1 && (isParticle(words[at-1]) || isSurname(words[at-1]) && !isGivenName(words[at-1])) {
			at--
		}
		p.given, p.surnames = words[:at], words[at:]
	}
	return p
}

// nameWords cuts a name into words, with dots and apostrophes as parts of them, and commas.
func nameWords(s string) []string {
	var out []string
	start := -1
	for i, r := range s {
		if isNameRune(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			out = append(out, s[start:i])
			start = -1
		}
		if r == ',' {
			out = append(out, ",")
		}
	}
	if start >= 0 {
		out = append(out, s[start:])
	}
	return out
}

func isNameRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || r == '.' || r == '\'' || r == '’' || r == '-'
}

func isParticle(w string) bool { return strings.Contains(particles, " "+w+" ") }

func isGivenName(w string) bool {
	for _, c := range cultures.Get(newCultures) {
		if holdsFold(c.female, w) || holdsFold(c.male, w) {
			return true
		}
	}
	return false
}

func isSurname(w string) bool {
	for _, c := range cultures.Get(newCultures) {
		if holdsFold(c.surnames, w) {
			return true
		}
	}
	return false
}

// persona is an invented person.
type persona struct{ given, middle, surname string }

// newPersona draws a person who shares culture and gender with the original as far as the operator keeps them.
func (o Surrogate) newPersona(r *rand.Rand, p nameParts) persona {
	all := cultures.Get(newCultures)
	c, g := cultureOf(p.given, p.surnames)
	if p.gender != unknownGender {
		g = p.gender
	}
	other := r.IntN(len(all))
	either := gender(1 + r.IntN(2))
	if !o.KeepCulture {
		c = &all[other]
	}
	if !o.KeepGender || g == unknownGender {
		g = either
	}
	givens := c.male
	if g == female {
		givens = c.female
	}
	i, j := r.IntN(len(givens)), r.IntN(len(givens)-1)
	if j >= i {
		j++
	}
	return persona{givens[i], givens[j], c.surnames[r.IntN(len(c.surnames))]}
}

// write puts the persona in the place of a name, in the name's form: titles, order, initials, commas and capitals stay.
func (q persona) write(name string, own nameParts) string {
	var b strings.Builder
	surnameDone := false
	nGiven := 0
	last := 0
	for at, w := range wordsAt(name) {
		low := strings.ToLower(strings.TrimSuffix(w, "."))
		if _, ok := titles[low]; ok && !contains(own.given, low) && !contains(own.surnames, low) {
			continue
		}
		initial := strings.HasSuffix(w, ".") && utf8.RuneCountInString(w) == 2
		asSurname := contains(own.surnames, low)
		if !asSurname && !contains(own.given, low) {
			asSurname = len(own.given) == 0 || !initial && nGiven > 0
		}
		if asSurname && surnameDone {
			b.WriteString(strings.TrimRight(name[last:at], " "))
			last = at + len(w)
			continue
		}
		b.WriteString(name[last:at])
		repl := q.surname
		switch {
		case asSurname:
			surnameDone = true
		case nGiven == 0:
			repl = q.given
			nGiven++
		default:
			repl = q.middle
			nGiven++
		}
		if initial {
			_, n := utf8.DecodeRuneInString(repl)
			repl = repl[:n] + "."
		}
		if !isParticle(low) {
			repl = inCaseOf(lowerIfLower(repl, w), w)
		}
		b.WriteString(repl)
		last = at + len(w)
	}
	b.WriteString(name[last:])
	return b.String()
}

// lowerIfLower returns word in lower case if sample is.
func lowerIfLower(word, sample string) string {
	if strings.ToLower(sample) == sample {
		return strings.ToLower(word)
	}
	return word
}

// wordsAt yields the words of a name with their offsets.
func wordsAt(s string) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		at := 0
		for _, w := range nameWords(s) {
			if w == "," {
				continue
			}
			at += strings.Index(s[at:], w)
			if !yield(at, w) {
				return
			}
			at += len(w)
		}
	}
}

func contains(list []string, w string) bool {
	for _, x := range list {
		if x == w {
			return true
		}
	}
	return false
}

// mailForm is a name as it stands in addresses: ASCII letters in lower case.
func mailForm(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch r {
		case 'ä':
			b.WriteString("ae")
		case 'ö':
			b.WriteString("oe")
		case 'ü':
			b.WriteString("ue")
		case 'ß':
			b.WriteString("ss")
		case 'ł':
			b.WriteByte('l')
		case 'ı':
			b.WriteByte('i')
		default:
			for _, d := range norm.NFD.String(string(r)) {
				if d >= 'a' && d <= 'z' || d >= '0' && d <= '9' {
					b.WriteRune(d)
				}
			}
		}
	}
	return b.String()
}

// handlePattern says how a user name is made of a person's name.
type handlePattern uint8

const (
	givenSurname handlePattern = iota
	surnameGiven
	initialSurname
	givenInitial
	surnameInitial
	surnameOnly
	givenOnly
)

// handles returns the user names that a person's names make, without separators.
func handles(given, surname string) map[handlePattern]string {
	g, s := mailForm(given), mailForm(surname)
	out := map[handlePattern]string{}
	if s != "" {
		out[surnameOnly] = s
	}
	if g != "" {
		out[givenOnly] = g
	}
	if g != "" && s != "" {
		out[givenSurname], out[surnameGiven] = g+s, s+g
		out[initialSurname], out[givenInitial], out[surnameInitial] = g[:1]+s, g+s[:1], s+g[:1]
	}
	return out
}

// handle writes the persona's user name by a pattern with the separator and as many figures as the original has.
func (q persona) handle(p handlePattern, sep string, figures int, r *rand.Rand) string {
	g, s := mailForm(q.given), mailForm(q.surname)
	var out string
	switch p {
	case givenSurname:
		out = g + sep + s
	case surnameGiven:
		out = s + sep + g
	case initialSurname:
		out = g[:1] + sep + s
	case givenInitial:
		out = g + sep + s[:1]
	case surnameInitial:
		out = s + sep + g[:1]
	case surnameOnly:
		out = s
	default:
		out = g
	}
	for range figures {
		out += string(rune('0' + r.IntN(10)))
	}
	return out
}

// splitHandle returns the letters of a user name, its first separator and how many figures it has.
func splitHandle(s string) (letters, sep string, figures int) {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= '0' && r <= '9':
			figures++
		case r == '.' || r == '_' || r == '-':
			if sep == "" && b.Len() > 0 {
				sep = string(r)
			}
		case r == '@':
		default:
			b.WriteRune(r)
		}
	}
	return mailForm(b.String()), sep, min(figures, 8)
}
