package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/cities"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

const (
	partLabel         = iota + 1 // the number of a house or flat
	streetLabel                  // a street's name, perhaps without a number
	columnStreetLabel            // the same, of a column or key alone: in text it is a word of its own
)

var addressLabelsValue lazy.Value[*pii.LabelSet]

func addressLabels() *pii.LabelSet { return addressLabelsValue.Get(makeAddressLabels) }

func makeAddressLabels() *pii.LabelSet {
	ls := labels("", partLabel, "house number", "house no", "building number", "street number", "secondary address", "address line 2", "address2", "street2", "apartment number", "apt number", "hausnummer", "haus nr", "huisnummer",
		"numero civico", "suite number", "unit number", "line2")
	ls = append(ls, labels("", streetLabel, "street", "street name", "straße", "strasse", "rue", "calle", "straat", "street address", "address line 1", "address1", "line1", "street1")...)
	ls = append(ls, labels("", streetLabel, "straße und hausnummer", "strasse und hausnummer", "straße hausnummer", "strasse hausnummer", "straße hausnr", "strasse hausnr", "straße und nr", "strasse und nr",
		"street and number", "street no", "street and house number", "addr line1", "addr line 1", "address line1", "addr street", "address street", "street line 1", "street address 1", "adresse 1", "adresse ligne 1",
		"numéro et rue", "n et rue", "rue et numéro", "voie", "calle y número", "calle y numero", "calle número", "calle y nº", "via e numero", "via numero", "via e numero civico", "straat en huisnummer",
		"straat huisnummer", "straat nr", "straatnaam", "straat en nummer", "nombre de la calle", "nom de rue", "nom de la rue")...)
	ls = append(ls, labels("", columnStreetLabel, "str", "str nr", "str hausnr", "dir", "domic", "anschr", "addr 1", "línea 1", "linea 1", "ligne 1")...)
	for i := range ls {
		ls[i].Bare = ls[i].ID == partLabel && ls[i].Text != "line2" || ls[i].Text == "street name" || ls[i].Text == "street address" || ls[i].Text == "address line 1"
	}
	for _, t := range before(owners, "address", "addr") {
		ls = append(ls, pii.Label{Text: t})
	}
	for _, t := range []string{"address", "home address", "postal address", "mailing address", "residence", "adresse", "anschrift", "wohnanschrift",
		"postanschrift", "domicile", "domicilio", "dirección", "direccion", "indirizzo", "residenza", "adres", "woonadres", "shipping address", "billing address", "lieferadresse", "rechnungsadresse", "zustelladresse",
		"wohnhaft", "addr", "adr", "straße nr", "strasse nr", "via", "domicilio fiscal", "sede",
		"postadres", "bezoekadres", "recapito", "adresse postale", "home", "current address", "previous address", "permanent address", "delivery address", "correspondence address", "dirección postal", "property address", "wohnadresse", "privatadresse", "meldeadresse", "privatanschrift", "hausanschrift", "home addr", "full address", "domicile address",
		"adresse complète", "adresse du domicile", "adresse personnelle", "dirección completa", "domicilio particular", "dirección particular", "indirizzo di residenza", "huisadres", "dir postal", "adres thuis"} {
		ls = append(ls, pii.Label{Text: t})
	}
	return pii.NewLabels(ls...)
}

// notAddress are words between a label and its address.
var notAddressValue lazy.Value[*lex.Set]

func notAddress() *lex.Set { return notAddressValue.Get(makeNotAddress) }

func makeNotAddress() *lex.Set {
	return lex.NewSet("is", "listed", "as", "located", "at", "on", "in", "still", "now", "currently", "given", "recorded", "registered", "under", "lautet", "ist", "est", "es")
}

// marked reports a sign before position p that marks the end of a label.
func (r *addressReader) marked(p int) bool {
	for q := p - 1; q >= 0 && q > p-4; q-- {
		switch r.b[q] {
		case ':', '=', '|', '\t', '\n', '"', ';':
			return true
		}
	}
	return false
}

// placed reports a word for streets or houses, or a city, among the tokens first to last.
func (r *addressReader) placed(first, last int) bool {
	for k := first; k <= last; k++ {
		if r.place(k, k+1) && r.ts[k].Flags&lex.HasDigit == 0 || streetEnds(r.b[r.ts[k].Start:r.ts[k].End]) || streetBeforeSet().Has(r.ts[k].Hash) || cities.Match(r.b, r.ts, k) > 0 {
			return true
		}
	}
	return false
}

// part reads the value of a field for a part of an address at position p: the number of a house or flat, or the name of a street alone.
func (r *addressReader) part(p, id int, field bool) {
	q := p
	for q < len(r.b) && q-p < maxPart && r.b[q] != '"' && r.b[q] != '\n' && r.b[q] != '\r' && r.b[q] != '<' && r.b[q] != ';' && r.b[q] != ',' && r.b[q] != '|' && r.b[q] != '\t' && r.b[q] != '&' {
		q++
	}
	if q-p == maxPart || q == p || p < r.until || !field && (p == 0 || !r.marked(p) && r.b[p-1] != '>') {
		return
	}
	v := bytes.TrimRight(r.b[p:q], " ")
	first, last := r.s.TokenAt(p), r.s.TokenAt(p+len(v)-1)
	if len(v) == 0 || last >= len(r.ts) || int(r.ts[first].Start) != p || int(r.ts[last].End) != p+len(v) {
		return
	}
	digits := hasDigits(v, 1)
	if id == partLabel {
		if digits && last-first < 4 && !hasDigits(v, 7) && (r.houseNumber(first) || unitWords().Has(r.ts[first].Hash) || last == first && len(v) < 6 && lex.IsDigit(v[0])) {
			r.emitPart(p, p+len(v), 0.62)
		}
		return
	}
	if digits || len(v) < 5 || last-first > 4 || placeholder(v) {
		return
	}
	for k := first; k <= last; k++ {
		if !r.capital(k) && !streetLinks().Has(r.ts[k].Hash) || k > first && r.gap(k-1) != gapWord {
			return
		}
	}
	if r.placed(first, last) || p > 0 && r.b[p-1] == '"' && last > first {
		r.emitPart(p, p+len(v), 0.6)
	}
}

const maxPart = 48

func (r *addressReader) emitPart(start, end int, score float32) {
	r.dst = append(r.dst, labelled(r.s.Found(start, end, pii.Address, score, ruleAddressLabel)))
	r.until = end
}

// dialled reports a telephone number behind "Home:", token k: "206-555-0147".
func (r *addressReader) dialled(k int) bool {
	return k+2 < len(r.ts) && r.ts[k].Flags.AllDigits() && r.ts[k].Len() == 3 && r.ts[k+1].Flags.AllDigits() && r.ts[k+1].Len() == 3 && r.ts[k+2].Flags.AllDigits() && r.ts[k+2].Len() == 4
}

// labelled reads the value of a label such as "Address:" at position p: the rest of the line if it looks like an address, which is a
// name and a number.
func (r *addressReader) labelled(p int) {
	first := r.s.TokenAt(p)
	if first >= len(r.ts) || int(r.ts[first].Start)-p > 2 || p < r.until || r.dialled(first) {
		return
	}
	for n := 0; n < 4 && first+1 < len(r.ts) && !r.noCase() && r.ts[first].Flags&(lex.FirstUpper|lex.HasDigit) == 0 && r.gap(first) == gapWord && notAddress().Has(r.ts[first].Hash); n++ {
		first++ // "is listed as", "is located at"
	}
	if t := r.ts[first]; !r.noCase() && t.Flags&(lex.FirstUpper|lex.HasDigit) == 0 && t.Len() > 2 && !streetBeforeSet().Has(t.Hash) && !unitWords().Has(t.Hash) && !streetLinks().Has(t.Hash) && !endsIn(r.b[t.Start:t.End], strongSuffix[:]) {
		return
	}
	last, digits, words, lowers := first-1, false, 0, 0
	for k := first; k < len(r.ts) && k < first+14; k++ {
		if k > first {
			g := r.gap(k - 1)
			if g >= gapLine || r.wide(k-1) || digits && words > 0 && g == gapWord && cityStops().Has(r.ts[k].Hash) || digits && words > 0 && !r.noCase() && g == gapWord && r.ts[k].Flags&(lex.HasDigit|lex.FirstUpper) == 0 && !streetLinks().Has(r.ts[k].Hash) && r.ts[k].Len() > 2 && !unitWords().Has(r.ts[k].Hash) && !streetBeforeSet().Has(r.ts[k].Hash) || stopsCity().Has(r.ts[k].Hash) || g == gapComma && !r.noCase() && r.ts[k].Flags&(lex.HasDigit|lex.FirstUpper) == 0 && !unitWords().Has(r.ts[k].Hash) {
				break
			}
		}
		t := r.ts[k]
		if !r.noCase() && !digits && t.Flags&(lex.FirstUpper|lex.HasDigit) == 0 && !streetLinks().Has(t.Hash) && !streetBeforeSet().Has(t.Hash) && !unitWords().Has(t.Hash) {
			if lowers++; lowers > 1 {
				return // a sentence
			}
		}
		if t.Flags&lex.HasDigit != 0 {
			if t.Len() > 8 || t.Len() > 5 && !t.Flags.AllDigits() || k == first && t.Len() > 3 && r.b[t.Start] == '0' {
				return
			}
			digits = digits || r.houseNumber(k) && lex.IsDigit(r.b[t.Start])
		} else if (t.Flags&lex.FirstUpper != 0 || r.noCase() && !notStreet().Has(t.Hash) && !streetLinks().Has(t.Hash)) && t.Len() > 2 {
			words++
		} else if notStreet().Has(t.Hash) && t.Len() > 2 {
			return
		}
		last = k
		if r.noCase() && digits && words > 0 && (k == first || r.houseNumber(k)) && r.ts[first].Flags&lex.HasDigit == 0 {
			break // the tail knows where it ends
		}
	}
	if !digits || words == 0 || last <= first || r.noCase() && !r.marked(p) && !r.placed(first, last) {
		return
	}
	if r.houseNumber(last) {
		last = r.numberLetter(last)
	}
	end, _ := r.tail(last, tailCode)
	end = r.province(end, partCity)
	f := len(r.dst)
	r.emit(first, end, 0.66, ruleAddressLabel)
	if len(r.dst) > f {
		r.dst[f].Attrs = r.dst[f].Attrs.WithLabelled(true)
	}
}
