package reachtest

import (
	"context"
	"errors"
	"slices"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/access/accesstest"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// sort is a kind with the marking of its record.
type sort struct{ kind, marking string }

// sorts are those of which each post is asked in turn: a report, a case, a sealed kind, and what is restricted.
var sorts = []sort{{"report", "official"}, {"asb-case", "official-sensitive"}, {"concern", "restricted"}, {"report", "restricted"}}

// relations are how a record can stand to a post by its facts; false where it cannot stand so to this one.
var relations = []struct {
	name  string
	facts func(m *matrix, p *post, d *record.Draft) bool
}{
	{"another’s", func(*matrix, *post, *record.Draft) bool { return true }},
	{"my own", func(_ *matrix, p *post, d *record.Draft) bool { d.Assignee = p.Account; return true }},
	{"my team’s", func(m *matrix, p *post, d *record.Draft) bool {
		d.Team, d.OwnerBody = p.Team, p.Body
		return p.Team != ""
	}},
	{"my body’s", func(m *matrix, p *post, d *record.Draft) bool {
		team := m.team(func(t pack.Team) bool { return t.Body == p.Body && t.ID != p.Team })
		d.Team, d.OwnerBody = team.ID, p.Body
		return team.ID != ""
	}},
	{"sent by my body", func(_ *matrix, p *post, d *record.Draft) bool { d.SenderBody = p.Body; return true }},
	{"my ward’s", func(m *matrix, p *post, d *record.Draft) bool {
		wards := m.said.Wards(p.Holder)
		i := slices.IndexFunc(m.Program.Pack.Wards(), func(a pack.Area) bool { return slices.Contains(wards, a.Code) })
		if i >= 0 {
			d.Area = m.Program.Pack.Wards()[i].Code
		}
		return i >= 0
	}},
}

// team is the first of the pack's as asked.
func (m *matrix) team(as func(pack.Team) bool) (team pack.Team) {
	if i := slices.IndexFunc(m.Program.Pack.Teams, as); i >= 0 {
		team = m.Program.Pack.Teams[i]
	}
	return team
}

// stands is a record of a sort that stands to a post by the facts of a relation.
func (m *matrix) stands(p *post, s sort, relation int) (record.Draft, bool) {
	away := m.team(func(t pack.Team) bool { return t.Body != p.Body && t.ID != p.Team })
	wards, d := m.said.Wards(p.Holder), record.Draft{Kind: s.kind, Marking: s.marking, Title: "For " + p.name, OwnerBody: away.Body, Team: away.ID, Fields: record.Fields{}}
	for _, ward := range m.Program.Pack.Wards() {
		if !slices.Contains(wards, ward.Code) {
			d.Area = ward.Code
		}
	}
	if s.kind == "report" {
		d.Category = "noise"
	}
	return d, relations[relation].facts(m, p, &d)
}

// verbs is how much the pack lets a post do with a record that would stand so.
func (m *matrix) verbs(p *post, d record.Draft) (n int) {
	r := &record.Record{Kind: d.Kind, Marking: d.Marking, OwnerBody: d.OwnerBody, SenderBody: d.SenderBody, Team: d.Team, Assignee: d.Assignee, Area: d.Area}
	for _, verb := range []string{"view", "edit", "assign", "close", "export"} {
		if m.said.May(p.Holder, verb, r, accesstest.Seal{}) {
			n++
		}
	}
	return n
}

// most is the sort with which a post may do most where it stands in a relation; from says with which kind to begin, so that posts of
// one role are asked of several kinds.
func (m *matrix) most(p *post, relation, from int) (best sort) {
	most := 0
	for i := range m.Program.Pack.Kinds {
		k := &m.Program.Pack.Kinds[(i+from)%len(m.Program.Pack.Kinds)]
		for _, marking := range pack.Markings {
			if d, ok := m.stands(p, sort{k.ID, marking}, relation); ok && m.verbs(p, d) > most {
				most, best = m.verbs(p, d), sort{k.ID, marking}
			}
		}
	}
	return best
}

// make makes the records of every post: of each relation one with which it may do most, of some one of the sorts in turn, and one each that is
// kept from it, that it is invited to, and to which it was invited until yesterday.
func (m *matrix) make() {
	err := change.Of(m.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		for i, p := range m.posts {
			p.records = nil
			if err := m.makeFor(u, p, i); err != nil {
				return err
			}
		}
		return nil
	})
	unused := errors.New("its references are used by nothing")
	failed := change.Of(m.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		for _, k := range m.Program.Pack.Kinds {
			for range 40 { // acts make records while pages are asked for
				e, err := u.Create(record.Draft{Kind: k.ID, Title: "x", OwnerBody: "council", Fields: record.Fields{}})
				if err != nil {
					return err
				}
				m.nowhere[k.ID] = e.Record().Reference
			}
		}
		return unused
	})
	if err != nil || !errors.Is(failed, unused) {
		m.t.Fatal(err, failed)
	}
}

func (m *matrix) makeFor(u *change.Unit, p *post, nth int) error {
	keep := func(relation string, d record.Draft, seal accesstest.Seal, with func(*change.Edit) error) error {
		x, err := m.keep(u, p, relation, d)
		if err == nil && with != nil {
			err = with(x.edit)
		}
		if err == nil {
			p.records = append(p.records, &related{relation: relation, rec: x.edit.Record(), seal: seal, parts: x.parts, nth: nth + len(p.records)})
		}
		return err
	}
	if p.ended || p.outside {
		for j, s := range sorts[:2] {
			d, _ := m.stands(p, s, min(j, 1))
			if err := keep(relations[min(j, 1)].name, d, accesstest.Seal{}, nil); err != nil {
				return err
			}
		}
		return nil
	}
	best := make([]sort, len(relations))
	for j := range relations {
		best[j] = m.most(p, j, nth)
		asked := []sort{best[j]}
		if turn := sorts[(nth+j)%len(sorts)]; turn != best[j] && (best[j].kind == "" || (nth+j)%2 == 0) {
			asked = append(asked, turn)
		}
		for _, s := range asked {
			d, ok := m.stands(p, s, j)
			if !ok || s.kind == "" {
				continue
			}
			if err := keep(relations[j].name, d, accesstest.Seal{}, nil); err != nil {
				return err
			}
		}
	}
	today := m.Program.Gate.Now().Date() // which is yesterday when the pages are asked for
	invited := func(until when.Date) func(*change.Edit) error {
		return func(e *change.Edit) error { return e.Invite(p.Account, today, until, "they know the street") }
	}
	report, _ := m.stands(p, sorts[0], 0)
	aCase, _ := m.stands(p, sorts[1], 0)
	return errors.Join(
		keep("kept from me", m.seen(p, best), accesstest.Seal{ShutOut: true}, func(e *change.Edit) error { return e.Exclude(p.Account, "they are related") }),
		keep("shown to me", []record.Draft{report, aCase}[nth%2], accesstest.Seal{Invited: true}, invited(today.AddDays(3))),
		keep("shown to me until yesterday", []record.Draft{aCase, report}[nth%2], accesstest.Seal{}, invited(today)))
}

// seen is a record with which the post may do most, assigned to nobody.
func (m *matrix) seen(p *post, sorted []sort) (best record.Draft) {
	most := -1
	for j, s := range sorted {
		if s.kind == "" {
			s = sorts[1]
		}
		if d, ok := m.stands(p, s, j); ok && d.Assignee == "" && m.verbs(p, d) > most {
			most, best = m.verbs(p, d), d
		}
	}
	return best
}

// made is a record that was made, with the addresses of its parts.
type made struct {
	edit  *change.Edit
	parts map[string]string
}

// keep makes a record with a file, an action, a person where its kind has them, and somebody else from whom it is kept.
func (m *matrix) keep(u *change.Unit, p *post, relation string, d record.Draft) (x made, err error) {
	e, err := u.Create(d)
	if err != nil {
		return x, err
	}
	x = made{edit: e, parts: map[string]string{}}
	if x.parts["file"], err = e.Attached("kept.txt", "text/plain", []byte(secret), record.ForStaff); err != nil {
		return x, err
	}
	if x.parts["action"], err = e.AddAction(record.Action{What: "Mend the door", Body: e.Record().OwnerBody, Due: u.Now().Date().AddDays(30)}); err != nil {
		return x, err
	}
	other := m.posts[0].Account
	if other == p.Account {
		other = m.posts[2].Account
	}
	x.parts["excluded"] = other
	k, _ := m.Program.Pack.Kind(d.Kind)
	if err = e.Exclude(other, "they are related"); err != nil || len(k.Parties) == 0 {
		return x, err
	}
	if x.parts["person"], err = u.AddPerson(record.Person{Name: secret + " person"}); err != nil {
		return x, err
	}
	return x, e.AddParty(k.Parties[0].ID, x.parts["person"], "")
}
