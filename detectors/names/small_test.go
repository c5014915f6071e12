package names_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/pii"
)

// TestSmallNames holds that names in small letters are found where logs, notes and chats say that a person follows.
func TestSmallNames(t *testing.T) {
	s := scanner(t, names.Options{})
	for _, c := range []struct{ text, want string }{
		{"2026-03-01 10:22:13 INFO user hannah miller logged in", "hannah miller"},
		{"[INFO] customer james whitfield called about invoice", "james whitfield"},
		{"INFO  Password reset for customer peter novak done", "peter novak"},
		{"DEBUG member zainab yusuf added to group", "zainab yusuf"},
		{"10:22 agent temitope balogun closed the ticket", "temitope balogun"},
		{"called temitope balogun no answer", "temitope balogun"},
		{"hey its hannah, is the order on its way?", "hannah"},
		{"its marco btw", "marco"},
		{"im hannah btw, new here", "hannah"},
		{"im marta kowalczyk and i need help with my bill", "marta kowalczyk"},
		{"hi temitope can u call me", "temitope"},
		{"got a call from priyasha, she wants a refund", "priyasha"},
		{"msg from tunde: meet at 8", "tunde"},
		{"2026-03-01 INFO user admin logged in, user service manager left", ""},
		{"[info] customer support called, agent software update closed the port", ""},
		{"its raining, its monday, im tired, im late, its jordan valley season", ""},
		{"das war im sommer wieder so, und alles ist im eimer, im klaren", ""},
		{"a call from customers, a letter from lawyers, text from nobody", ""},
	} {
		require.Equal(t, c.want, spans(s, pii.Person, c.text), c.text)
	}
}
