package spoken

import (
	"strings"
	"sync"

	"github.com/lethe-pii/lethe/internal/lex"
)

// Cardinal reads a whole number below 10,000 said from token i on: "thirty seven", "a hundred and three" without its article,
// "siebenunddreißig", "neunzehnhundertvierundachtzig", "mille neuf cent quatre-vingt-quatre", "dos mil cuatro". end is the token
// after it, i if there is none; figures are no words and give none.
func Cardinal(text []byte, ts []lex.Token, i int) (value, end int) {
	if i >= len(ts) || ts[i].Flags.AllDigits() {
		return 0, i
	}
	if ts[i].Len() >= 12 {
		if v, _, ok := compound(text[ts[i].Start:ts[i].End]); ok {
			return v, i + 1
		}
	}
	room := 10000 // what comes next must be smaller
	langs := anyLang
	for i < len(ts) {
		p := i
		if room < 10000 {
			if gapBetween(text, ts, p-1) != gapTight {
				break
			}
			if lookup(ts[p].Hash, langs).kind == joiner {
				p++
			}
			if p >= len(ts) || ts[p].Flags.AllDigits() {
				break
			}
		}
		v, n, lang := groupValue(text, ts, p, langs)
		if n == 0 || v >= room || v == 0 && room < 10000 {
			break
		}
		if v < 100 && v >= 10 && p+n < len(ts) && room == 10000 && lookup(ts[p+n].Hash, lang).kind == hundred {
			v, n = v*100, n+1 // nineteen hundred
		}
		value += v
		i = p + n
		end = i
		langs &= lang
		switch {
		case v >= 1000:
			room = 1000
		case v%100 == 0 && v > 0:
			room = 100
		default:
			return value, end
		}
	}
	if room == 10000 {
		return 0, i
	}
	return value, end
}

// groupValue reads one word group and returns its value and number of tokens.
func groupValue(text []byte, ts []lex.Token, p int, langs Lang) (v, n int, lang Lang) {
	if p >= len(ts) {
		return 0, 0, 0
	}
	switch w := lookup(ts[p].Hash, langs); {
	case w.kind == repeat:
		return 0, 0, 0
	case (w.kind == hundred || w.kind == thousand) && w.lang&^English != 0:
		return int(w.value), 1, w.lang
	}
	r := Run{Langs: langs}
	n = item(&r, text, ts, p)
	if n == 0 || r.N > 4 {
		return 0, 0, 0
	}
	for _, c := range r.Bytes() {
		v = v*10 + int(c-'0')
	}
	return v, n, r.Langs
}

// Year reads a year from 1100 to 2199 as people say it: a Cardinal, or two pairs ("nineteen eighty four", "nineteen oh five",
// "twenty ten"). end is i if there is none.
func Year(text []byte, ts []lex.Token, i int) (year, end int) {
	v, e := Cardinal(text, ts, i)
	switch {
	case e == i:
		return 0, i
	case 1100 <= v && v < 2200:
		return v, e
	case v < 11 || v > 21 || e >= len(ts) || gapBetween(text, ts, e-1) != gapTight:
		return 0, i
	}
	if z := lookup(ts[e].Hash, English); z.kind == digit && z.value == 0 && e+1 < len(ts) {
		if u := lookup(ts[e+1].Hash, English); u.kind == digit && u.value > 0 {
			return v*100 + int(u.value), e + 2
		}
		return 0, i
	}
	if w, f := Cardinal(text, ts, e); f > e && 10 <= w && w < 100 {
		return v*100 + w, f
	}
	return 0, i
}

var ordinals = sync.OnceValue(func() *lex.Dict[word] {
	m := new(lex.Dict[word])
	add := func(lang Lang, form string, v int) {
		if w := m.At(lex.HashString(form)); w.lang != German {
			*w = word{lang, full, int16(v)}
		}
	}
	for i, f := range strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth " +
		"fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth") {
		add(English, f, i+1)
	}
	add(English, "thirtieth", 30)
	german := func(stem string, v int) {
		for _, e := range []string{"e", "en", "er", "es"} {
			add(German, stem+e, v)
		}
	}
	for i, f := range strings.Fields("erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt vierzehnt fünfzehnt " +
		"sechzehnt siebzehnt achtzehnt neunzehnt") {
		german(f, i+1)
	}
	german("siebent", 7)
	units := strings.Fields("ein zwei drei vier fünf sechs sieben acht neun")
	for i, ten := range []string{"zwanzigst", "dreißigst", "dreissigst"} {
		v := 20
		if i > 0 {
			v = 30
		}
		german(ten, v)
		for k, u := range units {
			if v+k+1 <= 31 {
				german(u+"und"+ten, v+k+1)
			}
		}
	}
	for _, f := range []string{"premier", "première"} {
		add(French, f, 1)
	}
	for _, f := range []string{"primero", "primer"} {
		add(Spanish, f, 1)
	}
	return m
})

// Ordinal reads the number of a day said as an ordinal from token i on: "third", "twenty-first", "einundzwanzigsten", "premier".
// end is the token after it, i if there is none.
func Ordinal(text []byte, ts []lex.Token, i int) (value, end int) {
	if i >= len(ts) {
		return 0, i
	}
	if w := ordinals().Get(ts[i].Hash); w != nil {
		return int(w.value), i + 1
	}
	if w := lookup(ts[i].Hash, English); w.kind == tens && w.value <= 30 && i+1 < len(ts) && gapBetween(text, ts, i) == gapTight {
		if u := ordinals().Get(ts[i+1].Hash); u != nil && u.lang == English && u.value < 10 {
			return int(w.value + u.value), i + 2
		}
	}
	return 0, i
}

// germanNumber reads a German or Dutch compound such as "zweitausendvier" or "neunzehnhundertvierundachtzig".
func germanNumber(raw []byte) (int, bool) {
	var buf [96]byte
	if len(raw) > 64 {
		return 0, false
	}
	b := lex.Fold(buf[:0], raw)
	v, seen := 0, false
	for _, part := range [...]struct {
		word  string
		value int
	}{{"tausend", 1000}, {"duizend", 1000}, {"hundert", 100}, {"honderd", 100}} {
		k := indexOf(b, part.word)
		if k < 0 {
			continue
		}
		n := 1
		if k > 0 {
			var ok bool
			if n, ok = germanSmall(b[:k]); !ok {
				return 0, false
			}
		}
		v += n * part.value
		b = b[k+len(part.word):]
		seen = true
	}
	if !seen {
		return 0, false
	}
	if len(b) > 3 && string(b[:3]) == "und" {
		b = b[3:]
	}
	if len(b) > 0 {
		n, ok := germanSmall(b)
		if !ok {
			return 0, false
		}
		v += n
	}
	return v, v < 10000
}

// compound reads a number in one word of German, Dutch or Italian.
func compound(raw []byte) (v int, lang Lang, ok bool) {
	if v, ok = germanNumber(raw); ok {
		return v, German | Dutch, true
	}
	if v, ok = italianNumber(raw); ok {
		return v, Italian, true
	}
	v, ok = dutchYear(raw)
	return v, Dutch, ok
}

// dutchYear reads a year in one word without its hundreds: "negentienachtenzestig".
func dutchYear(raw []byte) (int, bool) {
	const century = "negentien"
	var buf [96]byte
	if len(raw) > 64 || len(raw) <= len(century) {
		return 0, false
	}
	b := lex.Fold(buf[:0], raw)
	if indexOf(b, century) != 0 {
		return 0, false
	}
	w := lookup(lex.Hash(b[len(century):]), Dutch)
	return 1900 + int(w.value), w.kind == teen || w.kind == full
}

// italianNumber reads a compound such as "millenovecentosessantadue" or "cinquecentodue".
func italianNumber(raw []byte) (int, bool) {
	var buf [96]byte
	if len(raw) > 64 {
		return 0, false
	}
	b := lex.Fold(buf[:0], raw)
	small := func(w []byte) (int, bool) {
		switch w := lookup(lex.Hash(w), Italian); w.kind {
		case digit, teen, full:
			return int(w.value), true
		}
		return 0, false
	}
	v, seen := 0, false
	if k := indexOf(b, "mila"); k > 0 {
		n, ok := small(b[:k])
		if !ok {
			return 0, false
		}
		v, b, seen = n*1000, b[k+4:], true
	} else if indexOf(b, "mille") == 0 {
		v, b, seen = 1000, b[5:], true
	}
	if k := indexOf(b, "cento"); k >= 0 {
		n := 1
		if k > 0 {
			var ok bool
			if n, ok = small(b[:k]); !ok || n > 9 {
				return 0, false
			}
		}
		v, b, seen = v+n*100, b[k+5:], true
	}
	if len(b) > 0 {
		n, ok := small(b)
		if !ok {
			return 0, false
		}
		v += n
	}
	return v, seen && v < 10000
}

// germanSmall reads a number below a hundred in one word.
func germanSmall(b []byte) (int, bool) {
	switch w := lookup(lex.Hash(b), German|Dutch); w.kind {
	case digit, teen, full:
		return int(w.value), true
	}
	return 0, false
}

func indexOf(b []byte, s string) int {
	for k := 0; k+len(s) <= len(b); k++ {
		if string(b[k:k+len(s)]) == s {
			return k
		}
	}
	return -1
}
