package formats

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

func TestIdentifiersOfAMachineStay(t *testing.T) {
	for id, want := range map[string]bool{
		"040000008200E00074C5B7101A82E008": true, "5f0c1d2e-9a8b-4c7d-8e6f-001122334455@host.example": true, "20240101T120000Z-42@host.example": true,
		"CAHk7wjQ8vXz2RkT9b4mLp0sD3fG6hJ1kL5nM8@mail.example": true, "1700000000.12345@host.example": true,
		"ann.example@host.example": false, "ann.example.19840309@host.example": false, "20240101T120000Z-ann@host.example": false,
		"annexample12345678901234567890123456@host.example": false, "12345@host.example": false, "ann.example-5f0c1d2e-9a8b-4c7d-8e6f-001122334455@host.example": false, "": false,
	} {
		require.Equal(t, want, madeByMachine([]byte(id)), id)
	}
}

func TestIdentifiersStayApart(t *testing.T) {
	in := "UID:a@b.c\r\nUID:x@y.z\r\nUID:a@b.c\r\nATTENDEE:mailto:x@y.z\r\nATTENDEE:mailto:q@y.z\r\n"
	out, _ := redact(t, Calendar(), in, "E")
	require.Equal(t, "UID:E\r\nUID:E-2\r\nUID:E\r\nATTENDEE:mailto:E\r\nATTENDEE:mailto:E\r\n", out)
	out, _ = redact(t, Mail(), "Message-ID: <a@b.c>\nReferences: <x@y.z> <a@b.c>\n\n", "E")
	require.Equal(t, "Message-ID: <E@redacted.invalid>\nReferences: <E-2@redacted.invalid> <E@redacted.invalid>\n\n", out)
}

func TestFindingsInIdentifiers(t *testing.T) {
	c := &idCodec{text: []byte("<20240101120000.42@host.example> <ann@host.example>"), marks: []pii.Mark{{Kind: pii.MarkField, Label: "Message-ID"}}}
	fs := []pii.Finding{{Start: 1, End: 31, Type: pii.Email}, {Start: 34, End: 50, Type: pii.Email}}
	require.Equal(t, fs[1:], c.Choose(fs))
}
