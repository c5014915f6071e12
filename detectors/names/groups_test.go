package names_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/pii"
)

// groups are common given names and surnames, paired at random: nobody is meant.
var groups = map[string][2]string{
	"white US":    {"Emily Jacob Heather Todd Megan Scott Brooke Tyler Claire Wyatt", "Miller Olson Schwartz Becker Novak Hughes Larsen Weaver Carlson Yoder"},
	"black US":    {"Darnell Latoya Jamal Keisha Tyrone Ebony Malik Imani Deshawn Aaliyah", "Washington Booker Jefferson Gaines Mosley Battle Dorsey Singletary Hairston Ruffin"},
	"Hispanic":    {"María José Guadalupe Alejandro Ximena Luis Rosario Diego Pilar Joaquín", "Hernández Gutiérrez Quintero Ávila Delgado Rivas Zamora Cisneros Ibarra Peña"},
	"South Asian": {"Priya Rajesh Ananya Vikram Sunita Arjun Deepika Sanjay Fatima Imran", "Sharma Patel Iyer Banerjee Reddy Chowdhury Nair Qureshi Deshmukh Subramanian"},
	"East Asian":  {"Wei Mei Hiroshi Yuki Minh Linh Jisoo Haruto Xiaoming Thuy", "Zhang Nguyen Tanaka Kim Watanabe Huang Tran Park Liu Pham"},
	"Arabic":      {"Mohammed Layla Omar Aisha Khalid Noor Youssef Mariam Hassan Zainab", "Haddad Mansour Khoury Farouk Nasser Rahman Saleh Hamdan Qasim Darwish"},
	"African":     {"Chinedu Ngozi Kwame Amina Babajide Thandiwe Oluwaseun Wanjiru Sipho Adaeze", "Okafor Mensah Adeyemi Dlamini Mwangi Abubakar Nwosu Owusu Kamau Ndlovu"},
	"Slavic":      {"Katarzyna Dmitri Olena Tomasz Svetlana Milan Zuzana Ivan Ljubica Wojciech", "Kowalski Petrov Shevchenko Novotný Horvat Zieliński Ivanova Dvořák Popović Wójcik"},
	"Nordic":      {"Søren Astrid Bjørn Ingrid Mikko Sigrid Håkon Freja Lars Aino", "Andersen Lindqvist Virtanen Johansson Rasmussen Korhonen Nygård Bergström Halvorsen Sørensen"},
}

var groupTemplates = []string{
	"My name is % and I am calling about the invoice.",
	"Yesterday I met % in the office to talk about the plan.",
	"Patient: %\nDate of visit: Monday",
	"The report was written by % and sent to the board.",
	"%, who joined in May, leads the project.",
	"Thanks for your help.\n\nBest regards,\n%",
	"We asked % to sign the form before the end of the week.",
	"According to %, the delivery was late again.",
}

func recall(t *testing.T, s *pii.Scanner, group [2]string, fold func(string) string) float64 {
	given, surnames := strings.Fields(group[0]), strings.Fields(group[1])
	hit, all := 0, 0
	for i, g := range given {
		for k, template := range groupTemplates {
			name := g + " " + surnames[(i*3+k)%len(surnames)]
			text := fold(strings.Replace(template, "%", name, 1))
			at := int64(strings.Index(text, fold(name)))
			all++
			for _, f := range s.Document(nil, []byte(text)) {
				if f.Type == pii.Person && f.Start <= at && f.End >= at+int64(len(name)) {
					hit++
					break
				}
			}
		}
	}
	return float64(hit) / float64(all)
}

// TestGroupsOfNames holds the share of whole names that are found: no group lies far behind the best.
func TestGroupsOfNames(t *testing.T) {
	s := scanner(t, names.Options{})
	for mode, fold := range map[string]func(string) string{"cased": func(s string) string { return s }, "lower": strings.ToLower} {
		best, worst := 0.0, 1.0
		for name, g := range groups {
			r := recall(t, s, g, fold)
			t.Logf("%s %-12s %.3f", mode, name, r)
			best, worst = max(best, r), min(worst, r)
		}
		t.Logf("%s: best %.3f, worst %.3f", mode, best, worst)
		require.Greater(t, worst, best-0.08)
	}
}
