package anonymize_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/detectors"
)

func TestSuppression(t *testing.T) {
	set := keys.New()
	phone, err := detectors.PhoneIn("GB")
	require.NoError(t, err)
	plain := "# opted out\nAnn.Lee+news@B.example\n\n+44 20 7946 0958\nnot a contact\n"
	s, bad, err := anonymize.ReadSuppression(strings.NewReader(plain), set, phone)
	require.NoError(t, err)
	require.Equal(t, []int{5}, bad)
	require.Equal(t, 2, s.Len())
	var saved bytes.Buffer
	require.NoError(t, s.Write(&saved))
	require.NotContains(t, saved.String(), "ann")
	_, err = set.Rotate(t.Context())
	require.NoError(t, err)
	loaded, _, err := anonymize.ReadSuppression(bytes.NewReader(saved.Bytes()), set, phone)
	require.NoError(t, err)
	for _, l := range []*anonymize.Suppression{s, loaded} {
		for _, on := range []string{"ann.lee@b.example", "ANN.LEE@B.EXAMPLE", " ann.lee+x@b.example", "ann.lee@b.example.", "020 7946 0958", "+442079460958",
			"(020) 7946-0958", "0044 20 7946 0958", "+44 (0)20 7946 0958"} {
			require.True(t, l.Has(on), on)
			require.True(t, l.HoldsAny(on), on)
		}
		for _, off := range []string{"", "lee@b.example", "ann.lee@c.example", "020 7946 0959", "79460958", "ann.lee", "@b.example", "2079460958 is an order of twelve words"} {
			require.False(t, l.HoldsAny(off), off)
		}
		for _, cell := range []string{"Ann <ann.lee@b.example>", "ann\u200b.lee@b.example", "ann.lee\uff20b.example", "MAILTO:ann.lee@b.example", "x@y.example; mailto:ann.lee@b.example", "office / 020 7946 0958", strings.Repeat("x", 1<<17)} {
			require.True(t, l.HoldsAny(cell))
		}
	}
	_, _, err = anonymize.ReadSuppression(bytes.NewReader(saved.Bytes()), keys.New(), phone)
	require.ErrorIs(t, err, anonymize.ErrSuppression)
	lines := strings.SplitAfter(saved.String(), "\n")
	for _, damaged := range []string{"lethe-suppression 1\n", saved.String() + "zz\n", saved.String() + "00\n", "", lines[0], lines[0] + lines[1], lines[0] + lines[2],
		lines[0] + lines[2] + lines[1], saved.String() + strings.Repeat("0", 32) + "\n"} {
		_, _, err = anonymize.ReadSuppression(strings.NewReader(damaged), set, phone)
		require.ErrorIs(t, err, anonymize.ErrSuppression)
	}
	_, err = anonymize.NewSuppression(nil, phone)
	require.ErrorIs(t, err, anonymize.ErrNoKeys)
	_, err = anonymize.NewSuppression(set, nil)
	require.Error(t, err)
}

func BenchmarkSuppression(b *testing.B) {
	s, err := anonymize.NewSuppression(keys.New(), detectors.Phone())
	require.NoError(b, err)
	for i := range 100_000 {
		s.Add(fmt.Sprintf("p%d@b.example", i))
	}
	for i := 0; b.Loop(); i++ {
		s.HoldsAny("ann@b.example")
		s.HoldsAny("+44 20 7946 0958")
	}
}

func ExampleSuppression() {
	s, _ := anonymize.NewSuppression(keys.New(), detectors.Phone())
	s.Add("ann@example.com")
	fmt.Println(s.Has("Ann+offers@Example.com"), s.Has("bob@example.com"))
	// Output: true false
}
