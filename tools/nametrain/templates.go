package main

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"strings"
)

//go:embed templates.txt
var templateText string

// templates are lines with holes and the words that fill them.
type templates struct {
	words map[string][]string
	lines []string
}

func readTemplates() *templates {
	t := &templates{words: map[string][]string{}}
	head, body, _ := strings.Cut(templateText, "#templates\n")
	for line := range strings.Lines(head) {
		name, words, _ := strings.Cut(strings.TrimSuffix(line[1:], "\n"), " ")
		t.words[name] = strings.Split(words, "|")
	}
	t.lines = strings.Split(strings.TrimSuffix(body, "\n"), "\n")
	return t
}

// filler fills the holes of one document.
type filler struct {
	*templates
	names       *nameLists
	r           *rand.Rand
	b           strings.Builder
	d           doc
	locale      int
	given, last string
}

// make returns a document of one to five lines that stand together in the file of templates.
func (t *templates) make(n *nameLists, r *rand.Rand) doc {
	f := &filler{templates: t, names: n, r: r, locale: r.IntN(len(n.first))}
	at := r.IntN(len(t.lines))
	for _, line := range t.lines[at:min(len(t.lines), at+1+r.IntN(5))] {
		for line != "" {
			text, rest, ok := strings.Cut(line, "{")
			f.b.WriteString(text)
			if !ok {
				break
			}
			key, after, _ := strings.Cut(rest, "}")
			f.fill(key)
			line = after
		}
		f.b.WriteByte('\n')
	}
	f.d.Text = f.b.String()
	return f.d
}

func (f *filler) label(kind, text string) {
	at := f.b.Len()
	f.b.WriteString(text)
	f.d.Spans = append(f.d.Spans, span{at, f.b.Len(), kind})
}

func (f *filler) givenName() string {
	if f.given == "" || f.r.IntN(3) > 0 {
		f.given = pick(f.r, f.names.first[f.locale])
	}
	return f.given
}

func (f *filler) surname() string {
	if f.last == "" || f.r.IntN(3) > 0 {
		f.last = pick(f.r, f.names.last[f.locale])
	}
	return f.last
}

func (f *filler) fullName() string {
	other, surname := pick(f.r, f.names.first[f.locale]), pick(f.r, f.names.last[f.locale])
	initial := string([]rune(other)[:1]) + ". "
	switch f.r.IntN(12) {
	case 0:
		return f.givenName() + " " + initial + f.surname()
	case 1:
		return f.givenName() + " " + other + " " + f.surname()
	case 2:
		return initial + f.surname()
	case 3:
		return f.givenName() + " " + f.surname() + "-" + surname
	case 4:
		if f.r.IntN(2) == 0 {
			return f.surname() + ", " + f.givenName()
		}
		return f.givenName() + " " + strings.ToUpper(f.surname())
	case 5:
		return f.givenName() + " " + f.surname() + " " + surname
	}
	return f.givenName() + " " + f.surname()
}

func (f *filler) org() string {
	first, last := f.names.first[f.locale], f.names.last[f.locale]
	switch f.r.IntN(5) {
	case 0, 4:
		return pick(f.r, last) + " " + pick(f.r, f.words["cosuf"])
	case 1:
		return pick(f.r, last) + ", " + pick(f.r, last) + " and " + pick(f.r, last)
	case 2:
		return pick(f.r, f.words["cities"]) + " " + pick(f.r, f.words["cosuf"])
	}
	return pick(f.r, first) + "'s " + pick(f.r, f.words["cosuf"])
}

func (f *filler) fill(key string) {
	r := f.r
	if r.IntN(3) == 0 {
		f.locale = r.IntN(len(f.names.first))
	}
	first, last := f.names.first[f.locale], f.names.last[f.locale]
	switch key {
	case "N":
		f.label("PERSON", f.fullName())
	case "U2":
		f.label("PERSON", strings.ToUpper(f.givenName()+" "+f.surname()))
	case "F":
		f.label("PERSON", f.givenName())
	case "L":
		f.label("PERSON", f.surname())
	case "T":
		f.b.WriteString(pick(r, []string{"Mr", "Mrs", "Ms", "Mr.", "Mrs.", "Ms.", "Miss", "Dr", "Dr.", "Prof."}))
	case "C":
		f.label("LOCATION", pick(r, f.words["cities"]))
	case "O":
		f.label("ORG", f.org())
	case "O2":
		f.b.WriteString(pick(r, []string{"ECT", "ACME", "CORP", "NA", "EMEA", "HQ", "Initech", "Globex"}))
	case "A":
		if r.IntN(2) == 0 {
			fmt.Fprintf(&f.b, "%d %s %s", 1+r.IntN(400), pick(r, last), pick(r, f.words["streets"]))
		} else {
			fmt.Fprintf(&f.b, "%s %s %d", pick(r, first), pick(r, f.words["streets"]), 1+r.IntN(400))
		}
	case "S2":
		f.b.WriteString(pick(r, []string{"Building", "Museum", "Hotel", "Center", "Bridge", "Library", "Stadium", "effect", "method", "test"}))
	case "J":
		f.b.WriteString(pick(r, f.words["jobs"]))
	case "K":
		f.b.WriteString(pick(r, f.words["skills"]))
	case "H":
		f.b.WriteString(pick(r, f.words["heads"]))
	case "E":
		f.b.WriteString(strings.ToLower(pick(r, first)+"."+pick(r, last)) + "@example.com")
	case "P":
		fmt.Fprintf(&f.b, "+%d %d %d", 1+r.IntN(90), 100+r.IntN(900), 100000+r.IntN(900000))
	case "D":
		fmt.Fprintf(&f.b, "%02d/%02d/%d", 1+r.IntN(28), 1+r.IntN(12), 1950+r.IntN(75))
	case "U":
		fmt.Fprintf(&f.b, "%s%d", strings.ToLower(pick(r, first)), r.IntN(99))
	}
}
