package detectors

import (
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// dayOrdinals are the days of a month in English that stand without their month: "due on the fifth", "since the 3rd".
var dayOrdinals = []string{"1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th", "11th", "12th", "13th", "14th", "15th", "16th", "17th", "18th", "19th", "20th",
	"21st", "22nd", "23rd", "24th", "25th", "26th", "27th", "28th", "29th", "30th", "31st", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
	"eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "thirtieth"}

// ordinal reads the day of a month without its month at token k, if a word of time stands before "the" and nothing that is counted behind the day.
func (r *dateReader) ordinal(k int) {
	first := k
	if k > 0 && (r.ts[k-1].Hash == hashTwenty || r.ts[k-1].Hash == hashThirty) && r.blank(k-1) {
		first--
	}
	if first < 2 || r.ts[first-1].Hash != hashThe || !r.blank(first-1) || !r.blank(first-2) {
		return
	}
	figures := r.ts[k].Flags&lex.HasDigit != 0
	before := r.ts[first-2].Hash
	if !dayAnnounced[before] && !(figures && dayAnnouncedFigure[before]) && !r.dayInstead(first-2) {
		return
	}
	if !figures {
		if day, e := spoken.Ordinal(r.b, r.ts, first); e != k+1 || day > 31 || first == k && day < 4 {
			return
		}
	}
	if e := int(r.ts[k].End); k+1 < len(r.ts) && e < len(r.b) && (r.b[e] == ' ' || r.b[e] == '-') && !(r.b[e] == ' ' && r.blank(k) && dayBehind[r.ts[k+1].Hash]) {
		return
	}
	for j := max(0, first-8); j < first; j++ {
		if dayCounted[r.ts[j].Hash] {
			return
		}
	}
	rule := ruleDateWritten
	if !figures {
		rule = ruleDateSpoken
	}
	r.emit(int(r.ts[first].Start), int(r.ts[k].End), pii.Date, 0.55, rule, !figures)
}

// dayInstead reports that token k stands shortly behind another such day: "on the fifth, can you do the seventh".
func (r *dateReader) dayInstead(k int) bool {
	return len(r.dst) > r.base && int(r.ts[k].Start)-r.until < 40 && int(r.ts[k].Start) >= r.until && r.dst[len(r.dst)-1].Type == pii.Date && dayOthers[r.ts[k].Hash]
}

var (
	hashTwenty         = lex.HashString("twenty")
	hashThirty         = lex.HashString("thirty")
	dayAnnounced       = hashes("on", "by", "until", "till", "since", "due")
	dayAnnouncedFigure = hashes("from", "before", "after", "starting", "for", "through", "of", "between")
	dayOthers          = hashes("and", "or", "to", "do", "not", "for", "than", "but", "make", "maybe")
	dayBehind          = hashes("and", "or", "at", "to", "for", "please", "if", "but", "when", "because", "instead", "so", "then", "as", "with", "which", "was", "is", "will", "were", "until", "till", "not", "i", "we", "he", "she",
		"they", "you", "it", "in", "latest", "around", "about", "from", "after", "before")
	dayCounted = hashes("floor", "floors", "hole", "row", "page", "chapter", "grade", "place", "finished", "race", "lap", "amendment", "corner", "base", "inning", "quarter", "century", "season", "round", "rank", "ranked", "step", "down", "apartment", "storey", "level")
)

// year reads a year that a word before announces.
func (r *dateReader) year(p, end int) {
	if end-p != 4 || r.b[p] != '1' && r.b[p] != '2' || r.b[p] == '1' && r.b[p+1] != '9' && r.b[p+1] != '8' || r.b[p] == '2' && r.b[p+1] != '0' {
		return
	}
	if end < len(r.b) && (lex.IsLetter(r.b[end]) || r.b[end] == '%' || r.b[end] == ':' && end+1 < len(r.b) && lex.IsWord(r.b[end+1])) {
		return
	}
	if end+1 < len(r.b) && (r.b[end] == '.' || r.b[end] == ',' || r.b[end] == ':') && lex.IsDigit(r.b[end+1]) {
		return
	}
	score := float32(0.3)
	if r.prep(p)&prepYear != 0 && !r.counted(end) {
		score = 0.55
	}
	r.emit(p, end, pii.Date, score, ruleDateYear, false)
}

// counted reports a lower-case noun behind a number, as in "from 2000 people".
func (r *dateReader) counted(end int) bool {
	k := r.s.TokenAt(end)
	if k >= len(r.ts) || int(r.ts[k].Start)-end != 1 || r.b[end] != ' ' || r.ts[k].Flags&lex.FirstUpper != 0 {
		return false
	}
	n := r.ts[k].Len()
	return n > 3 && r.b[r.ts[k].End-1] == 's' && datePreps()[r.ts[k].Hash] == 0 && !r.s.NoCase()
}
