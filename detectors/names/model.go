package names

import (
	_ "embed"
	"sync"

	"github.com/lethe-pii/lethe/internal/lazy"
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
	wordTable     lazy.Value[*nametag.WordTable]
	firmNames     lazy.Value[*roster]
	figureNames   lazy.Value[*roster]
)

func unpack() {
	unpackOnce.Do(func() {
		unpacked, unpackedWords = nametag.UnpackModel(packedWeights), nametag.UnpackLexicon(packedLexicon)
	})
}

func model() *nametag.Model { unpack(); return unpacked }

func lexicon() *nametag.Lexicon { unpack(); return unpackedWords }

func words() *nametag.WordTable { return wordTable.Get(makeWords) }

func firms() *roster { return firmNames.Get(makeFirms) }

func figures() *roster { return figureNames.Get(makeFigures) }
