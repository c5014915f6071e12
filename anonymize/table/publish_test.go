package table

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

func groupTable(t *testing.T, counts map[string]int) *Table {
	t.Helper()
	var rows [][]string
	for _, g := range []string{"x", "y", "z"} {
		for i := range counts[g] {
			rows = append(rows, []string{g, fmt.Sprintf("%s%d", g, i), "10"})
		}
	}
	tab, err := New([]string{"g", "who", "v"}, rows)
	require.NoError(t, err)
	return tab
}

func TestPublishHidesTheSingleRow(t *testing.T) {
	tab := groupTable(t, map[string]int{"x": 1, "y": 9, "z": 20})
	pub, err := Publish(tab, PublishConfig{By: []string{"g"}, Margins: true,
		Statistics: []Statistic{{Kind: Rows}, {Kind: Sum, Column: "v"}, {Kind: Mean, Column: "v"}, {Kind: Percent}}})
	require.NoError(t, err)
	require.Equal(t, "g,rows,sum of v,mean of v,percent\nz,20,200,10,66.67\n*,30,300,10,100.00\n", text(t, pub.Table))
	require.Equal(t, [3]int{1, 1, 8}, [3]int{pub.Primary, pub.Complementary, pub.Narrowest})
}

func TestPublishCountsPersonsNotRows(t *testing.T) {
	var rows [][]string
	for range 50 {
		rows = append(rows, []string{"x", "ann"})
	}
	for i := range 20 {
		rows = append(rows, []string{"y", fmt.Sprint(i)}, []string{"z", fmt.Sprint(i)})
	}
	tab, err := New([]string{"g", "who"}, rows)
	require.NoError(t, err)
	pub, err := Publish(tab, PublishConfig{By: []string{"g"}, Subject: "who", Statistics: []Statistic{{Kind: Subjects}}})
	require.NoError(t, err)
	require.NotContains(t, text(t, pub.Table), "x")
	require.Equal(t, 1, pub.Primary)
}

func TestPublishDominanceAndClean(t *testing.T) {
	var rows [][]string
	for i := range 10 {
		v := "1"
		if i == 0 {
			v = "1000"
		}
		rows = append(rows, []string{"x", v}, []string{"y", "5"}, []string{"z ann@example.com", "5"}, []string{"w", "5"})
	}
	tab, err := New([]string{"g", "v"}, rows)
	require.NoError(t, err)
	pub, err := Publish(tab, PublishConfig{By: []string{"g"}, Dominance: .8, Statistics: []Statistic{{Kind: Sum, Column: "v"}},
		Clean: func(s string) bool { return len(s) < 3 }})
	require.NoError(t, err)
	require.Equal(t, "g,sum of v\ny,50\nw,50\n", text(t, pub.Table))
}

func TestLedgerRefusesSubtraction(t *testing.T) {
	l := &Ledger{}
	release := func(c map[string]int) error {
		_, err := Publish(groupTable(t, c), PublishConfig{By: []string{"g"}, Margins: true, Ledger: l})
		return err
	}
	require.NoError(t, release(map[string]int{"x": 10, "y": 10, "z": 10}))
	require.NoError(t, release(map[string]int{"x": 10, "y": 10, "z": 10}))
	require.ErrorIs(t, release(map[string]int{"x": 11, "y": 10, "z": 10}), ErrDifference)
	require.ErrorIs(t, release(map[string]int{"x": 3, "y": 10, "z": 20}), ErrDifference)
	require.NoError(t, release(map[string]int{"x": 30, "y": 30, "z": 30}))
	var b bytes.Buffer
	require.NoError(t, l.Write(&b))
	back, err := ReadLedger(&b)
	require.NoError(t, err)
	require.Equal(t, l, back)
	require.Len(t, back.Releases, 3)
}

func TestPublishRefuses(t *testing.T) {
	tab := groupTable(t, map[string]int{"x": 2, "y": 2})
	for _, c := range []struct {
		cfg  PublishConfig
		want error
	}{
		{PublishConfig{By: []string{"g"}}, ErrSmall},
		{PublishConfig{By: []string{"no"}, Threshold: 2}, ErrColumn},
		{PublishConfig{By: []string{"g", "g"}, Threshold: 2}, ErrHeader},
		{PublishConfig{By: []string{"g"}, Threshold: 1}, ErrThreshold},
		{PublishConfig{By: []string{"g"}, Threshold: 2, Statistics: []Statistic{{Kind: Sum, Column: "who"}}}, ErrMeasure},
	} {
		_, err := Publish(tab, c.cfg)
		require.ErrorIs(t, err, c.want)
	}
}

// TestPublishHidesSingleTotals: a total of few persons goes with one other of its kind, not with all.
func TestPublishHidesSingleTotals(t *testing.T) {
	var rows [][]string
	for a, n := range []int{1, 9, 30, 40} {
		for b := range 3 {
			for range n * (b + 1) / 2 {
				rows = append(rows, []string{fmt.Sprint("a", a), fmt.Sprint("b", b)})
			}
		}
	}
	tab, err := New([]string{"a", "b"}, rows)
	require.NoError(t, err)
	pub, err := Publish(tab, PublishConfig{By: []string{"a", "b"}, Margins: true})
	require.NoError(t, err)
	require.Empty(t, pub.DroppedMargins)
	out := text(t, pub.Table)
	for _, total := range []string{"a2,*,", "a3,*,", "*,b0,", "*,b1,", "*,b2,", "*,*,"} {
		require.Contains(t, out, total)
	}
	require.NotContains(t, out, "a0,")
	require.NotContains(t, out, "a1,*")
}

func TestPublishManyColumns(t *testing.T) {
	names := []string{"a", "b", "c", "d", "e", "f", "g"}
	var rows [][]string
	for i := range 200 {
		rows = append(rows, []string{fmt.Sprint(i % 4), "x", "x", "x", fmt.Sprint(i % 50 / 49), "x", "x"})
	}
	tab, err := New(names, rows)
	require.NoError(t, err)
	pub, err := Publish(tab, PublishConfig{By: names, Margins: true})
	require.NoError(t, err)
	require.Contains(t, text(t, pub.Table), "*,*,*,*,*,*,*,200")
	require.GreaterOrEqual(t, pub.Narrowest, 5)
}
