package pack

import "slices"

// checkAlerted looks at whom a route tells beside the owner, and whom it never tells.
func (l *loader) checkAlerted(r registry, x *Route, at string) {
	l.refs(r, "bodies", x.Never, at+".never")
	l.refs(r, "contacts", x.Instead, at+".instead")
	if x.Alerts != Locality {
		l.ref(r, "teams", x.Alerts, at+".alerts")
	} else {
		l.checkLocality(x, at)
	}
	for _, body := range x.Never {
		if l.pack.Under(x.Body, body) {
			l.add(l.spot(at+".never"), "", "route %q goes to the body %q, and must never go to %q", x.ID, x.Body, body)
		}
	}
	if x.Alerts != "" && l.pack.Partnership.Alert == "" {
		l.add(l.spot(at+".alerts"), "", "route %q alerts a team, and the partnership names no kind of \"alert:\" to send it", x.ID)
	}
}

// checkReach makes sure that whatever the pack sends to a team, somebody of that team may take it on; that what nobody takes in
// time reaches the duty post; that each marking is read by somebody; and that somebody gives out the posts.
func (l *loader) checkReach(r registry) {
	p := l.pack
	l.ref(r, "kinds", p.Partnership.Alert, "partnership.alert")
	l.ref(r, "kinds", p.Partnership.StopConcern, "partnership.stop_concern")
	l.ref(r, "kinds", p.Partnership.Concern, "partnership.concern")
	l.ref(r, "teams", p.Duty, "duty")
	for i := range p.Teams {
		l.ref(r, "teams", p.Teams[i].OutOfHours, join("teams", i, "out_of_hours"))
	}
	if len(p.Roles) == 0 || len(l.list) > 0 {
		return // what is missing is said already
	}
	if !slices.ContainsFunc(p.Roles, func(x Role) bool { return grants(&x, func(g Grant) bool { return slices.Contains(g.Verbs, Admin) }) }) {
		l.add(l.spot("roles"), "", "no role has the verb admin, so that nobody could give out a post")
	}
	for i := range p.Routes {
		l.checkRouteReach(&p.Routes[i], join("routes", i), r)
	}
	l.checkIntakeReach(r)
	for i := range p.Forms {
		l.checkFormReach(&p.Forms[i], join("forms", i), r)
	}
	for i := range p.Kinds {
		l.checkKindReach(&p.Kinds[i], join("kinds", i), r)
	}
}

func (l *loader) checkRouteReach(x *Route, at string, r registry) {
	report := l.pack.Partnership.Report
	for _, t := range l.teamsOf(x.Team, x.Body, r) {
		l.takenOn(report, Higher(Markings[0], x.Marking), t, at+".team", "route "+quoted(x.ID))
	}
	if k := l.kindOf(l.pack.Partnership.Alert, r); k != nil && x.Alerts != "" {
		for _, t := range l.teamsOf(x.Alerts, x.Body, r) {
			l.reachAnswering(k, t, at+".alerts", "route "+quoted(x.ID), r)
		}
	}
}

// checkIntakeReach: what a team refuses comes back to the intake, whatever its marking.
func (l *loader) checkIntakeReach(r registry) {
	if i, ok := r["teams"].at[l.pack.Partnership.Intake]; ok && len(l.pack.Routes) > 0 {
		for _, marking := range l.reported() {
			l.takenOn(l.pack.Partnership.Report, marking, &l.pack.Teams[i], "partnership.intake", "the intake")
		}
	}
}

func (l *loader) checkKindReach(k *Kind, at string, r registry) {
	for j := range k.Owners {
		if i, ok := r["teams"].at[k.Owners[j].Team]; ok {
			l.reachAnswering(k, &l.pack.Teams[i], join(at, "owners", j, "team"), "kind "+quoted(k.ID), r)
		}
	}
	for j := range k.Clocks {
		if !k.Clocks[j].Escalates {
			continue
		}
		path := join(at, "clocks", j, "escalates")
		if i, ok := r["teams"].at[l.pack.Duty]; ok {
			l.takenOn(k.ID, Higher(Markings[0], k.Marking), &l.pack.Teams[i], path, "the escalation of "+quoted(k.ID))
		} else {
			l.add(l.spot(path), "", "clock %q escalates, and no file says which team has the \"duty:\"", k.Clocks[j].ID)
		}
	}
	markings := l.markingsOf(k)
	reads := func(marking string) bool {
		return slices.ContainsFunc(l.pack.Roles, func(x Role) bool {
			return grants(&x, func(g Grant) bool { return g.reaches(k, marking) && slices.Contains(g.Verbs, View) })
		})
	}
	kept := slices.ContainsFunc(l.pack.Roles, func(x Role) bool {
		return grants(&x, func(g Grant) bool { return has(g.Kinds, k.ID) })
	})
	if k.Sealed && !kept {
		l.add(l.spot(at+".sealed"), "", "kind %q is sealed, so that a grant on every kind is none on it, and no role is given it by name", k.ID)
		return
	}
	for _, marking := range markings {
		if marking == Markings[0] && !kept {
			continue // of a kind that no role keeps yet there are no records
		}
		if !reads(marking) {
			l.add(l.spot(at+".marking"), "", "no role may view a %s that is marked %s", k.Name, marking)
		}
	}
}

// markingsOf are the markings that records of a kind come to have: its own, and for what comes of a report those of reports.
func (l *loader) markingsOf(k *Kind) []string {
	own := Higher(Markings[0], k.Marking)
	out := []string{own}
	after := slices.ContainsFunc(l.contracts, func(c Contract) bool { return c.After && c.Kind == k.ID })
	if k.ID == l.pack.Partnership.Report || k.ID == l.pack.Partnership.Alert || after {
		for _, m := range l.reported() {
			if m = Higher(own, m); !slices.Contains(out, m) {
				out = append(out, m)
			}
		}
	}
	return out
}

// reported are the markings that reports come to have, by their routes and by what is opened from them.
func (l *loader) reported() []string {
	out := []string{Markings[0]}
	add := func(m string) {
		if m != "" && !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	for _, x := range l.pack.Routes {
		add(x.Marking)
	}
	for _, c := range l.pack.Categories {
		if c.Sensitive {
			add(Markings[1])
		}
	}
	return out
}

// reachAnswering is takenOn for a team and for the one that answers for it out of hours.
func (l *loader) reachAnswering(k *Kind, t *Team, path, what string, r registry) {
	l.takenOn(k.ID, Higher(Markings[0], k.Marking), t, path, what)
	if i, ok := r["teams"].at[t.OutOfHours]; ok {
		l.takenOn(k.ID, Higher(Markings[0], k.Marking), &l.pack.Teams[i], path, what+" out of hours")
	}
}

// takenOn complains where no role, held in a team, may open and work on what is sent there.
func (l *loader) takenOn(kind, marking string, t *Team, path, what string) {
	p := l.pack
	k, declared := p.Kind(kind)
	if !declared {
		return // said already
	}
	owner := t.Body
	if i := slices.IndexFunc(p.Teams, func(x Team) bool { return x.ID == p.Partnership.Intake }); kind == p.Partnership.Report && i >= 0 {
		owner = p.Teams[i].Body // which owns a report until the team accepts
	}
	takes := func(x Role) bool {
		for _, verb := range []Verb{View, Edit, Assign} {
			held := func(g Grant) bool {
				return g.reaches(k, marking) && slices.Contains(g.Verbs, verb) && g.covers(t, owner)
			}
			if !grants(&x, held) {
				return false
			}
		}
		return true
	}
	if !slices.ContainsFunc(p.Roles, takes) {
		l.add(l.spot(path), "", "%s sends a %s that is marked %s to the team %q, and no role held there may view, edit and assign it", what, kind, marking, t.ID)
	}
}

// reaches says that a grant is on a kind and reaches a marking.
func (g Grant) reaches(k *Kind, marking string) bool {
	markings := g.Markings
	if len(markings) == 0 {
		markings = Markings[:1]
	}
	return g.On(k) && has(markings, marking)
}

// covers says that somebody who holds the grant in a team reaches what is with that team and owned by a body.
func (g Grant) covers(t *Team, owner string) bool {
	switch g.Scope {
	case Everyone, OwnTeam:
		return true
	case OwnArea:
		return len(t.Areas) > 0
	case OwnBody:
		return t.Body == owner
	}
	return false
}

func grants(x *Role, as func(Grant) bool) bool { return slices.ContainsFunc(x.Grants, as) }

func quoted(id string) string { return `"` + id + `"` }

// kindOf is the declared kind of an id; nil where there is none.
func (l *loader) kindOf(id string, r registry) *Kind {
	if i, ok := r["kinds"].at[id]; ok {
		return &l.pack.Kinds[i]
	}
	return nil
}

// teamsOf are the teams that a route may mean: one, or the locality teams of its body.
func (l *loader) teamsOf(id, body string, r registry) []*Team {
	var out []*Team
	for i := range l.pack.Teams {
		if t := &l.pack.Teams[i]; t.ID == id || id == Locality && t.Locality && t.Body == body {
			out = append(out, t)
		}
	}
	return out
}
