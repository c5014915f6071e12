package checkdigit

// NHS reports whether ten digits are an NHS number: weights 10 to 2, modulus 11 (NHS data dictionary).
func NHS(d []byte) bool {
	if len(d) != 10 || AllSame(d) {
		return false
	}
	sum := Weighted(d[:9], 10, 9, 8, 7, 6, 5, 4, 3, 2)
	c := 11 - sum%11
	return sum >= 0 && c%11 == int(d[9]-'0')
}

// BSN reports whether nine digits pass the Dutch "elfproef".
func BSN(d []byte) bool {
	sum := Weighted(d, 9, 8, 7, 6, 5, 4, 3, 2, -1)
	return len(d) == 9 && !AllSame(d) && sum > 0 && sum%11 == 0
}

// SteuerID reports whether eleven digits are a German tax identification number: MOD 11,10, no leading zero, and among the first
// ten one digit that occurs twice or three times while the others occur once at most (BZSt).
func SteuerID(d []byte) bool {
	if len(d) != 11 || d[0] == '0' || !Mod11x10(d) {
		return false
	}
	var n [10]int
	for _, c := range d[:10] {
		n[c-'0']++
	}
	repeated := 0
	for _, k := range n {
		if k > 3 {
			return false
		}
		if k > 1 {
			repeated++
		}
	}
	return repeated == 1
}

// SVNummer reports whether b (two digits of the area, DDMMYY, a letter, two digits of the serial, a check digit, without blanks)
// is a German social insurance number (VKVV § 4).
func SVNummer(b []byte) bool {
	if len(b) != 12 || (b[8]|0x20)-'a' > 25 {
		return false
	}
	var d [13]byte
	copy(d[:], b[:8])
	n := (b[8] | 0x20) - 'a' + 1
	d[8], d[9] = '0'+n/10, '0'+n%10
	copy(d[10:], b[9:])
	weights := [12]int{2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1}
	sum := 0
	for i, c := range d[:12] {
		if c-'0' > 9 {
			return false
		}
		p := int(c-'0') * weights[i]
		sum += p/10 + p%10
	}
	day, month := Number(d[2:4]), Number(d[4:6])
	if day > 50 {
		day -= 50
	}
	return day >= 1 && day <= 31 && month >= 1 && month <= 12 && sum%10 == int(d[12])-'0'
}

// DNI reports whether eight digits and a letter are a Spanish identity number, or X, Y or Z, seven digits and a letter a foreigner's
// number (Real Decreto 1553/2005; the letter is the number modulo 23).
func DNI(b []byte) bool {
	if len(b) != 9 {
		return false
	}
	n := 0
	for i, c := range b[:8] {
		switch u := c &^ 0x20; {
		case c-'0' < 10:
			n = n*10 + int(c-'0')
		case i == 0 && u >= 'X' && u <= 'Z':
			n = int(u - 'X')
		default:
			return false
		}
	}
	return b[8]&^0x20 == "TRWAGMYFPDXBNJZSQVHLCKE"[n%23]
}

// NIR reports whether fifteen bytes are a French social security number: sex, year, month, department (also 2A and 2B), commune,
// order, and the key 97 minus the number modulo 97 (INSEE).
func NIR(b []byte) bool {
	if len(b) != 15 || b[0]-'0' > 9 {
		return false
	}
	switch b[0] {
	case '1', '2', '3', '4', '7', '8':
	default:
		return false
	}
	n := 0
	for i, c := range b[:13] {
		d := int(c) - '0'
		if i == 6 && b[5] == '2' && (c|0x20 == 'a' || c|0x20 == 'b') {
			d = 9 - int(c|0x20-'a') // 2A counts as 19, 2B as 18
			n--
		} else if d < 0 || d > 9 {
			return false
		}
		n = n*10 + d
	}
	for _, c := range b[13:] {
		if c-'0' > 9 {
			return false
		}
	}
	month := Number(b[3:5])
	return (month >= 1 && month <= 12 || month >= 20 && month <= 42 || month >= 50) && 97-n%97 == Number(b[13:])
}

// Codice reports whether sixteen letters and digits are an Italian tax code of a person, its check letter included (DM 23/12/1976),
// also with the letters that replace digits when two persons have the same code.
func Codice(b []byte) bool {
	if len(b) != 16 {
		return false
	}
	const form = "LLLLLLNNLNNLNNNL"
	const omocodia = "LMNPQRSTUV"
	odd := [26]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23}
	sum := 0
	for i, c := range b {
		u := c &^ 0x20
		letter := u-'A' < 26
		digit := c-'0' < 10
		switch {
		case form[i] == 'L' && !letter:
			return false
		case form[i] == 'N' && !digit && indexByte(omocodia, u) < 0:
			return false
		}
		if i == 15 {
			return int(u-'A') == sum%26
		}
		v := int(u - 'A')
		if digit {
			v = int(c - '0')
		}
		if i%2 == 0 {
			v = odd[v]
		}
		sum += v
	}
	return false
}

func indexByte(s string, c byte) int {
	for i := range len(s) {
		if s[i] == c {
			return i
		}
	}
	return -1
}

// RoutingNumber reports whether nine digits pass the check of US bank routing numbers (ABA): weights 3, 7, 1.
func RoutingNumber(d []byte) bool {
	sum := Weighted(d, 3, 7, 1, 3, 7, 1, 3, 7, 1)
	return len(d) == 9 && sum > 0 && sum%10 == 0
}
