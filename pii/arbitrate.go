package pii

import (
	"bytes"
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"
)

// cand is a candidate: a finding with the detector that made it.
type cand struct {
	Finding
	det   int32
	alias bool
	lost  bool
	inner int32 // index of the accepted composite that holds it, -1 if none
}

// composites are types whose inner findings are parts of them.
var composites = map[Type]bool{URL: true, SocialProfile: true, Address: true, Connection: true, Cookie: true, PrivateKey: true,
	UserAgent: true, JWT: true, DateTime: true}

// whole are types of which no part may stay readable because another finding took the rest: a given name beside a surname that a list
// names, the figures of a record's number whose letters are a blood value. So it is with values that a checksum proves.
var whole = func() map[Type]bool {
	m := map[Type]bool{Person: true, Phone: true, Email: true}
	for _, t := range types {
		switch t.Group {
		case "payment", "national", "record", "secret":
			m[t.Name] = true
		}
	}
	return m
}()

// priority orders types that claim the same bytes with equal evidence; what is not listed comes last.
var priority = func() map[Type]int {
	m := map[Type]int{}
	for i, t := range []Type{UnscannedText, PrivateKey, Connection, JWT, APIKey, Password, CreditCard, IBAN, Email, SocialProfile, URL, DateOfBirth,
		Address, UserAgent, Cookie, IPAddress, MACAddress, UUID, USSSN, UKNHS, MRN, ClientID, PolicyID, CaseID, InvoiceID, Phone, DateTime,
		Date, Time, Age, Person, Username, Org, Location, JobTitle} {
		m[t] = 100 - i
	}
	return m
}()

// byStart is the order of candidates and findings: start, longer first, type.
func byStart(a, b cand) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Type, b.Type), cmp.Compare(b.Score, a.Score),
		cmp.Compare(a.det, b.det), cmp.Compare(a.Attrs, b.Attrs))
}

// stronger is the total order of the contest for bytes.
func stronger(a, b *cand) int {
	rank := func(c *cand) int {
		switch {
		case c.Kind == Unscanned:
			return 0
		case c.alias:
			return 3
		case c.Rule.Validated():
			return 1
		}
		return 2
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Score, a.Score), cmp.Compare(b.Len(), a.Len()),
		cmp.Compare(priority[b.Type], priority[a.Type]), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Type, b.Type), cmp.Compare(a.det, b.det),
		cmp.Compare(a.Attrs, b.Attrs)) // a plain reading before a normalised one
}

// arbiter settles clusters of overlapping candidates. Its slices are scratch.
type arbiter struct {
	bytes func(from, to int64) []byte // of the input
	order []int32
	taken []span
	out   []cand
}

type span struct{ start, end int64 }

// settle decides one cluster, sorted by byStart, and appends the winners (and, by option, parts and alternatives right after
// them) to dst in order of start. It runs in O(n log n) of the candidates.
func (a *arbiter) settle(s *Scanner, dst []cand, cluster []cand) []cand {
	if len(cluster) == 1 {
		return append(dst, cluster[0])
	}
	a.contain(cluster)
	a.order, a.taken, a.out = a.order[:0], a.taken[:0], a.out[:0]
	for i := range cluster {
		a.order = append(a.order, int32(i))
	}
	slices.SortFunc(a.order, func(x, y int32) int { return stronger(&cluster[x], &cluster[y]) })
	a.contest(cluster, func(c *cand) bool { return c.inner < 0 })
	a.contest(cluster, func(c *cand) bool { return c.inner >= 0 && cluster[c.inner].lost })
	slices.SortFunc(a.out, byStart)
	for i := range a.out {
		dst = append(dst, a.out[i])
		if s.parts || s.alternatives {
			dst = a.below(s, dst, cluster, a.out[i])
		}
	}
	return dst
}

// contain links each candidate to the widest composite that holds it, and drops a type that a more specific one replaces on the
// very same bytes.
func (a *arbiter) contain(cluster []cand) {
	outer := int32(-1)
	for i := range cluster {
		c := &cluster[i]
		c.inner, c.lost = -1, false
		if outer >= 0 && c.End <= cluster[outer].End && c.Kind != Unscanned {
			if o := &cluster[outer]; c.Len() < o.Len() || !composites[c.Type] {
				c.inner = outer
			}
		}
		if composites[c.Type] && (outer < 0 || c.End > cluster[outer].End) {
			outer = int32(i)
		}
	}
	for i := 0; i < len(cluster); {
		j := i + 1
		for j < len(cluster) && cluster[j].Start == cluster[i].Start && cluster[j].End == cluster[i].End {
			j++
		}
		if j-i > 1 && j-i <= 16 {
			for x := i; x < j; x++ {
				for y := i; y < j; y++ {
					if x != y && cluster[x].Type != cluster[y].Type && cluster[y].Type.Is(cluster[x].Type) {
						cluster[x].lost = true
					}
				}
			}
		}
		i = j
	}
}

func (a *arbiter) contest(cluster []cand, eligible func(*cand) bool) {
	for _, i := range a.order {
		c := &cluster[i]
		if !eligible(c) || c.lost {
			continue
		}
		k, _ := slices.BinarySearchFunc(a.taken, c.Start, func(t span, start int64) int { return cmp.Compare(t.end, start+1) })
		if k < len(a.taken) && a.taken[k].start < c.End {
			c.lost = true
			if c.Rule.Validated() || whole[c.Type] {
				a.rest(c, k)
			}
			continue
		}
		a.taken = slices.Insert(a.taken, k, span{c.Start, c.End})
		a.out = append(a.out, *c)
	}
}

// rest keeps the bytes of a loser that nothing covers, before the first and after the last winner in it.
func (a *arbiter) rest(c *cand, k int) {
	if head := a.taken[k].start; head > c.Start {
		if h, ok := a.piece(*c, c.Start, head); ok {
			a.taken = slices.Insert(a.taken, k, span{h.Start, h.End})
			a.out = append(a.out, h)
			k++
		}
	}
	for k+1 < len(a.taken) && a.taken[k+1].start < c.End {
		k++
	}
	if tail := a.taken[k].end; tail < c.End {
		if t, ok := a.piece(*c, tail, c.End); ok {
			a.taken = slices.Insert(a.taken, k+1, span{t.Start, t.End})
			a.out = append(a.out, t)
		}
	}
}

// piece returns what is left of c between from and to, punctuation and blanks at its ends left out.
func (a *arbiter) piece(c cand, from, to int64) (cand, bool) {
	outside := func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) && r != utf8.RuneError }
	b := bytes.TrimRightFunc(a.bytes(from, to), outside)
	c.End = from + int64(len(b))
	b = bytes.TrimLeftFunc(b, outside)
	c.Start, c.lost = c.End-int64(len(b)), false
	return c, len(b) > 0
}

// below appends the parts and alternatives of winner w.
func (a *arbiter) below(s *Scanner, dst []cand, cluster []cand, w cand) []cand {
	for i := range cluster {
		c := cluster[i]
		if c.Start < w.Start || c.Start >= w.End || c.Start == w.Start && c.End == w.End && c.Type == w.Type {
			continue
		}
		switch {
		case c.inner >= 0 && cluster[c.inner].Start == w.Start && cluster[c.inner].End == w.End && cluster[c.inner].Type == w.Type:
			if s.parts {
				c.Kind = Part
				dst = append(dst, c)
			}
		case c.lost && s.alternatives:
			c.Kind = Alternative
			dst = append(dst, c)
		}
	}
	return dst
}
