package anonymize

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPolicyFields(t *testing.T) {
	p, err := ParsePolicy([]byte("extends: default\nfields:\n  email: keep\n  $.user.name: PERSON\n  '#3': CLIENT_ID\n"))
	require.NoError(t, err)
	require.Equal(t, []Field{{"email", ""}, {"$.user.name", "PERSON"}, {"#3", "CLIENT_ID"}}, p.Fields)
	_, err = ParsePolicy([]byte("fields:\n  email: EMIAL\n"))
	require.ErrorContains(t, err, "line 2, column 10: unknown type \"EMIAL\"; nearest: EMAIL")
}
