package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors/special/lexfile"
)

func TestExpand(t *testing.T) {
	for pattern, want := range map[string][]string{
		"lupus":         {"lupus"},
		"diabet(es|ic)": {"diabetes", "diabetic"},
		"(a |)b":        {"a b", "b"},
		"(x(1|2)|y) z":  {"x1 z", "x2 z", "y z"},
	} {
		got, err := expand(pattern)
		require.NoError(t, err)
		require.Equal(t, want, got, pattern)
	}
	for _, bad := range []string{"(a", "a)", "(a|b"} {
		_, err := expand(bad)
		require.Error(t, err, bad)
	}
}

func TestSpellings(t *testing.T) {
	require.Equal(t, []string{"épilepsie", "epilepsie"}, spellings("épilepsie"))
	require.Contains(t, spellings("südtiroler"), "suedtiroler")
	require.Contains(t, spellings("diarrhoea"), "diarhoea")
}

func TestInflections(t *testing.T) {
	require.Contains(t, inflections("POLITICAL W", "comunista"), "comunistas")
	require.Contains(t, inflections("RELIGION W", "católico"), "católicas")
	require.Contains(t, inflections("RELIGION W", "katholisch"), "katholischen")
	require.Contains(t, inflections("ETHNICITY W", "algérien"), "algériennes")
	require.Equal(t, []string{"lymphoms"}, inflections("HEALTH S", "lymphom"))
	require.Empty(t, inflections("HEALTH X", "lymphom"))
}

func TestMisspellings(t *testing.T) {
	got := misspellings("anxiety")
	require.Subset(t, got, []string{"anxeity", "anxity", "annxiety"})
	require.NotContains(t, got, "anxiety")
	require.Empty(t, misspellings("adhd"))
}

func TestCondition(t *testing.T) {
	for title, want := range map[string]string{"Gastritis, unspecified": "gastritis", "Fall": "", "Other arthritis": "", "Marfan's syndrome": "marfan s syndrome"} {
		got, ok := condition(title)
		require.Equal(t, want, got)
		require.Equal(t, want != "", ok)
	}
}

// TestLexiconIsCurrent holds the compiled file to the lists.
func TestLexiconIsCurrent(t *testing.T) {
	want, n, err := compile("lists")
	require.NoError(t, err)
	require.Greater(t, n, 30000)
	got, err := os.ReadFile("../../detectors/special/lexicon.bin")
	require.NoError(t, err)
	require.True(t, bytes.Equal(want, got), "run go generate ./detectors/special")
	_, err = lexfile.Read(got)
	require.NoError(t, err)
}
