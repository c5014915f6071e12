package formats

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"

	"github.com/lethe-pii/lethe/pii"
)

// Gzip is the format of a file packed by gzip (RFC 1952), which is read by the name that it has without ".gz" and by its content. It is
// packed again if it was edited. A header whose name, comment or other fields hold a finding loses all of them. The limits are those of Zip.
func Gzip() Format { return gzipOf("", &archive{}) }

func gzipOf(name string, a *archive) Format {
	return Format{Name: "gzip", Extensions: []string{".gz"}, Binary: true, Open: func(r io.Reader, w io.Writer) Codec {
		return &gzipCodec{r: r, w: w, name: name, archive: &archive{depth: a.depth, unpacked: a.unpacked}}
	}}
}

type gzipCodec struct {
	*archive
	r      io.Reader
	w      io.Writer
	name   string
	file   []byte
	packed []byte
	header gzip.Header
	head   record // its name and comment
	told   bool   // head was given
	bare   bool   // the header loses what it says
	member *member
	begun  bool // the packed file is being read
	ended  bool
	noted  []string
}

func (c *gzipCodec) Next() ([]byte, []pii.Mark, error) {
	if c.file == nil {
		if err := c.open(); err != nil {
			return nil, nil, err
		}
	}
	if !c.told {
		c.told = true
		if said := c.said(); len(said) > 0 {
			c.head.reset(said, 0)
			c.head.plain(0, len(said), plainText)
			return c.head.text, nil, nil
		}
	}
	c.begun = true
	if c.member == nil {
		c.ended = true
		return nil, nil, io.EOF
	}
	text, marks, err := c.member.Next()
	c.ended = errors.Is(err, io.EOF)
	return text, marks, err
}

func (c *gzipCodec) open() error {
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
	zr, err := gzip.NewReader(bytes.NewReader(c.file))
	if err != nil {
		return ErrArchive
	}
	c.header = zr.Header
	limit := min(max(int64(len(c.file))*maxRatio, ratioFrom), maxUnpacked)
	b, err := io.ReadAll(io.LimitReader(zr, limit+1))
	if int64(len(b)) > limit {
		return ErrBomb
	}
	if err != nil {
		return ErrArchive
	}
	if err := c.took(len(b)); err != nil {
		return err
	}
	if c.name == "" && safePath(c.header.Name) {
		c.name = c.header.Name
	}
	c.packed = b
	if c.member = c.archive.member(c.name, b); c.member == nil || c.member.format.AsText {
		c.member = nil
		c.noted = append(c.noted, "packed file")
	}
	return nil
}

// said is the name, the comment and the texts of other fields in the header, a line each.
func (c *gzipCodec) said() []byte {
	var b []byte
	for _, s := range []string{c.header.Name, c.header.Comment, strings.ToValidUTF8(string(c.header.Extra), "\n")} {
		if s != "" {
			b = append(append(b, s...), '\n')
		}
	}
	return b
}

func (c *gzipCodec) Apply(e pii.Edit) error {
	if !c.begun {
		c.bare = true
		return nil
	}
	c.member.edited = true
	return c.member.Apply(e)
}

// Unread names what the packed file holds and was not read.
func (c *gzipCodec) Unread() []string {
	if c.member == nil {
		return c.noted
	}
	return c.member.unread("packed file", nil)
}

// Close writes the file, as it was if nothing was edited.
func (c *gzipCodec) Close() error {
	if !c.ended {
		return nil
	}
	var b []byte
	if c.member != nil {
		var err error
		if b, err = c.member.close(); err != nil {
			return err
		}
	}
	if b == nil && !c.bare {
		_, err := c.w.Write(c.file)
		return err
	}
	if b == nil {
		b = c.packed
	}
	zw := gzip.NewWriter(c.w)
	if zw.Header = c.header; c.bare {
		zw.Header = gzip.Header{ModTime: c.header.ModTime, OS: c.header.OS}
	}
	if _, err := zw.Write(b); err != nil {
		return err
	}
	return zw.Close()
}
