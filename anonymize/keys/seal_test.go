package keys_test

import (
	"bytes"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"testing"

	"github.com/c2sp/wycheproof"
	"github.com/stretchr/testify/require"
	"github.com/tink-crypto/tink-go/v2/daead/subtle"

	"github.com/lethe-pii/lethe/anonymize/keys"
)

func TestSeal(t *testing.T) {
	for _, m := range []keys.Mode{keys.Deterministic, keys.Randomized} {
		s, other := keys.New(), keys.New()
		plain, ad := []byte("ann@example.com"), []byte("row 7")
		ct, err := s.Seal([]byte("x"), m, "p", "EMAIL", plain, ad)
		require.NoError(t, err)
		require.Equal(t, byte('x'), ct[0])
		ct = ct[1:]
		require.Len(t, ct, len(plain)+m.Overhead())
		again, err := s.Seal(nil, m, "p", "EMAIL", plain, ad)
		require.NoError(t, err)
		require.Equal(t, m == keys.Deterministic, bytes.Equal(ct, again))

		got, err := s.Open([]byte("x"), "p", "EMAIL", ct, ad)
		require.NoError(t, err)
		require.Equal(t, "xann@example.com", string(got))
		for _, c := range [][3]string{{"q", "EMAIL", "row 7"}, {"p", "PHONE", "row 7"}, {"p", "EMAIL", "row 8"}} {
			_, err = s.Open(nil, c[0], c[1], ct, []byte(c[2]))
			require.ErrorIs(t, err, keys.ErrTampered)
		}
		for i := range len(ct) * 8 {
			bad := bytes.Clone(ct)
			bad[i/8] ^= 1 << (i % 8)
			_, err = s.Open(nil, "p", "EMAIL", bad, ad)
			require.Error(t, err, i)
		}
		for n := range ct {
			_, err = s.Open(nil, "p", "EMAIL", ct[:n], ad)
			require.Error(t, err, n)
		}
		_, err = other.Open(nil, "p", "EMAIL", ct, ad)
		require.ErrorIs(t, err, keys.ErrWrongKey)
		old := s.Primary()
		_, err = s.Rotate(ctx)
		require.NoError(t, err)
		_, err = s.Open(nil, "p", "EMAIL", ct, ad)
		require.NoError(t, err)
		require.NoError(t, s.Disable(ctx, old))
		_, err = s.Open(nil, "p", "EMAIL", ct, ad)
		require.ErrorIs(t, err, keys.ErrDisabled)
		require.NoError(t, s.Destroy(ctx, old))
		_, err = s.Open(nil, "p", "EMAIL", ct, ad)
		require.ErrorIs(t, err, keys.ErrForgotten)
	}
}

type hexBytes []byte

func (h *hexBytes) UnmarshalText(b []byte) error {
	out, err := hex.DecodeString(string(b))
	*h = out
	return err
}

type vector struct {
	ID                                               int `json:"tcId"`
	Key, IV, AAD, Msg, CT, Tag, IKM, Salt, Info, OKM hexBytes
	Size                                             int
	Result                                           string
}

// wycheproofVectors calls f for each vector of a file.
func wycheproofVectors(t *testing.T, file string, f func(v vector, tagBits int)) {
	t.Helper()
	b, err := fs.ReadFile(wycheproof.TestVectors, file)
	require.NoError(t, err)
	var doc struct {
		TestGroups []struct {
			TagSize int
			Tests   []vector
		}
	}
	require.NoError(t, json.Unmarshal(b, &doc))
	for _, g := range doc.TestGroups {
		for _, v := range g.Tests {
			f(v, g.TagSize)
		}
	}
}

func TestWycheproofSIV(t *testing.T) {
	accepted, refused := 0, 0
	wycheproofVectors(t, "aes_siv_cmac_test.json", func(v vector, _ int) {
		siv, err := subtle.NewAESSIV(v.Key)
		if err != nil {
			require.NotEqual(t, subtle.AESSIVKeySize, len(v.Key))
			refused++
			return
		}
		accepted++
		plain, err := siv.DecryptDeterministically(v.CT, v.AAD)
		if v.Result != "valid" {
			require.Error(t, err, v.ID)
			return
		}
		require.NoError(t, err, v.ID)
		require.Equal(t, []byte(v.Msg), append([]byte{}, plain...), v.ID)
		ct, err := siv.EncryptDeterministically(v.Msg, v.AAD)
		require.NoError(t, err)
		require.Equal(t, []byte(v.CT), ct, v.ID)
	})
	require.Greater(t, accepted, 100)
	t.Logf("%d vectors, %d of refused key sizes", accepted, refused)
}

func TestWycheproofGCM(t *testing.T) {
	accepted, refused := 0, 0
	wycheproofVectors(t, "aes_gcm_test.json", func(v vector, tagBits int) {
		g, err := keys.NewGCM(v.Key)
		if err != nil || len(v.IV) != g.NonceSize() || tagBits != 128 {
			refused++
			return
		}
		accepted++
		plain, err := g.Open(nil, v.IV, append(bytes.Clone(v.CT), v.Tag...), v.AAD)
		if v.Result != "valid" {
			require.Error(t, err, v.ID)
			return
		}
		require.NoError(t, err, v.ID)
		require.Equal(t, []byte(v.Msg), append([]byte{}, plain...), v.ID)
	})
	require.Greater(t, accepted, 60)
	t.Logf("%d vectors, %d of refused key or nonce sizes", accepted, refused)
}

func TestWycheproofHKDFAndHMAC(t *testing.T) {
	n := 0
	wycheproofVectors(t, "hkdf_sha256_test.json", func(v vector, _ int) {
		n++
		okm, err := hkdf.Key(sha256.New, v.IKM, v.Salt, string(v.Info), v.Size)
		if v.Result != "valid" {
			require.Error(t, err, v.ID)
			return
		}
		require.NoError(t, err, v.ID)
		require.Equal(t, []byte(v.OKM), okm, v.ID)
	})
	wycheproofVectors(t, "hmac_sha256_test.json", func(v vector, tagBits int) {
		n++
		h := hmac.New(sha256.New, v.Key)
		h.Write(v.Msg)
		require.Equal(t, v.Result == "valid", hmac.Equal(h.Sum(nil)[:tagBits/8], v.Tag), v.ID)
	})
	require.Greater(t, n, 200)
}
