package detectors

import (
	"bytes"
	"hash/crc32"
	"strings"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// APIKey finds keys and tokens of services by prefix, length and alphabet (the table keyForms; GitHub's also by their CRC-32
// where the length allows it), JSON web tokens (RFC 7519: three base64url parts, the first a JSON object), and values of high entropy
// behind a label such as "api_key", "secret" or "token", whatever a setting in capitals such as "JWT_SECRET=" is given, and
// long random text behind a key that ends with "key" ("MAPS_KEY=").
//
// Refused: placeholders ("xxxx", "your-key-here", "${TOKEN}"), hashes and UUIDs without a label, values of low entropy. Cost: constant
// for each run of 16 bytes and each label.
func APIKey() pii.Detector { return apiKeyDetector{} }

type apiKeyDetector struct{}

// keyForm is one family of keys: the prefix, then min to max bytes of the alphabet.
type keyForm struct {
	prefix   string
	min, max int
	alphabet keyAlphabet
	rule     *pii.Rule
}

type keyAlphabet uint8

const (
	base64URL keyAlphabet = iota // letters, digits, "_" and "-"
	letters62                    // letters and digits
	upper36                      // capitals and digits
	hexDigits                    // hexadecimal
	dottedKey                    // base64URL and "."
	githubSum                    // letters62; the last six are the CRC-32 in base 62
)

func form(name, prefix string, min, max int, a keyAlphabet) keyForm {
	r := &pii.Rule{Detector: "api key", Name: name}
	if a == githubSum {
		r.Source = "GitHub, token format"
	}
	return keyForm{prefix, min, max, a, r}
}

var keyFormsValue lazy.Value[[256][]keyForm]

func keyForms() [256][]keyForm { return keyFormsValue.Get(makeKeyForms) }

func makeKeyForms() [256][]keyForm {
	var t [256][]keyForm
	for _, f := range []keyForm{
		form("aws access key", "AKIA", 16, 16, upper36), form("aws temporary key", "ASIA", 16, 16, upper36), form("aws service token", "ABIA", 16, 16, upper36),
		form("aws context", "ACCA", 16, 16, upper36), form("github personal", "ghp_", 36, 36, githubSum), form("github oauth", "gho_", 36, 36, githubSum),
		form("github user", "ghu_", 36, 36, githubSum), form("github server", "ghs_", 36, 36, githubSum), form("github refresh", "ghr_", 36, 76, letters62),
		form("github fine-grained", "github_pat_", 40, 90, base64URL), form("gitlab personal", "glpat-", 20, 64, dottedKey),
		form("gitlab deploy", "gldt-", 20, 64, base64URL), form("gitlab runner", "glrt-", 20, 64, dottedKey), form("gitlab pipeline", "glptt-", 20, 64, base64URL),
		form("slack bot", "xoxb-", 20, 120, base64URL), form("slack user", "xoxp-", 20, 160, base64URL), form("slack app", "xapp-", 20, 160, base64URL),
		form("slack refresh", "xoxe-", 20, 200, base64URL), form("slack legacy", "xoxa-", 20, 120, base64URL), form("slack session", "xoxs-", 20, 120, base64URL),
		form("stripe live", "sk_live_", 16, 120, letters62), form("stripe test", "sk_test_", 16, 120, letters62), form("stripe restricted", "rk_live_", 16, 120, letters62),
		form("stripe restricted test", "rk_test_", 16, 120, letters62), form("stripe publishable", "pk_live_", 16, 120, letters62),
		form("stripe webhook", "whsec_", 24, 80, letters62), form("openai project", "sk-proj-", 24, 200, base64URL), form("anthropic", "sk-ant-", 24, 140, base64URL),
		form("openrouter", "sk-or-v1-", 40, 80, hexDigits), form("openai service", "sk-svcacct-", 24, 200, base64URL), form("openai", "sk-", 32, 64, letters62),
		form("google api", "AIza", 35, 35, base64URL), form("google client secret", "GOCSPX-", 28, 28, base64URL), form("google oauth", "ya29", 24, 240, dottedKey),
		form("sendgrid", "SG.", 40, 80, dottedKey), form("mailgun", "key-", 32, 32, hexDigits), form("mailchimp", "md-", 22, 22, base64URL),
		form("npm", "npm_", 36, 36, letters62), form("pypi", "pypi-", 50, 240, base64URL), form("hugging face", "hf_", 30, 44, letters62),
		form("digitalocean", "dop_v1_", 64, 64, hexDigits), form("digitalocean oauth", "doo_v1_", 64, 64, hexDigits), form("shopify", "shpat_", 32, 32, hexDigits),
		form("shopify custom", "shpca_", 32, 32, hexDigits), form("shopify private", "shppa_", 32, 32, hexDigits), form("shopify secret", "shpss_", 32, 32, hexDigits),
		form("square", "sq0atp-", 22, 22, base64URL), form("square secret", "sq0csp-", 43, 43, base64URL), form("square access", "EAAA", 56, 64, base64URL),
		form("twilio account", "AC", 32, 32, hexDigits), form("twilio key", "SK", 32, 32, hexDigits), form("linear", "lin_api_", 40, 40, letters62),
		form("notion", "ntn_", 40, 50, letters62), form("notion", "secret_", 43, 43, letters62), form("figma", "figd_", 36, 60, base64URL),
		form("postman", "PMAK-", 40, 64, base64URL), form("grafana", "glsa_", 36, 48, base64URL), form("grafana cloud", "glc_", 32, 200, base64URL),
		form("docker", "dckr_pat_", 24, 40, base64URL), form("vault", "hvs.", 24, 120, base64URL), form("vault batch", "hvb.", 80, 240, base64URL),
		form("terraform", "atlasv1.", 60, 80, base64URL), form("databricks", "dapi", 32, 34, hexDigits), form("planetscale", "pscale_tkn_", 32, 64, dottedKey),
		form("pulumi", "pul-", 40, 40, hexDigits), form("rubygems", "rubygems_", 48, 48, hexDigits), form("new relic", "NRAK-", 27, 27, letters62),
		form("sentry", "sntrys_", 40, 200, base64URL), form("supabase", "sbp_", 40, 40, hexDigits), form("airtable", "pat", 60, 90, dottedKey),
		form("atlassian", "ATATT3", 60, 240, base64URL), form("brevo", "xkeysib-", 64, 90, base64URL), form("doppler", "dp.pt.", 40, 48, letters62),
		form("groq", "gsk_", 48, 56, letters62), form("replicate", "r8_", 37, 37, letters62), form("telegram", "bot", 40, 60, base64URL),
		form("xai", "xai-", 70, 90, letters62), form("perplexity", "pplx-", 40, 64, letters62), form("age", "AGE-SECRET-KEY-1", 58, 58, upper36),
	} {
		t[f.prefix[0]] = append(t[f.prefix[0]], f)
	}
	return t
}

var apiKeyLabelsValue lazy.Value[*pii.LabelSet]

func apiKeyLabels() *pii.LabelSet { return apiKeyLabelsValue.Get(makeApiKeyLabels) }

func makeApiKeyLabels() *pii.LabelSet {
	ls := labels("", 0, "api key", "apikey", "api secret", "secret", "secret key", "access token", "access key", "auth token", "token", "client secret",
		"bearer", "aws secret access key", "secret access key", "private token", "refresh token", "x api key", "signing key", "encryption key", "webhook secret",
		"app secret", "consumer secret", "api token", "api schlüssel", "clé api", "clé secrète", "clave api", "clave de api", "chiave api", "chave api", "chave de api", "api sleutel", "api nyckel", "api nøgle", "api nøkkel", "klucz api", "master key", "account key",
		"authorization bearer", "secret key base", "app key")
	for i := range ls {
		if ls[i].Bare = true; strings.Contains(ls[i].Text, " ") {
			ls[i].ID = secretKey
		}
	}
	ls = append(labels("", secretKey, before(secretOwners, "secret", "secret key", "token")...), ls...)
	ls = append(ls, labels("", secretKey, before([]string{"otp", "totp", "hotp", "mfa", "2fa", "tfa", "authenticator"}, "seed", "key")...)...)
	ls = append(ls, labels("", secretKey, before([]string{"jwt", "session", "cookie", "hmac", "server", "service", "auth", "ssh", "private", "shared", "pre shared"}, "key")...)...)
	ls = append(ls, pii.Label{Text: "key", ID: namedKey})
	return pii.NewLabels(ls...)
}

const (
	secretKey = iota + 1 // a key that names a secret and nothing else
	namedKey             // the last word of a setting, MAPS_KEY
)

func (apiKeyDetector) Spec() pii.Spec {
	return pii.Spec{Name: "api key", Types: []pii.Type{pii.APIKey, pii.JWT}, Reach: pii.Reach{Behind: 512, Ahead: 4096},
		Wants: []pii.Want{pii.OnLong(16), pii.OnLabel()}, Labels: apiKeyLabels()}
}

var (
	ruleJWT       = &pii.Rule{Detector: "api key", Name: "jwt", Validator: "structure", Source: "RFC 7519"}
	ruleSecret    = &pii.Rule{Detector: "api key", Name: "label and entropy"}
	ruleAssigned  = &pii.Rule{Detector: "api key", Name: "assignment"}
	ruleAWSSecret = &pii.Rule{Detector: "api key", Name: "aws secret access key"}
	ruleChecksum  = &pii.Rule{Detector: "api key", Name: "github", Validator: "crc-32", Source: "GitHub, token format"}
)

func (apiKeyDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	b := s.Text
	forms := keyForms()
	until := 0
	for _, a := range at {
		p := a.Start
		if a.Want == 1 {
			p = a.Value
		}
		if p < until {
			continue
		}
		if a.Want == 1 {
			if apiKeyLabels().Labels()[a.ID].ID == namedKey {
				if end := settingKey(s, a); end > 0 {
					dst = append(dst, labelled(s.Found(p, end, pii.APIKey, 0.75, ruleAssigned)))
				}
				continue
			}
			if from, to := assignedSecret(b, a); to > 0 {
				dst = append(dst, labelled(s.Found(from, to, pii.APIKey, 0.75, ruleAssigned)))
				continue
			}
			if end := fieldSecret(s, a); end > 0 {
				dst = append(dst, labelled(s.Found(p, end, pii.APIKey, 0.75, ruleAssigned)))
				continue
			}
			end := secretEnd(b, p)
			least, kinds, figures := 3.0, 2, 0
			if l := apiKeyLabels().Labels()[a.ID].Text; !s.MarkedLabel(a) && l != "bearer" && l != "authorization bearer" {
				least, kinds, figures = 3.5, 3, 3 // "secret wJalr…": a word of a sentence has no figures and capitals
				if end-p == 40 {
					figures = 1
				}
			}
			if v := b[p:end]; end-p >= 16 && end-p <= 512 && !wordBefore(b, p) && !placeholder(v) && !codeLike(v) && entropy(v) >= least && classes(v) >= kinds && hasDigits(v, figures) && !dateLike(v) && !pathLike(v) {
				dst = append(dst, labelled(s.Found(p, end, pii.APIKey, 0.8, ruleSecret)))
			}
			continue
		}
		if end := jwt(b, p); end > 0 {
			dst = append(dst, s.Found(p, end, pii.JWT, 0.98, ruleJWT))
			until = end
			continue
		}
		// a key's first part may end with a dot before the run
		for p > 0 && a.Start-p < 8 && (alnum(b[p-1]) || b[p-1] == '.' || b[p-1] == '_') {
			p--
		}
		for _, q := range [...]int{a.Start, p} {
			end, f := matchKey(forms[b[q]], b, q)
			if end == 0 || placeholder(b[q:end]) || entropy(b[q+len(f.prefix):end]) < 2.5 {
				continue
			}
			rule := f.rule
			if f.alphabet == githubSum && checksum62(b[q:end]) {
				rule = ruleChecksum
			}
			dst = append(dst, s.Found(q, end, pii.APIKey, 0.93, rule))
			until = end
			if f.alphabet == upper36 {
				if from, to := awsSecret(b, end); to > 0 {
					dst = append(dst, s.Found(from, to, pii.APIKey, 0.85, ruleAWSSecret))
				}
			}
			break
		}
	}
	return dst
}

// assignedSecret returns the value of a setting in capitals whose label says that it is secret, of eight bytes or more, words too:
// "JWT_SECRET=correct-horse-battery-staple", also behind ": " and " = "; to is 0 if there is none.
func assignedSecret(b []byte, a pii.Anchor) (from, to int) {
	key, gap := b[a.Start:a.End], string(bytes.Trim(b[a.End:a.Value], " \"'"))
	joined := a.Start > 0 && b[a.Start-1] == '_' || bytes.IndexByte(key, '_') > 0
	if gap != "=" && gap != ":" || !joined && b[a.End] != '=' || !bytes.Contains(key, []byte("SECRET")) && !bytes.HasSuffix(key, []byte("_KEY")) {
		return 0, 0
	}
	for _, c := range key {
		if !lex.IsUpper(c) && c != '_' {
			return 0, 0
		}
	}
	from, to = a.Value, a.Value
	end := byte(' ')
	if b[from-1] == '"' || b[from-1] == '\'' {
		end = b[from-1]
	}
	for to < len(b) && to-from < maxAssigned && b[to] >= ' ' && b[to] != end && (end != ' ' || b[to] != '"' && b[to] != '\'') {
		to++
	}
	v := b[from:to]
	if len(v) < 8 || len(v) == maxAssigned || placeholder(v) || codeLike(v) || pathLike(v) {
		return 0, 0
	}
	return from, to
}

// fieldSecret returns the end of a field whose key names a secret, "mfa_secret", and that is one word with a figure or a sign; 0 if it is another.
func fieldSecret(s *pii.Segment, a pii.Anchor) int {
	if a.Start < a.End || apiKeyLabels().Labels()[a.ID].ID != secretKey {
		return 0
	}
	end := passwordEnd(s.Text, a.Value)
	v := s.Text[a.Value:end]
	if len(v) < 6 || len(v) > 128 || end < len(s.Text) && s.Text[end] >= ' ' && s.Text[end] != '"' || placeholder(v) || codeLike(v) || dateLike(v) || pathLike(v) || !hasDigits(v, 1) && !oddSign(v) {
		return 0
	}
	return end
}

const maxAssigned = 512 // bytes of a secret that is assigned

// awsSecret reads the secret of 40 base64 digits that stands right behind its key, as in a table of credentials; to is 0 if there is none.
func awsSecret(b []byte, p int) (from, to int) {
	for from = p; from < len(b) && from-p < 4 && bytes.IndexByte([]byte(" ,;:|/\t\r\n\"'"), b[from]) >= 0; from++ {
	}
	for to = from; to < len(b) && to-from <= 40 && (alnum(b[to]) || b[to] == '+' || b[to] == '/'); to++ {
	}
	if to-from != 40 || from == p || classes(b[from:to]) < 3 || entropy(b[from:to]) < 3.5 {
		return 0, 0
	}
	return from, to
}

// matchKey returns the end of the key at p of one of forms.
func matchKey(forms []keyForm, b []byte, p int) (end int, f *keyForm) {
	if wordBefore(b, p) {
		return 0, nil
	}
	for i := range forms {
		f := &forms[i]
		if len(b)-p < len(f.prefix)+f.min || string(b[p:p+len(f.prefix)]) != f.prefix {
			continue
		}
		q := p + len(f.prefix)
		for q < len(b) && q-p <= len(f.prefix)+f.max && f.alphabet.has(b[q]) {
			q++
		}
		for q > p && (b[q-1] == '.' || b[q-1] == '-') {
			q--
		}
		if n := q - p - len(f.prefix); n < f.min || n > f.max || wordAfter(b, q) || q < len(b) && b[q] == '_' {
			continue
		}
		if classes(b[p+len(f.prefix):q]) < 2 && f.alphabet != upper36 {
			continue
		}
		return q, f
	}
	return 0, nil
}

func (a keyAlphabet) has(c byte) bool {
	switch a {
	case upper36:
		return lex.IsUpper(c) || lex.IsDigit(c)
	case hexDigits:
		return isHex(c)
	case letters62, githubSum:
		return alnum(c)
	case dottedKey:
		return alnum(c) || c == '_' || c == '-' || c == '.'
	}
	return alnum(c) || c == '_' || c == '-'
}

// checksum62 reports whether the last six bytes of a token are the CRC-32 of the bytes behind its prefix, in base 62.
func checksum62(v []byte) bool {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	n := len(v)
	if n < 12 {
		return false
	}
	sum := crc32.ChecksumIEEE(v[4 : n-6])
	for i := n - 1; i >= n-6; i-- {
		if v[i] != digits[sum%62] {
			return false
		}
		sum /= 62
	}
	return sum == 0
}

// jwt returns the end of the JSON web token at p, or 0.
func jwt(b []byte, p int) int {
	if len(b)-p < 32 || b[p] != 'e' || b[p+1] != 'y' || wordBefore(b, p) {
		return 0
	}
	q := p
	for part := range 3 {
		from := q
		for q < len(b) && q-p < 4000 && base64URL.has(b[q]) {
			q++
		}
		if q-from < 8 && part < 2 || part == 1 && b[from] != 'e' {
			return 0
		}
		if part < 2 {
			if q >= len(b) || b[q] != '.' {
				return 0
			}
			q++
		}
	}
	return q
}
