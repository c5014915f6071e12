package table

import (
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/stretchr/testify/require"
)

// notes invents n notes; some leave out the town, every tenth subject has two notes.
func notes(n int) ([]Document, map[string]Attribute) {
	r := rand.New(rand.NewPCG(8, 8))
	towns := [][]string{{"Leeds", "Yorkshire", "North", "*"}, {"York", "Yorkshire", "North", "*"}, {"Durham", "County Durham", "North", "*"}, {"Bath", "Somerset", "South", "*"}, {"Wells", "Somerset", "South", "*"}}
	jobs := [][]string{{"nurse", "health worker", "*"}, {"surgeon", "health worker", "*"}, {"baker", "food worker", "*"}, {"cook", "food worker", "*"}}
	var ages []string
	for a := 18; a < 90; a++ {
		ages = append(ages, fmt.Sprint(a))
	}
	age, err := hierarchy.Intervals(ages, hierarchy.IntervalSpec{Widths: []float64{5, 10, 20}})
	if err != nil {
		panic(err)
	}
	town, err := hierarchy.New(towns, hierarchy.Options{})
	if err != nil {
		panic(err)
	}
	job, err := hierarchy.New(jobs, hierarchy.Options{})
	if err != nil {
		panic(err)
	}
	var docs []Document
	for i := range n {
		a, j, t := ages[r.IntN(len(ages))], jobs[r.IntN(len(jobs))][0], towns[r.IntN(len(towns))][0]
		d := Document{Subject: fmt.Sprint(i)}
		if i%10 == 9 {
			d.Subject = fmt.Sprint(i - 1)
		}
		add := func(column, value, around string) {
			before, after, _ := strings.Cut(around, "%")
			d.Text += before
			d.Mentions = append(d.Mentions, Mention{len(d.Text), len(d.Text) + len(value), column, value})
			d.Text += value + after
		}
		add("age", a, "A % year old ")
		add("job", j, "<%>")
		if i%7 != 0 {
			add("town", t, " from {%}")
		}
		d.Text += fmt.Sprintf(" came in, case note %d.", i)
		docs = append(docs, d)
	}
	return docs, map[string]Attribute{"age": {Role: Quasi, Hierarchy: age}, "town": {Role: Quasi, Hierarchy: town}, "job": {Role: Quasi, Hierarchy: job}}
}

// TestNotesAreKAnonymous counts subjects by what the written notes say.
func TestNotesAreKAnonymous(t *testing.T) {
	docs, at := notes(1000)
	const k = 5
	out, err := AnonymizeTexts(context.Background(), docs, Config{K: k, Attributes: at})
	require.NoError(t, err)
	re := regexp.MustCompile(`^A (.*) year old <(.*)>(?: from \{(.*)\})? came in, case note (\d+)\.$`)
	tells := map[string]string{} // by subject, all that its notes say
	for i, s := range out.Texts {
		m := re.FindStringSubmatch(s)
		require.NotNil(t, m, s)
		require.Equal(t, fmt.Sprint(i), m[4])
		for x, column := range []string{"age", "job", "town"} {
			for _, mention := range docs[i].Mentions {
				if mention.Column != column {
					continue
				}
				ok := m[x+1] == "*"
				for l := range at[column].Hierarchy.Levels() {
					g, err := at[column].Hierarchy.Generalize(mention.Value, l)
					require.NoError(t, err)
					ok = ok || g == m[x+1]
				}
				require.True(t, ok, "%s is false of %s", m[x+1], mention.Value)
			}
		}
		town := m[3]
		if town == "*" {
			town = "" // a reader learns no more than from silence
		}
		if old := tells[docs[i].Subject]; old == "" || strings.HasSuffix(old, "|") {
			tells[docs[i].Subject] = m[1] + "|" + m[2] + "|" + town
		}
	}
	count := map[string]int{}
	for _, s := range tells {
		count[s]++
	}
	for what, n := range count {
		require.GreaterOrEqual(t, n, k, what)
	}
	require.Less(t, out.Result.Loss, .6)
}

func TestTextsRefuse(t *testing.T) {
	at := map[string]Attribute{"age": {Role: Quasi}}
	for _, c := range []struct {
		doc  Document
		want error
	}{
		{Document{Text: "ab", Mentions: []Mention{{1, 3, "age", "5"}}}, ErrMention},
		{Document{Text: "ab", Mentions: []Mention{{0, 2, "age", "5"}, {1, 2, "age", "5"}}}, ErrMention},
		{Document{Text: "ab", Mentions: []Mention{{0, 1, "job", "5"}}}, ErrColumn},
	} {
		_, err := AnonymizeTexts(context.Background(), []Document{c.doc}, Config{K: 2, Attributes: at})
		require.ErrorIs(t, err, c.want)
	}
}
