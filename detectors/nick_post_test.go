package detectors_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors"
)

// TestPostHeads gives heads of posts in forums and mails, and sentences that look like them.
func TestPostHeads(t *testing.T) {
	s := alone(t, detectors.Username())
	for text, want := range map[string]string{
		"Re: by moss_fern » Mon Jan 15, 2024 7:02 am\nRight.\n":      "moss_fern",
		"Re: by fernling » Sun Jan 14, 2024 9:17 pm\nUse it.\n":      "fernling",
		"written by hand » see more\n":                               "",
		"Tråd\n\nfernling skrev 2026-01-04 20:16:\nBor i en tvåa.\n": "fernling",
		"fernling wrote on Jan 8, 2026:\nthe vent\n":                 "fernling",
		"moss_fern wrote:\n> the vent\n":                             "moss_fern",
		"**moss_38** a écrit (08/01/2026 à 22:10)\nBonjour\n":        "moss_38",
		"Ann wrote:\n> the vent\n":                                   "",
		"she wrote on Jan 8, 2026:\nDear all\n":                      "",
		"he wrote 12/02/2026 a letter\nand another\n":                "",
		"nobody wrote to us\n":                                       "",
	} {
		got := ""
		for _, f := range s.Document(nil, []byte(text)) {
			got += text[f.Start:f.End]
		}
		require.Equal(t, want, got, text)
	}
}
