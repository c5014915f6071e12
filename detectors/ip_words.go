package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// netWords looks at the six words of the line on either side of the small numbers at p: 1 says that a word of networks is among them, -1 one of versions.
func netWords(s *pii.Segment, p int) int {
	ts, b := s.Tokens(), s.Text
	k := s.TokenAt(p)
	found := 0
	for i := max(0, k-6); i < min(len(ts), k+10); i++ {
		w := ipAround()[ts[i].Hash]
		if w == 0 {
			continue
		}
		if g := b[min(int(ts[i].End), p):max(int(ts[i].Start), p)]; len(g) > 80 || bytes.IndexByte(g, '\n') >= 0 {
			continue
		}
		if w < 0 && i < k {
			return -1
		}
		found = max(found, w)
	}
	return found
}

// clientOf reports that two words and a time in brackets follow at p, as they follow the client's address in the Common Log Format.
func clientOf(b []byte, p int) bool {
	for range 2 {
		from := p + 1
		for p = from; p < len(b) && p-from < 64 && b[p] > ' '; p++ {
		}
		if p == from || p >= len(b) || b[p] != ' ' || b[from-1] != ' ' {
			return false
		}
	}
	return p+4 < len(b) && b[p+1] == '[' && lex.IsDigit(b[p+2]) && lex.IsDigit(b[p+3]) && b[p+4] == '/'
}

var ipAroundValue lazy.Value[map[uint64]int]

func ipAround() map[uint64]int { return ipAroundValue.Get(makeIpAround) }

func makeIpAround() map[uint64]int {
	m := map[uint64]int{}
	for _, w := range []string{"ping", "pings", "pinged", "pinging", "port", "resolver", "resolvers", "dns", "nameserver", "router", "firewall", "subnet", "vlan", "vpn", "lan", "wan", "network", "gateway", "ssh", "telnet",
		"traceroute", "packets", "icmp", "tcp", "udp", "dhcp", "proxy", "reachable", "unreachable", "ips", "netzwerk", "réseau", "red", "rete", "netwerk"} {
		m[lex.HashString(w)] = 1
	}
	for _, w := range []string{"upgrade", "upgraded", "update", "updated", "downgrade", "downgraded", "bump", "bumped", "version", "versions", "release", "released", "module", "package", "chapter", "section", "clause"} {
		m[lex.HashString(w)] = -1
	}
	return m
}
