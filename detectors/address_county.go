package detectors

import (
	"sync"

	"github.com/lethe-pii/lethe/internal/lex"
)

// county reads an address in the country in Ireland at "Co." or "County", token k, which has no street and no number: "Forge House, Cloonbeg, Co. Roscommon".
// It begins with the name of a house.
func (r *addressReader) county(k int) {
	if k == 0 || k+1 >= len(r.ts) || r.gap(k-1) != gapComma || r.gap(k) != gapWord || !irishCountyNames().Has(r.ts[k+1].Hash) || r.ts[k+1].Flags&lex.FirstUpper == 0 {
		return
	}
	first, start := k, -1
	for n := 0; first > 0 && n < 10; n++ {
		g, t := r.gap(first-1), r.ts[first-1]
		if g > gapLine || int(t.Start) < r.until || t.Flags&(lex.FirstUpper|lex.HasDigit) != lex.FirstUpper && !streetLinks().Has(t.Hash) {
			break
		}
		first--
		if r.gap(first) == gapComma && first < k-1 && houseWords().Has(t.Hash) && !r.institution(first) {
			start = first
		}
	}
	if start < 0 {
		return
	}
	house := start
	for start > first && r.gap(start-1) == gapWord && r.ts[start].Flags&lex.LineStart == 0 {
		start--
	}
	for r.ts[start].Flags&lex.FirstUpper == 0 {
		start++
	}
	if start == house {
		return // "House, Cloonbeg, Co. Roscommon" names none
	}
	end := k + 1
	if n := end + 1; n < len(r.ts) && r.gap(end) <= gapLine && r.ukCode(n) > 0 {
		end = n + r.ukCode(n) - 1
	}
	if n := end + 1; n < len(r.ts) && r.gap(end) <= gapLine {
		end = max(end, r.country(n))
	}
	r.emit(start, end, 0.75, ruleAddressCounty)
}

// hyphened reports a word with a hyphen on each side at token k: "Stoke-on-Trent".
func (r *addressReader) hyphened(k int) bool {
	p, e := int(r.ts[k].Start), int(r.ts[k].End)
	return k > 0 && k+1 < len(r.ts) && int(r.ts[k-1].End) == p-1 && r.b[p-1] == '-' && int(r.ts[k+1].Start) == e+1 && r.b[e] == '-'
}

// irishCountyNames are the counties of Ireland and Northern Ireland.
var irishCountyNames = sync.OnceValue(func() *lex.Set {
	return lex.NewSet("antrim", "armagh", "carlow", "cavan", "clare", "cork", "derry", "londonderry", "donegal", "down", "dublin", "fermanagh", "galway", "kerry", "kildare", "kilkenny", "laois", "leitrim", "limerick", "longford", "louth",
		"mayo", "meath", "monaghan", "offaly", "roscommon", "sligo", "tipperary", "tyrone", "waterford", "westmeath", "wexford", "wicklow")
})
