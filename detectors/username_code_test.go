package detectors_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

func TestHandlesInCode(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{detectors.Username()})
	require.NoError(t, err)
	for text, want := range map[string]int{
		"push @items_left, $x;":                         0,
		"foo(\\@items)":                                 0,
		"my @rows = map { $_ } 1..3":                    0,
		"  @memoized\n  def area(self):\n":              0,
		"    @Valid_json\n    @Cached_one\n    class A": 0,
		"  * @fills: the buffer\n":                      0,
		"* @marlow_k for the fix\n":                     1,
		"thanks @marlow_k!":                             1,
		"@marlow_k\nplease look at this":                1,
		"cc @marlow_k, @tess.ode":                       2,
	} {
		require.Len(t, s.Document(nil, []byte(text)), want, text)
	}
}

// TestEscapesAndAccounts holds accounts of a domain whose letter reads as an escape beside escapes.
func TestEscapesAndAccounts(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{detectors.Username()})
	require.NoError(t, err)
	for text, want := range map[string]int{
		"1,laptop,CORP\\bzhou\n2,desk,CORP\\nguyen": 2,
		"CORP\\tnguyen":                      1,
		"x := \"FOO\\nbar\" + \"FOO\\tbar\"": 0,
		"grep 'SELECT\\bfrom' file":          0,
	} {
		require.Len(t, s.Document(nil, []byte(text)), want, text)
	}
}
