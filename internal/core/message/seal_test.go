package message_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

func whatIsDoneUnderASealIsToldToItsMembersAlone(t *testing.T, w *world) {
	in := w.hire("in", access.Post{Role: "safeguarding-officer", Body: "council", Team: "asb-north-west"})
	ref := w.report(reached(nil))
	give := func(a record.Action) {
		a.What, a.Due, a.Seal = "Ring the refuge", w.gate.Now().Date().AddDays(1), "safeguarding"
		w.edit(access.System("duty"), ref, func(e *change.Edit) error { _, err := e.AddAction(a); return err })
	}
	tells := func(who access.Principal) bool {
		return slices.ContainsFunc(w.inbox(who), func(m record.Message) bool { return m.Inside == "Ring the refuge" })
	}
	give(record.Action{Owner: in.Account})
	give(record.Action{Team: "asb-north-west"})
	if !tells(in) || tells(w.officer) {
		t.Errorf("who is in the compartment is told: %v, who is in the team alone: %v", tells(in), tells(w.officer))
	}
	var id string
	for _, m := range w.told(ref) {
		if m.Inside != "Ring the refuge" {
			continue
		}
		if m.Whom == record.ToTeam && (m.Channel != record.ByInbox || m.Address != "" || m.Why == "") {
			t.Errorf("the mailbox of the team, which others read, is written to: %+v", m)
		}
		id = m.ID
	}
	for name, who := range map[string]access.Principal{"an officer": w.officer, "the administrator": w.admin} {
		err := w.gate.Read(ctx, who, func(v *gate.View) error { _, err := v.Message(id); return err })
		if !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%s reads a message of what is under a seal: %v", name, err)
		}
	}
	err := w.gate.Read(ctx, w.admin, func(v *gate.View) error {
		all, err := v.Outbox(gate.OutboxQuery{Limit: 100})
		for _, m := range all.All {
			if m.ID == id {
				t.Error("the outbox shows it")
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func whoIsAskedToLookIsToldUntilWhen(t *testing.T, w *world) {
	ref := w.report(reached(nil))
	today := w.gate.Now().Date()
	w.edit(access.System("duty"), ref, func(e *change.Edit) error {
		return e.Invite(w.leader.Account, today, today.AddDays(5), "they know the block")
	})
	m := w.last(ref, pack.TellInvited)
	if m.Addressee != w.leader.Account || !strings.Contains(m.Body, today.AddDays(5).Words()) {
		t.Errorf("they are told: %+v", m)
	}
	err := w.gate.Read(ctx, w.leader, func(v *gate.View) error {
		one, err := v.Message(m.ID)
		if err == nil && one.Reference != ref {
			t.Errorf("the message leads them to %q", one.Reference)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
