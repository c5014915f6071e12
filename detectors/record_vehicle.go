package detectors

import (
	"sync"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// vehicleWords are what has a number plate, what one does with it, and makes of cars that name nothing else.
var vehicleWords = []string{"car", "van", "lorry", "truck", "vehicle", "motorcycle", "motorbike", "scooter", "taxi", "minibus", "hatchback", "saloon", "pickup", "bike", "jeep", "suv", "tractor", "trailer", "caravan", "driving", "drove", "parked",
	"vauxhall", "astra", "corsa", "toyota", "nissan", "qashqai", "honda", "hyundai", "skoda", "škoda", "renault", "peugeot", "citroen", "citroën", "fiat", "volvo", "mazda", "audi", "bmw", "mercedes", "vw", "volkswagen", "kia", "tesla", "fiesta", "yaris", "passat", "octavia", "clio", "transit",
	"suzuki", "mitsubishi", "subaru", "lexus", "bajaj", "mahindra"}

// maxVehicle is how many bytes behind the word for a vehicle its plate may begin.
const maxVehicle = 48

// vehicle reads "a silver Astra, NK17 WVU," behind the word that ends at p: a plate of Great Britain, Ireland or India, whose forms tell them from other
// numbers, in the same sentence.
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
		end, ok := britishPlate(b, q)
		if !ok {
			end = max(irishPlate(b, q), indianPlate(b, q))
		}
		if end > 0 {
			r.emit(q, end, pii.VehiclePlate, 0.8, ruleIdentity)
			return
		}
	}
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
