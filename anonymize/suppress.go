package anonymize

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/pii"
)

// Suppression is a list of people who opted out, as HMAC-SHA-256 of their e-mail addresses and telephone numbers in canonical form, so that
// the list tells nobody without the key who is on it. The canonical form of an address is in lower case, without a "+tag"; that of a number is
// E.164 where the country is known. It must not be changed while others use it.
type Suppression struct {
	id    keys.ID
	key   []byte
	phone pii.Canonicalizer
	sums  map[[suppressSize]byte]bool
}

const (
	suppressSize   = 16
	suppressHeader = "lethe-suppression 1"
)

// ErrSuppression says that a suppression list is damaged or was made with another key.
var ErrSuppression = errors.New("anonymize: suppression list is damaged, or of another key")

// NewSuppression returns an empty list under the primary key of set. phone makes canonical numbers (detectors.Phone or detectors.PhoneIn).
func NewSuppression(set *keys.Set, phone pii.Detector) (*Suppression, error) {
	return newSuppression(set, set.Primary(), phone)
}

func newSuppression(set *keys.Set, id keys.ID, phone pii.Detector) (*Suppression, error) {
	c, ok := phone.(pii.Canonicalizer)
	switch {
	case id == 0:
		return nil, ErrNoKeys
	case !ok:
		return nil, errors.New("anonymize: a suppression list needs a detector of telephone numbers")
	}
	key, err := set.Derive(id, keys.Context{Use: "suppression/1"}, keys.Size)
	if err != nil {
		return nil, err
	}
	return &Suppression{id: id, key: key, phone: c, sums: map[[suppressSize]byte]bool{}}, nil
}

// String says how many addresses and numbers are on the list.
func (s Suppression) String() string { return fmt.Sprintf("anonymize.Suppression[%d]", len(s.sums)) }

// Format prints String, whatever the verb.
func (s Suppression) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(s.String())) }

// Len returns how many addresses and numbers are on the list.
func (s *Suppression) Len() int { return len(s.sums) }

// Add puts an e-mail address or telephone number on the list. It reports false for what is neither.
func (s *Suppression) Add(contact string) bool {
	c := s.canonical(contact)
	if c != nil {
		s.sums[s.sum(c)] = true
	}
	return c != nil
}

// Has reports whether an e-mail address or telephone number is on the list, however it is written.
func (s *Suppression) Has(contact string) bool {
	c := s.canonical(contact)
	return c != nil && s.sums[s.sum(c)]
}

// HoldsAny reports whether a cell or text holds an address or number of the list: as a whole, or as one of the parts between blanks, commas,
// semicolons, angle brackets and the like.
func (s *Suppression) HoldsAny(cell string) bool {
	if len(cell) > 1<<16 || len(s.sums) == 0 {
		return len(s.sums) > 0 // too long to be judged: it does not pass
	}
	if s.Has(cell) {
		return true
	}
	cell = withoutDisguise(cell)
	if strings.IndexByte(cell, '@') < 0 && !strings.ContainsAny(cell, ",;|/\n") {
		return false
	}
	for part := range strings.FieldsFuncSeq(cell, func(r rune) bool {
		return strings.ContainsRune(",;|/<>()[]{}\"'\n\t", r) || r == ' ' && strings.IndexByte(cell, '@') >= 0
	}) {
		part = strings.TrimSpace(part)
		if scheme := "mailto:"; len(part) > len(scheme) && strings.EqualFold(part[:len(scheme)], scheme) {
			part = part[len(scheme):]
		}
		if s.Has(part) {
			return true
		}
	}
	return false
}

func (s *Suppression) sum(canonical []byte) (sum [suppressSize]byte) {
	h := hmac.New(sha256.New, s.key)
	h.Write(canonical)
	copy(sum[:], h.Sum(nil))
	return sum
}

// canonical returns the canonical form of an address or number, nil for what is neither.
func (s *Suppression) canonical(contact string) []byte {
	contact = strings.TrimSpace(withoutDisguise(contact))
	if at := strings.LastIndexByte(contact, '@'); at > 0 && at+1 < len(contact) {
		if strings.ContainsAny(contact, " \t\n") {
			return nil
		}
		local, domain := contact[:at], strings.TrimSuffix(contact[at+1:], ".")
		if tag := strings.IndexByte(local, '+'); tag > 0 {
			local = local[:tag]
		}
		return []byte("email:" + strings.ToLower(local+"@"+domain))
	}
	digits, others := 0, 0
	for _, r := range contact {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			others++
		}
	}
	if digits < 7 || digits > 18 || others > 12 {
		return nil
	}
	c, err := s.phone.Canonical([]byte("phone:"), pii.Phone, []byte(contact))
	if err != nil {
		return nil
	}
	return c
}

// withoutDisguise replaces compatibility forms, such as full-width ones, and drops characters that cannot be seen.
func withoutDisguise(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, norm.NFKC.String(s))
}

// check is a MAC of the whole list, given its lines in order: it tells lists that were cut or changed, and those of other keys.
func (s *Suppression) check(lines []string) string {
	sum := s.sum([]byte("check:" + strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:])
}

// Write writes the list: a line with the key's id and a MAC of the list, and a line of 32 hexadecimal digits for each contact, sorted.
func (s *Suppression) Write(w io.Writer) error {
	lines := make([]string, 0, len(s.sums))
	for sum := range s.sums {
		lines = append(lines, hex.EncodeToString(sum[:]))
	}
	slices.Sort(lines)
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s %s %s\n", suppressHeader, s.id, s.check(lines))
	for _, l := range lines {
		b.WriteString(l)
		b.WriteByte('\n')
	}
	return b.Flush()
}

// ReadSuppression reads what Write wrote, or a plain list with one address or number a line; blank lines and lines that begin with "#"
// count for nothing. It returns ErrSuppression for an empty file, a list of another key or one from which a line was lost, and the
// numbers, from 1, of the lines of a plain list that are neither.
func ReadSuppression(r io.Reader, set *keys.Set, phone pii.Detector) (s *Suppression, bad []int, err error) {
	br := bufio.NewReader(r)
	head, _ := br.Peek(len(suppressHeader))
	if len(head) == 0 {
		return nil, nil, fmt.Errorf("%w: it is empty", ErrSuppression) // a file that was cut; an empty list has a line that says so
	}
	if !bytes.Equal(head, []byte(suppressHeader)) {
		if s, err = NewSuppression(set, phone); err != nil {
			return nil, nil, err
		}
		err = eachLine(br, func(n int, line string) error {
			if !s.Add(line) {
				bad = append(bad, n)
			}
			return nil
		})
		return s, bad, err
	}
	first, check := true, ""
	var lines []string
	err = eachLine(br, func(_ int, line string) error {
		if first {
			first = false
			var head, version, id string
			if n, _ := fmt.Sscanf(line, "%s %s %s %s", &head, &version, &id, &check); n != 4 {
				return ErrSuppression
			}
			for _, k := range set.Keys() {
				if k.ID.String() == id {
					s, err = newSuppression(set, k.ID, phone)
				}
			}
			switch {
			case err != nil:
				return err
			case s == nil:
				return ErrSuppression
			}
			return nil
		}
		lines = append(lines, line)
		var sum [suppressSize]byte
		if b, err := hex.DecodeString(line); err != nil || copy(sum[:], b) != suppressSize || len(b) != suppressSize {
			return ErrSuppression
		}
		s.sums[sum] = true
		return nil
	})
	if err == nil && (s == nil || !hmac.Equal([]byte(s.check(lines)), []byte(check))) {
		err = ErrSuppression
	}
	if err != nil {
		return nil, nil, err
	}
	return s, nil, nil
}

// eachLine calls f for the lines of a list, with their numbers from 1.
func eachLine(r io.Reader, f func(n int, line string) error) error {
	sc := bufio.NewScanner(r)
	for n := 1; sc.Scan(); n++ {
		if line := strings.TrimSpace(sc.Text()); line != "" && line[0] != '#' {
			if err := f(n, line); err != nil {
				return err
			}
		}
	}
	if sc.Err() != nil {
		return errors.New("anonymize: a list could not be read, or has a line over 64 KiB")
	}
	return nil
}
