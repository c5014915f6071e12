package detectors

import (
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// saidSigns are the hyphens and slashes of a number that is said: "HL dash two two seven nine four one".
var saidSigns = []string{"dash", "hyphen", "slash", "stroke", "bindestrich", "strich", "tiret", "guion", "guión", "trattino", "streepje", "barra"}

// saidSign reads the number around the said sign at token k, which needs no label: up to five letters before the sign, and four digits or
// more that are said behind it.
func (r *recordReader) saidSign(k int) {
	ts := r.s.Tokens()
	if k >= len(ts) || int(ts[k].Start) < r.until {
		return
	}
	first, letters := k, 0
	for i := k - 1; i >= 0 && i >= k-5 && letters < 5 && r.spaced(i); i-- {
		t := ts[i]
		n := int(t.Len())
		if n > 4 || t.Flags&(lex.HasDigit|lex.NonASCII) != 0 || n > 1 && (!t.Flags.AllUpper() || i < k-1) || i > 0 && !r.spaced(i-1) && wordBefore(r.b, int(t.Start)-1) {
			break
		}
		first, letters = i, letters+n
		if n > 1 {
			break
		}
	}
	if letters == 1 && r.b[ts[first].Start]|0x20 == 'a' && first > 0 && r.spaced(first-1) {
		return // "a dash": an article
	}
	if first > 0 && r.spaced(first-1) && numberedThings().Has(ts[first-1].Hash) {
		return
	}
	if letters == 0 || k+1 >= len(ts) || !r.spaced(k) {
		return
	}
	var digits spoken.Run
	if spoken.Parse(&digits, r.b, ts, k+1); digits.N < 4 || digits.Words < 3 || digits.N > 14 {
		return
	}
	var w spoken.Spelling
	spoken.Spell(&w, r.b, ts, k+1)
	end := max(w.End, digits.End)
	start := int(ts[first].Start)
	if start < r.until {
		return
	}
	t := pii.ClientID
	if l, ok := r.s.LabelBefore(recordLabels(), start); ok && l.ID&otherLabel == 0 {
		t = recordTypes[l.ID&labelKind]
	}
	r.emit(start, int(ts[end-1].End), t, 0.6, ruleRecordSaid)
}

var numberedThingsValue lazy.Value[*lex.Set]

// numberedThings are things whose number says nothing about a person: "room AC dash two zero zero zero".
func numberedThings() *lex.Set { return numberedThingsValue.Get(makeNumberedThings) }

func makeNumberedThings() *lex.Set {
	return lex.NewSet("room", "gate", "flight", "model", "seat", "bay", "building", "route", "road", "highway", "error", "form", "section", "aisle", "size", "part", "zone", "level", "bus", "train", "class",
		"chapter", "unit", "version", "type", "series", "page", "figure", "table", "module", "rack", "shelf", "lab", "hall", "wing", "block", "item", "product", "platform", "exit", "junction", "raum", "zimmer", "halle",
		"modell", "gleis", "zug", "salle", "modèle", "porte", "vol", "sala", "puerta", "modelo", "vuelo", "stanza", "modello", "kamer", "zaal")
}

// spaced reports whether a blank stands between token i and the next.
func (r *recordReader) spaced(i int) bool {
	ts := r.s.Tokens()
	return i+1 < len(ts) && string(r.b[ts[i].End:ts[i+1].Start]) == " "
}
