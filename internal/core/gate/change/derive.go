package change

import (
	"errors"
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// CreateFrom makes a record that follows from another, and links the two for the reason given. It takes the more protective of
// the two markings: what nobody else may read of a report is not to be read in the case, the alert or the answer that came of it.
func (u *Unit) CreateFrom(from *Edit, d record.Draft, reason string) (*Edit, error) {
	e, err := u.create(d, from)
	if err != nil {
		return nil, err
	}
	// The source keeps its marking: that somebody was told of it says no more than it does.
	if err := u.join(e, from, reason); err != nil || from.rec.Contacted.IsZero() || from.kind.ID != u.r.Core.Pack.Partnership.Report {
		return e, err
	}
	return e, e.carry("", from.rec.Contacted)
}

// inherit gives a new record the most protective of its own marking and those of the records that it is made from: those given,
// and those whose references stand in its fields.
func (u *Unit) inherit(kind *pack.Kind, r *record.Record, from []*Edit) error {
	for _, e := range from {
		r.Marking = pack.Higher(r.Marking, e.rec.Marking)
	}
	for _, f := range kind.Fields {
		ref := r.Fields.Text(f.ID)
		if !f.Reference || ref == "" {
			continue
		}
		about, err := u.about(ref)
		if errors.Is(err, fault.ErrNotFound) {
			continue // words that name no record
		}
		if err != nil {
			return err
		}
		r.Marking = pack.Higher(r.Marking, about.Marking)
	}
	return nil
}

// about is the record of a reference, as this unit has it.
func (u *Unit) about(ref string) (*record.Record, error) {
	for _, e := range u.edits {
		if e.rec.Reference == row.TidyReference(ref) {
			return e.rec, nil
		}
	}
	return u.r.Find(ref)
}

// raise gives a record that was made in this unit the marking of what it is linked with, where that is more protective.
func (e *Edit) raise(marking string) error {
	higher := pack.Higher(e.rec.Marking, marking)
	if !e.isNew || higher == e.rec.Marking {
		return nil
	}
	e.rec.Marking, e.dirty = higher, true
	return e.unit.checkOwner(e.kind, e.rec)
}

// checkOwner refuses a record that the principal may not make as it stands, and one that nobody could open.
func (u *Unit) checkOwner(kind *pack.Kind, r *record.Record) error {
	if u.r.Principal.System || u.alerting {
		return nil
	}
	if !u.r.May(pack.Create, r) {
		return u.mayNotMake(kind, r)
	}
	return u.checkOpened(kind, r)
}

// mayNotMake says which answer stands in the way, where another one would pass.
func (u *Unit) mayNotMake(kind *pack.Kind, r *record.Record) error {
	may := func(change func(*record.Record)) bool {
		other := *r
		change(&other)
		return u.r.May(pack.Create, &other)
	}
	wards := u.r.Core.Pack.Wards()
	if slices.ContainsFunc(wards, func(w pack.Area) bool { return may(func(o *record.Record) { o.Area = w.Code }) }) {
		if r.Area == "" {
			return fault.Invalid{"area": "Select the ward: your post makes a " + kind.Name + " in some wards only"}
		}
		return fault.Invalid{"area": "Your post does not make a " + kind.Name + " in that ward"}
	}
	if slices.ContainsFunc(u.r.Principal.Teams(), func(t string) bool { return may(func(o *record.Record) { o.Team = t }) }) {
		return fault.Invalid{"team": "Your post does not make a " + kind.Name + " for that team"}
	}
	return fmt.Errorf("your post does not let you record a %s that is %s: %w", kind.Name, r.Marking, fault.ErrForbidden)
}
