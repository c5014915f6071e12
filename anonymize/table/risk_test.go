package table

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRiskCountsPersons(t *testing.T) {
	// ann has five rows of one combination: in rows k is 5, in persons 1
	rows := [][]string{{"bob", "2"}, {"cid", "2"}, {"dee", "2"}, {"dee", "3"}, {"eve", "3"}}
	for range 5 {
		rows = append(rows, []string{"ann", "1"})
	}
	tab, err := New([]string{"who", "age"}, rows)
	require.NoError(t, err)
	r, err := Measure(tab, []string{"age"}, MeasureOptions{K: 3})
	require.NoError(t, err)
	require.Equal(t, [3]int{10, 2, 0}, [3]int{r.Persons, r.Smallest, r.Uniques})
	r, err = Measure(tab, []string{"age"}, MeasureOptions{K: 3, Subject: "who"})
	require.NoError(t, err)
	require.Equal(t, [4]int{5, 1, 1, 3}, [4]int{r.Persons, r.Smallest, r.Uniques, r.Classes})
	// ann 1, bob and cid 1/3, dee (also in a class of two) and eve 1/2
	require.InDelta(t, (1+2./3+2*.5)/5, r.ProsecutorAvg, 1e-12)
	require.InDelta(t, 3./5, r.AtRisk, 1e-12)
	_, err = Measure(tab, []string{"age"}, MeasureOptions{Subject: "no"})
	require.ErrorIs(t, err, ErrColumn)
	_, err = Measure(tab, []string{"age"}, MeasureOptions{PopulationSize: 3})
	require.ErrorIs(t, err, ErrPopulation)
}

func TestRiskOfATable(t *testing.T) {
	tab, err := New([]string{"age", "ill"}, [][]string{{"1", "a"}, {"1", "a"}, {"2", "a"}, {"2", "b"}, {"*", "b"}, {"3", "b"}})
	require.NoError(t, err)
	pop, err := New([]string{"age"}, [][]string{{"1"}, {"1"}, {"1"}, {"1"}, {"2"}, {"2"}, {"3"}, {"3"}})
	require.NoError(t, err)
	r, err := Measure(tab, []string{"age"}, MeasureOptions{Sensitive: []string{"ill"}, Population: pop, PopulationSize: 50})
	require.NoError(t, err)
	require.Equal(t, [4]int{5, 1, 1, 3}, [4]int{r.Persons, r.Suppressed, r.Uniques, r.Classes})
	require.InDelta(t, .5, r.JournalistMax, 1e-12)
	require.InDelta(t, (2./4+2./2+1./2)/5, r.JournalistAvg, 1e-12)
	require.InDelta(t, 4./5, r.Inference[0].Right, 1e-12)
	require.InDelta(t, 3./5, r.Inference[0].Base, 1e-12)
	var b bytes.Buffer
	require.NoError(t, r.WriteText(&b))
	for _, want := range []string{"singling out: 20.00 %", "linkability", "inference: ill", "population of 50"} {
		require.Contains(t, b.String(), want)
	}
}

func TestClassesAreThoseOfTheStrings(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 1))
		var names []string
		wide := 1 + r.IntN(12)
		for j := range wide {
			names = append(names, fmt.Sprint("c", j))
		}
		var rows [][]string
		for range 1 + r.IntN(2000) {
			var row []string
			for range wide {
				row = append(row, fmt.Sprint(r.IntN(1+int(seed)*int(seed))))
			}
			rows = append(rows, row)
			if r.IntN(3) == 0 {
				rows = append(rows, row)
			}
		}
		tab, err := New(names, rows)
		require.NoError(t, err)
		want := map[string]int{}
		for _, row := range rows {
			want[strings.Join(row, "\x00")]++
		}
		groups := groupsOf(tab, names)
		require.Len(t, groups, len(want))
		last := int32(-1)
		for _, g := range groups {
			require.Greater(t, g[0], last) // in order of first rows
			last = g[0]
			require.Len(t, g, want[strings.Join(rows[g[0]], "\x00")])
		}
	}
}

func TestConsent(t *testing.T) {
	tab, err := New([]string{"who", "ok", "out"}, [][]string{{"a", "yes", ""}, {"a", "no", ""}, {"b", "yes", "1"}, {"c", "yes", "0"}, {"d", "YES", "0"}})
	require.NoError(t, err)
	yes, out := []Condition{{"ok", []string{"yes"}}}, []Condition{{"out", []string{"1", "true"}}}
	got, gone, err := Consent(tab, "", yes, out)
	require.NoError(t, err)
	require.Equal(t, 3, gone)
	require.Equal(t, "who,ok,out\na,yes,\nc,yes,0\n", text(t, got))
	got, gone, err = Consent(tab, "who", yes, out)
	require.NoError(t, err)
	require.Equal(t, 4, gone)
	require.Equal(t, "who,ok,out\nc,yes,0\n", text(t, got))
	require.Equal(t, []string{"c"}, got.Column("who").Values)
	_, _, err = Consent(tab, "", []Condition{{"ok", []string{"never"}}}, nil)
	require.ErrorIs(t, err, ErrNoRows)
	_, _, err = Consent(tab, "", nil, []Condition{{"no", nil}})
	require.ErrorIs(t, err, ErrColumn)
}
