package anonymize

import (
	"fmt"
	"io"
)

// What values pass through prints its name alone, whatever the verb.

// Format prints the name.
func (*Session) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "anonymize.Session") }

// Format prints the name.
func (*Writer) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "anonymize.Writer") }

// Format prints the name.
func (*RestoreWriter) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "anonymize.RestoreWriter")
}

// Format prints the name.
func (*JSONRestoreWriter) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "anonymize.JSONRestoreWriter")
}

func (*reader) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "anonymize.Reader") }

func (*transformer) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "anonymize.Transformer") }
