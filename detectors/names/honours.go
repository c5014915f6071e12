package names

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// honours are letters behind a name that are no part of it.
var honours lazy.Value[*lex.Set]

func makeHonours() *lex.Set {
	return lex.NewSet("fca", "aca", "acca", "fcca", "cima", "cpa", "cfa", "cga", "cma", "mba", "mvb", "mrcvs", "dvm", "vmd", "frcvs", "frcpc", "frcp", "frcs", "frcsc", "mrcp", "mrcs", "mrcgp", "frcpath", "frcr", "frcog", "mbbs", "mbbch", "bvsc",
		"facs", "facp", "phd", "dphil", "edd", "msc", "bsc", "llb", "llm", "mph", "msn", "bsn", "dds", "dmd", "rdh", "rgn", "rmn", "crnp", "fnp", "aprn", "pharmd", "rph", "lcsw", "lmft", "lpc", "mft", "psyd", "otr", "ccc-slp", "dpt", "rvt",
		"esq", "obe", "mbe", "cbe", "kbe", "dbe", "kcb", "qpm", "kc", "qc", "jp", "tep", "cmgr", "mrics", "frics", "mice", "fice", "miet", "fiet", "ceng", "ieng", "pmp", "mcipd", "fcipd", "acii", "dipfa", "arb", "riba", "mciob", "fnz", "fba", "frs", "frse",
		"mp", "mep", "msp", "mla", "mlc", "tds", "phn", "nhs", "mrn", "dob", "ssn", "nino")
}

// honoured reports whether word i is letters behind a name: "Martin Pike FCA", "Sunniva Lee PHN 9871".
func (r *reader) honoured(i int) bool {
	w := &r.Words[i]
	return (w.Shape == nametag.Upper || w.Shape == nametag.Mixed) && w.Mode == nametag.Cased && honours.Get(makeHonours).Has(lex.Hash(r.s.Text[w.Start:w.End]))
}

// ranks stand before a name as offices do, and are surnames as well.
var ranks = []string{"Constable", "Sergeant", "Inspector", "Superintendent", "Corporal", "Councillor", "Nurse", "Garda", "Chief", "Engr", "Engr.", "Sri", "Shri", "Smt", "Smt.", "Revd", "Avv", "Barrister"}

// rankHolder reports whether word i behind a rank may be a name: not "Chief Minister", "Sri Lanka".
func (r *reader) rankHolder(i int) bool {
	w := &r.Words[i]
	return w.Flags&(ruleWords|jobHead|jobModifier|jobWeak) == 0 && !w.IsTitle() && !w.IsParticle() && !w.IsStop() && r.Entry(i).Common() < 2 && !r.lankan(i)
}

// lankan reports whether word i is the second of "Sri Lanka" or of who comes from there.
func (r *reader) lankan(i int) bool {
	w := &r.Words[i]
	return w.Len() >= len("Lanka") && r.s.Text[w.Start]|0x20 == 'l' && (bytes.HasPrefix(r.s.Text[w.Start+1:w.End], []byte("ank")) || r.says(i, "Lance"))
}

// official takes one initial behind an office, as judgments hide names, "stopped by Constable M. on Roker Parade", and two or three between commas behind
// an occupation, "the custody sergeant, B.D., some".
func (r *reader) official(i int) {
	n := i + 1
	if !r.sameLine(n) || n+1 >= len(r.Words) {
		return
	}
	if w := &r.Words[n]; w.Shape == nametag.Single && w.Len() == 2 {
		if r.Words[i].Shape == nametag.Initial && r.says(i, "Constable", "Sergeant", "Officer", "Inspector", "Detective", "Juror", "Witness", "Nurse") && (!r.sameLine(n+1) || r.Words[n+1].Shape == nametag.Lower || r.mark(n+1, ',')) {
			r.add(reading{from: n, to: n + 1, typ: pii.Person, score: surely, rule: ruleTitle})
		}
		return
	}
	if r.Words[i].Shape != nametag.Lower || !r.mark(n, ',') || !r.sameLine(n+1) {
		return
	}
	if end := r.initials(n + 1); end > n+1 && r.mark(end, ',') {
		r.replace(reading{from: n + 1, to: end, typ: pii.Person, score: surely, rule: ruleTitle})
	}
}

// quotedName takes an initial behind a quotation mark and a rare word, if the quotation holds no more: `serviced by "K. Dunmore"`.
func (r *reader) quotedName(i int) {
	if !r.adjoins(i + 1) {
		return
	}
	to := i + 1
	for to-i < 2 && r.Words[to].Shape == nametag.Single && r.Words[to].Len() == 2 && r.adjoins(to+1) {
		to++
	}
	w, e := &r.Words[to], r.Entry(to)
	if w.Shape != nametag.Initial && w.Shape != nametag.Mixed || e.Common() > 1 || e.Known() && e.Surname() == 0 || !r.mark(to+1, '"') || r.Words[to+1].Space || r.refused(i, to+1) {
		return
	}
	r.add(reading{from: i, to: to + 1, typ: pii.Person, score: surely, rule: ruleLabel})
}

// practises takes two to four capitalised words that an occupation follows between commas or leads to: "Vistos por mí, Covadonga Pumariega Llano,
// magistrada-juez, los autos", "La ganadera Pilar Monforte". One is a given name and none is an everyday word.
func (r *reader) practises(i int) {
	if from := i + 1; r.Words[i].Shape == nametag.Lower && r.adjoins(from) && r.Words[from].Shape == nametag.Initial && !r.person1(from) && r.Entry(from).First() > 1 {
		if to := r.capitals(from); to-from > 1 {
			r.whole(from, to)
			return
		}
	}
	if from := i + 1; r.Words[i].Shape == nametag.Lower && r.Words[i].Mode == nametag.Cased && r.Words[i].Len() > 4 && r.adjoins(from) && r.Words[from].Shape == nametag.Initial && r.Entry(i).Common() == 0 && !r.says(i, "editora") && r.adjoins(from) && r.owner[from] == 0 && r.capital(from) && r.Entry(from).Common() == 0 {
		to, e := r.capitals(from), r.Entry(from)
		if to-from > 1 && to-from < 4 && (e.First() > 0 || !e.Known()) || to-from == 1 && (e.First() > 0 || !e.Known() && e.LooksNamed()) && (r.pauses(to) || r.Words[to].Shape == nametag.Lower) {
			r.whole(from, to) // "prezes Lech Gurgul", "motorista Valdecir"
			return
		}
	}
	if i < 2 || !r.mark(i-1, ',') || !r.sameLine(i) || r.Words[i].Shape != nametag.Lower || r.person1(i-2) || r.sameLine(i+1) && !r.pauses(i+1) {
		return
	}
	from := i - 1
	for from > 0 && i-1-from < maxNameWords && r.sameLine(from) && r.capital(from-1) {
		from--
	}
	if i-1-from > 1 && r.Entry(from).First() > 0 && (!r.sameLine(from) || r.Words[from-1].Shape == nametag.Lower || r.Words[from-1].Shape == nametag.Punct) {
		r.whole(from, i-1)
	}
}

// capitals returns the end of the capitalised words from word i on that may be a name.
func (r *reader) capitals(i int) int {
	to := i
	for to-i < maxNameWords && (to == i && (r.capital(to) || r.Entry(to).First() > 1 && r.capitalised(to) && r.Words[to].Flags&ruleWords == 0) || to > i && r.adjoins(to) && (r.capital(to) || r.capitalised(to) && r.Entry(to).Surname() > 0 && r.Entry(to).Common() < 2 && r.Words[to].Flags&ruleWords == 0)) {
		to++
	}
	return to
}

// whole enters a person in place of places and firms that only the tagger sees.
func (r *reader) whole(from, to int) {
	for k := from; k < to; k++ {
		if o := r.owner[k]; o != 0 && (r.found[o-1].rule != ruleTagger || r.found[o-1].from < from || r.found[o-1].to > to) {
			return
		}
	}
	if !r.refused(from, to) {
		r.replace(reading{from: from, to: to, typ: pii.Person, score: surely, rule: ruleTitle})
	}
}
