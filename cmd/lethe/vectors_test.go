package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Vectors of the HIPAA safe harbor, 45 CFR 164.514(b)(2)(i), judged in June 2024.
func TestSafeHarborVectors(t *testing.T) {
	folder(t, map[string]string{"p.yaml": "name: h\nextends: hipaa-safe-harbor\nas-of: 2024-06-01\nopen: \"<\"\nclose: \">\"\nnames: {PERSON: NAME, DATE_OF_BIRTH: DATE}\n"})
	for in, want := range map[string]string{
		"John Ruiz, 93, DOB 02/11/1932, ZIP 03602-1107, admitted 14 Mar 2024, MRN 00482913": "<NAME>, 90+, DOB <DATE>, ZIP 000, admitted 2024, MRN <MRN>",
		"Ana Lee, 55, DOB 2 Nov 1969": "<NAME>, 55, DOB 1969",
		"He turned 89 in 1990.":       "He turned 89 in 1990.",
		"Patient is age 90.":          "Patient is age 90+.",
		"ZIP 90210":                   "ZIP 902",
		"ZIP 69201":                   "ZIP 000",
		"ZIP 87901":                   "ZIP 000",
		"ZIP 10281":                   "ZIP 000",
		"ZIP 20301":                   "ZIP 000",
		"ZIP 05901":                   "ZIP 000",
		"ZIP 06390":                   "ZIP 000",
		"She lives in Orange County, California.":                        "She lives in <LOCATION>, California.",
		"She lives in Boston.":                                           "She lives in Massachusetts.",
		"Room 0210 and dose 90 mg":                                       "Room 0210 and dose 90 mg",
		"her daughter Mia, 212-555-0187":                                 "her daughter <NAME>, <PHONE>",
		"Employer: Northfield Logistics Ltd":                             "Employer: <ORG>",
		"visit https://clinic.example/p/482?x=1":                         "visit <URL>",
		"from 192.0.2.77, ann.lee@example.com":                           "from <IP_ADDRESS>, <EMAIL>",
		"her social security number is 219-09-9999, fax +1 212 555 0134": "her social security number is <US_SSN>, fax <PHONE>",
		"VISA 4111 1111 1111 1111, IBAN DE89 3704 0044 0532 0130 00":     "VISA <CREDIT_CARD>, IBAN <IBAN>",
	} {
		code, out, errs := lethe(t, in, "redact", "--policy", "p.yaml")
		require.Equal(t, 0, code, errs)
		require.Equal(t, want, out)
	}
	code, out, _ := lethe(t, "", "policy", "explain", "hipaa-safe-harbor")
	require.Equal(t, 0, code)
	require.Contains(t, out, "not covered")
	require.Contains(t, out, "photographs")
}

// Vectors of PCI DSS 4.0.1, requirements 3.4.1 and 3.3.1.
func TestCardVectors(t *testing.T) {
	for in, want := range map[string]string{
		"card 4111 1111 1111 1111 ok":                               "card 4111 11** **** 1111 ok",
		"card 4111-1111-1111-1111 ok":                               "card 4111-11**-****-1111 ok",
		"card 6304000000000000000 ok":                               "card 630400*********0000 ok",
		"card 4222222222222 ok":                                     "card 422222***2222 ok",
		"number 4111111111111112 is no":                             "number 4111111111111112 is no",
		"cvv: 123":                                                  "cvv: ",
		"swipe %B4111111111111111^DOE/JANE^25121010000000000? done": "swipe  done",
		"swipe ;4111111111111111=25121010000000000? done":           "swipe  done",
	} {
		code, out, errs := lethe(t, in, "redact", "--policy", "pci")
		require.Equal(t, 0, code, errs)
		require.Equal(t, want, out)
	}
}
