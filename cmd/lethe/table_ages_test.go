package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTerseAges(t *testing.T) {
	for _, text := range []string{
		"Nurse (58), lives in Leeds.", "A nurse, 58, from Leeds came in.", "58F, nurse.", "58M with chest pain.", "58yrs, teacher.", "Pt is 58 and lives alone.",
		"The patient, who is 58, lives in York.", "Mrs Bell (58) lives in Bath.", "Male, 58, plumber.", "Female 58 plumber.", "(58/F) plumber", "58/M, electrician",
		"M/58 electrician", "58♀ nurse", "age at admission 58", "58 at the time of the fall", "Her 58th birthday is next week.", "Lady of 58 with back pain.",
		"At 58 he still runs.", "He'll be 58 in June.", "Sex/Age: M/58", "58 yoF with asthma.", "(58, f) bus driver", "Bus driver - 58 - from Bath", "Bus driver (aged 58) from Bath.",
		"A 58 yr. old man.", "Patient aged 58yrs.", "Caller is 58.", "My dad's 58.", "Age (years): 58", "58-y-o farmer.", "58/female, cleaner.", "DOB unknown, approx 58.",
	} {
		ms := terseAges(text)
		require.NotEmpty(t, ms, text)
		for _, m := range ms {
			require.Equal(t, "58", m.Value, text)
			require.Equal(t, "58", text[m.Start:m.End], text)
		}
	}
	for _, text := range []string{
		"Cough for 58 days.", "BP 158/58, pulse 58 regular.", "58 mg twice a day", "Room 58, second floor on the left", "12 March 2024", "Call 0113 496 0158.",
		"58 % of patients", "£58 was paid", "She has 58 books.", "walked 58 km", "page 58 of the file", "see (158 words)", "He is 158 cm tall.", "He was 58 minutes late.",
		"weighs 58 kg", "at 58 Station Road", "temperature 38.5", "(200) and (0)", "scored 58 points",
	} {
		require.Empty(t, terseAges(text), text)
	}
}

func TestTextsGeneralizeTerseAges(t *testing.T) {
	var b strings.Builder
	b.WriteString("note\n")
	for i := range 40 {
		b.WriteString("\"Nurse (" + string(rune('3'+i/20)) + string(rune('0'+i%10)) + "), coughs for 7 days.\"\n")
	}
	out, diag, code := tableRun(t, b.String(), "texts", "-", "--text", "note", "--find", "age", "-k", "5")
	require.Zero(t, code, diag)
	require.Equal(t, 20, strings.Count(out, "([30,35))")+strings.Count(out, "([35,40))"))
	require.Equal(t, 40, strings.Count(out, "for 7 days"))
}

func TestTextsWithConsent(t *testing.T) {
	in := "who,ok,note\n" + strings.Repeat("ann,yes,She is 34 years old.\nbob,no,He is 71 years old.\ncat,yes,She is 36 years old.\nann,no,Seen again.\n", 1) +
		strings.Repeat("dan,yes,He is 35 years old.\neve,yes,She is 35 years old.\n", 1)
	out, diag, code := tableRun(t, in, "texts", "-", "--text", "note", "--subject", "who", "--consent", "ok=yes", "-k", "2")
	require.Zero(t, code, diag)
	require.Contains(t, diag, "3 rows left out for consent") // Ann's other row too
	require.NotContains(t, out, "7")
	require.NotContains(t, out, "34")
	require.Equal(t, 4, strings.Count(out, "\n"))
	_, _, code = tableRun(t, in, "texts", "-", "--text", "note", "--consent", "nix=yes", "-k", "2")
	require.Equal(t, exitUsage, code)
}
