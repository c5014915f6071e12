package pii

import "testing"

func TestUnnumberedKeys(t *testing.T) {
	for name, want := range map[string]string{
		"phone_2": "phone", "phone2": "phone", "Phone #1": "Phone", "phone": "phone", "phone_": "phone_", "": "", "42": "", "address2": "address", "users": "users",
	} {
		if got := unnumbered(name); got != want {
			t.Errorf("%q: %q, not %q", name, got, want)
		}
	}
}
