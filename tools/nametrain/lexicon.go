package main

import (
	"bufio"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/lethe-pii/lethe/internal/nametag"
)

// entry is a line of the word list.
type entry struct {
	word                            string
	first, surname, common, capital uint64
	brown, cluster, fine            uint64
	person, place, german, spanish  uint64
}

// readWords reads the word list. Without shareAlike the columns counted in share-alike text are left out.
func readWords(path string, shareAlike bool) ([]entry, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []entry
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		x := strings.Split(sc.Text(), "\t")
		if len(x) != 12 {
			return nil, fmt.Errorf("%s: %d columns", filepath.Base(path), len(x))
		}
		var v [12]uint64
		for i := 1; i < 12; i++ {
			if v[i], err = strconv.ParseUint(x[i], 10, 32); err != nil {
				return nil, fmt.Errorf("%s: column %d: %w", filepath.Base(path), i+1, err)
			}
		}
		if !shareAlike {
			v[8], v[9] = 0, 0
		}
		out = append(out, entry{x[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11]})
	}
	return out, sc.Err()
}

// listed returns the words that are worth their bytes, sorted by hash.
func listed(words []entry) (out []nametag.Keyed) {
	for _, w := range words {
		if w.first == 0 && w.surname <= 1 && w.common == 0 && w.person == 0 && w.place == 0 && w.german <= 1 && w.spanish <= 1 {
			continue
		}
		e := w.first | w.surname<<2 | w.common<<4 | w.capital<<6 | w.cluster<<8 | w.brown&4095<<17 | w.fine<<29 |
			w.person<<40 | w.place<<42 | w.german<<44 | w.spanish<<46
		out = append(out, nametag.Keyed{Hash: nametag.HashWord(w.word), Entry: nametag.Entry(e)})
	}
	slices.SortStableFunc(out, func(a, b nametag.Keyed) int { return cmp.Compare(a.Hash, b.Hash) })
	return slices.CompactFunc(out, func(a, b nametag.Keyed) bool { return a.Hash == b.Hash })
}
