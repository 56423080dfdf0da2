package records

import (
	"strings"

	"github.com/wardmote/wardmote/internal/core/find"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// shelves are what the pack holds to be found beside the records: everybody may read it.
type shelves struct{ places, bodies, plan, help find.Shelf }

func newShelves(p *pack.Pack) *shelves {
	s := &shelves{}
	for _, a := range p.Wards() {
		s.places.Put(find.Entry{Href: "/places/" + a.Code, Kind: "Ward", Title: a.Name})
	}
	for _, x := range p.Places {
		kind := x.Kind
		if k, ok := p.PlaceKind(kind); ok {
			kind = k.Name
		}
		s.places.Put(find.Entry{Href: "/places/" + x.ID, Kind: kind, Title: x.Name, Also: x.Aliases, Text: x.About})
	}
	s.putBodies(p)
	s.putPlans(p)
	for _, i := range p.Indicators {
		s.plan.Put(find.Entry{Href: "/indicators/" + i.ID, Kind: "Indicator", Title: i.Name, Text: i.Definition})
	}
	for _, f := range p.Figures {
		s.plan.Put(find.Entry{Href: "/figures/" + f.ID, Kind: "Figure", Title: f.Name, Text: f.Definition + " " + f.Gist + " " + f.Text})
	}
	for _, c := range p.Contacts {
		s.help.Put(find.Entry{Href: "/directory/" + c.ID, Kind: "Service", Title: c.Name, Also: c.Words, Text: c.For})
	}
	for _, k := range p.Kinds {
		s.help.Put(find.Entry{Href: "/records/" + k.ID, Kind: "What is recorded", Title: k.Plural, Also: []string{k.Name}, Text: k.Purpose})
	}
	return s
}

func (s *shelves) putBodies(p *pack.Pack) {
	for _, b := range p.Bodies {
		s.bodies.Put(find.Entry{Href: "/bodies/" + b.ID, Kind: "Body", Title: b.Name, Also: append([]string{b.Abbreviation}, b.Aliases...), Text: strings.Join([]string{b.Does, b.Members, b.Note}, " ")})
	}
	for _, t := range p.Teams {
		s.bodies.Put(find.Entry{Href: "/bodies/" + t.Body, Kind: "Team", Title: t.Name})
	}
}

func (s *shelves) putPlans(p *pack.Pack) {
	said := func(lists ...[]pack.Statement) string {
		var all []string
		for _, list := range lists {
			for _, x := range list {
				all = append(all, x.Text)
			}
		}
		return strings.Join(all, "\n")
	}
	for _, plan := range p.Plans {
		s.plan.Put(find.Entry{Href: "/plan/" + plan.ID, Kind: "Plan", Title: plan.Name, Text: plan.Vision + " " + said(plan.Aims, plan.Done, plan.Themes, plan.Principles, plan.Drivers, plan.LocalPriority)})
		for _, x := range plan.Priorities {
			s.plan.Put(find.Entry{Href: "/plan/" + plan.ID + "#priority-" + x.ID, Kind: "Priority of " + plan.Name, Title: x.Name,
				Text: said(x.Approach, x.Focus, x.Why, x.Aims, x.Outcomes, x.Activities)})
		}
	}
}
