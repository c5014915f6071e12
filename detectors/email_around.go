package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
)

// escapedAts are the "@" as program text and JSON escape it; a single backslash before the sign itself is read from the sign.
var escapedAts = []string{`\u0040`, `\x40`, `\u{40}`, `\U00000040`}

// escapeStart returns where the at-sign at [p, after) begins with the backslashes that escape it, at most three more than it holds.
func escapeStart(b []byte, p, after int) (start int, escaped bool) {
	start = p
	for start > 0 && p-start < 3 && b[start-1] == '\\' {
		start--
	}
	return start, after-start > 1
}

// maxLocal is the longest local part that is read, in bytes: what RFC 5321 allows, twice, for tags and stars.
const maxLocal = 128

// localRun walks from p back to from over the bytes of a local part and over Markdown's stars inside it, as in "jo.**ferris**@". Stars before the
// first byte stay outside. ok is false if the stars right before p close nothing: "j***@" is masked.
func localRun(b []byte, from, p int) (start int, ok bool) {
	start = p
	runs := 0
	for start > from && p-start < maxLocal {
		q := start - 1
		if b[q] == '*' {
			for q > from && start-q < 4 && b[q-1] == '*' {
				q--
			}
			if q == from || start-q > 3 || !localAt(b, q-1) {
				break
			}
			runs++
		} else if !localAt(b, q) {
			break
		}
		start = q
	}
	open := start > 0 && b[start-1] == '*'
	return start, b[p-1] != '*' || open || runs%2 == 0 && runs > 0
}

// localAt reports whether the byte at i belongs to a local part.
func localAt(b []byte, i int) bool {
	return localByte(b[i]) && (b[i] < 0x80 || !punctuationAt(b, i))
}

// underlined returns start behind the underscores of Markdown that enclose the address at [start, end).
func underlined(b []byte, start, end int) int {
	for e := end; e < len(b) && b[e] == '_' && b[start] == '_'; e++ {
		start++
	}
	return start
}

// cutHost returns the end of the address's host in [p, end) and the start of its last label if more is tied to it that no host ends
// with: "example.com" of "example.com.txt", "example.com.old.1", "example.com_backup" and "example.com-2". The rightmost known
// top-level domain is the last label. end is 0 if nothing is tied to the host or no host is left.
func cutHost(b []byte, p, end, last, dots int) (int, int) {
	file := fileName(b[last:end]) || fileEndings().Has(lex.Hash(b[last:end]))
	joined := end < len(b) && b[end] == '_'
	if !file && !joined && hostName(b[last:end]) {
		return 0, 0
	}
	for e, l := end, last; dots > 0; dots-- {
		label := b[l:e]
		if i := bytes.IndexByte(label, '-'); i >= 0 {
			label = label[:i]
		}
		kind := topLevel(label)
		if kind == sureDomain || kind == wordDomain && file && l < last && len(label) == e-l {
			if version(b[p:l]) && !(dots == 1 && equalFold(label, "com")) {
				return 0, 0
			}
			return l + len(label), l
		}
		e = l - 1
		for l = e; l > p && b[l-1] != '.'; {
			l--
		}
	}
	return 0, 0
}

// version reports whether a host's first label is a number, a scale or a version, as in "icon@2x.de.png" and "pkg@v1.2.dev.js".
func version(b []byte) bool {
	if len(b) > 0 && b[0]|0x20 == 'v' {
		b = b[1:]
	}
	n := 0
	for n < len(b) && lex.IsDigit(b[n]) {
		n++
	}
	if n > 0 && n < len(b) && b[n]|0x20 == 'x' {
		n++
	}
	return n > 0 && n < len(b) && b[n] == '.'
}

// fileName reports the endings of files that follow an "@" in names of files more often than a host ends with them.
func fileName(ext []byte) bool {
	for _, s := range [...]string{"png", "jpg", "jpeg", "gif", "svg", "webp", "js", "css", "ts", "html", "json", "yaml", "yml", "txt", "zip", "gz"} {
		if equalFold(ext, s) {
			return true
		}
	}
	return false
}

var fileEndingsValue lazy.Value[*lex.Set]

// fileEndings are further endings of files; none is a top-level domain.
func fileEndings() *lex.Set { return fileEndingsValue.Get(makeFileEndings) }

func makeFileEndings() *lex.Set {
	return lex.NewSet("pdf", "doc", "docx", "odt", "rtf", "xls", "xlsx", "csv", "tsv", "pptx", "xml", "jsonl", "log", "bak", "old", "orig", "tmp",
		"eml", "msg", "mbox", "pst", "vcf", "ics", "tar", "tgz", "xz", "rar", "asc", "gpg", "pem", "crt", "csr", "p12", "pfx", "db", "sqlite", "sql", "bmp", "heic", "tiff", "wav", "htm", "conf", "ini")
}
