package vault

import "context"

// Rewriter is an optional ability of a Journal: to be written anew.
type Rewriter interface {
	// Rewrite replaces all records by those that write gives to emit, durably and as a whole: after an error, or a crash, the old ones
	// are there. rec is not kept. root and generation are those that the journal is under, and stay. Counter does not go back.
	Rewrite(root []byte, generation uint64, write func(emit func(rec []byte) error) error) error
}

// Compact writes the vault anew without what was destroyed or replaced: values of forgotten subjects and of purged entries, keys of the
// tree that were changed, notes of interactions but the last. Tokens, the audit and the counter stay, and so does the knowledge that a token's
// value was forgotten. It takes time and room in proportion to what is kept, and other calls wait. If it fails, nothing is lost, and the vault
// must be opened again before the next write. ErrBroken says that the journal cannot do it or that an earlier write failed.
func (e *Engine) Compact(ctx context.Context) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.begin(ctx); err != nil {
		return err
	}
	rw, ok := e.j.(Rewriter)
	if !ok || e.failed {
		return ErrBroken
	}
	a := e.auditRecord("compact", tag{}, 0, nil)
	err := rw.Rewrite(e.tree.root, e.tree.gen, func(emit func([]byte) error) error {
		return e.rewrite(func(rec []byte) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return emit(rec)
		}, a)
	})
	if err != nil {
		e.failed = true
		return err
	}
	e.forgetIndex()
	if err := e.j.Replay(e.apply); err != nil {
		e.failed = true
		return err
	}
	return nil
}

// rewrite gives all records that make the vault what it is, in an order in which they can be applied.
func (e *Engine) rewrite(emit func([]byte) error, note []byte) error {
	kept := func(ref Ref) error {
		rec, err := e.j.Read(ref)
		if err == nil {
			err = emit(rec)
		}
		return err
	}
	if err := kept(e.init); err != nil {
		return err
	}
	if err := emit(encodeTop(e.tree.gen, e.tree.top)); err != nil {
		return err
	}
	for level := range e.tree.nodes {
		for i, wraps := range e.tree.nodes[level] {
			for slot, w := range wraps {
				if err := emit(encodeChild(place{uint8(level), uint32(i)}.child(slot), w)); err != nil {
					return err
				}
			}
		}
	}
	for leaf := range e.subjects {
		if err := e.rewriteSubject(uint32(leaf), emit, kept); err != nil {
			return err
		}
	}
	for _, ref := range e.audit.refs {
		if err := kept(ref); err != nil {
			return err
		}
	}
	return emit(note)
}

func (e *Engine) rewriteSubject(leaf uint32, emit func([]byte) error, kept func(Ref) error) error {
	s := &e.subjects[leaf]
	if err := emit(encodeLeaf(leaf, s.tag, s.created)); err != nil {
		return err
	}
	err := e.entries.of(s, func(x *entry) error {
		if !x.gone && !s.gone {
			return kept(x.ref)
		}
		bare := *x
		bare.expires = 0
		main, _ := e.entries.token(x)
		if err := emit(bare.encode(lookups{x.body, x.body}, main, e.entries.typeName(x), nil)); err != nil || s.gone {
			return err
		}
		return emit(append([]byte{recDrop}, x.body[:]...))
	})
	if err != nil {
		return err
	}
	if s.gone {
		return emit(record(recForget, uint64(leaf), uint64(s.touched)))
	}
	if err := emit(record(recTouch, uint64(leaf), uint64(s.touched))); err != nil {
		return err
	}
	if s.held {
		return emit(record(recHold, uint64(leaf), 1))
	}
	return nil
}
