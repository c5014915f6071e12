package detectors

import (
	"strings"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

const (
	branchWithin = 24 // bytes between a branch's number and the account's
	maxBankName  = 4  // words of a bank's name between a label and the sign of its number
)

// Figures of an account number of Argentina (BCRA, Sistema Nacional de Pagos) and of Poland (NRB, an IBAN without its country).
const (
	sizeCBU = 22
	sizeNRB = 26
)

// branchAndAccount finds the number of a branch at p and that of the account behind its own label: "Ag. 0418 C/C 22071-5", "transit 20417, compte
// 081 774-2". One alone is none, since "Ag" and "transit" are words as well.
func branchAndAccount(dst []pii.Finding, s *pii.Segment, p int) []pii.Finding {
	b, ts := s.Text, s.Tokens()
	branch, digits := accountFigures(b, p)
	if digits < 3 || digits > 6 {
		return dst
	}
	for k := s.TokenAt(branch); k < len(ts) && int(ts[k].Start)-branch <= branchWithin; k++ {
		q := int(ts[k].Start)
		if !lex.IsDigit(b[q]) {
			continue
		}
		l, ok := s.LabelBefore(accountLabels(), q)
		end, digits := accountFigures(b, q)
		next := ts[s.TokenAt(branch)]
		first, _, _ := strings.Cut(l.Text, " ")
		if !ok || !hasFold(b[next.Start:next.End], first) || amount(b, end) || l.ID != accountLabel && l.ID != besideBranchLabel || digits < 4 || digits > 14 || wordAfter(b, end) {
			return dst
		}
		return append(dst, labelled(s.Found(p, branch, pii.BankAccount, 0.75, ruleAccount)), labelled(s.Found(q, end, pii.BankAccount, 0.75, ruleAccount)))
	}
	return dst
}

// accountFigures returns the end of the figures at p, single blanks, dots and hyphens between them, and their number. A check letter counts as
// Brazilian banks write it: "22071-X".
func accountFigures(b []byte, p int) (end, digits int) {
	end = p
	for q := p; q < len(b); q++ {
		if lex.IsDigit(b[q]) {
			digits++
			end = q + 1
		} else if (b[q] == 'X' || b[q] == 'x') && q > p && b[q-1] == '-' {
			return q + 1, digits + 1
		} else if b[q] != '-' && b[q] != ' ' && b[q] != '.' || q != end {
			break
		}
	}
	return end, digits
}

// pastBankName returns where the figures of an account begin behind a bank's name and a sign for a number, "cuenta de ahorros Bancoandino No. 214-770918",
// "conta no Banco Ipê nº 4417"; p if there are none.
func pastBankName(s *pii.Segment, p int) int {
	b, ts := s.Text, s.Tokens()
	k := s.TokenAt(p)
	if k >= len(ts) || int(ts[k].Start) != p || ts[k].Flags&lex.HasDigit != 0 {
		return p
	}
	for j := k + 1; j+1 < len(ts) && j <= k+maxBankName; j++ {
		if g := b[ts[j-1].End:ts[j].Start]; len(g) != 1 || g[0] != ' ' || ts[j].Flags&lex.HasDigit != 0 {
			return p
		}
		if q := int(ts[j+1].Start); numberSigns().Has(ts[j].Hash) && lex.IsDigit(b[q]) && q-int(ts[j].End) <= 3 {
			return q
		}
	}
	return p
}
