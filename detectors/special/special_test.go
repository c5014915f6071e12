package special

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

func scanner(t testing.TB, opts ...Option) *pii.Scanner {
	d, err := New(opts...)
	require.NoError(t, err)
	s, err := pii.NewScanner([]pii.Detector{d})
	require.NoError(t, err)
	return s
}

// TestHints holds sentences to the hints that they must give: "TYPE who polarity" each, of pii.Attrs.
func TestHints(t *testing.T) {
	s := scanner(t)
	for _, c := range []struct{ text, want string }{
		{"I was diagnosed with lupus in March.", "HEALTH self asserted"},
		{"he has been on lithium since the winter", "HEALTH third asserted"},
		{"My sister is deaf, so please write to her.", "HEALTH third asserted"},
		{"Ich leide seit Jahren unter Migräne.", "HEALTH self asserted"},
		{"Meine Tochter ist Diabetikerin.", "HEALTH third asserted"},
		{"Je souffre d'une dépression depuis deux ans.", "HEALTH self asserted"},
		{"mi madre tiene artritis y no puede subir", "HEALTH third asserted"},
		{"No tengo asma.", "HEALTH self negated"},
		{"She might have epilepsy, the tests are next week.", "HEALTH third uncertain"},
		{"As a practising Muslim I need a room at noon.", "RELIGION self asserted"},
		{"Religion: Hindu", "RELIGION self asserted"},
		{"Konfession: evangelisch", "RELIGION self asserted"},
		{"Er ist Zeuge Jehovas.", "RELIGION third asserted"},
		{"soy judía y no trabajo los sábados", "RELIGION self asserted"},
		{"I'm a member of the Labour Party.", "POLITICAL self asserted"},
		{"Mein Vater wählt die CDU.", "POLITICAL third asserted"},
		{"Trésorière du Parti socialiste, 2012-2016", "POLITICAL self asserted"},
		{"He is of Nigerian descent.", "ETHNICITY third asserted"},
		{"Meine Eltern sind Kurden.", "ETHNICITY third asserted"},
		{"I am the shop steward here.", "UNION self asserted"},
		{"Ich bin Mitglied der IG Metall.", "UNION self asserted"},
		{"Estoy afiliada a CCOO.", "UNION self asserted"},
		{"I carry the BRCA2 mutation.", "GENETIC self asserted"},
		{"They stored my fingerprint at the gate.", "BIOMETRIC self asserted"},
		{"Ma collègue est lesbienne.", "SEXUALITY third asserted"},
		{"ich bin nicht schwul", "SEXUALITY self negated"},
		{"My brother is in prison for fraud.", "CRIMINAL third asserted"},
		{"Ich bin nicht vorbestraft.", "CRIMINAL self negated"},
		{"Antecedentes penales: ninguno", "CRIMINAL self negated"},
		{"Assessment: generalised anxiety disorder (F41.1)", "HEALTH third asserted"},
		{"sertraline makes me nauseous", "HEALTH self asserted"},
		{"got the depo shot last week", "HEALTH self asserted"},
		{"I play in the church band on Sundays.", "RELIGION self asserted"},
		{"He grew up with Jehovah's Witnesses.", "RELIGION third asserted"},
		{"Unite the Union, branch representative", "UNION self asserted"},
		{"Union rep at Unison since 2019", "UNION self asserted"},
		{"Member of the Royal College of Nursing trade union", "UNION self asserted"},
		{"Councillor (Labour), Hackney, 2014-2018", "POLITICAL self asserted"},
		{"Sind Sie vorbestraft?", ""},
		{"Room B12.3 is free at noon.", ""},
	} {
		var got []string
		for _, f := range s.Document(nil, []byte(c.text)) {
			got = append(got, string(f.Type)+" "+[]string{"", "self", "third", "generic"}[f.Attrs.Attribution()]+" "+
				[]string{"", "asserted", "negated", "uncertain"}[f.Attrs.Polarity()])
		}
		require.Equal(t, c.want, strings.Join(got, "; "), c.text)
	}
}

// TestTalkIsNoHint holds general talk to silence.
func TestTalkIsNoHint(t *testing.T) {
	s := scanner(t)
	for _, text := range []string{
		"Our policy forbids questions on religion, pregnancy and union membership.",
		"Diabetes nurse with ten years on renal wards.",
		"black coffee, no sugar", "turn left at Church Street", "the garbage collector process was killed",
		"SELECT a FROM x UNION ALL SELECT b FROM y", "What does the insurance cover for cancer treatment?",
		"Die Stiftung fördert Forschung zu Demenz.", "Der Vortrag über den Islam beginnt um acht.",
		"Le colloque sur la dépression a lieu mardi.", "La película trata de un preso.",
		"Religion: prefer not to say", "Diagnose: entfällt", "she is allergic to mondays", "I'd like a straight answer",
		"Trained volunteers in first aid for epilepsy and stroke.", "That was daylight robbery!", "a conservative estimate of the cost",
	} {
		require.Empty(t, s.Document(nil, []byte(text)), text)
	}
}

func TestSpans(t *testing.T) {
	s := scanner(t)
	for text, want := range map[string]string{
		"I have type 2 diabetes and work nights.":     "type 2 diabetes",
		"I take sertraline 50 mg every morning.":      "sertraline 50 mg",
		"I was treasurer of the Young Socialists.":    "treasurer of the Young Socialists",
		"He was arrested for assault on Monday.":      "arrested for assault",
		"Schwerbehinderung: GdB 50\nBeruf: Schlosser": "GdB 50",
	} {
		fs := s.Document(nil, []byte(text))
		require.Len(t, fs, 1, text)
		require.Equal(t, want, text[fs[0].Start:fs[0].End])
	}
}

func TestOptions(t *testing.T) {
	text := []byte("I am transgender. I am undocumented. I want to die. I am 14 years old.")
	require.Empty(t, scanner(t).Document(nil, text))
	fs := scanner(t, WithGenderIdentity(), WithImmigration(), WithCrisis(), WithMinor()).Document(nil, text)
	var got []pii.Type
	for _, f := range fs {
		got = append(got, f.Type)
		require.Equal(t, f.Type == pii.Crisis || f.Type == pii.Minor, f.Attrs.FlagOnly())
	}
	require.Equal(t, []pii.Type{pii.GenderIdentity, pii.Immigration, pii.Crisis, pii.Minor}, got)
}

func TestOwnTerms(t *testing.T) {
	text := []byte("I have Varnholm fever. He is a Lanternist.")
	s := scanner(t, WithTerms(Extra{Type: pii.Health, Text: "Varnholm fever"}, Extra{Type: pii.Religion, Text: "lanternist", Sure: true}))
	fs := s.Document(nil, text)
	require.Len(t, fs, 2)
	require.Equal(t, pii.Health, fs[0].Type)
	require.Equal(t, pii.Religion, fs[1].Type)
	require.Empty(t, scanner(t, WithTerms(Extra{Text: "diabetes lane", Never: true})).Document(nil, []byte("I live in Diabetes Lane.")))
	quiet, loud := scanner(t), scanner(t, WithWords(Word{"gatewarden", Person}, Word{"grapples", Frame}))
	sentence := []byte("As of last week and by all accounts that reached the office, the gatewarden grapples with depression, so the call was moved to the next free day.")
	require.Empty(t, quiet.Document(nil, sentence))
	require.Len(t, loud.Document(nil, sentence), 1)
	_, err := New(WithWords(Word{"two words", Person}))
	require.ErrorIs(t, err, ErrTerm)
	_, err = New(WithTerms(Extra{Type: pii.Email, Text: "x"}))
	require.ErrorIs(t, err, ErrTerm)
	_, err = New(WithTerms(Extra{Type: pii.Health, Text: "..."}))
	require.ErrorIs(t, err, ErrTerm)
	require.NotContains(t, err.Error(), "...")
}

func TestKind(t *testing.T) {
	text := []byte("Insomnia, low mood. Sertraline 50 mg.")
	require.Len(t, scanner(t, WithKind(Note)).Document(nil, text), 3)
	require.Len(t, scanner(t, WithKind(Prose)).Document(nil, text), 1, "a dose speaks for itself")
}

func FuzzDetector(f *testing.F) {
	f.Add("I have type 2 diabetes. Religion: none, e\u0301 \xff «HIV» negative?")
	s := scanner(f, WithGenderIdentity(), WithImmigration(), WithCrisis(), WithMinor())
	f.Fuzz(func(t *testing.T, text string) {
		end := int64(0)
		for _, x := range s.Document(nil, []byte(text)) {
			require.NotEqual(t, pii.Unscanned, x.Kind)
			require.GreaterOrEqual(t, x.Start, end)
			require.LessOrEqual(t, x.End, int64(len(text)))
			require.Less(t, x.Start, x.End)
			end = x.End
		}
	})
}

func BenchmarkDialogue(b *testing.B) {
	text := []byte(strings.Repeat("Agent: How can I help?\nCaller: I moved on the 3rd and my invoice still has the old street, can you change it please?\n", 300))
	for _, c := range []struct {
		name string
		ds   []pii.Detector
	}{{"with", []pii.Detector{Default()}}, {"without", []pii.Detector{quiet{}}}} {
		b.Run(c.name, func(b *testing.B) {
			s, err := pii.NewScanner(c.ds)
			require.NoError(b, err)
			var dst []pii.Finding
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				dst = s.Document(dst[:0], text)
			}
		})
	}
}

// quiet reads tokens and finds nothing: what the engine costs by itself.
type quiet struct{}

func (quiet) Spec() pii.Spec {
	return pii.Spec{Name: "quiet", Types: []pii.Type{pii.Health}, Wants: []pii.Want{pii.OnTokens()}}
}
func (quiet) Find(dst []pii.Finding, _ *pii.Segment, _ []pii.Anchor) []pii.Finding { return dst }
