package vault

import (
	"bufio"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// AuditRecord is one line of the audit: what was done, never a value, a token or a subject's id.
type AuditRecord struct {
	Seq     uint64         `json:"seq"` // from 1, without gaps
	Time    int64          `json:"time"`
	Action  string         `json:"action"`
	Subject string         `json:"subject,omitempty"` // MAC of the id in this vault
	Entries int            `json:"entries,omitempty"`
	Counts  map[string]int `json:"counts,omitempty"`
	Prev    string         `json:"prev"` // hash of the record before
	Hash    string         `json:"hash"` // HMAC-SHA-256 of this record without hash, under the vault's audit key
}

// AuditError names the first record that does not fit.
type AuditError struct{ Line int }

func (e *AuditError) Error() string {
	return fmt.Sprintf("vault: audit record %d does not fit", e.Line)
}

// Unwrap returns ErrTampered.
func (e *AuditError) Unwrap() error { return ErrTampered }

func (t tag) String() string { return hex.EncodeToString(t[:]) }

// auditLog is the chain: where its records are and its last hash.
type auditLog struct {
	refs []Ref
	last string
}

func (l *auditLog) hash() string { return l.last }

func (l *auditLog) apply(ref Ref, rec []byte) bool {
	var r AuditRecord
	if json.Unmarshal(rec, &r) != nil || r.Seq != uint64(len(l.refs))+1 || r.Prev != l.last {
		return false
	}
	l.refs = append(l.refs, ref)
	l.last = r.Hash
	return true
}

// auditRecord returns the record that comes next. It is part of the chain once written.
func (e *Engine) auditRecord(action string, t tag, entries int, counts map[string]int) []byte {
	r := AuditRecord{Seq: uint64(len(e.audit.refs)) + 1, Time: e.now().Unix(), Action: action, Entries: entries, Counts: counts, Prev: e.audit.last}
	if t != (tag{}) {
		r.Subject = t.String()
	}
	r.Hash = e.auditHash(r)
	b, _ := json.Marshal(r) // as in auditHash
	return append([]byte{recAudit}, b...)
}

func (e *Engine) auditHash(r AuditRecord) string {
	r.Hash = ""
	b, _ := json.Marshal(r) // of plain fields: it cannot fail, and map keys come sorted
	h := hmac.New(sha256.New, e.auditKey)
	h.Write(b)
	return hex.EncodeToString(h.Sum(nil))
}

// Note adds a record of what a caller did with the vault, such as "restore" or "export", with counts. The words are the caller's:
// they must not hold values.
func (e *Engine) Note(ctx context.Context, action string, counts map[string]int) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.begin(ctx); err != nil {
		return err
	}
	return e.write([][]byte{e.auditRecord(action, tag{}, 0, counts)}, true)
}

// WriteAudit writes all audit records as lines of JSON.
func (e *Engine) WriteAudit(ctx context.Context, w io.Writer) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.begin(ctx); err != nil {
		return err
	}
	for _, ref := range e.audit.refs {
		rec, err := e.j.Read(ref)
		if err != nil {
			return err
		}
		if len(rec) == 0 || rec[0] != recAudit {
			return ErrTampered
		}
		if _, err := w.Write(append(rec[1:len(rec):len(rec)], '\n')); err != nil {
			return err
		}
	}
	return nil
}

// VerifyAudit reads what WriteAudit wrote and checks that it is this vault's audit, unchanged and without gaps, from the first record
// on. It returns how many records there are, and an *AuditError with the line of the first that does not fit. A copy that ends early
// is right as far as it goes: the count tells.
func (e *Engine) VerifyAudit(ctx context.Context, r io.Reader) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.begin(ctx); err != nil {
		return 0, err
	}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	n, prev := 0, ""
	for sc.Scan() {
		n++
		var rec AuditRecord
		if json.Unmarshal(sc.Bytes(), &rec) != nil || rec.Seq != uint64(n) || rec.Prev != prev ||
			!hmac.Equal([]byte(rec.Hash), []byte(e.auditHash(rec))) {
			return n - 1, &AuditError{Line: n}
		}
		if again, err := json.Marshal(rec); err != nil || string(again) != sc.Text() {
			return n - 1, &AuditError{Line: n}
		}
		prev = rec.Hash
	}
	if errors.Is(sc.Err(), bufio.ErrTooLong) {
		return n, &AuditError{Line: n + 1}
	}
	return n, sc.Err()
}
