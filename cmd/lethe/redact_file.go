package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/batch"
	"github.com/lethe-pii/lethe/formats"
	"github.com/lethe-pii/lethe/pii"
	"github.com/lethe-pii/lethe/report"
)

// redacted is what became of one file.
type redacted struct {
	out   []byte // to be written in order; nil if the file was written already
	stats anonymize.Stats
	err   error       // the file was not redacted
	fails error       // operators that failed; their values were replaced by labels
	holes error       // parts of the file that could not be read
	info  os.FileInfo // of a file before it was read, for the manifest
	later bool        // too large to hold: redacted when its turn comes

	file *batch.File // with --rename: to be put in its place in order
	name string      // with --rename: the cleaned name
	page report.File
	mute []formats.MuteRange
}

// problem says why a file was not done, or not wholly.
func (r redacted) problem() string {
	for _, err := range []error{r.err, r.fails, r.holes} {
		if err != nil {
			return plainError(err)
		}
	}
	if r.stats.Unscanned > 0 {
		return "some text was masked because a detector failed on it"
	}
	return ""
}

var (
	errAsText     = errors.New("only the text of this format is written, which does not go in place; use --out-dir or --output")
	errBinaryMix  = errors.New("binary format, not mixed with other files in one output; use --out-dir or --in-place")
	errTerminal   = errors.New("binary format, not written to a terminal; use -o FILE")
	errHardLinked = errors.New("the file has other names (hard links), which would keep the original; use --out-dir")
	errChanged    = errors.New("the file changed while it was read; it was left as it is")
)

// redactFile redacts one of several files: into its own new file, or into memory.
func (r *redaction) redactFile(in batch.Input) redacted {
	if r.InPlace || r.OutDir != "" {
		return r.replaceFile(in)
	}
	if info, err := os.Stat(in.Path); in.Path == "-" || err == nil && info.Size() > anonymize.MaxDocument {
		return redacted{later: true}
	}
	var b bytes.Buffer
	res := r.redactTo(in, &b)
	res.out = b.Bytes()
	return res
}

// replaceFile writes the redacted file to its place. With --in-place a file without findings is not touched.
func (r *redaction) replaceFile(in batch.Input) redacted {
	target := in.Path
	switch {
	case r.Rename:
		target = filepath.Join(r.OutDir, "x")
	case r.OutDir != "":
		target = filepath.Join(r.OutDir, filepath.FromSlash(in.Rel))
		if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
			return redacted{err: ioFailure(err)}
		}
	}
	info, err := os.Stat(in.Path)
	if err != nil {
		return redacted{err: err}
	}
	if r.InPlace && r.linkedElsewhere(info) {
		return redacted{err: errHardLinked}
	}
	if r.a.needs(target) {
		return redacted{err: errNeeded}
	}
	f, err := batch.Create(r.a.ctx, target, 0o600)
	if err != nil {
		if r.OutDir != "" {
			err = outputError(err)
		}
		return redacted{err: err}
	}
	res := r.redactTo(in, f)
	res.info = info
	switch {
	case res.err != nil:
		f.Abort()
	case r.InPlace && res.stats.Total() == 0:
		f.Abort()
	case r.InPlace && changed(in.Path, info):
		f.Abort()
		res.err = errChanged
	case r.Rename:
		res.file = f
		r.mu.Lock()
		r.pending = append(r.pending, f)
		r.mu.Unlock()
	default:
		res.err = outputError(f.Commit())
	}
	return res
}

// linkedElsewhere reports whether a file has names that are not among the inputs.
func (r *redaction) linkedElsewhere(info os.FileInfo) bool {
	n, id := batch.Links(info)
	return n > 1 && n > r.linked[id]
}

// changed reports whether another program wrote to a file since.
func changed(path string, before os.FileInfo) bool {
	now, err := os.Stat(path)
	return err != nil || now.Size() != before.Size() || !now.ModTime().Equal(before.ModTime()) || !os.SameFile(now, before)
}

// outputWriter marks the errors of the writer below as output errors, which end the run: the disk is full for all files.
type outputWriter struct{ w io.Writer }

func (o *outputWriter) Write(b []byte) (int, error) {
	n, err := o.w.Write(b)
	return n, outputError(err)
}

// redactTo redacts one input to w.
func (r *redaction) redactTo(in batch.Input, w io.Writer) (res redacted) {
	defer recovered(&res.err)
	src, err := r.open(r.a, in)
	if err != nil {
		return redacted{err: err}
	}
	defer src.Close()
	format := r.content(in, src)
	bare := format.Binary && !format.AsText && r.OutDir == "" && !r.InPlace
	switch {
	case format.AsText && r.InPlace:
		return redacted{err: errAsText}
	case bare && r.several && !r.Mute:
		return redacted{err: errBinaryMix}
	case bare && r.Output == "" && r.a.outTerm && !r.Mute:
		return redacted{err: errTerminal}
	case r.Mute && r.targets() == 0:
		w = io.Discard
	}
	out := &outputWriter{w: w}
	see, finish := r.watching(in, format)
	defer func() { finish(&res) }()
	if !format.Plain() {
		return r.container(format, src, out, see)
	}
	var rest io.Reader = src
	if !r.Live {
		text, whole, err := src.document()
		if err != nil {
			return redacted{err: err}
		}
		switch {
		case whole && see != nil:
			return r.container(format, bytes.NewReader(text), out, func(d report.Document) { d.Locate = nil; see(d) })
		case whole:
			res, fails := r.redactor.ForKind(format.Name).Redact(text)
			_, err := out.Write(res.Text)
			return redacted{stats: res.Stats, err: err, fails: fails}
		}
		rest = io.MultiReader(bytes.NewReader(text), src)
	}
	return r.stream(rest, out, see)
}

// container redacts a file through its codec.
func (r *redaction) container(format formats.Format, src io.Reader, out io.Writer, see func(report.Document)) redacted {
	format, src, err := r.judged(format, src, r.scan)
	if err != nil {
		return redacted{err: err}
	}
	format = r.format(format)
	watched := see != nil || r.Mute
	if !watched {
		format = format.Batched()
	}
	codec := format.Open(src, out)
	var c anonymize.Container = codec
	var mute []formats.MuteRange
	if watched {
		w := &watch{Codec: codec, records: format.Stream, see: see}
		if r.Mute {
			w.mute = func(m []formats.MuteRange) { mute = append(mute, m...) }
		}
		c = w
	}
	stats, err := r.redactor.ForKind(format.Name).Container(c)
	res := sorted(stats, err)
	res.holes, res.mute = unread(codec), mute
	return res
}

// stream redacts text of any length.
func (r *redaction) stream(src io.Reader, out io.Writer, see func(report.Document)) redacted {
	rw := r.redactor.NewWriter(out)
	var to flusher = rw
	var feed *pii.Feed
	if see != nil {
		feed = watchText(r.scan, see)
		to = flushAll{rw, feed}
	}
	err := copyLines(to, src, r.Live)
	if cerr := rw.Close(); err == nil {
		err = cerr
	}
	if feed != nil {
		_ = feed.Close()
	}
	return sorted(rw.Stats(), err)
}

// sorted tells failures of operators, after which the output is whole, from errors that ended the work.
func sorted(stats anonymize.Stats, err error) redacted {
	var op *anonymize.OperatorError
	var ce *codeError
	if errors.As(err, &op) && !errors.As(err, &ce) {
		return redacted{stats: stats, fails: err}
	}
	return redacted{stats: stats, err: err}
}

// watching returns what sees the documents of a file for report and name, nil if nobody asks, and what notes them in the end.
func (r *redaction) watching(in batch.Input, format formats.Format) (see func(report.Document), finish func(*redacted)) {
	var page *report.Builder
	if r.Report != "" {
		page = &report.Builder{Shown: r.ShowValues, Bare: r.narrow(), Hide: hider(r.scan)}
	}
	if page == nil && !r.Rename {
		return nil, func(*redacted) {}
	}
	policy := r.redactor.Policy()
	text := head{max: renamed}
	see = func(d report.Document) {
		if r.Rename {
			text.add(d.Text)
		}
		if page != nil {
			d.Outcome = func(f pii.Finding, value []byte) string {
				if policy.Replaces(f, value) {
					return "replaced"
				}
				return "kept"
			}
			page.Add(d)
		}
	}
	return see, func(res *redacted) {
		if page != nil {
			res.page = page.File(in.Path, format.Name)
		}
		if r.Rename {
			base := filepath.Base(in.Path)
			res.name = r.renamer.cleaned(base, text.b) + strings.TrimPrefix(filepath.Base(in.Rel), base) // ".txt" of the text of a PDF
		}
	}
}
