package anonymize

import (
	"strings"

	"github.com/lethe-pii/lethe/internal/lazy"
)

// culture holds common names of one culture, in Latin letters.
type culture struct {
	name                   string
	female, male, surnames []string
}

// cultureRows has a row for each culture: its name, female and male given names, surnames.
var cultureRows = [...][4]string{
	{"en", "Alice Amy Carol Charlotte Chloe Diana Eleanor Emily Fiona Grace Hannah Helen Jane Joan Karen Laura Lucy Megan Rachel Sarah Susan Victoria",
		"Alan Andrew Brian Charles Colin David Edward George Graham Harry Henry Jack James Keith Kevin Martin Matthew Neil Oliver Peter Simon Stephen Thomas",
		"Adams Bailey Barnes Bennett Carter Clarke Cooper Davies Ellis Foster Graham Harris Hughes Jenkins Kelly Lawson Mason Morris Palmer Parker Reed Shaw Turner Walsh Watson Webb Wright"},
	{"de", "Anke Annika Birgit Claudia Elke Franziska Greta Heike Ingrid Johanna Katrin Lena Marlene Monika Petra Sabine Silke Steffi Ute Wiebke",
		"Bernd Dieter Florian Friedrich Gerhard Günter Hans Holger Jens Jürgen Klaus Konrad Lukas Manfred Markus Rainer Stefan Torsten Uwe Wolfgang",
		"Albrecht Bauer Becker Brandt Busch Dietrich Engel Fischer Friedrich Hartmann Hoffmann Huber Jäger Keller Krüger Lehmann Möller Neumann Pfeiffer Schäfer Schreiber Schulz Seidel Vogel Winkler Ziegler"},
	{"fr", "Adèle Agnès Amélie Brigitte Camille Céline Chantal Claire Élodie Hélène Isabelle Juliette Léa Manon Margaux Mathilde Nathalie Sandrine Sylvie Véronique",
		"Alain Antoine Baptiste Benoît Cédric Didier Étienne Fabrice François Guillaume Jacques Julien Laurent Luc Mathieu Olivier Pascal Philippe Rémi Thierry Yves",
		"Arnaud Aubert Barbier Blanchard Boucher Chevalier Colin Dumas Dupuis Faure Fontaine Gauthier Girard Lacroix Lambert Leclerc Lefèvre Marchand Mercier Moreau Noël Perrin Renaud Rousseau Roussel Vidal"},
	{"es", "Alba Ana Beatriz Carmen Cristina Dolores Elena Inés Irene Isabel Laura Lucía Marta Mercedes Nuria Paloma Pilar Rocío Sofía Teresa",
		"Alejandro Álvaro Antonio Carlos Diego Enrique Fernando Gonzalo Ignacio Javier Joaquín Jorge José Luis Manuel Mateo Miguel Pablo Rafael Ramón Sergio",
		"Aguilar Blanco Cabrera Campos Castillo Castro Delgado Domínguez Flores Fuentes Gil Herrera Iglesias Jiménez Medina Molina Morales Navarro Ortega Peña Prieto Ramos Reyes Rojas Serrano Soto Vega"},
	{"it", "Alessia Caterina Chiara Elisa Federica Francesca Giada Giorgia Giulia Ilaria Laura Lucia Marina Martina Paola Roberta Silvia Simona Valentina",
		"Alessandro Antonio Davide Enrico Fabio Filippo Francesco Giacomo Giovanni Lorenzo Luca Marco Matteo Nicola Paolo Pietro Riccardo Stefano Tommaso Vincenzo",
		"Barbieri Bianchi Bruno Caruso Colombo Conti Costa Esposito Fabbri Ferrara Fontana Galli Gallo Giordano Greco Lombardi Longo Mancini Marino Moretti Ricci Rinaldi Rizzo Romano Santoro Villa"},
	{"pl", "Agnieszka Aleksandra Barbara Beata Dorota Ewa Grażyna Halina Iwona Joanna Katarzyna Magdalena Małgorzata Monika Renata Urszula Wanda Zofia",
		"Andrzej Bartosz Dariusz Grzegorz Jacek Jan Janusz Jarosław Kamil Krzysztof Leszek Łukasz Maciej Marcin Mariusz Paweł Piotr Sławomir Tomasz Wojciech",
		"Adamczyk Bąk Borkowicz Czajka Dudek Gajda Górka Jabłonka Kaczmarek Kołodziej Kowal Krawczyk Kubiak Mazur Michalak Nowak Pawlak Sikora Stępień Szewczyk Walczak Wieczorek Wójcik Wrona Zając"},
	{"ru", "Alina Anastasia Darya Ekaterina Galina Irina Ksenia Larisa Lyudmila Marina Nadezhda Natalia Oksana Olga Polina Svetlana Tatiana Vera Yulia Zoya",
		"Aleksei Anatoly Boris Denis Dmitry Evgeny Fyodor Gennady Igor Ivan Kirill Konstantin Leonid Maxim Nikolai Oleg Pavel Roman Sergei Vadim Yuri",
		"Bondarenko Chernenko Danilenko Fomenko Golovko Gritsenko Klimenko Kovalenko Kravets Kuchma Lysenko Marchenko Moroz Nazarenko Osipenko Panchenko Pavlenko Romanenko Savchenko Shevchuk Timchenko Tkach Yurchenko Zakharchenko"},
	{"tr", "Aslı Ayşe Berna Burcu Canan Defne Ebru Elif Esra Fatma Gizem Gülay Hatice Melek Meryem Özge Pınar Selin Sevgi Zeynep",
		"Ahmet Ali Barış Burak Cem Emre Erhan Fatih Hakan Hasan Kemal Levent Mehmet Murat Mustafa Onur Orhan Serkan Tolga Volkan Yusuf",
		"Acar Aksoy Arslan Aydın Bulut Çelik Çetin Demir Doğan Erdoğmuş Güler Güneş Kaplan Kara Kaya Kılıç Koç Korkmaz Öztürk Polat Şahin Şimşek Taş Tekin Uçar Yavuz Yıldız"},
	{"ar", "Aisha Amal Amina Dalia Farah Fatima Hala Hanan Huda Iman Khadija Layla Mariam Mona Nadia Noor Rania Salma Samira Yasmin Zainab",
		"Abdullah Ahmad Ali Bilal Faisal Fareed Hamza Hassan Ibrahim Jamal Karim Khalid Mahmoud Mustafa Nabil Omar Rashid Samir Tariq Walid Yusuf Ziad",
		"Abbas Aziz Bakr Darwish Fahmy Farouk Ghanem Habib Haddad Hakim Hamdan Hariri Issa Jaber Kassem Khalil Khoury Mansour Masri Nasser Qasim Rahman Saleh Shaheen Sabbagh Zaki"},
	{"in", "Aditi Ananya Anjali Deepa Divya Gita Kavita Lakshmi Leela Meena Neha Nisha Pooja Priya Rekha Rupa Shreya Sita Sunita Usha",
		"Ajay Amit Anil Arjun Ashok Deepak Ganesh Gopal Karan Kiran Manoj Mohan Nikhil Prakash Rahul Rajesh Ravi Rohan Sanjay Sunil Suresh Vijay Vikram",
		"Agarwal Banerjee Bhatt Chopra Das Desai Dutta Gupta Iyer Jain Joshi Kapoor Khanna Kulkarni Kumar Malhotra Mehta Menon Mishra Nair Patel Rao Reddy Saxena Shah Sharma Verma"},
	{"zh", "Fang Hua Hui Jing Juan Lan Li Lian Ling Mei Min Na Qing Rong Shu Ting Xia Xiu Yan Ying Yue Zhen",
		"Bin Bo Chao Feng Gang Guang Hao Jian Jun Kai Lei Long Ming Peng Qiang Tao Wei Wen Xin Yang Yong Zhi",
		"Cai Cao Chen Deng Ding Fan Feng Gao Guo He Huang Jiang Liang Liu Luo Ma Pan Peng Qian Shen Song Tang Wang Wu Xie Xu Yang Ye Zhang Zheng Zhou Zhu"},
}

var cultures lazy.Value[[]culture]

func newCultures() []culture {
	out := make([]culture, len(cultureRows))
	for i, r := range cultureRows {
		out[i] = culture{name: r[0], female: strings.Fields(r[1]), male: strings.Fields(r[2]), surnames: strings.Fields(r[3])}
	}
	return out
}

// gender of a given name; unknownGender if neither or both.
type gender uint8

const (
	unknownGender gender = iota
	female
	male
)

// nameEndings tell a culture by the end of a surname, and nameLetters by a letter.
var (
	nameEndings = map[string]string{"ski": "pl", "ska": "pl", "wicz": "pl", "czyk": "pl", "ov": "ru", "ova": "ru", "ev": "ru", "enko": "ru", "sson": "en",
		"ez": "es", "ini": "it", "etti": "it", "elli": "it", "oglu": "tr", "oğlu": "tr", "mann": "de", "meier": "de", "bauer": "de", "eau": "fr", "ault": "fr"}
	nameLetters = map[string]string{"łęążśćń": "pl", "ñ": "es", "äöüß": "de", "ğşı": "tr", "èêâîôç": "fr"}
)

// cultureOf guesses culture and gender of a person's folded given names and surnames; English if nothing shows.
func cultureOf(given, surnames []string) (best *culture, g gender) {
	all := cultures.Get(newCultures)
	most := 0
	for i := range all {
		c := &all[i]
		points := 0
		for _, w := range given {
			f, m := holdsFold(c.female, w), holdsFold(c.male, w)
			if f || m {
				points += 2
			}
			if g == unknownGender && f != m {
				g = male
				if f {
					g = female
				}
			}
		}
		for _, w := range surnames {
			if holdsFold(c.surnames, w) {
				points += 2
			}
			for end, name := range nameEndings {
				if name == c.name && strings.HasSuffix(w, end) {
					points++
				}
			}
		}
		for letters, name := range nameLetters {
			if name == c.name && (strings.ContainsAny(strings.Join(given, " "), letters) || strings.ContainsAny(strings.Join(surnames, " "), letters)) {
				points++
			}
		}
		if best == nil || points > most {
			best, most = c, points
		}
	}
	if g == unknownGender && len(given) > 0 && strings.HasSuffix(given[0], "a") && len(given[0]) > 3 {
		g = female
	}
	return best, g
}

func holdsFold(list []string, word string) bool {
	for _, w := range list {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}

// titles stay where they are and may tell the gender.
var titles = map[string]gender{"mr": male, "mister": male, "sir": male, "herr": male, "herrn": male, "monsieur": male, "m": unknownGender, "señor": male, "sr": male, "don": male,
	"mrs": female, "ms": female, "miss": female, "madam": female, "lady": female, "frau": female, "madame": female, "mme": female, "mlle": female,
	"señora": female, "sra": female, "srta": female, "doña": female, "dr": unknownGender, "prof": unknownGender, "professor": unknownGender, "dra": female,
	"rev": unknownGender, "jr": unknownGender, "phd": unknownGender, "md": unknownGender}

// particles belong to the surname that follows.
var particles = " van von der den de del della di da du la le el al bin ibn zu zum zur ten ter dos das y e o' "
