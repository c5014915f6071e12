package pdf

// notes adds what annotations say.
func (r *reader) notes(page dict, c *canvas) {
	for _, o := range r.f.array(page["Annots"]) {
		r.f.step(listSteps)
		a := r.f.dict(o)
		if a == nil {
			c.note("missing note")
			continue
		}
		r.field("author", a["T"])
		r.field("subject", a["Subj"])
		r.field("note", a["Contents"])
		if a["Contents"] == nil {
			r.field("note", a["RC"])
		}
		r.field("link", r.f.dict(a["A"])["URI"])
		if r.f.name(a["Subtype"]) == "Widget" {
			r.value("value", a["V"])
		}
		if a["FS"] != nil {
			c.note("file")
		}
	}
}

// value adds the value of a form's field, which may be a signature.
func (r *reader) value(label string, o any) {
	d, ok := r.f.value(o).(dict)
	if !ok {
		r.field(label, o)
		return
	}
	r.field("signer", d["Name"])
	r.field("contact", d["ContactInfo"])
	r.field("location", d["Location"])
	r.field("reason", d["Reason"])
}

// appearances draws the annotations whose words are nowhere else, such as stamps and signatures.
func (r *reader) appearances(page dict, c *canvas, ctm matrix) {
	for _, o := range r.f.array(page["Annots"]) {
		r.f.step(listSteps)
		a := r.f.dict(o)
		_, said := r.f.value(a["Contents"]).(text)
		if v := a["V"]; !said {
			if v == nil {
				v = r.f.dict(a["Parent"])["V"]
			}
			_, said = r.f.value(v).(text)
		}
		normal := r.f.value(r.f.dict(a["AP"])["N"])
		if states, ok := normal.(dict); ok {
			normal = r.f.value(states[r.f.name(a["AS"])])
		}
		s, ok := normal.(*stream)
		if !ok || said {
			continue
		}
		g := graphics{ctm: ctm, stretch: 1}
		if at, box := r.f.array(a["Rect"]), r.f.array(s.dict["BBox"]); len(at) == 4 && len(box) == 4 {
			x := min(r.f.num(at[0]), r.f.num(at[2])) - min(r.f.num(box[0]), r.f.num(box[2]))
			y := min(r.f.num(at[1]), r.f.num(at[3])) - min(r.f.num(box[1]), r.f.num(box[3]))
			g.ctm = matrix{1, 0, 0, 1, x, y}.mul(ctm)
		}
		c.form(s, dict{}, g, 0)
	}
}

// form adds the values of a form's fields that stand on no page.
func (r *reader) form(o any) {
	d := r.f.dict(o)
	if d["XFA"] != nil {
		r.f.note("an XFA form")
	}
	if o != nil && d == nil {
		r.f.note("fields of a form")
	}
	seen := visited{}
	var walk func(o any, depth int)
	walk = func(o any, depth int) {
		if seen.again(o) {
			return
		}
		r.f.step(1)
		field := r.f.dict(o)
		if field == nil || depth > maxDepth {
			r.f.note("fields of a form")
			return
		}
		if field["Subtype"] == nil {
			label, _ := r.f.value(field["T"]).(text)
			r.value(textString(label[:min(len(label), maxLabel)]), field["V"])
		}
		kids := r.f.array(field["Kids"])
		r.f.step(len(kids))
		for _, k := range kids {
			walk(k, depth+1)
		}
	}
	for _, o := range r.f.array(d["Fields"]) {
		walk(o, 0)
	}
}

// visited holds the objects that a walk met.
type visited map[ref]bool

// again reports an object that was met before, and takes note of it.
func (v visited) again(o any) bool {
	n, ok := o.(ref)
	met := ok && v[n]
	if ok {
		v[n] = true
	}
	return met
}

// maxLabel is how many bytes of a field's name count.
const maxLabel = 1 << 10

// alternatives adds what the structure of the file says in place of pictures.
func (r *reader) alternatives(o any) {
	seen := visited{}
	var walk func(o any, depth int)
	walk = func(o any, depth int) {
		if seen.again(o) {
			return
		}
		r.f.step(1)
		switch o := r.f.value(o).(type) {
		case array:
			for _, k := range o {
				walk(k, depth)
			}
		case dict:
			if depth > maxTree {
				r.f.note("descriptions of pictures")
				return
			}
			r.field("description", o["Alt"])
			walk(o["K"], depth+1)
		}
	}
	walk(o, 0)
}

// maxTree is the depth of a structure that is read: sections, tables and lists lie in each other.
const maxTree = 1000
