package formats

import (
	"bytes"
	"io"

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
	times cellTimes
}

// MuteRanges is Muter.MuteRanges.
func (c *subtitleCodec) MuteRanges() []MuteRange { return c.times.touched(c.rec.edits) }

func writeSubtitles(r *record, w io.Writer) error {
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
	c.times = cellTimes{}
	var cue MuteRange
	timed := false
	raw := r.raw
	vtt := bytes.HasPrefix(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), []byte("WEBVTT"))
	inCue := false
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
			inCue = true
			cue, timed = cueTime(line)
		case inCue:
			from := len(r.cells)
			r.cueLine(i, end, vtt)
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
	return nil
}

func isCueNumber(line []byte) bool {
	for _, c := range bytes.TrimSpace(line) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// cueLine adds the text of one line of a cue, without its tags.
func (r *record) cueLine(i, end int, vtt bool) {
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
			if len(r.text) > 0 {
				r.text = append(r.text, '\n')
			}
			r.mark(pii.MarkTurn, string(name[:min(len(name), maxRole)]))
			from := i + lt + k + 1
			r.cueText(from, i+lt+gt, vtt)
			r.text = append(r.text, ": "...)
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
