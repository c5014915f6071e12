package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// maxBanner is the most words of an organization that is a line, or a part of one, in capitals.
const maxBanner = 8

// banner takes the organization in a heading in capitals of which word i is the kind: "OAK PARK POLICE DEPARTMENT", "TRIBUNALE ORDINARIO DI NOVARA". It
// begins and ends the line, or stands behind a dash.
func (r *reader) banner(i int) bool {
	from, to := i, i+1
	if r.is(i, isOrgHead) && !r.sameLine(i) && !r.says(i, "DEPARTMENT") {
		for to-i < maxBanner && r.sameLine(to) && r.adjoins(to) && r.bannerWord(to) {
			to++
		}
		if r.sameLine(to) && r.adjoins(to) {
			return false
		}
		for ; to > i+1 && (r.Words[to-1].IsParticle() || r.Words[to-1].Shape == nametag.Punct); to-- {
		}
		if to-i < 3 || !r.is(i+1, jobLink) && !r.is(i+2, jobLink) && !r.Words[i+1].IsParticle() && !r.Words[i+2].IsParticle() {
			return false
		}
	} else {
		if r.sameLine(to) && r.adjoins(to) && (!r.anyMark(to, ",.(-") && r.Words[to].Mark < 0x80 || r.Words[to].Shape != nametag.Punct) || r.says(i, "DEPARTMENT") && !r.says(i-1, "POLICE", "FIRE", "SHERIFF'S", "HEALTH") {
			return false
		}
		if !r.is(i, isLegal) && !r.says(i, "DEPARTMENT", "AGENCY", "AUTHORITY", "COUNCIL", "MUTUAL", "BANK", "UNIVERSITY", "COLLEGE", "HOSPITAL", "SCHOOL", "MINISTRY", "ACADEMY", "CLINIC", "FOUNDATION", "TRUST", "INSURANCE", "SURGERY", "PHARMACY", "PRACTICE", "CENTRE", "CENTER", "HOSPITALS", "DENTAL", "LOGISTICS") {
			return false
		}
		for i-from < maxBanner && r.adjoins(from) && r.bannerWord(from-1) {
			from--
		}
		if r.adjoins(from) && (r.Words[from-1].Shape != nametag.Punct || r.anyMark(from-1, ".:")) {
			return false
		}
		if i-from < 2 && !r.is(i, isLegal) || from == i {
			return false
		}
	}
	for k := from; k < to; k++ {
		if o := r.owner[k]; o != 0 && r.found[o-1].typ == pii.Person && r.found[o-1].rule != ruleTagger {
			return false
		}
	}
	r.replace(reading{from: from, to: to, typ: pii.Org, score: 0.7, rule: ruleOrg})
	return true
}

// bannerWord reports whether word i may stand in the name of an organization in capitals.
func (r *reader) bannerWord(i int) bool {
	w := &r.Words[i]
	if w.Shape == nametag.Punct {
		return r.anyMark(i, "&'")
	}
	return w.Shape != nametag.Digit && w.Shape != nametag.Lower && w.Mode == nametag.UpperLine && (w.Flags&(isHeading|isCopula|isNameWord|isLabel) == 0 || w.Flags&(isOrgHead|isMiddle) != 0 || w.IsParticle()) &&
		(!w.IsStop() || r.says(i, "OF", "AND", "THE", "FOR"))
}
