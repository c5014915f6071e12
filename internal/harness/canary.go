package harness

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

// Canaries are values planted in inputs, keys and errors; none may come out where it was not asked for.
var Canaries = []string{"quillfeather.zane@canary-host.example", "+44 20 7946 0771", "Zanetta Quillfeather", "4929 1234 5678 9013"}

// NoCanary fails the test if any value, printed under the common verbs or as JSON or by slog, holds a canary, as text or as its bytes.
func NoCanary(t testing.TB, where string, values ...any) {
	t.Helper()
	for _, v := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
			noCanary(t, where, v, verb, fmt.Appendf(nil, verb, v))
		}
		if _, isError := v.(error); !isError {
			out, _ := json.Marshal(v)
			noCanary(t, where, v, "json", out)
		}
		var log bytes.Buffer
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", "v", v)
		slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "v", v)
		noCanary(t, where, v, "slog", log.Bytes())
	}
}

func noCanary(t testing.TB, where string, v any, how string, out []byte) {
	t.Helper()
	for _, c := range Canaries {
		part := []byte(c)
		for _, form := range []string{c, string(bytes.ToLower([]byte(c))), strings.Trim(fmt.Sprint(part), "[]"), strings.Trim(fmt.Sprintf("%#v", part)[len("[]byte"):], "{}"),
			fmt.Sprintf("%x", part), fmt.Sprintf("%X", part), base64.StdEncoding.EncodeToString(part)} {
			if bytes.Contains(out, []byte(form)) {
				t.Errorf("%s: a canary comes out of %T under %s", where, v, how)
				return
			}
		}
	}
}
