package detectors

import (
	"math"
	"sync"

	"github.com/lethe-pii/lethe/internal/lex"
)

// plogp[n] is n log2 n.
var plogp = sync.OnceValue(func() (t [513]float64) {
	for n := 2; n < len(t); n++ {
		t[n] = float64(n) * math.Log2(float64(n))
	}
	return t
})

// entropy is the Shannon entropy of v's bytes in bits a byte; v is cut at 512 bytes.
func entropy(v []byte) float64 {
	if len(v) > 512 {
		v = v[:512]
	}
	if len(v) == 0 {
		return 0
	}
	var n [256]uint16
	for _, c := range v {
		n[c]++
	}
	t := plogp()
	sum := 0.0
	for _, k := range n {
		sum += t[k]
	}
	return math.Log2(float64(len(v))) - sum/float64(len(v))
}

// classes counts how many of small letters, capitals, digits and signs v has.
func classes(v []byte) int {
	var seen [4]bool
	for _, c := range v {
		switch {
		case lex.IsDigit(c):
			seen[0] = true
		case lex.IsUpper(c):
			seen[1] = true
		case lex.IsLetter(c):
			seen[2] = true
		case c != '-' && c != '_':
			seen[3] = true
		}
	}
	n := 0
	for _, s := range seen {
		if s {
			n++
		}
	}
	return n
}

// placeholder reports values that stand for a secret: "xxxxxxxx", "<token>", "your-api-key", "changeme", "${VAR}".
func placeholder(v []byte) bool {
	if v[0] == '$' || v[0] == '<' || v[0] == '{' || v[0] == '%' || v[0] == '*' {
		return true
	}
	same := 0
	for i := 1; i < len(v); i++ {
		if v[i] == v[i-1] {
			same++
		}
	}
	if same*2 > len(v) {
		return true
	}
	for _, p := range [...]string{"your", "my-", "my_", "example", "placeholder", "changeme", "insert", "replace", "redacted", "null", "none", "undefined",
		"true", "false", "process.env", "os.environ", "env.", "os.getenv", "secrets.", "config."} {
		if hasFold(v, p) {
			return true
		}
	}
	return false
}

// pathLike reports URLs and paths, which labels of secrets often name.
func pathLike(v []byte) bool {
	slashes := 0
	for i, c := range v {
		if c == '/' {
			slashes++
		}
		if c == ':' && i+2 < len(v) && v[i+1] == '/' && v[i+2] == '/' {
			return true
		}
	}
	return v[0] == '/' || slashes > 3
}

// secretEnd returns the end of a secret at p: base64, base64url, dots and colons.
func secretEnd(b []byte, p int) int {
	q := p
	for q < len(b) && q-p < 520 && (alnum(b[q]) || b[q] == '_' || b[q] == '-' || b[q] == '.' || b[q] == '/' || b[q] == '+' || b[q] == '=' || b[q] == '~' || b[q] == '(' || b[q] == '[') {
		q++
	}
	for q > p && (b[q-1] == '.' || b[q-1] == '-') {
		q--
	}
	return q
}
