package main

import "strings"

// cognates returns how German, French and Spanish write a condition whose English name is Greek or Latin: "nephritis" is "Nephritis",
// "néphrite" and "nefritis". Words of other ends have none.
func cognates(word string) []string {
	if len(word) < 7 || strings.ContainsAny(word, " 0123456789") {
		return nil
	}
	for _, e := range greek {
		stem, ok := strings.CutSuffix(word, e.english)
		if !ok || len(stem) < 3 {
			continue
		}
		out := []string{germanStem(stem) + e.german, frenchStem(stem+e.french, len(stem)), spanishStem(stem) + e.spanish}
		if b := british.Replace(word); b != word {
			out = append(out, b)
		}
		return out
	}
	return nil
}

// british writes the Greek diphthongs that American spelling drops.
var british = strings.NewReplacer("hem", "haem", "emia", "aemia", "edema", "oedema", "rrhea", "rrhoea", "esoph", "oesoph", "ceco", "caeco", "pedi", "paedi", "gyne", "gynae",
	"fetal", "foetal", "estro", "oestro")

// drugNames returns how German, French and Spanish write an international drug name: "lamotrigine" is "Lamotrigin" and "lamotrigina".
func drugNames(word string) []string {
	if len(word) < 6 || strings.ContainsAny(word, " -0123456789") {
		return nil
	}
	for _, e := range drugEnds {
		for _, end := range e {
			stem, ok := strings.CutSuffix(word, end)
			if !ok || len(stem) < 3 {
				continue
			}
			return []string{stem + e[0], stem + e[1], frenchStem(stem+e[1], len(stem)), spanish.Replace(stem) + e[2]}
		}
	}
	return nil
}

// drugEnds are ends of drug names in German, French and Spanish; English has one of the first two.
var drugEnds = [][3]string{{"in", "ine", "ina"}, {"id", "ide", "ida"}, {"at", "ate", "ato"}, {"on", "one", "ona"}, {"en", "ene", "eno"}, {"azol", "azole", "azol"}, {"ol", "ol", "ol"},
	{"an", "ane", "ano"}, {"il", "il", "ilo"}, {"am", "am", "am"}, {"em", "em", "em"}}

// greek are ends of names of conditions, longer ones first.
var greek = []struct{ english, german, french, spanish string }{
	{"thyroidism", "thyreose", "thyroïdie", "tiroidismo"},
	{"sclerosis", "sklerose", "sclérose", "sclerosis"},
	{"stenosis", "stenose", "sténose", "stenosis"},
	{"ectasia", "ektasie", "ectasie", "ectasia"},
	{"paresis", "parese", "parésie", "paresia"},
	{"plegia", "plegie", "plégie", "plejia"},
	{"plasia", "plasie", "plasie", "plasia"},
	{"trophy", "trophie", "trophie", "trofia"},
	{"megaly", "megalie", "mégalie", "megalia"},
	{"iasis", "iasis", "iase", "iasis"},
	{"phobia", "phobie", "phobie", "fobia"},
	{"pathy", "pathie", "pathie", "patía"},
	{"penia", "penie", "pénie", "penia"},
	{"algia", "algie", "algie", "algia"},
	{"emia", "ämie", "émie", "emia"},
	{"uria", "urie", "urie", "uria"},
	{"itis", "itis", "ite", "itis"},
	{"osis", "ose", "ose", "osis"},
	{"oma", "om", "ome", "oma"},
}

// germanStem writes c as z before e, i and y, else as k, but for ch and sch.
func germanStem(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch next := at(s, i+1); {
		case s[i] != 'c' || next == 'h':
			b.WriteByte(s[i])
		case next == 'e' || next == 'i' || next == 'y':
			b.WriteByte('z')
		default:
			b.WriteByte('k')
		}
	}
	return b.String()
}

// frenchStem puts an accent on each e among the first n letters of w that one sound parts from a vowel: "néphr", "hépat", "herp".
func frenchStem(w string, n int) string {
	var b strings.Builder
	for i := 0; i < len(w); i++ {
		k := i + 1
		for k < len(w) && !isVowel(w[k]) && k-i <= 3 {
			k++
		}
		cluster := w[i+1 : min(k, len(w))]
		if i < n && w[i] == 'e' && k < len(w) && k > i+1 && cluster != "x" && (len(cluster) == 1 || strings.IndexByte("bcdfgptv", cluster[0]) >= 0 && strings.Trim(cluster[1:], "hrl") == "") {
			b.WriteString("é")
			continue
		}
		b.WriteByte(w[i])
	}
	return b.String()
}

// spanish writes Greek sounds as Spanish spells them.
var spanish = strings.NewReplacer("ph", "f", "th", "t", "rrh", "rr", "rh", "r", "chi", "qui", "che", "que", "ch", "c", "y", "i", "ll", "l", "mm", "m", "pp", "p", "ff", "f",
	"tt", "t", "ss", "s", "k", "c")

func spanishStem(s string) string {
	s = spanish.Replace(s)
	if len(s) > 2 && s[0] == 's' && !isVowel(s[1]) {
		s = "e" + s // "esclerosis"
	}
	return s
}

func at(s string, i int) byte {
	if i < len(s) {
		return s[i]
	}
	return 0
}

func isVowel(c byte) bool { return strings.IndexByte("aeiouy", c) >= 0 }
