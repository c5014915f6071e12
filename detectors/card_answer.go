package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/checkdigit"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// cardRow reads "11/2026 4417" at p, right behind a card's number: when it expires and its code.
func cardRow(dst []pii.Finding, s *pii.Segment, p int) []pii.Finding {
	b := s.Text
	e := expiryDate(b, p)
	if e == 0 || e >= len(b) || b[e] != ' ' {
		return dst
	}
	q := e + 1
	for q < len(b) && q < e+6 && lex.IsDigit(b[q]) {
		q++
	}
	if n := q - e - 1; n != 3 && n != 4 || wordAfter(b, q) {
		return dst
	}
	return append(dst, s.Found(p, e, pii.CardExpiry, 0.75, ruleExpiry), s.Found(e+1, q, pii.CVV, 0.7, ruleCVV))
}

// cardAnswer takes three or four said digits, run r from token k on, as the answer to a question for a CVV or an expiry date.
func cardAnswer(dst []pii.Finding, s *pii.Segment, k int, r *spoken.Run) []pii.Finding {
	b, ts := s.Text, s.Tokens()
	q := k
	for q > 0 && k-q < 6 && bytes.IndexByte(b[ts[q-1].End:ts[q].Start], '?') < 0 {
		q--
	}
	if q == 0 || k-q == 6 {
		return dst
	}
	start, end := int(ts[k].Start), int(ts[r.End-1].End)
	for j := q - 1; j >= 0 && j >= q-6; j-- {
		switch l := cardQuestions()[ts[j].Hash]; {
		case l == cvvLabel+1:
			return append(dst, said(s.Found(start, end, pii.CVV, 0.75, ruleCVV)))
		case l == expiryLabel+1 && checkdigit.Number(r.Digits[:r.N-2]) <= 12:
			return append(dst, said(s.Found(start, end, pii.CardExpiry, 0.75, ruleExpiry)))
		}
	}
	return dst
}

var cardQuestionsValue lazy.Value[map[uint64]int]

func cardQuestions() map[uint64]int { return cardQuestionsValue.Get(makeCardQuestions) }

func makeCardQuestions() map[uint64]int {
	m := map[uint64]int{}
	for _, w := range []string{"cvv", "cvc", "security", "prüfnummer", "kartenprüfnummer", "cryptogramme", "seguridad", "back"} {
		m[lex.HashString(w)] = cvvLabel + 1
	}
	for _, w := range []string{"expiry", "expiration", "expires", "expire", "ablaufdatum", "gültig", "caducidad", "caduca", "vence", "expiring"} {
		m[lex.HashString(w)] = expiryLabel + 1
	}
	return m
}
