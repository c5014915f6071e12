package special

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
)

// public reports whether the term stands where texts of many kinds name things and topics, and nobody's.
func (c *clause) public(to *audience, cat, kind int, sub subject, doc setting) bool {
	all := c.all | c.allAfter
	switch {
	case c.asks && to.catalogue() && (all&self == 0 || to[toAsked] > 2):
		return true // "Am I covered for cancer?"
	case c.conditional && to.everybody() && all&self == 0, cat == catBiometric && to.everybody() && to[toIf] > 0:
		return true
	case to.everybody() && to[toIf] > 0 && !sub.found && all&self == 0 && (cat == catHealth || cat == catGenetic) && doc.kind != Transcript:
		return true // "Side effects: headache"
	case to[toWriter] == 0 && (c.tab && !sub.near || c.brand && !sub.found):
		return true
	case cat == catReligion && kind == kindOrg && c.saint && !c.role(sub.found):
		return true
	case doc.kind == Note && (cat == catPolitical || cat == catUnion || cat == catEthnicity) && (kind == kindOrg && c.abbreviated || kind == kindWeak):
		near := sub.near && (kind != kindOrg || all&(person|third) != 0)
		return !near && !c.role(true) && (!c.bound(cop|inside) || all&proc != 0) && c.gapBefore != ':' && all&(say|self) == 0 // "bloods sent for BNP", "Beschwerden rechts"
	}
	return false
}

// closesQuote reports whether a quotation ends at the beginning of text.
func closesQuote(text []byte) bool {
	for _, q := range quoteEnds {
		if bytes.HasPrefix(text, q) {
			return true
		}
	}
	return false
}

var quoteEnds = [...][]byte{[]byte(`"`), []byte(`,"`), []byte("”"), []byte("“"), []byte("»"), []byte(" »"), []byte("\u00a0»")}

// saint reports whether a saint's name leads to token i: "St Bride's Church".
func (r *reader) saint(i int) bool {
	ts := r.s.Tokens()
	for k := i - 1; k >= max(0, i-3); k-- {
		if gap := r.s.Text[ts[k].End:ts[k+1].Start]; len(gap) > 3 || bytes.ContainsAny(gap, ",;:\n") {
			return false
		}
		if saints()[ts[k].Hash] {
			return true
		}
	}
	return false
}

func saints() map[uint64]bool {
	return saintsTable.Get(func() map[uint64]bool { return hashes("st saint sankt san santa santo sainte") })
}

var saintsTable lazy.Value[map[uint64]bool]
