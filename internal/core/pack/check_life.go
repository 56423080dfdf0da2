package pack

import "github.com/wardmote/wardmote/internal/core/when"

// checkLives looks at what has begun and ended: dates in their order, successors that are there and lead to an end, and nothing
// that had ended when somebody last looked where a report or a resident is led. What ends after that is told at the start of
// the program (package lapse), for a pack does not know the day on which it is read.
func (l *loader) checkLives(r registry) {
	p := l.pack
	for i := range p.Bodies {
		b := &p.Bodies[i]
		l.checkLife(r, "bodies", i, b.ID, b.Life(), func(i int) string { return p.Bodies[i].Successor })
	}
	for i := range p.Orders {
		x := &p.Orders[i]
		l.checkLife(r, "orders", i, x.ID, x.Life(), func(i int) string { return p.Orders[i].Successor })
	}
	for i := range p.Contacts {
		c := &p.Contacts[i]
		l.checkLife(r, "contacts", i, c.ID, c.Life(), func(i int) string { return p.Contacts[i].Successor })
	}
	l.checkAlive(r)
}

func (l *loader) checkLife(r registry, section string, i int, id string, life Life, next func(int) string) {
	at := join(section, i)
	if !life.To.IsZero() && life.To.Before(life.From) {
		l.add(l.spot(at+".to"), "", "%s %q ends before it begins", r[section].what, id)
	}
	if life.Successor != "" && life.To.IsZero() {
		l.add(l.spot(at+".successor"), "", "%s %q has a successor and no last day: say with \"to:\" when it ended", r[section].what, id)
	}
	if !life.To.IsZero() && life.Checked.IsZero() {
		l.add(l.spot(at+".to"), "", "%s %q has ended: say with \"checked:\" when somebody last looked", r[section].what, id)
	}
	if l.ref(r, section, life.Successor, at+".successor") && ring(r[section].at, i, next) {
		l.add(l.spot(at+".successor"), "", "%s %q is its own successor in the end", r[section].what, id)
	}
}

// checkAlive complains where something in use leads to what has ended.
func (l *loader) checkAlive(r registry) {
	p := l.pack
	ended := func(section, id string) (when.Date, bool) {
		i, ok := r[section].at[id]
		if !ok {
			return when.Date{}, false
		}
		life := Life{}
		if section == "bodies" {
			life = p.Bodies[i].Life()
		} else {
			life = p.Contacts[i].Life()
		}
		return life.To, life.Ended(life.Checked)
	}
	look := func(section, id, at, who string) {
		if to, ok := ended(section, id); ok {
			l.add(l.spot(at), "", "%s leads to the %s %q, whose last day was %s", who, r[section].what, id, to)
		}
	}
	for i := range p.Routes {
		look("bodies", p.Routes[i].Body, join("routes", i, "body"), "the route "+p.Routes[i].ID)
	}
	for i := range p.Teams {
		look("bodies", p.Teams[i].Body, join("teams", i, "body"), "the team "+p.Teams[i].ID)
	}
	for i := range p.Users {
		look("bodies", p.Users[i].Body, join("users", i, "body"), "the user "+p.Users[i].ID)
	}
	for i := range p.Contacts {
		if life := p.Contacts[i].Life(); !life.Ended(life.Checked) {
			look("bodies", p.Contacts[i].Body, join("contacts", i, "body"), "the service "+p.Contacts[i].ID)
		}
	}
	for i := range p.Notices {
		for j, id := range p.Notices[i].Contacts {
			look("contacts", id, join("notices", i, "contacts", j), "the notice "+p.Notices[i].ID)
		}
	}
	for i := range p.Advice {
		for j, id := range p.Advice[i].Contacts {
			look("contacts", id, join("advice", i, "contacts", j), "the advice "+p.Advice[i].ID)
		}
	}
}
