package nametag

// shapeCounts counts words by shape.
type shapeCounts [16]int

func (n *shapeCounts) capital() int { return n[Initial] + n[Mixed] }

// gate sets the mode and the candidates of the context's words, line by line, and gathers the runs of candidates and what the text says
// of its words. all counts the words of the text. It is linear.
func (c *Context) gate(all *shapeCounts) {
	lowerText := all[Lower] > 0 && all.capital()+all[Upper] == 0 || (all.capital()+all[Upper])*60 < all[Lower]
	upperText := all[Upper] > all[Lower]+all.capital()
	c.runs = c.runs[:0]
	ws := c.Words
	for i := 0; i < len(ws); {
		var n shapeCounts
		j := i
		for {
			n[ws[j].Shape&15]++
			if j++; j == len(ws) || ws[j].Newlines != 0 {
				break
			}
		}
		u, lo, m := n[Upper], n[Lower], n.capital()
		mode := Cased
		switch {
		case lowerText && m*12 < lo+1 && u*12 < lo+1:
			mode = LowerText
		case u >= 2 && u*3 > (lo+m)*4 || u >= 1 && lo+m == 0 && upperText:
			mode = UpperLine
		case u+m == 0 && lo > 0 && j-i < 40:
			mode = LowerLine
		}
		if mode == Cased {
			gateCased(ws[i:j])
			c.note(i, j)
		} else {
			c.lexicon.gateCaseless(ws[i:j], mode)
		}
		c.run(i, j)
		i = j
	}
}

// maxRun is the longest run of candidates that is tagged at once.
const maxRun = 40

// Run is a run of candidates [From,To) on one line.
type Run struct{ From, To int }

// Runs returns the maximal runs of candidates, at most 40 words each.
func (c *Context) Runs() []Run { return c.runs }

// run gathers the runs among the words [i,j) of one line.
func (c *Context) run(i, j int) {
	for ; i < j; i++ {
		if !c.Words[i].Candidate {
			continue
		}
		from := i
		for i < j && c.Words[i].Candidate && i-from < maxRun {
			i++
		}
		c.runs = append(c.runs, Run{from, i})
		i--
	}
}

const capitals = 1<<Initial | 1<<Upper | 1<<Single | 1<<Mixed

func gateCased(ws []Word) {
	before := false // the word before is a candidate
	for k := range ws {
		x := &ws[k]
		switch {
		case capitals>>x.Shape&1 != 0:
			before = x.Flags&isStop == 0 || x.Shape == Single && x.End-x.Start > 1 // "A. Miller"
		case !before || k+1 == len(ws):
			before = false
		case x.Shape == Lower:
			y := &ws[k+1]
			before = x.End-x.Start <= 5 && x.Flags&isParticle != 0 && (y.Shape == Initial || y.Shape == Upper || y.Shape == Lower && y.End-y.Start <= 3)
		default:
			before = x.Shape == Punct && x.Mark == '&' && (ws[k+1].Shape == Initial || ws[k+1].Shape == Upper)
		}
		x.Candidate = before
	}
}

// mayBeName reports whether a word without case is worth a look by itself.
func (l Entry) mayBeName() bool {
	return !l.Known() || l.Capital() == 3 || l.Common() == 0 || l.First() >= 2 && (l.Common() <= 2 || l.First() == 3) ||
		l.Surname() == 3 && l.Common() <= 1 || l.Person() == 3 && l.Common() <= 2
}

func (l *Lexicon) gateCaseless(ws []Word, mode Mode) {
	for k := range ws {
		x := &ws[k]
		x.Mode = mode
		if x.Shape == Punct || x.Shape == Digit {
			continue
		}
		x.lex = l.Lookup(x.Hash)
		x.lexed = x.lex.Known()
		if x.Flags&isStop != 0 && x.Shape != Single {
			continue
		}
		x.Candidate = x.lex.mayBeName()
	}
	for k := range ws {
		x := &ws[k]
		if x.Candidate || x.Shape == Punct || x.Shape == Digit || x.Flags&isStop != 0 {
			continue
		}
		before := k > 0 && ws[k-1].Candidate
		after := k+1 < len(ws) && ws[k+1].Candidate
		switch {
		case x.lex.First() > 0 || x.lex.Surname() > 1 || x.lex.Place() > 1:
			x.Candidate = before || after || k > 0 && ws[k-1].Flags&isCue != 0 || len(ws) <= 5
		case x.Flags&isParticle != 0:
			x.Candidate = before && after
		}
	}
}
