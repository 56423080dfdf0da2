package pack

import (
	"strings"

	"github.com/wardmote/wardmote/internal/core/when"
)

// index holds the positions of what is looked up often.
type index struct {
	bodies map[string]int // id, folded name, abbreviation and alias → position
	ids    map[string]int // "section/id" → position
	areas  map[string]*Area

	categoryNotices map[string]bool // ids that a category names
}

// Body is the body of that id, name, abbreviation or alias, however it is capitalised, and false where none has it.
func (p *Pack) Body(idOrAlias string) (*Body, bool) {
	if b, ok := find(p, "bodies", idOrAlias, p.Bodies); ok { // as every record names it
		return b, true
	}
	i, ok := p.index.bodies[fold(idOrAlias)]
	if !ok {
		return nil, false
	}
	return &p.Bodies[i], true
}

// Team is the team of that id.
func (p *Pack) Team(id string) (*Team, bool) { return find(p, "teams", id, p.Teams) }

// Notice is the notice of that id.
func (p *Pack) Notice(id string) (*Notice, bool) { return find(p, "notices", id, p.Notices) }

// General says that a notice is no category's own: its rule alone calls for it.
func (p *Pack) General(n *Notice) bool { return n.When != nil && !p.index.categoryNotices[n.ID] }

// Contact is the directory entry of that id.
func (p *Pack) Contact(id string) (*Contact, bool) { return find(p, "contacts", id, p.Contacts) }

// Risk is the risk band of that id.
func (p *Pack) Risk(id string) (*Risk, bool) { return find(p, "risks", id, p.Risks) }

// AreaSet is the area set of that id.
func (p *Pack) AreaSet(id string) (*AreaSet, bool) { return find(p, "area_sets", id, p.AreaSets) }

// AreaGroup is the area group of that id.
func (p *Pack) AreaGroup(id string) (*AreaGroup, bool) {
	return find(p, "area_groups", id, p.AreaGroups)
}

// PlaceKind is the kind of place of that id.
func (p *Pack) PlaceKind(id string) (*PlaceKind, bool) {
	return find(p, "place_kinds", id, p.PlaceKinds)
}

// Place is the place of the gazetteer of that id.
func (p *Pack) Place(id string) (*Place, bool) { return find(p, "places", id, p.Places) }

// Plan is the plan of that id.
func (p *Pack) Plan(id string) (*Plan, bool) { return find(p, "plans", id, p.Plans) }

// Indicator is the indicator of that id.
func (p *Pack) Indicator(id string) (*Indicator, bool) {
	return find(p, "indicators", id, p.Indicators)
}

// Figure is the figure of that id.
func (p *Pack) Figure(id string) (*Figure, bool) { return find(p, "figures", id, p.Figures) }

// Standard is the standard of that id.
func (p *Pack) Standard(id string) (*Standard, bool) { return find(p, "standards", id, p.Standards) }

// Area is the area of that code, in whichever set holds it.
func (p *Pack) Area(code string) (*Area, bool) {
	a, ok := p.index.areas[code]
	return a, ok
}

// Wards are the areas of the set that owns reports.
func (p *Pack) Wards() []Area {
	if set, ok := p.AreaSet(p.Partnership.Wards); ok {
		return set.Areas
	}
	return nil
}

// ReportKind is the kind that a resident's report is.
func (p *Pack) ReportKind() *Kind {
	k, _ := p.Kind(p.Partnership.Report)
	return k
}

// LocalityTeams are the teams at a body that take reports of an area. A team without areas covers every area.
func (p *Pack) LocalityTeams(body, area string) []Team {
	var teams []Team
	for _, t := range p.Teams {
		if t.Locality && t.Body == body && t.Covers(area) {
			teams = append(teams, t)
		}
	}
	return teams
}

// Covers says whether the team works in the area.
func (t Team) Covers(area string) bool {
	if len(t.Areas) == 0 {
		return true
	}
	for _, a := range t.Areas {
		if a == area {
			return true
		}
	}
	return false
}

// Under says that a body is another one, or belongs to it.
func (p *Pack) Under(body, over string) bool {
	for range p.Bodies { // as in IsPolice
		if body == over {
			return true
		}
		b, ok := p.Body(body)
		if !ok {
			return false
		}
		body = b.Parent
	}
	return false
}

// Answering is the team that answers for another one at a moment: itself while somebody is there, and otherwise the one that
// it names for the time out of its hours. holiday says that the day is a bank holiday, on which teams that keep hours are away.
func (p *Pack) Answering(t *Team, at when.Instant, holiday bool) *Team {
	if len(t.Hours) == 0 || t.Hours.Always() || t.Hours.Open(at) && !holiday {
		return t
	}
	if other, ok := p.Team(t.OutOfHours); ok {
		return other
	}
	return t
}

// IsPolice says whether the body, or one it belongs to, is police.
func (p *Pack) IsPolice(body string) bool {
	for range p.Bodies { // a cycle of parents is a Problem at load, yet never a hang
		b, ok := p.Body(body)
		if !ok {
			return false
		}
		if b.Police {
			return true
		}
		body = b.Parent
	}
	return false
}

func find[T any](p *Pack, section, id string, all []T) (*T, bool) {
	i, ok := p.index.ids[section+"/"+id]
	if !ok {
		return nil, false
	}
	return &all[i], true
}

var punctuation = strings.NewReplacer("’", "", "'", "", ".", "", "&", " and ", "-", " ", "/", " ", ",", " ")

// fold makes two spellings of a name meet: case, punctuation and a leading article do not count.
func fold(s string) string {
	s = punctuation.Replace(strings.ToLower(s))
	return strings.TrimPrefix(strings.Join(strings.Fields(s), " "), "the ")
}
