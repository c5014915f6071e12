package formats

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/lethe-pii/lethe/pii"
)

// Limits of what is taken for a curriculum vitae.
const (
	maxHeading   = 48      // bytes of a heading
	maxSectioned = 1 << 20 // bytes of the text
	fewSections  = 3       // different ones tell it, of which one is experience or education
)

// headings are those of curricula vitae in eight languages, by what they head.
var headings = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for label, of := range map[string]string{
		"experience": "experience|work experience|professional experience|employment|employment history|work history|career history|career|professional background|berufserfahrung|beruflicher werdegang|" +
			"werdegang|berufliche stationen|expérience|expériences|expérience professionnelle|expériences professionnelles|parcours professionnel|experiencia|experiencia laboral|experiencia profesional|" +
			"esperienza|esperienze|esperienza professionale|esperienze professionali|esperienza lavorativa|esperienze lavorative|experiência|experiência profissional|werkervaring|doświadczenie zawodowe",
		"education": "education|education and training|academic background|qualifications|ausbildung|bildung|bildungsweg|schulbildung|studium|studium und ausbildung|aus- und weiterbildung|formation|formations|études|" +
			"formación|formación académica|educación|estudios|istruzione|formazione|istruzione e formazione|formação|formação académica|formação acadêmica|opleiding|opleidingen|wykształcenie",
		"memberships": "memberships|membership|professional memberships|affiliations|professional affiliations|associations|memberships and affiliations|mitgliedschaften|mitgliedschaft|vereine|adhésions|" +
			"afiliaciones|membresías|asociaciones|affiliazioni|associazioni|filiações|associações|lidmaatschappen|członkostwo",
		"volunteering": "volunteering|volunteer work|volunteer experience|voluntary work|community work|ehrenamt|ehrenamtliches engagement|ehrenamtliche tätigkeiten|engagement|bénévolat|engagements|voluntariado|volontariato|vrijwilligerswerk|wolontariat",
		"personal": "personal data|personal details|personal information|personal|persönliche daten|persönliche angaben|persönliches|angaben zur person|zur person|données personnelles|informations personnelles|état civil|" +
			"datos personales|información personal|dati personali|informazioni personali|dados pessoais|informações pessoais|persoonlijke gegevens|personalia|dane osobowe",
		"contact":      "contact|contact details|contact information|kontakt|kontaktdaten|coordonnées|contacto|datos de contacto|contatti|contatto|contato|contactgegevens",
		"skills":       "skills|technical skills|key skills|core skills|skills and competences|kenntnisse|fähigkeiten|kompetenzen|edv-kenntnisse|it-kenntnisse|compétences|habilidades|competencias|competenze|competências|vaardigheden|umiejętności",
		"languages":    "languages|language skills|sprachen|sprachkenntnisse|langues|idiomas|lingue|talen|języki",
		"interests":    "interests|hobbies|hobbies and interests|interests and hobbies|hobbys|interessen|hobbys und interessen|loisirs|centres d'intérêt|intereses|aficiones|interessi|hobby|interesses|zainteresowania",
		"references":   "references|referees|referenzen|références|referencias|referenze|referências|referenties|referencje",
		"profile":      "profile|summary|professional summary|personal statement|about me|objective|profil|kurzprofil|über mich|profil professionnel|à propos|perfil|sobre mí|sobre mim|profilo|profiel",
		"publications": "publications|selected publications|publikationen|veröffentlichungen|publicaciones|pubblicazioni|publicações|publicaties",
	} {
		for name := range strings.SplitSeq(of, "|") {
			m[name] = label
		}
	}
	return m
})

// heading returns what a line heads, empty if it is no heading.
func heading(line []byte) string {
	line = bytes.Trim(line, " \t\r#*_=-–—•:.|")
	if len(line) == 0 || len(line) > maxHeading {
		return ""
	}
	for len(line) > 0 && line[0] >= '0' && line[0] <= '9' {
		line = bytes.TrimLeft(line[1:], ".) \t")
	}
	s := strings.ReplaceAll(strings.ToLower(string(line)), "&", "and")
	return headings()[strings.Join(strings.Fields(s), " ")]
}

// sections marks the sections of a curriculum vitae in the text from position from on: "header" before the first heading, then what the headings
// say. Other texts get no marks.
func (r *record) sections(from int) {
	if len(r.text)-from > maxSectioned {
		return
	}
	var found []pii.Mark
	seen := map[string]bool{}
	for at := from; at < len(r.text); {
		end := len(r.text)
		if k := bytes.IndexByte(r.text[at:], '\n'); k >= 0 {
			end = at + k
		}
		if k := bytes.Index(r.text[at:end], []byte(cellSign)); k >= 0 {
			end = at + k
		}
		if label := heading(r.text[at:end]); label != "" {
			found = append(found, pii.Mark{At: int64(at), Kind: pii.MarkSection, Label: label})
			seen[label] = true
		}
		at = end + 1
	}
	if len(seen) < fewSections || !seen["experience"] && !seen["education"] {
		return
	}
	if found[0].At > int64(from) {
		found = slices.Insert(found, 0, pii.Mark{At: int64(from), Kind: pii.MarkSection, Label: "header"})
	}
	r.marks = append(append(r.marks, found...), pii.Mark{At: int64(len(r.text)), Kind: pii.MarkSection})
	slices.SortStableFunc(r.marks, func(a, b pii.Mark) int { return cmp.Compare(a.At, b.At) })
}
