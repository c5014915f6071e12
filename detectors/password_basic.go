package detectors

import (
	"bytes"
	"encoding/base64"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// basicCredentials returns the end of the credentials behind "Authorization: Basic": Base64 of a name, a colon and a password (RFC 7617); 0 if
// there are none.
func basicCredentials(s *pii.Segment, a pii.Anchor) int {
	b, k := s.Text, s.TokenAt(a.Start)
	if a.Start == a.End || k == 0 || a.Start-int(s.Tokens()[k-1].End) > 4 || s.Tokens()[k-1].Hash != hashAuthorization {
		return 0
	}
	end := a.Value
	for end < len(b) && end-a.Value < 256 && (alnum(b[end]) || b[end] == '+' || b[end] == '/' || b[end] == '=' || b[end] == '-' || b[end] == '_') {
		end++
	}
	var buf [192]byte
	v := bytes.TrimRight(b[a.Value:end], "=")
	n, err := base64.RawStdEncoding.Decode(buf[:], v[:min(len(v), 252)/4*4])
	if err != nil || len(v) < 8 || bytes.IndexByte(buf[:n], ':') < 1 {
		return 0
	}
	return end
}

var hashAuthorization = lex.HashString("authorization")
