package names

import (
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// What the words of a table's first row say.
var nameColumns, personColumns lazy.Value[*lex.Set]

// makeNameColumns lists the words of which the name of a column of people's names is made.
func makeNameColumns() *lex.Set {
	return lex.NewSet("first", "last", "middle", "given", "family", "full", "preferred", "maiden", "name", "names", "nickname", "nick", "surname", "forename", "firstname", "lastname",
		"vorname", "nachname", "rufname", "prénom", "prenom", "nom", "nombre", "apellido", "apellidos", "cognome", "nome", "voornaam", "achternaam", "imię", "nazwisko")
}

// makePersonColumns lists columns that only a table of people has.
func makePersonColumns() *lex.Set {
	return lex.NewSet("first", "last", "surname", "firstname", "lastname", "nickname", "vorname", "nachname", "prénom", "prenom", "apellido", "apellidos", "cognome", "voornaam", "achternaam", "nazwisko",
		"email", "e-mail", "mail", "phone", "mobile", "telephone", "dob", "birthday", "birthdate", "gender", "sex", "age", "salary", "dept", "department", "geburtsdatum", "geschlecht", "telefon", "abteilung",
		"naissance", "téléphone", "correo", "teléfono", "nacimiento", "nascita", "telefono", "geboortedatum", "geslacht")
}

// maxColumns is the most columns of a table in plain text whose names are read.
const maxColumns = 32

// table takes the cells below a first line of a document whose columns are names of people: "first,last,dept\nTevita,Fifita,Legal". Cells are
// parted by commas or semicolons.
func (r *reader) table() {
	if r.s.Lo != 0 || !r.s.Begins() || r.s.Field() != "" {
		return
	}
	var sep byte
	for i := 1; i < len(r.Words) && r.sameLine(i) && sep == 0; i++ {
		if r.mark(i, ',') || r.mark(i, ';') {
			sep = r.Words[i].Mark
		}
	}
	if sep == 0 {
		return
	}
	var kinds [len(cellKinds)]uint32 // columns of each kind, as bits
	columns, people, any := 0, false, false
	i, ts := 0, r.s.Tokens()
	var named [len(cellKinds)]bool
	reset := func() {
		for k := range named {
			named[k] = true
		}
	}
	reset()
	for n := 0; i <= len(r.Words) && columns < maxColumns; i++ {
		end := i == len(r.Words) || i > 0 && !r.sameLine(i)
		if end || r.mark(i, sep) {
			for k := range named {
				if n > 0 && named[k] {
					kinds[k] |= 1 << columns
					any = true
					break
				}
			}
			columns, n = columns+1, 0
			reset()
			if end {
				break
			}
			continue
		}
		if w := &r.Words[i]; w.Shape == nametag.Punct {
			if w.Mark != '_' && w.Mark != '"' {
				return
			}
			continue
		}
		h := ts[r.s.TokenAt(int(r.Words[i].Start))].Hash
		for k := range named {
			named[k] = named[k] && cellKinds[k].words().Has(h)
		}
		people = people || personColumns.Get(makePersonColumns).Has(h)
		n++
	}
	if !any || !people || columns < 2 || columns == maxColumns {
		return
	}
	for i < len(r.Words) {
		i = r.row(i, sep, &kinds, columns)
	}
}

// cellKinds are the kinds of columns whose cells are read: people, places and occupations.
var cellKinds = [...]struct {
	words func() *lex.Set
	typ   pii.Type
	rule  *pii.Rule
}{
	{func() *lex.Set { return nameColumns.Get(makeNameColumns) }, pii.Person, ruleLabel},
	{func() *lex.Set { return townColumns.Get(makeTownColumns) }, pii.Location, rulePlace},
	{func() *lex.Set { return jobColumns.Get(makeJobColumns) }, pii.JobTitle, ruleJob},
}

var townColumns, jobColumns lazy.Value[*lex.Set]

func makeTownColumns() *lex.Set {
	return lex.NewSet("city", "town", "ort", "wohnort", "stadt", "ville", "commune", "ciudad", "localidad", "municipio", "poblacion", "población", "città", "citta", "comune", "plaats", "woonplaats", "miasto", "miejscowość", "miejscowosc", "cidade", "localidade", "stad", "by", "country", "pays", "país", "pais", "paese", "land", "kraj")
}

func makeJobColumns() *lex.Set {
	return lex.NewSet("job", "title", "occupation", "profession", "position", "beruf", "stelle", "poste", "métier", "metier", "fonction", "emploi", "puesto", "cargo", "profesión", "profesion", "ocupación", "ocupacion", "professione", "mansione", "beroep", "functie", "função", "funcao", "profissão", "profissao", "stanowisko", "zawód", "zawod", "yrke", "befattning", "stilling")
}

// row takes the cells of the line that begins at word i, if it has so many columns, and returns its end.
func (r *reader) row(i int, sep byte, kinds *[len(cellKinds)]uint32, columns int) (end int) {
	n := 1
	for end = i; end == i || r.sameLine(end); end++ {
		if r.mark(end, sep) {
			n++
		}
	}
	if n != columns {
		return end
	}
	column, from := 0, i
	for k := i; k <= end; k++ {
		if k < end && !r.mark(k, sep) {
			continue
		}
		to := k
		if from < to && r.mark(from, '"') && r.mark(to-1, '"') {
			from, to = from+1, to-1
		}
		for n, kind := range cellKinds {
			if kinds[n]>>column&1 != 0 && from < to && to-from <= maxNameWords && r.letters(from, to, kind.typ == pii.Person) {
				if kind.typ != pii.Person {
					r.replace(reading{from: from, to: to, typ: kind.typ, score: surely, rule: kind.rule})
					continue
				}
				r.add(reading{from: from, to: to, typ: kind.typ, score: surely, rule: kind.rule})
			}
		}
		column, from = column+1, k+1
	}
	return end
}

// letters reports whether the words [from,to) are words, and no marks but "'", "." and "-"; a name has a capital or stands in text without case.
func (r *reader) letters(from, to int, name bool) bool {
	for i := from; i < to; i++ {
		if w := &r.Words[i]; w.Shape == nametag.Digit || w.Shape == nametag.Punct && !r.anyMark(i, "'.-") {
			return false
		}
	}
	w := &r.Words[from]
	return w.Shape != nametag.Punct && (!name || (w.Shape != nametag.Lower || w.Mode != nametag.Cased || r.nameLike(from, false)) && (w.Flags&isNobody == 0 || to-from > 1))
}
