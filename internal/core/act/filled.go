package act

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Filled is the form of a kind as somebody filled it in. Each value is of the type that record.Parse gives, but for a person who is not known
// yet, which is NewPerson and a name, and a file, which stands in Files.
type Filled struct {
	Fields       record.Fields
	Files        map[string]File // by the document field
	Title        string
	Team, Risk   string    // of a new record alone: afterwards they are changed by acts of their own
	Due          when.Date // of a new record of a kind without a clock alone
	Occurred, To when.Instant
	Place, Area  string
	Point        *record.Point
}

// Make records something new of a kind, with the people and files that the form names, once for the key of the form.
func (a *Acts) Make(ctx context.Context, who access.Principal, k *pack.Kind, f Filled, key string) (made *record.Record, err error) {
	if key != "" {
		key = keyOf(who, key)
	}
	err = change.Of(a.gate).Write(ctx, who, func(u *change.Unit) (err error) {
		made, err = u.Once(key, func() (*change.Edit, error) { return a.make(u, k, f) })
		return err
	})
	return made, err
}

func (a *Acts) make(u *change.Unit, k *pack.Kind, f Filled) (*change.Edit, error) {
	if err := f.addPeople(u, k); err != nil {
		return nil, err
	}
	e, err := u.Create(a.draft(k, f))
	if err != nil {
		return nil, err
	}
	for _, field := range k.Fields { // a person named in a field is on the record as well, where the kind has a role of that name
		person := f.Fields.Text(field.ID)
		if field.Type != pack.Person || person == "" || !slices.ContainsFunc(k.Parties, func(p pack.PartyRole) bool { return p.ID == field.ID }) {
			continue
		}
		if err := e.AddParty(field.ID, person, ""); err != nil {
			return nil, err
		}
	}
	return e, f.keepFiles(e, k)
}

// draft is the record of a form. A case starts in the risk of its category.
func (a *Acts) draft(k *pack.Kind, f Filled) record.Draft {
	d := record.Draft{Kind: k.ID, Title: f.Title, Team: f.Team, Risk: f.Risk, Occurred: f.Occurred, OccurredTo: f.To, Place: f.Place, Area: f.Area, Point: f.Point,
		Fields: f.Fields}
	if field, ok := k.Field("category"); ok && field.Column() != "" && d.Risk == "" && k.Archetype == pack.Case {
		if c, ok := a.gate.Pack().Category(f.Fields.Text("category")); ok {
			d.Risk = c.Risk
		}
	}
	if field, ok := k.Field("team"); ok && field.Column() != "" {
		d.Team = "" // the kind asks it itself
	}
	if d.Due = f.Due; d.Due.IsZero() && k.ReviewEvery > 0 {
		d.Due = a.gate.Now().Date().AddMonths(k.ReviewEvery)
	}
	return d
}

// addPeople keeps the people who are not known yet, and puts their ids where their names stood: in fields of the unit's own, for a unit
// that is run again begins with the names.
func (f *Filled) addPeople(u *change.Unit, k *pack.Kind) error {
	f.Fields = maps.Clone(f.Fields)
	for _, field := range k.Fields {
		name, isNew := strings.CutPrefix(f.Fields.Text(field.ID), NewPerson)
		if field.Type != pack.Person || !isNew {
			continue
		}
		id, err := u.AddPerson(record.Person{Name: name})
		if err != nil {
			return err
		}
		f.Fields[field.ID] = id
	}
	return nil
}

// keepFiles attaches the files of document fields and puts their ids there.
func (f *Filled) keepFiles(e *change.Edit, k *pack.Kind) error {
	for _, field := range k.Fields {
		up, ok := f.Files[field.ID]
		if !ok {
			continue
		}
		id, err := e.Attached(up.Name, up.Media, up.Content, record.ForStaff)
		if err != nil {
			return err
		}
		if err := e.Set(field.ID, id); err != nil {
			return err
		}
	}
	return nil
}

// Correction is a record as somebody corrected it, at the version that they saw.
type Correction struct {
	Record  string
	Version int64
	Filled
	Placed   bool   // the form asks where it was
	Retitled bool   // the title is as its writer put it, whatever the place
	Where    string // the place in words that name no home
}

// Settling ends a correction: it puts the record where it was, and what follows from that follows. Before is the record as it stood.
type Settling func(u *change.Unit, e *change.Edit, before *record.Record, to change.Relocation, where string) error

// Change corrects what a record's own fields hold, its title, its place and its time. The error is as of Run.
func (a *Acts) Change(ctx context.Context, who access.Principal, c Correction) error {
	return change.Of(a.gate).Write(ctx, who, func(u *change.Unit) error {
		e, err := u.Edit(c.Record, c.Version)
		if err != nil {
			return err
		}
		k, _ := a.gate.Pack().Kind(e.Record().Kind)
		c := c
		if err := c.addPeople(u, k); err != nil {
			return err
		}
		before := *e.Record()
		before.Fields = maps.Clone(before.Fields)
		if err := c.fill(e, k, func(f pack.Field) bool { return a.gate.Rules().Keeps(who, f) }); err != nil || !c.Placed {
			return err
		}
		to := change.Relocation{Place: c.Place, Area: c.Area, Point: c.Point}
		if c.Retitled {
			to.Title = e.Record().Title
		}
		return a.settle(u, e, &before, to, c.Where)
	})
}

// fill brings the record to what the form holds.
func (f *Filled) fill(e *change.Edit, k *pack.Kind, may func(pack.Field) bool) error {
	for _, field := range k.Fields {
		if _, sent := f.Files[field.ID]; sent || !may(field) {
			continue
		}
		if err := e.Set(field.ID, f.Fields[field.ID]); err != nil {
			return err
		}
	}
	if err := f.keepFiles(e, k); err != nil {
		return err
	}
	if err := e.Correct("title", cmp.Or(f.Title, e.Record().Title), ""); err != nil {
		return err
	}
	if k.Archetype == pack.Register {
		return nil
	}
	return e.Happened(f.Occurred, f.To)
}
