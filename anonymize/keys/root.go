package keys

import (
	"context"
	"slices"
)

// VaultID names a vault.
type VaultID [16]byte

// root is the key above the key tree of a vault, which lives here and so outside of the vault's file.
type root struct {
	vault  VaultID
	gen    uint64
	check  Check
	secret *secret
}

// floor is the lowest generation of a vault's root that is not destroyed.
type floor struct {
	vault VaultID
	gen   uint64
}

// Root returns a copy of the root of a vault of one generation. It returns ErrForgotten if that generation was destroyed, which is
// also how an old copy of a vault is recognised, and ErrWrongKey if this Set knows nothing of it.
func (s *Set) Root(vault VaultID, gen uint64) (out []byte, err error) {
	err = s.read(func(st *state) error {
		for _, r := range st.roots {
			if r.vault == vault && r.gen == gen {
				out = slices.Clone(r.secret.b)
				return nil
			}
		}
		if st.below(vault, gen) {
			return ErrForgotten
		}
		return ErrWrongKey
	})
	return out, err
}

// below reports whether a generation of a vault's root is under the floor.
func (s *state) below(vault VaultID, gen uint64) bool {
	return slices.ContainsFunc(s.floors, func(f floor) bool { return f.vault == vault && gen < f.gen })
}

// AddRoot makes a fresh root for a vault with a generation that was not used before, saves it and returns a copy. A root of the same
// generation that is there already, left by a change that did not come to its end, is replaced.
func (s *Set) AddRoot(ctx context.Context, vault VaultID, gen uint64) ([]byte, error) {
	var out []byte
	err := s.change(ctx, func(st *state) error {
		if st.below(vault, gen) {
			return ErrForgotten
		}
		r := root{vault: vault, gen: gen, secret: newSecret()}
		r.check = r.secret.check()
		out = slices.Clone(r.secret.b)
		st.roots = slices.DeleteFunc(st.roots, func(o root) bool { return o.vault == vault && o.gen == gen })
		st.roots = append(st.roots, r)
		return nil
	})
	if err != nil {
		clear(out)
		return nil, err
	}
	return out, nil
}

// KeepRoot destroys all roots of a vault but that of one generation, for good. It does nothing if there are no others.
func (s *Set) KeepRoot(ctx context.Context, vault VaultID, gen uint64) error {
	if s != nil && s.onlyRoot(vault, gen) {
		return nil
	}
	return s.change(ctx, func(st *state) error {
		st.roots = slices.DeleteFunc(st.roots, func(r root) bool {
			drop := r.vault == vault && r.gen != gen
			if drop {
				r.secret.wipe()
			}
			return drop
		})
		for i := range st.floors {
			if st.floors[i].vault == vault {
				st.floors[i].gen = max(st.floors[i].gen, gen)
				return nil
			}
		}
		st.floors = append(st.floors, floor{vault: vault, gen: gen})
		return nil
	})
}

func (s *Set) onlyRoot(vault VaultID, gen uint64) (only bool) {
	_ = s.read(func(st *state) error {
		others := slices.ContainsFunc(st.roots, func(r root) bool { return r.vault == vault && r.gen != gen })
		only = !others && slices.Contains(st.floors, floor{vault: vault, gen: gen})
		return nil
	})
	return only
}
