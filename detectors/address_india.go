package detectors

import (
	"github.com/lethe-pii/lethe/internal/cities"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
)

// maxIndian is how many words an address of India has before its code.
const maxIndian = 24

// indian reads an address of India that ends in the postal index number at token k, six figures behind a city or state: "H.No. 3-6-117/A, Street
// No. 9, Himayatnagar, Hyderabad - 500029". It has a number and two commas, or one and a word for a quarter or street.
func (r *addressReader) indian(k int) bool {
	if k < 4 || r.b[r.ts[k].Start] == '0' || !r.cityEnds(k-1) || !r.pinGap(k-1) {
		return false
	}
	start, commas, area := -1, 0, false
	for i := k - 1; i >= 0 && i > k-maxIndian && r.ts[k].Start-r.ts[i].Start < maxBack; i-- {
		t := r.ts[i]
		if i < k-1 {
			g := r.gap(i)
			if g == gapEnd && !r.houseDot(i) || g == gapLine && commas == 0 {
				break
			}
			if g == gapComma || g == gapLine {
				commas++
			}
		}
		area = area || indianAreas().Has(t.Hash)
		digit := t.Flags&lex.HasDigit != 0
		if digit && (t.Len() > 8 || t.Len() > 4 && t.Flags.AllDigits()) || !digit && !r.capital(i) && !unitWords().Has(t.Hash) && !streetLinks().Has(t.Hash) && !(t.Len() == 1 && i > 0 && t.Start-r.ts[i-1].End == 1) || stopsCity().Has(t.Hash) {
			break
		}
		if digit || indianHouses().Has(t.Hash) {
			start = i
		}
	}
	if start < 0 || commas == 0 || commas == 1 && !area {
		return false
	}
	for n := 0; n < 2 && start > 0 && r.ts[start-1].Len() == 1 && lex.IsLetter(r.b[r.ts[start-1].Start]) && r.ts[start].Start-r.ts[start-1].End == 1; n++ {
		start-- // "B-204"
	}
	r.emit(start, k, 0.85, ruleAddressCode)
	return true
}

// houseDot reports the dots of "H.No." behind token i.
func (r *addressReader) houseDot(i int) bool {
	e := int(r.ts[i].End)
	return r.b[e] == '.' && r.ts[i].Len() <= 2 && r.ts[i+1].Start-r.ts[i].End <= 2
}

// pinGap reports a blank, a hyphen or a comma between the city that ends with token c and its code.
func (r *addressReader) pinGap(c int) bool {
	g := r.b[r.ts[c].End:r.ts[c+1].Start]
	for _, x := range g {
		if x != ' ' && x != '-' && x != ',' && x != '\n' && x != 0xe2 && x != 0x80 && x != 0x93 {
			return false
		}
	}
	return len(g) <= 5
}

// cityEnds reports a city or a state of India that ends with token c.
func (r *addressReader) cityEnds(c int) bool {
	if indianStates().Has(r.ts[c].Hash) && (r.ts[c].Len() > 2 || r.ts[c].Flags.AllUpper()) {
		return true
	}
	for first := max(0, c-2); first <= c; first++ {
		if n := cities.Match(r.b, r.ts, first); n > 0 && first+n == c+1 {
			return true
		}
	}
	return false
}

var indianHousesValue, indianStatesValue, indianAreasValue lazy.Value[*lex.Set]

func indianAreas() *lex.Set { return indianAreasValue.Get(makeIndianAreas) }

func makeIndianAreas() *lex.Set {
	return lex.NewSet("nagar", "road", "rd", "street", "colony", "layout", "vihar", "enclave", "marg", "puram", "bagh", "ganj", "sector", "phase", "cross", "main", "society", "chowk", "park", "lane", "apartments", "residency", "extension")
}

// indianHouses are words before the number of a house or plot.
func indianHouses() *lex.Set { return indianHousesValue.Get(makeIndianHouses) }

func makeIndianHouses() *lex.Set {
	return lex.NewSet("flat", "plot", "door", "house", "h", "d", "villa", "block", "tower", "shop", "room", "survey", "khasra", "bungalow", "quarter", "apartment", "wing")
}

func indianStates() *lex.Set { return indianStatesValue.Get(makeIndianStates) }

func makeIndianStates() *lex.Set {
	return lex.NewSet("haryana", "maharashtra", "karnataka", "kerala", "gujarat", "rajasthan", "punjab", "telangana", "bihar", "odisha", "assam", "goa", "jharkhand", "uttarakhand", "chhattisgarh", "delhi", "nadu", "pradesh", "bengal",
		"kashmir", "chandigarh", "puducherry", "india", "tripura", "manipur", "meghalaya", "mizoram", "nagaland", "sikkim", "up", "mp", "hp", "tn", "ap", "wb", "mh", "ka", "kl", "gj", "rj", "pb", "hr", "ts", "dl", "br", "jh")
}
