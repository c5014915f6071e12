package spoken

import (
	"bytes"
	"strings"
	"sync"

	"github.com/lethe-pii/lethe/internal/lex"
)

// MaxSpelled is the most letters and digits that one Spelling holds.
const MaxSpelled = 40

// Spelling is a value said letter by letter and digit by digit.
type Spelling struct {
	B       [MaxSpelled]byte // lower-case letters and digits, signs left out
	N       int
	Letters int // of N
	Digits  int // of N
	Words   int // tokens that are said: letters, number words, spelling words
	End     int // token behind the last one, signs and fillers at the end not counted
}

// Bytes returns the letters and digits.
func (s *Spelling) Bytes() []byte { return s.B[:s.N] }

// Spell reads a mixture of single letters ("B", "b as in bravo", "A wie Anton", "november"), numbers as Parse reads them and signs
// said as words ("dash", "Strich") from token i on. N is 0 if token i begins none. Groups of up to three capitals are letters too.
// It reads at most MaxSpelled characters and never allocates.
func Spell(s *Spelling, text []byte, ts []lex.Token, i int) {
	*s = Spelling{End: i}
	var r Run
	for k := i; k < len(ts) && s.N < MaxSpelled; {
		if k > i {
			if g := gapBetween(text, ts, k-1); g > gapPause || bytes.IndexByte(text[ts[k-1].End:ts[k].Start], '(') >= 0 {
				return // "x), x, (x" is a formula
			}
		}
		if n := letters(s, text, ts, k); n > 0 {
			k += n
			s.Words += n
			s.End = k
			continue
		}
		Parse(&r, text, ts, k)
		if r.N > 0 && s.N+r.N <= MaxSpelled {
			copy(s.B[s.N:], r.Bytes())
			s.N += r.N
			s.Digits += r.N
			s.Words += r.Words
			k = r.End
			s.End = k
			continue
		}
		if s.N == 0 || !signs().Has(ts[k].Hash) {
			return
		}
		k++
	}
}

// letters reads one letter, or a group of capitals, at token k and returns the number of its tokens.
func letters(s *Spelling, text []byte, ts []lex.Token, k int) int {
	t := ts[k]
	c := lower(text[t.Start])
	switch n := t.Len(); {
	case n == 1 && lex.IsLetter(text[t.Start]):
		s.put(c)
		if c == 'x' && k+1 < len(ts) && ts[k+1].Hash == hashRay && gapBetween(text, ts, k) == gapTight {
			return 2
		}
		return 1 + asIn(text, ts, k+1, c)
	case n <= 3 && t.Flags.AllUpper() && t.Flags&(lex.HasDigit|lex.NonASCII) == 0:
		for _, c := range text[t.Start:t.End] {
			s.put(lower(c))
		}
		return 1
	case spellers().Has(t.Hash):
		s.put(c)
		return 1
	}
	if l := letterNames().Get(t.Hash); l != nil && (s.N > 0 || *l == 'x') {
		s.put(*l)
		return 1
	}
	return 0
}

// asIn returns the number of tokens of "as in bravo", "wie Anton", "for Bravo" at token k, whose word begins with the letter c.
func asIn(text []byte, ts []lex.Token, k int, c byte) int {
	n := 0
	for n < 2 && k+n < len(ts) && asWords().Has(ts[k+n].Hash) && gapBetween(text, ts, k+n-1) <= gapPause {
		n++
	}
	w := k + n
	if n == 0 || w >= len(ts) || gapBetween(text, ts, w-1) > gapPause || ts[w].Len() < 2 || lower(text[ts[w].Start]) != c {
		return 0
	}
	return n + 1
}

var hashRay = lex.HashString("ray")

func (s *Spelling) put(c byte) {
	if s.N < MaxSpelled {
		s.B[s.N] = c
		s.N++
		s.Letters++
	}
}

func lower(c byte) byte {
	if lex.IsUpper(c) {
		return c | 0x20
	}
	return c
}

var asWords = sync.OnceValue(func() *lex.Set {
	return lex.NewSet("as", "in", "for", "like", "wie", "comme", "como", "de", "come", "di", "van", "als")
})

// spellers are the words of spelling alphabets that are seldom anything else. Source: ICAO Annex 10 volume II; DIN 5009.
var spellers = sync.OnceValue(func() *lex.Set {
	return lex.NewSet(strings.Fields("alpha alfa bravo charlie delta echo foxtrot golf hotel india juliett juliet kilo lima mike november oscar papa quebec " +
		"romeo sierra tango uniform victor whiskey whisky xray yankee zulu anton berta cäsar dora emil friedrich gustav heinrich ida kaufmann ludwig " +
		"martha nordpol otto paula quelle richard samuel theodor ulrich viktor wilhelm xanthippe ypsilon zacharias")...)
})

// letterNames are the names of letters that say nothing else, or nothing else behind letters and digits.
var letterNames = sync.OnceValue(func() *lex.Dict[byte] {
	m := new(lex.Dict[byte])
	for pair := range strings.FieldsSeq("aitch=h zed=z zee=z efe=f hache=h jota=j ele=l eme=m ene=n erre=r ese=s uve=v pe=p equis=x zeta=z acca=h effe=f elle=l emme=m enne=n esse=s vu=v ypsilon=y zett=z vau=v jott=j") {
		name, letter, _ := strings.Cut(pair, "=")
		*m.At(lex.HashString(name)) = letter[0]
	}
	return m
})

// signs are words for signs between the parts of a number.
var signs = sync.OnceValue(func() *lex.Set {
	return lex.NewSet("dash", "hyphen", "slash", "dot", "point", "stroke", "strich", "bindestrich", "schrägstrich", "punkt", "tiret", "slash", "guion", "guión",
		"barra", "trattino", "streepje", "um", "uh", "er", "äh", "ähm", "euh", "eh", "then", "dann", "puis", "luego")
})
