package gate_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
)

// invites runs a test with a gate on each database, and the accounts of the post that is invited and of its twin.
func invites(t *testing.T, test func(t *testing.T, g *gate.Gate, clock *gatetest.Clock, pia, twin access.Principal)) {
	t.Helper()
	p := gatetest.Pack(t)
	declare(p, "case")
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		clock := gatetest.NewClock()
		accounts := account.New(db, p, clock.Now)
		who := func(name string) access.Principal {
			id := gatetest.Hired(t, accounts, name, access.Post{Role: "own", Body: "police", Team: "snt"})
			return gatetest.As(id, "own", "police", "snt") // a list of cases begins at what is assigned to them
		}
		gatetest.Hired(t, accounts, "nora", access.Post{Role: "officer", Body: "council", Team: "north"}) // on whose home what is worked on stands
		test(t, gate.New(gate.Config{DB: db, Pack: p, Now: clock.Now}), clock, who("pia"), who("twin"))
	})
}

// onRecord makes a change of a record as somebody.
func onRecord(g *gate.Gate, who access.Principal, ref string, with func(*change.Edit) error) error {
	return change.Of(g).Write(ctx, who, func(u *change.Unit) error {
		e, err := u.Edit(ref, 0)
		if err != nil {
			return err
		}
		return with(e)
	})
}

// TestWhoIsInvitedFindsTheRecordOnThoseDaysAndNeverAfter asks by every way, day after day, of somebody who reaches no other case; their
// twin, of the same post, finds nothing on any day.
func TestWhoIsInvitedFindsTheRecordOnThoseDaysAndNeverAfter(t *testing.T) {
	invites(t, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock, pia, twin access.Principal) {
		ref := create(t, g, record.Draft{Kind: "case", Title: "Zebra crossing", OwnerBody: "council", Team: "north", Area: "W1", Marking: "official-sensitive", Fields: record.Fields{}})
		create(t, g, record.Draft{Kind: "case", Title: "Zebra crossing", OwnerBody: "council", Team: "north", Area: "W1", Fields: record.Fields{}})
		first, last := when.Day(2026, 11, 3), when.Day(2026, 11, 5)
		finds(t, g, pia, ref) // what is remembered from before
		err := onRecord(g, north, ref, func(e *change.Edit) error { return e.Invite(pia.Account, first, last, "she knows the street") })
		if err != nil {
			t.Fatal(err)
		}
		for day := when.Day(2026, 11, 2); day.Before(when.Day(2026, 11, 8)); day = day.AddDays(1) {
			clock.Set(day.End().Add(-1))
			lasts := !day.Before(first) && !day.After(last)
			if got := finds(t, g, pia, ref); slices.Contains(got, !lasts) {
				t.Errorf("%s: list, words, count, total, page, history find it: %v", day, got)
			}
			if got := finds(t, g, twin, ref); slices.Contains(got, true) {
				t.Errorf("%s: the twin finds it: %v", day, got)
			}
			for _, who := range []access.Principal{pia, twin} {
				err := g.Read(ctx, who, func(v *gate.View) error {
					asked, err := v.Invited()
					if (len(asked) == 1 && asked[0].Reference == ref) != (lasts && who.Account == pia.Account) || len(asked) > 1 {
						t.Errorf("%s: %s is asked to look at %d", day, who.Name, len(asked))
					}
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			if err := onRecord(g, pia, ref, func(e *change.Edit) error { return e.Set("outcome", "solved") }); err == nil {
				t.Errorf("%s: who may look changes it", day)
			}
		}
	})
}

// TestAnInvitationIsInTheHistoryAndEndsBeforeItsDay: by who gave it, and by keeping the record from whom it was given.
func TestAnInvitationIsInTheHistoryAndEndsBeforeItsDay(t *testing.T) {
	invites(t, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock, pia, twin access.Principal) {
		ref := create(t, g, record.Draft{Kind: "case", Title: "Zebra crossing", OwnerBody: "council", Team: "north", Area: "W1", Fields: record.Fields{}})
		today := g.Now().Date()
		do := func(with func(*change.Edit) error) {
			t.Helper()
			clock.Set(g.Now().Add(60e9))
			if err := onRecord(g, north, ref, with); err != nil {
				t.Fatal(err)
			}
		}
		sees := func(who access.Principal, want bool) {
			t.Helper()
			if got := finds(t, g, who, ref); slices.Contains(got, !want) {
				t.Errorf("finds it: %v, want %v", got, want)
			}
		}
		invite := func(who access.Principal) func(*change.Edit) error {
			return func(e *change.Edit) error { return e.Invite(who.Account, today, today.AddDays(9), "asked by phone") }
		}
		do(invite(pia))
		do(invite(twin))
		sees(pia, true)
		sees(twin, true)
		do(func(e *change.Edit) error { return e.Uninvite(pia.Account, "it is answered") })
		do(func(e *change.Edit) error { return e.Exclude(twin.Account, "related") })
		sees(pia, false)
		sees(twin, false)
		if err := onRecord(g, north, ref, invite(twin)); !invalid(err, "account") {
			t.Errorf("whom it is kept from is invited: %v", err)
		}
		do(func(e *change.Edit) error { return e.Readmit(twin.Account, "a mistake") })
		sees(twin, false)
		w, err := open(t, g, north, ref)
		if err != nil {
			t.Fatal(err)
		}
		var told []string
		for _, e := range w.Events {
			if e.Field == "account" {
				told = append(told, e.Verb+" "+e.Reason)
			}
		}
		days := " (" + today.Words() + " to " + today.AddDays(9).Words() + ")"
		if want := []string{"shown again a mistake", "kept from related", "invitation ended it is answered", "invited asked by phone" + days, "invited asked by phone" + days}; !slices.Equal(told, want) {
			t.Errorf("the history tells %s", strings.Join(told, "; "))
		}
	})
}

func invalid(err error, field string) bool {
	var bad fault.Invalid
	return errors.As(err, &bad) && bad[field] != ""
}

// TestAnInvitationIsRefusedInWords where it has no reason, no days, nobody, or is of another body while the kind may not be shared.
func TestAnInvitationIsRefusedInWords(t *testing.T) {
	invites(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock, pia, _ access.Principal) {
		today := g.Now().Date()
		refs := map[string]string{}
		for _, kind := range []string{"case", "report"} {
			refs[kind] = create(t, g, record.Draft{Kind: kind, Title: "Zebra crossing", OwnerBody: "council", Team: "north", Area: "W1", Fields: record.Fields{}})
		}
		for what, x := range map[string]struct {
			kind, account, reason, field string
			from, until                  when.Date
		}{
			"no reason":                   {"case", pia.Account, " ", "reason", today, today},
			"nobody":                      {"case", "", "x", "account", today, today},
			"who holds no post":           {"case", "gone", "x", "account", today, today},
			"no first day":                {"case", pia.Account, "x", "from", when.Date{}, today},
			"no last day":                 {"case", pia.Account, "x", "until", today, when.Date{}},
			"an end before it begins":     {"case", pia.Account, "x", "until", today.AddDays(2), today.AddDays(1)},
			"days that are over":          {"case", pia.Account, "x", "until", today.AddDays(-3), today.AddDays(-1)},
			"a kind that nobody declared": {"report", pia.Account, "x", "account", today, today},
		} {
			err := onRecord(g, north, refs[x.kind], func(e *change.Edit) error { return e.Invite(x.account, x.from, x.until, x.reason) })
			if !invalid(err, x.field) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if err := onRecord(g, pia, refs["case"], func(e *change.Edit) error { return e.Invite(pia.Account, today, today, "x") }); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("somebody invites themselves: %v", err)
		}
	})
}
