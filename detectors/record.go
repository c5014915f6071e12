package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// Record finds numbers of records behind their label, in English, German, French, Spanish, Italian, Dutch, Portuguese, Polish and Swedish: MRN ("MRN", "Fallakte"),
// CLIENT_ID ("customer no.", "Kundennummer"), INVOICE_ID ("invoice", "Rechnung Nr."), POLICY_ID ("policy", "Versicherungsschein"),
// CASE_ID ("case", "Aktenzeichen", "expediente"), PASSPORT, DRIVING_LICENCE, NATIONAL_ID, TAX_ID, LICENCE_ID, VEHICLE_PLATE and VIN. A value holds a digit, and letters, digits and "-", "/", "." or "_" inside; numbers
// said in words count if three digits or more are said, with letters between them ("B as in bravo, seven seven one"). A label in a
// question is answered behind it, or in the next turn. Refused are dates, times, amounts and plain words. Cost: constant for each label.
func Record() pii.Detector { return recordDetector{} }

type recordDetector struct{}

// recordTypes are the types by label.
var recordTypes = [...]pii.Type{pii.MRN, pii.ClientID, pii.InvoiceID, pii.PolicyID, pii.CaseID,
	pii.Passport, pii.DrivingLicence, pii.NationalID, pii.TaxID, pii.LicenceID, pii.VehiclePlate, pii.VIN}

func (recordDetector) Spec() pii.Spec {
	return pii.Spec{Name: "record", Types: recordTypes[:], Wants: []pii.Want{pii.OnLabel(), pii.OnWords(prefixes...), pii.OnWords(saidSigns...), pii.OnWords(courtWords...), pii.OnWords(vehicleWords...), pii.OnDigits(10, 10).Groups(4).With(pii.DotInside).Beside(), pii.OnWords(pathWordList()...), pii.OnWords(vatWords...)}, Labels: recordLabels()}
}

// prefixes are words that begin a number and name its type: "MRN-0018843", "INV-2026-1187".
var prefixes = []string{"mrn", "inv", "clm", "inc"}

var prefixTypes = [...]int{mrnLabel, invoiceLabel, caseLabel, caseLabel}

// Forms names a number, so that it is found again without its label. It has four digits or more, and six bytes or more.
func (recordDetector) Forms(dst []pii.Form, s *pii.Segment, f pii.Finding) []pii.Form {
	text, _, ok := s.Value(f)
	if !ok || len(text) < 6 || !hasDigits(text, 4) {
		return dst
	}
	return append(dst, pii.Form{Text: text, Type: f.Type, Score: f.Score - 0.1, Attrs: f.Attrs})
}

var (
	ruleRecord     = &pii.Rule{Detector: "record", Name: "label"}
	ruleRecordSaid = &pii.Rule{Detector: "record", Name: "spoken"}
	ruleRegister   = &pii.Rule{Detector: "record", Name: "register", Validator: "modulus 97", Source: "KBO/BCE"}
)

func (recordDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	r := recordReader{s: s, b: s.Text, dst: dst}
	all := recordLabels().Labels()
	for i, a := range at {
		if a.Want == 0 && all[a.ID].ID&formedLabel != 0 && a.Start < a.End && a.Value < len(s.Text) && !lex.IsUpper(s.Text[a.Value]) && !lex.IsDigit(s.Text[a.Value]) {
			continue // a common word without a reference behind it
		}
		if a.Want == 1 {
			end, digits := recordEnd(s.Text, a.Start)
			if k := bytes.IndexByte(s.Text[a.Start:end], '/'); k > 0 {
				end = a.Start + k // the next part of a path
			}
			if digits < 4 {
				continue
			}
			joined := s.Text[a.End] == '-' || s.Text[a.End] == '_' && a.ID == 0 || s.Text[a.End] == ' ' && a.ID == prefixINC && digits >= 6
			if a.Start >= r.until && joined && (a.ID == 0 || digits > 4 && lex.IsUpper(s.Text[a.End-1]) && !r.firm(a.Start)) && !wordBefore(s.Text, a.Start) {
				r.emit(a.Start, end, recordTypes[prefixTypes[a.ID]], 0.82, ruleRecord)
			}
			continue
		}
		if a.Want == 2 {
			r.saidSign(s.TokenAt(a.Start))
			continue
		}
		if a.Want == 3 {
			r.court(a.End)
			continue
		}
		if a.Want == 4 {
			r.vehicle(a.End)
			continue
		}
		if a.Want == 7 {
			r.vat(a.End)
			continue
		}
		if a.Want == 6 {
			r.path(a)
			continue
		}
		if a.Want == 5 {
			if start, end := belgian(s.Text, s.Number(a)); end > 0 && start >= r.until {
				r.emit(start, end, pii.TaxID, 0.9, ruleRegister)
			}
			continue
		}
		if a.Value < r.until || i+1 < len(at) && at[i+1].Want == 0 && at[i+1].Start == a.Start && at[i+1].End > a.End || r.answers(a) {
			continue
		}
		r.plural = a.Start < a.End && s.Text[a.End-1]|0x20 == 's'
		for a.Value > a.End && alnum(s.Text[a.Value-1]) {
			a.Value-- // "ID S-441209", whose S the engine takes for a filler
		}
		l, ok := s.LabelBefore(recordLabels(), a.Value)
		if ok && r.value(recordStart(s, a.Value), l.ID, a) {
			continue
		}
		if p := r.sirenPast(a); p > 0 && r.value(p, taxLabel, a) {
			continue
		}
		p, sure := r.pastWords(a)
		if at, words := aside(s, a.Value); words > 0 {
			p = at
		}
		if p > 0 {
			l, ok := l, ok
			if sure {
				l.ID &^= weakLabel
				_, own := s.LabelBefore(recordLabels(), p)
				ok = ok && !own // "plan member: policy number HM-448"
			}
			if ok && l.ID&(weakLabel|otherLabel|accountNumber|formedLabel|bodyLabel) == 0 && r.value(p, l.ID, a) {
				continue
			}
			if e, _ := recordEnd(s.Text, p); ok && l.ID == policyLabel|weakLabel && formed(s.Text[p:e], policyLabel) && r.value(p, l.ID, a) {
				continue // "contrat habitation MRH-330-71924"
			}
		}
		if p := behindPhrase(s, a); p > 0 && ok && l.ID&(weakLabel|otherLabel|accountNumber|hashLabel|formedLabel|bodyLabel) == 0 && r.value(p, l.ID, a) {
			continue
		}
		if ok && r.sentence(a, l) {
			continue
		}
		if p, ok := answer(s, a.Value); ok && a.Start < a.End {
			l, ok := s.LabelBefore(recordLabels(), a.End)
			if ok && l.ID&weakLabel != 0 && bytes.IndexByte(s.Text[a.End:p], '?') < 0 && bytes.IndexByte(s.Text[a.Start:a.End], ' ') < 0 {
				continue // "case 8:" is no question
			}
			if !ok || r.value(p, l.ID&^weakLabel, a) {
				continue
			}
			k := leadIn(s, s.TokenAt(p))
			if k < len(s.Tokens()) && r.value(int(s.Tokens()[k].Start), l.ID&^weakLabel, a) {
				continue
			}
			if k := r.behindName(k); k > 0 {
				r.value(int(s.Tokens()[k].Start), l.ID&^(weakLabel|accountNumber), a)
			}
		}
	}
	return r.dst
}

type recordReader struct {
	s      *pii.Segment
	b      []byte
	dst    []pii.Finding
	until  int
	plural bool // the label speaks of several numbers
}

func (r *recordReader) emit(start, end int, t pii.Type, score float32, rule *pii.Rule) bool {
	f := labelled(r.s.Found(start, end, t, score, rule))
	if rule == ruleRecordSaid {
		f = said(f)
	}
	r.dst = append(r.dst, f)
	r.until = end
	if rule != ruleRecordSaid {
		r.alike(start, end, t, score, rule)
	}
	return true
}

// value reads the number at p behind the label of anchor a.
func (r *recordReader) value(p, id int, a pii.Anchor) bool {
	b := r.b
	if p >= len(b) || wordBefore(b, p) || id&otherLabel != 0 {
		return false
	}
	if id&hashLabel != 0 {
		if a.Start == a.End || bytes.IndexByte(b[a.End:max(a.End, min(p, a.End+4))], '#') < 0 {
			return false
		}
		id &^= hashLabel
	}
	weak := id&weakLabel != 0
	if p == a.End+1 && (b[a.End] == '.' || b[a.End] == '_') && b[p]-'a' < 26 {
		return false // a member: policy.rfc2965
	}
	if v := b[a.Start:a.End]; equalFold(v, "gz") && a.Start > 0 && b[a.Start-1] == '.' {
		return false // a file's name
	}
	if v := b[a.Start:a.End]; len(v) == 2 && (equalFold(v, "az") || equalFold(v, "gz")) && b[a.End] != '.' && b[a.End] != ':' {
		return false // Arizona
	}
	shaped := id&formedLabel != 0
	if shaped {
		end, _ := recordEnd(b, p)
		id &^= formedLabel
		if hashed := id <= policyLabel && id != invoiceLabel && bytes.IndexByte(b[a.End:max(a.End, min(p, a.End+4))], '#') >= 0; !hashed && !formed(b[p:end], id&labelKind) {
			return false
		}
	}
	if id&bodyLabel != 0 {
		if id &^= bodyLabel; a.Start < a.End && (!lex.IsUpper(b[a.Start]) || a.End-a.Start < 4 && !lex.IsUpper(b[a.End-1])) {
			return false
		}
	}
	t := recordTypes[id&labelKind]
	score := float32(0.82)
	if id&accountNumber != 0 {
		score = 0.6 // Account knows better
	}
	end, digits := recordEnd(b, p)
	if id&accountNumber != 0 && !bytes.Contains(b[p:end], []byte(" ")) && formed(b[p:end], clientLabel) {
		score = 0.82 // "account=AC-55102"
	}
	if !weak && !shaped || id&labelKind == plateLabel && r.platesaid(p) {
		if e, letters := r.spelled(p); e > end {
			if score -= 0.05; letters {
				score = max(score, 0.92) // names that spell: "D for David"
			}
			return r.emit(p, e, t, score, ruleRecordSaid)
		}
	}
	if t == pii.CaseID && r.otherCase(a.Start) || bytes.Contains(b[a.End:max(a.End, p)], []byte("\" (")) {
		return false // "lower case: 3f2a", `state a claim" (550 U.S. 544)`
	}
	if r.ownLabel(p) {
		return false // "Patient: NHC 448120", "vehicle VRM KD66 PWN"
	}
	if kind := id & labelKind; t == pii.ClientID && digits > 3 && (!weak || end-p == digits && digits > 4) && r.ofBody(a.Start) {
		return r.emit(p, end, pii.LicenceID, score, ruleIdentity) // "ICAEW member 8842091"
	} else if kind >= passportLabel {
		if id == drivingLabel|weakLabel && r.licensed(a.Start) {
			kind, t = licenceLabel, pii.LicenceID
		} else if kind == plateLabel && vinAt(b, p) {
			t = pii.VIN
		}
		if _, ok := driverNumber(b, p); ok && kind == licenceLabel {
			kind, t = drivingLabel, pii.DrivingLicence
		}
		if kind == licenceLabel && (hasFold(b[a.Start:], "licen") && r.ofDriver(a.Start)) {
			kind, t = drivingLabel, pii.DrivingLicence
		}
		if kind == licenceLabel && r.ofVehicle(a) {
			kind, t = plateLabel, pii.VehiclePlate
		}
		if kind == plateLabel && (r.ofCouncil(a, p) || r.ofBody(a.Start)) {
			kind, t = licenceLabel, pii.LicenceID
		}
		if kind == taxLabel && weak && equalFold(b[a.Start:a.End], "cif") && allDigits(b[p:end]) {
			return digits >= minCIF && r.emit(p, end, pii.ClientID, score, ruleRecord)
		}
		if kind == drivingLabel && weak {
			if q := r.tradeAt(p); q > 0 {
				kind, t, p = licenceLabel, pii.LicenceID, q // "License: RN 88214"
			}
		}
		if kind == nationalLabel && weak && string(b[a.Start:a.End]) == "RC" && companyRC(b, p) > 0 {
			t = pii.TaxID
		}
		if kind == nationalLabel && r.numberOfThing(a) {
			return false
		}
		if kind == nationalLabel && frenchRoll(b, p) {
			return r.emit(p, p+frenchRollSize, pii.CaseID, score, ruleRecord)
		}
		if end, ok := identityEnd(r.s, kind, weak, p, a); ok {
			if kind == taxLabel && end-p < 8 {
				score = 0.92 // of a register: "HRB 5518 AG Lemgo" is no postcode
			}
			return r.emit(p, end, t, score, ruleIdentity)
		}
		return false
	}
	if weak && isBareID(b[a.Start:a.End]) {
		if thing, ok := r.numberedThing(a.Start); ok && formed(b[p:end], thing) {
			return r.emit(p, end, recordTypes[thing], score, ruleRecord) // "rimborso id=RMB-448190"
		}
		if southAfrican(b, p) {
			return r.emit(p, p+southAfricanSize, pii.NationalID, 0.92, ruleSouthAfrican)
		}
	}
	if weak && isBareID(b[a.Start:a.End]) && (!r.clientBefore(a.Start) || r.keyOfOther(a.Start)) {
		return false
	}
	end, digits = initialed(b, p, end, digits)
	if t == pii.MRN && hasFold(b[a.Start:], "record n") && digits > 4 && b[p+4] == '/' && bareYear(b[p:p+4]) {
		t = pii.CaseID // of a court: "Record No. 2017/4471 P"
	}
	if t == pii.CaseID {
		end, digits = courtFile(b, p, end, digits)
	}
	v := b[p:end]
	if codeType(v) || end < len(b) && (b[end] == '(' || b[end] == '[' || b[end] == '{') || p > 0 && (b[p-1] == '*' || b[p-1] == '&') || member(v) {
		return false
	}
	if digits < 2 || digits < 3 && len(v) < 5 || hasFold(v, "0x") || dateLike(v) || amount(b, end) {
		return false
	}
	if years(v) && weak || bareYear(v) && a.Start < a.End && !marked(b, a.End, p) && bytes.IndexByte(b[a.Start:a.End], ' ') < 0 && b[a.End] == ' ' && p == a.End+1 {
		return false // "report 2024-2025", "the ticket 2024 was"
	}
	if weak && t == pii.ClientID && a.Value == a.End+1 && b[a.End] == ' ' && b[a.Start] != 'i' && b[a.Start] != 'I' && plainID(b[p:end]) && !wordedAmount(r.s, end) {
		return r.emit(p, end, t, 0.6, ruleRecord) // "employee 118804"
	}
	if weak && !shaped && allDigits(b[p:end]) && (t == pii.CaseID && digits >= 9 && !wordedAmount(r.s, end) || t == pii.ClientID && digits >= 4 && r.enclosed(a, p, end)) {
		return r.emit(p, end, t, 0.6, ruleRecord) // "zaak 2026038815", "(employee 0447)"
	}
	if weak && spaced(v) && !marked(b, a.End, p) && (p > a.End+2 || t == pii.CaseID && !bytes.ContainsAny(v, "-/")) {
		return false // "save the file.   SF 661318", "on file QQ 12 34 56 C"
	}
	if weak && t == pii.InvoiceID && orderForm(v) {
		return r.emit(p, end, t, 0.6, ruleRecord)
	}
	if weak && (digits < 4 || !marked(b, a.End, a.Value) && (p > 0 && b[p-1] == '"' || !structured(v))) {
		return false
	}
	if weak && t == pii.InvoiceID && !equalFold(b[a.Start:a.End], "inv") && (!structured(v) || !lex.IsLetter(v[0])) {
		return false // "order: 1000"
	}
	if v := b[a.Start:a.End]; digits < 8 && equalFold(v, "chi") || digits < 5 && len(b[p:end]) < 5 && hasFold(v, "group") || id&accountNumber != 0 && len(b[p:end]) > 2*digits+2 {
		return false
	}
	if hasFold(v, "inv-") || hasFold(v, "inv/") {
		t = pii.InvoiceID
	}
	return r.emit(p, end, t, score, ruleRecord)
}

// ownLabel reports letters at p that are the label of the number behind them.
func (r *recordReader) ownLabel(p int) bool {
	ts := r.s.Tokens()
	k := r.s.TokenAt(p)
	if k+1 >= len(ts) || int(ts[k].Start) != p || ts[k].Flags&lex.HasDigit != 0 || ts[k+1].Flags&lex.HasDigit == 0 || ts[k].Len() < 2 || ts[k].Len() > 4 || string(r.b[ts[k].End:ts[k+1].Start]) != " " {
		return false
	}
	l, ok := r.s.LabelBefore(recordLabels(), int(ts[k+1].Start))
	return ok && equalFold(r.b[p:ts[k].End], l.Text)
}

// spelled returns the end of a number at p that is said, digit by digit, and whether letters are among them; 0 if there is none.
func (r *recordReader) spelled(p int) (end int, letters bool) {
	ts := r.s.Tokens()
	k := r.s.TokenAt(p)
	if k >= len(ts) || int(ts[k].Start) != p {
		return 0, false
	}
	var w spoken.Spelling
	spoken.Spell(&w, r.b, ts, k)
	if w.N < 3 || w.Words < 3 && !singles(ts[k:w.End]) || w.Digits < 2 || w.Letters > w.Digits+3 {
		return 0, false
	}
	return int(ts[w.End-1].End), w.Letters > 0
}

// platesaid reports a number plate that is said at p: letters and digits, five to eight of them.
func (r *recordReader) platesaid(p int) bool {
	var w spoken.Spelling
	k := r.s.TokenAt(p)
	if k >= len(r.s.Tokens()) {
		return false
	}
	spoken.Spell(&w, r.b, r.s.Tokens(), k)
	return w.N >= 5 && w.N <= maxPlate && w.Letters > 1 && w.Digits > 1
}

// singles reports five tokens or more of one letter or figure each: "H 4 4 1 0", as a recogniser writes what is spelled.
func singles(ts []pii.Token) bool {
	for i := range ts {
		if ts[i].Len() != 1 {
			return false
		}
	}
	return len(ts) > 4
}
