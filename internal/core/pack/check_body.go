package pack

// checkBodies looks at bodies, teams, contacts and demonstration users: parents exist and make no ring, and no name or
// alias leads to two bodies.
func (l *loader) checkBodies(r registry) {
	p := l.pack
	l.indexNames()
	for i := range p.Bodies {
		b := &p.Bodies[i]
		if l.ref(r, "bodies", b.Parent, join("bodies", i, "parent")) && ring(r["bodies"].at, i, func(i int) string { return p.Bodies[i].Parent }) {
			l.add(l.spot(join("bodies", i, "parent")), "", "body %q is its own parent in the end", b.ID)
		}
	}
	for i := range p.Teams {
		l.ref(r, "bodies", p.Teams[i].Body, join("teams", i, "body"))
	}
	for i := range p.Contacts {
		c := &p.Contacts[i]
		l.ref(r, "bodies", c.Body, join("contacts", i, "body"))
		if c.Phone == "" && c.Web == "" && c.Email == "" && c.Note == "" {
			l.add(l.spot(join("contacts", i)), "", "contact %q has neither phone nor web nor email, nor a note that says how to reach it", c.ID)
		}
	}
	for section, users := range map[string][]DemoUser{"users": p.Users, "leavers": p.Leavers} {
		for i, u := range users {
			l.ref(r, "roles", u.Role, join(section, i, "role"))
			l.ref(r, "bodies", u.Body, join(section, i, "body"))
			l.ref(r, "teams", u.Team, join(section, i, "team"))
		}
	}
}

// indexNames makes ids, names, abbreviations and aliases lead to their body.
func (l *loader) indexNames() {
	p := l.pack
	p.index.bodies = map[string]int{}
	for i := range p.Bodies {
		b := &p.Bodies[i]
		l.nameBody(b.ID, i, join("bodies", i, "id"))
		l.nameBody(b.Name, i, join("bodies", i, "name"))
		l.nameBody(b.Abbreviation, i, join("bodies", i, "abbreviation"))
		for j, alias := range b.Aliases {
			l.nameBody(alias, i, join("bodies", i, "aliases", j))
		}
	}
}

func (l *loader) nameBody(name string, i int, path string) {
	if fold(name) == "" {
		return
	}
	other, taken := l.pack.index.bodies[fold(name)]
	if taken && other != i && l.pack.Bodies[other].ID != l.pack.Bodies[i].ID {
		l.add(l.spot(path), "", "%q names the body %q already", name, l.pack.Bodies[other].ID)
		return
	}
	l.pack.index.bodies[fold(name)] = i
}

// ring says whether going up from an entry, by what up names, leads back to it.
func ring(at map[string]int, from int, up func(int) string) bool {
	here := from
	for range at {
		next, ok := at[up(here)]
		if !ok {
			return false
		}
		if here = next; here == from {
			return true
		}
	}
	return false
}
