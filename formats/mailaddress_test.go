package formats

import (
	netmail "net/mail"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHeadersStayAddresses(t *testing.T) {
	find := regexp.MustCompile(`[a-z.]+@b\.example|Ann Lee|Zoë`)
	for in, want := range map[string]string{
		"From: Ann Lee <ann@b.example>":                     `From: "[X]" <"[X]"@redacted.invalid>`,
		"To: ann@b.example, bob@b.example;":                 `To: "[X]"@redacted.invalid, "[X]"@redacted.invalid;`,
		"To: staff: ann@b.example (Ann Lee)":                `To: staff: "[X]"@redacted.invalid ([X])`,
		"Cc: \"ann@b.example\" <ann@b.example>":             `Cc: "[X]" <"[X]"@redacted.invalid>`,
		"Sender: Dr Ann Lee <ann@b.example>":                `Sender: Dr "[X]" <"[X]"@redacted.invalid>`,
		"From: \"Ann Lee\" <ann@b.example>":                 `From: "[X]" <"[X]"@redacted.invalid>`,
		"From: =?utf-8?q?Zo=C3=AB?= <ann@b.example>":        `From: "[X]" <"[X]"@redacted.invalid>`,
		"Message-ID: <ann.b@b.example>":                     `Message-ID: <X@redacted.invalid>`,
		"Subject: Ann Lee <ann@b.example>":                  `Subject: [X] <[X]>`,
		"List-Unsubscribe: <mailto:ann@b.example>":          `List-Unsubscribe: <mailto:[X]>`,
		"Received: from x (ann@b.example) by y; 1 Jan 2026": `Received: from x ([X]) by y; 1 Jan 2026`,
	} {
		out, _, _ := editFile(t, Mail(), []byte(in+"\n\nann@b.example\n"), find, "[X]")
		require.Equal(t, want+"\n\n[X]\n", string(out))
	}
	list, err := netmail.ParseAddressList(`"[PERSON]" <"[EMAIL]"@redacted.invalid>, "[EMAIL]"@redacted.invalid`)
	require.NoError(t, err)
	require.Len(t, list, 2)
}

func TestOtherPoliciesKeepTheirAddresses(t *testing.T) {
	find := regexp.MustCompile(`ann@b\.example`)
	for text, want := range map[string]string{
		"joe@c.example": "From: <joe@c.example>",
		"E_1f":          "From: <E_1f@redacted.invalid>",
		`a"b`:           `From: <"ab"@redacted.invalid>`,
		"":              "From: <>",
	} {
		out, _, _ := editFile(t, Mail(), []byte("From: <ann@b.example>\n\n"), find, text)
		require.Equal(t, want+"\n\n", string(out))
	}
}
