package detectors_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

// TestCanonical holds each type's writings of one value to one form.
func TestCanonical(t *testing.T) {
	s, err := pii.NewScanner(detectors.All())
	require.NoError(t, err)
	for _, c := range []struct {
		typ  pii.Type
		want string
		raws []string
	}{
		{pii.Email, "jo.ferris@example.org", []string{"Jo.Ferris@Example.ORG", "jo dot ferris at example dot org", "jo.ferris [at] example (dot) org", "jo punkt ferris at example punkt org"}},
		{pii.Email, "nk_91@example.com", []string{"n as in nancy k as in kilo underscore ninety one at example dot com"}},
		{pii.CreditCard, "4242424242424242", []string{"4242 4242 4242 4242", "4242-4242-4242-4242", "four two four two four two four two four two four two four two four two"}},
		{pii.CardExpiry, "04/29", []string{"04/29", "4/2029", "04 / 29", "oh four twenty nine"}},
		{pii.IBAN, "GB82WEST12345698765432", []string{"GB82 WEST 1234 5698 7654 32", "gb82west12345698765432"}},
		{pii.BIC, "COBADEFFXXX", []string{"cobadeffxxx"}},
		{pii.BankAccount, "601613", []string{"60-16-13", "60 16 13", "six oh one six one three"}},
		{pii.USSSN, "536228145", []string{"536-22-8145", "536 22 8145", "five three six dash twenty two dash eight one four five"}},
		{pii.ESDNI, "12345678Z", []string{"12.345.678-z", "12345678Z"}},
		{pii.UKNINO, "JG103759A", []string{"jg 10 37 59 a", "j g one oh three seven five nine a"}},
		{pii.ClientID, "KD0077123", []string{"KD-0077123", "kd 0077123"}},
		{pii.PolicyID, "B7714", []string{"b as in bravo seven seven one four", "B-7714"}},
		{pii.PostalCode, "BT96EW", []string{"bt9 6ew", "b t nine six e w"}},
		{pii.PostalCode, "10115", []string{"D-10115", "10115"}},
		{pii.IPAddress, "192.168.1.1", []string{"192.168.1.1", "one nine two dot one six eight dot one dot one", "::ffff:192.168.1.1"}},
		{pii.IPAddress, "2001:db8::5", []string{"2001:0DB8:0:0:0:0:0:5", "2001:db8::5"}},
		{pii.MACAddress, "02:00:5e:10:00:0a", []string{"02-00-5E-10-00-0A", "02:00:5e:10:00:0a"}},
		{pii.UUID, "0d9f4b1e-2a55-4c1e-9f70-1f2f7d6b8a11", []string{"0D9F4B1E-2A55-4C1E-9F70-1F2F7D6B8A11"}},
		{pii.Username, "cosmic-otter-9", []string{"@Cosmic-Otter-9", "cosmic-otter-9"}},
		{pii.URL, "example.com/A", []string{"https://www.Example.com/A/", "example.com/A", "http://example.com/A"}},
		{pii.SocialProfile, "linkedin.com/in/tessv", []string{"LinkedIn.com/in/tessv", "linkedin dot com slash in slash tessv"}},
		{pii.CryptoWallet, "0x1b7d3f98788b1c4e98d461f2f177c04800854b70", []string{"0x1b7d3F98788b1C4e98d461f2F177c04800854b70"}},
		{pii.Date, "2024-03-05", []string{"2024-03-05", "05.03.2024", "5 March 2024", "March 5th, 2024", "Tuesday, 5 March 2024", "fifth of march twenty twenty four", "5. März 2024", "5 de marzo de 2024", "le 5 mars 2024", "dinsdag 5 maart 2024"}},
		{pii.Date, "2024-03", []string{"March 2024", "03/2024", "2024-03"}},
		{pii.Date, "--03-05", []string{"5 March", "05.03."}},
		{pii.DateOfBirth, "1984-05-03", []string{"03/05/1984", "third of may nineteen eighty-four", "3 de mayo de mil novecientos ochenta y cuatro", "3.5.84"}},
		{pii.Time, "14:30", []string{"14:30", "2:30 pm", "14h30", "14.30 Uhr"}},
		{pii.Age, "37", []string{"37", "37 years old", "thirty-seven", "siebenunddreißig Jahre alt", "37-jährige"}},
		{pii.Age, "14m", []string{"14 months", "14 meses"}},
	} {
		for _, raw := range c.raws {
			got, err := s.Canonical(nil, c.typ, []byte(raw))
			require.NoError(t, err, "%s %q", c.typ, raw)
			require.Equal(t, c.want, string(got), "%s %q", c.typ, raw)
		}
	}
	for typ, raw := range map[pii.Type]string{pii.Date: "some day", pii.Time: "noon", pii.Age: "old", pii.MACAddress: "02:00", pii.IPAddress: "none"} {
		_, err := s.Canonical(nil, typ, []byte(raw))
		require.Error(t, err, typ)
	}
}
