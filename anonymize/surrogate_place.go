package anonymize

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// phoneBlock is a block of numbers that a country keeps free for film and television. In a number # stands for any figure.
type phoneBlock struct {
	country  string // calling code
	national []string
	trunk    string // dialled before the national number inside of the country
}

// phoneBlocks: NANPA (555-0100 to 555-0199 in any area), Ofcom's "telephone numbers for drama use", ARCEP decision 2012-0855 annex 2,
// the Bundesnetzagentur's list for media productions, ACMA's numbers for creative works.
var phoneBlocks = []phoneBlock{
	{"1", []string{"20255501##", "21255501##", "30355501##", "31255501##", "41555501##", "50355501##", "61755501##", "70255501##", "80855501##", "91755501##"}, ""},
	{"44", []string{"2079460###", "1134960###", "1154960###", "1174960###", "1214960###", "1314960###", "1514960###", "1632960###", "7700900###"}, "0"},
	{"33", []string{"19900####", "26191####", "35301####", "46571####", "53649####", "63998####"}, "0"},
	{"49", []string{"3023125###", "6990009###", "4066969###", "2214710###", "8999998###", "17139200##"}, "0"},
	{"61", []string{"25550####", "27010####", "35550####", "37010####", "75550####"}, "0"},
}

// phoneFiction draws a number of the country that the text shows, the United States if it shows none, in the text's form if the
// figures fit into it.
func phoneFiction(r *rand.Rand, text string) (string, bool) {
	var digits []byte
	for _, c := range []byte(text) {
		if isDigit(c) {
			digits = append(digits, c)
		}
	}
	number := string(digits)
	plus := strings.HasPrefix(strings.TrimLeft(text, " ("), "+")
	if !plus && strings.HasPrefix(number, "00") {
		plus, number = true, number[2:]
	}
	block, national := phoneBlocks[0], true
	for _, b := range phoneBlocks {
		if plus && strings.HasPrefix(number, b.country) {
			block, national = b, false
			break
		}
	}
	if !plus && len(number) >= 9 && number[0] == '0' {
		block = phoneBlocks[1]
		if strings.HasPrefix(number, "0") && len(number) == 10 {
			block = phoneBlocks[2]
		}
	}
	n := []byte(one(r, block.national))
	for i, c := range n {
		if c == '#' {
			n[i] = byte('0' + r.IntN(10))
		}
	}
	full := string(n)
	switch {
	case !national:
		full = block.country + full
	case !plus:
		full = block.trunk + full
		if block.country == "1" && len(digits) == 11 && digits[0] == '1' {
			full = "1" + full
		}
		if block.country == "1" && len(digits) == 7 {
			full = full[3:]
		}
	default:
		full = "1" + full
	}
	foreign := plus && national
	if len(full) == len(digits) && !foreign {
		i := 0
		return strings.Map(func(c rune) rune {
			if c < '0' || c > '9' {
				return c
			}
			i++
			return rune(full[i-1])
		}, text), len(digits) > 0
	}
	if plus || !national {
		return "+" + full, true
	}
	return full, true
}

// addressFiction writes an address of no place, in the language that the text shows.
func addressFiction(r *rand.Rand, text string) (string, bool) {
	low := strings.ToLower(text)
	house := 1 + r.IntN(199)
	town := one(r, townNames)
	holds := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(low, w) {
				return true
			}
		}
		return false
	}
	street := capital(one(r, firmNames))
	code := ""
	if at, end := longestNumber(text); end-at == 5 {
		code = "00" + fmt.Sprintf("%03d", r.IntN(1000)) + " "
	}
	switch {
	case holds("straße", "strasse", "str.", "weg ", "platz", "allee", "gasse"):
		s := fmt.Sprintf("%sstraße %d", street, house)
		if code != "" {
			s += ", " + code + town
		}
		return s, true
	case holds("rue ", "avenue ", "boulevard ", "chemin ", "impasse "):
		s := fmt.Sprintf("%d rue %s", house, street)
		if code != "" {
			s += ", " + code + town
		}
		return s, true
	case holds("calle ", "c/", "avenida ", "plaza ", "paseo "):
		s := fmt.Sprintf("Calle %s %d", street, house)
		if code != "" {
			s += ", " + code + town
		}
		return s, true
	}
	s := fmt.Sprintf("%d %s %s", house, street, one(r, []string{"Street", "Road", "Lane", "Avenue", "Drive"}))
	if strings.Contains(text, ",") {
		s += ", " + town
		if code != "" {
			s += " " + strings.TrimSpace(code)
		}
	}
	return s, true
}

// longestNumber returns the bounds of the longest run of digits.
func longestNumber(s string) (start, end int) {
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && isDigit(s[j]) {
			j++
		}
		if j-i > end-start {
			start, end = i, j
		}
		i = j + 1
	}
	return start, end
}

// postalFiction writes a code that is not assigned: 00 and three figures (United States, Germany, France, Spain), ZZ99 of the United
// Kingdom's statistics offices.
func postalFiction(r *rand.Rand, text string) (string, bool) {
	if text != "" && !isDigit(text[0]) {
		return fmt.Sprintf("ZZ99 %d%s", r.IntN(10), letters(r, 2)), true
	}
	return inForm("00", decimals, r, text)
}
