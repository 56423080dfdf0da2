package person

import (
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/find"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// People finds people by any part of any of their names, by telephone, e-mail or address, among those on records that the principal may
// see: first those of exactly that name, then by all words in names, then by the rest, in each the newest first.
func (v *Cards) People(typed string, most int) ([]record.Person, error) {
	ask := find.Read(typed)
	if ask.Empty() && ask.Name == "" {
		return nil, nil
	}
	var out []record.Person
	most = min(max(most, 1), 100)
	for _, in := range []find.Where{find.Named, find.Headed, find.Written} {
		if len(out) >= most {
			break
		}
		some, err := v.cards(ask, in, most-len(out))
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	v.r.NoteReading("search", "person", "", len(out), "")
	return out, nil
}

// cards are those that an Ask finds of people on records that the principal may see.
func (v *Cards) cards(ask find.Ask, in find.Where, most int) (out []record.Person, err error) {
	if v.r.Principal.Record != "" || v.r.Principal.Public {
		return nil, nil
	}
	visible, err := onVisible(v.r)
	if err != nil {
		return nil, err
	}
	index := find.On(v.r.Core.DB.Engine())
	from, where := index.From(find.People, ask, in)
	newest, err := index.Newest(v.r.Ctx, v.r.Tx, from, where)
	if err != nil {
		return nil, err
	}
	all := store.And(where, store.SQL("x.id = p.person"), visible)
	err = v.r.Rows(store.SQL("SELECT "+cardColumns+" FROM "+from+" CROSS JOIN person x WHERE "+all.Text+newest+store.Limit(most), all.Args...), func(s row.Scanner) error {
		p, err := scanCard(s)
		out = append(out, p)
		return err
	})
	for i := range out {
		if err != nil {
			break
		}
		out[i].Names, err = OtherNames(v.r, out[i].ID)
	}
	return out, err
}

// Like is a card that may be of the same person, and why it looks so, the plainest reason first.
type Like struct {
	record.Person
	Why []string
}

// likeMost bounds the cards that are compared with a new one.
const likeMost = 400

// Alike are the cards on records that the principal may see which may be of the same person as p: the likeliest first.
func (v *Cards) Alike(p record.Person, most int) ([]Like, error) {
	ask := find.Likeness(p.Phone, p.Email, p.Born, p.Name)
	if ask.Empty() {
		return nil, nil
	}
	cards, err := v.cards(ask, find.Anywhere, likeMost)
	if err != nil {
		return nil, err
	}
	var out []Like
	for _, c := range cards {
		if why := likeness(p, c); len(why) > 0 && c.ID != p.ID {
			out = append(out, Like{c, why})
		}
	}
	slices.SortStableFunc(out, func(a, b Like) int { return len(b.Why) - len(a.Why) })
	out = out[:min(len(out), most)]
	v.r.NoteReading("search", "person", "", len(out), "")
	return out, nil
}

// likeness says why two cards look as if they were of one person; nothing where they do not. A part of a name alone is no likeness: with
// the day of birth or the address it is.
func likeness(p, c record.Person) (why []string) {
	add := func(holds bool, words string) {
		if holds {
			why = append(why, words)
		}
	}
	name := closestName(p, c)
	add(name != "" && name != find.PartOfName, name)
	add(p.Phone != "" && Folded(p.Phone) == Folded(c.Phone), "the same telephone number")
	add(p.Email != "" && Folded(p.Email) == Folded(c.Email), "the same email address")
	born, address := find.BirthLikeness(p.Born, c.Born), p.Address != "" && Folded(p.Address) == Folded(c.Address)
	if len(why) == 0 && (name == "" || born == "" && !address) {
		return nil
	}
	add(name == find.PartOfName, name)
	add(born != "", born)
	add(address, "the same address")
	return why
}

// closestName is how alike two people's names are, of all by which each is known.
func closestName(p, c record.Person) (closest string) {
	for _, one := range p.AllNames() {
		for _, other := range c.AllNames() {
			if is := find.NameLikeness(one, other); is != "" && (closest == "" || find.Closer(is, closest)) {
				closest = is
			}
		}
	}
	return closest
}

// Same are the other cards that were said to be of the same person, as far as the principal may see them, and those of which that was taken
// back.
func (v *Cards) Same(person string) ([]record.SamePerson, error) {
	all, err := SameAs(v.r, []string{person})
	return all[person], err
}

// SameAs is Same of several people at once.
func SameAs(v *sight.Reader, people []string) (map[string][]record.SamePerson, error) {
	if len(people) == 0 {
		return nil, nil
	}
	visible, err := onVisible(v)
	if err != nil {
		return nil, err
	}
	var parts []string
	var args []any
	for _, ends := range [][2]string{{"one", "other"}, {"other", "one"}} {
		from := store.SQL("SELECT l."+ends[0]+" AS person, l.id AS link, x.id AS card, x.name, l.reason, l.at, l.by, l.ended, l.ended_by, l.end_reason FROM person_link l JOIN person x ON x.id = l."+ends[1]+
			" WHERE l."+ends[0]+" IN ?", people)
		parts, args = append(parts, from.Text+" AND "+visible.Text), append(append(args, from.Args...), visible.Args...)
	}
	all := map[string][]record.SamePerson{}
	err = v.Rows(store.SQL(strings.Join(parts, " UNION ALL ")+" ORDER BY at, link", args...), func(s row.Scanner) error {
		var of string
		var l record.SamePerson
		err := s.Scan(&of, &l.ID, &l.Other, &l.Name, &l.Reason, &l.At, &l.By, &l.Ended, &l.EndBy, &l.EndFor)
		all[of] = append(all[of], l)
		return err
	})
	return all, err
}

// Knows says which bodies know somebody by records that the principal may not see, for the kinds of which the pack lets that be said
// (known: true), only of the lowest marking, and of none that is kept from anybody: whoever works with them is to ring the others. Of every other record nothing is said, and
// nothing of these but whose they are.
func (v *Cards) Knows(person string) (bodies []string, err error) {
	var kinds []string
	for _, k := range v.r.Core.Pack.Kinds {
		if k.Known {
			kinds = append(kinds, k.ID)
		}
	}
	if len(kinds) == 0 || v.r.Principal.Record != "" || v.r.Principal.Public {
		return nil, nil
	}
	cards := []string{person}
	same, err := v.Same(person)
	if err != nil {
		return nil, err
	}
	for _, l := range same {
		if l.Ended.IsZero() {
			cards = append(cards, l.Other)
		}
	}
	may, err := v.r.Rule(pack.View)
	if err != nil {
		return nil, err
	}
	q := store.SQL(`SELECT DISTINCT r.owner_body FROM party y JOIN record r ON r.id = y.record
 JOIN circle c ON c.id = r.circle AND NOT EXISTS (SELECT 1 FROM seal_entry e WHERE e.seal = c.seal AND e.excluded) WHERE y.person IN ? AND y.ended IS NULL AND y.seal = ? AND r.open AND r.kind IN ? AND r.marking = ?
 AND NOT (`+may.Text+") ORDER BY r.owner_body", append([]any{cards, record.ForStaff, kinds, pack.Markings[0]}, may.Args...)...)
	err = v.r.Rows(q, func(s row.Scanner) error {
		var b string
		err := s.Scan(&b)
		bodies = append(bodies, b)
		return err
	})
	return bodies, err
}
