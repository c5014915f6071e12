package formats

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/pii"
)

// Speech is the format of JSON from voice agents and speech services: reports with messages, transcript and summary, lists of words with their times, and
// chats with tool calls, whose arguments are JSON in a string. Lists of words are told by their shape, as Amazon, AssemblyAI, Azure, Deepgram, ElevenLabs,
// Google, Rev, Speechmatics, Vosk, Watson and Whisper write them. Their words are one running text, so that a value spread over words is found and
// removed from each of them; a second text of each word, as punctuated or an alternative, makes a second such text. All other strings are as in JSON. What is
// no JSON is treated as plain text. Its codec is a Muter.
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
	if has("arguments") && (has("tool_calls") || has("toolCalls") || has("function")) {
		return true
	}
	if slices.ContainsFunc(saidKeys, has) && slices.ContainsFunc(timeKeys, func(pair [2]string) bool { return has(pair[0]) && has(pair[1]) }) {
		return true
	}
	return slices.ContainsFunc(speechKeys, has)
}

var (
	// saidKeys hold what was said, beside times.
	saidKeys = []string{"word", "Word", "words", "Words", "text", "content", "Content", "value", "segments", "utterances", "transcript"}
	timeKeys = [][2]string{{"start", "end"}, {"startTime", "endTime"}, {"start_time", "end_time"}, {"startOffset", "endOffset"}, {"ts", "end_ts"}, {"offset", "duration"}, {"Offset", "Duration"},
		{"BeginOffsetMillis", "EndOffsetMillis"}, {"offsetMilliseconds", "durationMilliseconds"}}
	// speechKeys are those of reports and transcripts whose words may begin behind the head.
	speechKeys = []string{"secondsFromStart", "end-of-call-report", "conversation-update", "messagesOpenAIFormatted", "transcript", "transcripts", "transcription",
		"combinedRecognizedPhrases", "combinedPhrases", "recognizedPhrases", "DisplayText", "monologues", "utterances", "word_segments", "wordLevelConfidence"}
)

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
	r.distinctKeys()
	r.settle()
	return r.write(w, func(dst, s []byte, c cell) []byte {
		if c.kind == nestedString {
			s = escapeJSON(nil, s, cell{kind: jsonString})
		}
		return escapeJSON(dst, s, c)
	})
}

// speechFrame is an open bracket.
type speechFrame struct {
	jsonOpen
	open      byte
	key, role string
	label     string // of key
	words     []speechWord
	said      []int // the cells of what was said
	time      turnTime
	list      bool // a list of words
	lined     bool // a list of lines
	lines     []spokenLine
	in        int // the list of words that it lies in, -1 without one
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
			if top = &stack[n-1]; top.in >= 0 {
				list := &stack[top.in]
				word = &list.words[len(list.words)-1]
			}
		}
		switch b := raw[i]; {
		case b == '"':
			end, escaped := stringEnd(raw, i+1)
			at := [2]int{i + 1, end}
			i = end + 1
			key, label, role := "", "", ""
			if top != nil {
				if wantKey {
					top.key, wantKey = r.key(at[0], end, escaped), false
					if top.label = top.key; word == nil {
						top.label = r.memberLabel(top.key, raw[top.at:], &top.jsonOpen)
					}
					continue
				}
				key, label = top.key, top.label
				if key == "role" || key == "speaker" {
					top.role = r.name(raw[at[0]:min(end, at[0]+maxRole)])
					if word == nil && knownRole(top.role) {
						continue
					}
				}
				role = top.role
			}
			switch {
			case at[0] == end:
				continue
			case word != nil && (isWordKey(key) || stack[top.in+1].open == '[' && len(word.texts) == 0):
				word.texts = append(word.texts, at)
				continue
			case word != nil && isSpeakerKey(key):
				word.speaker = r.name(raw[at[0]:min(end, at[0]+maxRole)])
			case word != nil:
				if which, _ := timeKey(key); which >= 0 {
					if word.time.note(key, string(raw[at[0]:min(end, at[0]+maxRole)])); word.time.known>>which&1 != 0 {
						continue
					}
				}
			}
			if n := len(stack); key == "text" && n > 1 && stack[n-2].lined && top.open == '{' {
				stack[n-2].lines = append(stack[n-2].lines, spokenLine{at: at})
				continue
			}
			if key == "arguments" && nestedJSON(r, at) {
				continue
			}
			r.field(label, role)
			if err := addRich(r, at[0], end, escaped); err != nil {
				return err
			}
			if top != nil && (isMessageKey(key) || key == "transcript") {
				top.said = append(top.said, len(r.cells)-1)
			}
			r.text = append(r.text, '\n')
			continue
		case b == '{' || b == '[':
			f := speechFrame{open: b, jsonOpen: jsonOpen{at: i}, in: -1}
			if top != nil {
				f.name, f.label, f.listed = top.label, top.label, top.open == '['
				f.key, f.role, f.in = top.key, top.role, top.in
				if top.list {
					top.words = append(top.words, speechWord{})
					f.in = len(stack) - 1
				}
			}
			f.list = b == '[' && f.in < 0 && listsWords(raw, i, f.key)
			f.lined = b == '[' && f.in < 0 && !f.list && listsLines(raw, i, f.key)
			stack = append(stack, f)
			wantKey = b == '{'
		case b == '}' || b == ']':
			if top.list {
				if err := c.wordList(r, top.words); err != nil {
					return err
				}
			}
			if len(top.lines) > 0 {
				if err := c.lineList(r, top.lines); err != nil {
					return err
				}
			}
			c.turns.say(top.said, top.time)
			stack = stack[:len(stack)-1]
			if len(stack) > 0 {
				stack[len(stack)-1].timeLine(top)
			}
			wantKey = false
		case b == ',':
			wantKey = top.open == '{'
		case isScalarByte(b):
			from := i
			i = scalarEnd(raw, i)
			if word != nil {
				number := string(raw[from:min(i, from+maxRole)])
				if top.open == '[' {
					word.time.place(number)
				} else {
					word.time.note(top.key, number)
				}
				if isSpeakerKey(top.key) {
					word.speaker = number
				}
			} else if top != nil {
				r.number(from, i, top.label, top.open == '[')
				top.time.note(top.key, string(raw[from:min(i, from+maxRole)]))
			}
			continue
		}
		i++
	}
	r.addNumbers()
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
