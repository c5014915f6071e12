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
	var names uint32 // columns, as bits
	columns, people, named := 0, false, true
	i, ts := 0, r.s.Tokens()
	for n := 0; i <= len(r.Words) && columns < maxColumns; i++ {
		end := i == len(r.Words) || i > 0 && !r.sameLine(i)
		if end || r.mark(i, sep) {
			if n > 0 && named {
				names |= 1 << columns
			}
			columns, n, named = columns+1, 0, true
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
		named = named && nameColumns.Get(makeNameColumns).Has(h)
		people = people || personColumns.Get(makePersonColumns).Has(h)
		n++
	}
	if names == 0 || !people || columns < 2 || columns == maxColumns {
		return
	}
	for i < len(r.Words) {
		i = r.row(i, sep, names, columns)
	}
}

// row takes the names of the line that begins at word i, if it has so many columns, and returns its end.
func (r *reader) row(i int, sep byte, names uint32, columns int) (end int) {
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
		if names>>column&1 != 0 && from < to && to-from <= maxNameWords && r.letters(from, to) {
			r.add(reading{from: from, to: to, typ: pii.Person, score: surely, rule: ruleLabel})
		}
		column, from = column+1, k+1
	}
	return end
}

// letters reports whether the words [from,to) are words, one at least with a capital or in text without case, and no marks but "'", "." and "-".
func (r *reader) letters(from, to int) bool {
	for i := from; i < to; i++ {
		if w := &r.Words[i]; w.Shape == nametag.Digit || w.Shape == nametag.Punct && !r.anyMark(i, "'.-") {
			return false
		}
	}
	w := &r.Words[from]
	return w.Shape != nametag.Punct && (w.Shape != nametag.Lower || w.Mode != nametag.Cased || r.nameLike(from, false)) && (w.Flags&isNobody == 0 || to-from > 1)
}
