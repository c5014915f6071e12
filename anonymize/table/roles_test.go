package table

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRolesFile(t *testing.T) {
	got, err := ReadRoles(strings.NewReader("columns:\n  age: {role: quasi, hierarchy: age.csv}\n  \"zip: code\":\n    role: quasi\n    categorical: true\n  ill: {role: sensitive}\n"))
	require.NoError(t, err)
	require.Equal(t, map[string]ColumnRole{"age": {Role: Quasi, Hierarchy: "age.csv"}, "zip: code": {Role: Quasi, Categorical: true}, "ill": {Role: Sensitive}}, got)
	for in, want := range map[string]string{
		"columns:\n  age: {rule: quasi}\n":                   "line 2, column 9: unknown field \"rule\"",
		"columns:\n  age: {role: quasy}\n":                   "column \"age\": role must be one of",
		"columns:\n  age: {role: sensitive, hierarchy: x}\n": "only a quasi-identifier has a hierarchy",
		"columns: [\n": "table: roles line",
		"columns:\n  a: {role: quasi}\n  a: {role: subject}\n": "line 3",
	} {
		_, err := ReadRoles(strings.NewReader(in))
		var e *RolesError
		require.ErrorAs(t, err, &e, in)
		require.ErrorContains(t, err, want)
	}
}

func TestProposalsAreReadBack(t *testing.T) {
	tab, err := New([]string{"age", "yes", "a: b", "#"}, [][]string{{"1", "2", "3", "4"}})
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, WriteRoles(&b, Infer(tab, nil)))
	got, err := ReadRoles(&b)
	require.NoError(t, err, b.String())
	require.Len(t, got, 4)
	require.Equal(t, Quasi, got["age"].Role)
}

func TestProposals(t *testing.T) {
	var rows [][]string
	for i := range 40 {
		rows = append(rows, []string{fmt.Sprint(20 + i%7), "m", fmt.Sprint(1000 + i), fmt.Sprint(i), "[1,2]", fmt.Sprint(i % 30), fmt.Sprint(i % 11)})
	}
	tab, err := New([]string{"Alter", "geslacht", "CódigoPostal", "Gehalt", "tags", "storage", "date_de_naissance"}, rows)
	require.NoError(t, err)
	var got []Role
	for _, p := range Infer(tab, nil) {
		got = append(got, p.Role)
	}
	require.Equal(t, []Role{Quasi, Quasi, Quasi, Sensitive, FreeText, Insensitive, Quasi}, got)
}
