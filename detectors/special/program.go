package special

import (
	"bytes"

	"github.com/lethe-pii/lethe/detectors/special/lexfile"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// identifier reports whether the term at tokens [i, i+n) is part of an identifier or a path of a program: "IPC_DISABLED", "testing.TB", "en-DM",
// "`sep`", "$std".
func (r *reader) identifier(i, n int) bool {
	ts, b := r.s.Tokens(), r.s.Text
	start, end := int(ts[i].Start), int(ts[i+n-1].End)
	short := end-start <= 4
	if start > 0 {
		switch b[start-1] {
		case '_', '$', '@', '\\', '`':
			return true
		case '/':
			if rooted(b[max(0, start-maxRoot) : start-1]) {
				return true
			}
		case '.', ':':
			if start > 1 && (lex.IsWord(b[start-2]) || b[start-2] == b[start-1]) {
				return short || b[start-2] == ':' || end < len(b) && bytes.IndexByte([]byte("=)&|[]"), b[end]) >= 0
			}
		case '-':
			if short && i > 0 && int(ts[i-1].End) == start-1 && ts[i-1].Len() <= 3 {
				return true
			}
		}
	}
	last := &ts[i+n-1]
	if i+n < len(ts) && ts[i+n].Flags&lex.HasDigit != 0 && int(ts[i+n].Start) == end+1 {
		next := &ts[i+n]
		if b[end] == '-' && (last.Flags.AllDigits() || short && next.Len() >= 4) || b[end] == ' ' && short && last.Flags.AllUpper() && next.Flags.AllDigits() && next.Len() >= 4 {
			return true // "Alt: 860-555-0121", "HPB-88142071", "EID 44172"
		}
	}
	if end < len(b) {
		switch b[end] {
		case '_', '`', '@':
			return true
		case '(', '[':
			return short && ts[i].Flags&lex.SpaceBefore == 0
		case '.', ':', '-':
			return short && i+n < len(ts) && int(ts[i+n].Start) == end+1 && (b[end] != '-' || ts[i+n].Len() <= 3)
		}
	}
	return false
}

// maxRoot is how far before a word the root of its path is looked for.
const maxRoot = 40

// rooted reports whether b ends in the beginning of a path from its root: "/conditions" of "/conditions/asthma".
func rooted(b []byte) bool {
	k := len(b)
	for k > 0 && (lex.IsWord(b[k-1]) || b[k-1] == '-' || b[k-1] == '/') {
		k--
	}
	return k < len(b) && b[k] == '/' && bytes.IndexByte(b[k+1:], '/') < 0 && k+1 < len(b)
}

// A program's source has so many lines that look like it, and one in so many.
const (
	minProgramLines = 3
	programShare    = 3
)

// isProgram reports whether text reads like the source of a program: many lines end or begin as statements do.
func isProgram(text []byte) bool {
	lines, code := 0, 0
	for line := range bytes.Lines(text[:min(len(text), guessedBytes)]) {
		line = bytes.TrimSpace(line)
		if len(bytes.Trim(line, "{}[](),; \t")) == 0 {
			continue
		}
		lines++
		if statement(line) {
			code++
		}
	}
	return code >= minProgramLines && code*programShare >= lines
}

// statement reports a line of a program.
func statement(line []byte) bool {
	signs := bytes.ContainsAny(line, "(){}=")
	switch line[len(line)-1] {
	case ';':
		return signs && bytes.IndexByte(line, '=') != 0 && !bytes.HasPrefix(bytes.ToUpper(line[:min(len(line), 6)]), []byte("INSERT"))
	case '{':
		return len(line) > 2 && line[0] != '"'
	}
	for _, p := range programStarts {
		if bytes.HasPrefix(line, p.text) && (signs || p.alone) {
			return true
		}
	}
	return false
}

// programStarts begin lines of programs; those that are words of a text as well need a sign of a program behind them.
var programStarts = []struct {
	text  []byte
	alone bool
}{{[]byte("//"), true}, {[]byte("/*"), true}, {[]byte("#include"), true}, {[]byte("#define "), true}, {[]byte("#if"), true}, {[]byte("#endif"), true}, {[]byte("import "), true},
	{[]byte("def "), false}, {[]byte("func "), false}, {[]byte("fn "), false}, {[]byte("const "), false}, {[]byte("var "), false}, {[]byte("let "), false}, {[]byte("return "), false},
	{[]byte("public "), false}, {[]byte("private "), false}, {[]byte("static "), false}, {[]byte("my $"), true}, {[]byte("sub "), false}, {[]byte("elif "), false}, {[]byte("if ["), true},
	{[]byte("echo "), true}, {[]byte("} "), true}, {[]byte("self."), true}, {[]byte("T("), true}}

// smallAbbreviation reports an abbreviation of an organisation in small letters that no preposition of belonging leads to: "853 Rn. 5", "laptops, pcs",
// "I was sat there".
func (r *reader) smallAbbreviation(i int) bool {
	t := r.s.Tokens()[i]
	return t.Len() <= 3 && !t.Flags.AllUpper() && (i == 0 || r.context(i-1)&(inside|role|mod|reason) == 0)
}

// programmed reports whether the value at b[start:end] of a label that begins at label is an expression of a program or part of a name with colons:
// "condition: user.age > 18", "arn:aws:health:…".
func programmed(b []byte, label, start, end int) bool {
	if label > 0 && label < start && b[label-1] == ':' || start > 0 && b[start-1] == '$' {
		return true
	}
	v := b[start:end]
	if bytes.ContainsAny(v, "{}<>$") || bytes.HasPrefix(v, []byte("http")) || bytes.Contains(v, []byte("==")) || bytes.Contains(v, []byte("::")) {
		return true
	}
	k := bytes.IndexByte(v, '(')
	return k > 0 && lex.IsLetter(v[k-1]) || k < 0 && end < len(b) && b[end] == '('
}

// digest reports a value of figures in pairs, as the fingerprints of keys are written: "9F:86:D0:…".
func digest(v []byte) bool { return bytes.Count(v, []byte(":")) > 2 }

// lists reports whether the text from token i on to end holds a term of a category.
func (d *detector) lists(s *pii.Segment, i, end, category int) bool {
	ts := s.Tokens()
	for ; i < len(ts) && int(ts[i].Start) < end; i++ {
		if info, n := d.match(lexicon(), ts[i:min(len(ts), i+lexfile.MaxWords)], s); n > 0 && int(info.Category()) == category {
			return true
		}
	}
	return false
}

// technical reports whether the text from token i on to end names a part of a machine: "Diagnosis: worn main bearing".
func technical(s *pii.Segment, i, end int) bool {
	for ts := s.Tokens(); i < len(ts) && int(ts[i].Start) < end; i++ {
		if parts()[ts[i].Hash] {
			return true
		}
	}
	return false
}

func parts() map[uint64]bool {
	return partsTable.Get(func() map[uint64]bool {
		return hashes(`bearing bearings gasket gearbox crankshaft camshaft compressor flywheel sprocket firmware router motherboard alternator radiator
			thermostat carburettor carburetor clutch axle hydraulic hydraulics coolant conveyor spindle fuse wiring engine
			lager wälzlager kugellager getriebe wasserpumpe kurbelwelle keilriemen zahnriemen dichtung zylinderkopfdichtung antrieb steuergerät platine netzteil
			festplatte kupplung lichtmaschine auspuff bremsbelag bremsbeläge zündkerze zündkerzen
			roulement courroie engrenage embrayage carburateur alternateur vilebrequin compresseur culasse câblage disjoncteur
			rodamiento rodamientos correa cojinete cojinetes embrague alternador cigüeñal compresor culata engranaje fusible cableado`)
	})
}

var partsTable lazy.Value[map[uint64]bool]
