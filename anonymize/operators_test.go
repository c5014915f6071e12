package anonymize_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/pii"
)

func TestOperators(t *testing.T) {
	eight := anonymize.CardMask{Eight: []string{"41111111"}}
	tests := []struct {
		name     string
		op       anonymize.Operator
		typ      pii.Type
		in, want string
	}{
		{"mask", anonymize.Mask{}, pii.Phone, "+44 (20) 7946-0958", "+** (**) ****-****"},
		{"mask keeps ends", anonymize.Mask{KeepFirst: 1, KeepLast: 4}, pii.Phone, "+44 (20) 7946-0958", "+4* (**) ****-0958"},
		{"mask of a short value", anonymize.Mask{KeepFirst: 2, KeepLast: 2}, pii.CVV, "1234", "****"},
		{"mask with another letter", anonymize.Mask{Char: '•', KeepFirst: 1}, pii.Person, "Zoë Ünal", "Z•• ••••"},
		{"mask of bytes", anonymize.Mask{}, pii.Person, "a\xff", "**"},
		{"card 16", anonymize.CardMask{}, pii.CreditCard, "4111 1111 1111 1111", "4111 11** **** 1111"},
		{"card 19", anonymize.CardMask{}, pii.CreditCard, "6304000000000000000", "630400*********0000"},
		{"card 13", anonymize.CardMask{}, pii.CreditCard, "4222222222222", "422222***2222"},
		{"card 8", eight, pii.CreditCard, "4111111111111111", "41111111****1111"},
		{"card 8 of another issuer", eight, pii.CreditCard, "5111111111111111", "511111******1111"},
		{"fixed", anonymize.Fixed{Text: "x"}, pii.Email, "a@b.c", "x"},
		{"year", anonymize.Year{MaxAge: 89}, pii.Date, "14 Mar 2024", "2024"},
		{"year of a date of birth", anonymize.Year{MaxAge: 89}, pii.DateOfBirth, "2 Nov 1969", "1969"},
		{"year over 89", anonymize.Year{MaxAge: 89}, pii.DateOfBirth, "02/11/1932", "[DATE_OF_BIRTH]"},
		{"no year", anonymize.Year{}, pii.Date, "14 March", "[DATE]"},
		{"no year in a number", anonymize.Year{}, pii.Date, "120240", "[DATE]"},
		{"age over 89", anonymize.AgeBand{Width: 1}, pii.Age, "93", "90+"},
		{"age 90", anonymize.AgeBand{Width: 1}, pii.Age, "90 years old", "90+ years old"},
		{"age 89", anonymize.AgeBand{Width: 1}, pii.Age, "aged 89", "aged 89"},
		{"age band", anonymize.AgeBand{}, pii.Age, "42 years", "40-44 years"},
		{"age in words", anonymize.AgeBand{}, pii.Age, "forty-two", "[AGE]"},
		{"IPv4", anonymize.IPPrefix{}, pii.IPAddress, "192.0.2.77", "192.0.2.0"},
		{"IPv6", anonymize.IPPrefix{}, pii.IPAddress, "2001:db8:1:2::3", "2001:db8:1::"},
		{"no address", anonymize.IPPrefix{}, pii.IPAddress, "192.0.2", "[IP_ADDRESS]"},
		{"ZIP", anonymize.Zip3{}, pii.PostalCode, "90210", "902"},
		{"small ZIP", anonymize.Zip3{}, pii.PostalCode, "03602-1107", "000"},
		{"another small ZIP", anonymize.Zip3{}, pii.PostalCode, "10281", "000"},
		{"no ZIP", anonymize.Zip3{}, pii.PostalCode, "SW1A 1AA", "[POSTAL_CODE]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			apply := func(in string) string {
				v := anonymize.NewValue(tt.typ, []byte(in))
				v.AsOf = time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC)
				out, err := tt.op.Append(nil, v)
				require.NoError(t, err)
				return string(out)
			}
			got := apply(tt.in)
			require.Equal(t, tt.want, got)
			if got[0] != '[' {
				require.Equal(t, got, apply(got))
			}
		})
	}
}

func TestLeaks(t *testing.T) {
	require.Equal(t, "suppression; idempotent", anonymize.Label{}.Leaks().String())
	require.Equal(t, "pseudonymization; shows equality; reversible; not idempotent",
		anonymize.Leaks{Class: "pseudonymization", Equality: true, Reversible: true}.String())
}
