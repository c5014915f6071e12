package pii

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFormBlank(t *testing.T) {
	for in, want := range map[string]string{
		"GET /q?name=Ann+Lee+Jr HTTP/1.1":        "GET /q?name=Ann Lee Jr HTTP/1.1",
		"first=Ann+M&last=Lee":                   "first=Ann M&last=Lee",
		"body: a[b]=x+y&c=d+e":                   "body: a[b]=x y&c=d e",
		"/q?tel=+44+20+7946":                     "/q?tel=+44 20 7946",
		"q?text=Hi%2C+you+%22x%22":               "q?text=Hi%2C you %22x%22",
		"x=a+b; y=c+d":                           "x=a+b; y=c+d",
		"sum := a+b&c":                           "sum := a+b&c",
		"if x=a+b && c=d":                        "if x=a+b && c=d",
		"call +44 20 7946 or +1":                 "call +44 20 7946 or +1",
		"token abc+def/ghi+":                     "token abc+def/ghi+",
		"/q?a=x+ y":                              "/q?a=x+ y",
		"/q?a=" + strings.Repeat("x", 300) + "+": "/q?a=" + strings.Repeat("x", 300) + "+",
	} {
		got := []byte(in)
		for i := range got {
			if in[i] == '+' && formBlank([]byte(in), i) {
				got[i] = ' '
			}
		}
		require.Equal(t, want, string(got))
	}
}
