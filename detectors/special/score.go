package special

// told reports whether a word of the classes stands beside the term. What is told of a near person behind "and" or "that" is another
// matter: "she is a Sikh and loves that film", "the news that he is gay", not "he is a Sikh and the hero of that film".
func (c *clause) told(classes uint32, near bool) bool {
	for k := 0; k < c.nb; k++ {
		w := c.before[k]
		if w&classes != 0 {
			return true
		}
		if near && k > 1 && w&conjunction != 0 && w&function == 0 {
			break
		}
	}
	for k := 0; k < c.na; k++ {
		w := c.after[k]
		if near && k+1 < c.na && w&conjunction != 0 && w&function != 0 && c.after[k+1]&(cop|mod) == 0 {
			return false
		}
		if w&classes != 0 {
			return true
		}
	}
	return false
}

// plain reports whether nothing general and no condition leads to the term, or a reason does: "… since she is diabetic".
func (c *clause) plain() bool {
	for k := 0; k < c.nb && c.because == 0; k++ {
		if c.before[k]&(generic|conjunction) != 0 {
			return false
		}
	}
	return true
}

// apposed reports whether the term stands between commas behind a person: "the patient, a Sikh, asks for …".
func (c *clause) apposed() bool {
	k := c.commaBefore
	return k <= 1 && k < c.nb && c.before[k]&person != 0 && c.before[k]&crowd == 0 && c.commaAfter == 0 && c.na > 0 && c.after[0]&conjunction == 0 && (k == 0 || c.before[0]&mod != 0)
}

// officer reports whether the holder of a part is the subject of a report: "the candidate of the Greens lost".
func (c *clause) officer() bool {
	for k := 0; k+1 < min(c.nb, 6); k++ {
		if w := c.before[k]; w&role != 0 && w&person != 0 {
			w = c.before[k+1]
			return w&(mod|function) == mod|function && w&poss == 0 && k+2 == c.nb && c.na > 0
		}
	}
	return false
}

// addressed reports whether somebody speaks or is spoken to: not "on" or "im", nor the French article "du".
func (c *clause) addressed() bool {
	for _, ws := range [...][]uint32{c.before[:c.nb], c.after[:c.na]} {
		for _, w := range ws {
			if w&you != 0 && w&mod == 0 || w&self != 0 && w&selfWeak == 0 {
				return true
			}
		}
	}
	return false
}

// possessed reports whether the term is near behind what is somebody's, or anywhere behind a letter's "your": "in your records a hepatitis".
func (c *clause) possessed() bool {
	for k := 0; k < c.nb; k++ {
		if w := c.before[k]; w&poss != 0 && (k < 5 || w&(you|self) == you) {
			return true
		}
	}
	return false
}

// screens reports whether the sentence asks whether something is so, as a form or an interviewer does, and knows nothing of anybody:
// "Are you disabled?", not "Is your mother still in rehab?".
func (c *clause) screens() bool {
	all := c.all | c.allAfter | c.within
	if !c.asks || all&(self|poss|person) != 0 || c.still || c.presupposed() {
		return false
	}
	return c.nb == 0 || c.before[c.nb-1]&(cop|have|question) != 0 && c.before[c.nb-1]&neg == 0
}

// compound reports whether the term is the first part of a word with a hyphen that names no member: "SPD-Chef", not "SPD-Mitglied".
func (c *clause) compound() bool {
	return c.gapAfter == '-' && (c.na == 0 || c.after[0]&role == 0)
}

// proceeding returns how many words before the term the word of a proceeding stands that a preposition ties to it, 0 for none.
func (c *clause) proceeding() int {
	tied := false
	for k := 0; k < min(c.nb, 6); k++ {
		w := c.before[k]
		if w&proc != 0 && (tied || w&reason != 0) {
			return k + 1
		}
		tied = tied || w&reason != 0
		if !tied && w&(mod|qual) == 0 {
			return 0
		}
	}
	return 0
}
