package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

var meridiems = hashes("am", "pm")

// dottedNick reports two or three words in small letters with a dot between them, "divya.s", which are no host.
func dottedNick(v []byte) bool {
	dot := bytes.LastIndexByte(v, '.')
	if dot < 3 || dot == len(v)-1 || bytes.Count(v, []byte(".")) > 2 || topLevel(v[dot+1:]) == sureDomain {
		return false
	}
	for _, c := range v {
		if c != '.' && (!lex.IsLetter(c) || lex.IsUpper(c)) {
			return false
		}
	}
	return true
}

// postHead reports the head of a post in a forum, whose author is b[start:end]: "**ann_lee** · Jan 8, 2026", "ann_lee – 12/02/2026 21:08".
func postHead(b []byte, start, end int) bool {
	if start > 1 && b[start-1] == '*' {
		if !bytes.HasPrefix(b[end:], []byte("**")) {
			return false
		}
		end += len("**")
	} else if start > 0 && b[start-1] != '\n' {
		return false
	}
	for _, sep := range [...]string{" · ", " – ", " — ", " - ", " | ", ", "} {
		if !bytes.HasPrefix(b[end:], []byte(sep)) {
			continue
		}
		return stampedPost(b, end+len(sep))
	}
	return false
}

// stampedPost reports the time of a post at p: a date in figures with a clock, or the name of a month and a day, a weekday before it or not.
func stampedPost(b []byte, p int) bool {
	if _, e, form := dates.Numeric(b, p, false); form != dates.None {
		_, clock := dates.Time(b, min(len(b), e+1))
		return clock != dates.NoClock
	}
	for range 2 {
		q := p
		for q < len(b) && lex.IsLetter(b[q]) {
			q++
		}
		if q == p || q+1 >= len(b) || b[q] != ' ' {
			return false
		}
		h := lex.Hash(b[p:q])
		if dates.Month(h).Month > 0 {
			return lex.IsDigit(b[q+1])
		}
		if ok, _ := dates.Weekday(h); !ok {
			return false
		}
		p = q + 1
	}
	return false
}

// postedBy returns the end of the author of a post in the head that boards write, "by moss_fern » Sun Jan 14, 2024 9:17 pm", behind the label of anchor
// a; 0 if it is another.
func postedBy(b []byte, a pii.Anchor) int {
	if a.Value != a.End+1 || a.Value >= len(b) || !alnum(b[a.Value]) {
		return 0
	}
	end := userEnd(b, a.Value)
	if end-a.Value < 3 || !bytes.HasPrefix(b[end:], []byte(" » ")) || !stampedPost(b, end+len(" » ")) {
		return 0
	}
	return end
}

// wrotePost reports the head of a post that says who wrote it, whose author is b[start:end] and begins its line: "moss_fern wrote:",
// "moss skrev 2026-01-04 20:16:", "moss a écrit (08/01/2026 à 22:10)". dated tells a time, with which any word is an account.
func wrotePost(b []byte, start, end int) (ok, dated bool) {
	if start > 1 && b[start-1] == '*' {
		if !bytes.HasPrefix(b[end:], []byte("**")) {
			return false, false
		}
		end += len("**")
	} else if start > 0 && b[start-1] != '\n' {
		return false, false
	}
	if end >= len(b) || b[end] != ' ' {
		return false, false
	}
	for _, verb := range [...]string{"wrote", "a écrit", "schrieb", "skrev", "escribió", "ha scritto", "scrisse", "schreef", "escreveu", "napisał", "napisała", "kirjoitti"} {
		p := end + 1 + len(verb)
		if !bytes.HasPrefix(b[end+1:], []byte(verb)) || p+1 >= len(b) {
			continue
		}
		if b[p] == ':' || b[p] == ' ' && b[p+1] == ':' {
			return true, false
		}
		if b[p] != ' ' {
			return false, false
		}
		line, _, _ := bytes.Cut(b[p:min(len(b), p+maxStamp)], []byte("\n"))
		if line = bytes.TrimSpace(line); len(line) == 0 || line[len(line)-1] != ':' && line[len(line)-1] != ')' {
			return false, false // a sentence
		}
		p++
		if b[p] == '(' {
			p++
		}
		for _, on := range [...]string{"on ", "am ", "le ", "el ", "il ", "op ", "em ", "den "} {
			if bytes.HasPrefix(b[p:], []byte(on)) {
				p += len(on)
				break
			}
		}
		if _, _, form := dates.Numeric(b, p, false); form != dates.None {
			return true, true
		}
		return stampedPost(b, p), true
	}
	return false, false
}

const maxStamp = 48 // bytes of a line between the verb of a post's head and the line's end

// postAuthor reports a word in small letters that may be an account: no pronoun and no role.
func postAuthor(v []byte) bool {
	return len(v) > 2 && v[0]-'a' < 26 && !postPronouns[lex.Hash(v)] && !chatWords().Has(lex.Hash(v))
}

var postPronouns = hashes("she", "they", "someone", "somebody", "who", "one", "hon", "han", "elle", "ella", "lei", "lui", "man", "sie", "wer", "ona", "zij", "hij", "ele", "ela", "user", "guest", "admin", "anonymous", "patient", "client", "author", "seller", "buyer", "customer", "then", "and", "also")
