package detectors

import (
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/pii"
)

// UserAgent finds user agent strings of browsers and common clients: product tokens with comments (RFC 9110 section 10.1.5) that begin
// with a known product. Cost: constant for each product name.
func UserAgent() pii.Detector { return agentDetector{} }

// Cookie finds values of cookies and session identifiers behind their keys ("sid=", "JSESSIONID", "session id"), and the pairs of
// Cookie and Set-Cookie headers (RFC 6265), or a single random value behind "cookie=". A value has 8 bytes or more and a digit. Cost: constant for each label.
func Cookie() pii.Detector { return cookieDetector{} }

type agentDetector struct{}

func (agentDetector) Spec() pii.Spec {
	return pii.Spec{Name: "user agent", Types: []pii.Type{pii.UserAgent}, Reach: pii.Reach{Behind: 64, Ahead: 512},
		Wants: []pii.Want{pii.OnWords("mozilla", "opera", "dalvik", "okhttp", "curl", "wget", "cfnetwork", "postmanruntime", "python", "java", "go", "axios"), pii.OnLabel()}, Labels: agentLabels()}
}

var (
	ruleAgent  = &pii.Rule{Detector: "user agent", Name: "product", Source: "RFC 9110 section 10.1.5"}
	ruleCookie = &pii.Rule{Detector: "cookie", Name: "label", Source: "RFC 6265"}
)

func (agentDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	b := s.Text
	until := 0
	for _, a := range at {
		p := a.End
		if a.Want == 1 {
			if end := headerAgent(b, a.Value); end > 0 && a.Value >= until {
				dst = append(dst, labelled(s.Found(a.Value, end, pii.UserAgent, 0.8, ruleAgent)))
				until = end
			}
			continue
		}
		if a.Start < until || p < len(b) && b[p] == '-' && !hasFold(b[p:], "-requests/") && !hasFold(b[p:], "-urllib/") && !hasFold(b[p:], "-http-client/") {
			continue
		}
		for p < len(b) && p-a.End < 16 && (b[p] == '-' || b[p]|0x20 >= 'a' && b[p]|0x20 <= 'z') {
			p++
		}
		if p+1 >= len(b) || b[p] != '/' || b[p+1] < '0' || b[p+1] > '9' || a.Start > 0 && (b[a.Start-1] == '/' || b[a.Start-1] == '-') {
			continue
		}
		end := agentEnd(b, p)
		for b[end-1] == '.' {
			end--
		}
		dst = append(dst, s.Found(a.Start, end, pii.UserAgent, 0.9, ruleAgent))
		until = end
	}
	return dst
}

var agentLabelsValue lazy.Value[*pii.LabelSet]

func agentLabels() *pii.LabelSet { return agentLabelsValue.Get(makeAgentLabels) }

func makeAgentLabels() *pii.LabelSet {
	return pii.NewLabels(labels("", 0, "user agent", "useragent")...)
}

// headerAgent returns the end of a user agent of any product behind the header's name: a token with a version; 0 if there is none.
func headerAgent(b []byte, p int) int {
	q := p
	for q < len(b) && q-p < 48 && (alnum(b[q]) || b[q] == '-' || b[q] == '_' || b[q] == '.') {
		q++
	}
	if q == p || q+1 >= len(b) || b[q] != '/' || !alnum(b[q+1]) {
		return 0
	}
	return agentEnd(b, p)
}

// agentEnd returns where a user agent ends whose first "/" is at p: behind the last product or comment.
func agentEnd(b []byte, p int) int {
	q, end := p, p
	for q < len(b) && q-p < 480 {
		from := q
		if b[q] == '(' {
			depth := 0
			for q < len(b) && q-from < 240 && b[q] != '\n' && b[q] != '"' {
				switch b[q] {
				case '(':
					depth++
				case ')':
					depth--
				}
				q++
				if depth == 0 {
					break
				}
			}
			if depth != 0 {
				return end
			}
			end = q
		} else {
			slash := false
			for q < len(b) && q-from < 64 && (alnum(b[q]) || b[q] == '/' || b[q] == '.' || b[q] == '_' || b[q] == '-' || b[q] == '+') {
				slash = slash || b[q] == '/'
				q++
			}
			if !slash && !equalFold(b[from:q], "mobile") && !equalFold(b[from:q], "safari") {
				return end
			}
			end = q
		}
		if q >= len(b) || b[q] != ' ' {
			return end
		}
		q++
	}
	return end
}

type cookieDetector struct{}

var cookieLabelsValue lazy.Value[*pii.LabelSet]

func cookieLabels() *pii.LabelSet { return cookieLabelsValue.Get(makeCookieLabels) }

func makeCookieLabels() *pii.LabelSet {
	ls := labels("", 0, "sid", "session", "sessie", "sessione", "sesión", "sessão", "sitzung", "sesja", "session id", "sessionid", "jsessionid", "phpsessid", "asp net sessionid", "connect sid", "sess", "session token",
		"session key", "remember me", "remember token", "xsrf token", "csrf token", "csrftoken", "laravel session", "sessid", "sitzungs id", "sitzung", "id de session", "id de sesión")
	for i := range ls {
		ls[i].Bare = ls[i].Text == "session" || ls[i].Text == "session id"
	}
	return pii.NewLabels(append(ls, labels("", 1, "cookie", "set cookie", "cookies")...)...)
}

func (cookieDetector) Spec() pii.Spec {
	return pii.Spec{Name: "cookie", Types: []pii.Type{pii.Cookie}, Reach: pii.Reach{Behind: 64, Ahead: 1200}, Wants: []pii.Want{pii.OnLabel()}, Labels: cookieLabels()}
}

func (cookieDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	b := s.Text
	until := 0
	for _, a := range at {
		p := a.Value
		for p > a.End && alnum(b[p-1]) {
			p-- // "s%3A…", whose s the engine takes for a filler
		}
		if p < until {
			continue
		}
		l, ok := s.LabelBefore(cookieLabels(), p)
		if !ok {
			continue
		}
		if l.ID == 1 {
			end := cookiePairs(b, p)
			if end == 0 {
				end = cookieValue(b, a, p)
			}
			if end > 0 {
				dst = append(dst, labelled(s.Found(p, end, pii.Cookie, 0.9, ruleCookie)))
				until = end
			}
			continue
		}
		end := value(b, p)
		if l.Bare && !s.MarkedLabel(a) && !hexID(b[p:end]) {
			continue // "session 3 of 12"
		}
		if end-p >= 8 && hasDigits(b[p:end], 1) && !dateLike(b[p:end]) && b[p] != '{' && b[p] != '[' && !codeLike(b[p:end]) {
			dst = append(dst, labelled(s.Found(p, end, pii.Cookie, 0.85, ruleCookie)))
			until = end
		}
	}
	return dst
}

// cookieValue returns the end of a cookie whose value stands alone behind its key, "cookie=VPN_8c8b3f966d19a973", as programs log it; 0 if there is none.
func cookieValue(b []byte, a pii.Anchor, p int) int {
	end := value(b, p)
	v := b[p:end]
	if a.Start == a.End || p != a.End+1 || b[a.End] != '=' && b[a.End] != ':' || len(v) < 16 || !hasDigits(v, 4) || classes(v) < 2 || entropy(v) < 3 || codeLike(v) || dateLike(v) || pathLike(v) || placeholder(v) {
		return 0
	}
	return end
}

// codeLike reports a call or member access rather than a value.
func codeLike(v []byte) bool {
	for i, c := range v {
		if c == '(' || c == '[' || c == '{' || c == '$' && i == 0 {
			return true
		}
	}
	return false
}

// cookieAttribute reports the name of an attribute of Set-Cookie, which is no cookie (RFC 6265 section 4.1.1).
func cookieAttribute(name []byte) bool {
	for _, a := range [...]string{"path", "domain", "expires", "max-age", "samesite"} {
		if equalFold(name, a) {
			return true
		}
	}
	return false
}

// cookiePairs returns the end of "name=value; name=value" at p, attributes left out, or 0.
func cookiePairs(b []byte, p int) int {
	end := 0
	for q := p; q < len(b) && q-p < 1024; {
		from := q
		for q < len(b) && q-from < 64 && (alnum(b[q]) || b[q] == '_' || b[q] == '-' || b[q] == '.') {
			q++
		}
		if q == from || q >= len(b) || b[q] != '=' {
			return end
		}
		if end > 0 && cookieAttribute(b[from:q]) {
			return end
		}
		q++
		v := q
		for q < len(b) && q-v < 512 && b[q] > ' ' && b[q] != ';' && b[q] != '"' && b[q] != ',' && b[q] != '\'' {
			q++
		}
		if q == v {
			return end
		}
		end = q
		if q+2 >= len(b) || b[q] != ';' || b[q+1] != ' ' {
			return end
		}
		q += 2
	}
	return end
}
