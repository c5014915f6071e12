package formats

import "bytes"

// yamlFields remembers the keys of YAML that say what the value of the next line is.
type yamlFields struct {
	key, name string // of the line before: its key without a value, or what it says that the value is called
	indent    int
}

// label returns the label of a line's value that its own key does not tell: "ssn" for the "value" under it, "DB_PASSWORD" for that beside "name: DB_PASSWORD".
func (f *yamlFields) label(line []byte) (label string) {
	text := bytes.TrimLeft(line, " ")
	item := bytes.HasPrefix(text, []byte("- "))
	if item {
		text = bytes.TrimLeft(text[len("- "):], " ")
	}
	indent := len(line) - len(text)
	if text = bytes.TrimRight(text, " \r"); len(text) == 0 || text[0] == '#' {
		return ""
	}
	key, value, found := bytes.Cut(text, []byte(":"))
	value = bytes.Trim(bytes.TrimSpace(value), `"'`)
	if found && len(value) > 0 && valueKeys()[string(key)] {
		switch {
		case f.name != "" && indent == f.indent && !item:
			label = f.name
		case f.key != "" && indent > f.indent && !item:
			label = f.key
		}
	}
	*f = yamlFields{indent: indent}
	switch {
	case !found || !isPlainKey(string(key)):
	case len(value) == 0:
		f.key = string(key)
	case (string(key) == "name" || string(key) == "key" || string(key) == "label" || string(key) == "field") && len(value) <= maxValueName && isPlainKey(string(value)):
		f.name = string(value)
	}
	return label
}
