package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// treeCluster is a Brown cluster: its path from the root, the first branch in the lowest bit. Languages other than English (which has no
// name here), German and Spanish have two classes in its stead, words that are very frequent and words that are frequent.
type treeCluster struct {
	language string
	path     uint64
}

// frequent reports whether a cluster is a class of frequent words.
func (c treeCluster) frequent() bool { return slices.Contains(frequencyLists, c.language) }

// readClusters reads a zipped list of words with their clusters. Classes of frequent words were counted in share-alike text.
func readClusters(path string, shareAlike bool) (map[string]treeCluster, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	out := map[string]treeCluster{}
	sc := bufio.NewScanner(z)
	for sc.Scan() {
		x := strings.Split(sc.Text(), "\t")
		if len(x) != 3 {
			return nil, fmt.Errorf("%s: %d columns", filepath.Base(path), len(x))
		}
		p, err := strconv.ParseUint(x[2], 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
		}
		if c := (treeCluster{x[1], p}); shareAlike || !c.frequent() {
			out[x[0]] = c
		}
	}
	return out, sc.Err()
}

// frequencyLists are the languages whose words are told apart by frequency alone.
var frequencyLists = []string{"fr", "nl", "pt", "it", "pl", "da", "sv", "nb"}

const (
	veryFrequent = 500 // ranks, names of cities and of persons left out
	frequent     = 3000
)

// writeClusters makes the list that readClusters reads. In lookups lie the tables of the PyPI package spacy-lookups-data 1.0.5: of each useful
// word the cluster of its most frequent form is taken, in the language in which that is more frequent. Words without a cluster get a class if
// they are among the most frequent ones of another language: those of wordfreq 3.1.1 (PyPI), one a line, lie in LANGUAGE_frequent.txt.
func writeClusters(lookups, path string, words []entry, known map[string]bool) error {
	type form struct {
		treeCluster
		logProb float64
	}
	best := map[string]form{}
	for _, w := range words {
		if w.useful() {
			best[w.word] = form{}
		}
	}
	for _, language := range []string{"de", "es"} {
		var clusters map[string]uint64
		var probs map[string]float64
		if err := readTable(filepath.Join(lookups, language+"_lexeme_cluster.json.gz"), &clusters); err != nil {
			return err
		}
		if err := readTable(filepath.Join(lookups, language+"_lexeme_prob.json.gz"), &probs); err != nil {
			return err
		}
		for w, p := range probs {
			k := strings.ToLower(w)
			old, ok := best[k]
			now := form{treeCluster{language, clusters[w]}, p}
			if !ok || now.path == 0 {
				continue
			}
			if old.path == 0 || p > old.logProb || p == old.logProb && old.language == language && now.path < old.path {
				best[k] = now
			}
		}
	}
	for _, w := range words { // known holds the words of places
		if best[w.word].path == 0 && (w.named() || w.capital == 3) {
			delete(best, w.word) // other languages know it by its frequency alone
			known[w.word] = true
		}
	}
	for _, language := range frequencyLists {
		b, err := os.ReadFile(filepath.Join(lookups, language+"_frequent.txt"))
		if err != nil {
			return err
		}
		rank := 0
		for w := range strings.FieldsSeq(string(b)) {
			if rank == frequent {
				break
			}
			if known[w] || strings.ContainsFunc(w, func(r rune) bool { return !unicode.Is(unicode.Latin, r) }) {
				continue
			}
			rank++
			if best[w].path == 0 {
				class := uint64(2)
				if rank <= veryFrequent {
					class = 1
				}
				best[w] = form{treeCluster{language, class}, 0}
			}
		}
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	z, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	if err != nil {
		return err
	}
	keys := slices.Sorted(maps.Keys(best))
	for _, w := range keys {
		if b := best[w]; b.path > 0 {
			fmt.Fprintf(z, "%s\t%s\t%d\n", w, b.language, b.path)
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return f.Close()
}

func readTable(path string, to any) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	return json.NewDecoder(z).Decode(to)
}
