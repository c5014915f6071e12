package vault

import (
	"context"
	"slices"
	"time"

	"github.com/lethe-pii/lethe/anonymize/token"
)

// Receipt says what Forget did. It names the subject by its MAC in this vault, which cannot be made without the vault.
type Receipt struct {
	Subject    string    `json:"subject"` // 32 hexadecimal digits
	Time       time.Time `json:"time"`
	Entries    int       `json:"entries"`    // that can be read no more
	Generation uint64    `json:"generation"` // of the new root; all earlier ones are destroyed
	Audit      string    `json:"audit"`      // hash of the audit record
}

// Forget destroys a subject's key and everything it opens, in this vault and, as long as no old root was kept, in all copies of
// it. When it returns, the old root is destroyed. Errors are ErrNotFound, ErrForgotten (it was forgotten before), ErrHeld, ErrBroken.
// If it fails midway, the next Open brings it to its end or the subject is still whole. Its cost does not depend on how many
// subjects there are: four nodes of 64 keys and the root.
func (e *Engine) Forget(ctx context.Context, subject string) (Receipt, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.begin(ctx); err != nil {
		return Receipt{}, err
	}
	leaf, err := e.leaf(subject)
	if err != nil {
		return Receipt{}, err
	}
	if e.subjects[leaf].held {
		return Receipt{}, ErrHeld
	}
	now := e.now()
	n := 0
	_ = e.entries.of(&e.subjects[leaf], func(x *entry) error {
		if !x.gone {
			n++
		}
		return nil
	})
	t := e.subjects[leaf].tag
	hash, err := e.destroy(ctx, "forget", t, []uint32{leaf}, nil, n, now)
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{Subject: t.String(), Time: now.UTC().Truncate(time.Second), Entries: n, Generation: e.tree.gen, Audit: hash}, nil
}

// destroy forgets subjects whole and single entries, under one new root: all or nothing.
func (e *Engine) destroy(ctx context.Context, action string, t tag, gone []uint32, entries map[uint32][]token.Body, n int, now time.Time) (string, error) {
	if e.failed {
		return "", ErrBroken
	}
	gen := e.tree.gen + 1
	root, err := e.roots.AddRoot(ctx, e.j.ID(), gen)
	if err != nil {
		return "", err
	}
	fresh := map[uint32][]byte{}
	leaves := slices.Clone(gone)
	for leaf := range entries {
		fresh[leaf] = newKey()
		leaves = append(leaves, leaf)
	}
	recs, err := e.tree.rekey(leaves, fresh, root, gen)
	if err != nil {
		return "", err
	}
	for _, leaf := range gone {
		recs = append(recs, record(recForget, uint64(leaf), uint64(now.Unix())))
	}
	for leaf, drop := range entries {
		if recs, err = e.reseal(recs, leaf, drop, fresh[leaf]); err != nil {
			return "", err
		}
		clear(fresh[leaf])
	}
	a := e.auditRecord(action, t, n, map[string]int{"subjects": len(gone)})
	old := e.tree.root
	if err := e.write(append(recs, a), true); err != nil {
		return "", err
	}
	e.tree.root = root
	if err := e.settle(ctx); err != nil {
		e.failed = true
		return "", err
	}
	clear(old)
	return e.audit.hash(), nil
}

// reseal adds the records that drop some entries of a subject and put the others under its new key.
func (e *Engine) reseal(recs [][]byte, leaf uint32, drop []token.Body, key []byte) ([][]byte, error) {
	s := newSealer(key)
	for _, body := range drop {
		recs = append(recs, append([]byte{recDrop}, body[:]...))
	}
	err := e.entries.of(&e.subjects[leaf], func(x *entry) error {
		if x.gone || slices.Contains(drop, x.body) {
			return nil
		}
		value, identity, err := e.open(x)
		if err != nil {
			return err
		}
		defer clear(value)
		typ := e.entries.typeName(x)
		main, _ := e.entries.token(x)
		var l lookups
		switch x.kind {
		case plain:
			l.own = e.freeBody(s, leaf, byValue, typ, value)
		case named:
			l.own = e.freeBody(s, leaf, byIdentity, typ, identity)
			l.form = e.freeBody(s, leaf, byForm, typ, formOf(main, value))
			value = append(appendBytes(nil, identity), value...)
		case form:
			l.own = e.freeBody(s, leaf, byForm, typ, formOf(main, value))
		}
		recs = append(recs, x.encode(l, main, typ, s.seal(value, e.additional(x, main, typ))))
		return nil
	})
	return recs, err
}

// PurgeReport says what Purge destroyed, or would have.
type PurgeReport struct {
	Subjects int            // forgotten whole
	Entries  int            // destroyed, those of the subjects included
	Held     int            // subjects left alone for a legal hold
	Types    map[string]int // entries by type
}

// Purge destroys what has had its time: subjects whose last interaction (Put or Touch) is longer ago than olderThan, and single
// entries whose TTL is over. With olderThan 0 only the latter. A legal hold goes before both. With dry it only counts. What is
// destroyed is as unreadable as after Forget, all of it under one new root; the entries that a subject keeps are
// sealed again and keep their tokens.
func (e *Engine) Purge(ctx context.Context, olderThan time.Duration, dry bool) (PurgeReport, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	r := PurgeReport{Types: map[string]int{}}
	if err := e.begin(ctx); err != nil {
		return r, err
	}
	if olderThan < 0 {
		return r, ErrInput
	}
	now := e.now()
	var gone []uint32
	expired := map[uint32][]token.Body{}
	for i := range e.subjects {
		s := &e.subjects[i]
		if s.gone {
			continue
		}
		old := olderThan > 0 && s.touched < now.Add(-olderThan).Unix()
		var drop []token.Body
		left := 0
		_ = e.entries.of(s, func(x *entry) error {
			switch {
			case x.gone:
			case old || x.expires > 0 && x.expires <= now.Unix():
				drop = append(drop, x.body)
			default:
				left++
			}
			return nil
		})
		switch {
		case !old && len(drop) == 0:
			continue
		case s.held:
			r.Held++
			continue
		case old || left == 0:
			r.Subjects++
			gone = append(gone, uint32(i))
		default:
			expired[uint32(i)] = drop
		}
		r.Entries += len(drop)
		for _, body := range drop {
			r.Types[e.entries.typeName(e.entries.get(body))]++
		}
	}
	if dry || len(gone)+len(expired) == 0 {
		return r, nil
	}
	_, err := e.destroy(ctx, "purge", tag{}, gone, expired, r.Entries, now)
	return r, err
}

// Touch notes an interaction with a subject now, from which Purge counts.
func (e *Engine) Touch(ctx context.Context, subject string) error {
	return e.note(ctx, subject, recTouch, uint64(e.now().Unix()), "touch")
}

// Hold sets or lifts a subject's legal hold: as long as it stands, neither Forget nor Purge destroys anything of the subject.
func (e *Engine) Hold(ctx context.Context, subject string, on bool) error {
	if on {
		return e.note(ctx, subject, recHold, 1, "hold")
	}
	return e.note(ctx, subject, recHold, 0, "release")
}

func (e *Engine) note(ctx context.Context, subject string, kind byte, v uint64, action string) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.begin(ctx); err != nil {
		return err
	}
	leaf, err := e.leaf(subject)
	if err != nil {
		return err
	}
	a := e.auditRecord(action, e.subjects[leaf].tag, 0, nil)
	return e.write([][]byte{record(kind, uint64(leaf), v), a}, true)
}
