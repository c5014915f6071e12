package fixederr

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestIn(t *testing.T) {
	a, b := New("same"), New("same")
	require.NotErrorIs(t, a, b)
	require.Equal(t, a, In(fmt.Errorf("value x: %w: %w", errors.New("value y"), a)))
	require.NoError(t, In(errors.New("value")))
	require.NoError(t, In(nil))
}
