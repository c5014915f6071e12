package lexfile

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/internal/lex"
)

func tokens(text string) []lex.Token {
	b := []byte(text)
	return lex.AppendTokens(nil, b, lex.NewTable("").Append(nil, b), 0)
}

func anyGap(_, _ lex.Token) bool { return true }

func TestMatch(t *testing.T) {
	b := NewBuilder()
	for _, e := range [][2]string{{"HEALTH S", "diabetes"}, {"HEALTH S", "type 2 diabetes"}, {"GENETIC X", "carry the " + AnyWord + " gene"},
		{"HEALTH S", "gdb " + AnyNumber}, {"BLOCK B", "black coffee"}, {"ETHNICITY W", "black"}, {"SELF", "i"}, {"POSS", "my"}, {"SELF", "my"}} {
		require.NoError(t, b.Add(e[0], e[1]))
	}
	table, err := Read(b.Bytes())
	require.NoError(t, err)
	for _, c := range []struct {
		text     string
		words    int
		category uint8
	}{
		{"diabetes and", 1, 1}, {"Type 2 DIABETES", 3, 1}, {"type 2", 0, 0}, {"carry the X gene", 4, 6}, {"carry the gene", 0, 0}, {"gdb 50", 2, 1}, {"gdb fifty", 0, 0},
		{"black coffee", 2, 14}, {"black tea", 1, 4}, {"coffee", 0, 0},
	} {
		ts := tokens(c.text)
		info, n := table.Match(ts, anyGap)
		require.Equal(t, c.words, n, c.text)
		require.Equal(t, c.category, info.Category(), c.text)
		if n > 0 {
			starts := table.Starts(ts, 0, len(ts))
			require.Zero(t, starts.From(0))
		}
	}
	require.EqualValues(t, 1|1<<2, table.Context(lex.HashString("my")))
	_, n := table.Match(tokens("type 2 diabetes"), func(_, _ lex.Token) bool { return false })
	require.Zero(t, n, "words apart are no term")
}

func TestStrongerKindStays(t *testing.T) {
	b := NewBuilder()
	require.NoError(t, b.Add("HEALTH X", "lupus"))
	require.NoError(t, b.Add("HEALTH W", "lupus"))
	table, err := Read(b.Bytes())
	require.NoError(t, err)
	info, _ := table.Match(tokens("lupus"), anyGap)
	require.EqualValues(t, 7, info.Kind())
}

func TestErrors(t *testing.T) {
	b := NewBuilder()
	require.ErrorIs(t, b.Add("NOTHING", "x"), ErrSection)
	require.ErrorIs(t, b.Add("HEALTH S", "."), ErrTerm)
	require.ErrorIs(t, b.Add("HEALTH S", "a b c d e f g h i"), ErrTerm)
	_, err := Read([]byte("LSX1aaaabbbbcccc"))
	require.ErrorIs(t, err, ErrFormat)
	_, err = Read(nil)
	require.ErrorIs(t, err, ErrFormat)
}

func FuzzRead(f *testing.F) {
	b := NewBuilder()
	_ = b.Add("HEALTH S", "lupus")
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if table, err := Read(data); err == nil {
			table.Match(tokens("type 2 lupus"), anyGap)
		}
	})
}

// TestOrderCounts holds that the words of a term match in their order only.
func TestOrderCounts(t *testing.T) {
	b := NewBuilder()
	require.NoError(t, b.Add("CRIMINAL X", "doing time"))
	table, err := Read(b.Bytes())
	require.NoError(t, err)
	_, n := table.Match(tokens("doing time"), anyGap)
	require.Equal(t, 2, n)
	_, n = table.Match(tokens("time doing"), anyGap)
	require.Zero(t, n)
}
