package nametag

import "slices"

// gate sets the mode and the candidates of the words, line by line, and gathers the runs of candidates and what the text says of its
// words. It is linear.
func (c *Context) gate() {
	all := &c.total
	lowerText := all[Lower] > 0 && all.capital()+all[Upper] == 0 || (all.capital()+all[Upper])*60 < all[Lower]
	upperText := all[Upper] > all[Lower]+all.capital()
	c.runs = c.runs[:0]
	capitals := c.capitals
	for k := range c.lines {
		i, j := int(c.lines[k].from), len(c.Words)
		if k+1 < len(c.lines) {
			j = int(c.lines[k+1].from)
		}
		n := 0
		for n < len(capitals) && int(capitals[n]) < j {
			n++
		}
		switch mode := c.lines[k].counts.mode(j-i, lowerText, upperText); mode {
		case Cased:
			c.gateCased(i, j, capitals[:n])
		default:
			c.gateCaseless(c.Words[i:j], mode)
			c.run(i, j)
		}
		capitals = capitals[n:]
	}
}

// mode says what the case of a line of so many words is worth.
func (n *shapeCounts) mode(words int, lowerText, upperText bool) Mode {
	u, lo, m := n[Upper], n[Lower], n.capital()
	switch {
	case lowerText && m*12 < lo+1 && u*12 < lo+1:
		return LowerText
	case u >= 2 && u*3 > (lo+m)*4 || u >= 1 && lo+m == 0 && upperText:
		return UpperLine
	case u+m == 0 && lo > 0 && words < 40:
		return LowerLine
	}
	return Cased
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

// gateCased gathers the runs of the cased line [i,j), whose capitals are given: capitalised words and what joins them.
func (c *Context) gateCased(i, j int, capitals []int32) {
	ws := c.Words
	for k := i; k < j; k++ {
		c.seen[seenAt(ws[k].Hash)] |= seenAs[ws[k].Shape&7]
	}
	end := i // of the last run
	for _, k := range capitals {
		from := int(k)
		c.noteInside(from)
		if from < end || !ws[from].startsName() {
			continue
		}
		for end = from + 1; end < j && c.joins(end, j); {
			end++
		}
		for ; from < end; from += maxRun {
			c.runs = append(c.runs, Run{from, min(from+maxRun, end)})
		}
		for k := int(k); k < end; k++ {
			ws[k].Candidate = true
		}
	}
}

// seenAs is what a word of a shape says of itself wherever it stands.
var seenAs = [8]uint8{Lower: seenLower}

// noteInside notes a capitalised word inside of a sentence.
func (c *Context) noteInside(i int) {
	x := &c.Words[i]
	if x.Shape != Initial || x.Newlines != 0 || i == 0 || c.Words[i-1].Shape == Punct {
		return
	}
	p := &c.seen[seenAt(x.Hash)]
	*p |= *p&seenOnce*(seenTwice/seenOnce) | seenOnce
}

// startsName reports whether a word with capitals is worth a look.
func (w *Word) startsName() bool {
	return w.Flags&isStop == 0 || w.Shape == Single && w.End-w.Start > 1 // "A. Miller"
}

// joins reports whether word i belongs to the run before it, on a line that ends at j.
func (c *Context) joins(i, j int) bool {
	x := &c.Words[i]
	if anyCapital>>x.Shape&1 != 0 {
		return x.startsName()
	}
	if i+1 == j {
		return false
	}
	y := &c.Words[i+1]
	if x.Shape == Lower {
		return x.End-x.Start <= 5 && x.Flags&isParticle != 0 && (y.Shape == Initial || y.Shape == Upper || y.Shape == Lower && y.End-y.Start <= 3)
	}
	return x.Shape == Punct && x.Mark == '&' && (y.Shape == Initial || y.Shape == Upper)
}

// mayBeName reports whether a word without case is worth a look by itself.
func (l Entry) mayBeName() bool {
	return !l.Known() || l.Capital() == 3 || l.Common() == 0 || l.First() >= 2 && (l.Common() <= 2 || l.First() == 3) ||
		l.Surname() == 3 && l.Common() <= 1 || l.Person() == 3 && l.Common() <= 2
}

// byRanks has what a listed word without case is by its ranks: bit p if it may be a name with a person share of p, joinsName if it may be part of
// one beside another.
var byRanks = func() (t [256]uint8) {
	for r := range t {
		for p := range Entry(4) {
			if (known | Entry(r) | p<<47).mayBeName() {
				t[r] |= 1 << p
			}
		}
		if e := Entry(r); e.First() > 0 || e.Surname() > 1 {
			t[r] |= joinsName
		}
	}
	return
}()

const joinsName = 1 << 4

// gateCaseless sets the candidates of a line whose case says nothing. The first loop has no branches: look-ups do not wait for each other, and no
// guess of the processor is wrong.
func (c *Context) gateCaseless(ws []Word, mode Mode) {
	c.unsure = slices.Grow(c.unsure[:0], len(ws))[:len(ws)]
	n := 0
	for k := range ws {
		x := &ws[k]
		letters := withLetters >> x.Shape & 1
		e := Entry(uint64(c.lexicon.Lookup(x.Hash)) & -letters)
		ranks := uint64(byRanks[e.ranks()])
		stop := x.Flags & isStop
		may := (uint64(e>>63) ^ 1 | ranks>>e.Person()&1) & letters &^ (stop &^ (onlySingle >> x.Shape))
		x.Mode, x.lex, x.lexed, x.Candidate = mode, e, e.Known(), may != 0
		short := uint64(x.End-x.Start-3) >> 63
		beside := (ranks/joinsName | uint64(e>>50) | x.Flags/isParticle) & (may ^ 1) &^ stop
		c.unsure[n] = int32(k)
		n += int((short | beside) & letters)
	}
	for _, k := range c.unsure[:n] {
		k := int(k)
		x := &ws[k]
		if x.Len() <= 2 && middle(ws, k) || x.Candidate || x.Flags&isStop != 0 {
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

// middle makes a letter between candidates a candidate, with the dot behind it: "george w bush", "susan s. bailey".
func middle(ws []Word, k int) bool {
	x := &ws[k]
	if x.Shape != Single && (x.Shape != Lower || x.Len() > 1) || k == 0 || k+1 == len(ws) || !ws[k-1].Candidate {
		return false
	}
	y := &ws[k+1]
	switch {
	case y.Candidate:
		x.Candidate = x.Flags&isStop == 0 || x.Len() > 1
	case y.Mark == '.' && !y.Space && k+2 < len(ws) && ws[k+2].Candidate && ws[k+2].Space:
		x.Candidate, y.Candidate = true, true
	}
	return x.Candidate
}
