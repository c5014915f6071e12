package names_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/pii"
)

func TestCues(t *testing.T) {
	s := scanner(t, names.Options{})
	for _, c := range []struct{ text, want string }{
		{"OLUWASEUN \"SEUN\" MARCHETTI\nSenior Data Engineer\n", `OLUWASEUN "SEUN" MARCHETTI`},
		{`He met Robert "Bob" Lindqvist there.`, `Robert "Bob" Lindqvist`},
		{"pls call patient Whitcombe re results", "Whitcombe"},
		{"Discussed client Obuya with the team.", "Obuya"},
		{"Patient Education and Client Services are open.", ""},
		{"Client M.K. attended. M.K. denied harm. He left. M. is afraid.", "M.K.|M.K.|M."},
		{"Session 4.\nJ.F. reported poor sleep.", "J.F."},
		{"The U.S. was late. Vitamin D. is fine.\nA. is wrong\n", ""},
		{"okay then you should talk to devon about it", "devon"},
		{"i'll ask bukola to send it", "bukola"},
		{"ask for help and talk to the bank", ""},
		{"yeah my wife adjoa was there too", "adjoa"},
		{"Manager: CROSS, B.\nEmployee: ADEYEMI, FOLASADE T.\n", "CROSS, B.|ADEYEMI, FOLASADE T."},
		{"CN=\"Quispe Mamani, Wayra\"\n", "Quispe Mamani, Wayra"},
		{"Gentile Dott.ssa Bevilacqua,\nle scrivo.", "Bevilacqua"},
		{"id,gender\n1,m,30\n2,f,40\n3,m,50\n", ""},
		{"Persönliches\nledig\n\nKenntnisse\nExcel\n\nInteressen\nKlavier\n", ""},
		{"AI: How can I help?\nUser: explain the fhir bundle\n", ""},
		{"Babinski negative. Monte Carlo methods, Earl Grey and Harry Potter.", ""},
	} {
		require.Equal(t, c.want, spans(s, pii.Person, c.text), c.text)
	}
}

func TestQueryStrings(t *testing.T) {
	s := scanner(t, names.Options{})
	for text, want := range map[string]string{
		"GET /search?q=Walter+Brandvold&page=2 HTTP/1.1":             "Walter+Brandvold",
		"GET /people?first_name=Tobias&last_name=Ekholm HTTP/1.1":    "Tobias|Ekholm",
		"GET /find?query=Ama%20Serwaa&x=1":                           "Ama%20Serwaa",
		"GET /people?sort=asc&name=jane+doe":                         "jane+doe",
		"GET /find?q=running+shoes&x=1 /find?q=Maria /x?page=Maria":  "",
		"GET /find?q=blue+jordan+shoes /find?q=Maria+2 /q=Maria+Doe": "",
	} {
		require.Equal(t, want, spans(s, pii.Person, text), text)
	}
}

func TestWorkplaces(t *testing.T) {
	s := scanner(t, names.Options{})
	for text, want := range map[string]string{
		"i worked at deloitte for three years":                                  "deloitte",
		"before that i joined halberd robotics and studied at kyoto university": "halberd robotics|kyoto university",
		"estudió en la universidad de valdehierro y ahora trabaja":              "universidad de valdehierro",
		"She studied at the Courtauld Institute of Art in May.":                 "Courtauld Institute of Art",
		"Data Engineer, Van der Valk Logistics\n":                               "Van der Valk Logistics",
		"Project Manager at Arup, 2018-2024\n":                                  "Arup",
		"Employer: Larkfield NHS Trust\n":                                       "Larkfield NHS Trust",
		"i worked at home and for my mother at the hospital":                    "",
		"the SSN is needed, and the DSM too":                                    "",
	} {
		require.Equal(t, want, spans(s, pii.Org, text), text)
	}
}

func TestDegrees(t *testing.T) {
	s := scanner(t, names.Options{})
	for text, want := range map[string]string{
		"i have a bachelor's degree in economics and a car":           "bachelor's degree in economics",
		"BEng (Hons) Civil Engineering, Imperial College\n":           "BEng (Hons) Civil Engineering",
		"I hold a high school diploma.":                               "high school diploma",
		"an associate degree in mechanical technology from a college": "associate degree in mechanical technology",
		"National Diploma in Logistics\n":                             "National Diploma in Logistics",
		"BSN 141579006, a high degree of care":                        "",
	} {
		require.Equal(t, want, spans(s, pii.Education, text), text)
	}
}
