package change

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// turns are the acts after which it is looked at with whom a record stands: what it tells, and who has it, may be another.
var turns = []string{"created", "assigned", "sent", "changed"}

// placed refuses a record that stands with whom it must never stand, or with nobody. Every write ends here, whichever form, list,
// job or rule gave it there: a complaint about a body never comes to that body (a route's "never"), and what waits to be worked on
// has a team on whose list it is (LGSCO 22 005 953).
func (e *Edit) placed() error {
	if e.unit.taken || !e.isNew && !slices.ContainsFunc(e.events, func(ev record.Event) bool { return slices.Contains(turns, ev.Verb) }) {
		return nil
	}
	r := e.rec
	team, _ := e.unit.r.Core.Pack.Team(r.Team)
	bodies := []string{r.OwnerBody, r.SenderBody}
	if team != nil {
		bodies = append(bodies, team.Body)
	}
	if err := e.keptFrom("team", bodies...); err != nil {
		return err
	}
	if err := e.keptFromPerson("assignee", r.Assignee); err != nil {
		return err
	}
	given := e.isNew || slices.ContainsFunc(e.events, func(ev record.Event) bool { return ev.Verb == "assigned" })
	if e.kind.Archetype == pack.Case && r.Open && r.Team == "" && given && !(e.isNew && (e.unit.r.Principal.System || e.unit.r.Principal.Public)) {
		return fault.Invalid{"team": fmt.Sprintf("Select a team: without one this %s stands on nobody’s list", e.kind.Name)}
	}
	return nil
}

// Forbids says that nothing of the record may go to a body, or to any body under it.
func (e *Edit) Forbids(body string) bool { return e.unit.g.Forbids(e.rec, body) }

func (e *Edit) keptFrom(field string, bodies ...string) error {
	kept := e.unit.g.KeptFrom(e.rec)
	for _, id := range bodies {
		if !kept(id) {
			continue
		}
		name := id
		if b, ok := e.unit.r.Core.Pack.Body(id); ok {
			name = b.Name
		}
		return fault.Invalid{field: fmt.Sprintf("This %s must never go to %s: it may be about them", e.kind.Name, name)}
	}
	return nil
}

// keptFromPerson refuses somebody who holds a post at a body that must not have the record.
func (e *Edit) keptFromPerson(field, person string) error {
	if person != "" && slices.Contains(e.rec.Excluded, person) {
		return fault.Invalid{field: fmt.Sprintf("This %s is kept from them. Select somebody else", e.kind.Name)}
	}
	if person == "" || len(e.unit.r.Core.Pack.Forbidden(e.rec.Told().Vars(e.unit.r.Core.Pack))) == 0 {
		return nil
	}
	holders, err := e.unit.holders()
	if err != nil {
		return err
	}
	for _, h := range holders {
		if h.Account != person {
			continue
		}
		if err := e.keptFrom(field, h.Body); err != nil {
			return err
		}
	}
	return nil
}

// holders is who holds a post today, read once in a unit.
func (u *Unit) holders() ([]account.Holder, error) {
	if u.staff != nil {
		return u.staff, nil
	}
	held, err := account.Holders(u.r.Ctx, u.r.Tx, u.r.Moment.Date())
	if err != nil {
		return nil, fmt.Errorf("look who holds a post: %w", err)
	}
	u.staff = held
	return held, nil
}

// settle gives a new record that would stand on nobody's home to whom it falls to: to the body of its team where that alone opens it,
// a report to the intake, and what the pack sends by itself to the duty post, where somebody there can open it.
func (u *Unit) settle(kind *pack.Kind, r *record.Record) error {
	if u.r.Principal.System && !u.alerting || kind.Archetype != pack.Case || !r.Open {
		return nil
	}
	asked, ok := u.r.Core.Pack.Team(r.Team)
	if ok && u.g.Forbids(r, asked.Body) {
		return nil // refused in the end, and not given to others in silence
	}
	ways := []func(*record.Record) bool{func(*record.Record) bool { return true }} // as it is
	if ok && asked.Body != r.OwnerBody && kind.ID != u.r.Core.Pack.Partnership.Report {
		ways = append(ways, func(then *record.Record) bool {
			then.OwnerBody, then.SenderBody = asked.Body, cmp.Or(r.SenderBody, r.OwnerBody)
			return true
		})
	}
	for _, id := range u.fallsTo(kind) {
		ways = append(ways, func(then *record.Record) bool {
			team, ok := u.r.Core.Pack.Team(id)
			if !ok || u.g.Forbids(r, team.Body) {
				return false
			}
			then.Team, then.OwnerBody, then.Assignee = team.ID, team.Body, ""
			return true
		})
	}
	for _, way := range ways {
		then := *r
		if !way(&then) {
			continue
		}
		if stands, err := u.stands(kind, &then); err != nil || stands {
			*r = then
			return err
		}
	}
	return nil
}

// fallsTo are the teams that take a record of a kind where nobody in its own could.
func (u *Unit) fallsTo(kind *pack.Kind) []string {
	p := u.r.Core.Pack
	switch {
	case kind.ID == p.Partnership.Report:
		return []string{p.Partnership.Intake}
	case p.Public(kind.ID) && u.r.Principal.Public:
		return []string{p.Partnership.Intake, p.Duty}
	case kind.ID == p.Partnership.Alert || len(kind.Owners) > 0:
		return []string{p.Duty, p.Partnership.Intake}
	}
	return nil
}

// stands says that an open record is on somebody's home: of its assignee or of its team, who can work on it; a report that waits for
// a team in which nobody works is on that of the intake.
func (u *Unit) stands(kind *pack.Kind, r *record.Record) (bool, error) {
	rules, s := u.r.Core.Rules, sight.Subject(r)
	if slices.Contains(u.r.Principal.Teams(), r.Team) && rules.Works(u.r.Principal, s) {
		return true, nil
	}
	holders, err := u.holders()
	if err != nil {
		return false, err
	}
	if len(holders) == 0 { // a store in which nobody holds a post: who acts comes from elsewhere, and answers for it
		return rules.Works(u.r.Principal, s), nil
	}
	intake := u.r.Core.Pack.Partnership.Intake
	waits := kind.ID == u.r.Core.Pack.Partnership.Report && r.State == kind.Initial().ID
	return slices.ContainsFunc(holders, func(h account.Holder) bool {
		switch {
		case r.Team != "" && h.Team == r.Team, r.Assignee != "" && h.Account == r.Assignee:
			return rules.Works(h.Principal(), s)
		case waits && h.Team == intake:
			return rules.May(h.Principal(), pack.View, s)
		}
		return false
	}), nil
}
