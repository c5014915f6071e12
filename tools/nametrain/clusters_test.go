package main

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func zipped(t *testing.T, path, text string) {
	f, err := os.Create(path)
	require.NoError(t, err)
	z := gzip.NewWriter(f)
	_, err = z.Write([]byte(text))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	require.NoError(t, f.Close())
}

func TestClustersOfTheMostFrequentForm(t *testing.T) {
	dir := t.TempDir()
	zipped(t, filepath.Join(dir, "de_lexeme_cluster.json.gz"), `{"haus": 5, "Haus": 6, "oslo": 9}`)
	zipped(t, filepath.Join(dir, "de_lexeme_prob.json.gz"), `{"haus": -12, "Haus": -9, "oslo": -14}`)
	zipped(t, filepath.Join(dir, "es_lexeme_cluster.json.gz"), `{"haus": 7}`)
	zipped(t, filepath.Join(dir, "es_lexeme_prob.json.gz"), `{"haus": -16}`)
	for _, l := range frequencyLists {
		require.NoError(t, os.WriteFile(filepath.Join(dir, l+"_frequent.txt"), nil, 0o600))
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "nl_frequent.txt"), []byte("vrouw\ngouda\nanna\nhaus\n"), 0o600))
	words := []entry{{word: "haus", german: 3}, {word: "anna", first: 2}, {word: "oslo"}}
	path := filepath.Join(dir, "clusters.tsv.gz")
	require.NoError(t, writeClusters(dir, path, words, map[string]bool{"gouda": true}))
	c, err := readClusters(path, true)
	require.NoError(t, err)
	require.Equal(t, map[string]treeCluster{"haus": {"de", 6}, "vrouw": {"nl", 1}}, c)
	c, err = readClusters(path, false)
	require.NoError(t, err)
	require.Len(t, c, 1)
	words = withFrequent(words, map[string]treeCluster{"vrouw": {"nl", 1}, "anna": {"nl", 2}})
	require.Equal(t, entry{word: "vrouw", common: 2}, words[3])
	require.Zero(t, words[1].common)
}

func TestNearClustersHaveNearIds(t *testing.T) {
	// paths 0-0-1, 0-1 and 1, the first branch in the lowest bit
	a, b, c := treeCluster{"de", 4}, treeCluster{"de", 2}, treeCluster{"de", 1}
	all := map[treeCluster]bool{a: true, b: true, c: true}
	require.Equal(t, map[treeCluster]uint64{{}: 0, a: 1, b: 2, c: 3}, numbered(all, 1))
	all[treeCluster{"de", 64 + 1}] = true // 1-0-0-0-0-0-1, in the branch of c
	require.Equal(t, map[treeCluster]uint64{{}: 0, a: 4, b: 8, c: 12, {"de", 65}: 13}, numbered(all, 4))
}
