// Package examples shows uses of Lethe with invented data; the outputs are checked by go test.
package examples

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/vault"
	"github.com/lethe-pii/lethe/batch"
	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/formats"
	"github.com/lethe-pii/lethe/pii"
)

func scanner() *pii.Scanner {
	s, err := pii.NewScanner(detectors.Default())
	if err != nil {
		panic(err)
	}
	return s
}

// The shortest use: text in, text out.
func Example_redact() {
	redactor, err := anonymize.NewRedactor(scanner(), anonymize.DefaultPolicy())
	if err != nil {
		fmt.Println(err)
		return
	}
	out, err := redactor.String("Write to ann@example.com or call +44 20 7946 0958.")
	fmt.Println(out, err)
	// Output: Write to [EMAIL] or call [PHONE]. <nil>
}

// A stream of any length, line by line as it comes.
func Example_stream() {
	redactor, _ := anonymize.NewRedactor(scanner(), anonymize.DefaultPolicy())
	var out strings.Builder
	w := redactor.NewWriter(&out)
	for _, line := range []string{"caller +44 20 7946", " 0958 waits\n", "agent answers\n"} {
		_, _ = io.WriteString(w, line)
	}
	fmt.Println(w.Close())
	fmt.Print(out.String())
	// Output:
	// <nil>
	// caller [PHONE] waits
	// agent answers
}

// A request in JSON keeps its layout, keys and numbers.
func Example_json() {
	redactor, _ := anonymize.NewRedactor(scanner(), anonymize.DefaultPolicy())
	var out strings.Builder
	in := `{"id": 7.50, "messages": [{"role": "user", "content": "I am at ann@example.com\nsince May"}]}`
	stats, err := redactor.Container(formats.JSON().Open(strings.NewReader(in), &out))
	fmt.Println(out.String())
	fmt.Println(stats.Total(), err)
	// Output:
	// {"id": 7.50, "messages": [{"role": "user", "content": "I am at [EMAIL]\nsince May"}]}
	// 1 <nil>
}

// A conversation: who was met keeps a number from message to message.
func Example_session() {
	policy := anonymize.DefaultPolicy()
	policy.Default = anonymize.NumberedLabel{}
	redactor, _ := anonymize.NewRedactor(scanner(), policy)
	session := redactor.NewSession()
	for _, message := range []string{"I'm Mara Lindqvist, my manager is Tomasz Ferris.", "Call Mr Ferris on 212-555-0143.", "Regards, Mara"} {
		out, err := session.String(message)
		fmt.Println(out, err)
	}
	// Output:
	// I'm [PERSON_1], my manager is [PERSON_2]. <nil>
	// Call Mr [PERSON_2] on [PHONE_1]. <nil>
	// Regards, [PERSON_1] <nil>
}

// logWriter redacts lines of JSON, each as it comes, values unescaped. A line that cannot be redacted is not written.
type logWriter struct {
	r  *anonymize.Redactor
	to io.Writer
}

func (w logWriter) Write(line []byte) (int, error) {
	var out bytes.Buffer
	if _, err := w.r.Container(formats.JSONLines().Open(bytes.NewReader(line), &out)); err != nil {
		return 0, err
	}
	if _, err := w.to.Write(out.Bytes()); err != nil {
		return 0, err
	}
	return len(line), nil
}

// A service's log without its users: slog writes one line a call.
func Example_logs() {
	redactor, _ := anonymize.NewRedactor(scanner(), anonymize.DefaultPolicy())
	noTime := func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}
	log := slog.New(slog.NewJSONHandler(logWriter{redactor, os.Stdout}, &slog.HandlerOptions{ReplaceAttr: noTime}))
	log.Info("sign-in failed", "user", "amiller", "password", "hunter2!x", "attempts", 3, "err", errors.New("no account for ann@example.com"))
	log.Warn("complaint", "text", "Dear team,\nAnn Miller here, call \"212-555-0143\".")
	// Output:
	// {"level":"INFO","msg":"sign-in failed","user":"[USERNAME]","password":"[PASSWORD]","attempts":3,"err":"no account for [EMAIL]"}
	// {"level":"WARN","msg":"complaint","text":"Dear team,\n[PERSON] here, call \"[PHONE]\"."}
}

// restoring is a response into which originals are put back as it is written.
type restoring struct {
	http.ResponseWriter
	answer *anonymize.JSONRestoreWriter
}

func (w restoring) Write(b []byte) (int, error) { return w.answer.Write(b) }

func (w restoring) WriteHeader(status int) {
	w.Header().Del("Content-Length")
	w.ResponseWriter.WriteHeader(status)
}

// proxied goes before what answers requests in JSON, such as a model: it sees tokens of the vault, and who asked sees the people. A request
// that cannot be redacted ends here.
func proxied(next http.Handler, policy anonymize.Policy, v *vault.Engine) http.HandlerFunc {
	s, restorer := scanner(), anonymize.NewRestorer(v)
	return func(w http.ResponseWriter, r *http.Request) {
		redactor, err := anonymize.NewRedactor(s, policy, anonymize.WithVault(v, r.Header.Get("X-Conversation")))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		var body bytes.Buffer
		if _, err := redactor.Container(formats.JSON().Open(r.Body, &body)); err != nil {
			http.Error(w, err.Error(), http.StatusUnprocessableEntity)
			return
		}
		r.ContentLength, r.Body = int64(body.Len()), io.NopCloser(&body)
		answer := restorer.NewJSONWriter(w)
		next.ServeHTTP(restoring{w, answer}, r)
		_ = answer.Close()
	}
}

// A proxy before a model. Special categories stay labels in the answer: llm-proxy gives them to no vault.
func Example_proxy() {
	model := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked, _ := io.ReadAll(r.Body)
		fmt.Println("model sees people:", bytes.Contains(asked, []byte("Mara")))
		_, _ = w.Write(asked) // it repeats
	})
	v, err := vault.NewMemory(context.Background(), keys.New())
	if err != nil {
		fmt.Println(err)
		return
	}
	defer v.Close()
	policy, _ := anonymize.Preset("llm-proxy")
	request := httptest.NewRequest("POST", "/", strings.NewReader(`{"prompt": "Write to Mara Lindqvist, mara@example.com. She has asthma."}`))
	request.Header.Set("X-Conversation", "c-17")
	answer := httptest.NewRecorder()
	proxied(model, policy, v)(answer, request)
	fmt.Println(answer.Body)
	_, err = v.Forget(context.Background(), "c-17")
	fmt.Println(err)
	// Output:
	// model sees people: false
	// {"prompt": "Write to Mara Lindqvist, mara@example.com. She has [HEALTH]."}
	// <nil>
}

// Many files at once, each read by the codec of its name, results in order. The command does this with a manifest.
func Example_files() {
	redactor, _ := anonymize.NewRedactor(scanner(), anonymize.DefaultPolicy())
	files, errs := batch.Inputs([]string{"psychology/data"})
	fmt.Println(errs)
	redact := func(_ context.Context, in batch.Input) (err error) {
		f, err := os.Open(in.Path)
		if err != nil {
			return err
		}
		defer f.Close()
		codec := formats.ByPath(in.Path).Open(f, io.Discard) // or what batch.Create makes, which comes about whole or not at all
		_, err = redactor.Container(codec)
		if u, ok := codec.(formats.Unreader); ok && err == nil && len(u.Unread()) > 0 {
			err = fmt.Errorf("not read: %v", u.Unread())
		}
		return err
	}
	err := batch.Ordered(context.Background(), 0, files, redact, func(in batch.Input, err error) error {
		fmt.Println(in.Rel, err)
		return nil
	})
	fmt.Println(err)
	// Output:
	// []
	// Lindqvist_Mara/invoice_INV-2026-0093.txt <nil>
	// Lindqvist_Mara/session_2026-03-12.md <nil>
	// practice.ics <nil>
	// referral_Bergmann.eml <nil>
	// workspace.env <nil>
	// <nil>
}

// TestModelRoundTrip sends a redacted text to a model that repeats it, restores the streamed answer, and forgets the person.
func TestModelRoundTrip(t *testing.T) {
	ctx := context.Background()
	v, err := vault.NewMemory(ctx, keys.New())
	require.NoError(t, err)
	defer v.Close()
	policy, _ := anonymize.Preset("llm-proxy")
	redactor, err := anonymize.NewRedactor(scanner(), policy, anonymize.WithVault(v, "candidate-17"))
	require.NoError(t, err)
	const in = "Summarise: reach me at tomasz.ferris@example.com or +44 20 7946 0958."
	prompt, err := redactor.String(in)
	require.NoError(t, err)
	require.NotContains(t, prompt, "tomasz")
	require.NotContains(t, prompt, "7946")

	var answer bytes.Buffer
	w := anonymize.NewRestorer(v).NewWriter(&answer)
	for i := range len(prompt) { // the model answers a byte at a time
		_, err := io.WriteString(w, prompt[i:i+1])
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	require.Equal(t, in, answer.String())

	_, err = v.Forget(ctx, "candidate-17")
	require.NoError(t, err)
	out, err := anonymize.NewRestorer(v).String(prompt)
	require.True(t, errors.Is(err, keys.ErrForgotten))
	require.Equal(t, prompt, out)
}
