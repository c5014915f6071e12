package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestColumns holds that --columns judges a column by most of its values, in files and from a pipe, and that other columns stay.
func TestColumns(t *testing.T) {
	table := "x,contact,state\nMara Lindqvist,(202) 555-0143,active\nTobias Okafor,(202) 555-0144,paused\nsame as above,ask at desk,active\nPriya Whitcombe,(202) 555-0145,active\nWalter Castellanos,(202) 555-0146,paused\n"
	folder(t, map[string]string{"a.csv": table})
	for _, args := range [][]string{{"redact", "a.csv"}, {"redact", "--format", "csv", "-"}} {
		_, plain, _ := lethe(t, table, args...)
		require.Contains(t, plain, "same as above,ask at desk,active\n")
		code, out, errs := lethe(t, table, append(args, "--columns")...)
		require.Equal(t, 0, code, errs)
		require.Equal(t, "x,contact,state\n"+strings.Repeat("[PERSON],[PHONE],S\n", 5), strings.NewReplacer("active", "S", "paused", "S").Replace(out))
	}
	code, out, errs := lethe(t, "", "scan", "--columns", "a.csv")
	require.Equal(t, 0, code, errs)
	require.Equal(t, 5, strings.Count(out, `"type":"PERSON"`))
	_, out, _ = lethe(t, "", "redact", "--columns", "--field", "contact=keep", "a.csv")
	require.Contains(t, out, "[PERSON],ask at desk,active\n", "what is said goes before what is judged")
}

// TestDeep holds that --deep finds what is packed in Base64 and hexadecimal text.
func TestDeep(t *testing.T) {
	in := `{"data":{"x":"bWFyYS5saW5kcXZpc3RAZXhhbXBsZS5jb20=","hex":"6d617261406578616d706c652e636f6d"}}`
	_, out, _ := lethe(t, in, "redact", "--format", "jsonl", "-")
	require.Equal(t, in, out)
	code, out, errs := lethe(t, in, "redact", "--deep", "--format", "jsonl", "-")
	require.Equal(t, 0, code, errs)
	require.Equal(t, `{"data":{"x":"[EMAIL]","hex":"[EMAIL]"}}`, out)
}
