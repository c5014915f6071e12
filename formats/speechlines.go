package formats

import "github.com/lethe-pii/lethe/pii"

// spokenLine is a segment of a transcript without a speaker: a value may begin in one and end in the next.
type spokenLine struct {
	at   [2]int // content in raw
	time turnTime
}

// maxLineElement bounds the elements of a list that are looked at for lines, in bytes.
const maxLineElement = 64 << 10

// listsLines reports whether the list of the name key that opens at i is one of lines: objects with a text and no speaker.
func listsLines(raw []byte, i int, key string) bool {
	switch key {
	case "segments", "utterances", "sentences", "phrases", "transcription":
	default:
		return false
	}
	texts := 0
	for range wordsLooked {
		if i = blanks(raw, i+1); i >= len(raw) || raw[i] != '{' {
			return false
		}
		text, spoken := false, false
		n := eachValue(raw[i:min(len(raw), i+maxLineElement)], maxPieceDepth, func(depth int, key string, _ []byte, quoted bool) bool {
			text = text || depth == 1 && quoted && key == "text"
			spoken = spoken || depth == 1 && (key == "role" || isSpeakerKey(key))
			return true
		})
		if n == 0 || !text || spoken {
			return false
		}
		texts++
		if i = blanks(raw, i+n); i >= len(raw) || raw[i] != ',' {
			break
		}
	}
	return texts > 1
}

// timeLine notes when the last line of a list was said, which the object of it that ends tells.
func (f *speechFrame) timeLine(object *speechFrame) {
	if n := len(f.lines); n > 0 && f.lines[n-1].at[0] > object.at {
		f.lines[n-1].time = object.time
	}
}

// lineList adds the lines of a list as one text.
func (c *speechCodec) lineList(r *record, lines []spokenLine) error {
	r.mark(pii.MarkField, "text")
	for k, l := range lines {
		if n := len(r.text); k > 0 && r.text[n-1] != ' ' && r.raw[l.at[0]] != ' ' {
			r.text = append(r.text, ' ')
		}
		if err := addString(r, l.at[0], l.at[1], true); err != nil {
			return err
		}
		c.turns.say([]int{len(r.cells) - 1}, l.time)
	}
	r.text = append(r.text, '\n')
	return nil
}
