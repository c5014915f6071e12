package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// IP finds IPv4 addresses (RFC 791, four decimal numbers up to 255 without leading zeros) and IPv6 addresses (RFC 4291 section 2.2,
// also with embedded IPv4 and a zone as in RFC 4007), and IPv4 addresses that are said ("one nine two dot one six eight dot zero dot
// one"). Ports, brackets and prefix lengths are not part of the finding.
//
// Refused: four numbers behind words such as "version", "section" or "v", longer runs of numbers with dots, the unspecified
// addresses, and "::" of code. Four numbers all below 32 need a label, a port, or the place of the client in a web server's log. Cost: constant for each digit cluster and colon.
func IP() pii.Detector { return ipDetector{} }

// MAC finds hardware addresses (IEEE 802 EUI-48): six pairs of hexadecimal digits with ":" or "-" between them, behind a label also in one piece or in groups of four. Cost: constant for
// each ":" and "-".
func MAC() pii.Detector { return macDetector{} }

type ipDetector struct{}

var ipLabelsValue lazy.Value[*pii.LabelSet]

func ipLabels() *pii.LabelSet { return ipLabelsValue.Get(makeIpLabels) }

func makeIpLabels() *pii.LabelSet {
	return pii.NewLabels(append(labels("", 0, "ip", "ip address", "ip addr", "client ip", "remote addr", "remote address", "host", "server", "addr", "source ip",
		"src ip", "dst ip", "src", "dst", "peer", "from", "x forwarded for", "x real ip", "gateway", "dns", "ping", "ssh", "nameserver", "ip adresse", "adresse ip",
		"dirección ip", "indirizzo ip", "ip adres", "ipv4", "ipv6", "subnet", "netmask", "clientip", "client", "remote"),
		labels("", 1, "version", "ver", "v", "section", "sec", "chapter", "release", "build", "firmware", "driver", "kapitel", "abschnitt", "clause", "rev",
			"revision", "article", "figure", "table", "appendix", "sdk", "kernel", "chrome", "safari", "firefox", "edge", "oid", "paragraph", "versión",
			"versione", "versie", "software", "update", "patch", "assemblyversion", "fileversion", "rule", "item", "step")...)...)
}

func (ipDetector) Spec() pii.Spec {
	return pii.Spec{
		Name:   "ip",
		Types:  []pii.Type{pii.IPAddress},
		Wants:  []pii.Want{pii.OnDigits(4, 12).With(pii.DotInside).Beside(), pii.OnBytes(":"), pii.OnWords("dot", "punkt", "point", "punto")},
		Labels: ipLabels(),
	}
}

var (
	ruleIPv4   = &pii.Rule{Detector: "ip", Name: "ipv4", Source: "RFC 791"}
	ruleIPSaid = &pii.Rule{Detector: "ip", Name: "spoken"}
	ruleIPv6   = &pii.Rule{Detector: "ip", Name: "ipv6", Source: "RFC 4291 section 2.2"}
	ruleMAC    = &pii.Rule{Detector: "mac", Name: "eui-48", Source: "IEEE 802"}
)

func (d ipDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	b := s.Text
	until := 0
	for i := range at {
		a := &at[i]
		if a.Want == 0 {
			dst = d.cluster(dst, s, s.Number(*a))
			continue
		}
		if a.Start < until {
			continue
		}
		if a.Want == 2 {
			if start, end := saidIP(s, s.TokenAt(a.Start)); end > 0 {
				dst = append(dst, said(s.Found(start, end, pii.IPAddress, 0.8, ruleIPSaid)))
				until = end
			}
			continue
		}
		start, end := ipv6Span(b, a.Start)
		until = max(until, end)
		if end-start > 2 && ipv6(b[start:end]) {
			if end < len(b) && b[end] == '%' {
				for end++; end < len(b) && end-start < 64 && (alnum(b[end]) || b[end] == '.' || b[end] == '-' || b[end] == '_'); end++ {
				}
			}
			dst = append(dst, s.Found(start, end, pii.IPAddress, 0.9, ruleIPv6))
			until = end
		}
	}
	return dst
}

// saidIP reads an IPv4 address whose first dot is said at token k; end is 0 if there is none.
func saidIP(s *pii.Segment, k int) (start, end int) {
	ts, b := s.Tokens(), s.Text
	first := -1
	for n := 1; n <= 4 && k-n >= 0; n++ { // the longest number that ends before the dot
		if _, e := saidByte(b, ts, k-n); e == k {
			first = k - n
		}
	}
	if first < 0 {
		return 0, 0
	}
	dot := ts[k].Hash
	for range 3 {
		if k >= len(ts) || ts[k].Hash != dot {
			return 0, 0
		}
		v, e := saidByte(b, ts, k+1)
		if e == k+1 || v > 255 {
			return 0, 0
		}
		k = e
	}
	if k < len(ts) && ts[k].Hash == dot {
		return 0, 0
	}
	return int(ts[first].Start), int(ts[k-1].End)
}

// saidByte reads one number of a said address from token i on, digit by digit ("one nine two") or as a whole ("one hundred and ten").
func saidByte(b []byte, ts []pii.Token, i int) (v, end int) {
	if c, e := spoken.Cardinal(b, ts, i); e > i && c >= 10 && c < 256 {
		if u, f := spoken.Cardinal(b, ts, e); f == e || u > 9 || c > 25 {
			return c, e
		}
	}
	var r spoken.Run
	spoken.Parse(&r, b, ts, i)
	if r.N == 0 || r.N > 3 {
		return 0, i
	}
	for _, c := range r.Bytes() {
		v = v*10 + int(c-'0')
	}
	return v, r.End
}

// cluster looks for four groups with single dots between them.
func (d ipDetector) cluster(dst []pii.Finding, s *pii.Segment, n *pii.Number) []pii.Finding {
	b, g := s.Text, n.Groups
	for i := 0; i+4 <= len(g); i++ {
		start, end := g[i].Start, g[i+3].End
		run := 1
		for i+run < len(g) && g[i+run].Start == g[i+run-1].End+1 && b[g[i+run].Start-1] == '.' {
			run++
		}
		if run != 4 {
			i += run - 1
			continue
		}
		i += 3
		if start > 0 && (lex.IsWord(b[start-1]) || b[start-1] == '.' || b[start-1] == '_') || wordAfter(b, end) || end < len(b) && b[end] == '_' ||
			end+1 < len(b) && b[end] == '.' && lex.IsWord(b[end+1]) {
			continue
		}
		small, ok, zero := true, true, true
		for k := i - 3; k <= i; k++ {
			v := 0
			for _, c := range b[g[k].Start:g[k].End] {
				v = min(v*10+int(c-'0'), 1000)
			}
			ok = ok && v < 256 && g[k].Len() < 4 && (g[k].Len() == 1 || b[g[k].Start] != '0')
			small = small && v < 32
			zero = zero && v == 0
		}
		if !ok || zero {
			continue
		}
		l, has := s.LabelBefore(ipLabels(), start)
		if has && l.ID == 1 {
			continue
		}
		if small {
			switch about := netWords(s, start); {
			case about < 0:
				continue
			case about > 0:
				small = false
			}
		}
		score := float32(0.85)
		if small && !has && (privateNet(b, start, end) || b[start] == '1' && b[start+1] == '0' && (bytes.HasPrefix(b[end:], []byte(" ->")) || bytes.HasSuffix(b[:start], []byte("-> ")))) {
			small = false // 10.0.0.0/8
		}
		if small && !has && len(dst) > 0 && dst[len(dst)-1].Score >= 0.7 {
			if gap := int(s.Offset(start) - dst[len(dst)-1].End); gap >= 0 && gap < 120 && bytes.IndexByte(b[max(0, start-gap):start], '\n') < 0 {
				small = false // another address of the line
			}
		}
		if small && !has && len(dst) > 0 && s.Offset(start)-dst[len(dst)-1].End == 2 && b[start-1] == ' ' && b[start-2] == ',' {
			small = false // X-Forwarded-For: a list
		}
		if small && !has && clientOf(b, end) {
			small = false
		}
		if small && !has {
			if score = 0.4; end+2 < len(b) && b[end] == ':' && lex.IsDigit(b[end+1]) && lex.IsDigit(b[end+2]) {
				score = 0.7
			}
		}
		if start > 0 && (b[start-1] == '/' || b[start-1] == '-') && !has && (start < 2 || b[start-2] != '/') {
			score -= 0.1 // "Chrome/126.0.0.1", "lib-1.2.3.4"
			if start > 1 && lex.IsLetter(b[start-2]) && !(end+2 < len(b) && b[end] == ':' && lex.IsDigit(b[end+1]) && lex.IsDigit(b[end+2])) {
				continue
			}
		}
		f := s.Found(start, end, pii.IPAddress, score, ruleIPv4)
		dst = append(dst, f)
	}
	return dst
}

// privateNet reports a network of 10.0.0.0/8 with its prefix length.
func privateNet(b []byte, start, end int) bool {
	return b[start] == '1' && b[start+1] == '0' && b[start+2] == '.' && end+1 < len(b) && b[end] == '/' && lex.IsDigit(b[end+1]) && !(end+3 < len(b) && lex.IsDigit(b[end+3]))
}

// ipv6Span returns the run of bytes of an IPv6 address around the colon at p; end is at most 46 bytes behind start.
func ipv6Span(b []byte, p int) (start, end int) {
	start, end = p, p
	for start > 0 && p-start < 5 && (isHex(b[start-1]) || b[start-1] == ':') {
		start--
	}
	if literalTag(b[:p]) {
		start, end = p+1, p+1
	} else if start > 0 && (lex.IsWord(b[start-1]) || b[start-1] == '.' || b[start-1] == '_') {
		return p, p + 1
	}
	for end < len(b) && end-start < 46 && (isHex(b[end]) || b[end] == ':' || b[end] == '.') {
		end++
	}
	if wordAfter(b, end) || end < len(b) && b[end] == '_' {
		return p, max(end, p+1)
	}
	for end > start && (b[end-1] == '.' || b[end-1] == ':' && (end < start+2 || b[end-2] != ':')) {
		end--
	}
	return start, end
}

// literalTag reports whether b ends in the tag of an address literal, as in "[IPv6:2001:db8::1]" (RFC 5321 section 4.1.3), or in "ip".
func literalTag(b []byte) bool {
	from := max(0, len(b)-5)
	for i := len(b); i > from; i-- {
		if !lex.IsWord(b[i-1]) {
			from = i
			break
		}
	}
	tag := b[from:]
	return equalFold(tag, "ipv6") || equalFold(tag, "ip")
}

// ipv6 reports whether v is an IPv6 address that says something: not "::", with at least three groups, or two and a digit in each.
func ipv6(v []byte) bool {
	groups, digits, elided := 0, 0, false
	for i := 0; i < len(v); {
		if v[i] == ':' {
			if i+1 < len(v) && v[i+1] == ':' {
				if elided || i+2 < len(v) && v[i+2] == ':' {
					return false
				}
				elided = true
				i += 2
				continue
			}
			if i == 0 || i+1 == len(v) {
				return false
			}
			i++
			continue
		}
		from := i
		for i < len(v) && isHex(v[i]) {
			if lex.IsDigit(v[i]) {
				digits++
			}
			i++
		}
		if i < len(v) && v[i] == '.' {
			return (elided || groups == 6) && dotted(v[from:])
		}
		if i-from > 4 || i == from {
			return false
		}
		groups++
	}
	switch {
	case groups > 8 || digits == 0:
		return false
	case !elided:
		return groups == 8
	}
	return groups >= 3 && groups < 8 || groups == 2 && (len(v) >= 8 && digits >= 2 || len(v) == 7 && digits >= 3)
}

// dotted reports whether v is an IPv4 address.
func dotted(v []byte) bool {
	dots, n, digits := 0, 0, 0
	for _, c := range v {
		switch {
		case c == '.':
			if digits == 0 {
				return false
			}
			dots++
			n, digits = 0, 0
		case lex.IsDigit(c):
			n = n*10 + int(c-'0')
			digits++
			if n > 255 || digits > 3 {
				return false
			}
		default:
			return false
		}
	}
	return dots == 3 && digits > 0
}

type macDetector struct{}

func (macDetector) Spec() pii.Spec {
	return pii.Spec{Name: "mac", Types: []pii.Type{pii.MACAddress}, Wants: []pii.Want{pii.OnBytes(":-"), pii.OnLabel()}, Labels: macLabels()}
}

var macLabelsValue lazy.Value[*pii.LabelSet]

func macLabels() *pii.LabelSet { return macLabelsValue.Get(makeMacLabels) }

func makeMacLabels() *pii.LabelSet {
	ls := labels("", 0, "mac", "mac address", "mac addr", "mac adresse", "adresse mac", "dirección mac", "indirizzo mac", "hwaddr", "hw addr", "ethernet address", "bssid", "hardware address")
	for i := range ls {
		ls[i].Bare = true
	}
	return pii.NewLabels(ls...)
}

// plainMAC returns the end of twelve hexadecimal digits at p, in one piece or in groups of four with dots; 0 if there are none.
func plainMAC(b []byte, p int) int {
	n, digits, q := 0, 0, p
	for ; q < len(b) && n <= 12; q++ {
		switch c := b[q]; {
		case isHex(c):
			n++
			if lex.IsDigit(c) {
				digits++
			}
			continue
		case c == '.' && n > 0 && n%4 == 0 && n < 12:
			continue
		}
		break
	}
	if n != 12 || digits < 2 || wordAfter(b, q) || wordBefore(b, p) {
		return 0
	}
	return q
}

func (macDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	b := s.Text
	for i := range at {
		a := &at[i]
		if a.Want == 1 {
			if end := plainMAC(b, a.Value); end > 0 {
				dst = append(dst, labelled(s.Found(a.Value, end, pii.MACAddress, 0.85, ruleMAC)))
			}
			continue
		}
		start, end, sep := a.Start-2, a.Start+15, b[a.Start]
		if start < 0 || end > len(b) || b[a.Start+3] != sep || wordBefore(b, start) || start > 0 && b[start-1] == sep || wordAfter(b, end) ||
			end < len(b) && b[end] == sep && end+1 < len(b) && isHex(b[end+1]) {
			continue
		}
		ok, other, same := true, false, true
		for i, c := range b[start:end] {
			switch {
			case i%3 == 2:
				ok = ok && c == sep
			default:
				ok = ok && isHex(c)
				other = other || c != '0'
				same = same && (c|0x20) == (b[start]|0x20)
			}
		}
		if ok && other && !same {
			dst = append(dst, s.Found(start, end, pii.MACAddress, 0.9, ruleMAC))
		}
	}
	return dst
}
