package detectors

import (
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// sentCode returns a code around the word "code" or its kin, whose anchor is a: "key box code is 7C41", "the code for the gate is 4471",
// "Code 884201 is your login code", "Use G-551027 to verify your account". to is 0 if there is none. A number behind
// "code" alone says nothing: words of a place that it opens or of a check must be near.
func sentCode(s *pii.Segment, a pii.Anchor) (from, to int) {
	ts, b := s.Tokens(), s.Text
	k := s.TokenAt(a.Start)
	if a.Start == a.End || k >= len(ts) {
		return 0, 0
	}
	opens := k > 0 && opened().Has(ts[k-1].Hash) && ts[k].Start-ts[k-1].End == 1
	p := pastArticle(s, a.Value)
	if q, n := behindComplement(s, k); q > 0 {
		p, opens = q, n
	}
	if p < a.End || p >= len(b) || b[p] == '\n' || !alnum(b[p]) || b[a.End] == '=' {
		return 0, 0
	}
	end, spoke := accessCode(s, p, 4, 8)
	if opens && end == 0 {
		end, spoke = accessCode(s, p, 3, 8)
	}
	if end == 0 || spoke && !opens {
		return 0, 0
	}
	if !opens && !checked(s, k) {
		return 0, 0
	}
	return p, end
}

// codeBefore returns the code of "551027 is your Fernpay login code", whose last word has the anchor a; to is 0 if there is none.
func codeBefore(s *pii.Segment, a pii.Anchor) (from, to int) {
	ts := s.Tokens()
	k := s.TokenAt(a.Start)
	for j := k - 1; j > 1 && j > k-6 && ts[j].Flags&lex.HasDigit == 0; j-- {
		if yours().Has(ts[j].Hash) && saysIs().Has(ts[j-1].Hash) {
			return figuresAt(s, j-2)
		}
	}
	return 0, 0
}

// behindComplement returns where the value begins behind "code for the gate is", whose word "code" is token k, and whether it opens something;
// at is 0 if the sentence is none such.
func behindComplement(s *pii.Segment, k int) (at int, opens bool) {
	ts, b := s.Tokens(), s.Text
	if k+2 >= len(ts) || !passwordJoins().Has(ts[k+1].Hash) && !genitives().Has(ts[k+1].Hash) {
		return 0, false
	}
	for j := k + 2; j < len(ts) && j < k+8 && string(b[ts[j-1].End:ts[j].Start]) == " "; j++ {
		if saysIs().Has(ts[j].Hash) && int(ts[j].End)+1 < len(b) {
			return int(ts[j].End) + 1, opens
		}
		opens = opens || opened().Has(ts[j].Hash)
	}
	return 0, false
}

// figuresAt returns the bounds of four to eight figures at token k, "G-" before them included; to is 0 if there are none.
func figuresAt(s *pii.Segment, k int) (from, to int) {
	t := s.Tokens()[k]
	if !t.Flags.AllDigits() || t.Len() < 4 || t.Len() > 8 {
		return 0, 0
	}
	from = int(t.Start)
	if from > 1 && s.Text[from-1] == '-' && lex.IsUpper(s.Text[from-2]) {
		from -= 2
	}
	if wordBefore(s.Text, from) || from > 0 && (s.Text[from-1] == '.' || s.Text[from-1] == ',' || s.Text[from-1] == '-') {
		return 0, 0
	}
	return from, int(t.End)
}

// checked reports a word for logging in or for a proof near token k.
func checked(s *pii.Segment, k int) bool {
	ts := s.Tokens()
	for j := max(0, k-8); j < len(ts) && j < k+16; j++ {
		if checks().Has(ts[j].Hash) {
			return true
		}
	}
	return false
}

var openedValue, checksValue, yoursValue, genitivesValue lazy.Value[*lex.Set]

// genitives begin what a German code belongs to: "die PIN meiner Karte ist 4471".
func genitives() *lex.Set { return genitivesValue.Get(makeGenitives) }

func makeGenitives() *lex.Set { return lex.NewSet("meiner", "meines", "der", "des", "deiner", "ihrer") }

// opened are what a code opens.
func opened() *lex.Set { return openedValue.Get(makeOpened) }

func makeOpened() *lex.Set {
	return lex.NewSet("door", "gate", "alarm", "entry", "key", "box", "keybox", "lockbox", "safe", "keypad", "garage", "building", "house", "flat", "gym", "locker", "lock", "shed", "bike", "barrier", "entrance", "lobby", "office", "place",
		"front", "unlock", "tablet", "phone", "ipad", "burglar", "storage", "elevator", "lift", "parking", "tür", "haustür", "tor", "tresor", "garage", "porte", "portail", "immeuble", "coffre", "puerta", "portal", "garaje", "porta",
		"cancello", "deur", "poort", "kluis")
}

func checks() *lex.Set { return checksValue.Get(makeChecks) }

func makeChecks() *lex.Set {
	return lex.NewSet("verify", "verification", "otp", "passcode", "authenticate", "authentication", "authenticator", "login", "signin", "reset", "2fa", "mfa", "share", "expires", "bestätigen", "bestätigung", "anmeldung", "gültig", "einloggen",
		"vérifier", "vérification", "connexion", "validez", "verificar", "verificación", "verifica", "accesso", "verificatie", "inloggen", "log", "confirm", "bestätigungscode")
}

func yours() *lex.Set { return yoursValue.Get(makeYours) }

func makeYours() *lex.Set {
	return lex.NewSet("your", "ihr", "dein", "votre", "ton", "tu", "su", "tuo", "uw", "je")
}
