package detectors

import (
	"strings"

	"github.com/lethe-pii/lethe/pii"
)

// foreignNouns are what numbers of records are of in other languages, by how a language joins them to the word for a number.
var foreignNouns = [...]struct {
	id    int
	join  *numberJoin
	nouns string
}{
	{clientLabel, &romance, "client|cliente|adhérente|abonnée|assurée|patiente|employée|salariée|étudiante|socia|afiliada|asegurada|empleada|alumna|usuaria|usuario|titular|sócia|associada|aluna|segurada|beneficiária|funcionária|inquilina|assistita|studentessa|adhérent|abonné|assuré|allocataire|patient|employé|salarié|étudiant|socio|afiliado|asegurado|paciente|empleado|alumno|paziente|socio|assistito|dipendente|matricola|studente|utente|sócio|associado|funcionário|aluno|beneficiário|cooperado|segurado|locataire|inquilino|legajo|benefício|beneficio|siape|masp|matrícula siape|matrícula funcional"},
	{policyLabel, &romance, "police|police collective|contrat|mutuelle|affilié|póliza|contrato|polizza|contratto|apólice"},
	{invoiceLabel, &romance, "commande|pedido|encomenda|ordine|réservation|reserva|prenotazione|nota fiscal|bilhete|billet|facture|factura|fattura|fatura|bolletta|reçu|recibo|ricevuta"},
	{caseLabel, &romance, "venue|minute|aviso|plainte|procès verbal|pv|queja|dossier|sinistre|affaire|demande|plainte|réclamation|procédure|expediente|siniestro|caso|solicitud|denuncia|reclamación|atestado|pratica|sinistro|richiesta|denuncia|verbale|fascicolo|reclamo|processo|pedido de atendimento|protocolo|ocorrência|boletim de ocorrência|chamado|rg|r g|rgnr|portalis|atestado|radicado|radicación|folio|sentencia|autos|inquérito"},
	{mrnLabel, &romance, "dossier médical|historia clínica|episodio|cartella|verbale di pronto soccorso|verbale di ps|nosologico|prontuário|ficha clínica|séjour|hc|ricovero|scheda|admissão|internação"},
	{passportLabel, &romance, "passeport|pasaporte|passaporto|passaporte"},
	{drivingLabel, &romance, "permis de conduire|permiso de conducir|patente|carta de condução|cnh"},
	{licenceLabel, &romance, "colegiado|col|º col|licencia|ordre|toque|iscrizione albo|iscrizione all albo|tessera professionale|crm|oab|cédula profissional|céd prof|agrément|inami|omceo"},
	{clientLabel, &compound, "klant|cliënt|patiënt|personeels|werknemers|lid|lidmaatschaps|relatie|leerling|student|kund|medlems|anställnings|elev|patient|kunde|medarbejder|ansatt|lejer|huurders|huurder|bewoners|debiteuren|pt|mieter|debitoren"},
	{policyLabel, &compound, "polis|verzekerings|contract|försäkrings|avtals|police|forsikrings|avtale|hausrat|unfall|lebensversicherungs"},
	{invoiceLabel, &compound, "boknings|beställnings|ordre|bestillings|booking|buchungs|boekings|reserverings|bestel|bestell|factuur|faktura|rechnungs|kvittens|regning|beleg|quittungs"},
	{caseLabel, &compound, "dossier|zaak|zaaks|schade|melding|aangifte|ärende|mål|diarie|skade|skada|sak|sags|anmälnings|anzeigen|anzeige|antrags|auftrags|beschwerde|tagebuch|tgb|geschäfts|declaratie|meld|meldings|verwijs|zorgdomein|klacht"},
	{mrnLabel, &compound, "journal |patientjournal|journal|opname|fallakten|aufnahme"},
	{passportLabel, &compound, "paspoort|pass|reisepass|pas"},
	{drivingLabel, &compound, "rijbewijs|körkorts|kørekort|førerkort|führerschein"},
	{taxLabel, &compound, "org|organisations|moms|vat|cvr|orgnr"},
	{plateLabel, &compound, "bil|reg|registrerings|kenteken|kontrollschild"},
	{clientLabel, &polish, "klienta|pacjenta|abonenta|lokatora|ewidencyjny|członkowski|pracownika|studenta|albumu|legitymacji"},
	{policyLabel, &polish, "polisy|umowy"},
	{invoiceLabel, &polish, "zamówienia|rezerwacji|paragonu|faktury|rachunku za"},
	{caseLabel, &polish, "sprawy|szkody|zgłoszenia|akt|reklamacji|wniosku"},
	{mrnLabel, &polish, "historii choroby|hist choroby|hist chor|kartoteki|księgi głównej|ks gł|ks głównej"},
	{passportLabel, &polish, "paszportu"},
	{nationalLabel, &polish, "dowodu|dowodu osobistego|dow os"},
	{drivingLabel, &polish, "prawa jazdy"},
	{licenceLabel, &polish, "pwz|prawa wykonywania zawodu|licencji|wpisu"},
	{plateLabel, &polish, "rejestracyjny|rej"},
}

// numberJoin is how a language joins a noun to the word for a number: behind the noun, before it, or in one word.
type numberJoin struct{ behind, before []string }

var (
	romance  = numberJoin{behind: []string{" n", " nº", " no", " nr", " num", " núm", " numero", " número", " numéro", " id", " ref", " réf"}, before: []string{"numéro ", "numéro de ", "numéro d ", "n d ", "n º ", "n º de ", "número ", "número de ", "número do ", "numero ", "numero di ", "n ", "n de ", "nº ", "nº de ", "nº do ", "ref ", "réf "}}
	compound = numberJoin{behind: []string{"nr", " nr", "nummer", " nummer", "nummeret", "no", "id", "s nr"}}
	polish   = numberJoin{before: []string{"nr ", "numer "}}
)

// appendForeign adds the labels of foreignNouns to ls.
func appendForeign(ls []pii.Label) []pii.Label {
	for _, f := range foreignNouns {
		for noun := range strings.SplitSeq(f.nouns, "|") {
			for _, w := range f.join.behind {
				ls = append(ls, pii.Label{Text: noun + w, ID: f.id, Bare: true})
			}
			for _, w := range f.join.before {
				ls = append(ls, pii.Label{Text: w + noun, ID: f.id, Bare: true})
			}
		}
	}
	return ls
}
