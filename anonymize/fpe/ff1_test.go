package fpe_test

import (
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"strings"
	"testing"

	"github.com/c2sp/wycheproof"
	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/fpe"
)

type hexBytes []byte

func (h *hexBytes) UnmarshalText(b []byte) error {
	out, err := hex.DecodeString(string(b))
	*h = out
	return err
}

type group struct {
	Type, Alphabet string
	Radix          int
	Tests          []struct {
		ID         int `json:"tcId"`
		Flags      []string
		Key, Tweak hexBytes
		Msg, CT    json.RawMessage
		Result     string
	}
}

// TestWycheproof runs every vector: valid ones of the domains that we accept pass in both directions, all others are refused.
func TestWycheproof(t *testing.T) {
	files, err := fs.Glob(wycheproof.TestVectors, "aes_ff1_*_test.json")
	require.NoError(t, err)
	require.Len(t, files, 22)
	passed, refused, invalid := 0, 0, 0
	for _, name := range files {
		b, err := fs.ReadFile(wycheproof.TestVectors, name)
		require.NoError(t, err)
		var doc struct{ TestGroups []group }
		require.NoError(t, json.Unmarshal(b, &doc))
		for _, g := range doc.TestGroups {
			for _, v := range g.Tests {
				ct, msg, errE, errD := both(t, g, v.Key, v.Tweak, v.Msg, v.CT)
				switch {
				case v.Result != "valid":
					require.Error(t, errE, "%s %d", name, v.ID)
					invalid++
				case errE != nil:
					require.ErrorIs(t, errE, fpe.ErrDomain, "%s %d", name, v.ID)
					require.Contains(t, v.Flags, "SmallMessageSize", "%s %d", name, v.ID)
					refused++
				default:
					require.NoError(t, errD)
					require.JSONEq(t, string(v.CT), ct, "%s %d", name, v.ID)
					require.JSONEq(t, string(v.Msg), msg, "%s %d", name, v.ID)
					passed++
				}
			}
		}
	}
	t.Logf("%d valid vectors pass, %d of small domains and %d invalid ones are refused", passed, refused, invalid)
	require.Greater(t, passed, 40_000)
}

func both(t *testing.T, g group, key, tweak []byte, msg, ct json.RawMessage) (gotCT, gotMsg string, errE, errD error) {
	t.Helper()
	if g.Type == "FpeListTest" {
		c, err := fpe.New(key, g.Radix)
		if err != nil {
			return "", "", err, err
		}
		run := func(in json.RawMessage, f func([]uint16, []byte) error) (string, error) {
			x, err := numerals(in)
			if err != nil {
				return "", err
			}
			if err := f(x, tweak); err != nil {
				return "", err
			}
			out, _ := json.Marshal(x)
			return string(out), nil
		}
		gotCT, errE = run(msg, c.Encrypt)
		gotMsg, errD = run(ct, c.Decrypt)
		return gotCT, gotMsg, errE, errD
	}
	c, err := fpe.NewText(key, g.Alphabet)
	if err != nil {
		return "", "", err, err
	}
	run := func(in json.RawMessage, f func(dst, src, tweak []byte) ([]byte, error)) (string, error) {
		var s string
		if err := json.Unmarshal(in, &s); err != nil {
			return "", err
		}
		b, err := f(nil, []byte(s), tweak)
		if err != nil {
			return "", err
		}
		out, _ := json.Marshal(string(b))
		return string(out), nil
	}
	gotCT, errE = run(msg, c.AppendEncrypt)
	gotMsg, errD = run(ct, c.AppendDecrypt)
	return gotCT, gotMsg, errE, errD
}

// numerals refuses what no uint16 can hold, as the type does for callers.
func numerals(in json.RawMessage) ([]uint16, error) {
	var x []uint16
	err := json.Unmarshal(in, &x)
	return x, err
}

// TestNIST has samples 1 to 3 of the examples that NIST published with SP 800-38G.
func TestNIST(t *testing.T) {
	key, _ := hex.DecodeString("2b7e151628aed2a6abf7158809cf4f3c")
	for _, v := range []struct{ alphabet, tweak, msg, ct string }{
		{fpe.Digits, "", "0123456789", "2433477484"},
		{fpe.Digits, "9876543210", "0123456789", "6124200773"},
		{fpe.LowerAlnum, "7777pqrs777", "0123456789abcdefghi", "a9tv40mll9kdu509eum"},
	} {
		c, err := fpe.NewText(key, v.alphabet)
		require.NoError(t, err)
		ct, err := c.AppendEncrypt(nil, []byte(v.msg), []byte(v.tweak))
		require.NoError(t, err)
		require.Equal(t, v.ct, string(ct))
		msg, err := c.AppendDecrypt(nil, ct, []byte(v.tweak))
		require.NoError(t, err)
		require.Equal(t, v.msg, string(msg))
	}
}

func TestLimits(t *testing.T) {
	key := make([]byte, 32)
	for _, k := range []int{0, 15, 17, 31, 33} {
		_, err := fpe.New(make([]byte, k), 10)
		require.ErrorIs(t, err, fpe.ErrKey)
	}
	for _, r := range []int{-1, 0, 1, 1<<16 + 1} {
		_, err := fpe.New(key, r)
		require.ErrorIs(t, err, fpe.ErrAlphabet)
	}
	for _, a := range []string{"", "a", "aa", "0120", "a\xff"} {
		_, err := fpe.NewText(key, a)
		require.ErrorIs(t, err, fpe.ErrAlphabet)
	}
	c, err := fpe.NewText(key, fpe.Digits)
	require.NoError(t, err)
	for src, want := range map[string]error{
		"": fpe.ErrDomain, "12345": fpe.ErrDomain, "123456": nil, "12345a": fpe.ErrAlphabet, "+123456": fpe.ErrAlphabet,
		"１２３４５６７": fpe.ErrAlphabet, "123456\xff": fpe.ErrAlphabet,
		strings.Repeat("1", fpe.MaxLen): nil, strings.Repeat("1", fpe.MaxLen+1): fpe.ErrLength, strings.Repeat("1", 3*fpe.MaxLen): fpe.ErrLength,
	} {
		dst, err := c.AppendEncrypt([]byte("x"), []byte(src), nil)
		require.ErrorIs(t, err, want, len(src))
		if want != nil {
			require.Equal(t, "x", string(dst))
		}
	}
	_, err = c.AppendEncrypt(nil, []byte("123456"), make([]byte, fpe.MaxTweak+1))
	require.ErrorIs(t, err, fpe.ErrLength)
}

func TestPermutation(t *testing.T) {
	c, err := fpe.NewText([]byte("0123456789abcdef"), "äbc€defghi")
	require.NoError(t, err)
	seen := map[string]bool{}
	for i := range 20_000 {
		src := []byte("ääää")
		for n := i; n > 0; n /= 10 {
			src = append(src, string([]rune("äbc€defghi")[n%10])...)
		}
		out, err := c.AppendEncrypt(nil, append(src, "bbb"...), []byte("t"))
		require.NoError(t, err)
		require.False(t, seen[string(out)], i)
		seen[string(out)] = true
	}
}
