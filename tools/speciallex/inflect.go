package main

import (
	"slices"
	"strings"
)

// inflections returns the forms of other genders, numbers and cases of a single word whose section holds adjectives and nouns for people,
// and the plural or genitive of a condition. A form that no language has costs ten bytes and is never met.
func inflections(section, word string) []string {
	if adjective, noun, ok := strings.Cut(word, " "); ok && section == "HEALTH S" && germanNoun(noun) {
		return declined(adjective, noun)
	}
	if len(word) < 5 || strings.ContainsAny(word, " 0123456789") {
		return nil
	}
	category, kind, _ := strings.Cut(section, " ")
	switch {
	case kind == "W" && (category == "RELIGION" || category == "POLITICAL" || category == "ETHNICITY" || category == "SEXUALITY" || category == "UNION" || category == "BIOMETRIC"):
	case category == "HEALTH" && (kind == "S" || kind == "W"):
		return []string{word + "s"}
	default:
		return nil
	}
	for _, e := range endings {
		if stem, ok := strings.CutSuffix(word, e.end); ok {
			out := make([]string, len(e.forms))
			for i, f := range e.forms {
				out[i] = stem + f
			}
			return out
		}
	}
	return []string{word + "s"}
}

// germanNouns are ends of German names of conditions.
var germanNouns = []string{"störung", "erkrankung", "krankheit", "episode", "schwäche", "verletzung", "behinderung", "insuffizienz", "entzündung", "allergie",
	"schmerzen", "sucht", "migräne", "psychose", "depression", "lähmung", "hypertonie", "leukämie", "sklerose", "anämie", "infektion", "demenz", "syndrom"}

func germanNoun(w string) bool {
	for _, e := range germanNouns {
		if strings.HasSuffix(w, e) && !strings.Contains(w, " ") {
			return true
		}
	}
	return false
}

// declined returns a German adjective in its other cases before a noun: "bipolare Störung", "an einer bipolaren Störung".
func declined(adjective, noun string) []string {
	for _, e := range []string{"en", "es", "er", "em", "e"} {
		stem, ok := strings.CutSuffix(adjective, e)
		if !ok || len(stem) < 4 {
			continue
		}
		var out []string
		for _, e := range []string{"e", "en", "er"} {
			out = append(out, stem+e+" "+noun)
		}
		return out
	}
	return nil
}

// endings are tried in order: French, Spanish and German endings of adjectives and of nouns for people.
var endings = []struct {
	end   string
	forms []string
}{
	{"ien", []string{"ienne", "iens", "iennes"}},
	{"éen", []string{"éenne", "éens", "éennes"}},
	{"ais", []string{"aise", "aises"}},
	{"ois", []string{"oise", "oises"}},
	{"ain", []string{"aine", "ains", "aines"}},
	{"eux", []string{"euse", "euses"}},
	{"eur", []string{"euse", "rice", "eurs"}},
	{"if", []string{"ive", "ifs", "ives"}},
	{"el", []string{"elle", "els", "elles", "le", "ler", "len"}},
	{"iste", []string{"istes"}},
	{"ista", []string{"istas"}},
	{"ist", []string{"isten", "istin", "istinnen", "ists"}},
	{"isch", []string{"ische", "ischer", "ischen", "isches", "ischem"}},
	{"ell", []string{"elle", "eller", "ellen", "elles"}},
	{"al", []string{"ale", "aler", "alen", "ales", "als"}},
	{"iv", []string{"ive", "iver", "iven"}},
	{"ant", []string{"anten", "antin", "antinnen", "ants", "ante", "antes"}},
	{"it", []string{"iten", "itin", "itinnen", "its"}},
	{"er", []string{"ern", "erin", "erinnen", "ers"}},
	{"és", []string{"esa", "eses", "esas"}},
	{"o", []string{"a", "os", "as"}},
	{"a", []string{"as", "o", "os"}},
	{"é", []string{"ée", "és", "ées"}},
	{"e", []string{"es", "en", "er"}},
	{"s", nil},
}

// misspellings returns what people type for a word: two letters swapped, a letter left out, a consonant doubled, an accent lost, letters that
// sound alike, an h that is not heard. The first letter is right. Of several words one is wrong.
func misspellings(form string) []string {
	words := strings.Fields(form)
	if len(words) == 1 {
		return misspelt(form)
	}
	var out []string
	for i, w := range words {
		for _, m := range misspelt(w) {
			wrong := slices.Clone(words)
			wrong[i] = m
			out = append(out, strings.Join(wrong, " "))
		}
	}
	return out
}

func misspelt(word string) []string {
	r := []rune(word)
	if len(r) < 5 {
		return nil
	}
	var out []string
	for i := 1; i < len(r); i++ {
		if i+1 < len(r) && r[i] != r[i+1] {
			swapped := append([]rune{}, r...)
			swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
			out = append(out, string(swapped))
		}
		if i+1 < len(r) || len(r) > 7 {
			out = append(out, string(r[:i])+string(r[i+1:]))
		}
		if strings.ContainsRune("lnstprmfc", r[i]) && r[i] != r[i-1] {
			out = append(out, string(r[:i])+string(r[i])+string(r[i:]))
		}
		if strings.ContainsRune("äöü", r[i]) {
			out = append(out, string(r[:i+1])+"h"+string(r[i+1:]))
		}
		if one := plain.Replace(string(r[i])); len(one) == 1 && one != string(r[i]) {
			out = append(out, string(r[:i])+one+string(r[i+1:]))
		}
	}
	for _, v := range vowels {
		for i := 1; i < len(r); i++ {
			if strings.HasPrefix(string(r[i:]), v[0]) {
				out = append(out, string(r[:i])+v[1]+strings.TrimPrefix(string(r[i:]), v[0]))
			}
		}
	}
	return out
}

// vowels are letters that sound alike.
var vowels = [][2]string{{"e", "i"}, {"i", "e"}, {"a", "e"}, {"e", "a"}, {"y", "i"}, {"ph", "f"}, {"th", "t"}, {"rh", "r"}, {"c", "s"}, {"s", "c"},
	{"c", "k"}, {"ei", "ie"}, {"h", ""}}
