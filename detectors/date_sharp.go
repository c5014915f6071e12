package detectors

import (
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// sharp reads "at eight thirty", "till about four fifteen" at the minutes, token k: a preposition stands before, and no noun behind that they
// would count.
func (r *dateReader) sharp(k int) {
	if k < 2 || r.ts[k-1].Flags.AllDigits() || r.ts[k].Start-r.ts[k-1].End != 1 {
		return
	}
	if h, e := spoken.Cardinal(r.b, r.ts, k-1); e == k-1 || h < 1 || h > 12 {
		return
	}
	p := k - 2
	if p > 0 && clockRough[r.ts[p].Hash] {
		p--
	}
	if !clockSharp[r.ts[p].Hash] || r.ts[k-1].Start-r.ts[k-2].End != 1 {
		return
	}
	if n := k + 1; n < len(r.ts) && r.ts[n].Start-r.ts[k].End == 1 && !clockThen[r.ts[n].Hash] {
		return
	}
	r.emit(int(r.ts[k-1].Start), int(r.ts[k].End), pii.Time, 0.6, ruleTimeSpoken, true)
}

var (
	hashE        = lex.HashString("e")
	italianHours = hashes("le", "alle", "dalle", "verso", "ore", "delle", "fino")
	clockRough   = hashes("about", "around", "like", "maybe", "roughly")
	clockSharp   = hashes("at", "till", "until", "by", "before", "after", "since")
	clockThen    = hashes("so", "and", "or", "your", "my", "our", "their", "today", "tomorrow", "tonight", "on", "in", "sharp", "if", "is", "then", "for", "with", "when", "but", "at", "to", "we", "i", "you", "he", "she", "they", "this", "next", "every", "local", "eastern", "pacific", "central", "thanks", "please", "okay", "ok", "that", "because")
)
