package change

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/wardmote/wardmote/internal/core/document"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// longestNote bounds a note, in characters.
const longestNote = 20000

// Note says something on the record: to staff, to the reporter too, or to who is in a compartment alone. What the reporter reads moves the
// last word.
func (e *Edit) Note(body, seal string) error {
	if err := e.may(pack.Edit); err != nil {
		return err
	}
	body = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(body, ""), "\x00", ""))
	switch {
	case body == "":
		return fault.Invalid{"note": "Enter a note"}
	case utf8.RuneCountInString(body) > longestNote:
		return fault.Invalid{"note": fmt.Sprintf("Note must be %d characters or fewer", longestNote)}
	case e.unit.r.Principal.Record != "":
		seal = record.ForReporter
	}
	if err := e.under(seal); err != nil {
		return err
	}
	_, err := e.unit.r.Tx.ExecContext(e.unit.r.Ctx, "INSERT INTO note (id, record, at, author, seal, body) VALUES ($1, $2, $3, $4, $5, $6)",
		row.NewID(), e.rec.ID, e.unit.r.Moment, e.unit.r.Principal.Name, seal, body)
	if err != nil {
		return fmt.Errorf("keep the note: %w", err)
	}
	e.say("noted", "", "", "", "", seal)
	if seal == record.ForReporter {
		who := "staff"
		if e.unit.r.Principal.Record != "" {
			who = "reporter"
		}
		e.spoke(who, e.unit.r.Moment)
	}
	return nil
}

// HeardFrom says that the reporter spoke last, when staff or the program write down what they said.
func (e *Edit) HeardFrom() error {
	if err := e.may(pack.Edit); err != nil {
		return err
	}
	e.spoke("reporter", e.unit.r.Moment)
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
	a.Seal = cmp.Or(a.Seal, record.ForStaff)
	id, err := e.setAction(a)
	if err != nil || pack.Narrower(a.Seal) { // a clock that stopped would tell everybody of it
		return id, err
	}
	return id, e.happens("action", e.unit.r.Moment)
}

func (e *Edit) setAction(a record.Action) (string, error) {
	team, _ := e.unit.r.Core.Pack.Team(a.Team)
	if team == nil {
		team = &pack.Team{}
	}
	if err := e.keptFrom("body", a.Body, team.Body); err != nil {
		return "", err
	}
	if err := e.keptFromPerson("owner", a.Owner); err != nil {
		return "", err
	}
	if err := errors.Join(e.under(a.Seal), e.doneBy(a)); err != nil {
		return "", err
	}
	id := row.NewID()
	_, err := e.unit.r.Tx.ExecContext(e.unit.r.Ctx, `INSERT INTO action (id, record, what, body, owner, team, due, state, set_at, seal, file)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, id, e.rec.ID, a.What, a.Body, a.Owner, a.Team, a.Due, record.ActionOpen, e.unit.r.Moment, a.Seal, a.File)
	if err != nil {
		return "", fmt.Errorf("keep the action: %w", err)
	}
	e.say("action set", "", "", a.What, "", a.Seal)
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
	before, seal, err := e.openAction(id)
	if err != nil {
		return err
	}
	if err := e.doneBy(record.Action{Owner: account, Seal: seal}); err != nil {
		return err
	}
	if _, err := e.unit.r.Exec("UPDATE action SET owner = $1 WHERE id = $2", account, id); err != nil {
		return fmt.Errorf("give the action: %w", err)
	}
	e.say("action given", "owner", before, account, reason, seal)
	return nil
}

// EndActions ends the open actions of the record; how gives the state and the result of each, or no state to leave it open. Whether somebody listened to a recording only they can say.
func (e *Edit) EndActions(how func(record.Action) (state, outcome string)) error {
	w, err := e.unit.Open(e.rec.ID)
	if err != nil {
		return err
	}
	for _, a := range w.Actions {
		if a.State != record.ActionOpen || a.File != "" {
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
	_, seal, err := e.openAction(id)
	if err != nil {
		return err
	}
	if toHear, err := e.hears(id); err != nil || toHear {
		if err == nil {
			err = fault.Invalid{"state": "This ends when somebody says that they listened to the recording: open the recording and say so there"}
		}
		return err
	}
	_, err = e.unit.r.Exec("UPDATE action SET state = $1, outcome = $2, ended = $3 WHERE id = $4", state, outcome, e.unit.r.Moment, id)
	if err != nil {
		return fmt.Errorf("end the action: %w", err)
	}
	e.say("action "+state, "", "", "", outcome, seal)
	return nil
}

// Attach keeps a file with the record. The same content is stored once, however many records hold it.
func (e *Edit) Attach(name, media string, content []byte, seal string) error {
	_, err := e.Attached(name, media, content, seal)
	return err
}

// Attached is Attach that gives the file's id, which a document field holds.
func (e *Edit) Attached(name, media string, content []byte, seal string) (string, error) {
	return e.Evidence("", name, media, content, seal)
}

// Evidence is Attached for a file that belongs to an incident of the record.
func (e *Edit) Evidence(incident, name, media string, content []byte, seal string) (string, error) {
	if err := e.may(pack.Edit); err != nil {
		return "", err
	}
	if len(content) == 0 {
		return "", fault.Invalid{"file": "The selected file is empty"}
	}
	if err := e.under(seal); err != nil {
		return "", err
	}
	sum := sha256.Sum256(content)
	id, hash := row.NewID(), hex.EncodeToString(sum[:])
	_, err := e.unit.r.Tx.ExecContext(e.unit.r.Ctx, "INSERT INTO file_content (sha256, content) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING", hash, content)
	if err == nil {
		_, err = e.unit.r.Tx.ExecContext(e.unit.r.Ctx, `INSERT INTO file (id, record, name, media, size, sha256, at, by, seal, incident)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, id, e.rec.ID, name, media, len(content), hash, e.unit.r.Moment, e.unit.r.Principal.Account, seal, incident)
	}
	if err != nil {
		return "", fmt.Errorf("keep the file: %w", err)
	}
	e.say("file added", "", "", name, "", seal)
	if document.IsAudio(media) {
		return id, e.toHear(id, name, seal)
	}
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
	_, err := u.r.Tx.ExecContext(u.r.Ctx, "INSERT INTO link (id, from_id, to_id, reason, at, by) VALUES ($1, $2, $3, $4, $5, $6)",
		row.NewID(), from.rec.ID, to.rec.ID, reason, u.r.Moment, u.r.Principal.Account)
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
	n, err := u.r.Exec("UPDATE link SET ended = $1, end_reason = $2 WHERE id = $3 AND (from_id = $4 OR to_id = $4) AND ended IS NULL",
		u.r.Moment, reason, link, from.rec.ID)
	if err != nil || n == 0 {
		return sight.OrNotFound(err, "link")
	}
	from.say("unlinked", "", link, "", reason, record.ForStaff)
	return nil
}
