package table_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/lethe-pii/lethe/anonymize/table"
)

const visits = `age,town,diagnosis
34,Leeds,asthma
36,Leeds,flu
37,York,flu
61,Bath,gout
63,Bath,asthma
68,Wells,flu
`

func Example() {
	t, err := table.Read(strings.NewReader(visits), table.ReadOptions{})
	if err != nil {
		log.Fatal(err)
	}
	towns, err := hierarchy.New([][]string{{"Leeds", "Yorkshire", "*"}, {"York", "Yorkshire", "*"}, {"Bath", "Somerset", "*"}, {"Wells", "Somerset", "*"}}, hierarchy.Options{})
	if err != nil {
		log.Fatal(err)
	}
	ages, err := hierarchy.Intervals(t.Column("age").Values, hierarchy.IntervalSpec{Widths: []float64{10}})
	if err != nil {
		log.Fatal(err)
	}
	r, err := table.Anonymize(context.Background(), t, table.Config{K: 3, Attributes: map[string]table.Attribute{
		"age":       {Role: table.Quasi, Hierarchy: ages},
		"town":      {Role: table.Quasi, Hierarchy: towns},
		"diagnosis": {Role: table.Sensitive},
	}})
	if err != nil {
		log.Fatal(err)
	}
	if err := r.Table.Write(os.Stdout); err != nil {
		log.Fatal(err)
	}
	// Output:
	// age,town,diagnosis
	// "[30,40)",Yorkshire,asthma
	// "[30,40)",Yorkshire,flu
	// "[30,40)",Yorkshire,flu
	// "[60,70)",Somerset,gout
	// "[60,70)",Somerset,asthma
	// "[60,70)",Somerset,flu
}

func ExampleMeasure() {
	t, err := table.Read(strings.NewReader(visits), table.ReadOptions{})
	if err != nil {
		log.Fatal(err)
	}
	r, err := table.Measure(t, []string{"town"}, table.MeasureOptions{K: 2, Sensitive: []string{"diagnosis"}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d of %d unique, average risk %.2f\n", r.Uniques, r.Persons, r.ProsecutorAvg)
	// Output: 2 of 6 unique, average risk 0.67
}

func ExampleConsent() {
	t, err := table.Read(strings.NewReader("name,research\nann,yes\nbob,no\n"), table.ReadOptions{})
	if err != nil {
		log.Fatal(err)
	}
	t, left, err := table.Consent(t, "", []table.Condition{{Column: "research", Values: []string{"yes"}}}, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(t.Rows, "stay,", left, "left out")
	// Output: 1 stay, 1 left out
}

func ExampleAnonymizeNotes() {
	t, err := table.Read(strings.NewReader("age,note\n34,a nurse came\n36,a surgeon came\n"), table.ReadOptions{})
	if err != nil {
		log.Fatal(err)
	}
	jobs, err := hierarchy.New([][]string{{"nurse", "health worker", "*"}, {"surgeon", "health worker", "*"}}, hierarchy.Options{})
	if err != nil {
		log.Fatal(err)
	}
	ages, err := hierarchy.Intervals(t.Column("age").Values, hierarchy.IntervalSpec{Widths: []float64{10}})
	if err != nil {
		log.Fatal(err)
	}
	read := func(text string) (string, []table.Mention, error) { // detectors do this
		for _, job := range jobs.Values() {
			if i := strings.Index(text, job); i >= 0 {
				return text, []table.Mention{{Start: i, End: i + len(job), Column: "job", Value: job}}, nil
			}
		}
		return text, nil, nil
	}
	n, err := table.AnonymizeNotes(context.Background(), t, read, table.Config{K: 2, Attributes: map[string]table.Attribute{
		"age":  {Role: table.Quasi, Hierarchy: ages},
		"job":  {Role: table.Quasi, Hierarchy: jobs},
		"note": {Role: table.FreeText},
	}})
	if err != nil {
		log.Fatal(err)
	}
	if err := n.Table.Write(os.Stdout); err != nil {
		log.Fatal(err)
	}
	// Output:
	// age,note
	// "[30,40)",a health worker came
	// "[30,40)",a health worker came
}

func ExamplePublish() {
	var b strings.Builder
	b.WriteString("town\n" + strings.Repeat("Leeds\n", 20) + strings.Repeat("York\n", 9) + "Wells\n")
	t, err := table.Read(strings.NewReader(b.String()), table.ReadOptions{})
	if err != nil {
		log.Fatal(err)
	}
	p, err := table.Publish(t, table.PublishConfig{By: []string{"town"}, Margins: true})
	if err != nil {
		log.Fatal(err)
	}
	if err := p.Table.Write(os.Stdout); err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.Primary, "hidden for its size,", p.Complementary, "so that it cannot be computed")
	// Output:
	// town,rows
	// Leeds,20
	// *,30
	// 1 hidden for its size, 1 so that it cannot be computed
}

func ExamplePublishPrivate() {
	var b strings.Builder
	b.WriteString("town\n" + strings.Repeat("Leeds\n", 500) + "Wells\n")
	t, err := table.Read(strings.NewReader(b.String()), table.ReadOptions{})
	if err != nil {
		log.Fatal(err)
	}
	l := &table.Ledger{Budget: 3}
	p, err := table.PublishPrivate(t, table.PrivateConfig{By: []string{"town"}, Epsilon: 2, Delta: 1e-9, Ledger: l})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.Table.Column("town").Values, "within", p.CountError, "for 95 of 100; spent", l.Spent)
	// Output: [Leeds] within 2 for 95 of 100; spent 2
}

func ExampleAnonymizeStream() {
	at := map[string]table.Attribute{"age": {Role: table.Quasi}, "town": {Role: table.Quasi}}
	cfg := table.Config{K: 2, Attributes: at}
	if err := table.ScanStream(strings.NewReader(visits), table.StreamOptions{}, &cfg); err != nil {
		log.Fatal(err)
	}
	var out bytes.Buffer
	done, err := table.AnonymizeStream(context.Background(), strings.NewReader(visits), &out, table.StreamOptions{Window: 4}, cfg)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(done.Rows, "released,", done.Withheld, "withheld")
	// Output: 6 released, 0 withheld
}
