package main

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/internal/nametag"
)

// held keeps the sources for which testdata has no file out of training.
func held() string {
	out := ""
	for _, s := range sources {
		if _, err := os.Stat(filepath.Join("testdata", "labelled", s.name+".jsonl")); err != nil {
			out += "," + s.name
		}
	}
	return out[1:]
}

// TestTrainingIsReproducible trains on invented text. The hashes are those of amd64: other processors may fuse multiplications.
func TestTrainingIsReproducible(t *testing.T) {
	dir := t.TempDir()
	o := options{data: "testdata", clusters: "testdata/clusters.tsv.gz", out: dir, hold: held(), bits: 12, epochs: 3, templates: 50, seeds: 2, silver: 1}
	require.NoError(t, o.run(io.Discard))
	b, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	require.NoError(t, err)
	var m manifest
	require.NoError(t, json.Unmarshal(b, &m))
	require.Len(t, m.Inputs, 6)
	require.Equal(t, 47, m.Words)
	require.Equal(t, "fff74103ae5b3c3b5d590531a31f1aa40f9fa0522a4fe413622a1d37ceb5ce93", m.Lexicon)
	if runtime.GOARCH == "amd64" {
		require.Equal(t, "bc4d3d2e2768b71c8710a9f1b0f8b1f00c0bc73c4c5de3ac848358b11509890f", m.Weights)
	}
	weights, err := os.ReadFile(filepath.Join(dir, "weights.bin"))
	require.NoError(t, err)
	lexicon, err := os.ReadFile(filepath.Join(dir, "lexicon.bin"))
	require.NoError(t, err)
	docs, err := readDocs("testdata/labelled/btc.jsonl")
	require.NoError(t, err)
	tr := trainer{o: &o, lexicon: nametag.UnpackLexicon(lexicon)}
	s := tr.score(nametag.UnpackModel(weights), docs, false, 0)
	require.Greater(t, s[nametag.Person].exact*10, s[nametag.Person].gold*8, "%v", s[nametag.Person])
}

func TestSpeechKeepsSpans(t *testing.T) {
	d := speech(doc{Text: "“Hi, Zoë!” — said O'Neil.", Spans: []span{{7, 11, "PERSON"}, {25, 31, "PERSON"}}})
	require.Equal(t, "hi zoë  said o'neil", d.Text)
	require.Equal(t, "zoë", d.Text[d.Spans[0].Start:d.Spans[0].End])
	require.Equal(t, "o'neil", d.Text[d.Spans[1].Start:d.Spans[1].End])
}

func TestCleanTakesTitlesAndPossessivesOut(t *testing.T) {
	d := doc{Text: "Dr. Ann Roe's car, @jo", Spans: []span{{0, 13, "PERSON"}, {19, 22, "PERSON"}, {14, 17, "MISC"}}}
	d.clean()
	require.Equal(t, []span{{4, 11, "PERSON"}}, d.Spans)
}

// TestShippedWeightsFitTheManifest holds the embedded files against the manifest beside them.
func TestShippedWeightsFitTheManifest(t *testing.T) {
	dir := filepath.Join("..", "..", "detectors", "names")
	b, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	require.NoError(t, err)
	var m manifest
	require.NoError(t, json.Unmarshal(b, &m))
	size := int64(0)
	for name, want := range map[string]string{"weights.bin": m.Weights, "lexicon.bin": m.Lexicon} {
		h, err := fileHash(filepath.Join(dir, name))
		require.NoError(t, err)
		require.Equal(t, want, h, name)
		i, err := os.Stat(filepath.Join(dir, name))
		require.NoError(t, err)
		size += i.Size()
	}
	require.Less(t, size, int64(4_000_000))
}
