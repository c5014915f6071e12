package checkdigit

// CPF reports whether eleven digits are a Brazilian person's number: two check digits modulo 11 (Receita Federal).
func CPF(d []byte) bool {
	return len(d) == 11 && !AllSame(d) && brazil(d[:9], 10) == d[9] && brazil(d[:10], 11) == d[10]
}

// CNPJ reports whether fourteen digits are a Brazilian firm's number: two check digits modulo 11, weights 2 to 9 again and again.
func CNPJ(d []byte) bool {
	return len(d) == 14 && !AllSame(d) && brazil(d[:12], 5) == d[12] && brazil(d[:13], 6) == d[13]
}

// brazil returns the check digit of d, whose first weight is given; behind 2 comes 9.
func brazil(d []byte, weight int) byte {
	sum := 0
	for _, c := range d {
		sum += int(c-'0') * weight
		if weight--; weight < 2 {
			weight = 9
		}
	}
	if sum %= 11; sum < 2 {
		return '0'
	}
	return '0' + byte(11-sum)
}

// AHV reports whether thirteen digits are a Swiss insurance number: 756 and the check digit of EAN-13.
func AHV(d []byte) bool {
	sum := Weighted(d, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1)
	return len(d) == 13 && string(d[:3]) == "756" && sum > 0 && sum%10 == 0
}

// NISS reports whether eleven digits are a Belgian national number: date of birth, serial, and 97 less the rest of both by 97, with a 2 in
// front of those born since 2000.
func NISS(d []byte) bool {
	if len(d) != 11 || Number(d[2:4])%20 > 12 || Number(d[4:6]) > 31 {
		return false
	}
	n, check := Number(d[:9]), Number(d[9:])
	return n > 0 && (97-n%97 == check || 97-(2_000_000_000+n)%97 == check)
}

// Personnummer reports whether ten digits are a Swedish personal number: date of birth, 60 added to the day of a coordination number, serial and
// Luhn.
func Personnummer(d []byte) bool {
	day := 0
	if len(d) == 10 {
		day = Number(d[4:6]) % 60
	}
	return day > 0 && day < 32 && month(d[2:4]) && Luhn(d)
}

// Fodselsnummer reports whether eleven digits are a Norwegian national number: date of birth, 40 added to the day of a D number, serial, two
// check digits modulo 11 (Skatteetaten).
func Fodselsnummer(d []byte) bool {
	if len(d) != 11 {
		return false
	}
	day := Number(d[:2]) % 40
	return day > 0 && day < 32 && month(d[2:4]) && Weighted(d[:10], 3, 7, 6, 1, 8, 9, 4, 5, 2, 1)%11 == 0 &&
		Weighted(d, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)%11 == 0
}

// Hetu reports whether nine digits and a letter or digit are a Finnish personal code: date of birth, serial, the sign of both modulo 31.
func Hetu(b []byte) bool {
	const signs = "0123456789ABCDEFHJKLMNPRSTUVWXY"
	day := 0
	if len(b) == 10 {
		day = Number(b[:2])
	}
	return day > 0 && day < 32 && month(b[2:4]) && signs[Number(b[:9])%31] == b[9]
}

// RUT reports whether eight digits and a digit or K are a Chilean number: weights 2 to 7, modulus 11.
func RUT(b []byte) bool {
	if len(b) != 9 || AllSame(b) {
		return false
	}
	const signs = "0K987654321"
	return signs[Weighted(b[:8], 3, 2, 7, 6, 5, 4, 3, 2)%11] == b[8]
}

// CUIT reports whether eleven digits are an Argentine tax number of a person or firm: the kind, the number, modulus 11.
func CUIT(d []byte) bool {
	if len(d) != 11 {
		return false
	}
	switch string(d[:2]) {
	case "20", "23", "24", "27", "30", "33", "34":
		return Weighted(d, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)%11 == 0
	}
	return false
}

// NRIC reports whether a letter, seven digits and a letter are a number of Singapore's residents and foreigners (S, T, F and G).
func NRIC(b []byte) bool {
	if len(b) != 9 {
		return false
	}
	sum, signs := Weighted(b[1:8], 2, 7, 6, 5, 4, 3, 2), ""
	switch b[0] {
	case 'S':
		signs = "JZIHGFEDCBA"
	case 'T':
		signs, sum = "JZIHGFEDCBA", sum+4
	case 'F':
		signs = "XWUTRQPNMLK"
	case 'G':
		signs, sum = "XWUTRQPNMLK", sum+4
	default:
		return false
	}
	return signs[sum%11] == b[8]
}

// HKID reports whether a letter, six digits and a digit or A are a Hong Kong identity card's number: weights 8 to 1, modulus 11, with a
// blank as 36 in front.
func HKID(b []byte) bool {
	if len(b) != 8 || b[0]-'A' > 25 {
		return false
	}
	check := 10
	if b[7] != 'A' {
		check = int(b[7] - '0')
	}
	return (36*9+int(b[0]-'A'+10)*8+Weighted(b[1:7], 7, 6, 5, 4, 3, 2)+check)%11 == 0
}

// Cartao reports whether eight digits, one more, two letters and a digit are a Portuguese citizen's card: every second from the last doubled, 9
// taken off above 9, in all a multiple of 10.
func Cartao(b []byte) bool {
	if len(b) != 12 {
		return false
	}
	sum := 0
	for i, c := range b {
		v := int(c - '0')
		if c-'A' < 26 {
			v = int(c-'A') + 10
		}
		if i%2 == 0 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return sum%10 == 0
}

// SouthAfrican reports whether thirteen digits are a South African identity number: date of birth, serial, citizenship and Luhn.
func SouthAfrican(d []byte) bool {
	return len(d) == 13 && month(d[2:4]) && Number(d[4:6]) > 0 && Number(d[4:6]) < 32 && d[10] < '3' && Luhn(d)
}

func month(d []byte) bool { n := Number(d); return n > 0 && n < 13 }
