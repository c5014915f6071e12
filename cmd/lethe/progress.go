package main

import (
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/lethe-pii/lethe/batch"
)

// fewBytes is the size of work that needs no progress, in bytes.
const fewBytes = 4 << 20

// progress is a bar of bytes and files on standard error with rate and time left. A nil one shows nothing.
type progress struct {
	bar         *progressbar.ProgressBar
	done, files atomic.Int64
}

// progress starts a bar if standard error is a terminal that shows nothing else, and there is more than a moment's work.
func (a *app) progress(ins []batch.Input, outputShown bool) *progress {
	if !a.errTerm || outputShown {
		return nil
	}
	total := int64(0)
	for _, in := range ins {
		if in.Path == "-" {
			return nil
		}
		if info, err := os.Stat(in.Path); err == nil {
			total += info.Size()
		}
	}
	if total < fewBytes && len(ins) < 2 {
		return nil
	}
	p := &progress{}
	p.files.Store(int64(len(ins)))
	p.bar = progressbar.NewOptions64(max(total, 1), progressbar.OptionSetWriter(a.err), progressbar.OptionShowBytes(true), progressbar.OptionShowTotalBytes(true),
		progressbar.OptionSetPredictTime(true), progressbar.OptionSetWidth(24), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetDescription(p.count()))
	a.bar = p
	return p
}

func (p *progress) count() string {
	return fmt.Sprintf("%d/%d files", p.done.Load(), p.files.Load())
}

// read counts bytes.
func (p *progress) read(n int) {
	if p != nil {
		_ = p.bar.Add(n)
	}
}

// file counts a file that is done.
func (p *progress) file() {
	if p != nil {
		p.done.Add(1)
		p.bar.Describe(p.count())
	}
}

// clear makes room for a line.
func (p *progress) clear() {
	if p != nil {
		_ = p.bar.Clear()
	}
}

func (p *progress) end() {
	if p != nil {
		_ = p.bar.Finish()
	}
}
