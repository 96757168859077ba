package edtf

// set returns the members in a list. A single range among which one is meant
// reads as "between".
func (w writer) set(d Date) string {
	members := d.Members()
	if m := members[0]; len(members) == 1 && d.IsOneOf() && !m.has(noStart|openEnd) && m.IsInterval() {
		var p, q point
		_, _ = parsePoint(m.Start().text, &p), parsePoint(m.End().text, &q) // they were parsed before
		return string(w.between(nil, &p, &q))
	}
	texts := make([]string, len(members))
	for i, m := range members {
		texts[i] = w.member(m, d.IsOneOf())
	}
	if d.IsOneOf() {
		return w.l.Or.join(texts)
	}
	return w.l.And.join(texts)
}

func (w writer) member(m Date, oneOf bool) string {
	switch {
	case oneOf && m.OpenStart():
		return string(fill(nil, w.l.OrEarlier, w.text(m.End())))
	case oneOf && m.OpenEnd():
		return string(fill(nil, w.l.OrLater, w.text(m.Start())))
	}
	return w.text(m)
}

func (p *ListPatterns) join(texts []string) string {
	n := len(texts)
	switch n {
	case 1:
		return texts[0]
	case 2:
		return string(fill(nil, p.Two, texts[0], texts[1]))
	}
	list := string(fill(nil, p.End, texts[n-2], texts[n-1]))
	for i := n - 3; i > 0; i-- {
		list = string(fill(nil, p.Middle, texts[i], list))
	}
	return string(fill(nil, p.Start, texts[0], list))
}
