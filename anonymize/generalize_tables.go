package anonymize

import (
	"strings"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/lethe-pii/lethe/internal/lazy"
)

// placeRows: country|state or region|names of it and cities in it. A name that stands for cities of several states is left out.
const placeRows = `United States|Alabama|alabama,al,birmingham al,montgomery,mobile,huntsville,tuscaloosa
United States|Alaska|alaska,ak,anchorage,fairbanks,juneau
United States|Arizona|arizona,az,phoenix,tucson,mesa,scottsdale,tempe,chandler,flagstaff
United States|Arkansas|arkansas,ar,little rock,fayetteville ar
United States|California|california,ca,los angeles,san francisco,san diego,san jose,sacramento,oakland,fresno,long beach,bakersfield,anaheim,santa barbara,berkeley,palo alto,pasadena,santa monica
United States|Colorado|colorado,co,denver,boulder,colorado springs,fort collins
United States|Connecticut|connecticut,ct,hartford,new haven,stamford,bridgeport
United States|Delaware|delaware,de,wilmington de,dover de
United States|District of Columbia|district of columbia,dc,d.c.,washington dc,washington d.c.
United States|Florida|florida,fl,miami,orlando,tampa,jacksonville,tallahassee,fort lauderdale,st. petersburg fl,sarasota,gainesville
United States|Georgia|ga,atlanta,savannah,augusta ga
United States|Hawaii|hawaii,hi,honolulu,hilo
United States|Idaho|idaho,id,boise
United States|Illinois|illinois,il,chicago,peoria,naperville,rockford
United States|Indiana|indiana,in,indianapolis,fort wayne,south bend,evansville
United States|Iowa|iowa,ia,des moines,cedar rapids,iowa city,davenport
United States|Kansas|kansas,ks,wichita,topeka,overland park
United States|Kentucky|kentucky,ky,louisville,lexington ky
United States|Louisiana|louisiana,la,new orleans,baton rouge,shreveport
United States|Maine|maine,me,bangor me,portland me
United States|Maryland|maryland,md,baltimore,annapolis,bethesda,rockville
United States|Massachusetts|massachusetts,ma,boston,cambridge ma,worcester ma,lowell,somerville
United States|Michigan|michigan,mi,detroit,grand rapids,ann arbor,lansing,kalamazoo
United States|Minnesota|minnesota,mn,minneapolis,saint paul,st. paul,duluth,rochester mn
United States|Mississippi|mississippi,ms,jackson ms,biloxi
United States|Missouri|missouri,mo,st. louis,saint louis,kansas city
United States|Montana|montana,mt,billings,missoula,bozeman
United States|Nebraska|nebraska,ne,omaha
United States|Nevada|nevada,nv,las vegas,reno,carson city
United States|New Hampshire|new hampshire,nh,nashua
United States|New Jersey|new jersey,nj,newark nj,jersey city,trenton,hoboken,atlantic city
United States|New Mexico|new mexico,nm,albuquerque,santa fe,las cruces
United States|New York|new york,ny,new york city,nyc,brooklyn,manhattan,queens,bronx,staten island,buffalo,albany,syracuse,yonkers,ithaca
United States|North Carolina|north carolina,nc,charlotte,raleigh,greensboro,durham nc,asheville
United States|North Dakota|north dakota,nd,fargo,bismarck
United States|Ohio|ohio,oh,cleveland,cincinnati,toledo oh,akron,dayton
United States|Oklahoma|oklahoma,ok,oklahoma city,tulsa
United States|Oregon|oregon,or,eugene,salem or,portland or
United States|Pennsylvania|pennsylvania,pa,philadelphia,pittsburgh,harrisburg,allentown,scranton
United States|Rhode Island|rhode island,ri,providence
United States|South Carolina|south carolina,sc,charleston sc,columbia sc,greenville sc
United States|South Dakota|south dakota,sd,sioux falls,rapid city
United States|Tennessee|tennessee,tn,nashville,memphis,knoxville,chattanooga
United States|Texas|texas,tx,houston,dallas,austin,san antonio,fort worth,el paso,plano,corpus christi,lubbock,galveston
United States|Utah|utah,ut,salt lake city,provo
United States|Vermont|vermont,vt,burlington vt,montpelier vt
United States|Virginia|virginia,va,virginia beach,norfolk va,roanoke,charlottesville
United States|Washington|wa,seattle,tacoma,spokane,bellevue,olympia wa
United States|West Virginia|west virginia,wv,morgantown
United States|Wisconsin|wisconsin,wi,milwaukee,green bay,madison wi
United States|Wyoming|wyoming,wy,cheyenne,laramie
Canada|Alberta|alberta,calgary,edmonton
Canada|British Columbia|british columbia,vancouver,victoria bc
Canada|Manitoba|manitoba,winnipeg
Canada|Nova Scotia|nova scotia,halifax ns
Canada|Ontario|ontario,toronto,ottawa,mississauga
Canada|Quebec|quebec,québec,montreal,montréal,quebec city
United Kingdom|England|england,london,birmingham,manchester,liverpool,leeds,sheffield,bristol,newcastle upon tyne,nottingham,leicester,oxford,brighton,southampton,plymouth,norwich,exeter
United Kingdom|Northern Ireland|northern ireland,belfast,londonderry
United Kingdom|Scotland|scotland,edinburgh,glasgow,aberdeen,dundee,inverness
United Kingdom|Wales|wales,cardiff,swansea,wrexham
Germany|Baden-Württemberg|baden-württemberg,stuttgart,karlsruhe,mannheim,heidelberg,ulm,tübingen,freiburg im breisgau
Germany|Bavaria|bavaria,bayern,munich,münchen,nuremberg,nürnberg,augsburg,regensburg,würzburg,ingolstadt
Germany|Berlin|berlin
Germany|Brandenburg|brandenburg,potsdam,cottbus
Germany|Bremen|bremen,bremerhaven
Germany|Hamburg|hamburg
Germany|Hesse|hesse,hessen,frankfurt am main,wiesbaden,kassel,darmstadt,offenbach
Germany|Lower Saxony|lower saxony,niedersachsen,hannover,hanover,braunschweig,göttingen,oldenburg,osnabrück
Germany|Mecklenburg-Vorpommern|mecklenburg-vorpommern,rostock,schwerin
Germany|North Rhine-Westphalia|north rhine-westphalia,nordrhein-westfalen,nrw,cologne,köln,düsseldorf,dortmund,essen,duisburg,bochum,wuppertal,bonn,münster,bielefeld,aachen
Germany|Rhineland-Palatinate|rhineland-palatinate,rheinland-pfalz,mainz,ludwigshafen,koblenz,trier
Germany|Saarland|saarland,saarbrücken
Germany|Saxony|saxony,sachsen,dresden,leipzig,chemnitz
Germany|Saxony-Anhalt|saxony-anhalt,sachsen-anhalt,magdeburg,halle
Germany|Schleswig-Holstein|schleswig-holstein,kiel,lübeck,flensburg
Germany|Thuringia|thuringia,thüringen,erfurt,jena,weimar
Austria|Vienna|vienna,wien
Austria|Styria|styria,steiermark,graz
Austria|Tyrol|tyrol,tirol,innsbruck
Austria|Salzburg|salzburg
Switzerland|Zurich|zurich,zürich,winterthur
Switzerland|Geneva|geneva,genève,genf
Switzerland|Bern|bern,berne
Switzerland|Basel|basel
France|Auvergne-Rhône-Alpes|auvergne-rhône-alpes,lyon,grenoble,clermont-ferrand,saint-étienne,annecy
France|Brittany|brittany,bretagne,rennes,brest
France|Grand Est|grand est,strasbourg,reims,metz,nancy,mulhouse
France|Hauts-de-France|hauts-de-france,lille,amiens,roubaix
France|Île-de-France|île-de-france,paris,versailles,boulogne-billancourt
France|Normandy|normandy,normandie,rouen,le havre,caen
France|Nouvelle-Aquitaine|nouvelle-aquitaine,bordeaux,limoges,poitiers
France|Occitanie|occitanie,toulouse,montpellier,nîmes,perpignan
France|Pays de la Loire|pays de la loire,nantes,angers,le mans
France|Provence-Alpes-Côte d'Azur|provence-alpes-côte d'azur,marseille,toulon,aix-en-provence,avignon
Spain|Andalusia|andalusia,andalucía,sevilla,seville,málaga,granada,almería,cádiz
Spain|Aragon|aragón,zaragoza
Spain|Basque Country|basque country,país vasco,bilbao,san sebastián,vitoria-gasteiz
Spain|Canary Islands|canary islands,islas canarias,las palmas
Spain|Castile and León|castilla y león,valladolid,salamanca,burgos
Spain|Catalonia|catalonia,cataluña,catalunya,barcelona,tarragona,girona,lleida
Spain|Galicia|galicia,vigo,a coruña,santiago de compostela
Spain|Madrid|madrid
Spain|Murcia|murcia
Spain|Valencia|valencia,alicante,elche
`

// titleRows: field|head words of titles in English, German, French and Spanish.
const titleRows = `administration|administrator,assistant,secretary,receptionist,clerk,sekretärin,sekretär,assistentin,assistent,sachbearbeiter,sachbearbeiterin,secrétaire,secretaria,secretario
agriculture|farmer,gardener,forester,landwirt,gärtner,agriculteur,agricultor
arts and media|artist,musician,actor,actress,journalist,editor,photographer,writer,designer,grafiker,redakteur,künstler,journaliste,graphiste,periodista,diseñador,diseñadora
construction|architect,builder,carpenter,bricklayer,roofer,architekt,architektin,maurer,tischler,zimmermann,architecte,maçon,arquitecto,arquitecta,albañil
education|teacher,professor,lecturer,tutor,principal,lehrer,lehrerin,dozent,dozentin,erzieherin,erzieher,enseignant,enseignante,professeur,profesor,profesora,maestra,maestro
engineering|engineer,technician,ingenieur,ingenieurin,techniker,technikerin,ingénieur,technicien,ingeniero,ingeniera,técnico
finance|accountant,auditor,banker,controller,bookkeeper,actuary,buchhalter,buchhalterin,bankkaufmann,steuerberater,steuerberaterin,comptable,contable
health|nurse,doctor,physician,surgeon,dentist,pharmacist,therapist,psychologist,psychiatrist,paramedic,midwife,radiologist,arzt,ärztin,krankenschwester,pfleger,pflegerin,therapeutin,therapeut,hebamme,médecin,infirmier,infirmière,médico,médica,enfermera,enfermero
hospitality|cook,chef,waiter,waitress,bartender,barista,koch,köchin,kellner,kellnerin,cuisinier,serveur,serveuse,cocinero,cocinera,camarero,camarera
information technology|developer,programmer,softwareentwickler,softwareentwicklerin,entwickler,entwicklerin,développeur,développeuse,desarrollador,desarrolladora,programador
law|lawyer,attorney,solicitor,barrister,judge,paralegal,notary,rechtsanwalt,rechtsanwältin,anwalt,anwältin,richter,richterin,avocat,avocate,juge,abogado,abogada,juez
management|manager,director,ceo,cfo,cto,coo,head,president,supervisor,executive,geschäftsführer,geschäftsführerin,leiter,leiterin,directeur,directrice,gerente
personnel|recruiter,personalreferent,personalreferentin,recruteur,reclutador
public safety|firefighter,policeman,policewoman,detective,soldier,sergeant,polizist,polizistin,feuerwehrmann,soldat,policier,pompier,bombero
sales|salesperson,salesman,saleswoman,cashier,verkäufer,verkäuferin,kassiererin,vendeur,vendeuse,caissière,vendedor,vendedora
science|scientist,researcher,biologist,chemist,physicist,wissenschaftler,wissenschaftlerin,chercheur,chercheuse,investigador,investigadora
social work|sozialarbeiter,sozialarbeiterin,caseworker
transport|driver,pilot,courier,conductor,fahrer,fahrerin,lokführer,chauffeur,conducteur,conductor de autobús
`

var places, jobFields lazy.Value[*hierarchy.Hierarchy]

// Places returns a hierarchy of place names: the name in lower case, its state or region, its country. It knows states and larger
// cities of the United States, Canada, the United Kingdom, Germany, Austria, Switzerland, France and Spain.
func Places() *hierarchy.Hierarchy {
	return places.Get(func() *hierarchy.Hierarchy { return tableOf(placeRows, 1) })
}

// JobFields returns a hierarchy of the head words of job titles in English, German, French and Spanish: the word in lower case, its field.
func JobFields() *hierarchy.Hierarchy {
	return jobFields.Get(func() *hierarchy.Hierarchy { return tableOf(titleRows, 0) })
}

// tableOf reads rows of labels from coarse to fine and then the values. A value of two rows belongs to none.
func tableOf(text string, coarse int) *hierarchy.Hierarchy {
	var rows [][]string
	times := map[string]int{}
	for line := range strings.Lines(text) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "|")
		for v := range strings.SplitSeq(f[len(f)-1], ",") {
			row := []string{v}
			for i := coarse; i >= 0; i-- {
				row = append(row, f[i])
			}
			times[v]++
			rows = append(rows, row)
		}
	}
	unique := rows[:0]
	for _, r := range rows {
		if times[r[0]] == 1 {
			unique = append(unique, r)
		}
	}
	h, err := hierarchy.New(unique, hierarchy.Options{})
	if err != nil {
		panic(err) // a table of ours; a test makes both
	}
	return h
}
