package detectors

import (
	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/phonemeta"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// cluster reads the telephone numbers in the run of digit groups that begins at p.
func (r *phoneReader) cluster(p int) {
	n := &r.n
	p = r.wrapped(p)
	n.read(r.b, p)
	if n.n == 0 {
		return
	}
	end := n.g[n.n-1].end
	if n.nd < 7 {
		if n.nd <= 6 && n.nd > 4 && (n.n == 1 || n.n == 2 && n.g[0].len() == 1 && n.g[1].sep == sepDash) && r.inner(p, end) {
			return
		}
		if n.nd <= 4 && n.nd >= 2 {
			if n.n == 1 && r.inner(p, end) {
				return
			}
			r.given(phoneContext{})
			if r.vanity(0); r.taken < p && p+6 < len(r.b) && r.pausing(end) {
				r.said(r.s.TokenAt(p))
			}
		}
		r.until = max(r.until, min(end, p+64))
		return
	}
	glued := p > 0 && r.gluedBefore(p)
	if glued && lex.IsLetter(r.b[p-1]) {
		if k := r.s.TokenAt(p); k < len(r.ts) && int(r.ts[k].Start) >= r.taken && spoken.Glued(r.b[r.ts[k].Start:r.ts[k].End]) {
			if r.said(k); r.taken > p {
				return // "null171 39200 acht8"
			}
		}
	}
	for i := 0; i < n.n; {
		if i == 0 && (glued && !n.g[0].paren || n.american(1)) || i > 0 && !n.restarts(i) && !r.second(i) {
			i++
			continue
		}
		follows := i > 0 && n.g[i-1].end == r.taken
		r.at(n.g[i].open, follows && n.g[i].sep&sepSlash != 0)
		if j := r.best(i); j >= 0 {
			i = j + 1
			continue
		}
		i++
	}
	r.until = max(r.until, min(end, p+64))
}

// gluedBefore reports whether a number at p is the tail of a word or of a longer number.
func (r *phoneReader) gluedBefore(p int) bool {
	c := r.b[p-1]
	switch {
	case lex.IsLetter(c) || lex.IsDigit(c), c == '_', c == '$', c == '#', c == '@', c == '%', c == '&', c == '~', c == '\\', c == '^':
		return true
	case c == '/' && (r.b[p] == '+' || channelBefore(r.b, p)):
		return false // a part of a path
	case c == '.' || c == ',' || c == '-' || c == '/' || c == ':' || c == '=':
		return p > 1 && (lex.IsDigit(r.b[p-2]) || lex.IsLetter(r.b[p-2]) && (c == '-' || c == '/' || c == '.' && lex.IsUpper(r.b[p-2])))
	case c >= 0x80:
		return !(p > 2 && r.b[p-3] == 0xe2) && !(p > 1 && r.b[p-2] == 0xc2 && c != 0xa3)
	}
	return false
}

// restarts reports whether a new number may begin at group i though digits stand before it.
func (n *phoneRun) restarts(i int) bool {
	g := &n.g[i]
	switch {
	case i == 1 && n.american(1), g.plus, g.sep&sepWide != 0, g.paren && g.sep&sepBlank != 0 && i > 0 && !n.g[i-1].plus:
		return true
	case g.sep&sepBlank != 0:
		return n.g[i-1].len() <= 2 && i == 1 && !n.g[0].plus && !n.g[0].paren && n.digits[g.digit] == '0' || i >= 3 && n.g[i-1].len() == 4 && n.g[i-2].sep == n.g[i-1].sep && n.g[i-1].sep != sepBlank
	}
	return false
}

// second reports that a number with its national prefix begins at group i behind a number that is found or named, and ends with the run:
// "NHS 999 166 2154 07700 900 481".
func (r *phoneReader) second(i int) bool {
	return r.n.prefixed(i) && (r.n.g[i-1].end == r.taken || r.readContext(r.n.g[0].open).other)
}

// best finds the best number that begins at group i, emits it, and returns its last group or -1.
func (r *phoneReader) best(i int) int {
	n := &r.n
	best, at := float32(0.45), -1
	var rule *pii.Rule
	for j := min(n.n-1, i+13); j >= i; j-- {
		d := len(n.span(i, j))
		if d > 17 || n.g[j].sep&sepWide != 0 && n.g[j].len() < 2 && j > i {
			continue
		}
		if d < 7 {
			break
		}
		score, why := r.judge(i, j)
		if score == 0 {
			continue
		}
		if j+1 < n.n || n.sealed {
			if next := &n.g[min(j+1, n.n-1)]; !n.sealed && next.sep&(sepWide|sepSlash) == 0 && !(next.paren || next.plus || n.prefixed(j+1)) {
				score -= 0.12
			}
		}
		if score > best+0.001 {
			best, at, rule = score, j, why
		}
	}
	if at < 0 {
		return r.vanity(i)
	}
	start, end := n.g[i].open, n.g[at].end
	if n.g[i].paren && !n.closes(r.b, i, at) {
		if r.b[start] == '(' {
			start++
		}
	}
	if end < len(r.b) && (lex.IsLetter(r.b[end]) && r.extension(end) == end || r.b[end] == '_' || r.b[end] == '%') || r.counted(end) && !dialled(r.b, start) {
		return -1
	}
	r.emit(start, r.extension(end), best, rule)
	return at
}

// closes reports whether the bracket before group i closes inside of the number.
func (n *phoneRun) closes(b []byte, i, j int) bool {
	depth := 1
	for p := n.g[i].start; p < n.g[j].start && depth > 0; p++ {
		switch b[p] {
		case '(':
			depth++
		case ')':
			depth--
		}
	}
	return depth == 0
}

// counted reports a currency or unit right behind a number.
func (r *phoneReader) counted(end int) bool {
	k := r.s.TokenAt(end)
	if end+3 < len(r.b) && r.b[end] == ' ' && (r.b[end+1] == '$' || r.b[end+1] == 0xe2 && r.b[end+2] == 0x82) || end < len(r.b) && r.b[end] == 0xe2 && end+1 < len(r.b) && r.b[end+1] == 0x82 {
		return true
	}
	if end < len(r.b)-1 && (r.b[end] == '.' || r.b[end] == ',' || r.b[end] == ':') && lex.IsDigit(r.b[end+1]) {
		return true
	}
	return k < len(r.ts) && int(r.ts[k].Start) == end+1 && r.b[end] == ' ' && phoneUnits().Has(r.ts[k].Hash)
}

var phoneUnitsValue lazy.Value[*lex.Set]

func phoneUnits() *lex.Set { return phoneUnitsValue.Get(makePhoneUnits) }

func makePhoneUnits() *lex.Set {
	return lex.NewSet("eur", "usd", "gbp", "chf", "euro", "euros", "dollars", "pounds", "kg", "km", "mm", "cm", "ms", "bytes", "kb", "mb", "units", "people", "hz", "rows", "lines")
}

// judge scores the groups i to j as one number.
func (r *phoneReader) judge(i, j int) (float32, *pii.Rule) {
	n := &r.n
	d := n.span(i, j)
	g := &n.g[i]
	if g.plus {
		return r.international(i, j, d, 0)
	}
	if r.dateLike(i, j) || n.years(i, j) {
		return 0, nil
	}
	if len(d) > 9 && d[0] == '0' && d[1] == '0' && d[2] != '0' && g.len() >= 2 {
		_, cn := phonemeta.SplitCode(d[2:])
		score, rule := r.international(i, j, d[2:], 2)
		if l := g.len(); score > 0 && (l == 2 || l == 2+cn || i == j || r.context().label || r.context().near) {
			return r.adjust(score-0.1, rule)
		}
	}
	if len(d) > 11 && string(d[:3]) == "011" && (g.len() == 3 || g.len() <= 6 && (r.context().near || r.context().label)) {
		if score, rule := r.international(i, j, d[3:], 3); score > 0 {
			return r.adjust(score-0.1, rule)
		}
	}
	for k := i + 1; k <= j; k++ {
		if n.g[k].plus {
			return 0, nil
		}
	}
	if score := r.american(i, j, d); score > 0 {
		return r.adjust(score, rulePhoneNational)
	}
	return r.national(i, j, d)
}

// adjust applies the context.
func (r *phoneReader) adjust(score float32, rule *pii.Rule) (float32, *pii.Rule) {
	switch {
	case r.context().label:
		score += 0.15
	case r.context().other:
		score -= 0.3
	case r.context().near:
		score += 0.1
	}
	return min(score, 0.95), rule
}

// international judges digits that begin with a country calling code; skip is the length of the prefix before them.
func (r *phoneReader) international(i, j int, d []byte, skip int) (float32, *pii.Rule) {
	if len(d) < 7 || len(d) > 17 {
		return 0, nil
	}
	code, cn := phonemeta.SplitCode(d)
	if cn == 0 {
		return 0, nil
	}
	rest := d[cn:]
	if _, ok := phonemeta.Valid(code, rest); ok {
		return 0.95, rulePhoneIntl
	}
	if len(rest) > 1 && rest[0] == '0' { // the national prefix in brackets: +49 (0)30
		if _, ok := phonemeta.Valid(code, rest[1:]); ok {
			return 0.93, rulePhoneIntl
		}
	}
	g := &r.n.g[i]
	if skip == 2 && j > i && (g.len() == 2 || g.len() == 2+cn) && len(rest) >= 9 && len(rest) <= 11 && !r.n.sealed && r.n.seps(i, j)&^(sepBlank|sepDash) == 0 {
		return 0.65, rulePhoneIntlForm // 0044 7700 900 765
	}
	if len(d) > 15 || len(d) < 8 || skip > 0 && !r.context().label && !r.context().near {
		return 0, nil
	}
	if r.n.sealed || j == i && !r.context().label && !r.context().near && !(g.plus && compactIntl(rest)) || len(d) < 9 && !r.context().label {
		return 0, nil
	}
	if compactIntl(rest) && g.plus && j == i && skip == 0 {
		return 0.58, rulePhoneIntlForm
	}
	if seps := r.n.seps(i, j); seps&sepSlash != 0 || seps == sepDot && j-i < 2 || skip == 0 && r.b[g.start-1] != '+' {
		return 0, nil
	}
	for k := i + 1; k <= j; k++ {
		if r.n.g[k].plus {
			return 0, nil
		}
	}
	return 0.65, rulePhoneIntlForm
}

// dateLike reports whether the groups read as a date.
func (r *phoneReader) dateLike(i, j int) bool {
	if p := r.n.g[i].start; r.date.at != p+1 {
		_, r.date.end, r.date.form = dates.Numeric(r.b, p, false)
		r.date.at = p + 1
	}
	form := r.date.form
	return form != dates.None && form != dates.Pair && form != dates.DayMonth && r.date.end >= r.n.g[min(i+1, j)].end && (form != dates.Compact || !r.context().label)
}

// national judges numbers as they are dialled inside of the regions.
func (r *phoneReader) national(i, j int, d []byte) (float32, *pii.Rule) {
	n := &r.n
	g := &n.g[i]
	groups, seps := j-i+1, n.seps(i, j)
	if groups >= 4 && n.seps(i, i+3) == sepDot && g.len() <= 3 && n.g[i+1].len() <= 3 && n.g[i+2].len() <= 3 && n.g[i+3].len() <= 3 && !n.shape(i, j, 2, 2, 2, 2, 2) {
		return 0, nil // an IP address
	}
	if groups == 5 && j+1 < n.n && n.g[j+1].len() == 2 && n.g[j+1].sep == n.g[j].sep && n.shape(i, j, 2, 2, 2, 2, 2) && !n.prefixed(j+1) {
		return 0, nil // six numbers that were drawn
	}
	single := groups == len(d) && len(d) >= 9 // digit by digit
	switch {
	case single:
	case d[0] == '0' && d[1] != '0' && n.shape(i, j, 2, 2, 2, 2, 2) && !r.dump(i, j) && seps&sepParen == 0 && seps&^(sepBlank|sepWide) != sepSlash:
		return r.adjust(0.65, rulePhoneNational)
	case r.refused(i, j, d):
		return 0, nil
	}
	valid, bare := false, true
	for _, reg := range r.d.regions() {
		if reg.Code == 1 {
			continue // see american
		}
		if ok, b := reg.ValidNational(d); ok {
			valid = true
			bare = bare && (b || reg.National == "" && d[0] != '0')
		}
	}
	if ok, prefixed := r.d.dialled(d); ok {
		valid, bare = true, bare && !prefixed
	}
	switch {
	case single && valid && !bare:
		return r.adjust(0.6, rulePhoneNational)
	case single && r.refused(i, j, d):
		return 0, nil
	case valid && !bare && groups > 1:
		score := float32(0.7)
		switch {
		case g.paren && n.closes(r.b, i, j):
			score = 0.8
		case groups == 5 && g.len() == 2 && n.shape(i, j, 2, 2, 2, 2, 2):
			score = 0.8
		case groups == 2 && seps&sepSlash != 0 && g.len() >= 3:
			score = 0.75
		case seps&sepDash != 0 && groups == 2 && g.len() > 5, groups > 6:
			score = 0.5
		case seps&sepDot != 0:
			score = 0.6
		}
		return r.adjust(score, rulePhoneNational)
	case valid && !bare:
		if (d[1] == '6' || d[1] == '7' || d[1] == '1' && d[2] >= '5' && d[2] <= '7') && len(d) >= 10 && g.len() == len(d) && !counting(d) {
			return r.adjust(0.52, rulePhoneNational) // as mobile numbers are written
		}
		return r.adjust(0.42, rulePhoneNational)
	case valid && d[0] >= '6' && len(d) == 9 && seps == sepBlank && (n.shape(i, j, 3, 3, 3) || n.shape(i, j, 3, 2, 2, 2) || n.shape(i, j, 2, 3, 2, 2)):
		return r.adjust(0.58, rulePhoneNational)
	case r.context().label && valid && !(bare && j+1 < n.n && n.g[j+1].sep == sepDash):
		return 0.8, rulePhoneLabel
	case r.context().label && !r.context().other && len(d) <= 13 && (len(d) >= 8 || seps != 0):
		return 0.62, rulePhoneLabel
	case r.context().near && !r.context().other && valid:
		return 0.55, rulePhoneNational
	case r.context().near && !r.context().other && d[0] == '0' && groups > 1 && len(d) >= 9 && len(d) <= 12:
		return 0.55, rulePhoneNational
	}
	return 0, nil
}
