package spoken

import (
	"testing"

	"github.com/lethe-pii/lethe/internal/lex"
)

// TestBridge reads numbers that go on behind a turn of somebody else, and some that do not.
func TestBridge(t *testing.T) {
	for text, want := range map[string]string{
		"oh seven seven\nAgent: Mm-hm.\nCaller: nine hundred":               "077900",
		"oh seven seven\nAgent: oh seven seven, yes\nCaller: four four one": "077441",
		"four one\n[00:02:11] Agent: okay\n[00:02:13] Caller: five five":    "4155",
		"fünf fünf\nBerater: ja genau\nKunde: drei null":                    "5530",
		"oh seven seven\nAgent: and your name?\nCaller: nine hundred":       "077",
		"oh seven seven\nAgent: six six\nCaller: nine nine":                 "077",
		"oh seven seven\nCaller: yes\nCaller: nine nine":                    "077",
		"oh seven seven\nAgent: ok":                                         "077",
		"three fives oh one":                                                "55501",
		"drei mal die fünf null":                                            "5550",
		"six4six five55 oh one":                                             "64655501",
	} {
		b := []byte(text)
		got, _, _ := Digits(nil, b, lex.Words(b), 0)
		if string(got) != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
