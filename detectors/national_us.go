package detectors

import (
	"sync"

	"github.com/lethe-pii/lethe/internal/checkdigit"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// USSSN finds US Social Security numbers: nine digits, area not 000, 666 or above 899, group not 00, serial not 0000 (SSA, 2011
// randomization). Without a label only as 123-45-6789; with one in any writing, also said. There is no check digit.
func USSSN() pii.Detector { return &ssn }

// USITIN finds US individual taxpayer numbers: 9xx with group 50-65, 70-88, 90-92 or 94-99 (IRS publication 1915), written or
// labelled as USSSN.
func USITIN() pii.Detector { return &itin }

// USMBI finds Medicare beneficiary identifiers: eleven characters in the CMS pattern C A AN N A AN N A A N N without the letters S, L,
// O, I, B and Z. There is no check digit.
func USMBI() pii.Detector { return &mbi }

// USNPI finds national provider identifiers behind a label: ten digits that pass Luhn with the prefix 80840 (CMS).
func USNPI() pii.Detector { return &npi }

var ssn = nationalID{
	name: "us ssn", typ: pii.USSSN, size: 9, tail: 4, digits: true, groups: 1 << 3, traits: pii.DashInside, seps: " -.", min: 9, free: 0.85, score: 0.95, form: like("999-99-9999"), other: like("99-9999999"),
	labels: sync.OnceValue(func() *pii.LabelSet {
		return bareLabels("ssn", "social security number", "social security", "social security no", "social", "ss number", "social security num",
			"soc sec", "soc", "ss", "seguro social", "sozialversicherungsnummer us", "tax id", "tin")
	}),
	check: func(id idValue) bool {
		v := id.bytes()
		area := checkdigit.Number(v[:3])
		return area != 0 && area != 666 && area < 900 && string(v[3:5]) != "00" && string(v[5:]) != "0000" && !checkdigit.AllSame(v) &&
			string(v) != "123456789" && string(v) != "078051120"
	},
	rule: &pii.Rule{Detector: "us ssn", Name: "number", Source: "SSA, number randomization 2011"},
}

var itin = nationalID{
	name: "us itin", typ: pii.USITIN, size: 9, digits: true, groups: 1 << 3, traits: pii.DashInside, seps: " -", min: 9, free: 0.85, score: 0.96, form: like("999-99-9999"),
	labels: sync.OnceValue(func() *pii.LabelSet {
		return bareLabels("itin", "individual taxpayer identification number", "taxpayer id", "tax id", "tin", "taxpayer number", "ssn")
	}),
	check: func(id idValue) bool {
		v := id.bytes()
		g := checkdigit.Number(v[3:5])
		return v[0] == '9' && (g >= 50 && g <= 65 || g >= 70 && g <= 88 || g >= 90 && g <= 92 || g >= 94)
	},
	rule: &pii.Rule{Detector: "us itin", Name: "number", Source: "IRS publication 1915"},
}

var mbi = nationalID{
	name: "us mbi", typ: pii.USMBI, size: 11, groups: 1 << 1, traits: pii.LetterAfter, seps: " -", min: 1, letter: true, free: 0.75, score: 0.95, form: like("9AA9-AA9-AA99", "9AA9AA9AA99"),
	labels: sync.OnceValue(func() *pii.LabelSet {
		return bareLabels("mbi", "medicare number", "medicare id", "medicare beneficiary identifier", "medicare", "medicare no", "medicare beneficiary id")
	}),
	check: func(id idValue) bool {
		v := id.bytes()
		const pattern = "CAXNAXNAANN"
		for i, c := range v {
			u := c
			if lex.IsLetter(c) {
				u &^= 0x20
			}
			letter := lex.IsLetter(c) && u != 'S' && u != 'L' && u != 'O' && u != 'I' && u != 'B' && u != 'Z'
			digit := lex.IsDigit(c)
			switch pattern[i] {
			case 'C':
				digit = digit && c != '0'
				letter = false
			case 'A':
				digit = false
			case 'N':
				letter = false
			}
			if !letter && !digit {
				return false
			}
		}
		return true
	},
	rule: &pii.Rule{Detector: "us mbi", Name: "number", Source: "CMS, MBI format"},
}

var npi = nationalID{
	name: "us npi", typ: pii.USNPI, size: 10, digits: true, seps: " -", min: 10, score: 0.96,
	labels: sync.OnceValue(func() *pii.LabelSet {
		return bareLabels("npi", "national provider identifier", "npi number", "provider npi", "npi no", "provider number", "provider id")
	}),
	check: func(v idValue) bool { return (v.b[0] == '1' || v.b[0] == '2') && checkdigit.LuhnFrom(v.bytes(), 24) },
	rule:  &pii.Rule{Detector: "us npi", Name: "number", Validator: "luhn", Source: "CMS, NPI check digit"},
}

// bareLabels makes labels that count without a colon.
func bareLabels(texts ...string) *pii.LabelSet {
	ls := make([]pii.Label, 0, len(texts))
	for _, t := range texts {
		ls = append(ls, pii.Label{Text: t, Bare: true})
	}
	return pii.NewLabels(ls...)
}
