package detectors

import (
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// Geo finds geographic coordinates: a pair of decimal degrees with at least three decimals (latitude up to 90, longitude up to 180),
// degrees with minutes, perhaps seconds, and a hemisphere ("48°12'30\"N 16°22'20\"E"), and single degrees behind "lat", "lng". The
// pair is one finding (ISO 6709 annex D). Pairs without a label need a comma, four decimals and a
// degree of 10 or more: others are columns of a table. Cost:
// constant for each digit cluster.
func Geo() pii.Detector { return geoDetector{} }

type geoDetector struct{}

var geoLabelsValue lazy.Value[*pii.LabelSet]

func geoLabels() *pii.LabelSet { return geoLabelsValue.Get(makeGeoLabels) }

func makeGeoLabels() *pii.LabelSet {
	return bareLabels("lat", "latitude", "lng", "lon", "long", "longitude", "breite", "breitengrad", "länge", "längengrad", "latitud", "longitud", "coordinates",
		"coordinate", "coords", "coord", "gps", "geo", "location", "position", "koordinaten", "coordonnées", "coordenadas", "ll", "geolocation", "latlng", "geo point")
}

func (geoDetector) Spec() pii.Spec {
	return pii.Spec{Name: "geo", Types: []pii.Type{pii.GeoCoordinate}, Wants: []pii.Want{pii.OnDigits(1, 20).With(pii.WordAfter).Beside(), pii.OnDigits(4, 20).With(pii.DotInside).Groups(decimals()...).Beside()}, Labels: geoLabels()}
}

// decimals are the lengths of a coordinate's.
func decimals() (lengths []int) {
	for n := 3; n <= maxDecimals; n++ {
		lengths = append(lengths, n)
	}
	return lengths
}

const maxDecimals = 16

var ruleGeo = &pii.Rule{Detector: "geo", Name: "coordinates", Source: "ISO 6709 annex D"}

func (geoDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	b := s.Text
	until := 0
	for i := range at {
		a := &at[i]
		if a.Start < until {
			continue
		}
		if a.End+2 < len(b) && b[a.End] == 0xc2 && b[a.End+1] == 0xb0 {
			if start, end := sexagesimal(b, a.End); end > 0 {
				dst = append(dst, s.Found(start, end, pii.GeoCoordinate, 0.85, ruleGeo))
				until = end
			}
			continue
		}
		g := s.Number(*a).Groups
		if len(g) < 2 || g[0].Len() > 3 {
			continue
		}
		p := g[0].Start
		if p > 0 && (b[p-1] == '-' || b[p-1] == '+') {
			p--
		}
		if wordBefore(b, p) || p > 0 && (b[p-1] == '.' || b[p-1] == '$' || b[p-1] == '_') {
			continue
		}
		lat, end, dec := degrees(b, p)
		if end == 0 || dec < 3 || lat > 180 {
			continue
		}
		_, has := s.LabelBefore(geoLabels(), p)
		q := end
		for q < len(b) && q-end < 3 && (b[q] == ',' || b[q] == ' ' || b[q] == ';') {
			q++
		}
		if q > end && lat <= 90 {
			if lon, e, d := degrees(b, q); e > 0 && lon <= 180 && d >= 3 && (has || dec >= 4 && d >= 4 && b[end] != ' ' && max(lat, lon) >= 10) {
				dst = append(dst, s.Found(p, e, pii.GeoCoordinate, 0.85, ruleGeo))
				until = e
				continue
			}
		}
		if has && dec >= 3 {
			dst = append(dst, labelled(s.Found(p, end, pii.GeoCoordinate, 0.8, ruleGeo)))
			until = end
		}
	}
	return dst
}

// degrees reads a decimal number at p, perhaps with a sign: its whole part, end and number of decimals.
func degrees(b []byte, p int) (whole, end, decimals int) {
	if p < len(b) && (b[p] == '-' || b[p] == '+') {
		p++
	}
	q := p
	for q < len(b) && q-p < 3 && lex.IsDigit(b[q]) {
		whole = whole*10 + int(b[q]-'0')
		q++
	}
	if q == p || q >= len(b) || b[q] != '.' {
		return 0, 0, 0
	}
	q++
	from := q
	for q < len(b) && q-from < maxDecimals && lex.IsDigit(b[q]) {
		q++
	}
	if q == from || wordAfter(b, q) || q+1 < len(b) && b[q] == '.' && lex.IsDigit(b[q+1]) {
		return 0, 0, 0
	}
	return whole, q, q - from
}

// sexagesimal reads degrees, minutes and a hemisphere around the degree sign at p, and the second coordinate behind it.
func sexagesimal(b []byte, p int) (start, end int) {
	start = p
	for start > 0 && p-start < 12 && (lex.IsDigit(b[start-1]) || b[start-1] == '.' || b[start-1] == ' ' && start == p) {
		start--
	}
	if start == p || wordBefore(b, start) {
		return 0, 0
	}
	first := angle(b, p)
	if first == 0 {
		return 0, 0
	}
	q := first
	for q < len(b) && q-first < 3 && (b[q] == ' ' || b[q] == ',') {
		q++
	}
	d := q
	for d < len(b) && d-q < 12 && (lex.IsDigit(b[d]) || b[d] == '.') {
		d++
	}
	if d > q && d+1 < len(b) && b[d] == 0xc2 {
		if e := angle(b, d); e > 0 {
			return start, e
		}
	}
	return start, first
}

// angle returns the end of minutes, seconds and a hemisphere behind the degree sign at p, or 0.
func angle(b []byte, p int) int {
	if p+2 >= len(b) || b[p] != 0xc2 {
		return 0
	}
	for q := p + 2; q < len(b) && q-p < 24; {
		switch c := b[q]; {
		case lex.IsDigit(c) || c == '.' || c == '\'' || c == '"' || c == ' ':
			q++
		case c == 0xe2 && q+2 < len(b) && b[q+1] == 0x80: // primes
			q += 3
		case c == 'N' || c == 'S' || c == 'E' || c == 'W' || c == 'O':
			if wordAfter(b, q+1) {
				return 0
			}
			return q + 1
		default:
			return 0
		}
	}
	return 0
}
