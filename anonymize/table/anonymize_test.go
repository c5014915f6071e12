package table

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/stretchr/testify/require"
)

// randomTable invents a table with q quasi-identifiers (numbers, codes, categories), a sensitive
// column and random hierarchies for some columns.
func randomTable(r *rand.Rand, rows, q int) (*Table, map[string]Attribute) {
	names := []string{}
	at := map[string]Attribute{"s": {Role: Sensitive}}
	size := make([]int, q)
	for j := range q {
		n := fmt.Sprintf("q%d", j)
		names = append(names, n)
		size[j] = 1 + r.IntN(30)
		a := Attribute{Role: Quasi}
		if j%3 == 1 {
			a.Hierarchy = randomHierarchy(r, size[j])
		}
		at[n] = a
	}
	names = append(names, "s")
	var data [][]string
	for range rows {
		var row []string
		for j := range q {
			x := int(float64(size[j]) * r.Float64() * r.Float64())
			switch j % 3 {
			case 0:
				row = append(row, fmt.Sprint(20+x))
			default:
				row = append(row, fmt.Sprintf("v%02d", x))
			}
			if j == 2 && r.IntN(20) == 0 {
				row[j] = ""
			}
		}
		data = append(data, append(row, fmt.Sprint(r.IntN(6))))
	}
	t, err := New(names, data)
	if err != nil {
		panic(err)
	}
	return t, at
}

func randomHierarchy(r *rand.Rand, n int) *hierarchy.Hierarchy {
	rows := make([][]string, n)
	group := make([]int, n)
	for i := range rows {
		rows[i] = []string{fmt.Sprintf("v%02d", i)}
		group[i] = i
	}
	for l := range r.IntN(4) {
		up := map[int]int{}
		for i := range rows {
			if _, ok := up[group[i]]; !ok {
				up[group[i]] = r.IntN(1 + len(rows)/(l+2))
			}
			group[i] = up[group[i]]
			rows[i] = append(rows[i], fmt.Sprintf("level %d group %d", l, group[i]))
		}
	}
	for i := range rows {
		rows[i] = append(rows[i], "*")
	}
	h, err := hierarchy.New(rows, hierarchy.Options{})
	if err != nil {
		panic(err)
	}
	return h
}

// audit checks an output without the code under test: class sizes and models on the strings, every
// label true of the original value.
func audit(t *testing.T, in, out *Table, quasi []string, k int, at map[string]Attribute, ms []Model, limit int) {
	t.Helper()
	require.Equal(t, in.Rows, out.Rows)
	classes := map[string]map[string]int{}
	whole := map[string]int{}
	suppressed := 0
	for i := range out.Rows {
		var key []string
		for _, n := range quasi {
			key = append(key, out.Column(n).Value(i))
		}
		s := out.Column("s").Value(i)
		whole[s]++
		if strings.Trim(strings.Join(key, ""), "*") == "" {
			suppressed++
			if limit >= 0 {
				continue
			}
		}
		c := strings.Join(key, "\x00")
		if classes[c] == nil {
			classes[c] = map[string]int{}
		}
		classes[c][s]++
	}
	for _, c := range classes {
		n := 0
		for _, x := range c {
			n += x
		}
		require.GreaterOrEqual(t, n, k)
		for _, m := range ms {
			require.True(t, naive(m, c, whole, n, in.Rows), "%v on %v", m, c)
		}
	}
	for _, n := range quasi {
		h := at[n].Hierarchy
		for i := range in.Rows {
			orig, lab := in.Column(n).Value(i), out.Column(n).Value(i)
			if lab == "*" || lab == orig {
				continue
			}
			if h != nil {
				ok := false
				for l := range h.Levels() {
					g, err := h.Generalize(orig, l)
					require.NoError(t, err)
					ok = ok || g == lab
				}
				require.True(t, ok, "%s does not cover %s", lab, orig)
				continue
			}
			if iv, ok := hierarchy.ParseInterval(lab); ok {
				f, ok := hierarchy.Number(orig)
				require.True(t, ok && iv.Holds(f), "%s does not cover %s", lab, orig)
				continue
			}
			require.Contains(t, strings.Split(strings.Trim(lab, "{}"), ", "), orig)
		}
	}
}

func naive(m Model, c, whole map[string]int, n, rows int) bool {
	var counts []int
	var entropy, tv float64
	for s, w := range whole {
		p, q := float64(c[s])/float64(n), float64(w)/float64(rows)
		tv += math.Abs(p-q) / 2
		if c[s] > 0 {
			counts = append(counts, c[s])
			entropy -= p * math.Log(p)
		}
	}
	slices.Sort(counts)
	slices.Reverse(counts)
	switch m.Kind {
	case DistinctL:
		return len(counts) >= int(m.L)
	case EntropyL:
		return math.Exp(entropy) >= m.L-1e-6
	case RecursiveCL:
		tail := 0
		for i, x := range counts {
			if i >= int(m.L)-1 {
				tail += x
			}
		}
		return float64(counts[0]) < m.C*float64(tail)
	case EqualT:
		return tv <= m.T+1e-6
	}
	return true
}

func TestPropertiesOfRandomTables(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		rows, q := 20+r.IntN(600), 1+r.IntN(6)
		tab, at := randomTable(r, rows, q)
		k := 2 + r.IntN(8)
		var ms []Model
		switch seed % 5 {
		case 1:
			ms = []Model{{Kind: EntropyL, Column: "s", L: 2.5}}
		case 2:
			ms = []Model{{Kind: EqualT, Column: "s", T: .4}}
		case 3:
			ms = []Model{{Kind: RecursiveCL, Column: "s", C: 2, L: 2}}
		case 4:
			ms = []Model{{Kind: DistinctL, Column: "s", L: 3}, {Kind: OrderedT, Column: "s", T: .3}}
		}
		for _, alg := range []Algorithm{Mondrian, Fast, Best, Full} {
			cfg := Config{K: k, Attributes: at, Models: ms, Algorithm: alg, Suppression: .1, Seed: seed, Workers: 1 + int(seed%2)}
			res, err := Anonymize(context.Background(), tab, cfg)
			if alg == Full && err != nil {
				require.ErrorIs(t, err, ErrNoScheme)
				continue
			}
			require.NoError(t, err, "seed %d %s", seed, alg)
			var quasi []string
			for j := range q {
				quasi = append(quasi, fmt.Sprintf("q%d", j))
			}
			audit(t, tab, res.Table, quasi, k, at, ms, 0)
			require.LessOrEqual(t, res.Suppressed, rows/10, "seed %d %s", seed, alg)
			again, err := Anonymize(context.Background(), tab, cfg)
			require.NoError(t, err)
			require.Equal(t, text(t, res.Table), text(t, again.Table), "seed %d %s is not deterministic", seed, alg)
			rep, err := res.Report(tab, cfg, MeasureOptions{})
			require.NoError(t, err)
			require.True(t, rep.Risk.Suppressed == tab.Rows || rep.Risk.Smallest >= k)
			if res.Suppressed == 0 {
				require.GreaterOrEqual(t, rep.Attack.Smallest, k)
			}
			for _, m := range rep.Risk.Models {
				require.True(t, m.Reached)
			}
		}
	}
}

func text(t testing.TB, tab *Table) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, tab.Write(&b))
	return b.String()
}

func TestBestIsNeverWorse(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	tab, at := randomTable(r, 2000, 5)
	losses := map[Algorithm]float64{}
	for _, alg := range []Algorithm{Mondrian, Fast, Best} {
		var steps []float64
		res, err := Anonymize(context.Background(), tab, Config{K: 5, Attributes: at, Algorithm: alg,
			Progress: func(p Progress) { steps = append(steps, p.Loss) }})
		require.NoError(t, err)
		losses[alg] = res.Loss
		require.NotEmpty(t, steps)
		require.True(t, slices.IsSortedFunc(steps, func(a, b float64) int {
			if a > b {
				return -1
			}
			return 1
		}))
		require.InDelta(t, res.Loss, steps[len(steps)-1], 1e-12)
	}
	require.LessOrEqual(t, losses[Best], losses[Mondrian])
	require.LessOrEqual(t, losses[Fast], losses[Mondrian])
}

func TestInterruptKeepsTheBestSoFar(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	tab, at := randomTable(r, 3000, 6)
	ctx, cancel := context.WithCancel(context.Background())
	res, err := Anonymize(ctx, tab, Config{K: 3, Attributes: at, Progress: func(Progress) { cancel() }})
	require.NoError(t, err)
	require.Positive(t, res.Classes)
	ctx, cancel = context.WithCancel(context.Background())
	cancel()
	_, err = Anonymize(ctx, tab, Config{K: 3, Attributes: at})
	require.ErrorIs(t, err, context.Canceled)
	start := time.Now()
	_, err = Anonymize(context.Background(), tab, Config{K: 3, Attributes: at, Budget: time.Millisecond})
	require.NoError(t, err)
	require.Less(t, time.Since(start), 5*time.Second)
}

func TestRefusals(t *testing.T) {
	tab, err := New([]string{"age", "note", "s"}, [][]string{{"30", "a", "x"}, {"31", "b", "y"}, {"secret", "c", "x"}})
	require.NoError(t, err)
	quasi := map[string]Attribute{"age": {Role: Quasi}}
	list, err := hierarchy.New([][]string{{"30", "*"}, {"31", "*"}}, hierarchy.Options{})
	require.NoError(t, err)
	for name, c := range map[string]struct {
		cfg  Config
		want error
	}{
		"k of one":        {Config{K: 1, Attributes: quasi}, ErrK},
		"k over rows":     {Config{K: 4, Attributes: quasi}, ErrK},
		"no quasi":        {Config{K: 2}, ErrNoQuasi},
		"no such column":  {Config{K: 2, Attributes: map[string]Attribute{"x": {Role: Quasi}}}, ErrColumn},
		"not covered":     {Config{K: 2, Attributes: map[string]Attribute{"age": {Role: Quasi, Hierarchy: list}}}, hierarchy.ErrNotCovered},
		"algorithm":       {Config{K: 2, Attributes: quasi, Algorithm: "x"}, ErrAlgorithm},
		"unreachable":     {Config{K: 2, Attributes: quasi, Models: []Model{{Kind: DistinctL, Column: "s", L: 3}}}, ErrUnreachable},
		"model's column":  {Config{K: 2, Attributes: quasi, Models: []Model{{Kind: DistinctL, Column: "z", L: 3}}}, ErrColumn},
		"model's numbers": {Config{K: 2, Attributes: quasi, Models: []Model{{Kind: EqualT, Column: "s", T: math.NaN()}}}, ErrModel},
	} {
		_, err := Anonymize(context.Background(), tab, c.cfg)
		require.ErrorIs(t, err, c.want, name)
		require.NotContains(t, err.Error(), "secret")
	}
	_, err = Anonymize(context.Background(), tab, Config{K: 2, Attributes: map[string]Attribute{"age": {Role: Quasi, Hierarchy: list}}})
	var e *Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, 3, e.Row)
}

func TestReadKeepsTheDialect(t *testing.T) {
	in := "\xef\xbb\xbfa;\"b;c\"\r\n1;\"x\"\r\n2;\"y;z\"\r\n"
	tab, err := Read(strings.NewReader(in), ReadOptions{})
	require.NoError(t, err)
	require.Equal(t, "y;z", tab.Column("b;c").Value(1))
	require.Equal(t, in, text(t, tab))
	for bad, want := range map[string]error{"a,a\n1,2\n": ErrHeader, "a,b\n1\n": ErrRagged, "a,b\n": ErrNoRows, "": ErrNoRows} {
		_, err := Read(strings.NewReader(bad), ReadOptions{})
		require.ErrorIs(t, err, want, bad)
	}
}

func TestRolesDecideWhatIsWritten(t *testing.T) {
	tab, err := New([]string{"name", "age", "note", "id"}, [][]string{{"Ann", "30", "met Ann", "1"}, {"Bob", "31", "met Bob", "2"}})
	require.NoError(t, err)
	at := map[string]Attribute{"name": {Role: Identifier}, "age": {Role: Quasi}, "note": {Role: FreeText}, "id": {Role: Subject}}
	res, err := Anonymize(context.Background(), tab, Config{K: 2, Attributes: at})
	require.NoError(t, err)
	require.Equal(t, "age\n*\n*\n", text(t, res.Table))
	cfg := Config{K: 2, Attributes: at,
		Redact: func(string) (string, error) { return "met [PERSON]", nil },
		Token:  func(_, v string) (string, error) { return fmt.Sprintf("t%d", len(v)), nil }}
	_, err = Anonymize(context.Background(), tab, cfg)
	require.ErrorIs(t, err, ErrLinkable)
	cfg.Linkable = true
	res, err = Anonymize(context.Background(), tab, cfg)
	require.NoError(t, err)
	rep, err := res.Report(tab, cfg, MeasureOptions{})
	require.NoError(t, err)
	require.Equal(t, []string{"name"}, rep.Linkable)
	require.Equal(t, []string{"id"}, rep.Removed)
	require.Equal(t, "name,age,note\nt3,*,met [PERSON]\nt3,*,met [PERSON]\n", text(t, res.Table))
}

func TestInfer(t *testing.T) {
	tab, err := New([]string{"Full Name", "age", "diagnosis", "notes", "x"}, [][]string{{"a", "1", "c", "d", "e"}, {"b", "2", "c", "d", "e"}})
	require.NoError(t, err)
	var got []Role
	for _, p := range Infer(tab, func(name string, _ []string) (Role, bool) { return Identifier, name == "x" }) {
		got = append(got, p.Role)
	}
	require.Equal(t, []Role{Identifier, Quasi, Sensitive, FreeText, Identifier}, got)
}

func TestInferTakesColumnsThatNumberTheirRows(t *testing.T) {
	rows := make([][]string, 40)
	for i := range rows {
		n := strconv.Itoa(70000 + i*37)
		rows[i] = []string{n, n, n, n, n, strconv.Itoa(i % 2)}
	}
	tab, err := New([]string{"emp_id", "tax_id", "PersonID", "Kunden-Nr", "weight", "grade_no"}, rows)
	require.NoError(t, err)
	var got []Role
	for _, p := range Infer(tab, nil) {
		got = append(got, p.Role)
	}
	require.Equal(t, []Role{Identifier, Identifier, Identifier, Identifier, Insensitive, Insensitive}, got)
}

func TestReportsRender(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	tab, at := randomTable(r, 300, 3)
	cfg := Config{K: 4, Attributes: at, Models: []Model{{Kind: DistinctL, Column: "s", L: 2}}}
	res, err := Anonymize(context.Background(), tab, cfg)
	require.NoError(t, err)
	rep, err := res.Report(tab, cfg, MeasureOptions{})
	require.NoError(t, err)
	for _, f := range []func(*bytes.Buffer) error{
		func(b *bytes.Buffer) error { return rep.WriteText(b) },
		func(b *bytes.Buffer) error { return rep.WriteJSON(b) },
		func(b *bytes.Buffer) error { return rep.WriteHTML(b) },
	} {
		var b bytes.Buffer
		require.NoError(t, f(&b))
		require.Contains(t, b.String(), "distinct-l 2 of s")
		require.NotContains(t, b.String(), "v01")
	}
}

func TestSubjectsAreKFold(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 9))
		base, at := randomTable(r, 100+r.IntN(300), 3)
		persons := 20 + r.IntN(40)
		var rows [][]string
		for i := range base.Rows {
			row := []string{fmt.Sprint(i % persons)}
			for _, c := range base.Columns {
				row = append(row, c.Value(i))
			}
			rows = append(rows, row)
		}
		tab, err := New([]string{"who", "q0", "q1", "q2", "s"}, rows)
		require.NoError(t, err)
		at["who"] = Attribute{Role: Subject}
		k := 2 + r.IntN(5)
		var ms []Model
		if seed%2 == 0 {
			ms = []Model{{Kind: EntropyL, Column: "s", L: 2}}
		}
		for _, alg := range []Algorithm{Mondrian, Best} {
			res, err := Anonymize(context.Background(), tab, Config{K: k, Attributes: at, Models: ms, Algorithm: alg})
			require.NoError(t, err)
			audit(t, tab, res.Table, []string{"q0", "q1", "q2"}, k, at, ms, 0)
			who := map[string]map[string]bool{}
			labels := map[string]map[string]bool{}
			for i := range tab.Rows {
				key := res.Table.Column("q0").Value(i) + "|" + res.Table.Column("q1").Value(i) + "|" + res.Table.Column("q2").Value(i)
				w := tab.Column("who").Value(i)
				if who[key] == nil {
					who[key] = map[string]bool{}
				}
				if labels[w] == nil {
					labels[w] = map[string]bool{}
				}
				who[key][w], labels[w][key] = true, true
			}
			for key, w := range who {
				if key != "*|*|*" {
					require.GreaterOrEqual(t, len(w), k)
				}
			}
			for _, l := range labels {
				require.Len(t, l, 1)
			}
			_, err = res.Attack(0, "s")
			require.NoError(t, err)
		}
	}
}
