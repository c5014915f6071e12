package formats

import "github.com/lethe-pii/lethe/pii"

// layer is a codec on another one. It passes the optional abilities on.
type layer struct{ Codec }

// Locate is Locator.Locate.
func (l layer) Locate(start, end int64) (from, to int64, ok bool) {
	if loc, is := l.Codec.(Locator); is {
		return loc.Locate(start, end)
	}
	return 0, 0, false
}

// Unread is Unreader.Unread.
func (l layer) Unread() []string {
	if u, is := l.Codec.(Unreader); is {
		return u.Unread()
	}
	return nil
}

// MuteRanges is Muter.MuteRanges.
func (l layer) MuteRanges() []MuteRange {
	if m, is := l.Codec.(Muter); is {
		return m.MuteRanges()
	}
	return nil
}

// Choose is anonymize.Chooser.
func (l layer) Choose(fs []pii.Finding) []pii.Finding {
	if ch, is := l.Codec.(interface {
		Choose([]pii.Finding) []pii.Finding
	}); is {
		return ch.Choose(fs)
	}
	return fs
}

func (c *recordCodec) record() *record { return &c.rec }

func (l layer) record() *record { return recordOf(l.Codec) }

// recordOf returns the record that a codec is at, nil if it has none.
func recordOf(c Codec) *record {
	if r, is := c.(interface{ record() *record }); is {
		return r.record()
	}
	return nil
}
