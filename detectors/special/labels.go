package special

import (
	"bytes"
	"strings"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// labelWords are the form labels and keys of each category, in four languages.
var labelWords = [...]string{
	catHealth: `diagnosis; diagnoses; condition; conditions; medical condition; medical conditions; health condition; health conditions;
		allergies; allergy; known allergies; medication; medications; current medication; current medications; disability; disabilities;
		disability status; insulin; blood type; pre existing conditions; health; impairment; chronic conditions; medical history; illness;
		symptoms; past medical history; pmh; diagnose; diagnosen; behinderung; vorerkrankung; vorerkrankungen; allergien; medikation;
		medikamente; dauermedikation; krankheiten; erkrankungen; schwerbehinderung; gdb; unverträglichkeiten; nebendiagnosen; hauptdiagnose;
		pflegegrad; gesundheitszustand; diagnostic; pathologie; pathologies; maladie; maladies; handicap; traitement; traitement en cours;
		traitements; médicaments; antécédents; antécédents médicaux; situation de handicap; groupe sanguin; diagnóstico; enfermedad;
		enfermedades; alergias; medicación; medicación actual; discapacidad; minusvalía; tratamiento; patología; patologías;
		special assistance; assistance required; access requirements; reasonable adjustments; special needs; besondere bedürfnisse; pflegestufe;
		asistencia especial; necesidades especiales; besoins particuliers; blood group; meds; current meds; drug allergies; food allergies; medical needs; support needs; access needs; health problems; health issues; existing conditions; dx; icd10; icd 10; icd code; assistance particulière; antecedentes médicos; antecedentes; antecedentes personales; antecedentes familiares; grupo sanguíneo; dolencias; blutgruppe;
		rqth; reconnaissance rqth; travailleur handicapé; schwerbehindert; registered disabled; pregnant; schwanger; enceinte; embarazada; diabetic;
		diabetiker; diabétique; diabético; diabética; tabac; tabagisme; tabaco; tabaquismo; nikotin; nikotinkonsum; alkoholkonsum; noxen; toxiques;
		tóxicos; hábitos tóxicos; atcd; antcd; vordiagnosen; dauerdiagnosen; dauermedikamente; aktuelle medikation; aktuelle medikamente; chronische erkrankungen;
		merkzeichen; grad der behinderung; taux d incapacité; type de handicap; tipo de discapacidad; grado de discapacidad; enfermedades crónicas; enfermedad crónica;
		allergènes; pathologie chronique; maladies chroniques; raucher; raucherstatus; fumeur; fumador; fumadora; schwangerschaft; grossesse; embarazo; attest;
		krankenstand; grund der arbeitsunfähigkeit; motif de l arrêt; motivo de la baja; motivo de baja; allergie; alergia; allergies connues; allergies alimentaires;
		allergies médicamenteuses; alergias medicamentosas; alergias alimentarias; intolérances; intolérance; intolerancias; intolerancia; unverträglichkeit;
		invalidité; invalidez; grado de dependencia; gir; behinderungsgrad; taux de handicap; porcentaje de discapacidad; porcentaje de minusvalía;
		problèmes de santé; problèmes médicaux; problemas de salud; problemas médicos; gesundheitliche einschränkungen; gesundheitliche probleme; gesundheitliche besonderheiten;
		 art der behinderung; behinderungsart; taux d ipp; certificado de discapacidad; cud; mde; iv grad; degré d invalidité`,
	catReligion: `religion; religious affiliation; religious belief; religious beliefs; faith; denomination; religion or belief; confession;
		konfession; religionszugehörigkeit; glaube; glaubensbekenntnis; bekenntnis; kirchenzugehörigkeit; religiosité; appartenance religieuse;
		culte; religión; confesión; confesión religiosa; creencia; creencias; credo; belief; konf; rel bek; kirchensteuermerkmal`,
	catPolitical: `party affiliation; political affiliation; political party; political views; political opinion; political views; politics;
		party membership; registered as; registered party; party card; parteibuch; carte de parti; carné de partido; parteizugehörigkeit; politische zugehörigkeit; parteimitgliedschaft; politische einstellung; partei;
		appartenance politique; parti politique; opinions politiques; affiliation politique; afiliación política; partido político; partido;
		ideología; ideología política; opinión política; orientación política; militancia; orientation politique`,
	catEthnicity: `ethnicity; ethnic origin; ethnic group; race; ethnic background; race ethnicity; tribe; tribal affiliation; caste;
		ethnie; ethnische herkunft; ethnische zugehörigkeit; volksgruppe; abstammung; volkszugehörigkeit; volkszugehoerigkeit; appartenance autochtone; identité autochtone; iwi; mob; indigenous status; aboriginality; autochtone; autochtonie; autoadscripción; autoidentificación; autoidentificación étnica; autorreconocimiento étnico; pertenencia étnica; pueblo originario;
		origine déclarée; origine ethnique déclarée; origen declarado; declared ethnicity; origine ethnique; origines; groupe ethnique;
		etnia; origen étnico; grupo étnico; raza; pueblo indígena; heritage`,
	catUnion: `union; trade union; union membership; trade union membership; union member; union affiliation; gewerkschaft;
		gewerkschaftszugehörigkeit; gewerkschaftsmitglied; gewerkschaftsmitgliedschaft; syndicat; appartenance syndicale; affiliation syndicale;
		sindicato; afiliación sindical; afiliado a sindicato; mandat syndical; trade union member; member of a union;
		syndiqué; syndiquée; afiliado a un sindicato; afiliada a un sindicato`,
	catGenetic: `genotype; genetic test; genetic test result; karyotype; mutation; variant; genetic variant; gene variant; genotyp; karyotyp; gentest; genetischer befund;
		génotype; caryotype; test génétique; genotipo; cariotipo; prueba genética; test genético; mutación; dna test; carrier status; genetics; genetik; hla typ; hla type`,
	catBiometric: `fingerprint template; face template; voiceprint; voice embedding; face embedding; iris template; iris code; fingerprint hash;
		biometric template; biometric id; faceprint; gabarit iris; plantilla iris; fingerprint id; face vector; fingerabdruck; irismuster; stimmprofil;
		gabarit biométrique; empreinte digitale; huella dactilar; huella; plantilla biométrica; voice template; gabarit facial; gabarit vocal; gabarit palmaire; empreinte vocale; plantilla facial; plantilla vocal; huella vocal; huella facial; gesichtstemplate; gesichtsvorlage; stimmabdruck; handvenenmuster; irisvorlage; iris scan; palm print; palm template; palm vein; biometric data; biometric data on file; fingerprint;
		biometrisches merkmal; hinterlegtes merkmal; ersatzmerkmal; biometrie; venenscan; handvenenscan; élément biométrique; donnée biométrique; rasgo biométrico;
		dato biométrico; muestra biométrica; biometric sample; biometric modality; enrolled biometric`,
	catSexuality: `sexual orientation; orientation; sexuality; sexuelle orientierung; sexualität; orientation sexuelle; orientación sexual;
		sexualidad; sexual preference`,
	catCriminal: `criminal record; convictions; criminal convictions; previous convictions; criminal history; prior convictions; offence; offense; offences; charge; charges;
		vorstrafen; führungszeugnis; polizeiliches führungszeugnis; straftat; delikt; casier judiciaire; condamnations; antécédents judiciaires; infraction;
		extrait de casier judiciaire; extrait de casier; bulletin n 3; bulletin n 2; bulletin n° 3; bulletin n° 2; bulletin no 3; antecedentes penales; condenas; delito; arrests; dbs result; dbs; unspent convictions; spent convictions; previous offences;
		arrest record; certificado de antecedentes penales; certificado de penales; certificado de delitos sexuales;
		certificado de delitos de naturaleza sexual; delitos de naturaleza sexual; dbs check; dbs status; enhanced dbs; crb check; police check; police certificate;
		erweitertes führungszeugnis; punkte in flensburg; bewährungsauflagen; extrait du casier judiciaire; casier judiciaire b2; casier judiciaire b3; mentions au casier;
		strafregister; strafregisterauszug; leumund; leumundszeugnis; vorbestraft; casier; antecedentes policiales; ficha policial`,
	catGender: `gender identity; trans status; geschlechtsidentität; identité de genre; identidad de género`,
	catBlock: `meal; special meal; meal preference; menu; menú; repas; menu choisi; sonderessen; essen; verpflegung; dietary requirements;
		dietary requirement; diet; dietary needs; food preference; food preferences; ernährung; kost; régime; régime alimentaire; dieta; comida;
		restricciones alimentarias; preferencia alimentaria`,
	catImmigration: `immigration status; visa status; residence permit; aufenthaltstitel; aufenthaltsstatus; titre de séjour; situación migratoria; estatus migratorio; statut migratoire; statut de séjour; ausländerstatus; permiso de residencia`,
}

// labels returns the compiled labels; a label's ID is its category.
func labels() *pii.LabelSet {
	return labelsTable.Get(func() *pii.LabelSet {
		var ls []pii.Label
		for c, words := range labelWords {
			for _, w := range strings.Split(words, ";") {
				if w = strings.TrimSpace(w); w != "" {
					ls = append(ls, pii.Label{Text: w, ID: c})
				}
			}
		}
		for _, a := range asked {
			for _, w := range strings.Split(a.labels, ";") {
				for _, tail := range strings.Split(a.tails, ";") {
					ls = append(ls, pii.Label{Text: strings.TrimSpace(w) + " " + strings.TrimSpace(tail), ID: catHealth})
				}
			}
		}
		return pii.NewLabels(ls...)
	})
}

// asked are labels of HEALTH and what forms add to them.
var asked = [...]struct{ labels, tails string }{
	{`medical conditions; medical condition; health conditions; health condition; health problems; health issues; medical issues; medical problems; illnesses; conditions; allergies; disabilities;
		medication; medications; medical needs; support needs; access needs`,
		`we should know about; we should be aware of; we need to know about; we ought to know about; you want us to know about; you would like us to know about; to be aware of; to declare; please list; please state`},
	{`problèmes de santé; problèmes médicaux; maladies; maladie; allergies; pathologies; traitements; difficultés de santé`, `à signaler; à déclarer; à connaître; à préciser; connus; connues; éventuels; éventuelles`},
	{`problemas de salud; problemas médicos; enfermedades; enfermedad; alergias; dolencias; condiciones médicas; patologías`,
		`que debamos conocer; que debemos conocer; que debamos saber; a destacar; a declarar; a tener en cuenta; conocidas; conocidos; relevantes`},
}

func hashes(words string) map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range strings.Fields(words) {
		m[lex.HashString(w)] = true
	}
	return m
}

// signed returns what each word says, by its hash; words are parted by blanks.
func signed(words map[uint8]string) map[uint64]uint8 {
	m := map[uint64]uint8{}
	for sign, all := range words {
		for h := range hashes(all) {
			m[h] = sign
		}
	}
	return m
}

// empty are first words of values that say nothing.
func empty() map[uint64]bool {
	return emptyTable.Get(func() map[uint64]bool {
		return hashes(`n none na nil unknown prefer prefers not optional please select choose tbd tba pending see siehe voir ver entfällt unbekannt
			keine kein angabe angaben optional freiwillig bitte sans sin ninguna ninguno no aucun aucune néant facultatif opcional procede objet
			non nein no yes ja oui sí si true false null undefined undisclosed declined decline withheld required field string enum varchar text int
			the a this he she patient pt mr mrs your you what which ist is are wird was will should must can all any each every other various page
			demandez consultez informez prévenez signalez fragen wenden melden informieren konsultieren consulte consultar pregunte avise informe
			prefiere prefiero préfère souhaite ne möchte möchten wünscht keiner rather won refuse refused refuses declines verweigert nc nsp
			optionnel ungenannt confidential vertraulich confidencial confidentiel secret`)
	})
}

// diets are those of a faith.
func diets() map[uint64]bool {
	return dietsTable.Get(func() map[uint64]bool {
		return hashes("halal kosher koscher casher cacher kasher hindu jain muslim jewish hallal")
	})
}

// digests are names of hash functions.
func digests() map[uint64]bool {
	return digestsTable.Get(func() map[uint64]bool {
		return hashes("sha sha1 sha256 sha512 sha-1 sha-256 md5 blake2 hex ecdsa rsa ed25519")
	})
}

// loose are labels that as keys and columns hold other things: the condition of goods, the variant of a product, the charges of a bill.
func loose() map[uint64]bool {
	return looseTable.Get(func() map[uint64]bool {
		return hashes(`condition conditions health variant mutation orientation charge charges union heritage culte credo origines traitement traitements
			tratamiento partido fingerprint huella handicap infraction diagnostic belief assistance registered`)
	})
}

// columns are the labels of one word, which name columns.
func columns() map[uint64]bool {
	return columnsTable.Get(func() map[uint64]bool {
		m := map[uint64]bool{}
		for _, l := range labels().Labels() {
			m[lex.HashString(l.Text)] = true
		}
		return m
	})
}

// communities are nouns that a people, faith or orientation stands beside.
func communities() map[uint64]bool {
	return communitiesTable.Get(func() map[uint64]bool {
		return hashes(`community tribe nation minority people clan caste congregation church family communauté minorité peuple tribu ethnie famille
			comunidad minoría pueblo tribu etnia familia congregación gemeinschaft gemeinde minderheit volksgruppe stamm volk ethnie`)
	})
}

// clear are values of CRIMINAL that say a record is clean: data too.
func clear() map[uint64]bool {
	return clearTable.Get(func() map[uint64]bool {
		return hashes("none no nil clean clear keine kein aucun aucune néant vierge ninguno ninguna sin limpio no non nein")
	})
}

var (
	labelsTable            lazy.Value[*pii.LabelSet]
	emptyTable, clearTable lazy.Value[map[uint64]bool]
	communitiesTable       lazy.Value[map[uint64]bool]
	looseTable             lazy.Value[map[uint64]bool]
	columnsTable           lazy.Value[map[uint64]bool]
	digestsTable           lazy.Value[map[uint64]bool]
	dietsTable             lazy.Value[map[uint64]bool]
)

// clears reports whether token i says that there is nothing: not "no answer", "keine Angabe", nor a choice "no / yes".
func clears(s *pii.Segment, i int) bool {
	ts := s.Tokens()
	if !clear()[ts[i].Hash] {
		return false
	}
	if i+1 == len(ts) {
		return true
	}
	gap := s.Text[ts[i].End:ts[i+1].Start]
	return bytes.ContainsAny(gap, "\n,;.)|\"") || !empty()[ts[i+1].Hash] && !bytes.ContainsAny(gap, "/[")
}

// clauseEnd returns the end of the clause of a field at p: at a comma, a semicolon or a dot before a blank, at a line's or the field's end.
func clauseEnd(s *pii.Segment, p int) int {
	end := min(len(s.Text), s.Hi+reach)
	for i := p; i < end; i++ {
		if b := s.Text[i]; b == '\n' || (b == ',' || b == ';' || b == '.') && (i+1 == end || s.Text[i+1] == ' ' || s.Text[i+1] == '\n') {
			end = i
		}
	}
	return p + len(bytes.TrimRight(s.Text[p:end], " \t\r"))
}

// affirms reports whether token i is a whole value that says yes: not a choice "yes / no".
func affirms(s *pii.Segment, i int) bool {
	ts := s.Tokens()
	if sign := openers()[ts[i].Hash]; sign != signYes && (sign != signIf || ts[i].Len() != 2) && string(s.Text[ts[i].Start:ts[i].End]) != "true" { // "si" is typed for "sí"
		return false
	}
	return i+1 == len(ts) || bytes.ContainsAny(s.Text[ts[i].End:ts[i+1].Start], "\n,;.|\"")
}

var labelRule = newRules("label")

// maxValue is the most bytes of a label's value.
const maxValue = 80

// brief reports whether b[start:end] is four words or fewer and the last of its line or cell.
func brief(b []byte, start, end int) bool {
	rest := bytes.TrimLeft(b[end:], " \t.")
	return bytes.Count(b[start:end], []byte(" ")) < 4 && (len(rest) == 0 || rest[0] == '\n' || rest[0] == '\r' || rest[0] == '|')
}

// label makes a hint of the value behind a form label.
func (d *detector) label(dst []pii.Finding, s *pii.Segment, a pii.Anchor, kind *setting, names *named, heard *audiences) []pii.Finding {
	if a.ID < 0 || a.ID >= len(labels().Labels()) {
		return dst
	}
	label := labels().Labels()[a.ID]
	c := label.ID
	if c == catBlock {
		c = catReligion // a diet
	}
	if d.on>>c&1 == 0 || c == catHealth && kind.veterinary(s) {
		return dst
	}
	if a.Start > 0 && a.Start < a.End && (s.Text[a.Start-1] == '?' || s.Text[a.Start-1] == '&') {
		return dst // a query in a web address: what was searched for
	}
	ts := s.Tokens()
	i := s.TokenAt(a.Value)
	if k := s.TokenAt(a.End); k < i && ts[k].Hash != 0 && clear()[ts[k].Hash] {
		i = k // "convictions: no": a word that leads to numbers too
	}
	if i >= len(ts) || int(ts[i].Start) > a.Value+4 {
		return dst
	}
	field := a.Start == a.End
	if field && loose()[lex.HashString(label.Text)] {
		return dst
	}
	line := s.RowLabel(a)
	marked := field || line
	for _, b := range s.Text[a.End:ts[i].Start] {
		if b == '\n' {
			if !marked {
				return dst
			}
			line = true
		}
		marked = marked || b == ':' || b == '=' || b == '?'
	}
	if !marked {
		return dst
	}
	if bytes.Contains(s.Text[a.End:ts[i].Start], []byte(`""`)) {
		return dst // an empty value of JSON, and the next key
	}
	if label.ID == catBlock && !diets()[ts[i].Hash] {
		return dst
	}
	if choice(s.Text[ts[i].End:]) || c != catHealth && c != catGenetic && c != catBiometric && ts[i].Flags.AllDigits() {
		return dst // the first of some boxes; a count
	}
	if c == catBiometric && digests()[ts[i].Hash] {
		return dst // of a key or a certificate
	}
	polarity := pii.Asserted
	if c == catCriminal && clears(s, i) {
		polarity = pii.Negated
	}
	if empty()[ts[i].Hash] {
		yes := i+1 < len(ts) && s.Text[ts[i].End] == ',' && s.Text[ts[i+1].Start-1] != '"' // and not the end of a value in JSON
		switch {
		case (c == catCriminal || c == catHealth || (c == catReligion || c == catUnion) && !loose()[lex.HashString(label.Text)]) && clears(s, i):
			polarity = pii.Negated
		case (c == catCriminal || c == catHealth || c == catUnion) && affirms(s, i):
		case i+1 < len(ts) && s.Text[ts[i].End] == '.' && ts[i+1].Start == ts[i].End+1: // "ver.di"
		case !yes:
			return dst
		}
	}
	start, end := int(ts[i].Start), int(ts[i].End)
	quoted := start > 0 && s.Text[start-1] == '"'
	if field {
		end = clauseEnd(s, start)
	}
	for k := i + 1; !field && k < len(ts) && int(ts[k].End)-start <= maxValue; k++ {
		stop := false
		for _, b := range s.Text[end:ts[k].Start] {
			if b == '\n' || b == ';' || b == '"' || b == '}' || b == '|' || b == '&' || !quoted && b == '.' && ts[k].Flags&lex.SpaceBefore != 0 && (ts[k-1].Len() > 5 || ts[k].Flags&lex.FirstUpper != 0) {
				stop = true
				break
			}
		}
		if stop || k+1 < len(ts) && int(ts[k].End) < len(s.Text) && s.Text[ts[k].End] == '=' {
			break
		}
		end = int(ts[k].End)
	}
	if line && !brief(s.Text, start, end) {
		return dst
	}
	if !field {
		if programmed(s.Text, a.Start, start, end) || c == catHealth && technical(s, i, end) || c == catBiometric && digest(s.Text[start:end]) {
			return dst
		}
		if c != catBiometric && !affirms(s, i) && !clears(s, i) && (line || loose()[lex.HashString(label.Text)]) && !d.lists(s, i, end, c) {
			return dst // the condition of goods, the health of a server, the explanation of a word
		}
	}
	if c == catHealth && bytes.Count(s.Text[start:end], []byte(" ")) > 1 {
		if to := heard.around(s, start); to.everybody() && to[toIf] > 0 {
			return dst // a chapter of a leaflet: "Pregnancy: ask your doctor first"
		}
	}
	score := float32(0.97) // above what a term reaches
	if c == catHealth && int(ts[i].Start) < len(s.Text) && lex.IsDigit(s.Text[start]) && end-start < 3 {
		score = 0.55
	}
	if c == catBiometric {
		start = a.Start // a template's name says what it is
	}
	who := pii.Self
	if kind.of(s) == Note && (c == catHealth || c == catGenetic) {
		who = pii.ThirdPerson
	}
	for {
		f := s.Found(start, end, categories[c], score, labelRule.in(kind.kind))
		f.Score, names.last = names.outweigh(s, f), end
		f.Attrs = f.Attrs.WithLabelled(true).WithAttribution(who).WithPolarity(polarity).WithDirectness(pii.Explicit)
		dst = append(dst, f)
		if !field {
			return dst
		}
		start = end + len(s.Text[end:]) - len(bytes.TrimLeft(s.Text[end:], ",;. \t\r\n"))
		if start >= min(len(s.Text), s.Hi+reach) {
			return dst
		}
		end = clauseEnd(s, start)
	}
}
