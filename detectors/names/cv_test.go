package names_test

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/pii"
)

//go:embed testdata/cv.txt
var cvLayouts string

var cvWords = map[string][]string{
	"O": strings.Split("Harrow & Finch Ltd|Northbeam Logistics|Tessellate Software|Quayside Hotels|Bluewater Energy|Kestrel Insurance plc|Meridian Foods|Osprey Medical Group|Larkfield School|Brightmoor Council|Weber Maschinenbau GmbH|Jensen Shipping|Marlow Retail|Palisade Security|Ridgeway Clinic", "|"),
	"J": strings.Split("Project Manager|Software Engineer|Registered Nurse|Financial Analyst|Warehouse Supervisor|Marketing Manager|Electrician|HR Advisor|Data Scientist|Store Manager|Teacher|Legal Assistant", "|"),
	"C": strings.Split("Leeds|Denver|Cologne|Lyon|Seville|Bristol|Utrecht|Porto|Toronto|Gdansk|Oslo|Nairobi", "|"),
}

// cv fills a layout with invented persons; it returns the text and the spans of its names.
func cv(layout string, r *rand.Rand) (string, [][2]int) {
	keys := make([]string, 0, len(groups))
	for k := range groups {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	pick := func(s []string) string { return s[r.IntN(len(s))] }
	person := func() (string, string) {
		g := groups[pick(keys)]
		return pick(strings.Fields(g[0])), pick(strings.Fields(g[1]))
	}
	given, surname := person()
	named := false
	var b strings.Builder
	var spans [][2]int
	name := func(s string) {
		spans = append(spans, [2]int{b.Len(), b.Len() + len(s)})
		b.WriteString(s)
	}
	for layout != "" {
		text, rest, ok := strings.Cut(layout, "{")
		b.WriteString(text)
		if !ok {
			break
		}
		key, after, _ := strings.Cut(rest, "}")
		layout = after
		g, s := given, surname
		if named && key != "G" && key != "E" && key != "e" {
			g, s = person()
		}
		switch key {
		case "N":
			name(g + " " + s)
		case "l":
			name(strings.ToLower(g + " " + s))
		case "U":
			name(strings.ToUpper(g + " " + s))
		case "I":
			name(s + ", " + g)
		case "S":
			_, s = person()
			name(s)
		case "G":
			name(given)
		case "E", "e":
			fmt.Fprintf(&b, "%c.mail%d@example.com", 'a'+r.IntN(26), r.IntN(100))
		default:
			w := pick(cvWords[strings.ToUpper(key)])
			if key != strings.ToUpper(key) {
				w = strings.ToLower(w)
			}
			b.WriteString(w)
		}
		named = named || strings.Contains("NlUI", key)
	}
	return b.String(), spans
}

// TestCVs scores invented CVs in eleven layouts: most names are overlapped, and few findings a page are none.
func TestCVs(t *testing.T) {
	s := scanner(t, names.Options{})
	const each = 12
	gold, hit, wrong, pages := 0, 0, 0, 0
	for k, layout := range strings.Split(cvLayouts, "== ")[1:] {
		title, body, _ := strings.Cut(layout, "\n")
		r := rand.New(rand.NewPCG(11, uint64(k)))
		g, h, w := 0, 0, 0
		for range each {
			text, spans := cv(body, r)
			g += len(spans)
			pages++
			found := s.Document(nil, []byte(text))
			for _, p := range spans {
				if slices.ContainsFunc(found, func(f pii.Finding) bool {
					return f.Type == pii.Person && int(f.Start) < p[1] && p[0] < int(f.End)
				}) {
					h++
				} else if testing.Verbose() {
					t.Logf("  %s misses %q", title, text[p[0]:p[1]])
				}
			}
			for _, f := range found {
				if f.Type == pii.Person && !slices.ContainsFunc(spans, func(p [2]int) bool { return int(f.Start) < p[1] && p[0] < int(f.End) }) {
					w++
					if testing.Verbose() {
						t.Logf("  %s invents %q (%s)", title, text[f.Start:f.End], f.Rule.Name)
					}
				}
			}
		}
		t.Logf("%-18s recall %.3f, %.2f false names a page", title, float64(h)/float64(g), float64(w)/each)
		gold, hit, wrong = gold+g, hit+h, wrong+w
	}
	t.Logf("all: recall %.3f of %d names, %.2f false names a page", float64(hit)/float64(gold), gold, float64(wrong)/float64(pages))
	require.GreaterOrEqual(t, float64(hit)/float64(gold), 0.93)
	require.LessOrEqual(t, float64(wrong)/float64(pages), 1.0)
}
