package report

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

var phoneRule = &pii.Rule{Detector: "phone", Name: "international", Validator: "numbering plan", Source: "E.164"}

// found marks every occurrence of words in text as a finding.
func found(text string, words map[string]pii.Type) []pii.Finding {
	var fs []pii.Finding
	for i := 0; i < len(text); i++ {
		for w, t := range words {
			if strings.HasPrefix(text[i:], w) {
				fs = append(fs, pii.Finding{Start: int64(i), End: int64(i + len(w)), Type: t, Score: .5, Rule: phoneRule})
				i += len(w) - 1
				break
			}
		}
	}
	return fs
}

func html(t *testing.T, p Page) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, p.Write(&b))
	return b.String()
}

func TestPageMasksUnlessAsked(t *testing.T) {
	const text = "first\ncall canary, or <canary>\r\nlast canary"
	for _, shown := range []bool{false, true} {
		p := Page{Title: "T & T", Shown: shown, Problems: []string{"x.bin: binary file"}}
		b := Builder{Shown: shown}
		b.Add(Document{Text: []byte(text), Findings: found(text, map[string]pii.Type{"canary": "PHONE"})})
		p.Add(b.File("<a>.txt", "text"))
		out := html(t, p)
		require.Equal(t, shown, strings.Contains(out, "canary"))
		require.Contains(t, out, "T &amp; T")
		require.Contains(t, out, "&lt;a&gt;.txt")
		require.Contains(t, out, "or &lt;<mark")
		require.Contains(t, out, "x.bin: binary file")
		require.Contains(t, out, "line 2")
		require.Contains(t, out, "line 3")
		require.Contains(t, out, "phone · international · checked: numbering plan")
		require.Equal(t, 3, p.Total())
		require.Equal(t, []Count{{"PHONE", 3, 2}}, p.ByType())
		require.Equal(t, []Count{{"<a>.txt", 3, 0}}, p.ByFile())
		require.NotRegexp(t, `(?i)https?://|<link|<img|src=|@import|url\(`, out)
		require.Equal(t, 1, strings.Count(out, "<script>"))
		require.NotContains(t, out, "unsafe-inline")
		require.NotContains(t, out, "ZgotmplZ")
	}
}

func TestBareHasNoTextBetween(t *testing.T) {
	b := Builder{Bare: true}
	text := "canary one 555 two"
	b.Add(Document{Text: []byte(text), Findings: found(text, map[string]pii.Type{"555": "PHONE"})})
	var p Page
	p.Add(b.File("a", "text"))
	require.NotContains(t, html(t, p), "canary")
}

func TestExcerpts(t *testing.T) {
	long := strings.Repeat("é", 300)
	text := "a\nb X c " + long + " X " + long + "\n\nX\nX X"
	b := Builder{Shown: true, Hide: func(s string) bool { return s == "secret" }}
	b.Add(Document{Text: []byte(text), Findings: found(text, map[string]pii.Type{"X": "PHONE"}),
		Marks: []pii.Mark{{At: 0, Kind: pii.MarkField, Label: "note"}, {At: int64(strings.LastIndex(text, "\nX")), Kind: pii.MarkTurn, Label: "secret"}}})
	b.Add(Document{Text: []byte("\nX"), Base: int64(len(text)), Findings: []pii.Finding{{Start: int64(len(text)) + 1, End: int64(len(text)) + 2, Type: "PHONE"}}})
	f := b.File("a", "text")
	var lines []int
	for _, e := range f.Excerpts {
		lines = append(lines, e.Line)
		s := ""
		for _, p := range e.Pieces {
			if p.Finding != nil {
				s += "X"
			}
			s += p.Text
		}
		require.NotContains(t, s, "\ufffd")
		require.Less(t, len(s), 2*around+100)
	}
	require.Equal(t, []int{2, 2, 4, 5, 6}, lines)
	require.Equal(t, "note", f.Excerpts[0].Where)
	require.Empty(t, f.Excerpts[3].Where)
	require.Equal(t, "b ", f.Excerpts[0].Pieces[0].Text)
	require.Len(t, f.Excerpts[3].Pieces, 3)
	require.Equal(t, 6, f.Total())
	require.Equal(t, 1, b.line+1, "the next file starts anew")
}

func TestRecordsPartsAndOutcomes(t *testing.T) {
	b := Builder{}
	long := pii.Finding{Start: 0, End: 2, Type: "PRIVATE_KEY"}
	rest := pii.Finding{Start: 2, End: 4, Type: "PRIVATE_KEY", Attrs: pii.Attrs(0).WithContinued(true)}
	part := pii.Finding{Start: 1, End: 2, Type: "EMAIL", Kind: pii.Part}
	b.Add(Document{Text: []byte("skip"), Records: true})
	b.Add(Document{Text: []byte("keys"), Records: true, Findings: []pii.Finding{long, part, rest}, Outcome: func(pii.Finding, []byte) string { return "kept" },
		Locate: func(from, to int64) (int64, int64, bool) { return from + 100, to + 100, true }})
	f := b.File("a", "jsonl")
	require.Len(t, f.Excerpts, 1)
	require.Equal(t, 2, f.Excerpts[0].Record)
	got := f.Excerpts[0].Pieces[0].Finding
	require.Equal(t, []any{int64(100), int64(104), "kept"}, []any{got.Start, got.End, got.Outcome})
}

func TestPageIsBounded(t *testing.T) {
	var p Page
	line := strings.Repeat("X ", 100)
	text := strings.Repeat(line+"\n", MaxFindings/100+50)
	for range 2 {
		b := Builder{}
		b.Add(Document{Text: []byte(text), Findings: found(text, map[string]pii.Type{"X": "PHONE"})})
		p.Add(b.File("a", "text"))
	}
	require.Equal(t, 2*(MaxFindings+5000), p.Total())
	require.LessOrEqual(t, p.Listed(), MaxFindings)
	require.Greater(t, p.Listed(), MaxFindings-200)
	out := html(t, p)
	require.Contains(t, out, fmt.Sprintf("all %d are counted", p.Total()))
	require.Len(t, regexp.MustCompile(`<mark id=`).FindAllString(out, -1), p.Listed())
}

func TestInventoryHoldsNoValues(t *testing.T) {
	var inv Inventory
	words := map[string]pii.Type{"canaryone": "PERSON", "Canary-One": "PERSON", "canarytwo": "PERSON", "canaryflu": "HEALTH"}
	for _, name := range []string{"a.csv", "b.csv"} {
		f := NewFileInventory(func(l string) bool { return l == "canaryhead" })
		for _, row := range []string{"canaryone\ncanaryflu\n", "Canary-One\n \n", "canarytwo\nx\n"} {
			at := int64(strings.IndexByte(row, '\n') + 1)
			f.Add(Document{Text: []byte(row), Findings: found(row, words), Marks: []pii.Mark{{At: 0, Kind: pii.MarkCell, Label: "who"}, {At: at, Kind: pii.MarkCell, Label: "canaryhead"}}})
		}
		inv.Add(name, "csv", "", f)
	}
	inv.Sort()
	require.Equal(t, []Column{
		{"column 1", 3, []TypeSummary{{"PERSON", "person", "medium", 3, 2}}},
		{"column 2", 2, []TypeSummary{{"HEALTH", "special", "critical", 1, 1}}},
	}, inv.Files[0].Columns)
	require.Equal(t, []TypeSummary{{"HEALTH", "special", "critical", 2, 1}, {"PERSON", "person", "medium", 6, 2}}, inv.Types())
	require.Equal(t, 2, inv.Subjects())
	require.Equal(t, 2, inv.Found())
	require.Len(t, inv.Special(), 1)
	var b bytes.Buffer
	require.NoError(t, inv.WriteHTML(&b))
	require.NotContains(t, strings.ToLower(b.String()), "canary")
	require.Contains(t, b.String(), "column 2")
	require.NotContains(t, b.String(), "ZgotmplZ")
}

func TestSize(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1.0 kB", 999_949: "999.9 kB", 999_950: "1.0 MB", 3_400_000_000: "3.4 GB"} {
		require.Equal(t, want, Size(n))
	}
}

func BenchmarkPage5000(b *testing.B) {
	text := strings.Repeat("call X now, or X\n", 2500)
	fs := found(text, map[string]pii.Type{"X": "PHONE"})
	for b.Loop() {
		var p Page
		builder := Builder{Shown: true}
		builder.Add(Document{Text: []byte(text), Findings: fs})
		p.Add(builder.File("a", "text"))
		if err := p.Write(&bytes.Buffer{}); err != nil {
			b.Fatal(err)
		}
	}
}
