package detectors

import (
	"bytes"
	"strings"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// Columns finds the values of tables in plain text, whose header says what they are: lines with ",", ";", a tab or "|" between cells
// ("id;name;phone;dob"), in English, German, French, Spanish, Italian and Dutch. The header needs three cells, two of which name a
// type; values must have the type's form. The names of columns in an SQL INSERT count too. A column "id" counts if the table also names people. Rows are read up to the end of the
// segment that holds the header. Files that a codec reads as tables need it not: their cells carry the header's name. Cost: linear in
// the table.
func Columns() pii.Detector { return columnsDetector{} }

type columnsDetector struct{}

type columnKind uint8

const (
	noColumn     columnKind = iota
	columnID                // of whatever the table lists
	columnPerson            // whatever has a name
	columnNamed             // people, by a part of their name
	columnClient
	columnMRN
	columnPolicy
	columnInvoice
	columnCase
	columnBirth
	columnPostal
	columnPhone
	columnUser
	columnPassword
	columnSSN
	columnAccount
	columnStreet
	columnHouse     // the number of a house or flat
	columnExtension // an inner telephone number
	columnAge
	columnCVV
	columnPassport
	columnDriving
	columnNational
	columnTax
	columnLicence
	columnPlate
	columnVIN
	columnOther // known, read by another detector
)

var columnTypes = map[columnKind]pii.Type{
	columnID: pii.ClientID, columnNamed: pii.Person, columnClient: pii.ClientID, columnMRN: pii.MRN, columnPolicy: pii.PolicyID, columnInvoice: pii.InvoiceID, columnCase: pii.CaseID,
	columnBirth: pii.DateOfBirth, columnPostal: pii.PostalCode, columnPhone: pii.Phone, columnUser: pii.Username, columnPassword: pii.Password, columnSSN: pii.USSSN,
	columnAccount: pii.BankAccount, columnStreet: pii.Address, columnHouse: pii.Address, columnExtension: pii.Phone, columnAge: pii.Age, columnCVV: pii.CVV,
	columnPassport: pii.Passport, columnDriving: pii.DrivingLicence, columnNational: pii.NationalID, columnTax: pii.TaxID, columnLicence: pii.LicenceID,
	columnPlate: pii.VehiclePlate, columnVIN: pii.VIN,
}

var columnNames = [...]struct {
	kind  columnKind
	names string
}{
	{columnID, "id|nr|no|#"},
	{columnPassport, "passport|passport no|passport number|reisepass|reisepassnummer|passeport|pasaporte|passaporto|paspoort|paspoortnummer"},
	{columnDriving, "driving licence|driving license|driver license|drivers license|driving licence no|driver license number|drivers license number|führerschein|führerscheinnummer|permis|permiso de conducir|patente|rijbewijs"},
	{columnNational, "national id|id card|id card no|identity card|personalausweis|ausweisnummer|cni|pesel|ahv nummer|ppsn"},
	{columnTax, "tax id|tax number|tin|ein|vat|vat no|vat number|vat id|steuernummer|ust id|ustid|siret|siren|nif|cif|partita iva|btw nummer|nip"},
	{columnLicence, "licence no|license no|license number|licence number|certificate no|npi|dea number|lanr"},
	{columnPlate, "licence plate|license plate|number plate|plate|vehicle reg|registration plate|kennzeichen|immatriculation|matrícula|targa|kenteken"},
	{columnVIN, "vin|fahrgestellnummer|fin|bastidor|telaio|chassisnummer"},
	{columnPerson, "first|last|given|family|name|customer name|nom|nombre|nome|naam|kunde|kundenname"},
	{columnNamed, "full name|first name|last name|surname|firstname|lastname|forename|given name|family name|patient name|vorname|nachname|prénom|apellidos|apellido|cognome|voornaam|achternaam"},
	{columnClient, "emp id|emp no|emp nr|emp number|pers nr|pers no|ma nr|insurance member id|customer id|client id|patient id|member id|member no|member number|membership no|membership number|policyholder id|customer no|customer number|client no|employee id|employee no|employee number|user no|student id|account ref|kundennummer|kunden nr|kd nr|patientennummer|personalnummer|mitgliedsnummer|numéro client|n client|número de cliente|id cliente|codice cliente|klantnummer|subscriber id|person id|matricule|matricola|lidnr|lidnummer|legajo|klantnr|personeelsnummer|personeelsnr|medewerkernr|nr klienta|numer klienta|id klienta|código cliente|codigo cliente|nº socio|id paciente|kundennr|kundenid|mitgliedsnr|personalnr|n adhérent|codice paziente"},
	{columnMRN, "mrn|medical record number|medical record no|hospital number|chart no|nhc|ipp"},
	{columnPolicy, "nº afiliación|nº afiliación s s|n afiliación|nº seguridad social|nº de la seguridad social|número de la seguridad social|nuss|policy number|policy no|policy id|policy|insurance id|insurance number|contract no|vertragsnummer|policennummer|numéro de contrat|póliza|polisnummer|polizza"},
	{columnInvoice, "invoice|invoice no|invoice number|invoice id|rechnungsnummer|rechnung nr|facture|factura|fattura|factuurnummer"},
	{columnCase, "case id|case number|case no|ticket|ticket id|claim id|claim no|claim number|aktenzeichen|expediente|dossier"},
	{columnBirth, "dob|date of birth|birth date|birthdate|birthday|geburtsdatum|geburtstag|geb|date de naissance|fecha de nacimiento|data di nascita|geboortedatum|born|date naissance|ddn|fecha nacimiento|fecha nac|fnac|data nascita|data nascimento|data de nascimento|nascimento|dt nascimento|dt nasc|geb datum|data urodzenia"},
	{columnPostal, "zip|zip code|zipcode|postcode|post code|postal code|plz|postleitzahl|code postal|cp|código postal|codigo postal|cod postal|cap|cep|kod pocztowy"},
	{columnPhone, "phone|phone number|phone no|mobile|mobile number|tel|telephone|cell|telefon|handy|mobil|telefonnummer|téléphone|portable|teléfono|móvil|telefono|cellulare|telefoon|mobiel|contact number|telemóvel|telemovel|telefone|celular|numer telefonu|nr telefonu|komórka|gsm|telefoonnummer|fax|contact no|home phone|work phone"},
	{columnUser, "username|user name|login|user|handle|benutzername|benutzer|nom d utilisateur|identifiant|usuario|nome utente|gebruikersnaam"},
	{columnPassword, "password|pwd|passwd|pin|password hash|passwordhash|pw hash|hashed password|passwort|kennwort|mot de passe|contraseña|wachtwoord"},
	{columnSSN, "ssn|social security number|social security no|social security"},
	{columnAccount, "account|account number|account no|bank account|acct|kontonummer|konto|routing number|routing|sort code|blz|numéro de compte|número de cuenta|rekeningnummer"},
	{columnStreet, "street|street name|address|street address|address line 1|address1|addr|straße|strasse|anschrift|adresse|rue|dirección|calle|indirizzo|adres|straat|home address|morada|endereço|endereco|logradouro|rua|ulica|domicilio|direccion|straat huisnr|straat huisnummer|straat en huisnummer|straße hausnr|strasse hausnr|straße hausnummer|strasse hausnummer|adresse postale"},
	{columnHouse, "house no|house number|house num|hausnummer|hausnr|haus nr|building number|building no|street number|street no|apt|apt no|apartment|apartment no|suite|flat no|unit no|secondary address|address line 2|address2|address 2|addr2|huisnummer|numéro de voie|numero civico|civico"},
	{columnExtension, "ext|ext no|extension|durchwahl|nebenstelle|toestel|interno"},
	{columnAge, "age|alter|âge|edad|età|leeftijd"},
	{columnCVV, "cvv|cvc"},
	{columnOther, "email|e mail|mail|email address|ip|ip address|iban|bic|city|town|state|country|ort|stadt|ville|ciudad|città|plaats|woonplaats|localidade|localité|miasto|localidad|courriel|correo|poste|puesto|functie|date entrée|fecha alta|date|gender|sex|card number|credit card|card|url|website|company|created|signup date|last login|ts|timestamp|time|datetime|status|action|event|role|src ip|source ip|client ip|remote ip|ip addr|user agent|browser|device|amount|currency|balance"},
}

var columnKindsValue lazy.Value[map[uint64]columnKind]

func columnKinds() map[uint64]columnKind { return columnKindsValue.Get(makeColumnKinds) }

func makeColumnKinds() map[uint64]columnKind {
	m := map[uint64]columnKind{}
	for _, c := range columnNames {
		for name := range strings.SplitSeq(c.names, "|") {
			m[columnKey([]byte(name))] = c.kind
		}
	}
	return m
}

// columnKey hashes the letters and digits of a header's cell, folded.
func columnKey(cell []byte) uint64 {
	var buf [48]byte
	n := 0
	for _, c := range cell {
		if n == len(buf) {
			break
		}
		buf[n] = c
		n += int(inColumnKey[c])
	}
	return lex.Hash(buf[:n])
}

// inColumnKey is 1 for the bytes that count in the name of a column.
var inColumnKey = func() (t [256]uint8) {
	for c := range t {
		if lex.IsWord(byte(c)) && c != '_' || c == '#' {
			t[c] = 1
		}
	}
	return
}()

var columnLabelsValue lazy.Value[*pii.LabelSet]

func columnLabels() *pii.LabelSet { return columnLabelsValue.Get(makeColumnLabels) }

func makeColumnLabels() *pii.LabelSet {
	var ls []pii.Label
	for _, c := range columnNames {
		if c.kind == columnID {
			continue
		}
		for name := range strings.SplitSeq(c.names, "|") {
			ls = append(ls, pii.Label{Text: name, Bare: true})
		}
	}
	return pii.NewLabels(ls...)
}

func (columnsDetector) Spec() pii.Spec {
	return pii.Spec{
		Name: "columns",
		Types: []pii.Type{pii.Person, pii.ClientID, pii.MRN, pii.PolicyID, pii.InvoiceID, pii.CaseID, pii.DateOfBirth, pii.PostalCode, pii.Phone, pii.Username, pii.Password,
			pii.USSSN, pii.BankAccount, pii.Address, pii.Age, pii.CVV, pii.Passport, pii.DrivingLicence, pii.NationalID, pii.TaxID, pii.LicenceID,
			pii.VehiclePlate, pii.VIN},
		Reach:  pii.Reach{Behind: 512, Ahead: 512},
		Wants:  []pii.Want{pii.OnLabel()},
		Labels: columnLabels(),
	}
}

var ruleColumn = &pii.Rule{Detector: "columns", Name: "header"}

// maxColumns is how many cells of a row are read.
const maxColumns = 48

// maxRow is the longest row, in bytes.
const maxRow = 2048

func (columnsDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	b := s.Text
	until := 0
	for i := range at {
		a := &at[i]
		if a.Start < until || a.Start == a.End {
			continue
		}
		sep := separatorAt(b, a.End)
		if sep == 0 {
			continue
		}
		if sep == ',' || sep == ')' {
			if e, found := insertRows(dst, s, a.Start); e > 0 {
				until, dst = e, found
				continue
			}
			if sep == ')' {
				continue
			}
		}
		start := lineStart(b, a.Start)
		end := lineEnd(b, a.End)
		if start < 0 || end < 0 {
			continue
		}
		until = end
		var kinds [maxColumns]columnKind
		n, known := headerKinds(&kinds, b[start:end], sep)
		if n < 3 || known < 2 || known*3 < n {
			continue
		}
		for p := end + 1; p < s.Hi; p = until + 1 {
			e := lineEnd(b, p)
			if e < 0 {
				if e = len(b); !s.Final() || e-p > maxRow {
					break
				}
			}
			if e == p || !row(b, p, e, sep, n, func(i, from, to int) {
				if i < n && valueOf(kinds[i], b[from:to]) {
					dst = append(dst, labelled(s.Found(from, to, columnTypes[kinds[i]], 0.93, ruleColumn)))
				}
			}) {
				break
			}
			until = e
		}
	}
	return dst
}

// separatorAt returns the separator of cells at p, behind the first name of a header, or the ")" behind the last one of an INSERT; 0 if there is none.
func separatorAt(b []byte, p int) byte {
	for q := p; q < len(b) && q < p+3; q++ {
		switch c := b[q]; c {
		case ',', ';', '\t', '|', ')':
			return c
		case '"', ' ', '`', ']':
		default:
			return 0
		}
	}
	q := p
	for q < len(b) && q < p+40 && b[q] == ' ' {
		q++
	}
	if q < len(b) && b[q] == '|' { // cells as wide as their column
		return '|'
	}
	return 0
}

// lineStart and lineEnd return the bounds of a line that is no longer than maxRow, or -1.
func lineStart(b []byte, p int) int {
	for q := p; p-q < maxRow; q-- {
		if q == 0 || b[q-1] == '\n' {
			return q
		}
	}
	return -1
}

func lineEnd(b []byte, p int) int {
	if k := bytes.IndexByte(b[p:min(len(b), p+maxRow)], '\n'); k >= 0 {
		return p + k
	}
	return -1
}

// headerKinds reads the cells of a header and returns their number and how many are known. A sentence with commas has cells of
// more words than a header's.
func headerKinds(kinds *[maxColumns]columnKind, line []byte, sep byte) (n, known int) {
	for _, c := range []byte("{}=<") {
		if bytes.IndexByte(line, c) >= 0 {
			return 0, 0 // a program
		}
	}
	person, contact, words := false, false, 0
	row(line, 0, len(line), sep, 0, func(i, from, to int) {
		n = i + 1
		if i >= maxColumns {
			return
		}
		cell := line[from:to]
		if words = max(words, bytes.Count(cell, []byte(" "))); words > 4 {
			return
		}
		k := columnKinds()[columnKey(cell)]
		if k == noColumn {
			k = lastWordKind(cell)
		}
		kinds[i] = k
		person = person || k == columnPerson || k == columnNamed
		contact = contact || k == columnBirth || k == columnPhone || k == columnStreet || k == columnPostal || k == columnSSN || k == columnOther
	})
	if words > 4 { // a sentence
		return 0, 0
	}
	for i := range min(n, maxColumns) {
		if kinds[i] == columnID && !(person && contact) {
			kinds[i] = noColumn
		}
		if kinds[i] != noColumn {
			known++
		}
	}
	return n, known
}

// lastWordKind returns the kind that the last word of a header's cell names, "guardian_phone" or "Recipient tel"; of things, which
// have names and numbers too, it says nothing.
func lastWordKind(cell []byte) columnKind {
	k := len(cell)
	for k > 0 && cell[k-1] != '_' && cell[k-1] != '-' && cell[k-1] != ' ' && !(k < len(cell) && lex.IsUpper(cell[k-1]) && !lex.IsUpper(cell[k])) {
		k--
	}
	if k == 0 {
		return noColumn
	}
	if k > 1 && lex.IsUpper(cell[k-1]) && lex.IsLetter(cell[k-2]) {
		k-- // "homePhone"
	}
	switch kind := columnKinds()[columnKey(cell[k:])]; kind {
	case columnPhone, columnBirth, columnPostal, columnStreet, columnSSN, columnPassword, columnCVV:
		return kind
	}
	return noColumn
}

// row calls cell for each cell of the line b[p:e] with its bounds, quotes and blanks around it left out. With want it reports whether
// the line has that many cells, and calls nothing if not.
func row(b []byte, p, e int, sep byte, want int, cell func(i, from, to int)) bool {
	for e > p && (b[e-1] == '\r' || b[e-1] == ' ') {
		e--
	}
	if sep == '|' && p < e && b[p] == '|' {
		p++
		if e > p && b[e-1] == '|' {
			e--
		}
	}
	if want > 0 {
		n := 1
		eachCell(b, p, e, sep, func(int, int) { n++ })
		if n-1 != want {
			return false
		}
	}
	i := 0
	eachCell(b, p, e, sep, func(from, to int) {
		cell(i, from, to)
		i++
	})
	return true
}

func eachCell(b []byte, p, e int, sep byte, f func(from, to int)) {
	for from := p; ; {
		q := from
		for q < e && b[q] == ' ' {
			q++
		}
		if q < e && b[q] == '"' {
			for q++; q < e && b[q] != '"'; q++ {
			}
		}
		for q < e && b[q] != sep {
			q++
		}
		lo, hi := from, q
		for lo < hi && (b[lo] == ' ' || b[lo] == '"') {
			lo++
		}
		for hi > lo && (b[hi-1] == ' ' || b[hi-1] == '"') {
			hi--
		}
		f(lo, hi)
		if q >= e {
			return
		}
		from = q + 1
	}
}
