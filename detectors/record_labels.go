package detectors

import (
	"slices"
	"strings"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/pii"
)

const (
	mrnLabel = iota
	clientLabel
	invoiceLabel
	policyLabel
	caseLabel
	passportLabel // the first of the kinds that identityEnd reads
	drivingLabel
	nationalLabel
	taxLabel
	licenceLabel
	plateLabel
	vinLabel
	labelKind     = 15  // the bits of the kinds above
	weakLabel     = 16  // added for labels that are common words: they need more of the value
	accountNumber = 32  // added for labels of accounts, which may be a bank's
	otherLabel    = 64  // numbers that are no records of a person
	hashLabel     = 128 // added for nouns that name a number only with "#" behind them: "Chart #"
	formedLabel   = 256 // added for words behind which only a number in the form of a reference counts
	bodyLabel     = 512 // added for names of professional bodies, which count in capitals
)

// recordNouns and numberWords make labels of every pair: "customer number", "customerid", "kundennr".
var recordNouns = [...]struct {
	id    int
	nouns string
}{
	{mrnLabel, "medical record|hospital|chart|patient record|record|encounter|visit|accession|specimen|admission"},
	{clientLabel, "client|customer|cust|patient|pat|member|membership|subscriber|claimant|donor|tenant|resident|beneficiary|volunteer|employee|staff|student|personnel|payroll|badge|library card|borrower|card holder|cardholder|account holder|policyholder|participant|applicant|candidate|subject|loyalty|guest|customer account|worker|user account|pupil|learner|officer|collar|shoulder|warrant|service member|rider|known traveler|known traveller|redress|meter"},
	{invoiceLabel, "invoice|inv|bill|receipt"},
	{policyLabel, "policy|insurance|insurance policy|contract|certificate|plan|group|coverage|health plan|payer"},
	{caseLabel, "case|file|docket|claim|ticket|incident|reference|ref|complaint|matter|report|police report|incident report|crime|referral|service request|sr|fir|docket|case file|support case"},
}

var numberWords = [...]string{"number", "no", "num", "nr", "id", "identifier", "id number", "id no"}

var recordLabelsValue lazy.Value[*pii.LabelSet]

func recordLabels() *pii.LabelSet { return recordLabelsValue.Get(makeRecordLabels) }

func makeRecordLabels() *pii.LabelSet {
	ls := make([]pii.Label, 0, 6000)
	ls = appendForeign(ls)
	add := func(id int, texts ...string) {
		for _, t := range texts {
			ls = append(ls, pii.Label{Text: t, ID: id, Bare: true})
		}
	}
	add(mrnLabel, "mrn", "medical record number", "medical record no", "medical record", "hospital number", "hospital no", "hospital id", "chart number",
		"chart no", "chart id", "record number", "record no", "fallnummer", "fall nr", "krankenaktennummer", "patientenaktennummer", "numéro de dossier médical",
		"ipp", "nhc", "historia clínica", "número de historia", "número de historia clínica", "cartella clinica", "dossiernummer", "hosp no", "encounter", "encounter id", "accession number", "specimen id", "specimen", "aufnahmenummer", "med rec no", "med rec", "patientenakte nr", "patientenakte", "num historia", "nhi", "nhi number", "nhi no", "chi", "chi number", "unit number", "unit no", "cartella", "cartella n", "cartella clinica n", "urn", "historia", "n historia", "chi no", "urn number", "ur number", "ur no", "journalnummer")
	add(clientLabel, "client id", "client no", "client number", "client ref", "customer id", "customer no", "customer number", "customer ref", "customer account",
		"cust id", "cust no", "patient id", "patient no", "patient number", "pat id", "patient identifier", "member id", "member number", "member no",
		"membership number", "membership no", "employee id", "employee number", "employee no", "staff id", "personnel number", "student id", "student number",
		"subscriber id", "loyalty number", "subject id", "participant id", "candidate id", "applicant id", "kundennummer", "kunden nr", "kundennr", "kd nr",
		"kdnr", "patientennummer", "patienten id", "pat nr", "mitgliedsnummer", "mitglieds nr", "personalnummer", "personal nr", "matrikelnummer", "mandantennummer",
		"versichertennummer", "numéro client", "n client", "no client", "réf client", "référence client", "numéro de client", "numéro patient", "matricule",
		"numéro d adhérent", "numéro de cliente", "número de cliente", "nº cliente", "n cliente", "cliente nº", "número de paciente", "número de socio",
		"numero cliente", "codice cliente", "account ref", "account reference", "customer reference", "client reference", "customer code", "client code", "member code", "cust ref", "guest folio", "vertragspartner nr", "matrikelnr", "matrikel nr", "adhérent", "socio", "relatienummer", "relatienr", "verzekerdennummer", "verzekerdenummer", "cliëntnummer", "lidnr", "versicherten id", "tessera", "tessera n", "numero tessera", "número cliente", "nº de cliente", "n de cliente", "número de afiliado", "n client", "code client",
		"cod cliente", "codice paziente", "lidnummer", "cliëntnummer", "studentnummer", "personeelsnummer", "klantnummer", "klantnr", "cliëntnr", "patiëntnr", "patiëntnummer", "relatienummer", "customerid", "clientid", "patientid", "numéro d identification")
	add(invoiceLabel, "invoice number", "invoice no", "invoice id", "invoice num", "inv no", "invoice", "bill number", "bill no", "receipt number", "receipt no",
		"rechnungsnummer", "rechnung nr", "rechnungsnr", "rechnungs nr", "re nr", "belegnummer", "numéro de facture", "facture n", "facture no", "n facture",
		"facture", "bolletta n", "bolletta", "número de factura", "factura nº", "factura n", "factura", "numero fattura", "fattura n", "fattura", "factuurnummer", "factuurnr", "factuur", "factura núm", "factura num", "rechnung")
	add(policyLabel, "policy number", "policy no", "policy id", "policy", "insurance number", "insurance no", "insurance id", "insurance policy", "group number",
		"plan number", "certificate number", "versicherungsscheinnummer", "versicherungsschein", "versicherungsschein nr", "policennummer", "police nr", "police",
		"vertragsnummer", "vertrags nr", "contract number", "contract no", "numéro de police", "numéro de contrat", "contrat n", "n de contrat", "número de póliza",
		"póliza", "póliza nº", "número de poliza", "numero di polizza", "polizza", "polisnummer", "zorgpolis", "police n", "n police", "polisnr", "polizza n", "vertrag nr", "versicherungsnummer", "n de police", "póliza n")
	add(caseLabel, "case number", "case no", "case id", "case ref", "case reference", "case file", "file number", "file no", "file ref", "docket number", "docket no",
		"claim number", "claim no", "claim id", "claim ref", "claim", "ticket number", "ticket no", "ticket id", "ticket", "incident number", "incident no",
		"incident id", "reference number", "reference no", "ref no", "our ref", "your ref", "crime reference", "crime ref", "crime no", "crime number", "aktenzeichen", "az", "geschäftszeichen", "vorgangsnummer",
		"vorgang", "schadennummer", "schaden nr", "ticketnummer", "unser zeichen", "ihr zeichen", "numéro de dossier", "dossier n", "dossier no", "dossier",
		"numéro de sinistre", "sinistre", "réf", "référence", "número de expediente", "expediente", "expediente nº", "siniestro", "número de siniestro",
		"numero pratica", "pratica", "número de episodio", "nº episodio", "n episodio", "numéro de ticket", "número de caso", "numero caso", "caso nº", "crn",
		"zaaknummer", "dossier nr", "notice number", "notice no", "pcn", "penalty charge notice", "penalty notice", "auth no", "auth number", "authorization number", "authorisation number", "prior auth", "pre auth", "ins auth", "sinistro", "sinistro n", "numero sinistro", "sagsnummer", "ärendenummer", "sygnatura", "processo nº", "schadenummer", "kenmerk", "requête n", "requete n", "application no", "appl no", "ricorso n", "recurso n", "referral id", "referral number")
	for _, r := range recordNouns {
		for noun := range strings.SplitSeq(r.nouns, "|") {
			for _, n := range numberWords {
				add(r.id, noun+" "+n)
				if n != "no" || len(noun) > 4 {
					add(r.id, strings.ReplaceAll(noun, " ", "")+n)
				}
			}
		}
	}
	for _, stem := range []string{"kunden", "patienten", "mitglieds", "mandanten", "personal", "teilnehmer", "versicherten", "mitarbeiter", "schüler", "abonnenten"} {
		add(clientLabel, stem+"nr", stem+" nr", stem+"id", stem+" id", stem+"nummer")
	}
	for _, stem := range []string{"vertrags", "policen", "versicherungsschein", "police"} {
		add(policyLabel, stem+"nr", stem+" nr", stem+"nummer")
	}
	for _, stem := range []string{"vorgangs", "schaden", "ticket", "akten", "schadens"} {
		add(caseLabel, stem+"nr", stem+" nr")
	}
	add(policyLabel|weakLabel, "plan", "insurance", "contract", "agreement", "tenancy agreement", "lease", "versicherung", "vertrag", "assurance", "contrat", "seguro", "contrato", "assicurazione", "contratto", "verzekering")
	add(clientLabel|weakLabel, "patient", "client", "customer", "member", "kunde", "kundin", "cliente", "klant", "participant", "cust", "kd", "paciente", "paziente", "patiënt", "mitglied", "employee", "student")
	add(clientLabel, "eid")
	add(caseLabel|weakLabel, "quote", "quoting", "please quote", "dispute reference", "dispute ref")
	add(caseLabel, "dispute number", "dispute no", "ob no", "o b no", "ob number", "occurrence book no")
	add(clientLabel, "cif no", "cif number")
	add(mrnLabel, "uhid", "uhid no", "ip no", "ipd no", "opd no", "mrd no", "mr no")
	add(caseLabel|weakLabel, "case", "ref", "reference", "matter", "file", "fall", "akte", "episodio", "incident", "zaak", "processo", "report", "police report", "porte le numéro", "portant le numéro", "sous le numéro", "sous la référence", "unter der nummer", "mit der nummer", "unter dem aktenzeichen", "con el número", "bajo el número", "con la referencia", "con il numero", "onder nummer", "under number", "under reference", "med nummer", "pod numerem", "com o número", "sob o número")
	add(invoiceLabel|weakLabel, "inv", "order", "receipt", "voucher", "booking")
	add(invoiceLabel, "faktura", "fatura", "faktura vat", "faktura vat nr", "faktura nr")
	add(caseLabel, "c r no", "f i r no", "rg n", "r g n", "sygn akt", "sygn", "sygnatura akt", "dnr", "diarienr", "procedimiento ordinario", "procedimiento abreviado", "procedimiento verbal", "juicio verbal", "juicio ordinario", "diligencias previas", "recurso de apelación", "rollo de apelación", "nuipc", "j n", "cr no", "crl no", "o s no", "criminal appeal no", "civil appeal no", "appeal no", "petition no", "writ petition no", "suit no", "cause no", "action no", "request no", "request number")
	add(mrnLabel|weakLabel, "accession", "ur")
	add(policyLabel, "apólice", "polisa")
	add(clientLabel, "matrícula do cooperado", "matrícula do aluno", "matrícula do funcionário", "matrícula do servidor", "matrícula del alumno", "matricola", "carteirinha")
	add(invoiceLabel, "beleg nr", "belegnr", "belegnummer")
	add(mrnLabel|weakLabel, "visit", "encounter")
	add(policyLabel, "nass", "nuss")
	add(policyLabel, "número de afiliación")
	add(nationalLabel, "número de la seguridad social", "nº seguridad social", "nº ss", "número seguridad social", "núm seguridad social", "núm de la seguridad social", "n seguridad social")
	add(policyLabel, "tarjeta sanitaria", "cip", "cipa", "krankenversicherungsnummer", "kvnr")
	add(licenceLabel, "nºcol", "nº col", "n col", "ncol", "nº colegiado", "n colegiado", "número de colegiado", "colegiado", "num colegiado")
	add(clientLabel, "numéro d allocataire", "numéro allocataire", "numéro adhérent", "numéro abonné", "steuerkontonummer")
	add(clientLabel, "patient account", "patient account no", "patient account number", "patient acct", "patient acct no", "patient acct number", "utenza", "n utenza", "codice utenza", "n allocataire", "allocataire", "utenza n", "numéro abonné", "contract account", "vertragskonto", "vertragskontonummer", "vers nr", "versicherten nr", "versichertennr", "krankenversichertennummer", "krankenversichertennr", "krankenversicherten nr", "health card", "health card number", "health card no", "health number", "ohip", "ohip number", "mitglied nr", "lidnummer", "lidmaatschapsnummer", "klantnr", "patiëntnummer", "patientnummer", "medlemsnummer", "kundnummer", "nr klienta", "numer klienta", "número de utente", "utente")
	add(clientLabel, "upn", "unique pupil number", "loyalty", "loyalty card", "frequent flyer", "frequent flyer number", "frequent flier", "ktn", "uln", "mileageplus", "chiffre", "kennziffer", "kenn nr", "kennnummer", "zählernummer", "zähler nr", "mpan", "mprn", "mpxn", "numéro de compteur", "pdl",
		"library card", "mitarbeiter id", "council tax account", "council tax reference", "tax account", "utility account", "tessera sanitaria", "numero tessera sanitaria", "kundenkonto", "kundenkontonummer")
	add(clientLabel|accountNumber, "account number", "account no", "account id", "acct", "acct #", "account num", "acct no", "acct number", "account", "numéro de compte client")
	for _, l := range localLabels {
		add(l.id, strings.Split(l.texts, "|")...)
	}
	for _, l := range formedLabels {
		for _, text := range strings.Split(l.texts, "|") {
			if !slices.ContainsFunc(ls, func(l pii.Label) bool { return l.Text == text }) {
				add(l.id|formedLabel, text)
			}
		}
	}
	for _, text := range strings.Split(bodies, "|") {
		add(licenceLabel|bodyLabel, text)
	}
	for _, l := range identityLabels {
		for text := range strings.SplitSeq(l.texts, "|") {
			add(l.id, text, text+" n", text+" nº", text+" id", text+" núm")
		}
	}
	for _, r := range recordNouns {
		for noun := range strings.SplitSeq(r.nouns, "|") {
			if !slices.ContainsFunc(ls, func(l pii.Label) bool { return l.Text == noun }) {
				ls = append(ls, pii.Label{Text: noun, ID: r.id | hashLabel})
			}
		}
	}
	add(clientLabel, before(memberOwners, "member id", "member number", "member no", "subscriber id")...)
	add(clientLabel, before(owners, "member id", "member number", "member no", "subscriber id")...)
	add(policyLabel, before(owners, "policy number", "policy no", "policy id", "insurance number", "insurance id")...)
	for _, o := range owners {
		if o != "patient" && o != "customer" {
			add(clientLabel|accountNumber, o+" account number", o+" account no")
		}
	}
	for _, l := range []string{"emp", "pers", "ma"} { // short for employee, Personal and Mitarbeiter
		add(clientLabel, l+" nr", l+" no", l+" nummer", l+"nr")
	}
	add(clientLabel, "emp id", "emp number", "emp num", "empid", "ma id", "pers id")
	add(policyLabel, "n afiliación", "nº afiliación", "nº de afiliación", "n de afiliación", "núm afiliación", "núm de afiliación")
	add(nationalLabel, "afiliación s s", "n afiliación s s", "nº afiliación s s", "nº de afiliación s s", "n de afiliación s s", "núm afiliación s s", "afiliación ss", "n afiliación ss", "nº afiliación ss", "afiliación a la seguridad social", "nº afiliación seguridad social", "n s s", "nº s s", "nº de la seguridad social", "n de la seguridad social", "nº de seguridad social")
	add(clientLabel|weakLabel, "id")
	add(policyLabel, "medicaid", "medicaid id", "medicaid number", "health plan beneficiary", "beneficiary id", "beneficiary number", "beneficiary no", "kv nr", "kv nummer")
	add(otherLabel, "booking reference", "booking ref", "booking number", "booking id", "order reference", "order number", "payment reference", "confirmation reference",
		"tracking reference", "flight reference", "tracking number", "part number", "version number", "grid reference", "catalogue number", "issue number", "chapter no")
	for _, l := range ls {
		if strings.HasSuffix(l.Text, " number") || strings.HasSuffix(l.Text, " id") || l.Text == "mrn" || l.Text == "passport" {
			l.Text += "s"
			ls = append(ls, l)
		}
	}
	return pii.NewLabels(ls...)
}
