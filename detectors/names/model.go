package names

import (
	_ "embed"
	"sync"

	"github.com/lethe-pii/lethe/internal/nametag"
)

//go:embed weights.bin
var packedWeights []byte

//go:embed lexicon.bin
var packedLexicon []byte

// What the trainer made, unpacked at the first use. No initializer names the embedded files, so that a program that uses no names
// does not link them.
var (
	unpackOnce    sync.Once
	unpacked      *nametag.Model
	unpackedWords *nametag.Lexicon
	wordTable     *nametag.WordTable
	jobTable      *nametag.WordTable
	firmNames     roster
)

func unpack() {
	unpackOnce.Do(func() {
		unpacked, unpackedWords = nametag.UnpackModel(packedWeights), nametag.UnpackLexicon(packedLexicon)
		wordTable, jobTable, firmNames = makeWords(), makeJobWords(), makeFirms()
	})
}

func model() *nametag.Model { unpack(); return unpacked }

func lexicon() *nametag.Lexicon { unpack(); return unpackedWords }

func words() *nametag.WordTable { unpack(); return wordTable }

func jobWords() *nametag.WordTable { unpack(); return jobTable }

func firms() roster { unpack(); return firmNames }
