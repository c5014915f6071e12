package names

import (
	"strings"

	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

const (
	jobHead = isReference << (1 + iota)
	jobModifier
	jobCue
	jobLink // "Head of Procurement"
	degree
	degreeShort // counts only with a capital and "of", "in" behind it: "BA in"
	degreeLink
	degreeLead // "high school diploma"
	degreeWord
	jobWeak // counts only where the text says that somebody has it
	placeLabel
)

func jobWords() []nametag.WordList {
	return []nametag.WordList{
		{Flag: jobWeak, Words: strings.Join(professions, " ")},
		{Flag: jobWeak, Words: spread(callings)},
		{Flag: jobHead, Words: "oberarzt facharzt chefarzt oberärztin chefärztin lektor lektorin übersetzer übersetzerin redakteur redakteurin dolmetscher dolmetscherin elektroniker elektronikerin staatsanwalt staatsanwältin imker imkerin kassierer kassiererin journalistin kundenberater kassenwart schriftführerin conducteur conductrice magistrat greffier bibliothécaire traducteur traductrice rédacteur rédactrice journaliste soudeur agriculteur agricultrice apiculteur infographiste chercheur chercheuse concierge magistrada magistrado magistrada-juez jueza herrero bailaora cantaora carretillero mozo soldador soldadora traductor traductora bibliotecaria bibliotecario agricultor apicultor ganadero costurera investigador investigadora fabbro saldatore saldatrice traduttore traduttrice giornalista ricercatore ricercatrice magistrato apicoltore agricoltore falegname sarta pescador jornalista tradutor tradutora bibliotecária pesquisador costureira marceneiro gerente pedagoga penningmeester metselaar lasser vertaler vertaalster bibliothecaris onderzoeker onderzoekster projectleider snickare undersköterska sjuksköterska lärare läkare rörmokare elektriker ingenjör tømrer sygeplejerske sykepleier lærer pædagog rørlegger tømmermand kierownik kierowniczka spawacz murarz sprzedawca sprzedawczyni kasjer kasjerka tłumacz tłumaczka dziennikarz informatyk pszczelarz stolarz videographer engraver critic cellist violinist pianist novelist sculptor draughtsperson draftsperson histopathologist pathologist haematologist hematologist nephrologist rheumatologist endocrinologist gastroenterologist obstetrician podiatrist immunologist epidemiologist microbiologist treasurer bookseller beekeeper blacksmith stonemason fisherman glazier warehouseman owner-operator educator vp svp evp physio adjuster picker packer caregiver carer dishwasher scaffolder porter teller concierge housekeeper optometrist audiologist chiropractor actuary deckhand trucker sommelier bouncer draughtsman drafter vertriebsleiter vertriebsleiterin teamleiter teamleiterin abteilungsleiter abteilungsleiterin filialleiter filialleiterin bereichsleiter projektmanager projektmanagerin produktmanager produktmanagerin sozialarbeiter sozialarbeiterin sekretärin schreiner tischler dachdecker lagerist lagerarbeiter lkw-fahrer busfahrer busfahrerin schlosser schweißer pflegefachkraft pflegehelfer pflegehelferin buchhändlerin physiotherapeut physiotherapeutin ergotherapeutin zahnarzthelferin reinigungskraft hausmeisterin bürokraft responsable gérant gérante technicien technicienne aide-soignant aide-soignante serveur serveuse magasinier éducateur éducatrice formateur formatrice graphiste juriste kinésithérapeute vétérinaire ingénieure directora encargado encargada gerente cajero cajera auxiliar vendedor vendedora limpiadora conserje responsabile direttore direttrice tecnico operaio operaia autista segretaria magazziniere educatore educatrice farmacista architetto medewerker medewerkster verzorgende verkoper verkoopster teamleider magazijnmedewerker schoonmaker schoonmaakster tandarts dierenarts notaris filiaalmanager bedrijfsleider vrachtwagenchauffeur head engineer developer manager director nurse teacher accountant analyst consultant designer architect administrator assistant officer specialist technician coordinator supervisor representative advisor adviser lawyer attorney solicitor paralegal physician surgeon dentist pharmacist therapist physiotherapist psychologist scientist researcher lecturer professor programmer electrician plumber carpenter mechanic welder driver chef cook waiter waitress cashier bartender barista receptionist secretary clerk bookkeeper auditor economist journalist editor translator interpreter librarian recruiter salesperson buyer planner estimator surveyor paramedic firefighter caretaker cleaner operative operator foreman intern trainee apprentice ceo cfo cto coo executive president photographer hairdresser veterinarian pilot courier tester strategist controller underwriter broker ingenieur ingenieurin entwickler entwicklerin krankenschwester pfleger lehrer lehrerin buchhalter buchhalterin geschäftsführer geschäftsführerin sachbearbeiter sachbearbeiterin ingénieur infirmière infirmier comptable enseignant ingeniero ingeniera enfermera enfermero contable abogado abogada profesor profesora ingegnere infermiera infermiere insegnante avvocato lead planner fellow registrar archivist biologist chemist physicist artist partner recepcionista administrativa administrativo cocinero cocinera camarero camarera jefe jefa ayudante électricien électricienne chargé chargée assistante directeur directrice vendeur vendeuse bauleiter bauleiterin statiker statikerin leiter leiterin erzieher erzieherin servicetechniker techniker technikerin schichtleiter logistikleiter personalleiter personalleiterin fahrer fahrerin verkäufer verkäuferin arzthelferin kellner kellnerin impiegato impiegata verpleegkundige leraar docent practitioner neurologist cardiologist oncologist radiologist psychiatrist dermatologist gynaecologist gynecologist paediatrician pediatrician anaesthetist urologist midwife optician osteopath radiographer phlebotomist dietitian nutritionist counsellor counselor curator tutor copywriter illustrator animator musician actor actress florist jeweller roofer bricklayer plasterer locksmith landscaper groundskeeper janitor custodian machinist lineman dispatcher notary bailiff magistrate statistician geologist ecologist meteorologist seamstress stylist beautician nanny childminder lifeguard stewardess postman farmer roadworker merchandiser marketer webmaster sysadmin scrum-master webentwickler softwareentwickler softwareentwicklerin steuerfachangestellte steuerfachangestellter steuerberater steuerberaterin kauffrau bürokauffrau bürokaufmann industriekaufmann industriekauffrau arzthelfer krankenpfleger altenpfleger altenpflegerin hebamme hausarzt hausärztin elektriker elektrikerin klempner köchin friseur friseurin mechatroniker mechatronikerin kfz-mechatroniker polizist polizistin rechtsanwalt rechtsanwältin apotheker apothekerin projektleiter projektleiterin développeur développeuse menuisier plombier maçon boulanger boulangère coiffeur coiffeuse avocat avocate notaire médecin pharmacien pharmacienne professeur professeure institutrice instituteur secrétaire caissier caissière cuisinier cuisinière chauffeur carpintero fontanero albañil panadero panadera peluquero peluquera médico médica dependiente dependienta periodista arquitecto arquitecta electricista timmerman loodgieter huisarts verpleger onderwijzer onderwijzeres boekhouder boekhoudster monteur chauffeur kapster advocaat motorista pedreiro enfermeiro enfermeira engenheiro engenheira advogado advogada professora cozinheiro cozinheira eletricista contador contadora muratore idraulico elettricista parrucchiere parrucchiera cuoca commesso commessa ragioniere pielęgniarka pielęgniarz nauczyciel nauczycielka kierowca księgowa księgowy inżynier lekarz lekarka mechanik prawnik"},
		{Flag: jobModifier, Words: "line escrow actuarial payments compliance information panel forklift audit fleet transport specialty specialist house oil marine vet field process wealth brand category change delivery experience growth learning policy pricing quantity service training treasury senior junior lead principal chief head staff software hardware project product program programme sales marketing account customer service support data business financial finance human resources hr it systems system network security cloud devops web frontend backend full-stack mobile quality assurance qa test registered licensed practical clinical nursing medical legal executive operations operating general regional national area district branch store shop warehouse office team technical mechanical electrical civil chemical structural design graphic ux ui research associate assistant vice deputy managing creative art content social media digital communications public relations procurement supply chain logistics production plant maintenance construction site health safety mental care community school primary secondary math science english elementary machine learning ai application applications database platform solutions solution enterprise tax payroll credit risk investment portfolio insurance claims loan mortgage real estate property facilities event hotel restaurant kitchen head- police fire truck bus taxi delivery lab laboratory dental veterinary pediatric emergency intensive icu er consultant hvac nurse charge ward theatre rehabilitation family trauma cardiac java python embedded fullstack b2b retail night shift industrial agricultural environmental forensic geotechnical bilingual lettings travel dog postgraduate undergraduate postdoctoral visiting adjunct"},
		{Flag: jobCue, Words: "occ profesión profesion profissão professione métier metier beroep zawód yrke ocupación ocupacion ocupação occupazione mestiere emploi jobtitle poste puesto cargo functie funktion stanowisko stilling befattning mansione qualifica fonction função tätigkeit stelle as a an als comme como come job title position role occupation beruf profession werkt trabalha lavora arbeite arbeitet"},
		{Flag: jobLink, Words: "of de d für"},
		{Flag: degree, Words: "pgcert gradcert realschulabschluss hauptschulabschluss hnd hnc pgce pgdip btec nvq diphe certhe fdsc mres mmath mchem mphys diplomado diplomatura bachiller tecnólogo posgrado industriemeister fachwirt gesellenprüfung meisterprüfung staatsprüfung fachabitur hochschulreife meisterbrief gesellenbrief grado bts dut btech mtech diplom diplom-ingenieur licenciado licenciada máster magister técnico técnica staatsexamen maestría bachillerato laurea ingegneria hbo mbo vwo bsc msc phd mba beng meng llb llm mphil bachelor bachelor's bachelors master's doctorate diploma gcse gcses a-levels abitur baccalauréat licenciatura laurea magistère doctorado doctorat doktorat maturità havo inżynier mgr licencjat bfa mfa pharmd dnp"},
		{Flag: degreeShort, Words: "deug dcg dscg llm licence master bac ba ma bs ms md jd bcom bed dphil"},
		{Flag: degreeLead, Words: "pg certificate professional extended executive high school national advanced higher associate associate's foundation honours undergraduate postgraduate graduate college university law medical nursing teaching"},
		{Flag: degreeWord, Words: "abschluss studium diplôme titulación wykształcenie studytype uddannelse utdanning utbildning area opleiding título formación formation formação qualification estudios degree diploma"},
		{Flag: degreeLink, Words: "oxon cantab triennale magistrale specialistica professionnelle générale universitario universitaria and y en de of in degree science arts engineering business administration honours hons"},
	}
}

// occupations finds job titles and degrees.
func (r *reader) occupations() {
	for _, k := range r.Cued {
		r.occupation(int(k))
	}
	for _, k := range r.compound {
		r.occupation(int(k))
	}
}

// occupation finds the job title or the degree at whose noun word i stands.
func (r *reader) occupation(i int) {
	w := &r.Words[i]
	flags := w.Flags
	if to := r.dotted(i); to > i {
		r.degree(i, to)
		return
	}
	if flags&(jobCue|degreeWord) != 0 && w.Len() > 2 {
		r.labelledTitle(i, flags)
	}
	if flags&placeLabel != 0 {
		r.labelledPlace(i)
	}
	if flags&isHeading != 0 {
		r.trained(i)
	}
	if flags&(jobHead|jobWeak|degree|degreeShort|degreeWord|isOrgTail|degreeLead) == 0 || w.Shape == nametag.Digit || r.says(i, "mgr") && !(r.adjoins(i+1) && r.Words[i+1].Shape == nametag.Initial) {
		return
	}
	if o := r.owner[i]; o != 0 && r.found[o-1].score == labelScore && r.found[o-1].typ != pii.Person && r.found[o-1].rule != ruleOrg {
		return // the value of a label
	}
	if flags&(jobHead|jobWeak) != 0 {
		r.jobTitle(i)
	}
	if flags&degreeWord != 0 && r.sameLine(i) && r.is(i-1, degreeLead) && r.Words[i-1].Len() > 4 { // not "a high degree"
		from := i
		for from > 0 && i-from < 3 && r.sameLine(from) && r.is(from-1, degreeLead) {
			from--
		}
		r.degree(from, i+1)
		return
	}
	if flags&degree != 0 || flags&degreeShort != 0 && (w.Shape == nametag.Upper || w.Shape == nametag.Initial && w.Len() > 2) && w.Mode == nametag.Cased && r.degreeContext(i) {
		r.degree(r.levelled(i), i+1)
	} else if r.says(i, "Award", "Certificate", "award", "certificate") && r.levelled(i) < i {
		r.degree(r.levelled(i), i+1)
	}
}

// jobTitle reads from a noun of an occupation backwards over the words that qualify it. A noun alone counts with a capital inside of
// a line or after a cue ("works as a nurse").
func (r *reader) jobTitle(i int) {
	from := i
	for from > 0 && i-from < 5 && r.adjoins(from) && r.Words[from-1].Shape != nametag.Punct && r.Words[from-1].Flags&(jobModifier|jobHead) != 0 && !(r.Words[from-1].Shape == nametag.Lower && r.Words[from-1].Len() == 2) {
		from--
	}
	w := &r.Words[i]
	weak := w.Flags&jobHead == 0
	if r.mark(i+1, '>') && (r.mark(i-1, '<') || r.mark(i-1, '/')) {
		return // "<Sprzedawca>"
	}
	if r.says(i, "Constable", "Detective", "Sergeant", "Garda") && r.sameLine(i+1) && (r.person1(i+1) || r.Words[i+1].Shape == nametag.Single) {
		return // a rank before a name
	}
	if from == i && !r.sameLine(i) && r.sameLine(i+2) && r.Words[i+1].Shape == nametag.Lower && r.mark(i+2, ':') {
		return // "Responsable clínico: Dr. Angel Salgado"
	}
	if from == i && r.says(i, "counsel", "Counsel") {
		return // "General Counsel", not "learned counsel"
	}
	if r.mark(i+1, '\'') || r.mark(i+1, ':') && (!r.sameLine(i) || r.mark(i-1, '.')) || r.mark(from-1, '-') && !r.Words[from].Space || w.IsTitle() && r.sameLine(i+1) && r.owner[i+1] != 0 && !(from < i || r.adjoins(i) && r.qualifier(i-1)) {
		return
	}
	capital := (w.Mode == nametag.Cased || w.Mode == nametag.UpperLine) && w.Shape != nametag.Lower
	to := i + 1
	if capital {
		for from > 0 && i-from < 5 && r.adjoins(from) && (r.qualifier(from-1) || r.briefly(from-1, i) || from < i && r.is(from-1, jobModifier|isClient) && r.Words[from-1].Shape == nametag.Initial && r.owner[from-1] == 0) {
			from--
		}
		if r.mark(from-1, '.') && r.adjoins(from-1) && r.says(from-2, "Asst", "Assoc", "Sr", "Snr", "Jr", "Jnr", "Dep", "Exec", "Dipl") {
			from -= 2
		}
		for from < i && (r.among(from, articles.Get(makeArticles)) || r.says(from, "Il", "Lo", "L'", "De", "Het", "El", "O", "A")) {
			from++ // "Il Giudice"
		}
		if r.adjoins(to) && r.rank(to) {
			to++
		}
		if to+1 < len(r.Words) && r.sameLine(to) && r.sameLine(to+1) && r.Words[to].Flags&jobLink != 0 && r.owner[to+1] == 0 && (r.qualifier(to+1) || r.field(from, to)) {
			for to += 2; to-i < 5 && r.adjoins(to) && r.qualifier(to); {
				to++ // "Head of Sixth Form"
			}
		}
	}
	if !capital && r.sameLine(to) && r.sameLine(to+1) && r.says(to, "of", "de") && r.Words[to+1].Flags&jobModifier != 0 && w.Flags&jobModifier == 0 {
		to += 2 // "vp of operations"
	}
	k, held := r.qualified(from, to)
	if held {
		from = k
	}
	if r.mark(to, ':') || weak && r.person1(i) && !r.undersigned(i) {
		if weak {
			return
		}
	} else if r.fieldTitle(i) || weak && !held && !(r.sameLine(from) && r.mark(from-1, ',') && r.person1(max(0, from-2))) {
		return
	}
	boundary, end := !r.adjoins(from) || r.Words[from-1].Shape == nametag.Punct, to
	if held && !capital || boundary && (capital || r.dated(from)) {
		to = r.object(to)
	}
	if to == end && boundary && r.dated(from) {
		to = r.about(to)
	}
	if r.says(i, "notary", "Notary") && r.says(i+1, "public", "Public") {
		to = i + 2
	}
	cue := held || !capital && to > i+1 && r.dated(from) || r.sameLine(from) && (r.Words[from-1].Flags&jobCue != 0 && !(r.says(from-1, "a", "an") && r.is(from-2, isTell)) || r.mark(from-1, ':') || r.mark(from-1, ',') && r.person1(max(0, from-2)))
	heading := !r.sameLine(from) && (to == len(r.Words) || !r.sameLine(to))
	if r.mark(to, ':') && r.sameLine(to+1) && r.person1(to+1) || !r.sameLine(i) && r.says(to, "the", "a", "an", "for") && r.sameLine(to) {
		return // a label, a verb
	}
	alone := capital && (to == len(r.Words) || r.is(to, isAt) || !r.sameLine(to) || r.Words[to].Shape == nametag.Punct) && !r.mark(to, ':')
	switch {
	case heading && capital && w.Flags&jobModifier == 0 && r.Entry(i).First() == 0 && (to-from > 1 || w.Mode != nametag.UpperLine || from > 0 && r.person1(from-1)): // a line of its own
		r.add(reading{from: from, to: to, typ: pii.JobTitle, score: 0.85, rule: ruleJob})
	case heading && !capital && from > 0 && r.person1(from-1) && w.Flags&jobModifier == 0: // below a signature
		r.add(reading{from: from, to: to, typ: pii.JobTitle, score: 0.6, rule: ruleJob})
	case to-from > 1 && (capital || cue):
		r.add(reading{from: from, to: to, typ: pii.JobTitle, score: 0.75, rule: ruleJob})
	case to-from > 1:
		r.add(reading{from: from, to: to, typ: pii.JobTitle, score: 0.55, rule: ruleJob})
	case w.Flags&jobModifier == 0 && (cue || alone || capital && r.sameLine(i)):
		r.add(reading{from: from, to: to, typ: pii.JobTitle, score: 0.5, rule: ruleJob})
	}
}

// field reports whether the word behind the link at word to names what a position that begins at from is about: "Head of Procurement",
// "Chargée de communication" at the beginning of a line or behind a mark.
func (r *reader) field(from, to int) bool {
	w := &r.Words[to+1]
	return w.Mode == nametag.Cased && w.Shape == nametag.Initial || !w.IsStop() && w.Shape != nametag.Punct && w.Shape != nametag.Digit &&
		(!r.sameLine(from) || r.Words[from-1].Shape == nametag.Punct)
}

// qualifier reports whether word i is a capitalised common noun that nothing else claims.
func (r *reader) qualifier(i int) bool {
	w := &r.Words[i]
	return w.Mode == nametag.Cased && w.Shape == nametag.Initial && !w.IsStop() && !w.IsTitle() && r.owner[i] == 0 && !r.says(i, "Former", "Retired") && (r.Entry(i).Common() >= 2 && w.Flags&(ruleWords&^(isEponymTail|isTrade|isMiddle|isWeakTail)) == 0)
}

// briefly reports whether word k is an abbreviation that qualifies the occupation at word i: "BI Developer".
func (r *reader) briefly(k, i int) bool {
	w := &r.Words[k]
	return w.Mode == nametag.Cased && w.Shape == nametag.Upper && w.Len() < 5 && w.Flags&ruleWords == 0 && r.owner[k] == 0 && r.Words[i].Shape != nametag.Upper && (r.pauses(i+1) || r.is(i+1, isAt))
}
