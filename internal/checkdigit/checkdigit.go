// Package checkdigit has the check digit systems of identifiers: Luhn, ISO 7064, weighted sums, and the national schemes built on
// them. Functions take digits (or capitals and digits) without separators, never allocate, and answer false for anything else.
package checkdigit

// Luhn reports whether digits, the last of them the check digit, pass ISO/IEC 7812-1 annex B.
func Luhn(digits []byte) bool { return len(digits) > 1 && luhnSum(digits, 0)%10 == 0 }

// LuhnFrom is Luhn with a constant added to the sum, as if digits had a prefix (24 for "80840", the prefix of US NPI).
func LuhnFrom(digits []byte, sum int) bool { return len(digits) > 1 && luhnSum(digits, sum)%10 == 0 }

func luhnSum(digits []byte, sum int) int {
	double := false
	for i := len(digits) - 1; i >= 0; i-- {
		d := int(digits[i]) - '0'
		if d < 0 || d > 9 {
			return 1
		}
		if double {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		double = !double
		sum += d
	}
	return sum
}

// Mod97 returns b modulo 97, letters counting as 10 to 35 (ISO/IEC 7064 MOD 97-10), or -1 for other bytes. Small letters count as
// capitals.
func Mod97(b ...[]byte) int {
	r := 0
	for _, part := range b {
		for _, c := range part {
			switch {
			case c-'0' < 10:
				r = (r*10 + int(c-'0')) % 97
			case (c|0x20)-'a' < 26:
				r = (r*100 + int((c|0x20)-'a') + 10) % 97
			default:
				return -1
			}
		}
	}
	return r
}

// Mod11x10 reports whether digits pass ISO/IEC 7064 MOD 11,10.
func Mod11x10(digits []byte) bool {
	if len(digits) < 2 {
		return false
	}
	p := 10
	for _, c := range digits[:len(digits)-1] {
		d := int(c) - '0'
		if d < 0 || d > 9 {
			return false
		}
		if p = (p + d) % 10; p == 0 {
			p = 10
		}
		p = p * 2 % 11
	}
	return (11-p)%10 == int(digits[len(digits)-1])-'0'
}

// Weighted returns the sum of digits times weights, or -1 if the lengths differ or a byte is no digit.
func Weighted(digits []byte, weights ...int) int {
	if len(digits) != len(weights) {
		return -1
	}
	sum := 0
	for i, c := range digits {
		if c-'0' > 9 {
			return -1
		}
		sum += int(c-'0') * weights[i]
	}
	return sum
}

// AllSame reports whether b holds one byte only, again and again.
func AllSame(b []byte) bool {
	for _, c := range b {
		if c != b[0] {
			return false
		}
	}
	return true
}

// Number returns digits as a number; digits beyond 18 are an overflow that the caller must exclude.
func Number(digits []byte) int {
	n := 0
	for _, c := range digits {
		n = n*10 + int(c-'0')
	}
	return n
}
