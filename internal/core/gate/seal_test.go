package gate_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/access/accesstest"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
)

// under puts one of each part that a record can have under a seal, with a word in each by which it is known again; an action where a body
// is to do it.
func under(u *change.Unit, e *change.Edit, k *pack.Kind, seal, word, body string) error {
	person, err := u.AddPerson(record.Person{Name: word + " Quill"})
	if err == nil && len(k.Parties) > 0 && seal != record.ForReporter {
		err = e.AddPartyUnder(seal, k.Parties[0].ID, person, "")
	}
	err = errors.Join(err, e.Note(word+" was said", seal), e.Attach(word+".txt", "text/plain", []byte(word), seal))
	if err == nil {
		_, err = e.AddIncident(record.Incident{What: word + " was heard", Began: when.Day(2026, 1, 2).Start(), Seal: seal})
	}
	if err == nil && seal != record.ForReporter && body != "" {
		_, err = e.AddAction(record.Action{What: word + " is to be visited", Body: body, Due: when.Day(2030, 1, 2), Seal: seal})
	}
	return err
}

// sealBody is a body of which somebody is in a compartment of a test.
func sealBody(seal string) string {
	if seal == "police" || seal == "plates" {
		return "th-police"
	}
	return "council"
}

// reads are the seals of which somebody reads a part of each sort, as the words in them tell; it fails where a sort is read and another is not.
func reads(t *testing.T, g *gate.Gate, who access.Principal, ref string, seals []string, parties bool) (open bool, read []string) {
	t.Helper()
	err := g.Read(ctx, who, func(v *gate.View) error {
		w, err := v.Open(ref)
		if errors.Is(err, fault.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		open = true
		older, err := v.History(ref, g.Now().Add(1<<40), 200)
		if err != nil {
			return err
		}
		for _, seal := range seals {
			has := map[string]bool{"note": strings.Contains(fmt.Sprint(w.Notes), "w"+seal), "file": strings.Contains(fmt.Sprint(w.Files), "w"+seal),
				"incident": strings.Contains(fmt.Sprint(w.Incidents), "w"+seal),
				"event":    hasEvent(w.Events, "w"+seal), "history": hasEvent(older, "w"+seal)}
			if seal != record.ForReporter && who.Record == "" {
				has["action"] = strings.Contains(fmt.Sprint(w.Actions), "w"+seal)
				if parties {
					has["party"] = strings.Contains(fmt.Sprint(w.Parties), "w"+seal)
				}
			}
			if who.Record == "" {
				found, err := shownBy(v, "w"+seal, 10)
				if err != nil {
					return err
				}
				has["search"] = slices.ContainsFunc(found, func(h gate.Hit) bool { return h.Record.Reference == ref })
			}
			if has["note"] {
				read = append(read, seal)
			}
			for sort, reads := range has {
				if reads != has["note"] {
					t.Errorf("%s, %q: reads the note: %v, the %s: %v", who.Name, seal, has["note"], sort, reads)
				}
			}
			for _, f := range w.Files {
				if _, _, err := v.Content(ref, f.ID); err != nil {
					t.Errorf("%s is shown %s and cannot open it: %v", who.Name, f.Name, err)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return open, read
}

func hasEvent(events []record.Event, word string) bool {
	return slices.ContainsFunc(events, func(e record.Event) bool { return e.Verb == "file added" && strings.Contains(e.After, word) })
}

// TestThePartsOfARecordAreReadByWhoseCompartmentsThePackSays asks of every post of the demonstration what it reads of records that have
// a part of each sort under each seal: notes, files, actions, parties, events and search, against the words of the pack's files.
func TestThePartsOfARecordAreReadByWhoseCompartmentsThePackSays(t *testing.T) {
	said := accesstest.Read(t)
	staffed(t, func(t *testing.T, g *gate.Gate, who map[string]access.Principal) {
		seals := []string{record.ForStaff, record.ForReporter}
		for _, c := range said.Compartments {
			seals = append(seals, c.ID)
		}
		refs, ids := map[string]string{}, map[string]string{}
		for _, kind := range []string{"report", "asb-case", "cctv-detection", "concern", "patrol"} {
			err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
				k, _ := g.Pack().Kind(kind)
				e, err := u.Create(record.Draft{Kind: kind, Title: "Trouble", OwnerBody: "council", Team: "asb-north-west", Area: "E05009336", Category: "noise-neighbours", Fields: gatetest.Required(g.Pack(), k)})
				if err != nil {
					return err
				}
				refs[kind], ids[kind] = e.Record().Reference, e.Record().ID
				for _, seal := range seals {
					err = errors.Join(err, under(u, e, k, seal, "w"+seal, sealBody(seal)))
				}
				return err
			})
			if err != nil {
				t.Fatalf("%s: %v", kind, err)
			}
		}
		opened := 0
		for _, x := range said.Users {
			for kind, ref := range refs {
				k, _ := g.Pack().Kind(kind)
				var want []string
				for _, seal := range seals {
					if seal == record.ForStaff || seal == record.ForReporter || said.In(accesstest.Holder{Role: x.Role, Body: x.Body, Team: x.Team}, seal) {
						want = append(want, seal)
					}
				}
				if open, got := reads(t, g, who[x.ID], ref, seals, len(k.Parties) > 0); open {
					opened++
					if !slices.Equal(got, want) {
						t.Errorf("%s reads of a %s what is under %v, and by the pack %v", x.ID, kind, got, want)
					}
				}
			}
		}
		if opened < 20 {
			t.Fatalf("only %d openings were asked", opened)
		}
		if open, got := reads(t, g, access.Reporter(ids["report"]), refs["report"], seals, true); !open || !slices.Equal(got, []string{record.ForReporter}) {
			t.Errorf("who reported it reads %v", got)
		}
	})
}

// gathers is what somebody learns of a record and of all that hangs on it, and the statements that it took.
func gathers(t *testing.T, g *gate.Gate, who access.Principal, ref string) (answers, statements []string) {
	t.Helper()
	answers, statements = learns(t, g, who, ref)
	watched := store.Watch(ctx, func(text string, _ []any) { statements = append(statements, text) })
	err := g.Read(watched, who, func(v *gate.View) error {
		w, err := v.Open(ref)
		if err != nil {
			return err
		}
		answers = append(answers, fmt.Sprintf("%+v %+v %+v %+v %+v %+v %+v", w.Record, w.Notes, w.Files, w.Actions, w.Parties, w.Events, w.Clocks))
		for _, typed := range []string{"kept", "Quill", "kept Quill", "visited"} {
			found, err := shownBy(v, typed, 10)
			people, ofPeople := v.People(typed, 10)
			if err := errors.Join(err, ofPeople); err != nil {
				return err
			}
			answers = append(answers, fmt.Sprintf("%s: %d, %+v", typed, len(found), people))
		}
		listed, err := v.Actions(gate.Query{Kinds: []string{"case"}, Limit: 10}, "", 20)
		inbox, ofInbox := v.Inbox(false, "", 20)
		body, ofBody := v.BodyActions(20)
		answers = append(answers, fmt.Sprintf("%+v %+v %+v", listed, inbox, body))
		return errors.Join(err, ofInbox, ofBody)
	})
	if err != nil {
		t.Fatal(err)
	}
	return answers, statements
}

// TestForWhoIsInNoCompartmentARecordIsOneWithoutItsParts compares what somebody learns of a record and of the store before parts are put
// under a seal, and after: the same answers by the same statements, and the same version, so that nothing tells that anything was written.
func TestForWhoIsInNoCompartmentARecordIsOneWithoutItsParts(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		ref := trouble(t, g, "First", "Ann Other")
		clock.Set(clock.Now().Add(1e9))
		gathers(t, g, north, ref) // what is remembered from now on is remembered in both worlds
		without, asked := gathers(t, g, north, ref)
		var party string
		err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
			e, err := u.Edit(ref, 0)
			if err != nil {
				return err
			}
			person, err := u.AddPerson(record.Person{Name: "Kept Quill"})
			err = errors.Join(err, e.AddPartyUnder("panel", "victim", person, ""), e.Note("kept", "panel"), e.Attach("kept.txt", "text/plain", []byte("x"), "panel"))
			w, opens := u.Open(ref)
			if err = errors.Join(err, opens); err != nil {
				return err
			}
			for _, p := range w.Parties {
				if p.Seal == "panel" {
					party = p.ID
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		member := gatetest.As("mia", "own", "council", "")
		officer := gatetest.As("otto", "officer", "council", "north")
		officer.Memberships = []access.Membership{{Compartment: "panel", From: when.Day(2026, 11, 1)}}
		if err := change.Of(g).Write(ctx, officer, func(u *change.Unit) error {
			e, err := u.Edit(ref, 0)
			if err == nil {
				_, err = e.AddAction(record.Action{What: "kept, to be visited", Owner: "otto", Due: when.Day(2030, 1, 2), Seal: "panel"})
			}
			return err
		}); !errors.As(err, new(fault.Invalid)) {
			t.Errorf("an action under a seal is given to an account that holds no post: %v", err)
		}
		gathers(t, g, north, ref)
		with, askedNow := gathers(t, g, north, ref)
		if !slices.Equal(without, with) {
			for i := range without {
				if without[i] != with[i] {
					t.Errorf("they learn of it:\n%s\n%s", without[i], with[i])
				}
			}
		}
		if !slices.Equal(asked, askedNow) {
			t.Errorf("the store is asked otherwise: %d statements, and %d with the parts: %s", len(asked), len(askedNow), firstOther(asked, askedNow))
		}
		if seen, _ := gathers(t, g, officer, ref); slices.Equal(seen, without) {
			t.Error("who was let in does not read them either")
		}
		if _, err := open(t, g, member, ref); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("to be in a compartment opens a record: %v", err)
		}
		for what, act := range map[string]func(e *change.Edit) error{
			"write under it": func(e *change.Edit) error { return e.Note("x", "panel") },
			"take off":       func(e *change.Edit) error { return e.EndParty(party, "x") },
		} {
			err := change.Of(g).Write(ctx, north, func(u *change.Unit) error {
				e, err := u.Edit(ref, 0)
				if err == nil {
					err = act(e)
				}
				return err
			})
			if err == nil {
				t.Errorf("who is in no compartment can %s", what)
			}
		}
	})
}

// TestWhatIsToBeDoneUnderASealIsGivenToWhoReadsItAlone gives an action to a person, a team and a body, in the compartment and not.
func TestWhatIsToBeDoneUnderASealIsGivenToWhoReadsItAlone(t *testing.T) {
	p := gatetest.Pack(t)
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		clock := gatetest.NewClock()
		register, g := account.New(db, p, clock.Now), gate.New(gate.Config{DB: db, Pack: p, Now: clock.Now})
		in := gatetest.Hired(t, register, "in", access.Post{Role: "constable", Body: "police", Team: "snt", Areas: []string{"W1"}})
		out := gatetest.Hired(t, register, "out", access.Post{Role: "officer", Body: "council", Team: "north"})
		ref := trouble(t, g, "First", "Ann Other")
		admin := gatetest.As("admin", "keeper", "council", "")
		give := func(a record.Action) error {
			a.What, a.Due, a.Seal = "Visit", when.Day(2030, 1, 2), "panel"
			return change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
				e, err := u.Edit(ref, 0)
				if err == nil {
					_, err = e.AddAction(a)
				}
				return err
			})
		}
		for what, x := range map[string]struct {
			record.Action
			refused bool
		}{
			"a member": {record.Action{Owner: in}, false}, "a member's team": {record.Action{Team: "snt"}, false}, "a member's body": {record.Action{Body: "police"}, false},
			"another": {record.Action{Owner: out}, true}, "another team": {record.Action{Team: "north"}, true}, "another body": {record.Action{Body: "council"}, true},
		} {
			if err := give(x.Action); errors.As(err, new(fault.Invalid)) != x.refused || err != nil && !x.refused {
				t.Errorf("given to %s: %v", what, err)
			}
		}
		if err := register.Admit(ctx, admin, out, access.Membership{Compartment: "panel"}, "they chair it this month"); err != nil {
			t.Fatal(err)
		}
		if err := give(record.Action{Owner: out}); err != nil {
			t.Errorf("given to who was let in: %v", err)
		}
		if err := register.Admit(ctx, admin, in, access.Membership{Compartment: "panel", Out: true}, "it is about their brother"); err != nil {
			t.Fatal(err)
		}
		if err := give(record.Action{Owner: in}); err == nil {
			t.Error("given to who is kept out")
		}
		who, err := register.Principal(ctx, in)
		if err != nil {
			t.Fatal(err)
		}
		if due, err := dueOf(g, who, in); err != nil || len(due) != 0 {
			t.Errorf("who is kept out has %v on their list (%v)", due, err)
		}
		all, err := register.Memberships(ctx, admin, in)
		if err == nil {
			err = register.EndMembership(ctx, admin, in, all[0].ID, clock.Now().Date().AddDays(-1))
		}
		if who, _ = register.Principal(ctx, in); err != nil || !g.Rules().Opens(who, "panel") {
			t.Errorf("after it ended they are kept out (%v)", err)
		}
		if due, err := dueOf(g, who, in); err != nil || len(due) != 1 {
			t.Errorf("a member has %v on their list (%v)", due, err)
		}
	})
}

func dueOf(g *gate.Gate, who access.Principal, owner string) (due []gate.DueAction, err error) {
	err = g.Read(ctx, who, func(v *gate.View) error {
		due, err = v.OpenActions(gate.ActionQuery{Owner: owner, Limit: 10})
		return err
	})
	return due, err
}

// TestNoPartIsWrittenAgainWhenItsRecordMoves moves a record with parts under seals through ward, team and state: who may read them is asked
// of the seals, and the rows of the parts stay as they were.
func TestNoPartIsWrittenAgainWhenItsRecordMoves(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		ref := trouble(t, g, "First", "Ann Other")
		write := func(fn func(u *change.Unit, e *change.Edit) error) (texts []string) {
			watched := store.Watch(ctx, func(text string, _ []any) { texts = append(texts, text) })
			err := change.Of(g).Write(watched, access.System("test"), func(u *change.Unit) error {
				e, err := u.Edit(ref, 0)
				if err == nil {
					err = fn(u, e)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return texts
		}
		write(func(u *change.Unit, e *change.Edit) error {
			k, _ := g.Pack().Kind("case")
			return under(u, e, k, "police", "kept", "")
		})
		for _, text := range write(func(_ *change.Unit, e *change.Edit) error {
			return errors.Join(e.Correct("area", "W2", ""), e.Correct("marking", "official-sensitive", "x"), e.Assign("council", "north", "", ""))
		}) {
			for _, table := range []string{"note", "file", "action", "party", "message", "find_part"} {
				for _, verb := range []string{"UPDATE " + table, "INSERT INTO " + table + " ", "DELETE FROM " + table} {
					if strings.HasPrefix(text, verb) {
						t.Errorf("a move writes: %s", text)
					}
				}
			}
		}
	})
}

// firstOther is the first text of two lists by which they differ.
func firstOther(one, other []string) string {
	for i := range min(len(one), len(other)) {
		if one[i] != other[i] {
			return one[i] + "\n" + other[i]
		}
	}
	return fmt.Sprint(one[min(len(one), len(other)):], other[min(len(one), len(other)):])
}
