package pii

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/lethe-pii/lethe/internal/lex"
)

// ListMode says how the entries of a list are compared with text.
type ListMode uint8

const (
	Folded ListMode = iota // equal after folding case
	Exact                  // equal byte for byte
	Prefix                 // the value begins with the entry, after folding
	Regexp                 // the value matches the entry, an RE2 expression, as a whole
)

// List is a compiled list of values for WithAllow and WithDeny. It is immutable; look-ups take constant time a word for Folded and
// Exact (lists of 100,000 entries cost no more than short ones), and time in proportion to the entries for Prefix and Regexp.
type List struct {
	mode    ListMode
	types   []Type
	entries map[uint64][]string // by joined word hash
	first   lex.Dict[[]uint8]   // by first word: the numbers of words that its entries have
	prefix  []string
	regexps []*regexp.Regexp
}

// Format says how many entries there are, whatever the verb.
func (l List) Format(f fmt.State, _ rune) {
	n := len(l.prefix) + len(l.regexps)
	for _, e := range l.entries {
		n += len(e)
	}
	fmt.Fprintf(f, "pii.List[%d]", n)
}

// NewList compiles entries. With types it concerns findings of these types only; a deny list reports its entries as the first
// type, or as CLIENT_ID without types.
func NewList(mode ListMode, entries []string, types ...Type) (*List, error) {
	l := &List{mode: mode, types: types, entries: map[uint64][]string{}}
	for i, e := range entries {
		switch mode {
		case Regexp:
			re, err := regexp.Compile(`^(?:` + e + `)$`)
			if err != nil {
				return nil, fmt.Errorf("%w: list entry %d is no regular expression", ErrOption, i+1)
			}
			l.regexps = append(l.regexps, re)
		case Prefix:
			if e == "" {
				return nil, fmt.Errorf("%w: list entry %d is empty", ErrOption, i+1)
			}
			l.prefix = append(l.prefix, string(lex.Fold(nil, []byte(e))))
		default:
			b := []byte(e)
			ts := lex.Words(b)
			if len(ts) == 0 || len(ts) > 255 {
				return nil, fmt.Errorf("%w: list entry %d has no words, or more than 255", ErrOption, i+1)
			}
			var h uint64
			for _, t := range ts {
				h = joinHash(h, t.Hash)
			}
			l.entries[h] = append(l.entries[h], e)
			if n := l.first.At(ts[0].Hash); !slices.Contains(*n, uint8(len(ts))) {
				*n = append(*n, uint8(len(ts)))
			}
		}
	}
	return l, nil
}

// ReadList reads a list, one entry a line; blank lines and lines that begin with "#" are skipped.
func ReadList(mode ListMode, r io.Reader, types ...Type) (*List, error) {
	var entries []string
	sc := bufio.NewScanner(r)
	for sc.Scan() {
		if line := strings.TrimSpace(sc.Text()); line != "" && line[0] != '#' {
			entries = append(entries, line)
		}
	}
	if sc.Err() != nil {
		return nil, errors.New("pii: a list could not be read, or has a line over 64 KiB")
	}
	return NewList(mode, entries, types...)
}

// holds reports whether the list has value, of type t.
func (l *List) holds(t Type, value []byte, tokens []Token) bool {
	if len(l.types) > 0 {
		ok := false
		for _, u := range l.types {
			ok = ok || t.Is(u)
		}
		if !ok {
			return false
		}
	}
	switch l.mode {
	case Regexp:
		for _, re := range l.regexps {
			if re.Match(value) {
				return true
			}
		}
		return false
	case Prefix:
		var buf [64]byte
		v := lex.Fold(buf[:0], value[:min(len(value), 48)])
		for _, p := range l.prefix {
			if strings.HasPrefix(string(v), p) {
				return true
			}
		}
		return false
	}
	var h uint64
	for _, t := range tokens {
		h = joinHash(h, t.Hash)
	}
	for _, e := range l.entries[h] {
		if l.mode == Folded || string(value) == e {
			return true
		}
	}
	return false
}

// WithAllow drops findings whose value is in the list.
func WithAllow(l *List) Option {
	return func(s *Scanner) error { s.allow = append(s.allow, l); return nil }
}

// WithDeny reports every occurrence of the list's values, with score 1. Prefix entries report the word or run of word bytes that
// begins with them; Regexp entries are matched against each word.
func WithDeny(l *List) Option {
	return func(s *Scanner) error {
		t := ClientID
		if len(l.types) > 0 {
			t = l.types[0]
		}
		s.ds = append(s.ds, &denyDetector{l, t, fmt.Sprintf("deny list %d", len(s.ds))})
		return nil
	}
}

type denyDetector struct {
	list *List
	typ  Type
	name string
}

var denyRule = &Rule{Detector: "deny", Name: "list", Validator: "list"}

func (d *denyDetector) Spec() Spec {
	return Spec{Name: d.name, Types: []Type{d.typ}, Wants: []Want{OnTokens(), OnDigits(1, MaxReach)}} // words, or digits alone
}

func (d *denyDetector) Find(dst []Finding, s *Segment, at []Anchor) []Finding {
	ts := s.Tokens()
	for i := s.TokenAt(s.Lo); i < len(ts) && int(ts[i].Start) < s.Hi; i++ {
		if d.list.mode == Prefix || d.list.mode == Regexp {
			if d.list.holds(d.typ, s.Text[ts[i].Start:ts[i].End], ts[i:i+1]) {
				dst = append(dst, s.Found(int(ts[i].Start), int(ts[i].End), d.typ, 1, denyRule))
			}
			continue
		}
		lengths := d.list.first.Get(ts[i].Hash)
		if lengths == nil {
			continue
		}
		for _, n := range *lengths {
			last := i + int(n) - 1
			if last < len(ts) && d.list.holds(d.typ, s.Text[ts[i].Start:ts[last].End], ts[i:last+1]) {
				dst = append(dst, s.Found(int(ts[i].Start), int(ts[last].End), d.typ, 1, denyRule))
			}
		}
	}
	return dst
}
