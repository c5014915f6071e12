package special

import "github.com/lethe-pii/lethe/pii"

// subject is whom a term is about.
type subject struct {
	who   pii.Attribution
	found bool // a person stands in the clause
	near  bool // and a verb binds the term to that person
	dist  int  // words between
	crowd bool // people in general
}

// subject finds the nearest person before the term, else behind it.
func (c *clause) subject(cat, n int, doc Kind) subject {
	s := subject{who: pii.ThirdPerson}
	if c.wronged {
		s.found, s.near = true, true // "he beat me": who did it
		return s
	}
	if n > 1 && c.firstOwn&person != 0 && c.nb > 0 && c.before[0]&poss != 0 {
		s.found, s.near = true, true // "(my) daughter is a carrier"
		return s
	}
	if c.firstOwn&poss != 0 || c.within&self != 0 && (c.within&selfWeak == 0 || c.firstOwn&(self|selfWeak) == self) {
		s.found, s.near = true, true
		if c.within&self != 0 && !(c.firstOwn&poss != 0 && c.within&person != 0 && c.within&conjunction == 0) {
			s.who = pii.Self
		}
		return s
	}
	if n > 1 && c.firstOwn&(third|poss|mod|have) == third {
		s.found, s.near = true, true // "she was raped"
		return s
	}
	if c.genitive && c.nb > 1 && (c.before[1]&person != 0 && c.before[1]&crowd == 0 || c.unknown[1] && c.upper[1]) {
		s.found, s.near, s.dist = true, true, 1 // "Liam's concussion"
		return s
	}
	if c.ofSomebody() {
		s.found, s.near = true, c.bound(cop|have)
		return s
	}
	addressee := false // "I know you have …"
	personal := (c.all|c.allAfter)&selfLine != 0 && !c.verb() && !c.bound(have)
	for k := 0; k < c.nb; k++ {
		w := c.before[k]
		addressee = addressee || w&you != 0 && w&(self|third|poss|mod|cop) == 0
		switch {
		case w&crowd != 0 && k < 6 && !c.among(k):
			s.crowd = true
			return s
		case w&poss != 0 && w&self == 0 && k < 2:
			s.found, s.near = true, true
			return s
		case w&person != 0 && w&role != 0 && w&self == 0 && (k+1 == c.nb || c.number[k+1] || k+2 == c.nb && c.before[k+1]&(self|third|poss|person|cop) == 0 && k == c.commaBefore):
			continue // "2019: candidate, Green Party": whoever writes it
		case w&self != 0 && (w&selfWeak == 0 || k == 0 && w&cop != 0 || k == 1 && w&cop != 0 && c.before[0]&have != 0 ||
			k < 3 && w&(cop|have|poss) == 0 && k+1 < c.nb && c.before[k+1]&have != 0 && c.before[k+1]&function == 0 || k+1 < c.nb && w&(poss|cop|have|mod) == 0 && c.before[k+1]&(say|conjunction) != 0 && c.before[k+1]&function == 0):
			s.found, s.dist, s.who = true, k, pii.Self
			if addressee && w&poss == 0 {
				s.who = pii.ThirdPerson
			}
			if w&poss != 0 {
				for j := k - 1; j >= max(0, k-3); j-- {
					if c.before[j]&person != 0 {
						s.who = pii.ThirdPerson
					}
				}
			}
		case w&person != 0 && personal && w&crowd == 0:
			continue // "married, two children, Catholic"
		case w&person != 0:
			s.found, s.dist = true, k
			if k+1 < c.nb && c.before[k+1]&function != 0 && c.before[k+1]&poss == 0 && k+2 < c.nb && c.before[k+2]&self != 0 && c.before[k+2]&poss == 0 {
				s.who = pii.Self
			}
		case w&third != 0 && w&(mod|function) != function|mod && w&(mod) == 0 && w&have == 0:
			s.found, s.dist = true, k
		case w&third != 0 && k > 0 && c.before[k-1]&(cop|have|role) != 0 && c.before[k-1]&(third|mod|inside|poss) == 0 && w&poss == 0:
			s.found, s.dist = true, k // "der ist …": an article right before a verb is a pronoun
		case c.name(k, cat):
			s.found, s.dist = true, k
		default:
			continue
		}
		break
	}
	if !s.found {
		for k := 0; k < c.nb && !s.found; k++ {
			if w := c.before[k]; w&(self|selfWeak) != 0 {
				s.found, s.dist, s.who = true, k, pii.Self
				if k > 0 && w&selfWeak != 0 && c.before[k-1]&(say|have) == say {
					s.who = pii.ThirdPerson // "me dijo que es …"
				}
			}
		}
	}
	if !s.found && (c.answers || c.yes) {
		s.found, s.who = true, pii.Self
	}
	if !s.found {
		for k := 0; k < c.na && !s.found; k++ {
			if c.after[k]&self != 0 && c.after[k]&selfWeak == 0 {
				s.found, s.dist, s.who = true, 4+k, pii.Self
			}
		}
		for k := 0; k < c.na && !s.found; k++ {
			if w := c.after[k]; w&person != 0 && w&role == 0 || w&third != 0 && w&(mod|function) == 0 {
				s.found, s.dist = true, 4+k
			}
		}
	}
	if !s.found {
		for k := 0; k < c.nb && !s.found; k++ {
			if c.before[k]&say != 0 {
				s.found, s.dist = true, k // "dice que es …"
				if k+1 < c.nb && c.before[k+1]&generic != 0 {
					s.who = pii.Self // a doctor says it of the writer
				}
			}
		}
	}
	if !s.found && !c.asks && cat != catHealth && cat != catGenetic && c.addressedAs() {
		s.found, s.dist = true, 1
	}
	if !s.found && c.subjectless(cat) {
		s.found, s.dist = true, 1
	}
	if s.who == pii.ThirdPerson && (c.as && c.follows() || c.answers && s.found && s.dist == c.nb-1 && c.nb <= 2) {
		s.found, s.near, s.who = true, true, pii.Self // whoever answers, "as a Hindu I …"
		return s
	}
	s.crowd = s.crowd || c.reported && s.who == pii.ThirdPerson
	for k := 0; k < min(c.na, 4) && !s.found; k++ {
		if c.after[k]&self != 0 && c.after[k]&function == 0 {
			s.who = pii.Self // "… makes me sleepy"
		}
	}
	named := n > 1 && c.nb == 1 && c.unknown[0] && c.upper[0] && c.gapBefore == ' ' // "Karim fasts for …"
	if !s.found && c.dropped && doc != Note && doc != Log {
		s.who = pii.Self
	}
	if !s.found && !named && doc != Note && (doc == CV || c.ownLine(cat)) {
		s.who = pii.Self
	}
	if c.values && doc == Log {
		s.who = pii.Self // a record is about its data subject, whatever its keys say
	}
	s.near = s.found && s.dist < 12 && (c.bound(cop|have) && !c.topical() || c.verbFinal() || n > 1 && c.within&(cop|have) != 0)
	return s
}

// addressedAs reports whether the term is what somebody is told to be: "you're such a Tory", not "if you are …".
func (c *clause) addressedAs() bool {
	said := false
	for k := 0; k < c.nb; k++ {
		w := c.before[k]
		if w&conjunction != 0 && w&function == 0 || w&generic != 0 {
			return false
		}
		said = said || k < 5 && w&you != 0 && w&(self|third|mod|poss|cop) == 0
	}
	return said && c.bound(cop|you)
}

// follows reports whether the writer is the subject right behind the term: "as a Hindu I …".
func (c *clause) follows() bool {
	for k := 0; k < min(c.na, 4); k++ {
		if w := c.after[k]; w&self != 0 && w&selfWeak == 0 {
			return true
		}
	}
	return false
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

// among reports whether the writer counts as one of the people that word k names: "we are members", "I'm one of those people who …".
func (c *clause) among(k int) bool {
	for j := k + 1; j < min(c.nb, k+5); j++ {
		if c.before[j]&cop != 0 && (c.before[j]&self != 0 || j+1 < c.nb && c.before[j+1]&(self|poss) != 0) {
			return true
		}
	}
	return false
}

// subjectless reports whether the Spanish "es" leads to the term and nothing before it can be a thing: "no es …", "actualmente es …",
// "… porque es …" unless the term may be a colour.
func (c *clause) subjectless(cat int) bool {
	if c.nb == 0 || c.before[0]&(cop|you) != cop|you {
		return false
	}
	if (c.because == 2 || c.commaBefore == 1) && cat != catEthnicity {
		return true
	}
	if c.nb > 4 {
		return false
	}
	for k := 1; k < c.nb; k++ {
		if c.before[k]&(neg|span|unc|say) == 0 {
			return false
		}
	}
	return true
}

// ofSomebody reports whether a relative of the writer follows as the one whose the term is: "the dementia of my mother".
func (c *clause) ofSomebody() bool {
	for k := 0; k+1 < min(c.na, 3, c.commaAfter); k++ {
		if c.after[k]&poss != 0 && c.after[k+1]&person != 0 {
			return true
		}
		if c.after[k]&(reason|inside) == 0 {
			return false
		}
	}
	return false
}

// name reports whether word k before the term is a name as the subject: no listed word, a verb behind it, and before it another name, the
// beginning of the sentence, or no article.
func (c *clause) name(k, cat int) bool {
	if k == 0 && c.verbFinal() && c.unknown[0] && c.upper[0] && c.nb > 1 && c.before[1]&conjunction != 0 {
		return true // "dass Tom … ist"
	}
	if k == 0 && c.unknown[0] && c.firstOwn&(cop|have) != 0 && c.firstOwn&reason == 0 && !c.asks && (c.nb == 1 || c.upper[0]) {
		return true // the verb is the term's own: "Jess is born again"
	}
	if k == 0 || !c.unknown[k] || c.asks && c.before[c.nb-1]&question != 0 {
		return false
	}
	verb := c.before[k-1]
	if k == c.commaBefore && verb&function == 0 {
		return false // "Hello Ann, after my …"
	}
	if c.upper[k] && k > 1 && verb&function != 0 && verb&(cop|have) == 0 {
		verb = c.before[k-2] // "Lena, who is …"
	}
	if verb&(cop|have|unc) == 0 || verb&(inside|reason) != 0 {
		return false
	}
	switch {
	case k+1 == c.nb || cat == catSexuality:
		return true
	case !c.unknown[k+1]:
		return c.before[k+1]&(mod|poss) == 0 || c.before[k+1]&conjunction != 0 || cat == catHealth && c.before[k+1]&third != 0 && verb&final == 0
	case !c.upper[k]:
		return false
	case c.upper[k+1]:
		return k+2 == c.nb || c.before[k+2]&(mod|poss) == 0
	}
	return verb&final == 0 // German writes all nouns with capitals
}

// bound reports whether one of the classes stands before the term with only modifiers, a pronoun as the subject, numbers or a stretch
// of time between.
func (c *clause) bound(classes uint32) bool {
	for k := 0; k < c.nb && k < 7; k++ {
		w := c.before[k]
		if w&classes != 0 {
			return true
		}
		pronoun := w&(self|third) != 0 && w&(poss|have) == 0
		if w&(mod|neg|poss|qual|span) == 0 && !pronoun && !c.number[k] && !(k == 0 && w&person != 0 && classes&have == 0) {
			return false
		}
	}
	return false
}

// topical reports whether a preposition of talk stands right before the term: "about", "über", "sur", "sobre".
func (c *clause) topical() bool {
	for k := 0; k < min(c.nb, 3); k++ {
		w := c.before[k]
		if w&topic != 0 {
			return true
		}
		if w&poss != 0 || w&(mod|qual) == 0 {
			return false
		}
	}
	return false
}

// verbFinal reports whether a German form of "to be" closes the clause behind the term: "weil er … ist", "… zu sein".
func (c *clause) verbFinal() bool {
	if c.gapAfter != ' ' || c.na == 0 {
		return false
	}
	return c.after[0]&final != 0 || c.na > 1 && c.after[0]&function != 0 && c.after[0]&cop == 0 && c.after[1]&final != 0 && c.commaAfter > 1
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
func (c *clause) copula() bool {
	and := c.nb > 2 && c.before[0]&conjunction != 0 && c.before[0]&function == 0 && c.unknown[1] && !c.upper[1] && c.before[2]&cop != 0 // "I'm vegan and gay"
	return and || c.bound(cop) || c.verbFinal()
}

// role reports whether a role or membership word stands near.
func (c *clause) role(person bool) bool {
	if c.roleWithin(7) {
		return true
	}
	for k := 0; k < min(c.na, 3) && (person || c.nb == 0 && c.na < 5); k++ {
		if c.after[k]&role != 0 {
			return true
		}
	}
	return false
}

// roleWithin reports whether a role stands among the n words before the term.
func (c *clause) roleWithin(n int) bool {
	for k := 0; k < min(c.nb, n); k++ {
		if c.before[k]&role != 0 {
			return true
		}
	}
	return false
}
