package main

import (
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
