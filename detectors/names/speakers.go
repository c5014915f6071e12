package names

import (
	"bytes"
	"sort"

	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// speakers takes the labels of turns that are names; among people who are known to be that, small words too: "mags: anyone seen col?".
func (r *reader) speakers() {
	if ts := r.s.Turns(); len(ts) == 0 || len(ts) < 2 && !ts[0].Told || !r.speakerNames(false) {
		return
	}
	r.speakerNames(true)
	for i := range r.Words {
		if r.Words[i].Newlines > 0 && r.owner[i] == 0 && r.mark(i+1, ':') && r.unlisted(i) {
			r.take(i, 0.8, ruleSpeaker)
		}
	}
}

// speakerNames takes the labels of turns that are names and reports whether both names and other small words are among them.
func (r *reader) speakerNames(people bool) bool {
	k, found, left, asked := 0, false, false, false
	for _, t := range r.s.Turns() {
		for k < len(r.Words) && int(r.Words[k].Start) < t.SpeakerStart {
			k++
		}
		from, to := k, k
		sure := false
		for k < len(r.Words) && int(r.Words[k].End) <= t.SpeakerEnd {
			e := r.Entry(k)
			lower := r.Words[k].Shape == nametag.Lower
			if r.is(k, isNameWord) || r.Words[k].Shape == nametag.Upper && r.is(k, isNotOrg) {
				from, k = len(r.Words), k+1 // "Nome completo:", "NIF:" are labels of a form
				break
			}
			chat := t.Told && r.unlisted(k) || lower && (e.First() > 0 && e.Common() < 3 || e.Person() > 1 && e.Common() == 0 || e.LooksNamed() || r.unlisted(k) || people && e.Common() < 3 && r.Words[k].Flags&(ruleWords|jobHead|jobModifier) == 0)
			switch {
			case r.Words[k].Shape == nametag.Punct && r.Words[k].Mark >= 0xc0, from < k && to == k && r.mark(k, ','): // "Bex 🌻", "Lee, Ann"
				k++
				continue
			case r.is(k, isLabel|isNobody|isHeading) || !chat && !r.nameLike(k, true):
				from = k + 1
				left = left || lower && !r.is(k, isLabel|isNobody|isHeading)
			case chat || r.nameLike(k, false):
				sure = true
			}
			k++
			to = k
		}
		if to == from+1 && r.Words[from].Shape == nametag.Single {
			asked = asked || r.says(from, "Q.")
			sure = sure && !(asked && r.says(from, "Q.", "R.", "A.")) // questions and answers ("R." in French)
		}
		if from < to && sure && to-from <= maxNameWords {
			r.add(reading{from: from, to: to, typ: pii.Person, score: 0.8, rule: ruleSpeaker, role: pii.Speaker})
			found = true
		}
	}
	return found && left
}

// maxAsked is the most words of a turn that asks for a person.
const maxAsked = 16

// who takes the name that begins the answer to a question for a person: "Who did you report to?", "Hesketh, the finance director."
func (r *reader) who() {
	ts := r.s.Turns()
	for k := 0; k+1 < len(ts); k++ {
		if ts[k].TextStart >= ts[k].End {
			continue
		}
		end := bytes.TrimRight(r.s.Text[ts[k].TextStart:ts[k].End], " \r\n")
		if len(end) == 0 || end[len(end)-1] != '?' {
			continue
		}
		from, to := r.wordAt(ts[k].TextStart), r.wordAt(ts[k].End)
		n := r.wordAt(ts[k+1].TextStart)
		if to-from > maxAsked || !r.asksWho(from, to) || n >= len(r.Words) || int(r.Words[n].Start) >= ts[k+1].End || r.Words[n].Shape != nametag.Initial && !r.unlisted(n) || !r.answer(n) {
			continue
		}
		if e := r.Entry(n); e.Common() < 2 && e.Place() < 2 && (n+1 == len(r.Words) || !r.sameLine(n+1) || r.anyMark(n+1, ".,;!")) {
			r.take(n, surely, ruleIntro)
		}
	}
}

// wordAt returns the first word that begins at position p of the text or later.
func (r *reader) wordAt(p int) int {
	return sort.Search(len(r.Words), func(i int) bool { return int(r.Words[i].Start) >= p })
}

func (r *reader) asksWho(from, to int) bool {
	for i := from; i < to; i++ {
		if r.says(i, "who", "Who", "whom", "wer", "Wer", "wen", "wem", "qui", "Qui", "quién", "Quién", "chi", "Chi", "wie", "Wie") {
			return true
		}
	}
	return false
}
