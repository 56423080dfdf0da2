package triage

import (
	"errors"
	"slices"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// CaseKinds are the kinds of case that can be opened from a report, the one that its category names first.
func CaseKinds(p *pack.Pack, category string) []pack.Kind {
	var kinds []pack.Kind
	c, _ := p.Category(category)
	for _, k := range p.Kinds {
		if k.Archetype != pack.Case || k.ID == p.Partnership.Report || !carriesReport(p, &k) {
			continue
		}
		if c != nil && c.Kind == k.ID {
			kinds = slices.Insert(kinds, 0, k)
			continue
		}
		kinds = append(kinds, k)
	}
	return kinds
}

// carriesReport says that some category opens a case of the kind.
func carriesReport(p *pack.Pack, k *pack.Kind) bool {
	return slices.ContainsFunc(p.Categories, func(c pack.Category) bool { return c.Kind == k.ID })
}

// OwnID is the name of the control of a field that only the kind of case has.
func OwnID(kind, field string) string { return "f_" + kind + "_" + field }

// askCase asks for the kind of case, and beside each kind for what it needs and the report does not say.
func askCase(s *act.Scene) []act.Question {
	kind := act.Question{Missing: "Select the kind of case", Field: pack.Field{ID: "kind", Name: "Kind of case", Type: pack.Choice, Required: true}}
	if c, ok := s.Pack.Category(s.Record.Category); ok && c.Kind != "" {
		kind.Held = c.Kind
	}
	out := []act.Question{kind}
	for _, k := range MayOpen(s, pack.Create) {
		team := CaseTeam(s.Pack, &k, &s.Record.Record)
		out[0].Options = append(out[0].Options, pack.Option{ID: k.ID, Name: k.Name, Hint: "Opens for " + team.Name + ". " + k.Purpose})
		for _, f := range Needed(s.Pack, &k, &s.Record.Record, s.Today) {
			q := act.Question{Field: f, Fills: f.ID, Under: act.Under{Question: "kind", Option: k.ID}, Missing: "Answer: " + record.Lower(f.Name)}
			q.ID, q.Required, q.When, q.Options = OwnID(k.ID, f.ID), true, nil, s.Pack.OptionsOf(f)
			out = append(out, q)
		}
	}
	return out
}

// openCase opens a record of a case kind from the report, for the officer of its locality, and links the two. The report's own words
// become the case's first summary, so that nobody types them again.
func openCase(d *act.Doing) error {
	k, _ := d.Pack.Kind(d.Answers.Text("kind"))
	draft := caseFrom(d.Scene, k, d.Edit.Record())
	for _, f := range Needed(d.Pack, k, d.Edit.Record(), d.Today) {
		draft.Fields[f.ID] = d.Answers[OwnID(k.ID, f.ID)]
	}
	c, err := d.Unit.CreateFrom(d.Edit, draft, "The case was opened from this report")
	if err != nil {
		return err
	}
	d.Made = c.Record().Reference
	return intoCase(d, c)
}

func saysCase(d *act.Doing) string {
	k, _ := d.Pack.Kind(d.Answers.Text("kind"))
	return k.Name + " " + d.Made + " is open for " + CaseTeam(d.Pack, k, d.Edit.Record()).Name
}

func askJoin(*act.Scene) []act.Question {
	ref := act.Needed(act.Text("case", "Reference of the case", "Such as ASB-26-00042-3", 40), "Select a case, or enter its reference")
	ref.Short = true
	return []act.Question{ref}
}

// joinCase makes the report part of an open case that is there already: another complaint of the same trouble, not a new case.
func joinCase(d *act.Doing) error {
	c, err := d.Unit.Edit(d.Answers.Text("case"), 0)
	if errors.Is(err, fault.ErrNotFound) {
		return fault.Invalid{"case": "There is no open case with that reference that you may see"}
	}
	if err != nil {
		return err
	}
	k, _ := d.Pack.Kind(c.Record().Kind)
	if k.Archetype != pack.Case || k.ID == d.Kind.ID || !c.Record().Open {
		return fault.Invalid{"case": c.Record().Reference + " is not an open case"}
	}
	if err := intoCase(d, c); err != nil {
		return err
	}
	if err := c.RiskAgain("A further report of the same trouble: " + d.Edit.Record().Reference); err != nil {
		return err
	}
	return d.Unit.Link(d.Edit, c, "A further report of the same trouble")
}

func saysJoined(d *act.Doing) string {
	return d.Edit.Record().Reference + " is part of " + d.Answers.Text("case")
}

// intoCase makes the report part of a case that is open in the same unit; one that was not accepted yet is accepted with it.
func intoCase(d *act.Doing, c *change.Edit) error {
	e := d.Edit
	if e.Record().State == Received {
		if err := takeOn(e, d.Scene); err != nil {
			return err
		}
		if err := acceptAlerts(d); err != nil {
			return err
		}
	}
	if e.Record().State != CaseOpened {
		if err := e.Move(CaseOpened, "", ""); err != nil {
			return err
		}
	}
	if e.Record().RepeatVictim && !c.Record().RepeatVictim {
		if err := c.Repeat(true, "the report says that it has happened before"); err != nil {
			return err
		}
	}
	if err := c.AnswersReport(e); err != nil {
		return err
	}
	return addReporter(d, e.Record(), c)
}

// addReporter puts the person who reported on the case once, in the first of these roles that its kind has, and as its victim
// where they say that they are affected.
func addReporter(d *act.Doing, r *record.Record, c *change.Edit) error {
	name := r.Fields.Text("reporter_name")
	if name == "" || r.Fields.Yes("anonymous") {
		return nil
	}
	k, _ := d.Pack.Kind(c.Record().Kind)
	var roles []string
	for _, wanted := range []string{"complainant", "reporter"} {
		if hasRole(k, wanted) && len(roles) == 0 {
			roles = append(roles, wanted)
		}
	}
	if affected := r.Fields.Text("affected"); hasRole(k, "victim") && (affected == "me" || affected == "household") {
		roles = append(roles, "victim")
	}
	if len(roles) == 0 {
		return nil
	}
	return c.Join(record.Person{Name: name, Phone: r.Fields.Text("phone"), Email: r.Fields.Text("email"), SafeContact: record.ReadSafeContact(r.Fields), Needs: r.Fields.Text("needs")}, roles...)
}

func hasRole(k *pack.Kind, id string) bool {
	return slices.ContainsFunc(k.Parties, func(p pack.PartyRole) bool { return p.ID == id })
}

// CaseTeam is the team for which a case of a kind opens: the locality team of the report's ward at the body that works on
// the report (ledger row 14). A sensitive case stays with the team that has the report: nobody else may know of it.
func CaseTeam(p *pack.Pack, k *pack.Kind, r *record.Record) pack.Team {
	team, _ := p.Team(r.Team)
	if team == nil {
		return pack.Team{Body: r.OwnerBody}
	}
	if k.Sensitive || r.Area == "" || team.Locality {
		return *team
	}
	if local := p.LocalityTeams(team.Body, r.Area); len(local) > 0 {
		return local[0]
	}
	return *team
}

// caseFrom carries what the report says into the case: the columns of every kind, and each field that both kinds declare
// under one name with one type.
func caseFrom(s *act.Scene, k *pack.Kind, r *record.Record) record.Draft {
	team := CaseTeam(s.Pack, k, r)
	d := record.Draft{Kind: k.ID, Title: r.Title, Category: r.Category, Risk: r.Risk, Channel: r.Channel, OwnerBody: team.Body, Team: team.ID,
		Area: r.Area, Place: r.Place, Point: r.Point, Occurred: r.Occurred, OccurredTo: r.OccurredTo,
		RepeatVictim: r.RepeatVictim, LastWord: r.LastWord, Fields: carried(s.Pack, k, r)}
	if slices.Contains(s.Who.Teams(), team.ID) {
		d.Assignee = s.Who.Account
	} else {
		d.Assignee = officer(s, team.ID, r.Area)
	}
	return d
}

// officer is the one person of a team whose post holds the ward and whose role works on cases; empty where there is none or more than
// one, and the team then shares the case out.
func officer(s *act.Scene, team, area string) string {
	found := ""
	for _, h := range s.Holders {
		if h.Team != team || h.Account == found {
			continue
		}
		works := slices.ContainsFunc(CaseKinds(s.Pack, ""), func(k pack.Kind) bool {
			return s.Rules.May(h.Principal(), pack.Create, access.Subject{Kind: k.ID, OwnerBody: h.Body, Team: team, Area: area, Marking: k.Marking})
		})
		if works && found != "" {
			return ""
		}
		if works {
			found = h.Account
		}
	}
	return found
}

// carried are the fields of a case as far as the report says them.
func carried(p *pack.Pack, k *pack.Kind, r *record.Record) record.Fields {
	out := record.Fields{}
	reported := p.ReportKind()
	for _, f := range k.Fields {
		if from, ok := reported.Field(f.ID); ok && from.Type == f.Type && r.Fields[f.ID] != nil {
			out[f.ID] = r.Fields[f.ID]
		}
	}
	if f, ok := k.Field("summary"); ok && f.Type == pack.Text {
		out["summary"] = shortened(r.Fields.Text("what"), f.Max)
	}
	if f, ok := k.Field("repeat_victim"); ok && f.Column() != "" && r.RepeatVictim {
		out[f.ID] = true
	}
	return out
}

// Needed are the fields that a case of the kind needs and the report does not say.
func Needed(p *pack.Pack, k *pack.Kind, r *record.Record, today when.Date) []pack.Field {
	var out []pack.Field
	missing := record.Require(k, carried(p, k, r), today)
	for _, f := range k.Fields {
		if _, ok := missing[f.ID]; ok {
			out = append(out, f)
		}
	}
	return out
}

func shortened(s string, most int) string {
	runes := []rune(s)
	if most > 0 && len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}
