package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/nametag"
)

type span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Type  string `json:"type"`
}

type doc struct {
	ID    string   `json:"id"`
	Lang  string   `json:"lang"`
	Text  string   `json:"text"`
	Spans []span   `json:"spans"`
	Only  []string `json:"only"`
}

var kinds = map[string]nametag.Kind{"PERSON": nametag.Person, "ORG": nametag.Org, "LOCATION": nametag.Location}

// readDocs reads a file of labelled documents and normalises its conventions: no handles, no titles and no possessive in a span.
func readDocs(path string) ([]doc, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []doc
	for line := range bytes.Lines(b) {
		var d doc
		if err := json.Unmarshal(line, &d); err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
		}
		d.clean()
		out = append(out, d)
	}
	return out, nil
}

func (d *doc) clean() {
	kept := d.Spans[:0]
	for _, s := range d.Spans {
		if _, ok := kinds[s.Type]; !ok || s.Start < 0 || s.End > len(d.Text) || s.Start >= s.End {
			continue
		}
		if s.Start > 0 && d.Text[s.Start-1] == '@' || d.Text[s.Start] == '@' {
			continue
		}
		if s.Type == "PERSON" {
			for {
				word, _, ok := strings.Cut(d.Text[s.Start:s.End], " ")
				w := nametag.Word{Flags: wordTable.Get(nametag.HashWord(word))}
				if !ok || !w.IsTitle() {
					break
				}
				s.Start += len(word) + 1
			}
		}
		for _, suffix := range []string{"'s", "’s", ".", " "} {
			if suffix != "." || s.End-s.Start > 4 {
				if t := d.Text[s.Start:s.End]; strings.HasSuffix(t, suffix) && len(t) > len(suffix) {
					s.End -= len(suffix)
				}
			}
		}
		for s.End-s.Start > 1 && strings.IndexByte(",;:!?)\"", d.Text[s.End-1]) >= 0 {
			s.End-- // Europeana takes the mark behind a name into its span
		}
		kept = append(kept, s)
	}
	d.Spans = kept
	slices.SortStableFunc(d.Spans, func(a, b span) int { return a.Start - b.Start })
}

var (
	classes   = lex.NewTable("")
	wordTable = nametag.NewWordTable(0)
)

func tokens(text []byte) []lex.Token {
	return lex.AppendTokens(nil, text, classes.Append(nil, text), 0)
}

// gold returns the labels of the words. A span that the gate has cut is labelled piece by piece, a person only if it is whole.
func gold(ws []nametag.Word, spans []span) []int {
	y := make([]int, len(ws))
	i := 0
	for _, s := range spans {
		for i < len(ws) && int(ws[i].End) <= s.Start {
			i++
		}
		a := i
		z := a
		for z < len(ws) && int(ws[z].Start) < s.End {
			z++
		}
		i = max(i, z)
		kind := kinds[s.Type]
		for a < z {
			if !ws[a].Candidate {
				a++
				continue
			}
			e := a + 1
			for e < z && ws[e].Candidate && ws[e].Newlines == 0 {
				e++
			}
			for k := a; k < e; k++ {
				switch {
				case kind == nametag.Org:
					y[k] = nametag.OrgInside
				case kind == nametag.Location:
					y[k] = nametag.LocationInside
				default:
					y[k] = nametag.PersonInside
				}
			}
			switch {
			case kind == nametag.Org:
				y[a] = nametag.OrgBegin
			case kind == nametag.Location:
				y[a] = nametag.LocationBegin
			case e == a+1:
				y[a] = nametag.PersonUnit
			default:
				y[a], y[e-1] = nametag.PersonBegin, nametag.PersonLast
			}
			a = e
		}
	}
	return y
}

func fileHash(path string) (string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:]), nil
}
