// Package detectors finds personal data: one family a file, each a pii.Detector that a Scanner composes. What a program does not
// call is not linked: Email alone brings no tables of names or numbering plans.
package detectors

import (
	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/detectors/special"
	"github.com/lethe-pii/lethe/pii"
)

// Default returns the detectors that a Scanner uses when a program has no wishes: all of them.
func Default() []pii.Detector { return All() }

// All returns every detector that this package and the packages below it have, in a fixed order.
func All() []pii.Detector {
	return []pii.Detector{
		NameField(), Email(), URL(), Username(), IP(), MAC(), Device(),
		Card(), IBAN(), Account(),
		USSSN(), USITIN(), USMBI(), USNPI(), UKNHS(), UKNINO(), DESteuerID(), DESVNummer(), ESDNI(), ESNIE(), FRNIR(), ITCodice(), NLBSN(), NationalForms(),
		Record(), Columns(), HL7(), Geo(), UserAgent(), Cookie(),
		PrivateKey(), APIKey(), Password(), Connection(), Wallet(),
		Phone(), Date(), DateOfBirth(), Age(), Address(), PostalCode(),
		names.Default(), special.Default(),
	}
}
