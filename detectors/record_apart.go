package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// maxApart is how many words may stand between a label and the sign of its number: "póliza de hogar n.º".
const maxApart = 3

// pastWords returns where a number begins that words separate from its label, 0 if there is none. One word does, "Expediente sancionador
// S-2026/004471", "policy ref. HM-448", if the number has letters or a sign inside and six bytes or more. It is sure behind a sign for numbers,
// "póliza de hogar n.º HG-5501", and behind a genitive and a colon, "P. IVA del fornitore: 0427".
func (r *recordReader) pastWords(a pii.Anchor) (p int, sure bool) {
	ts := r.s.Tokens()
	k := r.s.TokenAt(a.Value)
	if b := r.b; a.Start < a.End && k < len(ts) && b[a.Value] == ',' && int(ts[k].Start) == a.Value+2 && ts[k].Flags&lex.HasDigit != 0 && recordDigits(b, int(ts[k].Start)) > 4 && (bytes.IndexByte(b[a.Start:a.End], ' ') > 0 || bytes.HasSuffix(b[:a.End], []byte("nummer"))) {
		return int(ts[k].Start), false // "número de cliente, 0093417"
	}
	if a.Start == a.End || k+1 >= len(ts) || int(ts[k].Start) != a.Value || ts[k].Flags&lex.HasDigit != 0 {
		return 0, false
	}
	if g := string(r.b[ts[k].End:ts[k+1].Start]); (g == " ('" || g == "('") && equalFold(r.b[ts[k].Start:ts[k].End], "in") {
		return int(ts[k+1].Start), true // member_no IN ('M-20114', …)
	}
	owned := recordOwners().Has(ts[k].Hash)
	for j := k; j+1 < len(ts) && j <= k+maxApart && ts[j].Flags&(lex.HasDigit|lex.LineStart) == 0; j++ {
		switch g := string(r.b[ts[j].End:ts[j+1].Start]); {
		case j > k && numberSigns().Has(ts[j].Hash) && (g == " " || g == ". " || g == ": ") && ts[j+1].Flags&(lex.HasDigit|lex.FirstUpper) != 0:
			return int(ts[j+1].Start), true
		case owned && j > k && (g == ": " || g == " : "):
			return int(ts[j+1].Start), true
		case g == "." && j >= k && numberSigns().Has(ts[j].Hash): // n.º
		case g == " (" && numberSigns().Has(ts[j+1].Hash): // "De factuur van Bouma (nr. 2026-017)"
		case g != " ":
			j = len(ts)
		}
	}
	if owned && k+2 < len(ts) && string(r.b[ts[k].End:ts[k+1].Start]) == " " && ts[k+1].Flags&lex.HasDigit == 0 {
		k++ // "póliza de arrendamiento AR-20-55718"
	}
	p = int(ts[k+1].Start)
	if g := string(r.b[ts[k].End:p]); g != " " && g != ": " && g != ". " || ts[k].Len() < 3 {
		return 0, false
	}
	end, digits := recordEnd(r.b, p)
	v := r.b[p:end]
	letter, sign := false, false
	for _, c := range v {
		letter, sign = letter || lex.IsUpper(c), sign || c == '-' || c == '/'
	}
	if digits < 4 || len(v) < 6 || !letter || !sign && digits < 5 {
		return 0, false
	}
	return p, false
}

var recordOwnersValue, numberSignsValue lazy.Value[*lex.Set]

// recordOwners begin what a number is of: "of the supplier", "del fornitore", "da empresa".
func recordOwners() *lex.Set { return recordOwnersValue.Get(makeRecordOwners) }

func makeRecordOwners() *lex.Set {
	return lex.NewSet("of", "for", "del", "della", "dello", "dell", "di", "de", "du", "des", "der", "da", "do", "dos", "das", "van", "von", "för")
}

// numberSigns are words and signs for a number.
func numberSigns() *lex.Set { return numberSignsValue.Get(makeNumberSigns) }

func makeNumberSigns() *lex.Set {
	return lex.NewSet("n", "nº", "n°", "º", "no", "nr", "num", "núm", "number", "numéro", "número", "numero", "nummer", "numer")
}

// alike takes the numbers of a list behind b[start:end] that look the same: "claims CL-104 and CL-207", "IN ('M-20114','M-20115')". Those of figures
// alone stand behind a label in the plural: "MRNs: 00482913, 00482914".
func (r *recordReader) alike(start, end int, t pii.Type, score float32, rule *pii.Rule) {
	v := r.b[start:end]
	if figures := allDigits(v); figures && (!r.plural || len(v) < 4) || !figures && (!lex.IsUpper(v[0]) || !hasDigits(v, 3)) {
		return
	}
	for n := 0; n < maxList; n++ {
		p := r.nextOfList(r.until)
		if p == 0 || p+len(v) > len(r.b) || wordAfter(r.b, p+len(v)) {
			return
		}
		digit := false
		for i, c := range v {
			d := r.b[p+i]
			if digit = digit || lex.IsDigit(c); lex.IsDigit(c) != lex.IsDigit(d) || !digit && c != d && !r.plural || !lex.IsDigit(c) && lex.IsLetter(c) != lex.IsLetter(d) {
				return
			}
		}
		r.dst = append(r.dst, labelled(r.s.Found(p, p+len(v), t, score, rule)))
		r.until = p + len(v)
	}
}

const maxList = 64 // numbers that one label has

// nextOfList returns where the next of a list begins whose last one ends at p, 0 if nothing joins them.
func (r *recordReader) nextOfList(p int) int {
	for _, sep := range [...]string{"','", "', '", "\",\"", "\", \"", ", ", "; ", "/", " / ", " and ", " und ", " et ", " y ", " e ", " en ", " och ", " i ", " & ", ", and "} {
		if p+len(sep) < len(r.b) && string(r.b[p:p+len(sep)]) == sep {
			if q := p + len(sep); lex.IsUpper(r.b[q]) || lex.IsDigit(r.b[q]) {
				return q
			}
		}
	}
	return 0
}

const prefixINC = 3 // the index of "inc" in prefixes: "INC 7704128"

// firm reports a word in capitals before the one at p: "ACME INC 7704128".
func (r *recordReader) firm(p int) bool {
	k := r.s.TokenAt(p) - 1
	return k >= 0 && p-int(r.s.Tokens()[k].End) <= 2 && r.s.Tokens()[k].Flags.AllUpper()
}

// maxSentence is how many words may stand between a paper and its number.
const maxSentence = 14

// sentence reads the numbers of papers in the sentence behind l, the label of anchor a: "the passport of the lead traveller is EF8812047; that of
// her daughter is EF8812048". They have the form of such numbers, and a verb or a word for a number before them.
func (r *recordReader) sentence(a pii.Anchor, l pii.Label) bool {
	kind := l.ID & labelKind
	if a.Start == a.End || l.ID&(weakLabel|otherLabel|accountNumber|hashLabel) != 0 || kind != passportLabel && kind != nationalLabel && kind != drivingLabel {
		return false
	}
	ts, found := r.s.Tokens(), false
	form := sentenceForm(r.b[a.Start:a.End])
	k := r.s.TokenAt(a.Value)
	for j, n := k, 0; j < len(ts) && n < maxSentence; j, n = j+1, n+1 {
		if g := r.b[ts[max(j, 1)-1].End:ts[j].Start]; n > 0 && len(g) > 1 && (g[0] == '.' || g[0] == '?' || g[0] == '!') {
			break
		}
		if e := form.end(r.b, int(ts[j].Start)); e > 0 && !wordBefore(r.b, int(ts[j].Start)) {
			return r.emit(int(ts[j].Start), e, recordTypes[kind], 0.85, ruleIdentity) // "PPSN if injury is claimed: 7083481IA"
		}
		if j > k && (copulas[ts[j-1].Hash] || numberSigns().Has(ts[j-1].Hash)) && paperNumber(r.b[ts[j].Start:ts[j].End]) {
			found = r.emit(int(ts[j].Start), int(ts[j].End), recordTypes[kind], 0.75, ruleIdentity)
			n = 0
		}
	}
	return found
}

// paperNumber reports a number of eight or nine capitals and figures that begins with a letter, four of them figures or more, or has the form of French passports.
func paperNumber(v []byte) bool {
	if like("99AA99999")(v) && lex.IsUpper(v[2]) && lex.IsUpper(v[3]) {
		return true // a passport of France
	}
	if len(v) < 8 || len(v) > 9 || !lex.IsUpper(v[0]) || !hasDigits(v, 4) {
		return false
	}
	for _, c := range v {
		if !lex.IsUpper(c) && !lex.IsDigit(c) {
			return false
		}
	}
	return true
}

// recordDigits returns how many digits the number at p has.
func recordDigits(b []byte, p int) int {
	_, digits := recordEnd(b, p)
	return digits
}

// numberForm is how the numbers that a label names are written, where that tells them from all others.
type numberForm []string

// sentenceForm returns the form of the numbers of a label, nil if they have none of their own.
func sentenceForm(label []byte) numberForm {
	switch {
	case hasFold(label, "aadh"):
		return aadhaarForm
	case hasFold(label, "pps"):
		return ppsForm
	}
	return nil
}

var (
	aadhaarForm = numberForm{"9999 9999 9999", "999999999999"}
	ppsForm     = numberForm{"9999999AA", "9999999A"}
)

// end returns the end of the number at p, 0 if it is none.
func (f numberForm) end(b []byte, p int) int {
	for _, form := range f {
		e := p + len(form)
		if e > len(b) || wordAfter(b, e) {
			continue
		}
		ok := true
		for i, c := range b[p:e] {
			ok = ok && (form[i] == '9' && lex.IsDigit(c) || form[i] == 'A' && lex.IsUpper(c) || form[i] == c)
		}
		if ok {
			return e
		}
	}
	return 0
}
