package detectors

import (
	"github.com/lethe-pii/lethe/internal/checkdigit"
	"github.com/lethe-pii/lethe/pii"
)

// Wallet finds addresses and keys of crypto currencies that carry a checksum: Base58Check (Bitcoin, Litecoin, Dogecoin, Dash, Tron;
// versions in chain parameters), Bech32 and Bech32m (BIP-173, BIP-350), and Ethereum's 20 bytes in hexadecimal (EIP-55; in one case
// they carry no check and score less). Cost: one hash for each run of 26 to 100 bytes of the alphabet.
func Wallet() pii.Detector { return walletDetector{} }

type walletDetector struct{}

func (walletDetector) Spec() pii.Spec {
	return pii.Spec{Name: "wallet", Types: []pii.Type{pii.CryptoWallet}, Wants: []pii.Want{pii.OnLong(26)}}
}

var (
	ruleBase58 = &pii.Rule{Detector: "wallet", Name: "base58check", Validator: "double sha-256", Source: "Bitcoin, Base58Check"}
	ruleBech32 = &pii.Rule{Detector: "wallet", Name: "bech32", Validator: "bch code", Source: "BIP-173, BIP-350"}
	ruleEIP55  = &pii.Rule{Detector: "wallet", Name: "ethereum", Validator: "eip-55", Source: "EIP-55"}
	ruleEther  = &pii.Rule{Detector: "wallet", Name: "ethereum form", Source: "Ethereum yellow paper"}
)

func (walletDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	b := s.Text
	for _, a := range at {
		v := b[a.Start:a.End]
		if len(v) > 100 {
			continue
		}
		var rule *pii.Rule
		score := float32(0.97)
		switch {
		case len(v) == 42 && v[0] == '0' && v[1]|0x20 == 'x':
			ok, mixed := checkdigit.EIP55(v[2:])
			if !ok || checkdigit.AllSame(v[2:]) {
				continue
			}
			if rule = ruleEIP55; !mixed {
				rule, score = ruleEther, 0.75
			}
		case human(v) > 0:
			if rule = ruleBech32; !checkdigit.Bech32(v) {
				continue
			}
		case len(v) <= 52 && base58Start(v[0]):
			_, n, ok := checkdigit.Base58Check(v)
			if !ok || n != 20 && n != 32 && n != 33 {
				continue
			}
			rule = ruleBase58
		default:
			continue
		}
		dst = append(dst, s.Found(a.Start, a.End, pii.CryptoWallet, score, rule))
	}
	return dst
}

// human returns the length of a known human-readable part of Bech32 at the start of v, 0 if there is none.
func human(v []byte) int {
	for _, h := range [...]string{"bc1", "tb1", "ltc1", "addr1", "stake1", "cosmos1", "lnbc", "npub1", "nsec1", "osmo1", "terra1", "bnb1"} {
		if hasFold(v, h) {
			return len(h)
		}
	}
	return 0
}

// base58Start reports the first characters of addresses and keys: versions 0, 5, 30, 48, 50, 65, 76, 128, 176.
func base58Start(c byte) bool {
	switch c {
	case '1', '3', 'L', 'M', 'D', 'X', 'T', '5', 'K', '6', '9', 'A':
		return true
	}
	return false
}
