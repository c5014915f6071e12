package detectors_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

// TestPhrasesBetween holds that identifiers are found behind words that part them from their label, and in lists behind a label in the plural.
func TestPhrasesBetween(t *testing.T) {
	s, err := pii.NewScanner(detectors.Default())
	require.NoError(t, err)
	for _, c := range []struct {
		want pii.Type
		text string
	}{
		{pii.USSSN, "SSN of the beneficiary: ⟦219 09 9984⟧"},
		{pii.UKNHS, "the NHS number for my son is ⟦943 476 5919⟧"},
		{pii.UKNINO, "national insurance number of the employee: ⟦AB 12 34 56 C⟧"},
		{pii.BankAccount, "account number for the refund is ⟦73019264⟧"},
		{pii.PolicyID, "policy number I was given: ⟦HM-4482917⟧"},
		{pii.CaseID, "case number they gave me was ⟦2024-CV-01823⟧"},
		{pii.MRN, "the MRN of the patient in bed 4 is ⟦00482913⟧"},
		{pii.ClientID, "customer number, if you need it, is ⟦8841207⟧"},
		{pii.Passport, "passport no. of the holder: ⟦533401372⟧"},
		{pii.Passport, "le numéro de passeport du titulaire est ⟦14AB12345⟧"},
		{pii.VehiclePlate, "the license plate of the other driver was ⟦7KLM204⟧"},
		{pii.VehiclePlate, "Das Kennzeichen von meinem Auto ist ⟦HH-AB 1234⟧"},
		{pii.VehiclePlate, "he drives a white van ⟦LR19 XKP⟧, and was seen driving ⟦AB12 CDE⟧"},
		{pii.DateOfBirth, "DATE OF BIRTH\n⟦14 08 1952⟧\nDOB ⟦14 08 52⟧\nDOB: ⟦1 4 0 8 1 9 5 2⟧\n"},
		{pii.MRN, "MRNs: ⟦00482913⟧, ⟦00482914⟧ and ⟦00482999⟧"},
		{pii.ClientID, "Customer IDs: ⟦A12388⟧, ⟦B45691⟧; ⟦C77810⟧"},
		{pii.ClientID, "Member numbers: ⟦4471208⟧ / ⟦4471209⟧"},
		{pii.ClientID, "employee numbers ⟦E-55120⟧ and ⟦E-55121⟧"},
		{"", "the plate on the table is 12 inches, the case number of units is 24"},
		{"", "the account was, as of 2024, closed; the account for the year is 2024"},
		{"", "Rooms: A123, B456. Steps: A1, B2. commit ids: 3fa1234, 77ab129. bug IDs: 12345, 12346"},
		{"", "customer number one is glad about 8841207 sales"},
		{"", "a van 12 feet long, the truck has 40 wheels, born 14 38 1952 apart"},
		{"", "the licence for the software is MIT2024, passport control of the airport: 20 minutes"},
	} {
		plain := strings.NewReplacer("⟦", "", "⟧", "").Replace(c.text)
		var want, got []string
		for _, part := range strings.Split(c.text, "⟦")[1:] {
			want = append(want, part[:strings.Index(part, "⟧")])
		}
		for _, f := range s.Document(nil, []byte(plain)) {
			if f.Type == c.want || c.want == "" && f.Type != pii.Date {
				got = append(got, plain[f.Start:f.End])
			}
		}
		require.Equal(t, want, got, c.text)
	}
}
