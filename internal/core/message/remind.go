package message

import (
	"context"
	"errors"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Morning is the hour in London from which people are reminded.
const Morning = 7

// dueAtOnce is how many actions are read at a time.
const dueAtOnce = 200

// Remind tells of what is due today or tomorrow, and gives each account its digest. However often it runs on a day, and at however many
// servers, each is told once.
func (s *Sender) Remind(ctx context.Context, accounts *account.Register) error {
	today := s.Gate.Now().Date()
	for after := ""; ; {
		due, err := s.Gate.DueActions(ctx, today, today.AddDays(1), after, dueAtOnce)
		if err != nil {
			return err
		}
		if len(due) == 0 {
			break
		}
		after = due[len(due)-1].ID
		err = change.Of(s.Gate).Write(ctx, system, func(u *change.Unit) error {
			for _, a := range due {
				if err := s.remind(u, a); err != nil {
					return fmt.Errorf("remind of an action: %w", err)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return s.digests(ctx, accounts)
}

func (s *Sender) remind(u *change.Unit, a record.Action) error {
	r, err := u.Glance(a.Record)
	if err != nil || !r.Open {
		return err
	}
	c := change.Change{Record: r, Forbids: s.Gate.KeptFrom(r)}
	all, err := s.Post.allowed(u, c, []telling{toDo(a, pack.TellDue, a.ID+" due "+a.Due.String())})
	for _, t := range all {
		err = errors.Join(err, s.Post.write(u, c, t))
	}
	return err
}

// digests gives each account one message of what is new and what is late: those who chose one every day, and those who are told at once
// where something is late.
func (s *Sender) digests(ctx context.Context, accounts *account.Register) error {
	late, err := s.Gate.Late(ctx, s.Gate.Now().Date())
	if err != nil {
		return err
	}
	fresh, err := s.Gate.Undigested(ctx)
	if err != nil {
		return err
	}
	people, err := accounts.Reaches(ctx)
	if err != nil {
		return err
	}
	for _, who := range people {
		if who.Notices == account.None || late[who.Account]+fresh[who.Account] == 0 {
			continue
		}
		err := change.Of(s.Gate).Write(ctx, system, func(u *change.Unit) error { return s.digest(u, who, fresh[who.Account], late[who.Account]) })
		if err != nil {
			return fmt.Errorf("give a digest: %w", err)
		}
	}
	return nil
}

func (s *Sender) digest(u *change.Unit, who account.Reach, fresh, late int) error {
	w, ok := s.Post.pack.Wording(pack.TellDigest, "")
	if !ok {
		return nil
	}
	m := record.Message{Cause: "digest " + u.Now().Date().String(), Template: pack.TellDigest, Whom: record.ToAccount, Addressee: who.Account}
	if m.Channel, m.State, m.Why = record.ByInbox, record.MessageInside, whyNoAccount; who.Email != "" {
		m.Address = who.Email
		s.Post.byEmail(&m)
	}
	m.Subject, m.Body = s.Post.compose(w, record.ByEmail, false, facts{name: who.Name, new: fmt.Sprint(fresh), late: fmt.Sprint(late)})
	kept, err := u.KeepMessage(m, Line)
	if err != nil || !kept {
		return err
	}
	return u.Digested(who.Account)
}
