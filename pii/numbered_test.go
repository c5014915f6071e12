package pii

import (
	"strings"
	"testing"
)

func TestUnnumberedKeys(t *testing.T) {
	for name, want := range map[string]string{
		"phone_2": "phone", "phone2": "phone", "Phone #1": "Phone", "phone": "phone", "phone_": "phone_", "": "", "42": "", "address2": "address", "users": "users",
	} {
		if got := string(unnumbered([]byte(name))); got != want {
			t.Errorf("%q: %q, not %q", name, got, want)
		}
	}
}

func TestOwners(t *testing.T) {
	for name, want := range map[string]string{
		"callerPhone": "Phone", "caller_phone": "phone", "Emergency Contact Phone": "Contact Phone", "billing-zip": "zip", "Telefon Patient": "Telefon", "phoneHome": "phone",
		"NextToken": "", "phone": "", "patient": "", "": "", "ownershipId": "", "PATIENTDOB": "", "homeless": "", "ownerId": "", "target_id": "", "id user": "",
	} {
		if got := string(unowned([]byte(name))); got != want {
			t.Errorf("%q: %q, not %q", name, got, want)
		}
	}
}

func TestLongNamesAreNotShortened(t *testing.T) {
	for _, word := range []string{"user_", "User", "1_"} {
		name := []byte(strings.Repeat(word, 1<<18) + "phone")
		if got := shorterName(name); got != nil {
			t.Errorf("%q: %d bytes", word, len(got))
		}
		name = []byte(strings.Repeat(word, 1<<18))
		if got := shorterName(name); got != nil {
			t.Errorf("%q: %d bytes", word, len(got))
		}
	}
}
