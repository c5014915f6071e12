package hierarchy

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Reads reports whether a label, as the builders of this package write it, stands for a value, by their
// texts alone: the value itself, [Top], an interval, a set "{a, b}", a masked text of the same length
// ("902**"), or a month, quarter, year or decade of a date. It is how somebody who has only a release
// reads it.
func Reads(label, value string) bool {
	if label == value || label == Top {
		return true
	}
	if list, ok := strings.CutPrefix(label, "{"); ok {
		list, ok = strings.CutSuffix(list, "}")
		for item := range strings.SplitSeq(list, ", ") {
			if ok && item == value {
				return true
			}
		}
		return false
	}
	if d, err := time.Parse(time.DateOnly, value); err == nil {
		for _, l := range calendar(d) {
			if l == label {
				return true
			}
		}
		return false
	}
	if f, ok := Number(value); ok {
		if iv, ok := ParseInterval(label); ok {
			return iv.Holds(f)
		}
	}
	return masks(label, value)
}

// masks reports a label that is a value with some characters hidden, at least one of them shown. A value that
// is shorter than others is filled up with '*'.
func masks(label, value string) bool {
	shown := false
	for _, r := range label {
		v, n := utf8.DecodeRuneInString(value)
		if r != '*' {
			if n == 0 || r != v {
				return false
			}
			shown = true
		}
		value = value[n:]
	}
	return shown && value == "" && strings.Contains(label, "*")
}
