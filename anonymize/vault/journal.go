package vault

import (
	"slices"

	"github.com/lethe-pii/lethe/anonymize/keys"
)

// Ref is the place of a record in a Journal.
type Ref struct {
	Offset int64
	Index  uint32
}

// Journal keeps the records of one vault in order. Records are opaque to it and must stay confidential and unchanged. An Engine
// calls it from one goroutine at a time.
type Journal interface {
	// ID names the vault.
	ID() keys.VaultID
	// Replay calls f for every record in order; rec is valid during the call. It is called first, and again after Rewrite.
	Replay(f func(ref Ref, rec []byte) error) error
	// Append adds records durably. After an error none of them, or a first part of them, is there when the journal is opened again;
	// with atomic none or all.
	Append(recs [][]byte, atomic bool) ([]Ref, error)
	// Rekey puts the journal's own key under a new root, durably. Generation is that of the root.
	Rekey(root []byte, generation uint64) error
	// Generation returns the generation of the root that the journal is under.
	Generation() uint64
	// Read returns a record.
	Read(ref Ref) ([]byte, error)
	// Counter grows with each Append.
	Counter() uint64
	Close() error
}

// memory is a Journal in memory.
type memory struct {
	id   keys.VaultID
	gen  uint64
	n    uint64
	recs [][]byte
}

func (m *memory) ID() keys.VaultID                 { return m.id }
func (m *memory) Rekey(_ []byte, gen uint64) error { m.gen = gen; return nil }
func (m *memory) Generation() uint64               { return m.gen }
func (m *memory) Read(ref Ref) ([]byte, error)     { return m.recs[ref.Offset], nil }
func (m *memory) Counter() uint64                  { return m.n }
func (m *memory) Close() error                     { m.recs = nil; return nil }
func (m *memory) Append(recs [][]byte, _ bool) ([]Ref, error) {
	refs := make([]Ref, len(recs))
	for i, r := range recs {
		refs[i] = Ref{Offset: int64(len(m.recs))}
		m.recs = append(m.recs, r)
	}
	m.n++
	return refs, nil
}

func (m *memory) Replay(f func(Ref, []byte) error) error {
	for i, r := range m.recs {
		if err := f(Ref{Offset: int64(i)}, r); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) Rewrite(_ []byte, _ uint64, write func(emit func([]byte) error) error) error {
	var recs [][]byte
	err := write(func(rec []byte) error {
		recs = append(recs, slices.Clone(rec))
		return nil
	})
	if err == nil {
		m.recs = recs
		m.n++
	}
	return err
}
