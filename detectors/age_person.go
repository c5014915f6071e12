package detectors

import (
	"strings"

	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lex"
)

// forum reports an age with a letter for the sex as forums write it, in one token k: "me (31f) and my bf (M33)", "I'm a 24F", "my husband 40M".
// The number is at p.
func (r *ageReader) forum(k, p int) bool {
	t := r.ts[k]
	if t.Len() != 3 || k == 0 || r.b[p] == '0' || value3(r.b[p:p+2]) < minForumAge {
		return false
	}
	sex := r.b[t.Start]
	if p == int(t.Start) {
		sex = r.b[t.End-1]
	}
	if sex|0x20 != 'f' && sex|0x20 != 'm' {
		return false
	}
	e := int(t.End)
	switch string(r.b[r.ts[k-1].End:t.Start]) {
	case " (":
		return e < len(r.b) && (r.b[e] == ')' || r.b[e] == ',') && r.someone(k-1)
	case " ":
		v := k - 1
		if v > 0 && r.ts[v].Hash == hashPlainA && r.near(v-1, 1) {
			v--
		} else if !lex.IsUpper(sex) {
			return false
		}
		return r.someone(v) || v > 0 && ageVerbs[r.ts[v].Hash] && r.someone(v-1)
	}
	return false
}

// minForumAge is the least age that a letter makes one: below it stand metres, millions and pages.
const minForumAge = 13

// someone reports that token k says a person: "me", "my bf", "husband".
func (r *ageReader) someone(k int) bool {
	h := r.ts[k].Hash
	return ageOwners[h] || ageKin[h] || ageSomeone[h]
}

// predicate reports the age that a sentence gives to somebody, at the tokens k to last: "he is 29 – ", "if you're 74 like me", "she'll be
// fifty nine next month", "was 19 at the time", "who is 81,", "Mr Tibbs is seventy-nine.".
func (r *ageReader) predicate(k, last int) bool {
	v := k - 1
	if v > 0 && ageAbout[r.ts[v].Hash] && r.near(v, 1) {
		v--
	}
	if v < 1 || !r.near(k-1, 1) || r.b[r.ts[k].Start-1] != ' ' || !ageVerbs[r.ts[v].Hash] && !ageWillBe[r.ts[v].Hash] || int(r.ts[v].Start-r.ts[v-1].End) > 3 {
		return false
	}
	o := v - 1
	if o > 0 && (r.ts[o].Hash == hashLl || r.ts[o].Hash == hashWill) {
		o--
	}
	if !ageOwners[r.ts[o].Hash] && !ageKin[r.ts[o].Hash] && r.ts[o].Hash != hashYou && r.ts[o].Hash != hashWho && !(o > 0 && ageTitles[r.ts[o-1].Hash] && r.ts[o].Flags&lex.FirstUpper != 0) {
		return false
	}
	e := int(r.ts[last].End)
	if last+1 >= len(r.ts) || e >= len(r.b) || r.b[e] == '\n' || r.b[e] == ')' || r.b[e] == ';' {
		return true
	}
	next := r.ts[last+1]
	gap := string(r.b[e:next.Start])
	switch {
	case gap[0] != ' ':
		return len(gap) > 1 && strings.IndexByte(",.!?\"", gap[0]) >= 0
	case len(gap) > 2:
		return gap[1] >= 0x80 || gap[1] == '-' // a dash
	case len(gap) == 1:
		if next.Hash == hashIn || next.Hash == hashAt {
			return last+2 < len(r.ts) && (dates.Month(r.ts[last+2].Hash).Month > 0 || last+3 < len(r.ts) && r.ts[last+3].Hash == hashTime)
		}
		return ageGoesOn[next.Hash]
	}
	return false
}

// atThatTime reports "the plaintiff, then 72," and "Mrs Lis (now 45)" at the number, token k.
func (r *ageReader) atThatTime(k int) bool {
	p, e := int(r.ts[k].Start), int(r.ts[k].End)
	if k < 2 || r.ts[k].Len() != 2 || !r.near(k-1, 1) || r.b[p-1] != ' ' || !ageThen[r.ts[k-1].Hash] || e >= len(r.b) {
		return false
	}
	who := r.ts[k-2]
	named := r.ts[k-1].Hash != hashThen && who.Flags&(lex.FirstUpper|lex.HasDigit) == lex.FirstUpper && r.ts[k-2].Flags&lex.LineStart == 0 || ageOwners[who.Hash] || ageKin[who.Hash] || ageMan[who.Hash] || courtParties[who.Hash]
	switch gap := string(r.b[who.End:r.ts[k-1].Start]); gap {
	case ", ":
		return named && r.b[e] == ','
	case " (":
		return named && r.b[e] == ')'
	}
	return false
}

// ofAge reports "a woman of 46 was", at the tokens k to last.
func (r *ageReader) ofAge(k, last int) bool {
	if k < 2 || r.ts[k-1].Hash != hashOf || !r.near(k-1, 1) || !r.near(k-2, 1) || !ageMan[r.ts[k-2].Hash] {
		return false
	}
	return last+1 >= len(r.ts) || !r.near(last, 1) || !ageUnits()[r.ts[last+1].Hash] && r.b[r.ts[last+1].End-1] != 's' || ageVerbs[r.ts[last+1].Hash]
}

// patientRow reports "Bed 6  Ann Lee-Marsh 66." at the number, token k: a line of a ward's list.
func (r *ageReader) patientRow(k int) bool {
	t := r.ts[k]
	e := int(t.End)
	if t.Len() != 2 || r.b[t.Start] == '0' || k < 4 || e >= len(r.b) || r.b[e] != '.' && r.b[e] != ',' || e+1 < len(r.b) && lex.IsDigit(r.b[e+1]) || !r.near(k-1, 1) {
		return false
	}
	names := 0
	for j := k - 1; j > 0 && names < maxRowName && t.Start-r.ts[j].Start < maxBedRow; j-- {
		w := r.ts[j]
		if w.Flags&lex.HasDigit != 0 {
			return names >= 2 && ageBeds[r.ts[j-1].Hash] && (j == 1 || r.ts[j-1].Flags&lex.LineStart != 0)
		}
		if w.Flags&lex.FirstUpper == 0 {
			return false
		}
		names++
	}
	return false
}

const (
	maxRowName = 5  // words of the name in a ward's list
	maxBedRow  = 64 // bytes of it and the number of the bed
)

var (
	hashLl       = lex.HashString("ll")
	hashWill     = lex.HashString("will")
	hashYou      = lex.HashString("you")
	hashThen     = lex.HashString("then")
	hashWho      = lex.HashString("who")
	hashTime     = lex.HashString("time")
	ageWillBe    = hashes("re", "be", "turned", "were")
	ageSomeone   = hashes("me", "him", "her", "us", "bf", "gf", "ex", "friend", "neighbour", "neighbor", "roommate", "flatmate", "housemate", "boss", "coworker", "partner", "boyfriend", "girlfriend", "fiance", "fiancé", "fiancée", "stepson", "stepdaughter", "stepmum", "stepmom", "stepdad", "mil", "fil", "sil", "bil", "hubby", "kid", "cousin", "aunt", "uncle", "nephew", "niece", "grandma", "grandpa", "nan", "landlord", "tenant", "op")
	ageThen      = hashes("then", "now", "damals", "heute", "inzwischen", "alors", "aujourd'hui", "entonces", "ahora", "allora", "oggi", "toen", "nu", "então", "hoje", "wtedy", "dziś", "då")
	courtParties = hashes("plaintiff", "defendant", "appellant", "applicant", "claimant", "respondent", "victim", "witness", "accused", "kläger", "klägerin", "beklagte", "beklagter", "klagende", "gedaagde", "powód", "powódka", "pozwany", "pozwana", "attore", "convenuto", "convenuta", "demandado", "demandante", "défendeur", "défenderesse", "demandeur", "demanderesse", "acusado", "acusada", "actor", "imputato", "eiser", "eiseres", "verdachte", "arguido", "arguida", "oskarżony")
	ageMan       = hashes("woman", "man", "boy", "girl", "lady", "gentleman", "male", "female", "baby", "infant", "toddler", "bébé", "bebé", "bambino", "bambina", "kind", "pensioner", "teenager", "youth", "child", "patient", "frau", "mann", "mädchen", "junge", "femme", "homme", "mujer", "hombre", "donna", "uomo", "vrouw", "man", "mulher", "homem")
	// ageGoesOn are words behind the age that a sentence gives.
	ageGoesOn = hashes("and", "but", "so", "now", "then", "today", "already", "next", "this", "like", "with", "when", "or", "he", "she", "i", "they", "because", "though", "still", "living", "married", "single", "retired", "going", "turning", "can", "last", "tomorrow", "n", "her", "his", "my", "herself", "himself", "myself", "already", "und", "ich", "jetzt", "aber")
)
