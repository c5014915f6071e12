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

// What the trainer made, unpacked at the first use (about 15 ms).
var (
	model   = sync.OnceValue(func() *nametag.Model { return nametag.UnpackModel(packedWeights) })
	lexicon = sync.OnceValue(func() *nametag.Lexicon { return nametag.UnpackLexicon(packedLexicon) })
)
