package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// maxPhrase is how many words may stand between a label and its value.
const maxPhrase = 9

// behindPhrase returns where the value of a label begins behind words that say whose or where the number is: "the policy number on the letter is
// HM-448", "passport no. of the holder: 5334", "customer number, if you need it, is 8841"; 0 if there is none. The label must be more than a common
// word, the words end with a verb or a colon, and the value holds a figure.
func behindPhrase(s *pii.Segment, a pii.Anchor) int {
	b, ts := s.Text, s.Tokens()
	k := s.TokenAt(a.End)
	if a.Start == a.End || k >= len(ts) || !explicit(b[a.Start:a.End]) {
		return 0
	}
	if numberSigns().Has(ts[k].Hash) && string(b[a.End:ts[k].Start]) == " " {
		a.End = int(ts[k].End)
		k++
	}
	if k >= len(ts) {
		return 0
	}
	switch g := string(b[a.End:ts[k].Start]); {
	case g == ", ":
	case (g == " " || g == ". ") && phraseWords().Has(ts[k].Hash):
	default:
		return 0
	}
	for n := 0; n < maxPhrase && k+1 < len(ts) && (ts[k].Flags&lex.HasDigit == 0 || ts[k].Len() < 3 && n > 0); n, k = n+1, k+1 {
		next := int(ts[k+1].Start)
		switch g := string(b[ts[k].End:next]); {
		case g == ": " || g == " : ":
			if numbered(s, k+1) {
				return next
			}
			return 0
		case g == " " && phraseVerbs().Has(ts[k].Hash) && numbered(s, k+1):
			return next
		case g != " " && g != ", " && g != "\n" && g != "'":
			return 0
		}
	}
	return 0
}

// explicit reports a label that names a number: one of several words, a compound of "nummer", or an acronym in capitals.
func explicit(label []byte) bool {
	n := len(label)
	return bytes.IndexByte(label, ' ') > 0 || n > 6 && equalFold(label[n-6:], "nummer") || n > 10 && equalFold(label[n-11:], "kennzeichen") || capitals(label)
}

// numbered reports whether a value with figures begins with token k: it holds one, or is two letters or three before one.
func numbered(s *pii.Segment, k int) bool {
	b, ts := s.Text, s.Tokens()
	for n := 0; n < 3 && k < len(ts); n, k = n+1, k+1 {
		if t := &ts[k]; t.Flags&lex.HasDigit != 0 {
			return true
		} else if t.Len() > 3 || !t.Flags.AllUpper() || k+1 == len(ts) || ts[k+1].Start-t.End > 1 || b[t.End] != ' ' && b[t.End] != '-' {
			return false
		}
	}
	return false
}

var phraseWordsValue, phraseVerbsValue lazy.Value[*lex.Set]

// phraseWords begin what stands between a label and its value.
func phraseWords() *lex.Set { return phraseWordsValue.Get(makePhraseWords) }

func makePhraseWords() *lex.Set {
	return lex.NewSet("of", "for", "on", "in", "at", "from", "with", "to", "that", "which", "i", "they", "you", "we", "he", "she", "should", "must", "given",
		"der", "des", "von", "vom", "im", "am", "auf", "für", "meiner", "meines", "ihrer", "seines", "de", "du", "des", "d", "sur", "pour", "del", "della", "dello", "di", "da", "do", "en", "para", "per", "van", "voor", "op")
}

// phraseVerbs end it.
func phraseVerbs() *lex.Set { return phraseVerbsValue.Get(makePhraseVerbs) }

func makePhraseVerbs() *lex.Set {
	return lex.NewSet("is", "was", "s", "be", "says", "reads", "ist", "lautet", "war", "est", "es", "era", "è", "é", "är", "jest")
}
