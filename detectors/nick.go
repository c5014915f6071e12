package detectors

import (
	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

var ruleNick = &pii.Rule{Detector: "username", Name: "speaker"}

// nickLine is a line of a chat: "jules_k: hi there", "12:01 <jules_k> hi".
type nickLine struct {
	start, end int
	hash       uint64
	chat       bool // its text has words of a conversation
	sure       bool // a time or a "<" stands before, or a greeting behind
	angled     bool // the name stands in "<>"
	plain      bool // the name is a word like others: a speaker if another one in "<>" is none
	post       bool // the line is the head of a post, or has its time in brackets: one line that talks is enough
}

const maxNickLines = 64

// nicks finds the speakers of a chat who have no person's name: with digits or "_", at the start of a line. Somebody must talk in the line, and
// the speaker come twice, or the line bear a time, "<>" or a greeting: keys of configurations look the same otherwise.
func nicks(dst []pii.Finding, s *pii.Segment) []pii.Finding {
	for k, i := range s.Openers() {
		if opensLine(s, int(i)) {
			if _, ok := readNick(s, int(i)); ok {
				return nicksFrom(dst, s, s.Openers()[k:])
			}
		}
	}
	return dst
}

// opensLine reports whether token i is the first of its line, "[" and "<" not counted.
func opensLine(s *pii.Segment, i int) bool {
	t := &s.Tokens()[i]
	p := int(t.Start)
	if t.Flags&(lex.LineStart|lex.SpaceBefore) == lex.SpaceBefore {
		return false
	}
	return t.Flags&lex.LineStart != 0 || p > 1 && s.Text[p-1] == '*' && s.Text[p-2] == '*' && (p == 2 || s.Text[p-3] == '\n') || p > 0 && (s.Text[p-1] == '[' || s.Text[p-1] == '<') && (p == 1 || s.Text[p-2] == '\n')
}

// nicksFrom is nicks of the lines that some of the tokens begin.
func nicksFrom(dst []pii.Finding, s *pii.Segment, openers []int32) []pii.Finding {
	var buf [maxNickLines]nickLine
	lines := buf[:0]
	for _, i := range openers {
		if !opensLine(s, int(i)) {
			continue
		}
		if l, ok := readNick(s, int(i)); ok {
			if lines = append(lines, l); len(lines) == maxNickLines {
				dst, lines = emitNicks(dst, s, lines), lines[:0]
			}
		}
	}
	return emitNicks(dst, s, lines)
}

func emitNicks(dst []pii.Finding, s *pii.Segment, lines []nickLine) []pii.Finding {
	forum, angled := false, false
	for i := range lines {
		forum = forum || lines[i].post && lines[i].chat
		angled = angled || lines[i].angled && !lines[i].plain
	}
	for i := range lines {
		l := &lines[i]
		if l.plain {
			if angled {
				dst = append(dst, s.Found(l.start, l.end, pii.Username, 0.6, ruleNick))
			}
			continue
		}
		times, chat, sure := 0, false, false
		for j := range lines {
			if lines[j].hash == l.hash {
				times++
				chat, sure = chat || lines[j].chat, sure || lines[j].sure
			}
		}
		if chat && (sure || times > 1) || lines[i].post && forum {
			dst = append(dst, s.Found(l.start, l.end, pii.Username, 0.7, ruleNick))
		}
	}
	return dst
}

// readNick reads the speaker of the line that begins at token i.
func readNick(s *pii.Segment, i int) (l nickLine, ok bool) {
	ts, b := s.Tokens(), s.Text
	p := int(ts[i].Start)
	for k := i; k < len(ts) && (ts[k].Flags.AllDigits() || k > i && (meridiems[ts[k].Hash] || dates.Month(ts[k].Hash).Month > 0)) && int(ts[k].Start)-p < 24; k++ {
		if k+1 == len(ts) {
			return l, false
		}
		l.start = int(ts[k+1].Start)
		l.sure = true
	}
	if !l.sure {
		l.start = p
	}
	stamped := l.sure && p > 0 && b[p-1] == '[' && b[l.start-2] == ']'
	before := byte('\n')
	if l.start > 0 {
		before = b[l.start-1]
	}
	if l.end = userEnd(b, l.start); l.end+2 >= len(b) || l.end-l.start < 2 || l.end-l.start > 32 {
		return l, false
	}
	l.angled = before == '<' && b[l.end] == '>' && b[l.end+1] == ' '
	l.plain = !mixed(b[l.start:l.end]) && !(dottedNick(b[l.start:l.end]) && (l.sure || b[l.end] != ':'))
	if ok, dated := wrotePost(b, l.start, l.end); ok && (!l.plain || dated && postAuthor(b[l.start:l.end])) && !numberedRole(b[l.start:l.end]) {
		return nickLine{start: l.start, end: l.end, hash: lex.Hash(b[l.start:l.end]), chat: true, sure: true, post: true}, true
	}
	if l.plain && !l.angled || numberedRole(b[l.start:l.end]) {
		return l, false
	}
	if l.plain {
		return l, true
	}
	head := false // the post is on the next line
	switch {
	case l.angled:
		for q := l.end; q+1 < len(b) && q < l.end+200 && b[q] != '\n'; q++ {
			if b[q] == '<' && b[q+1] == '/' {
				return l, false // an element
			}
		}
		l.sure = true
	case !l.sure && postHead(b, l.start, l.end), stamped && (b[l.end] == '\n' || b[l.end] == '\r'):
		l.post, head = true, true
	case b[l.end] == ':' && b[l.end+1] == ' ' && (before == '\n' || l.sure && before == ' '):
		l.post = stamped
	default:
		return l, false
	}
	l.hash = lex.Hash(b[l.start:l.end])
	k := s.TokenAt(l.end + 1)
	for head && k < len(ts) && ts[k].Flags&lex.LineStart == 0 {
		k++
	}
	for n := k; n < len(ts) && n < k+10 && (ts[n].Flags&lex.LineStart == 0 || n == k && head); n++ {
		l.chat = l.chat || chatWords().Has(ts[n].Hash)
		if n == k && greetings().Has(ts[n].Hash) && ts[n].Flags&lex.FirstUpper == 0 {
			l.sure, l.chat = true, true
		}
	}
	return l, true
}

// numberedRole reports "agent_114" and "dev2": what a speaker does, and a number.
func numberedRole(v []byte) bool {
	n := 0
	for n < len(v) && lex.IsLetter(v[n]) {
		n++
	}
	for _, c := range v[n:] {
		if !lex.IsDigit(c) && c != '_' && c != '-' {
			return false
		}
	}
	var buf [64]byte
	return roleStems().Has(lex.Hash(appendLower(buf[:0], v[:n])))
}

var roleStemsValue lazy.Value[*lex.Set]

func roleStems() *lex.Set { return roleStemsValue.Get(makeRoleStems) }

func makeRoleStems() *lex.Set {
	return lex.NewSet("agent", "dev", "user", "speaker", "guest", "bot", "admin", "client", "caller", "host", "worker", "node", "support", "customer", "person", "participant", "subject", "patient", "student",
		"teacher", "interviewer", "interviewee", "line", "step", "job", "task", "item", "note", "section", "player", "member", "rep", "operator", "sprecher", "kunde", "locuteur", "hablante", "spk", "case", "version")
}

var chatWordsValue, greetingsValue lazy.Value[*lex.Set]

func chatWords() *lex.Set { return chatWordsValue.Get(makeChatWords) }

func makeChatWords() *lex.Set {
	return lex.NewSet("i", "im", "you", "u", "me", "my", "we", "your", "ok", "okay", "yes", "yeah", "nope", "thanks", "thx", "ty", "sorry", "pls", "please", "lmao", "wtf", "idk", "gonna", "wanna", "dont", "cant", "whats",
		"ich", "du", "mir", "wir", "ja", "nein", "danke", "bitte", "je", "tu", "moi", "nous", "oui", "merci", "yo", "tú", "sí", "gracias", "vale", "hi", "hey", "hello", "lol", "haha", "hallo", "salut", "hola", "anyone", "does", "do", "how", "hello", "bonjour", "bonsoir", "quelqu'un", "est", "jemand", "weiß", "alguien", "olá", "qualcuno", "iemand", "he", "she")
}

func greetings() *lex.Set { return greetingsValue.Get(makeGreetings) }

func makeGreetings() *lex.Set {
	return lex.NewSet("hi", "hey", "hello", "hiya", "yo", "sup", "lol", "haha", "omg", "brb", "thx", "hallo", "moin", "hej", "salut", "coucou", "hola", "jaja", "ciao")
}
