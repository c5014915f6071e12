package detectors

import (
	"slices"
	"sync"

	"github.com/lethe-pii/lethe/internal/lex"
)

// Words for streets that stand behind the name: "12 High Street", "Berliner Str. 5". The first seldom mean anything else.
var streetBehind = []string{"street", "avenue", "ave", "boulevard", "blvd", "rd", "drive", "lane", "terrace", "parkway", "pkwy", "crescent", "mews",
	"road", "st", "dr", "ln", "court", "ct", "place", "pl", "square", "sq", "way", "circle", "cir", "highway", "hwy", "close", "cres", "gardens", "gdns",
	"grove", "hill", "row", "walk", "park", "trail", "trl", "plaza", "plz", "pike", "loop", "path", "alley", "wharf", "quay", "broadway", "turnpike", "ter",
	"expressway", "freeway", "crossing", "ridge", "heights", "green", "rise", "vale", "view", "bend", "run", "str", "straße", "strasse", "platz", "weg", "allee", "ring", "gasse", "route", "embankment", "bypass", "parade", "yard", "fwy", "av",
	"brae", "croft", "meadow", "meadows", "orchard", "mount", "villas", "dene", "cottages", "spinney", "paddock", "wynd", "esplanade", "lea", "fold", "circus", "strand", "mall", "causeway", "approach",
	"throughway", "pine", "pines", "knoll", "knolls", "hollow", "landing", "trace", "cove", "glen", "crossroad", "crossroads", "shore", "shores", "falls", "springs", "canyon", "bluff", "bluffs", "brook", "brooks", "burg", "cape", "cliff", "cliffs",
	"corner", "corners", "creek", "crest", "curve", "dale", "divide", "estate", "estates", "ferry", "fields", "flats", "ford", "fords", "forest", "forge", "forges", "fork", "forks", "fort", "garden", "gateway", "harbor", "haven", "inlet", "island",
	"junction", "lake", "lakes", "locks", "lodge", "manor", "mill", "mills", "mission", "motorway", "mountain", "neck", "oval", "overpass", "passage", "plain", "plains", "point", "port", "prairie", "radial", "ramp", "ranch", "rapids", "river", "shoal",
	"shoals", "skyway", "spring", "spur", "stravenue", "stream", "summit", "trafficway", "tunnel", "underpass", "union", "valley", "viaduct", "village", "ville", "vista",
	"ports", "islands", "groves", "glens", "harbors", "harbour", "harbours", "havens", "hollows", "inlets", "isle", "junctions", "manors", "parkways", "ridges", "skyways", "spurs", "streams", "summits", "trails", "tunnels", "turnpikes", "valleys", "villages", "viaducts", "vistas", "walks", "wells",
	"maltings", "chase", "copse", "garth", "drove", "mead", "gate", "commons", "extension", "extensions",
	"branch", "bridge", "camp", "center", "centers", "club", "common", "course", "dam", "fall", "field", "flat", "greens", "key", "keys", "land", "light", "lights", "loaf", "lock", "mills", "pass", "rapid", "rest", "roads", "routes", "squares", "station", "streets", "track", "views", "ways", "well"}

// rarelyBehind is where the words of streetBehind begin that name other things more often (USPS Publication 28, appendix C1): their streets need a unit, a
// city or a code behind them, or a preposition before.
var rarelyBehind = slices.Index(streetBehind, "throughway")

// hardlyBehind is where the words of streetBehind begin for which a preposition is not enough.
var hardlyBehind = slices.Index(streetBehind, "branch")

// livedBehind is where the words of streetBehind end that a street without a number may have.
var livedBehind = slices.Index(streetBehind, "circle")

// surelyBehind is how many words of streetBehind begin the list and are trusted in lower-case text.
const surelyBehind = 14

// germanBehind is where the German words of streetBehind begin, germanBehinds how many they are.
var germanBehind = slices.Index(streetBehind, "str")

const germanBehinds = 7

// Words for streets that stand before the name: "Calle Mayor, 5", "12 rue de la Paix", "Via Roma 3".
var streetBefore = []string{"calle", "avda", "avenida", "plaza", "paseo", "ronda", "camino", "carretera", "ctra", "travesía", "pza", "pl", "c", "av", "avd", "glorieta", "rambla", "carrer", "pº", "urbanización", "callejón", "carrera", "cra", "urb", "colonia", "rúa", "polígono",
	"rue", "avenue", "boulevard", "place", "chemin", "allée", "allee", "impasse", "quai", "route", "cours", "passage", "faubourg", "bd", "square", "villa", "sentier", "chaussée", "boul", "montée", "venelle", "ruelle", "sente",
	"via", "viale", "piazza", "corso", "largo", "vicolo", "strada", "piazzale", "fondamenta", "lungomare", "lungotevere", "salita", "borgo",
	"rua", "praça", "travessa", "trav", "alameda", "estrada", "passeig", "plaça", "avinguda", "ul", "ulica", "aleja", "aleje", "al", "osiedle", "os", "jalan", "jln", "lorong"}

// lowerBefore is where the Portuguese, Catalan, Polish and Malay words of streetBefore begin, which count in lower case too.
var lowerBefore = slices.Index(streetBefore, "rua")

const (
	spanishBefore = 27 // the first words of streetBefore are Spanish,
	frenchBefore  = 23 // these follow; the rest is Italian
)

// Ends of compounds: "Hauptstraße 5", "Keizersgracht 12".
var streetSuffix = [...]string{"straße", "strasse", "str", "gasse", "platz", "weg", "allee", "damm", "ufer", "chaussee", "steig", "graben", "markt", "ring",
	"straat", "laan", "gracht", "plein", "kade", "dijk", "singel", "gatan", "vägen", "gade", "vej", "veien", "katu", "stieg", "berg", "wall", "promenade", "zeile"}

// germanNumbers are German and Dutch words that can be a house number behind a compound.
var germanNumbers = []string{"eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn",
	"sechzehn", "siebzehn", "achtzehn", "neunzehn", "zwanzig", "einundzwanzig", "zweiundzwanzig", "dreiundzwanzig", "vierundzwanzig", "fünfundzwanzig",
	"sechsundzwanzig", "siebenundzwanzig", "achtundzwanzig", "neunundzwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig", "hundert", "einhundert", "hunderteins", "hundertzehn", "hundertzwölf", "hundertdreizehn", "hundertzwanzig",
	"een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig",
	"eenentwintig", "tweeëntwintig", "drieëntwintig", "vierentwintig", "vijfentwintig", "zesentwintig", "zevenentwintig", "achtentwintig", "negenentwintig", "dertig", "veertig", "vierenveertig", "vijftig", "zestig",
	"tachtig"}

var (
	unitWords = sync.OnceValue(func() *lex.Set {
		return lex.NewSet("apt", "apartment", "suite", "ste", "unit", "floor", "fl", "flr", "flat", "room", "rm", "bldg", "building", "po", "penthouse", "lot", "trlr", "trailer", "dept",
			"piso", "planta", "puerta", "esc", "escalera", "izq", "izda", "dcha", "bajo", "ático", "portal", "bloque", "local", "appt", "appartement", "bureau", "dto", "esq", "apto", "bloco", "andar", "casa", "lokal", "étage", "bât", "bâtiment", "escalier",
			"whg", "wohnung", "etage", "stiege", "tür", "top", "og", "eg", "stock", "int", "interno", "scala", "piano", "level", "no", "nº", "número", "block", "tower", "house", "basement", "space")
	})
	floorWords = sync.OnceValue(func() *lex.Set {
		return lex.NewSet("first", "second", "third", "fourth", "fifth", "lower", "upper", "ground", "top", "1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th", "11th", "12th")
	})
	countryWords = sync.OnceValue(func() *lex.Set {
		return lex.NewSet("usa", "us", "uk", "germany", "deutschland", "france", "frankreich", "españa", "spain", "spanien", "österreich", "austria", "schweiz",
			"switzerland", "suisse", "svizzera", "italia", "italy", "italien", "nederland", "netherlands", "england", "scotland", "wales", "ireland", "canada", "australia", "belgium", "belgique")
	})
	stateWords = sync.OnceValue(func() *lex.Set {
		return lex.NewSet("alabama", "alaska", "arizona", "arkansas", "california", "colorado", "connecticut", "delaware", "florida", "georgia", "hawaii", "idaho",
			"illinois", "indiana", "iowa", "kansas", "kentucky", "louisiana", "maine", "maryland", "massachusetts", "michigan", "minnesota", "mississippi",
			"missouri", "montana", "nebraska", "nevada", "ohio", "oklahoma", "oregon", "pennsylvania", "tennessee", "texas", "utah", "vermont", "virginia",
			"washington", "wisconsin", "wyoming")
	})
	stateCodes = sync.OnceValue(func() *lex.Set {
		return lex.NewSet("al", "ak", "az", "ar", "ca", "co", "ct", "de", "fl", "ga", "hi", "id", "il", "in", "ia", "ks", "ky", "la", "me", "md", "ma", "mi", "mn",
			"ms", "mo", "mt", "ne", "nv", "nh", "nj", "nm", "ny", "nc", "nd", "oh", "ok", "or", "pa", "ri", "sc", "sd", "tn", "tx", "ut", "vt", "va", "wa", "wv",
			"wi", "wy", "dc", "pr")
	})
	numberedRoad = sync.OnceValue(func() *lex.Set {
		return lex.NewSet("highway", "hwy", "route", "loop", "road", "rd", "fwy", "pike", "expressway", "bypass")
	})
	directionWords = sync.OnceValue(func() *lex.Set {
		return lex.NewSet("n", "s", "e", "w", "ne", "nw", "se", "sw", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
	})
	streetLinks = sync.OnceValue(func() *lex.Set {
		return lex.NewSet("de", "del", "la", "las", "los", "el", "du", "des", "au", "le", "les", "lès", "l", "d", "di", "della", "dei", "delle", "dell", "degli", "da", "y", "et", "e", "den", "der", "dem", "am", "im", "an", "und", "zur", "zum",
			"das", "dos", "do", "of", "the", "and", "on", "upon", "under", "van", "von", "s", "in", "à", "aux", "sur", "sous", "en", "i")
	})
	// notStreet are words that stand between a number and a street word in running text: "5 minutes drive".
	notStreet = sync.OnceValue(func() *lex.Set {
		return lex.NewSet("minutes", "minute", "min", "hours", "hour", "days", "day", "years", "year", "weeks", "miles", "mile", "km", "to", "a", "an", "is", "was", "are", "were", "for", "my", "your", "his",
			"her", "our", "their", "that", "this", "it", "i", "we", "you", "they", "he", "she", "people", "percent", "dollars", "times", "am", "pm", "at", "from", "by", "with", "or", "but", "so", "into",
			"off", "through", "onto", "has", "have", "had", "will", "would", "can", "could", "if", "when", "no", "not", "more", "other", "one", "two", "down", "up", "block", "blocks", "lane", "same", "right",
			"wrong", "either", "which", "what", "who", "where", "in", "there", "because", "than", "then", "about", "near", "cars", "houses", "stars", "of", "out", "all", "going", "get", "go", "be")
	})
)

var (
	hashBox      = lex.HashString("box")
	hashPO       = lex.HashString("po")
	hashPostale  = lex.HashString("postale")
	hashPostal   = lex.HashString("postal")
	hashCase     = lex.HashString("case")
	hashCasella  = lex.HashString("casella")
	hashApartado = lex.HashString("apartado")
	hashApdo     = lex.HashString("apdo")
	hashCorreos  = lex.HashString("correos")
	hashBP       = lex.HashString("bp")
	hashCS       = lex.HashString("cs")
	hashRR       = lex.HashString("rr")
	hashHC       = lex.HashString("hc")
	hashBis      = lex.HashString("bis")
	hashTer      = lex.HashString("ter")
	hashSN       = lex.HashString("sn")
	hashS        = lex.HashString("s")
	hashN        = lex.HashString("n")
	hashNew      = lex.HashString("new")
	hashNort     = lex.HashString("north")
	hashSout     = lex.HashString("south")
	hashWest     = lex.HashString("west")
	hashRhod     = lex.HashString("rhode")
	hashPostbus  = lex.HashString("postbus")
	hashPost     = lex.HashString("postfach")
)
