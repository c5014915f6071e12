package detectors

import (
	"bytes"
	"sync"

	"github.com/lethe-pii/lethe/internal/lex"
)

// maxIndent is how many bytes may stand before the next line of an address, which some letters set far to the right.
const maxIndent = 72

// institution reports a house whose name, which ends with token e, is that of a practice or firm, "Hop Kiln Medical Centre": its address begins behind it.
func (r *addressReader) institution(e int) bool {
	return e > 1 && institutionHouses().Has(r.ts[e].Hash) && institutionWords().Has(r.ts[e-1].Hash) && r.ts[e-2].Hash != hashThe && r.gap(e-2) == gapWord && r.capital(e-2)
}

var (
	institutionHouses = sync.OnceValue(func() *lex.Set { return lex.NewSet("centre", "center", "living", "hall", "residence", "chambers") })
	institutionWords  = sync.OnceValue(func() *lex.Set {
		return lex.NewSet("medical", "health", "healthcare", "dental", "community", "leisure", "sports", "conference", "day", "wellbeing", "wellness", "fitness", "family", "children", "cancer", "arts", "garden", "learning", "training",
			"education", "veterinary", "animal", "care", "rehabilitation", "nursing", "walk", "treatment", "diagnostic", "imaging", "eye", "hearing", "advice", "resource", "job", "surgery", "clinic", "practice")
	})
)

// allOf reports that b has only bytes of set.
func allOf(b []byte, set string) bool { return len(bytes.Trim(b, set)) == 0 }
