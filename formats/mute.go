package formats

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
)

// MuteRange is a stretch of a recording, in seconds from its start.
type MuteRange struct{ Start, End float64 }

// Muter is an optional ability of a Codec: MuteRanges returns when what edits touched was said, sorted and merged: words, where each
// has its time, else whole messages, segments or cues. It is for the current document, after its last edit.
type Muter interface{ MuteRanges() []MuteRange }

// cellTimes says when the text of a cell was said.
type cellTimes map[int]MuteRange

// touched returns the times of edits.
func (t cellTimes) touched(edits []edit) []MuteRange {
	var all, out []MuteRange
	for _, e := range edits {
		if m, ok := t[e.cell]; ok {
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b MuteRange) int { return cmp.Compare(a.Start, b.Start) })
	for _, m := range all {
		if n := len(out); n > 0 && m.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, m.End)
			continue
		}
		out = append(out, m)
	}
	return out
}

// say notes the time of cells, if it is known.
func (t cellTimes) say(cells []int, at turnTime) {
	m, ok := at.seconds()
	for _, c := range cells {
		if ok {
			t[c] = m
		}
	}
}

// cueTime reads the times of a cue: "00:01:02.500 --> 00:01:04,000 align:start".
func cueTime(line []byte) (m MuteRange, ok bool) {
	from, to, _ := bytes.Cut(line, []byte("-->"))
	end := bytes.Fields(to)
	if len(end) == 0 {
		return m, false
	}
	var okStart, okEnd bool
	m.Start, okStart = clock(string(bytes.TrimSpace(from)))
	m.End, okEnd = clock(string(end[0]))
	return m, okStart && okEnd && m.End >= m.Start
}

// clock reads "01:02:03.500", "02:03.500" or the comma of SRT, in seconds.
func clock(s string) (float64, bool) {
	total := 0.0
	for part := range bytes.SplitSeq([]byte(s), []byte{':'}) {
		v, err := strconv.ParseFloat(string(bytes.ReplaceAll(part, []byte{','}, []byte{'.'})), 64)
		if err != nil || v < 0 {
			return 0, false
		}
		total = total*60 + v
	}
	return total, true
}
