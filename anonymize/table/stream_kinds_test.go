package table

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
)

func TestStreamCountsPersons(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 5))
		k := 2 + r.IntN(5)
		in := "age,who,seen,illness\n"
		rows := 100 + r.IntN(600)
		for range rows {
			p := r.IntN(90)
			in += fmt.Sprintf("%d,p%d,p%d,i%d\n", 20+(p*7+r.IntN(3))%60, p, p, r.IntN(4))
		}
		cfg := Config{K: k, Attributes: map[string]Attribute{"age": {Role: Quasi}, "who": {Role: Subject}, "illness": {Role: Sensitive}},
			Models: []Model{{Kind: DistinctL, Column: "illness", L: 2}}}
		o := StreamOptions{Window: 60 + r.IntN(100)}
		require.NoError(t, ScanStream(strings.NewReader(in), o, &cfg))
		var out bytes.Buffer
		done, err := AnonymizeStream(t.Context(), strings.NewReader(in), &out, o, cfg)
		require.NoError(t, err)
		require.Equal(t, rows, done.Rows+done.Withheld)
		tab, err := Read(&out, ReadOptions{})
		require.NoError(t, err)
		require.Nil(t, tab.Column("who"))
		for _, g := range groupsOf(tab, []string{"age"}) {
			persons, ill := map[string]bool{}, map[string]bool{}
			for _, i := range g {
				persons[tab.Column("seen").Value(int(i))] = true
				ill[tab.Column("illness").Value(int(i))] = true
			}
			if !starred(tab, []string{"age"}, int(g[0])) {
				require.GreaterOrEqual(t, len(persons), k)
				require.GreaterOrEqual(t, len(ill), 2)
			}
		}
	}
	in := "age,who\n" + strings.Repeat("30,ann\n", 50)
	cfg := Config{K: 2, Attributes: map[string]Attribute{"age": {Role: Quasi}, "who": {Role: Subject}}}
	require.NoError(t, ScanStream(strings.NewReader(in), StreamOptions{}, &cfg))
	_, err := AnonymizeStream(t.Context(), strings.NewReader(in), &bytes.Buffer{}, StreamOptions{Window: 10}, cfg)
	require.ErrorIs(t, err, ErrK) // nobody to hide among
}

func TestStreamOfJSONLines(t *testing.T) {
	in := "{\"age\":30,\"id\":\"a\"}\n"
	for i := range 200 {
		in += fmt.Sprintf("{\"age\":%d,\"id\":\"r%d\",\"ok\":true}\n", 20+i%50, i)
	}
	cfg := Config{K: 3, Attributes: map[string]Attribute{"age": {Role: Quasi}}}
	require.NoError(t, ScanStream(strings.NewReader(in), StreamOptions{}, &cfg))
	var out bytes.Buffer
	done, err := AnonymizeStream(t.Context(), strings.NewReader(in), &out, StreamOptions{Window: 40}, cfg)
	require.NoError(t, err)
	require.GreaterOrEqual(t, done.Rows, 199)
	tab, err := Read(strings.NewReader(out.String()), ReadOptions{})
	require.NoError(t, err)
	risk, err := Measure(tab, []string{"age"}, MeasureOptions{})
	require.NoError(t, err)
	require.GreaterOrEqual(t, risk.Smallest, 3)
	require.Contains(t, out.String(), `"ok":true}`)
	require.Contains(t, out.String(), `"ok":null}`)

	late := strings.Repeat("{\"age\":1}\n", 1<<13) + "{\"age\":1,\"name\":\"x\"}\n"
	_, err = AnonymizeStream(t.Context(), strings.NewReader(late), &out, StreamOptions{Window: 40}, cfg)
	require.ErrorIs(t, err, hierarchy.ErrNotCovered)
	require.NoError(t, ScanStream(strings.NewReader(strings.Repeat("{\"age\":1}\n", 9)), StreamOptions{}, &Config{}))
	err = ScanStream(strings.NewReader(late), StreamOptions{}, &Config{})
	var e *Error
	require.ErrorAs(t, err, &e)
	require.ErrorIs(t, err, ErrLateKey)
	require.Equal(t, 1<<13+1, e.Row)
}

// TestStreamIsCloseToTheWhole measures the distance of every window's classes to the whole input, from the output.
func TestStreamIsCloseToTheWhole(t *testing.T) {
	for _, kind := range []ModelKind{EqualT, OrderedT, HierarchicalT, BetaLikeness} {
		r := rand.New(rand.NewPCG(3, 5))
		var b strings.Builder
		b.WriteString("age,pay\n")
		whole := map[string]float64{}
		const rows = 3000
		for range rows {
			pay := fmt.Sprint(1 + r.IntN(3) + r.IntN(3))
			whole[pay] += 1. / rows
			fmt.Fprintf(&b, "%d,%s\n", 20+r.IntN(50), pay)
		}
		m := Model{Kind: kind, Column: "pay", T: .3, Beta: 1.2}
		var err error
		m.Hierarchy, err = hierarchy.Automatic([]string{"1", "2", "3", "4", "5"})
		require.NoError(t, err)
		cfg := Config{K: 5, Attributes: map[string]Attribute{"age": {Role: Quasi}, "pay": {Role: Sensitive}}, Models: []Model{m}}
		require.NoError(t, ScanStream(strings.NewReader(b.String()), StreamOptions{}, &cfg))
		var out bytes.Buffer
		done, err := AnonymizeStream(t.Context(), strings.NewReader(b.String()), &out, StreamOptions{Window: 500}, cfg)
		require.NoError(t, err)
		require.Greater(t, done.Windows, 5)
		require.Less(t, done.Loss, .6)
		tab, err := Read(&out, ReadOptions{})
		require.NoError(t, err)
		if kind != EqualT && kind != BetaLikeness {
			continue // classes of two windows that have the same labels are closer still
		}
		for _, g := range groupsOf(tab, []string{"age"}) {
			got := map[string]float64{}
			for _, i := range g {
				got[tab.Column("pay").Value(int(i))] += 1 / float64(len(g))
			}
			sum := 0.0
			for v, p := range whole {
				sum += math.Abs(got[v]-p) / 2
				if kind == BetaLikeness {
					require.LessOrEqual(t, got[v], p*2.2+1e-9)
				}
			}
			if kind == EqualT {
				require.LessOrEqual(t, sum, .3+1e-9)
			}
		}
	}
}

func TestStreamWithAScheme(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 5))
	in, rare := "town,n\n", 0
	for i := range 2000 {
		x := r.IntN(6)
		if r.IntN(100) == 0 {
			x = 6 + r.IntN(3)
			rare++
		}
		in += fmt.Sprintf("v%02d,%d\n", x, i)
	}
	var rows [][]string
	for i := range 9 {
		rows = append(rows, []string{fmt.Sprintf("v%02d", i), fmt.Sprintf("g%d", i/3), "*"})
	}
	h, err := hierarchy.New(rows, hierarchy.Options{})
	require.NoError(t, err)
	cfg := Config{K: 4, Attributes: map[string]Attribute{"town": {Role: Quasi, Hierarchy: h}}, Algorithm: Full, Scheme: []int{1}, Suppression: .02}
	var out bytes.Buffer
	done, err := AnonymizeStream(t.Context(), strings.NewReader(in), &out, StreamOptions{Window: 300}, cfg)
	require.NoError(t, err)
	require.LessOrEqual(t, done.Suppressed, rare)
	require.Equal(t, 2000, done.Rows+done.Withheld)
	tab, err := Read(&out, ReadOptions{})
	require.NoError(t, err)
	for v, n := range tab.Column("town").counts() {
		require.Contains(t, []string{"g0", "g1", "g2", "*"}, tab.Column("town").Values[v])
		require.True(t, n >= 4 || tab.Column("town").Values[v] == "*")
	}
	cfg.Suppression = 0
	cfg.K = 100
	_, err = AnonymizeStream(t.Context(), strings.NewReader(in), &out, StreamOptions{Window: 300}, cfg)
	require.ErrorIs(t, err, ErrNoScheme)
}

func TestStreamWithConsent(t *testing.T) {
	in := "age,ok\n"
	for i := range 400 {
		in += fmt.Sprintf("%d,%s\n", 20+i%9, []string{"yes", "no", ""}[i%3])
	}
	o := StreamOptions{Window: 30, Consent: []Condition{{Column: "ok", Values: []string{"yes"}}}}
	cfg := Config{K: 3, Attributes: map[string]Attribute{"age": {Role: Quasi}}}
	require.NoError(t, ScanStream(strings.NewReader(in), o, &cfg))
	var out bytes.Buffer
	done, err := AnonymizeStream(t.Context(), strings.NewReader(in), &out, o, cfg)
	require.NoError(t, err)
	require.Equal(t, 266, done.Refused)
	require.Equal(t, 134, done.Rows+done.Withheld)
	require.NotContains(t, out.String(), "no\n")
	cfg.Attributes["ok"] = Attribute{Role: Subject}
	_, err = AnonymizeStream(t.Context(), strings.NewReader(in), &out, o, cfg)
	require.ErrorIs(t, err, ErrStream)
	delete(cfg.Attributes, "ok")
	_, err = AnonymizeStream(t.Context(), strings.NewReader(in+"99,yes\n"), &out, o, cfg)
	var e *Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, 401, e.Row)
}
