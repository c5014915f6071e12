package names

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// everyday reports a word that is frequent in lower case and hardly ever a name.
func everyday(e nametag.Entry) bool { return e.Common() > 1 && e.First() < 2 && e.Surname() < 2 }

// plain reports a listed word that nobody is called, or a function word of German or Spanish: "Sie".
func plain(e nametag.Entry) bool {
	return e.Known() && e.Person() < 2 && (e.First()+e.Surname() == 0 || e.Abroad() == 3 && e.First() < 3 && e.Surname() < 3)
}

// Thing reports whether a value of these tokens is rather called like a thing than a person, "Speaker Volume": one of them is an everyday word of
// English, and the first is no frequent given name. It costs a look-up a token.
func Thing(ts []pii.Token) bool {
	plain := false
	for i := range ts {
		e := lexicon().Lookup(nametag.HashToken(ts[i].Hash))
		if i == 0 && e.First() > 1 && e.Common() < 3 {
			return false
		}
		plain = plain || everyday(e)
	}
	return plain
}

// Person reports whether a value of these tokens is called like a person and like nothing else: none is an everyday word of English, and the first is
// a given name or none of three letters or more is a word of a language. It costs a look-up a token.
func Person(ts []pii.Token) bool {
	words := false
	for i := range ts {
		e := lexicon().Lookup(nametag.HashToken(ts[i].Hash))
		if everyday(e) {
			return false
		}
		words = words || ts[i].Len() > 2 && (e.Common() > 0 || e.Abroad() > 0 && e.First()+e.Surname() < 2)
		if i == 0 && e.First() > 0 && e.First() >= e.Common() {
			return !Thing(ts)
		}
	}
	return !words
}

// namePrefixes begin names with a capital inside.
var namePrefixes = lex.NewSet("mc", "mac", "fitz", "o", "d", "de", "di", "da", "du", "des", "del", "della", "la", "le", "lo", "van", "von", "vander", "ten", "ter", "al", "el",
	"ben", "bin", "ibn", "bat", "abu", "st", "saint", "san", "ka", "sha", "ja", "je", "ta", "te", "ke", "na", "ra")

// coined reports whether word i is put together of everyday words, as names of software, header fields and identifiers are: "Content-Type",
// "ValueError", "my-cluster". Words with a part that is a name or the start of one are not: "Smith-Jones", "MaryBeth", "McBride".
func (r *reader) coined(i int) bool {
	w := &r.Words[i]
	b := r.s.Text[w.Start:w.End]
	n := partEnd(b)
	if n == len(b) {
		return false
	}
	capitals := b[n] != '-' && b[n] != '\''
	identifier := capitals && !lex.IsUpper(b[0])
	ordinary, other := 0, 0
	for {
		h := lex.Hash(b[:n])
		switch e := lexicon().Lookup(nametag.HashToken(h)); {
		case namePrefixes.Has(h), e.First() > 1 && (e.Common() < 3 || e.Person() == 3), e.Surname() > 1 && e.Common() < 3, e.Surname() == 3 && !capitals:
			return false
		case n > 2 && e.Common() > 1:
			ordinary++
		case n == 1 || n > 3 && !e.Known():
			other++
		}
		if b = bytes.TrimLeft(b[n:], "-'"); len(b) == 0 {
			return identifier || ordinary > 0 && (other == 0 || capitals)
		}
		n = partEnd(b)
	}
}

// partEnd returns where the first part of b ends: at a hyphen, or before a capital behind a small letter or before a small one.
func partEnd(b []byte) int {
	for n := 1; n < len(b); n++ {
		switch {
		case b[n] == '-' || b[n] == '\'':
			return n
		case lex.IsUpper(b[n]) && b[n-1] < 0x80 && (!lex.IsUpper(b[n-1]) || n+1 < len(b) && lex.IsLetter(b[n+1]) && !lex.IsUpper(b[n+1])):
			return n
		}
	}
	return len(b)
}

// unspaced reports whether f is text without blanks between words, Chinese or Japanese, which the tagger cannot read: but a person of at most
// four signs may stand alone in a field.
func (r *reader) unspaced(f *reading) bool {
	for _, w := range r.Words[f.from:f.to] {
		if c := r.s.Text[w.Start]; 0xe3 <= c && c <= 0xe9 && (f.typ != pii.Person || w.Len() > 12) { // U+3000 to U+9FFF
			return true
		}
	}
	return false
}
