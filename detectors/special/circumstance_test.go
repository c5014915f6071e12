package special

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// told returns what a finding of text says: "TYPE text attribution polarity", joined by "; ".
func told(t *testing.T, text string) string {
	var out []string
	for _, f := range scanner(t).Document(nil, []byte(text)) {
		out = append(out, strings.Join([]string{string(f.Type), text[f.Start:f.End], []string{"", "self", "third", "generic"}[f.Attrs.Attribution()],
			[]string{"", "asserted", "negated", "uncertain"}[f.Attrs.Polarity()]}, " "))
	}
	return strings.Join(out, "; ")
}

// TestOffenders holds what somebody did to another to the offences of who did it (GDPR Art. 10), not to the writer.
func TestOffenders(t *testing.T) {
	for text, want := range map[string]string{
		"He raped me when I was ten.":         "CRIMINAL raped me third asserted",
		"Mein Onkel hat mich vergewaltigt.":   "CRIMINAL hat mich vergewaltigt third asserted",
		"Mon oncle m'a violée.":               "CRIMINAL violée third asserted",
		"Mi tío abusó de mí durante años.":    "CRIMINAL abusó de mí third asserted",
		"He stole money from the till.":       "CRIMINAL stole money from the till third asserted",
		"Il vendait de la coke au lycée.":     "CRIMINAL vendait de la coke third asserted",
		"My neighbour is on the sex register": "",
	} {
		require.Equal(t, want, told(t, text), text)
	}
}

// TestMeasures holds that a measure of the body counts where it is somebody's, and a part of it where it was scanned or kept.
func TestMeasures(t *testing.T) {
	for _, text := range []string{
		"They registered his retina last week.", "L'iris de la candidate a été numérisé.", "Das Gangmuster des Probanden wurde gespeichert.",
		"die haben mein gesicht am drehkreuz gescannt", "Guardan mi voz para reconocerme cuando llamo.", "Her palm vein pattern was captured.",
		"Ficho con la huella.", "my phone unlocks with my face", "user=kmoss gait_signature=9f3a2",
	} {
		require.Contains(t, told(t, text), "BIOMETRIC", text)
	}
	for _, text := range []string{
		"The iris is in bloom in our garden.", "She took my hand and kept her voice down.", "Fingerprint: SHA256:3kE9xq", "The fingerprint reader is in stock.",
		"Face recognition improved by three points.", "Der Fingerabdruckleser am Tor ist defekt.", "template store empty, sensor calibrated",
	} {
		require.Empty(t, told(t, text), text)
	}
}

// TestFeasts holds that a feast counts where a person keeps it.
func TestFeasts(t *testing.T) {
	require.Equal(t, "RELIGION Sabbath self asserted", told(t, "I don't work on the Sabbath."))
	require.Contains(t, told(t, "he won't eat during daylight because of ramadan"), "RELIGION ramadan third")
	for _, text := range []string{"Happy Diwali to everyone!", "Opening hours in Ramadan: 10 to 4.", "The school teaches about Yom Kippur and Eid."} {
		require.Empty(t, told(t, text), text)
	}
}

// TestClearFields holds that "none" in a field of health, offences, faith or a union is a fact, and no answer is none.
func TestClearFields(t *testing.T) {
	require.Equal(t, "HEALTH keine self negated", told(t, "Behinderung: keine"))
	require.Equal(t, "HEALTH none known self negated", told(t, "Allergies: none known"))
	require.Equal(t, "RELIGION none self negated", told(t, "Religion: none"))
	require.Equal(t, "UNION nein self negated", told(t, "Gewerkschaftsmitglied: nein"))
	require.Equal(t, "UNION ver.di self asserted", told(t, "Gewerkschaft: ver.di"))
	for _, text := range []string{"Behinderung: keine Angabe", "Allergies: no / yes", "Trade union member (Y/N):", "Disability: not applicable", "Religion: prefer not to say", "Union: none"} {
		require.Empty(t, told(t, text), text)
	}
}
