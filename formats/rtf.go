package formats

import (
	"errors"
	"io"

	"github.com/lethe-pii/lethe/pii"
)

// ErrRTF says that a file is Rich Text, whose escapes hide text from a reader of plain text.
var ErrRTF = errors.New("formats: RTF is not read; save it as DOCX or text")

// RTF is the format of Rich Text files, which are refused with ErrRTF.
func RTF() Format {
	return Format{Name: "rtf", Extensions: []string{".rtf"}, Open: func(io.Reader, io.Writer) Codec { return rtfCodec{} }}
}

type rtfCodec struct{}

func (rtfCodec) Next() ([]byte, []pii.Mark, error) { return nil, nil, ErrRTF }

func (rtfCodec) Apply(pii.Edit) error { return ErrRTF }

func (rtfCodec) Close() error { return nil }
