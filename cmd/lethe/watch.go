package main

import (
	"slices"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/batch"
	"github.com/lethe-pii/lethe/formats"
	"github.com/lethe-pii/lethe/pii"
	"github.com/lethe-pii/lethe/report"
)

// watch is a codec whose texts and findings are shown on their way through a Redactor.
type watch struct {
	formats.Codec
	records bool
	see     func(report.Document)
	mute    func([]formats.MuteRange)

	text  []byte
	marks []pii.Mark
	open  bool
}

func (w *watch) Next() ([]byte, []pii.Mark, error) {
	w.settle()
	var err error
	w.text, w.marks, err = w.Codec.Next()
	w.open = err == nil
	return w.text, w.marks, err
}

func (w *watch) Close() error {
	w.settle()
	return w.Codec.Close()
}

// settle asks for what is known after the last edit of a document.
func (w *watch) settle() {
	if m, ok := w.Codec.(formats.Muter); ok && w.open && w.mute != nil {
		w.mute(m.MuteRanges())
	}
	w.open = false
}

// Choose is anonymize.Chooser.
func (w *watch) Choose(fs []pii.Finding) []pii.Finding {
	fs = choose(w.Codec, fs)
	if w.see != nil {
		w.see(document(w.Codec, w.text, w.marks, fs, w.records))
	}
	return fs
}

// choose asks a codec which findings of its current text count.
func choose(c formats.Codec, fs []pii.Finding) []pii.Finding {
	if ch, ok := c.(anonymize.Chooser); ok {
		return ch.Choose(fs)
	}
	return fs
}

// document describes the current text of a codec.
func document(c formats.Codec, text []byte, marks []pii.Mark, fs []pii.Finding, records bool) report.Document {
	d := report.Document{Text: text, Marks: marks, Findings: fs, Records: records}
	d.Locate = func(int64, int64) (int64, int64, bool) { return 0, 0, false }
	if l, ok := c.(formats.Locator); ok {
		d.Locate = l.Locate
	}
	return d
}

// hider returns a function that tells labels which hold findings themselves, such as the first row of a table without a header.
func hider(s *pii.Scanner) func(string) bool {
	known := map[string]bool{}
	var fs []pii.Finding
	return func(label string) bool {
		hide, ok := known[label]
		if !ok {
			fs = s.Document(fs[:0], []byte(label))
			hide = formats.HoldsData(fs)
			if len(known) < 4096 {
				known[label] = hide
			}
		}
		return hide
	}
}

// warm loads a Scanner's tables while standard input is waited for, so that its first line is as quick as the others.
func warm(s *pii.Scanner, ins []batch.Input) {
	if slices.ContainsFunc(ins, func(in batch.Input) bool { return in.Path == "-" }) {
		go s.Document(nil, []byte("Ann Example has a cold, call +44 20 7946 0958 or ann@example.com"))
	}
}

// watchText calls see with a stream's text and findings while it is written to.
func watchText(s *pii.Scanner, see func(report.Document)) *pii.Feed {
	return s.NewFeed(func(p pii.Piece) error {
		see(report.Document{Text: p.Text, Base: p.Base, Findings: p.Findings, Marks: p.Marks})
		return nil
	})
}

// flushAll is a stream that goes to several others.
type flushAll []flusher

func (a flushAll) Write(b []byte) (int, error) {
	for _, w := range a {
		if n, err := w.Write(b); err != nil {
			return n, err
		}
	}
	return len(b), nil
}

func (a flushAll) Flush() error {
	for _, w := range a {
		if err := w.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// head keeps the first bytes of what is written to it.
type head struct {
	b   []byte
	max int
}

func (h *head) add(b []byte) {
	if room := h.max - len(h.b); room > 0 {
		h.b = append(append(h.b, b[:min(len(b), room)]...), '\n')
	}
}
