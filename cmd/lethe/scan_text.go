package main

import (
	"bytes"
	"errors"
	"io"

	"github.com/lethe-pii/lethe/formats"
	"github.com/lethe-pii/lethe/pii"
	"github.com/lethe-pii/lethe/report"
)

// scan is the work on one input.
type scan struct {
	cmd   *scanCmd
	keep  func(pii.Finding, []byte) bool
	emit  func(hit) error
	res   *scanned
	page  *report.Builder // with --report
	lines *lineReader     // of a format with lines, if they are told
	fs    []pii.Finding   // of the current text that are listed

	line  int   // line of offset at
	start int64 // offset where it begins
	at    int64
}

// around is how many bytes of the line are kept on each side of a finding.
const around = 60

// text gives the findings of b, which begins at offset base of a plain text.
func (x *scan) text(fs []pii.Finding, b []byte, base int64) error {
	x.res.bytes += int64(len(b))
	x.fs = x.fs[:0]
	for _, f := range fs {
		from, to := f.Start-base, f.End-base
		x.count(b[x.at-base : from])
		h := x.hit(f, b, from, to)
		h.start, h.end, h.line, h.column = f.Start, f.End, x.line, int(f.Start-x.start)+1
		if err := x.give(h, b[from:to]); err != nil {
			return err
		}
	}
	x.count(b[x.at-base:])
	if x.page != nil {
		x.page.Add(report.Document{Text: b, Base: base, Findings: x.fs})
	}
	return nil
}

// count moves the line counter over b.
func (x *scan) count(b []byte) {
	x.line += bytes.Count(b, []byte{'\n'})
	if i := bytes.LastIndexByte(b, '\n'); i >= 0 {
		x.start = x.at + int64(i) + 1
	}
	x.at += int64(len(b))
}

// hit fills in what the flags ask for.
func (x *scan) hit(f pii.Finding, b []byte, from, to int64) hit {
	h := hit{f: f}
	if !x.cmd.ShowValues {
		return h
	}
	h.value = bytes.Clone(b[from:to])
	if x.cmd.As == "text" {
		before := b[max(0, from-around):from]
		after := b[to:min(int64(len(b)), to+around)]
		h.before = bytes.Clone(before[bytes.LastIndexByte(before, '\n')+1:])
		if i := bytes.IndexByte(after, '\n'); i >= 0 {
			after = after[:i]
		}
		h.after = bytes.Clone(after)
	}
	return h
}

func (x *scan) give(h hit, value []byte) error {
	if h.f.Kind == pii.Unscanned {
		x.res.unscanned++
	}
	if !x.keep(h.f, value) {
		return nil
	}
	if x.page != nil {
		x.fs = append(x.fs, h.f)
	}
	return x.emit(h)
}

// stream scans text of any length; with live each line is settled when it is complete.
func (x *scan) stream(s *pii.Scanner, r io.Reader, live bool) error {
	feed := s.NewFeed(func(p pii.Piece) error { return x.text(p.Findings, p.Text, p.Base) })
	err := copyLines(feed, r, live)
	if cerr := feed.Close(); err == nil {
		err = cerr
	}
	return err
}

// lineReader notes where lines end in what is read through it, so that places can be told by line and column. A nil one tells none.
type lineReader struct {
	r     io.Reader
	at    int64   // read so far
	ends  []int64 // of lines behind the last place
	line  int     // of the last place, from 1
	start int64   // where it begins
}

func (l *lineReader) Read(b []byte) (int, error) {
	n, err := l.r.Read(b)
	for i, c := range b[:n] {
		if c == '\n' {
			l.ends = append(l.ends, l.at+int64(i))
		}
	}
	l.at += int64(n)
	return n, err
}

// place returns line and column of an offset, 0 if it lies before the line of the last one.
func (l *lineReader) place(at int64) (line, column int) {
	if l == nil || at < l.start {
		return 0, 0
	}
	for len(l.ends) > 0 && l.ends[0] < at {
		l.start = l.ends[0] + 1
		l.ends = l.ends[1:]
		l.line++
	}
	return l.line, int(at-l.start) + 1
}

// flusher is a stream that can settle what it has.
type flusher interface {
	io.Writer
	Flush() error
}

// copyLines copies r to w; with live it flushes w after each complete line.
func copyLines(w flusher, r io.Reader, live bool) error {
	buf := make([]byte, 64<<10)
	for {
		n, err := r.Read(buf)
		b := buf[:n]
		if live {
			for i := bytes.IndexByte(b, '\n'); i >= 0; i = bytes.IndexByte(b, '\n') {
				if _, werr := w.Write(b[:i+1]); werr != nil {
					return werr
				}
				if werr := w.Flush(); werr != nil {
					return werr
				}
				b = b[i+1:]
			}
		}
		if _, werr := w.Write(b); werr != nil {
			return werr
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// container scans the documents of a codec.
func (x *scan) container(s *pii.Scanner, c formats.Codec, records bool) error {
	loc, _ := c.(formats.Locator)
	boxer, _ := c.(formats.Boxer)
	var fs []pii.Finding
	for {
		b, marks, err := c.Next()
		if errors.Is(err, io.EOF) {
			return c.Close()
		}
		if err != nil {
			return err
		}
		x.res.bytes += int64(len(b))
		fs = choose(c, s.Document(fs[:0], b, marks...))
		x.fs = x.fs[:0]
		for _, f := range fs {
			h := x.hit(f, b, f.Start, f.End)
			h.start, h.end = f.Start, f.End
			if loc != nil {
				if from, to, ok := loc.Locate(f.Start, f.End); ok {
					h.start, h.end = from, to
					h.line, h.column = x.lines.place(from)
				}
			}
			if boxer != nil {
				h.boxes = boxer.Boxes(f.Start, f.End)
			}
			if err := x.give(h, b[f.Start:f.End]); err != nil {
				return err
			}
		}
		if x.page != nil {
			x.page.Add(document(c, b, marks, x.fs, records))
		}
	}
}
