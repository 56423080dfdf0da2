package gate

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

const messageRead = `m.id, m.at, m.record, m.cause, m.template, m.whom, m.addressee, m.channel, m.address, m.neutral, m.subject, m.body, m.inside, m.state, m.why,
 m.due, m.tries, m.sent, m.carried, m.seen, m.seen_by`

func messageParts(m *record.Message) []any {
	return []any{&m.ID, &m.At, &m.Record, &m.Cause, &m.Template, &m.Whom, &m.Addressee, &m.Channel, &m.Address, &m.Neutral, &m.Subject, &m.Body, &m.Inside, &m.State, &m.Why,
		&m.Due, &m.Tries, &m.Sent, &m.Carried, &m.Seen, &m.SeenBy}
}

func scanMessage(s scanner) (*record.Message, error) {
	m := &record.Message{}
	return m, s.Scan(messageParts(m)...)
}

// Messages is a page of messages, the newest first. Next is where the following page begins; empty at the end.
type Messages struct {
	All  []record.Message
	Next string
}

// inboxMost bounds one page.
const inboxMost = 100

// Inbox are the messages to the principal, their teams and their bodies, the newest first; unseen are those that nobody has put aside.
// A message that was addressed to somebody is theirs to read; which record it belongs to is said where they may see that record. The
// reading is audited.
func (v *View) Inbox(unseen bool, after string, most int) (Messages, error) {
	if v.who.Account == "" || len(v.who.Posts) == 0 {
		return Messages{}, fmt.Errorf("an inbox is of somebody who works here: %w", fault.ErrForbidden)
	}
	most = min(max(most, 1), inboxMost)
	in, err := v.notShutOut("m.record")
	if err != nil {
		return Messages{}, err
	}
	var parts []string
	var args []any
	for _, to := range v.addresses() {
		text := "SELECT * FROM (SELECT " + messageRead + " FROM message m WHERE m.whom = ? AND m.addressee = ? AND " + in.Text
		args = append(append(args, to[0], to[1]), in.Args...)
		if unseen {
			text += " AND m.seen IS NULL"
		}
		if after != "" {
			text += " AND m.id < ?"
			args = append(args, after)
		}
		parts = append(parts, text+" ORDER BY m.id DESC"+store.Limit(most+1)+") x"+fmt.Sprint(len(parts)))
	}
	return v.messages(store.SQL(strings.Join(parts, " UNION ALL ")+" ORDER BY id DESC"+store.Limit(most+1), args...), most, "inbox")
}

// addresses are whom a message to the principal may be for.
func (v *View) addresses() [][2]string {
	out := [][2]string{{record.ToAccount, v.who.Account}}
	for _, t := range v.who.Teams() {
		out = append(out, [2]string{record.ToTeam, t})
	}
	for _, b := range v.who.Bodies() {
		out = append(out, [2]string{record.ToBody, b})
	}
	return out
}

// Addressed says that a message is for the principal, one of their teams or one of their bodies.
func (v *View) Addressed(m *record.Message) bool {
	return len(v.who.Posts) > 0 && slices.Contains(v.addresses(), [2]string{m.Whom, m.Addressee})
}

// OutboxQuery narrows the list of all messages; what is empty narrows nothing.
type OutboxQuery struct {
	State, Channel, Template, Whom string
	After                          string
	Limit                          int
}

// Outbox are all messages, the newest first, for who administers the program. Whom and what a message is about is told of records
// that they may see, and of no others. The reading is audited.
func (v *View) Outbox(q OutboxQuery) (Messages, error) {
	if err := v.gate.May(v.who, pack.Admin); err != nil {
		return Messages{}, err
	}
	in, err := v.notShutOut("m.record")
	if err != nil {
		return Messages{}, err
	}
	where := []store.Clause{in}
	for column, value := range map[string]string{"state": q.State, "channel": q.Channel, "template": q.Template, "whom": q.Whom} {
		if value != "" {
			where = append(where, store.SQL("m."+column+" = ?", value))
		}
	}
	if q.After != "" {
		where = append(where, store.SQL("m.id < ?", q.After))
	}
	most := min(max(q.Limit, 1), inboxMost)
	all := store.And(where...)
	return v.messages(store.SQL("SELECT "+messageRead+" FROM message m WHERE "+all.Text+" ORDER BY m.id DESC"+store.Limit(most+1), all.Args...), most, "outbox")
}

func (v *View) messages(q store.Clause, most int, what string) (out Messages, err error) {
	err = v.rows(q, func(s scanner) error {
		m, err := scanMessage(s)
		out.All = append(out.All, *m)
		return err
	})
	if err != nil {
		return out, err
	}
	if len(out.All) > most {
		out.All = out.All[:most]
		out.Next = out.All[most-1].ID
	}
	shown, err := v.reveal(out.All)
	if err != nil {
		return out, err
	}
	v.noteMessages(what, len(out.All), shown)
	return out, nil
}

// noteMessages notes the reading, with the records of which the reader learned.
func (v *View) noteMessages(what string, n int, shown []string) {
	if v.who.System {
		return
	}
	v.readings = append(v.readings, v.gate.noted(v.who, v.now, reading{verb: string(pack.View), subject: "message", rows: n, detail: what, records: shown}))
}

// reveal names the records of messages that the principal may see, and masks where a message to a resident goes for all others.
func (v *View) reveal(all []record.Message) (shown []string, err error) {
	ids := map[string]string{}
	for i := range all {
		if all[i].Record != "" {
			ids[all[i].Record] = ""
		}
	}
	if len(ids) > 0 {
		may, err := v.rule(pack.View)
		if err != nil {
			return nil, err
		}
		err = v.rows(store.SQL("SELECT r.id, r.reference FROM record r WHERE r.id IN ? AND ("+may.Text+")", append([]any{sortedKeys(ids)}, may.Args...)...), func(s scanner) error {
			var id, ref string
			err := s.Scan(&id, &ref)
			ids[id] = ref
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	for i := range all {
		m := &all[i]
		if m.Reference = ids[m.Record]; m.Reference != "" {
			shown = append(shown, m.Reference)
			continue
		}
		if m.Record == "" {
			continue
		}
		if !v.Addressed(m) {
			m.Inside = ""
		}
		if m.Whom == record.ToReporter {
			m.Addressee, m.Address = "", masked(m.Address)
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(shown))), nil
}

// masked is an address of which nobody learns whose it is.
func masked(address string) string {
	if at := strings.LastIndexByte(address, '@'); at > 0 {
		return "…" + address[at:]
	}
	if len(address) > 4 {
		return address[:2] + "…"
	}
	return address
}

// Message is one message: to the principal, of a record that they may see, or any to who administers the program. The reading is audited.
func (v *View) Message(id string) (*record.Message, error) {
	in, err := v.notShutOut("m.record")
	if err != nil {
		return nil, err
	}
	text, args := store.Number(store.SQL("SELECT "+messageRead+" FROM message m WHERE m.id = ? AND "+in.Text, append([]any{id}, in.Args...)...))
	m, err := scanMessage(v.tx.QueryRowContext(v.ctx, text, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notMessage()
	}
	if err != nil {
		return nil, err
	}
	one := []record.Message{*m}
	shown, err := v.reveal(one)
	if err != nil {
		return nil, err
	}
	if m = &one[0]; m.Reference == "" && !v.Addressed(m) && v.gate.May(v.who, pack.Admin) != nil || v.who.Record != "" || v.who.Public {
		return nil, notMessage()
	}
	v.noteMessages(cmp.Or(m.Template, "message"), 1, shown)
	return m, nil
}

func notMessage() error {
	return fmt.Errorf("there is no such message that you may see: %w", fault.ErrNotFound)
}

// PutAside takes a message out of the new ones of its inbox, or back among them.
func (u *Unit) PutAside(id string, aside bool) error {
	m, err := u.Message(id)
	if err != nil {
		return err
	}
	if !u.Addressed(m) {
		return fmt.Errorf("only whom a message is for puts it aside: %w", fault.ErrForbidden)
	}
	var at any
	by := ""
	if aside {
		at, by = u.now, u.who.Name
	}
	_, err = u.exec("UPDATE message SET seen = $1, seen_by = $2 WHERE id = $3", at, by, id)
	return err
}

// PutAsideOf takes out of the new ones the messages of a record in some templates, and those of its actions that have ended: somebody did
// what they asked for.
func (u *Unit) PutAsideOf(id string, templates []string, ended bool) error {
	which := []store.Clause{store.SQL("template IN ?", templates)}
	if ended {
		which = append(which, store.SQL("EXISTS (SELECT 1 FROM action a WHERE a.record = message.record AND a.state <> ? AND (message.cause = a.id OR message.cause LIKE a.id || ' due %'))", record.ActionOpen))
	}
	due := store.Or(which...)
	text, args := store.Number(store.SQL("UPDATE message SET seen = ?, seen_by = ? WHERE record = ? AND seen IS NULL AND whom <> ? AND ("+due.Text+")",
		append([]any{u.now, u.who.Name, id, record.ToReporter}, due.Args...)...))
	_, err := u.exec(text, args...)
	return err
}

// Returned keeps that a message came back, as whoever reads the mailbox of the program's address found: it came to nobody.
func (u *Unit) Returned(id, why string) error {
	if err := u.gate.May(u.who, pack.Admin); err != nil {
		return err
	}
	if strings.TrimSpace(why) == "" {
		return fault.Invalid{"why": "Enter what the message that came back says"}
	}
	m, err := scanMessage(u.tx.QueryRowContext(u.ctx, "SELECT "+messageRead+" FROM message m WHERE m.id = $1", id))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return notMessage()
	case err != nil:
		return err
	case m.State != record.MessageSent && m.State != record.MessageDelivered:
		return fault.Invalid{"why": "It was not sent, so it cannot have come back"}
	}
	m.State, m.Why = record.MessageFailed, why
	return u.Fare(m)
}

// told are the messages of a record, the newest first.
func (v *View) told(w *record.Whole) error {
	err := v.rows(store.SQL("SELECT "+messageRead+" FROM message m WHERE m.record = ? ORDER BY m.id DESC"+store.Limit(inboxMost), w.ID), func(s scanner) error {
		m, err := scanMessage(s)
		m.Reference = w.Reference
		w.Messages = append(w.Messages, *m)
		return err
	})
	return err
}
