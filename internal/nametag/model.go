package nametag

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/bits"

	"github.com/lethe-pii/lethe/internal/lex"
)

// Labels of a word: outside; begin, inside, last and unit of a person; begin and inside of an organization and of a place.
const (
	Outside = iota
	PersonBegin
	PersonInside
	PersonLast
	PersonUnit
	OrgBegin
	OrgInside
	LocationBegin
	LocationInside
	NumLabels
	start = NumLabels // the state before the first word
)

// Columns is the number of weights of a feature: Outside has none, it is the reference.
const Columns = NumLabels - 1

// Transitions holds the weights from a label (or from the start, the last row) to a label.
type Transitions [NumLabels + 1][NumLabels]float32

// Allowed[p] is the set of labels, as bits, that may follow p; CanEnd the set that may end a run.
var Allowed = func() (a [NumLabels + 1]uint16) {
	const fresh = 1<<Outside | 1<<PersonBegin | 1<<PersonUnit | 1<<OrgBegin | 1<<LocationBegin
	for p := range a {
		a[p] = fresh
	}
	a[PersonBegin] = 1<<PersonInside | 1<<PersonLast
	a[PersonInside] = a[PersonBegin]
	a[OrgBegin] |= 1 << OrgInside
	a[OrgInside] |= 1 << OrgInside
	a[LocationBegin] |= 1 << LocationInside
	a[LocationInside] |= 1 << LocationInside
	return
}()

// starters are the labels that may follow each of the enders, and nothing else; the others follow begin and inside of their own class.
var (
	starters = [...]uint8{Outside, PersonBegin, PersonUnit, OrgBegin, LocationBegin}
	enders   = [...]uint8{Outside, PersonLast, PersonUnit, OrgBegin, OrgInside, LocationBegin, LocationInside}
	insiders = [...]struct{ label, begin, inside uint8 }{
		{PersonInside, PersonBegin, PersonInside}, {PersonLast, PersonBegin, PersonInside},
		{OrgInside, OrgBegin, OrgInside}, {LocationInside, LocationBegin, LocationInside}}
)

// CanEnd is the set of labels, as bits, at which a run may end.
const CanEnd = 1<<NumLabels - 1 - (1<<PersonBegin | 1<<PersonInside)

// Kind is the class of a span.
type Kind uint8

const (
	Person Kind = iota
	Org
	Location
	numKinds
)

// Model is a linear-chain model: a row of eight 8-bit weights for each hashed feature, and transitions. It is immutable.
type Model struct {
	rows  []byte // rowSize each, column k in byte k, biased by 128
	shift uint
	scale float32
	trans Transitions

	starts [len(starters)][len(enders)]float32 // trans from enders to starters
}

// rowSize is the number of bytes of a row.
const rowSize = Columns

// NewModel makes a model of 2^bits rows, each eight weights of -127 to 127 in units of scale.
func NewModel(rows []uint64, scale float32, t Transitions) *Model {
	b := make([]byte, 0, rowSize*len(rows))
	for _, r := range rows {
		b = binary.LittleEndian.AppendUint64(b, r)
	}
	return newModel(b, scale, t)
}

func newModel(rows []byte, scale float32, t Transitions) *Model {
	m := &Model{rows: rows, scale: scale, trans: t, shift: uint(32 - bits.TrailingZeros(uint(len(rows)/rowSize)))}
	for n, k := range starters {
		for j, p := range enders {
			m.starts[n][j] = t[p][k]
		}
	}
	return m
}

// Pack returns the model in the form that UnpackModel reads: the rows, the scale, the transitions.
func (m *Model) Pack() []byte {
	b := binary.LittleEndian.AppendUint32(bytes.Clone(m.rows), math.Float32bits(m.scale))
	for p := range m.trans {
		for _, v := range m.trans[p] {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
		}
	}
	return b
}

// modelTail is the length of a packed model behind its rows.
const modelTail = 4 + 4*(NumLabels+1)*NumLabels

// UnpackModel reads what Pack wrote, all of it, and keeps it: b must not change. The rows are read where they lie.
func UnpackModel(b []byte) *Model {
	rows, tail := cut(b, modelTail)
	f := func(i int) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(tail[4*i:])) }
	var t Transitions
	for p := range t {
		for q := range t[p] {
			t[p][q] = f(1 + p*NumLabels + q)
		}
	}
	return newModel(rows, f(0), t)
}

// Emission holds the scores of the labels but Outside, whose score is 0.
type Emission [Columns]float32

func (m *Model) emit(features []uint32, e *Emission) {
	var sum [Columns]uint16
	sumRows(m.rows, m.shift, features, &sum)
	off := int32(len(features) * 128)
	for k := range sum {
		e[k] = float32(int32(sum[k])-off) * m.scale
	}
}

// sumRowsPortable adds the columns of the rows features[i]>>shift. At most 256 rows fit a sum.
func sumRowsPortable(rows []byte, shift uint, features []uint32, sum *[Columns]uint16) {
	const even = 0x00FF00FF00FF00FF
	var a, b uint64
	for _, x := range features {
		r := binary.LittleEndian.Uint64(rows[x>>shift*rowSize:])
		a += r & even
		b += r >> 8 & even
	}
	for k := 0; k < Columns; k += 2 {
		sum[k], sum[k+1] = uint16(a>>(8*k)), uint16(b>>(8*k))
	}
}

// Span is a run of words [From,To) that is taken for a name.
type Span struct {
	From, To int
	Kind     Kind
	Margin   float32 // log odds against no name there
}

// Tagger tags texts one after the other; it keeps its scratch memory. It needs a Table.
type Tagger struct {
	Context
	Table *WordTable // set before the first text
	em    []Emission
	said  [][numKinds]float32 // margins of em
	lent  [1 << lentBits]lent
	text  uint32 // counts texts
	back  [maxRun][NumLabels]uint8
	buf   [2][MaxFeatures]uint32
	spans []Span
}

const lentBits = 12

// lent sums what the occurrences of a word say, class by class.
type lent struct {
	text  uint32 // of another text the entry says nothing
	hash  uint32
	count int32
	sum   [numKinds]float32
}

// Tag returns the spans of text, whose tokens are given, in text order, valid until the next call. bias is added to the score of each
// label but Outside: more than 0 finds more. Time is linear; it allocates only to grow its memory.
func (t *Tagger) Tag(m *Model, l *Lexicon, text []byte, tokens []lex.Token, bias [3]float32) []Span {
	t.Reset(l, text, tokens, t.Table)
	t.spans, t.em, t.said = t.spans[:0], t.em[:0], t.said[:0]
	if t.text++; t.text == 0 {
		clear(t.lent[:])
		t.text = 1
	}
	t.lookUp()
	t.emitAll(m)
	ws := t.Words
	k := 0
	for _, r := range t.runs {
		em := t.em[k : k+r.To-r.From]
		for i := range em {
			t.borrow(ws[r.From+i].Hash, &em[i], &t.said[k+i], bias)
		}
		t.decode(m, em, r.From)
		k += len(em)
	}
	return t.spans
}

// emitAll gathers the emissions of all candidates and what they say of their words. The rows of a word are added up once the features of the next
// word are made: they lie far, and come near in the meantime.
func (t *Tagger) emitAll(m *Model) {
	var waiting []uint32 // features of word last
	last := 0
	settle := func() {
		var e Emission
		m.emit(waiting, &e)
		said := e.margins()
		t.lend(t.Words[last].Hash, &said)
		t.em, t.said = append(t.em, e), append(t.said, said)
	}
	turn := 0
	for _, r := range t.runs {
		for i := r.From; i < r.To; i++ {
			f := t.Features(i, r.From, r.To, &t.buf[turn])
			fetchRows(m.rows, m.shift, f)
			if waiting != nil {
				settle()
			}
			waiting, last, turn = f, i, turn^1
		}
	}
	if waiting != nil {
		settle()
	}
}

// margins returns the best score of each class.
func (e *Emission) margins() [numKinds]float32 {
	clip := func(v float32) float32 { return max(-6, min(6, v)) }
	return [numKinds]float32{
		clip(max(e[PersonBegin-1], e[PersonInside-1], e[PersonLast-1], e[PersonUnit-1])),
		clip(max(e[OrgBegin-1], e[OrgInside-1])),
		clip(max(e[LocationBegin-1], e[LocationInside-1])),
	}
}

func (t *Tagger) lend(h uint32, said *[numKinds]float32) {
	x := &t.lent[h*2654435761>>(32-lentBits)]
	if x.text != t.text {
		*x = lent{hash: h, text: t.text}
	}
	if x.hash != h {
		return
	}
	x.count++
	for c, v := range said {
		x.sum[c] += v
	}
}

// borrow adds three quarters of the mean of what the word's other occurrences say, and the bias.
func (t *Tagger) borrow(h uint32, e *Emission, said *[numKinds]float32, bias [3]float32) {
	add := bias
	if x := &t.lent[h*2654435761>>(32-lentBits)]; x.text == t.text && x.hash == h && x.count > 1 {
		for c, v := range said {
			add[c] += 0.75 * max(-4, min(4, (x.sum[c]-v)/float32(x.count-1)))
		}
	}
	if add == [3]float32{} {
		return
	}
	for k := PersonBegin; k <= PersonUnit; k++ {
		e[k-1] += add[Person]
	}
	for k := OrgBegin; k <= OrgInside; k++ {
		e[k-1] += add[Org]
	}
	for k := LocationBegin; k <= LocationInside; k++ {
		e[k-1] += add[Location]
	}
}

func kindOf(label int) Kind {
	switch {
	case label <= PersonUnit:
		return Person
	case label <= OrgInside:
		return Org
	}
	return Location
}

const never = float32(-1e9)

// alone appends the span of a run of one word, if it is one: what decode does, for the most frequent case.
func (t *Tagger) alone(m *Model, em []Emission, a int) {
	k, best := Outside, m.trans[start][Outside]
	for _, q := range [...]int{PersonUnit, OrgBegin, LocationBegin} {
		if v := m.trans[start][q] + em[0][q-1]; v > best {
			k, best = q, v
		}
	}
	if k != Outside {
		t.spans = append(t.spans, Span{From: a, To: a + 1, Kind: kindOf(k), Margin: t.margin(m, em, k)})
	}
}

// decode appends the spans of the best path through a run that begins at word a.
func (t *Tagger) decode(m *Model, em []Emission, a int) {
	if len(em) == 1 {
		t.alone(m, em, a)
		return
	}
	var score [NumLabels]float32
	for k := range score {
		score[k] = never
		if Allowed[start]>>k&1 != 0 {
			score[k] = m.trans[start][k] + em[0].of(k)
		}
	}
	for i := 1; i < len(em); i++ {
		var next [NumLabels]float32
		back := &t.back[i]
		var ends [len(enders)]float32
		for j, p := range &enders {
			ends[j] = score[p]
		}
		for n, k := range &starters {
			before := &m.starts[n]
			best, from := ends[0]+before[0], 0
			for j := 1; j < len(ends); j++ {
				if v := ends[j] + before[j]; v > best {
					best, from = v, j
				}
			}
			next[k], back[k] = best+em[i].of(int(k)), enders[from]
		}
		for _, x := range &insiders {
			best, from := score[x.begin]+m.trans[x.begin][x.label], x.begin
			if v := score[x.inside] + m.trans[x.inside][x.label]; v > best {
				best, from = v, x.inside
			}
			next[x.label], back[x.label] = best+em[i][x.label-1], from
		}
		score = next
	}
	k := Outside
	for q := range score {
		if CanEnd>>q&1 != 0 && score[q] > score[k] {
			k = q
		}
	}
	n := len(t.spans)
	end := len(em)
	for i := len(em) - 1; i >= 0; i-- {
		switch k {
		case Outside:
			end = i
		case PersonBegin, PersonUnit, OrgBegin, LocationBegin:
			s := Span{From: a + i, To: a + end, Kind: kindOf(k)}
			s.Margin = t.margin(m, em[i:end], k)
			t.spans = append(t.spans, s)
			end = i
		}
		if i > 0 {
			k = int(t.back[i][k])
		}
	}
	for i, j := n, len(t.spans)-1; i < j; i, j = i+1, j-1 {
		t.spans[i], t.spans[j] = t.spans[j], t.spans[i]
	}
}

func (e *Emission) of(label int) float32 {
	if label == Outside {
		return 0
	}
	return e[label-1]
}

// margin is the score of a span whose first label is k, against none there.
func (t *Tagger) margin(m *Model, em []Emission, k int) float32 {
	s := m.trans[Outside][k] + em[0].of(k)
	for i := 1; i < len(em); i++ {
		s -= m.trans[Outside][Outside]
		next := k
		switch {
		case k == OrgBegin || k == LocationBegin:
			next = k + 1
		case k == PersonBegin || k == PersonInside:
			next = PersonInside
			if i == len(em)-1 {
				next = PersonLast
			}
		}
		s += m.trans[k][next] + em[i].of(next)
		k = next
	}
	return s + m.trans[k][Outside] - 2*m.trans[Outside][Outside]
}
