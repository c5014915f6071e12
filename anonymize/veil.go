package anonymize

import "bytes"

// The scanner reads labels with one word of no meaning in the place of their names: a label is neither found nor evidence ("DATE OF BIRTH"),
// but something stands there. Numbers of labels stay.
const (
	fill     = '_'
	standsIn = "Xx"
)

// next returns where the first label of b stands, to <= from if there is none.
func (l *labelList) next(b []byte) (from, to int) {
	for {
		k := bytes.Index(b[from:], l.open)
		if k < 0 || len(l.open) == 0 {
			return 0, 0
		}
		from += k
		if n := l.at(b[from:]); n > 0 {
			return from, from + n
		}
		from += len(l.open)
	}
}

// veil returns b with its labels as the scanner reads them, byte for byte, and calls see for each; b itself if it has none.
func (l *labelList) veil(b []byte, see func(from, to int)) []byte {
	veiled := b
	for at := 0; ; {
		from, to := l.next(b[at:])
		if to == 0 {
			return veiled
		}
		from, to = at+from, at+to
		if at = to; &veiled[0] == &b[0] {
			veiled = bytes.Clone(b)
		}
		see(from, to)
		for i := from; i < to; i++ {
			if !isDigit(b[i]) {
				veiled[i] = fill
			}
		}
		copy(veiled[from+(to-from)/3:to], standsIn)
	}
}

// beginning returns how many bytes at the end of b may begin a label that goes on.
func (l *labelList) beginning(b []byte) int {
	for k := max(0, len(b)-len(l.open)-maxLabel-len(l.close)+1); k < len(b); k++ {
		rest := b[k:]
		if n := l.at(rest); n > 0 {
			k += n - 1
			continue
		}
		if name, ok := bytes.CutPrefix(rest, l.open); bytes.HasPrefix(l.open, rest) || ok && !bytes.Contains(name, l.close) {
			return len(rest)
		}
	}
	return 0
}

// veiler veils the labels of a stream and puts them back into its pieces. What it holds is bounded by what the scanner holds back.
type veiler struct {
	labels *labelList
	to     func([]byte) (int, error)
	at     int64  // how much was passed on
	tail   []byte // what comes then: it may begin a label
	hidden []hidden
	text   []byte // of a piece
}

// hidden is a label at an offset.
type hidden struct {
	at   int64
	text string
}

// write passes b on, except for an end that may begin a label.
func (v *veiler) write(b []byte) (int, error) {
	n := len(b)
	if len(v.tail) > 0 {
		v.tail = append(v.tail, b...)
		b = v.tail
	}
	keep := len(b) - v.labels.beginning(b)
	rest := b[keep:]
	err := v.pass(b[:keep])
	v.tail = append(v.tail[:0], rest...)
	if err != nil {
		return 0, err
	}
	return n, nil
}

// release passes on what was held back.
func (v *veiler) release() error {
	err := v.pass(v.tail)
	v.tail = v.tail[:0]
	return err
}

func (v *veiler) pass(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	veiled := v.labels.veil(b, func(from, to int) {
		v.hidden = append(v.hidden, hidden{v.at + int64(from), string(b[from:to])})
	})
	v.at += int64(len(b))
	_, err := v.to(veiled)
	return err
}

// restore returns the text of the next piece, which begins at base, with its labels.
func (v *veiler) restore(text []byte, base int64) []byte {
	end := base + int64(len(text))
	restored := false
	for len(v.hidden) > 0 && v.hidden[0].at < end {
		if !restored {
			v.text, restored = append(v.text[:0], text...), true
		}
		h := v.hidden[0]
		from := max(h.at, base)
		copy(v.text[from-base:], h.text[from-h.at:])
		if h.at+int64(len(h.text)) > end {
			break
		}
		v.hidden = v.hidden[1:]
	}
	if !restored {
		return text
	}
	return v.text
}
