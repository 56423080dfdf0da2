package pack

import (
	"slices"
	"strings"
)

// checkOrder complains of a page or a question whose condition looks at what is asked on the same page or later, or never: nobody could
// come to it.
func (l *loader) checkOrder(x *reading) {
	for j := range x.Pages {
		p := &x.Pages[j]
		l.checkBefore(x, p.When, j, join(x.at, "pages", j, "when"), "the page "+quoted(p.ID))
		for n, q := range p.Questions {
			if f, ok := x.kind.Field(q.Field); ok {
				l.checkBefore(x, f.When, j, join(x.at, "pages", j, "questions", n, "field"), "the field "+quoted(f.ID))
			}
		}
	}
	for j := range x.Owners {
		l.checkBefore(x, x.Owners[j].When, len(x.Pages), join(x.at, "owners", j, "when"), "the owner")
	}
}

func (l *loader) checkBefore(x *reading, rule *Rule, page int, path, what string) {
	if rule == nil {
		return
	}
	for _, m := range guarded.FindAllStringSubmatch(rule.Source, -1) {
		at, asked := x.asked[m[1]]
		switch {
		case !asked:
			if _, declared := x.kind.Field(m[1]); declared {
				l.add(l.spot(path), "", "%s depends on the field %q, which the form %q never asks", what, m[1], x.ID)
			}
		case at >= page:
			l.add(l.spot(path), "", "%s depends on the field %q, which is asked on the page %q: ask that on an earlier page", what, m[1], x.Pages[at].ID)
		}
	}
	if at, asked := x.parts[AskPlace]; strings.Contains(rule.Source, "record.area") && (!asked || at >= page) {
		l.add(l.spot(path), "", "%s depends on the ward, and no earlier page of the form %q \"asks: place\"", what, x.ID)
	}
}

// checkLeftOut complains where the kind needs an answer that the form may not bring.
func (l *loader) checkLeftOut(x *reading) {
	always := func(id string) bool {
		j, asked := x.asked[id]
		return asked && x.Pages[j].When == nil
	}
	for _, f := range x.kind.Fields {
		if f.Required && !always(f.ID) {
			l.add(l.spot(x.at+".pages"), "", "kind %q needs the field %q, and the form %q does not always ask for it", x.kind.ID, f.ID, x.ID)
		}
	}
	if x.TitledBy == "" {
		return
	}
	f, ok := x.kind.Field(x.TitledBy)
	switch {
	case !ok:
		l.add(l.spot(x.at+".titled_by"), nearest(x.TitledBy, fieldIDs(x.kind)), "kind %q has no field %s", x.kind.ID, shown(x.TitledBy))
	case f.Type != Choice || f.Personal:
		l.add(l.spot(x.at+".titled_by"), "", "the title of a record says nothing that was typed: %q is no choice", x.TitledBy)
	}
}

// checkFormOwners makes sure that whatever is sent finds an owner, as routes do for reports.
func (l *loader) checkFormOwners(x *reading, r registry) {
	for j := range x.Owners {
		o, at := &x.Owners[j], join(x.at, "owners", j)
		last := j == len(x.Owners)-1
		switch always := o.Always(); {
		case always && !last:
			l.add(l.spot(at), "", "this owner takes everything, so those after it are never tried; put it last")
		case !always && last:
			l.add(l.spot(at), "", "the last owner of the form %q must take everything: end with one without \"areas:\" and \"when:\"", x.ID)
		}
		l.checkOwnerAreas(o, at, r)
		if _, asked := x.parts[AskPlace]; !asked && (len(o.Areas) > 0 || o.Team == Locality) {
			l.add(l.spot(at), "", "the owner depends on the ward, and no page of the form %q \"asks: place\"", x.ID)
		}
		if !l.ref(r, "bodies", o.Body, at+".body") || o.Team == Locality {
			continue
		}
		if l.ref(r, "teams", o.Team, at+".team") && l.pack.Teams[r["teams"].at[o.Team]].Body != o.Body {
			l.add(l.spot(at+".team"), "", "team %q belongs to the body %q, not to %q", o.Team, l.pack.Teams[r["teams"].at[o.Team]].Body, o.Body)
		}
	}
}

func (l *loader) checkOwnerAreas(o *FormOwner, at string, r registry) {
	codes := l.areaCodes()
	for n, a := range o.Areas {
		if _, group := r["area_groups"].at[a]; group || l.groundless {
			continue
		}
		if _, ok := codes[a]; !ok {
			l.add(l.spot(join(at, "areas", n)), nearest(a, slices.Concat(r["area_groups"].list, keysOf(codes))), "there is no ward and no area group %s", shown(a))
		}
	}
}

// checkFormReach makes sure that somebody of each team to which a form goes may take it on, and that the intake may where nobody works
// in that team.
func (l *loader) checkFormReach(f *Form, at string, r registry) {
	k := l.kindOf(f.Kind, r)
	if k == nil {
		return
	}
	marking := Higher(Markings[0], k.Marking)
	for j, o := range f.Owners {
		for _, t := range l.teamsOf(o.Team, o.Body, r) {
			l.takenOn(k.ID, marking, t, join(at, "owners", j, "team"), "form "+quoted(f.ID))
		}
	}
	if i, ok := r["teams"].at[l.pack.Partnership.Intake]; ok {
		l.takenOn(k.ID, marking, &l.pack.Teams[i], at+".kind", "form "+quoted(f.ID)+", where nobody works in its own team,")
	}
}
