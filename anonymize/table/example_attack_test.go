package table_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/lethe-pii/lethe/anonymize/table"
)

func read(csv string) *table.Table {
	t, err := table.Read(strings.NewReader(csv), table.ReadOptions{})
	if err != nil {
		log.Fatal(err)
	}
	return t
}

// A release that somebody else made is attacked by what its labels say.
func ExampleLink() {
	original := read(visits)
	release := read("age,town,diagnosis\n30-39,Leeds,asthma\n30-39,Leeds,flu\n30-39,York,flu\n60-69,\"{Bath, Wells}\",gout\n60-69,\"{Bath, Wells}\",asthma\n60-69,\"{Bath, Wells}\",flu\n")
	a, err := table.Link(original, release, []string{"age", "town"}, table.LinkOptions{Sensitive: []string{"diagnosis"}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d of %d persons singled out, right row with chance %.2f\n", a.SinglingOut, a.Persons, a.Linkability)
	// Output:
	// 1 of 6 persons singled out, right row with chance 0.50
}

// Nobody can know who of the town is in the table, so it is enough that others of the town look the same.
func ExampleModel_population() {
	population := read("age\n34\n35\n36\n37\n38\n61\n62\n63\n66\n68\n")
	t := read("age,diagnosis\n34,asthma\n36,flu\n61,gout\n66,flu\n")
	ages, err := hierarchy.Intervals(population.Column("age").Values, hierarchy.IntervalSpec{Widths: []float64{10}})
	if err != nil {
		log.Fatal(err)
	}
	r, err := table.Anonymize(context.Background(), t, table.Config{
		K:          1,
		Attributes: map[string]table.Attribute{"age": {Role: table.Quasi, Hierarchy: ages}, "diagnosis": {Role: table.Sensitive}},
		Models:     []table.Model{{Kind: table.KMap, L: 5}},
		Population: population,
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(r.Table.Column("age").Values)
	// Output:
	// [[30,40) [60,70)]
}
