package table

import (
	"cmp"
	"slices"
)

// lot is rows that a class may take from others: lists by class, those of high value first.
type lot struct {
	from []lotClass
	rows []lotRow
	at   int     // in from: the first that still has rows
	slot []int32 // by class: where in from it is, counted from 1
}

type lotClass struct {
	class, first int32
	value        float32 // of a row
}

type lotRow struct {
	tuple, n, next int32
}

func (l *lot) reset(classes int) {
	for _, c := range l.from {
		l.slot[c.class] = 0
	}
	l.from, l.rows = l.from[:0], l.rows[:0]
	l.at = 0
	if len(l.slot) < classes {
		l.slot = append(l.slot, make([]int32, classes-len(l.slot))...)
	}
}

func (l *lot) add(s shared, value float32) {
	i := l.slot[s.class]
	if i == 0 {
		l.from = append(l.from, lotClass{s.class, -1, value})
		i = int32(len(l.from))
		l.slot[s.class] = i
	}
	c := &l.from[i-1]
	l.rows = append(l.rows, lotRow{s.tuple, s.n, c.first})
	c.first = int32(len(l.rows) - 1)
}

func (l *lot) sort() {
	slices.SortFunc(l.from, func(a, b lotClass) int {
		return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(a.class, b.class))
	})
}
