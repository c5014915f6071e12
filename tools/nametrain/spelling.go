package main

import (
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"unicode"

	"github.com/lethe-pii/lethe/internal/nametag"
)

// spelt is a word and its class.
type spelt struct {
	word  string
	class int
}

// placeWords returns the words of names of cities.
func placeWords(path string) (map[string]bool, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for line := range strings.Lines(string(b)) {
		name, _, _ := strings.Cut(line, "\t")
		for _, w := range strings.FieldsFunc(lower(name), func(r rune) bool { return r == ' ' || r == '-' || r == '\'' }) {
			if len(w) > 3 {
				out[w] = true
			}
		}
	}
	return out, nil
}

// spellings returns the classes of the listed words, of the words of cities, and of the words that the text writes in lower case.
func (t *trainer) spellings(words []entry, cities string) ([]spelt, error) {
	places, err := placeWords(cities)
	if err != nil {
		return nil, err
	}
	class := map[string]int{}
	for w := range places {
		class[w] = nametag.SpeltPlace
	}
	for _, it := range t.items {
		if lower(it.Text) == it.Text {
			continue
		}
		for _, w := range strings.FieldsFunc(it.Text, func(r rune) bool { return !unicode.Is(unicode.Latin, r) }) {
			if len(w) > 2 && lower(w) == w {
				class[w] = nametag.SpeltCommon
			}
		}
	}
	for _, w := range words {
		_, seen := class[w.word]
		switch {
		case len(w.word) < 3 || w.common >= 2 && w.first+w.surname > 0:
			delete(class, w.word)
		case w.first > 0 && w.first >= w.surname:
			class[w.word] = nametag.SpeltGiven
		case w.surname > 0:
			class[w.word] = nametag.SpeltSurname
		case seen:
		case w.capital == 3 && w.place >= 2:
			class[w.word] = nametag.SpeltPlace
		case w.common > 0 && w.capital < 3 || w.german > 1 || w.spanish > 1:
			class[w.word] = nametag.SpeltCommon
		}
	}
	out := make([]spelt, 0, len(class))
	for w, c := range class {
		out = append(out, spelt{w, c})
	}
	slices.SortFunc(out, func(a, b spelt) int { return strings.Compare(a.word, b.word) })
	return out, nil
}

const spellingPasses = 4

// learnSpelling fits a multinomial logistic model by AdaGrad.
func learnSpelling(words []spelt) *nametag.Spelling {
	const classes = nametag.NumSpelt
	s := new(nametag.Spelling)
	r := rand.New(rand.NewPCG(7, 3))
	w, g := make([]float32, len(s)*classes), make([]float32, len(s)*classes)
	var rows []uint32
	for range spellingPasses {
		r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		for _, x := range words {
			rows = nametag.SpellingFeatures(rows[:0], []byte(x.word))
			var p [classes]float64
			for _, row := range rows {
				for k := range p {
					p[k] += float64(w[int(row)*classes+k])
				}
			}
			z := logSum(p[:])
			for k := range p {
				d := float32(math.Exp(p[k] - z))
				if k == x.class {
					d--
				}
				for _, row := range rows {
					o := int(row)*classes + k
					g[o] += d * d
					w[o] -= 0.1 * d / (1 + float32(math.Sqrt(float64(g[o]))))
				}
			}
		}
	}
	for i := range s {
		for k := range classes {
			v := math.Round(float64(w[i*classes+k]) * nametag.SpellingScale)
			s[i] |= uint32(uint8(int(max(-127, min(127, v)))+128)) << (8 * k)
		}
	}
	return s
}
