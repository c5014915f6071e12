package formats

import (
	"slices"

	"github.com/lethe-pii/lethe/pii"
)

// mention is the highest score of a hint that only mentions its subject, as the name of a column does: "disability", "HIV status".
const mention = 0.72

// HoldsData reports whether one of the findings of a row says something of a person, so that the row is no header: it names or reaches
// one, or is a special-category hint ("has had HIV since 2015") that more than mentions its subject.
func HoldsData(fs []pii.Finding) bool {
	return slices.ContainsFunc(fs, func(f pii.Finding) bool {
		info, ok := f.Type.Info()
		return f.Kind == pii.Unscanned || !ok || info.Group == "special" && f.Score > mention || info.Group != "special" && info.Sensitivity > pii.Low
	})
}

// Choose is anonymize.Chooser. The first row names what the columns hold: "disability" or "religion" says nothing about a person
// there, unless the row is one of data: a table without a header.
func (c *csvCodec) Choose(fs []pii.Finding) []pii.Finding {
	if c.rec.base > 0 || HoldsData(fs) {
		return fs
	}
	out := fs[:0]
	for _, f := range fs {
		if info, _ := f.Type.Info(); info.Group != "special" || f.Kind == pii.Unscanned {
			out = append(out, f)
		}
	}
	return out
}
