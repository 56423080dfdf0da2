package triage

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
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

// OpenCase opens a record of a case kind from the report, for the officer of its locality, and links the two. The report's
// own words become the case's first summary, so that nobody types them again. It gives the case's reference.
func (t *Triage) OpenCase(ctx context.Context, who access.Principal, ref string, version int64, kind string) (string, error) {
	return t.OpenCaseWith(ctx, who, ref, version, NewCase{Kind: kind})
}

// NewCase is the case to open: its kind, and what that kind needs and the report does not say.
type NewCase struct {
	Kind   string
	Fields record.Fields
}

// OpenCaseWith is OpenCase for a kind that needs more than a report says.
func (t *Triage) OpenCaseWith(ctx context.Context, who access.Principal, ref string, version int64, n NewCase) (string, error) {
	kind := n.Kind
	k, ok := t.Gate.Pack().Kind(kind)
	if !ok || k.Archetype != pack.Case || k.ID == t.Gate.Pack().Partnership.Report {
		return "", fault.Invalid{"kind": "Select the kind of case"}
	}
	var opened string
	err := t.with(ctx, who, ref, version, func(u *gate.Unit, e *gate.Edit) error {
		draft, err := t.caseFrom(ctx, k, e.Record(), who)
		if err != nil {
			return err
		}
		for id, v := range n.Fields {
			draft.Fields[id] = v
		}
		c, err := u.CreateFrom(e, draft, "The case was opened from this report")
		if err != nil {
			return err
		}
		opened = c.Record().Reference
		return t.intoCase(u, e, c, who)
	})
	return opened, err
}

// JoinCase links the report to a case that is already open: another complaint of the same trouble.
func (t *Triage) JoinCase(ctx context.Context, who access.Principal, ref string, version int64, caseRef string) error {
	return t.with(ctx, who, ref, version, func(u *gate.Unit, e *gate.Edit) error {
		c, err := u.Edit(strings.TrimSpace(caseRef), 0)
		if errors.Is(err, fault.ErrNotFound) {
			return fault.Invalid{"case": "There is no open case with that reference that you may see"}
		}
		if err != nil {
			return err
		}
		k, _ := t.Gate.Pack().Kind(c.Record().Kind)
		if k.Archetype != pack.Case || k.ID == e.Record().Kind || !c.Record().Open {
			return fault.Invalid{"case": c.Record().Reference + " is not an open case"}
		}
		if err := t.intoCase(u, e, c, who); err != nil {
			return err
		}
		return u.Link(e, c, "A further report of the same trouble")
	})
}

func (t *Triage) intoCase(u *gate.Unit, e, c *gate.Edit, who access.Principal) error {
	if e.Record().State == Received {
		if err := t.accept(e, who); err != nil {
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
	return t.addReporter(e.Record(), c)
}

// addReporter puts the person who reported on the case once, in the first of these roles that its kind has, and as its victim
// where they say that they are affected.
func (t *Triage) addReporter(r *record.Record, c *gate.Edit) error {
	name := r.Fields.Text("reporter_name")
	if name == "" || r.Fields.Yes("anonymous") {
		return nil
	}
	k, _ := t.Gate.Pack().Kind(c.Record().Kind)
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
func (t *Triage) caseFrom(ctx context.Context, k *pack.Kind, r *record.Record, who access.Principal) (record.Draft, error) {
	team := CaseTeam(t.Gate.Pack(), k, r)
	d := record.Draft{Kind: k.ID, Title: r.Title, Category: r.Category, Risk: r.Risk, Channel: r.Channel, OwnerBody: team.Body, Team: team.ID,
		Area: r.Area, Place: r.Place, Point: r.Point, Occurred: r.Occurred, OccurredTo: r.OccurredTo,
		RepeatVictim: r.RepeatVictim, LastWord: r.LastWord}
	if slices.Contains(who.Teams(), team.ID) {
		d.Assignee = who.Account
	} else if t.Officer != nil {
		var err error
		if d.Assignee, err = t.Officer(ctx, team.ID, r.Area); err != nil {
			return d, err
		}
	}
	d.Fields = carried(t.Gate.Pack(), k, r)
	return d, nil
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
	if _, ok := k.Field("repeat_victim"); ok && r.RepeatVictim {
		out["repeat_victim"] = true
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
