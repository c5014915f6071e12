// Command citygen writes the table of package cities from a list of city names, one a line, in the first column of a tab-separated
// file. The names come from GeoNames (CC BY 4.0), places of 15,000 people or more.
//
//	go run ./tools/citygen -list city.tsv -o internal/cities/cities.bin
package main

import (
	"bufio"
	"encoding/binary"
	"flag"
	"log"
	"os"
	"slices"
	"strings"

	"github.com/lethe-pii/lethe/internal/cities"
)

// native holds names in the languages of the places for which the list has the English one only.
var native = []string{"München", "Wien", "Nürnberg", "Hannover", "Zürich", "Genève", "Genf", "Bern", "Berne", "Basel", "Bâle", "Luzern", "Den Haag",
	"Roma", "Milano", "Torino", "Napoli", "Firenze", "Venezia", "Genova", "Bologna", "Padova", "Sevilla", "Zaragoza", "Córdoba", "La Coruña", "A Coruña",
	"Bruxelles", "Brüssel", "Antwerpen", "Gent", "Lyon", "Marseille", "Strasbourg", "Braunschweig", "Köln", "Lisboa", "Praha", "Warszawa", "København"}

func main() {
	list := flag.String("list", "city.tsv", "list of names")
	out := flag.String("o", "internal/cities/cities.bin", "file to write")
	flag.Parse()
	if err := run(*list, *out); err != nil {
		log.Fatal(err)
	}
}

func run(list, out string) error {
	f, err := os.Open(list)
	if err != nil {
		return err
	}
	defer f.Close()
	var keys []uint32
	for _, name := range native {
		key, _ := cities.Key(name)
		keys = append(keys, key)
	}
	for sc := bufio.NewScanner(f); sc.Scan(); {
		name, _, _ := strings.Cut(sc.Text(), "\t")
		if key, words := cities.Key(name); words > 0 && words <= cities.MaxWords && len(name) > 2 {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	var b []byte
	prev := uint32(0)
	for _, k := range keys {
		b = binary.AppendUvarint(b, uint64(k-prev))
		prev = k
	}
	log.Printf("%d names, %d bytes", len(keys), len(b))
	return os.WriteFile(out, b, 0o644)
}
