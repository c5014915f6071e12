package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// peopleFolders are parts of paths that a person's name follows: "/patients/Ann%20Lee/notes".
var peopleFolders = []string{"u", "user", "users", "people", "person", "persons", "patient", "patients", "client", "clients", "customer", "customers", "candidate", "candidates", "applicant", "applicants",
	"employee", "employees", "member", "members", "contact", "contacts", "student", "students", "tenant", "tenants", "resident", "residents", "guest", "guests", "profile", "profiles", "staff",
	"therapist", "therapists", "doctor", "doctors", "author", "authors", "speaker", "speakers", "attendee", "attendees"}

// pathName returns the bounds of a name of two or three words behind such a part of a path; end is 0 if there is none.
func pathName(s *pii.Segment, a pii.Anchor) (start, end int) {
	b, ts := s.Text, s.Tokens()
	if a.Start == 0 || b[a.Start-1] != '/' || a.End+1 >= len(b) || b[a.End] != '/' {
		return 0, 0
	}
	first := s.TokenAt(a.End + 1)
	if first >= len(ts) || int(ts[first].Start) != a.End+1 {
		return 0, 0
	}
	k := first + 1
	for k < len(ts) && k < first+3 && pathGap(b[ts[k-1].End:ts[k].Start]) && ts[k].Flags&lex.HasDigit == 0 {
		k++
	}
	for ; k > first+1; k-- {
		start, end = int(ts[first].Start), int(ts[k-1].End)
		if (end == len(b) || bytes.IndexByte([]byte("/ ?&#,\"'>)\r\n"), b[end]) >= 0) && ts[first].Flags&lex.FirstUpper == ts[k-1].Flags&lex.FirstUpper && names.Person(ts[first:k]) {
			return start, end
		}
	}
	return 0, 0
}

// pathGap reports whether b joins two words of a name in a path.
func pathGap(b []byte) bool { return len(b) == 1 && (b[0] == ' ' || b[0] == '+') }

// formPair reports that a label and its value are a pair of a query or of a form's body: "?first=Ann", "first=Ann&last=Lee".
func formPair(b []byte, a pii.Anchor) bool {
	if a.Start == a.End || a.Value != a.End+1 || b[a.End] != '=' {
		return false
	}
	if a.Start > 0 && (b[a.Start-1] == '?' || b[a.Start-1] == '&') {
		return true
	}
	for _, c := range b[a.Value:min(len(b), a.Value+maxMailbox)] {
		if c == '&' || c == '\n' || c == '"' {
			return c == '&'
		}
	}
	return false
}
