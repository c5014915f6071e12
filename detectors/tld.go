package detectors

import (
	"strings"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
)

// Top-level domains by how surely a bare "name.tld" is a host. Of the names reserved by RFC 2606
// only "example" is a sure one.
const (
	sureDomains = `com org net edu gov mil biz info example de uk fr es nl ch eu dev app cloud online shop blog
		agency consulting software tech xyz wiki health clinic hospital
		berlin wien koeln london paris nyc bayern hamburg ruhr tirol cat eus gal bzh swiss museum coop jobs pro mobi tel travel jp cn br ru
		se dk fi cz gr pt hu ro bg hr sk lt lv ee ua tr il za nz au ca mx kr tw sg hk lu li ie`
	wordDomains = `pl network group store site email test invalid int services systems solutions care company
		io co ai at it me us in be no is to tv cc ly gl gg fm so sh id my am as by do la ma md ms pm ps rs vc ws ar cl pe ve uy ec bo cr
		gt pa py hn sv ni cu pr th vn ph pk bd lk np ir iq sa ae qa kw bh om jo lb sy eg ng ke gh et ug tz zw local internal lan corp home
		localhost name pub live news today world space life team work page link click art bar design zone page one top club digital media
		social studio academy center expert guru social ninja rocks run codes cafe pizza kitchen bio ngo ong legal law`
)

type domainKind uint8

const (
	noDomain domainKind = iota
	wordDomain
	sureDomain
)

var domainsValue lazy.Value[map[uint64]domainKind]

func domains() map[uint64]domainKind { return domainsValue.Get(makeDomains) }

func makeDomains() map[uint64]domainKind {
	m := map[uint64]domainKind{}
	for _, w := range strings.Fields(wordDomains) {
		m[lex.HashString(w)] = wordDomain
	}
	for _, w := range strings.Fields(sureDomains) {
		m[lex.HashString(w)] = sureDomain
	}
	return m
}

// topLevel says what the last label of a host name is.
func topLevel(label []byte) domainKind { return domains()[lex.Hash(label)] }

func hostByte(c byte) bool { return alnum(c) || c == '-' || c >= 0x80 }

// host reads a host name at p: labels of letters, digits and inner hyphens with dots in between (RFC 1123, IDN as written). end is
// behind the last label, last where it begins, dots their number. It reads at most 253 bytes.
func host(b []byte, p int) (end, last, dots int) {
	end, last = p, p
	for q := p; q-p < 253; {
		from := q
		for q < len(b) && q-p < 253 && hostByte(b[q]) && !punctuation(b[q:]) {
			q++
		}
		for q > from && b[q-1] == '-' {
			q--
		}
		if q == from || b[from] == '-' || q-from > 63 {
			return end, last, max(dots-1, 0)
		}
		end, last = q, from
		if q+1 >= len(b) || b[q] != '.' || !hostByte(b[q+1]) {
			return end, last, dots
		}
		q++
		dots++
	}
	return end, last, dots
}

// punctuation reports whether b begins with a rune of the general punctuation block or a Latin-1 sign, which no name holds.
func punctuation(b []byte) bool {
	switch b[0] {
	case 0xe2:
		return len(b) > 1 && (b[1] == 0x80 || b[1] == 0x81 || b[1] == 0x86)
	case 0xc2:
		return true
	case 0xe3:
		return len(b) > 2 && b[1] == 0x80
	}
	return b[0] == 0xef && len(b) > 1 && b[1] == 0xbc
}

// trimHost cuts a sentence that follows a host without a blank ("example.com.Please"): end and the start of the last label.
func trimHost(b []byte, p, end, last, dots int) (int, int, int) {
	if dots < 2 || !lex.IsUpper(b[last]) || topLevel(b[last:end]) != noDomain {
		return end, last, dots
	}
	e := last - 1
	l := e
	for l > p && b[l-1] != '.' {
		l--
	}
	if topLevel(b[l:e]) == noDomain {
		return end, last, dots
	}
	return e, l, dots - 1
}

// hostName reports whether the last label of a host can be a top-level domain: at least two letters, or punycode.
func hostName(label []byte) bool {
	if len(label) < 2 {
		return false
	}
	if hasFold(label, "xn--") {
		return true
	}
	for _, c := range label {
		if !lex.IsLetter(c) && c < 0x80 {
			return false
		}
	}
	return true
}
