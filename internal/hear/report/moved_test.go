package report

import (
	"slices"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
)

// corrections are what may turn out to have been otherwise, with the teams that then have to know at once and the marking that it
// then has.
var corrections = map[string]struct {
	change  func(e *change.Edit, to *change.Relocation) error
	alerts  []string
	team    string
	marking string
}{
	"the place": {func(_ *change.Edit, to *change.Relocation) error {
		to.Area, to.Place = "E05009328", "Chrisp Street"
		return nil
	}, []string{"snt-poplar"}, "asb-south-east", "official"},
	"what it is": {func(e *change.Edit, _ *change.Relocation) error { return e.Correct("category", "child-worry", "") }, []string{"childrens-social-care"},
		"childrens-social-care", "restricted"},
	"why":       {func(e *change.Edit, _ *change.Relocation) error { return e.Set("because_of_who", true) }, nil, "hate-crime", "restricted"},
	"its words": {func(e *change.Edit, _ *change.Relocation) error { return e.Set("what", "Every evening, and at noon") }, nil, "asb-north-west", "official"},
}

// A corrected report takes its route, its marking and whoever must be told with it, in the same write; nobody is told twice, and of
// what is closed nobody is told.
func TestACorrectedReportOwesItsAlerts(t *testing.T) {
	p := *reference(t)
	p.Routes = slices.Clone(p.Routes)
	for i, r := range p.Routes {
		if r.ID == "danger" { // so that whom it alerts hangs on the place
			p.Routes[i].Alerts = r.Team
		}
	}
	for what, c := range corrections {
		eachOf(t, &p, func(t *testing.T, d *Desk, _ *clock) {
			f := noise()
			f.Category, f.Area, f.AtTime, f.Danger = "groups", "E05009336", "", what == "the place"
			sent, err := d.Send(ctx, access.Public(), &f, nil)
			if err != nil {
				t.Fatal(err)
			}
			before := alertsOf(t, d, sent.Reference)
			for range 2 { // the second time nothing is owed
				correct(t, d, sent.Reference, c.change)
			}
			owed := alertsOf(t, d, sent.Reference)[len(before):]
			if !slices.Equal(owed, c.alerts) {
				t.Errorf("%s was corrected, and %v are told, not %v", what, owed, c.alerts)
			}
			r := recordOf(t, d, sent.Reference)
			if r.Marking != c.marking || what != "the place" && r.Team != c.team {
				t.Errorf("%s was corrected: it is %s with %s", what, r.Marking, r.Team)
			}
		})
	}
}

func correct(t *testing.T, d *Desk, ref string, amend func(*change.Edit, *change.Relocation) error) {
	t.Helper()
	err := change.Of(d.Gate).Write(ctx, access.System("test"), func(u *change.Unit) error {
		e, err := u.Edit(ref, 0)
		if err != nil {
			return err
		}
		r := e.Record()
		before, to := *r, change.Relocation{Place: r.Place, Area: r.Area, Point: r.Point}
		before.Fields = record.Fields{}
		for id, v := range r.Fields {
			before.Fields[id] = v
		}
		if err := amend(e, &to); err != nil {
			return err
		}
		return d.Move(u, e, &before, to, "Chrisp Street")
	})
	if err != nil {
		t.Fatal(err)
	}
}

func recordOf(t *testing.T, d *Desk, ref string) record.Whole {
	t.Helper()
	var out record.Whole
	err := d.Gate.Read(ctx, access.System("test"), func(v *gate.View) error {
		w, err := v.Open(ref)
		if err == nil {
			out = *w
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// alertsOf are the teams that were told of a report, in their order.
func alertsOf(t *testing.T, d *Desk, ref string) []string {
	t.Helper()
	var teams []string
	for _, l := range recordOf(t, d, ref).Links {
		if l.Kind == "alert" {
			teams = append(teams, recordOf(t, d, l.Reference).Team)
		}
	}
	return teams
}
