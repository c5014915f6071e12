package detectors

import (
	"sync"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// vehicleWords are what has a number plate, what one does with it, and makes of cars that name nothing else.
var vehicleWords = []string{"car", "van", "lorry", "truck", "vehicle", "motorcycle", "motorbike", "scooter", "taxi", "minibus", "hatchback", "saloon", "pickup", "bike", "jeep", "suv", "tractor", "trailer", "caravan", "moped", "grader", "tipper", "forklift", "ambulance", "driving", "drove", "parked", "vrm", "vrn",
	"vauxhall", "astra", "corsa", "toyota", "nissan", "qashqai", "honda", "hyundai", "skoda", "škoda", "renault", "peugeot", "citroen", "citroën", "fiat", "volvo", "mazda", "audi", "bmw", "mercedes", "vw", "volkswagen", "kia", "tesla", "fiesta", "yaris", "passat", "octavia", "clio", "transit",
	"auto", "pkw", "lkw", "wagen", "fahrzeug", "lieferwagen", "transporter", "motorrad", "anhänger", "voiture", "véhicule", "camion", "camionnette", "fourgon", "fourgonnette", "moto", "remorque", "coche", "vehículo", "camión", "furgoneta", "motocicleta",
	"macchina", "vettura", "veicolo", "furgone", "autocarro", "motorino", "bestelbus", "bestelauto", "vrachtwagen", "voertuig", "aanhanger", "motor", "carro", "automóvel", "viatura", "camião", "carrinha", "samochód", "pojazd", "ciężarówka", "bil", "lastbil", "varebil", "skåpbil",
	"suzuki", "mitsubishi", "subaru", "lexus", "bajaj", "mahindra"}

// maxVehicle is how many bytes behind the word for a vehicle its plate may begin.
const maxVehicle = 48

// vehicle reads "a silver Astra, NK17 WVU," behind the word that ends at p: a plate of a form that tells it from other numbers, in the same sentence.
func (r *recordReader) vehicle(p int) {
	ts, b := r.s.Tokens(), r.b
	for k := r.s.TokenAt(p); k < len(ts) && int(ts[k].Start)-p < maxVehicle; k++ {
		q := int(ts[k].Start)
		if g := b[max(p, q-2):q]; len(g) == 2 && g[0] == '.' || len(g) > 0 && g[len(g)-1] == '\n' {
			return
		}
		if wordBefore(b, q) || !lex.IsDigit(b[q]) && ts[k].Flags&lex.FirstUpper == 0 {
			continue
		}
		if end := formedPlate(b, q); end > 0 {
			r.emit(q, end, pii.VehiclePlate, 0.8, ruleIdentity)
			return
		}
	}
}

// formedPlate returns the end of a plate at p that its form tells from other numbers: those of Great Britain, Ireland, India and plateForms, and of
// Germany with the hyphen behind the district; 0 if there is none.
func formedPlate(b []byte, p int) int {
	if end, ok := britishPlate(b, p); ok {
		return end
	}
	if end := max(irishPlate(b, p), indianPlate(b, p), germanPlate(b, p)); end > 0 {
		return end
	}
next:
	for _, form := range plateForms {
		end := p + len(form)
		if end > len(b) || wordAfter(b, end) || end+1 < len(b) && b[end] == '-' && alnum(b[end+1]) {
			continue
		}
		for i, c := range b[p:end] {
			switch f := form[i]; {
			case f == '9' && lex.IsDigit(c), f == 'A' && lex.IsUpper(c), f == 'B' && lex.IsUpper(c) && c != 'A' && c != 'E' && c != 'I' && c != 'O' && c != 'U', f == c:
			default:
				continue next
			}
		}
		return end
	}
	return 0
}

// plateForms are how plates are written: 9 is a digit, A a letter, B one that is no vowel.
var plateForms = [...]string{
	"AA-999-AA", "AA 999 AA", // France, Italy
	"9999 BBB", "9999-BBB", // Spain
	"AAA 999 AA", "AAA-999 AA", "AAA-999-AA", "AAA-999AA", // Nigeria
	"AA-999-A", "A-999-AA", "99-AA-AA", "AA-99-AA", "99-AAA-9", "9-AAA-99", "AA-AA-99", "AAA-99-A", "9-AA-999", "999-AA-9", // the Netherlands
	"99-AA-99", "AA-99-99", "99-99-AA", // Portugal
}

// germanPlate returns the end of a plate of Germany at p, "AUR-BT 88": district, letters, and up to four figures; 0 if there is none.
func germanPlate(b []byte, p int) int {
	q := p
	for q < len(b) && q < p+3 && lex.IsUpper(b[q]) {
		q++
	}
	if q == p || q >= len(b) || b[q] != '-' {
		return 0
	}
	letters := q + 1
	for q = letters; q < len(b) && q < letters+2 && lex.IsUpper(b[q]); q++ {
	}
	if q == letters || q+1 >= len(b) || b[q] != ' ' || b[q+1] < '1' || b[q+1] > '9' {
		return 0
	}
	serial := q + 1
	for q = serial; q < len(b) && lex.IsDigit(b[q]); q++ {
	}
	if q-serial > 4 || wordAfter(b, q) {
		return 0
	}
	return q
}

// ofVehicle reports the label "registration number" a few words behind one for a vehicle: "a car with the registration number".
func (r *recordReader) ofVehicle(a pii.Anchor) bool {
	const maxWords = 4
	if !hasFold(r.b[a.Start:a.End], "registration") {
		return false
	}
	k := r.s.TokenAt(a.Start)
	for n := k - 1; n >= 0 && n >= k-maxWords; n-- {
		if vehicleSet()[r.s.Tokens()[n].Hash] {
			return true
		}
	}
	return false
}

var vehicleSet = sync.OnceValue(func() map[uint64]bool { return hashes(vehicleWords...) })

// irishPlate returns the end of a plate of Ireland at p, "191-D-40417": year and half, county, one to six figures; 0 if there is none (Road
// Vehicles (Registration and Licensing) Regulations 1992).
func irishPlate(b []byte, p int) int {
	q := p
	for q < len(b) && lex.IsDigit(b[q]) {
		q++
	}
	if n := q - p; n != 2 && n != 3 || q >= len(b) || b[q] != '-' && b[q] != ' ' || n == 3 && b[q-1] != '1' && b[q-1] != '2' {
		return 0
	}
	sign := b[q]
	county := q + 1
	for q = county; q < len(b) && lex.IsUpper(b[q]); q++ {
	}
	if !irishCounties[string(b[county:q])] || q >= len(b) || b[q] != sign {
		return 0
	}
	serial := q + 1
	for q = serial; q < len(b) && lex.IsDigit(b[q]); q++ {
	}
	if n := q - serial; n < 1 || n > 6 || wordAfter(b, q) {
		return 0
	}
	return q
}

var irishCounties = map[string]bool{"C": true, "CE": true, "CN": true, "CW": true, "D": true, "DL": true, "G": true, "KE": true, "KK": true, "KY": true, "L": true, "LD": true, "LH": true, "LK": true, "LM": true, "LS": true,
	"MH": true, "MN": true, "MO": true, "OY": true, "RN": true, "SO": true, "T": true, "TN": true, "TS": true, "W": true, "WD": true, "WH": true, "WX": true, "WW": true}

// ofDriver reports the label "licence no." behind a word for a driver on the same line: "Driver: Cormac Ryan, licence no.".
func (r *recordReader) ofDriver(p int) bool {
	const maxWords = 8
	ts := r.s.Tokens()
	k := r.s.TokenAt(p)
	for n := k - 1; n >= 0 && n >= k-maxWords && ts[n+1].Flags&lex.LineStart == 0; n-- {
		if drivers[ts[n].Hash] {
			return true
		}
	}
	return false
}

var drivers = hashes("driver", "drivers", "driving", "rider", "motorist", "chauffeur")
