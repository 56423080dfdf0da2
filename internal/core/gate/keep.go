package gate

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// longestNote bounds a note, in characters.
const longestNote = 20000

// Note says something on the record: for staff alone, or for the reporter too. It moves the last word.
func (e *Edit) Note(body, audience string) error {
	if err := e.may(pack.Edit); err != nil {
		return err
	}
	body = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(body, ""), "\x00", ""))
	switch {
	case body == "":
		return fault.Invalid{"note": "Enter a note"}
	case utf8.RuneCountInString(body) > longestNote:
		return fault.Invalid{"note": fmt.Sprintf("Note must be %d characters or fewer", longestNote)}
	case e.unit.who.Record != "":
		audience = record.ForReporter
	case audience != record.ForReporter && audience != record.ForStaff:
		return fault.Invalid{"audience": "select who may read the note"}
	}
	_, err := e.unit.tx.ExecContext(e.unit.ctx, "INSERT INTO note (id, record, at, author, audience, body) VALUES ($1, $2, $3, $4, $5, $6)",
		newID(), e.rec.ID, e.unit.now, e.unit.who.Name, audience, body)
	if err != nil {
		return fmt.Errorf("keep the note: %w", err)
	}
	e.say("noted", "", "", "", "", audience)
	if audience == record.ForReporter {
		who := "staff"
		if e.unit.who.Record != "" {
			who = "reporter"
		}
		e.spoke(who, e.unit.now)
	}
	return nil
}

// HeardFrom says that the reporter spoke last, when staff or the program write down what they said.
func (e *Edit) HeardFrom() error {
	if err := e.may(pack.Edit); err != nil {
		return err
	}
	e.spoke("reporter", e.unit.now)
	return nil
}

// AddAction sets somebody something to do by a day.
func (e *Edit) AddAction(a record.Action) (string, error) {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return "", err
	}
	bad := fault.Invalid{}
	if strings.TrimSpace(a.What) == "" {
		bad.Add("what", "Enter what is to be done")
	}
	if a.Owner == "" && a.Body == "" && a.Team == "" {
		bad.Add("owner", "Select who is to do it")
	}
	if a.Due.IsZero() {
		bad.Add("due", "Enter the day by which it is to be done")
	}
	if err := e.unit.ahead("due", a.Due); err != nil {
		return "", err
	}
	if err := bad.OrNil(); err != nil {
		return "", err
	}
	id, err := e.setAction(a)
	if err != nil {
		return "", err
	}
	return id, e.happens("action", e.unit.now)
}

func (e *Edit) setAction(a record.Action) (string, error) {
	team, _ := e.unit.gate.pack.Team(a.Team)
	if team == nil {
		team = &pack.Team{}
	}
	if err := e.keptFrom("body", a.Body, team.Body); err != nil {
		return "", err
	}
	if err := e.keptFromPerson("owner", a.Owner); err != nil {
		return "", err
	}
	id := newID()
	_, err := e.unit.tx.ExecContext(e.unit.ctx, `INSERT INTO action (id, record, what, body, owner, team, due, state, set_at)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, id, e.rec.ID, a.What, a.Body, a.Owner, a.Team, a.Due, record.ActionOpen, e.unit.now)
	if err != nil {
		return "", fmt.Errorf("keep the action: %w", err)
	}
	e.say("action set", "", "", a.What, "", record.ForStaff)
	return id, nil
}

// GiveAction gives an open action to somebody else to do.
func (e *Edit) GiveAction(id, account, reason string) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	if account == "" {
		return fault.Invalid{"owner": "Select who is to do it"}
	}
	if err := e.keptFromPerson("owner", account); err != nil {
		return err
	}
	var before string
	err := e.unit.tx.QueryRowContext(e.unit.ctx, "SELECT owner FROM action WHERE id = $1 AND record = $2 AND state = $3", id, e.rec.ID, record.ActionOpen).Scan(&before)
	if errors.Is(err, sql.ErrNoRows) {
		return orNotFound(nil, "open action")
	}
	if err != nil {
		return fmt.Errorf("read the action: %w", err)
	}
	if _, err := e.unit.exec("UPDATE action SET owner = $1 WHERE id = $2", account, id); err != nil {
		return fmt.Errorf("give the action: %w", err)
	}
	e.say("action given", "owner", before, account, reason, record.ForStaff)
	return nil
}

// EndActions ends the open actions of the record; how gives the state and the result of each, or no state to leave it open.
func (e *Edit) EndActions(how func(record.Action) (state, outcome string)) error {
	w, err := e.unit.Open(e.rec.ID)
	if err != nil {
		return err
	}
	for _, a := range w.Actions {
		if a.State != record.ActionOpen {
			continue
		}
		state, outcome := how(a)
		if state == "" {
			continue
		}
		if err := e.EndAction(a.ID, state, outcome); err != nil {
			return err
		}
	}
	return nil
}

// EndAction says that an action was done, with what came of it, or was not, with why.
func (e *Edit) EndAction(id, state, outcome string) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	if state != record.ActionDone && state != record.ActionNotDone {
		return fault.Invalid{"state": "Select whether it was done"}
	}
	if state == record.ActionNotDone && strings.TrimSpace(outcome) == "" {
		return fault.Invalid{"outcome": "Enter why it was not done"}
	}
	n, err := e.unit.exec("UPDATE action SET state = $1, outcome = $2, ended = $3 WHERE id = $4 AND record = $5 AND state = $6",
		state, outcome, e.unit.now, id, e.rec.ID, record.ActionOpen)
	if err != nil || n == 0 {
		return orNotFound(err, "action")
	}
	e.say("action "+state, "", "", "", outcome, record.ForStaff)
	return nil
}

// Attach keeps a file with the record. The same content is stored once, however many records hold it.
func (e *Edit) Attach(name, media string, content []byte, audience string) error {
	_, err := e.Attached(name, media, content, audience)
	return err
}

// Attached is Attach that gives the file's id, which a document field holds.
func (e *Edit) Attached(name, media string, content []byte, audience string) (string, error) {
	if err := e.may(pack.Edit); err != nil {
		return "", err
	}
	if len(content) == 0 {
		return "", fault.Invalid{"file": "The selected file is empty"}
	}
	sum := sha256.Sum256(content)
	id, hash := newID(), hex.EncodeToString(sum[:])
	_, err := e.unit.tx.ExecContext(e.unit.ctx, "INSERT INTO file_content (sha256, content) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING", hash, content)
	if err == nil {
		_, err = e.unit.tx.ExecContext(e.unit.ctx, `INSERT INTO file (id, record, name, media, size, sha256, at, by, audience)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, id, e.rec.ID, name, media, len(content), hash, e.unit.now, e.unit.who.Account, audience)
	}
	if err != nil {
		return "", fmt.Errorf("keep the file: %w", err)
	}
	e.say("file added", "", "", name, "", audience)
	return id, nil
}

// Link joins two records with a reason. One that is made in this unit takes the marking of the other where that is more
// protective.
func (u *Unit) Link(from, to *Edit, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fault.Invalid{"reason": "Enter why the two belong together"}
	}
	if err := from.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	if err := errors.Join(from.raise(to.rec.Marking), to.raise(from.rec.Marking)); err != nil {
		return err
	}
	return u.join(from, to, reason)
}

func (u *Unit) join(from, to *Edit, reason string) error {
	_, err := u.tx.ExecContext(u.ctx, "INSERT INTO link (id, from_id, to_id, reason, at, by) VALUES ($1, $2, $3, $4, $5, $6)",
		newID(), from.rec.ID, to.rec.ID, reason, u.now, u.who.Account)
	if err != nil {
		return fmt.Errorf("link %s and %s: %w", from.rec.Reference, to.rec.Reference, err)
	}
	from.say("linked", "", "", to.rec.Reference, reason, record.ForStaff)
	to.say("linked", "", "", from.rec.Reference, reason, record.ForStaff)
	return nil
}

// Unlink parts two records again, with a reason; both histories keep that they were linked.
func (u *Unit) Unlink(from *Edit, link, reason string) error {
	if err := from.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return fault.Invalid{"reason": "Enter why the two do not belong together"}
	}
	n, err := u.exec("UPDATE link SET ended = $1, end_reason = $2 WHERE id = $3 AND (from_id = $4 OR to_id = $4) AND ended IS NULL",
		u.now, reason, link, from.rec.ID)
	if err != nil || n == 0 {
		return orNotFound(err, "link")
	}
	from.say("unlinked", "", link, "", reason, record.ForStaff)
	return nil
}

// exec runs a statement and counts the rows it changed.
func (u *Unit) exec(text string, args ...any) (int64, error) {
	res, err := u.tx.ExecContext(u.ctx, text, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

func orNotFound(err error, what string) error {
	if err != nil {
		return err
	}
	return fmt.Errorf("there is no such %s: %w", what, fault.ErrNotFound)
}

func (v *View) eventsOf(id string, most int) ([]record.Event, error) {
	return v.events(store.SQL("record = ?", id), most)
}

// History is a record's events older than a moment, newest first.
func (v *View) History(ref string, before when.Instant, most int) ([]record.Event, error) {
	w, err := v.Open(ref)
	if err != nil {
		return nil, err
	}
	where := store.SQL("record = ? AND at < ?", w.ID, before)
	if v.who.Record != "" {
		where = store.SQL("record = ? AND at < ? AND audience = ?", w.ID, before, record.ForReporter)
	}
	events, err := v.events(where, min(most, historyMost))
	if err != nil {
		return nil, err
	}
	return v.shown(w.Kind, events)
}
