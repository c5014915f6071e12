package special

import "github.com/lethe-pii/lethe/pii"

// polarity reads negation and doubt around and inside a term of n words.
func (c *clause) polarity(n int) pii.Polarity {
	if c.within&neg != 0 || n > 1 && c.within&denial != 0 {
		return pii.Negated
	}
	for k := 0; k < min(c.nb, 5, c.commaBefore) && !c.rests; k++ {
		if c.before[k]&neg != 0 {
			return pii.Negated
		}
		if c.firstOwn&poss != 0 && c.firstOwn&self != 0 {
			break
		}
		if w := c.before[k]; k == 0 && w&poss != 0 && w&self != 0 {
			break // "I can't control my asthma"
		}
		if w := c.before[k]; w&self != 0 && w&(have|cop) != 0 && w&(poss|selfWeak) == 0 && k+2 < c.nb && (c.before[k+1]|c.before[k+2])&neg == 0 {
			break // "no puedo ir tengo migraña"
		}
		if c.before[k]&conjunction != 0 || k > 0 && c.before[k]&you != 0 && c.before[k]&(mod|self|poss) == 0 && c.before[k-1]&cop != 0 {
			break // "can't believe you're …"
		}
	}
	for k := 0; k < min(c.na, 2, c.commaAfter); k++ {
		if c.after[k]&conjunction != 0 || c.after[k]&function != 0 && c.after[k]&cop == 0 {
			break
		}
		if c.after[k]&denial != 0 || c.after[k]&neg != 0 && c.after[k]&function == 0 {
			return pii.Negated
		}
	}
	if c.doubted || n > 1 && c.within&unc != 0 {
		return pii.Uncertain
	}
	for k := 0; k < min(c.nb, 9, max(c.commaBefore, 1)); k++ {
		if c.before[k]&unc != 0 {
			return pii.Uncertain
		}
	}
	for k := 0; k < min(c.na, 2, c.commaAfter) && c.after[k]&conjunction == 0; k++ {
		if c.after[k]&unc != 0 {
			return pii.Uncertain
		}
	}
	if c.asks && (c.all|c.allAfter)&you != 0 && c.all&self == 0 && !c.presupposed() {
		return pii.Uncertain
	}
	return pii.Asserted
}

// presupposed reports whether a verb of knowing leads to what is asked: "did you know that she is …" says that she is.
func (c *clause) presupposed() bool {
	for k := 0; k < c.nb; k++ {
		if c.before[k]&conjunction != 0 && c.before[k]&function == 0 {
			return true
		}
	}
	return false
}
