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

// DOCX is the format of word processors (ECMA-376): body, tables, headers, footers, notes, comments, tracked changes, text boxes,
// links, properties and alternative texts, edited in place. A value that is spread over several runs is found and replaced in the
// first. Images and embedded files are named as not read.
func DOCX() Format {
	return Format{Name: "docx", Extensions: []string{".docx", ".docm"}, Binary: true, Open: func(r io.Reader, w io.Writer) Codec {
		return &officeCodec{r: r, w: w}
	}}
}

// Limits against archives that unpack to more than anyone meant.
const (
	maxEntries = 10_000
	maxPart    = 64 << 20
	maxRatio   = 100 // unpacked to packed size, once a part is over ratioFrom
	ratioFrom  = 100 << 10
)

// Errors of archives.
var (
	ErrArchive = errors.New("formats: no valid archive of this format")
	ErrBomb    = errors.New("formats: archive unpacks to too much")
)

// officeCodec treats all parts of an archive as one document.
type officeCodec struct {
	r      io.Reader
	w      io.Writer
	file   []byte
	zip    *zip.Reader
	parts  []*officePart
	text   []byte
	marks  []pii.Mark
	unread []string
	read   bool
}

type officePart struct {
	index int // in zip.File
	rec   record
	start int // in the codec's text
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
	found := false
	for i, f := range c.zip.File {
		found = found || f.Name == "word/document.xml"
		if err := c.part(i, f); err != nil {
			return nil, nil, err
		}
	}
	if !found {
		return nil, nil, ErrArchive
	}
	return c.text, c.marks, nil
}

// part adds one entry of the archive.
func (c *officeCodec) part(i int, f *zip.File) error {
	ext := strings.ToLower(path.Ext(f.Name))
	switch {
	case strings.HasSuffix(f.Name, "/"):
		return nil
	case ext != ".xml" && ext != ".rels":
		c.unread = append(c.unread, path.Base(f.Name))
		return nil
	case isSettings(f.Name):
		return nil
	}
	raw, err := unpack(f)
	if err != nil {
		return err
	}
	p := &officePart{index: i, start: len(c.text)}
	p.rec.reset(raw, 0)
	rules := officeRules()
	if name := strings.ToLower(f.Name); strings.HasPrefix(name, "customxml/") && ext == ".xml" && !strings.HasPrefix(path.Base(name), "itemprops") {
		rules = xmlRules()
	}
	if foreignXML(raw) {
		c.unread = append(c.unread, path.Base(f.Name))
		return nil
	}
	if err := decodeMarkup(&p.rec, rules); err != nil {
		return err
	}
	c.unread = append(c.unread, p.rec.unread...)
	c.marks = append(c.marks, pii.Mark{At: int64(p.start), Kind: pii.MarkPage})
	for _, m := range p.rec.marks {
		m.At += int64(p.start)
		c.marks = append(c.marks, m)
	}
	c.text = append(append(c.text, p.rec.text...), '\n')
	c.parts = append(c.parts, p)
	return nil
}

// isSettings tells parts that hold no text of anybody: styles, fonts, themes, content types.
func isSettings(name string) bool {
	switch path.Base(name) {
	case "styles.xml", "stylesWithEffects.xml", "fontTable.xml", "settings.xml", "webSettings.xml", "numbering.xml", "theme1.xml", "[Content_Types].xml":
		return true
	}
	return name == "_rels/.rels"
}

// officeRules divide WordprocessingML: runs and their properties do not end a word, paragraphs, cells and breaks do.
func officeRules() markupRules {
	inline := words("w:r w:rpr w:t w:hyperlink w:ins w:prooferr w:bookmarkstart w:bookmarkend w:smarttag w:sdt w:sdtcontent w:sdtpr " +
		"w:rfonts w:b w:bcs w:i w:ics w:u w:color w:sz w:szcs w:lang w:rstyle w:highlight w:noproof w:lastrenderedpagebreak w:commentrangestart w:commentrangeend " +
		"w:commentreference w:shd w:vertalign w:strike w:caps w:smallcaps w:kern w:spacing w:permstart w:permend a:r a:rpr a:t w:movefrom w:moveto")
	attrs := words("target descr title name w:author w:initials w:instr alt o:title w:alias w:tag w15:author w15:userid w15:providerid")
	return markupRules{inline: func(t string) bool { return inline[t] }, attr: func(n string) bool { return attrs[n] }}
}

// unpack reads an entry within the limits.
func unpack(f *zip.File) ([]byte, error) {
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

func (c *officeCodec) Apply(e pii.Edit) error {
	for k := len(c.parts) - 1; k >= 0; k-- {
		if p := c.parts[k]; int64(p.start) <= e.Start {
			e.Start -= int64(p.start)
			e.End -= int64(p.start)
			return p.rec.apply(e)
		}
	}
	return fmt.Errorf("formats: edit [%d:%d] is outside of the text", e.Start, e.End)
}

// Unread names images and embedded files.
func (c *officeCodec) Unread() []string { return c.unread }

// Close writes the archive: parts without edits are copied as they are, and without any edit the whole file is.
func (c *officeCodec) Close() error {
	if c.zip == nil {
		return nil
	}
	edited := map[int]*officePart{}
	for _, p := range c.parts {
		if len(p.rec.edits) > 0 {
			edited[p.index] = p
		}
	}
	if len(edited) == 0 {
		_, err := c.w.Write(c.file)
		return err
	}
	zw := zip.NewWriter(c.w)
	for i, f := range c.zip.File {
		p := edited[i]
		if p == nil {
			if err := zw.Copy(f); err != nil {
				return err
			}
			continue
		}
		pw, err := zw.CreateHeader(&zip.FileHeader{Name: f.Name, Method: f.Method, Modified: f.Modified, Comment: f.Comment})
		if err != nil {
			return err
		}
		if err := writeMarkup(&p.rec, pw); err != nil {
			return err
		}
	}
	return zw.Close()
}
