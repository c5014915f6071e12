package special

import (
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
)

// share reports "54 % of" at the number, token k: what a statistic says of many, unless they are somebody's, "40 % of his hearing"; and "El 54 % se
// declara …" at the beginning of a clause.
func (r *reader) share(k int) bool {
	ts, text := r.s.Tokens(), r.s.Text
	if k+2 >= len(ts) {
		return false
	}
	gap := string(text[ts[k].End:ts[k+1].Start])
	if gap != "% " && gap != " % " && gap != "\u00a0% " {
		return false
	}
	if k > 0 && ts[k-1].Hash == el && (k == 1 || ts[k-1].Flags&lex.LineStart != 0 || int(ts[k-1].Start)-int(ts[k-2].End) > 1) {
		return true
	}
	return shareOf()[ts[k+1].Hash] && r.context(k+2)&poss == 0
}

var el = lex.HashString("el")

// oneIn reports "one in four adults" and "three out of ten" at the preposition, token k.
func (r *reader) oneIn(k int) bool {
	ts := r.s.Tokens()
	n := k + 1
	if n < len(ts) && shareOf()[ts[n].Hash] {
		n++ // out of
	}
	return k > 0 && n+1 < len(ts) && r.counts(k-1) && r.counts(n)
}

// counts reports a number below a hundred at token k.
func (r *reader) counts(k int) bool {
	t := r.s.Tokens()[k]
	return t.Flags.AllDigits() && t.Len() <= 2 || shareNumbers()[t.Hash]
}

var shareOfTable, shareNumbersTable lazy.Value[map[uint64]bool]

func shareOf() map[uint64]bool {
	return shareOfTable.Get(func() map[uint64]bool { return hashes("of der des de du aller von del dei delle") })
}

func shareNumbers() map[uint64]bool {
	return shareNumbersTable.Get(func() map[uint64]bool {
		return hashes("one two three four five six seven eight nine ten twenty hundred un une deux trois quatre cinq six dix vingt cent")
	})
}
