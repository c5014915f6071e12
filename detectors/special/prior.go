package special

import "github.com/lethe-pii/lethe/pii"

// prior weighs the evidence for a term by rules that were written down: 0.5 and more speaks for a hint. The learned weights decide together
// with it; each alone is wrong more often on text that neither has seen.
func (c *clause) prior(cat, kind int, sub subject, n int, doc setting) float32 {
	all := c.all | c.allAfter
	generics := c.generics
	if sub.near {
		generics -= c.beyond // what stands behind "and" is told of the same person
	}
	if cat != catHealth && (c.roleWithin(5) || all&selfLine != 0) {
		generics -= c.outer // another item of a list
	}
	g := float32(min(generics, 3))
	if cat == catHealth && (c.thing || c.told(animal, sub.near)) || c.query || c.key && kind != kindGene || c.compound() && (kind == kindOrg || kind == kindWeak) || c.titled && kind < kindSure && kind != kindOrg {
		return 0
	}
	if cat == catReligion && kind == kindGene {
		return c.feast(sub)
	}
	bare := !c.open && c.nb+c.na <= 12
	telegram := !c.addressed() && c.nb+c.na <= 16 && !c.open
	noted := telegram && (all&note != 0 || bare)
	article := false
	if c.nb > 0 && all&note == 0 {
		w := c.before[c.nb-1]
		article = w&(mod|function) == mod|function && w&(neg|cop|qual) == 0 && !c.bound(cop|have) && c.polarity(n) != pii.Uncertain
	}
	if article {
		noted = false // "The clinic …": prose
	}
	if all&note == 0 && (c.generics > 0 || c.asks) {
		noted = false
	}
	switch {
	case doc.kind == Note:
		noted = noted || all&(self|you) == 0 && (doc.told || c.generics == 0 && !article && !c.asks)
	case doc.told && doc.kind != CV:
		noted, bare, telegram = false, false, false
	}
	direct := sub.near && c.copula()
	next := c.na > 0 && c.after[0]&(function|person|qual|neg|unc|note|dose|bio|span) == 0 && c.gapAfter == ' '
	nextGeneric := c.na > 0 && c.gapAfter == ' ' && c.after[0]&generic != 0 && c.after[0]&(person|function) == 0
	asked := c.asks && !c.still && all&self == 0 && (all&you != 0 || c.nb > 0 && c.before[c.nb-1]&question != 0)
	var s float32
	switch kind {
	case kindSure:
		s = 0.55
		if c.values && cat == catBiometric {
			g = 0 // a field of a record
			s += 0.15
		}
		if sub.found {
			s += 0.25
		} else if c.roleWithin(4) && cat != catHealth {
			s += 0.2
		}
		if noted {
			s += 0.15
		} else if !sub.found && (!bare || article || g > 0 || c.asks) {
			s -= 0.15
		}
		if sub.found {
			s -= 0.12 * g
		} else {
			s -= 0.2 * g
		}
		if c.asks && !c.still && c.within&poss == 0 && c.nb > 0 && c.before[c.nb-1]&question != 0 && !c.possessed() {
			s -= 0.25 // "how do I apply for …?"
		}
	case kindClear, kindDrug, kindGene:
		s = 0.3
		if sub.found {
			s += 0.2
		}
		if sub.found && sub.who == pii.Self && c.generics == 0 && !c.asks {
			s += 0.1
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
		if !c.asks && c.polarity(n) == pii.Uncertain {
			s += 0.2
		}
		switch {
		case kind == kindDrug && !sub.found && c.allAfter&self != 0 && !c.asks:
			s += 0.45 // "… makes me sleepy"
		case kind == kindDrug && c.asks && c.nb > 0 && c.before[c.nb-1]&question != 0:
			s -= 0.25 // "can I take …?"
		}
		each := float32(0.18)
		if sub.who == pii.ThirdPerson && all&(note|poss) == 0 {
			each = 0.22 // whoever treats a condition does not have it
		}
		if c.possessed() || direct && c.plain() {
			each = 0.1 // "your claim for your cancer", "she is diabetic, wants a nurse"
		}
		s -= each * g
		if c.gapAfter == '-' && (c.na == 0 || c.after[0]&(qual|have|note|denial|bio|role|person|unc) == 0) {
			s -= 0.25 // "Epilepsie-Modul"
		}
		if next && !sub.near && kind == kindClear && c.after[0] == 0 && !c.possessed() {
			s -= 0.1 // "depression screening"
		}
		if nextGeneric && kind != kindDrug {
			s -= 0.2
		}
	case kindWeak:
		if cat == catBiometric {
			return c.biometric(sub, g)
		}
		if cat == catCriminal {
			return c.offence(sub, noted, g)
		}
		s = 0.1
		switch {
		case c.nb > 0 && c.before[0]&self != 0 && c.before[0]&(poss|cop|have|selfWeak) == 0 && cat != catHealth && c.nb <= 2:
			s += 0.5 // "we Kurds"
		case direct && !next:
			s += 0.65
		case direct && cat != catHealth && (sub.who == pii.Self || c.commaAfter == 0 || c.na < 3):
			s += 0.42 // not "it is a largely Sunni clan"
		case cat == catPolitical && (c.gapBefore == '(' && c.roleWithin(2) || sub.found && sub.dist < 7 && c.bound(inside) && c.verb()):
			s += 0.45 // "councillor (Labour)", "she is with Labour"
		case cat != catHealth && cat != catEthnicity && sub.found && (!next && c.roleWithin(3) || c.na > 0 && c.gapAfter == ' ' && c.after[0]&role != 0 && c.verb()):
			s += 0.45
		case c.community && sub.found && c.roleWithin(5) && c.generics == c.beyond:
			s += 0.45
		case c.apposed() && cat != catHealth || telegram && c.nb > 0 && c.before[0]&person != 0 && !next && cat != catHealth:
			s += 0.45
		case cat == catHealth && sub.near && !next:
			s += 0.5
		case noted && c.generics == 0 && !next && all&(note|selfLine|person) != 0 && cat != catHealth && cat != catPolitical:
			s += 0.45
		case noted && c.generics == 0 && !next && (all&note != 0 || cat == catHealth && (c.polarity(n) == pii.Uncertain || doc.kind == Note && (c.abbreviated || c.polarity(n) == pii.Negated))):
			s += 0.42
		}
		if !c.apposed() {
			s -= 0.1 * float32(min(c.generics-c.beyond, 3))
		}
		if nextGeneric {
			s -= 0.3
		}
	case kindOrg:
		s = 0.1
		switch {
		case c.role(sub.found) && (sub.found || bare) && !(c.officer() && all&self == 0):
			s += 0.6
		case sub.found && sub.dist < 12 && c.bound(inside) && c.verb() && cat != catReligion:
			s += 0.55
		case cat == catPolitical && (direct && !next || c.gapBefore == '(' && c.roleWithin(2)):
			s += 0.5 // "my uncle is AfD", "councillor (Labour)"
		case all&selfLine != 0 && telegram && c.nb <= 2 && c.outer == 0:
			s, g = 0.6, 0 // first in a line of memberships
		case all&selfLine != 0 && telegram && c.nb <= 8 && c.generics == 0 && !c.verb():
			s += 0.45 // a line of memberships
		}
		s -= 0.12 * g
	case kindNoun:
		if cat == catBiometric {
			return c.bodyPart()
		}
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
	} else if c.screens() {
		s -= 0.35
	}
	if c.answers && kind != kindNoun && !c.asks {
		s += 0.45
	}
	if sub.crowd && c.reported {
		s -= 0.2
	}
	if sub.crowd && !(kind == kindSure && c.all&self != 0 && !c.reported) || (cat == catHealth || cat == catGenetic) && c.topical() && all&note == 0 {
		s -= 0.3
	}
	switch {
	case c.quoted && c.told(media, sub.near):
		s -= 0.4 // the title of a book
	case c.quoted && all&self == 0 && !sub.found:
		s -= 0.4
	case c.quoted && all&self == 0:
		s -= 0.3
	}
	if c.told(media, sub.near) && all&self == 0 {
		s -= 0.3
	}
	return s
}

// offence scores the name of an offence: it counts where a proceeding leads to it or follows it.
func (c *clause) offence(sub subject, noted bool, g float32) float32 {
	s := float32(0.1)
	if c.proceeding() > 0 || c.na > 0 && c.after[0]&proc != 0 && c.gapAfter == ' ' {
		s += 0.3
		if sub.found {
			s += 0.4
		}
		if noted && !sub.crowd {
			s += 0.2
		}
	}
	if c.answers && !c.asks {
		s += 0.45 // "Have you been convicted? – Yes, for theft."
	}
	switch {
	case sub.crowd:
		s -= 0.4 // a report: "a man was arrested for robbery"
	case !sub.found:
		return s - 0.2*g
	}
	return s - 0.08*g
}

// biometric scores a word for a body's measure: it counts where it is somebody's, and where it was taken, kept or matched.
func (c *clause) biometric(sub subject, g float32) float32 {
	all := c.all | c.allAfter
	s := float32(0.25)
	if all&bio != 0 || c.scanned {
		s += 0.25
	}
	if c.ownedBefore(4) || c.owned {
		s += 0.3
	}
	if sub.found {
		s += 0.15
	}
	if c.gapAfter == '=' || c.gapBefore == '=' || c.field {
		s += 0.35
	}
	if c.nb > 0 && c.before[c.nb-1]&question != 0 {
		s -= 0.3
	}
	return s - 0.12*g
}

// bodyPart scores a part of the body: it must be somebody's, and be scanned, kept or matched.
func (c *clause) bodyPart() float32 {
	if c.scanned && (c.ownedBefore(2) || c.owned) {
		return 0.65
	}
	return 0
}

// feast scores a feast or a day of rest: it counts where a person keeps it, and where the writer speaks of it as a reason.
func (c *clause) feast(sub subject) float32 {
	if !sub.found || sub.crowd || c.generics > 1 || c.asks && !c.still || c.told(media, sub.near) || !c.practised && !c.selfSpeaks() {
		return 0.1
	}
	return 0.6
}
