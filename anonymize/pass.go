package anonymize

import (
	"github.com/lethe-pii/lethe/pii"
)

// pass is the state of one input on its way through a Redactor.
type pass struct {
	r     *Redactor
	ids   *identities
	stats Stats
	fails failures
	found []pii.Finding
	// choose selects among findings, if it is not nil.
	choose Chooser
	repl   []byte
	last   lastWhole
	in     inside         // of the current Value
	op     Operator       // that replaced the current finding
	marks  []pii.Mark     // of the current input or piece
	about  Circumstances  // of the current document
	text   output         // of Redactor.document
	write  func(pii.Edit) // adds an edit to text
}

// lastWhole is what became of the whole finding before: its parts and continuations follow it.
type lastWhole struct {
	end    int64
	edited bool
	done   int64 // end of the last edit
}

// findings scans an input held in memory and calls edit for each replacement, in order. Edit.New is valid during the call.
func (p *pass) findings(b []byte, m []pii.Mark, edit func(pii.Edit)) {
	veiled := p.r.labels.veil(b, func(int, int) {})
	p.found = findAll(p.r.scan, p.found[:0], veiled, m)
	p.stats.Bytes += int64(len(b))
	if p.choose != nil {
		p.found = choose(p.choose, p.found, int64(len(b)))
	}
	p.marks = m
	rest := p.found
	for len(rest) > 0 {
		var end int64
		m, end = document(m, rest[0].Start)
		n := 0
		for n < len(rest) && (end < 0 || rest[n].Start < end) {
			n++
		}
		p.ids.reset()
		p.about = circumstances(p.r.policy.Consent, p.r.kind, b, m, rest[0].Start)
		if len(b) <= MaxDocument {
			for _, f := range rest[:n] {
				p.ids.learn(f, b[f.Start:f.End])
			}
		}
		for _, f := range rest[:n] {
			p.finding(f, b, 0, edit)
		}
		rest = rest[n:]
	}
}

// document returns the marks from the document on that holds position at, and where that document ends, -1 if it is the last.
func document(m []pii.Mark, at int64) (from []pii.Mark, end int64) {
	first := 0
	for i, mark := range m {
		switch {
		case mark.Kind != pii.MarkDoc:
		case mark.At > at:
			return m[first:], mark.At
		default:
			first = i
		}
	}
	return m[first:], -1
}

// piece treats a settled piece of a stream.
func (p *pass) piece(pc pii.Piece, edit func(pii.Edit)) {
	p.about = Circumstances{Kind: p.r.kind}
	p.stats.Bytes += int64(len(pc.Text))
	marks := pc.Marks
	p.marks = marks
	for _, f := range pc.Findings {
		for len(marks) > 0 && marks[0].At <= f.Start {
			if marks[0].Kind == pii.MarkDoc {
				p.ids.reset()
			}
			marks = marks[1:]
		}
		p.finding(f, pc.Text, pc.Base, edit)
	}
	for _, m := range marks {
		if m.Kind == pii.MarkDoc {
			p.ids.reset()
		}
	}
}

// finding decides one finding. window is input text from offset base on that holds it.
func (p *pass) finding(f pii.Finding, window []byte, base int64, edit func(pii.Edit)) {
	switch {
	case f.Kind == pii.Alternative || f.Attrs.FlagOnly():
		return
	case f.Attrs.Continued() && f.Start == p.last.end:
		p.last.end = f.End
		if p.last.edited && f.End > p.last.done {
			edit(pii.Edit{Start: max(f.Start, p.last.done), End: f.End})
			p.last.done = f.End
		}
		return
	case f.End <= p.last.done:
		return // a part of what is replaced already
	case f.Start < p.last.done:
		edit(pii.Edit{Start: p.last.done, End: f.End})
		p.last.done = f.End
		return
	}
	if f.Kind != pii.Unscanned {
		start, end := p.r.labels.clip(window, int(f.Start-base), int(f.End-base))
		if start == end {
			p.stats.Kept++
			if f.Kind != pii.Part {
				p.last.end, p.last.edited = f.End, false
			}
			return
		}
		f.Start, f.End = base+int64(start), base+int64(end)
	}
	text := window[f.Start-base : f.End-base]
	p.ids.learn(f, text)
	replaced := p.replace(f, text, window, base)
	if replaced {
		p.stats.edited(f.Type)
		start, end := f.Start, f.End
		if _, ok := p.op.(Widen); ok {
			start, end = p.widened(f, window, base)
		}
		edit(pii.Edit{Start: start, End: end, New: p.repl})
		p.last.done = end
	}
	if f.Kind != pii.Part {
		p.last.end, p.last.edited = f.End, replaced
	}
}

// replace fills p.repl and reports whether the finding is replaced at all.
func (p *pass) replace(f pii.Finding, text, window []byte, base int64) bool {
	tr := p.r.treatment(f.Type)
	p.op = nil
	if f.Kind == pii.Unscanned {
		p.stats.Unscanned++
		p.repl = append(p.repl[:0], tr.label...)
		return true
	}
	if f.Score < p.r.policy.MinScore || p.r.labels.covers(window, int(f.Start-base), int(f.End-base)) {
		p.stats.Kept++
		return false
	}
	if p.r.only != nil && !p.r.only.in(text) {
		p.stats.Kept++
		return false
	}
	op := p.r.policy.Default
	for i := range tr.rules {
		if tr.rules[i].When.holds(f, text, p.r.policy.AsOf, p.about) {
			op = tr.rules[i].Do
			break
		}
	}
	if keeps(op) {
		p.stats.Kept++
		return false
	}
	p.op = op
	if p.in.operand == nil {
		p.in.operand = new(operand)
	}
	*p.in.operand = operand{text: text[:len(text):len(text)], ids: p.ids, name: tr.name, open: p.r.policy.Open, close: p.r.policy.Close}
	out, err := call(op, p.repl[:0], Value{Type: f.Type, Finding: f, Label: tr.label, AsOf: p.r.policy.AsOf, in: &p.in})
	p.in.text = nil
	if err != nil {
		p.stats.Failed++
		p.fails.add(&OperatorError{Type: f.Type, Start: f.Start, End: f.End, err: err})
		out = append(p.repl[:0], tr.label...)
	}
	p.repl = append(p.repl[:0], out...) // what an operator returns may be the input itself
	return true
}

// call applies an operator; a panic in it is an error.
func call(op Operator, dst []byte, v Value) (out []byte, err error) {
	defer func() {
		if recover() != nil {
			out, err = dst, ErrPanic
		}
	}()
	return op.Append(dst, v)
}
