package detectors

import (
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// nearCard reports whether a word for a card stands within the 24 words before p.
func nearCard(s *pii.Segment, p int) bool {
	ts := s.Tokens()
	k := s.TokenAt(p)
	for j := k - 1; j >= 0 && j >= k-48; j-- {
		if cardWords().Has(ts[j].Hash) || ts[j].Len() >= 12 && ts[j].Flags.AllDigits() || j >= k-12 && spokenDigits().Has(ts[j].Hash) {
			return true
		}
	}
	return false
}

// cardAhead reports a word for a card, or its number, within the 16 words behind p.
func cardAhead(s *pii.Segment, p int) bool {
	ts := s.Tokens()
	for j := s.TokenAt(p); j < len(ts) && j < s.TokenAt(p)+16; j++ {
		if cardWords().Has(ts[j].Hash) || ts[j].Len() >= 12 && ts[j].Flags.AllDigits() {
			return true
		}
	}
	return false
}

var cardWordsValue lazy.Value[*lex.Set]

func cardWords() *lex.Set { return cardWordsValue.Get(makeCardWords) }

func makeCardWords() *lex.Set {
	return lex.NewSet("card", "visa", "mastercard", "amex", "karte", "kreditkarte", "carte", "tarjeta", "cvv", "cvc", "carta", "kaart", "credit", "debit")
}

var spokenDigitsValue lazy.Value[*lex.Set]

func spokenDigits() *lex.Set { return spokenDigitsValue.Get(makeSpokenDigits) }

func makeSpokenDigits() *lex.Set {
	return lex.NewSet("double", "oh")
}
