package pdf

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func catalog(more ...string) []byte {
	return makePDF(append([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Kids[3 0 R]>>"}, more...)...)
}

func raw(s string) []byte { return []byte("%PDF-1.7\n" + s) }

// hostile are files that took minutes, all memory or a panic. Each ends soon, with a text or with ErrTooLarge.
func hostile() map[string]func() []byte {
	rep := strings.Repeat
	stream := func(d, s string) string { return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", d, len(s), s) }
	font := "/Resources<</Font<</F 5 0 R>>>>"
	helv := "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
	return map[string]func() []byte{
		"open arrays": func() []byte { return raw(rep("1 0 obj [ ", 50_000)) },
		"open arrays ObjStm": func() []byte {
			return raw(rep("1 0 obj [/ObjStm ", 5_000) + func() string {
				var b strings.Builder
				for i := range 50_000 {
					fmt.Fprintf(&b, "%d 0 obj [/ObjStm ", i)
				}
				return b.String()
			}())
		},
		"open strings":  func() []byte { return raw(rep("1 0 obj (", 50_000)) },
		"open hex":      func() []byte { return raw(rep("1 0 obj <", 50_000)) },
		"open comments": func() []byte { return raw(rep("1 0 obj %", 50_000)) },
		"open trailers": func() []byte { return raw(rep("trailer<<", 50_000)) },
		"blanks":        func() []byte { return raw(rep(rep(" ", 1000)+"obj", 2000)) },
		"negative length": func() []byte {
			return catalog("<</Type/Page/Contents 4 0 R>>", "<</X(endstream)/Length -30>>stream\nBT\nendstream", "<</X(endstream)/Length -5>>stream\nBT\nendstream")
		},
		"huge length": func() []byte {
			return catalog("<</Type/Page/Contents 4 0 R>>", "<</Length 9223372036854775807>>stream\nBT\nendstream")
		},
		"predictor": func() []byte {
			return catalog("<</Type/Page/Contents 4 0 R>>", stream("/Filter/LZWDecode/DecodeParms<</Predictor 12/Colors 65536/BitsPerComponent 65536/Columns 65536>>", "\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01"))
		},
		"contents over again": func() []byte {
			return catalog("<</Type/Page/Contents["+rep("4 0 R ", 5_000)+"]>>", stream("", rep(" ", 1<<20)))
		},
		"form over again": func() []byte {
			return catalog("<</Type/Page/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>", stream("", rep("/X Do ", 100_000)), stream("/Subtype/Form", rep(" ", 1<<20)))
		},
		"long meanings": func() []byte {
			return catalog("<</Type/Page/Contents 4 0 R"+font+">>", stream("", "BT /F 9 Tf ("+rep("a", 100_000)+") Tj ET"), "<</Type/Font/Subtype/Type1/ToUnicode 6 0 R>>",
				stream("", "1 beginbfchar <61> <"+rep("0061", 100_000)+"> endbfchar"))
		},
		"long glyph name": func() []byte {
			return catalog("<</Type/Page/Contents 4 0 R"+font+">>", stream("", "BT /F 9 Tf (aaaa) Tj ET"), "<</Type/Font/Subtype/Type1/Encoding<</Differences[97/"+rep("a_", 500_000)+"a]>>>>")
		},
		"direct fonts": func() []byte {
			return catalog("<</Type/Page/Contents 4 0 R/Resources<</Font<</F "+helv+">>>>>>", stream("", "BT "+rep("/F 9 Tf ", 500_000)+"(x) Tj ET"))
		},
		"no fonts": func() []byte {
			return catalog("<</Type/Page/Contents 4 0 R>>", stream("", "BT "+rep("/F 9 Tf ", 500_000)+"(x) Tj ET"))
		},
		"shared widths": func() []byte {
			objs := []string{"<</Type/Page/Contents 4 0 R/Resources<</Font 5 0 R>>>>", "", "", "[" + rep("5 ", 100_000) + "]"}
			var ops, fonts strings.Builder
			for i := range 2000 {
				fmt.Fprintf(&ops, "/F%d 9 Tf ", i)
				fmt.Fprintf(&fonts, "/F%d %d 0 R ", i, 7+i)
				objs = append(objs, "<</Type/Font/Subtype/Type1/Widths 6 0 R>>")
			}
			objs[1], objs[2] = stream("", ops.String()), "<<"+fonts.String()+">>"
			return catalog(objs...)
		},
		"shared kids": func() []byte {
			objs := []string{"<</Kids 4 0 R>>", ""}
			var kids strings.Builder
			for i := range 10_000 {
				fmt.Fprintf(&kids, "%d 0 R ", 5+i)
				objs = append(objs, "<</Kids 4 0 R>>")
			}
			objs[1] = "[" + kids.String() + "]"
			return catalog(objs...)
		},
		"shared notes": func() []byte {
			objs := []string{"<</Kids 4 0 R>>", "", "[" + rep("null ", 100_000) + "]"}
			var kids strings.Builder
			for i := range 10_000 {
				fmt.Fprintf(&kids, "%d 0 R ", 6+i)
				objs = append(objs, "<</Annots 5 0 R/Contents 5 0 R>>")
			}
			objs[1] = "[" + kids.String() + "]"
			return catalog(objs...)
		},
		"shared labels": func() []byte {
			objs := []string{"<</Type/Page>>"}
			var fields strings.Builder
			for i := range 5_000 {
				fmt.Fprintf(&fields, "%d 0 R ", 5+i)
			}
			objs = append(objs, "("+rep("x", 1<<20)+")")
			for range 5_000 {
				objs = append(objs, "<</T 4 0 R/V(a)>>")
			}
			b := makePDF(append([]string{"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[" + fields.String() + "]>>>>", "<</Kids[3 0 R]>>"}, objs...)...)
			return b
		},
		"lengths of lengths": func() []byte {
			var b strings.Builder
			b.WriteString("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 3 0 R>>endobj ")
			for i := range 100_000 {
				fmt.Fprintf(&b, "%d 0 obj<</Length %d 0 R>>stream\nendstream ", i+2, i+3)
			}
			b.WriteString("trailer<</Root 1 0 R>>")
			return []byte(b.String())
		},
		"short columns": func() []byte {
			var b strings.Builder
			b.WriteString("BT /F 1 Tf ")
			for i := range 60_000 {
				fmt.Fprintf(&b, "1 0 0 1 0 %d Tm (a) Tj 1 0 0 1 99 %[1]d Tm (b) Tj ", 60_000-i)
			}
			return catalog("<</Type/Page/Contents 4 0 R"+font+">>", stream("", b.String()+"ET"), helv)
		},
		"no numbers": func() []byte {
			return onePage("BT /F +Inf Tf -Inf 700 Td (Ann) Tj +nan 0 Td (x) Tj +nan +nan +nan 0 1 1 Tm (b) Tj ET", "")
		},
		"object streams that lie": func() []byte {
			return makePDF("<</Type/Catalog/Pages 2 0 R>>", "<</Kids[3 0 R]>>", "<</Type/Page>>", stream("/Type/ObjStm/N 999999999999/First 99999999999999999999", "9 0 8 1"), stream("/Type/ObjStm/N -1/First -1", "9 0 8 1"))
		},
		"kids of themselves": func() []byte { return catalog("<</Kids 4 0 R>>", "[5 0 R 3 0 R [3 0 R]]", "5 0 R") },
	}
}

func TestHostileFilesEndSoon(t *testing.T) {
	for name, file := range hostile() {
		t.Run(name, func(t *testing.T) {
			b := file()
			start := time.Now()
			d, err := Read(b)
			if err != nil {
				require.ErrorIs(t, err, ErrTooLarge)
			} else {
				d.Boxes(0, len(d.Text))
			}
			took := time.Since(start)
			t.Logf("%d bytes, %v, %v", len(b), took, err)
			require.Less(t, took, 10*time.Second)
		})
	}
}

// TestNothingIsLeftOutSilently: what a page, note or form says is read or named.
func TestNothingIsLeftOutSilently(t *testing.T) {
	st := func(s string) string { return fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(s), s) }
	helv := "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
	page := func(more string) string {
		return "<</Type/Page/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>" + more + ">>"
	}
	ops := st("BT /F 9 Tf 10 10 Td (Ann) Tj ET")
	for name, tt := range map[string]struct {
		file   []byte
		text   string
		unread []string
	}{
		"missing kid": {makePDF("<</Type/Catalog/Pages 2 0 R>>", "<</Kids[3 0 R 77 0 R]/Count 2>>", page(""), ops, helv),
			"Ann\n", []string{"a page that is missing", "pages"}},
		"no kids, count": {makePDF("<</Type/Catalog/Pages 2 0 R>>", "<</Kids[3 0 R]/Count 5>>", page(""), ops, helv),
			"Ann\n", []string{"pages"}},
		"missing contents": {makePDF("<</Type/Catalog/Pages 2 0 R>>", "<</Kids[3 0 R]>>", "<</Contents[4 0 R 99 0 R]/Resources<</Font<</F 5 0 R>>>>>>", ops, helv),
			"Ann\n", []string{"damaged contents on page 1"}},
		"missing XObject": {makePDF("<</Type/Catalog/Pages 2 0 R>>", "<</Kids[3 0 R]>>", page(""), st("BT /F 9 Tf 10 10 Td (Ann) Tj ET /X Do"), helv),
			"Ann\n", []string{"missing drawing on page 1"}},
		"choice": {makePDF("<</Type/Catalog/Pages 2 0 R>>", "<</Kids[3 0 R]>>", page("/Annots[<</Subtype/Widget/V[(Bob Roe)(Ann Poe)]>>]"), ops, helv),
			"Ann\nBob Roe\nAnn Poe\n", nil},
		"value stream": {makePDF("<</Type/Catalog/Pages 2 0 R>>", "<</Kids[3 0 R]>>", page("/Annots[<</Subtype/Widget/V 6 0 R>>]"), ops, helv, st("Long text of Bob")),
			"Ann\nLong text of Bob\n", nil},
		"rich": {makePDF("<</Type/Catalog/Pages 2 0 R>>", "<</Kids[3 0 R]>>", page("/Annots[<</Subtype/FreeText/RC(<p>Bob Roe</p>)/Subj(Ann)>>]"), ops, helv),
			"Ann\nAnn\n<p>Bob Roe</p>\n", nil},
		"appearance": {makePDF("<</Type/Catalog/Pages 2 0 R>>", "<</Kids[3 0 R]>>", page("/Annots[<</Subtype/Stamp/AP<</N 6 0 R>>>>]"), ops, helv, "<</Subtype/Form/Resources<</Font<</F 5 0 R>>>>/Length 33>>stream\nBT /F 9 Tf 0 0 Td (Bob Roe) Tj ET\nendstream"),
			"Ann\nBob Roe\n", nil},
		"form missing ref": {makePDF("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[66 0 R]>>>>", "<</Kids[3 0 R]>>", page("/Annots[77 0 R]"), ops, helv),
			"Ann\n", []string{"missing note on page 1", "fields of a form"}},
		"acroform xfa": {makePDF("<</Type/Catalog/Pages 2 0 R/AcroForm 66 0 R>>", "<</Kids[3 0 R]>>", page(""), ops, helv),
			"Ann\n", []string{"fields of a form"}},
		"struct alt": {makePDF("<</Type/Catalog/Pages 2 0 R/StructTreeRoot<</K<</Alt(Photo of Bob Roe)/ActualText(Bob)>>>>>>", "<</Kids[3 0 R]>>", page(""), st("/Span<</ActualText(Bob Roe)>>BDC BT /F 9 Tf (xx) Tj ET EMC"), helv),
			"Bob Roe\nPhoto of Bob Roe\n", nil},
	} {
		d, err := Read(tt.file)
		require.NoError(t, err, name)
		require.Equal(t, tt.text, string(d.Text), name)
		require.Equal(t, tt.unread, d.Unread, name)
	}
}
