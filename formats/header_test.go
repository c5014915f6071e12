package formats_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/formats"
)

func TestHeaderNamesAreNoHints(t *testing.T) {
	in := "email,disability,union\nann@example.com,type 1 diabetes,x\n"
	want := "email,disability,union\n[EMAIL],[HEALTH],x\n"
	require.Equal(t, want, redact(t, formats.CSV(), in))
	require.Equal(t, want, redact(t, withFields(t, formats.CSV().WithoutFormulas(), formats.Field{Name: "no"}), in))
	require.Equal(t, "[EMAIL];b\n", redact(t, formats.CSV(), "ann@example.com;b\n"))
}

func TestTablesWithoutAHeader(t *testing.T) {
	in := "She has HIV since 2015,x\nShe has HIV since 2015,y\n"
	require.Equal(t, "She has [HEALTH] since 2015,x\nShe has [HEALTH] since 2015,y\n", redact(t, formats.CSV(), in))
	require.Equal(t, "[EMAIL],[HEALTH],x\n", redact(t, formats.CSV(), "ann@example.com,epilepsy,x\n"))
}

func TestBirthdaysWithoutAHeader(t *testing.T) {
	in := "Ann Lee,ann@example.com,1974-05-05,2024-03-01\nBob Lee,bob@example.com,05/06/1981,2024-03-02\n"
	require.Equal(t, "[PERSON],[EMAIL],[DATE_OF_BIRTH],2024-03-01\n[PERSON],[EMAIL],[DATE_OF_BIRTH],2024-03-02\n", redact(t, formats.CSV(), in))
	in = "name,email,since\nAnn Lee,ann@example.com,1999-05-05\n"
	require.Equal(t, "name,email,since\n[PERSON],[EMAIL],1999-05-05\n", redact(t, formats.CSV(), in))
}
