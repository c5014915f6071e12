package detectors

import (
	"bytes"
	"strings"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
)

// phoneContext is what the words before a number say about it.
type phoneContext struct {
	label bool // a label of ours stands right before
	near  bool // a word for telephones stands shortly before
	other bool // a word for other numbers stands right before
}

var (
	phoneNear = [...]string{"phone", "telephone", "tel", "mobile", "cell", "cellphone", "call", "dial", "text", "ring", "reach", "voicemail", "callback", "fax", "whatsapp",
		"telefon", "telefonnummer", "handy", "handynummer", "mobil", "rufnummer", "anrufen", "erreichen", "erreichbar", "téléphone", "tél", "portable",
		"appeler", "appelez", "joindre", "teléfono", "telefono", "móvil", "celular", "llamar", "llámame", "contact", "zelle", "venmo", "sms", "signal", "texted", "dialler", "dialer", "reception", "bookings", "hotline", "helpline", "landline", "line", "switchboard",
		"telemóvel", "telefone", "ligue", "ringer", "cellulare", "telefono", "chiamare", "richiami", "richiamare", "richiamami", "rappelez", "rappeler", "rückruf", "zurückrufen", "terugbellen", "devuelva", "llamen", "llame", "llámenos", "llama", "marque", "chiami", "chiamate", "telefonare", "contactez", "appelle", "zadzwoń", "dzwonić", "dzwoń", "ringa", "ringen", "belt", "ligar", "bellen", "telefoonnummer", "telefoon", "mobiel"}
	phoneOther = [...]string{"order", "case", "invoice", "ref", "reference", "ticket", "account", "acct", "isbn", "issn", "id", "sku", "serial", "policy", "claim", "member",
		"tracking", "version", "mrn", "nhs", "ssn", "social", "security", "passport", "licence", "license", "iban", "bic", "sort",
		"bestellnummer", "rechnungsnummer", "kundennummer", "aktenzeichen", "vorgangsnummer", "konto", "kontonummer", "blz", "steuer", "rechnung", "facture",
		"commande", "dossier", "pedido", "factura", "expediente", "cuenta", "dni", "siret", "vat", "ust", "iva", "partita", "siren", "ean", "gtin", "doi", "pmid", "article",
		"item", "part", "model", "batch", "lot", "timestamp", "hash", "commit", "build", "rev", "revision", "error", "code", "card", "nie", "bsn", "nir", "npi",
		"historia", "nass", "col", "nºcol", "rz", "az", "colegiado", "nº", "cpt", "icd", "lat", "lon", "lng", "latitude", "longitude", "prescription", "rx", "confirmation", "booking", "registration", "flight", "badge", "port", "pid", "amount", "total", "price", "grid", "routing", "aba", "transit", "po", "purchase", "meter", "tfn", "sin", "medicare", "aadhaar", "abn", "pin", "employee", "student", "contract", "parcel", "consignment", "barcode", "upc", "ird", "notice", "zählernummer", "contador"}
)

// phoneWord says what a word means before a number.
type phoneWord uint8

const (
	nearWord   phoneWord = 1 << iota // of telephones
	otherWord                        // of other numbers
	numberWord                       // "number"
	ownerWord                        // people whose number is no telephone number: "customer number"
	codeWord
	portWord // port. is short for portable
)

var hashArea, hashCode = lex.HashString("area"), lex.HashString("code")

var phoneWordsValue lazy.Value[*lex.Dict[phoneWord]]

// phoneWords are the words that count before a number, in one table, since most words are none of them.
func phoneWords() *lex.Dict[phoneWord] { return phoneWordsValue.Get(makePhoneWords) }

func makePhoneWords() *lex.Dict[phoneWord] {
	d := new(lex.Dict[phoneWord])
	d.Reserve(512)
	for _, row := range [...]struct {
		w     phoneWord
		words []string
	}{
		{nearWord, phoneNear[:]}, {otherWord, phoneOther[:]}, {numberWord, []string{"number", "nummer", "numéro", "número", "numero"}},
		{ownerWord, []string{"patient", "customer", "client"}}, {codeWord, []string{"code"}}, {portWord, []string{"port"}},
	} {
		for _, text := range row.words {
			*d.At(lex.HashString(text)) |= row.w
		}
	}
	return d
}

// phoneWordAt returns what token i means.
func (r *phoneReader) phoneWordAt(i int) phoneWord {
	if w := phoneWords().Get(r.ts[i].Hash); w != nil {
		return *w
	}
	return 0
}

// at has the context read at position p when it is first asked for. labelled says that the number follows a labelled one.
func (r *phoneReader) at(p int, labelled bool) { r.ctxAt, r.ctxKnown, r.follows = p, false, labelled }

// given sets the context.
func (r *phoneReader) given(c phoneContext) { r.ctx, r.ctxKnown = c, true }

// context returns what the words before the number say.
func (r *phoneReader) context() *phoneContext {
	if !r.ctxKnown {
		r.given(r.readContext(r.ctxAt))
		r.ctx.label = r.ctx.label || r.follows
	}
	return &r.ctx
}

// readContext reads the words before position p, those of the same line and the line before.
func (r *phoneReader) readContext(p int) (c phoneContext) {
	l, ok := r.s.LabelBefore(phoneLabels(), p)
	c.label = ok
	k := r.s.TokenAt(p) - 1
	if c.label && k >= 0 && r.ts[k].Len() == 1 && int(r.ts[k].End) < len(r.b) && r.b[r.ts[k].End] != ':' && r.b[r.ts[k].End] != '.' && r.b[r.ts[k].End] != ')' {
		c.label = false
	}
	number, behind := false, -1 // behind is the first figure behind the words that are read
	for i := k; i >= 0 && i > k-8 && p-int(r.ts[i].End) < 72; i-- {
		if r.ts[i].Flags&lex.HasDigit != 0 {
			if bytes.IndexByte(r.b[r.ts[i].End:p], '\n') >= 0 {
				break // a line with a number of its own
			}
			behind = i
		}
		w := r.phoneWordAt(i)
		if w == 0 {
			continue
		}
		if area := w&codeWord != 0 && i > 0 && r.ts[i-1].Hash == hashArea; area || w&numberWord != 0 && i > 0 && r.phoneWordAt(i-1)&(otherWord|ownerWord) != 0 {
			c.other = !area && !c.near && !r.spent(behind, p)
			c.near = c.near || area
			break
		}
		if w&portWord != 0 && int(r.ts[i].End) < len(r.b) && r.b[r.ts[i].End] == '.' {
			c.near = true // portable
			continue
		}
		if i > k-4 && w&otherWord != 0 && (i == k || r.ts[k].Flags&lex.HasDigit != 0 || bytes.IndexByte(r.b[r.ts[i].End:r.ts[k].Start], ',') < 0 && r.b[r.ts[k].End] != ',') {
			c.other = !c.near && !r.spent(behind, p)
			break
		}
		c.near = c.near || w&nearWord != 0
		number = number || w&numberWord != 0
	}
	c.near = c.near || number && !c.other
	if c.other && (strings.HasPrefix(l.Text, "num") || strings.HasPrefix(l.Text, "núm")) {
		c.label = false // "prescription number is"
	}
	c.label = c.label || dialled(r.b, p)
	return c
}

// spent reports that the words before token k, a figure, name the number that begins there and not the one at p: "NHS 999 166 2154, 07700 …". A list of
// numbers in one grouping has one name.
func (r *phoneReader) spent(k, p int) bool {
	if k < 0 {
		return false
	}
	before, digits := r.grouping(k, p)
	at, _ := r.grouping(r.s.TokenAt(p), len(r.b))
	return digits > 3 && before != at
}

// grouping returns the lengths of the groups of the number that begins at token k, five bits each, and how many digits of it stand before p. Few
// figures among letters, "1Z", are a piece of something longer.
func (r *phoneReader) grouping(k, p int) (g uint64, digits int) {
	for end := k + 8; k < min(end, len(r.ts)) && r.ts[k].Flags&lex.HasDigit != 0 && (r.ts[k].Flags.AllDigits() || r.ts[k].Len() > 3); k++ {
		if int(r.ts[k].Start) < p {
			digits += r.ts[k].Len()
		}
		g = g<<5 | uint64(min(r.ts[k].Len(), 31))
		if e := int(r.ts[k].End); k+1 == len(r.ts) || int(r.ts[k+1].Start) != e+1 || r.b[e] == ',' || r.b[e] == ';' || r.b[e] == '\n' {
			break
		}
	}
	return g, digits
}
