package harness

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

var (
	given    = []string{"Mara", "Tomasz", "Ngozi", "Lian", "Sofía", "Jürgen", "Aoife", "Dmitri", "Priya", "Yusuf"}
	surnames = []string{"Ferris", "Kowalczyk", "Adeyemi", "Zhao", "Ibáñez", "Bäumer", "O'Dea", "Sokolov", "Raman", "Haddad"}
	plain    = []string{"the meeting went on longer than planned", "we looked at the numbers again", "nothing else came up that week",
		"it rained, so the visit was put off", "she asked for a second copy of the form", "version 2.4.1 of the tool was released",
		"order 4471 has three lines of 12 units", "see section 3.2 and table 7", "the price went from 12.50 to 14.90"}
)

// Ordinary returns about n bytes of everyday text with personal data about every 200 bytes: mails, turns, form lines, log lines. All of it
// is invented; numbers and domains are from the ranges reserved for examples.
func Ordinary(seed uint64, n int) []byte {
	r := rand.New(rand.NewPCG(seed, 11))
	pick := func(s []string) string { return s[r.IntN(len(s))] }
	var b strings.Builder
	for b.Len() < n {
		g, s := pick(given), pick(surnames)
		mail := strings.ToLower(g) + "@example.com"
		switch r.IntN(9) {
		case 0:
			fmt.Fprintf(&b, "Dear %s %s, %s. Please write to %s.\n", g, s, pick(plain), mail)
		case 1:
			fmt.Fprintf(&b, "Agent: %s?\r\nCaller: my name is %s %s and my number is 555-01%02d.\r\n", pick(plain), g, s, r.IntN(100))
		case 2:
			fmt.Fprintf(&b, "Name: %s %s\nDate of birth: %02d/%02d/19%02d\nPhone: +44 20 7946 0%03d\n", g, s, 1+r.IntN(28), 1+r.IntN(12), 30+r.IntN(70), r.IntN(1000))
		case 3:
			fmt.Fprintf(&b, "192.0.2.%d - - [12/Mar/2024:10:0%d:00 +0000] \"GET /u?mail=%s HTTP/1.1\" 200 %d\n", r.IntN(255), r.IntN(10), mail, r.IntN(9999))
		case 4:
			fmt.Fprintf(&b, "card 4111 1111 1111 1111, %s, %s\n", pick(plain), s)
		default:
			fmt.Fprintf(&b, "%s, and %s. ", pick(plain), pick(plain))
		}
	}
	return []byte(b.String())[:n]
}
