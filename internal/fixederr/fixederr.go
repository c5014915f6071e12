// Package fixederr makes errors of fixed text. They hold nothing of any input, so that they may be shown where the text of an error of
// unknown origin may not.
package fixederr

import "errors"

type fixed struct{ text string }

func (e *fixed) Error() string { return e.text }

// New is errors.New for a text that is written in the source.
func New(text string) error { return &fixed{text} }

// In returns the first error of fixed text that err is or wraps, nil if there is none.
func In(err error) error {
	var f *fixed
	if errors.As(err, &f) {
		return f
	}
	return nil
}
