package change

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Nine recordings of a tenant were never heard, because no case had been opened to which somebody would have listened (Housing Ombudsman, Poplar
// HARCA, 2020). So a recording is something to do from the moment it is kept, on a report as on a case: an action with an owner and a day, which
// goes with the record wherever that goes, and which ends in one way only: somebody says that they listened.

// toHear sets whoever has the record to listen to a recording of it.
func (e *Edit) toHear(file, name, seal string) error {
	u, rec := e.unit, e.rec
	a := record.Action{What: "Listen to the recording " + name, Body: rec.OwnerBody, Team: rec.Team, Owner: rec.Assignee, File: file, Seal: record.ForStaff,
		Due: u.r.Core.Calendar.AddWorkingDays(u.r.Moment.Date(), cmp.Or(u.r.Core.Pack.Partnership.Listen, pack.DefaultListen))}
	if pack.Narrower(seal) { // whoever kept it apart reads it, and who has the record may not
		a.Seal, a.Team, a.Owner = seal, "", u.r.Principal.Account
	}
	_, err := e.setAction(a)
	return err
}

// handRecordings gives the recordings that nobody has heard to whoever has the record now.
func (e *Edit) handRecordings() error {
	_, err := e.unit.r.Exec(`UPDATE action SET body = $1, team = $2, owner = $3 WHERE record = $4 AND file <> '' AND state = $5 AND seal = $6
 AND NOT EXISTS (SELECT 1 FROM action b WHERE b.file = action.file AND b.set_at < action.set_at)`,
		e.rec.OwnerBody, e.rec.Team, e.rec.Assignee, e.rec.ID, record.ActionOpen, record.ForStaff)
	if err != nil {
		return fmt.Errorf("hand on the recordings: %w", err)
	}
	return nil
}

// hears says that an action is to listen to a recording.
func (e *Edit) hears(action string) (bool, error) {
	found, err := e.unit.r.IDs(store.SQL("SELECT id FROM action WHERE id = ? AND file <> ''", action))
	return len(found) > 0, err
}

// Listened says that whoever says it listened to a recording of the record, when, and what can be heard. The program listens to none.
func (e *Edit) Listened(file, heard string, at when.Instant) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	if at.IsZero() {
		at = e.unit.r.Moment
	}
	who := e.unit.r.Principal
	var name, seal string
	var kept when.Instant
	err := e.unit.r.Tx.QueryRowContext(e.unit.r.Ctx, "SELECT name, seal, at FROM file WHERE id = $1 AND record = $2", file, e.rec.ID).Scan(&name, &seal, &kept)
	switch {
	case err != nil || !e.unit.r.Core.Rules.Opens(who, seal):
		return sight.OrNotFound(nil, "recording")
	case who.System:
		return fault.Invalid{"": "Somebody listens to a recording, and not the program"}
	case strings.TrimSpace(heard) == "":
		return fault.Invalid{"heard": "Enter what can be heard"}
	case at.After(e.unit.r.Moment):
		return fault.Invalid{"at": "It must be in the past"}
	case at.Before(kept):
		return fault.Invalid{"at": "It cannot be before " + kept.Date().Words() + ", when the recording came"}
	}
	n, err := e.unit.r.Exec("UPDATE action SET state = $1, outcome = $2, ended = $3 WHERE record = $4 AND file = $5 AND state = $6",
		record.ActionDone, who.Name+" listened: "+heard, at, e.rec.ID, file, record.ActionOpen)
	if err != nil || n == 0 {
		return sight.OrNotFound(err, "recording that nobody has heard")
	}
	if !pack.Narrower(seal) {
		seal = record.ForStaff
	}
	e.say("listened", "", "", name, heard, seal)
	if at.Before(e.unit.r.Moment) {
		e.events[len(e.events)-1].Happened = at
	}
	e.say("action "+record.ActionDone, "", "", "", heard, seal)
	return nil
}

// unheard asks the duty post, once for each, to have somebody listen to the recordings of which the day has passed; where it must know nothing of
// the record, all of the team that has it.
func (e *Edit) unheard() error {
	var late []record.Action
	err := e.unit.r.Rows(store.SQL("SELECT id, what, file, due FROM action WHERE record = ? AND "+gate.NotHeard.Text, append([]any{e.rec.ID}, gate.NotHeard.Args...)...), func(s row.Scanner) error {
		var a record.Action
		err := s.Scan(&a.ID, &a.What, &a.File, &a.Due)
		if a.Due.Before(e.unit.r.Moment.Date()) {
			late = append(late, a)
		}
		return err
	})
	if err != nil {
		return err
	}
	to, ok := e.unit.r.Core.Pack.Team(e.unit.r.Core.Pack.Duty)
	if !ok || e.Forbids(to.Body) {
		to = &pack.Team{ID: e.rec.Team, Body: e.rec.OwnerBody}
	}
	for _, a := range late {
		e.say("recording not heard", "", "", a.What, "It was due "+a.Due.Words(), record.ForStaff)
		what := "Nobody listened by " + a.Due.Words() + ". " + a.What + " today, or have it heard"
		if _, err := e.setAction(record.Action{What: what, Body: to.Body, Team: to.ID, Due: e.unit.r.Moment.Date(), File: a.File, Seal: record.ForStaff}); err != nil {
			return err
		}
	}
	return nil
}
