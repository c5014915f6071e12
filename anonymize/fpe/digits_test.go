package fpe_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/fpe"
)

var key = []byte("an invented key of 32 bytes, yes")

// luhnValid and mod97Valid check from the other end than the package: over the whole number.
func luhnValid(s string) bool {
	sum, double := 0, false
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] < '0' || s[i] > '9' {
			continue
		}
		d := int(s[i] - '0')
		if double {
			d = [...]int{0, 2, 4, 6, 8, 1, 3, 5, 7, 9}[d]
		}
		sum, double = sum+d, !double
	}
	return sum%10 == 0
}

func mod97Valid(s string) bool {
	s = strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(s))
	var digits strings.Builder
	for _, c := range s[4:] + s[:4] {
		if c >= 'A' {
			fmt.Fprint(&digits, int(c-'A')+10)
		} else {
			digits.WriteRune(c)
		}
	}
	n, _ := new(big.Int).SetString(digits.String(), 10)
	return new(big.Int).Mod(n, big.NewInt(97)).Int64() == 1
}

func TestNumbers(t *testing.T) {
	card := func(s string) bool { return luhnValid(s) }
	for _, v := range []struct {
		sum   fpe.Checksum
		valid func(string) bool
		want  bool
		in    []string
	}{
		{fpe.KeepLuhn, card, true, []string{"4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005", "0000000"}},
		{fpe.BreakLuhn, card, false, []string{"4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005"}},
		{fpe.KeepMod97, mod97Valid, true, []string{"DE89 3704 0044 0532 0130 00", "GB82 WEST 1234 5698 7654 32", "mt84malt011000012345mtlcast001s"}},
		{fpe.BreakMod97, mod97Valid, false, []string{"DE89 3704 0044 0532 0130 00", "GB82 WEST 1234 5698 7654 32"}},
	} {
		n, err := fpe.NewNumber(key, v.sum)
		require.NoError(t, err)
		for _, in := range v.in {
			for tweak := range 200 {
				tw := []byte{byte(tweak)}
				out, err := n.AppendEncrypt(nil, []byte(in), tw)
				require.NoError(t, err, v.sum)
				require.Equal(t, v.want, v.valid(string(out)), v.sum)
				require.Equal(t, form(in), form(string(out)))
				back, err := n.AppendDecrypt(nil, out, tw)
				require.NoError(t, err)
				require.Equal(t, in, string(back))
			}
		}
	}
}

// form replaces digits, so that only what must stay is left.
func form(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return '0'
		}
		return r
	}, s)
}

func TestNumbersRefuse(t *testing.T) {
	for _, v := range []struct {
		sum  fpe.Checksum
		in   string
		want error
	}{
		{fpe.None, "+1 202 555 0143", fpe.ErrAlphabet},
		{fpe.None, "12345", fpe.ErrDomain},
		{fpe.None, "", fpe.ErrDomain},
		{fpe.KeepLuhn, "", fpe.ErrDomain},
		{fpe.KeepLuhn, "4111 1111 1111 1112", fpe.ErrChecksum},
		{fpe.BreakLuhn, "4111 1111 1111 1112", fpe.ErrChecksum},
		{fpe.KeepLuhn, "000000", fpe.ErrDomain},
		{fpe.KeepLuhn, "٤111 1111 1111 1111", fpe.ErrAlphabet},
		{fpe.KeepMod97, "DE88 3704 0044 0532 0130 00", fpe.ErrChecksum},
		{fpe.KeepMod97, "1E89 3704 0044 0532 0130 00", fpe.ErrAlphabet},
		{fpe.KeepMod97, "DEX9 3704 0044 0532 0130 00", fpe.ErrAlphabet},
		{fpe.KeepMod97, "DE", fpe.ErrDomain},
	} {
		n, err := fpe.NewNumber(key, v.sum)
		require.NoError(t, err)
		dst, err := n.AppendEncrypt([]byte("x"), []byte(v.in), nil)
		require.ErrorIs(t, err, v.want)
		require.Equal(t, "x", string(dst))
		if v.in != "" {
			require.NotContains(t, err.Error(), v.in)
		}
	}
	_, err := fpe.NewNumber(key[:5], fpe.None)
	require.ErrorIs(t, err, fpe.ErrKey)
	_, err = fpe.NewNumber(key, 99)
	require.ErrorIs(t, err, fpe.ErrAlphabet)
}

func TestNumberDoesNotAllocate(t *testing.T) {
	if raceEnabled {
		t.Skip("pools drop things at random under the race detector")
	}
	n, err := fpe.NewNumber(key, fpe.KeepLuhn)
	require.NoError(t, err)
	dst, src, tweak := make([]byte, 0, 32), []byte("4111111111111111"), []byte("t")
	dst, _ = n.AppendEncrypt(dst[:0], src, tweak)
	require.Zero(t, testing.AllocsPerRun(500, func() { dst, _ = n.AppendEncrypt(dst[:0], src, tweak) }))
}

func ExampleNumber() {
	n, _ := fpe.NewNumber([]byte("an invented key of 32 bytes, yes"), fpe.BreakLuhn)
	out, _ := n.AppendEncrypt(nil, []byte("4111-1111-1111-1111"), []byte("invoices"))
	back, _ := n.AppendDecrypt(nil, out, []byte("invoices"))
	fmt.Println(len(out), string(back))
	_, err := n.AppendEncrypt(nil, []byte("4111"), nil)
	fmt.Println(err)
	// Output:
	// 19 4111-1111-1111-1111
	// fpe: check digits of the input are wrong
}

func FuzzRoundTrip(f *testing.F) {
	f.Add("4111 1111 1111 1111", []byte("t"), uint8(1))
	f.Add("DE89 3704 0044 0532 0130 00", []byte(""), uint8(3))
	f.Fuzz(func(t *testing.T, src string, tweak []byte, sum uint8) {
		n, err := fpe.NewNumber(key, fpe.Checksum(sum%5))
		if err != nil {
			t.Fatal(err)
		}
		out, err := n.AppendEncrypt(nil, []byte(src), tweak)
		if err != nil {
			return
		}
		back, err := n.AppendDecrypt(nil, out, tweak)
		if err != nil || string(back) != src || form(src) != form(string(out)) {
			t.Fatal("no round trip")
		}
	})
}

func BenchmarkSixteenDigits(b *testing.B) {
	n, _ := fpe.NewNumber(key, fpe.None)
	dst, src, tweak := make([]byte, 0, 32), []byte("4111111111111111"), []byte("card")
	b.ReportAllocs()
	for b.Loop() {
		dst, _ = n.AppendEncrypt(dst[:0], src, tweak)
	}
}
