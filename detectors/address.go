package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// Address finds postal addresses of the US, the UK, Ireland, Canada, Australia, Germany, Austria, Switzerland, France, Spain, Italy and the Netherlands,
// and the usual ones of Portugal, Poland, Sweden, India and Colombia, as a whole, in one or several lines: a street with its house number, then unit, postal code, city, state and country as far as they
// follow ("221B Baker Street, London NW1 6XE", "Hauptstraße 5a, 10115 Berlin", "12 bis rue de la Paix, 75002 Paris", "C/ Mayor, 5,
// 2º A"). House numbers may be spoken. An address begins at a street word, at the end of a German or Dutch compound before a number, or
// at a postal code with a street or house number before it.
//
// Refused are streets without a number unless a postal code follows, and street words in running text ("5 minutes drive"). In text
// without capitals rare street words need a city or code behind them. Cost: at most 40 tokens around each anchor.
func Address() pii.Detector { return addressDetector{} }

type addressDetector struct{}

const (
	wantBehind = iota
	wantBefore
	wantAddressDigits
	wantAddressLabel
	wantAddressSaid
	wantCounty
)

func (addressDetector) Spec() pii.Spec {
	return pii.Spec{
		Name:   "address",
		Types:  []pii.Type{pii.Address},
		Reach:  pii.Reach{Behind: 320, Ahead: 512},
		Wants:  []pii.Want{pii.OnWords(streetBehind...), pii.OnWords(streetBefore...), pii.OnDigits(1, 24).Beside(), pii.OnLabel(), pii.OnWords(germanNumbers...), pii.OnWords("co", "county")},
		Labels: addressLabels(),
	}
}

var (
	ruleAddressBehind   = &pii.Rule{Detector: "address", Name: "number street"}
	ruleAddressBefore   = &pii.Rule{Detector: "address", Name: "street name number"}
	ruleAddressCompound = &pii.Rule{Detector: "address", Name: "compound number"}
	ruleAddressCode     = &pii.Rule{Detector: "address", Name: "postal code"}
	ruleAddressLabel    = &pii.Rule{Detector: "address", Name: "label"}
	ruleAddressCounty   = &pii.Rule{Detector: "address", Name: "county"}
	ruleAddressBox      = &pii.Rule{Detector: "address", Name: "box"}
)

func (addressDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	r := addressReader{s: s, b: s.Text, ts: s.Tokens(), dst: dst, base: len(dst), short: shortLower(s.Tokens())}
	for i := range at {
		a := &at[i]
		if a.Start < r.until {
			continue
		}
		switch a.Want {
		case wantBehind:
			k := s.TokenAt(a.Start)
			r.lower = r.ts[k].Flags&lex.FirstUpper == 0 && !s.NoCase() && (r.lowerLine(k) || a.ID < surelyBehind && r.typed(k))
			r.behind(k, a.ID)
			r.lower = false
		case wantBefore:
			r.before(s.TokenAt(a.Start), a.ID)
		case wantAddressDigits:
			r.cluster(s.Number(*a))
		case wantAddressSaid:
			r.saidCompound(s.TokenAt(a.Start))
		case wantCounty:
			r.county(s.TokenAt(a.Start))
		default:
			id := addressLabels().Labels()[a.ID].ID
			field := a.Start == a.End
			if id == columnStreetLabel {
				if !field {
					continue
				}
				id = streetLabel
			}
			if id != partLabel && (id != streetLabel || field || r.marked(a.Value)) {
				r.labelled(a.Value)
			}
			if id > 0 {
				r.part(a.Value, id, field)
			}
		}
	}
	return r.dst
}

// addressReader reads one segment.
type addressReader struct {
	s     *pii.Segment
	b     []byte
	ts    []pii.Token
	dst   []pii.Finding
	base  int
	until int
	lower bool // the line is in lower case, though the text is not
	short bool // see shortLower
	gaps  [2]struct {
		behind int32 // one more than the token that the gap stands behind; 0 if none is held
		gap    addressGap
	}
}

// noCase reports text whose case says nothing.
func (r *addressReader) noCase() bool { return r.lower || r.short || r.s.NoCase() }

// shortLower reports a text of two to twelve words without capitals, too short for Segment.NoCase: what somebody types into a field.
func shortLower(ts []pii.Token) bool {
	if len(ts) < 2 || len(ts) > 12 {
		return false
	}
	for i := range ts {
		if ts[i].Flags&(lex.FirstUpper|lex.HasUpper) != 0 {
			return false
		}
	}
	return true
}

// lowerLine reports whether the line around token k has six words or more and no capitals behind its speaker, "I" not counted: what a
// recogniser heard of one speaker, or somebody typed, in a text that has capitals elsewhere.
func (r *addressReader) lowerLine(k int) bool {
	const reach = 64 // tokens
	words := 0
	for i, first := k, max(0, k-reach); i >= first; i-- {
		if r.ts[i].Flags&(lex.FirstUpper|lex.HasUpper) != 0 && r.ts[i].Len() > 1 {
			if e := int(r.ts[i].End); r.ts[i].Flags&lex.LineStart == 0 || e >= len(r.b) || r.b[e] != ':' {
				return false
			}
		}
		if words++; r.ts[i].Flags&lex.LineStart != 0 {
			break
		}
	}
	for i, last := k+1, min(len(r.ts), k+reach); i < last && r.ts[i].Flags&lex.LineStart == 0; i++ {
		if r.ts[i].Flags&(lex.FirstUpper|lex.HasUpper) != 0 && r.ts[i].Len() > 1 {
			return false
		}
		words++
	}
	return words >= 6
}

// typed reports "at 12 gibson avenue" in a sentence that has capitals: one or two words, a house number and a word that says where before
// the street word, token k.
func (r *addressReader) typed(k int) bool {
	for n := k - 1; n > 0 && n >= k-3 && r.gap(n) == gapWord; n-- {
		if r.ts[n].Flags&lex.HasDigit != 0 {
			return n < k-1 && r.houseNumber(n) && r.gap(n-1) <= gapComma && typedPreps().Has(r.ts[n-1].Hash)
		}
		if r.ts[n].Flags&lex.FirstUpper != 0 || notStreet().Has(r.ts[n].Hash) {
			break
		}
	}
	return false
}

var typedPrepsValue lazy.Value[*lex.Set]

func typedPreps() *lex.Set { return typedPrepsValue.Get(makeTypedPreps) }

func makeTypedPreps() *lex.Set {
	return lex.NewSet("at", "to", "is", "address", "house", "home", "place", "flat", "apartment", "live", "lives", "near", "outside")
}

// emit adds an address of the tokens first to last and drops earlier ones that it covers.
func (r *addressReader) emit(first, last int, score float32, rule *pii.Rule) {
	first = r.widen(first)
	if f := first - 1; f >= 0 && r.gap(f) == gapWord && r.ts[first].Flags&lex.FirstUpper != 0 && unitWords().Has(r.ts[first].Hash) && r.ordinal(f) && lex.IsDigit(r.b[r.ts[f].Start]) && int(r.ts[f].Start) >= r.until {
		first = f // 3rd Floor, Corn House
	}
	start, end := int(r.ts[first].Start), int(r.ts[last].End)
	if r.ts[first].Hash == hashS && start > 0 && r.b[start-1] == '\'' {
		start-- // 's-Gravendijkwal
	}
	if start > 0 && r.b[start-1] == '#' && (start == 1 || !lex.IsWord(r.b[start-2])) {
		start-- // #12, 3rd Cross
	}
	if end < len(r.b) && r.b[end] == ')' && bytes.IndexByte(r.b[start:end], '(') >= 0 {
		end++
	}
	if start < r.until && len(r.dst) > r.base {
		prev := &r.dst[len(r.dst)-1]
		if prev.Start < r.s.Offset(start) {
			return
		}
		r.dst = r.dst[:len(r.dst)-1]
	}
	r.dst = append(r.dst, r.s.Found(start, end, pii.Address, score, rule))
	r.until = end
}

// addressGap is what stands between two tokens.
type addressGap uint8

const (
	gapWord  addressGap = iota // a blank, a hyphen, an apostrophe, the dot of an abbreviation
	gapComma                   // a comma
	gapLine                    // a line break
	gapEnd                     // anything else
)

// gap classifies what stands behind token i.
func (r *addressReader) gap(i int) addressGap {
	if i < 0 || i+1 >= len(r.ts) {
		return gapEnd
	}
	if e := r.ts[i].End; r.ts[i+1].Start-e == 1 && r.b[e] == ' ' {
		return gapWord
	}
	known := &r.gaps[i&1]
	if known.behind != int32(i+1) {
		known.behind, known.gap = int32(i+1), r.readGap(i)
	}
	return known.gap
}

// readGap is gap for any token but the last.
func (r *addressReader) readGap(i int) addressGap {
	b := r.b[r.ts[i].End:r.ts[i+1].Start]
	if len(b) > 24 {
		line := bytes.IndexByte(b, '\n')
		if line < 0 || len(b) > maxIndent || len(bytes.TrimLeft(b[line+1:], " \t")) > 0 {
			return gapEnd
		}
		b = b[:line+1] // the next line is indented
	}
	g, lines := gapWord, 0
	if len(b) > 2 && b[0] == '.' && b[1] == '.' {
		return gapEnd
	}
	for k, c := range b {
		switch c {
		case '/':
			if k > 0 && k == len(b)-1 && b[k-1] == ' ' {
				return gapEnd // the root of a path
			}
		case ' ', '\t', '\r', '\'', '#', 0xc2, 0xa0, 0xbd, 0xe2, 0x80, 0x99, 0x93:
		case '-':
			if k > 0 && b[k-1] == ' ' {
				g = max(g, gapComma)
			}
		case '.':
			if k == 0 && len(b) == 1 && r.ts[i+1].Len() >= 2 && r.b[r.ts[i+1].Start] == 0xc2 {
				continue // 4.º
			}
			if k == 0 && (lex.IsDigit(r.b[r.ts[i].End-1]) || r.ts[i].Len() > 5 && !streetEnds(r.b[r.ts[i].Start:r.ts[i].End])) {
				return gapEnd
			}
		case '&':
			if k == 0 || b[k-1] != ' ' || k+1 >= len(b) || b[k+1] != ' ' {
				return gapEnd
			}
		case ',', '|', 0xb7, 0xa2: // a comma, bars, a middle dot, a bullet
			if c == ',' && len(b) == 1 && r.columns(int(r.ts[i].End)) || c == '|' && k > 1 && b[k-1] == ' ' && b[k-2] == ' ' {
				return gapEnd // columns of a table
			}
			g = max(g, gapComma)
		case '\n':
			if lines++; lines > 1 {
				return gapEnd
			}
			g = gapLine
		default:
			return gapEnd
		}
	}
	return g
}

// columns reports at least three commas without a blank behind them around the one at p, within 64 bytes and its line: a row of CSV.
func (r *addressReader) columns(p int) bool {
	n := 0
	for q := p; q+1 < len(r.b) && q < p+64 && r.b[q] != '\n'; q++ {
		if r.b[q] == ',' && r.b[q+1] > ' ' {
			n++
		}
	}
	for q := p - 1; q >= 0 && q > p-64 && r.b[q] != '\n'; q-- {
		if r.b[q] == ',' && r.b[q+1] > ' ' {
			n++
		}
	}
	return n >= 3
}

// capital reports a token that can be part of a name: capitals in cased text, anything that is no common word otherwise.
func (r *addressReader) capital(i int) bool {
	if r.ts[i].Flags&lex.FirstUpper != 0 {
		return true
	}
	return r.noCase() && r.ts[i].Flags&lex.HasDigit == 0 && !notStreet().Has(r.ts[i].Hash)
}

// houseNumber reports "12", "221b", "12a", "N6W23001"; ordinals such as "5th" are none.
func (r *addressReader) houseNumber(i int) bool {
	t := r.ts[i]
	if t.Flags&lex.HasDigit == 0 || t.Len() > 8 || t.Flags&lex.NonASCII != 0 {
		return false
	}
	w := r.b[t.Start:t.End]
	n := 0
	for n < len(w) && lex.IsDigit(w[n]) {
		n++
	}
	if p := int(t.Start); p > 0 && (r.b[p-1] == '$' || r.b[p-1] == '.' && p > 1 && lex.IsDigit(r.b[p-2])) {
		return false
	}
	if e := int(t.End); e+1 < len(r.b) && (r.b[e] == '.' || r.b[e] == ',' || r.b[e] == ':') && lex.IsDigit(r.b[e+1]) || e < len(r.b) && r.b[e] == '%' {
		return false
	}
	switch {
	case n == 0:
		return t.Len() >= 4 && (w[0]|0x20 == 'n' || w[0]|0x20 == 's' || w[0]|0x20 == 'w')
	case n > 6 || n > 2 && w[0] == '0':
		return false
	}
	return len(w)-n <= 1
}

// ordinal reports "5th", "42nd".
func (r *addressReader) ordinal(i int) bool {
	w := r.b[r.ts[i].Start:r.ts[i].End]
	return len(w) >= 3 && lex.IsDigit(w[0]) && !lex.IsDigit(w[len(w)-1]) && !lex.IsDigit(w[len(w)-2])
}
