package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/pii"
)

// PrivateKey finds private keys in PEM (RFC 7468, and the older labels of OpenSSL, OpenSSH and OpenPGP) from the BEGIN line through
// the END line, however long the key is, up to 1 MiB. Public keys and certificates are refused. Cost: constant for each BEGIN.
func PrivateKey() pii.Detector { return keyDetector{} }

type keyDetector struct{}

// maxKey is how far a private key without its END line reaches, in bytes.
const maxKey = 1 << 20

func (keyDetector) Spec() pii.Spec {
	return pii.Spec{Name: "private key", Types: []pii.Type{pii.PrivateKey}, Wants: []pii.Want{pii.OnLiterals("-----BEGIN ")}}
}

var ruleKey = &pii.Rule{Detector: "private key", Name: "pem", Validator: "pem label", Source: "RFC 7468"}

func (keyDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	for _, a := range at {
		if n := keyLabel(s.Text[a.End:]); n > 0 {
			dst = append(dst, s.Found(a.Start, a.End+n, pii.PrivateKey, 0.99, ruleKey))
		}
	}
	return dst
}

// keyLabel returns the length of a private key's label and the dashes behind it, 0 for another label.
func keyLabel(b []byte) int {
	b = b[:min(len(b), 64)]
	k := bytes.Index(b, privateKey)
	if k < 0 || k > 24 {
		return 0
	}
	for _, c := range b[:k] {
		if c != ' ' && (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return 0
		}
	}
	k += len(privateKey)
	if bytes.HasPrefix(b[k:], []byte(" BLOCK")) {
		k += len(" BLOCK")
	}
	if !bytes.HasPrefix(b[k:], []byte("-----")) {
		return 0
	}
	return k + 5
}

var privateKey = []byte("PRIVATE KEY")

// Until implements pii.Opener: a key ends with the END line of the same label.
func (keyDetector) Until(f pii.Finding, s *pii.Segment) (end []byte, limit int64) {
	if f.Type != pii.PrivateKey {
		return nil, 0
	}
	if v, _, ok := s.Value(f); ok && bytes.HasSuffix(v, []byte("BLOCK-----")) {
		return []byte("PRIVATE KEY BLOCK-----"), maxKey
	}
	return []byte("PRIVATE KEY-----"), maxKey
}
