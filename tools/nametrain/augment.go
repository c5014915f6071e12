package main

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameLists holds given names and surnames by locale.
type nameLists struct{ first, last [][]string }

// readNames reads {"locale": [[given names], [surnames]]} and keeps the names in Latin letters.
func readNames(path string) (*nameLists, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var m map[string][2][]string
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, err
	}
	n := &nameLists{}
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		f, l := latin(m[k][0]), latin(m[k][1])
		if len(f) > 20 && len(l) > 20 {
			n.first, n.last = append(n.first, f), append(n.last, l)
		}
	}
	return n, nil
}

func latin(words []string) (out []string) {
	for _, w := range words {
		strange := strings.ContainsFunc(w, func(r rune) bool { return r > 0x24f && (r < 0x1e00 || r > 0x1eff) })
		if len(w) > 1 && !strange {
			out = append(out, w)
		}
	}
	return out
}

func pick(r *rand.Rand, a []string) string { return a[r.IntN(len(a))] }

// swap replaces the names of persons, the same by the same, by names of one culture.
func (n *nameLists) swap(d doc, r *rand.Rand) doc {
	li := r.IntN(len(n.first))
	given, surnames := n.first[li], n.last[li]
	put := map[string]string{}
	var b strings.Builder
	o := doc{ID: d.ID, Lang: d.Lang}
	p := 0
	for _, s := range d.Spans {
		if s.Start < p {
			continue
		}
		b.WriteString(d.Text[p:s.Start])
		at := b.Len()
		value := d.Text[s.Start:s.End]
		ws := strings.Fields(value)
		if s.Type == "PERSON" && (len(ws) == 1 || r.IntN(3) > 0) {
			for i, w := range ws {
				if i > 0 {
					b.WriteByte(' ')
				}
				if first, _ := utf8.DecodeRuneInString(w); len(w) <= 2 || strings.HasSuffix(w, ".") || !unicode.IsUpper(first) {
					b.WriteString(w)
					continue
				}
				v, ok := put[w]
				if !ok {
					v = pick(r, given)
					if i > 0 && i == len(ws)-1 || len(ws) == 1 && r.IntN(3) == 0 {
						v = pick(r, surnames)
					}
					put[w] = v
				}
				b.WriteString(v)
			}
		} else {
			b.WriteString(value)
		}
		o.Spans = append(o.Spans, span{at, b.Len(), s.Type})
		p = s.End
	}
	b.WriteString(d.Text[p:])
	o.Text = b.String()
	return o
}

// mapCase maps runes where their length stays.
func mapCase(s string, f func(rune) rune) string {
	var b strings.Builder
	for p := 0; p < len(s); {
		r, n := utf8.DecodeRuneInString(s[p:])
		if q := f(r); utf8.RuneLen(q) == n {
			b.WriteRune(q)
		} else {
			b.WriteString(s[p : p+n])
		}
		p += n
	}
	return b.String()
}

func lower(s string) string { return mapCase(s, unicode.ToLower) }
func upper(s string) string { return mapCase(s, unicode.ToUpper) }

// speech gives a document the form of a speech recogniser: lower case, no punctuation.
func speech(d doc) doc {
	var b strings.Builder
	at := make([]int, len(d.Text)+1)
	for p := 0; p < len(d.Text); {
		r, n := utf8.DecodeRuneInString(d.Text[p:])
		for k := range n {
			at[p+k] = b.Len()
		}
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '\'' || r == '-' || r == '’':
			b.WriteRune(unicode.ToLower(r))
		case r == '\n':
			b.WriteByte('\n')
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		}
		p += n
	}
	at[len(d.Text)] = b.Len()
	o := doc{ID: d.ID, Lang: d.Lang, Text: b.String()}
	for _, s := range d.Spans {
		a, z := at[s.Start], at[s.End]
		for z > a && o.Text[z-1] == ' ' {
			z--
		}
		if z > a {
			o.Spans = append(o.Spans, span{a, z, s.Type})
		}
	}
	return o
}
