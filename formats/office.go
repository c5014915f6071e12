package formats

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/lethe-pii/lethe/pii"
)

// Limits against archives that unpack to more than anyone meant.
const (
	maxEntries  = 10_000
	maxPart     = 64 << 20
	maxUnpacked = 256 << 20
	maxRatio    = 100 // unpacked to packed size, once a part is over ratioFrom
	ratioFrom   = 100 << 10
)

// Errors of archives.
var (
	ErrArchive = errors.New("formats: no valid archive of this format")
	ErrBomb    = errors.New("formats: archive unpacks to too much")
	ErrPath    = errors.New("formats: archive has a path that leads out of it or stands twice")
)

// officeCodec treats all parts of an archive of markup as one document: a record whose raw bytes are the parts one after another.
type officeCodec struct {
	r      io.Reader
	w      io.Writer
	main   string // the part without which it is another kind of file
	decode func(*record, []officePart) error
	encode func(*record) func(dst, s []byte, c cell) []byte // asked once, after the last edit

	file  []byte
	zip   *zip.Reader
	parts []officePart
	cover int // index in zip.File of the picture that shows the first page, -1 without one
	rec   record
	read  bool
}

// officePart is an entry of the archive that is read: raw[from:to] of the record.
type officePart struct {
	index    int // in zip.File
	name     string
	from, to int
}

func (c *officeCodec) Next() ([]byte, []pii.Mark, error) {
	if c.read {
		return nil, nil, io.EOF
	}
	c.read = true
	var err error
	if c.file, err = wholeFile(c.r)(); err != nil {
		if err == io.EOF {
			err = ErrArchive
		}
		return nil, nil, err
	}
	if c.zip, err = zip.NewReader(bytes.NewReader(c.file), int64(len(c.file))); err != nil {
		return nil, nil, ErrArchive
	}
	if len(c.zip.File) > maxEntries {
		return nil, nil, ErrBomb
	}
	if err := c.unpack(); err != nil {
		return nil, nil, err
	}
	if err := c.decode(&c.rec, c.parts); err != nil {
		return nil, nil, err
	}
	if c.rec.crowded {
		return nil, nil, ErrTooLarge
	}
	c.rec.nameUncovered()
	return c.rec.text, c.rec.marks, nil
}

// unpack fills the record with the parts that are markup; others are named as not read.
func (c *officeCodec) unpack() error {
	found := false
	c.cover = -1
	if hidesBytes(c.file, c.zip) {
		c.rec.unread = append(c.rec.unread, "bytes outside of its files")
	}
	names := map[string]bool{}
	var raw []byte
	unread := c.rec.unread
	for i, f := range c.zip.File {
		found = found || f.Name == c.main
		if names[f.Name] {
			return fmt.Errorf("%w: two parts have one name", ErrArchive)
		}
		names[f.Name] = true
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		if strings.IndexByte(f.Name, '@') >= 0 {
			unread = append(unread, "name of a part")
		}
		if coverPicture(f.Name) != nil {
			c.cover = i
			continue
		}
		if !isMarkupPart(f.Name) {
			unread = append(unread, partName(f.Name))
			continue
		}
		b, err := unpack(f)
		if err != nil {
			return err
		}
		if foreignXML(b) {
			unread = append(unread, partName(f.Name))
			continue
		}
		if len(raw)+len(b) > maxUnpacked {
			return ErrBomb
		}
		c.parts = append(c.parts, officePart{index: i, name: f.Name, from: len(raw), to: len(raw) + len(b)})
		raw = append(raw, b...)
	}
	if !found {
		return ErrArchive
	}
	c.rec.reset(raw, 0)
	c.rec.unread = unread
	return nil
}

// usualPart matches names that programs give to parts.
var usualPart = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?i:image|thumbnail|oleObject|vbaProject|vbaData|printerSettings|media|font|activeX|hdphoto|header|footer|item|chart|sheet|document|package|Microsoft_[a-z]+_[a-z]+)[0-9]*\.[A-Za-z]{1,5}$`)
})

// partName is what is said of a part: its name if a program gave it, since others may tell of people.
func partName(name string) string {
	if base := path.Base(name); usualPart().MatchString(base) {
		return base
	}
	return "part" + ending(name)
}

func isMarkupPart(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".xml", ".rels", ".vml":
		return true
	}
	return false
}

// unpack reads an entry within the limits.
func unpack(f *zip.File) ([]byte, error) {
	if f.Flags&1 != 0 {
		return nil, fmt.Errorf("%w: part is encrypted", ErrArchive)
	}
	rc, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: part cannot be opened", ErrArchive)
	}
	defer rc.Close()
	limit := int64(maxPart)
	if r := int64(f.CompressedSize64) * maxRatio; r < limit {
		limit = max(r, ratioFrom)
	}
	b, err := io.ReadAll(io.LimitReader(rc, limit+1))
	if err != nil {
		return nil, fmt.Errorf("%w: part cannot be unpacked", ErrArchive)
	}
	if int64(len(b)) > limit {
		return nil, ErrBomb
	}
	return b, nil
}

func (c *officeCodec) Apply(e pii.Edit) error { return c.rec.apply(e) }

// Unread names images and embedded files, and the picture of the first page if nothing was edited.
func (c *officeCodec) Unread() []string {
	if c.zip == nil || c.cover < 0 || len(c.rec.edits) > 0 {
		return c.rec.unread
	}
	return append(slices.Clip(c.rec.unread), partName(c.zip.File[c.cover].Name))
}

// coverPicture returns how to write a picture in the format of the one that shows the first page; nil for other parts.
func coverPicture(name string) func(io.Writer, image.Image) error {
	if dir, base := path.Split(strings.ToLower(name)); dir != "docprops/" || !strings.HasPrefix(base, "thumbnail.") {
		return nil
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".jpeg", ".jpg":
		return func(w io.Writer, m image.Image) error { return jpeg.Encode(w, m, nil) }
	case ".png":
		return png.Encode
	}
	return nil
}

// Close writes the archive: parts without edits are copied as they are, and without any edit the whole file is. With one, an empty picture takes the
// place of that of the first page, which shows what was removed.
func (c *officeCodec) Close() error {
	if c.zip == nil {
		return nil
	}
	if len(c.rec.edits) == 0 {
		_, err := c.w.Write(c.file)
		return err
	}
	encode := c.encode(&c.rec)
	c.rec.settle()
	zw := zip.NewWriter(c.w)
	parts, edits := c.parts, c.rec.edits
	for i, f := range c.zip.File {
		n := 0
		if len(parts) > 0 && parts[0].index == i {
			for n < len(edits) && c.rec.cells[edits[n].cell].raw < parts[0].to {
				n++
			}
		}
		write := func(w io.Writer) error { return c.rec.writePart(w, parts[0].from, parts[0].to, edits[:n], encode) }
		if i == c.cover {
			write = func(w io.Writer) error { return coverPicture(f.Name)(w, image.NewGray(image.Rect(0, 0, 1, 1))) }
		}
		if n == 0 && i != c.cover {
			if err := zw.Copy(f); err != nil {
				return err
			}
		} else {
			pw, err := zw.CreateHeader(&zip.FileHeader{Name: f.Name, Method: f.Method, Modified: f.Modified, Comment: f.Comment})
			if err != nil {
				return err
			}
			if err := write(pw); err != nil {
				return err
			}
		}
		if len(parts) > 0 && parts[0].index == i {
			parts, edits = parts[1:], edits[n:]
		}
	}
	return zw.Close()
}
