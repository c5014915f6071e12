package formats

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/pii"
)

// Speech is the format of JSON from voice agents and speech APIs: reports with messages, transcript and summary, word lists with
// times ("words": [{"word", "start", "end"}], in seconds or milliseconds), and chats with tool calls, whose arguments are JSON in a string. The words of a list
// are one running text, so that a value spread over words is found and removed from each of them; "punctuated_word" is a second
// such text. All other strings are as in JSON. What is no JSON is treated as plain text. Its codec is a Muter.
func Speech() Format {
	return Format{Name: "speech", Open: func(r io.Reader, w io.Writer) Codec {
		c := &speechCodec{}
		c.recordCodec = recordCodec{w: w, next: wholeFile(r), decode: c.decodeSpeech, write: writeSpeech}
		return c
	}}
}

// sniffLen is how much of a file IsSpeech looks at, in bytes.
const sniffLen = 64 << 10

// IsSpeech reports whether the head of a JSON file looks like one for Speech. It reads at most 64 KiB.
func IsSpeech(head []byte) bool {
	head = head[:min(len(head), sniffLen)]
	if t := bytes.TrimLeft(head, "\xef\xbb\xbf \t\r\n"); len(t) == 0 || t[0] != '{' && t[0] != '[' {
		return false
	}
	has := func(key string) bool { return bytes.Contains(head, []byte(`"`+key+`"`)) }
	switch {
	case has("words"), has("wordLevelConfidence"), has("word_segments"):
		if (has("word") || has("text")) && (has("start") && has("end") || has("startTime") && has("endTime") || has("start_time") && has("end_time")) {
			return true
		}
	case has("arguments"):
		return has("tool_calls") || has("toolCalls") || has("function")
	}
	if (has("segments") || has("utterances")) && has("start") && has("end") {
		return true
	}
	return has("secondsFromStart") || has("end-of-call-report") || has("conversation-update") || has("messagesOpenAIFormatted")
}

type speechCodec struct {
	recordCodec
	times cellTimes // of words
	turns cellTimes // of messages and segments, which count where no word has a time
}

// MuteRanges is Muter.MuteRanges.
func (c *speechCodec) MuteRanges() []MuteRange {
	if len(c.times) == 0 {
		return c.turns.touched(c.rec.edits)
	}
	return c.times.touched(c.rec.edits)
}

// nestedString is the kind of a string in JSON that is itself the content of a string.
const nestedString = plainText + 1

// writeSpeech sorts the edits, since the words of a list stand in the text in another order than in the file.
func writeSpeech(r *record, w io.Writer) error {
	r.settle()
	return r.write(w, func(dst, s []byte, c cell) []byte {
		if c.kind == nestedString {
			s = escapeJSON(nil, s, cell{kind: jsonString})
		}
		return escapeJSON(dst, s, c)
	})
}

// speechWord is an object in a list of words.
type speechWord struct {
	word, punctuated [2]int // content in raw
	speaker          string
	time             MuteRange
	timed            int // how many of start and end are known
}

// isWordList tells the names of lists of words.
func isWordList(key string) bool {
	return key == "words" || key == "wordLevelConfidence" || key == "word_segments"
}

// speechFrame is an open bracket.
type speechFrame struct {
	open      byte
	key, role string
	words     []speechWord
	said      []int // the cells of what was said
	time      turnTime
	list      bool // a list of words
}

func (c *speechCodec) decodeSpeech(r *record) error {
	c.times, c.turns = cellTimes{}, cellTimes{}
	if !json.Valid(bytes.TrimPrefix(r.raw, []byte("\xef\xbb\xbf"))) {
		return decodeJSONOrText(r)
	}
	var stack []speechFrame
	wantKey := false
	raw := r.raw
	for i := 0; i < len(raw); {
		var top *speechFrame
		var word *speechWord
		if n := len(stack); n > 0 {
			top = &stack[n-1]
			if n > 1 && top.open == '{' && stack[n-2].list {
				word = &stack[n-2].words[len(stack[n-2].words)-1]
			}
		}
		switch b := raw[i]; {
		case b == '"':
			end, escaped := stringEnd(raw, i+1)
			at := [2]int{i + 1, end}
			i = end + 1
			key, role := "", ""
			if top != nil {
				if wantKey {
					top.key, wantKey = r.key(at[0], end, escaped), false
					continue
				}
				key = top.key
				if key == "role" || key == "speaker" {
					top.role = r.name(raw[at[0]:min(end, at[0]+maxRole)])
					if word == nil && knownRole(top.role) {
						continue
					}
				}
				role = top.role
			}
			switch {
			case word != nil && (key == "word" || key == "text") && word.word[0] == 0:
				word.word = at
				continue
			case word != nil && key == "punctuated_word" && word.punctuated[0] == 0:
				word.punctuated = at
				continue
			case word != nil && key == "speaker":
				word.speaker = role
			case word != nil && word.scalar(key, strings.TrimSuffix(string(raw[at[0]:min(end, at[0]+maxRole)]), "s")): // "1.200s"
				continue
			}
			if key == "arguments" && nestedJSON(r, at) {
				continue
			}
			if at[0] == end {
				continue
			}
			r.field(key, role)
			if err := addString(r, at[0], end, escaped); err != nil {
				return err
			}
			if top != nil && (isMessageKey(key) || key == "transcript") {
				top.said = append(top.said, len(r.cells)-1)
			}
			r.text = append(r.text, '\n')
			continue
		case b == '{' || b == '[':
			f := speechFrame{open: b}
			if top != nil {
				f.key, f.role = top.key, top.role
				f.list = b == '[' && isWordList(top.key)
				if b == '{' && top.list {
					top.words = append(top.words, speechWord{})
				}
			}
			stack = append(stack, f)
			wantKey = b == '{'
		case b == '}' || b == ']':
			if top.list {
				if err := c.wordList(r, top.words); err != nil {
					return err
				}
			}
			c.turns.say(top.said, top.time)
			stack = stack[:len(stack)-1]
			wantKey = false
		case b == ',':
			wantKey = top.open == '{'
		case isScalarByte(b):
			from := i
			i = scalarEnd(raw, i)
			if word != nil {
				word.scalar(top.key, string(raw[from:min(i, from+maxRole)]))
			} else if top != nil {
				r.number(from, i, top.key, top.open == '[')
				top.time.note(top.key, string(raw[from:min(i, from+maxRole)]))
			}
			continue
		}
		i++
	}
	r.addNumbers()
	return nil
}

// maxWord is longer than any word takes, in seconds: a list with greater times counts milliseconds.
const maxWord = 20

// scalar takes a number and reports whether it is a time.
func (w *speechWord) scalar(key, s string) bool {
	v, err := strconv.ParseFloat(s, 64)
	switch {
	case err != nil:
	case key == "start" || key == "startTime" || key == "start_time":
		w.time.Start = v
		w.timed |= 1
		return true
	case key == "end" || key == "endTime" || key == "end_time":
		w.time.End = v
		w.timed |= 2
		return true
	case key == "speaker":
		w.speaker = s
	}
	return false
}

// wordList adds the words of a list as running text, then the punctuated ones.
func (c *speechCodec) wordList(r *record, words []speechWord) error {
	unit := 1.0
	if slices.ContainsFunc(words, func(w speechWord) bool { return w.timed == 3 && w.time.End-w.time.Start > maxWord }) {
		unit = 1000
	}
	for _, of := range []func(*speechWord) [2]int{
		func(w *speechWord) [2]int { return w.word },
		func(w *speechWord) [2]int { return w.punctuated },
	} {
		speaker, first := "", true
		for k := range words {
			w := &words[k]
			at := of(w)
			if at[0] == 0 {
				continue
			}
			if first {
				r.mark(pii.MarkField, "transcript")
			}
			if w.speaker != "" && w.speaker != speaker {
				speaker = w.speaker
				r.mark(pii.MarkTurn, speaker)
			}
			first = false
			if w.timed == 3 {
				c.times[len(r.cells)] = MuteRange{w.time.Start / unit, w.time.End / unit}
			}
			if err := addString(r, at[0], at[1], bytes.IndexByte(r.raw[at[0]:at[1]], '\\') >= 0); err != nil {
				return err
			}
			r.text = append(r.text, ' ')
		}
		if !first {
			r.text = append(r.text, '\n')
		}
	}
	return nil
}

// nestedJSON adds the strings of a JSON text that is the content of a string; false if it is none.
func nestedJSON(r *record, at [2]int) bool {
	var in []byte
	var offs []int
	for i := at[0]; i < at[1]; {
		if r.raw[i] != '\\' {
			in, offs = append(in, r.raw[i]), append(offs, i)
			i++
			continue
		}
		ch, n := unescapeJSON(r.raw[i:at[1]])
		if n == 0 {
			return false
		}
		from := len(in)
		in = utf8.AppendRune(in, ch)
		for range len(in) - from {
			offs = append(offs, i)
		}
		i += n
	}
	offs = append(offs, at[1])
	if !json.Valid(in) {
		return false
	}
	key := ""
	for i := 0; i < len(in); i++ {
		if in[i] != '"' {
			continue
		}
		end, _ := stringEnd(in, i+1)
		if rest := bytes.TrimLeft(in[end+1:min(len(in), end+65)], " \t\r\n"); len(rest) > 0 && rest[0] == ':' {
			key = r.name(in[i+1 : end])
			i = end
			continue
		}
		r.mark(pii.MarkField, key)
		r.begin(offs[i+1], nestedString)
		for k := i + 1; k < end; {
			if in[k] != '\\' {
				r.put(offs[k], in[k])
				k++
				continue
			}
			ch, n := unescapeJSON(in[k:end])
			var buf [utf8.UTFMax]byte
			r.put(offs[k], buf[:utf8.EncodeRune(buf[:], ch)]...)
			k += max(n, 1)
		}
		r.finish(offs[end])
		r.text = append(r.text, '\n')
		i = end
	}
	return true
}
