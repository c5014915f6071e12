package vault

import (
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"

	"github.com/lethe-pii/lethe/anonymize/keys"
)

const (
	fan       = 1 << fanBits
	fanBits   = 6
	levels    = 4 // of nodes; the leaves are level 4
	nonceSize = 12
	tagSize   = 16
	wrapSize  = nonceSize + keys.Size + tagSize
	maxCached = 4096
)

// wrap is a key sealed under its parent; all zero where there is none.
type wrap [wrapSize]byte

// place names a node or leaf: level 0 is the top, index counts within the level.
type place struct {
	level uint8
	index uint32
}

func (p place) parent() place           { return place{p.level - 1, p.index >> fanBits} }
func (p place) child(slot int) place    { return place{p.level + 1, p.index<<fanBits | uint32(slot)} }
func (p place) slot() int               { return int(p.index & (fan - 1)) }
func leafPlace(leaf uint32) place       { return place{levels, leaf} }
func ancestor(leaf uint32, l int) place { return place{uint8(l), leaf >> (fanBits * (levels - l))} }

// tree is the key tree: for each node the wraps of its children, and the wrap of the top under the root.
type tree struct {
	gen   uint64 // of the root that top is under
	top   wrap
	nodes [levels][][]wrap
	root  []byte
	open  map[place]cipher.AEAD // keys in use, by node
}

func (t *tree) forgetCached() { t.open = map[place]cipher.AEAD{} }

func (t *tree) wipe() {
	clear(t.root)
	t.forgetCached()
}

func newKey() []byte {
	k := make([]byte, keys.Size)
	_, _ = rand.Read(k)
	return k
}

func placeAD(p place, gen uint64) []byte {
	b := append([]byte("lethe wrap 1"), p.level)
	b = binary.BigEndian.AppendUint32(b, p.index)
	return binary.BigEndian.AppendUint64(b, gen)
}

// seal wraps the key of p. gen is the root's generation for the top and 0 below.
func sealKey(parent cipher.AEAD, p place, gen uint64, key []byte) (w wrap) {
	_, _ = rand.Read(w[:nonceSize])
	parent.Seal(w[nonceSize:nonceSize], w[:nonceSize], key, placeAD(p, gen))
	return w
}

func openKey(parent cipher.AEAD, p place, gen uint64, w *wrap) ([]byte, error) {
	key, err := parent.Open(nil, w[:nonceSize], w[nonceSize:], placeAD(p, gen))
	if err != nil {
		return nil, ErrTampered
	}
	return key, nil
}

// rootAEAD is what wraps the top under a root.
func rootAEAD(root []byte) cipher.AEAD {
	k, err := keys.Expand(root, keys.Context{Use: "vault/root/1"}, keys.Size)
	if err != nil {
		panic(err) // lengths are fixed
	}
	defer clear(k)
	return gcm(k)
}

// gcm is AES-256-GCM under a key of ours, which has the right size.
func gcm(key []byte) cipher.AEAD {
	a, err := keys.NewGCM(key)
	if err != nil {
		panic(err)
	}
	return a
}

func (t *tree) wrapOf(p place) *wrap {
	if p.level == 0 {
		return &t.top
	}
	up := p.parent()
	if int(up.index) >= len(t.nodes[up.level]) || p.slot() >= len(t.nodes[up.level][up.index]) {
		return nil
	}
	return &t.nodes[up.level][up.index][p.slot()]
}

// key unwraps the key of a node or leaf. The caller overwrites it.
func (t *tree) key(p place) ([]byte, error) {
	w := t.wrapOf(p)
	if w == nil || *w == (wrap{}) {
		return nil, ErrForgotten
	}
	if p.level == 0 {
		return openKey(rootAEAD(t.root), p, t.gen, w)
	}
	a, err := t.node(p.parent())
	if err != nil {
		return nil, err
	}
	return openKey(a, p, 0, w)
}

// node returns the cipher of a node's key.
func (t *tree) node(p place) (cipher.AEAD, error) {
	if a := t.open[p]; a != nil {
		return a, nil
	}
	k, err := t.key(p)
	if err != nil {
		return nil, err
	}
	defer clear(k)
	a := gcm(k)
	if len(t.open) >= maxCached {
		t.forgetCached()
	}
	t.open[p] = a
	return a, nil
}

// set puts a wrap in its place; children come in order.
func (t *tree) set(p place, w wrap) bool {
	if p.level == 0 || p.level > levels {
		return false
	}
	up := p.parent()
	l := t.nodes[up.level]
	if int(up.index) == len(l) {
		l = append(l, nil)
		t.nodes[up.level] = l
	}
	if int(up.index) >= len(l) {
		return false
	}
	switch n := len(l[up.index]); {
	case p.slot() < n:
		l[up.index][p.slot()] = w
	case p.slot() == n:
		l[up.index] = append(l[up.index], w)
	default:
		return false
	}
	return true
}

// rekey makes new keys for all nodes above the given leaves and returns the records of that: the new top under the new root, and
// the wraps of each changed node. A leaf's new key is in fresh; without one the leaf is gone. The tree is not changed.
func (t *tree) rekey(leaves []uint32, fresh map[uint32][]byte, root []byte, gen uint64) ([][]byte, error) {
	changed := map[place][]byte{}
	gone := map[place]bool{}
	for _, leaf := range leaves {
		gone[leafPlace(leaf)] = true
		for l := range levels {
			if p := ancestor(leaf, l); changed[p] == nil {
				changed[p] = newKey()
			}
		}
	}
	defer func() {
		for _, k := range changed {
			clear(k)
		}
	}()
	top := place{}
	w := sealKey(rootAEAD(root), top, gen, changed[top])
	recs := [][]byte{encodeTop(gen, w)}
	for p, k := range changed {
		old, err := t.node(p)
		if err != nil {
			return nil, err
		}
		now := gcm(k)
		wraps := make([]wrap, len(t.nodes[p.level][p.index]))
		for slot := range wraps {
			c := p.child(slot)
			was := &t.nodes[p.level][p.index][slot]
			switch {
			case changed[c] != nil:
				wraps[slot] = sealKey(now, c, 0, changed[c])
			case gone[c]:
				if k := fresh[c.index]; k != nil {
					wraps[slot] = sealKey(now, c, 0, k)
				}
			case *was != wrap{}:
				key, err := openKey(old, c, 0, was)
				if err != nil {
					return nil, err
				}
				wraps[slot] = sealKey(now, c, 0, key)
				clear(key)
			}
		}
		recs = append(recs, encodeNode(p, wraps))
	}
	return recs, nil
}
