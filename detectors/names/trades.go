package names

// trades are English nouns of lines of business and kinds of bodies that end the name of one:"Hebburn Carpets","Haulbowline Imaging".
var trades = []string{
	"fastigheter entreprenad åkeri supermarket supermarkets hypermarket minimart pawnbrokers scaffolders cars tuinmeubelen wonen koeltransport gerechtsdeurwaarders makelaars notarissen advocaten fietsen energie haustechnik",
	"carpets flooring tyres tires optics lettings imaging rehabilitation rehab assurance reinsurance outfitters upholstery conservatories curtains kitchens bathrooms glazing scaffolding recycling demolition drainage groundworks paving fencing timber",
	"joiners builders plumbers electricals appliances furnishings furniture interiors antiques jewellers jewelers goldsmiths clothiers tailors footwear cobblers cleaners laundry launderette barbers hairdressers gymnastics taekwondo cycles motorcycles autos",
	"automotive coachworks coaches minibuses cabs ferries cruises aviation airways helicopters railways couriers removals movers warehousing boatyard yachts chandlery fisheries fishworkers seafood butchers bakers greengrocers grocers provisions deli",
	"delicatessen creamery chocolates confectionery roasters roastery distillery winery vineyards brewing orchards nurseries seeds kennels cattery stables equestrian plastics polymers packaging printers publishers publishing bookshop stationers fabrics",
	"textiles knitwear weaving tannery steel steelworks foundry castings fabrications fabrication welding fasteners bearings hydraulics pneumatics refrigeration ventilation renewables petroleum fuels quarries aggregates concrete cement realty surveyors",
	"conveyancing solicitors attorneys accountants accountancy bookkeeping recruitment staffing resourcing brokers brokerage underwriting lending leasing mortgages radiology orthopedics orthopaedics orthodontics cardiology oncology dermatology pediatrics",
	"paediatrics physiotherapy chiropractic osteopathy podiatry audiology optometry eyecare dialysis diagnostics biosciences biotech biologics therapeutics genomics healthcare homecare scouts rovers wanderers elementary preschool playgroup daycare childcare",
	"seminary convent priory constabulary telecom telecoms wireless outreach foodbank co-op taqueria hire works living arms bistro diner pizzeria bakehouse mutual residents",
}

// kinds are nouns of firms and bodies that begin the name of one, by language:"Pensionskasse Oberland","Caf du Lot".
var kinds = []string{
	"politechnice politechniki uniwersytetu uniwersytecie sądu szpitala szpitalu szkoły szkole liceum urzędu urzędzie przychodni apteki aptece spółdzielni szwalnia stolarnia wodociągi hurtownia zakład pensjonat zespół zespołu towarzystwo",
	"toitures couverture plomberie maçonnerie transports déménagements ambulances charpente serrurerie imprimerie éditions rénovation jardineries taxis",
	"frutas vuelos auditores transportes construcciones reformas talleres conservas embutidos viajes autocares instalaciones suministros mudanzas limpiezas inmobiliaria asesoría gestoría ferretería panadería",
	"ponteggi trasporti costruzioni impianti traslochi serramenti infissi arredamenti autoricambi immobiliare viaggi",
	"construções móveis viagens mudanças companhia restaurante",
	"expertisebureau uitvaartzorg bouwbedrijf huisartsenpraktijk tandartspraktijk",
	"stadtklinik kreisklinik hausverwaltung gemeinschaftspraxis",
	"förskolan vårdcentralen tandvården folktandvården försäkringskassan länsstyrelsen tingsrätten hovrätten förvaltningsrätten gymnasiet",
	"pensionskasse landesamt bundesamt regelschule gesamtschule diagnosezentrum wohnbau baugenossenschaft genossenschaft raiffeisenbank kreissparkasse stadtsparkasse stadtbücherei musikschule tierarztpraxis tierklinik sanitätshaus weingut brauerei molkerei baumschule tischlerei",
	"dachdeckerei schlosserei konditorei buchhandlung fahrradladen modehaus möbelhaus sportverein turnverein schützenverein gesangverein feuerwehr jobcenter finanzamt standesamt ordnungsamt jugendamt versorgungsamt",
	"caf cpam urssaf ehpad chu chru hôpital clinique maternité lycée ifsi université gmf clsc mutualité entraide mgen garage boucherie charcuterie pâtisserie fromagerie épicerie pharmacie menuiseries charpentes conserveries laiterie laiteries transports établissements ets tribunal prud'hommes librairie médiathèque crêperie auberge syndicat asso",
	"cervecería pastelería carnicería pescadería frutería papelería tapicería carpintería fontanería cerrajería electrónica autoescuela laboratorio laboratorios clínica óptica joyería floristería supermercados almacenes galletas muebles montajes excavaciones aceites lácteos granja cooperativa sindicato comisaría carabineros juzgado tribunal ies ceip htal consultorio hostal pensión taquería maquiladora constructora mutua",
	"tribunale procura questura carabinieri assicurazioni asd asl farmacia ambulatorio poliambulatorio gelateria macelleria panificio caseificio tipografia libreria autofficina autotrasporti ristorante albergo agriturismo palestra liceo politecnico cooperativa onlus patronato riseria salumificio",
	"verzekeringen huisartsenpost zorgcentrum verpleeghuis woonzorgcentrum bakkerij slagerij drukkerij kwekerij rijschool ziekenhuis hogeschool accountantskantoor notariskantoor advocatenkantoor ocmw mutualiteit ziekenfonds",
	"pastelaria farmácia escola colégio faculdade hospital clínica oficina lojas mercearia talho cervejaria churrascaria bombeiros delegacia prefeitura cartório tribunal sindicato cooperativa transportadora",
	"szpital przychodnia apteka spółdzielnia piekarnia cukiernia drukarnia szkoła liceum technikum uniwersytet politechnika komisariat sąd prokuratura urząd kancelaria ceramika fundacja stowarzyszenie",
}
