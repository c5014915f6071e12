package detectors

import (
	"github.com/lethe-pii/lethe/pii"
)

// Connection finds connection strings with a password: "scheme://user:password@host/…" (RFC 3986 section 3.2.1), "jdbc:…" with a
// password parameter, and "Key=value;" lists with one. Strings without a password are refused. Cost: constant for each "://" and
// each key.
func Connection() pii.Detector { return connectionDetector{} }

type connectionDetector struct{}

var (
	ruleConnection = &pii.Rule{Detector: "connection", Name: "url", Source: "RFC 3986 section 3.2.1"}
	ruleKeyValue   = &pii.Rule{Detector: "connection", Name: "key and value"}
)

func (connectionDetector) Spec() pii.Spec {
	return pii.Spec{Name: "connection", Types: []pii.Type{pii.Connection}, Reach: pii.Reach{Behind: 512, Ahead: 1024},
		Wants: []pii.Want{pii.OnLiterals("://"), pii.OnWords("password", "pwd", "accountkey", "sharedaccesskey")}}
}

func (connectionDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	b := s.Text
	until := 0
	for _, a := range at {
		if a.Start < until {
			continue
		}
		if a.Want == 1 {
			if start, end := keyValues(b, a.Start, a.End); end > 0 {
				dst = append(dst, s.Found(start, end, pii.Connection, 0.93, ruleKeyValue))
				until = end
			}
			continue
		}
		start, end := schemeURL(b, a.Start)
		if end == 0 {
			continue
		}
		if end = max(end, credentials(b, a.Start+3)); !withPassword(b[a.Start+3:end], hasFold(b[start:], "http")) {
			until = end // a scheme inside of this one has been read with it
			continue
		}
		if start >= 5 && hasFold(b[start-5:], "jdbc:") {
			start -= 5
		}
		dst = append(dst, s.Found(start, end, pii.Connection, 0.96, ruleConnection))
		until = end
	}
	return dst
}

// credentials returns the end of a URL whose authority at p has a user and a password, in which signs occur that URLs escape; 0 if
// there is no "@".
func credentials(b []byte, p int) int {
	for q := p; q < len(b) && q-p < 200; q++ {
		switch b[q] {
		case '@':
			if q+1 < len(b) && hostByte(b[q+1]) {
				return urlEnd(b, q+1)
			}
		case '/', ' ', '\t', '\n', '\r', '"', '\'', '<', '>':
			return 0
		}
	}
	return 0
}

// withPassword reports whether a URL, given from its authority on, holds a password: "user:pw@", or a parameter "password=". Parameters of the
// web's are parts of a URL.
func withPassword(u []byte, web bool) bool {
	colon := -1
	for i, c := range u {
		if c == '/' || c == '?' || c == '#' {
			break
		}
		if c == ':' && colon < 0 {
			colon = i
		}
		if c == '@' {
			if v := u[colon+1 : max(i, colon+1)]; colon >= 0 && len(v) > 0 {
				return v[0] != '$' && v[0] != '<' && v[0] != '{' && v[0] != '*'
			}
		}
	}
	if web {
		return false
	}
	for _, key := range [...]string{"password=", "pwd="} {
		for i := 0; i < len(u) && i < 400; i++ {
			if (u[i] == '?' || u[i] == '&' || u[i] == ';') && hasFold(u[i+1:], key) && len(u) > i+1+len(key) {
				return true
			}
		}
	}
	return false
}

// keyValues returns the list "Key=value;Key=value" around the key at [p, end) that holds a secret; stop is 0 if there is none.
func keyValues(b []byte, p, end int) (start, stop int) {
	if end+1 >= len(b) || b[end] != '=' || p == 0 {
		return 0, 0
	}
	start = p
	for start > 0 && p-start < 400 && b[start-1] != '\n' && b[start-1] != '"' && b[start-1] != '\'' && b[start-1] != '<' && b[start-1] != '>' {
		start--
	}
	// the list begins with the word before its first "="; whatever comes before is text
	eq, semi := -1, 0
	for q := start; q < p; q++ {
		if b[q] == '=' && eq < 0 {
			eq = q
		}
		if b[q] == ';' {
			semi++
		}
	}
	if eq < 0 || semi == 0 || b[end+1] == '/' {
		return 0, 0 // PWD=/home/ann is a directory
	}
	k := eq
	for k > start && (alnum(b[k-1]) || b[k-1] == '_') {
		k--
	}
	if k > start && b[k-1] == ' ' { // "Data Source", "User Id"
		w := k - 1
		for w > start && alnum(b[w-1]) {
			w--
		}
		if equalFold(b[w:k-1], "data") || equalFold(b[w:k-1], "user") || equalFold(b[w:k-1], "initial") {
			k = w
		}
	}
	stop = end
	for stop < len(b) && stop-end < 400 && b[stop] != '\n' && b[stop] != '"' && b[stop] != '\'' && b[stop] != '<' && b[stop] != '>' {
		if b[stop] == ' ' && b[stop-1] != ';' && !listGoesOn(b, stop+1) {
			break
		}
		stop++
	}
	for stop > end && (b[stop-1] == '.' || b[stop-1] == ',' || b[stop-1] == ' ' || b[stop-1] == '\r') {
		stop--
	}
	if stop-end < 3 {
		return 0, 0
	}
	return k, stop
}

// listGoesOn reports whether a "=" follows within a few words of p.
func listGoesOn(b []byte, p int) bool {
	for q := p; q < len(b) && q-p < 24; q++ {
		if b[q] == '=' {
			return true
		}
		if !alnum(b[q]) && b[q] != ' ' {
			return b[q] == ';'
		}
	}
	return false
}
