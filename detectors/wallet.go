package detectors

import (
	"github.com/lethe-pii/lethe/internal/checkdigit"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// Wallet finds addresses and keys of crypto currencies: Base58Check (Bitcoin, Litecoin, Dogecoin, Dash, Tron; versions in chain parameters), Bech32
// and Bech32m (BIP-173, BIP-350), and Ethereum's 20 bytes in hexadecimal (EIP-55; in one case they carry no check and score less). Addresses whose
// checksum is wrong count too, with a lower score: behind a label ("Bitcoin address"), or in the exact form of Bitcoin's, Litecoin's and Ethereum's. Cost:
// one hash for each run of 26 to 100 bytes of the alphabet.
func Wallet() pii.Detector { return walletDetector{} }

type walletDetector struct{}

func (walletDetector) Spec() pii.Spec {
	return pii.Spec{Name: "wallet", Types: []pii.Type{pii.CryptoWallet}, Wants: []pii.Want{pii.OnLong(26)}, Labels: walletLabels()}
}

var walletLabelsValue lazy.Value[*pii.LabelSet]

func walletLabels() *pii.LabelSet { return walletLabelsValue.Get(makeWalletLabels) }

func makeWalletLabels() *pii.LabelSet {
	return bareLabels("bitcoin", "btc", "bitcoin address", "btc address", "bitcoin wallet", "btc wallet", "ethereum", "eth", "ethereum address", "eth address", "ethereum wallet", "litecoin", "ltc", "litecoin address", "ltc address",
		"wallet", "wallet address", "crypto wallet", "crypto address", "crypto wallet address", "wallet id", "dogecoin", "doge", "doge address", "dogecoin address", "dash address", "tron address", "solana address", "solana wallet",
		"xrp", "xrp address", "ripple address", "monero", "monero address", "xmr", "xmr address", "cardano address", "deposit address", "payout address")
}

var (
	ruleBase58 = &pii.Rule{Detector: "wallet", Name: "base58check", Validator: "double sha-256", Source: "Bitcoin, Base58Check"}
	ruleBech32 = &pii.Rule{Detector: "wallet", Name: "bech32", Validator: "bch code", Source: "BIP-173, BIP-350"}
	ruleEIP55  = &pii.Rule{Detector: "wallet", Name: "ethereum", Validator: "eip-55", Source: "EIP-55"}
	ruleWallet = &pii.Rule{Detector: "wallet", Name: "form"}
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
			if !allHex(v[2:]) || checkdigit.AllSame(v[2:]) {
				continue
			}
			if rule = ruleEIP55; !mixed {
				rule, score = ruleEther, 0.75
			} else if !ok {
				rule, score = ruleWallet, 0.6
			}
		case human(v) > 0:
			if rule = ruleBech32; !checkdigit.Bech32(v) {
				if !segwit(v) {
					continue
				}
				rule, score = ruleWallet, 0.65
			}
		case len(v) <= 52 && base58Start(v[0]):
			_, n, ok := checkdigit.Base58Check(v)
			if !ok || n != 20 && n != 32 && n != 33 {
				if score = walletForm(s, v, a.Start); score == 0 {
					continue
				}
				rule = ruleWallet
				break
			}
			rule = ruleBase58
		default:
			if score = walletForm(s, v, a.Start); score == 0 {
				continue
			}
			rule = ruleWallet
		}
		dst = append(dst, s.Found(a.Start, a.End, pii.CryptoWallet, score, rule))
	}
	return dst
}

// walletForm scores an address whose checksum is wrong or unknown: Base58 behind a label, or of the length and beginning of Bitcoin's and
// Litecoin's with letters of both cases and figures; 0 if it is none.
func walletForm(s *pii.Segment, v []byte, p int) float32 {
	if len(v) > 106 {
		return 0
	}
	upper, lower, digits := 0, 0, 0
	for _, c := range v {
		switch {
		case !s.NoCase() && (c == '0' || c == 'O' || c == 'I' || c == 'l') || !alnum(c):
			return 0
		case lex.IsDigit(c):
			digits++
		case lex.IsUpper(c):
			upper++
		default:
			lower++
		}
	}
	if digits < 2 || lower < 4 {
		return 0
	}
	if _, ok := s.LabelBefore(walletLabels(), p); ok {
		return 0.8
	}
	if c := v[0]; len(v) >= 32 && len(v) <= 34 && (c == '1' || c == '3' || c == 'L' || c == 'M') && upper > 4 && digits > 2 && !wordBefore(s.Text, p) && !inName(s.Text, p, p+len(v)) {
		return 0.55
	}
	return 0
}

// inName reports a sign of a longer name or path right before p or behind end.
func inName(b []byte, p, end int) bool {
	sign := func(c byte) bool {
		return c == '/' || c == '-' || c == '_' || c == '.' || c == '=' || c == '+' || c == '%'
	}
	return p > 0 && sign(b[p-1]) || end+1 < len(b) && sign(b[end]) && lex.IsWord(b[end+1])
}

// segwit reports the form of a Bitcoin or Litecoin address in Bech32, checksum left out.
func segwit(v []byte) bool {
	n := human(v)
	if n > 4 || len(v) != n+39 && len(v) != n+59 && len(v) != n+38 && len(v) != n+40 || v[n]|0x20 != 'q' && v[n]|0x20 != 'p' {
		return false
	}
	return hasDigits(v[n:], 3)
}

func allHex(v []byte) bool {
	for _, c := range v {
		if !isHex(c) {
			return false
		}
	}
	return true
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
