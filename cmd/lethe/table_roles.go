package main

import (
	"slices"

	"github.com/lethe-pii/lethe/anonymize/table"
	"github.com/lethe-pii/lethe/pii"
)

// namesPeople are types whose values name or reach a person: a column of them is an identifier.
var namesPeople = []pii.Type{pii.Person, pii.Email, pii.Phone, pii.Address, pii.SocialProfile, pii.Username, pii.CreditCard, pii.BankAccount,
	pii.MRN, pii.ClientID, pii.PolicyID, pii.IPAddress, pii.USSSN, pii.UKNHS, pii.UKNINO, pii.DESteuerID, pii.FRNIR, pii.ESDNI}

// classifier proposes roles by what the detectors find in samples under the column's name.
func classifier() (table.Classifier, error) {
	ds, err := builtin("", "")
	if err != nil {
		return nil, err
	}
	s, err := pii.NewScanner(ds)
	if err != nil {
		return nil, err
	}
	return func(name string, samples []string) (table.Role, bool) {
		named := 0
		for _, v := range samples {
			for _, f := range s.Document(nil, []byte(v), pii.Mark{Kind: pii.MarkCell, Label: name}) {
				if slices.ContainsFunc(namesPeople, f.Type.Is) && 2*f.Len() >= int64(len(v)) {
					named++
					break
				}
			}
		}
		return table.Identifier, len(samples) > 0 && 2*named >= len(samples)
	}, nil
}

// undeclared gives the role of an identifier or of free text to columns without a role that look like it, unless keep names them. It
// returns their names.
func undeclared(t *table.Table, at map[string]table.Attribute, keep []string) ([]string, error) {
	classify, err := classifier()
	if err != nil {
		return nil, err
	}
	for _, n := range keep {
		if t.Column(n) == nil {
			return nil, usage("there is no column %q", n)
		}
	}
	var found []string
	for _, p := range table.Infer(t, classify) {
		if p.Role != table.Identifier && p.Role != table.FreeText || at[p.Column].Role != "" || slices.Contains(keep, p.Column) {
			continue
		}
		at[p.Column] = table.Attribute{Role: p.Role}
		found = append(found, p.Column)
	}
	return found, nil
}
