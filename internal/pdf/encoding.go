package pdf

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// docHigh is PDFDocEncoding from 0x80 (ISO 32000 annex D.3); the rest is Latin-1.
var docHigh = []rune("•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\ufffd€")

// textString decodes a text string: UTF-16 or UTF-8 with a mark, else PDFDocEncoding.
func textString(s text) string {
	switch {
	case strings.HasPrefix(string(s), "\xfe\xff"):
		return utf16BE(string(s[2:]))
	case strings.HasPrefix(string(s), "\xff\xfe"):
		swapped := []byte(s[2:])
		for i := 0; i+1 < len(swapped); i += 2 {
			swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
		}
		return utf16BE(string(swapped))
	case strings.HasPrefix(string(s), "\xef\xbb\xbf"):
		return strings.ToValidUTF8(string(s[3:]), "\ufffd")
	}
	out := make([]rune, 0, len(s))
	for _, c := range []byte(s) {
		if c >= 0x80 && int(c-0x80) < len(docHigh) {
			out = append(out, docHigh[c-0x80])
			continue
		}
		out = append(out, rune(c))
	}
	return string(out)
}

func utf16BE(s string) string {
	u := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		u = append(u, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(u))
}

// simpleEncoding is the meaning of each byte in a font without further word.
type simpleEncoding [256]string

func namedEncoding(n name) simpleEncoding {
	var e simpleEncoding
	cm := charmap.Windows1252
	if n == "MacRomanEncoding" {
		cm = charmap.Macintosh
	}
	for i := range e {
		if i < ' ' {
			continue
		}
		if r := cm.DecodeByte(byte(i)); r != utf8.RuneError {
			e[i] = string(r)
		}
	}
	if n == "StandardEncoding" {
		e['\''], e['`'] = "’", "‘"
		for i := 0x80; i < 0x100; i++ {
			e[i] = ""
		}
		for i, s := range strings.Fields(standardHigh) {
			if s != "-" {
				e[0xa1+i] = s
			}
		}
	}
	return e
}

// standardHigh is StandardEncoding from 0xA1 (ISO 32000 annex D.2).
const standardHigh = "¡ ¢ £ ⁄ ¥ ƒ § ¤ ' “ « ‹ › fi fl - – † ‡ · - ¶ • ‚ „ ” » … ‰ - ¿ - ` ´ ˆ ˜ ¯ ˘ ˙ ¨ - ˚ ¸ - ˝ ˛ ˇ — " +
	"- - - - - - - - - - - - - - - - Æ - ª - - - - Ł Ø Œ º - - - - - æ - - - ı - - ł ø œ ß"

// glyphNames are the names of characters that are not made of a letter and an accent (Adobe Glyph List).
var glyphNames = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	f := strings.Fields(`exclam ! quotedbl " numbersign # dollar $ percent % ampersand & quotesingle ' parenleft ( parenright ) asterisk * plus +
comma , hyphen - minus − period . slash / zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 colon : semicolon ; less < equal = greater >
question ? at @ bracketleft [ backslash \ bracketright ] asciicircum ^ underscore _ grave ` + "`" + ` braceleft { bar | braceright } asciitilde ~ exclamdown ¡ cent ¢
sterling £ currency ¤ yen ¥ brokenbar ¦ section § dieresis ¨ copyright © ordfeminine ª guillemotleft « logicalnot ¬ registered ® macron ¯ degree °
plusminus ± acute ´ mu µ paragraph ¶ periodcentered · cedilla ¸ ordmasculine º guillemotright » onequarter ¼ onehalf ½ threequarters ¾ questiondown ¿
AE Æ Eth Ð multiply × Oslash Ø Thorn Þ germandbls ß ae æ eth ð divide ÷ oslash ø thorn þ Lslash Ł lslash ł OE Œ oe œ dotlessi ı dotlessj ȷ Dcroat Đ dcroat đ
Hbar Ħ hbar ħ Tbar Ŧ tbar ŧ Eng Ŋ eng ŋ IJ Ĳ ij ĳ florin ƒ circumflex ˆ caron ˇ breve ˘ dotaccent ˙ ring ˚ ogonek ˛ tilde ˜ hungarumlaut ˝ endash – emdash —
quoteleft ‘ quoteright ’ quotesinglbase ‚ quotedblleft “ quotedblright ” quotedblbase „ dagger † daggerdbl ‡ bullet • ellipsis … perthousand ‰ guilsinglleft ‹
guilsinglright › fraction ⁄ Euro € trademark ™ fi fi fl fl ff ff ffi ffi ffl ffl partialdiff ∂ infinity ∞ lozenge ◊ notequal ≠
lessequal ≤ greaterequal ≥ approxequal ≈ bigcircle ○ circlecopyrt © asteriskmath ∗ periodinferior . visiblespace ␣ arrowright → envelope ✉ phone ☎`)
	for i := 0; i+1 < len(f); i += 2 {
		m[f[i]] = f[i+1]
	}
	m["space"], m["nbspace"], m["sfthyphen"] = " ", " ", "\u00ad"
	return m
})

// accents are the combining characters that glyph names end with.
var accents = map[string]string{"grave": "\u0300", "acute": "\u0301", "circumflex": "\u0302", "tilde": "\u0303", "macron": "\u0304", "breve": "\u0306", "dotaccent": "\u0307",
	"dieresis": "\u0308", "ring": "\u030a", "hungarumlaut": "\u030b", "caron": "\u030c", "ogonek": "\u0328", "cedilla": "\u0327", "commaaccent": "\u0327", "dot": "\u0307"}

// glyphText returns the characters that a glyph's name says, "" if it says none.
func glyphText(n string) string {
	if s, ok := glyphNames()[n]; ok {
		return s
	}
	if len(n) > maxGlyphName {
		return ""
	}
	if k := strings.IndexByte(n, '.'); k > 0 { // a.sc, one.oldstyle
		return glyphText(n[:k])
	}
	if strings.IndexByte(n, '_') > 0 { // f_f_i
		all := ""
		for part := range strings.SplitSeq(n, "_") {
			all += glyphText(part)
		}
		return all
	}
	if len(n) == 1 && (n[0] >= 'a' && n[0] <= 'z' || n[0] >= 'A' && n[0] <= 'Z') {
		return n
	}
	for _, prefix := range []string{"uni", "u"} {
		if h, ok := strings.CutPrefix(n, prefix); ok && len(h) >= 4 && len(h) <= 6 {
			if v, err := strconv.ParseUint(h, 16, 32); err == nil && utf8.ValidRune(rune(v)) {
				return string(rune(v))
			}
		}
	}
	if len(n) > 1 {
		if a, ok := accents[n[1:]]; ok {
			return norm.NFC.String(n[:1] + a)
		}
	}
	return ""
}
