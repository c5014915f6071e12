package lex

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestMasksMatchBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	tab := NewTable("@:=")
	for n := range 300 {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(r.IntN(256))
		}
		ms := tab.Append(nil, b)
		require.Len(t, ms, (n+63)/64)
		for i, c := range b {
			m := ms[i/64]
			bit := func(x uint64) bool { return x>>(i%64)&1 == 1 }
			require.Equal(t, IsDigit(c), bit(m.Digit))
			require.Equal(t, IsWord(c), bit(m.Word))
			require.Equal(t, c == '.', bit(m.Dot))
			require.Equal(t, c == '@' || c == ':' || c == '=', bit(m.Trig))
		}
	}
}

// FuzzKernel holds the two classifiers against each other.
func FuzzKernel(f *testing.F) {
	f.Add([]byte("a.b@c: 12=x/+#é\xff~{}[]\\^_`"), "@:=-+#/<~{_")
	f.Fuzz(func(t *testing.T, b []byte, trig string) {
		fast := NewTable(trig)
		slow := *fast
		slow.kernel = nil
		for len(b) < 200 {
			b = append(b, append([]byte("\x00"), b...)...)
		}
		require.Equal(t, slow.Append(nil, b), fast.Append(nil, b))
	})
}

func BenchmarkClassify(b *testing.B) {
	text := []byte(strings.Repeat("So I told Maria that the invoice of 12 March was paid, and she said fine. ", 100))
	for name, kernel := range map[string]*kernel{"kernel": newKernel("@:="), "portable": nil} {
		b.Run(name, func(b *testing.B) {
			t := NewTable("@:=")
			t.kernel = kernel
			var ms []Masks
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				ms = t.Append(ms[:0], text)
			}
		})
	}
}

func words(text string) []string {
	var out []string
	b := []byte(text)
	for _, tok := range AppendTokens(nil, b, NewTable("").Append(nil, b), 0) {
		out = append(out, text[tok.Start:tok.End])
	}
	return out
}

func TestTokens(t *testing.T) {
	for _, c := range []struct {
		text string
		want string
	}{
		{"Hi, I'm Ann-Marie O'Neil.", "Hi|I|m|Ann|Marie|O|Neil"},
		{"“Zoë” said…–no", "Zoë|said|no"},
		{"date_of_birth=1990-01-02", "date|of|birth|1990|01|02"},
		{"Łukasz 山田太郎\u00a0x", "Łukasz|山田太郎|x"},
		{strings.Repeat("a", 130) + " b", strings.Repeat("a", 130) + "|b"},
		{"caf\xe9 x", "caf|x"},
	} {
		require.Equal(t, c.want, strings.Join(words(c.text), "|"))
	}
}

func TestFlags(t *testing.T) {
	b := []byte("  Ann NASA iPhone x2\nÉlan: ÉÉ 42")
	ts := AppendTokens(nil, b, NewTable("").Append(nil, b), 0)
	require.True(t, ts[0].Flags.Capitalised())
	require.NotZero(t, ts[0].Flags&LineStart)
	require.Zero(t, ts[1].Flags&LineStart)
	require.True(t, ts[1].Flags.AllUpper())
	require.False(t, ts[2].Flags.Capitalised())
	require.NotZero(t, ts[3].Flags&HasDigit)
	require.True(t, ts[4].Flags.Capitalised())
	require.NotZero(t, ts[4].Flags&LineStart)
	require.True(t, ts[5].Flags.AllUpper())
	require.True(t, ts[6].Flags.AllDigits())
}

func TestHashFolds(t *testing.T) {
	for _, p := range [][2]string{{"MÜLLER", "müller"}, {"Straße", "sTRAßE"}, {"ABCDEFGHIJ", "abcdefghij"}, {"ＡＢ", "ab"}, {"a\u00adb", "AB"}} {
		require.Equal(t, HashString(p[0]), HashString(p[1]), p)
	}
	require.NotEqual(t, HashString("anna"), HashString("annb"))
	require.NotEqual(t, HashString("ab"), HashString("ba"))
	require.NotEqual(t, HashString("āb"), HashString("ġb"))
}

// TestShortRunsAreReadAsWords holds the two ways to read a run against each other.
func TestShortRunsAreReadAsWords(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	const set = "abcxyzABCXYZ0189"
	for range 20000 {
		b := make([]byte, 1+r.IntN(18))
		for i := range b {
			b[i] = set[r.IntN(len(set))]
		}
		padded := append(append([]byte{}, b...), make([]byte, 16)...)
		ms := NewTable("").Append(nil, padded)
		require.Equal(t, appendLong(nil, padded, 0, len(b), 7), AppendTokens(nil, padded, ms, 7), string(b))
	}
}

func FuzzTokens(f *testing.F) {
	f.Add("Jo’s “naïve” 中文 \xff x\u200dy")
	f.Fuzz(func(t *testing.T, s string) {
		b := []byte(s)
		end := int32(0)
		for _, tok := range AppendTokens(nil, b, NewTable("").Append(nil, b), 0) {
			require.GreaterOrEqual(t, tok.Start, end)
			require.Greater(t, tok.End, tok.Start)
			require.True(t, utf8.Valid(b[tok.Start:tok.End]))
			require.Equal(t, Hash(b[tok.Start:tok.End]), tok.Hash)
			end = tok.End
		}
		require.LessOrEqual(t, int(end), len(b))
	})
}

func BenchmarkTokens(b *testing.B) {
	text := []byte(strings.Repeat("So I told Maria that the invoice of 12 March was paid, and she said fine. ", 100))
	tab := NewTable("@:=")
	var ms []Masks
	var ts []Token
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		ms = tab.Append(ms[:0], text)
		ts = AppendTokens(ts[:0], text, ms, 0)
	}
}
