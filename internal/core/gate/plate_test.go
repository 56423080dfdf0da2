package gate_test

import (
	"errors"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Who sees a wanted vehicle writes down its plate, and reads it again; the police read it, and nobody else does, in the record, its
// history or a question about it.
func TestAPlateIsWrittenByTheControlRoomAndReadByThePoliceAlone(t *testing.T) {
	staffed(t, func(t *testing.T, g *gate.Gate, who map[string]access.Principal) {
		plate := record.Fields{"sort": "wanted-vehicle", "what": "Seen twice", "registration": "AB12 CDE"}
		var ref string
		err := change.Of(g).Write(ctx, who["finch"], func(u *change.Unit) error {
			e, err := u.Create(record.Draft{Kind: "cctv-detection", Title: "A vehicle", Area: "E05009336", Fields: plate})
			if err == nil {
				ref = e.Record().Reference
			}
			return err
		})
		if err != nil {
			t.Fatalf("the control room cannot write down a plate: %v", err)
		}
		for user, reads := range map[string]bool{"finch": true, "rowan": true, "aster": false, "reed": false} {
			w, err := open(t, g, who[user], ref)
			if err != nil {
				t.Fatalf("%s: %v", user, err)
			}
			if got := w.Fields.Text("registration") != ""; got != reads {
				t.Errorf("%s reads the plate: %v", user, got)
			}
		}
		err = change.Of(g).Write(ctx, who["aster"], func(u *change.Unit) error {
			_, err := u.Create(record.Draft{Kind: "cctv-detection", Title: "A vehicle", Area: "E05009336", Fields: plate})
			return err
		})
		if !errors.As(err, new(fault.Invalid)) && !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("somebody else writes down a plate: %v", err)
		}
		rules := g.Rules()
		for _, kind := range g.Pack().Kinds { // whoever is named beside the police can record the kind
			for _, f := range kind.Fields {
				c, _ := g.Pack().Compartment(f.Compartment)
				if c == nil {
					continue
				}
				var roles []string
				for _, m := range c.Members {
					roles = append(roles, m.Roles...)
				}
				for _, role := range roles {
					p := access.Principal{Account: "x", Posts: []access.Post{{Role: role, Body: "council", Team: "cctv-control"}}}
					if !rules.Keeps(p, f) || !rules.Anywhere(p, pack.Create, kind.ID) {
						t.Errorf("%s of a %s is for %s, who records none", f.Name, kind.Name, role)
					}
				}
			}
		}
	})
}

// The reference of a record is for those who may open it: an answer about it names it to nobody else, and somebody who changes the
// answer without knowing it does not take it away.
func TestAnAnswerDoesNotTellTheReferenceOfAHiddenRecord(t *testing.T) {
	staffed(t, func(t *testing.T, g *gate.Gate, who map[string]access.Principal) {
		hidden := create(t, g, record.Draft{Kind: "report", Title: "A report", OwnerBody: "health", Team: "health-navigators", Marking: "official"})
		answer := create(t, g, record.Draft{Kind: "satisfaction", Title: "Satisfaction answer, " + hidden, OwnerBody: "council", Team: "partnership-office",
			Fields: record.Fields{"about": hidden, "solved": true, "rating": "satisfied"}})
		told := func(user string) (about, title string) {
			t.Helper()
			err := g.Read(ctx, who[user], func(v *gate.View) error {
				list, err := v.List(gate.Query{Kinds: []string{"satisfaction"}, Limit: 10})
				w, opens := v.Open(answer)
				if err = errors.Join(err, opens); err != nil {
					return err
				}
				about, title = w.Fields.Text("about"), w.Title
				if len(list.Records) != 1 || list.Records[0].Fields.Text("about") != about || list.Records[0].Title != title {
					t.Errorf("%s: the list says %+v", user, list.Records)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			return about, title
		}
		if about, title := told("sage"); about != gate.AnotherRecord || title != "Satisfaction answer, "+gate.AnotherRecord {
			t.Errorf("who may not open %s reads %q and %q", hidden, about, title)
		}
		err := amend(t, g, who["sage"], answer, func(_ *change.Unit, e *change.Edit) error {
			return errors.Join(e.Set("about", gate.AnotherRecord), e.Set("rating", "dissatisfied"))
		})
		if err != nil {
			t.Fatal(err)
		}
		if w, err := open(t, g, access.System("test"), answer); err != nil || w.Fields.Text("about") != hidden {
			t.Errorf("the answer is about %q now (%v)", w.Fields.Text("about"), err)
		}
	})
}
