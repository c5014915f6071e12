package detectors

import (
	"github.com/lethe-pii/lethe/internal/checkdigit"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// Card finds payment card numbers (ISO/IEC 7812-1: issuer prefix, length by issuer, Luhn check), written with or without separators
// or said in English, German, French or Spanish, and the tracks of a magnetic stripe (ISO/IEC 7813) as a whole; and behind their labels the verification value (3 or 4 digits, also said) and the
// expiry date ("exp 09/28", "valid thru", "gültig bis").
//
// Refused are numbers without a known issuer prefix, with a wrong check digit (unless a label such as "card number" stands before them), of one repeated digit, and inside of longer runs of
// digits, letters or decimals. Cost: constant for each digit cluster, number word and label.
func Card() pii.Detector { return cardDetector{} }

type cardDetector struct{}

const (
	cvvLabel = iota
	expiryLabel
	cardNumberLabel
)

var cardLabelsValue lazy.Value[*pii.LabelSet]

func cardLabels() *pii.LabelSet { return cardLabelsValue.Get(makeCardLabels) }

func makeCardLabels() *pii.LabelSet {
	ls := labels("", cvvLabel, "cvv", "cvc", "cvv2", "cvc2", "cid", "csc", "security code", "card security code", "verification code", "cvv code", "cvc code",
		"three digit code", "four digit code", "3 digit code", "4 digit code", "three digits", "four digits", "digits", "security number", "prüfziffer", "kartenprüfnummer", "prüfnummer", "sicherheitscode", "cryptogramme",
		"code de sécurité", "código de seguridad", "codice di sicurezza", "beveiligingscode", "code on the back", "number on the back", "three on the back", "last three on the back", "three digits on the back", "three numbers on the back", "drei ziffern auf der rückseite", "drei ziffern", "trois chiffres au dos", "tres cifras del reverso", "tre cifre sul retro", "drie cijfers op de achterkant", "back", "credit card cvv", "card cvv", "card cvc", "cvv number", "cvc number", "credit card cvc", "creditcard cvv")
	ls = append(ls, labels("", expiryLabel, "exp", "expiry", "expiry date", "expires", "expiration", "expiration date", "exp date", "valid thru", "valid until",
		"good thru", "expiring", "valid to", "gültig bis", "ablaufdatum", "verfällt", "gültig", "läuft ab", "expire", "date d expiration", "validité", "expire fin",
		"scad", "validade", "data de validade", "válido até", "data ważności", "ważna do", "giltig till", "giltigt till", "giltigt t o m", "gyldig til", "udløber", "utløper", "caduca", "caducidad", "fecha de caducidad", "vence", "vencimiento", "scadenza", "scade", "vervaldatum", "geldig tot", "expire en", "expire le", "valable jusqu en", "valide jusqu au", "läuft ab am", "scade il", "vence el", "caduca en", "card expiry", "card expiration", "card expiration date", "card exp", "credit card expiry", "credit card expiration", "credit card expiration date")...)
	ls = append(ls, labels("", cardNumberLabel, "card number", "card no", "credit card number", "debit card number", "credit card", "cardnumber", "sixteen digits", "16 digits", "long number", "card digits", "cc number", "ccn", "kartennummer",
		"kreditkartennummer", "kreditkarte", "numéro de carte", "carte bancaire", "número de tarjeta", "tarjeta", "número do cartão", "numer karty", "kortnummer", "numero di carta", "carta di credito", "kaartnummer", "creditcard", "card", "visa", "mastercard", "amex", "debit card", "visa card", "american express", "maestro", "discover card")...)
	for i := range ls {
		ls[i].Bare = ls[i].Text != "digits" && ls[i].Text != "back"
	}
	return pii.NewLabels(ls...)
}

func (cardDetector) Spec() pii.Spec {
	return pii.Spec{
		Name:   "card",
		Types:  []pii.Type{pii.CreditCard, pii.CVV, pii.CardExpiry},
		Reach:  pii.Reach{Behind: 256, Ahead: 512},
		Wants:  []pii.Want{pii.OnDigits(12, 19).Beside(), pii.OnWords(spoken.Starters()...), pii.OnLabel(), pii.OnBytes("^=")},
		Labels: cardLabels(),
	}
}

var (
	ruleCard     = &pii.Rule{Detector: "card", Name: "number", Validator: "luhn", Source: "ISO/IEC 7812-1"}
	ruleCardSaid = &pii.Rule{Detector: "card", Name: "spoken", Validator: "luhn", Source: "ISO/IEC 7812-1"}
	ruleCardForm = &pii.Rule{Detector: "card", Name: "label", Source: "ISO/IEC 7812-1"}
	ruleCVV      = &pii.Rule{Detector: "card", Name: "cvv"}
	ruleExpiry   = &pii.Rule{Detector: "card", Name: "expiry"}
)

func (cardDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	var r spoken.Run
	until := 0
	for i := range at {
		a := &at[i]
		switch a.Want {
		case 0:
			dst = cardCluster(dst, s, s.Number(*a))
		case 1:
			if a.Start < until {
				continue
			}
			k := s.TokenAt(a.Start)
			spoken.Parse(&r, s.Text, s.Tokens(), k)
			if (r.N == 3 || r.N == 4) && r.Words >= 2 {
				dst = cardAnswer(dst, s, k, &r)
			}
			if r.N < 12 || r.Words < 4 {
				if r.N > 0 && r.End > k {
					until = int(s.Tokens()[r.End-1].Start)
				}
				continue
			}
			until = int(s.Tokens()[r.End-1].End)
			for _, n := range [...]int{19, 18, 17, 16, 15, 14, 13} {
				if n > r.N {
					continue
				}
				if m, end := r.Cut(n); m == n && cardNumber(r.Digits[:n]) {
					dst = append(dst, said(s.Found(int(s.Tokens()[r.Start].Start), int(s.Tokens()[end-1].End), pii.CreditCard, 0.93, ruleCardSaid)))
					break
				}
			}
		case 3:
			if a.Start > 0 && s.Text[a.Start-1]-'0' < 10 {
				dst = cardTrack(dst, s, a.Start)
			}
		default:
			dst = cardPart(dst, s, *a, &r)
		}
	}
	return dst
}

// said marks a finding that is written as it is spoken.
func said(f pii.Finding) pii.Finding {
	f.Attrs = f.Attrs.WithSpoken(true)
	return f
}

// cardCluster looks for consecutive groups of a cluster that make a card number.
func cardCluster(dst []pii.Finding, s *pii.Segment, n *pii.Number) []pii.Finding {
	b, g := s.Text, n.Groups
	for i := 0; i < len(g); i++ {
		if g[i].Len() < 3 && (i > 0 || g[i].Len() != 1) {
			continue
		}
		best := -1
		for k := i; k < len(g); k++ {
			if k > i && !cardGap(b[g[k-1].End:g[k].Start]) {
				break
			}
			if k > i && (g[k].Len() > 6 || g[i].Len() > 6) {
				break // nobody writes a card in groups of seven or more
			}
			digits := n.Digits[g[i].Digit : g[k].Digit+g[k].Len()]
			if len(digits) > 19 {
				break
			}
			if len(digits) >= 13 && k-i < 8 && cardNumber(digits) {
				best = k
				if k == i || len(digits) == 16 || len(digits) == 15 {
					break
				}
			}
			if g[k].Len() < 3 && k-i < 12 && k > i && g[i].Len() != 1 {
				break
			}
		}
		if best < 0 {
			if e := cardWrapped(b, g[i].Start, g[len(g)-1].End); e > 0 && nearCard(s, g[i].Start) {
				return append(dst, s.Found(g[i].Start, e, pii.CreditCard, 0.85, ruleCard))
			}
			continue
		}
		start, end := g[i].Start, g[best].End
		if wordBefore(b, start) || wordAfter(b, end) || start > 0 && (b[start-1] == '_' || b[start-1] == '.' || b[start-1] == '+' || b[start-1] == '-' && i > 0) ||
			end+1 < len(b) && (b[end] == '.' || b[end] == '_') && lex.IsWord(b[end+1]) {
			continue
		}
		n := n.Digits[g[i].Digit : g[best].Digit+g[best].Len()]
		inRow := i > 0 && g[i-1].Len() == 4 && cardGap(b[g[i-1].End:start]) || best+1 < len(g) && g[best+1].Len() == 4 && cardGap(b[end:g[best+1].Start])
		inRow = inRow || best > i && (hexGroup(b, start-5) || hexGroup(b, end+1))
		if (best == i && len(n) > 16 || len(n) == 13 || best > i && inRow) && !nearCard(s, start) || start > 0 && b[start-1] == '-' {
			continue // a number of another kind, a row of a table
		}
		score := float32(0.85)
		if best > i {
			score = 0.93
		}
		dst = append(dst, s.Found(start, end, pii.CreditCard, score, ruleCard))
		if q := end + len(", "); q < len(b) && string(b[end:q]) == ", " {
			if e := expiryDate(b, q); e > 0 {
				dst = append(dst, s.Found(q, e, pii.CardExpiry, 0.7, ruleExpiry)) // 5555 5555 5555 4444, 07/28
			}
		} else if q := end + 1; q < len(b) && b[end] == ' ' {
			dst = cardRow(dst, s, q)
		}
		i = best
	}
	return dst
}

// hexGroup reports whether four hexadecimal figures, not all of them digits, stand at p between white space.
func hexGroup(b []byte, p int) bool {
	if p < 0 || p+4 > len(b) || p > 0 && lex.IsWord(b[p-1]) || p+4 < len(b) && lex.IsWord(b[p+4]) {
		return false
	}
	letters := 0
	for _, c := range b[p : p+4] {
		switch {
		case lex.IsDigit(c):
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			letters++
		default:
			return false
		}
	}
	return letters > 0
}

// cardWrapped returns the end of a card number in groups of four that begins at p and whose line breaks at end; 0 if there is none.
func cardWrapped(b []byte, p, end int) int {
	if end >= len(b) || b[end] != '\n' || wordBefore(b, p) {
		return 0
	}
	var d [16]byte
	n, q := 0, p
	for ; n < len(d) && q < len(b); q++ {
		switch c := b[q]; {
		case lex.IsDigit(c):
			d[n] = c
			n++
		case n%4 != 0 || n == 0 || (c != ' ' || b[q-1] == '\n') && q != end:
			return 0
		}
	}
	if n < len(d) || wordAfter(b, q) || !cardNumber(d[:]) {
		return 0
	}
	return q
}

func cardGap(g []byte) bool {
	return len(g) == 1 && (g[0] == ' ' || g[0] == '-' || g[0] == '.')
}

// cardNumber reports whether digits have the prefix and the length of an issuer and pass Luhn.
func cardNumber(d []byte) bool {
	n := len(d)
	if n < 13 {
		return false
	}
	p2, p4 := checkdigit.Number(d[:2]), checkdigit.Number(d[:4])
	ok := false
	switch {
	case d[0] == '4':
		ok = n == 13 || n == 16 || n == 19
	case p2 >= 51 && p2 <= 55, p4 >= 2221 && p4 <= 2720:
		ok = n == 16
	case p2 == 34 || p2 == 37:
		ok = n == 15
	case p2 == 36 || p2 == 38 || p2 == 39 || p4 >= 3000 && p4 <= 3059:
		ok = n >= 14 && n <= 16
	case p4 == 6011 || p2 == 65 || p4 >= 6440 && p4 <= 6499 || p4 >= 6221 && p4 <= 6229:
		ok = n >= 16
	case p2 == 62 || p4 >= 3528 && p4 <= 3589 || p2 == 60 || p2 == 81 || p2 == 82:
		ok = n >= 16
	case p2 == 50 || p2 >= 56 && p2 <= 58 || p2 == 63 || p2 == 67 || p2 == 68:
		ok = n == 16 || n == 19
	case p4 >= 2200 && p4 <= 2204:
		ok = n == 16
	}
	return ok && checkdigit.Luhn(d) && !checkdigit.AllSame(d)
}

// cardPart reads the value of a CVV or expiry label.
func cardPart(dst []pii.Finding, s *pii.Segment, a pii.Anchor, r *spoken.Run) []pii.Finding {
	b, p := s.Text, a.Value
	ts := s.Tokens()
	l, ok := s.LabelBefore(cardLabels(), p)
	k := s.TokenAt(p)
	if k >= len(ts) || int(ts[k].Start) != p { // a question
		q, asked := answer(s, p)
		if !ok || !asked || a.Start == a.End {
			return dst
		}
		if k = leadIn(s, s.TokenAt(q)); k >= len(ts) {
			return dst
		}
		p = int(ts[k].Start)
	}
	if ok && l.ID == cardNumberLabel {
		if q, asked := answer(s, a.End); asked && a.Start < a.End {
			if f := leadIn(s, s.TokenAt(q)); f < len(ts) {
				if spoken.Parse(r, b, ts, f); r.N >= 13 && r.N <= 19 && cardNumber(r.Bytes()) && r.Pauses > 0 {
					return append(dst, said(labelled(s.Found(int(ts[f].Start), int(ts[r.End-1].End), pii.CreditCard, 0.93, ruleCardSaid))))
				}
			}
		}
		if from, to := lastFour(s, a, 4, false); to > 0 {
			return append(dst, labelled(s.Found(from, to, pii.CreditCard, 0.6, ruleCardForm)))
		}
		if end := cardForm(b, p); end > 0 {
			dst = append(dst, labelled(s.Found(p, end, pii.CreditCard, 0.6, ruleCardForm)))
		}
		return dst
	}
	if ok && (l.Text == "cid" || l.Text == "back") && !nearCard(s, a.Start) {
		return dst // "CID#1302", "back to 4096"
	}
	if !ok || l.ID != expiryLabel {
		q := p
		for q < len(b) && lex.IsDigit(b[q]) {
			q++
		}
		if n := q - p; (n == 3 || n == 4) && !wordAfter(b, q) && !(q+1 < len(b) && (b[q] == '.' || b[q] == '-' || b[q] == ' ' || b[q] == ',') && lex.IsDigit(b[q+1])) {
			return append(dst, labelled(s.Found(p, q, pii.CVV, 0.85, ruleCVV)))
		}
		if spoken.Parse(r, b, ts, k); (r.N == 3 || r.N == 4) && r.Words >= 2 {
			return append(dst, said(labelled(s.Found(p, int(ts[r.End-1].End), pii.CVV, 0.8, ruleCVV))))
		}
		return dst
	}
	if end := expiryDate(b, p); end > 0 {
		score := float32(0.8)
		if !nearCard(s, p) && !cardAhead(s, end) {
			score = 0.45 // of a licence, of food
		}
		return append(dst, labelled(s.Found(p, end, pii.CardExpiry, score, ruleExpiry)))
	}
	if spoken.Parse(r, b, ts, k); r.Words >= 2 && (r.N == 4 || r.N == 3) {
		if m := checkdigit.Number(r.Digits[:r.N-2]); m >= 1 && m <= 12 && nearCard(s, p) {
			return append(dst, said(labelled(s.Found(p, int(ts[r.End-1].End), pii.CardExpiry, 0.75, ruleExpiry))))
		}
	}
	return dst
}

// cardForm returns the end of a number at p that is written as card numbers are, in four groups of four digits or with 15 or 16 in one,
// whatever its check digit; 0 if there is none.
func cardForm(b []byte, p int) int {
	q, n, group := p, 0, 0
	for q < len(b) && n <= 19 {
		switch c := b[q]; {
		case lex.IsDigit(c):
			n++
			group++
		case (c == ' ' || c == '-') && group == 4 && n < 16 && q+1 < len(b) && lex.IsDigit(b[q+1]):
			group = 0
		default:
			if (n == 16 && (group == 4 || group == 16) || n == 15 && group == 15) && !wordAfter(b, q) && c != '.' {
				return q
			}
			return 0
		}
		q++
	}
	if n == 16 && (group == 4 || group == 16) {
		return q
	}
	return 0
}

// expiryDate returns the end of "MM/YY", "MM-YYYY", "MMYY" behind "/", at p, or 0.
func expiryDate(b []byte, p int) int {
	q := p
	for q < len(b) && lex.IsDigit(b[q]) {
		q++
	}
	if q-p == 4 && b[p] == '2' && q+2 < len(b) && (b[q] == '-' || b[q] == '/') && lex.IsDigit(b[q+1]) && lex.IsDigit(b[q+2]) && checkdigit.Number(b[q+1:q+3])-1 < 12 && !wordAfter(b, q+3) {
		return q + 3 // 2027-08
	}
	if q == p || q-p > 2 || q+2 >= len(b) {
		return 0
	}
	if m := checkdigit.Number(b[p:q]); m < 1 || m > 12 {
		return 0
	}
	for q < len(b) && b[q] == ' ' {
		q++
	}
	if q >= len(b) || b[q] != '/' && b[q] != '-' {
		return 0
	}
	for q++; q < len(b) && b[q] == ' '; q++ {
	}
	y := q
	for q < len(b) && lex.IsDigit(b[q]) {
		q++
	}
	if q-y == 4 && b[y] != '2' || q-y != 2 && q-y != 4 || wordAfter(b, q) || q+1 < len(b) && (b[q] == '/' || b[q] == '-') && lex.IsDigit(b[q+1]) {
		return 0
	}
	return q
}
