// Command speciallex compiles the lists beside it into the lexicon of package detectors/special.
//
//	go run ./tools/speciallex -lists tools/speciallex/lists -out detectors/special/lexicon.bin
//	go run ./tools/speciallex -icd icd10c-tabular.xml -lists tools/speciallex/lists
//
// With -icd it first rewrites lists/icd10.txt from the tabular list of ICD-10-CM (public domain; it comes in the PyPI package
// simple-icd-10-cm). LICENSES.md beside the lists names the source of each.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/lethe-pii/lethe/detectors/special/lexfile"
)

func main() {
	log.SetFlags(0)
	lists := flag.String("lists", "tools/speciallex/lists", "directory of the lists")
	out := flag.String("out", "detectors/special/lexicon.bin", "file to write")
	icd := flag.String("icd", "", "XML file of the ICD-10-CM tabular list")
	flag.Parse()
	if *icd != "" {
		if err := writeICD(*icd, filepath.Join(*lists, "icd10.txt")); err != nil {
			log.Fatal(err)
		}
	}
	data, n, err := compile(*lists)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(*out, data, 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d entries, %d bytes\n", n, len(data))
}

// compile reads every .txt file of dir and returns the lexicon.
func compile(dir string) ([]byte, int, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return nil, 0, err
	}
	sort.Strings(files)
	b := lexfile.NewBuilder()
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return nil, 0, err
		}
		if err := addList(b, string(text)); err != nil {
			return nil, 0, fmt.Errorf("%s: %w", filepath.Base(f), err)
		}
	}
	data := b.Bytes()
	return data, b.Len(), nil
}

// addList adds the terms of one list. A section that ends in " ~" adds the usual misspellings of its words, one in " =" the German,
// French and Spanish cognates of English names of conditions. Medications have their forms in each language in any case.
func addList(b *lexfile.Builder, text string) error {
	section, typos, english := "", false, false
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '[' {
			section, typos = strings.CutSuffix(strings.Trim(line, "[]"), " ~")
			section, english = strings.CutSuffix(section, " =")
			continue
		}
		for _, pattern := range strings.Split(line, ";") {
			pattern = strings.ToLower(strings.TrimSpace(pattern))
			if pattern == "" {
				continue
			}
			pattern = strings.NewReplacer(`(\w1)`, lexfile.AnyWord, `(\d)`, lexfile.AnyNumber, `\d`, lexfile.AnyNumber).Replace(pattern)
			forms, err := expand(pattern)
			if err != nil {
				return fmt.Errorf("line %d: %w", n+1, err)
			}
			if typos {
				for _, f := range slices.Clone(forms) {
					forms = append(forms, misspellings(f)...)
				}
			}
			switch {
			case english:
				forms = append(forms, cognates(pattern)...)
			case section == "HEALTH M":
				for _, f := range slices.Clone(forms) {
					forms = append(forms, drugNames(f)...)
				}
			}
			for _, f := range forms[:len(forms):len(forms)] {
				forms = append(forms, inflections(section, f)...)
			}
			for _, f := range forms {
				if len(forms) > 1 && len(strings.Fields(f)) > lexfile.MaxWords {
					continue // one of many combinations
				}
				for _, s := range spellings(f) {
					if len(s) < 4 && s != f {
						continue // "thé" is not "the"
					}
					if err := b.Add(section, s); err != nil {
						return fmt.Errorf("line %d: %w", n+1, err)
					}
				}
			}
		}
	}
	return nil
}
