// Package names finds persons, organizations, places, job titles and education. A tagger with embedded weights (see NOTICE and
// manifest.json) reads runs of candidate words; rules of evidence (introductions, greetings, titles, labels, signatures, speakers)
// stand on top. Everything is pure Go and needs no download.
package names

import (
	"errors"
	"fmt"
	"math"
	"sync"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// Recall says how much the tagger finds: more recall costs precision.
type Recall uint8

const (
	Balanced Recall = iota // the most F1
	High
	Highest
)

// bias is what a level adds to the log odds of each label of a person. Balanced takes the most precision that costs no mean F1 on text that
// was left out of training (docs/names.md).
var bias = [...]float32{Balanced: -0.2, High: 1, Highest: 2}

// Options configure New. The zero value is what Default uses.
type Options struct {
	Recall Recall
	// Roster holds names of persons who are known, such as customers and staff, one to four words each. They are found in any case with
	// a score of 0.95. An entry may hold aliases, "Maria Gonzalez; Mia G.": they have one Entity. Hundreds of thousands are fine: a
	// name takes about 40 bytes. ReadList reads a file.
	Roster []string
	// Fuzzy also finds names of the roster with one letter of one word left out, put in or exchanged, with a score of 0.75. The word
	// needs five letters, a name of one word seven. A name takes about 100 bytes then.
	Fuzzy bool
	// Never holds words or names that are no persons, such as products of one's own.
	Never []string
}

// ErrOptions is wrapped by every error of New.
var ErrOptions = errors.New("names: bad options")

// The rules, as findings name them.
var (
	ruleTagger    = rule("tagger", "linear-chain model, see docs/names.md")
	ruleIntro     = rule("introduction", "cue before the name")
	ruleTitle     = rule("title", "form of address before the name")
	ruleGreeting  = rule("greeting", "greeted by name")
	ruleSignature = rule("signature", "name below a closing")
	ruleFamily    = rule("family", "relation before the name")
	ruleList      = rule("list", "last of a list of people")
	ruleGiven     = rule("given-name", "given name in text without case")
	rulePath      = rule("path", "segment of a path behind one that holds people")
	ruleContact   = rule("contact", "word of an e-mail address or a profile in the text")
	ruleAgain     = rule("again", "the same words are a person's name elsewhere in the text")
	ruleLabel     = rule("label", "form label before the name")
	ruleSpeaker   = rule("speaker", "label of a speaker's turn")
	ruleFirstLine = rule("first-line", "first line of a CV or letter")
	ruleSpelled   = rule("spelled", "letters of a name, one by one")
	ruleRoster    = rule("roster", "the program's own list")
	ruleJob       = rule("job-title", "noun of an occupation")
	ruleOrg       = rule("organization", "legal form or kind of an organization")
	rulePlace     = rule("place", "behind the label of a place")
	ruleEmployer  = rule("employer", "beside a position or a degree, with a year")
	ruleDegree    = rule("degree", "academic degree")
)

func rule(name, source string) *pii.Rule {
	return &pii.Rule{Detector: "names", Name: name, Source: source}
}

// Default returns the detector with the zero Options.
func Default() pii.Detector {
	d, err := New(Options{})
	if err != nil {
		panic(err) // the zero options are good
	}
	return d
}

// New returns a detector of PERSON, ORG, LOCATION, JOB_TITLE and EDUCATION. It refuses function words, days and months, software and
// skills, eponyms before "disease", persons inside of streets and firms. A candidate word costs about 0.2 µs; a warm call allocates
// nothing. The detector is safe for any number of goroutines.
func New(o Options) (pii.Detector, error) {
	if int(o.Recall) >= len(bias) {
		return nil, fmt.Errorf("%w: unknown recall level", ErrOptions)
	}
	d := &detector{bias: bias[o.Recall]}
	var err error
	if d.roster, err = newRoster(o.Roster, o.Fuzzy); err != nil {
		return nil, fmt.Errorf("%w: roster: %w", ErrOptions, err)
	}
	if d.never, err = newRoster(o.Never, false); err != nil {
		return nil, fmt.Errorf("%w: never: %w", ErrOptions, err)
	}
	d.pool.New = func() any { return new(reader) }
	return d, nil
}

type detector struct {
	bias          float32
	roster, never *roster
	pool          sync.Pool
}

// Spec asks for all tokens of each segment.
func (d *detector) Spec() pii.Spec {
	return pii.Spec{
		Name:  "names",
		Types: []pii.Type{pii.Person, pii.Org, pii.Location, pii.JobTitle, pii.Education},
		Reach: pii.Reach{Behind: 512, Ahead: 512},
		Wants: []pii.Want{pii.OnTokens()},
	}
}

// reading is one span of words with what is known of it.
type reading struct {
	from, to int
	typ      pii.Type
	score    float32
	rule     *pii.Rule
	role     pii.Role
}

// reader holds the state of one call.
type reader struct {
	nametag.Tagger
	s        *pii.Segment
	d        *detector
	firms    *roster
	figures  *roster
	fold     []byte
	found    []reading
	contact  contactWords
	people   [256]uint32 // hashes of whole names, see agree
	compound []int32     // words whose parts say what they are
	coverage int8        // 0 not known yet, 1 if the lists know the language, else -1
	owner    []int32     // of each word: 1 + index of the reading it lies in
}

// Find appends the readings that begin in the segment's body.
func (d *detector) Find(dst []pii.Finding, s *pii.Segment, _ []pii.Anchor) []pii.Finding {
	if s.Field() != "" && code(s.Text[s.Lo:s.Hi]) {
		return dst
	}
	r := d.pool.Get().(*reader)
	defer d.pool.Put(r)
	r.s, r.d, r.Table, r.firms, r.figures = s, d, words(), firms(), figures()
	r.read()
	for i := range r.found {
		f := &r.found[i]
		a, z := int(r.Words[f.from].Start), int(r.Words[f.to-1].End)
		if s.Text[z-1] == '.' && r.dotEnds(f) {
			z--
		}
		if f.typ == pii.Org && z < len(s.Text) && s.Text[z] == '.' && (r.is(f.to-1, isLegal) && r.Words[f.to-1].Len() <= 4 || r.says(f.to-1, "Co", "Cos", "Bros", "Hnos") && f.to-f.from > 1) && r.mark(f.to, '.') && (r.sameLine(f.to+1) || r.says(f.to-1, "Lda", "LDA", "Ltda", "LTDA")) {
			z++ // "Acme Corp. pays"
		}
		if f.typ == "" || a < s.Lo || a >= s.Hi {
			continue
		}
		x := s.Found(a, z, f.typ, f.score, f.rule)
		if f.role != pii.NoRole {
			x.Attrs = x.Attrs.WithRole(f.role)
		}
		if f.rule == ruleLabel {
			x.Attrs = x.Attrs.WithLabelled(true)
		}
		dst = append(dst, x)
	}
	dst = r.queries(dst)
	r.s, r.d, r.Text = nil, nil, nil
	return dst
}

// code reports the value of a field that holds figures, and some between any two letters: "K-104233", not "J. R. 2".
func code(b []byte) bool {
	figures, letter := false, false
	for _, c := range b {
		switch {
		case lex.IsDigit(c):
			figures, letter = true, false
		case c >= utf8.RuneSelf, lex.IsLetter(c) && letter:
			return false
		case lex.IsLetter(c):
			letter = true
		}
	}
	return figures
}

// dotEnds reports whether the dot behind the last letter of a name is the sentence's: "K E L L Y.", "I saw Ibrahim K.", but not "J. R.",
// "Ibrahim K. paid".
func (r *reader) dotEnds(f *reading) bool {
	if f.typ != pii.Person || f.to-f.from < 2 {
		return false
	}
	if f.rule == ruleSpelled && r.Words[f.from].Len() == 1 {
		return true
	}
	if r.Words[f.to-1].Shape != nametag.Single || r.Words[f.to-2].Shape == nametag.Single || f.rule == ruleLabel {
		return false
	}
	return !r.sameLine(f.to) || r.Words[f.to].Shape == nametag.Initial || r.Words[f.to].Shape == nametag.Upper
}

func (r *reader) read() {
	spans := r.Tag(model(), lexicon(), r.s.Text, r.s.Tokens(), [3]float32{r.d.bias, 0, 0})
	r.found, r.coverage = r.found[:0], 0
	r.compounds()
	if cap(r.owner) < len(r.Words) {
		r.owner = make([]int32, len(r.Words)+len(r.Words)/4)
	}
	r.owner = r.owner[:len(r.Words)]
	clear(r.owner)
	for _, sp := range spans {
		f := reading{from: sp.From, to: sp.To, rule: ruleTagger, score: probability(sp.Margin)}
		switch sp.Kind {
		case nametag.Person:
			f.typ = pii.Person
			r.trim(&f)
			r.widen(&f)
			if first, ok := r.doubled(&f); ok {
				r.add(first)
			}
			if second, ok := r.parted(&f); ok {
				r.add(second)
			}
		case nametag.Org:
			f.typ = pii.Org
		default:
			f.typ = pii.Location
		}
		if f.typ != pii.Person {
			r.narrow(&f)
		}
		if n := r.firms.match(r.Words[f.from:f.to]); f.typ == pii.Person && n > 1 && n < f.to-f.from {
			f.to, f.typ = f.from+n, pii.Org // "Hugo Boss Hemd"
		}
		if f.typ == pii.Person && (r.is(f.to-1, isOrgTail|isTrade) && f.to-f.from > 1 || r.firms.match(r.Words[f.from:f.to]) == f.to-f.from) {
			f.typ = pii.Org
		}
		if f.typ != pii.Person && f.to-f.from <= 2 && r.is(f.from, isNotOrg) || f.typ != pii.Person && f.to-f.from == 1 && r.is(f.from, isSignOff) && !r.sameLine(f.from) {
			continue
		}
		if f.typ != pii.Person && r.is(f.from, isClient) && f.to-f.from == 2 {
			f.from, f.typ = f.from+1, pii.Person // "Pt Ludlow"
		}
		r.rekind(&f)
		for f.to-f.from > 1 && f.typ == pii.Org && r.mark(f.to-1, '&') {
			f.to--
		}
		if f.typ == pii.Location && f.to-f.from == 1 && (r.is(f.from, isGreeting) || r.honoured(f.from)) {
			continue
		}
		if f.typ == pii.Org && f.to-f.from == 1 && r.is(f.from, isLegal) && r.Words[f.from].Len() < 5 {
			continue
		}
		if f.typ == pii.Org && (r.position(&f) || r.commonplace(&f)) || r.cited(&f) {
			continue
		}
		if f.typ != pii.Person && r.notFirm(&f) {
			continue
		}
		if f.typ == pii.Org {
			f.to = r.legalEnd(f.to)
			r.dottedForm(&f)
		}
		if r.unspaced(&f) || r.glued(f.from, f.to) || f.typ == pii.Person && (r.refused(f.from, f.to) || r.d.bias > 0 && r.guessed(sp.Margin, f.from, f.to)) {
			continue
		}
		r.add(f)
	}
	r.joinedFirms()
	r.organizations()
	r.bodied()
	r.dateline()
	r.practices()
	r.evidence()
	r.agree()
	r.occupations()
	r.employers()
	if r.d.roster != nil {
		r.listed()
	}
}

// probability turns the log odds of a span into a score. What the best path chose is never below the threshold.
func probability(margin float32) float32 {
	return max(0.5, min(0.89, float32(1/(1+math.Exp(-0.7*float64(margin))))))
}

// add enters a reading. Where it meets others of its type it lends them its score; weaker readings of another type give way.
func (r *reader) add(f reading) {
	if f.typ == pii.Person && f.rule != ruleTagger && f.rule != ruleRoster && f.rule != rulePath && r.glued(f.from, f.to) {
		return
	}
	for i := f.from; i < f.to; i++ {
		o := r.owner[i]
		if o == 0 {
			continue
		}
		g := &r.found[o-1]
		if g.typ == f.typ {
			if f.from <= g.from && f.to >= g.to && f.to-f.from > g.to-g.from && !r.bordered(g, &f) {
				f.score = max(f.score, g.score)
				r.drop(int(o - 1))
				continue
			}
			if f.score > g.score {
				g.score, g.rule = f.score, f.rule
			}
			if f.role != pii.NoRole {
				g.role = f.role
			}
			return
		}
		if g.score >= f.score && !r.doubtful(g, &f) {
			return
		}
		r.drop(int(o - 1))
	}
	r.found = append(r.found, f)
	for i := f.from; i < f.to; i++ {
		r.owner[i] = int32(len(r.found))
	}
}

// bordered reports whether the tagger has read two words or more from the place where f begins: it knows better where the name ends.
func (r *reader) bordered(g, f *reading) bool {
	return f.typ == pii.Person && g.rule == ruleTagger && f.rule != ruleRoster && g.from == f.from && g.to-g.from > 1
}

// surely is the score from which evidence of a person stands against a place that only the tagger sees.
const surely = 0.75

// doubtful reports whether g is a place by the tagger alone, of words that no list knows as a place's, and f a person by a strong cue.
func (r *reader) doubtful(g, f *reading) bool {
	if g.typ != pii.Location || g.rule != ruleTagger || f.typ != pii.Person || f.rule == ruleTagger || f.score < surely {
		return false
	}
	for i := g.from; i < g.to; i++ {
		if r.Entry(i).Place() > 0 {
			return false
		}
	}
	return true
}

func (r *reader) drop(i int) {
	g := &r.found[i]
	g.typ = ""
	for k := g.from; k < g.to; k++ {
		r.owner[k] = 0
	}
}

// is reports whether word i is there and has one of the flags.
func (r *reader) is(i int, flags uint64) bool {
	return i >= 0 && i < len(r.Words) && r.Words[i].Flags&flags != 0
}

// sameLine reports whether word i is there and not the first of its line.
func (r *reader) sameLine(i int) bool { return i > 0 && i < len(r.Words) && r.Words[i].Newlines == 0 }

// mark reports whether word i is the punctuation mark c.
func (r *reader) mark(i int, c byte) bool {
	return i >= 0 && i < len(r.Words) && r.Words[i].Shape == nametag.Punct && r.Words[i].Mark == c
}
