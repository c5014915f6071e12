package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestKind(t *testing.T) {
	code, out, _ := lethe(t, "Insomnia, low mood.", "scan", "--kind", "note", "--explain")
	require.Zero(t, code)
	require.Contains(t, out, `"why":{"rule":"term, note","source":"GDPR Art. 9(1), Art. 10","attribution":"third","polarity":"asserted","directness":"explicit"}`)
	_, out, _ = lethe(t, "Insomnia, low mood.", "scan", "--kind", "prose")
	require.Empty(t, out)
	code, _, msg := lethe(t, "x", "scan", "--kind", "novel")
	require.Equal(t, 2, code)
	require.Contains(t, msg, "transcript")
}

// TestAskedFor holds that types which are found by option alone are found where a flag or a policy names them.
func TestAskedFor(t *testing.T) {
	folder(t, map[string]string{"a.txt": "She is a trans woman.\nI want to kill myself.\n", "p.yaml": "rules: [{types: [GENDER_IDENTITY], do: remove}]"})
	_, out, _ := lethe(t, "", "scan", "a.txt")
	require.NotContains(t, out, "GENDER_IDENTITY")
	_, out, _ = lethe(t, "", "scan", "a.txt", "--types", "GENDER_IDENTITY,CRISIS")
	require.Contains(t, out, "GENDER_IDENTITY")
	require.Contains(t, out, "CRISIS")
	for _, command := range []string{"scan", "discover"} {
		_, out, _ = lethe(t, "", command, "a.txt", "--policy", "p.yaml")
		require.Contains(t, out, "GENDER_IDENTITY")
	}
	_, out, _ = lethe(t, "", "redact", "a.txt", "--policy", "p.yaml")
	require.NotContains(t, out, "trans")
}

func TestHints(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hints.yaml")
	require.NoError(t, os.WriteFile(path, []byte("en: {terms: {HEALTH: [varnholm fever]}}"), 0o600))
	_, out, _ := lethe(t, "I have varnholm fever.", "redact", "--hints", path)
	require.Equal(t, "I have [HEALTH].", out)
	require.NoError(t, os.WriteFile(path, []byte("en: {trems: {}}"), 0o600))
	code, out, msg := lethe(t, "I have varnholm fever.", "redact", "--hints", path)
	require.Equal(t, 2, code)
	require.Empty(t, out)
	require.Contains(t, msg, "trems")
}

// Two CVs that differ only in name, photo reference, age, gender words, nationality, marital status, children and address.
const (
	cvA = `Emma Louise Carter
Photo: emma_carter_2024.jpg
Address: 14 Station Road, Leeds LS1 4DY
Phone: +44 113 496 0123
Email: emma.carter@example.com
Date of birth: 12 May 1990
Gender: female
Nationality: British
Marital status: married
Children: 2

Profile
Ms Carter is a data engineer who led a team of six. She is 34 years old, a British citizen, married with two children, and
her colleagues call her a calm woman. She taught herself Go.

Experience
2019-2024 Senior data engineer, Northfold Logistics
Cut the nightly run from 5 hours to 40 minutes. Her manager said of her: "She keeps her word."
2015-2019 Analyst, Brightwater Energy

Education
BSc Statistics, 2012-2015
`
	cvB = `Mohammed Khan
Photo: IMG_20231104.png
Address: 7 Harbour Lane, Bristol BS1 6QF
Phone: +44 117 496 0456
Email: m.khan@example.org
Date of birth: 3 January 1982
Gender: male
Nationality: Pakistani
Marital status: single
Children: none

Profile
Mr Khan is a data engineer who led a team of six. He is 42 years old, an Irish citizen, single without children, and
his colleagues call him a calm man. He taught himself Go.

Experience
2019-2024 Senior data engineer, Northfold Logistics
Cut the nightly run from 5 hours to 40 minutes. His manager said of him: "He keeps his word."
2015-2019 Analyst, Brightwater Energy

Education
BSc Statistics, 2012-2015
`
)

func TestBlindCV(t *testing.T) {
	code, a, msg := lethe(t, cvA, "redact", "--policy", "blind-cv")
	require.Zero(t, code, msg)
	_, b, _ := lethe(t, cvB, "redact", "--policy", "blind-cv")
	require.Equal(t, a, b)
	require.Contains(t, a, "Senior data engineer, Northfold Logistics")
	require.Contains(t, a, "BSc Statistics, 2012-2015")
	for _, gone := range []string{"Emma", "Carter", "jpg", "Leeds", "34", "1990", "emale", "British", "married", "children", "She", " her "} {
		require.NotContains(t, a, gone)
	}
}
