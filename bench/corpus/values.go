package corpus

import (
	"fmt"
	"strings"
)

// values makes invented values of each type: example domains, fiction phone blocks, documentation networks, test card numbers.
var values = map[string]func(w *writer) string{
	"PERSON": func(w *writer) string { return w.pick(given) + " " + w.pick(surnames) },
	"EMAIL": func(w *writer) string {
		return strings.ToLower(w.pick(ascii)) + w.pick([]string{".", "_", ""}) + strings.ToLower(w.pick(asciiSur)) + "@" + w.pick(hosts)
	},
	"PHONE": func(w *writer) string {
		switch w.r.IntN(4) {
		case 0:
			return fmt.Sprintf("+44 20 7946 0%03d", w.r.IntN(1000))
		case 1:
			return fmt.Sprintf("(%d) 555-01%02d", 201+w.r.IntN(700), w.r.IntN(100))
		case 2:
			return fmt.Sprintf("+1-%d-555-01%02d", 201+w.r.IntN(700), w.r.IntN(100))
		}
		return fmt.Sprintf("+49 30 23125 %03d", w.r.IntN(1000))
	},
	"URL": func(w *writer) string {
		return "https://" + w.pick(hosts) + "/" + w.pick(english) + "/" + w.pick(english)
	},
	"IP_ADDRESS": func(w *writer) string {
		return w.pick([]string{"192.0.2.", "198.51.100.", "203.0.113."}) + fmt.Sprint(w.r.IntN(256))
	},
	"CREDIT_CARD": func(w *writer) string {
		return w.pick([]string{"4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005", "6011111111111117"})
	},
	"IBAN": func(w *writer) string {
		return w.pick([]string{"DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819", "FR1420041010050500013M02606"})
	},
	"DATE": func(w *writer) string {
		m := w.r.IntN(12)
		switch w.r.IntN(3) {
		case 0:
			return fmt.Sprintf("%04d-%02d-%02d", 1950+w.r.IntN(76), m+1, 1+w.r.IntN(28))
		case 1:
			return fmt.Sprintf("%d %s %d", 1+w.r.IntN(28), months[m], 1950+w.r.IntN(76))
		}
		return fmt.Sprintf("%02d/%02d/%04d", m+1, 1+w.r.IntN(28), 1950+w.r.IntN(76))
	},
	"UUID": func(w *writer) string {
		return fmt.Sprintf("%08x-%04x-4%03x-a%03x-%012x", w.r.Uint32(), w.r.IntN(1<<16), w.r.IntN(1<<12), w.r.IntN(1<<12), w.r.Uint64()>>16)
	},
	"SPOKEN_PHONE": func(w *writer) string {
		out := []string{}
		for range 10 {
			out = append(out, digits[w.r.IntN(10)])
		}
		return strings.Join(out, " ")
	},
	"ADDRESS": func(w *writer) string {
		return fmt.Sprintf("%d %s Street, %s", 1+w.r.IntN(200), capital(w.pick(streets)), w.pick(cities))
	},
}

var (
	months   = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	digits   = []string{"oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	hosts    = []string{"example.com", "example.org", "mail.example.net", "shop.example.com", "clinic.example.org"}
	streets  = []string{"mill", "station", "church", "orchard", "harbour", "park", "quarry", "linden"}
	cities   = []string{"Leeds", "Bristol", "Norwich", "Dayton", "Tacoma", "Tulsa"}
	given    = []string{"Mara", "Tomasz", "Ngozi", "Lian", "Sofía", "Jürgen", "Aoife", "Dmitri", "Priya", "Yusuf", "Hannah", "Peter", "Chloe", "Mateo", "Ingrid", "Omar"}
	surnames = []string{"Ferris", "Kowalczyk", "Adeyemi", "Zhao", "Ibáñez", "Bäumer", "O'Dea", "Sokolov", "Raman", "Haddad", "Whitlock", "Lindqvist", "Marchetti", "Novak"}
	ascii    = []string{"Mara", "Tomasz", "Ngozi", "Lian", "Aoife", "Dmitri", "Priya", "Yusuf", "Hannah", "Peter", "Chloe"}
	asciiSur = []string{"Ferris", "Kowalczyk", "Adeyemi", "Zhao", "Sokolov", "Raman", "Haddad", "Whitlock", "Novak"}
	titles   = []string{"Software Engineer", "Nurse Practitioner", "Account Manager", "Warehouse Supervisor", "Data Analyst", "Teaching Assistant"}
	firms    = []string{"Brightwater Ltd", "Northgate Logistics GmbH", "Halden & Sons", "Quillon Systems Inc.", "Meridian Foods"}
	agents   = []string{"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "curl/8.5.0"}
	levels   = []string{"INFO", "WARN", "DEBUG", "ERROR"}
	english  = strings.Fields(`the and to of a in that it is was for on with as we you they at this be have from or had by not but what all were when your can
there use each which do how their if will up other about out many then them these so some her would make like him into time has look two more go see number
no way could people my than first water been call who its now find long down day did get come made may part over new sound take only little work know place
year live back give most very after thing our just name good sentence man think say great where help through much before line right too mean old any same tell
boy follow came want show also around form three small set put end does another well large must big even such because turn here why ask went men read need land
different home us move try kind hand picture again change off play spell air away animal house point page letter mother answer found study still learn should
meeting invoice report order delivery contract customer question manager budget office project quarter training schedule software screen printer signature
document appointment medicine treatment therapy session progress anxious better sleeping walking exercise weekend family friend garden kitchen window morning
evening yesterday tomorrow maybe probably actually really pretty quite almost never always sometimes usually finally suddenly carefully slowly quickly`)
	scripts = [][]string{
		strings.Fields("alle Menschen sind frei und gleich an Würde und Rechten geboren sie sollen einander begegnen jeder hat das Recht auf Leben für über größer"),
		strings.Fields("tous les êtres humains naissent libres et égaux en dignité et en droits ils doivent agir entre eux dans un esprit général où été"),
		strings.Fields("todos los seres nacen libres e iguales en dignidad y derechos según él mañana también está después niño año"),
		strings.Fields("все люди рождаются свободными и равными в своем достоинстве и правах они должны поступать так каждый день утром"),
		strings.Fields("όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα είναι με λογική"),
		strings.Fields("人 人 生 而 自由 在 尊严 和 权利 上 一律 平等 他们 赋有 理性"),
		strings.Fields("सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता प्राप्त है"),
		strings.Fields("wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw są obdarzeni rozumem"),
	}
)
