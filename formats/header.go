package formats

import "github.com/lethe-pii/lethe/pii"

// Choose is anonymize.Chooser. The first row names what the columns hold: "disability" or "religion" says nothing about a person
// there. All that names or reaches one counts, since a table without a header begins with data.
func (c *csvCodec) Choose(fs []pii.Finding) []pii.Finding {
	if c.rec.base > 0 {
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
