package formats

import (
	"archive/zip"
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

// docx packs parts as a word processor does.
func docx(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	zw := zip.NewWriter(&b)
	for _, name := range []string{"[Content_Types].xml", "word/document.xml", "word/header1.xml", "word/comments.xml", "word/_rels/document.xml.rels", "docProps/core.xml", "word/media/image1.png", "docProps/thumbnail.jpeg", "docProps/Thumbnail.PNG", "docProps/thumbnail.emf"} {
		if text, ok := parts[name]; ok {
			w, err := zw.Create(name)
			require.NoError(t, err)
			_, err = io.WriteString(w, text)
			require.NoError(t, err)
		}
	}
	require.NoError(t, zw.Close())
	return b.Bytes()
}

func parts() map[string]string {
	return map[string]string{
		"[Content_Types].xml": "<Types/>",
		"word/document.xml": `<w:document><w:body><w:p><w:r><w:t>write to ann@</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">b.example now</w:t></w:r></w:p>` +
			`<w:p><w:ins w:author="bob@b.example"><w:r><w:t>kept text</w:t></w:r></w:ins><w:del><w:r><w:delText>old@b.example</w:delText></w:r></w:del></w:p></w:body></w:document>`,
		"word/header1.xml":             `<w:hdr><w:p><w:r><w:t>head@b.example</w:t></w:r></w:p></w:hdr>`,
		"word/comments.xml":            `<w:comments><w:comment w:author="Rev"><w:p><w:r><w:t>ask c@b.example</w:t></w:r></w:p></w:comment></w:comments>`,
		"word/_rels/document.xml.rels": `<Relationships><Relationship Id="r1" Target="mailto:ann@b.example" TargetMode="External"/></Relationships>`,
		"docProps/core.xml":            `<cp:coreProperties><dc:creator>meta@b.example</dc:creator></cp:coreProperties>`,
	}
}

// run passes a file through the codec with every address replaced.
func runOffice(in []byte) (out []byte, unread []string, err error) {
	var b bytes.Buffer
	c := DOCX().Open(bytes.NewReader(in), &b)
	for {
		text, _, err := c.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, nil, err
		}
		for _, at := range mail.FindAllIndex(text, -1) {
			if err := c.Apply(pii.Edit{Start: int64(at[0]), End: int64(at[1]), New: []byte("[E]")}); err != nil {
				return nil, nil, err
			}
		}
	}
	err = c.Close()
	return b.Bytes(), c.(Unreader).Unread(), err
}

func TestDOCX(t *testing.T) {
	var b bytes.Buffer
	in := docx(t, parts())
	c := DOCX().Open(bytes.NewReader(in), &b)
	text, _, err := c.Next()
	require.NoError(t, err)
	require.Contains(t, string(text), "write to ann@b.example now\n")
	for _, at := range mail.FindAllIndex(text, -1) {
		require.NoError(t, c.Apply(pii.Edit{Start: int64(at[0]), End: int64(at[1]), New: []byte("[E]")}))
	}
	require.NoError(t, c.Close())
	zr, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	require.NoError(t, err)
	require.Len(t, zr.File, len(parts()))
	for _, f := range zr.File {
		got, err := unpack(f)
		require.NoError(t, err)
		require.NotContains(t, string(got), "b.example", f.Name)
		if f.Name == "word/document.xml" {
			require.Contains(t, string(got), `<w:t>write to [E]</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve"> now</w:t>`)
			require.Contains(t, string(got), "kept text")
		}
	}
}

func TestDOCXWithoutFindingsIsUntouched(t *testing.T) {
	in := docx(t, map[string]string{"word/document.xml": "<w:p>plain</w:p>", "word/media/image1.png": "\x89PNG"})
	var b bytes.Buffer
	c := DOCX().Open(bytes.NewReader(in), &b)
	_, _, err := c.Next()
	require.NoError(t, err)
	_, _, err = c.Next()
	require.ErrorIs(t, err, io.EOF)
	require.NoError(t, c.Close())
	require.Equal(t, in, b.Bytes())
	require.Equal(t, []string{"image1.png"}, c.(Unreader).Unread())
}

// TestDOCXAuthor: who wrote a document is a field, so that no other word is needed to tell a name.
func TestDOCXAuthor(t *testing.T) {
	in := parts()
	in["docProps/core.xml"] = `<cp:coreProperties><dc:title>Plan</dc:title><dc:creator>Ottoline Quill</dc:creator><dc:subject/><cp:lastModifiedBy>Bex</cp:lastModifiedBy><cp:revision>2</cp:revision></cp:coreProperties>`
	text, marks, err := DOCX().Open(bytes.NewReader(docx(t, in)), io.Discard).Next()
	require.NoError(t, err)
	fields := map[string]string{}
	for i, m := range marks {
		end := len(text)
		if i+1 < len(marks) {
			end = int(marks[i+1].At)
		}
		if v := strings.TrimSpace(string(text[m.At:end])); m.Kind == pii.MarkField && v != "" {
			fields[v] = m.Label
		}
	}
	require.Equal(t, "author", fields["Ottoline Quill"])
	require.Equal(t, "author", fields["Bex"])
	require.Empty(t, fields["2"])
}

func TestBadArchives(t *testing.T) {
	_, _, err := runOffice([]byte("PK nothing"))
	require.ErrorIs(t, err, ErrArchive)
	_, _, err = runOffice(nil)
	require.ErrorIs(t, err, ErrArchive)
	_, _, err = runOffice(docx(t, map[string]string{"docProps/core.xml": "<x/>"}))
	require.ErrorIs(t, err, ErrArchive)
	var b bytes.Buffer
	zw := zip.NewWriter(&b)
	w, err := zw.Create("word/document.xml")
	require.NoError(t, err)
	_, err = io.WriteString(w, strings.Repeat(" ", 4<<20))
	require.NoError(t, err)
	require.NoError(t, zw.Close())
	_, _, err = runOffice(b.Bytes())
	require.ErrorIs(t, err, ErrBomb)
}

func FuzzDOCX(f *testing.F) {
	f.Add(docx(f, parts()))
	fuzzOffice(f, DOCX())
}

// fuzzOffice holds that a file without edits comes out as it went in, and that an edited one unpacks to markup.
func fuzzOffice(f *testing.F, format Format) {
	f.Fuzz(func(t *testing.T, in []byte) {
		for _, find := range []*regexp.Regexp{regexp.MustCompile(`\x00none`), regexp.MustCompile(`[\w.]+@[\w.]+|[0-9]{4,}`)} {
			var b bytes.Buffer
			c := format.Open(bytes.NewReader(in), &b)
			text, _, err := c.Next()
			if err != nil {
				return
			}
			edited := false
			for _, at := range find.FindAllIndex(text, -1) {
				edited = true
				require.NoError(t, c.Apply(pii.Edit{Start: int64(at[0]), End: int64(at[1]), New: []byte("[E\"'<]")}))
			}
			require.NoError(t, c.Close())
			if !edited {
				require.True(t, bytes.Equal(in, b.Bytes()))
				continue
			}
			zr, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
			require.NoError(t, err)
			for _, p := range zr.File {
				rc, err := p.Open()
				if errors.Is(err, zip.ErrAlgorithm) {
					continue // a part that nobody can read goes out as it came, and is named
				}
				require.NoError(t, err)
				if _, err = io.Copy(io.Discard, rc); err != nil {
					require.NotErrorIs(t, err, zip.ErrChecksum)
				}
			}
		}
	})
}

// TestPictureOfTheFirstPage holds that the preview of a file that is edited is emptied, and that of another is named.
func TestPictureOfTheFirstPage(t *testing.T) {
	for name, decode := range map[string]func(io.Reader) (image.Image, error){"docProps/thumbnail.jpeg": jpeg.Decode, "docProps/Thumbnail.PNG": png.Decode, "docProps/thumbnail.emf": nil} {
		for _, text := range []string{"<w:p><w:r><w:t>a@b.c</w:t></w:r></w:p>", "<w:p/>"} {
			in := docx(t, map[string]string{"word/document.xml": text, name: "shows a@b.c"})
			out, unread, err := runOffice(in)
			require.NoError(t, err)
			zr, err := zip.NewReader(bytes.NewReader(out), int64(len(out)))
			require.NoError(t, err)
			r, err := zr.Open(name)
			require.NoError(t, err)
			if decode == nil || text == "<w:p/>" {
				require.Len(t, unread, 1)
				b, err := io.ReadAll(r)
				require.NoError(t, err)
				require.Equal(t, "shows a@b.c", string(b))
				continue
			}
			require.Empty(t, unread)
			_, err = decode(r)
			require.NoError(t, err)
		}
	}
}
