package special

import (
	"strings"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// TraitTypes are the types that Traits alone finds.
var TraitTypes = []pii.Type{pii.Gender, pii.Nationality, pii.FamilyStatus, pii.Photo}

// Traits returns the detector of what a reader of English CVs is not to know: words that tell a person's gender (pronouns, titles, kin,
// "actress"), nationality, marital status and children, and file names of photographs; and the name that
// is the first line of a document. It is in no default list: every "he" is a
// finding. It looks tokens up in small tables, so its time is linear.
func Traits() pii.Detector { return traits{} }

type traits struct{}

func (traits) Spec() pii.Spec {
	return pii.Spec{Name: "traits", Types: append([]pii.Type{pii.Person}, TraitTypes...), Reach: pii.Reach{Behind: 128, Ahead: 128},
		Wants: []pii.Want{pii.OnTokens(), pii.OnLabel()}, Labels: traitLabels()}
}

// Numbers of the labels, and bits of the words.
const (
	traitGender = iota
	traitNationality
	traitFamily
	traitPhoto
)

const (
	wordGender = 1 << iota
	wordNation
	wordCitizen // "citizen", "passport": tells that a nation before it is a nationality
	wordMarital
	wordSingle // "single", "separated": marital only where they stand alone or lead to "with", "and"
	wordChild
	wordCount
	wordParent
	wordJoin
	wordImage
	wordBe
	wordArticle
)

var traitRules = [...]*pii.Rule{
	{Detector: "traits", Name: "gender", Source: "own list of words"},
	{Detector: "traits", Name: "nationality", Source: "own list of words"},
	{Detector: "traits", Name: "family", Source: "own list of words"},
	{Detector: "traits", Name: "photo", Source: "own list of words"},
}

var headingRule = &pii.Rule{Detector: "traits", Name: "heading", Source: "own rule"}

func traitLabels() *pii.LabelSet {
	return traitLabelsTable.Get(func() *pii.LabelSet {
		var ls []pii.Label
		for id, words := range []string{
			traitGender:      "gender; sex; pronouns; preferred pronouns; title; salutation; gender identity",
			traitNationality: "nationality; nationalities; citizenship; citizen of; national of; passport; country of birth; place of birth",
			traitFamily: `marital status; family status; civil status; relationship status; children; number of children; kids; dependants; dependents;
				family; spouse; partner; married`,
			traitPhoto: "photo; photograph; picture; portrait; headshot; profile picture; image; photo reference; photo ref; photo id; photo file",
		} {
			for w := range strings.SplitSeq(words, ";") {
				ls = append(ls, pii.Label{Text: strings.TrimSpace(w), ID: id})
			}
		}
		return pii.NewLabels(ls...)
	})
}

func traitWords() map[uint64]uint16 {
	return traitWordsTable.Get(func() map[uint64]uint16 {
		m := map[uint64]uint16{}
		for bit, words := range map[uint16]string{
			wordGender: `he him his himself she her hers herself mr mrs ms miss mister sir madam mx male female man men woman women boy boys girl girls
				guy guys gentleman gentlemen lady ladies husband wife father mother dad mum mom daddy mummy son sons daughter daughters brother
				brothers sister sisters uncle aunt nephew niece grandfather grandmother grandson granddaughter stepfather stepmother boyfriend
				girlfriend fiancé fiancée bride groom widow widower actor actress waiter waitress steward stewardess chairman chairwoman
				spokesman spokeswoman salesman saleswoman businessman businesswoman policeman policewoman fireman firewoman sportsman
				sportswoman craftsman craftswoman foreman forewoman alderman alderwoman host hostess heir heiress headmaster headmistress
				landlord landlady masseur masseuse barman barmaid schoolboy schoolgirl fatherhood motherhood paternity maternity men's
				women's masculine feminine née`,
			wordNation: nations,
			wordCitizen: `national nationals citizen citizens citizenship nationality passport passports subject origin descent parents born native
				resident`,
			wordMarital: "married unmarried divorced divorcee widowed cohabiting remarried",
			wordSingle:  "single separated engaged",
			wordChild:   "children child kids kid dependants dependents dependant dependent toddlers toddler twins babies baby",
			wordCount:   "no one two three four five six seven eight nine ten several 0 1 2 3 4 5 6 7 8 9 young small adult grown school age school-age",
			wordParent:  "parent mother father mum dad mom",
			wordJoin:    "with and of without",
			wordImage:   "jpg jpeg png gif webp heic tif tiff bmp",
			wordBe:      "am m is i are was were be being born originally proudly both half part",
			wordArticle: "a an",
		} {
			for w := range strings.FieldsSeq(words) {
				m[lex.HashString(w)] |= bit
			}
		}
		return m
	})
}

// nations are adjectives of nationality.
const nations = `afghan albanian algerian american andorran angolan argentine argentinian armenian australian austrian azerbaijani bahamian bahraini
	bangladeshi barbadian belarusian belgian belizean beninese bhutanese bolivian bosnian botswanan brazilian british bulgarian burkinabe
	burmese burundian cambodian cameroonian canadian chadian chilean chinese colombian comorian congolese croatian cuban cypriot czech danish
	djiboutian dominican dutch ecuadorian egyptian emirati english eritrean estonian ethiopian fijian filipino finnish french gabonese gambian
	georgian german ghanaian greek grenadian guatemalan guinean guyanese haitian honduran hungarian icelandic indian indonesian iranian iraqi
	irish israeli italian ivorian jamaican japanese jordanian kazakh kenyan kosovan kuwaiti kyrgyz laotian latvian lebanese liberian libyan
	lithuanian luxembourgish macedonian malagasy malawian malaysian maldivian malian maltese mauritanian mauritian mexican moldovan
	mongolian montenegrin moroccan mozambican namibian nepalese nepali nicaraguan nigerian nigerien norwegian omani pakistani palestinian
	panamanian paraguayan peruvian polish portuguese qatari romanian russian rwandan salvadoran samoan saudi scottish senegalese serbian
	singaporean slovak slovakian slovenian somali spanish sudanese surinamese swedish swiss syrian taiwanese tajik tanzanian thai togolese
	tongan trinidadian tunisian turkish turkmen ugandan ukrainian uruguayan uzbek venezuelan vietnamese welsh yemeni zambian zimbabwean`

var (
	traitLabelsTable lazy.Value[*pii.LabelSet]
	traitWordsTable  lazy.Value[map[uint64]uint16]
)

func (traits) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	words := traitWords()
	for _, a := range at {
		if a.Want == 1 {
			dst = traitValue(dst, s, a)
			continue
		}
		ts := s.Tokens()
		r := traitReader{s, ts, words}
		if from, to := r.heading(); to > 0 {
			dst = append(dst, s.Found(from, to, pii.Person, 0.9, headingRule))
		}
		for i := s.TokenAt(s.Lo); i < len(ts) && int(ts[i].Start) < s.Hi; {
			w := words[ts[i].Hash]
			if e := int(ts[i].End); w == 0 || (w&wordChild != 0 || ts[i].Flags&lex.LineStart != 0) && e < len(s.Text) && s.Text[e] == ':' {
				i++ // no listed word, or a label
				continue
			}
			from, to, trait := r.read(i, w)
			if to <= i {
				i++
				continue
			}
			if from > 0 && words[ts[from-1].Hash]&wordArticle != 0 && trait != traitPhoto && r.near(from-1) {
				from-- // "a British", "an Irish"
			}
			dst = append(dst, s.Found(r.start(from, trait), int(ts[to-1].End), TraitTypes[trait], 0.97, traitRules[trait]))
			i = to
		}
	}
	return dst
}

// traitValue makes a finding of the value behind a label: the rest of the line, up to a bar, a semicolon or two blanks.
func traitValue(dst []pii.Finding, s *pii.Segment, a pii.Anchor) []pii.Finding {
	if a.ID < 0 || a.ID >= len(traitIDs()) || !s.MarkedLabel(a) {
		return dst
	}
	id := traitIDs()[a.ID]
	start, end := a.Value, a.Value
	for end < len(s.Text) && end-start < 96 {
		if b := s.Text[end]; b == '\n' || b == '|' || b == ';' || b == '\t' || b == '"' || b == ' ' && end+1 < len(s.Text) && s.Text[end+1] == ' ' {
			break
		}
		end++
	}
	for end > start && (s.Text[end-1] == ' ' || s.Text[end-1] == '\r') {
		end--
	}
	if end <= start {
		return dst
	}
	f := s.Found(start, end, TraitTypes[id], 0.98, traitRules[id])
	f.Attrs = f.Attrs.WithLabelled(true)
	return append(dst, f)
}
