// Package special finds hints of the special categories of GDPR Art. 9 and 10: what people disclose about themselves and others.
//
// A hint needs evidence beside its word: a frame of disclosure ("I was diagnosed with …"), a form label ("Religion: …"), a role in an
// organisation, a person as the subject, or the telegram style of a note. Talk about the same fields in general (policies, job duties,
// headlines, products, idioms) is no hint. Attribution, polarity and directness stand in Finding.Attrs.
package special

import (
	"github.com/lethe-pii/lethe/detectors/special/lexfile"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// categories are the types of the numbers of a lexicon's categories.
var categories = [...]pii.Type{"", pii.Health, pii.Religion, pii.Political, pii.Ethnicity, pii.Union, pii.Genetic, pii.Biometric,
	pii.Sexuality, pii.Criminal, pii.GenderIdentity, pii.Immigration, pii.Crisis, pii.Minor, ""}

const (
	catNone = iota
	catHealth
	catReligion
	catPolitical
	catEthnicity
	catUnion
	catGenetic
	catBiometric
	catSexuality
	catCriminal
	catGender
	catImmigration
	catCrisis
	catMinor
	catBlock
)

// defaults are the nine categories that are on without an option.
const defaults = 1<<catHealth | 1<<catReligion | 1<<catPolitical | 1<<catEthnicity | 1<<catUnion | 1<<catGenetic | 1<<catBiometric |
	1<<catSexuality | 1<<catCriminal

// Option changes what a detector looks for.
type Option func(*settings)

type settings struct {
	on    uint32
	kind  Kind
	extra []Extra
	words []Word
}

// WithKind tells the kind of the documents; the default is Auto, which guesses it.
func WithKind(k Kind) Option { return func(s *settings) { s.kind = k } }

// WithGenderIdentity adds GENDER_IDENTITY.
func WithGenderIdentity() Option { return func(s *settings) { s.on |= 1 << catGender } }

// WithImmigration adds IMMIGRATION_STATUS.
func WithImmigration() Option { return func(s *settings) { s.on |= 1 << catImmigration } }

// WithCrisis adds the routing flag CRISIS: reported, never edited.
func WithCrisis() Option { return func(s *settings) { s.on |= 1 << catCrisis } }

// WithMinor adds the routing flag MINOR: reported, never edited.
func WithMinor() Option { return func(s *settings) { s.on |= 1 << catMinor } }

// WithTerms adds terms of a user's own.
func WithTerms(terms ...Extra) Option {
	return func(s *settings) { s.extra = append(s.extra, terms...) }
}

// WithWords adds context words of a user's own: persons, verbs of frames, roles, words of general talk.
func WithWords(words ...Word) Option {
	return func(s *settings) { s.words = append(s.words, words...) }
}

// Default returns the detector of the nine special categories: HEALTH, RELIGION, POLITICAL, ETHNICITY, UNION, GENETIC, BIOMETRIC,
// SEXUALITY and CRIMINAL, in English, German, French and Spanish.
//
// It looks every token up in filters of 160 KB, half of them with the word behind in one of 128 KB, and reads the words around a token only if a
// term begins there, at most 64 tokens and 1 KB each, so its time is linear in any text.
func Default() pii.Detector {
	d, _ := New() // only terms of a user's own can be wrong
	return d
}

// New returns a detector with options. It fails with ErrTerm if a user's term is wrong.
func New(opts ...Option) (pii.Detector, error) {
	s := settings{on: defaults}
	for _, o := range opts {
		o(&s)
	}
	own, err := compile(s.extra, s.words)
	if err != nil {
		return nil, err
	}
	return &detector{on: s.on, own: own, kind: s.kind}, nil
}

type detector struct {
	on   uint32
	own  *lexfile.Table // terms and words of a user's own, or nil
	kind Kind
}

// reach is how far the words that decide a hint may lie.
const reach = 1024

func (d *detector) Spec() pii.Spec {
	var ts []pii.Type
	for c := catHealth; c < catBlock; c++ {
		if d.on>>c&1 != 0 {
			ts = append(ts, categories[c])
		}
	}
	return pii.Spec{Name: "special", Types: ts, Reach: pii.Reach{Behind: reach, Ahead: reach},
		Wants: []pii.Want{pii.OnTokens(), pii.OnLabel()}, Needs: []pii.Type{pii.Person, pii.Org, pii.Location, pii.JobTitle, pii.Education}, Labels: labels()}
}

func (d *detector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	return d.find(dst, s, at, nil)
}

// find is Find with another judge of evidence in place of the weights, or nil.
func (d *detector) find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor, weigh weigher) []pii.Finding {
	if len(s.Tokens()) == 1 && s.Field() == "" && columns()[s.Tokens()[0].Hash] {
		return dst // a cell of a table's first row
	}
	table := lexicon()
	first := len(dst)
	if s.Field() == "" {
		dst = d.rows(dst, s)
	}
	var names named
	var heard audiences
	kind := setting{kind: d.kind, told: d.kind != Auto}
	for _, a := range at {
		if a.Want == 1 {
			dst = d.label(dst, s, a, &kind, &names, &heard)
			continue
		}
		ts := s.Tokens()
		r := reader{s: s, table: table, own: d.own, on: d.on, kind: &kind, named: &names, weigh: weigh, audiences: &heard}
		end := s.TokenAt(s.Hi)
		if end < len(ts) && int(ts[end].Start) < s.Hi {
			end++
		}
		i := s.TokenAt(s.Lo)
		starts := table.Starts(ts, i, end)
		var own lexfile.Starts
		if d.own != nil {
			own = d.own.Starts(ts, i, end)
		}
		for {
			start := starts.From(i)
			if d.own != nil {
				start = min(start, own.From(i))
			}
			if i = start; i >= end {
				break
			}
			info, n := d.match(table, ts[i:min(len(ts), i+lexfile.MaxWords)], s)
			if n == 2 && ts[i].Len() == 2 && ts[i].Flags.AllUpper() && int(info.Category()) == catBlock {
				info, n = d.match(table, ts[i:i+1], s) // "MS last week": no "Ms. Last"
			}
			if n == 0 {
				i++
				continue
			}
			dst = r.judge(dst, first, i, n, info)
			i += n
		}
	}
	return dst
}

// match looks a term up in the user's table and in the lexicon; the longer wins, the user's of two equal ones.
func (d *detector) match(table *lexfile.Table, ts []lex.Token, s *pii.Segment) (lexfile.Info, int) {
	near := func(a, b lex.Token) bool { return joined(s.Text, a, b) }
	info, n := table.Match(ts, near)
	if d.own != nil {
		if own, k := d.own.Match(ts, near); k > 0 && k >= n {
			return own, k
		}
	}
	return info, n
}

// joined reports whether two neighbouring tokens may belong to one term: a blank, a hyphen or an apostrophe between them.
func joined(text []byte, a, b lex.Token) bool {
	gap := text[a.End:b.Start]
	if len(gap) > 3 {
		return false
	}
	if len(gap) == 2 && gap[0] == '.' && gap[1] == ' ' {
		return a.Len() <= 3 // "Mr. White"
	}
	for _, c := range gap {
		switch c {
		case ':', '=':
			if b.Flags&lex.HasDigit == 0 {
				return false // but "PHQ-9: 19"
			}
		case '.', ',', ';', '!', '?', '(', ')', '"', '[', ']', '{', '}', '|', '<', '>', '\n':
			return len(gap) == 1 && (c == '\n' || c == '.')
		}
	}
	return true
}
