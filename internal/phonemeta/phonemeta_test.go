package phonemeta

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/nyaruka/phonenumbers"
	"github.com/stretchr/testify/require"
)

// reference asks the library that the table was made from.
func reference(code int, national []byte) bool {
	n, err := strconv.ParseUint(string(national), 10, 64)
	if err != nil {
		return false
	}
	zeros := 0
	for zeros < len(national)-1 && national[zeros] == '0' {
		zeros++
	}
	c32, z32, lead := int32(code), int32(zeros), zeros > 0
	num := &phonenumbers.PhoneNumber{CountryCode: &c32, NationalNumber: &n}
	if lead {
		num.ItalianLeadingZero, num.NumberOfLeadingZeros = &lead, &z32
	}
	return phonenumbers.IsValidNumber(num)
}

func TestExamplesOfAllRegions(t *testing.T) {
	seen := 0
	for id := range phonenumbers.GetSupportedRegions() {
		ex := phonenumbers.GetExampleNumber(id)
		if ex == nil {
			continue
		}
		seen++
		nsn := []byte(phonenumbers.GetNationalSignificantNumber(ex))
		r, ok := Lookup(id)
		require.True(t, ok, id)
		require.True(t, r.Valid(nsn), id)
		require.Equal(t, int(ex.GetCountryCode()), r.Code)
		got, ok := Valid(r.Code, nsn)
		require.True(t, ok, id)
		require.Equal(t, phonenumbers.GetRegionCodeForNumber(ex), got.ID)
		code, n := SplitCode(append([]byte(strconv.Itoa(r.Code)), nsn...))
		require.Equal(t, r.Code, code)
		require.Equal(t, len(strconv.Itoa(r.Code)), n)
	}
	require.Greater(t, seen, 230)
}

func TestMutatedNumbersAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	valid := 0
	for range 20 {
		for _, reg := range All() {
			var nsn []byte
			if ex := phonenumbers.GetExampleNumber(reg.ID); ex != nil {
				nsn = []byte(phonenumbers.GetNationalSignificantNumber(ex))
			} else {
				nsn = []byte("212345678")
			}
			for range 1 + r.IntN(3) {
				nsn[r.IntN(len(nsn))] = byte('0' + r.IntN(10))
			}
			switch r.IntN(6) {
			case 0:
				nsn = nsn[:len(nsn)-1]
			case 1:
				nsn = append(nsn, byte('0'+r.IntN(10)))
			}
			want := reference(reg.Code, nsn)
			_, got := Valid(reg.Code, nsn)
			require.Equal(t, want, got, "+%d %s", reg.Code, nsn)
			if want {
				valid++
			}
		}
	}
	require.Greater(t, valid, 500)
}

func TestTableIsSmall(t *testing.T) {
	require.Less(t, len(packed), 300<<10)
	require.Contains(t, Version(), "phonenumbers v")
}

func TestValidNational(t *testing.T) {
	for _, c := range []struct {
		region, digits string
		ok, bare       bool
	}{
		{"GB", "02079460958", true, false},
		{"GB", "2079460958", true, true},
		{"US", "2015550123", true, true},
		{"ES", "612345678", true, false},
		{"FR", "0612345678", true, false},
		{"DE", "12", false, true},
	} {
		r, found := Lookup(c.region)
		require.True(t, found)
		ok, bare := r.ValidNational([]byte(c.digits))
		require.Equal(t, c.ok, ok, c)
		if ok {
			require.Equal(t, c.bare, bare, c)
		}
	}
}

func FuzzAgainstPhonenumbers(f *testing.F) {
	f.Add(44, "2079460958")
	f.Add(39, "0236618300")
	f.Add(800, "12345678")
	f.Add(1, "8095550123")
	f.Fuzz(func(t *testing.T, code int, national string) {
		if len(national) == 0 || len(national) > 18 || code <= 0 || code > 999 {
			return
		}
		for i := range len(national) {
			if national[i] < '0' || national[i] > '9' {
				return
			}
		}
		_, got := Valid(code, []byte(national))
		require.Equal(t, reference(code, []byte(national)), got)
	})
}

func BenchmarkValid(b *testing.B) {
	n := []byte("2079460958")
	for b.Loop() {
		Valid(44, n)
	}
}
