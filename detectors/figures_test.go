package detectors_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

// lookingOn wants all digits and finds nothing, so that no figure is passed over.
type lookingOn struct{}

func (lookingOn) Spec() pii.Spec {
	return pii.Spec{Name: "looking on", Types: []pii.Type{pii.ClientID}, Wants: []pii.Want{pii.OnDigits(1, 24)}}
}

func (lookingOn) Find(dst []pii.Finding, _ *pii.Segment, _ []pii.Anchor) []pii.Finding { return dst }

// TestFiguresArePassedOver holds that fields with a bare figure, which are not scanned where all detectors want that, have no findings when they are: all
// figures of up to four digits, others at random, and under every label that a detector knows, and others.
func TestFiguresArePassedOver(t *testing.T) {
	passing, err := pii.NewScanner(detectors.Default())
	require.NoError(t, err)
	looking, err := pii.NewScanner(append(detectors.Default(), lookingOn{}))
	require.NoError(t, err)
	var text []byte
	var marks []pii.Mark
	rnd := rand.New(rand.NewPCG(7, 8))
	cell := func(label, s string) {
		marks = append(marks, pii.Mark{At: int64(len(text)), Kind: pii.MarkCell, Label: label})
		text = append(append(text, s...), '\n')
	}
	check := func(least int) {
		a, b := passing.Document(nil, text, marks...), looking.Document(nil, text, marks...)
		require.Equal(t, b, a)
		require.GreaterOrEqual(t, len(b), least)
		text, marks = text[:0], marks[:0]
	}
	random := func(shape string) string {
		b := []byte(shape)
		for i := range b {
			if b[i] == '0' {
				b[i] += byte(rnd.IntN(10))
			}
		}
		return string(b)
	}
	var shapes []string
	for n := 1; n <= 8; n++ {
		shapes = append(shapes, strings.Repeat("0", n))
		for k := 1; k < n; k++ {
			shapes = append(shapes, strings.Repeat("0", k)+"."+strings.Repeat("0", n-k), strings.Repeat("0", k)+","+strings.Repeat("0", n-k))
		}
	}
	for _, shape := range shapes {
		for range 2000 {
			cell("amount", random(shape))
		}
		check(0)
	}
	for i := range 10_000 {
		cell("", strings.TrimLeft(string([]byte{'0' + byte(i/1000), '0' + byte(i/100%10), '0' + byte(i/10%10), '0' + byte(i%10)}), "0")+"0")
	}
	check(0)
	for range 300 {
		v := random("00000000")
		cell("mrn", v)
		cell("", "x")
		cell("amount", v) // found again
	}
	check(500)
	labels := strings.Fields("age alter edad idade âge leeftijd jahre years dob birthday geburtstag year jahr date datum time uhrzeit ip host plz zip postcode hausnummer street_no house floor room " +
		"iban konto account card cvv pin code id nr no number nummer kundennummer lat lon latitude bmi weight size height temp net gross betrag amount total qty menge price ref order tel phone fax ext durchwahl x y")
	for _, d := range detectors.Default() {
		if set := d.Spec().Labels; set != nil {
			for _, l := range set.Labels() {
				labels = append(labels, l.Text, strings.ReplaceAll(l.Text, " ", "_")+"_2")
			}
		}
	}
	for _, l := range labels {
		for _, shape := range []string{"0", "00", "000", "0000", "00000", "000000", "0000000", "00000000", "00.00", "00.000000", "000,00"} {
			cell(l, random(shape))
		}
	}
	check(1000)
}
