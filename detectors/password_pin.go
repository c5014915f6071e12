package detectors

import (
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// pinValue reads the PIN or code at p behind an anchor. In a sentence a written PIN needs "PIN" in capitals, or a word such as "is" or "my".
func pinValue(s *pii.Segment, a pii.Anchor, p, kind int) (end int, spoke bool) {
	b := s.Text
	if p < a.End || p >= len(b) || b[p] == '\n' || p > 0 && (b[p-1] == '[' || b[p-1] == '(') {
		return 0, false
	}
	if kind == codeLabel {
		end, spoke = accessCode(s, p, 3, 10)
		if y := b[p:max(end, p)]; !spoke && len(y) == 4 && allDigits(y) && p-a.End == 1 && value4(y) >= yearLow && value4(y) <= yearHigh {
			return 0, false // "OTP 2019"
		}
		return end, spoke
	}
	end, spoke = accessCode(s, p, 4, 8)
	if a.End-a.Start > 3 && end > 0 && postalPIN(s, a, p, end, spoke) {
		return 0, false
	}
	if end == 0 || spoke || a.Start == a.End || s.MarkedLabel(a) || p-a.End > 2 {
		return end, spoke
	}
	k := s.TokenAt(a.Start)
	owned := k > 0 && a.Start-int(s.Tokens()[k-1].End) == 1 && pinOwners().Has(s.Tokens()[k-1].Hash)
	if v := b[p:end]; s.NoCase() && len(v) == 4 && allDigits(v) && (value4(v) < yearLow || value4(v) > yearHigh) && !hasFold(b[end:], " of ") {
		return end, false
	}
	if !owned && hasFold(b[a.Start:a.End], "pin") && !(lex.IsUpper(b[a.Start]) && lex.IsUpper(b[a.Start+1])) {
		return 0, false // a pin of a board
	}
	return end, false
}

// postalPIN reports the six digits of an Indian postal code behind "PIN code", which nobody calls his own.
func postalPIN(s *pii.Segment, a pii.Anchor, p, end int, spoke bool) bool {
	n := end - p
	if spoke {
		var r spoken.Run
		spoken.Parse(&r, s.Text, s.Tokens(), s.TokenAt(p))
		n = r.N
	}
	k := s.TokenAt(a.Start)
	return n == 6 && hasFold(s.Text[a.Start+3:a.End], " code") && s.Text[p] != '0' && !(k > 0 && pinOwners().Has(s.Tokens()[k-1].Hash))
}

var pinOwnersValue lazy.Value[*lex.Set]

func pinOwners() *lex.Set { return pinOwnersValue.Get(makePinOwners) }

func makePinOwners() *lex.Set {
	return lex.NewSet("my", "your", "his", "her", "their", "our", "meine", "deine", "ihre", "mon", "votre", "mi", "su", "tu", "card", "code", "alarm", "door", "gate", "atm", "bank", "debit", "sim", "lock", "phone", "account", "safe", "security", "new", "old", "unlock")
}
