package table

import (
	"math/rand/v2"
	"slices"
)

// A refiner makes a solution better where it is dear. Again and again it takes a class, those with a large loss more often, and
// some of the classes nearest to it, peels their rows anew with few seeds and other tastes, and keeps what
// loses less. Classes around them lend what they can spare.
type refiner struct {
	p     *problem
	e     *peeler
	rng   *rand.Rand
	s     *solution
	packs [][8]uint16 // by row, see [cells.pack]
	in    []bool      // by class: its rows are peeled anew
	some  []int       // those classes
	near  []neighbour
	gain  float64 // so far
	work  int     // beside that of the peels, in the same unit
}

// neighbour is a class and the loss of one class made of it and another, above theirs.
type neighbour struct {
	class int
	grow  float32
}

const (
	refineMost  = 9       // classes that are peeled together
	refineRows  = 20000   // about as many rows, at most
	refineNear  = 24      // neighbours that are drawn from
	refineSeeds = 16      // per peel
	refineTaste = .2      // share by which a seed's cell may look dearer than it is
	refineRow   = 24      // work that a row makes beside its peel
	refineLeast = 2000    // and a turn, whatever it finds
	wholeLoss   = 1 << 20 // losses as whole numbers
)

// newRefiner begins with a copy of s.
func newRefiner(p *problem, s *solution, seed uint64, stop func() bool) *refiner {
	r := &refiner{p: p, e: newPeeler(p, seed, stop), rng: rand.New(rand.NewPCG(seed, 0xda942042e4dd58b5)), s: s.clone()}
	r.e.taste, r.e.owner, r.in = refineTaste, make([]int32, p.n), make([]bool, len(s.classes))
	for i := range r.s.classes {
		r.own(i)
	}
	r.packs = make([][8]uint16, p.n)
	for i := range r.packs {
		r.packs[i] = r.e.c.pack(p.row(int32(i)))
	}
	return r
}

// run works that much and tells what it found from time to time. It ends early if it is stopped.
func (r *refiner) run(work int, tell func(*solution)) {
	told := r.gain
	from := r.e.c.work + r.work
	for part := 1; part <= 8; {
		if r.e.stop() {
			break
		}
		a := r.draw()
		if a < 0 {
			break
		}
		r.look(a)
		for range 1 + len(r.s.classes)/2000 { // to look takes long where classes are many
			r.choose(a)
			r.again()
		}
		if r.e.c.work+r.work-from < part*work/8 {
			continue
		}
		part++
		if r.gain > told {
			told = r.gain
			tell(r.solution())
		}
	}
	if r.gain > told {
		tell(r.solution())
	}
}

// solution is a copy of what was reached.
func (r *refiner) solution() *solution {
	s := r.s.clone()
	s.classes = slices.DeleteFunc(s.classes, func(c class) bool { return len(c.rows) == 0 })
	return s
}

func (s *solution) clone() *solution {
	c := &solution{classes: slices.Clone(s.classes), suppressed: slices.Clone(s.suppressed)}
	for i := range c.classes {
		c.classes[i].rows, c.classes[i].level = slices.Clone(c.classes[i].rows), slices.Clone(c.classes[i].level)
	}
	return c
}

func (r *refiner) own(i int) {
	for _, row := range r.s.classes[i].rows {
		r.e.owner[row] = int32(i)
	}
}

// draw picks a class by lot, in proportion to the loss of its labels, -1 if there are none with a loss to speak of.
func (r *refiner) draw() int {
	cl := r.s.classes
	for try := range 10000 {
		i := r.rng.IntN(len(cl))
		if c := &cl[i]; len(c.rows) > 0 && r.rng.Float32()*float32(r.p.q) < c.cost {
			r.work += 4*try + refineLeast
			return i
		}
	}
	return -1
}

// look finds the classes that are nearest to a.
func (r *refiner) look(a int) {
	cl := r.s.classes
	r.near = r.near[:0]
	x := &cl[a]
	rep, n := r.p.row(x.rows[0]), float32(len(x.rows))
	var rank [maxColumns][maxLevels]uint32 // loss of x with one row more
	for j, t := range r.p.trees {
		for l := range t.levels {
			rank[j][l] = uint32(wholeLoss * t.loss[max(l, int(x.level[j]))][rep[j]])
		}
	}
	r.e.c.fill(rep, &rank)
	for i := range cl {
		c := &cl[i]
		if i == a || len(c.rows) == 0 || c.cost == 0 {
			continue
		}
		m, most := float32(len(c.rows)), never
		if len(r.near) == refineNear {
			most = r.near[refineNear-1].grow
		}
		if u := float32(r.e.c.sum(&r.packs[c.rows[0]])) / wholeLoss; n*(u-x.cost)+m*max(0, u-c.cost) >= most {
			continue
		}
		u := r.p.union(x, c)
		d := n*(u-x.cost) + m*(u-c.cost)
		if d >= most {
			continue
		}
		r.near = r.near[:min(len(r.near), refineNear-1)]
		at := len(r.near)
		r.near = append(r.near, neighbour{})
		for ; at > 0 && r.near[at-1].grow > d; at-- {
			r.near[at] = r.near[at-1]
		}
		r.near[at] = neighbour{i, d}
	}
	r.work += 4 * len(cl)
}

// choose draws some of the neighbours, the nearer ones more often.
func (r *refiner) choose(a int) {
	cl := r.s.classes
	r.some = append(r.some[:0], a)
	rows := len(cl[a].rows)
	n := 1 + r.rng.IntN(refineMost-1)
	for tries := len(r.near); len(r.some) <= n && tries > 0 && rows < refineRows; tries-- {
		i := r.near[r.rng.IntN(min(len(r.near), n+n/2+2))].class
		if len(cl[i].rows) > 0 && !slices.Contains(r.some, i) {
			r.some = append(r.some, i)
			rows += len(cl[i].rows)
		}
	}
}

// again peels the rows of the chosen classes anew and keeps the result if it is better.
func (r *refiner) again() {
	if len(r.some) < 2 || len(r.s.classes[r.some[0]].rows) == 0 {
		return
	}
	p, f, cl := r.p, r.e, r.s.classes
	var all class
	before := 0.0
	for _, i := range r.some {
		all.rows = append(all.rows, cl[i].rows...)
		before += cl[i].loss()
	}
	p.tighten(&all)
	spare := r.spare(&all)
	r.work += refineRow * (len(all.rows) + len(spare))
	f.base, f.classes, f.loans, f.pool, f.salt = cl, nil, nil, nil, r.rng.Uint64()
	rest, ok := f.peel(task{rows: all.rows, spare: spare, top: all.level, limit: never, seeds: refineSeeds, share: .001})
	if !ok || len(f.classes) == 0 {
		r.restore()
		return
	}
	x := &solution{classes: f.classes}
	after := 0.0
	for i := range x.classes {
		p.tighten(&x.classes[i]) // lenders may be tighter now
	}
	p.settle(x, rest, 0)
	for i := range x.classes {
		after += x.classes[i].loss()
	}
	lenders := map[int32]class{}
	for _, l := range f.loans {
		c, ok := lenders[l.class]
		if !ok {
			c = class{rows: slices.Clone(cl[l.class].rows)}
		}
		c.drop(l.row)
		lenders[l.class] = c
	}
	for i, c := range lenders {
		p.tighten(&c)
		lenders[i] = c
		before += cl[i].loss()
		after += c.loss()
	}
	if after > before-1e-3 {
		r.restore()
		return
	}
	r.gain += before - after
	for i, c := range lenders {
		cl[i] = c
	}
	r.replace(x.classes)
}

func (c *class) loss() float64 { return float64(len(c.rows)) * float64(c.cost) }

// replace puts classes in the place of the chosen ones.
func (r *refiner) replace(classes []class) {
	for _, i := range r.some {
		r.s.classes[i] = class{}
	}
	for n, c := range classes {
		i := len(r.s.classes)
		if n < len(r.some) {
			i = r.some[n]
			r.s.classes[i] = c
		} else {
			r.s.classes, r.in = append(r.s.classes, c), append(r.in, false)
		}
		r.own(i)
	}
}

// restore undoes what a peel noted of its rows' owners.
func (r *refiner) restore() {
	for _, i := range r.some {
		r.own(i)
	}
	for _, l := range r.e.loans {
		r.e.owner[l.row] = l.class
	}
}

// spare draws rows inside a cell that other classes can lend.
func (r *refiner) spare(cell *class) []int32 {
	if !r.e.borrow {
		return nil
	}
	for _, i := range r.some {
		r.in[i] = true
	}
	var out [maxColumns][maxLevels]uint32
	for j := range r.p.q {
		for l := int(cell.level[j]) + 1; l < maxLevels; l++ {
			out[j][l] = 1
		}
	}
	r.e.c.fill(r.p.row(cell.rows[0]), &out)
	var spare []int32
	r.work += len(r.s.classes)
	for i := range r.s.classes {
		c := &r.s.classes[i]
		n := len(c.rows) - r.p.k
		if n <= 0 || c.cost == 0 || r.in[i] {
			continue
		}
		at := r.rng.IntN(len(c.rows))
		for range min(len(c.rows), 2*n) {
			r.work++
			if at++; at == len(c.rows) {
				at = 0
			}
			if r.e.c.sum(&r.packs[c.rows[at]]) == 0 {
				spare = append(spare, c.rows[at])
				if n--; n == 0 {
					break
				}
			}
		}
	}
	for _, i := range r.some {
		r.in[i] = false
	}
	return spare
}
