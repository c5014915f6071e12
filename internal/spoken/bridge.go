package spoken

import (
	"bytes"
	"sync"

	"github.com/lethe-pii/lethe/internal/lex"
)

const (
	maxBridge = 96 // bytes of a turn between two parts of a number
	maxNods   = 6  // words of such a turn
)

// bridge returns the token that goes on with a number whose last token is i, behind a line in which somebody else only nods or says
// its last digits again:
//
//	Caller: oh seven seven
//	Agent: Mm-hm.
//	Caller: nine hundred
//
// It returns 0 if there is no such line. said are the digits so far.
func bridge(text []byte, ts []lex.Token, i int, said []byte) int {
	k, other, ok := turn(text, ts, i+1)
	if !ok {
		return 0
	}
	for n := 0; k < len(ts) && !opensLine(text, ts[k]); n++ {
		if n == maxNods || int(ts[k].Start-ts[i].End) > maxBridge {
			return 0
		}
		if nods().Has(ts[k].Hash) {
			k++
			continue
		}
		end := echo(text, ts, k, said)
		if end == 0 {
			return 0
		}
		k = end
	}
	k, again, ok := turn(text, ts, k)
	if !ok || bytes.Equal(other, again) {
		return 0
	}
	return k
}

// opensLine reports whether t is the first token of a line, perhaps behind a bracket.
func opensLine(text []byte, t lex.Token) bool {
	return t.Flags&lex.LineStart != 0 || t.Start > 1 && (text[t.Start-1] == '[' || text[t.Start-1] == '(') && text[t.Start-2] == '\n'
}

// corrected returns the token behind words with which a speaker takes back what he said last, which begin behind token i: "no wait",
// "sorry", "nein, Moment"; 0 if there are none.
func corrected(text []byte, ts []lex.Token, i int) int {
	k, sure := i+1, false
	for n := 0; n < 4 && k < len(ts) && gapBetween(text, ts, k-1) < gapBlock; n++ {
		w := corrections().Get(ts[k].Hash)
		if w == nil {
			break
		}
		sure = sure || *w
		k++
	}
	if !sure || k >= len(ts) || gapBetween(text, ts, k-1) >= gapBlock {
		return 0
	}
	return k
}

// corrections are words that take a number back, and, with false, words that stand among them.
var corrections = sync.OnceValue(func() *lex.Dict[bool] {
	m := new(lex.Dict[bool])
	for _, w := range []string{"no", "wait", "sorry", "actually", "correction", "oops", "rather", "nein", "stopp", "quatsch", "halt", "falsch", "pardon", "non", "perdón", "perdona", "scusi", "scusa"} {
		*m.At(lex.HashString(w)) = true
	}
	for _, w := range []string{"i", "mean", "not", "that", "s", "it", "make", "let", "me", "start", "again", "moment", "hang", "on", "entschuldigung", "ich", "meine", "je", "veux", "dire", "digo", "anzi", "its", "it's"} {
		*m.At(lex.HashString(w)) = false
	}
	return m
})

// turn returns the speaker of the line that begins at token k, perhaps behind a time, and the first token of what is said.
func turn(text []byte, ts []lex.Token, k int) (first int, speaker []byte, ok bool) {
	if k >= len(ts) || !opensLine(text, ts[k]) {
		return 0, nil, false
	}
	for n := 0; n < 3 && k < len(ts) && ts[k].Flags.AllDigits(); n++ {
		k++
	}
	start := k
	for n := 0; n < 3 && k+1 < len(ts) && (n == 0 || ts[k].Flags&lex.LineStart == 0); n++ {
		if e := int(ts[k].End); text[e] == ':' || text[e] == ' ' && e+1 < len(text) && text[e+1] == ':' {
			return k + 1, text[ts[start].Start:e], true
		}
		k++
	}
	return 0, nil, false
}

// echo returns the token behind digits at token k that said ends with, 0 if there are none.
func echo(text []byte, ts []lex.Token, k int, said []byte) int {
	r := Run{Start: k, End: k, Langs: anyLang}
	for r.End < len(ts) && r.N < len(said) && (r.End == k || !opensLine(text, ts[r.End])) {
		n := item(&r, text, ts, r.End)
		if n == 0 {
			break
		}
		r.End += n
	}
	if r.N == 0 || !bytes.HasSuffix(said, r.Bytes()) {
		return 0
	}
	return r.End
}

// nods are what a listener says while a number is told.
var nods = sync.OnceValue(func() *lex.Set {
	return lex.NewSet("mm", "mhm", "mmhm", "hm", "hmm", "uh", "huh", "um", "yes", "yeah", "yep", "yup", "ok", "okay", "k", "right", "sure", "got", "it", "that", "go", "on", "ahead",
		"next", "and", "then", "perfect", "great", "alright", "thanks", "thank", "you", "continue", "ja", "genau", "gut", "weiter", "mhmm", "alles", "klar", "danke", "oui", "d", "accord",
		"très", "bien", "continuez", "sí", "vale", "de", "acuerdo", "siga", "bene", "sì", "prego", "poi", "oké", "goed", "dan", "und", "dann", "et", "ensuite", "y", "e")
})

// glued appends the digits of a word in which figures and number words of one of langs stand without blanks: "six4six", "null171", "o1". It
// appends nothing if another word is among them.
func glued(dst, word []byte, langs Lang) ([]byte, Lang) {
	var buf [16]byte
	for i := 0; i < len(word); {
		if lex.IsDigit(word[i]) {
			if len(dst) == cap(dst) {
				return dst[:0], 0
			}
			dst = append(dst, word[i])
			i++
			continue
		}
		j := i
		for j < len(word) && !lex.IsDigit(word[j]) {
			j++
		}
		if j-i > len(buf) {
			return dst[:0], 0
		}
		w := lookup(lex.Hash(lex.Fold(buf[:0], word[i:j])), langs)
		langs &= w.lang
		switch {
		case w.kind == digit && len(dst) < cap(dst):
			dst = append(dst, byte('0'+w.value))
		case (w.kind == teen || w.kind == tens || w.kind == full) && len(dst)+1 < cap(dst):
			dst = two(dst, int(w.value))
		default:
			return dst[:0], 0
		}
		i = j
	}
	return dst, langs
}

// Says reports a word that is a number by itself.
func Says(t lex.Token) bool { return saysNumber(t, anyLang) && !t.Flags.AllDigits() }

// Glued reports a word of figures and number words without blanks between them.
func Glued(word []byte) bool {
	var buf [8]byte
	digits, _ := glued(buf[:0], word, anyLang)
	return len(digits) > 1 && !allFigures(word)
}

func allFigures(word []byte) bool {
	for _, c := range word {
		if !lex.IsDigit(c) {
			return false
		}
	}
	return true
}
