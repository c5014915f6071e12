package names

import (
	_ "embed"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/nametag"
)

//go:embed weights.bin
var packedWeights []byte

//go:embed lexicon.bin
var packedLexicon []byte

// What the trainer made, read where it lies. No initializer names the embedded files, so that a program that uses no names does not
// link them.
var (
	weights     lazy.Value[*nametag.Model]
	wordList    lazy.Value[*nametag.Lexicon]
	wordTable   lazy.Value[*nametag.WordTable]
	firmNames   lazy.Value[*roster]
	figureNames lazy.Value[*roster]
)

func model() *nametag.Model {
	return weights.Get(func() *nametag.Model { return nametag.UnpackModel(packedWeights) })
}

func lexicon() *nametag.Lexicon {
	return wordList.Get(func() *nametag.Lexicon { return nametag.UnpackLexicon(packedLexicon) })
}

func words() *nametag.WordTable { return wordTable.Get(makeWords) }

func firms() *roster { return firmNames.Get(makeFirms) }

func figures() *roster { return figureNames.Get(makeFigures) }
