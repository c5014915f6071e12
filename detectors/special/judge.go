package special

import (
	"bytes"

	"github.com/lethe-pii/lethe/detectors/special/lexfile"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// rules are the rules of one sort of evidence, one for each kind of document: the name says "frame, note".
type rules [len(kindNames)]*pii.Rule

func newRules(name string) (r rules) {
	for k := range r {
		r[k] = &pii.Rule{Detector: "special", Name: name, Source: "GDPR Art. 9(1), Art. 10"}
		if k > 0 {
			r[k].Name += ", " + kindNames[k]
		}
	}
	return r
}

func (r *rules) in(k Kind) *pii.Rule { return r[k] }

var frameRule, roleRule, termRule = newRules("frame"), newRules("role"), newRules("term")

// judge appends a finding for the term at tokens [i, i+n) if its surroundings say that it is about a person. Findings from first on
// are its own of this segment.
func (r *reader) judge(dst []pii.Finding, first, i, n int, info lexfile.Info) []pii.Finding {
	c := int(info.Category())
	if c == catBlock || r.on>>c&1 == 0 {
		return dst
	}
	if c != catBiometric && r.identifier(i, n) || n == 1 && int(info.Kind()) == kindOrg && r.smallAbbreviation(i) {
		return dst
	}
	if n == 1 && (c == catHealth || c == catCriminal || c == catGenetic) && r.shortName(i) {
		return dst
	}
	if n == 1 && r.surname(i) {
		return dst
	}
	var cl clause
	r.read(&cl, c, i, n)
	cl.answers = r.answers(c, i)
	sub := cl.subject(c, n, r.kind.of(r.s))
	joined := len(dst) > first && r.coordinated(i)
	var led pii.Attribution
	if !sub.found && (joined || r.follows(c, i, dst[first:])) {
		led = dst[len(dst)-1].Attrs.Attribution()
	}
	if !(sub.found && sub.near && (cl.all|cl.allAfter)&(self|third|person) != 0) && r.kind.source(r.s) {
		return dst
	}
	score, who := r.score(&cl, c, int(info.Kind()), i, n, sub, joined, joined && dst[len(dst)-1].Type == categories[c], led)
	if c == catHealth && len(dst) > first && r.carried(&dst[len(dst)-1], i, n) {
		return dst
	}
	if score < 0.5 {
		if cl.asks && (c == catCriminal || c == catHealth) && int(info.Kind()) >= kindClear && cl.generics == 0 && (cl.all|cl.allAfter)&(self|poss) == 0 {
			dst = r.answered(dst, first, c, i+n)
		}
		return dst
	}
	ts := r.s.Tokens()
	a, b := r.widen(&cl, c, int(info.Kind()), i, i+n)
	start, end := int(ts[a].Start), int(ts[b-1].End)
	rule := &termRule
	switch {
	case int(info.Kind()) == kindOrg:
		rule = &roleRule
	case sub.near:
		rule = &frameRule
	}
	f := r.s.Found(start, end, categories[c], min(score, 0.96), rule.in(r.kind.kind))
	f.Score, r.named.last = r.named.outweigh(r.s, f), end
	f.Attrs = f.Attrs.WithAttribution(who).WithPolarity(cl.polarity(n)).WithDirectness(directness(int(info.Kind())))
	if c == catCrisis || c == catMinor {
		f.Attrs = f.Attrs.WithFlagOnly(true)
	}
	if k := len(dst) - 1; k >= first && dst[k].Type == f.Type && f.Start <= dst[k].End+r.joinGap(c, i, dst[k].End) && dst[k].Attrs.Polarity() == f.Attrs.Polarity() {
		if text := r.s.Text; start > 0 && text[start-1] == '(' && end < len(text) && text[end] == ')' && dst[k].End < f.Start {
			f.End++ // "Angststörung (F41.1)"
		}
		dst[k].End, dst[k].Score = max(dst[k].End, f.End), max(dst[k].Score, f.Score)
		return dst
	}
	return append(dst, f)
}

// score weighs the evidence for the term at tokens [i, i+n), 0.5 and more is a hint, and tells whom it is about.
func (r *reader) score(c *clause, cat, kind, i, n int, sub subject, joined, same bool, led pii.Attribution) (float32, pii.Attribution) {
	if c.query || c.key && kind != kindGene || cat == catHealth && (c.thing || c.told(animal, sub.near)) {
		return 0, sub.who // what was searched for; a label; an ill printer or cat
	}
	if cat == catHealth && (c.all|c.allAfter)&(self|person) == 0 && r.kind.veterinary(r.s) {
		return 0, sub.who
	}
	if c.conditional && c.all&(person|poss|self) == 0 && (c.all&you != 0 || !sub.found || c.all&third == 0) {
		return 0, sub.who // "if you are pregnant, ask …"
	}
	to := r.audiences.around(r.s, int(r.s.Tokens()[i].Start))
	if c.anybody || c.public(&to, cat, kind, sub, *r.kind) {
		return 0, sub.who
	}
	if k := *r.kind; k.told && k.kind != Note && k.kind != CV && !sub.found && kind < kindSure && !(kind == kindDrug && c.na > 1 && c.after[1]&dose != 0) {
		return 0, sub.who // bare words do not count there
	}
	e := evidence{kept: r.weigh != nil}
	c.collect(&e, cat, kind, n, sub, *r.kind, joined, same, led, &to)
	var score float32
	switch {
	case r.weigh != nil:
		ts := r.s.Tokens()
		score = r.weigh(&e, cat, int(ts[i].Start), int(ts[i+n-1].End))
	case e.sum < -priorUnit/2:
		return 0, sub.who // whatever the prior says
	default:
		e.sum += int32(priorUnit * (min(max(c.prior(cat, kind, sub, n, *r.kind), 0), 1) - 0.5))
		score = e.weigh()
	}
	if score < 0.5 || c.wronged || c.values && r.kind.kind == Log {
		return score, sub.who
	}
	own := evidence{from: weighed}
	c.collect(&own, cat, kind, n, sub, *r.kind, joined, same, led, &to)
	return score, own.who()
}

// surname reports whether token i is the last word of a name of several words that another detector found: "Anna Parkinson", "Ruiz Bautista".
func (r *reader) surname(i int) bool {
	ts := r.s.Tokens()
	return i > 0 && ts[i].Flags.Capitalised() && ts[i-1].Flags.Capitalised() && r.named.person(r.s, int(ts[i].Start)) && r.named.person(r.s, int(ts[i-1].Start)) &&
		int(ts[i].Start)-int(ts[i-1].End) == 1
}

// shortName reports whether token i is written as a name or month and not as an abbreviation: "Tia Carrere", "Sep 13".
func (r *reader) shortName(i int) bool {
	ts := r.s.Tokens()
	t := ts[i]
	if t.Len() > 4 || t.Flags&lex.FirstUpper == 0 || t.Flags.AllUpper() || i+1 == len(ts) {
		return false
	}
	next := ts[i+1]
	return next.Start == t.End+1 && r.s.Text[t.End] == ' ' && (next.Flags.Capitalised() || next.Flags&lex.HasDigit != 0)
}

// coordinated reports whether token i continues a list that the finding before it began: "asthma, eczema and hay fever".
func (r *reader) coordinated(i int) bool {
	ts, end := r.s.Tokens(), r.named.last
	if gap := int(ts[i].Start) - end; gap < 0 || gap > 24 {
		return false
	}
	for k := i - 1; k >= 0 && int(ts[k].Start) >= end; k-- {
		if r.context(k)&(conjunction|mod|qual|have|neg) == 0 || r.context(k)&generic != 0 {
			return false
		}
	}
	for _, c := range r.s.Text[end:ts[i].Start] {
		if c == '.' || c == '\n' || c == ':' || c == '?' || c == '!' || c == '=' {
			return false
		}
	}
	return true
}

// follows reports whether token i stands in the sentence behind the last of findings, without a subject of its own: "She was cautioned. No
// other offences." A line of a CV or of a form is about its owner.
func (r *reader) follows(cat, i int, findings []pii.Finding) bool {
	if len(findings) == 0 || cat == catBiometric || r.kind.of(r.s) != Auto && r.kind.kind != Note {
		return false
	}
	ts, end := r.s.Tokens(), r.named.last
	gap := int(ts[i].Start) - end
	return gap >= 0 && gap < 80 && !findings[len(findings)-1].Attrs.Labelled() && bytes.IndexByte(r.s.Text[end:ts[i].Start], '\n') < 0
}

// carried takes a condition into the finding of who carries its gene: "carrier of … cystic fibrosis".
func (r *reader) carried(f *pii.Finding, i, n int) bool {
	ts, end := r.s.Tokens(), r.named.last
	if f.Type != pii.Genetic {
		return false
	}
	if gap := int(ts[i].Start) - end; gap < 0 || gap > 12 || i == 0 || int(ts[i-1].Start) >= end && r.context(i-1)&(reason|mod) == 0 {
		return false
	}
	for _, b := range r.s.Text[end:ts[i].Start] {
		if b == '.' || b == ',' || b == ';' || b == '\n' || b == ':' {
			return false
		}
	}
	r.named.last = int(ts[i+n-1].End)
	f.End = r.s.Offset(r.named.last-1) + 1
	return true
}

// joinGap is how many bytes may lie between two terms that make one hint, of which the first ends at stream offset end and the second begins
// at token i. A test and its outcome are one, a condition and its code, and "No, no convictions".
func (r *reader) joinGap(cat, i int, end int64) int64 {
	ts := r.s.Tokens()
	switch {
	case r.kind.kind == Table:
		return 0 // cells
	case cat == catGenetic:
		return 24
	case ts[i].Flags&lex.HasDigit != 0, i > 0 && clear()[ts[i-1].Hash] && r.s.Offset(int(ts[i-1].End)-1)+1 == end:
		return 2
	}
	return 1
}

func directness(kind int) pii.Directness {
	if kind == kindDrug || kind == kindOrg {
		return pii.Indirect
	}
	return pii.Explicit
}
