package special

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
)

// widen takes in what belongs to the term: qualifiers, a dose, a role in an organisation, the offence behind "for".
func (r *reader) widen(c *clause, cat, kind, a, b int) (int, int) {
	ts, text := r.s.Tokens(), r.s.Text
	near := func(k int) bool {
		return k+1 < len(ts) && int(ts[k+1].Start)-int(ts[k].End) == 1 && text[ts[k].End] != '\n'
	}
	reachBack := 0
	switch {
	case kind == kindOrg:
		reachBack = 6
	case cat == catUnion || cat == catPolitical || cat == catReligion:
		reachBack = 3
	}
	if reachBack > 0 {
		for k := 0; k < min(c.nb, reachBack, c.commaBefore); k++ {
			if bytes.IndexByte(text[ts[a-k-1].End:ts[a-k].Start], '\n') >= 0 {
				break
			}
			if c.before[k]&role != 0 {
				a -= k + 1
				break
			}
		}
	}
	if kind != kindOrg {
		for a > 0 && b-a < 8 && c.nb > 0 && near(a-1) && r.table.Context(ts[a-1].Hash)&qual != 0 {
			a--
		}
	}
	for cat == catUnion && b < len(ts) && near(b-1) && b-a < 12 && unionWords()[ts[b].Hash] {
		b++
	}
	if kind == kindGene && b < len(ts) && int(ts[b].Start)-int(ts[b-1].End) <= 3 && r.table.Context(ts[b].Hash)&(denial|note) != 0 {
		b++
	}
	if kind == kindDrug && b+1 < len(ts) {
		k := b
		if ts[k].Flags&lex.HasDigit == 0 && k+2 < len(ts) && near(k) {
			k++ // "fluoxetine to 40 mg"
		}
		if ts[k].Flags&lex.HasDigit != 0 && near(b-1) {
			switch {
			case k+1 < len(ts) && near(k) && r.table.Context(ts[k+1].Hash)&dose != 0:
				b = k + 2
			case k == b:
				b = k + 1
			}
		}
	}
	if cat == catCriminal {
		if kind == kindWeak {
			a -= c.proceeding()
		}
		for a < b-1 && r.table.Context(ts[a].Hash)&(cop|neg|poss) == cop {
			a++
		}
		switch {
		case r.preposition(b-1) && b < len(ts) && near(b-1):
			b++
		case b+1 < len(ts) && near(b-1) && near(b) && r.preposition(b):
			b += 2
		}
	}
	for b-a > 1 && trailing()[ts[b-1].Hash] {
		if cat == catCriminal && b < len(ts) && near(b-1) && leading()[ts[b-1].Hash] {
			b++ // "stole money from the till"
			break
		}
		b--
	}
	for b-a > 1 && leading()[ts[a].Hash] {
		a++
	}
	if cat == catCriminal && b < len(ts) && near(b-1) && kindsOfOffence()[ts[b-1].Hash] {
		b++ // "a conviction for drink driving"
	}
	return a, b
}

// trailing are words that the place of any word at the end of a term takes in, and that belong to what follows: "voiceprint and".
func trailing() map[uint64]bool {
	return trailingTable.Get(func() map[uint64]bool {
		return hashes(`and or but for when where who which that to until till since because with in on at by from of has have had is was were been the a an my his her their
			it so und oder aber als wenn weil für mit bei von vom seit bis hat habe ist war die der das den dem ein eine einer et ou mais pour avec depuis quand à de du des
			le la les un une est était y o pero para con desde cuando en del el los las una es está ha`)
	})
}

// leading are subjects, forms of "to be" and articles that a phrase begins with and that are no part of the fact: "soy afiliada a …".
func leading() map[uint64]bool {
	return leadingTable.Get(func() map[uint64]bool {
		return hashes(`i he she we they you im am is are was were be been might may could vllt vielleicht eventuell evtl maybe probably ich er sie wir bin ist war sind je j il elle on
			nous suis est était sommes yo soy eres sos es somos son era estoy está estás estamos fui quizá quizás es a an the ein eine einen einem einer un une una le la les el
			los las m s re ve`)
	})
}

// kindsOfOffence are the first of two words that name an offence.
func kindsOfOffence() map[uint64]bool {
	return kindsOfOffenceTable.Get(func() map[uint64]bool {
		return hashes(`drink drunk dangerous careless common grievous actual sexual domestic criminal aggravated armed petty benefit tax identity money public reckless
			statutory attempted indecent handling fare`)
	})
}

var trailingTable, leadingTable, kindsOfOffenceTable lazy.Value[map[uint64]bool]

// preposition reports whether token k leads to an offence: "for", "wegen", "pour", "por".
func (r *reader) preposition(k int) bool {
	return r.table.Context(r.s.Tokens()[k].Hash)&reason != 0
}

// unionWords are words behind a union's name that say what it is: "the Royal College of Nursing trade union".
func unionWords() map[uint64]bool {
	return unionWordsTable.Get(func() map[uint64]bool { return hashes("trade labor labour union gewerkschaft") })
}

var unionWordsTable lazy.Value[map[uint64]bool]
