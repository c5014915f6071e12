package pii

func (set *LabelSet) before(s *Segment, i int) (Label, bool) { panic("") }
