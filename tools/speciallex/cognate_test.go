package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCognates(t *testing.T) {
	for word, want := range map[string][]string{
		"nephritis":          {"nephritis", "néphrite", "nefritis"},
		"hyperlipidemia":     {"hyperlipidämie", "hyperlipidémie", "hiperlipidemia"},
		"atherosclerosis":    {"atherosklerose", "athérosclérose", "aterosclerosis"},
		"neuropathy":         {"neuropathie", "neuropathie", "neuropatía"},
		"cholangitis":        {"cholangitis", "cholangite", "colangitis"},
		"hyperthyroidism":    {"hyperthyreose", "hyperthyroïdie", "hipertiroidismo"},
		"encephalopathy":     {"enzephalopathie", "encéphalopathie", "encefalopatía"},
		"stroke":             nil,
		"scoliosis of sorts": nil,
	} {
		require.Equal(t, want, cognates(word), word)
	}
}
