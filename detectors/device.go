package detectors

import (
	"github.com/lethe-pii/lethe/internal/checkdigit"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// Device finds UUIDs (RFC 9562; the nil UUID is refused), and device identifiers behind a label: IMEI with its check digit (3GPP
// TS 23.003 annex B), advertising and Android ids, serial numbers. A UUID behind such a label is a DEVICE_ID. Cost: constant for each
// run of 36 bytes and each label.
func Device() pii.Detector { return deviceDetector{} }

type deviceDetector struct{}

const (
	handsetLabel     = iota + 1 // the word alone says too little: its value is hexadecimal
	advertisingLabel            // advertisements have ids too: its value is a UUID
)

var deviceLabelsValue lazy.Value[*pii.LabelSet]

func deviceLabels() *pii.LabelSet { return deviceLabelsValue.Get(makeDeviceLabels) }

func makeDeviceLabels() *pii.LabelSet {
	ls := labels("", 0, "device id", "deviceid", "device identifier", "imei", "meid", "idfa", "idfv", "gaid", "aaid", "android id", "advertising id", "udid",
		"hardware id", "hwid", "serial number", "serial no", "serial", "s n", "device serial", "machine id", "imsi", "iccid", "device uuid", "install id",
		"installation id", "pump serial", "implant serial", "device sn", "pacemaker sn", "implant sn", "pump sn", "pacemaker serial", "sn", "phone imei", "device imei", "dev", "imei number", "imei no", "imei code", "phone serial")
	ls = append(ls, labels("de", 0, "seriennummer", "gerätenummer", "geräte id", "gerätekennung")...)
	ls = append(ls, labels("fr", 0, "numéro de série", "identifiant de l appareil")...)
	ls = append(ls, labels("es", 0, "número de serie", "id del dispositivo")...)
	ls = append(ls, labels("it", 0, "numero di serie")...)
	ls = append(ls, labels("nl", 0, "serienummer")...)
	for i := range ls {
		switch ls[i].Text {
		case "s n", "device identifier", "device serial", "device sn", "pacemaker sn", "implant sn", "pump sn", "imei", "iccid", "imsi", "meid", "serial number", "serial no", "device id", "seriennummer", "numéro de série", "número de serie", "numero di serie", "serienummer", "idfa", "phone imei", "device imei", "imei number", "imei no", "imei code":
			ls[i].Bare = true
		}
	}
	ls = append(ls, labels("", advertisingLabel, "adid", "ad id", "advertiser id", "google advertising id", "apple advertising id", "google ad id", "google adid", "android ad id", "advertising identifier", "advertisingid", "werbe id", "identifiant publicitaire", "id de publicidad", "id pubblicitario", "reclame id")...)
	for _, t := range [...]string{"device", "gerät", "dispositivo", "appareil", "toestel", "enhet", "urządzenie", "aparelho", "handset", "phone"} {
		ls = append(ls, pii.Label{Text: t, ID: handsetLabel, Bare: true})
	}
	return pii.NewLabels(ls...)
}

func (deviceDetector) Spec() pii.Spec {
	return pii.Spec{
		Name:   "device",
		Types:  []pii.Type{pii.UUID, pii.DeviceID},
		Wants:  []pii.Want{pii.OnLong(36), pii.OnLabel()},
		Labels: deviceLabels(),
	}
}

var (
	ruleUUID   = &pii.Rule{Detector: "device", Name: "uuid", Source: "RFC 9562 section 4"}
	ruleDevice = &pii.Rule{Detector: "device", Name: "label"}
	ruleIMEI   = &pii.Rule{Detector: "device", Name: "imei", Validator: "luhn", Source: "3GPP TS 23.003 annex B"}
)

func (deviceDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	b := s.Text
	for _, a := range at {
		if a.Want == 0 {
			// "id-xxxxxxxx-…" or "…_meta": the run may hold more than the UUID
			for p := a.Start; p+36 <= a.End && p-a.Start < 64; p++ {
				if isUUID(b[p:p+36]) && !wordBefore(b, p) && !wordAfter(b, p+36) {
					t, score := pii.UUID, float32(0.9)
					if l, ok := s.LabelBefore(deviceLabels(), p); ok && l.ID != handsetLabel {
						t, score = pii.DeviceID, 0.92
					}
					dst = append(dst, s.Found(p, p+36, t, score, ruleUUID))
					break
				}
			}
			continue
		}
		start := a.Value
		if p, ok := answer(s, start); ok && a.Start < a.End && !hasDigits(b[start:min(len(b), start+1)], 1) {
			if k := leadIn(s, s.TokenAt(p)); k < len(s.Tokens()) && s.Tokens()[k].Flags&lex.HasDigit != 0 {
				start = int(s.Tokens()[k].Start)
			}
		}
		if e := groupedIMEI(b, start); e > 0 {
			dst = append(dst, labelled(s.Found(start, e, pii.DeviceID, 0.95, ruleIMEI)))
			continue
		}
		if from, e := nearIMEI(s, a); e > 0 {
			dst = append(dst, labelled(s.Found(from, e, pii.DeviceID, 0.9, ruleIMEI)))
			continue
		}
		end := start
		for end < len(b) && end-start < 64 && (alnum(b[end]) || (b[end] == '-' || b[end] == ':' || b[end] == '.' || b[end] == '/') && end > start && end+1 < len(b) && alnum(b[end+1])) {
			end++
		}
		v := b[start:end]
		if len(v) < 5 || !hasDigits(v, 3) || wordBefore(b, start) {
			continue
		}
		l, _ := s.LabelBefore(deviceLabels(), start)
		rule, score := ruleDevice, float32(0.75)
		if len(v) == 15 && checkdigit.Luhn(v) {
			rule, score = ruleIMEI, 0.95
		} else if l.ID == advertisingLabel || l.ID == handsetLabel && !hexID(v) {
			continue
		} else if w := b[a.Start:a.End]; equalFold(w, "dev") || len(w) == len("s/n") && !marked(b, a.End, start) && !serialForm(v) {
			continue // "dev" is for IMEIs only
		}
		dst = append(dst, labelled(s.Found(start, end, pii.DeviceID, score, rule)))
	}
	return dst
}

// maxIMEI is how many words may stand between the word IMEI and its number.
const maxIMEI = 6

// nearIMEI returns an IMEI near the label of anchor a if that is the word: "the IMEI we see is 3549…", "354955369967291 (IMEI)". Fifteen
// figures in one piece are enough in a sentence that has the word.
func nearIMEI(s *pii.Segment, a pii.Anchor) (from, to int) {
	ts, b := s.Tokens(), s.Text
	if a.Start == a.End || !equalFold(b[a.Start:a.End], "imei") {
		return 0, 0
	}
	k := s.TokenAt(a.Start)
	if k > 0 && ts[k-1].Len() == 15 && ts[k-1].Flags.AllDigits() && string(b[ts[k-1].End:a.Start]) == " (" {
		return int(ts[k-1].Start), int(ts[k-1].End)
	}
	for j := k + 2; j < len(ts) && j <= k+maxIMEI && string(b[ts[j-1].End:ts[j].Start]) == " "; j++ {
		if ts[j].Len() == 15 && ts[j].Flags.AllDigits() {
			return int(ts[j].Start), int(ts[j].End)
		}
	}
	return 0, 0
}

// groupedIMEI returns the end of an IMEI in groups of digits at p, "35 209900 176148 1", 0 if there is none.
func groupedIMEI(b []byte, p int) int {
	var v [15]byte
	end, ok := collect(v[:], b, p, " -/")
	if !ok || end-p == len(v) || !allDigits(v[:]) || !checkdigit.Luhn(v[:]) {
		return 0
	}
	return end
}

// hexID reports an identifier of 12 or more hexadecimal digits, letters and figures mixed.
func hexID(v []byte) bool {
	letters := false
	for _, c := range v {
		if !isHex(c) {
			return false
		}
		letters = letters || lex.IsLetter(c)
	}
	return len(v) >= 12 && letters && hasDigits(v, 3)
}

// serialForm reports capitals and figures, eight or more.
func serialForm(v []byte) bool {
	letters := 0
	for _, c := range v {
		if !lex.IsUpper(c) && !lex.IsDigit(c) {
			return false
		}
		if lex.IsUpper(c) {
			letters++
		}
	}
	return len(v) >= 8 && letters >= 2
}

// hasDigits reports whether v has at least n digits.
func hasDigits(v []byte, n int) bool {
	for _, c := range v {
		if lex.IsDigit(c) {
			n--
		}
	}
	return n <= 0
}

// isUUID reports whether v, 36 bytes, is a UUID in its text form and not nil.
func isUUID(v []byte) bool {
	other := false
	for i, c := range v {
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if !isHex(c) {
				return false
			}
			other = other || c != '0'
		}
	}
	return other
}
