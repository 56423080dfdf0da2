package pack

import "strings"

// Locality is the team word of a route that leaves the choice to the report's ward.
const Locality = "locality"

// crosswalks name the standard whose values each key of a category must be among, where the pack declares it.
var crosswalks = map[string]func(*Category) string{
	"nsir":      func(c *Category) string { return c.NSIR },
	"police_uk": func(c *Category) string { return c.PoliceUK },
	"mps":       func(c *Category) string { return c.MPS },
	"lgsl":      func(c *Category) string { return c.LGSL },
}

func (l *loader) checkCategories(r registry) {
	p := l.pack
	for i := range p.Categories {
		c := &p.Categories[i]
		at := join("categories", i)
		l.ref(r, "kinds", c.Kind, at+".kind")
		l.ref(r, "risks", c.Risk, at+".risk")
		l.refs(r, "notices", c.Notices, at+".notices")
		if c.Same && (c.Sensitive || c.Kind != "") {
			l.add(l.spot(at+".same"), "", "category %q asks strangers whether theirs is the same, and is sensitive or becomes a case: its reports have somebody who must not learn of them", c.ID)
		}
		for _, key := range keysOf(crosswalks) {
			if j, ok := r["standards"].at[key]; ok {
				l.oneOf(key, crosswalks[key](c), optionIDs(p.Standards[j].Values), at+"."+key)
			}
		}
	}
	for i := range p.Notices {
		l.refs(r, "contacts", p.Notices[i].Contacts, join("notices", i, "contacts"))
	}
	for i := range p.Advice {
		l.refs(r, "contacts", p.Advice[i].Contacts, join("advice", i, "contacts"))
	}
	for i := range p.Risks {
		l.oneOf("colour", p.Risks[i].Colour, colours, join("risks", i, "colour"))
	}
}

func optionIDs(options []Option) []string {
	ids := make([]string, len(options))
	for i, o := range options {
		ids[i] = o.ID
	}
	return ids
}

// checkRoutes makes sure that every report finds an owner: the last route always holds, none before it does, and where a
// route leaves the choice to the ward, every ward has a team.
func (l *loader) checkRoutes(r registry) {
	p := l.pack
	for i := range p.Routes {
		x := &p.Routes[i]
		at := join("routes", i)
		body := l.ref(r, "bodies", x.Body, at+".body")
		l.checkAlerted(r, x, at)
		last := i == len(p.Routes)-1
		if always := x.Always(); always && !last {
			l.add(l.spot(at), "", "route %q always holds, so the routes after it are never tried; put it last", x.ID)
		} else if !always && last {
			l.add(l.spot(at), "", "the last route must always hold, so that every report has an owner; end with one without \"when:\"")
		}
		if x.Team == Locality {
			if body {
				l.checkLocality(x, at)
			}
			continue
		}
		if l.ref(r, "teams", x.Team, at+".team") && body && p.Teams[r["teams"].at[x.Team]].Body != x.Body {
			l.add(l.spot(at+".team"), "", "team %q belongs to the body %q, not to %q", x.Team, p.Teams[r["teams"].at[x.Team]].Body, x.Body)
		}
	}
	if len(p.Routes) == 0 && len(p.Categories) > 0 {
		l.add(spot{}, "", "the pack has categories and no routes, so that no report would have an owner")
	}
}

// Always says that the route holds for every report.
func (x *Route) Always() bool {
	return x.When == nil || strings.TrimSpace(x.When.Source) == "true"
}

// checkLocality complains of wards that no locality team of the route's body covers.
func (l *loader) checkLocality(x *Route, at string) {
	var missing []string
	for _, set := range l.pack.AreaSets {
		if set.ID != l.pack.Partnership.Wards {
			continue
		}
		for _, area := range set.Areas {
			if len(l.pack.LocalityTeams(x.Body, area.Code)) == 0 {
				missing = append(missing, area.Code)
			}
		}
	}
	if len(missing) > 0 {
		l.add(l.spot(at+".team"), "", "route %q goes to the ward's team, and no locality team of %q covers %s", x.ID, x.Body, listed(missing))
	}
}
