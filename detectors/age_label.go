package detectors

import "github.com/lethe-pii/lethe/internal/lex"

// labelled reads "Age: 37", "age 37", "at the age of 37", "Alter: 37", "Edad: 37 años".
func (r *ageReader) labelled(k int) {
	next := k + 1
	if next < len(r.ts) && (r.ts[next].Hash == hashOf || r.ts[next].Hash == hashDe) {
		next++
	} else if next+2 < len(r.ts) && hashAt == r.ts[next].Hash && int(r.ts[next+1].End) < len(r.b) && r.b[r.ts[next+1].End] == ':' {
		next += 2 // Age at diagnosis: 67
	} else if next+1 < len(r.ts) && ageAbout[r.ts[next].Hash] && r.b[r.ts[k].End] == ':' {
		k, next = next, next+1 // Age: approx 40
	}
	if next+1 < len(r.ts) && ageUnits()[r.ts[next].Hash] && r.b[r.ts[next].Start-1] == '(' && int(r.ts[next].End)+1 < len(r.b) && r.b[r.ts[next].End] == ')' {
		k, next = next, next+1 // Age (yrs): 61
	}
	if next+1 < len(r.ts) && r.b[r.ts[k].End] == '/' && ageSexWords[r.ts[next].Hash] {
		next++ // Age/Sex: 42/F
	}
	if next >= len(r.ts) {
		return
	}
	colon := false
	for _, c := range r.b[r.ts[next-1].End:r.ts[next].Start] {
		if colon && c == '=' {
			return // :=
		}
		switch c {
		case ':', '=', '|', '"':
			colon = true
		case '>':
			if colon = r.ts[next].Start-r.ts[next-1].End == 1; !colon {
				return
			}
		case ' ', '\t', '(', ')':
		default:
			return
		}
	}
	if int(r.ts[next].Start-r.ts[next-1].End) > 6 || k > 0 && ageless[r.ts[k-1].Hash] && r.ts[k].Start-r.ts[k-1].End == 1 || r.ts[k].Start > 0 && r.b[r.ts[k].Start-1] == '\\' {
		return
	}
	last, said, ok := r.numberFrom(next)
	if next == k+2 && r.b[r.ts[k].End] == '/' && r.ts[next].Flags.AllDigits() {
		last, said, ok = next, false, value3(r.b[r.ts[next].Start:r.ts[next].End]) <= 125
	}
	if !ok || said && colon {
		return
	}
	score := float32(0.65)
	if colon {
		score = 0.85
	}
	if last+1 < len(r.ts) && r.near(last, 2) && ageUnits()[r.ts[last+1].Hash] {
		last++
		if last+1 < len(r.ts) && r.near(last, 1) && r.ts[last+1].Hash == hashOld {
			last++
		}
	} else if last+1 < len(r.ts) && !colon && int(r.ts[last+1].Start-r.ts[last].End) <= 3 && r.b[r.ts[last].End] == '-' {
		return // age 18-25
	}
	rule := ruleAgeLabel
	if said {
		rule = ruleAgeSaid
	}
	r.emit(next, last, score, rule)
}

var hashOld = lex.HashString("old")

// ageless are words before "age" that make it one of things: "max-age=3600".
var ageless = hashes("max", "min", "maxage", "cache", "stale", "idle", "file", "log", "session", "key")
