package table

import (
	"fmt"
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestLaplaceIsExact compares draws with the probabilities of the distribution.
func TestLaplaceIsExact(t *testing.T) {
	const draws = 60000
	for _, c := range []struct {
		epsilon float64
		change  uint64
	}{{1, 1}, {.3, 1}, {2.5, 1}, {1.7, 4}} {
		l, err := newLaplace(c.epsilon, c.change)
		require.NoError(t, err)
		count := map[int64]int{}
		for range draws {
			x, err := l.draw()
			require.NoError(t, err)
			count[x]++
		}
		r := c.epsilon / float64(c.change)
		head := (1 - math.Exp(-r)) / (1 + math.Exp(-r))
		chi, cells := 0.0, 0
		rest, restP := float64(draws), 1.0
		for x := int64(-60); x <= 60; x++ {
			p := head * math.Exp(-r*math.Abs(float64(x)))
			if p*draws < 20 {
				continue
			}
			chi += math.Pow(float64(count[x])-p*draws, 2) / (p * draws)
			cells++
			rest -= float64(count[x])
			restP -= p
		}
		require.Less(t, chi, float64(cells)+6*math.Sqrt(2*float64(cells)), c) // six standard deviations
		require.InDelta(t, restP*draws, rest, 6*math.Sqrt(restP*draws)+6)
		n := l.least(.025)
		require.LessOrEqual(t, l.tail(n), .025)
		require.Greater(t, l.tail(n-1), .025)
	}
}

func privateTable(t *testing.T) *Table {
	t.Helper()
	var rows [][]string
	for i := range 900 {
		who := fmt.Sprint("p", i)
		rows = append(rows, []string{who, fmt.Sprint("g", i%3), "10"}, []string{who, fmt.Sprint("g", i%3), "1000"})
	}
	for range 500 { // one person in many rows and groups
		rows = append(rows, []string{"much", fmt.Sprint("own", len(rows)), "1000000"}, []string{"much", "g0", "1000000"})
	}
	tab, err := New([]string{"who", "g", "v"}, rows)
	require.NoError(t, err)
	return tab
}

func TestPrivateCounts(t *testing.T) {
	tab := privateTable(t)
	pub, err := PublishPrivate(tab, PrivateConfig{By: []string{"g"}, Subject: "who", Sum: "v", High: 100, Epsilon: 2, Delta: 1e-6})
	require.NoError(t, err)
	require.Equal(t, 3, pub.Table.Rows, "groups of one person do not show")
	for i := range 3 {
		n, err := strconv.Atoi(pub.Table.Column("persons").Value(i))
		require.NoError(t, err)
		require.InDelta(t, 300, n, 40)
		s, err := strconv.ParseFloat(pub.Table.Column("sum of v").Value(i), 64)
		require.NoError(t, err)
		require.InDelta(t, 30000, s, 4000) // every person is cut to 100
	}
	require.Greater(t, pub.Least, 10)
	require.Equal(t, 4, pub.CountError)
}

func TestPrivateDomainShowsAll(t *testing.T) {
	tab := privateTable(t)
	pub, err := PublishPrivate(tab, PrivateConfig{By: []string{"g"}, Subject: "who", Epsilon: 1, Domain: map[string][]string{"g": {"g0", "g9", "g1"}}})
	require.NoError(t, err)
	require.Equal(t, []string{"g0", "g1", "g9"}, pub.Table.Column("g").Values)
	require.Zero(t, pub.Least)
}

func TestPrivateBudget(t *testing.T) {
	tab := privateTable(t)
	l := &Ledger{Budget: 1}
	cfg := PrivateConfig{By: []string{"g"}, Subject: "who", Epsilon: .5, Delta: 1e-6, Ledger: l}
	for range 2 {
		_, err := PublishPrivate(tab, cfg)
		require.NoError(t, err)
	}
	_, err := PublishPrivate(tab, cfg)
	require.ErrorIs(t, err, ErrBudget)
	require.InDelta(t, 1, l.Spent, 1e-12)
	require.InDelta(t, 2e-6, l.SpentDelta, 1e-15)
}

func TestPrivateRefuses(t *testing.T) {
	tab := privateTable(t)
	ok := PrivateConfig{By: []string{"g"}, Epsilon: 1, Delta: 1e-6}
	for name, c := range map[string]struct {
		change func(*PrivateConfig)
		want   error
	}{
		"epsilon":     {func(c *PrivateConfig) { c.Epsilon = 0 }, ErrPrivacy},
		"NaN":         {func(c *PrivateConfig) { c.Epsilon = math.NaN() }, ErrPrivacy},
		"delta":       {func(c *PrivateConfig) { c.Delta = 0 }, ErrPrivacy},
		"bounds":      {func(c *PrivateConfig) { c.Sum = "v" }, ErrPrivacy},
		"no number":   {func(c *PrivateConfig) { c.Sum, c.High = "g", 3 }, ErrMeasure},
		"no column":   {func(c *PrivateConfig) { c.By = []string{"x"} }, ErrColumn},
		"no domain":   {func(c *PrivateConfig) { c.Delta, c.Domain = 0, map[string][]string{"v": {"1"}} }, ErrPrivacy},
		"many groups": {func(c *PrivateConfig) { c.Groups = 1 << 20 }, ErrPrivacy},
	} {
		cfg := ok
		c.change(&cfg)
		_, err := PublishPrivate(tab, cfg)
		require.ErrorIs(t, err, c.want, name)
	}
}
