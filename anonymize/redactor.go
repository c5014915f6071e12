package anonymize

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/token"
	"github.com/lethe-pii/lethe/pii"
)

// MaxDocument is the largest input, in bytes, that is treated in document mode, where a name that is sure late is found early too.
// Larger inputs are treated as streams.
const MaxDocument = 8 << 20

// Redactor applies a Policy to what a Scanner finds. It is immutable and safe for any number of goroutines.
type Redactor struct {
	scan   *pii.Scanner
	policy Policy
	env    Env
	tokens []Recognizer // of tokens that are left alone
	known  map[pii.Type]*treatment
	forms  canonicalForms
	labels *labelList
	only   *ValueSet // nil: everything
	final  bool      // nothing can be turned back
	settle bool      // documents are redacted until nothing changes
	kind   string    // of the documents, as conditions ask for it
	passes *sync.Pool
}

// treatment is what the policy does to one type.
type treatment struct {
	rules       []Rule
	label, name string
}

// Option configures a Redactor.
type Option func(*Redactor) error

// WithKeys gives the Redactor a keyset, for tokens, encryption, format-preserving encryption, surrogates and date shifts. Values
// that are tokens or ciphertexts of the keyset already are left alone. The Redactor does not close the keyset.
func WithKeys(set *keys.Set) Option {
	return func(r *Redactor) error {
		if set.Primary() == 0 {
			return errors.New("anonymize: the keyset is nil or closed")
		}
		r.env.Keys = set
		return WithTokens(func(purpose string) (Tokenizer, error) { return token.New(set, purpose), nil })(r)
	}
}

// ErrReversible says that an operator writes what can be turned back, where nothing may be.
var ErrReversible = errors.New("anonymize: the policy writes values that can be turned back")

// Irreversible makes the Redactor's output final: tokens are made with a key of this Redactor that is never stored, so that two runs share
// none; vault is the numbered label; and operators that can be turned back are refused with ErrReversible. Nothing that a Restorer takes can
// be had of it. It excludes WithKeys, WithTokens and WithVault. Keep stays: what a policy keeps, it keeps.
func Irreversible() Option {
	return func(r *Redactor) error {
		r.final = true
		return nil
	}
}

// finalize gives the Redactor its own key.
func (r *Redactor) finalize() error {
	if r.env.Keys != nil || r.env.Tokens != nil || r.env.Vault != nil {
		return errors.New("anonymize: Irreversible excludes keys, tokens and a vault")
	}
	return WithKeys(keys.New())(r)
}

// checkFinal refuses bound operators whose output can be turned back.
func (r *Redactor) checkFinal() error {
	for _, op := range r.policy.operators() {
		if op.Leaks().Reversible && !keeps(op) {
			return fmt.Errorf("%w: %s", ErrReversible, operatorName(op))
		}
	}
	return nil
}

// WithSubject says whom all that the Redactor reads is about, for operators that treat the values of one subject alike.
func WithSubject(subject string) Option {
	return func(r *Redactor) error {
		if subject == "" {
			return errors.New("anonymize: the subject is empty")
		}
		r.env.Subject = subject
		return nil
	}
}

// WithOnly makes the Redactor replace findings only that hold a value of the set, such as those of one person; the others stay. Text that a
// detector failed on is replaced all the same. The Scanner finds what its detectors know: give it the values with pii.WithDeny as well.
func WithOnly(set *ValueSet) Option {
	return func(r *Redactor) error {
		if set == nil || set.Len() == 0 {
			return errors.New("anonymize: no values given")
		}
		r.only = set
		return nil
	}
}

// WithTokens gives the Redactor tokens of the caller's own: tokens returns the tokenizer of a purpose. Values that are tokens
// already are left alone.
func WithTokens(tokens func(purpose string) (Tokenizer, error)) Option {
	return func(r *Redactor) error {
		if tokens == nil {
			return errors.New("anonymize: no tokens given")
		}
		r.env.Tokens = func(purpose string) (Tokenizer, error) {
			t, err := tokens(purpose)
			if err == nil && t == nil {
				err = ErrNoKeys
			}
			if err == nil {
				r.tokens = append(r.tokens, t)
			}
			return t, err
		}
		return nil
	}
}

// WithVault gives the Redactor what Reversible stands for: values are kept under the subject and their tokens written. Tokens of the
// vault are left alone.
func WithVault(v Vault, subject string) Option {
	return func(r *Redactor) error {
		if v == nil || subject == "" {
			return errors.New("anonymize: a vault needs a subject, whom the values are about")
		}
		r.env.Vault, r.env.Subject = vaultOperator{vault: v, subject: subject}, subject
		r.tokens = append(r.tokens, v)
		return nil
	}
}

var errNoScanner = errors.New("anonymize: no scanner given")

// NewRedactor checks the policy and binds its operators. It takes a fraction of a millisecond: a Redactor can be made for each subject.
func NewRedactor(s *pii.Scanner, p Policy, opts ...Option) (*Redactor, error) {
	if s == nil {
		return nil, errNoScanner
	}
	r := &Redactor{scan: s.ReportingParts(), known: map[pii.Type]*treatment{}, forms: canonicalForms{byType: map[pii.Type]pii.Canonicalizer{}}}
	for _, o := range opts {
		if o == nil {
			return nil, errors.New("anonymize: an option is nil")
		}
		if err := o(r); err != nil {
			return nil, err
		}
	}
	var err error
	if r.final {
		if err = r.finalize(); err != nil {
			return nil, err
		}
	}
	if r.policy, err = p.bound(r.env); err != nil {
		return nil, err
	}
	if r.final {
		if err = r.checkFinal(); err != nil {
			return nil, err
		}
	}
	if r.settle {
		if err = r.checkSettled(); err != nil {
			return nil, err
		}
	}
	for _, op := range r.policy.operators() {
		if c, ok := op.(Recognizer); ok {
			r.tokens = append(r.tokens, c)
		}
	}
	var found []pii.Type
	for d, types := range s.Detectors() {
		found = append(found, types...)
		if c, ok := d.(pii.Canonicalizer); ok {
			for _, t := range types {
				r.forms.byType[t] = c
			}
		}
		if l, ok := d.(roster); ok {
			r.forms.rosters = append(r.forms.rosters, l)
		}
	}
	if len(found) == 0 {
		return nil, errNoScanner // of no use: a Scanner that NewScanner did not make
	}
	if err = r.policy.checkTypes(found); err != nil {
		return nil, err
	}
	types := append(r.policy.types(), found...)
	for _, t := range types {
		r.known[t] = r.policy.treatment(t)
	}
	r.labels = newLabelList(r.policy, types, r.tokens)
	r.passes = r.newPool()
	return r, nil
}

func (r *Redactor) newPool() *sync.Pool {
	return &sync.Pool{New: func() any {
		p := &pass{r: r, ids: r.identities(nil)}
		p.write = func(e pii.Edit) { p.text.edit(e) }
		return p
	}}
}

// ForKind returns the Redactor for documents of a kind, such as "csv" or "session note", which rules may ask for (Condition.Kind). It
// costs little and shares everything else. If no rule asks, it is the Redactor itself.
func (r *Redactor) ForKind(kind string) *Redactor {
	if kind == r.kind || !slices.ContainsFunc(r.policy.Rules, func(rule Rule) bool { return rule.When.Kind != "" }) {
		return r
	}
	k := *r
	k.kind = kind
	k.passes = k.newPool()
	return &k
}

// Policy returns the policy with its defaults filled in.
func (r *Redactor) Policy() Policy { return r.policy }

// checkTypes refuses rules for types that nothing has: a slip in the name of a type must not pass.
func (p Policy) checkTypes(found []pii.Type) error {
	own := slices.Concat(p.Types, found)
	for _, f := range p.Fields {
		own = append(own, f.Type)
	}
	for i, rule := range p.Rules {
		for _, t := range rule.Types {
			if _, shipped := t.Info(); !shipped && !slices.Contains(own, t) {
				return fmt.Errorf("anonymize: rule %d of policy %q: %s; name a type of your own in Policy.Types", i+1, p.Name, UnknownType(string(t)))
			}
		}
	}
	return nil
}

// types returns the types that ship with Lethe and those that the policy names.
func (p Policy) types() []pii.Type {
	var ts []pii.Type
	for _, i := range pii.Types() {
		ts = append(ts, i.Name)
	}
	for _, rule := range p.Rules {
		ts = append(ts, rule.Types...)
	}
	return ts
}

func (p Policy) treatment(t pii.Type) *treatment {
	return &treatment{rules: p.candidates(t), label: p.label(t), name: p.labelName(t)}
}

func (r *Redactor) treatment(t pii.Type) *treatment {
	if tr := r.known[t]; tr != nil {
		return tr
	}
	return r.policy.treatment(t)
}

// String redacts a document. The text that comes back is safe even if err is not nil: err joins what failed, and each failure was
// replaced by its label.
func (r *Redactor) String(text string) (string, error) {
	out, err := r.document(make([]byte, 0, len(text)+len(text)/8), []byte(text), nil, nil, nil)
	return string(out), err
}

// Append redacts the document b and appends the result to dst, as String does. b is not changed. It allocates nothing when warm if
// dst has room, unless an operator does.
func (r *Redactor) Append(dst, b []byte, m ...pii.Mark) ([]byte, error) {
	return r.document(dst, b, m, nil, nil)
}

// Result is a redacted document with what was done to it.
type Result struct {
	Text  []byte
	Map   *Map
	Stats Stats
}

// Redact redacts a document and reports where everything went.
func (r *Redactor) Redact(b []byte, m ...pii.Mark) (Result, error) {
	var res Result
	rec := &recorder{}
	text, err := r.document(nil, b, m, nil, rec)
	res.Text, res.Stats, res.Map = text, rec.stats, newMap(rec.spans)
	return res, err
}

// recorder gathers what a pass does, for callers that ask.
type recorder struct {
	spans []Span
	stats Stats
}

// output is the redacted text of one document on its way.
type output struct {
	dst, src []byte
	start    int   // where in dst the document begins
	at       int64 // how much of src is in dst
	rec      *recorder
}

func (o *output) edit(e pii.Edit) {
	o.dst = append(o.dst, o.src[o.at:e.Start]...)
	if o.rec != nil {
		at := int64(len(o.dst) - o.start)
		o.rec.spans = append(o.rec.spans, Span{Start: e.Start, End: e.End, OutStart: at, OutEnd: at + int64(len(e.New))})
	}
	o.dst = append(o.dst, e.New...)
	o.at = e.End
}

// document redacts one input held in memory, again until nothing changes if that is asked for.
func (r *Redactor) document(dst, b []byte, m []pii.Mark, s *Session, rec *recorder) ([]byte, error) {
	if !r.settle {
		return r.once(dst, b, m, s, rec)
	}
	if s == nil {
		s = r.NewSession() // numbers go on from pass to pass
	}
	start := len(dst)
	dst, err := r.once(dst, b, m, s, rec)
	return r.settled(dst, start, s, rec, err)
}

// once redacts an input.
func (r *Redactor) once(dst, b []byte, m []pii.Mark, s *Session, rec *recorder) ([]byte, error) {
	p := r.begin(s)
	defer r.end(p)
	p.text = output{dst: dst, src: b, start: len(dst), rec: rec}
	p.findings(b, m, p.write)
	dst = append(p.text.dst, b[p.text.at:]...)
	if rec != nil {
		rec.stats = p.stats.clone()
	}
	return dst, p.fails.err()
}

func (r *Redactor) begin(s *Session) *pass {
	p := r.passes.Get().(*pass)
	p.ids.session = s
	return p
}

func (r *Redactor) end(p *pass) {
	p.ids.reset()
	p.ids.session = nil
	p.stats.reset()
	p.fails = failures{}
	p.last = lastWhole{}
	p.op, p.marks, p.text = nil, nil, output{}
	r.passes.Put(p)
}
