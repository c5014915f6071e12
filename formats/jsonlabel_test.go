package formats

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

// TestNamesOfValues holds that a member "value" is labelled by what its object calls it.
func TestNamesOfValues(t *testing.T) {
	for in, label := range map[string]string{
		`{"identifier":[{"value":"1"},{"system":"https://fhir.example/Id/nhs-number","value":"VAL"}]}`: "nhs-number",
		`{"type":{"text":"MRN"},"system":"urn:oid:1.2","value":"VAL"}`:                                 "MRN",
		`{"type":{"coding":[{"system":"http://x.example/v2-0203","code":"SS"}]},"value":"VAL"}`:        "SS",
		`{"value":"VAL","name":"dateOfBirth"}`:                                                         "dateOfBirth",
		`{"@type": "Person","name":"VAL"}`:                                                             "full name",
		`{"@type":"Product","name":"VAL"}`:                                                             "name",
		`{"type":"phone","value":"VAL"}`:                                                               "phone",
		`{"name":"Call Ann, please!","value":"VAL"}`:                                                   "value",
		`{"value":"VAL"}`:                   "value",
		`{"date_of_birth":{"value":"VAL"}}`: "date_of_birth",
		`{"ssn":{"type":"string","id":"q7","value":"VAL"},"x":{"value":"1"}}`:  "ssn",
		`{"x":{"value":"1"},"phones":[{"value":"1"},{"value":"VAL"}]}`:         "phones",
		`{"id":{"3":{"data_collection_id":"member_id","value":"VAL"}}}`:        "member_id",
		`{"x":{"name":"dateOfBirth","result":"VAL"}}`:                          "dateOfBirth",
		`[{"id":"1","question":"What is your date of birth?","answer":"VAL"}]`: "date of birth",
		`[{"q":"Please enter your SSN *","a":"VAL"}]`:                          "SSN",
		`[{"title":"Phone number","response":"VAL"}]`:                          "Phone number",
		`{"question":{"text":"Date of birth"},"answer":"VAL"}`:                 "Date of birth",
		`{"label":"IBAN","text":"VAL"}`:                                        "IBAN",
		`{"name":"Ann","text":"VAL"}`:                                          "text",
		`{"a":"VAL"}`:                                                          "a",
		`{"blocks":[{"type":"section","text":"VAL"}]}`:                         "text",

		`{"550e8400-e29b-41d4-a716-446655440000":{"value":"VAL"}}`:                                                               "value",
		`{"segments":[{"start":1,"end":2,"text":"a"},{"start":2,"end":3,"text":"b"}],"metadata":{"name":"phone","value":"VAL"}}`: "phone",
	} {
		require.Equal(t, label, fieldOf(t, JSON(), in, "VAL"), in)
		require.Equal(t, label, fieldOf(t, Speech(), in, "VAL"), in)
	}
	_, text, _ := editFile(t, JSON(), []byte(`{"name":"pin","value":4711}`), regexp.MustCompile(`none`), "")
	require.Contains(t, text, "pin: 4711\n")
}

// TestAnnotations holds that keys with an "@" which standards define are not looked at, and others are.
func TestAnnotations(t *testing.T) {
	for in, looked := range map[string]bool{
		`{"@context":"x","@type":"y"}`:                                     false,
		`{"@odata.nextLink":"x","owner@odata.bind":"y"}`:                   false,
		`{"_id_value@OData.Community.Display.V1.FormattedValue":"x"}`:      false,
		`{"@timestamp":"x"}`:                                               false,
		`{"@anna.meier":"x"}`:                                              true,
		`{"ann@graph.example":"x"}`:                                        true,
		`{"ann@odata.example":"x"}`:                                        true,
		`{"@microsoft.graph.downloadUrl":"x","ann@microsoft.example":"x"}`: true,
	} {
		out, _, _ := editFile(t, JSON(), []byte(in), regexp.MustCompile(`\S*@\S+`), "E")
		require.Equal(t, looked, string(out) != in, in)
	}
}

func TestNamesOfAccounts(t *testing.T) {
	for in, want := range map[string]string{
		`{"id":"U1","name":"ann.l","real_name":"Ann Lee","profile":{}}`: "username",
		`{"name":"ann","discriminator":"0000"}`:                         "username",
		`{"name":"general"},{"name":"ann","real_name":"Ann"}`:           "name",
		`{"name":"Ann Lee"}`: "name",
	} {
		_, marks, err := JSON().Open(strings.NewReader("["+in+"]"), &strings.Builder{}).Next()
		require.NoError(t, err)
		i := slices.IndexFunc(marks, func(m pii.Mark) bool { return m.Label != "id" })
		require.Equal(t, want, marks[i].Label, in)
	}
}

// TestManyValues holds that what an object calls its values is the same for all of them.
func TestManyValues(t *testing.T) {
	in := `{"name":"dob",` + strings.Repeat(`"value":"x",`, 1000) + `"size":"y"}`
	_, marks, err := JSON().Open(strings.NewReader(in), &strings.Builder{}).Next()
	require.NoError(t, err)
	for _, m := range marks[1:1001] {
		require.Equal(t, "dob", m.Label)
	}
}
