package detectors

import (
	"github.com/lethe-pii/lethe/internal/cities"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
)

// state reads a US state at token n and returns its last token, n-1 if there is none.
func (r *addressReader) state(n int) int {
	t := r.ts[n]
	switch {
	case t.Len() <= 3 && provinceCodes().Has(t.Hash) && (t.Flags.AllUpper() || r.postalAt(n+1) || r.australian(n+1)):
		return n
	case t.Len() == 2 && stateCodes().Has(t.Hash) && (t.Flags.AllUpper() || r.postalAt(n+1)):
		return n
	case stateWords().Has(t.Hash) && r.capital(n):
		return n
	case t.Hash == hashCo && r.capital(n) && n+1 < len(r.ts) && r.gap(n) <= gapComma && r.capital(n+1): // Co. Dublin
		return n + max(1, cities.Match(r.b, r.ts, n+1))
	case n+1 < len(r.ts) && r.gap(n) == gapWord && r.capital(n) && r.capital(n+1) && (t.Hash == hashNew || t.Hash == hashNort || t.Hash == hashSout || t.Hash == hashWest || t.Hash == hashRhod):
		if secondState().Has(r.ts[n+1].Hash) {
			return n + 1
		}
	}
	return n - 1
}

var provinceCodesValue lazy.Value[*lex.Set]

// provinceCodes are the states of Australia and the provinces of Canada.
func provinceCodes() *lex.Set { return provinceCodesValue.Get(makeProvinceCodes) }

func makeProvinceCodes() *lex.Set {
	return lex.NewSet("nsw", "vic", "qld", "tas", "act", "sa", "wa", "nt", "on", "qc", "bc", "ab", "mb", "sk", "ns", "nb", "nl", "pe", "yt", "nu")
}

// australian reports a postal code of four digits at token n, behind a state of Australia.
func (r *addressReader) australian(n int) bool {
	if n >= len(r.ts) || r.ts[n].Len() != 4 || !r.ts[n].Flags.AllDigits() || r.gap(n-1) != gapWord {
		return false
	}
	e := int(r.ts[n].End)
	return e+1 >= len(r.b) || !((r.b[e] == '.' || r.b[e] == ',' || r.b[e] == ':' || r.b[e] == '-') && lex.IsDigit(r.b[e+1]))
}

var secondStateValue lazy.Value[*lex.Set]

func secondState() *lex.Set { return secondStateValue.Get(makeSecondState) }

func makeSecondState() *lex.Set {
	return lex.NewSet("york", "jersey", "mexico", "hampshire", "carolina", "dakota", "virginia", "island", "wales")
}

// country reads a country at token n and returns its last token, n-1 if there is none.
func (r *addressReader) country(n int) int {
	t := r.ts[n]
	if !r.capital(n) {
		return n - 1
	}
	if countryWords().Has(t.Hash) && (t.Len() > 2 || t.Flags.AllUpper()) {
		return n
	}
	if t.Hash == hashUnited && n+1 < len(r.ts) && r.gap(n) == gapWord && (r.ts[n+1].Hash == hashKingdom || r.ts[n+1].Hash == hashStates) {
		return n + 1
	}
	return n - 1
}

var hashCo, hashDublin = lex.HashString("co"), lex.HashString("dublin")

var hashUnited, hashKingdom, hashStates = lex.HashString("united"), lex.HashString("kingdom"), lex.HashString("states")
