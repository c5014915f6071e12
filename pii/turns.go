package pii

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lex"
)

// maxSpeaker is the longest speaker label in bytes, a time stamp before it not counted.
const maxSpeaker = 40

var roles = lex.NewSet("agent", "caller", "customer", "client", "patient", "doctor", "dr", "nurse", "therapist", "interviewer",
	"interviewee", "candidate", "recruiter", "speaker", "user", "assistant", "operator", "host", "guest", "moderator", "support",
	"advisor", "clinician", "q", "a", "anrufer", "kunde", "arzt", "patientin", "cliente", "agente", "médico", "paciente",
	"médecin", "conseiller", "bot", "system", "rep", "agentin", "kundin", "anruferin", "berater", "beraterin", "medewerker", "klant", "operatore", "conseillère", "respondent",
	"dispatcher", "adviser", "representative", "receptionist", "mitarbeiter", "mitarbeiterin", "appelant", "usager", "abonné", "paziente", "patiënt", "beller",
	"secretary", "secrétaire", "standardiste", "infirmière", "thérapeute", "psychologue", "recepcionista", "terapeuta", "enfermera", "empfang", "sekretärin", "therapeut", "therapeutin", "klient", "klientin")

// bracketed reports whether a bracket that begins a line stands right before t: "[00:01:02] Agent:", "[Agent] …".
func bracketed(b []byte, t *Token) bool {
	if t.Flags&lex.SpaceBefore != 0 || b[t.Start-1] != '[' && b[t.Start-1] != '(' {
		return false
	}
	return t.Start == 1 || b[t.Start-2] == '\n'
}

// appendTurns derives turns from lines such as "Agent: …", "[00:01:02] Speaker 1: …", "[Agent] …", "Maria Silva: …". A label counts as a
// speaker if it names a role or stands at two lines of the window.
func appendTurns(dst []Turn, b []byte, tokens []Token, openers []int32) []Turn {
	base := len(dst)
	heads, first := 0, 0 // turns under a heading, the line that token first begins
	var seen [16]uint64  // labels met, in a tiny ring: speakers alternate
	n := 0
	for _, o := range openers {
		i := int(o)
		t := &tokens[i]
		if t.Flags&lex.LineStart != 0 || bracketed(b, t) {
			if turn, ok := heading(b, tokens[first:i]); ok {
				dst = append(dst, turn)
				heads++
			}
			first = i
		}
		if t.Flags&lex.LineStart == 0 && !bracketed(b, t) {
			continue
		}
		j := i
		for j < len(tokens) && (tokens[j].Flags.AllDigits() || j > i && inStamp(tokens[j].Hash)) && int(tokens[j].Start-t.Start) < maxStamp {
			j++
		}
		if j == len(tokens) {
			break
		}
		if j > i && tokens[j].Flags&lex.LineStart != 0 {
			continue // a date in a line of its own
		}
		start := int(tokens[j].Start)
		stop := min(len(b), start+maxSpeaker)
		colon := bytes.IndexByte(b[start:stop], ':')
		if j == i && start > 0 && b[start-1] == '[' {
			colon = bytes.IndexByte(b[start:stop], ']')
		}
		if colon < 0 || !mayLabel(b[start:start+colon]) {
			continue
		}
		colon += start
		if colon+1 < len(b) && b[colon+1] != ' ' && b[colon+1] != '\n' && b[colon+1] != '\r' && b[colon+1] != '\t' {
			continue
		}
		var h uint64
		words, role := 0, false
		for k := j; k < len(tokens) && int(tokens[k].Start) < colon; k++ {
			h = joinHash(h, tokens[k].Hash)
			role = role || roles.Has(tokens[k].Hash)
			words++
		}
		if words == 0 || words > 4 {
			continue
		}
		line := int(t.Start)
		for line > 0 && b[line-1] != '\n' {
			line--
		}
		role = role || len(dst) > base && asks(b, dst[len(dst)-1], line)
		turn := Turn{Start: line, SpeakerStart: start, SpeakerEnd: colon, TextStart: colon + 1, End: -1}
		if turn.Told = chatStamp(b[line:start]); role || turn.Told {
			turn.End = -2 // sure
		}
		known := false
		for k := range seen {
			if seen[k] == h {
				known = true
			}
		}
		if known {
			turn.End = -2
			for k := len(dst) - 1; k >= base; k-- { // the first time it stood there
				if dst[k].End == -1 && speakerHash(b, dst[k]) == speakerHash(b, turn) {
					dst[k].End = -2
				}
				if len(dst)-k > len(seen) {
					break
				}
			}
		} else {
			seen[n%len(seen)] = h
			n++
		}
		dst = append(dst, turn)
	}
	kept := dst[:base]
	for _, t := range dst[base:] {
		if t.End == -2 || t.End == underHeading && heads > 1 {
			kept = append(kept, t)
		}
	}
	return closeTurns(kept, base, len(b))
}

// maxStamp is how far behind its start the last number of a time before a speaker may begin, in bytes: "[12/03/2024, 09:14:05 AM] Ann: …".
const maxStamp = 24

var meridiem = lex.NewSet("am", "pm", "a", "p", "m", "uhr")

// inStamp reports a word of a date or time.
func inStamp(word uint64) bool { return meridiem.Has(word) || dates.Month(word).Month > 0 }

// chatStamp reports a comma between the date and the time of b, as chats are exported and logs are not written.
func chatStamp(b []byte) bool {
	k := bytes.Index(b, []byte(", "))
	return k > 0 && k+2 < len(b) && lex.IsDigit(b[k-1]) && lex.IsDigit(b[k+2])
}

// underHeading is the end of a turn whose speaker stands in a line of its own, as long as it counts only if there is another.
const underHeading = -3

// maxHeading is the most words of such a line.
const maxHeading = 12

// heading reads a line that names who speaks in those below it, with the time: "Ann Lee  9:14 AM", "Ann Lee — 12/03/2024 09:14", "[12/03/2024 09:14] Ann Lee".
// Its tokens are line; more text follows it.
func heading(b []byte, line []Token) (t Turn, ok bool) {
	n := len(line)
	if n < 3 || n > maxHeading {
		return t, false
	}
	start := int(line[0].Start)
	from, to := 0, n // the name
	switch stamped := start > 0 && b[start-1] == '[' && (start == 1 || b[start-2] == '\n'); {
	case stamped:
		for from < n && (line[from].Flags.AllDigits() || inStamp(line[from].Hash)) {
			from++
		}
		if from < 2 || from == n || !isClock(b, line[:from]) || string(b[line[from-1].End:line[from].Start]) != "] " {
			return t, false
		}
		start--
	case start > 0 && b[start-1] != '\n':
		return t, false
	default:
		for to > 0 && (line[to-1].Flags.AllDigits() || inStamp(line[to-1].Hash)) {
			to--
		}
		if to == 0 || to > n-2 || !isClock(b, line[to:]) || !apart(b[line[to-1].End:line[to].Start]) {
			return t, false
		}
	}
	last := to
	for k := from; k < to; k++ {
		if line[k].Flags&lex.HasDigit != 0 || line[k].Flags&lex.FirstUpper == 0 {
			return t, false
		}
		if k == from {
			continue
		}
		switch gap := b[line[k-1].End:line[k].Start]; {
		case string(gap) == " (": // "Lee, Ann (Guest)"
			to = k
		case !wordGap(gap) && string(gap) != ", ":
			return t, false
		}
	}
	if to-from > maxNamed || last == n && !bytes.HasPrefix(bytes.TrimLeft(b[line[n-1].End:], ")\r"), []byte("\n")) {
		return t, false
	}
	end := int(line[n-1].End)
	if k := bytes.IndexByte(b[end:], '\n'); k >= 0 {
		end += k
	}
	return Turn{Start: start, SpeakerStart: int(line[from].Start), SpeakerEnd: int(line[to-1].End), TextStart: end, End: underHeading}, true
}

// maxNamed is the most words of a speaker's name in a heading.
const maxNamed = 4

// isClock reports whether the figures ts hold a time.
func isClock(b []byte, ts []Token) bool {
	for k := 1; k < len(ts); k++ {
		if ts[k].Start == ts[k-1].End+1 && b[ts[k-1].End] == ':' && ts[k].Len() == 2 && ts[k-1].Len() < 3 {
			return true
		}
	}
	return false
}

// apart reports whether b stands between a name and the time behind it.
func apart(b []byte) bool {
	switch string(b) {
	case "  ", "   ", "\t", " — ", " – ", " - ", ", ", ", [", " [", " (":
		return true
	}
	return false
}

// mayLabel reports whether a label of one line can name a speaker: it holds no signs of code, as in `echo "FAILED: …`.
func mayLabel(b []byte) bool {
	for _, c := range b {
		if codeSigns[c] {
			return false
		}
	}
	return true
}

var codeSigns = func() (t [256]bool) {
	for _, c := range []byte("\n\"=<>{}$;|`\\") {
		t[c] = true
	}
	return
}()

// asks reports a turn that is sure and ends in a question before the line at end, which is the answer's, whoever gives it.
func asks(b []byte, t Turn, end int) bool {
	for end > t.TextStart && b[end-1] <= ' ' {
		end--
	}
	return t.End == -2 && end > t.TextStart && b[end-1] == '?'
}

func speakerHash(b []byte, t Turn) uint64 { return lex.Hash(b[t.SpeakerStart:t.SpeakerEnd]) }

func closeTurns(ts []Turn, base, end int) []Turn {
	for k := base; k < len(ts); k++ {
		ts[k].End = end
		if k+1 < len(ts) {
			ts[k].End = ts[k+1].Start
		}
	}
	return ts
}
