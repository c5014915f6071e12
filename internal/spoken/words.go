package spoken

import (
	"strings"
	"sync"

	"github.com/lethe-pii/lethe/internal/lex"
)

// Lang is a set of languages.
type Lang uint8

// The languages whose number words are known.
const (
	English Lang = 1 << iota
	German
	French
	Spanish
	Italian
	Dutch

	anyLang = English | German | French | Spanish | Italian | Dutch
)

type kind uint8

const (
	noKind   kind = iota
	digit         // 0 to 9
	teen          // 10 to 19
	tens          // 20 to 90, may be followed by a digit
	full          // a two-digit number in one word: einundzwanzig, veintidós
	hundred       // a factor of a hundred
	thousand      // a factor of a thousand
	hundreds      // 200 to 900 in one word: doscientos
	repeat        // double, triple, quadruple
	filler        // a word that may stand between two numbers
	joiner        // "and" inside a number: treinta y uno, vingt et un
	article       // may stand behind a repeat: zweimal die Sieben
	times         // "deux fois", "dos veces"
	plural        // what a small number counts: "three fives", "dos ceros"
)

// word is what a word can mean; a word shared by languages has one entry for each meaning.
type word struct {
	lang  Lang
	kind  kind
	value int16
}

// entries of one hash; no word has more than two meanings that matter.
type entry [2]word

type row struct {
	lang  Lang
	kind  kind
	words string // "form form=value …"; a form without a value has the value before it plus step
	from  int16
	step  int16
}

var rows = []row{
	{English, digit, "zero one two three four five six seven eight nine", 0, 1},
	{English, digit, "oh o nought naught nil", 0, 0},
	{English, teen, "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10, 1},
	{English, tens, "twenty thirty forty fifty sixty seventy eighty ninety", 20, 10},
	{English, tens, "fourty", 40, 0},
	{English, plural, "zeros ones twos threes fours fives sixes sevens eights nines", 0, 1},
	{English, plural, "ohs zeroes noughts", 0, 0},
	{English, hundred, "hundred", 100, 0},
	{English, thousand, "thousand", 1000, 0},
	{English, repeat, "double triple quadruple", 2, 1},
	{English, repeat, "treble", 3, 0},
	{English, filler, "uh um er erm ah hmm mm then so okay ok yeah dash hyphen slash stroke space pause", 0, 0},
	{English, joiner, "and", 0, 0},

	{German, digit, "null eins zwei drei vier fünf sechs sieben acht neun", 0, 1},
	{German, digit, "ein eine einen einer", 1, 0},
	{German, digit, "zwo", 2, 0},
	{German, digit, "fuenf", 5, 0},
	{German, teen, "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn", 10, 1},
	{German, teen, "zwoelf", 12, 0},
	{German, teen, "fuenfzehn", 15, 0},
	{German, full, "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig", 20, 10},
	{German, full, "dreissig", 30, 0},
	{German, full, "fuenfzig", 50, 0},
	{German, hundred, "hundert", 100, 0},
	{German, thousand, "tausend", 1000, 0},
	{German, repeat, "zweimal dreimal viermal", 2, 1},
	{German, repeat, "doppel doppelt doppelte", 2, 0},
	{German, filler, "äh ähm hm mhm dann also strich bindestrich und", 0, 0},
	{German, article, "die", 0, 0},
	{German, times, "mal", 0, 0},
	{German, plural, "nullen einsen zweien dreien vieren fünfen sechsen siebenen achten neunen", 0, 1},

	{French, digit, "zéro un deux trois quatre cinq six sept huit neuf", 0, 1},
	{French, digit, "une", 1, 0},
	{French, teen, "dix onze douze treize quatorze quinze seize", 10, 1},
	{French, tens, "vingt trente quarante cinquante soixante septante", 20, 10},
	{French, tens, "vingts", 20, 0},
	{French, tens, "huitante", 80, 0},
	{French, tens, "octante", 80, 0},
	{French, tens, "nonante", 90, 0},
	{French, hundred, "cent cents", 100, 0},
	{French, thousand, "mille", 1000, 0},
	{French, repeat, "double triple", 2, 1},
	{French, filler, "euh heu puis alors ben tiret", 0, 0},
	{French, joiner, "et", 0, 0},
	{French, times, "fois", 0, 0},
	{French, plural, "zéros", 0, 0},
	{French, article, "le", 0, 0},

	{Spanish, digit, "cero uno dos tres cuatro cinco seis siete ocho nueve", 0, 1},
	{Spanish, digit, "un una", 1, 0},
	{Spanish, teen, "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve", 10, 1},
	{Spanish, teen, "dieciseis", 16, 0},
	{Spanish, full, "veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve", 20, 1},
	{Spanish, full, "veintiún", 21, 0},
	{Spanish, full, "veintidos veintitres", 22, 1},
	{Spanish, full, "veintiseis", 26, 0},
	{Spanish, tens, "treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10},
	{Spanish, hundreds, "cien", 100, 0},
	{Spanish, hundreds, "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos", 100, 100},
	{Spanish, thousand, "mil", 1000, 0},
	{Spanish, repeat, "doble triple", 2, 1},
	{Spanish, filler, "eh em este luego guion guión pues", 0, 0},
	{Spanish, joiner, "y", 0, 0},
	{Spanish, times, "veces", 0, 0},
	{Spanish, plural, "ceros unos doses treses", 0, 1},
	{Spanish, article, "el", 0, 0},

	{Italian, digit, "zero uno due tre quattro cinque sei sette otto nove", 0, 1},
	{Italian, teen, "dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove", 10, 1},
	{Italian, full, "venti trenta quaranta cinquanta sessanta settanta ottanta novanta", 20, 10},
	{Italian, hundreds, "cento duecento trecento quattrocento cinquecento seicento settecento ottocento novecento", 100, 100},
	{Italian, repeat, "doppio triplo", 2, 1},
	{Italian, filler, "ehm poi allora trattino", 0, 0},

	{Dutch, digit, "nul een twee drie vier vijf zes zeven acht negen", 0, 1},
	{Dutch, digit, "één", 1, 0},
	{Dutch, teen, "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien", 10, 1},
	{Dutch, full, "twintig dertig veertig vijftig zestig zeventig tachtig negentig", 20, 10},
	{Dutch, hundred, "honderd", 100, 0},
	{Dutch, thousand, "duizend", 1000, 0},
	{Dutch, repeat, "dubbel dubbele", 2, 0},
	{Dutch, filler, "uhm dan streepje", 0, 0},
}

var lexicon = sync.OnceValue(func() *lex.Dict[entry] {
	m := new(lex.Dict[entry])
	add := func(form string, w word) {
		e := m.At(lex.HashString(form))
		switch {
		case e[0].kind == noKind:
			e[0] = w
		case e[0].kind == w.kind && e[0].value == w.value:
			e[0].lang |= w.lang
		default:
			e[1] = w
		}
	}
	for _, r := range rows {
		v := r.from
		for form := range strings.FieldsSeq(r.words) {
			add(form, word{r.lang, r.kind, v})
			v += r.step
		}
	}
	// German says the unit first: einundzwanzig.
	units := strings.Fields("ein zwei drei vier fünf sechs sieben acht neun")
	for i, ten := range strings.Fields("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig") {
		for k, u := range units {
			v := int16((i+2)*10 + k + 1)
			form := u + "und" + ten
			add(form, word{German, full, v})
			for _, alt := range []string{strings.ReplaceAll(form, "ß", "ss"), strings.ReplaceAll(form, "ü", "ue")} {
				if alt != form {
					add(alt, word{German, full, v})
				}
			}
		}
	}
	units = strings.Fields("een twee drie vier vijf zes zeven acht negen") // as in German: vierenveertig, drieëntwintig
	for i, ten := range strings.Fields("twintig dertig veertig vijftig zestig zeventig tachtig negentig") {
		for k, u := range units {
			v := int16((i+2)*10 + k + 1)
			add(u+"en"+ten, word{Dutch, full, v})
			if u == "twee" || u == "drie" {
				add(u+"ën"+ten, word{Dutch, full, v})
			}
		}
	}
	units = strings.Fields("uno due tre quattro cinque sei sette otto nove")
	for i, ten := range strings.Fields("venti trenta quaranta cinquanta sessanta settanta ottanta novanta") {
		for k, u := range units {
			v := int16((i+2)*10 + k + 1)
			stem := ten
			if u == "uno" || u == "otto" {
				stem = ten[:len(ten)-1]
			}
			add(stem+u, word{Italian, full, v})
			if u == "tre" {
				add(stem+"tré", word{Italian, full, v})
			}
		}
	}
	// "zero" is said in French and Italian too.
	*m.At(lex.HashString("zero")) = entry{{English | French | Italian, digit, 0}}
	return m
})

// lookup returns the meaning of a word in one of langs.
func lookup(h uint64, langs Lang) word {
	e := lexicon().Get(h)
	if e == nil {
		return word{}
	}
	for _, w := range e {
		if w.lang&langs != 0 && w.kind != noKind {
			return w
		}
	}
	return word{}
}

// Starters returns the words that can begin a spoken number, for pii.OnWords. The slice is fresh.
func Starters() []string {
	seen := make(map[string]bool)
	var out []string
	for _, r := range rows {
		if r.kind == filler || r.kind == joiner || r.kind == article || r.kind == times || r.kind == plural {
			continue
		}
		for form := range strings.FieldsSeq(r.words) {
			if !seen[form] && !common[form] {
				seen[form] = true
				out = append(out, form)
			}
		}
	}
	return out
}

// articles are number words that are articles too.
var articles = sync.OnceValue(func() *lex.Set {
	return lex.NewSet("ein", "eine", "einen", "einer", "un", "una", "une", "een")
})

// common words say a number so seldom that they start none by themselves.
var common = map[string]bool{"o": true, "un": true, "una": true, "une": true, "ein": true, "eine": true, "einen": true, "einer": true,
	"due": true, "sei": true, "een": true, "venti": true}
