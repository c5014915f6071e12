// Command lethe finds personal data in text and removes it. It works on the machine it runs on and opens no connection.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// grace is how long an interrupted run may take to remove its unfinished files.
const grace = 2 * time.Second

func main() {
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is a write error, reported like any other
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	done := make(chan int, 1)
	go func() { done <- run(newApp(ctx), os.Args[1:]) }()
	select {
	case code := <-done:
		os.Exit(code)
	case <-ctx.Done():
	}
	stop() // a second interrupt ends at once
	select {
	case <-done:
	case <-time.After(grace):
	}
	os.Exit(exitInterrupted)
}
