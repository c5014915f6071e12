package checkdigit

import (
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSystems(t *testing.T) {
	for _, c := range []struct {
		name  string
		check func([]byte) bool
		ok    string
		bad   string
	}{
		{"luhn", Luhn, "4111111111111111", "4111111111111112"},
		{"npi", func(b []byte) bool { return LuhnFrom(b, 24) }, "1234567893", "1234567890"},
		{"mod97", func(b []byte) bool { return Mod97(b[4:], b[:4]) == 1 }, "GB82WEST12345698765432", "GB83WEST12345698765432"},
		{"nhs", NHS, "9434765919", "9434765918"},
		{"bsn", BSN, "111222333", "111222334"},
		{"steuer id", SteuerID, "86095742719", "86095742718"},
		{"sv nummer", SVNummer, "65170839J003", "65170839J004"},
		{"dni", DNI, "12345678Z", "12345678A"},
		{"nie", DNI, "X1234567L", "X1234567M"},
		{"nir", NIR, "255081416802538", "255081416802539"},
		{"codice", Codice, "RSSMRA85T10A562S", "RSSMRA85T10A562T"},
		{"routing", RoutingNumber, "021000021", "021000022"},
		{"bech32", Bech32, "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"},
		{"bech32m", Bech32, "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj1"},
	} {
		require.True(t, c.check([]byte(c.ok)), c.name)
		require.False(t, c.check([]byte(c.bad)), c.name)
	}
}

func TestBase58Check(t *testing.T) {
	v, n, ok := Base58Check([]byte("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"))
	require.True(t, ok)
	require.Equal(t, byte(0), v)
	require.Equal(t, 20, n)
	_, _, ok = Base58Check([]byte("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"))
	require.False(t, ok)
}

func TestEIP55(t *testing.T) {
	h := keccak256(nil)
	require.Equal(t, "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470", hex.EncodeToString(h[:]))
	ok, mixed := EIP55([]byte("5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"))
	require.True(t, ok && mixed)
	ok, _ = EIP55([]byte("5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed"))
	require.False(t, ok)
}

func FuzzChecks(f *testing.F) {
	f.Add([]byte("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, check := range []func([]byte) bool{Luhn, NHS, BSN, SteuerID, SVNummer, DNI, NIR, Codice, RoutingNumber, Bech32, Mod11x10} {
			check(b)
		}
		Base58Check(b)
		EIP55(b)
		Mod97(b)
	})
}
