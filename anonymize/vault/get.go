package vault

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/lethe-pii/lethe/anonymize/token"
)

// Entry is a kept value. It prints as its token under every fmt verb, in JSON and in slog; the value comes out by Reveal alone.
type Entry struct {
	Token   string
	Type    string
	Created time.Time
	Expires time.Time // zero: never

	value **[]byte // two pointers away: fmt follows one inside of a struct, under a verb that does not fit
}

// Reveal returns the original.
func (e Entry) Reveal() []byte {
	if e.value == nil {
		return nil
	}
	return bytes.Clone(**e.value)
}

// String returns the token.
func (e Entry) String() string { return e.Token }

// Format prints the token, whatever the verb.
func (e Entry) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(e.Token)) }

// MarshalText returns the token, also for JSON.
func (e Entry) MarshalText() ([]byte, error) { return []byte(e.Token), nil }

// LogValue returns the token.
func (e Entry) LogValue() slog.Value { return slog.StringValue(e.Token) }

// Get returns what a token stands for. Errors are token.ErrSyntax, ErrWrongKey and ErrTampered for what is no token of this keyset,
// ErrNotFound for one that is not here, ErrForgotten for one whose subject was forgotten or whose entry expired or was purged.
func (e *Engine) Get(ctx context.Context, tok []byte) (Entry, error) {
	t, err := e.codec.Verify(tok)
	if err != nil {
		return Entry{}, err
	}
	if t.Kind != token.Vault {
		return Entry{}, ErrNotFound
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.begin(ctx); err != nil {
		return Entry{}, err
	}
	x := e.entries.find(t.Body, t.Mark)
	if x == nil || e.entries.typeName(x) != t.Type {
		return Entry{}, ErrNotFound
	}
	return e.read(x)
}

// read opens an entry.
func (e *Engine) read(x *entry) (Entry, error) {
	if !e.readable(x, e.now().Unix()) {
		return Entry{}, ErrForgotten
	}
	value, _, err := e.open(x)
	if err != nil {
		return Entry{}, err
	}
	typ := e.entries.typeName(x)
	body, mark := e.entries.token(x)
	tok, err := e.codec.AppendVault(nil, typ, body, mark)
	if err != nil {
		return Entry{}, err
	}
	held := &value
	out := Entry{Token: string(tok), Type: typ, Created: time.Unix(x.created, 0).UTC(), value: &held}
	if x.expires > 0 {
		out.Expires = time.Unix(x.expires, 0).UTC()
	}
	return out, nil
}

func (e *Engine) readable(x *entry, now int64) bool {
	return !x.gone && !e.subjects[x.leaf].gone && (x.expires == 0 || x.expires > now)
}

// open returns an entry's value and, of a named one, its identity.
func (e *Engine) open(x *entry) (value, identity []byte, err error) {
	rec, err := e.j.Read(x.ref)
	if err != nil {
		return nil, nil, err
	}
	if len(rec) == 0 || rec[0] != x.record() {
		return nil, nil, ErrTampered
	}
	d := &decoder{b: rec[1:]}
	leaf, _, _, at, _ := d.number(), d.number(), d.number(), d.body(), d.body()
	if x.kind == named || x.kind == form {
		d.body()
	}
	typ, sealed := d.bytes(), d.bytes()
	if !d.done() || leaf != uint64(x.leaf) || at != x.body || string(typ) != e.entries.typeName(x) || len(sealed) < nonceSize+tagSize {
		return nil, nil, ErrTampered
	}
	s, err := e.sealer(x.leaf)
	if err != nil {
		return nil, nil, err
	}
	main, _ := e.entries.token(x)
	value, err = s.aead.Open(nil, sealed[:nonceSize], sealed[nonceSize:], e.additional(x, main, string(typ)))
	if err != nil {
		return nil, nil, ErrTampered
	}
	if x.kind == named {
		d := &decoder{b: value}
		if identity = d.bytes(); d.bad {
			return nil, nil, ErrTampered
		}
		value = d.b
	}
	return value, identity, nil
}

// Report is everything that is held about one subject. Its values are originals; it prints as a count.
type Report struct {
	Subject string
	Created time.Time
	Touched time.Time // last interaction
	Held    bool      // legal hold
	Entries []Entry
}

// String says how many entries there are.
func (r Report) String() string { return fmt.Sprintf("vault.Report[%d entries]", len(r.Entries)) }

// Format prints String, whatever the verb.
func (r Report) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(r.String())) }

// MarshalText returns String, also for JSON: RevealJSON writes the values.
func (r Report) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// LogValue returns String.
func (r Report) LogValue() slog.Value { return slog.StringValue(r.String()) }

// Subject returns everything that is held about a subject, in the order of keeping, expired entries left out. Errors are
// ErrNotFound and ErrForgotten.
func (e *Engine) Subject(ctx context.Context, subject string) (Report, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.begin(ctx); err != nil {
		return Report{}, err
	}
	leaf, err := e.leaf(subject)
	if err != nil {
		return Report{}, err
	}
	s := &e.subjects[leaf]
	r := Report{Subject: subject, Created: time.Unix(s.created, 0).UTC(), Touched: time.Unix(s.touched, 0).UTC(), Held: s.held}
	now := e.now().Unix()
	err = e.entries.of(s, func(x *entry) error {
		if !e.readable(x, now) {
			return nil
		}
		entry, err := e.read(x)
		r.Entries = append(r.Entries, entry)
		return err
	})
	if err != nil {
		return Report{}, err
	}
	return r, nil
}

func (e *Engine) leaf(subject string) (uint32, error) {
	leaf, ok := e.byTag[e.tagOf(subject)]
	switch {
	case !ok:
		return 0, ErrNotFound
	case e.subjects[leaf].gone:
		return 0, ErrForgotten
	}
	return leaf, nil
}

// row is an Entry as it is written on purpose, with its value.
type row struct {
	Token   string `json:"token"`
	Type    string `json:"type"`
	Value   string `json:"value"`
	Created string `json:"created"`
	Expires string `json:"expires,omitempty"`
}

func (e Entry) row() row {
	r := row{Token: e.Token, Type: e.Type, Value: string(e.Reveal()), Created: e.Created.Format(time.RFC3339)}
	if !e.Expires.IsZero() {
		r.Expires = e.Expires.Format(time.RFC3339)
	}
	return r
}

// RevealJSON writes the report with its values as one JSON object.
func (r Report) RevealJSON(w io.Writer) error {
	rows := make([]row, len(r.Entries))
	for i, e := range r.Entries {
		rows[i] = e.row()
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Subject string `json:"subject"`
		Created string `json:"created"`
		Touched string `json:"last_touched"`
		Held    bool   `json:"legal_hold"`
		Entries []row  `json:"entries"`
	}{r.Subject, r.Created.Format(time.RFC3339), r.Touched.Format(time.RFC3339), r.Held, rows})
}

// RevealCSV writes the report's entries with their values, a header line first (RFC 4180).
func (r Report) RevealCSV(w io.Writer) error {
	c := csv.NewWriter(w)
	_ = c.Write([]string{"subject", "token", "type", "value", "created", "expires"})
	for _, e := range r.Entries {
		x := e.row()
		_ = c.Write([]string{r.Subject, x.Token, x.Type, x.Value, x.Created, x.Expires})
	}
	c.Flush()
	return c.Error()
}
