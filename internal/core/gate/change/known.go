package change

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// nobodyOfThatName is said of a person who is hidden as of one who is not there.
const nobodyOfThatName = "choose a person on a record that you may see, or add somebody new"

// known refuses to name a person whom the principal could not have found: who is neither new in this unit nor on a record
// that they may see. Otherwise an id that was guessed or kept would put a hidden person's name before whoever typed it.
func (u *Unit) known(field, person string) error {
	if u.r.Principal.System || u.people[person] {
		return nil
	}
	rule, err := u.r.Rule(pack.View)
	if err != nil {
		return err
	}
	on := store.And(store.SQL("p.person = ? AND p.ended IS NULL", person), u.r.Opened("p.seal"), store.Lazily(rule))
	text, args := store.Number(store.SQL("SELECT count(*) FROM party p JOIN record r ON r.id = p.record WHERE "+on.Text, on.Args...))
	var n int
	if err := u.r.Tx.QueryRowContext(u.r.Ctx, text, args...).Scan(&n); err != nil {
		return fmt.Errorf("look for the person: %w", err)
	}
	if n > 0 || u.named(person) {
		return nil
	}
	return fault.Invalid{field: nobodyOfThatName}
}

// named says that a record which is being changed in this unit, and which the principal may see, names the person already.
func (u *Unit) named(person string) bool {
	for _, e := range u.edits {
		for _, f := range e.kind.Fields {
			if f.Type == pack.Person && !e.isNew && e.rec.Fields.Text(f.ID) == person && u.r.May(pack.View, e.rec) {
				return true
			}
		}
	}
	return false
}

// checkPeople is known for every person whom a new record names.
func (u *Unit) checkPeople(kind *pack.Kind, r *record.Record) error {
	for _, f := range kind.Fields {
		if id := r.Fields.Text(f.ID); f.Type == pack.Person && id != "" {
			if err := u.known(f.ID, id); err != nil {
				return err
			}
		}
	}
	return nil
}
