package formats_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/formats"
	"github.com/lethe-pii/lethe/pii"
)

// A record whose edit failed is not written, neither by Close nor by Next.
func TestRecordWithoutItsEditIsNotWritten(t *testing.T) {
	var out bytes.Buffer
	c := formats.JSONLines().Open(strings.NewReader("{\"a\":\"secret\"}\n{\"a\":\"next\"}\n"), &out)
	_, _, err := c.Next()
	require.NoError(t, err)
	require.Error(t, c.Apply(pii.Edit{Start: 0, End: 5000, New: []byte("x")}))
	require.NoError(t, c.Close())
	require.Empty(t, out.String())
}
