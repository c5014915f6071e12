package anonymize

import (
	"sync"

	"github.com/lethe-pii/lethe/pii"
)

// maxPerType bounds what is kept by type: detectors can be given any number of types.
const maxPerType = 1024

// perType makes a value for each type once and keeps it. It is safe for concurrent use.
type perType[T any] struct {
	make func(pii.Type) (T, error)
	mu   sync.RWMutex
	kept map[pii.Type]T
}

func newPerType[T any](make func(pii.Type) (T, error)) *perType[T] {
	return &perType[T]{make: make, kept: map[pii.Type]T{}}
}

func (p *perType[T]) get(t pii.Type) (T, error) {
	p.mu.RLock()
	v, ok := p.kept[t]
	p.mu.RUnlock()
	if ok {
		return v, nil
	}
	v, err := p.make(t)
	if err != nil {
		return v, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.kept) < maxPerType {
		p.kept[t] = v
	}
	return v, nil
}
