// Command nametrain rebuilds the lexicon and the weights of package names from labelled text, and measures them. The same inputs and flags
// give the same bytes on amd64.
//
//	go run ./tools/nametrain -data DIR -out detectors/names
//	go run ./tools/nametrain -data DIR -hold ewt_dev,ewt_test,ewt_train -eval ewt_dev,ewt_test
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/internal/nametag"
)

type options struct {
	data, out, hold, eval, dev string
	clusters, lookups          string
	bits                       uint
	epochs, templates, seeds   int
	permissive, third          bool
	engine, errors             bool
	silver                     float32
	biases                     []float32
}

func main() {
	log.SetFlags(0)
	o := options{silver: 1}
	flag.StringVar(&o.data, "data", "", "directory with labelled/ and lists/")
	flag.StringVar(&o.clusters, "clusters", "tools/nametrain/clusters.tsv.gz", "list of German and Spanish words with their clusters")
	flag.StringVar(&o.lookups, "lookups", "", "train nothing, write the list of -clusters from the data of spacy-lookups-data in this directory")
	flag.StringVar(&o.out, "out", "", "directory to write weights.bin, lexicon.bin and manifest.json to")
	flag.StringVar(&o.hold, "hold", "", "comma-separated sources to leave out of training")
	flag.StringVar(&o.eval, "eval", "", "comma-separated sources to measure on")
	flag.StringVar(&o.dev, "dev", "", "comma-separated files of labelled documents to measure on")
	flag.UintVar(&o.bits, "bits", 18, "log2 of the number of feature rows")
	flag.IntVar(&o.epochs, "epochs", 5, "passes over the text")
	flag.IntVar(&o.templates, "templates", 2000, "documents made from templates in each pass")
	flag.IntVar(&o.seeds, "seeds", 5, "models whose mean is taken")
	flag.Func("silver", "factor of the weights of automatically labelled sources (default 1)", func(v string) error {
		f, err := strconv.ParseFloat(v, 32)
		o.silver = float32(f)
		return err
	})
	flag.Func("bias", "also measure with this much added to the scores of persons; may be given often", func(v string) error {
		f, err := strconv.ParseFloat(v, 32)
		o.biases = append(o.biases, float32(f))
		return err
	})
	flag.BoolVar(&o.permissive, "permissive", false, "leave share-alike sources out")
	flag.BoolVar(&o.third, "third", false, "keep every third document of the sources in -eval out of training and measure on those")
	flag.BoolVar(&o.engine, "engine", false, "train nothing, measure the embedded detector in the engine")
	flag.BoolVar(&o.errors, "errors", false, "train nothing, list the errors of the embedded detector")
	flag.Parse()
	if err := o.run(os.Stdout); err != nil {
		log.Fatal("nametrain: ", err)
	}
}

func (o *options) run(w io.Writer) error {
	if o.engine || o.errors {
		return (&trainer{o: o}).measure(w, nil)
	}
	words, err := readWords(filepath.Join(o.data, "lists", "lexicon.tsv"), !o.permissive)
	if err != nil {
		return err
	}
	if o.lookups != "" {
		places, err := placeWords(filepath.Join(o.data, "lists", "city.tsv"))
		if err != nil {
			return err
		}
		return writeClusters(o.lookups, o.clusters, words, places)
	}
	clusters, err := readClusters(o.clusters, !o.permissive)
	if err != nil {
		return err
	}
	words = withFrequent(words, clusters)
	names, err := readNames(filepath.Join(o.data, "lists", "names_by_locale.json"))
	if err != nil {
		return err
	}
	t := &trainer{o: o, names: names, templates: readTemplates()}
	if err := t.load(); err != nil {
		return err
	}
	classes, err := t.spellings(words, filepath.Join(o.data, "lists", "city.tsv"))
	if err != nil {
		return err
	}
	spelling := learnSpelling(classes)
	list := listed(words, clusters)
	t.lexicon = nametag.NewLexicon(list, spelling)
	m := t.train(w)
	if o.out != "" {
		t.manifest.Words = len(list)
		if err := o.write(m.Pack(), nametag.PackLexicon(list, spelling), t.manifest); err != nil {
			return err
		}
	}
	return t.measure(w, m)
}

func (o *options) write(weights, lexicon []byte, man manifest) error {
	man.Weights, man.Lexicon = sum(weights), sum(lexicon)
	b, err := json.MarshalIndent(man, "", "  ")
	if err != nil {
		return err
	}
	for name, data := range map[string][]byte{"weights.bin": weights, "lexicon.bin": lexicon, "manifest.json": append(b, '\n')} {
		if err := os.WriteFile(filepath.Join(o.out, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// measure prints F1, strict and overlap, of each source and class.
func (t *trainer) measure(w io.Writer, m *nametag.Model) error {
	for _, name := range append(list(t.o.eval), list(t.o.dev)...) {
		path := name
		if !strings.Contains(name, "/") {
			path = filepath.Join(t.o.data, "labelled", name+".jsonl")
		}
		docs, err := readDocs(path)
		if err != nil {
			return err
		}
		if t.o.third && path != name {
			docs = third(docs, true)
		}
		for _, mode := range []string{"cased", "lower"} {
			if t.o.errors {
				lines, err := listErrors(docs, mode == "lower")
				if err != nil {
					return err
				}
				for _, l := range lines {
					fmt.Fprintln(w, mode, l)
				}
				continue
			}
			label := strings.TrimSuffix(filepath.Base(path), ".jsonl") + " " + mode
			if !t.o.engine {
				for _, bias := range append([]float32{0}, t.o.biases...) {
					print(w, fmt.Sprintf("%s bias %g", label, bias), t.score(m, docs, mode == "lower", bias))
				}
				continue
			}
			for i, level := range []string{"balanced", "high", "highest"} {
				s, err := engine(docs, mode == "lower", names.Recall(i))
				if err != nil {
					return err
				}
				print(w, label+" "+level, s)
			}
		}
	}
	return nil
}

func print(w io.Writer, label string, s [3]score) {
	for k, kind := range []string{"PERSON", "ORG", "LOCATION"} {
		if s[k].gold > 0 {
			fmt.Fprintf(w, "%-52s %-8s %s\n", label, kind, s[k])
		}
	}
}
