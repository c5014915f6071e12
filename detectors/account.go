package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/checkdigit"
	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// Account finds bank account numbers, sort codes and routing numbers behind a label, and bank identifier codes (ISO 9362: four
// letters, a country, two characters, perhaps three more) behind one. Cost: constant for each label.
func Account() pii.Detector { return accountDetector{} }

var (
	ruleAccount = &pii.Rule{Detector: "account", Name: "label"}
	ruleRouting = &pii.Rule{Detector: "account", Name: "routing number", Validator: "aba", Source: "ABA routing number policy"}
	ruleBIC     = &pii.Rule{Detector: "account", Name: "bic", Source: "ISO 9362"}
)

type accountDetector struct{}

const (
	accountLabel = iota
	bicLabel
	routingLabel
	ibanLabel
	ifscLabel // a branch of an Indian bank
	branchLabel
	besideBranchLabel // of an account, where a branch is before it
)

var accountLabelsValue lazy.Value[*pii.LabelSet]

func accountLabels() *pii.LabelSet { return accountLabelsValue.Get(makeAccountLabels) }

func makeAccountLabels() *pii.LabelSet {
	ls := labels("en", accountLabel, "account number", "account no", "acct", "acct no", "acct number", "acc no", "acc number", "acc", "bank account", "bank account number", "account num", "a c",
		"sort code", "sortcode", "branch code", "bank code", "bank sort code", "checking account", "savings account", "account", "bankaccount", "bankacct", "bank acct", "accountnumber", "acctnumber", "acctnum",
		"acct num", "bank", "bank details", "acct routing", "account routing", "bankverbindung", "bsb", "bsb number", "bsb no", "acctno", "accountno", "bankaccountnumber", "bankaccountno", "bank account no", "accountnum", "payout account", "payoutaccount")
	ls = append(ls, labels("de", accountLabel, "kontonummer", "konto", "konto nr", "kto", "kto nr", "blz", "bankleitzahl", "bankkonto")...)
	ls = append(ls, labels("fr", accountLabel, "numéro de compte", "compte bancaire", "compte", "n de compte", "rib", "code banque", "code guichet")...)
	ls = append(ls, labels("es", accountLabel, "número de cuenta", "cuenta", "cuenta bancaria", "ccc", "clabe", "clabe interbancaria", "cuenta clabe", "cbu", "cvu", "cuenta de ahorros", "cuenta de ahorro", "cuenta corriente", "cuenta nº", "cuenta n")...)
	ls = append(ls, labels("it", accountLabel, "conto corrente", "numero di conto", "conto")...)
	ls = append(ls, labels("nl", accountLabel, "rekeningnummer", "bankrekening")...)
	ls = append(ls, labels("pt", accountLabel, "conta", "conta corrente", "conta bancária", "número da conta", "n da conta", "agência e conta", "nib")...)
	ls = append(ls, labels("sv", accountLabel, "kontonr", "bankgiro", "bankgironr", "plusgiro", "postgiro", "clearingnr", "clearingnummer", "bankkontonr")...)
	ls = append(ls, labels("pl", accountLabel, "nr konta", "numer konta", "rachunek bankowy", "nr rachunku", "numer rachunku", "rachunek", "rachunek nr", "rachunku nr", "nrb", "nr rach", "rach nr")...)
	ls = append(ls, labels("", bicLabel, "bic", "swift", "swift code", "bic code", "swift bic", "bic swift")...)
	ls = append(ls, labels("", ibanLabel, "iban", "iban no", "iban nr", "iban number", "iban nummer", "numéro iban", "número iban", "codice iban")...)
	ls = append(ls, labels("en", routingLabel, "routing number", "routing", "aba", "aba number", "routing no", "rtn", "rtg", "rtg no", "transit number")...)
	ls = append(ls, labels("", ifscLabel, "ifsc", "ifsc code", "ifsc no")...)
	ls = append(ls, labels("", branchLabel, "ag", "agência", "agencia", "transit", "succursale", "oficina", "filiale")...)
	ls = append(ls, labels("", besideBranchLabel, "c c", "cta", "cta cte", "cpte")...)
	for i := range ls {
		switch ls[i].Text {
		case "bank", "bank details", "bankverbindung":
		default:
			ls[i].Bare = true
		}
	}
	return pii.NewLabels(ls...)
}

func (accountDetector) Spec() pii.Spec {
	return pii.Spec{Name: "account", Types: []pii.Type{pii.BankAccount, pii.BIC, pii.IBAN}, Wants: []pii.Want{pii.OnLabel(), pii.OnDigits(14, 14).With(pii.DashInside).Groups(8).Beside(), pii.OnDigits(8, 8).With(pii.OneGroup).Beside()}, Labels: accountLabels()}
}

func (accountDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	b := s.Text
	for i := range at {
		a := &at[i]
		if a.Want == 2 {
			if q := s.Number(*a).Start; q > 8 && b[q-1] == '\n' && !wordAfter(b, q+8) && sortCode(b, q-9) {
				dst = append(dst, s.Found(q-9, q-1, pii.BankAccount, 0.6, ruleAccount), s.Found(q, q+8, pii.BankAccount, 0.6, ruleAccount))
			}
			continue
		}
		if a.Want == 1 {
			if p, q := bareSortCode(b, s.Number(*a)); q > 0 {
				dst = append(dst, s.Found(p, p+8, pii.BankAccount, 0.6, ruleAccount), s.Found(q, q+8, pii.BankAccount, 0.6, ruleAccount))
			}
			continue
		}
		p := a.Value
		l, ok := s.LabelBefore(accountLabels(), p)
		if !ok || wordBefore(b, p) && b[p] != '?' {
			continue
		}
		if l.ID == ibanLabel {
			// mistyped: a right one is ibanDetector's
			var buf [34]byte
			if q, ok := answer(s, p); ok && a.Start < a.End && !lex.IsDigit(b[p]) {
				if k := leadIn(s, s.TokenAt(q)); k < len(s.Tokens()) && saidIBAN(s, int(s.Tokens()[k].Start)) > 0 {
					p = int(s.Tokens()[k].Start)
				}
			}
			if end := saidIBAN(s, p); end > 0 {
				dst = append(dst, said(labelled(s.Found(p, end, pii.IBAN, 0.9, ruleAccount))))
				continue
			}
			if p+4 > len(b) {
				continue
			}
			if n := ibanLength(b[p]&^0x20, b[p+1]&^0x20); n > 0 {
				if end, ok := collect(buf[:n], b, p, " -."); ok && lex.IsDigit(buf[2]) && lex.IsDigit(buf[3]) {
					dst = append(dst, labelled(s.Found(p, end, pii.IBAN, 0.6, ruleAccount)))
				}
			}
			continue
		}
		if l.ID == ifscLabel {
			if p+11 <= len(b) && lex.IsLetter(b[p]) && lex.IsLetter(b[p+3]) && like("AAAA0AAAAAA")(b[p:p+11]) && !wordAfter(b, p+11) {
				dst = append(dst, labelled(s.Found(p, p+11, pii.BankAccount, 0.85, ruleAccount)))
			}
			continue
		}
		if l.ID == bicLabel {
			if q := p; bic(b, p, &q) && (l.Text != "swift" || s.MarkedLabel(*a) || capitals(b[p:p+6])) {
				dst = append(dst, labelled(s.Found(p, q, pii.BIC, 0.9, ruleBIC)))
			}
			continue
		}
		if q := behindPhrase(s, *a); q > 0 && !lex.IsDigit(b[p]) {
			p = q
		}
		if l.ID == branchLabel {
			dst = branchAndAccount(dst, s, p)
			continue
		}
		if l.ID == besideBranchLabel {
			continue
		}
		p = pastBankName(s, p)
		if l.Text == "account" && aboutAccount(s, a.Start) && !lex.IsDigit(b[p]) {
			continue // "the mobile on the account?"
		}
		if q, ok := answer(s, p); ok && a.Start < a.End && !lex.IsDigit(b[p]) && saidAccount(s, p) == 0 {
			if k := leadIn(s, s.TokenAt(q)); k < len(s.Tokens()) {
				p = int(s.Tokens()[k].Start)
			}
		}
		if end := saidAccount(s, p); end > 0 {
			dst = append(dst, said(labelled(s.Found(p, end, pii.BankAccount, 0.85, ruleAccount))))
			continue
		}
		end, digits, parted := p, 0, 0
		answered := p > a.Value && b[a.Value] == '?'
		for q := p; q < len(b) && q-p < 34; q++ {
			if lex.IsDigit(b[q]) {
				digits++
				end = q + 1
			} else if q+2 < len(b) && q > p && string(b[q:q+3]) == " / " && pastSortCode(b, p, q) == 0 {
				if parted > 0 {
					break
				}
				parted = q
				q += 2
			} else if b[q] != ' ' && b[q] != '-' && b[q] != '/' || q == p || !lex.IsDigit(b[q-1]) {
				break
			}
		}
		if answered && bytes.IndexByte(b[p:end], '-') >= 0 {
			continue // a bank has no hyphens in its numbers, others do
		}
		if digits < 6 || digits > 20 && digits != sizeCBU && digits != sizeNRB || wordAfter(b, end) || end+1 < len(b) && (b[end] == '.' || b[end] == ',' || b[end] == ':') && lex.IsDigit(b[end+1]) {
			continue
		}
		if (l.Text == "compte" || l.Text == "cuenta" || l.Text == "conto" || l.Text == "conta" || l.Text == "rachunek") && digits < 10 && !s.MarkedLabel(*a) {
			continue
		}
		rule, score := ruleAccount, float32(0.75)
		if l.ID == routingLabel {
			if digits != 9 || !checkdigit.RoutingNumber(b[p:end]) && l.Text == "aba" {
				continue
			}
			if rule, score = ruleRouting, 0.9; !checkdigit.RoutingNumber(b[p:end]) {
				rule, score = ruleAccount, 0.6 // mistyped
			}
		}
		if digits == 14 && b[p+2] == '-' && end-p == 17 { // a sort code and the account behind it
			dst = append(dst, labelled(s.Found(p, p+8, pii.BankAccount, score, rule)))
			p += 9
		}
		if parted > 0 && parted < end { // the branch, and the account behind it
			dst = append(dst, labelled(s.Found(p, parted, pii.BankAccount, score, rule)))
			p = parted + len(" / ")
		}
		dst = append(dst, labelled(s.Found(p, end, pii.BankAccount, score, rule)))
		if q := pastSortCode(b, p, end); q > 0 {
			dst = append(dst, labelled(s.Found(q, q+8, pii.BankAccount, score, rule)))
		}
	}
	return dst
}

// pastSortCode returns where the account of eight digits begins behind the sort code b[p:end], "30-94-57 / 20441780"; 0 if there is none.
func pastSortCode(b []byte, p, end int) int {
	if end-p != 8 || b[p+2] != '-' {
		return 0
	}
	q := end
	for q < len(b) && q < end+3 && (b[q] == ' ' || b[q] == '/' || b[q] == ',') {
		q++
	}
	if q == end || q+8 > len(b) || !allDigits(b[q:q+8]) || wordAfter(b, q+8) {
		return 0
	}
	return q
}

// bareSortCode returns where the British sort code and the account of the number n begin, "60-83-71 70491822", which needs no label: three pairs
// with hyphens, a blank, and eight figures; q is 0 if it is no such number.
func bareSortCode(b []byte, n *pii.Number) (p, q int) {
	g := n.Groups
	if len(g) != 4 || g[2].End-g[0].Start != 8 || g[3].Len() != 8 || wordAfter(b, g[3].End) || !sortCode(b, g[0].Start) {
		return 0, 0
	}
	for _, c := range b[g[2].End:g[3].Start] {
		if c != ' ' && c != '/' && c != ',' {
			return 0, 0
		}
	}
	return g[0].Start, g[3].Start
}

// sortCode reports three pairs of figures with hyphens at p that are no date.
func sortCode(b []byte, p int) bool {
	if wordBefore(b, p) || !allDigits(b[p:p+2]) || b[p+2] != '-' || !allDigits(b[p+3:p+5]) || b[p+5] != '-' || !allDigits(b[p+6:p+8]) {
		return false
	}
	_, _, form := dates.Numeric(b, p, false)
	return form == dates.None
}

// aboutAccount reports "on the", "for your" and the like before the word at p.
func aboutAccount(s *pii.Segment, p int) bool {
	ts := s.Tokens()
	k := s.TokenAt(p)
	return k > 1 && accountOf()[ts[k-2].Hash] && ts[k-1].Len() <= 5
}

var accountOfValue lazy.Value[map[uint64]bool]

func accountOf() map[uint64]bool { return accountOfValue.Get(makeAccountOf) }

func makeAccountOf() map[uint64]bool { return hashes("on", "for", "to", "with", "of", "in") }

// saidAccount returns the end of six or more digits that are said at p, 0 if there are none.
func saidAccount(s *pii.Segment, p int) int {
	ts := s.Tokens()
	k := s.TokenAt(p)
	if k >= len(ts) || int(ts[k].Start) != p || ts[k].Flags&lex.HasDigit != 0 {
		return 0
	}
	var r spoken.Run
	if spoken.Parse(&r, s.Text, ts, k); r.N < 6 || r.N > 20 || r.Words < 4 {
		return 0
	}
	return int(ts[r.End-1].End)
}

// bic reports whether a bank identifier code begins at p, and sets end.
func bic(b []byte, p int, end *int) bool {
	q := p
	for q < len(b) && alnum(b[q]) {
		q++
	}
	v := b[p:q]
	if len(v) != 8 && len(v) != 11 {
		return false
	}
	for i, c := range v {
		if i < 6 && !lex.IsLetter(c) {
			return false
		}
	}
	*end = q
	return ibanLength(v[4]&^0x20, v[5]&^0x20) > 0 || otherCountry(v[4]&^0x20, v[5]&^0x20)
}

// otherCountry reports the larger countries without IBAN.
func otherCountry(a, b byte) bool {
	const codes = "US CA AU NZ JP CN HK SG IN KR MX ZA TH MY ID PH VN AR CL CO PE TW KE NG MA "
	for i := 0; i+2 < len(codes); i += 3 {
		if codes[i] == a && codes[i+1] == b {
			return true
		}
	}
	return false
}
