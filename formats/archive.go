package formats

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/lethe-pii/lethe/pii"
)

// Zip is the format of zip archives, whose files are read by their names and contents, archives in them too. Files without edits are
// copied as they are, and without any edit the whole archive is. A file of a format of which text goes out is replaced by its text, under
// its name with ".txt" behind. File names and comments stay; those that hold findings are named as not read, and so are bytes outside of its files, files of unknown formats,
// encrypted ones and links. An archive that unpacks to more than 256 MiB in all, 64 MiB in one file, a hundred times its size, in more than
// 10,000 files or four archives in each other is refused with ErrBomb, one with paths that lead out of it with ErrPath.
func Zip() Format { return zipIn(&archive{}) }

// maxArchives is how many archives may lie in each other.
const maxArchives = 4

// archive is what archives in each other share.
type archive struct {
	depth    int
	unpacked *int64
}

// inner returns the state of an archive in this one.
func (a *archive) inner() *archive {
	if a.unpacked == nil {
		a.unpacked = new(int64)
	}
	return &archive{depth: a.depth + 1, unpacked: a.unpacked}
}

// took counts unpacked bytes.
func (a *archive) took(n int) error {
	if a.unpacked == nil {
		a.unpacked = new(int64)
	}
	if *a.unpacked += int64(n); *a.unpacked > maxUnpacked {
		return ErrBomb
	}
	return nil
}

func zipIn(a *archive) Format {
	return Format{Name: "zip", Extensions: []string{".zip"}, Binary: true, Open: func(r io.Reader, w io.Writer) Codec {
		return &zipCodec{r: r, w: w, archive: &archive{depth: a.depth, unpacked: a.unpacked}}
	}}
}

// member is a file in an archive while it is read.
type member struct {
	Codec
	format Format
	in     []byte
	out    bytes.Buffer
	edited bool
}

// member opens a file by name and content; nil if its format is unknown.
func (a *archive) member(name string, b []byte) *member {
	f := a.byPath(name)
	if f.Name == "json" && IsSpeech(b) {
		f = Speech()
	}
	head := b[:min(len(b), memberHead)]
	if f = f.ForHead(head); !f.Binary && !strings.HasPrefix(f.Encoding, "UTF-16") && Binary(head) {
		return nil
	}
	if f.Name == "rtf" {
		return nil // refused alone, named among others
	}
	m := &member{format: f, in: b}
	m.Codec = f.Open(bytes.NewReader(b), &m.out)
	return m
}

// byPath is ByPath for a file in a.
func (a *archive) byPath(name string) Format {
	switch f := ByPath(name); f.Name {
	case "zip":
		return zipIn(a.inner())
	case "gzip":
		return gzipOf(strings.TrimSuffix(name, path.Ext(name)), a.inner())
	case "eml":
		return mailIn(a.inner())
	default:
		return f
	}
}

// memberHead is how much of a file is looked at to tell what it is, in bytes.
const memberHead = 8 << 10

// close ends the member and returns what it became, nil if that is what it was.
func (m *member) close() ([]byte, error) {
	if err := m.Close(); err != nil {
		return nil, err
	}
	if !m.edited || !m.format.AsText && bytes.Equal(m.in, m.out.Bytes()) {
		return nil, nil
	}
	return m.out.Bytes(), nil
}

// unread names what the member's codec did not read.
func (m *member) unread(name string, to []string) []string {
	if u, ok := m.Codec.(Unreader); ok {
		for _, what := range u.Unread() {
			to = append(to, name+": "+what)
		}
	}
	return to
}

// zipCodec gives the names of the files as one document and then the documents of each.
type zipCodec struct {
	*archive
	r       io.Reader
	w       io.Writer
	file    []byte
	zip     *zip.Reader
	names   record
	out     bytes.Buffer
	zw      *zip.Writer
	i       int // the file that is next, from 1
	member  *member
	started bool
	ended   bool
	changed bool
	noted   []string
}

func (c *zipCodec) Next() ([]byte, []pii.Mark, error) {
	if !c.started {
		c.started = true
		if err := c.open(); err != nil {
			return nil, nil, err
		}
		if len(c.names.text) > 0 {
			return c.names.text, c.names.marks, nil
		}
	}
	for {
		if c.member != nil {
			text, marks, err := c.member.Next()
			if !errors.Is(err, io.EOF) {
				return text, marks, err
			}
			if err := c.end(); errors.Is(err, io.EOF) {
				return nil, nil, ErrArchive
			} else if err != nil {
				return nil, nil, err
			}
		}
		if c.zip == nil || c.i >= len(c.zip.File) {
			c.ended = c.zip != nil
			return nil, nil, io.EOF
		}
		c.i++
		if err := c.begin(c.zip.File[c.i-1]); errors.Is(err, io.EOF) {
			return nil, nil, ErrArchive
		} else if err != nil {
			return nil, nil, err
		}
	}
}

// open reads the list of files.
func (c *zipCodec) open() error {
	if c.depth >= maxArchives {
		return ErrBomb
	}
	var err error
	if c.file, err = wholeFile(c.r)(); err != nil {
		if err == io.EOF {
			err = ErrArchive
		}
		return err
	}
	if c.zip, err = zip.NewReader(bytes.NewReader(c.file), int64(len(c.file))); err != nil {
		c.zip = nil
		return ErrArchive
	}
	if len(c.zip.File) > maxEntries {
		return ErrBomb
	}
	var list []byte
	seen := map[string]bool{}
	for _, f := range c.zip.File {
		if !safePath(f.Name) || seen[f.Name] {
			return ErrPath
		}
		seen[f.Name] = true
		list = append(append(list, f.Name...), '\n')
	}
	names := len(list)
	for _, f := range c.zip.File {
		if f.Comment != "" {
			list = append(append(list, f.Comment...), '\n')
		}
	}
	list = append(list, c.zip.Comment...)
	c.names.reset(list, 0)
	if names > 0 {
		c.names.plain(0, names, plainText)
		c.names.fix("file name")
	}
	if len(list) > names {
		c.names.plain(names, len(list), plainText)
		c.names.fix("comment")
	}
	if hidesBytes(c.file, c.zip) {
		c.noted = append(c.noted, "bytes outside of its files")
	}
	c.zw = zip.NewWriter(&c.out)
	return nil
}

// safePath tells names that stay below the folder into which an archive is unpacked, on any system.
func safePath(name string) bool {
	for part := range strings.SplitSeq(strings.TrimSuffix(name, "/"), "/") {
		if part == "" || part == "." || part == ".." {
			return false
		}
	}
	return !strings.ContainsAny(name, "\\:\x00\n\r")
}

// begin opens a file, or copies what is not read.
func (c *zipCodec) begin(f *zip.File) error {
	if strings.HasSuffix(f.Name, "/") {
		return c.zw.Copy(f)
	}
	if f.Flags&1 != 0 || !f.Mode().IsRegular() {
		c.noted = append(c.noted, c.told(f.Name))
		return c.zw.Copy(f)
	}
	b, err := unpack(f)
	if err != nil {
		return err
	}
	if err := c.took(len(b)); err != nil {
		return err
	}
	if c.member = c.archive.member(f.Name, b); c.member == nil {
		c.noted = append(c.noted, c.told(f.Name))
		return c.zw.Copy(f)
	}
	return nil
}

// told is what is said of the file that was begun: its place and its ending, since its name may tell of people.
func (c *zipCodec) told(name string) string { return fmt.Sprintf("file %d%s", c.i, ending(name)) }

// ending is the extension of a name in brackets, if it is a usual one.
func ending(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if len(ext) < 2 || len(ext) > 6 || !isPlainKey(ext[1:]) {
		return ""
	}
	return " (" + ext + ")"
}

// end writes the current file.
func (c *zipCodec) end() error {
	m, f := c.member, c.zip.File[c.i-1]
	c.member = nil
	b, err := m.close()
	if err != nil {
		return err
	}
	c.noted = m.unread(c.told(f.Name), c.noted)
	if b == nil {
		return c.zw.Copy(f)
	}
	c.changed = true
	h := &zip.FileHeader{Name: f.Name, Method: f.Method, Modified: f.Modified, Comment: f.Comment, ExternalAttrs: f.ExternalAttrs, CreatorVersion: f.CreatorVersion}
	if m.format.AsText {
		h.Name += ".txt"
		for _, g := range c.zip.File {
			if g.Name == h.Name {
				return ErrPath
			}
		}
	}
	w, err := c.zw.CreateHeader(h)
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

func (c *zipCodec) Apply(e pii.Edit) error {
	if c.member == nil {
		return c.names.apply(e)
	}
	c.member.edited = true
	return c.member.Apply(e)
}

// Unread names files that were not read.
func (c *zipCodec) Unread() []string {
	return append(c.noted[:len(c.noted):len(c.noted)], c.names.unread...)
}

// Close writes the archive. Before the end of the last document nothing is complete, and nothing is written.
func (c *zipCodec) Close() error {
	if !c.ended {
		return nil
	}
	if !c.changed {
		_, err := c.w.Write(c.file)
		return err
	}
	if err := c.zw.SetComment(c.zip.Comment); err != nil {
		return err
	}
	if err := c.zw.Close(); err != nil {
		return err
	}
	_, err := c.w.Write(c.out.Bytes())
	return err
}
