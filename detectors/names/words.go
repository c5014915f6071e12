package names

import (
	"strings"

	"github.com/lethe-pii/lethe/internal/nametag"
)

// What words mean to the rules.
const (
	isCopula     = uint64(1) << (nametag.FreeFlags + iota)
	isNameWord   // "name", before a copula or a colon
	isThis       // "this is …"
	isStrongCue  // "heiße …"
	isWeakCue    // "I'm …"
	isGreeting   // "Hi …,"
	isFamily     // "my daughter …"
	isKin        // "Daughter …": a relation that needs no "my"
	isAddressed  // "Frau …": a person follows, whatever the word
	isMine       // "my", before a family word
	isSignOff    // "Regards" on a line of its own
	isSpeaking   // "… speaking"
	isNobody     // greeted, but nobody's name
	isLabel      // "Patient: …"
	isHeading    // of a section in a CV
	isOrgTail    // "… Ltd": an organization, whoever it is named after
	isLegal      // "… GmbH": the legal form of a firm
	isOrgHead    // "Institut für …", "Hotel …"
	isAt         // "Planner at …"
	isStreetTail // "… Street"
	isEponymTail // "Parkinson's disease"
	isNotPerson  // software, skills, brands that look like names
	isSaint      // "St John Ambulance"
	isSpelling   // "spelled", before the letters of a name
	isDouble     // "double L"
	isNato       // "Whiskey", for W
	isForLetter  // "W for Whiskey"
	isDot        // how a mark of an address is said
	isTell       // "ask …": somebody who is spoken of follows
	isClient     // "patient …", "client …"
	isReport     // "M. reports …"
	isWork       // "worked at …"
	isEmployer   // "Employer: …"
	isNotOrg     // abbreviations and roles that are written like firms
	isFor        // "worked for …"
	isNick       // "Big Steve"
	isMiddle     // "Lakeside Community College"
	isPeople     // "/users/…"
	isStreetHead // "rue …", "Via …"
	isHuman      // "… refused": only people do
	isTrade      // "Jensen Shipping": no person, whatever stands before
	isWeakTail   // a kind of organization that is also a word of everyday text
	isClinician
	isPatient
	isCandidate
	isRecruiter
	isReference

	// isFunction are the flags of words that are no names in text without case.
	isFunction = isCopula | isNameWord | isThis | isStrongCue | isGreeting | isFamily | isKin | isMine | isTell | isWork | isHuman | isAt | isFor

	// ruleWords are the flags of words that a rule about persons knows.
	ruleWords = isReference<<1 - isCopula

	// What begins a rule, by what finds it; the other words are only asked about beside such.
	evidenceCues   = isCopula | isNameWord | isThis | isStrongCue | isWeakCue | isGreeting | isFamily | isKin | isAddressed | isSignOff | isSpeaking | isLabel | isHeading | isAt | isTell | isClient | isReport | isPeople | isHuman | isReference
	orgCues        = isLegal | isWeakTail | isOrgTail | isOrgHead | isWork | isEmployer | isTrade
	occupationCues = jobCue | degreeWord | placeLabel | isHeading | jobHead | jobWeak | degree | degreeShort | isOrgTail | degreeLead
	cues           = evidenceCues | orgCues | occupationCues | isSpelling | isNato
)

func makeWords() *nametag.WordTable {
	return nametag.NewWordTable(cues, append(jobWords(),
		nametag.WordList{Flag: nametag.Cued, Words: "court sp"}, // a "District Court", a "sp. z o.o."
		nametag.WordList{Flag: isCopula, Words: "is ist es è é est is er är was"},
		nametag.WordList{Flag: isNameWord, Words: "imię imie name naam nome nombre nom surname lastname firstname forename vorname nachname familienname navn namn nazwisko apellido apellidos cognome prénom achternaam voornaam sobrenome"},
		nametag.WordList{Flag: isThis, Words: "this hier here aquí"},
		nametag.WordList{Flag: isStrongCue, Words: "née nee né geb geborene geborener född født domu heiße heisse heißt s'appelle chiama llamo m'appelle chiamo heet heter hedder chamo"},
		nametag.WordList{Flag: isWeakCue, Words: "sou called i'm im its c'est soy sono named bin llama llaman"},
		nametag.WordList{Flag: isGreeting, Words: "hi hello hey dear hallo liebe lieber bonjour hola ciao beste olá caro cara cher chère querido querida hej gentile estimado estimada geachte morning afternoon evening thanks welcome danke merci gracias"},
		nametag.WordList{Flag: isFamily, Words: "collega collègue buurvrouw buurman nachbarin badante bf gf hubby bff bestie fiance fiancee stepdad stepmum stepmom stepbrother stepsister brother-in-law sister-in-law mother-in-law father-in-law son-in-law daughter-in-law schwager schwägerin schwiegermutter schwiegervater schwiegersohn schwiegertochter beau-frère belle-sœur beau-père belle-mère gendre suegro yerno nuera suocera suocero genero nuora schoonmoeder schoonvader zwager schoonzus cunhado cunhada sogra sogro genro wife husband son sons daughter daughters children kids boys girls siblings twins sister sisters brother brothers mother father mom mum dad partner fiancé fiancée girlfriend boyfriend nephew niece cousin aunt uncle grandmother grandfather grandson granddaughter roommate boss colleague friend frau mann sohn tochter kinder söhne töchter zwillinge enfants filles hijos hijas figli kinderen schwester bruder mutter vater freund freundin kollege kollegin femme mari fils fille soeur frère mère père esposa esposo marido hija hijo hermana hermano madre padre mujer amigo amiga moglie marito figlia figlio sorella fratello vrouw man zoon dochter zus broer filha filho irmã irmão mãe pai cuñado cuñada ehefrau ehemann épouse żona mąż córka syn siostra brat"},
		nametag.WordList{Flag: isKin, Words: "collega collègue buurvrouw buurman nachbarin badante brother-in-law sister-in-law mother-in-law father-in-law son-in-law daughter-in-law schwager schwägerin schwiegermutter schwiegervater schwiegersohn schwiegertochter beau-frère belle-sœur beau-père belle-mère gendre suegro yerno nuera suocera suocero genero nuora schoonmoeder schoonvader zwager schoonzus cunhado cunhada sogra sogro genro syster søster datter dotter svärmor svigermor farmor mormor farfar morfar wife husband daughter sister brother mother father partner fiancé fiancée girlfriend boyfriend nephew niece cousin aunt uncle auntie grandmother grandfather grandson granddaughter grandma grandpa granny roommate flatmate neighbour neighbor tochter schwester bruder vater oma opa tante onkel freundin nachbar nachbarin kollegin hauswart hausmeister fille fils mari soeur sœur frère mère père tonton cousine papa hija hijo hermana hermano madre padre esposa esposo marido mujer nieto nieta abuela abuelo tía tío moglie marito figlia figlio sorella fratello zio zia nonno nonna dochter zoon broer oom nan nana gran stepmother stepfather stepson stepdaughter twin ehefrau ehemann lebensgefährtin lebensgefährte épouse époux neveu nièce filha filho irmã irmão mãe avó avô cuñado cuñada sobrino sobrina suegra nipote cognata echtgenote echtgenoot żona mąż córka syn siostra brat matka ojciec"},
		nametag.WordList{Flag: isAddressed, Words: "smt sri shri shrimati engr revd cllr dokter avv dña mr mrs ms miss mister herr herrn frau fru fräulein señor señora señorita monsieur madame mademoiselle mme mlle signor signora signorina mevrouw mevr meneer dhr senhor senhora maître mw mej alhaji alhaja hajia imam rabbi doña pani dona dott dott.ssa doktor heer dra dottor dottoressa dottore panie pana panią szanowny szanowna señorito mx"},
		nametag.WordList{Flag: isNato, Words: "alfa alpha bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey whisky x-ray xray yankee zulu anton berta cäsar dora emil friedrich gustav heinrich ida julius kaufmann ludwig martha nordpol otto paula quelle richard samuel theodor ulrich viktor wilhelm xanthippe ypsilon zacharias zeppelin"},
		nametag.WordList{Flag: isForLetter, Words: "for as like wie comme como come van für"},
		nametag.WordList{Flag: isMine, Words: "votre notre leur vos nos ton ta tes ses leurs nuestro nuestra vuestro nostro nostra vostro vostra onze jullie unser unsere eure my our his her their your mein meine meiner meinen meinem sein seine ihr ihre mon ma mes son sa mi mis su sus mio mia mijn zijn haar the jego jej moja mój sua seu minha meu sua suo"},
		nametag.WordList{Flag: isSignOff, Words: "greetings pozdrowienia hälsning ta lg vg mfg glg à toi vous regards sincerely thanks cheers best yours faithfully respectfully grüße grüßen gruß gruss grüsse grüssen cordialement salutations saludos atentamente saluti groet groeten cumprimentos atenciosamente you truly wishes love thx xoxo bises bisous bussi freundliche freundlichen viele liebe mit met vriendelijke besten beste abrazo abrazos besos un abraço abraços beijos baci cordiali distinti bien amicalement hilsen venlig hälsningar vänliga med pozdrawiam groetjes"},
		nametag.WordList{Flag: isSpeaking, Words: "speaking calling apparaat"},
		nametag.WordList{Flag: isNobody, Words: "cant wont dont isnt didnt doesnt wasnt arent couldnt wouldnt shouldnt hasnt hadnt aint unknown unbekannt inconnu inconnue desconocido desconocida desconhecido desconhecida sconosciuto sconosciuta onbekend nieznany nieznana okänd ukendt anonymous anonym anonyme anónimo anónima anonimo j'appelle j'ai j'étais j'aimerais c'est d'accord qu'il qu'elle n'est n'a s'il l'appareil aujourd'hui con por para el los las que en un una der die das und mit für le les et avec pour mais sinon oui non si sí ja nein bueno buenos buenas claro vale perdón guten grüß bonsoir also aber sondern dann entonces pues luego allora poi dus maar nog het een pero no mister chief justice president chairman vice speaker secretary honor honour majesty chair there all team sir madam everyone everybody guys folks customer customers colleague colleagues friend friends member members hiring manager recruiter committee dr doctor patient parents santa diary god lord damen herren herr frau zusammen alle again sure yes no well now just sorry good great fine okay ok thanks thank you for sunshine baby honey sweetie kitty bro dude man mate buddy world google siri alexa señor señora madame monsieur amigos todos tutti allemaal heer mevrouw valued applicant client support im am zum zur ist hat war"},
		nametag.WordList{Flag: isLabel, Words: "appelante usager usagère bezoeker bezoekster belster triagist triagiste centralist centraliste utente chiamante centralinista telefonista chamador utilizador utilizadora dzwoniący dzwoniąca rozmówca konsultant konsultantka klientka inringare uppringare kund kunden operatör handläggare inringer anrufende disponent disponentin leitstelle zentrale mitgliederservice gesprächspartner mediador mediadora arrendador arrendadora arrendatario arrendataria avalista inquilino inquilina proprietario proprietaria locatario locataria locadora locatário fiador fiadora bailleur locataire bailleresse vendeur acquéreur versicherungsnehmer versicherungsnehmerin verzekeringnemer huurder verhuurder hyresgäst hyresvärd najemca wynajmujący ubezpieczony llamante interlocutor interlocutora appelant operadora operador secrétaire standardiste thérapeute defendant plaintiff petitioner respondent claimant appellant appellee complainant kläger klägerin beklagte beklagter clerk gast gäste moderatorin gastgeber gastgeberin invité invitée animateur animatrice présentateur présentatrice entrevistador entrevistadora presentador presentadora invitado invitada intervistatore ospite presenter narrator announcer agente conseiller conseillère berater beraterin kundin cliente kunde visitor user assistant operator host moderator speaker therapist support bot system rep anrufer arzt ärztin klient klientin conseil infirmière docteur consultant advisor adviser seller attending speaker_00 speaker_01 medewerker beller operatore operatrice atendente advocate counsel court pflegerin mitarbeiter mitarbeiterin technician dispatcher patient customer client candidate applicant employee manager supervisor doctor physician provider attending surgeon nurse contact attn attention from to cc bcc author signed prepared reviewed witness beneficiary insured tenant landlord buyer seller guardian spouse kontakt patientin kunde ansprechpartner médico médica médecin paciente cliente contacto paziente contatto patiënt klant huisarts remitido interviewer interviewee reporter assignee owner caller agent name recruiter referee reference cardholder accountholder holder passenger guest student teacher"},
		nametag.WordList{Flag: isHeading, Words: "timesheet payslip a-levels gcses maths english history qualifications summary curriculum vitae resume résumé cv profile summary experience education skills references contact details personal employment history languages certifications objective projects publications awards lebenslauf work professional career technical interests hobbies subject date page report invoice transcript meeting minutes notes discharge medical agreement contract letter confidential notice policy statement application form chapter section table new united general annual persönliches persönliche kenntnisse interessen sprachen sprachkenntnisse berufserfahrung ausbildung bildungsweg qualifikationen zertifikate hobbys formation compétences expérience expériences langues loisirs experiencia formación idiomas aptitudes habilidades esperienza istruzione competenze lingue ervaring opleiding vaardigheden talen experiência formação idiomas doświadczenie wykształcenie umiejętności zainteresowania referees"},
		nametag.WordList{Flag: isOrgTail, Words: "hospitals ltd llc inc plc gmbh ag kg se bv nv sa srl spa sarl corp corporation company co group holdings holding partners consulting bank university college hospital foundation solutions technologies systems airlines clinic school insurance motors foods institute associates industries services international center centre church library museum stadium award prize hotel restaurant cup trophy theorem building studios records universität klinik krankenhaus stiftung verlag trust infirmary hospice agency authority council ministry partnership robotics pharmaceuticals pharmaceutical enterprises ventures supermarkets orchestra federation society club association academy academies logistics"},
		nametag.WordList{Flag: isLegal, Words: "pvt sdn bhd pllc ltd llc llp inc plc gmbh mbh ag kg kgaa ohg gbr ug bv nv srl spa sarl sas sasu eurl sl slu lda ltda oy oyj ab aps pty limited incorporated corp corporation company"},
		nametag.WordList{Flag: isOrgHead, Words: "gasthof gasthaus brasserie bistrot trattoria pizzeria osteria mesón parrilla taberna churrascaria eetcafé restauracja hurtownia karczma radiotaxi productora constructora juzgado gerechtshof rechtbank sąd prokuratura komenda urząd przychodnia comisaría questura gendarmerie commissariat woonstichting stichting vereniging installatiebedrijf asociación associazione verein waterschap gemeente bakkerij slagerij kapsalon woningcorporatie woningstichting apotheek huisartsenpraktijk tandartspraktijk thuiszorg mutuelle boucherie librairie imprimerie préfecture crèche plomberie talleres taller ferretería panadería librería guardería peluquería transportes construcciones inmobiliaria gestoría bodegas conservas aguas officine panificio pasticceria carrozzeria ferramenta falegnameria reifen zimmerei schreinerei tischlerei fleischerei fahrschule hausverwaltung volkshochschule diakonie caritas reisebüro druckerei gärtnerei pflegedienst seniorenheim altenheim pflegeheim hausarztpraxis zahnarztpraxis ingenieurbüro steuerbüro institute institut instituto istituto university universität universidad università université universidade universiteit hochschule fachhochschule fachschule berufsschule grundschule realschule gymnasium kindergarten kita kinderhaus klinikum klinik krankenhaus praxis hotel restaurant restaurante ristorante café bar asador hospital clínica clinique clinica école ecole lycée collège escuela colegio liceo academy akademie academia académie scuola stadtwerke sparkasse volksbank spedition bäckerei metzgerei autohaus apotheke kanzlei verlag agence agencia agenzia boulangerie menuiserie conserverie garage cabinet assurances seguros banco banca banque bank fundación fondation fundação stiftung ministry ministerium ministère ministerio department mairie ayuntamiento szpital uniwersytet politechnika szkoła ziekenhuis basisschool bouwbedrijf garagebedrijf edilizia impresa officina farmacia pharmacie transportadora construtora padaria escola hôpital ospedale société berufskolleg"},
		nametag.WordList{Flag: isAt, Words: "at bei beim chez en presso bij na"},
		nametag.WordList{Flag: isStreetTail, Words: "street st road rd avenue ave lane ln drive dr court ct way close place boulevard blvd square park gardens terrace straße strasse str platz allee weg straat laan plein highway crescent"},
		nametag.WordList{Flag: isEponymTail, Words: "principle principles demon paradox conjecture lemma razor slits shift sofa armchair burner dish valve collection sponge disease syndrome sign test score scale palsy lymphoma sarcoma criteria triad node nodes fracture hernia reflex maneuver manoeuvre position effect law algorithm distribution catheter tube method theorem hodgkin krankheit inventory hierarchy questionnaire transform transformation simulation simulations elimination rule rights material knife screwdriver wrench key novel novels cantata cantatas sonata curve equation equations constant number numbers index staining stain bodies body phenomenon manoeuvres contracture thyroiditis granulomatosis hernia's loop needle forceps retractor syndrom zeichen test-score maneuvers convention"},
		nametag.WordList{Flag: isNotPerson, Words: "rax rbx rcx rdx rsi rdi rsp rbp eax ebx ecx edx java python excel salesforce scrum kubernetes docker photoshop tableau jira terraform jenkins ansible kafka django oracle angular hadoop pandas perl julia cassandra eclipse maven selenium splunk tensorflow github gitlab linux windows outlook linkedin facebook instagram twitter youtube netflix spotify whatsapp zoom uber lyft alexa siri cortana google amazon paypal venmo parkinson parkinson's alzheimer alzheimer's crohn crohn's hodgkin raynaud hashimoto bluetooth internet christmas easter god jesus lord tylenol advil aspirin ibuprofen metformin lisinopril medicare medicaid wi-fi wifi english french german spanish italian dutch mom mum dad daddy mommy grandma grandpa doctor nurse fhir hl7 jwt ai api gdpr hipaa babinski romberg kernig brudzinski lasègue trendelenburg tinel phalen  mcburney apgar braden glasgow maslow socrates bayes gauss euler monte-carlo fourier doppler bechterew charcot jehovah jehovah's dyson postman swagger snowflake grafana travis chai mocha jest babel puppet ruby jasmine kibana sinemet madopar pilates persönliches kenntnisse interessen " +
			"else elif esac endif echo sys lineno argv argc stdin stdout stderr printf println async await null none nil true false undefined impl struct enum const var func def " +
			"int str bool uint nfa dfa utf ascii mkdir grep sudo chmod env config src bin tmp usr init args kwargs mut usize typedef sizeof ifdef ifndef pragma charset href onclick " +
			"div img css tbody thead btn visual powerpoint sharepoint onedrive onenote word office dos sql"},
		nametag.WordList{Flag: isSaint, Words: "st saint san santa sankt sint"},
		nametag.WordList{Flag: isSpelling, Words: "spell spelled spelt spelling spells name surname lastname buchstabiere buchstabiert nachname vorname épelle épeler nom deletreo deletrea apellido naam spel cognome scrive"},
		nametag.WordList{Flag: isDouble, Words: "double doppel deux dubbel doppia doble triple"},
		nametag.WordList{Flag: isDot, Words: "dot punkt punto point ponto punt underscore dash hyphen bindestrich guion tiret arroba arobase chiocciola"},
		nametag.WordList{Flag: isTell, Words: "atiende msg voicemail seen heard asks habla hablo hable call calls phone ring rang text email message meet ask asked asking tell told telling thank talk talked talking speak spoke spoken ping pinged remind reminded invite invited met frag frage gefragt sag sagen gesprochen dis dites parler demande hablar hablé dile dígale pregunta falar falo falei fala pergunta parlo parlare chiedi dillo vraag zeg gesproken zapytaj powiedz"},
		nametag.WordList{Flag: isClient, Words: "pt pat patient client klient klientin patientin paciente paziente patiënt patiente cliente clienta cliënt pacjent pacjentka service-user resident doctor"},
		nametag.WordList{Flag: isReport, Words: "reports reported denies denied attended attends arrived presented presents states stated describes described expressed disclosed says said is was has feels felt berichtet berichtete gibt verneint dit déclare refiere niega riferisce vertelt meldt"},
		nametag.WordList{Flag: isStreetHead, Words: "rue avenue l'avenue d'avenue l'impasse l'allée boulevard impasse allée quai chemin ruelle via viale piazza piazzale corso vicolo calle avenida avda plaza paseo rua praça travessa ulica ul aleja"},
		nametag.WordList{Flag: isPeople, Words: "users user profiles profile people members member patients staff clients customers employees team authors author contacts candidates students players doctors providers drivers agents"},
		nametag.WordList{Flag: isHuman, Words: "said says told asked asks refused reckons thinks thought wants wanted texted phoned rang insisted promised laughed nodded cried apologised apologized admitted agreed hates loves knows remembers declined complained sagte sagt meinte meint erzählte fragte rief wollte weiß dit dijo dice preguntó llamó disse zei zegt vroeg belde weet"},
		nametag.WordList{Flag: isWork, Words: "worked work works working joined joining employed studied studying graduated trained interned volunteered contracted arbeite arbeitet arbeitete arbeiten gearbeitet angestellt studiert studierte travaille travaillé travaillait étudié trabaja trabajo trabajé trabajaba trabalha trabalho trabalhei estudié estudió lavora lavoro lavorato studiato werkt werkte gewerkt gestudeerd"},
		nametag.WordList{Flag: isEmployer, Words: "firmą firmy firmie företaget compañía insurer institution krankenkasse krankenversicherung versicherer assureur aseguradora zorgverzekeraar verzekeraar employer organisation organization company workplace surgery arbeitgeber firma unternehmen employeur entreprise société empresa empleador empregador azienda ditta impresa werkgever bedrijf pracodawca"},
		nametag.WordList{Flag: isNotOrg, Words: "cctv otp bvn ppsn pos gps uetr pesel nib niss siret siren rcs rpps piva btw ust-id hrb vcard uri ddn vevent vcalendar np rn pcp bp nsvt rpr msn cnpj cpf pcb fwd qty netto brutto bankgiro plusgiro audiogram bonsoir polisnummer yoruba igbo hausa wolof swahili kiswahili farsi tagalog urdu hindi punjabi bengali portugiesisch russisch türkisch polnisch italienischen slowenischen ssn dob mrn nino dsm dsm-5 cbt dbt bls acls icd icd-10 bsn dni nie nif gop jwt fhir hl7 api pin id vat iban bic swift usd eur gbp adr gcse hgv cv kpi crm erp sql html css json xml http https ssl vpn gaf phq phq-9 gad gad-7 mri ct ecg ekg tenant landlord surgery chargée assistante deutsch englisch französisch spanisch italienisch anglais allemand espagnol inglés francés alemán inglese francese tedesco engels duits frans angielski niemiecki euskera"},
		nametag.WordList{Flag: isFor, Words: "for für pour para per voor"},
		nametag.WordList{Flag: isNick, Words: "big little papa mama lil"},
		nametag.WordList{Flag: isMiddle, Words: "sp primary secondary grammar nursery infant junior high comprehensive water energy power gas electric housing insurance veterinary dental medical dentists broadband mobile telecom pharmacy travel rentals rental cars motors news media estates lettings properties homes care legal financial mortgage mortgages savings credit union hospital hotel utilities learning college school surgery practice clinic community state memorial general regional county city technical medical central national international public"},
		nametag.WordList{Flag: isTrade, Words: strings.Join(trades, " ")},
		nametag.WordList{Flag: isOrgHead, Words: strings.Join(kinds, " ")},
		nametag.WordList{Flag: isTrade, Words: "practice consultants ceramics pharma pharmacy opticians bodyworks florists inn tavern electrical surgery plumbing dental heating analytics capital securities laboratories labs shipping haulage bakery brewery carpentry catering joinery roofing landscaping freight dairy"},
		nametag.WordList{Flag: isWeakTail, Words: "sjukhus kommun universitet tingsrätt lasarett vårdcentral högskola hovrätt förvaltningsrätt kommune sykehus sygehus tingrett association foods services solutions group society authority agency council ministry partners associates award prize cup trophy theorem records building restaurant center centre systems studios industries international partnership trust enterprises ventures club"},
		nametag.WordList{Flag: placeLabel, Words: "place naturalidade postort city town ort wohnort geburtsort heimatort bürgerort ville ciudad población poblacion localidad città comune plaats woonplaats geboorteplaats miasto miejscowość cidade município municipio birthplace hometown suburb lga locality state province county region district country land pays país paese kraj countrycode bundesland kanton departamento provincia stato estado origin born geboren nato nata nacido nacida naturel nascido nascida natural residente resident residing wohnhaft ansässig lives living domiciliado domiciliada domicilié domiciliée domiciled residenziale expedida expedido woonachtig wonende urodzony urodzona zamieszkały zamieszkała"},
		nametag.WordList{Flag: isClinician, Words: "doctor physician provider attending surgeon nurse dr médico médica médecin huisarts arzt ärztin"},
		nametag.WordList{Flag: isPatient, Words: "patient patientin paciente paziente patiënt"},
		nametag.WordList{Flag: isCandidate, Words: "candidate applicant interviewee"},
		nametag.WordList{Flag: isRecruiter, Words: "recruiter interviewer"},
		nametag.WordList{Flag: isReference, Words: "reference referee references"},
	)...)
}

// makeFirms lists companies, products and prizes whose names read like a person's.
func makeFirms() *roster {
	r, err := newRoster([]string{"John Lewis", "Hugo Boss", "Morgan Stanley", "Goldman Sachs", "Calvin Klein", "Ralph Lauren", "Tommy Hilfiger",
		"Mercedes Benz", "Louis Vuitton", "Christian Dior", "Saint Laurent", "Charles Schwab", "Merrill Lynch", "Jack Daniels", "Johnnie Walker", "Jim Beam",
		"Harley Davidson", "Aston Martin", "Rolls Royce", "Levi Strauss", "Papa Johns", "Trader Joe", "Eli Lilly", "Jimmy Choo", "Giorgio Armani", "Marc Jacobs",
		"Michael Kors", "Kate Spade", "Paul Smith", "Ted Baker", "Karen Millen", "Johns Hopkins", "Robert Bosch", "Max Planck", "Carl Zeiss", "Alice Springs", "Grant Thornton", "Hunter Douglas",
		"Robin Hood", "Santa Claus", "King Edward", "Apache Cassandra", "Estée Lauder", "Elizabeth Arden", "Mary Kay", "Lloyd Webber", "JP Morgan", "J.P. Morgan",
		"Philip Morris", "Fannie Mae", "Freddie Mac", "Dr. Martens", "Dr. Pepper", "Dr Pepper", "Mary Berry", "Jane Street", "Mr Kipling", "Wendy's", "Denny's", "Albert Heijn",
		"Albert Einstein Medical Center", "Ernst & Young", "Marks & Spencer", "Laura Ashley", "Victoria Beckham", "Betty Crocker", "Max Mara", "Massimo Dutti", "Wells Fargo", "Smith & Wesson", "Ben & Jerry's", "Johnson & Johnson", "Johnson Controls", "Procter & Gamble", "Barnes & Noble", "Black & Decker", "Adolfo Domínguez", "John Deere", "Jack Wolfskin", "Tiffany & Co", "Dr. Oetker", "Dr. Hauschka", "Peek & Cloppenburg", "Marc O'Polo", "Pierre Cardin", "Yves Rocher", "Yves Saint Laurent", "Jean Paul Gaultier", "Hervé Léger", "Guy Degrenne", "Leroy Merlin", "Abercrombie & Fitch", "Tory Burch", "Vera Bradley", "Salvatore Ferragamo", "Bottega Veneta", "Sara Lee", "Duncan Hines", "Uncle Ben's", "Aunt Jemima", "Orville Redenbacher", "Ruth's Chris", "Tim Hortons", "Jamba Juice", "Dick's Sporting Goods", "Baker McKenzie", "Allen & Overy", "Clifford Chance", "Herbert Smith Freehills", "Arthur Andersen", "Booz Allen", "Jones Lang LaSalle", "Knight Frank", "Marsh McLennan", "Willis Towers Watson", "Arthur J. Gallagher", "Franklin Templeton", "Hargreaves Lansdown", "Paddy Power", "Russell Hobbs", "Morphy Richards", "Virgin Atlantic", "Jaguar Land Rover", "Alfa Romeo", "Walt Disney", "Warner Bros", "Thomson Reuters", "Simon & Schuster"}, false)
	if err != nil {
		panic(err) // the list is static
	}
	return r
}

// makeFigures lists what is written like a person and is neither person nor firm: characters, books, methods, food, places.
func makeFigures() *roster {
	r, err := newRoster([]string{"Monte Carlo", "Harry Potter", "Moby Dick", "Jane Eyre", "Earl Grey", "Sherlock Holmes", "Winnie the Pooh", "Peter Pan",
		"Mickey Mouse", "Tom Sawyer", "Oliver Twist", "Anna Karenina", "Emma Bovary", "Romeo and Juliet", "Don Quixote", "Don Juan", "Billy Elliot",
		"Mary Poppins", "Robinson Crusoe", "James Bond", "Uncle Sam", "Jack Russell", "King Charles Spaniel", "Granny Smith", "Bloody Mary", "Tom Collins",
		"Travis CI", "Captain Morgan", "Prince Albert", "Don Pérignon", "Dom Pérignon", "Veuve Clicquot", "Petit Robert", "Pink Lady", "Queen Mary", "Prince of Wales", "John Dory", "Lady Grey", "Harvey Wallbanger", "Cobb Salad", "Caesar Salad", "Eggs Benedict", "Peach Melba", "Crêpe Suzette", "Beef Wellington", "Peter Principle", "Murphy's Law", "Occam's Razor", "Stanley Cup", "Davis Cup", "Ryder Cup", "Hello Kitty", "Sweet William", "Creeping Jenny", "Busy Lizzie", "Shirley Temples", "Black-eyed Susan", "Belle Hélène", "Tarte Tatin", "tarte Tatin", "Halver Hahn", "Strammer Max", "Tote Oma", "Armer Ritter", "Kalter Hund", "Fleißiges Lieschen", "Croque Madame", "Salade Niçoise", "Victoria Sponge", "National Insurance"}, false)
	if err != nil {
		panic(err) // the list is static
	}
	return r
}
