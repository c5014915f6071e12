package formats

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

func packed(t testing.TB, name, text string) string {
	t.Helper()
	var b bytes.Buffer
	zw := gzip.NewWriter(&b)
	zw.Name = name
	_, err := io.WriteString(zw, text)
	require.NoError(t, err)
	require.NoError(t, zw.Close())
	return b.String()
}

var address = regexp.MustCompile(`[\w.]+@b\.example`)

func TestZip(t *testing.T) {
	book := string(excel(t))
	pdf, err := os.ReadFile(filepath.Join("testdata", "made", "reportlab.pdf"))
	require.NoError(t, err)
	in := pack(t, "a/", "", "a/x.csv", "n,m\nAnn,x@b.example\nBob,y@b.example\n", "note.txt", "plain", "book.xlsx", book,
		"in.zip", string(pack(t, "deep.json", `{"m":"z@b.example"}`)), "log.txt.gz", packed(t, "", "at w@b.example\n"), "pic.png", "\x89PNG\x00", "cv.pdf", string(pdf), "old.rtf", `{\rtf1 v@b.example}`)
	out, text, unread := editFile(t, Zip(), in, address, "[E]")
	require.Equal(t, []string{"file 7 (.png)", "file 9 (.rtf)"}, unread)
	require.Contains(t, text, "a/x.csv\nnote.txt\nbook.xlsx\n")
	zr, err := zip.NewReader(bytes.NewReader(out), int64(len(out)))
	require.NoError(t, err)
	got := map[string]string{}
	for _, f := range zr.File {
		b, err := unpack(f)
		require.NoError(t, err)
		got[f.Name] = string(b)
	}
	require.Equal(t, "n,m\nAnn,[E]\nBob,[E]\n", got["a/x.csv"])
	require.Equal(t, "plain", got["note.txt"])
	require.Equal(t, string(pdf), got["cv.pdf"], "without edits")
	require.NotContains(t, unpacked(t, []byte(got["book.xlsx"])), "@b.example")
	require.Contains(t, unpacked(t, []byte(got["in.zip"])), `{"m":"[E]"}`)
	gz, err := gzip.NewReader(strings.NewReader(got["log.txt.gz"]))
	require.NoError(t, err)
	b, err := io.ReadAll(gz)
	require.NoError(t, err)
	require.Equal(t, "at [E]\n", string(b))

	out, _, _ = editFile(t, Zip(), in, regexp.MustCompile(`\x00none`), "")
	require.True(t, bytes.Equal(in, out))
	out, _, _ = editFile(t, Zip(), in, regexp.MustCompile(`4111[\d ]+`), "[C]")
	require.Contains(t, unpacked(t, out), "cv.pdf.txt\nWilma")
	require.NotContains(t, unpacked(t, out), "%PDF")
	_, _, unread = editFile(t, Zip(), pack(t, "x@b.example.txt", "plain"), address, "[E]")
	require.Equal(t, []string{"file name that holds a finding"}, unread)
}

func TestGzip(t *testing.T) {
	f := ByPath("dir/x.csv.gz")
	require.Equal(t, "gzip", f.Name)
	in := packed(t, "orig.csv", "n;m\n\"A\";\"x@b.example\"\n")
	out, _, unread := editFile(t, f, []byte(in), address, `"E"`)
	require.Empty(t, unread)
	zr, err := gzip.NewReader(bytes.NewReader(out))
	require.NoError(t, err)
	require.Equal(t, "orig.csv", zr.Name)
	b, err := io.ReadAll(zr)
	require.NoError(t, err)
	require.Equal(t, "n;m\n\"A\";\"\"\"E\"\"\"\n", string(b))
	out, _, _ = editFile(t, f, []byte(in), regexp.MustCompile(`\x00none`), "")
	require.Equal(t, in, string(out))
	_, _, unread = editFile(t, Gzip(), []byte(packed(t, "x.bin", "\x00\x01")), address, "")
	require.Equal(t, []string{"packed file"}, unread)
}

func firstError(f Format, in []byte) error {
	c := f.Open(bytes.NewReader(in), io.Discard)
	for {
		if _, _, err := c.Next(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func TestHostileArchives(t *testing.T) {
	require.ErrorIs(t, firstError(Zip(), []byte("x")), ErrArchive)
	require.ErrorIs(t, firstError(Zip(), nil), ErrArchive)
	require.ErrorIs(t, firstError(Gzip(), []byte("x")), ErrArchive)
	require.ErrorIs(t, firstError(Gzip(), []byte(packed(t, "", strings.Repeat("0", 4<<20)))), ErrBomb)
	require.ErrorIs(t, firstError(Zip(), pack(t, "a.txt", strings.Repeat("0", 4<<20))), ErrBomb)
	for _, name := range []string{"../a", "/a", "a/../../b", "C:\\x", "a\\..\\b", "c:x", "a//b", "./a", "a\nb"} {
		require.ErrorIs(t, firstError(Zip(), pack(t, name, "x")), ErrPath, name)
	}
	require.ErrorIs(t, firstError(Zip(), pack(t, "a", "x", "a", "y")), ErrPath)
	deep := pack(t, "a.txt", "x@b.example")
	for range maxArchives {
		require.NoError(t, firstError(Zip(), deep))
		deep = pack(t, "a.zip", string(deep))
	}
	require.ErrorIs(t, firstError(Zip(), deep), ErrBomb)
	var many []string
	for range maxEntries + 1 {
		many = append(many, "x", "")
	}
	require.ErrorIs(t, firstError(Zip(), pack(t, many...)), ErrBomb)

	var b bytes.Buffer
	zw := zip.NewWriter(&b)
	h := &zip.FileHeader{Name: "link", Modified: time.Unix(1714564800, 0)}
	h.SetMode(fs.ModeSymlink | 0o777)
	w, err := zw.CreateHeader(h)
	require.NoError(t, err)
	_, err = io.WriteString(w, "/etc/passwd")
	require.NoError(t, err)
	require.NoError(t, zw.Close())
	out, _, unread := editFile(t, Zip(), b.Bytes(), address, "")
	require.Equal(t, []string{"file 1"}, unread)
	require.Equal(t, b.Bytes(), out)
}

// FuzzZip holds that an archive without edits comes out as it went in and that an edited one opens again.
func FuzzZip(f *testing.F) {
	f.Add(pack(f, "a.csv", "n,m\nAnn,x@b.example\n", "in.zip", string(pack(f, "b.txt", "y@b.example")), "c.gz", packed(f, "c.txt", "z@b.example")))
	f.Add([]byte(packed(f, "c.json", `{"a":"x@b.example"}`)))
	f.Fuzz(func(t *testing.T, in []byte) {
		for _, format := range []Format{Zip(), Gzip()} {
			for _, find := range []*regexp.Regexp{regexp.MustCompile(`\x00none`), regexp.MustCompile(`[\w.]+@[\w.]+`)} {
				var b bytes.Buffer
				c := format.Open(bytes.NewReader(in), &b)
				edited := false
				var err error
				for err == nil {
					var text []byte
					text, _, err = c.Next()
					for _, at := range find.FindAllIndex(text, -1) {
						edited = true
						require.NoError(t, c.Apply(pii.Edit{Start: int64(at[0]), End: int64(at[1]), New: []byte("[E]")}))
					}
				}
				require.NoError(t, c.Close())
				switch {
				case !errors.Is(err, io.EOF):
					require.Empty(t, b.Bytes())
				case !edited:
					require.True(t, bytes.Equal(in, b.Bytes()))
				case format.Name == "zip":
					_, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
					require.NoError(t, err)
				}
			}
		}
	})
}
