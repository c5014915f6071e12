package formats

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/lethe-pii/lethe/pii"
)

// speechWord is an element of a list of words.
type speechWord struct {
	texts   [][2]int // contents in raw: the word, then as punctuated, or its alternatives
	speaker string
	time    turnTime
}

// isWordKey tells the members that hold a word.
func isWordKey(key string) bool {
	switch key {
	case "word", "Word", "text", "Text", "content", "Content", "value", "displayText", "punctuated_word":
		return true
	}
	return false
}

// isSpeakerKey tells the members that name the speaker of a word.
func isSpeakerKey(key string) bool {
	switch key {
	case "speaker", "speaker_label", "speakerLabel", "speakerTag", "speaker_id", "speaker_tag":
		return true
	}
	return false
}

// What of a list is looked at to tell words: elements, bytes of each, open brackets in it.
const (
	wordsLooked   = 4
	maxWordObject = 2 << 10
	maxWordDepth  = 4
)

// listsWords reports whether the list of a name that opens at i is one of words with times, whatever its service calls them: objects with a text that
// has no blank within, or lists that begin with one (["word", 1.5, 1.9]). It looks at the first few elements.
func listsWords(raw []byte, i int, name string) bool {
	few := 2
	switch name {
	case "words", "Words", "wordLevelConfidence", "word_segments":
		few = 1
	case "segments", "utterances", "sentences", "phrases", "recognizedPhrases":
		return false
	}
	words, timed := 0, false
	for i++; words < wordsLooked; words++ {
		i = blanks(raw, i)
		if i >= len(raw) || raw[i] != '{' && raw[i] != '[' {
			break
		}
		n, word, time := wordElement(raw[i:min(len(raw), i+maxWordObject)])
		if !word {
			return false
		}
		timed = timed || time
		if i = blanks(raw, i+n); i >= len(raw) || raw[i] != ',' {
			words++
			break
		}
		i++
	}
	return words >= few && timed
}

func blanks(raw []byte, i int) int {
	for i < len(raw) && (raw[i] == ' ' || raw[i] == '\t' || raw[i] == '\n' || raw[i] == '\r') {
		i++
	}
	return i
}

// wordElement looks at the object or list that b begins with: its length, whether it holds words and none of its texts is more, and whether a time.
func wordElement(b []byte) (n int, word, timed bool) {
	var time turnTime
	list := b[0] == '['
	n = eachValue(b, maxWordDepth, func(_ int, key string, v []byte, quoted bool) bool {
		switch s := string(v); {
		case !quoted && list:
			time.place(s)
		case !quoted:
			time.note(key, s)
		case key == "role":
			return false
		case isWordKey(key) || list && !word:
			word = true
			return !strings.ContainsAny(strings.TrimSpace(s), " \t") && (!list || !strings.Contains(s, `\n`))
		default:
			time.note(key, s)
		}
		return true
	})
	return n, n > 0 && word, time.known != 0 // of ["word", 0.9] it is the confidence
}

// eachValue calls visit with each string and scalar in the object or list that b begins with, how many brackets are open there, and the key before it.
// It returns the length of the object or list, 0 if that is not known, if more than deep brackets are open, or if visit says false.
func eachValue(b []byte, deep int, visit func(depth int, key string, v []byte, quoted bool) bool) (n int) {
	depth, key, keyed := 0, "", false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c == '{' || c == '[':
			if depth++; depth > deep {
				return 0
			}
			keyed = c == '{'
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return i + 1
			}
			keyed = false
		case c == ',':
			keyed = true
		case c == '"':
			end, _ := stringEnd(b, i+1)
			if end < 0 {
				return 0
			}
			v := b[i+1 : end]
			if i = end; keyed && next(b, end+1) == ':' {
				key, keyed = string(v), false
			} else if !visit(depth, key, v, true) {
				return 0
			}
		case isScalarByte(c):
			from := i
			i = scalarEnd(b, i) - 1
			if !visit(depth, key, b[from:i+1], false) {
				return 0
			}
		}
	}
	return 0
}

// Words longer than maxWord seconds are counted in another unit: milliseconds, or ticks of 100 ns.
const maxWord = 20

// unitOf returns how many units of a list's times are a second.
func unitOf(words []speechWord) float64 {
	longest := 0.0
	for i := range words {
		if m, ok := words[i].time.seconds(); ok {
			longest = max(longest, m.End-m.Start)
		}
	}
	switch {
	case longest > maxWord*1000:
		return 1e7
	case longest > maxWord:
		return 1000
	}
	return 1
}

// wordList adds the words of a list as running text, then the punctuated ones or the alternatives, each time with the first text of the words that
// have no other.
func (c *speechCodec) wordList(r *record, words []speechWord) error {
	unit, lanes, spaced := unitOf(words), 0, false
	for i := range words {
		lanes = max(lanes, len(words[i].texts))
		for _, at := range words[i].texts {
			spaced = spaced || r.raw[at[0]] == ' ' // blanks are part of the texts
		}
	}
	for lane := range min(lanes, maxLanes) {
		speaker := ""
		r.mark(pii.MarkField, "transcript")
		for i := range words {
			w := &words[i]
			if len(w.texts) == 0 {
				continue
			}
			at := w.texts[0]
			if lane < len(w.texts) {
				at = w.texts[lane]
			}
			if w.speaker != "" && w.speaker != speaker {
				speaker = w.speaker
				r.mark(pii.MarkTurn, speaker)
			}
			if n := len(r.text); n > 0 && r.text[n-1] != '\n' && !spaced && !closes(r.raw[at[0]:at[1]]) {
				r.text = append(r.text, ' ')
			}
			if m, ok := w.time.seconds(); ok {
				c.times[len(r.cells)] = MuteRange{m.Start / unit, m.End / unit}
			}
			if err := addString(r, at[0], at[1], bytes.IndexByte(r.raw[at[0]:at[1]], '\\') >= 0); err != nil {
				return err
			}
		}
		r.text = append(r.text, '\n')
	}
	return nil
}

// maxLanes is how many texts of a word are read as running text.
const maxLanes = 3

// closes reports whether a word is a mark that follows the one before without a blank.
func closes(word []byte) bool { return len(word) == 1 && strings.IndexByte(".,;:?!", word[0]) >= 0 }

// turnTime gathers the members of a JSON object that tell when its text was said.
type turnTime struct {
	known  int // bits of values
	values [8]float64
	places int // of a list: how many numbers it had
}

// Members of turnTime.
const (
	timeStart = iota
	timeEnd
	timeFrom
	timeBegan
	timeOver
	timeLasted
	timeSpan
)

// timeKey returns which time a member tells, and how many of its units are a second; -1 for others.
func timeKey(key string) (which int, unit float64) {
	switch key {
	case "start", "startTime", "start_time", "startOffset", "start_offset", "ts", "offset", "Offset":
		return timeStart, 1
	case "end", "end_time", "endOffset", "end_offset", "end_ts":
		return timeEnd, 1
	case "BeginOffsetMillis", "offsetMilliseconds", "from":
		return timeStart, 1000
	case "EndOffsetMillis", "to":
		return timeEnd, 1000
	case "secondsFromStart":
		return timeFrom, 1
	case "time":
		return timeBegan, 1
	case "endTime":
		return timeOver, 1
	case "duration", "Duration":
		return timeLasted, 1
	case "durationMilliseconds":
		return timeLasted, 1000
	}
	return -1, 1
}

// note takes a time: a number, "1.5s" or "PT1M1.5S" (ISO 8601).
func (t *turnTime) note(key, s string) {
	which, unit := timeKey(key)
	if which < 0 {
		return
	}
	if v, ok := inSeconds(s); ok {
		t.set(which, v/unit)
	}
}

func (t *turnTime) set(which int, v float64) {
	t.values[which] = v
	t.known |= 1 << which
}

// place takes a number of a list: the start, then the end.
func (t *turnTime) place(s string) {
	if v, ok := inSeconds(s); ok && t.places < 2 {
		t.set(timeStart+t.places, v)
		t.places++
	}
}

func inSeconds(s string) (float64, bool) {
	minutes := 0.0
	if iso, ok := strings.CutPrefix(s, "PT"); ok {
		if m, rest, ok := strings.Cut(iso, "M"); ok {
			v, err := strconv.ParseFloat(m, 64)
			if err != nil {
				return 0, false
			}
			minutes, iso = v*60, cmp.Or(rest, "0S")
		}
		s = strings.TrimSuffix(iso, "S")
	}
	v, err := strconv.ParseFloat(strings.TrimSuffix(s, "s"), 64)
	return v + minutes, err == nil
}

// seconds returns the stretch that the members tell. Voice agents give secondsFromStart with time and endTime, or a duration, in milliseconds; speech
// services give start and end, or an offset and a duration.
func (t *turnTime) seconds() (MuteRange, bool) {
	has := func(which ...int) bool {
		return !slices.ContainsFunc(which, func(w int) bool { return t.known>>w&1 == 0 })
	}
	v := &t.values
	switch {
	case has(timeFrom, timeBegan, timeOver):
		return MuteRange{v[timeFrom], v[timeFrom] + (v[timeOver]-v[timeBegan])/1000}, v[timeOver] >= v[timeBegan]
	case has(timeFrom, timeLasted):
		return MuteRange{v[timeFrom], v[timeFrom] + v[timeLasted]/1000}, v[timeLasted] >= 0
	case has(timeStart, timeEnd):
		return MuteRange{v[timeStart], v[timeEnd]}, v[timeEnd] >= v[timeStart]
	case has(timeStart, timeOver):
		return MuteRange{v[timeStart], v[timeOver]}, v[timeOver] >= v[timeStart]
	case has(timeStart, timeLasted):
		return MuteRange{v[timeStart], v[timeStart] + v[timeLasted]}, v[timeLasted] >= 0
	}
	return MuteRange{}, false
}
