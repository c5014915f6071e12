package special

import (
	"bytes"
	"slices"

	"github.com/lethe-pii/lethe/detectors/special/lexfile"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// Kinds of terms, weakest first: their numbers are those of the lexicon.
const (
	kindNoun  = iota + 1 // names a field ("Islam"): only with a person's frame right before
	kindOrg              // an organisation: needs a role, or somebody in it
	kindWeak             // means much else: needs a frame
	kindGene             // a gene or variant; of RELIGION a feast or a day of rest that no office keeps by default
	kindDrug             // a medication
	kindClear            // means one thing, but is talked of in general
	kindSure             // a phrase that discloses by itself
)

// Classes of context words: their bits are those of the lexicon.
const (
	self uint32 = 1 << iota
	selfWeak
	poss
	third
	person
	cop
	have
	neg
	unc
	role
	mod
	function
	generic
	qual
	dose
	note
	media
	animal
	you
	bio
	denial
	conjunction
	selfLine
	question
	inside
	reason
	say
	final
	span
	topic
	crowd
	proc
)

const (
	behind = 18 // tokens read before a term
	ahead  = 14 // tokens read behind it
)

// reader judges the terms of one segment.
type reader struct {
	s     *pii.Segment
	table *lexfile.Table
	own   *lexfile.Table // a user's, or nil
	on    uint32
	kind  *setting
	named *named
	weigh weigher

	audiences *audiences
}

// clause is what the words around a term say.
type clause struct {
	unknown       [behind]bool           // words before of no class: names are among them
	upper         [behind]bool           // words before with a capital
	number        [behind]bool           // numbers before
	titled        bool                   // a capital word on both sides: part of a name
	key           bool                   // a colon follows: a label, no value
	before, after [behind + ahead]uint32 // classes, nearest first
	nb, na        int
	open          bool // the sentence begins further back than was read
	all           uint32
	allAfter      uint32
	generics      int
	beyond        int  // of generics, behind a conjunction after the term
	outer         int  // of generics, beyond the commas around the term
	gapBefore     byte // the byte right before the term
	gapAfter      byte
	asks          bool   // a question mark ends the sentence
	within        uint32 // classes of the term's own words
	firstOwn      uint32 // classes of its first word
	commaBefore   int    // words before the term up to the first comma
	commaAfter    int
	values        bool // key=value pairs or a table row: no prose
	answers       bool // the sentence before asks about the category
	community     bool // a word for a community stands beside it
	query         bool // a parameter of a web address
	field         bool // begins a value in quotation marks: `bio="iris code"`, `"sample": "voiceprint"`
	quoted        bool // stands in quotation marks, as titles do
	yes           bool // the sentence begins with "yes" or "no"
	still         bool // "still": a question that knows
	as            bool // "as a …" leads to the term
	because       int  // words before the term up to a "because", itself one of them; 0 if none is near
	reported      bool // the subject is the man or suspect of a report
	thing         bool // the subject is a thing, for a term of health
	genitive      bool // an 's stands right before the term
	wronged       bool // the term says what somebody did to another
	scanned       bool // a word of scanning, keeping or opening with a measure of the body
	practised     bool // a word of keeping a feast or a rest: "off", "fasting"
	dropped       bool // the clause begins with a verb that lost its "I": "had another migraine"
	abbreviated   bool // the term is an abbreviation in capitals
	doubted       bool // a question mark or "V. a." stands right before: "?COPD"
	conditional   bool // an "if" leads to the term
	rests         bool // a word for what one does not do on a day of rest
	anybody       bool // a rule says it of whom it is for: "an employee who …"
	figure        bool // a number follows, as a dose does
	tab           bool // a part of a program's window leads to the term: "the tab History (allergies, pregnancy)"
	brand         bool // the term is all of a quotation, with a capital: the name of goods
	saint         bool // a saint stands right before: "St Bride's Church"
	owned         bool // somebody follows as the one whose the term is: "of the client", "du patient", "von Frau Lang"
}

// read collects the context of tokens [i, i+n), a term of category cat.
func (r *reader) read(c *clause, cat, i, n int) {
	ts, text := r.s.Tokens(), r.s.Text
	for k := i; k < i+n; k++ {
		w := r.table.Context(ts[k].Hash)
		if w&self != 0 && w&(third|poss) != 0 {
			w = r.context(k)
		}
		if cat == catImmigration || cat == catGender {
			w &^= neg // "sin papeles" is a status, "nicht-binär" an identity
		}
		c.within |= w
		if k == i {
			c.firstOwn = w
			if n > 1 && w&selfWeak != 0 && bytes.EqualFold(text[ts[k].Start:ts[k].End], me) {
				c.firstOwn &^= selfWeak // "me operaron"
			}
		}
		c.reported = c.reported || cat == catCriminal && k > i && openers()[ts[k].Hash] == signReported && r.context(k-1)&poss == 0 && r.kind.of(r.s) != Note
		c.wronged = c.wronged || cat == catCriminal && wrongs()[ts[k].Hash]
	}
	c.commaBefore, c.commaAfter = behind, ahead
	c.community = r.community(i, n)
	circumstances := cat == catBiometric || cat == catReligion
	if cat == catBiometric {
		c.owned = r.owned(i + n)
	}
	for k := i - 1; ; k-- {
		end := 0
		if k >= 0 {
			end = int(ts[k].End)
		}
		if k < 0 && i == c.nb && bytes.HasPrefix(text[:ts[0].Start], []byte(`"`)) || k >= 0 && opensQuote(text, end, int(ts[k+1].Start)) {
			c.quoted = true
		}
		if k < 0 || int(ts[i].Start)-end > reach || stops(text, end, int(ts[k+1].Start), ts, k) {
			break
		}
		if c.nb == behind {
			c.open = true
			break
		}
		cl := r.context(k)
		if text[ts[k].End] == '%' || ts[k].Len() < int(ts[k+1].Start)-int(ts[k].Start)-1 && text[ts[k].End+1] == '%' {
			c.generics += 2
		}
		switch b := text[ts[k].End]; {
		case b == ',' || b == '(':
			c.commaBefore = min(c.commaBefore, c.nb)
		case b == '=':
			c.values = true
		}
		r.mark(c, cat, k)
		if circumstances {
			r.circumstance(c, k)
		}
		c.before[c.nb] = cl
		c.number[c.nb] = ts[k].Flags&lex.HasDigit != 0
		initial := text[ts[k].End] == '.' && ts[k].Flags&lex.FirstUpper != 0
		c.unknown[c.nb] = cl == 0 && !c.number[c.nb] && (ts[k].Len() > 1 || initial) && text[ts[k].End] != ':'
		c.upper[c.nb] = ts[k].Flags.Capitalised() || initial
		c.all |= cl
		if cl&generic != 0 && cl&person == 0 && (c.nb == 0 || c.before[c.nb-1]&say == 0) {
			c.generics++ // but not the doctor who says so
			if c.nb >= c.commaBefore {
				c.outer++
			}
		}
		c.nb++
	}
	ended := false
	for k := i + n; ; k++ {
		if k >= len(ts) {
			c.asks = asks(text[ts[k-1].End:min(len(text), int(ts[k-1].End)+2)])
			break
		}
		if int(ts[k].End)-int(ts[i].Start) > reach || stops(text, int(ts[k-1].End), int(ts[k].Start), ts, k-1) {
			c.asks = asks(text[ts[k-1].End:ts[k].Start])
			break
		}
		if c.na == ahead {
			break
		}
		cl := r.context(k)
		if circumstances {
			r.circumstance(c, k)
		}
		switch b := text[ts[k-1].End]; {
		case b == ',' || b == '(':
			c.commaAfter = min(c.commaAfter, c.na)
		case b == '=':
			c.values = true
		}
		c.after[c.na] = cl
		c.allAfter |= cl
		ended = ended || cl&conjunction != 0
		if cl&generic != 0 && cl&person == 0 && c.na < 8 && openers()[ts[k].Hash] != signEach {
			c.generics++
			switch {
			case ended:
				c.beyond++
			case c.na >= c.commaAfter:
				c.outer++
			}
		}
		c.na++
	}
	if first := i - c.nb; c.asks && c.nb > 0 && text[ts[first].End] == ':' && ts[first].Flags&lex.LineStart != 0 {
		c.nb-- // who asks is no part of the question
	}
	if s := int(ts[i].Start); s > 0 {
		c.gapBefore = text[s-1]
		c.doubted = c.gapBefore == '?' && (s == 1 || text[s-2] <= ' ') || i > 1 && c.nb > 1 && ts[i-1].Len() == 1 && ts[i-2].Len() == 1 && text[ts[i-1].Start] == 'a' && text[ts[i-2].Start]|0x20 == 'v'
		c.key = c.key || unticked(text[:s])
		c.field = c.gapBefore == '"' && slices.ContainsFunc(keyed[:], func(k []byte) bool { return bytes.HasSuffix(text[:s-1], k) })
	} else {
		c.gapBefore = '\n'
	}
	if k := i - 1; k >= 0 && c.gapBefore == '=' && ts[k].Start > 0 {
		b := text[ts[k].Start-1]
		c.query = b == '?' || b == '&'
	}
	c.abbreviated = n == 1 && ts[i].Flags.AllUpper()
	c.thing = cat == catHealth && r.isThing(c, i)
	if i > 0 && c.nb > 0 && ts[i-1].Len() == 1 && text[ts[i-1].Start]|0x20 == 's' {
		c.genitive = bytes.HasSuffix(text[:ts[i-1].Start], []byte("'")) || bytes.HasSuffix(text[:ts[i-1].Start], []byte("’"))
	}
	if i > 0 && i+n < len(ts) && c.nb > 0 && c.na > 0 {
		c.titled = ts[i].Flags&lex.FirstUpper != 0 && ts[i+n].Flags.Capitalised() && (ts[i-1].Flags.Capitalised() || ts[i-1].Len() == 1 && i > 1 && ts[i-2].Flags.Capitalised()) && ts[i+n].Flags&lex.SpaceBefore != 0 &&
			text[ts[i-1].End] != ':' && text[ts[i-1].End] != ',' && text[ts[i+n-1].End] == ' '
	}
	c.brand = i > 0 && ts[i].Flags.Capitalised() && opensQuote(text, int(ts[i-1].End), int(ts[i].Start)) && closesQuote(text[ts[i+n-1].End:])
	c.saint = r.saint(i)
	c.figure = i+n < len(ts) && c.na > 0 && ts[i+n].Flags&lex.HasDigit != 0
	c.gapAfter = '\n'
	if e := int(ts[i+n-1].End); e < len(text) {
		c.gapAfter = text[e]
		c.key = c.key || colonAt(text, e) || (text[e] == ' ' || text[e] == '"') && colonAt(text, e+1) || choice(text[e:])
		c.key = c.key || r.kind.of(r.s) == Table && r.inHeader(i)
	}
}

// colonAt reports a colon at p that is no face: "has cancer :(".
func colonAt(text []byte, p int) bool {
	return p < len(text) && text[p] == ':' && (p+1 == len(text) || bytes.IndexByte([]byte("()/'"), text[p+1]) < 0)
}

// context returns the classes of token k; a single letter before a full stop is an abbreviation and has none,
// nor has the speaker of a turn.
func (r *reader) context(k int) uint32 {
	ts, text := r.s.Tokens(), r.s.Text
	if e := int(ts[k].End); e < len(text) && (ts[k].Len() == 1 && text[e] == '.' || text[e] == ':' && ts[k].Flags&lex.LineStart != 0 && r.kind.of(r.s) == Transcript) {
		return 0
	}
	if ts[k].Len() == 1 && k+1 < len(ts) && ts[k+1].Len() == 1 && ts[k+1].Start == ts[k].End+1 && text[ts[k].End] == '/' {
		if c := slashed(text[ts[k].Start], text[ts[k+1].Start]); c != 0 {
			return c
		}
	}
	c := r.table.Context(ts[k].Hash)
	if r.own != nil {
		c |= r.own.Context(ts[k].Hash)
	}
	if (c&self != 0 && c&(third|poss) != 0 || c&neg != 0 && ts[k].Len() == 1) && k+1 < len(ts) && foreign()[foreignPair{ts[k].Hash, ts[k+1].Hash}] {
		c &^= self | selfWeak | poss | neg
	} else if c&self != 0 && c&third != 0 && k+1 < len(ts) && bytes.HasSuffix(text[ts[k+1].Start:ts[k+1].End], participle) {
		c &^= third // "he tenido"
	}
	if ts[k].Len() == 1 && text[ts[k].Start]|0x20 == 'm' && apostrophe(text[ts[k].End:]) {
		return self // "m'a"
	}
	if c == 0 && ts[k].Flags&lex.FirstUpper != 0 && r.named.person(r.s, int(ts[k].Start)) {
		return person
	}
	if c == 0 && ts[k].Len() > 6 && weEnding(text[ts[k].End-4:ts[k].End]) {
		return self
	}
	return c
}

var me = []byte("me")

func apostrophe(text []byte) bool {
	return bytes.HasPrefix(text, []byte("'")) || bytes.HasPrefix(text, []byte("’"))
}

// slashed returns the classes of an abbreviation of charts in two letters: "h/o", history of.
func slashed(a, b byte) uint32 {
	switch string([]byte{a | 0x20, b | 0x20}) {
	case "ho", "sp", "co", "pw", "dt", "bo", "fh":
		return note | have
	case "wo":
		return note | neg
	case "ro":
		return note | unc
	}
	return 0
}

// boxes are those of a choice that nobody made.
var boxes = [...][]byte{[]byte("[ ] "), []byte("( ) "), []byte("☐ "), []byte("☐")}

// keyed are ends of a key before a value in quotation marks.
var keyed = [...][]byte{[]byte("="), []byte(`":`), []byte(`": `)}

// unticked reports such a box at the end of b.
func unticked(b []byte) bool {
	return slices.ContainsFunc(boxes[:], func(box []byte) bool { return bytes.HasSuffix(b, box) })
}

// maxRemark is the most bytes of a remark to a label.
const maxRemark = 30

// choice reports whether text goes on with the choice of an empty form field: " (Y/N)", " (ja/nein)", " [ ]"; or with a remark to a label:
// " (optional):".
func choice(text []byte) bool {
	if len(text) < 4 || text[0] != ' ' || text[1] != '(' && text[1] != '[' {
		return false
	}
	if text[1] == '[' {
		return text[2] == ' ' && text[3] == ']'
	}
	end := bytes.IndexByte(text[:min(len(text), maxRemark)], ')')
	return end > 0 && (end < 14 && bytes.IndexByte(text[:end], '/') > 0 || end > 2 && (colonAt(text, end+1) || text[min(end+1, len(text)-1)] == ' ' && colonAt(text, end+2)))
}

// foreignPair is a word that means the speaker, or "not", in one language, and the word behind it that tells another language.
type foreignPair struct{ word, next uint64 }

// foreign holds the pairs in which a word is not the speaker: the English "he is", not the Spanish "he tenido"; "mis en examen".
func foreign() map[foreignPair]bool {
	return foreignTable.Get(func() map[foreignPair]bool {
		m := map[foreignPair]bool{{lex.HashString("mis"), lex.HashString("en")}: true, {lex.HashString("mis"), lex.HashString("à")}: true}
		for h := range hashes(`is was s isn wasn has had hasn hadn does did will would can could d ll says said told goes went gets got takes took
			suffers lives works needs uses wears drinks smokes used might may must should never also still really just only probably`) {
			m[foreignPair{lex.HashString("he"), h}] = true
		}
		for h := range hashes(`es as étais aimes avais auras iras`) {
			m[foreignPair{lex.HashString("t"), h}] = true // "t'es", not "don't"
		}
		return m
	})
}

var participle = []byte("do")

var foreignTable lazy.Value[map[foreignPair]bool]
