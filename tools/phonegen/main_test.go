package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTableIsCurrent holds the embedded table to the metadata.
func TestTableIsCurrent(t *testing.T) {
	want, err := generate()
	require.NoError(t, err)
	got, err := os.ReadFile("../../internal/phonemeta/table.bin")
	require.NoError(t, err)
	// a test does not know the versions of its dependencies: the table begins with the length of its source's name, and the name
	require.Equal(t, want[1+want[0]:], got[1+got[0]:], "run go generate ./internal/phonemeta")
}
