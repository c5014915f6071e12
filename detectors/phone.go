package detectors

import (
	"fmt"
	"slices"

	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/phonemeta"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// Phone finds telephone numbers of all regions: international ones ("+44 20 7946 0958", "0049 30 901820", "+49 (0)30 …"), national
// ones of the default regions US, GB, DE, AT, CH, FR, ES, IT and NL in their usual writing, any others behind a label ("Tel.",
// "call me at"), with extensions and vanity letters ("1-800-FLOWERS"), and spoken or half-spoken ones in English, German, French and
// Spanish ("oh two oh, uh, seven nine four six double oh …"). The finding includes "+", "(" and the extension.
//
// International numbers are checked against the numbering plans (ITU-T E.164; libphonenumber's metadata, see internal/phonemeta), so
// are national ones of the regions; the reserved fiction range 555-01xx counts though no plan assigns it. Refused are dates, amounts,
// coordinates, IP addresses, ranges, time stamps, card numbers, and numbers behind words such as "order", "case" or "ISBN". Ten bare
// digits need a label. Cost: constant for each digit cluster and each run of number words.
func Phone() pii.Detector { return phoneDetector{regions: defaultRegions} }

// PhoneIn is Phone for text of known regions, as ISO 3166-1 alpha-2 codes in capitals. It finds what Phone finds, and national numbers
// of these regions that the metadata calls unassigned (ranges not yet handed out, or reserved for fiction) if they have the national
// prefix and a length that the plan uses. Canonical forms are those of these regions, the first one first. An unknown region is an error.
func PhoneIn(regions ...string) (pii.Detector, error) {
	rs := make([]*phonemeta.Region, 0, len(regions))
	for _, id := range regions {
		r, ok := phonemeta.Lookup(id)
		if !ok {
			return nil, fmt.Errorf("detectors: phone region %q is unknown", id)
		}
		rs = append(rs, r)
	}
	all := slices.Clone(rs)
	for _, r := range defaultRegions() {
		if !slices.Contains(rs, r) {
			all = append(all, r)
		}
	}
	return phoneDetector{func() []*phonemeta.Region { return all }, rs}, nil
}

var defaultTable lazy.Value[[]*phonemeta.Region]

func defaultRegions() []*phonemeta.Region {
	return defaultTable.Get(func() []*phonemeta.Region {
		var rs []*phonemeta.Region
		for _, id := range []string{"US", "GB", "DE", "AT", "CH", "FR", "ES", "IT", "NL"} {
			if r, ok := phonemeta.Lookup(id); ok {
				rs = append(rs, r)
			}
		}
		return rs
	})
}

type phoneDetector struct {
	regions func() []*phonemeta.Region // whose national numbers count
	own     []*phonemeta.Region        // given regions, whose numbers count by their form too; nil for Phone
}

// dialled reports a number as one of the given regions may dial it, assigned or not. It begins with the national prefix if prefixed.
func (d phoneDetector) dialled(digits []byte) (ok, prefixed bool) {
	for _, r := range d.own {
		if r.Code == 1 {
			continue // see american
		}
		switch p := r.National; {
		case p == "":
			ok = ok || len(digits) > 8 && r.Possible(digits)
		case len(digits) > len(p)+7 && string(digits[:len(p)]) == p && digits[len(p)] != '0' && r.Possible(digits[len(p):]):
			return true, true
		}
	}
	return ok, false
}

// northAmerican reports whether a region of the North American plan is given.
func (d phoneDetector) northAmerican() bool {
	return slices.ContainsFunc(d.own, func(r *phonemeta.Region) bool { return r.Code == 1 })
}

func (d phoneDetector) Spec() pii.Spec {
	digits := pii.OnDigits(3, maxPhoneDigits).Without(pii.ClockLike | pii.FourDotted)
	if d.own == nil { // numbers of given regions may be short
		digits = digits.Beside()
	}
	return pii.Spec{
		Name:   "phone",
		Types:  []pii.Type{pii.Phone},
		Reach:  pii.Reach{Behind: 256, Ahead: 512},
		Wants:  []pii.Want{digits, pii.OnWords(spoken.Starters()...)},
		Labels: phoneLabels(),
	}
}

var (
	rulePhoneIntl     = &pii.Rule{Detector: "phone", Name: "international", Validator: "numbering plan", Source: "ITU-T E.164; libphonenumber metadata"}
	rulePhoneIntlForm = &pii.Rule{Detector: "phone", Name: "international form", Source: "ITU-T E.164"}
	rulePhoneNational = &pii.Rule{Detector: "phone", Name: "national", Source: "libphonenumber metadata"}
	rulePhoneLabel    = &pii.Rule{Detector: "phone", Name: "label"}
	rulePhoneVanity   = &pii.Rule{Detector: "phone", Name: "vanity", Source: "ITU-T E.161"}
	rulePhoneSpoken   = &pii.Rule{Detector: "phone", Name: "spoken"}
)

var phoneLabelsValue lazy.Value[*pii.LabelSet]

func phoneLabels() *pii.LabelSet { return phoneLabelsValue.Get(makePhoneLabels) }

func makePhoneLabels() *pii.LabelSet {
	var ls []pii.Label
	add := func(lang string, texts ...string) {
		for _, t := range texts {
			ls = append(ls, pii.Label{Text: t, Lang: lang})
		}
	}
	add("en", "phone", "phones", "phone numbers", "mobiles", "tel", "telephone", "telephones", "mobile", "cell", "cell phone", "cellphone", "fax", "phone number", "telephone number", "mobile number",
		"contact number", "call", "call me", "call us", "reach me", "reach us", "text", "text me", "ring", "ring me", "my number", "number is", "dial",
		"landline", "home phone", "work phone", "phone no", "tel no", "whatsapp", "callback number", "call back number", "best number", "hotline", "my #", "zap", "wpp", "wsp", "wapp", "whatsapp me", "cell is",
		"helpline", "phone number is", "mob", "ph", "m", "t", "p", "direct line", "msisdn", "caller id", "caller id num", "caller id number", "connected line num", "calling number", "called number", "dialed number", "dialled number", "ani", "dnis", "sip from user", "sip to user", "voicemail", "pager", "cell number", "phonenumber", "phoneno", "mobilenumber", "telephonenumber", "contactnumber", "homephone", "workphone", "business phone", "office phone", "company phone", "work tel", "work mobile", "work cell", "office tel", "callback", "mobilephone", "phonehome", "phonework")
	add("de", "telefon", "telefonnummer", "handy", "handynummer", "mobil", "mobilnummer", "rufnummer", "fon", "durchwahl", "telefax", "festnetz",
		"mobiltelefon", "rückrufnummer", "unter", "anrufen", "meine nummer", "nummer", "telnr", "tel nr", "telefonnr", "handynr")
	add("fr", "tél", "téléphone", "portable", "mobile", "numéro de téléphone", "appelez", "appelez moi", "mon numéro", "fixe", "télécopie", "gsm", "au", "numéro")
	add("es", "teléfono", "telefono", "tfno", "tlf", "tlfno", "móvil", "movil", "celular", "número de teléfono", "llámame", "llame", "mi número", "fijo", "número")
	add("it", "telefono", "cellulare", "cell", "numero di telefono", "chiamami", "numero", "numero telefono", "numero cellulare")
	add("nl", "telefoon", "telefoonnummer", "mobiel", "mobiele nummer", "bel", "telefoonnr", "telnr", "tel nr")
	return pii.NewLabels(ls...)
}

func (d phoneDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	r := phoneReader{d: d, s: s, b: s.Text, ts: s.Tokens(), dst: dst}
	for i := range at {
		a := &at[i]
		if a.Start < r.until {
			continue
		}
		if a.Want == 0 {
			r.cluster(s.Number(*a).Start)
		} else {
			r.said(s.TokenAt(a.Start))
		}
	}
	return r.dst
}

// phoneReader reads one segment.
type phoneReader struct {
	d     phoneDetector
	s     *pii.Segment
	b     []byte
	ts    []pii.Token
	dst   []pii.Finding
	until int // no anchor before counts
	taken int // end of the last finding
	n     phoneRun
	date  struct { // how the number reads as a date
		at   int // one more than its position; 0 if none is held
		end  int
		form dates.Form
	}

	ctx      phoneContext // of the number that is judged, read when it is first asked for
	ctxKnown bool
	ctxAt    int
	follows  bool // the number follows a labelled one
}

func (r *phoneReader) emit(start, end int, score float32, rule *pii.Rule) {
	f := r.s.Found(start, end, pii.Phone, min(score, 0.99), rule)
	f.Attrs = f.Attrs.WithSpoken(rule == rulePhoneSpoken).WithLabelled(r.context().label)
	r.dst = append(r.dst, f)
	r.until, r.taken = max(r.until, end), end
}
