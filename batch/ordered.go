// Package batch works on many files at once: workers with results in order, files that are replaced as a whole or not at all.
package batch

import (
	"context"
	"runtime"
	"sync/atomic"
)

// Ordered calls work for each item on up to workers goroutines (0 means one a CPU) and gives the results to emit in the order of the
// items, on the calling goroutine. At most twice as many results as workers wait for their turn. It ends early, after the running
// calls are done, when ctx is cancelled (then it returns ctx's error) or when emit returns an error. Results of calls that had begun
// when ctx was cancelled are emitted too: what is done is noted. If work panics, Ordered does so on the calling goroutine once the running
// calls are done, without the value, which may hold input.
func Ordered[T, R any](ctx context.Context, workers int, items []T, work func(context.Context, T) R, emit func(T, R) error) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	workers = min(workers, max(1, len(items)))
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type job struct {
		item T
		done chan R
	}
	var panicked atomic.Bool
	todo, queue := make(chan job), make(chan job, 2*workers)
	go func() {
		defer close(queue)
		defer close(todo)
		for _, it := range items {
			j := job{it, make(chan R, 1)}
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
			select {
			case todo <- j:
			case <-ctx.Done():
				close(j.done)
				return
			}
		}
	}()
	for range workers {
		go func() {
			for j := range todo {
				r, ok := try(ctx, j.item, work)
				if !ok {
					panicked.Store(true)
					cancel()
					close(j.done)
					continue
				}
				j.done <- r
			}
		}()
	}
	var first error
	for j := range queue {
		r, ok := <-j.done
		if !ok || first != nil {
			continue
		}
		if first = emit(j.item, r); first != nil {
			cancel()
		}
	}
	if panicked.Load() {
		panic("batch: work panicked")
	}
	if first == nil {
		first = ctx.Err()
	}
	return first
}

// try calls work; ok is false if it panicked.
func try[T, R any](ctx context.Context, item T, work func(context.Context, T) R) (r R, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	return work(ctx, item), true
}
