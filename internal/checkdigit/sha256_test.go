package checkdigit

import (
	"bytes"
	"crypto/sha256"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSum256(t *testing.T) {
	msg := bytes.Repeat([]byte("wallet\x00\xff"), 40)
	for n := range msg {
		require.Equal(t, sha256.Sum256(msg[:n]), sum256(msg[:n]), n)
	}
}

func TestBase58CheckAllocatesNothing(t *testing.T) {
	address := []byte("1BoatSLRHtKNngkdXEeobR76b53LETtpyT")
	require.Zero(t, testing.AllocsPerRun(10, func() { Base58Check(address) }))
}
