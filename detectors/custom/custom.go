// Package custom makes detectors of users' rules in YAML. A rule has a pattern, which may be looked for at certain places alone (literals, words,
// labels, or digit clusters), and texts that it must and must not match: Load refuses a rule that fails its own examples.
//
//	rules:
//	  - name: order
//	    type: ORDER_ID
//	    pattern: '\bORD-\d{6}\b'
//	    positive: ["order ORD-204183"]
//	  - name: staff badge
//	    type: STAFF_BADGE
//	    literals: ["#B-"]
//	    pattern: '#B-\d{5}\b'
//	    positive: ["badge #B-20418"]
//	    negative: ["badge #B-12"]
package custom

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"time"

	"github.com/dlclark/regexp2/v2"
	"github.com/goccy/go-yaml"

	"github.com/lethe-pii/lethe/pii"
)

// ErrRules is wrapped by every error of Load.
var ErrRules = errors.New("custom: bad rules")

// Timeout is the longest that one attempt of a pattern with look-around may take. A pattern that takes longer has its window masked as
// Unscanned; this is the one place where findings depend on the machine.
const Timeout = 20 * time.Millisecond

// MaxRules is the most rules in one file.
const MaxRules = 1000

// rule is a rule as it is written.
type rule struct {
	Name     string   `yaml:"name"`
	Type     string   `yaml:"type"`
	Score    float32  `yaml:"score"`
	Literals []string `yaml:"literals"`
	Words    []string `yaml:"words"`
	Labels   []string `yaml:"labels"`
	Digits   []int    `yaml:"digits"`
	Pattern  string   `yaml:"pattern"`
	Engine   string   `yaml:"engine"`
	Group    string   `yaml:"group"`
	Positive []string `yaml:"positive"`
	Negative []string `yaml:"negative"`
}

// Load reads rules and returns a detector for each. Fields of a rule:
//
//   - name, type: required; type is any entity type, in capitals
//   - literals, words, labels, digits: where to look, so that other text costs nothing; literals begin with a byte that is rare in text,
//     digits are the least and the most digits of a cluster. A rule of the engine re2 that names none is tried everywhere: one pass of
//     the expression over the text
//   - pattern: the expression; the finding is its match, or its named group
//   - engine: re2 (the default, linear) or regexp2 (look-around and back-references, with Timeout)
//   - group: the name of the group that is the finding
//   - score: 0 to 1, the default is 0.9: who writes a rule for a value knows it better than those that guess
//   - positive, negative: texts with and without a match; at least one positive
//
// Unknown fields are errors. Errors give the rule's name or the place in the file, never the examples.
func Load(r io.Reader) ([]pii.Detector, error) {
	var file struct {
		Rules []rule `yaml:"rules"`
	}
	if err := yaml.NewDecoder(r, yaml.Strict()).Decode(&file); err != nil {
		return nil, fmt.Errorf("%w: %s", ErrRules, yaml.FormatError(err, false, false))
	}
	if len(file.Rules) == 0 || len(file.Rules) > MaxRules {
		return nil, fmt.Errorf("%w: a file has 1 to %d rules", ErrRules, MaxRules)
	}
	var ds []pii.Detector
	for i, u := range file.Rules {
		d, err := u.compile()
		if err != nil {
			return nil, fmt.Errorf("%w: rule %d (%s): %w", ErrRules, i+1, u.Name, err)
		}
		if err := d.examples(u); err != nil {
			return nil, fmt.Errorf("%w: rule %d (%s): %w", ErrRules, i+1, u.Name, err)
		}
		ds = append(ds, d)
	}
	return ds, nil
}

func (u rule) compile() (*detector, error) {
	if u.Name == "" || u.Type == "" || u.Pattern == "" {
		return nil, errors.New("name, type and pattern are required")
	}
	if u.Score == 0 {
		u.Score = 0.9
	}
	if u.Score < 0 || u.Score > 1 {
		return nil, errors.New("score is 0 to 1")
	}
	d := &detector{typ: pii.Type(u.Type), score: u.Score, rule: &pii.Rule{Detector: u.Name, Name: "pattern", Source: "user rule"}}
	d.spec = pii.Spec{Name: u.Name, Types: []pii.Type{d.typ}, Reach: pii.Reach{Behind: behind, Ahead: ahead}}
	if len(u.Literals) > 0 {
		d.spec.Wants = append(d.spec.Wants, pii.OnLiterals(u.Literals...))
	}
	if len(u.Words) > 0 {
		d.spec.Wants = append(d.spec.Wants, pii.OnWords(u.Words...))
	}
	if len(u.Labels) > 0 {
		var ls []pii.Label
		for _, l := range u.Labels {
			ls = append(ls, pii.Label{Text: l, Bare: true})
		}
		d.spec.Labels = pii.NewLabels(ls...)
		d.spec.Wants = append(d.spec.Wants, pii.OnLabel())
	}
	if len(u.Digits) > 0 {
		if len(u.Digits) != 2 {
			return nil, errors.New("digits are two numbers, the least and the most")
		}
		d.spec.Wants = append(d.spec.Wants, pii.OnDigits(u.Digits[0], u.Digits[1]))
	}
	if d.everywhere = len(d.spec.Wants) == 0; d.everywhere {
		d.spec.Wants = []pii.Want{pii.OnTokens(), pii.OnDigits(1, ahead)} // a body has one of both
	}
	var err error
	if d.match, d.all, err = compile(u.Engine, u.Pattern, u.Group); err == nil && d.everywhere && d.all == nil {
		err = errors.New("with regexp2 one of literals, words, labels and digits must say where to look")
	}
	return d, err
}

// matcher returns the first match in window, or its group; failed means that the pattern ran out of time.
type matcher func(window []byte) (start, end int, ok, failed bool)

// hit is where a match begins, and the part of it that is the finding.
type hit struct{ at, start, end int }

// compile returns what finds the first match and, with re2, what finds all.
func compile(engine, pattern, group string) (matcher, func(window []byte) []hit, error) {
	switch engine {
	case "", "re2":
		re, err := regexp.Compile(pattern)
		if err != nil {
			return nil, nil, errors.New("the pattern is no RE2 expression")
		}
		g := 0
		if group != "" {
			if g = re.SubexpIndex(group); g < 0 {
				return nil, nil, errors.New("the pattern has no such group")
			}
		}
		first := func(w []byte) (int, int, bool, bool) {
			m := re.FindSubmatchIndex(w)
			if m == nil || m[2*g] < 0 {
				return 0, 0, false, false
			}
			return m[2*g], m[2*g+1], true, false
		}
		all := func(w []byte) (hits []hit) {
			for _, m := range re.FindAllSubmatchIndex(w, -1) {
				if m[2*g] < m[2*g+1] {
					hits = append(hits, hit{m[0], m[2*g], m[2*g+1]})
				}
			}
			return hits
		}
		return first, all, nil
	case "regexp2":
		re, err := regexp2.Compile(pattern, regexp2.None)
		if err != nil {
			return nil, nil, errors.New("the pattern is no regexp2 expression")
		}
		re.MatchTimeout = Timeout
		return func(w []byte) (int, int, bool, bool) {
			// the error of a time-out holds the whole window: it is looked at and dropped
			m, err := re.FindStringMatch(string(w))
			if err != nil {
				return 0, 0, false, true
			}
			if m == nil {
				return 0, 0, false, false
			}
			if group == "" {
				start, n := m.ByteRange()
				return start, start + n, true, false
			}
			g := m.GroupByName(group)
			if g == nil || len(g.Captures) == 0 {
				return 0, 0, false, false
			}
			start, n := g.ByteRange()
			return start, start + n, true, false
		}, nil, nil
	}
	return nil, nil, errors.New("engine is re2 or regexp2")
}
