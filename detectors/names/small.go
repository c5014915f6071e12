package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// account takes the whole name in small letters behind "user", "customer" and the like, as logs and notes write it: "user hannah miller logged in".
func (r *reader) account(i int) {
	from := i + 1
	if r.Words[i].Len() < len("user") || !r.says(i, "user", "User", "customer", "Customer", "agent", "Agent", "client", "Client", "member", "employee", "caller", "driver", "tenant", "student", "guest", "visitor", "resident", "applicant", "operator", "patient") || !r.sameLine(from) || !r.adjoins(from) || !r.adjoins(from+1) || r.owner[from] != 0 && r.owner[from+1] != 0 || !r.smallName(from, from+1) {
		return
	}
	r.add(reading{from: from, to: from + 2, typ: pii.Person, score: surely, rule: ruleTitle})
}

// smallName reports whether words i and k, in small letters, are a given name and a surname, of which one may be on no list.
func (r *reader) smallName(i, k int) bool {
	a, z := &r.Words[i], &r.Words[k]
	if a.Shape != nametag.Lower || z.Shape != nametag.Lower || a.Len() < 3 || z.Len() < 3 || (a.Flags|z.Flags)&(ruleWords|jobHead|jobModifier) != 0 || a.IsStop() || z.IsStop() {
		return false
	}
	x, y := r.Entry(i), r.Entry(k)
	frequent := y.Surname() == 3 && y.Capital() > 1 || y.Surname() > 1 && y.Capital() == 3 && y.Common() < 2
	return smallGivenName(x) && (frequent || !y.Known() && z.Mode != nametag.Cased || y.Surname() > 0 && y.Common() < 2 && y.Abroad() < 3) || !x.Known() && a.Len() > 3 && frequent
}

// smallGivenName reports a given name that is frequent even among words in small letters.
func smallGivenName(e nametag.Entry) bool {
	return e.First() == 3 && (e.Capital() == 3 || e.Capital() == 2 && e.Common() < 2) || e.First() == 2 && e.Common() == 0 && e.Abroad() < 3
}

var im, its, cEst = nametag.HashWord("im"), nametag.HashWord("its"), nametag.HashWord("c'est")

// whoIs takes the given name in small letters behind "its" and "im", as chats write "it's" and "I'm": "hey its hannah", "im jonah btw".
func (r *reader) whoIs(i int) {
	k := i + 1
	if r.Words[i].Mode == nametag.Cased && r.Words[i].Shape != nametag.Lower || !r.adjoins(k) || r.Words[k].Shape != nametag.Lower || r.owner[k] != 0 || r.Words[k].Flags&ruleWords != 0 || r.Words[k].IsStop() {
		return
	}
	e := r.Entry(k)
	if e.Place() > 1 && e.Capital() < 3 || !smallGivenName(e) || e.First() < 3 && (e.Abroad() == 3 || r.Words[i].Hash == im) {
		return
	}
	to := k + 1
	switch {
	case r.adjoins(to) && r.smallName(k, to):
		to++
	case !r.pauses(to) && !r.says(to, "btw", "here", "again", "calling", "speaking", "texting"):
		return
	}
	r.add(reading{from: k, to: to, typ: pii.Person, score: 0.6, rule: ruleIntro, role: pii.Speaker})
}

// callFrom takes the name behind "a call from" in text without case: "got a text from priyasha, she wants …".
func (r *reader) callFrom(i int) {
	if k := i + 2; r.says(i+1, "from") && r.adjoins(k) && r.Words[k].Mode != nametag.Cased && r.owner[k] == 0 && r.unlisted(k) && r.pauses(k+1) {
		r.take(k, 0.6, ruleIntro)
	}
}

// givenBefore adds the word that no list knows between one that a person follows and a surname in text without case: "called temitope balogun no answer".
func (r *reader) givenBefore() {
	for k := range r.found {
		f := &r.found[k]
		if i := f.from - 1; f.typ == pii.Person && f.to-f.from == 1 && r.Words[f.from].Mode != nametag.Cased && r.sameLine(i) && r.is(i-1, isTell|isWeakCue|isClient|isLabel|isPeople|isFamily|isKin) && r.adjoins(f.from) && r.owner[i] == 0 &&
			r.unlisted(i) && r.Entry(f.from).Surname() > 1 && r.Entry(f.from).First() == 0 {
			f.from, r.owner[i] = i, r.owner[i+1]
		}
	}
}
