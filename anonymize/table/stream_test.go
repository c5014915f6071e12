package table

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// streamCheck looks at every write: all that is out must be k-anonymous at any time.
type streamCheck struct {
	t     *testing.T
	k     int
	all   bytes.Buffer
	lines int
}

func (c *streamCheck) Write(b []byte) (int, error) {
	c.all.Write(b)
	count := map[string]int{}
	for i, line := range strings.Split(strings.TrimSuffix(c.all.String(), "\n"), "\n") {
		if i > 0 {
			quasi, _, _ := strings.Cut(line, ";row")
			count[quasi]++
			c.lines = i
		}
	}
	for what, n := range count {
		require.GreaterOrEqual(c.t, n, c.k, what)
	}
	return len(b), nil
}

func TestStreamIsKAnonymousAtAnyTime(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 77))
		rows, k := r.IntN(900), 2+r.IntN(6)
		window := 2*k + r.IntN(200)
		in := "age;town;row\n"
		type person struct{ age, town int }
		var people []person
		for i := range rows {
			p := person{20 + r.IntN(60), r.IntN(9)}
			people = append(people, p)
			in += fmt.Sprintf("%d;v%02d;row%d\n", p.age, p.town, i)
		}
		at := map[string]Attribute{"age": {Role: Quasi}, "town": {Role: Quasi, Hierarchy: randomHierarchy(r, 9)}}
		if rows == 0 {
			continue
		}
		require.NoError(t, ScanStream(strings.NewReader(in), StreamOptions{}, &Config{Attributes: at}))
		c := &streamCheck{t: t, k: k}
		done, err := AnonymizeStream(context.Background(), strings.NewReader(in), c, StreamOptions{Window: window}, Config{K: k, Attributes: at})
		require.NoError(t, err)
		require.Equal(t, rows, done.Rows+done.Withheld)
		require.Less(t, done.Withheld, k)
		require.Equal(t, done.Rows, c.lines)
		seen := map[int]bool{}
		out, err := Read(&c.all, ReadOptions{})
		if done.Rows == 0 {
			continue
		}
		require.NoError(t, err)
		for i := range out.Rows {
			var row int
			_, err := fmt.Sscanf(out.Column("row").Value(i), "row%d", &row)
			require.NoError(t, err)
			require.False(t, seen[row])
			seen[row] = true
			require.Less(t, i-row, window, "a row waited too long")
			for name, v := range map[string]string{"age": fmt.Sprint(people[row].age), "town": fmt.Sprintf("v%02d", people[row].town)} {
				label, ok := out.Column(name).Value(i), false
				for l := range at[name].Hierarchy.Levels() {
					g, err := at[name].Hierarchy.Generalize(v, l)
					require.NoError(t, err)
					ok = ok || g == label
				}
				require.True(t, ok, "%s is false of %s", label, v)
			}
		}
	}
}

func TestStreamRefuses(t *testing.T) {
	h := randomHierarchy(rand.New(rand.NewPCG(1, 1)), 3)
	quasi := map[string]Attribute{"a": {Role: Quasi, Hierarchy: h}}
	in := "a,b\nv00,1\nv01,2\nv02,3\nv00,4\nv09,5\nv01,6\n"
	for name, c := range map[string]struct {
		cfg  Config
		want error
	}{
		"k":         {Config{K: 1, Attributes: quasi}, ErrK},
		"scheme":    {Config{K: 2, Attributes: quasi, Algorithm: Full}, ErrStream},
		"average":   {Config{K: 2, Attributes: quasi, AverageRisk: .1}, ErrStream},
		"closeness": {Config{K: 2, Attributes: quasi, Models: []Model{{Kind: EqualT, Column: "b", T: .5}}}, ErrStream},
		"automatic": {Config{K: 2, Attributes: map[string]Attribute{"a": {Role: Quasi}}}, ErrStream},
		"column":    {Config{K: 2, Attributes: map[string]Attribute{"z": {Role: Quasi, Hierarchy: h}}}, ErrColumn},
	} {
		_, err := AnonymizeStream(context.Background(), strings.NewReader(in), &bytes.Buffer{}, StreamOptions{}, c.cfg)
		require.ErrorIs(t, err, c.want, name)
	}
	var out bytes.Buffer
	_, err := AnonymizeStream(context.Background(), strings.NewReader(in), &out, StreamOptions{Window: 4}, Config{K: 2, Attributes: quasi})
	var e *Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, 5, e.Row)
	_, err = AnonymizeStream(context.Background(), strings.NewReader("a,b\n"), &out, StreamOptions{}, Config{K: 2, Attributes: quasi})
	require.ErrorIs(t, err, ErrNoRows)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = AnonymizeStream(ctx, strings.NewReader(in), &out, StreamOptions{}, Config{K: 2, Attributes: quasi})
	require.ErrorIs(t, err, context.Canceled)
}
