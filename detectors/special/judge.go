package special

import (
	"github.com/lethe-pii/lethe/detectors/special/lexfile"
	"github.com/lethe-pii/lethe/pii"
)

var (
	frameRule = &pii.Rule{Detector: "special", Name: "frame", Source: "GDPR Art. 9(1), Art. 10"}
	roleRule  = &pii.Rule{Detector: "special", Name: "role", Source: "GDPR Art. 9(1), Art. 10"}
	termRule  = &pii.Rule{Detector: "special", Name: "term", Source: "GDPR Art. 9(1), Art. 10"}
)

// judge appends a finding for the term at tokens [i, i+n) if its surroundings say that it is about a person. Findings from first on
// are its own of this segment.
func (r *reader) judge(dst []pii.Finding, first, i, n int, info lexfile.Info) []pii.Finding {
	c := int(info.Category())
	if c == catBlock || r.on>>c&1 == 0 {
		return dst
	}
	var cl clause
	r.read(&cl, i, n)
	sub := cl.subject(c, n)
	score := cl.score(c, int(info.Kind()), sub, n, r.kind)
	if score < 0.5 {
		return dst
	}
	ts := r.s.Tokens()
	a, b := r.widen(&cl, c, int(info.Kind()), i, i+n)
	start, end := int(ts[a].Start), int(ts[b-1].End)
	rule := termRule
	switch {
	case int(info.Kind()) == kindOrg:
		rule = roleRule
	case sub.near:
		rule = frameRule
	}
	f := r.s.Found(start, end, categories[c], min(score, 0.95), rule)
	f.Attrs = f.Attrs.WithAttribution(sub.who).WithPolarity(cl.polarity(n)).WithDirectness(directness(int(info.Kind())))
	if c == catCrisis || c == catMinor {
		f.Attrs = f.Attrs.WithFlagOnly(true)
	}
	if k := len(dst) - 1; k >= first && dst[k].Type == f.Type && f.Start <= dst[k].End+joinGap(c) && dst[k].Attrs.Polarity() == f.Attrs.Polarity() {
		dst[k].End, dst[k].Score = max(dst[k].End, f.End), max(dst[k].Score, f.Score)
		return dst
	}
	return append(dst, f)
}

// joinGap is how many bytes may lie between two terms that make one hint. A test and its outcome are one.
func joinGap(cat int) int64 {
	if cat == catGenetic {
		return 24
	}
	return 1
}

func directness(kind int) pii.Directness {
	if kind == kindDrug || kind == kindOrg {
		return pii.Indirect
	}
	return pii.Explicit
}

// subject is whom a term is about.
type subject struct {
	who   pii.Attribution
	found bool // a person stands in the clause
	near  bool // and a verb binds the term to that person
	dist  int  // words between
}

// subject finds the nearest person before the term, else behind it.
func (c *clause) subject(cat, n int) subject {
	s := subject{who: pii.ThirdPerson}
	if c.firstOwn&poss != 0 || c.within&self != 0 && c.within&selfWeak == 0 {
		s.found, s.near = true, true
		if c.within&self != 0 {
			s.who = pii.Self
		}
		return s
	}
	for k := 0; k < c.nb; k++ {
		w := c.before[k]
		switch {
		case w&self != 0 && (w&selfWeak == 0 || k == 0 && w&cop != 0):
			s.found, s.dist, s.who = true, k, pii.Self
			if w&poss != 0 {
				for j := k - 1; j >= max(0, k-3); j-- {
					if c.before[j]&person != 0 {
						s.who = pii.ThirdPerson
					}
				}
			}
		case w&person != 0:
			s.found, s.dist = true, k
			if k+1 < c.nb && c.before[k+1]&function != 0 && c.before[k+1]&poss == 0 && k+2 < c.nb && c.before[k+2]&self != 0 && c.before[k+2]&poss == 0 {
				s.who = pii.Self
			}
		case w&third != 0 && w&(mod|function) != function|mod && w&(mod) == 0 && w&have == 0:
			s.found, s.dist = true, k
		case k > 0 && c.unknown[k] && c.before[k-1]&(cop|have|unc) != 0 && c.before[k-1]&inside == 0 && (k+1 == c.nb || c.before[k+1]&(mod|poss) == 0 && !c.unknown[k+1] || cat == catSexuality):
			s.found, s.dist = true, k // a name
		default:
			continue
		}
		break
	}
	if !s.found {
		for k := 0; k < c.nb && !s.found; k++ {
			if c.before[k]&(self|selfWeak) != 0 {
				s.found, s.dist, s.who = true, k, pii.Self
			}
		}
	}
	if !s.found {
		for k := 0; k < c.na && !s.found; k++ {
			if c.after[k]&self != 0 {
				s.found, s.dist, s.who = true, 4+k, pii.Self
			}
		}
		for k := 0; k < c.na && !s.found; k++ {
			if w := c.after[k]; w&person != 0 || w&third != 0 && w&(mod|function) == 0 {
				s.found, s.dist = true, 4+k
			}
		}
	}
	if !s.found && c.ownLine(cat) {
		s.who = pii.Self
	}
	s.near = s.found && s.dist < 12 && (c.bound(cop|have) || n > 1 && c.within&(cop|have) != 0)
	return s
}

// ownLine reports whether a line without a person is about its writer: a line of a CV, a record of the data subject, or a role. A
// bare condition is a note's about its patient.
func (c *clause) ownLine(cat int) bool {
	all := c.all | c.allAfter
	switch {
	case all&selfLine != 0 || c.values:
		return true
	case all&note != 0:
		return false
	}
	return cat != catHealth && cat != catGenetic
}

// bound reports whether one of the classes stands before the term with only modifiers between.
func (c *clause) bound(classes uint32) bool {
	for k := 0; k < c.nb && k < 6; k++ {
		w := c.before[k]
		if w&classes != 0 {
			return true
		}
		if w&(mod|neg|poss|qual) == 0 {
			return false
		}
	}
	return false
}

// score weighs the evidence for a term: 0.5 and more is a hint.
func (c *clause) score(cat, kind int, sub subject, n int, doc Kind) float32 {
	g := float32(min(c.generics, 3))
	all := c.all | c.allAfter
	if all&animal != 0 && cat == catHealth || c.key && kind != kindGene || c.titled && kind < kindSure && kind != kindOrg {
		return 0
	}
	bare := !c.open && c.nb+c.na <= 12
	telegram := all&(self|you) == 0 && c.nb+c.na <= 16 && !c.open
	noted := telegram && (all&note != 0 || bare)
	if c.nb > 0 && all&note == 0 {
		if w := c.before[c.nb-1]; w&(mod|function) == mod|function && w&(neg|cop|qual) == 0 && !c.bound(cop|have) && c.polarity(n) != pii.Uncertain {
			noted = false // "The clinic …": prose
		}
	}
	switch doc {
	case Note:
		noted = all&(self|you) == 0
	case Prose:
		noted, bare, telegram = false, false, false
	}
	direct := sub.near && c.copula()
	next := c.na > 0 && c.after[0]&(function|person|qual|neg|unc|note|dose|bio) == 0 && c.gapAfter == ' '
	nextGeneric := c.na > 0 && c.after[0]&generic != 0 && c.after[0]&(person|function) == 0
	asked := c.asks && all&self == 0 && (all&you != 0 || c.nb > 0 && c.before[c.nb-1]&question != 0)
	var s float32
	switch kind {
	case kindSure:
		s = 0.55
		if sub.found {
			s += 0.25
		}
		if noted {
			s += 0.15
		} else if !sub.found {
			s -= 0.15
		}
		if sub.found {
			s -= 0.12 * g
		} else {
			s -= 0.2 * g
		}
	case kindClear, kindDrug, kindGene:
		s = 0.3
		if sub.found {
			s += 0.2
		}
		if sub.near {
			s += 0.2
		}
		if noted {
			s += 0.3
		} else if telegram && all&note != 0 {
			s += 0.2
		}
		if kind == kindDrug && c.na > 1 && c.after[1]&dose != 0 {
			s += 0.2
		}
		if c.polarity(n) == pii.Uncertain {
			s += 0.2
		}
		s -= 0.18 * g
		if next && !sub.near && kind == kindClear && c.after[0] == 0 {
			s -= 0.1 // "depression screening"
		}
		if nextGeneric {
			s -= 0.2
		}
	case kindWeak:
		if cat == catBiometric {
			return c.biometric(sub, g)
		}
		s = 0.1
		switch {
		case direct && !next:
			s += 0.65
		case direct && cat != catHealth:
			s += 0.42
		case cat == catPolitical && sub.found && sub.dist < 7 && c.bound(inside) && c.verb():
			s += 0.45
		case telegram && c.nb > 0 && c.before[0]&person != 0 && !next && cat != catHealth:
			s += 0.45
		case cat == catHealth && sub.near && !next:
			s += 0.5
		case noted && c.generics == 0 && !next && all&(note|selfLine|person) != 0 && cat != catHealth && cat != catPolitical:
			s += 0.45
		case noted && c.generics == 0 && !next && all&note != 0:
			s += 0.42
		}
		s -= 0.1 * g
		if nextGeneric {
			s -= 0.3
		}
	case kindOrg:
		s = 0.1
		switch {
		case c.role() && (sub.found || bare):
			s += 0.6
		case sub.found && sub.dist < 7 && c.bound(inside) && c.verb() && cat != catReligion:
			s += 0.55
		}
		s -= 0.08 * g
	case kindNoun:
		s = 0.1
		if sub.found && sub.who == pii.Self && c.nb > 0 && c.before[0]&(poss|self) != 0 {
			s += 0.45
		}
		if noted && c.generics == 0 && cat == catGenetic {
			s += 0.3
		}
		s -= 0.1 * g
	}
	if asked && !sub.found {
		s -= 0.25
	}
	if all&media != 0 && all&self == 0 {
		s -= 0.3
	}
	return s
}

// verb reports whether a form of "to be" or "to join" stands near before the term.
func (c *clause) verb() bool {
	for k := 0; k < min(c.nb, 7); k++ {
		if c.before[k]&(cop|role) != 0 {
			return true
		}
	}
	return false
}

// copula reports whether a form of "to be" leads to the term.
func (c *clause) copula() bool { return c.bound(cop) }

// role reports whether a role or membership word stands near.
func (c *clause) role() bool {
	for k := 0; k < min(c.nb, 7); k++ {
		if c.before[k]&role != 0 {
			return true
		}
	}
	for k := 0; k < min(c.na, 3) && (c.all|c.allAfter)&self != 0; k++ {
		if c.after[k]&role != 0 {
			return true
		}
	}
	return false
}

// biometric scores a word for a body's measure: it counts where somebody's was taken, kept or asked for.
func (c *clause) biometric(sub subject, g float32) float32 {
	all := c.all | c.allAfter
	s := float32(0.25)
	if all&bio != 0 {
		s += 0.25
	}
	for k := 0; k < min(c.nb, 4); k++ {
		if c.before[k]&poss != 0 {
			s += 0.25
			break
		}
	}
	if sub.found {
		s += 0.15
	}
	if c.gapAfter == '=' || c.gapBefore == '=' {
		s += 0.35
	}
	if c.nb > 0 && c.before[c.nb-1]&question != 0 {
		s -= 0.3
	}
	return s - 0.12*g
}

// polarity reads negation and doubt around and inside a term of n words.
func (c *clause) polarity(n int) pii.Polarity {
	if c.within&neg != 0 || n > 1 && c.within&denial != 0 {
		return pii.Negated
	}
	for k := 0; k < min(c.nb, 5, c.commaBefore); k++ {
		if c.before[k]&neg != 0 {
			return pii.Negated
		}
		if c.before[k]&conjunction != 0 {
			break
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
	for k := 0; k < min(c.nb, 9); k++ {
		if c.before[k]&unc != 0 {
			return pii.Uncertain
		}
	}
	for k := 0; k < min(c.na, 2, c.commaAfter); k++ {
		if c.after[k]&unc != 0 {
			return pii.Uncertain
		}
	}
	if c.asks && (c.all|c.allAfter)&you != 0 && c.all&self == 0 {
		return pii.Uncertain
	}
	return pii.Asserted
}
