package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lex"
)

var dateArrows = [...]string{" → ", "→", " -> ", "->"}

// arrowed reports that an arrow leads from the day and month d at [p, end) to a later day, or from an earlier one to it, "night shift 13/8 → 14/8": in the same
// month or the next one, one of them a day that is no month.
func (r *dateReader) arrowed(p, end int, d dates.Date) bool {
	for _, arrow := range dateArrows {
		if bytes.HasPrefix(r.b[end:], []byte(arrow)) {
			q := end + len(arrow)
			to, e, form := dates.Numeric(r.b, q, false)
			return form == dates.Pair && !r.runsOn(e) && dayAfter(d, to)
		}
		if bytes.HasSuffix(r.b[:p], []byte(arrow)) {
			e := p - len(arrow)
			q := e
			for q > 0 && e-q < len("31/12") && (lex.IsDigit(r.b[q-1]) || r.b[q-1] == '/') {
				q--
			}
			from, at, form := dates.Numeric(r.b, q, false)
			return form == dates.Pair && at == e && r.opens(q) && dayAfter(from, d)
		}
	}
	return false
}

func dayAfter(from, to dates.Date) bool {
	if from.Day <= 12 && to.Day <= 12 {
		return false
	}
	return to.Month == from.Month && to.Day > from.Day || to.Month == from.Month%12+1
}
