package anonymize

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lethe-pii/lethe/pii"
)

// DefaultPolicy labels what identifies a person and keeps what only describes: organizations, cities, job titles, education, ages,
// dates, times and plain web addresses. Types that it does not know are labelled.
func DefaultPolicy() Policy {
	return Policy{Name: "default", About: "everyday redaction: labels for what identifies people; cities, firms, jobs, dates and ages stay", Rules: []Rule{
		{Types: describing(), Do: Keep{}},
	}}
}

// presetMakers are the policies that ship with Lethe, by name.
func presetMakers() map[string]func() Policy {
	return map[string]func() Policy{
		"default":           DefaultPolicy,
		"llm-proxy":         llmProxy,
		"gdpr-pseudonymize": gdprPseudonymize,
		"gdpr-anonymize":    gdprAnonymize,
		"hipaa-safe-harbor": hipaaSafeHarbor,
		"ccpa-spi":          ccpaSPI,
		"pci":               pci,
		"logs":              logs,
		"logs-daily":        logsDaily,
		"secrets":           secrets,
		"special-remove":    specialRemove,
		"blind-cv":          blindCV,
	}
}

// Presets returns the names of the policies that ship with Lethe, sorted.
func Presets() []string {
	var names []string
	for n := range presetMakers() {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// Preset returns a policy that ships with Lethe. If there is none of that name, what it returns besides false is refused by NewRedactor.
func Preset(name string) (Policy, bool) {
	make, ok := presetMakers()[name]
	if !ok {
		return Policy{Name: name, Default: noPreset(name)}, false
	}
	return make(), true
}

// noPreset is the operator of a preset that does not exist.
type noPreset string

func (n noPreset) check() error {
	return fmt.Errorf("anonymize: unknown preset %q; presets are %s", string(n), strings.Join(Presets(), ", "))
}

func (n noPreset) Append(dst []byte, _ Value) ([]byte, error) { return dst, n.check() }
func (noPreset) Leaks() Leaks                                 { return Label{}.Leaks() }

func secretGroup() []string  { return []string{"secret"} }
func specialGroup() []string { return []string{"special"} }

// describing are the types that describe a person and name nobody.
func describing() []pii.Type {
	return []pii.Type{pii.Org, pii.Location, pii.JobTitle, pii.Education, pii.Age, pii.Date, pii.Time, pii.DateTime, pii.URL}
}

func llmProxy() Policy {
	return Policy{Name: "llm-proxy", About: "texts for a language model and back: tokens that a vault restores in the answer", Default: Reversible{}, Rules: []Rule{
		{Types: describing(), Do: Keep{}},
		{Types: []pii.Type{pii.CVV, pii.Cookie}, Do: Label{}}, // no vault keeps them, nor secrets
		{Groups: secretGroup(), Do: Label{}},
		{Groups: specialGroup(), Do: Label{}},
	}}
}

func gdprPseudonymize() Policy {
	return Policy{Name: "gdpr-pseudonymize", About: "analysis under the GDPR: keyed tokens, equal for equal values, which only the key's holder links", Default: Token{Purpose: "gdpr-pseudonymize"}, Rules: []Rule{
		{Types: describing(), Do: Keep{}},
		{Groups: secretGroup(), Do: Remove{}},
		{Groups: specialGroup(), Do: Label{}},
	}}
}

func gdprAnonymize() Policy {
	return Policy{Name: "gdpr-anonymize", About: "texts to be published: labels, years, bands of ages, regions; nothing can be turned back", Rules: []Rule{
		{Types: []pii.Type{pii.DateOfBirth, pii.Address, pii.PostalCode, pii.GeoCoordinate}, Do: Label{}},
		{Types: []pii.Type{pii.Date, pii.DateTime}, Do: Year{}},
		{Types: []pii.Type{pii.Age}, Do: AgeBand{Width: 10, Top: 80}},
		{Types: []pii.Type{pii.Location}, Do: Generalize{Hierarchy: Places()}},
		{Types: []pii.Type{pii.JobTitle}, Do: Generalize{Hierarchy: JobFields(), Words: true}},
		{Types: []pii.Type{pii.Time}, Do: Keep{}},
		{Groups: secretGroup(), Do: Remove{}},
	}, NotCovered: []string{"combinations of kept facts that single a person out", "writing style", "facts that only insiders can link"}}
}

// hipaaSafeHarbor follows 45 CFR 164.514(b)(2)(i): (A) names, (B) geography below states, (C) dates but years, ages over 89, (D) to (R)
// numbers, addresses and other identifiers, each also of relatives, employers and household members: whom a value is about is not asked.
func hipaaSafeHarbor() Policy {
	return Policy{Name: "hipaa-safe-harbor", About: "US health records: the 18 identifiers of 45 CFR 164.514(b)(2)", Rules: []Rule{
		{Types: []pii.Type{pii.Address, pii.GeoCoordinate}, Do: Label{}},
		{Types: []pii.Type{pii.Date, pii.DateTime, pii.DateOfBirth}, Do: Year{MaxAge: 89}},
		{Types: []pii.Type{pii.Age}, Do: AgeBand{Width: 1, Top: 90}},
		{Types: []pii.Type{pii.PostalCode}, Do: Zip3{}},
		{Types: []pii.Type{pii.Location}, Do: Generalize{Hierarchy: Places()}},
		{Types: []pii.Type{pii.Time, pii.JobTitle}, Do: Keep{}},
		{Groups: specialGroup(), Do: Keep{}},
	}, NotCovered: []string{"full-face photographs and comparable images", "biometric identifiers outside of text",
		"other unique characteristics that are told in words", "actual knowledge that what is left could identify a person"}}
}

func ccpaSPI() Policy {
	return Policy{Name: "ccpa-spi", About: "California's sensitive personal information: numbers masked, the rest stays", Default: Keep{}, Rules: []Rule{
		{Groups: []string{"national"}, Do: Mask{KeepLast: 4}},
		{Types: []pii.Type{pii.CreditCard}, Do: CardMask{}},
		{Types: []pii.Type{pii.CVV, pii.CardExpiry, pii.BankAccount}, Do: Mask{}},
		{Groups: secretGroup(), Do: Mask{}},
		{Groups: specialGroup(), Do: Label{}},
		{Types: []pii.Type{pii.GeoCoordinate, pii.Username}, Do: Label{}},
	}, NotCovered: []string{"the contents of mail and messages as such"}}
}

func pci() Policy {
	return Policy{Name: "pci", About: "payment data under PCI DSS: card numbers masked, verification values removed, the rest stays", Default: Keep{}, Rules: []Rule{
		{Types: []pii.Type{pii.CreditCard}, Do: CardMask{}},
		{Types: []pii.Type{pii.CVV}, Do: Remove{}},
		{Types: []pii.Type{pii.CardExpiry}, Do: Label{}},
	}}
}

func logs() Policy {
	return Policy{Name: "logs", About: "server logs: users and secrets labelled, addresses cut to networks; times and places stay", Rules: []Rule{
		{Types: []pii.Type{pii.IPAddress}, Do: IPPrefix{}},
		{Types: []pii.Type{pii.Org, pii.Location, pii.Date, pii.Time, pii.DateTime, pii.URL, pii.UserAgent}, Do: Keep{}},
		{Groups: secretGroup(), Do: Label{}},
	}}
}

// logsDaily links what one user or device did within a day, and not beyond: tokens under a purpose that the AsOf date enters.
func logsDaily() Policy {
	p := logs()
	p.Name, p.About = "logs-daily", "server logs with users that can be told apart within a day; needs keys and --as-of"
	p.Rules = append([]Rule{{Types: []pii.Type{pii.Username, pii.UUID, pii.DeviceID, pii.MACAddress, pii.Cookie, pii.ClientID}, Do: Token{Daily: true}}}, p.Rules...)
	return p
}

func secrets() Policy {
	return Policy{Name: "secrets", About: "passwords, keys and tokens only; the rest stays", Default: Keep{}, Rules: []Rule{{Groups: secretGroup(), Do: Label{}}}}
}

// specialRemove deletes: a label would still say that somebody disclosed a fact of health or belief.
func specialRemove() Policy {
	return Policy{Name: "special-remove", About: "health, belief, origin and other special categories are deleted; the rest stays", Default: Keep{}, Rules: []Rule{{Groups: specialGroup(), Do: Remove{}}}}
}

func blindCV() Policy {
	return Policy{Name: "blind-cv", About: "applications without name, age, gender, origin and special categories; work and schools stay", Rules: []Rule{
		{Types: []pii.Type{pii.Org, pii.JobTitle, pii.Education, pii.Date, pii.Time, pii.DateTime}, Do: Keep{}},
		{Types: []pii.Type{pii.DateOfBirth, pii.Age}, Do: Remove{}},
		{Types: []pii.Type{pii.Gender, pii.Nationality, pii.FamilyStatus, pii.Photo}, Do: Label{}},
		{Groups: specialGroup(), Do: Remove{}},
	}, NotCovered: []string{"photographs themselves", "endings of words that tell gender in German, French and Spanish",
		"languages, and names of schools and clubs that show origin, gender or belief", "years of school and work, which show the age"}}
}
