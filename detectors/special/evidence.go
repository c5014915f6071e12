package special

import (
	"math/bits"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/pii"
)

// evidence is what speaks for and against a term, as positions in the table of weights: the term's kind and category, the classes of the
// words around it, and what the clause says of its subject.
type evidence struct {
	sum  int32    // of their weights
	from int      // where their weights begin in the table: 0, or weighed for those as to whether the writer speaks of herself
	kept bool     // positions are kept
	at   []uint16 // and these are they
}

// Blocks of positions. A fact counts alone and together with the kind of the term, as the same word says more of one than of another.
const (
	kinds    = kindSure + 1
	kindsAt  = 1
	catsAt   = kindsAt + kinds
	pairsAt  = catsAt + len(categories)
	docsAt   = pairsAt + kinds*len(categories)
	nearAt   = docsAt + kinds*len(kindNames)  // classes and shape of each of the nearest words
	setsAt   = nearAt + nearWords*wordSize    // classes of sets of words
	factsAt  = setsAt + classSets*32          // facts
	factedAt = factsAt + facts                // facts with the kind of the term
	gapsAt   = factedAt + kinds*facts         // the bytes around the term
	rungsAt  = gapsAt + 2*gapKinds            // counts
	weighed  = rungsAt + rungSets*rungs*kinds // number of positions
)

const (
	nearBefore = 3
	nearAfter  = 2
	nearWords  = nearBefore + nearAfter
	wordSize   = 36 // classes, then a word of no class in small letters and with a capital, a number, none at all
	classSets  = 6
	rungSets   = 8 + toSigns
	rungs      = 5
)

func (e *evidence) add(i int) {
	e.sum += weight(e.from + i)
	if e.kept {
		e.at = append(e.at, uint16(i))
	}
}

// classes adds a position for each class of w.
func (e *evidence) classes(base int, w uint32) {
	for ; w != 0; w &= w - 1 {
		e.add(base + bits.TrailingZeros32(w))
	}
}

// facts adds the facts of a term of a kind that hold.
func (e *evidence) facts(kind int, holds *[facts]bool) {
	if !e.kept {
		w := &factWeights.Get(makeFactWeights)[e.from/weighed][kind]
		for i, h := range holds {
			x := w[i]
			if !h { // no branch: which facts hold is hard to guess
				x = 0
			}
			e.sum += x
		}
		return
	}
	for i, h := range holds {
		if h {
			e.add(factsAt + i)
			e.add(factedAt + kind*facts + i)
		}
	}
}

// factWeights are the weights of each fact alone and together with each kind, of both tables.
var factWeights lazy.Value[*[2][kinds][facts]int32]

func makeFactWeights() *[2][kinds][facts]int32 {
	t := new([2][kinds][facts]int32)
	for table := range t {
		for kind := range kinds {
			for i := range facts {
				from := table * weighed
				t[table][kind][i] = weight(from+factsAt+i) + weight(from+factedAt+kind*facts+i)
			}
		}
	}
	return t
}

// rung adds how many of set i there are.
func (e *evidence) rung(i, kind, n int) {
	e.add(rungsAt + (i*kinds+kind)*rungs + min(n, rungs-1))
}

// facts are the facts of collect, in its order.
const facts = 94

// collect gathers the evidence for a term of n words. joined tells that it continues a list, same of terms of its category; led is whom the
// hint before is about, 0 if it has no say.
func (c *clause) collect(e *evidence, cat, kind, n int, sub subject, doc setting, joined, same bool, led pii.Attribution, to *audience) {
	e.add(0)
	e.add(kindsAt + kind)
	e.add(catsAt + cat)
	e.add(pairsAt + kind*len(categories) + cat)
	e.add(docsAt + kind*len(kindNames) + int(doc.kind))
	for k := range nearBefore {
		base := nearAt + k*wordSize
		switch {
		case k >= c.nb:
			e.add(base + 35)
		case c.number[k]:
			e.add(base + 34)
		case c.before[k] == 0 && c.upper[k]:
			e.add(base + 33)
		case c.before[k] == 0:
			e.add(base + 32)
		default:
			e.classes(base, c.before[k])
		}
	}
	for k := range nearAfter {
		base := nearAt + (nearBefore+k)*wordSize
		switch {
		case k >= c.na:
			e.add(base + 35)
		case c.after[k] == 0:
			e.add(base + 32)
		default:
			e.classes(base, c.after[k])
		}
	}
	var leading, following uint32
	for k := range min(c.nb, 6) {
		leading |= c.before[k]
	}
	for k := range min(c.na, 5) {
		following |= c.after[k]
	}
	for i, w := range [classSets]uint32{c.all, leading, c.allAfter, following, c.within, c.firstOwn} {
		e.classes(setsAt+32*i, w)
	}
	all := c.all | c.allAfter
	polarity, copula, proceeding, closed := c.polarity(n), c.copula(), c.proceeding(), c.verbFinal()
	between, beside := 0, 0
	for k := range min(c.nb, sub.dist) {
		between += int(c.before[k] & generic / generic)
	}
	for k := range min(c.na, 3) {
		beside += int(c.after[k] & generic / generic)
	}
	article := false
	if c.nb > 0 && all&note == 0 {
		w := c.before[c.nb-1]
		article = w&(mod|function) == mod|function && w&(neg|cop|qual) == 0 && !c.bound(cop|have) && polarity != pii.Uncertain
	}
	direct := sub.near && copula
	next := c.na > 0 && c.after[0]&(function|person|qual|neg|unc|note|dose|bio|span) == 0 && c.gapAfter == ' '
	nextGeneric := c.na > 0 && c.gapAfter == ' ' && c.after[0]&generic != 0 && c.after[0]&(person|function) == 0
	asked := c.asks && !c.still && all&self == 0 && (all&you != 0 || c.nb > 0 && c.before[c.nb-1]&question != 0)
	telegram := !c.addressed() && c.nb+c.na <= 16 && !c.open
	noted := telegram && !article && (all&note != 0 || c.nb+c.na <= 12 && c.generics == 0 && !c.asks)
	if to[toWords] < speech {
		to = new(audience)
	}
	nobody := to[toWords] > 0 && to.nobody()
	addressed := to[toReader]+to[toOrder]+to[toIf] > 0
	notice := to[toPublic]+to[toNotice]+to[toEvent]+to[toBlank]+to[toPrice] > 1
	e.facts(kind, &[facts]bool{
		c.titled, c.key, c.open, c.asks, c.values, c.answers, c.community, c.quoted, c.yes, c.still, c.as, c.because > 0, c.reported, c.thing,
		c.genitive, c.wronged, c.scanned, c.practised, c.dropped, c.abbreviated, c.doubted, c.conditional, c.rests, c.owned,
		sub.found, !sub.found, sub.near, sub.crowd, sub.found && sub.who == pii.Self, sub.found && sub.who == pii.ThirdPerson, !sub.found && sub.who == pii.Self,
		sub.found && sub.dist < 3, sub.found && sub.dist > 8,
		polarity == pii.Negated, polarity == pii.Uncertain,
		c.role(sub.found), c.roleWithin(3), proceeding > 0, c.topical(), copula, c.bound(cop), c.bound(have), c.bound(inside), closed,
		c.verb(), c.apposed(), c.officer(), c.addressed(), c.possessed(), c.screens(), c.compound(), c.told(media, sub.near), c.told(animal, sub.near),
		c.plain(), c.presupposed(), c.ownedBefore(3), c.selfSpeaks(), c.follows(),
		telegram, !c.open && c.nb+c.na <= 5,
		all&note != 0, joined, same, c.nb == 0,
		article, next, nextGeneric, asked, direct && !next, c.nb > 0 && c.before[0]&(poss|self) != 0, doc.told,
		c.scanned && (c.ownedBefore(2) || c.owned), c.practised && sub.found && !sub.crowd, proceeding > 0 && sub.found && !sub.crowd, sub.near && !next,
		sub.near && c.generics == 0, sub.found && c.generics == 0, noted, c.because > 0 && closed,
		led == pii.Self, led == pii.ThirdPerson, sub.who == pii.Self, n > 1 && c.firstOwn&(third|poss) == third,
		c.nb > 0 && c.before[0]&(poss|self) == poss|self, c.nb > 0 && c.before[0]&(poss|self) == poss, sub.near && between == 0,
		kind == kindDrug && c.figure, kind == kindDrug && c.na > 1 && c.after[1]&dose != 0,
		nobody, nobody && addressed, nobody && addressed && notice, nobody && notice, nobody && to[toAsked] > 1, to[toWriter] == 0 && addressed,
	})
	e.add(gapsAt + gapKind(c.gapBefore))
	e.add(gapsAt + gapKinds + gapKind(c.gapAfter))
	e.rung(0, kind, c.generics)
	e.rung(1, kind, c.generics-c.beyond)
	e.rung(2, kind, c.outer)
	e.rung(3, kind, n-1)
	e.rung(4, kind, (c.nb+c.na)/6)
	if sub.found {
		e.rung(5, kind, between)
		e.rung(6, kind, max(c.generics-between-beside, 0))
	}
	e.rung(7, kind, beside)
	for i, n := range to {
		if i == toWords {
			n /= 48
		}
		e.rung(8+i, kind, n)
	}
}

// gapKinds is the number of kinds of bytes beside a term.
const gapKinds = 10

func gapKind(b byte) int {
	switch b {
	case ' ':
		return 1
	case '\n':
		return 2
	case ',', ';':
		return 3
	case '.', '!', '?':
		return 4
	case '"', '\'':
		return 5
	case '(', ')', '[', ']':
		return 6
	case '-', '/':
		return 7
	case ':', '=':
		return 8
	case '|', '\t':
		return 9
	}
	return 0
}
