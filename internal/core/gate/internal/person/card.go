package person

import (
	"database/sql"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/find"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// cardColumns are those of a person's card (alias x), in the order of scanCard.
const cardColumns = "x.id, x.name, x.phone, x.email, x.address, x.safe_contact, x.contact, x.needs, x.born, x.demo, x.version"

func scanCard(s row.Scanner) (p record.Person, err error) {
	var words, contact string
	if err = s.Scan(&p.ID, &p.Name, &p.Phone, &p.Email, &p.Address, &words, &contact, &p.Needs, &p.Born, &p.Demo, &p.Version); err == nil {
		p.SafeContact, err = record.DecodeSafeContact(contact, words)
	}
	return p, err
}

// onVisible is the condition that somebody (alias x) is on a record that the principal may see.
func onVisible(v *sight.Reader) (store.Clause, error) {
	may, err := v.Rule(pack.View)
	on := store.And(store.SQL("y.person = x.id AND y.ended IS NULL"), v.Opened("y.seal"), store.Lazily(may))
	return store.SQL("EXISTS (SELECT 1 FROM party y JOIN record r ON r.id = y.record WHERE "+on.Text+")", on.Args...), err
}

// Person is somebody on a record that the principal may see, with the other names by which they are known; the reading is audited.
func (v *Cards) Person(id string) (*record.Person, error) {
	visible, err := onVisible(v.r)
	if err != nil {
		return nil, err
	}
	where := store.And(store.SQL("x.id = ?", id), visible)
	text, args := store.Number(store.SQL("SELECT "+cardColumns+" FROM person x WHERE "+where.Text, where.Args...))
	p, err := scanCard(v.r.Tx.QueryRowContext(v.r.Ctx, text, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, sight.NotFound("person " + id)
	}
	if err == nil {
		p.Names, err = OtherNames(v.r, id)
	}
	if err == nil {
		p.Marks, err = Marks(v.r, []string{id})
	}
	if err == nil {
		v.r.NoteReading("view", "person", "", 1, id)
	}
	return &p, err
}

// OtherNames are the names of somebody beside the one of their card.
func OtherNames(v *sight.Reader, person string) (all []record.OtherName, err error) {
	err = v.Rows(store.SQL("SELECT id, name, sort FROM person_name WHERE person = ? AND ended IS NULL ORDER BY at, id", person), func(s row.Scanner) error {
		var n record.OtherName
		err := s.Scan(&n.ID, &n.Name, &n.Sort)
		all = append(all, n)
		return err
	})
	return all, err
}

// PersonIn is the person whom a person field of a record names; the record is one that the principal may see.
func (v *Cards) PersonIn(r *record.Record, field string) (*record.Person, error) {
	kind, ok := v.r.Core.Pack.Kind(r.Kind)
	f, has := kind.Field(field)
	if !ok || !has || f.Type != pack.Person || !v.r.May(pack.View, r) {
		return nil, sight.NotFound("person")
	}
	p := record.Person{ID: r.Fields.Text(field)}
	var words, contact string
	err := v.r.Tx.QueryRowContext(v.r.Ctx, "SELECT name, safe_contact, contact FROM person WHERE id = $1", p.ID).Scan(&p.Name, &words, &contact)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, sight.NotFound("person")
	}
	if err == nil {
		p.SafeContact, err = record.DecodeSafeContact(contact, words)
	}
	return &p, err
}

// Folded is a number or an address without what people write differently.
func Folded(s string) string {
	if phone := find.Phone(s); phone != "" {
		return phone
	}
	return strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", ",", "", "+44", "0").Replace(strings.ToLower(s))
}

// NameParties puts into a history the names of those who were put on a record or taken off it, in place of the ids that it keeps:
// of a body, and of a person who is on a record that the principal may read. Nobody is named to whom they are not.
func NameParties(v *sight.Reader, events []record.Event) error {
	people, parties := map[string]string{}, map[string]string{} // names by id of the person, ids of the person or body by id of the party
	for _, e := range events {
		switch e.Verb {
		case "party added":
			people[e.After] = ""
		case "party ended":
			parties[e.Before] = ""
		}
	}
	if len(people)+len(parties) == 0 {
		return nil
	}
	if len(parties) > 0 {
		err := v.Rows(store.SQL("SELECT p.id, coalesce(p.person, p.body) FROM party p WHERE p.id IN ?", slices.Sorted(maps.Keys(parties))), func(s row.Scanner) error {
			var id, who string
			err := s.Scan(&id, &who)
			parties[id], people[who] = who, ""
			return err
		})
		if err != nil {
			return err
		}
	}
	visible, err := onVisible(v)
	if err != nil {
		return err
	}
	asked := store.And(store.SQL("x.id IN ?", slices.Sorted(maps.Keys(people))), visible)
	err = v.Rows(store.SQL("SELECT x.id, x.name FROM person x WHERE "+asked.Text, asked.Args...), func(s row.Scanner) error {
		var id, name string
		err := s.Scan(&id, &name)
		people[id] = name
		return err
	})
	if err != nil {
		return err
	}
	nameOf := func(id string) string {
		if b, ok := v.Core.Pack.Body(id); ok {
			return b.Name
		}
		return people[id]
	}
	for i := range events {
		switch e := &events[i]; e.Verb {
		case "party added":
			e.After = nameOf(e.After)
		case "party ended":
			e.Before = nameOf(parties[e.Before])
		}
	}
	return nil
}

// AccountNames are the names of accounts by id, for those whom an opened record names; ids that are no account's are left
// out. A page asks here and not the register of accounts, because it reads already.
func (v *Cards) AccountNames(ids []string) (map[string]string, error) {
	names := map[string]string{}
	ids = slices.DeleteFunc(slices.Compact(slices.Sorted(slices.Values(ids))), func(id string) bool { return id == "" })
	if len(ids) == 0 {
		return names, nil
	}
	err := v.r.Rows(store.SQL("SELECT id, name FROM account WHERE id IN ?", ids), func(s row.Scanner) error {
		var id, name string
		err := s.Scan(&id, &name)
		names[id] = name
		return err
	})
	return names, err
}
