package change

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/find"
	"github.com/wardmote/wardmote/internal/core/gate/internal/person"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// projectPerson keeps the words by which somebody is found: their names in the head, how to reach them and what their names are like beside.
func (u *Unit) projectPerson(id string) error {
	var p record.Person
	var created when.Instant
	err := u.r.Tx.QueryRowContext(u.r.Ctx, "SELECT name, phone, email, address, born, created FROM person WHERE id = $1", id).Scan(&p.Name, &p.Phone, &p.Email, &p.Address, &p.Born, &created)
	if err != nil {
		return fmt.Errorf("read the person: %w", err)
	}
	others, err := person.OtherNames(u.r, id)
	if err != nil {
		return err
	}
	p.Names = others
	index, names := find.On(u.r.Core.DB.Engine()), p.AllNames()
	part := find.Part{Person: id, At: created, Head: find.NameTokens(names...),
		Text: append(find.Tokens(p.Phone, p.Email, p.Address), find.LikenessTokens(p.Born, names...)...)}
	if err := index.Forget(u.r.Ctx, u.r.Tx, find.People, id); err != nil {
		return err
	}
	return index.Keep(u.r.Ctx, u.r.Tx, part)
}

// reindexPeople indexes the next people anew, and says whether there may be more.
func (u *Unit) reindexPeople(upto string) (last string, n int, err error) {
	ids, err := u.r.IDs(store.SQL("SELECT id FROM person WHERE id > ? ORDER BY id"+store.Limit(u.r.Core.Bounds.Anew), upto))
	for _, id := range ids {
		if err != nil {
			return "", 0, err
		}
		upto, err = id, u.projectPerson(id)
	}
	return upto, len(ids), err
}
