package detectors

import (
	"github.com/lethe-pii/lethe/internal/cities"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// PostalCode finds postal codes: British ones by their form (A9 9AA and its kin, Royal Mail PAF), Irish (D02 AF30) and Canadian ones (M5V 2T6), Australian and US ones behind a state ("IL 60201",
// ZIP+4), Dutch ones ("1012 AB Amsterdam"), codes with a country prefix ("D-10115 Berlin"), codes of five digits before a known
// city ("75002 Paris"), and any code behind a label, also said or in the answer to a question, and codes of five digits that
// end a line behind a date of birth. Codes inside of an ADDRESS become its parts. Bare digits without a city or a
// label are refused. Cost: constant for each digit group.
func PostalCode() pii.Detector { return postalDetector{} }

type postalDetector struct{}

var postalLabelsValue lazy.Value[*pii.LabelSet]

func postalLabels() *pii.LabelSet { return postalLabelsValue.Get(makePostalLabels) }

func makePostalLabels() *pii.LabelSet {
	var ls []pii.Label
	for _, t := range []string{"eircode", "zip", "zip 4", "zip code", "zipcode", "postcode", "post code", "postal code", "postal", "plz", "postleitzahl", "code postal", "cp", "c p",
		"código postal", "codigo postal", "cap", "codice postale", "pin code", "pincode", "postnummer", "kod pocztowy", "código postal", "cep", "npa"} {
		ls = append(ls, pii.Label{Text: t, Bare: true})
	}
	return pii.NewLabels(ls...)
}

func (postalDetector) Spec() pii.Spec {
	return pii.Spec{
		Name:   "postal_code",
		Types:  []pii.Type{pii.PostalCode},
		Reach:  pii.Reach{Behind: 96, Ahead: 96},
		Wants:  []pii.Want{pii.OnLabel(), pii.OnDigits(4, 24).Groups(4, 5, 6).Beside(), pii.OnDigits(1, 24).With(pii.WordBefore).Beside(), pii.OnDigits(1, 24).With(pii.WordAfter).Beside()},
		Labels: postalLabels(),
	}
}

var (
	rulePostalForm  = &pii.Rule{Detector: "postal_code", Name: "form", Source: "Royal Mail PAF; PostNL"}
	rulePostalState = &pii.Rule{Detector: "postal_code", Name: "state", Source: "USPS Publication 28"}
	rulePostalCity  = &pii.Rule{Detector: "postal_code", Name: "city"}
	rulePostalSaid  = &pii.Rule{Detector: "postal_code", Name: "spoken"}
	rulePostalBirth = &pii.Rule{Detector: "postal_code", Name: "birth"}
	rulePostalLabel = &pii.Rule{Detector: "postal_code", Name: "label"}
)

func (postalDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	r := addressReader{s: s, b: s.Text, ts: s.Tokens()}
	for i := range at {
		a := &at[i]
		if a.Want == 0 {
			dst = saidPostalCode(dst, s, *a)
			continue
		}
		n := s.Number(*a)
		for i := range n.Groups {
			p := n.Groups[i].Start
			if l := n.Groups[i].Len(); p < r.until || !inWord(r.b, p, n.Groups[i].End) && (l < 4 || l > 6 || joinedBefore(r.b, p)) {
				continue
			}
			k := s.NumberToken(n, i)
			if k >= len(r.ts) {
				return dst
			}
			if k > 0 && r.ts[k].Len() == 3 && !r.ts[k].Flags.AllDigits() && r.ukCode(k-1) == 2 {
				k--
			}
			last, score, rule := r.judgePostal(k)
			if score < 0.4 {
				continue
			}
			start, end := int(r.ts[k].Start), int(r.ts[last].End)
			f := s.Found(start, end, pii.PostalCode, score, rule)
			f.Attrs = f.Attrs.WithLabelled(rule == rulePostalLabel)
			dst = append(dst, f)
			r.until = end
		}
	}
	return dst
}

// inWord reports a letter right before or behind the digits of b[p:end].
func inWord(b []byte, p, end int) bool {
	return p > 0 && lex.IsWord(b[p-1]) || end < len(b) && lex.IsWord(b[end])
}

// joinedBefore reports digits at p that a sign joins to a number before them.
func joinedBefore(b []byte, p int) bool {
	return p > 1 && lex.IsDigit(b[p-2]) && (b[p-1] == '.' || b[p-1] == ',' || b[p-1] == '-' || b[p-1] == '/')
}

// saidPostalCode reads a code that is said behind its label, or in the answer to a question for it: "b t nine six e w", "nine seven two
// oh two". Written codes in answers count too.
func saidPostalCode(dst []pii.Finding, s *pii.Segment, a pii.Anchor) []pii.Finding {
	ts, b := s.Tokens(), s.Text
	p := a.Value
	asked := false
	if q, ok := answer(s, p); ok && a.Start < a.End {
		p, asked = q, true
	}
	k := s.TokenAt(p)
	if asked {
		k = leadIn(s, k)
	}
	if k >= len(ts) || ts[k].Start-int32(p) > 64 {
		return dst
	}
	if asked {
		r := addressReader{s: s, b: b, ts: ts}
		if n := r.ukCode(k); n > 0 {
			return append(dst, labelled(s.Found(int(ts[k].Start), int(ts[k+n-1].End), pii.PostalCode, 0.85, rulePostalLabel)))
		}
	}
	if ts[k].Flags.AllDigits() {
		if asked && (ts[k].Len() == 5 || ts[k].Len() == 4) && (k+1 == len(ts) || ts[k+1].Start-ts[k].End > 1 || !ts[k+1].Flags.AllDigits()) {
			end := int(ts[k].End)
			if ts[k].Len() == 4 && k+1 < len(ts) && ts[k+1].Len() == 2 && int(ts[k+1].Start) == end+1 && b[end] == ' ' && ts[k+1].Flags&(lex.HasDigit|lex.NonASCII) == 0 && (ts[k+1].Flags.AllUpper() || s.NoCase()) {
				end = int(ts[k+1].End) // 1017 XB
			}
			return append(dst, labelled(s.Found(int(ts[k].Start), end, pii.PostalCode, 0.75, rulePostalLabel)))
		}
		return dst
	}
	var w spoken.Spelling
	spoken.Spell(&w, b, ts, k)
	v := w.Bytes()
	uk := w.N >= 5 && w.N <= 7 && ukOutward(v[:w.N-3]) && ukInward(v[w.N-3:])
	if w.Words < 3 || !uk && (w.Letters > 0 || w.N != 5 && w.N != 4 && w.N != 9 && !(w.N == 6 && v[0] != '0')) && !(w.N == 6 && w.Letters == 2 && allDigits(v[:4])) {
		return dst
	}
	return append(dst, said(labelled(s.Found(int(ts[k].Start), int(ts[w.End-1].End), pii.PostalCode, 0.75, rulePostalSaid))))
}

// judgePostal scores the token k as a postal code; last is the code's last token.
func (r *addressReader) judgePostal(k int) (last int, score float32, rule *pii.Rule) {
	t := r.ts[k]
	last = k
	start := int(t.Start)
	if start > 0 && (r.b[start-1] == '.' || r.b[start-1] == ',' || r.b[start-1] == '-' || r.b[start-1] == '/' || r.b[start-1] == '$' || r.b[start-1] == '#' || r.b[start-1] == '_') && start > 1 && (lex.IsWord(r.b[start-2]) || r.b[start-1] == '$' || r.b[start-1] == '#') &&
		!(k > 0 && r.b[start-1] == '-' && countryPrefix().Has(r.ts[k-1].Hash)) {
		return k, 0, nil
	}
	if t.Len() > 7 || t.Flags.AllDigits() && (t.Len() < 4 || t.Len() > 6) {
		return k, 0, nil
	}
	n := r.ukCode(k)
	if n == 0 && !t.Flags.AllDigits() && !(t.Len() == 6 && dutchCode(r.b[t.Start:t.End])) {
		return k, 0, nil
	}
	tailed := t.Flags.AllDigits() && t.Len() < 6 && k+1 < len(r.ts) && r.ts[k+1].Start-t.End == 1 && r.b[t.End] == '-' && r.ts[k+1].Flags.AllDigits() && r.ts[k+1].Len() == 3
	if e := int(t.End); n == 0 && !tailed && e < len(r.b) && (r.b[e] == '%' || (r.b[e] == '.' || r.b[e] == ',' || r.b[e] == ':' || r.b[e] == '-') && e+1 < len(r.b) && lex.IsWord(r.b[e+1])) && !(r.b[e] == '-' && t.Len() == 5) {
		return k, 0, nil
	}
	label, labelled := r.s.LabelBefore(postalLabels(), start)
	labelled = labelled && (t.Len() == 6 || label.Text[:2] != "pi") // "PIN code: 4471" is no place in India
	if n > 0 {
		upper := t.Flags&lex.FirstUpper != 0 && r.b[t.End-1]-'a' >= 26
		last = k + n - 1
		switch {
		case labelled:
			return last, 0.88, rulePostalLabel
		case upper && n == 2:
			return last, 0.8, rulePostalForm
		case k > 0 && r.gap(k-1) <= gapLine && cities.Match(r.b, r.ts, k-1) == 1 && n == 2:
			return last, 0.6, rulePostalForm
		case upper && t.Len() >= 6:
			return last, 0.42, rulePostalForm
		}
		return k, 0, nil
	}
	if tailed && labelled {
		return k + 1, 0.85, rulePostalLabel // "CEP 09155-000", "codigoPostal":"1170-138"
	}
	if tailed && t.Len() != 5 {
		return k, 0, nil
	}
	if !t.Flags.AllDigits() {
		if labelled || r.cityAfter(k) {
			return k, 0.65, rulePostalForm
		}
		return k, 0, nil
	}
	prefixed := k > 0 && start-int(r.ts[k-1].End) == 1 && r.b[start-1] == '-' && countryPrefix().Has(r.ts[k-1].Hash) && r.ts[k-1].Flags&lex.FirstUpper != 0
	switch t.Len() {
	case 5:
		if k+1 < len(r.ts) && r.b[t.End] == '-' && r.ts[k+1].Start-t.End == 1 && r.ts[k+1].Flags.AllDigits() && r.ts[k+1].Len() == 4 {
			last = k + 1
		}
		switch {
		case labelled:
			return last, 0.85, rulePostalLabel
		case prefixed && r.cityAfter(k):
			return last, 0.8, rulePostalForm
		case k > 0 && r.ts[k-1].Hash == hashPR && r.b[start] != '0': // "PR 20418" is no code of Puerto Rico
		case k > 0 && r.gap(k-1) == gapWord && (r.ts[k-1].Len() == 2 && (r.ts[k-1].Flags.AllUpper() || r.s.NoCase() && k > 1 && r.gap(k-2) == gapComma) && stateCodes().Has(r.ts[k-1].Hash) || stateWords().Has(r.ts[k-1].Hash) && r.ts[k-1].Flags&lex.FirstUpper != 0):
			return last, 0.75, rulePostalState
		case r.cityAfter(k):
			return last, 0.65, rulePostalCity
		case last > k && k > 0 && r.gap(k-1) <= gapComma && cities.Match(r.b, r.ts, k-1) > 0:
			return last, 0.7, rulePostalState
		case r.behindBirth(k, last):
			return last, 0.55, rulePostalBirth
		}
	case 4:
		dutch := k+1 < len(r.ts) && r.ts[k+1].Len() == 2 && r.ts[k+1].Flags.AllUpper() && r.ts[k+1].Start-t.End == 1 && r.b[t.End] == ' '
		switch {
		case dutch && (labelled || r.cityAfter(k+1)):
			return k + 1, 0.9, rulePostalForm // more than the tagger of names has for a firm: "CS Amsterdam"
		case labelled && r.s.NoCase() && k+1 < len(r.ts) && r.ts[k+1].Len() == 2 && r.ts[k+1].Flags&(lex.HasDigit|lex.NonASCII) == 0 && r.ts[k+1].Start-t.End == 1 && r.gap(k+1) != gapWord:
			return k + 1, 0.8, rulePostalLabel
		case labelled:
			return k, 0.8, rulePostalLabel
		case k > 0 && r.ts[k-1].Len() <= 3 && r.ts[k-1].Flags.AllUpper() && provinceCodes().Has(r.ts[k-1].Hash) && r.australian(k):
			return k, 0.72, rulePostalState
		case prefixed && r.cityAfter(k):
			return k, 0.75, rulePostalForm
		case r.cityAfter(k) && !r.yearLike(k):
			return k, 0.5, rulePostalCity
		}
	case 6:
		if labelled {
			return k, 0.7, rulePostalLabel
		}
	}
	return k, 0, nil
}

// behindBirth reports a code that ends a line of facts right behind a date of birth: "DOB 2 Nov 1969, 90210".
func (r *addressReader) behindBirth(k, last int) bool {
	if k == 0 || r.gap(k-1) != gapComma || !r.ts[k-1].Flags.AllDigits() {
		return false
	}
	if end := int(r.ts[last].End); end < len(r.b) && r.b[end] != '\n' && r.b[end] != '\r' && r.b[end] != ';' && (r.b[end] != '.' && r.b[end] != ',' || end+1 < len(r.b) && lex.IsWord(r.b[end+1])) {
		return false
	}
	for i := k - 1; i > 0 && i > k-6; i-- {
		if birthWords().Has(r.ts[i-1].Hash) {
			return true
		}
	}
	return false
}

var hashPR = lex.HashString("pr")

var birthWordsValue lazy.Value[*lex.Set]

func birthWords() *lex.Set { return birthWordsValue.Get(makeBirthWords) }

func makeBirthWords() *lex.Set { return lex.NewSet("dob", "born", "birth", "birthdate", "birthday") }

// cityAfter reports a known city behind token k on the same line.
func (r *addressReader) cityAfter(k int) bool {
	return k+1 < len(r.ts) && r.gap(k) == gapWord && r.ts[k+1].Start-r.ts[k].End == 1 && (r.ts[k+1].Flags&lex.FirstUpper != 0 || r.s.NoCase() && r.ts[k+1].Len() > 4) && cities.Match(r.b, r.ts, k+1) > 0
}

// yearLike reports a number from 1900 to 2099.
func (r *addressReader) yearLike(k int) bool {
	w := r.b[r.ts[k].Start:r.ts[k].End]
	return w[0] == '1' && w[1] == '9' || w[0] == '2' && w[1] == '0'
}
