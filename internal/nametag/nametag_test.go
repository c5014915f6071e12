package nametag

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/internal/lex"
)

func cutWords(text string) []Word {
	b := []byte(text)
	var c Cutter
	c.Cut(b, lex.AppendTokens(nil, b, lex.NewTable("").Append(nil, b), 0), NewWordTable(0))
	return c.Words
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Jean-Luc O'Neil’s car.", "Jean-Luc|O'Neil|’s|car|."},
		{"Dr. J.R. Smith, Mr X", "Dr.|J.|R.|Smith|,|Mr|X"},
		{"it's well-known", "it|'s|well-known"},
		{"a-1 b", "a|-|1|b"},
	} {
		var got []string
		for _, w := range cutWords(c.text) {
			got = append(got, c.text[w.Start:w.End])
		}
		require.Equal(t, c.want, strings.Join(got, "|"))
	}
	require.Equal(t, HashWord("o'neil"), cutWords("O’Neil")[0].Hash)
	require.Equal(t, Initial, cutWords("O’Neil")[0].Shape)
	require.Equal(t, Mixed, cutWords("d'Ettorre")[0].Shape)
}

// TestCellsAreLines: the cells of a row, with a tab between blanks, are lines; other tabs are blanks.
func TestCellsAreLines(t *testing.T) {
	var lines []uint8
	for _, w := range cutWords("Ann Lee \t Nurse \t  \t Leeds\tx \ty\n \t z") {
		lines = append(lines, w.Newlines)
	}
	require.Equal(t, []uint8{1, 0, 1, 1, 0, 0, 1}, lines)
}

// TestListsMatchThemselves: a word of a list has the list's flag, however it is written.
func TestListsMatchThemselves(t *testing.T) {
	for flag, list := range map[uint64]string{isStop: stopWords, isParticle: particles, isCue: cues, isTitle: titles, isAbbreviation: abbrevs} {
		for _, w := range strings.Fields(list) {
			require.NotZero(t, NewWordTable(0).Get(HashWord(strings.ToUpper(w)))&flag, w)
		}
	}
	require.Zero(t, NewWordTable(0).Get(HashWord("gonzalez")))
}

func TestInitialsJoinWithoutCase(t *testing.T) {
	for text, want := range map[string]string{
		"met george w bush":          "george w bush",
		"susan s. bailey and robert": "susan s. bailey|robert",
		"ask robert a. smith":        "robert a. smith",
		"is robert a teacher":        "robert",
		"SUSAN S. BAILEY":            "SUSAN S. BAILEY",
	} {
		b := []byte(text)
		var c Context
		names := []Keyed{}
		for _, w := range strings.Fields("george bush susan bailey robert smith") {
			names = append(names, Keyed{HashWord(w), 3})
		}
		for _, w := range strings.Fields("met ask teacher w s") {
			names = append(names, Keyed{HashWord(w), 3 << 4})
		}
		slices.SortFunc(names, func(a, b Keyed) int { return cmp.Compare(a.Hash, b.Hash) })
		c.Reset(NewLexicon(names, &Spelling{}), b, lex.AppendTokens(nil, b, lex.NewTable("").Append(nil, b), 0), NewWordTable(0))
		var got []string
		for _, r := range c.Runs() {
			got = append(got, text[c.Words[r.From].Start:c.Words[r.To-1].End])
		}
		require.Equal(t, want, strings.Join(got, "|"))
	}
}

func TestLexiconRoundTrip(t *testing.T) {
	var words []Keyed
	for i := range uint32(5000) {
		words = append(words, Keyed{i * 850_000, Entry(uint64(i) * 0x9e3779b97f4a7c & (1<<entryBits - 1))})
	}
	spelling := &Spelling{7: 0x80818283}
	packed := PackLexicon(words, spelling)
	l := UnpackLexicon(packed)
	require.Equal(t, spelling, l.spelling)
	wrong := 0
	for _, w := range words {
		require.Equal(t, w.Entry|known, l.Lookup(w.Hash))
		if l.Lookup(w.Hash + 77).Known() {
			wrong++
		}
	}
	require.Less(t, wrong, 20)
	require.Zero(t, (&Lexicon{}).Lookup(7))
}

func TestModelRoundTrip(t *testing.T) {
	var tr Transitions
	tr[2][3] = 1.5
	m := NewModel([]uint64{1, 2, 3, 0x80ff}, 0.25, tr)
	require.Equal(t, m, UnpackModel(m.Pack()))
}

func FuzzWords(f *testing.F) {
	f.Add("’s d'A-b 'x- \xff é’é \n\n\n a.b.c")
	f.Fuzz(func(t *testing.T, text string) {
		end := int32(0)
		for _, w := range cutWords(text) {
			require.GreaterOrEqual(t, w.Start, end)
			require.Greater(t, w.End, w.Start)
			end = w.End
		}
		require.LessOrEqual(t, int(end), len(text))
	})
}
