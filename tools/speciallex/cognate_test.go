package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCognates(t *testing.T) {
	for word, want := range map[string][]string{
		"nephritis":          {"nephritis", "néphrite", "nefritis"},
		"hyperlipidemia":     {"hyperlipidämie", "hyperlipidémie", "hiperlipidemia", "hyperlipidaemia"},
		"atherosclerosis":    {"atherosklerose", "athérosclérose", "aterosclerosis"},
		"neuropathy":         {"neuropathie", "neuropathie", "neuropatía"},
		"cholangitis":        {"cholangitis", "cholangite", "colangitis"},
		"hyperthyroidism":    {"hyperthyreose", "hyperthyroïdie", "hipertiroidismo"},
		"encephalopathy":     {"enzephalopathie", "encéphalopathie", "encefalopatía"},
		"hematuria":          {"hematurie", "hématurie", "hematuria", "haematuria"},
		"stroke":             nil,
		"scoliosis of sorts": nil,
	} {
		require.Equal(t, want, cognates(word), word)
	}
}

func TestDrugNames(t *testing.T) {
	require.Subset(t, drugNames("lamotrigine"), []string{"lamotrigin", "lamotrigine", "lamotrigina"})
	require.Subset(t, drugNames("tamsulosin"), []string{"tamsulosin", "tamsulosine", "tamsulosina"})
	require.Subset(t, drugNames("omeprazole"), []string{"omeprazol", "oméprazole"})
	require.Subset(t, drugNames("furosemide"), []string{"furosemid", "furosémide", "furosemida"})
	require.Empty(t, drugNames("lyrica"))
}
