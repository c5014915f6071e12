package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// make makes a file of objects, number 1 first; 1 is the catalog, 2 the pages.
func makePDF(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-2.0\n")
	for i, o := range objects {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	b.WriteString("trailer <</Root 1 0 R>>\n%%EOF")
	return b.Bytes()
}

func onePage(ops, more string) []byte {
	return makePDF("<</Type/Catalog/Pages 2 0 R>>", "<</Kids[3 0 R]/MediaBox[10 20 600 800]>>",
		"<</Type/Page/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R/I 7 0 R>>>>"+more+">>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(ops), ops),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
		"<</Subtype/Form/Matrix[1 0 0 1 100 0]/Length 40>>stream\nBT /F 10 Tf 0 300 Td (in a form) Tj ET   \nendstream",
		"<</Subtype/Image/Length 3>>stream\nxyz\nendstream")
}

func TestRead(t *testing.T) {
	tests := []struct{ name, ops, want string }{
		{"words", `BT /F 10 Tf 10 700 Td (Ann) Tj 20 0 Td [(Ex) -20 (ample)] TJ ET`, "Ann Example\n"},
		{"kerned blank", `BT /F 10 Tf 10 700 Td [(Ann) -300 (Example)] TJ ET`, "Ann Example\n"},
		{"letters", `BT /F 10 Tf 2 Tc 10 700 Td (ann) Tj ET`, "a n n\n"},
		{"lines", `BT /F 10 Tf 12 TL 10 700 Td (one) Tj T* (two) Tj (three) ' 0 -40 Td (four) Tj ET`, "one\ntwo\nthree\n\nfour\n"},
		{"columns", `BT /F 10 Tf 10 700 Td (left) Tj 200 0 Td (right) Tj ET`, "left\tright\n"},
		{"raised", `BT /F 10 Tf 10 700 Td (m) Tj 5 Ts (2) Tj 0 Ts (x) Tj ET`, "m2x\n"},
		{"escapes", `BT /F 10 Tf 10 700 Td (\(a\051\101` + "\\\n" + `b) Tj <41 4> Tj ET`, "(a)AbA@\n"},
		{"address at a hyphen", `BT /F 10 Tf 12 TL 10 700 Td (write to ann.ex-) Tj T* (ample@mail.example now) Tj ET`, "write to ann.ex-ample@mail.example now\n"},
		{"address at a dot", `BT /F 10 Tf 12 TL 10 700 Td (write to ann@mail.) Tj T* (example.) Tj T* (Thanks) Tj ET`, "write to ann@mail.example.\nThanks\n"},
		{"address at its sign", `BT /F 10 Tf 12 TL 10 700 Td (ann@) Tj T* (mail.example) Tj T* (bob) Tj T* (@mail.example) Tj ET`, "ann@mail.example\nbob@mail.example\n"},
		{"number at a hyphen", `BT /F 10 Tf 12 TL 10 700 Td (+1 303-555-) Tj T* (0156) Tj T* (12) Tj T* (13) Tj ET`, "+1 303-555-0156\n12\n13\n"},
		{"no address over lines", `BT /F 10 Tf 12 TL 10 700 Td (well-) Tj T* (known: ann@mail.example.) Tj T* (thanks) Tj T* (www.mail.example) Tj T* (bob@mail.example) Tj ET`,
			"well-\nknown: ann@mail.example.\nthanks\nwww.mail.example\nbob@mail.example\n"},
		{"what is meant", `BT /F 10 Tf 10 700 Td (o) Tj /Span<</ActualText<FEFF00660066>>>BDC (X) Tj EMC (ice) Tj /P<</ActualText(other)>>BDC ( is seen) Tj EMC EMC ET`, "office is seen\n"},
		{"form", `q 1 0 0 1 0 100 cm /X Do Q`, "in a form\n"},
		{"against the order", `BT /F 10 Tf 1 0 0 1 10 100 Tm (f) Tj 1 0 0 1 10 200 Tm (e) Tj 1 0 0 1 10 300 Tm (d) Tj 1 0 0 1 10 400 Tm (c) Tj 1 0 0 1 90 500 Tm (b) Tj 1 0 0 1 10 500 Tm (a) Tj ET`, "a\tb\n\nc\n\nd\n\ne\n\nf\n"},
		{"upright", `BT /F 10 Tf 0 1 -1 0 100 100 Tm (up) Tj 0 1 -1 0 100 114 Tm (wards) Tj ET`, "up wards\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Read(onePage(tt.ops, ""))
			require.NoError(t, err)
			require.Equal(t, tt.want, string(d.Text))
			require.Empty(t, d.Unread)
			require.Equal(t, []int{0}, d.Pages)
		})
	}
}

func TestBoxes(t *testing.T) {
	d, err := Read(onePage(`BT /F 10 Tf 20 700 Td (ab ann) Tj 0 -12 Td (x) Tj ET`, ""))
	require.NoError(t, err)
	at := bytes.Index(d.Text, []byte("ann"))
	boxes := d.Boxes(at, at+3)
	require.Len(t, boxes, 1)
	require.InDeltaSlice(t, []float64{1, 10 + 13.9, 677.5, 10 + 13.9 + 16.68, 688}, []float64{float64(boxes[0].Page), boxes[0].X0, boxes[0].Y0, boxes[0].X1, boxes[0].Y1}, 0.01)
	require.Len(t, d.Boxes(0, len(d.Text)), 2, "one a line")
	require.Empty(t, d.Boxes(len(d.Text), len(d.Text)+5))
}

func TestUnread(t *testing.T) {
	tests := []struct {
		name string
		in   []byte
		want string
	}{
		{"image", onePage(`/I Do BT /F 10 Tf (x) Tj ET`, ""), "image on page 1"},
		{"inline image", onePage("BT /F 10 Tf (x) Tj ET BI /W 1 ID \x01EIx EI BT (y) Tj ET", ""), "image on page 1"},
		{"no text", onePage(`0 0 10 10 re f`, ""), "page 1 without text"},
		{"no font", onePage(`BT (hidden) Tj ET`, ""), "page 1 without text"},
		{"no pages", makePDF("<</Type/Catalog>>"), "pages"},
		{"file", onePage(`BT /F 10 Tf (x) Tj ET`, "/Annots[<</Subtype/FileAttachment/FS(x)>>]"), "file on page 1"},
		{"unknown filter", makePDF("<</Pages 2 0 R>>", "<</Kids[3 0 R]>>", "<</Contents 4 0 R>>", "<</Filter/JBIG2Decode/Length 1>>stream\nx\nendstream"), "damaged contents on page 1"},
		{"no meaning", makePDF("<</Pages 2 0 R>>", "<</Kids[3 0 R]>>", "<</Contents 4 0 R/Resources<</Font<</F<</Subtype/Type0/Encoding/Identity-H>>>>>>>>",
			"<</Length 30>>stream\nBT /F 1 Tf <010203040506> Tj ET\nendstream"), "characters without meaning on page 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Read(tt.in)
			require.NoError(t, err)
			require.Contains(t, d.Unread, tt.want)
		})
	}
	_, err := Read([]byte("hello"))
	require.ErrorIs(t, err, ErrNotPDF)
	_, err = Read([]byte("%PDF-1.4\ntrailer<</Encrypt<<>>>>"))
	require.ErrorIs(t, err, ErrEncrypted)
}

// TestActualText holds that characters without meaning are read as what they are said to stand for.
func TestActualText(t *testing.T) {
	for actual, unread := range map[string]bool{"/ActualText(ann@mail.example)": false, "/ActualText()": true, "": true} {
		ops := "BT /F 1 Tf /Span<<" + actual + ">>BDC <010203040506> Tj EMC ET"
		d, err := Read(makePDF("<</Pages 2 0 R>>", "<</Kids[3 0 R]>>", "<</Contents 4 0 R/Resources<</Font<</F<</Subtype/Type0/Encoding/Identity-H>>>>>>>>",
			fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(ops), ops)))
		require.NoError(t, err)
		if unread {
			require.Contains(t, d.Unread, "characters without meaning on page 1")
			continue
		}
		require.Empty(t, d.Unread)
		require.Equal(t, "ann@mail.example\n", string(d.Text))
		require.Len(t, d.Boxes(0, 5), 1)
	}
}

func TestNotesFormsAndProperties(t *testing.T) {
	in := onePage(`BT /F 10 Tf (x) Tj ET`, "/Annots[<</T(Ann)/Contents(\xfe\xff\x00h\x00i)/A<</URI(mailto:a@b.example)>>>>]")
	in = bytes.Replace(in, []byte("/Catalog"), []byte("/Catalog/AcroForm<</Fields[<</T(phone)/V(123)>>]>>"), 1)
	in = bytes.Replace(in, []byte("<</Root"), []byte("<</Info<</Author(Bob)>>/Root"), 1)
	d, err := Read(in)
	require.NoError(t, err)
	require.Equal(t, "x\nAnn\nhi\nmailto:a@b.example\n123\nauthor: Bob\n", string(d.Text))
	var names []string
	for _, f := range d.Fields {
		names = append(names, f.Name+"="+string(d.Text[f.Start:f.End]))
	}
	require.Equal(t, []string{"author=Ann", "note=hi", "link=mailto:a@b.example", "phone=123", "author=Bob"}, names)
}

func TestHostile(t *testing.T) {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	for range 300 {
		_, err := w.Write(make([]byte, 1<<20))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	bomb := makePDF("<</Pages 2 0 R>>", "<</Kids[3 0 R]>>", "<</Contents 4 0 R>>", fmt.Sprintf("<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream", z.Len(), z.Bytes()))
	_, err := Read(bomb)
	require.ErrorIs(t, err, ErrTooLarge)
	forms := "<</Subtype/Form/Length 24>>stream\n" + strings.Repeat("/X Do ", 4) + "\nendstream"
	_, err = Read(makePDF("<</Pages 2 0 R>>", "<</Kids[3 0 R]>>", "<</Contents 4 0 R/Resources<</XObject<</X 4 0 R>>>>>>", forms))
	require.ErrorIs(t, err, ErrTooLarge)
	d, err := Read(makePDF("<</Pages 2 0 R>>", "<</Kids[2 0 R 2 0 R]>>"))
	require.NoError(t, err)
	require.Contains(t, d.Unread, "pages")
	for _, s := range []string{strings.Repeat("[", 1<<20), strings.Repeat("<</a ", 1<<18), strings.Repeat("1 0 obj<<>>stream\n", 1<<16), strings.Repeat("(", 1<<20)} {
		_, err = Read([]byte("%PDF-1.4\n1 0 obj " + s))
		require.NoError(t, err)
	}
}

func TestFilters(t *testing.T) {
	f := &file{}
	for _, tt := range []struct{ filter, in, want string }{
		{"ASCII85Decode", "87cURD]i,\"Ebo80~>", "Hello World!"},
		{"ASCIIHexDecode", "48 65 6c6C6f>", "Hello"},
		{"RunLengthDecode", "\x01ab\xfec\x80", "abccc"},
		{"LZWDecode", "\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", "-----A---B"},
	} {
		b, ok := f.decode(&stream{dict{"Filter": name(tt.filter)}, []byte(tt.in)})
		require.True(t, ok)
		require.Equal(t, tt.want, string(b), tt.filter)
	}
	up, ok := f.unpredict([]byte("\x02ab\x02\x01\x01"), dict{"Predictor": 12.0, "Columns": 2.0})
	require.True(t, ok)
	require.Equal(t, "abbc", string(up))
}

func TestGlyphNames(t *testing.T) {
	for n, want := range map[string]string{"A": "A", "eacute": "é", "Scaron": "Š", "fi": "fi", "f_f_i": "ffi", "uni00E9": "é", "one.oldstyle": "1", "germandbls": "ß", "g123": "", "space": " "} {
		require.Equal(t, want, glyphText(n), n)
	}
}

func TestBuiltinEncoding(t *testing.T) {
	font := "/Encoding 256 array\ndup 1 /A put\ndup 2 /n put\ndup 300 /x put\nreadonly def"
	d, err := Read(makePDF("<</Pages 2 0 R>>", "<</Kids[3 0 R]>>", "<</Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		"<</Length 37>>stream\nBT /F 10 Tf 10 700 Td <01020203> Tj ET\nendstream",
		"<</Subtype/Type1/BaseFont/ABCDEF+CMSY10/FontDescriptor<</Flags 4/FontFile 6 0 R>>>>", fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(font), font)))
	require.NoError(t, err)
	require.Equal(t, "Ann\ufffd\n", string(d.Text))
	require.Empty(t, d.Unread, "one sign without meaning")
}

func TestFilesOfOtherSoftware(t *testing.T) {
	for file, want := range map[string]string{
		"reportlab.pdf":   "Wilma Beispiel\nMusterstraße 5, 12345 Beispielstadt\n\nContact\tWork experience\nwilma@example.com\tNurse at Example Clinic since 2019,\n",
		"libreoffice.pdf": "Wilma Beispiel\nMail: wilma.beispiel@example.com, phone +1 202-555-0143\n\nWork experience\n2019-2024\tNurse, Example Clinic\n",
		"pandoc.pdf":      "Wilma Beispiel\nMail wilma@example.com, phone +1 202-555-0143.\n\nsince\twhere\n2019\tExample Clinic\n",
	} {
		b, err := os.ReadFile(filepath.Join("..", "..", "formats", "testdata", "made", file))
		require.NoError(t, err)
		d, err := Read(b)
		require.NoError(t, err)
		require.Contains(t, string(d.Text), want)
		require.Empty(t, d.Unread)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(onePage("BT /F 10 Tf 10 700 Td [(Ann) -300 (Example)] TJ ET /X Do", "/Annots[<</T(Ann)>>]"))
	paths, _ := filepath.Glob(filepath.Join("..", "..", "formats", "testdata", "made", "reportlab*.pdf"))
	for _, p := range paths {
		b, err := os.ReadFile(p)
		require.NoError(f, err)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Read(b)
		if err != nil {
			return
		}
		for i := range d.Pages {
			require.True(t, d.Pages[i] <= len(d.Text))
		}
		for _, fd := range d.Fields {
			require.True(t, fd.Start <= fd.End && fd.End <= len(d.Text))
		}
		d.Boxes(0, len(d.Text))
	})
}

// FuzzContents draws operators.
func FuzzContents(f *testing.F) {
	f.Add([]byte("BT /F 10 Tf 2 Tr 10 700 Td [(Ann) -300 (Example)] TJ T* (x) ' ET q 1 0 0 1 0 0 cm /X Do Q BI ID x EI"))
	f.Fuzz(func(t *testing.T, ops []byte) {
		_, err := Read(onePage(string(ops), ""))
		if err != nil {
			require.ErrorIs(t, err, ErrTooLarge)
		}
	})
}

func TestSpacing(t *testing.T) {
	const mail = "mail ann.wilson@b.example"
	var steps, bits, back, apart string
	for i, c := range mail {
		steps += fmt.Sprintf("1 0 0 1 %g 700 Tm (%c) Tj ", 50+6.6*float64(i), c)
		bits += fmt.Sprintf("BT /F 10 Tf %g 600 Td (%c) Tj ET ", 50+6.6*float64(i), c)
		back = fmt.Sprintf("1 0 0 1 %g 500 Tm (%c) Tj ", 50+6.6*float64(i), c) + back
	}
	apart = "BT /F 10 Tf 3 Tc 50 400 Td (mail ann.wilson@b.example) Tj ET"
	for _, ops := range []string{"BT /F 10 Tf " + steps + "ET", bits, "BT /F 10 Tf " + back + "ET", apart} {
		d, err := Read(onePage(ops, ""))
		require.NoError(t, err)
		require.Equal(t, mail+"\n", string(d.Text))
	}
}

func TestColumns(t *testing.T) {
	draw := func(left, right [5]string) string {
		ops := "BT /F 10 Tf "
		for i := range left {
			ops += fmt.Sprintf("1 0 0 1 50 %d Tm (%s) Tj 1 0 0 1 300 %[1]d Tm (%[3]s) Tj ", 700-12*i, left[i], right[i])
		}
		d, err := Read(onePage(ops+"ET", ""))
		require.NoError(t, err)
		return string(d.Text)
	}
	right := [5]string{"The second column of the page", "has a telephone number in", "it, which is cut by nobody,", "since it is read line by line", "as people do it"}
	require.Contains(t, draw([5]string{"Running text in the first column of", "a page says that Ann Example is at", "home in the evening and wants to be", "called, or that she is not at home", "and her phone is +1 202-555-0143"},
		right), "+1 202-555-0143\n\nThe second column of the page\nhas a telephone")
	require.Contains(t, draw([5]string{"Name", "Born", "Phone", "Mail", "Note"}, right), "Name\tThe second", "labels stay beside their values")
}

func TestOutlinesAndMetadata(t *testing.T) {
	xmp := `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description><dc:format>application/pdf</dc:format><dc:creator><rdf:Seq><rdf:li>Ann Müller &amp; Co</rdf:li><rdf:li>Bob</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>`
	d, err := Read(makePDF("<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R/Outlines<</First 6 0 R>>>>", "<</Kids[3 0 R]>>",
		"<</Type/Page/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/Pattern<</P 7 0 R>>/ExtGState<</G<</SMask<</G 8 0 R>>>>>>>>>>",
		"<</Length 46>>stream\nBT /F 9 Tf (Bob) Tj ET /P scn /P scn /G gs    \nendstream",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(xmp), xmp),
		"<</Title(Letter to Ann)/Next 6 0 R>>",
		"<</PatternType 1/Length 37>>stream\nBT /F 9 Tf 0 50 Td (in pattern) Tj ET\nendstream",
		"<</Subtype/Form/Length 37>>stream\nBT /F 9 Tf 0 90 Td (in a mask ) Tj ET\nendstream"))
	require.NoError(t, err)
	require.Empty(t, d.Unread)
	require.Equal(t, "Bob\n\nin pattern\n\nin a mask \nLetter to Ann\ncreator: Ann Müller & Co\n", string(d.Text))
}
