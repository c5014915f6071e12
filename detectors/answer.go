package detectors

import (
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// maxQuestion is how far the question mark may stand behind the label that a question asks for, in bytes.
const maxQuestion = 56

// maxLeadIn is how many words may stand before the value of an answer: "yes, it's the".
const maxLeadIn = 8

// answer returns where the value of an answer may begin if position p, behind a label, lies in a question: at the end of its sentence
// with "?", or of its turn. With turns the answer is the next turn, else the rest of the line or the next line.
func answer(s *pii.Segment, p int) (int, bool) {
	b := s.Text
	turns := s.Turns()
	i := s.TurnAt(p)
	q, asked := p, false
	if i >= 0 && turns[i].SpeakerStart < turns[i].SpeakerEnd && p <= turns[i].SpeakerEnd && p >= turns[i].SpeakerStart {
		q, asked = turns[i].TextStart, true // the label ended the turn before
	}
	for ; !asked; q++ {
		switch {
		case q-p > maxQuestion:
			return 0, false
		case q >= len(b):
			return 0, false
		case b[q] == '?':
			if q++; i >= 0 {
				if i+1 == len(turns) {
					return 0, false
				}
				q = turns[i+1].TextStart
			}
			asked = true
			q--
		case b[q] == '\n':
			if i < 0 && bade(s, p, q) {
				asked = true
				break
			}
			if i < 0 || i+1 == len(turns) || turns[i].End > q+2 {
				return 0, false
			}
			q, asked = turns[i+1].TextStart-1, true
		case b[q] == '.' && q+1 < len(b) && b[q+1] == ' ' && !titleEnds(b, q):
			return 0, false
		}
	}
	for n := 0; q < len(b) && n < 4 && (b[q] == ' ' || b[q] == '\n' || b[q] == '\r' || b[q] == '\t'); n++ {
		q++
	}
	return speech(b, q), q < len(b)
}

// bade reports that the line from p to q ends with words that ask, as recordings without signs have them: "your postcode please".
func bade(s *pii.Segment, p, q int) bool {
	k := s.TokenAt(q) - 1
	return k >= 0 && int(s.Tokens()[k].Start) >= p && q-int(s.Tokens()[k].End) < 2 && bids[s.Tokens()[k].Hash]
}

var bids = hashes("please", "bitte", "plaît", "favor", "favore", "piacere", "graag", "alstublieft", "proszę", "tack", "hand", "thanks")

// titleEnds reports that the dot at p belongs to "Mr.", "Ms.", "Dr." and the like.
func titleEnds(b []byte, p int) bool {
	q := p
	for q > 0 && p-q < 4 && lex.IsLetter(b[q-1]) {
		q--
	}
	return p-q == 2 && lex.IsUpper(b[q]) && !lex.IsUpper(b[q+1]) || p-q == 3 && hasFold(b[q:], "mrs.")
}

// aside returns where the value begins that follows its label behind a comma, "my policy, it's HM-448", and how many words stand between; 0
// if position p, behind the label, has no comma.
func aside(s *pii.Segment, p int) (at, words int) {
	if p+2 >= len(s.Text) || s.Text[p] != ',' || s.Text[p+1] != ' ' {
		return 0, 0
	}
	first := s.TokenAt(p)
	k := leadIn(s, first)
	if k >= len(s.Tokens()) || k-first > 4 {
		return 0, 0
	}
	return int(s.Tokens()[k].Start), k - first
}

// speech returns where the words begin of a line at p that may begin with its speaker: "Kunde: …".
func speech(b []byte, p int) int {
	if p == 0 || p >= len(b) || b[p-1] != '\n' {
		return p
	}
	if b[p] == '[' { // a time stamp
		for q := p; q+1 < len(b) && q-p < 20; q++ {
			if b[q] == ']' && b[q+1] == ' ' {
				p = q + 2
				break
			}
		}
	}
	for q := p + 1; q+1 < len(b) && q-p < 32; q++ {
		switch c := b[q]; {
		case c == ':' && b[q+1] == ' ':
			return q + 2
		case lex.IsDigit(c) && !(b[q+1] == ':' || b[q-1] == ' ') || c == '\n' || c == ',' || c == '.':
			return p
		}
	}
	return p
}

// leadIn returns the token behind the words that begin an answer without being its value, from token k on.
func leadIn(s *pii.Segment, k int) int {
	ts := s.Tokens()
	named := false
	for n := 0; n < maxLeadIn && k < len(ts); n++ {
		if int(ts[k].End) < len(s.Text) && s.Text[ts[k].End] == '-' {
			break // "HM-448", no hum
		}
		if !leadWords().Has(ts[k].Hash) {
			// one word with a comma behind it: "California, D 4 4 …"
			if named || k+1 >= len(ts) || ts[k].Len() < 3 || ts[k].Flags&lex.HasDigit != 0 || s.Text[ts[k].End] != ',' || ts[k+1].Start-ts[k].End > 2 {
				break
			}
			named = true
		}
		k++
	}
	return k
}

var leadWordsValue lazy.Value[*lex.Set]

func leadWords() *lex.Set { return leadWordsValue.Get(makeLeadWords) }

func makeLeadWords() *lex.Set {
	return lex.NewSet("it", "its", "it's", "s", "is", "that", "yes", "yeah", "yep", "sure", "um", "uh", "er", "erm", "okay", "ok", "so", "the", "my", "number", "no", "well", "of", "course",
		"here", "you", "go", "i", "think", "have", "let", "me", "see", "ja", "die", "das", "der", "ist", "lautet", "es", "also", "äh", "ähm", "moment", "nummer", "sie", "hier",
		"oui", "c", "est", "le", "la", "les", "euh", "alors", "numéro", "voici", "sí", "el", "número", "bueno", "pues", "eh", "claro", "sì", "il", "numero", "è", "allora", "het",
		"de", "dat", "even", "hm", "hmm", "please", "bitte", "thanks", "id", "on", "letter", "whole", "thing", "full", "hang", "second", "sec", "wait", "right", "sorry", "hold", "ah", "then", "now", "we", "ve", "got", "says", "reads", "do", "starts", "with", "segundo", "momentito", "mi", "mon", "mein", "meine", "nochmal", "attimo", "mijn")
}
