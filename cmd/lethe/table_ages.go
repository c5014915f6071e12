package main

import (
	"regexp"
	"strconv"

	"github.com/lethe-pii/lethe/anonymize/table"
)

// Notes tell ages in fewer words than a detector can take for one in any text: a number in brackets behind a name, between
// commas, beside a letter for the sex. Where persons are to be k-fold, a number too many is generalized rather than one left.

const (
	years   = `(?:\s?-?\s?(?:y(?:ea)?rs?|y)\b\.?(?:[\s-]*old)?|\s?y[-./]?o\b\.?)?`
	sexes   = `(?:m|f|w|male|female)`
	persons = `(?:he|she|i|who|they|patient|pt|client|caller|resident|wife|husband|partner|mother|mum|mom|father|dad|parent|son|daughter|child|` +
		`sister|brother|twin|man|woman|lady|gentleman|boy|girl|girlfriend|boyfriend|carer|neighbour|neighbor|friend)`
	number = `(\d{1,3})`
)

// ageForms have the number as their group.
var ageForms = []*regexp.Regexp{
	regexp.MustCompile(`(?i)\p{L}[.’']?\s*[(\[]\s*(?:aged?\s+)?` + number + years + `\s*(?:[,/;]?\s*` + sexes + `)?\s*[)\]]`),
	regexp.MustCompile(`(?i)[(\[]\s*(?:` + sexes + `\s*[/,]?\s*)?` + number + `\s*[/,]?\s*` + sexes + `\s*[)\]]`),
	regexp.MustCompile(`(?i)[(\[]\s*` + sexes + `\s*[/,]\s*` + number + `\s*[)\]]`),
	regexp.MustCompile(`(?i)\p{L}[.’']?\)?\s*[,;–-]\s+` + number + years + `\s*(?:[,;.–)]|-\s|$)`),
	regexp.MustCompile(`(?im)^\s*` + number + `\s?(?:y(?:ea)?rs?|y)\b`),
	regexp.MustCompile(`\b` + number + `\s?(?:/\s?)?(?:[MF]\b|[♀♂])`),
	regexp.MustCompile(`(?i)\b` + number + `\s?/\s?` + sexes + `\b`),
	regexp.MustCompile(`(?i)\b` + sexes + `\s?/\s?` + number + `\b`),
	regexp.MustCompile(`(?i)\b` + persons + `(?:\s+(?:is|was|are|am|will be|turns|turned)|['’](?:s|m|re|ll be))\s+(?:(?:now|just|only|about|nearly|almost|around)\s+)?` + number +
		`\s*(?:[,;.!?)]|$|(?:and|now|in|on|next|this|with|but|when|at)\b)`),
	regexp.MustCompile(`(?i)\bsince\s+` + persons + `\s+(?:was|were)\s+` + number + `\b`),
	regexp.MustCompile(`(?i)\bat\s+` + number + `,?\s+(?:he|she|i|they)\b`),
	regexp.MustCompile(`(?i)\b(?:woman|man|lady|gentleman|boy|girl|male|female|person)\s*(?:of\b|[,:])?\s*` + number + `\b`),
	regexp.MustCompile(`(?i)\bage[sd]?(?:\s*/\s*sex|\s*\((?:in\s+)?years\)|\s+(?:at|on|when)(?:\s+(?:the\s+)?\p{L}+){1,3})?\s*[:=]?\s*` + number + `(?:y(?:ea)?rs?|yo?)?\b`),
	regexp.MustCompile(`(?i)\b` + number + `\s?-?\s?(?:y(?:ea)?rs?|y)\.?[\s-]*(?:old|of\s+age)\b`),
	regexp.MustCompile(`(?i)\b` + number + `\s?-?\s?y[-./]?o\.?\s?[mf]?\b`),
	regexp.MustCompile(`(?i)\b(?:now|approx\.?|approximately|about|nearly|almost|around)\s+` + number + `\s*(?:[,;.!?)]|$)`),
	regexp.MustCompile(`(?i)\b(?:sex|gender)\s*/\s*age\s*[:=]?\s*[a-z]+\s*[/,]\s*` + number + `\b`),
	regexp.MustCompile(`(?i)\b` + number + `(?:st|nd|rd|th)\s+birthday`),
	regexp.MustCompile(`(?i)\b` + number + `\s+at\s+(?:the\s+)?(?:time|admission|diagnosis|birth|onset|death|referral)\b`),
}

// terseAges finds them.
func terseAges(text string) []table.Mention {
	var out []table.Mention
	for _, form := range ageForms {
		for _, at := range form.FindAllStringSubmatchIndex(text, -1) {
			v := text[at[2]:at[3]]
			if n, err := strconv.Atoi(v); err == nil && n > 0 && n < 120 {
				out = append(out, table.Mention{Start: at[2], End: at[3], Column: "age", Value: strconv.Itoa(n)})
			}
		}
	}
	return out
}
