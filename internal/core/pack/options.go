package pack

import "strings"

// OptionsOf are the choices of a field: its own, or those that it takes from another part of the pack. A body field chooses
// among all bodies.
func (p *Pack) OptionsOf(f Field) []Option {
	from := f.From
	if f.Type == BodyRef && from == "" {
		from = "bodies"
	}
	switch from {
	case "categories":
		return optionsFrom(p.Categories, func(c Category) Option { return Option{ID: c.ID, Name: c.Name, Hint: c.Hint} })
	case "bodies":
		return optionsFrom(p.Bodies, func(b Body) Option { return Option{ID: b.ID, Name: b.Name, Hint: b.Abbreviation} })
	case "teams":
		return optionsFrom(p.Teams, func(t Team) Option { return Option{ID: t.ID, Name: t.Name} })
	case "wards":
		return optionsFrom(p.Wards(), func(a Area) Option { return Option{ID: a.Code, Name: a.Name} })
	case "contacts":
		return optionsFrom(p.Contacts, func(c Contact) Option { return Option{ID: c.ID, Name: c.Name, Hint: c.For} })
	case "risks":
		return optionsFrom(p.Risks, func(r Risk) Option { return Option{ID: r.ID, Name: r.Name, Hint: r.Means} })
	case "places":
		return optionsFrom(p.Places, func(x Place) Option { return Option{ID: x.ID, Name: x.Name, Hint: x.About} })
	case "place_kinds":
		return optionsFrom(p.PlaceKinds, func(k PlaceKind) Option { return Option{ID: k.ID, Name: k.Name} })
	case "orders":
		return optionsFrom(p.Orders, func(x Order) Option { return Option{ID: x.ID, Name: x.Name, Hint: x.Forbids} })
	case "roles":
		return optionsFrom(p.Roles, func(r Role) Option { return Option{ID: r.ID, Name: r.Name, Hint: r.Does} })
	}
	return f.Options
}

func optionsFrom[T any](all []T, option func(T) Option) []Option {
	options := make([]Option, len(all))
	for i, x := range all {
		options[i] = option(x)
	}
	return options
}

// CategoryGroup is a heading of the "what" page with its categories.
type CategoryGroup struct {
	Name       string
	Categories []Category
}

// CategoryGroups are the categories under their headings, both in the pack's order.
func (p *Pack) CategoryGroups() []CategoryGroup {
	var groups []CategoryGroup
	at := map[string]int{}
	for _, c := range p.Categories {
		i, ok := at[c.Group]
		if !ok {
			i = len(groups)
			at[c.Group] = i
			groups = append(groups, CategoryGroup{Name: c.Group})
		}
		groups[i].Categories = append(groups[i].Categories, c)
	}
	return groups
}

// FindBodies are the bodies one of whose names holds every word of a query, those whose name begins with it first.
func (p *Pack) FindBodies(query string) []Body {
	wanted := fold(query)
	if wanted == "" {
		return nil
	}
	var first, rest []Body
	for i, b := range p.Bodies {
		best := 0
		for _, name := range append([]string{b.ID, b.Name, b.Abbreviation}, b.Aliases...) {
			best = max(best, matches(fold(name), wanted))
		}
		switch best {
		case 2:
			first = append(first, p.Bodies[i])
		case 1:
			rest = append(rest, p.Bodies[i])
		}
	}
	return append(first, rest...)
}

// matches is 2 where the name begins with the query, 1 where it holds all its words, and 0 otherwise.
func matches(name, query string) int {
	if strings.HasPrefix(name, query) {
		return 2
	}
	for _, word := range strings.Fields(query) {
		if !strings.Contains(name, word) {
			return 0
		}
	}
	return 1
}

// AreaCodes turns codes of areas and ids of area groups into codes of areas.
func (p *Pack) AreaCodes(areas []string) []string {
	var codes []string
	for _, a := range areas {
		if g, ok := p.AreaGroup(a); ok {
			codes = append(codes, g.Areas...)
			continue
		}
		codes = append(codes, a)
	}
	return codes
}

// GroupsOf are the ids of the area groups that hold an area.
func (p *Pack) GroupsOf(area string) []string {
	var groups []string
	for _, g := range p.AreaGroups {
		if has(g.Areas, area) {
			groups = append(groups, g.ID)
		}
	}
	return groups
}

// User is the demonstration user of that id.
func (p *Pack) User(id string) (*DemoUser, bool) { return find(p, "users", id, p.Users) }
