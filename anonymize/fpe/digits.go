package fpe

// Checksum says what becomes of the check digits of a number.
type Checksum uint8

const (
	// None encrypts all digits alike.
	None Checksum = iota
	// KeepLuhn gives a result that is valid by ISO/IEC 7812-1 annex B, as the input must be.
	KeepLuhn
	// BreakLuhn gives a result that is never valid, so that no test number is taken for a real card. The input must be valid.
	BreakLuhn
	// KeepMod97 takes an account number of ISO 13616, such as an IBAN: two letters of the country, two check digits, the rest. The
	// country and all letters stay, the digits of the rest are encrypted, the check digits are made again. The input must be valid.
	KeepMod97
	// BreakMod97 is KeepMod97 with check digits that are never right.
	BreakMod97
)

// Number is FF1 over the digits of numbers as people write them: blanks, hyphens, points and slashes stay where they are. It is
// safe for concurrent use.
type Number struct {
	t   *Text
	sum Checksum
}

// NewNumber returns FF1 for numbers. The error is ErrKey, or ErrAlphabet for a Checksum that is none.
func NewNumber(key []byte, sum Checksum) (*Number, error) {
	if sum > BreakMod97 {
		return nil, ErrAlphabet
	}
	t, err := NewText(key, Digits)
	if err != nil {
		return nil, err
	}
	return &Number{t: t, sum: sum}, nil
}

// AppendEncrypt appends the encryption of src to dst. Check digits are not encrypted but made again, so at least six other digits
// are needed (ErrDomain). Signs, letters (but those of mod 97 forms) and digits that are not ASCII are refused with ErrAlphabet,
// wrong check digits with ErrChecksum. On an error dst comes back unchanged.
func (n *Number) AppendEncrypt(dst, src, tweak []byte) ([]byte, error) {
	return n.appendCrypt(dst, src, tweak, true)
}

// AppendDecrypt reverses AppendEncrypt.
func (n *Number) AppendDecrypt(dst, src, tweak []byte) ([]byte, error) {
	return n.appendCrypt(dst, src, tweak, false)
}

func (n *Number) appendCrypt(dst, src, tweak []byte, encrypt bool) ([]byte, error) {
	s := n.t.c.pool.Get().(*scratch)
	defer n.t.c.pool.Put(s)
	if err := n.read(s, src); err != nil {
		return dst, err
	}
	all := s.numerals
	body := all
	switch n.sum {
	case KeepLuhn, BreakLuhn:
		if len(all) < 1 {
			return dst, ErrDomain
		}
		body = all[:len(all)-1]
	case KeepMod97, BreakMod97:
		if len(all) < 2 {
			return dst, ErrDomain
		}
		body = all[2:]
	}
	if !n.valid(src, all, !encrypt) {
		return dst, ErrChecksum
	}
	if err := n.t.c.crypt(body, tweak, encrypt); err != nil {
		return dst, err
	}
	n.setChecksum(src, all, encrypt)
	i := 0
	for _, c := range src {
		if '0' <= c && c <= '9' {
			c = '0' + byte(all[i])
			i++
		}
		dst = append(dst, c)
	}
	return dst, nil
}

// read puts the digits of src into s.numerals.
func (n *Number) read(s *scratch, src []byte) error {
	x := s.numerals[:0]
	mod97 := n.sum == KeepMod97 || n.sum == BreakMod97
	place := 0 // characters that are no separators
	for _, c := range src {
		digit := '0' <= c && c <= '9'
		letter := mod97 && ('A' <= c && c <= 'Z' || 'a' <= c && c <= 'z')
		switch {
		case digit || letter:
			if mod97 && place < 4 && digit != (place >= 2) {
				return ErrAlphabet
			}
			place++
			if digit {
				x = append(x, uint16(c-'0'))
			}
		case c == ' ' || c == '-' || c == '.' || c == '/':
		default:
			return ErrAlphabet
		}
		if len(x) > MaxLen {
			return ErrLength
		}
	}
	s.numerals = x
	return nil
}

// valid reports whether the check digits are those that this Number expects of an original or, with made, of its own results.
func (n *Number) valid(src []byte, x []uint16, made bool) bool {
	if n.sum == None {
		return true
	}
	want := n.checksum(src, x)
	if made && n.breaks() {
		want = n.broken(want)
	}
	return n.stored(x) == want
}

func (n *Number) setChecksum(src []byte, x []uint16, encrypt bool) {
	if n.sum == None {
		return
	}
	sum := n.checksum(src, x)
	if encrypt && n.breaks() {
		sum = n.broken(sum)
	}
	if n.luhn() {
		x[len(x)-1] = uint16(sum)
		return
	}
	x[0], x[1] = uint16(sum/10), uint16(sum%10)
}

func (n *Number) luhn() bool   { return n.sum == KeepLuhn || n.sum == BreakLuhn }
func (n *Number) breaks() bool { return n.sum == BreakLuhn || n.sum == BreakMod97 }

func (n *Number) stored(x []uint16) int {
	if n.luhn() {
		return int(x[len(x)-1])
	}
	return int(x[0])*10 + int(x[1])
}

// broken maps the right check digits one to one to wrong ones.
func (n *Number) broken(sum int) int {
	if n.luhn() {
		return (sum + 5) % 10
	}
	return 2 + (sum-2+48)%97 // ISO 7064 gives 02 to 98
}

func (n *Number) checksum(src []byte, x []uint16) int {
	if n.luhn() {
		return luhnDigit(x[:len(x)-1])
	}
	return mod97Digits(src, x)
}

func luhnDigit(x []uint16) int {
	sum := 0
	for i, d := range x {
		v := int(d)
		if (len(x)-i)%2 == 1 {
			v *= 2
			v = v/10 + v%10
		}
		sum += v
	}
	return (10 - sum%10) % 10
}

// mod97Digits computes the check digits by ISO 7064 MOD 97-10 of src with the digits x in place of its own.
func mod97Digits(src []byte, x []uint16) int {
	rem, place, i := 0, 0, 0
	var country [2]int
	for _, c := range src {
		v := -1
		switch {
		case '0' <= c && c <= '9':
			v = int(x[i])
			i++
		case 'A' <= c && c <= 'Z':
			v = int(c-'A') + 10
		case 'a' <= c && c <= 'z':
			v = int(c-'a') + 10
		default:
			continue
		}
		switch {
		case place < 2:
			country[place] = v
		case place >= 4:
			rem = step97(rem, v)
		}
		place++
	}
	rem = step97(step97(rem, country[0]), country[1])
	return 98 - rem*100%97
}

func step97(rem, v int) int {
	if v >= 10 {
		return (rem*100 + v) % 97
	}
	return (rem*10 + v) % 97
}
