package formats

import (
	"bytes"
	"encoding/base64"
	"io"
	"strings"
)

// configs are the formats of configuration files: YAML, TOML, .env, and INI with its like. The file is text as it stands, so that
// "key: value" is read as in a form; what is written in the place of a value gets the quotes and escapes that keep it one value.
func configs() []Format {
	return []Format{
		configFormat("yaml", configYAML, ".yaml", ".yml"),
		configFormat("toml", configTOML, ".toml"),
		configFormat("env", configEnv, ".env"),
		configFormat("ini", configINI, ".ini", ".cfg", ".conf", ".properties"),
	}
}

// Kinds of cells in configurations. The first four are bare values of the dialects.
const (
	configYAML = iota + 80
	configTOML
	configEnv
	configINI
	configDouble // between double quotes
	configSingle // between single quotes
	configFlow   // between brackets
	configLine   // comments, keys, lines that are no pair
	configBase64 // text in base64
)

func configFormat(name string, dialect int, extensions ...string) Format {
	return Format{Name: name, Extensions: extensions, Open: func(r io.Reader, w io.Writer) Codec {
		return &recordCodec{w: w, next: wholeFile(r), write: func(r *record, w io.Writer) error { return r.write(w, escapeConfig) }, decode: func(r *record) error {
			within := false
			var fields yamlFields
			for i := 0; i < len(r.raw); {
				end, next := len(r.raw), len(r.raw)
				if k := bytes.IndexByte(r.raw[i:], '\n'); k >= 0 {
					end, next = i+k, i+k+1
				}
				if dialect == configYAML && !within {
					if after, ok := r.binaryYAML(i, end, next); ok {
						i = after
						continue
					}
				}
				to := end
				if k := continued(r.raw[i:end]); k >= 0 {
					to = i + k
				}
				if within {
					r.unescaped(i, to, configLine)
				} else {
					label := ""
					if dialect == configYAML {
						label = fields.label(r.raw[i:to])
					}
					r.configLine(i, to, dialect, label)
				}
				i = next
				if within = to < end; within { // the text goes on where that of the next line begins
					i += len(r.raw[i:]) - len(bytes.TrimLeft(r.raw[i:], " \t"))
				} else {
					r.plain(end, next, configLine)
				}
			}
			return nil
		}}
	}}
}

// continued returns where the backslash stands that ends a line of a value and its line break, -1 if there is none.
func continued(line []byte) int {
	line = bytes.TrimRight(line, "\r")
	n := len(line) - len(bytes.TrimRight(line, "\\"))
	if n%2 == 0 {
		return -1
	}
	return len(line) - 1
}

// configLine adds a line without its end. label is what its value is, if its own key does not say so.
func (r *record) configLine(i, end, dialect int, label string) {
	from := r.configValue(i, end, dialect)
	to := end
	for to > from && r.raw[to-1] <= ' ' {
		to--
	}
	if from > i {
		kind := configLine
		if line := bytes.TrimSpace(r.raw[i:end]); dialect == configYAML && len(line) > 0 && line[0] != '#' && (from < end || line[len(line)-1] == ':') {
			kind = configFlow // a key: brackets would make a list of it
		}
		r.unescaped(i, from, kind)
	}
	if label != "" {
		r.text = append(append(r.text, label...), ": "...)
	}
	r.values(from, to, dialect)
	if end > to {
		r.plain(to, end, configLine)
	}
}

// configValue returns where the value of a line begins, its end if it has none.
func (r *record) configValue(i, end, dialect int) int {
	line := r.raw[i:end]
	k := len(line) - len(bytes.TrimLeft(line, " \t"))
	if k == len(line) || line[k] == '#' || line[k] == ';' && dialect == configINI || line[k] == '[' && dialect != configYAML {
		return end
	}
	if dialect == configYAML {
		for bytes.HasPrefix(line[k:], []byte("- ")) || bytes.HasPrefix(line[k:], []byte("? ")) {
			k += 2
			k += len(line[k:]) - len(bytes.TrimLeft(line[k:], " "))
		}
	}
	at := k
	var quote byte
	for ; k < len(line); k++ {
		c := line[k]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
			continue
		case (c == '"' || c == '\'') && dialect != configINI && dialect != configEnv && (k == at || dialect == configTOML):
			quote = c
			continue
		case c == '=' && dialect != configYAML, c == ':' && dialect == configINI, c == ':' && dialect == configYAML && (k+1 == len(line) || line[k+1] == ' ' || line[k+1] == '\r'):
			k++
			return i + k + len(line[k:]) - len(bytes.TrimLeft(line[k:], " \t"))
		}
		if dialect == configYAML && (c == '[' || c == '{') && k == at {
			break
		}
	}
	if dialect == configYAML {
		return i + at // an item of a list
	}
	return end
}

// values adds a value, or the values of a list.
func (r *record) values(i, to, dialect int) {
	if i >= to {
		return
	}
	bare := dialect
	if c := r.raw[i]; dialect != configINI && strings.IndexByte("[{&*!|>", c) >= 0 {
		bare = configFlow
	}
	start := i
	flush := func(end int) {
		if end <= start {
			return
		}
		if bare == configFlow && bytes.Contains(r.raw[start:end], binaryTag) {
			r.notRead("binary values")
		}
		if bare == configFlow || bare == configINI {
			r.unescaped(start, end, bare)
			return
		}
		r.decoded(start, end, r.raw[start:end], bare)
	}
	for i < to {
		c := r.raw[i]
		switch {
		case c == '#' && dialect != configINI && (i == start || r.raw[i-1] <= ' '):
			end := i
			for end > start && r.raw[end-1] <= ' ' {
				end--
			}
			flush(end)
			r.plain(end, to, configLine)
			return
		case (c == '"' || c == '\'') && dialect != configINI && (bare == configFlow || i == start):
			k := closing(r.raw[i+1:to], c, dialect)
			if k < 0 { // goes on in the next line, or never ends
				flush(i)
				r.unescaped(i, to, configLine)
				return
			}
			flush(i)
			r.plain(i, i+1, configLine)
			kind := configDouble
			if c == '\'' {
				kind = configSingle
			}
			switch {
			case k > 0 && kind == configDouble:
				r.unescaped(i+1, i+1+k, kind)
			case k > 0 && dialect == configYAML:
				r.doubled(i+1, i+1+k, '\'', kind)
			case k > 0:
				r.plain(i+1, i+1+k, kind)
			}
			r.plain(i+1+k, i+2+k, configLine)
			i += k + 2
			start = i
		default:
			i++
		}
	}
	flush(to)
}

// closing returns where a quoted value ends, -1 if it does not.
func closing(b []byte, quote byte, dialect int) int {
	for i := 0; i < len(b); i++ {
		switch {
		case b[i] == '\\' && quote == '"':
			i++
		case b[i] == quote && quote == '\'' && dialect == configYAML && i+1 < len(b) && b[i+1] == quote:
			i++
		case b[i] == quote:
			return i
		}
	}
	return -1
}

func escapeConfig(dst, s []byte, c cell) []byte {
	if c.kind == configBase64 {
		return base64.StdEncoding.AppendEncode(dst, s)
	}
	s = bytes.Map(func(c rune) rune {
		if c == '\n' || c == '\r' {
			return ' '
		}
		return c
	}, s)
	quoted := false
	switch c.kind {
	case configYAML:
		quoted = !plainYAML(s)
	case configTOML:
		quoted = !isJSONNumber(s)
	case configEnv:
		quoted = bytes.ContainsAny(s, " \t\"'`$#&;|<>()[]{}*?!~\\")
	case configSingle:
		return append(dst, bytes.ReplaceAll(s, []byte("'"), nil)...)
	case configFlow:
		return append(dst, bytes.Map(func(c rune) rune {
			switch c {
			case '[', '{':
				return '('
			case ']', '}':
				return ')'
			case ',', '"', '\'', ':', '#', '*', '&', '!', '|', '>', '%', '@', '`', '?':
				return '_'
			}
			return c
		}, s)...)
	case configDouble:
		return appendEscaped(dst, s)
	}
	if !quoted {
		return append(dst, s...)
	}
	return append(appendEscaped(append(dst, '"'), s), '"')
}

func appendEscaped(dst, s []byte) []byte {
	for _, b := range s {
		if b == '"' || b == '\\' {
			dst = append(dst, '\\')
		}
		dst = append(dst, b)
	}
	return dst
}

// plainYAML reports whether s is one value of YAML without quotes.
func plainYAML(s []byte) bool {
	switch {
	case len(s) == 0:
		return true
	case strings.IndexByte("[]{}&*!|>'\"%@`#,?:-", s[0]) >= 0 && !isJSONNumber(s):
		return false
	}
	return !bytes.Contains(s, []byte(": ")) && !bytes.Contains(s, []byte(" #")) && s[len(s)-1] != ':'
}
