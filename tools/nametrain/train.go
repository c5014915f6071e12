package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/lethe-pii/lethe/internal/nametag"
)

// source is one file of labelled text.
type source struct {
	name, licence string
	weight        float32
	limit         int // documents taken, spread over the file; 0 takes all
	shareAlike    bool
}

var sources = []source{
	{"ewt_train", "CC BY-SA 4.0", 1, 0, true},
	{"ewt_dev", "CC BY-SA 4.0", 1, 0, true},
	{"ewt_test", "CC BY-SA 4.0", 1, 0, true},
	{"crossner", "MIT", 1, 0, false},
	{"btc", "CC BY 4.0", 1, 0, false},
	{"wnut17_train", "CC BY 4.0", 1, 0, false},
	{"nlu_evaluation", "CC BY 4.0", 0.5, 3000, false},
	{"meddocan_es_train", "CC BY 4.0", 1, 350, false},
	{"germeval2014_de_dev", "CC BY 4.0", 1, 0, false},
	{"ler_de_dev", "CC BY 4.0", 1, 0, false},
	{"uner_bosque_pt_train", "CC BY-SA 4.0", 1, 0, true},
	{"uner_ddt_da_train", "CC BY-SA 4.0", 1, 0, true},
	{"europeana_nl", "CC0", 0.5, 60, false},
	{"europeana_fr", "CC0", 0.5, 60, false},
	{"europeana_de", "CC0", 0.5, 100, false},
	{"wikiann_en", "CC BY-SA 3.0", 1, 6000, true},
	{"wikiann_de", "CC BY-SA 3.0", 1, 6000, true},
	{"wikiann_fr", "CC BY-SA 3.0", 1, 5000, true},
	{"wikiann_es", "CC BY-SA 3.0", 1, 5000, true},
	{"wikiann_nl", "CC BY-SA 3.0", 1, 6000, true},
	{"wikiann_pl", "CC BY-SA 3.0", 1, 4000, true},
}

type manifest struct {
	Weights    string     `json:"weights_sha256"`
	Lexicon    string     `json:"lexicon_sha256"`
	Words      int        `json:"lexicon_words"`
	Rows       int        `json:"rows"`
	Epochs     int        `json:"epochs"`
	Seeds      int        `json:"seeds"`
	Templates  int        `json:"templates_per_epoch"`
	Permissive bool       `json:"permissive"`
	Inputs     []inputRef `json:"inputs"`
}

type inputRef struct {
	File      string  `json:"file"`
	SHA256    string  `json:"sha256"`
	Licence   string  `json:"licence"`
	Documents int     `json:"documents,omitempty"`
	Weight    float32 `json:"weight,omitempty"`
}

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

type item struct {
	doc
	weight float32
}

type trainer struct {
	o         *options
	lexicon   *nametag.Lexicon
	names     *nameLists
	templates *templates
	items     []item
	manifest  manifest
}

// third returns the documents whose id hashes to the kept third, or the others.
func third(docs []doc, kept bool) (out []doc) {
	for _, d := range docs {
		h := fnv.New32a()
		h.Write([]byte(d.ID))
		if (h.Sum32()>>8%3 == 0) == kept {
			out = append(out, d)
		}
	}
	return out
}

func (t *trainer) load() error {
	o := t.o
	t.manifest = manifest{Rows: 1 << o.bits, Epochs: o.epochs, Seeds: o.seeds, Templates: o.templates, Permissive: o.permissive}
	for _, f := range []struct{ dir, name, licence string }{
		{o.data, "lists/lexicon.tsv", "see NOTICE"},
		{o.data, "lists/names_by_locale.json", "MIT"},
		{o.data, "lists/city.tsv", "CC BY 4.0"},
		{filepath.Dir(o.clusters), filepath.Base(o.clusters), "see NOTICE"},
	} {
		h, err := fileHash(filepath.Join(f.dir, f.name))
		if err != nil {
			return err
		}
		t.manifest.Inputs = append(t.manifest.Inputs, inputRef{File: f.name, SHA256: h, Licence: f.licence})
	}
	for _, s := range sources {
		if slices.Contains(list(o.hold), s.name) || o.permissive && s.shareAlike {
			continue
		}
		path := filepath.Join(o.data, "labelled", s.name+".jsonl")
		docs, err := readDocs(path)
		if err != nil {
			return err
		}
		h, err := fileHash(path)
		if err != nil {
			return err
		}
		if o.third && slices.Contains(list(o.eval), s.name) {
			docs = third(docs, false)
		}
		n := len(docs)
		if s.limit > 0 && n > s.limit {
			n = s.limit
		}
		if strings.HasPrefix(s.name, "wikiann") {
			s.weight *= o.silver
		}
		for i := range n {
			t.items = append(t.items, item{docs[i*len(docs)/n], s.weight})
		}
		t.manifest.Inputs = append(t.manifest.Inputs, inputRef{"labelled/" + s.name + ".jsonl", h, s.licence, n, s.weight})
	}
	return nil
}

// train returns the mean of the models of all seeds, which it trains side by side.
func (t *trainer) train(w io.Writer) *nametag.Model {
	models := make([]*crf, t.o.seeds)
	var wg sync.WaitGroup
	for i := range models {
		wg.Go(func() { models[i] = t.trainOne(w, uint64(42+i)) })
	}
	wg.Wait()
	mean, n := models[0], float32(t.o.seeds)
	for i := range mean.rows {
		for k := range mean.rows[i].w {
			for _, c := range models[1:] {
				mean.rows[i].w[k] += c.rows[i].w[k]
			}
			mean.rows[i].w[k] /= n
		}
	}
	for p := range mean.t {
		for q := range mean.t[p] {
			for _, c := range models[1:] {
				mean.t[p][q] += c.t[p][q]
			}
			mean.t[p][q] /= n
		}
	}
	return mean.quantise()
}

func (t *trainer) trainOne(w io.Writer, seed uint64) *crf {
	c := newCRF(t.o.bits, seed)
	r := rand.New(rand.NewPCG(seed, 2))
	var ctx nametag.Context
	ctx.Whole = true
	var feats [][]uint32
	store := make([][nametag.MaxFeatures]uint32, 64)
	for epoch := range t.o.epochs {
		began := time.Now()
		c.rate = 0.1 * (1 - 0.9*float32(epoch)/float32(t.o.epochs))
		items := slices.Clone(t.items)
		for range t.o.templates {
			items = append(items, item{t.templates.make(t.names, r), 1})
		}
		r.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
		for _, it := range items {
			d := t.augment(it.doc, r)
			text := []byte(d.Text)
			ctx.Reset(t.lexicon, text, tokens(text), wordTable)
			y := gold(ctx.Words, d.Spans)
			for i := range ctx.Words {
				if ctx.Words[i].Candidate && r.IntN(10) < 3 {
					ctx.Forget(i, nametag.ShareBits)
				}
			}
			for _, run := range ctx.Runs() {
				feats = feats[:0]
				for i := run.From; i < run.To; i++ {
					feats = append(feats, ctx.Features(i, run.From, run.To, &store[i-run.From]))
				}
				c.step(feats, y[run.From:run.To], it.weight)
			}
		}
		fmt.Fprintf(w, "seed %d pass %d: %d documents, %.1f s\n", seed, epoch, len(items), time.Since(began).Seconds())
	}
	return c
}

// augment changes a document at random: other names, lower case, the form of speech, capitals.
func (t *trainer) augment(d doc, r *rand.Rand) doc {
	if len(d.Spans) > 0 && r.IntN(100) < 25 {
		d = t.names.swap(d, r)
	}
	switch v := r.IntN(100); {
	case v < 15:
		d.Text = lower(d.Text)
	case v < 29:
		d = speech(d)
	case v < 41:
		d.Text = upper(d.Text)
	}
	return d
}
