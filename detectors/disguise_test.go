package detectors_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"github.com/lethe-pii/lethe/pii"
)

// plainValues are values as people write them; %s stands for the value.
var plainValues = []struct{ carrier, value string }{
	{"write to %s today", "ann.lee@example.com"},
	{"Kontakt: %s oder per Post", "buchhaltung@hessenwerk.example"},
	{"mail josé via %s please", "josé.niño@example.org"},
	{"call %s after six", "+44 20 7946 0958"},
	{"phone: %s or write", "(202) 555-0143"},
	{"Tel. %s bis 17 Uhr", "+49 30 5550 0123"},
	{"card %s exp soon", "4242 4242 4242 4242"},
	{"pay with %s now", "5555-5555-5555-4444"},
	{"to IBAN %s please", "GB82 WEST 1234 5698 7654 32"},
	{"Konto %s bei uns", "DE89370400440532013000"},
	{"SSN %s on file", "536-22-8145"},
	{"from host %s again", "203.0.113.77"},
	{"NHS number: %s ok", "943 476 5919"},
	{"su DNI es %s y ya", "12345678Z"},
	{"born on %s in Leeds", "14/06/1950"},
	{"see %s for it", "https://example.com/u/ann"},
	{"BSN: %s klopt", "111222333"},
	{"Steuer-ID %s liegt vor", "86095742719"},
	{"NI number %s noted", "JG103759A"},
	{"MRN: %s seen", "00482913"},
}

// insert puts sign behind every nth rune of v.
func insert(v, sign string, n int) string {
	var b strings.Builder
	for i, r := range []rune(v) {
		b.WriteRune(r)
		if i%n == n-1 && i < len([]rune(v))-1 {
			b.WriteString(sign)
		}
	}
	return b.String()
}

func mapRunes(v string, f func(rune) rune) string { return strings.Map(f, v) }

func shiftDigits(zero rune) func(string) string {
	return func(v string) string {
		return mapRunes(v, func(r rune) rune {
			if r >= '0' && r <= '9' {
				return zero + r - '0'
			}
			return r
		})
	}
}

var homoglyphs = map[rune]rune{'a': 'а', 'e': 'е', 'o': 'о', 'p': 'р', 'c': 'с', 'x': 'х', 'y': 'у', 'i': 'і', 'A': 'А', 'E': 'Е', 'S': 'Ѕ', 'T': 'Т', 'B': 'В'}

// entities writes every character that is no letter as a reference, decimal and hexadecimal by turns.
func entities(v string) string {
	var b strings.Builder
	for i, r := range v {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == ' ':
			b.WriteRune(r)
		case i%2 == 0:
			fmt.Fprintf(&b, "&#%d;", r)
		default:
			fmt.Fprintf(&b, "&#x%X;", r)
		}
	}
	return b.String()
}

// disguises are ways to hide a value from a reader of bytes.
var disguises = []struct {
	name string
	make func(v string) string
}{
	{"zero-width space", func(v string) string { return insert(v, "\u200b", 3) }},
	{"zero-width joiner", func(v string) string { return insert(v, "\u200d", 2) }},
	{"word joiner", func(v string) string { return insert(v, "\u2060", 4) }},
	{"soft hyphen", func(v string) string { return insert(v, "\u00ad", 3) }},
	{"no-break space", func(v string) string { return strings.ReplaceAll(v, " ", "\u00a0") }},
	{"narrow space", func(v string) string { return strings.ReplaceAll(v, " ", "\u202f") }},
	{"full width", func(v string) string {
		return mapRunes(v, func(r rune) rune {
			if r > ' ' && r < 0x7f {
				return r + 0xfee0
			}
			return r
		})
	}},
	{"full-width digits", shiftDigits('０')},
	{"Arabic digits", shiftDigits('٠')},
	{"Devanagari digits", shiftDigits('०')},
	{"Persian digits", shiftDigits('۰')},
	{"homoglyphs", func(v string) string {
		return mapRunes(v, func(r rune) rune {
			if h, ok := homoglyphs[r]; ok {
				return h
			}
			return r
		})
	}},
	{"decomposed", norm.NFD.String},
	{"entities", entities},
	{"percent escapes", func(v string) string { return strings.ReplaceAll(url.QueryEscape(v), "+", "%20") }},
	{"bidi marks", func(v string) string { return "\u200e" + insert(v, "\u200f", 5) }},
	{"bidi isolate", func(v string) string { return "\u2066" + v + "\u2069" }},
	{"line wrap", func(v string) string {
		if k := strings.IndexByte(v, ' '); k >= 0 {
			return v[:k] + "\n" + v[k+1:]
		}
		return v
	}},
}

// covered reports whether findings cover all bytes of text[start:end) that say something: marks at the edges may stay.
func covered(text string, fs []pii.Finding, start, end int) bool {
	for i, r := range text[start:end] {
		if r == '\n' || r == ' ' || r == '\u2066' || r == '\u2069' || r == '\u200e' || r == '\u200f' {
			continue
		}
		if !slices.ContainsFunc(fs, func(f pii.Finding) bool { return int(f.Start) <= start+i && start+i < int(f.End) }) {
			return false
		}
	}
	return true
}

// TestDisguised demands that 95 % of disguised values are wholly covered, offsets in the original bytes.
func TestDisguised(t *testing.T) {
	s := everyday(t)
	all, hidden := 0, 0
	for _, d := range disguises {
		n, ok := 0, 0
		for _, p := range plainValues {
			v := d.make(p.value)
			text := fmt.Sprintf(p.carrier, v)
			start := strings.Index(text, v)
			n++
			if fs := s.Document(nil, []byte(text)); covered(text, fs, start, start+len(v)) {
				ok++
			} else {
				t.Logf("%s: %+q missed: %v", d.name, v, fs)
			}
		}
		t.Logf("%-20s %d of %d", d.name, ok, n)
		all, hidden = all+n, hidden+ok
	}
	t.Logf("%d of %d wholly covered (%.1f %%)", hidden, all, 100*float64(hidden)/float64(all))
	require.GreaterOrEqual(t, float64(hidden), 0.95*float64(all))
}

// TestDeep demands that deep mode finds 90 % of values in Base64 and hexadecimal text.
func TestDeep(t *testing.T) {
	s := everyday(t, pii.WithDeep())
	all, found := 0, 0
	for name, encode := range map[string]func([]byte) string{
		"base64":     base64.StdEncoding.EncodeToString,
		"base64url":  base64.RawURLEncoding.EncodeToString,
		"hex":        hex.EncodeToString,
		"upper hex":  func(b []byte) string { return strings.ToUpper(hex.EncodeToString(b)) },
		"json field": func(b []byte) string { return `{"data":"` + base64.StdEncoding.EncodeToString(b) + `"}` },
	} {
		n, ok := 0, 0
		for _, p := range plainValues {
			v := encode([]byte(fmt.Sprintf(p.carrier, p.value)))
			text := "payload " + v + " end"
			n++
			start, end := strings.Index(text, v), strings.Index(text, v)+len(v)
			if fs := s.Document(nil, []byte(text)); slices.ContainsFunc(fs, func(f pii.Finding) bool { return int(f.Start) < end && int(f.End) > start }) {
				ok++
			} else {
				t.Logf("%s missed: %q", name, p.value)
			}
		}
		t.Logf("%-12s %d of %d", name, ok, n)
		all, found = all+n, found+ok
	}
	t.Logf("%d of %d found", found, all)
	require.GreaterOrEqual(t, float64(found), 0.90*float64(all))
}
