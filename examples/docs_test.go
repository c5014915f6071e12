package examples

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/detectors/custom"
)

// TestDocumentedYAML holds that what the page on policies shows is read.
func TestDocumentedYAML(t *testing.T) {
	page, err := os.ReadFile("../docs/policies.md")
	require.NoError(t, err)
	policies, rules := 0, 0
	for _, block := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(page), -1) {
		if strings.Contains(block[1], "pattern:") {
			_, err = custom.Load(strings.NewReader(block[1]))
			rules++
		} else {
			_, err = anonymize.ParsePolicy([]byte(block[1]))
			policies++
		}
		require.NoError(t, err, block[1])
	}
	require.Equal(t, [2]int{2, 1}, [2]int{policies, rules})
	for _, name := range anonymize.OperatorNames() {
		require.Contains(t, string(page), "`"+name+"`")
	}
}
