package main

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"sort"
	"strings"
)

// conditionEnds are ends of words that only name conditions: ICD titles without one of them are often everyday words.
var conditionEnds = []string{"itis", "osis", "oma", "omas", "emia", "pathy", "algia", "plegia", "paresis", "uria", "rrhea", "penia", "megaly",
	"trophy", "iasis", "ectasia", "stenosis", "syndrome", "dysplasia", "phobia", "sclerosis", "thyroidism", "aplasia", "ismus"}

// skipped titles name groups or say nothing of a person.
var skipped = []string{"other", "unspecified", "elsewhere", "encounter", "history", "without", "due", "following", "complicating", "certain",
	"not", "and", "or", "with", "in", "of", "by", "to", "from", "for", "the"}

// writeICD writes the short names of conditions among the titles and inclusion terms of the tabular list.
func writeICD(in, out string) error {
	f, err := os.Open(in)
	if err != nil {
		return err
	}
	defer f.Close()
	seen := map[string]bool{}
	d := xml.NewDecoder(f)
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		start, ok := tok.(xml.StartElement)
		if !ok || start.Name.Local != "desc" && start.Name.Local != "note" {
			continue
		}
		var title string
		if err := d.DecodeElement(&title, &start); err != nil {
			return err
		}
		if t, ok := condition(title); ok {
			seen[t] = true
		}
	}
	var b strings.Builder
	b.WriteString("# Short names of conditions from the ICD-10-CM tabular list (public domain), written by speciallex -icd.\n[HEALTH S =]\n")
	var names []string
	for t := range seen {
		names = append(names, t)
	}
	sort.Strings(names)
	for _, t := range names {
		b.WriteString(t + "\n")
	}
	return os.WriteFile(out, []byte(b.String()), 0o644)
}

// condition returns a title in lower case if it is a name of one to three words that ends like a condition.
func condition(title string) (string, bool) {
	t := strings.ToLower(title)
	if i := strings.IndexAny(t, "([,;:"); i >= 0 {
		t = t[:i]
	}
	words := strings.Fields(strings.NewReplacer("-", " ", "'", " ", "/", " ").Replace(t))
	if len(words) == 0 || len(words) > 3 {
		return "", false
	}
	for _, w := range words {
		for _, s := range skipped {
			if w == s {
				return "", false
			}
		}
		if strings.IndexFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }) >= 0 {
			return "", false
		}
	}
	last := words[len(words)-1]
	for _, e := range conditionEnds {
		if strings.HasSuffix(last, e) && len(last) > len(e)+1 || last == e && len(words) > 1 {
			return strings.Join(words, " "), true
		}
	}
	return "", false
}
