package hierarchy

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
	"time"
	"unicode/utf8"
)

// IntervalSpec describes [Intervals].
type IntervalSpec struct {
	// Widths of the levels above the value, fine to coarse, each a multiple of the one before
	// (5, 10, 20). Empty: cut points by quantiles, see Groups.
	Widths []float64
	// Origin is where a border lies (default 0).
	Origin float64
	// Groups is how many intervals the finest quantile level has when Widths is empty; every level
	// above halves the number. 0 means adaptive: as many as keep about 8 values in one.
	Groups int
	// Bottom and Top, if not equal, are limits beyond which all values fall into one interval at
	// each level above the value ("<20", ">=80"): top and bottom coding.
	Bottom, Top float64
}

// Intervals builds levels of half-open intervals over numbers, "[20,25)", of fixed widths or by
// quantiles of the values (give a value as often as it occurs to weigh it). The borders of fixed
// widths do not depend on the data, so the same settings fit a later release.
func Intervals(values []string, s IntervalSpec) (*Hierarchy, error) {
	nums, uniq, err := numbers(values)
	if err != nil {
		return nil, err
	}
	for _, x := range [...]float64{s.Origin, s.Bottom, s.Top} {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, fmt.Errorf("hierarchy: a border is no number: %w", ErrSpec)
		}
	}
	var cuts [][]float64
	if len(s.Widths) > 0 {
		if cuts, err = fixedCuts(nums, s); err != nil {
			return nil, err
		}
	} else {
		cuts = quantileCuts(nums, s.Groups)
	}
	rows := make([][]string, 0, len(uniq))
	for _, v := range uniq {
		row := []string{v}
		f, ok := Number(v)
		for _, c := range cuts {
			if !ok {
				row = append(row, v)
				continue
			}
			i := sort.Search(len(c), func(i int) bool { return c[i] > f })
			iv := Interval{Lo: math.Inf(-1), Hi: math.Inf(1), HiOpen: true}
			if i > 0 {
				iv.Lo = c[i-1]
			}
			if i < len(c) {
				iv.Hi = c[i]
			}
			row = append(row, iv.String())
		}
		rows = append(rows, append(row, Top))
	}
	return New(rows, Options{})
}

// numbers returns the values as sorted numbers with repeats, and the distinct texts in order of
// their number. An empty value is kept as missing.
func numbers(values []string) (nums []float64, uniq []string, err error) {
	seen := map[string]bool{}
	for i, v := range values {
		f, ok := Number(v)
		if !ok && v != "" {
			return nil, nil, &Error{Row: i + 1, Err: ErrValue}
		}
		if ok {
			nums = append(nums, f)
		}
		if !seen[v] {
			seen[v] = true
			uniq = append(uniq, v)
		}
	}
	if len(uniq) == 0 {
		return nil, nil, fmt.Errorf("hierarchy: %w", ErrEmpty)
	}
	slices.Sort(nums)
	slices.SortFunc(uniq, func(a, b string) int {
		x, _ := Number(a)
		y, _ := Number(b)
		if x != y {
			if x < y {
				return -1
			}
			return 1
		}
		return strings.Compare(a, b)
	})
	return nums, uniq, nil
}

func fixedCuts(nums []float64, s IntervalSpec) ([][]float64, error) {
	var out [][]float64
	if len(nums) == 0 {
		return nil, fmt.Errorf("hierarchy: %w", ErrSpec)
	}
	for i, w := range s.Widths {
		if !(w > 0) || math.IsInf(w, 0) {
			return nil, fmt.Errorf("hierarchy: interval width %d is not a positive number: %w", i+1, ErrSpec)
		}
		if i > 0 {
			if r := w / s.Widths[i-1]; r < 2 || math.Abs(r-math.Round(r)) > 1e-9 {
				return nil, fmt.Errorf("hierarchy: interval width %d is no multiple of the one before: %w", i+1, ErrSpec)
			}
		}
		lo, hi := nums[0], nums[len(nums)-1]
		if s.Bottom < s.Top {
			lo, hi = max(lo, s.Bottom), min(hi, s.Top)
		}
		first := math.Floor((lo-s.Origin)/w)*w + s.Origin
		if !((hi-first)/w <= 1<<20) {
			return nil, fmt.Errorf("hierarchy: interval width %d makes over a million intervals: %w", i+1, ErrSpec)
		}
		if !(first+w > first && hi+w > hi) {
			return nil, fmt.Errorf("hierarchy: interval width %d is nothing beside such values: %w", i+1, ErrSpec)
		}
		var c []float64
		for j := 0; ; j++ {
			x := first + float64(j)*w
			c = append(c, x)
			if x > hi {
				break
			}
		}
		if s.Bottom < s.Top { // a border beyond the limits would split the outer interval
			c = slices.DeleteFunc(c, func(x float64) bool { return x < s.Bottom || x > s.Top })
		}
		out = append(out, c)
	}
	return out, nil
}

func quantileCuts(nums []float64, groups int) [][]float64 {
	uniq := slices.Compact(slices.Clone(nums))
	if groups <= 0 {
		groups = 2
		for groups < 256 && groups*8 < len(uniq) {
			groups *= 2
		}
	}
	groups = min(groups, len(nums)) // of more some are empty
	var c []float64
	for i := 1; i < groups; i++ {
		x := nums[i*len(nums)/groups]
		if x > uniq[0] && (len(c) == 0 || x > c[len(c)-1]) {
			c = append(c, x)
		}
	}
	var out [][]float64
	for len(c) > 0 {
		out = append(out, c)
		var up []float64
		for i := 1; i < len(c); i += 2 {
			up = append(up, c[i])
		}
		if len(c) == 1 {
			break
		}
		c = up
	}
	return out
}

// Mask builds levels by replacing characters with '*' from the end ("90210", "9021*", "902**"), or
// from the start when fromStart is set. step is how many characters each level hides (0 means 1).
// Values of different lengths are padded to the longest with a '*' at the masked end only when they
// are masked, so every level keeps a prefix (or suffix) of its own length. Labels of over 2 GiB in all are ErrSpec.
func Mask(values []string, step int, fromStart bool) (*Hierarchy, error) {
	if step <= 0 {
		step = 1
	}
	uniq := distinctOf(values)
	n := 0
	for _, v := range uniq {
		n = max(n, utf8.RuneCountInString(v))
	}
	if labels := float64(n) / float64(step) * float64(n) * float64(len(uniq)); labels > 2<<30 {
		return nil, fmt.Errorf("hierarchy: values are too long to hide %d characters at a time: %w", step, ErrSpec)
	}
	rows := make([][]string, 0, len(uniq))
	for _, v := range uniq {
		r := []rune(v)
		row := []string{v}
		for keep := n - step; keep > 0; keep -= step {
			hide := strings.Repeat("*", n-keep)
			k := min(keep, len(r))
			switch {
			case v == "":
				row = append(row, "")
			case fromStart:
				row = append(row, strings.Repeat("*", n-k)+string(r[len(r)-k:]))
			default:
				row = append(row, string(r[:k])+strings.Repeat("*", keep-k)+hide)
			}
		}
		rows = append(rows, append(row, Top))
	}
	return New(rows, Options{})
}

func distinctOf(values []string) []string {
	seen := make(map[string]bool, len(values))
	var out []string
	for _, v := range values {
		if !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}

// Dates builds day → month → quarter → year → decade from dates in a layout of package time
// (default "2006-01-02"). Labels are "2021-03", "2021-Q1", "2021", "2020s".
func Dates(values []string, layout string) (*Hierarchy, error) {
	if layout == "" {
		layout = time.DateOnly
	}
	var rows [][]string
	for i, v := range values {
		if v == "" {
			rows = append(rows, []string{"", "", "", "", "", Top})
			continue
		}
		t, err := time.Parse(layout, v)
		if err != nil { // the parser's error holds the value: it is not passed on
			return nil, &Error{Row: i + 1, Err: ErrValue}
		}
		rows = append(rows, append(append([]string{v}, calendar(t)...), Top))
	}
	return New(rows, Options{})
}

// calendar is a day's month, quarter, year and decade.
func calendar(t time.Time) []string {
	y := t.Year()
	return []string{t.Format("2006-01"), fmt.Sprintf("%04d-Q%d", y, (int(t.Month())+2)/3), fmt.Sprintf("%04d", y), fmt.Sprintf("%ds", y-y%10)}
}

// Order builds levels over values that have an order (sizes, grades, steps of a scale): neighbours
// are joined fanout at a time (0 means 2) into sets "{a, b}". order lists the values from first to
// last.
func Order(order []string, fanout int) (*Hierarchy, error) {
	if fanout < 2 {
		fanout = 2
	}
	uniq := distinctOf(order)
	rows := make([][]string, len(uniq))
	for i, v := range uniq {
		rows[i] = []string{v}
	}
	for w := fanout; w < len(uniq); w *= fanout {
		for i := 0; i < len(uniq); i += w {
			end := min(i+w, len(uniq))
			lab := set(uniq[i:end])
			for j := i; j < end; j++ {
				rows[j] = append(rows[j], lab)
			}
		}
	}
	for i := range rows {
		rows[i] = append(rows[i], Top)
	}
	return New(rows, Options{})
}

// set writes values as "{a, b, c}"; a set of one is the value itself.
func set(v []string) string {
	if len(v) == 1 {
		return v[0]
	}
	return "{" + strings.Join(v, ", ") + "}"
}

// Automatic builds a hierarchy when no list exists: adaptive intervals for numbers, dates by
// calendar, digit masking for codes of one length (postal codes), value → "*" for up to 4
// categories, and sets of neighbours in order of text for more. Give values as often as they occur.
func Automatic(values []string) (*Hierarchy, error) {
	uniq := distinctOf(values)
	if len(uniq) == 0 {
		return nil, fmt.Errorf("hierarchy: %w", ErrEmpty)
	}
	numeric, date, code := true, true, len(uniq) > 4
	width := 0
	for _, v := range uniq {
		if v == "" {
			continue
		}
		if _, ok := Number(v); !ok {
			numeric = false
		}
		if _, err := time.Parse(time.DateOnly, v); err != nil {
			date = false
		}
		if width == 0 {
			width = len(v)
		}
		code = code && len(v) == width && width >= 3 && isCode(v)
	}
	slices.Sort(uniq)
	switch {
	case date && width > 0:
		return Dates(uniq, "")
	case code && (!numeric || uniq[0] != "" && uniq[0][0] == '0'):
		return Mask(uniq, (width+maxMasks-1)/maxMasks, false)
	case numeric && width > 0:
		return Intervals(values, IntervalSpec{})
	case len(uniq) <= 4:
		return Order(uniq, len(uniq))
	}
	return Order(uniq, 3)
}

// maxMasks is how many levels of masks Automatic makes.
const maxMasks = 32

func isCode(v string) bool {
	digit := false
	for _, c := range v {
		if c >= '0' && c <= '9' {
			digit = true
		} else if c < 'A' || c > 'Z' {
			return false
		}
	}
	return digit
}
