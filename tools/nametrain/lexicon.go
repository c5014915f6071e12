package main

import (
	"bufio"
	"cmp"
	"fmt"
	"maps"
	"math/bits"
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

// useful reports whether a word is worth its bytes.
func (w *entry) useful() bool {
	return w.named() || w.common > 0 || w.german > 1 || w.spanish > 1
}

// named reports whether a word is known as a name. A few counts among persons alone do not tell.
func (w *entry) named() bool {
	return w.first > 0 || w.surname > 1 || w.place > 0 || w.person > 0 && (w.person != fewCounts || w.clustered())
}

// fewCounts is the share that stands for too few counts.
const fewCounts = 2

func (w *entry) clustered() bool { return w.brown > 0 || w.fine > 0 }

// withFrequent tells words that are frequent in other languages from names: they are common words, and those that are missing are added.
func withFrequent(words []entry, clusters map[string]treeCluster) []entry {
	const common = 2
	seen := make(map[string]bool, len(words))
	for i := range words {
		w := &words[i]
		seen[w.word] = true
		if clusters[w.word].frequent() && !w.named() && w.capital < 3 && w.brown == 0 {
			w.common = max(w.common, common)
		}
	}
	for _, word := range slices.Sorted(maps.Keys(clusters)) {
		if clusters[word].frequent() && !seen[word] {
			words = append(words, entry{word: word, common: common})
		}
	}
	return words
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

// numbered gives each cluster an id, such that clusters that are near in the tree have near ids. If group is more than 1, ids that are equal
// when divided by it have a branch of the tree in common.
func numbered(all map[treeCluster]bool, group uint64) map[treeCluster]uint64 {
	order := slices.SortedFunc(maps.Keys(all), func(a, b treeCluster) int {
		return cmp.Or(strings.Compare(a.language, b.language), cmp.Compare(bits.Reverse64(a.path), bits.Reverse64(b.path)))
	})
	const branch = 63
	ids := map[treeCluster]uint64{{}: 0}
	next := group
	for i, c := range order {
		if i > 0 && c.path&branch != order[i-1].path&branch {
			next = (next + group - 1) / group * group
		}
		ids[c] = next
		next++
	}
	return ids
}

// listed returns the useful words and those that have a cluster, sorted by hash.
func listed(words []entry, foreign map[string]treeCluster) (out []nametag.Keyed) {
	const englishDepth, foreignDepth, inBranch = 1<<12 - 1, 1<<10 - 1, 8
	english, others, vectors := map[treeCluster]bool{}, map[treeCluster]bool{}, map[uint64]bool{}
	for _, w := range words {
		if path := w.brown & englishDepth; path > 0 {
			english[treeCluster{path: path}] = true
		}
		if w.fine > 0 {
			vectors[w.fine] = true
		}
	}
	for _, c := range foreign {
		others[treeCluster{c.language, c.path & foreignDepth}] = true
	}
	brown, tree := numbered(english, inBranch), numbered(others, 1)
	fine := map[uint64]uint64{}
	for i, v := range slices.Sorted(maps.Keys(vectors)) {
		fine[v] = uint64(i + 1)
	}
	for _, w := range words {
		if !w.useful() && foreign[w.word].path == 0 {
			continue
		}
		c := foreign[w.word]
		e := w.first | w.surname<<2 | w.common<<4 | w.capital<<6 | w.cluster<<8 | brown[treeCluster{path: w.brown & englishDepth}]<<17 |
			fine[w.fine]<<27 | tree[treeCluster{c.language, c.path & foreignDepth}]<<37 | w.person<<47 | w.place<<49 | max(w.german, w.spanish)<<51
		out = append(out, nametag.Keyed{Hash: nametag.HashWord(w.word), Entry: nametag.Entry(e)})
	}
	slices.SortStableFunc(out, func(a, b nametag.Keyed) int { return cmp.Compare(a.Hash, b.Hash) })
	return slices.CompactFunc(out, func(a, b nametag.Keyed) bool { return a.Hash == b.Hash })
}
