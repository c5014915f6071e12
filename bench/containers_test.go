package bench

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/formats"
)

// figures is a table of short cells of which few are alike.
func figures(rows int) [][]string {
	rnd := rand.New(rand.NewPCG(3, 4))
	table := [][]string{{"order", "customer", "day", "items", "net", "tax", "gross", "weight", "ref"}}
	for i := range rows {
		net := rnd.IntN(90000)
		table = append(table, []string{fmt.Sprint(70000 + i), fmt.Sprintf("K-%06d", rnd.IntN(1e6)), fmt.Sprintf("%02d.%02d.2025", 1+rnd.IntN(28), 1+rnd.IntN(12)), fmt.Sprint(1 + rnd.IntN(40)),
			fmt.Sprintf("%.2f", float64(net)/100), fmt.Sprintf("%.2f", float64(net)/500), fmt.Sprintf("%.2f", float64(net)*1.2/100), fmt.Sprintf("%.3f", rnd.Float64()*30), fmt.Sprintf("%08x", rnd.Uint32())})
	}
	return table
}

// export is a table as a business exports it, of invented people: rows of cells, the first of them the header.
func export(wide bool, rows int) [][]string {
	rnd := rand.New(rand.NewPCG(1, 2))
	pick := func(of ...string) string { return of[rnd.IntN(len(of))] }
	talk := func() string {
		text := ""
		for range 1 + rnd.IntN(3) {
			text += pick("Called about the invoice and wants it sent again. ", "Asked whether the delivery could come on Friday instead. ",
				"The router was replaced, all lights are green now. ", "Prefers to be reached in the afternoon, not before two. ",
				"Wants to change the plan from next month on, and keep the number. ", "No answer, left a message with her colleague. ")
		}
		return text + fmt.Sprintf("Seen to at step %x.", rnd.Uint32()) // no two alike
	}
	table := [][]string{{"time", "sender", "message"}}
	if wide {
		table[0] = []string{"id", "created_at", "first_name", "last_name", "email", "phone", "street", "city", "zip", "country", "status", "plan", "amount", "active", "note"}
	}
	for i := range rows {
		first := pick("Anna", "Tobias", "Walter", "Priya", "Leila", "Marcus", "Jonas", "Ingrid", "Samuel", "Chloe")
		last := pick("Fairweather", "Brandvold", "Okonkwo", "Castellanos", "Lindqvist", "Marchetti", "Novak", "Whitcombe")
		when := fmt.Sprintf("2025-%02d-%02dT%02d:%02d:%02dZ", 1+rnd.IntN(12), 1+rnd.IntN(28), rnd.IntN(24), rnd.IntN(60), rnd.IntN(60))
		if !wide {
			table = append(table, []string{when, first + " " + last, talk()})
			continue
		}
		table = append(table, []string{fmt.Sprint(100000 + i), when, first, last, fmt.Sprintf("%s.%s%d@example.com", first, last, i), fmt.Sprintf("(415) 555-01%02d", rnd.IntN(100)),
			fmt.Sprintf("%d %s Street", 1+rnd.IntN(900), pick("Maple", "Church", "Mill", "Station", "Elm")), pick("Boston", "Leeds", "Medford", "Denver", "Austin"), fmt.Sprintf("%05d", 10000+rnd.IntN(80000)),
			pick("US", "GB", "DE"), pick("active", "paused", "closed"), pick("basic", "plus", "business"), fmt.Sprintf("%d.%02d", rnd.IntN(900), rnd.IntN(100)), pick("true", "false"), talk()})
	}
	return table
}

func asCSV(table [][]string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.WriteAll(table)
	return b.Bytes()
}

func asJSONL(table [][]string) []byte {
	var b bytes.Buffer
	for _, row := range table[1:] {
		b.WriteByte('{')
		for i, cell := range row {
			value, _ := json.Marshal(cell)
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "%q:%s", table[0][i], value)
		}
		b.WriteString("}\n")
	}
	return b.Bytes()
}

func asLog(table [][]string) []byte {
	var b bytes.Buffer
	for _, row := range table[1:] {
		for i, cell := range row {
			if i > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "%s=%q", table[0][i], cell)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// BenchmarkContainers redacts the same content as CSV, JSONL and log lines, and the bytes of each of these files as plain text.
func BenchmarkContainers(b *testing.B) {
	r, err := anonymize.NewRedactor(scanner(b), anonymize.DefaultPolicy())
	if err != nil {
		b.Fatal(err)
	}
	for name, table := range map[string][][]string{"wide": export(true, 2000), "talk": export(false, 4000), "figures": figures(4000)} {
		for format, in := range map[string][]byte{"csv": asCSV(table), "jsonl": asJSONL(table), "log": asLog(table)} {
			for _, as := range []string{format, "text"} {
				f, _ := formats.ByName(as)
				f = f.Batched()
				b.Run(name+"/"+format+"/as-"+as, func(b *testing.B) {
					b.SetBytes(int64(len(in)))
					b.ReportAllocs()
					for b.Loop() {
						if _, err := r.Container(f.Open(bytes.NewReader(in), io.Discard)); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}
	}
}

// BenchmarkAfterLarge redacts rows with a redactor that had one large document before, and with a new one: the two should be alike.
func BenchmarkAfterLarge(b *testing.B) {
	large, rows := asCSV(export(true, 2000)), asCSV(export(false, 4000))
	for _, before := range []int{0, 1} {
		r, err := anonymize.NewRedactor(scanner(b), anonymize.DefaultPolicy())
		if err != nil {
			b.Fatal(err)
		}
		redact := func(b *testing.B, as string, in []byte) {
			f, _ := formats.ByName(as)
			if _, err := r.Container(f.Batched().Open(bytes.NewReader(in), io.Discard)); err != nil {
				b.Fatal(err)
			}
		}
		b.Run(fmt.Sprint(before), func(b *testing.B) {
			for range before {
				redact(b, "text", large)
			}
			b.SetBytes(int64(len(rows)))
			for b.Loop() {
				redact(b, "csv", rows)
			}
		})
	}
}
