package formats

import (
	"bytes"
	"io"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// Subtitles is the format of WebVTT and SRT transcripts. Times, settings and tags stay; a value that runs over two lines or cues is
// found; the speaker in a voice tag ("<v Mary>") and what is said are one turn.
func Subtitles() Format {
	return Format{Name: "vtt", Extensions: []string{".vtt", ".srt"}, Open: func(r io.Reader, w io.Writer) Codec {
		c := &subtitleCodec{}
		c.recordCodec = recordCodec{w: w, next: wholeFile(r), decode: c.decodeSubtitles, write: writeSubtitles}
		return c
	}}
}

// subtitleCodec is a Muter of whole cues.
type subtitleCodec struct {
	recordCodec
	times   cellTimes
	speaker []byte   // of the last voice tag
	again   [][2]int // where voice tags name the one who is speaking once more
}

// MuteRanges is Muter.MuteRanges.
func (c *subtitleCodec) MuteRanges() []MuteRange { return c.times.touched(c.rec.edits) }

func writeSubtitles(r *record, w io.Writer) error {
	r.settle()
	return r.write(w, func(dst, s []byte, c cell) []byte {
		start := len(dst)
		if c.kind == markupText {
			dst = escapeMarkup(dst, s, c)
		} else {
			dst = append(dst, s...)
		}
		for i, b := range dst[start:] {
			if b == '\n' || b == '\r' { // an empty line would end the cue
				dst[start+i] = ' '
			}
		}
		return dst
	})
}

func (c *subtitleCodec) decodeSubtitles(r *record) error {
	c.times, c.speaker, c.again = cellTimes{}, nil, nil
	var cue MuteRange
	timed := false
	raw := r.raw
	vtt := bytes.HasPrefix(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), []byte("WEBVTT"))
	inCue, first := false, false
	for i := 0; i < len(raw); {
		end, next := len(raw), len(raw)
		if k := bytes.IndexByte(raw[i:], '\n'); k >= 0 {
			end, next = i+k, i+k+1
		}
		if end > i && raw[end-1] == '\r' {
			end--
		}
		line := raw[i:end]
		switch {
		case len(bytes.TrimSpace(line)) == 0:
			inCue = false
		case bytes.Contains(line, []byte("-->")):
			inCue, first = true, true
			cue, timed = cueTime(line)
		case inCue:
			from := len(r.cells)
			if first && speaks(line) {
				r.gap('\n')
			}
			first = false
			if t := r.text; len(t) > 2 && t[len(t)-1] == ' ' && t[len(t)-2] == '-' && lex.IsDigit(t[len(t)-3]) && lex.IsDigit(line[0]) {
				r.text = t[:len(t)-1] // a number that a cue ends inside
			}
			c.cueLine(r, i, end, vtt)
			for k := from; timed && k < len(r.cells); k++ {
				c.times[k] = cue
			}
			r.text = append(r.text, ' ')
		case !isCueNumber(line) && !bytes.HasSuffix(line, []byte("WEBVTT")):
			r.gap('\n')
			r.plain(i, end, plainText)
			r.gap('\n')
		}
		i = next
	}
	for _, at := range c.again {
		r.gap('\n')
		r.mark(pii.MarkTurn, string(raw[at[0]:min(at[1], at[0]+maxRole)]))
		r.cueText(at[0], at[1], vtt)
		r.text = append(r.text, ": "...)
	}
	return nil
}

// maxSpeaker is the longest name of a speaker before a ":", in bytes.
const maxSpeaker = 48

// speaks reports whether the first line of a cue begins with a speaker's name, which belongs to nothing that was said before.
func speaks(line []byte) bool {
	name, _, found := bytes.Cut(line[:min(len(line), maxSpeaker)], []byte(": "))
	return found && len(name) > 0 && (lex.IsUpper(name[0]) || name[0] >= 0x80) && bytes.Count(name, []byte(" ")) < 4 && !bytes.ContainsAny(name, ".,!?0123456789")
}

func isCueNumber(line []byte) bool {
	for _, c := range bytes.TrimSpace(line) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// cueLine adds the text of one line of a cue, without its tags. What one speaker says over several cues is one turn; the names in the tags of the
// later ones follow all cues.
func (c *subtitleCodec) cueLine(r *record, i, end int, vtt bool) {
	for i < end {
		lt := bytes.IndexByte(r.raw[i:end], '<')
		gt := -1
		if lt >= 0 {
			gt = bytes.IndexByte(r.raw[i+lt:end], '>')
		}
		if gt < 0 {
			r.cueText(i, end, vtt)
			return
		}
		if lt > 0 {
			r.cueText(i, i+lt, vtt)
		}
		tag := r.raw[i+lt : i+lt+gt+1]
		if k := bytes.IndexByte(tag, ' '); k > 0 && (tag[1] == 'v') && len(tag) > k+2 {
			name := bytes.TrimSpace(tag[k : len(tag)-1])
			from := i + lt + k + 1
			if i += lt + gt + 1; bytes.Equal(name, c.speaker) {
				c.again = append(c.again, [2]int{from, i - 1})
				continue
			}
			c.speaker = name
			if len(r.text) > 0 {
				r.text = append(r.text, '\n')
			}
			r.mark(pii.MarkTurn, string(name[:min(len(name), maxRole)]))
			r.cueText(from, i-1, vtt)
			r.text = append(r.text, ": "...)
			continue
		}
		i += lt + gt + 1
	}
}

func (r *record) cueText(from, to int, vtt bool) {
	switch {
	case to <= from:
	case vtt:
		r.entities(from, to, markupText)
	default:
		r.plain(from, to, plainText)
	}
}
