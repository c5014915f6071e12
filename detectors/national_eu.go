package detectors

import (
	"sync"

	"github.com/lethe-pii/lethe/internal/checkdigit"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// UKNHS finds NHS numbers behind a label: ten digits, weights 10 to 2, modulus 11 (NHS data dictionary).
func UKNHS() pii.Detector { return &nhs }

// UKNINO finds UK National Insurance numbers: two letters, six digits, A to D, with the prefixes that HMRC does not issue refused
// (NIM39110); QQ, which documentation uses, counts behind a label. There is no check digit.
func UKNINO() pii.Detector { return &nino }

// DESteuerID finds German tax identification numbers: eleven digits, MOD 11,10 and the rule of repeated digits (BZSt). Without a label
// only in the groups 2 3 3 3.
func DESteuerID() pii.Detector { return &steuerID }

// DESVNummer finds German social insurance numbers: area, date of birth, letter, serial, check digit (VKVV § 4).
func DESVNummer() pii.Detector { return &svNummer }

// ESDNI finds Spanish identity numbers: eight digits and the letter of the number modulo 23 (Real Decreto 1553/2005).
func ESDNI() pii.Detector { return &dni }

// ESNIE finds Spanish foreigner's numbers: X, Y or Z, seven digits and the letter as in ESDNI.
func ESNIE() pii.Detector { return &nie }

// FRNIR finds French social security numbers: fifteen digits (2A and 2B for Corsica) with a key modulo 97 (INSEE).
func FRNIR() pii.Detector { return &nir }

// ITCodice finds Italian tax codes: sixteen letters and digits with a check letter (DM 23/12/1976).
func ITCodice() pii.Detector { return &codice }

// NLBSN finds Dutch citizen service numbers behind a label: nine digits that pass the "elfproef".
func NLBSN() pii.Detector { return &bsn }

var nhs = nationalID{
	name: "uk nhs", typ: pii.UKNHS, size: 10, digits: true, seps: " -", min: 10, score: 0.96,
	labels: sync.OnceValue(func() *pii.LabelSet {
		return bareLabels("nhs", "nhs number", "nhs no", "nhs num", "nhs id", "n h s number", "n h s", "patient nhs", "nhsnumber")
	}),
	check: func(v idValue) bool { return checkdigit.NHS(v.bytes()) },
	rule:  &pii.Rule{Detector: "uk nhs", Name: "number", Validator: "modulus 11", Source: "NHS data dictionary"},
}

var nino = nationalID{
	name: "uk nino", typ: pii.UKNINO, size: 9, groups: 1<<2 | 1<<6, traits: pii.LetterNear | pii.GoesOn, lead: 2, seps: " ", min: 6, letter: true, free: 0.82, score: 0.95,
	labels: sync.OnceValue(func() *pii.LabelSet {
		return bareLabels("national insurance number", "national insurance", "ni number", "nino", "ni no", "n i", "ni", "insurance number")
	}),
	check: func(id idValue) bool {
		v := id.bytes()
		a, b, z := v[0]&^0x20, v[1]&^0x20, v[8]&^0x20
		if !lex.IsLetter(v[0]) || !lex.IsLetter(v[1]) || !allDigits(v[2:8]) || z < 'A' || z > 'D' || lex.IsDigit(v[8]) {
			return false
		}
		for _, c := range [...]byte{a, b} {
			if c == 'D' || c == 'F' || c == 'I' || c == 'Q' && (a != 'Q' || b != 'Q') || c == 'U' || c == 'V' {
				return false
			}
		}
		if b == 'O' {
			return false
		}
		for _, p := range [...]string{"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"} {
			if p[0] == a && p[1] == b {
				return false
			}
		}
		return true
	},
	form: func(raw []byte) bool {
		return raw[0]&^0x20 != 'Q' && lex.IsUpper(raw[0]) == lex.IsUpper(raw[len(raw)-1])
	},
	rule: &pii.Rule{Detector: "uk nino", Name: "number", Source: "HMRC NIM39110"},
}

var steuerID = nationalID{
	name: "de steuer id", typ: pii.DESteuerID, size: 11, digits: true, groups: 1 << 2, seps: " /-", min: 11, free: 0.7, score: 0.97, form: like("99 999 999 999"),
	labels: sync.OnceValue(func() *pii.LabelSet {
		return bareLabels("steuer id", "steuerid", "steueridentifikationsnummer", "steuer identifikationsnummer", "idnr", "id nr", "identifikationsnummer",
			"steuerliche identifikationsnummer", "tax id", "steuernummer", "tin", "steuer identnummer", "steuer ident nummer")
	}),
	check: func(v idValue) bool { return checkdigit.SteuerID(v.bytes()) },
	rule:  &pii.Rule{Detector: "de steuer id", Name: "number", Validator: "mod 11,10", Source: "BZSt; ISO/IEC 7064"},
}

var svNummer = nationalID{
	name: "de sv nummer", typ: pii.DESVNummer, size: 12, groups: 1<<2 | 1<<8, traits: pii.GoesOn, seps: " ", min: 8, letter: true, free: 0.9, score: 0.97,
	labels: sync.OnceValue(func() *pii.LabelSet {
		return bareLabels("sozialversicherungsnummer", "sv nummer", "svnr", "sv nr", "rentenversicherungsnummer", "rv nummer", "versicherungsnummer",
			"rvnr", "sozialversicherungs nr", "vsnr")
	}),
	check: func(v idValue) bool { return checkdigit.SVNummer(v.bytes()) },
	rule:  &pii.Rule{Detector: "de sv nummer", Name: "number", Validator: "weighted sum", Source: "VKVV § 4"},
}

var dni = nationalID{
	name: "es dni", typ: pii.ESDNI, size: 9, groups: 1<<2 | 1<<8, traits: pii.GoesOn, seps: " -.", min: 8, letter: true, free: 0.82, score: 0.97,
	labels: sync.OnceValue(func() *pii.LabelSet {
		return bareLabels("dni", "nif", "documento nacional de identidad", "d n i", "número de dni", "dni nif", "documento de identidad", "documento")
	}),
	check: func(id idValue) bool { v := id.bytes(); return allDigits(v[:8]) && checkdigit.DNI(v) },
	form: func(raw []byte) bool {
		n := len(raw)
		return n == 9 || n == 10 && raw[8] == '-' || n == 12 && raw[2] == '.' && raw[11] != '.' || n == 11 && raw[2] == '.'
	},
	rule: &pii.Rule{Detector: "es dni", Name: "number", Validator: "modulo 23", Source: "Real Decreto 1553/2005"},
}

var nie = nationalID{
	name: "es nie", typ: pii.ESNIE, size: 9, groups: 1 << 7, traits: pii.LetterNear, lead: 1, seps: " -.", min: 1, letter: true, free: 0.85, score: 0.97,
	labels: sync.OnceValue(func() *pii.LabelSet {
		return bareLabels("nie", "número de identidad de extranjero", "n i e", "tarjeta de residencia")
	}),
	check: func(id idValue) bool {
		v := id.bytes()
		return lex.IsLetter(v[0]) && v[0]&^0x20 >= 'X' && allDigits(v[1:8]) && checkdigit.DNI(v)
	},
	form: func(raw []byte) bool { return len(raw) == 9 || raw[1] == '-' },
	rule: &pii.Rule{Detector: "es nie", Name: "number", Validator: "modulo 23", Source: "Real Decreto 557/2011"},
}

var nir = nationalID{
	name: "fr nir", typ: pii.FRNIR, size: 15, groups: 1<<1 | 1<<5 | 1<<6 | 1<<13 | 1<<15, traits: pii.GoesOn, whole: 15, seps: " -.", min: 5, letter: true, free: 0.93, score: 0.98,
	labels: sync.OnceValue(func() *pii.LabelSet {
		return bareLabels("nir", "numéro de sécurité sociale", "sécurité sociale", "numéro de sécu", "n de sécurité sociale", "sécu", "nss", "numéro insee",
			"n ss", "ss", "no sécurité sociale", "carte vitale")
	}),
	check: func(v idValue) bool { return checkdigit.NIR(v.bytes()) },
	rule:  &pii.Rule{Detector: "fr nir", Name: "number", Validator: "modulo 97", Source: "INSEE"},
}

var codice = nationalID{
	name: "it codice fiscale", typ: pii.ITCodice, size: 16, groups: 1 << 2, traits: pii.LetterNear | pii.GoesOn, lead: 6, seps: " ", min: 1, letter: true, free: 0.95, score: 0.98,
	labels: sync.OnceValue(func() *pii.LabelSet {
		return bareLabels("codice fiscale", "c f", "cf", "cod fiscale", "cod fisc")
	}),
	check: func(v idValue) bool { return checkdigit.Codice(v.bytes()) },
	rule:  &pii.Rule{Detector: "it codice fiscale", Name: "code", Validator: "check letter", Source: "DM 23/12/1976"},
}

var bsn = nationalID{
	name: "nl bsn", typ: pii.NLBSN, size: 9, digits: true, seps: " -.", min: 9, score: 0.96,
	labels: sync.OnceValue(func() *pii.LabelSet {
		return bareLabels("bsn", "burgerservicenummer", "sofinummer", "bsn nummer", "burger service nummer", "bsn rsin", "bsn nr", "bsn no")
	}),
	check: func(v idValue) bool { return checkdigit.BSN(v.bytes()) },
	rule:  &pii.Rule{Detector: "nl bsn", Name: "number", Validator: "elfproef", Source: "Besluit burgerservicenummer"},
}
