package nametag

import "github.com/lethe-pii/lethe/internal/lex"

// MaxFeatures bounds the features of one word. It is a power of two, so that the processor need not check an index.
const MaxFeatures = 128

const (
	mixA = 0x9E3779B97F4A7C15
	mixB = 0xD6E8FEB86659FD93
	mixC = 0xBF58476D1CE4E5B9
)

func mix(id uint32, a uint32) uint32 {
	x := uint64(a)*mixA + uint64(id)*mixB
	x ^= x >> 32
	x *= mixC
	return uint32(x >> 32)
}

func mix2(id uint32, a, b uint32) uint32 {
	x := (uint64(a)<<32|uint64(b))*mixA + uint64(id)*mixB
	x ^= x >> 32
	x *= mixC
	return uint32(x >> 32)
}

const (
	seenBits  = 13
	seenLower = 1 // in lower case
	seenOnce  = 2 // with a capital inside of a sentence
	seenTwice = 4
)

// Context holds the words of one text while they are tagged; it may be used again and again, by one goroutine at a time.
type Context struct {
	Cutter
	Text []byte

	lexicon *Lexicon
	pad     Word
	seen    [1 << seenBits]uint8
	runs    []Run
	asked   []int32 // words whose entries were looked up
	unsure  []int32 // words of a line without case that their neighbours decide
}

func seenAt(hash uint32) uint32 { return hash * 2654435761 >> (32 - seenBits) }

// Reset gives c another text, whose tokens are given: it cuts and gates its words and gathers what the text says of each.
func (c *Context) Reset(l *Lexicon, text []byte, tokens []lex.Token, table *WordTable) {
	c.wipe()
	c.Cut(text, tokens, table)
	c.Text, c.lexicon = text, l
	c.pad = Word{Hash: 1, lexed: true}
	c.gate()
}

// wipe forgets what the last text said of its words: one by one if they were few, as in a cell of a table.
func (c *Context) wipe() {
	if len(c.Words) > len(c.seen)/16 {
		clear(c.seen[:])
		return
	}
	for i := range c.Words {
		c.seen[seenAt(c.Words[i].Hash)] = 0
	}
}

func (c *Context) at(i int) *Word {
	if i < 0 || i >= len(c.Words) {
		return &c.pad
	}
	x := &c.Words[i]
	if !x.lexed {
		if x.Shape != Punct && x.Shape != Digit {
			if x.lex = c.lexicon.Lookup(x.Hash); !x.lex.Known() {
				c.guess(x)
			}
		}
		x.lexed = true
	}
	return x
}

func (c *Context) guess(x *Word) {
	x.lex = c.lexicon.guess(c.Text[x.Start:x.End], x.Mode)
	x.parted = x.lex.Known()
}

// lookUp gets the entries of all words that the features of the runs ask for. In a loop of its own the loads do not wait for each other:
// the lexicon is larger than the processor's fast caches.
func (c *Context) lookUp() {
	ws := c.Words
	asked := c.asked[:0] // words that have an entry, each once
	end := 0
	for _, r := range c.runs {
		for i := max(r.From-2, end); i < min(r.To+2, len(ws)); i++ {
			if x := &ws[i]; !x.lexed {
				letters := withLetters >> x.Shape & 1
				x.lex = Entry(uint64(c.lexicon.Lookup(x.Hash)) & -letters)
				x.lexed = true
				asked = append(asked, int32(i))
			}
		}
		end = r.To + 2
	}
	for _, i := range asked {
		if x := &ws[i]; !x.lex.Known() && withLetters>>x.Shape&1 != 0 {
			c.guess(x)
		}
	}
	c.asked = asked
}

// Entry returns what the lexicon knows of word i. What guess knows of a part of it is for the tagger alone: a part that is listed does not
// make the word so.
func (c *Context) Entry(i int) Entry {
	x := c.at(i)
	if x.parted {
		return c.lexicon.spelling.entry(c.Text[x.Start:x.End])
	}
	return x.lex
}

// Forget clears the bits of mask from what the lexicon says of word i: training does so at random, lest the model trust them too much.
func (c *Context) Forget(i int, mask Entry) {
	if x := c.at(i); x != &c.pad {
		x.lex &^= mask
	}
}

// ShareBits are the bits of an Entry that were counted in running text.
const ShareBits Entry = 15 << 47

func shapeCode(x *Word) uint32 {
	if x.Shape == Punct {
		return 16 + uint32(x.Mark)
	}
	if x.Mode != Cased {
		switch x.Shape {
		case Lower, Initial, Upper, Mixed:
			return uint32(noCase)
		}
	}
	return uint32(x.Shape)
}

var lowByte = func() (t [256]byte) {
	for i := range t {
		t[i] = byte(i)
		if 'A' <= i && i <= 'Z' {
			t[i] |= 0x20
		}
	}
	return
}()

// suffix packs the last three bytes of a word.
func (c *Context) suffix(x *Word) uint32 {
	if x == &c.pad {
		return 0
	}
	w := c.Text[x.Start:x.End]
	var p uint32
	for q := 0; q < len(w) && q < 3; q++ {
		p = p*257 + uint32(lowByte[w[len(w)-1-q]])
	}
	return p
}

// Features returns the hashed features of word i, which lies in the run [a,z). They are held in out.
func (c *Context) Features(i, a, z int, out *[MaxFeatures]uint32) []uint32 {
	x0, x1, x2 := c.at(i), c.at(i-1), c.at(i-2)
	y1, y2 := c.at(i+1), c.at(i+2)
	if x0.Newlines > 0 {
		x1, x2 = &c.pad, &c.pad
	} else if x1.Newlines > 0 {
		x2 = &c.pad
	}
	if y1.Newlines > 0 {
		y1, y2 = &c.pad, &c.pad
	} else if y2.Newlines > 0 {
		y2 = &c.pad
	}
	m := uint32(x0.Mode)
	s0, s1, s2, r1, r2 := shapeCode(x0), shapeCode(x1), shapeCode(x2), shapeCode(y1), shapeCode(y2)
	nc := uint32(0)
	if m != 0 {
		nc = 1
	}
	g0, gm1, gp1 := x0.lex.ranks(), x1.lex.coarse(), y1.lex.coarse()
	c0 := x0.lex.coarse()
	k0, km1, kp1 := x0.lex.cluster(), x1.lex.cluster(), y1.lex.cluster()
	b0, bm1, bp1 := x0.lex.brown(), x1.lex.brown(), y1.lex.brown()
	f0, fm1, fp1 := x0.lex.foreign(), x1.lex.foreign(), y1.lex.foreign()
	out[0] = mix(1, m)
	out[1] = mix(2, x0.Hash)
	out[2] = mix(3, x1.Hash)
	out[3] = mix(4, y1.Hash)
	out[4] = mix(5, x2.Hash)
	out[5] = mix(6, y2.Hash)
	out[6] = mix2(7, x1.Hash, x0.Hash)
	out[7] = mix2(8, x0.Hash, y1.Hash)
	out[8] = mix2(9, x2.Hash, x1.Hash)
	out[9] = mix2(10, y1.Hash, y2.Hash)
	out[10] = mix2(11, s1*300+s0, r1)
	out[11] = mix2(12, (s2*300+s1)*16+s0, r1*300+r2)
	out[12] = mix2(13, g0, nc)
	out[13] = mix2(14, gm1*64+c0, s0)
	out[14] = mix2(15, c0*64+gp1, s0)
	out[15] = mix2(16, (gm1*64+c0)*64+gp1, nc)
	out[16] = mix2(17, k0, nc)
	out[17] = mix2(18, km1, nc)
	out[18] = mix2(19, kp1, nc)
	out[19] = mix2(20, km1*512+k0, 0)
	out[20] = mix2(21, k0*512+kp1, 0)
	out[21] = mix(22, x2.lex.cluster())
	out[22] = mix(23, y2.lex.cluster())
	out[23] = mix2(24, b0, nc)
	out[24] = mix2(25, bm1, nc)
	out[25] = mix2(26, bp1, nc)
	out[26] = mix2(27, b0>>3, s0)
	out[27] = mix2(28, bm1>>3, s0)
	out[28] = mix2(29, bp1>>3, s0)
	out[29] = mix2(30, x0.lex.fine(), 0)
	out[30] = mix2(31, x1.lex.fine(), c0)
	out[31] = mix2(32, y1.lex.fine(), c0)
	out[32] = mix2(60, f0, nc)
	out[33] = mix2(61, fm1, nc)
	out[34] = mix2(62, fp1, nc)
	out[35] = mix2(63, f0>>4, s0)
	out[36] = mix2(64, fm1>>4, s0*64+c0)
	out[37] = mix2(65, fp1>>4, s0*64+c0)
	out[38] = mix2(66, fm1, f0)
	out[39] = mix2(67, f0, fp1)
	nf := 40
	// affixes
	w := c.Text[x0.Start:x0.End]
	var p uint32
	n := len(w)
	for q := 0; q < n && q < 4; q++ {
		p = p*257 + uint32(lowByte[w[q]])
		if q == 2 {
			out[nf&(MaxFeatures-1)] = mix(33, p)
			nf++
		}
	}
	out[nf&(MaxFeatures-1)] = mix(34, p)
	nf++
	p = 0
	for q := 0; q < n && q < 5; q++ {
		p = p*257 + uint32(lowByte[w[n-1-q]])
		switch q {
		case 1:
			out[nf&(MaxFeatures-1)] = mix2(35, p, nc)
			nf++
		case 2:
			out[nf&(MaxFeatures-1)] = mix2(36, p, nc)
			nf++
		case 3:
			out[nf&(MaxFeatures-1)] = mix(37, p)
			nf++
		}
	}
	out[nf&(MaxFeatures-1)] = mix(38, p)
	nf++
	out[nf&(MaxFeatures-1)] = mix2(39, c.suffix(x1), s0)
	nf++
	out[nf&(MaxFeatures-1)] = mix2(40, c.suffix(y1), s0)
	nf++
	out[nf&(MaxFeatures-1)] = mix2(41, x1.Hash, s0*64+c0)
	nf++
	out[nf&(MaxFeatures-1)] = mix2(42, y1.Hash, s0*64+c0)
	nf++
	// line position
	ls := uint32(0)
	if x0.Newlines > 0 {
		ls = 1
		if x0.Newlines > 1 {
			ls = 2
		}
	} else if s1 >= 16 && (x1.Mark == '.' || x1.Mark == '!' || x1.Mark == '?' || x1.Mark == ':' || x1.Mark == '"') {
		ls = 3
	}
	out[nf&(MaxFeatures-1)] = mix2(43, ls, s0*64+c0)
	nf++
	out[nf&(MaxFeatures-1)] = mix2(44, ls, x0.Hash)
	nf++
	// adjacency without spaces: @handle, #tag, /path, foo.bar
	adj := uint32(0)
	if !x0.Space && s1 >= 16 {
		adj = s1
	}
	adj2 := uint32(0)
	if !y1.Space && r1 >= 16 {
		adj2 = r1
	}
	out[nf&(MaxFeatures-1)] = mix2(45, adj, adj2)
	nf++
	// run features
	ln := uint32(z - a)
	if ln > 5 {
		ln = 5
	}
	pos := uint32(i - a)
	if pos > 3 {
		pos = 3
	}
	lw, rw := &c.pad, &c.pad
	if c.Words[a].Newlines == 0 {
		lw = c.at(a - 1)
	}
	if z < len(c.Words) && c.Words[z].Newlines == 0 {
		rw = c.at(z)
	}
	out[nf&(MaxFeatures-1)] = mix2(46, ln*8+pos, s0)
	nf++
	out[nf&(MaxFeatures-1)] = mix2(47, lw.Hash, ln*8+pos)
	nf++
	out[nf&(MaxFeatures-1)] = mix2(48, rw.Hash, ln*8+pos)
	nf++
	out[nf&(MaxFeatures-1)] = mix2(49, lw.lex.cluster(), ln*8+pos)
	nf++
	out[nf&(MaxFeatures-1)] = mix2(50, rw.lex.cluster(), ln*8+pos)
	nf++
	out[nf&(MaxFeatures-1)] = mix2(51, lw.Hash, rw.Hash)
	nf++
	if lw.Shape == Punct && a >= 2 {
		l2 := c.at(a - 2)
		out[nf&(MaxFeatures-1)] = mix2(52, lw.Hash, l2.Hash)
		nf++
	}
	if rw.Shape == Punct && z+1 < len(c.Words) {
		l2 := c.at(z + 1)
		out[nf&(MaxFeatures-1)] = mix2(53, rw.Hash, l2.Hash)
		nf++
	}
	v := c.seen[seenAt(x0.Hash)]
	d := uint32(v)
	if v&seenTwice != 0 {
		d &^= seenOnce
	}
	out[nf&(MaxFeatures-1)] = mix2(54, d, s0)
	nf++
	out[nf&(MaxFeatures-1)] = mix2(55, d*64+c0, ls)
	nf++
	pw := x0.lex.Person() | x0.lex.Place()<<2
	out[nf&(MaxFeatures-1)] = mix2(56, pw, s0)
	nf++
	out[nf&(MaxFeatures-1)] = mix2(57, pw|(x1.lex.Person()|x1.lex.Place()<<2)<<4, (y1.lex.Person() | y1.lex.Place()<<2))
	nf++
	out[nf&(MaxFeatures-1)] = mix2(59, x0.lex.Abroad()|pw<<2, c0)
	nf++
	out[nf&(MaxFeatures-1)] = mix2(58, pw, c0)
	nf++
	return out[:nf]
}
