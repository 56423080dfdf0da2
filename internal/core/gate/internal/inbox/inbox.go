package inbox

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// MessageRead are the columns of a message (alias m), in the order of ScanMessage.
const MessageRead = `m.id, m.at, m.record, m.cause, m.template, m.whom, m.addressee, m.channel, m.address, m.neutral, m.subject, m.body, m.inside, m.state, m.why,
 m.due, m.tries, m.sent, m.carried, m.seen, m.seen_by, m.seal`

func messageParts(m *record.Message) []any {
	return []any{&m.ID, &m.At, &m.Record, &m.Cause, &m.Template, &m.Whom, &m.Addressee, &m.Channel, &m.Address, &m.Neutral, &m.Subject, &m.Body, &m.Inside, &m.State, &m.Why,
		&m.Due, &m.Tries, &m.Sent, &m.Carried, &m.Seen, &m.SeenBy, &m.Seal}
}

// ScanMessage reads a message from a row of MessageRead.
func ScanMessage(s row.Scanner) (*record.Message, error) {
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

// shown is the condition on a message (alias m) that it may be known to the principal at all: they are not shut out of its record, and are
// in the compartment of what it tells.
func (v *Post) shown() (store.Clause, error) {
	in, err := v.r.NotShutOut("m.record")
	return store.And(in, v.r.Opened("m.seal")), err
}

// Inbox are the messages to the principal, their teams and their bodies, the newest first; unseen are those that nobody has put aside.
// A message that was addressed to somebody is theirs to read; which record it belongs to is said where they may see that record. The
// reading is audited.
func (v *Post) Inbox(unseen bool, after string, most int) (Messages, error) {
	if v.r.Principal.Account == "" || len(v.r.Principal.Posts) == 0 {
		return Messages{}, fmt.Errorf("an inbox is of somebody who works here: %w", fault.ErrForbidden)
	}
	most = min(max(most, 1), inboxMost)
	in, err := v.shown()
	if err != nil {
		return Messages{}, err
	}
	var parts []string
	var args []any
	for _, to := range v.addresses() {
		text := "SELECT * FROM (SELECT " + MessageRead + " FROM message m WHERE m.whom = ? AND m.addressee = ? AND " + in.Text
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
func (v *Post) addresses() [][2]string {
	out := [][2]string{{record.ToAccount, v.r.Principal.Account}}
	for _, t := range v.r.Principal.Teams() {
		out = append(out, [2]string{record.ToTeam, t})
	}
	for _, b := range v.r.Principal.Bodies() {
		out = append(out, [2]string{record.ToBody, b})
	}
	return out
}

// Addressed says that a message is for the principal, one of their teams or one of their bodies.
func (v *Post) Addressed(m *record.Message) bool {
	return len(v.r.Principal.Posts) > 0 && slices.Contains(v.addresses(), [2]string{m.Whom, m.Addressee})
}

// OutboxQuery narrows the list of all messages; what is empty narrows nothing.
type OutboxQuery struct {
	State, Channel, Template, Whom string
	After                          string
	Limit                          int
}

// Outbox are all messages, the newest first, for who administers the program. Whom and what a message is about is told of records
// that they may see, and of no others. The reading is audited.
func (v *Post) Outbox(q OutboxQuery) (Messages, error) {
	if err := v.r.Core.May(v.r.Principal, pack.Admin); err != nil {
		return Messages{}, err
	}
	in, err := v.shown()
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
	return v.messages(store.SQL("SELECT "+MessageRead+" FROM message m WHERE "+all.Text+" ORDER BY m.id DESC"+store.Limit(most+1), all.Args...), most, "outbox")
}

func (v *Post) messages(q store.Clause, most int, what string) (out Messages, err error) {
	err = v.r.Rows(q, func(s row.Scanner) error {
		m, err := ScanMessage(s)
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
func (v *Post) noteMessages(what string, n int, shown []string) {
	if v.r.Principal.System {
		return
	}
	v.r.Readings = append(v.r.Readings, v.r.Core.Noted(v.r.Principal, v.r.Moment, sight.Reading{Verb: string(pack.View), Subject: "message", Rows: n, Detail: what, Records: shown}))
}

// reveal names the records of messages that the principal may see, and masks where a message to a resident goes for all others.
func (v *Post) reveal(all []record.Message) (shown []string, err error) {
	ids := map[string]string{}
	for i := range all {
		if all[i].Record != "" {
			ids[all[i].Record] = ""
		}
	}
	if len(ids) > 0 {
		may, err := v.r.Rule(pack.View)
		if err != nil {
			return nil, err
		}
		err = v.r.Rows(store.SQL("SELECT r.id, r.reference FROM record r WHERE r.id IN ? AND ("+may.Text+")", append([]any{slices.Sorted(maps.Keys(ids))}, may.Args...)...), func(s row.Scanner) error {
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
func (v *Post) Message(id string) (*record.Message, error) {
	in, err := v.shown()
	if err != nil {
		return nil, err
	}
	text, args := store.Number(store.SQL("SELECT "+MessageRead+" FROM message m WHERE m.id = ? AND "+in.Text, append([]any{id}, in.Args...)...))
	m, err := ScanMessage(v.r.Tx.QueryRowContext(v.r.Ctx, text, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, NotMessage()
	}
	if err != nil {
		return nil, err
	}
	one := []record.Message{*m}
	shown, err := v.reveal(one)
	if err != nil {
		return nil, err
	}
	if m = &one[0]; m.Reference == "" && !v.Addressed(m) && v.r.Core.May(v.r.Principal, pack.Admin) != nil || v.r.Principal.Record != "" || v.r.Principal.Public {
		return nil, NotMessage()
	}
	v.noteMessages(cmp.Or(m.Template, "message"), 1, shown)
	return m, nil
}

// NotMessage says that there is no such message for the reader.
func NotMessage() error {
	return fmt.Errorf("there is no such message that you may see: %w", fault.ErrNotFound)
}

// Told are the messages of a record, the newest first.
func Told(v *sight.Reader, w *record.Whole) error {
	read := v.Opened("m.seal")
	err := v.Rows(store.SQL("SELECT "+MessageRead+" FROM message m WHERE m.record = ? AND "+read.Text+" ORDER BY m.id DESC"+store.Limit(inboxMost), append([]any{w.ID}, read.Args...)...), func(s row.Scanner) error {
		m, err := ScanMessage(s)
		m.Reference = w.Reference
		w.Messages = append(w.Messages, *m)
		return err
	})
	return err
}
