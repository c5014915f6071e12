// Package lazy has values that are made at their first use. Unlike a package variable made with sync.OnceValue, whose function the
// package's initialisation refers to, a lazy.Value lets the linker drop the tables of a detector that the program does not call.
package lazy

import "sync"

// Value is made once, by the first Get. The zero Value is ready; it is safe for concurrent use.
type Value[T any] struct {
	once sync.Once
	v    T
}

// Get returns the value, which the first caller's function made.
func (l *Value[T]) Get(make func() T) T {
	l.once.Do(func() { l.v = make() })
	return l.v
}
