package change

import (
	"cmp"
	"errors"
	"fmt"
	"maps"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/gate/internal/whole"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Unit is a View that can also change things. Everything in one Unit happens, or none of it.
type Unit struct {
	gate.Notebook
	r        *sight.Reader
	g        Writer
	edits    []*Edit
	people   map[string]bool // added in this unit
	taken    bool            // what is made was acknowledged by an earlier version: its values are kept as they are
	staff    []account.Holder
	alerting bool // what is being made follows from the pack's routes, and not from what the principal may make
}

// Create makes a record of a declared kind. What the draft leaves empty is filled from the principal's post and the kind. The
// principal needs the right to make it as it will stand: of its kind, with its team, body, ward and marking. A record that
// follows from another is made with CreateFrom.
func (u *Unit) Create(d record.Draft) (*Edit, error) { return u.create(d) }

func (u *Unit) create(d record.Draft, from ...*Edit) (*Edit, error) {
	kind, r, err := u.prepare(d, from...)
	if err != nil {
		return nil, err
	}
	if r.Reference, err = u.nextReference(kind); err != nil {
		return nil, err
	}
	return u.make(kind, r, d.Due)
}

// prepare is the record of a draft that the principal may make, without its reference.
func (u *Unit) prepare(d record.Draft, from ...*Edit) (*pack.Kind, *record.Record, error) {
	kind, ok := u.r.Core.Pack.Kind(d.Kind)
	if !ok {
		return nil, nil, fault.Invalid{"kind": fmt.Sprintf("the pack declares no kind %q", d.Kind)}
	}
	if !u.alerting && !u.r.Core.Rules.Anywhere(u.r.Principal, pack.Create, kind.ID) {
		return nil, nil, fmt.Errorf("your post does not let you record a %s: %w", kind.Name, fault.ErrForbidden)
	}
	r := u.draft(kind, d)
	u.give(kind, r, d)
	if err := u.inherit(kind, r, from); err != nil {
		return nil, nil, err
	}
	if err := u.settle(kind, r); err != nil {
		return nil, nil, err
	}
	r.Fill(kind)
	if err := u.checkOwner(kind, r); err != nil {
		return nil, nil, err
	}
	return kind, r, u.checkDraft(kind, r)
}

func (u *Unit) make(kind *pack.Kind, r *record.Record, due when.Date) (*Edit, error) {
	r.Mirror(kind)
	e := &Edit{unit: u, kind: kind, rec: r, isNew: true}
	e.say("created", "", "", r.State, "", sealOf(kind, u.r.Core.Pack))
	e.assessedFirst()
	if err := errors.Join(e.setOwnDay(due), e.happens("opened", r.Opened)); err != nil {
		return nil, err
	}
	if err := e.insert(); err != nil {
		return nil, err
	}
	u.edits = append(u.edits, e)
	return e, nil
}

func sealOf(k *pack.Kind, p *pack.Pack) string {
	if p.Followed(k.ID) {
		return record.ForReporter
	}
	return record.ForStaff
}

func (u *Unit) draft(kind *pack.Kind, d record.Draft) *record.Record {
	r := &record.Record{ID: row.NewID(), Kind: kind.ID, Title: d.Title, State: d.State, Category: d.Category, Marking: d.Marking,
		Risk: d.Risk, Channel: d.Channel, OwnerBody: d.OwnerBody, SenderBody: d.SenderBody, Team: d.Team, Assignee: d.Assignee,
		Area: d.Area, Place: d.Place, Point: d.Point, Occurred: d.Occurred, OccurredTo: d.OccurredTo, Opened: u.r.Moment,
		RepeatVictim: d.RepeatVictim, LastWord: d.LastWord, Demo: u.r.Core.Demo, Version: 1, Fields: maps.Clone(d.Fields)}
	if r.Fields == nil {
		r.Fields = record.Fields{}
	}
	r.Fill(kind)
	if u.r.Principal.System && !d.Opened.IsZero() {
		r.Opened = d.Opened
	}
	if r.LastWord != "" {
		r.LastWordAt = r.Opened
	}
	if r.State == "" {
		r.State = kind.Initial().ID
	}
	if state, ok := kind.State(r.State); ok {
		r.Open = !state.Closed
		if state.Closed {
			r.Closed = r.Opened
		}
	}
	r.Marking = cmp.Or(r.Marking, kind.Marking, pack.Markings[0])
	if len(u.r.Principal.Posts) > 0 {
		r.OwnerBody = cmp.Or(r.OwnerBody, u.r.Principal.Posts[0].Body)
		if kind.Archetype == pack.Case { // which somebody has to work on
			r.Team = cmp.Or(r.Team, u.r.Principal.Posts[0].Team)
		}
	}
	return r
}

// longestTitle bounds a title, in bytes of the text as typed.
const longestTitle = 300

func (u *Unit) checkDraft(kind *pack.Kind, r *record.Record) error {
	bad := fault.Invalid{}
	if !u.r.Principal.System {
		bad = record.Require(kind, r.Fields, u.r.Moment.Date())
	}
	if _, ok := kind.State(r.State); !ok {
		bad.Add("state", "a %s has no state %q", kind.Name, r.State)
	}
	if r.Title == "" {
		bad.Add("title", "Enter a title")
	}
	if len(r.Title) > longestTitle {
		bad.Add("title", "Title must be %d characters or fewer", longestTitle)
	}
	if r.OwnerBody == "" {
		bad.Add("owner_body", "a %s needs a body that owns it", kind.Name)
	}
	for id, v := range r.Fields {
		if err := u.checkField(kind, id, v); err != nil {
			bad.Add(id, "%s", err.Error())
		}
		if err := u.standing(kind, id, v, dayOf(r)); err != nil {
			bad.Add(id, "%s", err.Error())
		}
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	return u.checkPeople(kind, r)
}

// checkField refuses a field that the kind does not have or that only the police may set, and a value that it cannot hold.
func (u *Unit) checkField(kind *pack.Kind, id string, value any) error {
	f, ok := kind.Field(id)
	if !ok {
		return fmt.Errorf("a %s has no field %q", kind.Name, id)
	}
	if !u.r.Core.Rules.Keeps(u.r.Principal, f) {
		return fmt.Errorf("%s is kept by the police", f.Name)
	}
	if u.taken {
		return nil
	}
	return record.Check(f, value, u.r.Core.Pack.OptionsOf(f))
}

// nextReference counts by kind and year: ASB-26-00042-3. In a store that was restored no count begins at 1.
func (u *Unit) nextReference(kind *pack.Kind) (string, error) {
	year := u.r.Moment.Date().Year()
	n := int64(0)
	err := u.r.Tx.QueryRowContext(u.r.Ctx, `INSERT INTO counter (name, n) VALUES ($1, 1 + coalesce((SELECT n FROM counter WHERE name = $2), 0))
 ON CONFLICT (name) DO UPDATE SET n = counter.n + 1 RETURNING n`, fmt.Sprintf("%s-%02d", kind.Prefix, year%100), store.ReferenceFloor).Scan(&n)
	if err != nil {
		return "", fmt.Errorf("give a reference: %w", err)
	}
	return row.FormatReference(kind.Prefix, year, n)
}

// Edit opens a record for change. version is the one that the principal saw; 0 takes whatever is current.
func (u *Unit) Edit(ref string, version int64) (*Edit, error) {
	if e := u.under(ref); e != nil && !e.follows {
		return e, nil
	}
	r, err := u.r.Find(ref)
	if err != nil {
		return nil, err
	}
	if !u.r.May(pack.View, r) && !u.r.May(pack.Edit, r) {
		return nil, sight.NotFound(ref)
	}
	if version != 0 && version != r.Version {
		return nil, u.conflict(r, version)
	}
	return u.begin(r)
}

// following opens a record to which something happens because of an act on another. No right is asked for it.
func (u *Unit) following(id string) (*Edit, error) {
	if e := u.under(id); e != nil {
		return e, nil
	}
	r, err := u.r.Find(id)
	if err != nil {
		return nil, err
	}
	e, err := u.begin(r)
	if err == nil {
		e.follows = true
	}
	return e, err
}

// under is the edit of a record that is open in the unit.
func (u *Unit) under(ref string) *Edit {
	for _, e := range u.edits {
		if e.rec.ID == ref || e.rec.Reference == ref {
			return e
		}
	}
	return nil
}

func (u *Unit) begin(r *record.Record) (e *Edit, err error) {
	if e := u.under(r.ID); e != nil {
		e.follows = false // whoever asks for it may open it
		return e, nil
	}
	kind, _ := u.r.Core.Pack.Kind(r.Kind)
	e = &Edit{unit: u, kind: kind, rec: r}
	if e.stored, err = row.RecordArgs(kind, r); err != nil {
		return nil, err
	}
	u.edits = append(u.edits, e)
	return e, nil
}

// conflict tells what changed since the version that the principal saw.
func (u *Unit) conflict(r *record.Record, version int64) error {
	events, err := whole.EventsOf(u.r, r.ID, gate.ConflictMost)
	if err != nil {
		return err
	}
	if err := u.r.Narrow(r); err != nil {
		return err
	}
	if events, err = whole.Shown(u.r, r.Kind, events); err != nil {
		return err
	}
	return gate.Meanwhile(r, events, version)
}

// flush writes every edit of the unit.
func (u *Unit) flush() error {
	for _, e := range u.edits {
		if err := e.flush(); err != nil {
			return err
		}
	}
	return nil
}

// at is the moment to date an act; only the system dates one back, for demonstration and import.
func (u *Unit) at(asked when.Instant) when.Instant {
	if u.r.Principal.System && !asked.IsZero() {
		return asked
	}
	return u.r.Moment
}

// Backdate makes the rest of the unit happen at a past moment. Only the program itself may, when it loads history.
func (u *Unit) Backdate(at when.Instant) { u.r.Moment = u.at(at) }
