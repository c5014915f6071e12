package special

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

type labelled struct {
	ID, Lang, Kind, Text string
	Spans                []struct {
		Start, End            int64
		Type                  pii.Type
		Attribution, Polarity string
	}
}

func readSet(t *testing.T, path string) (out []labelled) {
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var d labelled
		require.NoError(t, json.Unmarshal(sc.Bytes(), &d))
		out = append(out, d)
	}
	require.NoError(t, sc.Err())
	return out
}

type counts struct{ hit, missed, wrong int }

func (c counts) recall() float64    { return float64(c.hit) / float64(max(1, c.hit+c.missed)) }
func (c counts) precision() float64 { return float64(c.hit) / float64(max(1, c.hit+c.wrong)) }

// TestDevelopmentSets holds recall, precision, attribution and polarity on the development sets to floors.
func TestDevelopmentSets(t *testing.T) {
	for _, set := range []struct {
		name                string
		all, category, lang float64
	}{{"special_dev", 0.9, 0.8, 0.85}, {"special2_dev", 0.9, 0.8, 0.85}, {"special3_dev", 0.85, 0.7, 0.8}, {"special4_dev", 0.85, 0.65, 0.75}, {"special5_dev", 0.85, 0.45, 0.75}, {"special6_dev", 0.85, 0.55, 0.75}, {"special7_dev", 0.8, 0.2, 0.7}, {"special8_dev", 0.8, 0.5, 0.7}, {"special9_dev", 0.85, 0.7, 0.75}, {"special10_dev", 0.85, 0.6, 0.8}, {"special11_dev", 0.8, 0.5, 0.7}, {"special12_dev", 0.75, 0.45, 0.75}, {"special13_dev", 0.75, 0.4, 0.75}, {"special16_dev", 0.85, 0.6, 0.8}, {"special14_dev", 0.85, 0.6, 0.8}, {"special15_dev", 0.8, 0.6, 0.7}, {"special23_dev", 0.85, 0.5, 0.85}, {"special25_dev", 0.85, 0.5, 0.8}, {"special26_dev", 0.88, 0.75, 0.85}} {
		t.Run(set.name, func(t *testing.T) { development(t, set.name, set.all, set.category, set.lang) })
	}
}

// development scores a set against the floors of recall and precision over all, of each category and of each language.
func development(t *testing.T, set string, floor, category, lang float64) {
	d, err := New(WithGenderIdentity(), WithImmigration())
	require.NoError(t, err)
	s, err := pii.NewScanner([]pii.Detector{d})
	require.NoError(t, err)
	var all counts
	byType, byLang := map[pii.Type]*counts{}, map[string]*counts{}
	clean, flagged, who, whoRight, polRight := 0, 0, 0, 0, 0
	for _, d := range readSet(t, "../../eval/testdata/"+set+".jsonl") {
		fs := s.Document(nil, []byte(d.Text))
		if byLang[d.Lang] == nil {
			byLang[d.Lang] = &counts{}
		}
		if len(d.Spans) == 0 {
			clean++
			if len(fs) > 0 {
				flagged++
			}
		}
		used := make([]bool, len(fs))
		count := func(ty pii.Type, f func(*counts)) {
			if byType[ty] == nil {
				byType[ty] = &counts{}
			}
			f(&all)
			f(byType[ty])
			f(byLang[d.Lang])
		}
		for _, sp := range d.Spans {
			found := false
			for k, f := range fs {
				if f.Type == sp.Type && f.Start < sp.End && sp.Start < f.End {
					if !found {
						who++
						if map[pii.Attribution]string{pii.Self: "self", pii.ThirdPerson: "third"}[f.Attrs.Attribution()] == sp.Attribution {
							whoRight++
						} else if testing.Verbose() {
							fmt.Printf("WHO  %s %q want %s\n", d.Lang, d.Text[sp.Start:sp.End]+" | "+d.Text, sp.Attribution)
						}
						if map[pii.Polarity]string{pii.Asserted: "asserted", pii.Negated: "negated", pii.Uncertain: "uncertain"}[f.Attrs.Polarity()] == sp.Polarity {
							polRight++
						} else if testing.Verbose() {
							fmt.Printf("POL  %s %q want %s\n", d.Lang, d.Text[sp.Start:sp.End]+" | "+d.Text, sp.Polarity)
						}
					}
					found, used[k] = true, true
				}
			}
			if found {
				count(sp.Type, func(c *counts) { c.hit++ })
			} else {
				count(sp.Type, func(c *counts) { c.missed++ })
				if testing.Verbose() {
					fmt.Printf("MISS %s %s %q in %q\n", d.Lang, sp.Type, d.Text[sp.Start:sp.End], d.Text)
				}
			}
		}
		for k, f := range fs {
			if !used[k] {
				count(f.Type, func(c *counts) { c.wrong++ })
				if testing.Verbose() {
					fmt.Printf("FALSE %s %s %s %.2f %q in %q\n", d.Lang, f.Type, f.Rule.Name, f.Score, d.Text[f.Start:f.End], d.Text)
				}
			}
		}
	}
	for ty, c := range byType {
		t.Logf("%-10s recall %.3f precision %.3f (%d)", ty, c.recall(), c.precision(), c.hit+c.missed)
	}
	for l, c := range byLang {
		t.Logf("%-10s recall %.3f precision %.3f", l, c.recall(), c.precision())
	}
	t.Logf("all recall %.3f precision %.3f; %d of %d clean flagged; attribution %.3f polarity %.3f", all.recall(), all.precision(), flagged, clean,
		float64(whoRight)/float64(who), float64(polRight)/float64(who))
	require.Greater(t, min(all.recall(), all.precision()), floor)
	require.Less(t, float64(flagged), 0.08*float64(clean))
	require.Greater(t, float64(whoRight), 0.85*float64(who))
	require.Greater(t, float64(polRight), 0.94*float64(who))
	for ty, c := range byType {
		if c.hit+c.missed >= 8 { // of less a share says nothing
			require.Greater(t, min(c.recall(), c.precision()), category, ty)
		}
	}
	for l, c := range byLang {
		require.Greater(t, min(c.recall(), c.precision()), lang, l)
	}
}
