package harness

import (
	"bytes"
	"fmt"
	"testing"
)

// Canaries are values planted in inputs, keys and errors; none may come out where it was not asked for.
var Canaries = []string{"quillfeather.zane@canary-host.example", "+44 20 7946 0771", "Zanetta Quillfeather", "4929 1234 5678 9013"}

// NoCanary fails the test if any value, printed under the common verbs, holds a canary.
func NoCanary(t testing.TB, where string, values ...any) {
	t.Helper()
	for _, v := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			out := fmt.Appendf(nil, verb, v)
			for _, c := range Canaries {
				if bytes.Contains(out, []byte(c)) {
					t.Errorf("%s: a canary comes out of %T under %s", where, v, verb)
				}
			}
		}
	}
}
