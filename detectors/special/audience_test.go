package special

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/internal/lex"
)

func TestAudience(t *testing.T) {
	of := func(text string) audience { return audienceOf([]byte(text), lex.Words([]byte(text)), len(text)) }
	leaflet := of("Do not take these tablets if you have asthma. Please ask your doctor.")
	require.True(t, leaflet.everybody())
	require.Equal(t, 1, leaflet[toIf])
	german := of("Bitte fragen Sie Ihren Arzt, wenn Sie Asthma haben.")
	require.True(t, german.everybody())
	spanish := of("Avise al personal si está embarazada.")
	require.Equal(t, 1, spanish[toIf])
	mail := of("I read your leaflet. If you can, ring my wife.")
	require.False(t, mail.nobody())
	letter := of("Monsieur, si vous avez de l'asthme, prévenez-nous.")
	require.False(t, letter.everybody())

	questions := of("Am I covered for cancer? Yes.\nWill I need a test? No.\n¿Puedo viajar? Sí.\n1. Is my dog covered? No.")
	require.Equal(t, 4, questions[toAsked])
	require.Zero(t, questions[toWriter])
	require.True(t, questions.catalogue())
	answered := of("Am I covered for cancer? I had it in 2019.\nCan I fly?")
	require.False(t, answered.catalogue())

	advert := of("Koch (m/w/d) gesucht, 14 €/h\nSchicht: ☐ früh ☐ spät")
	require.NotZero(t, advert[toNotice])
	require.NotZero(t, advert[toPrice])
	require.NotZero(t, advert[toBlank])
}
