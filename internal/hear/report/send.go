package report

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"strings"
	"unicode/utf8"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/form"
)

// Desk takes reports in and lets reporters follow them.
type Desk struct {
	Gate *gate.Gate
	PINs *credential.PINs
	Acts *act.Acts // what reporters do, over the same gate
}

// Photo is a picture that has been checked and stripped of its metadata.
type Photo = form.Photo

// Receipt is what a sender is given. The PIN is shown once and kept only as a hash; Again says that this form had been sent
// before, when the reference is that of the first sending and the PIN is not known any more.
type Receipt struct {
	Reference string
	PIN       string
	Again     bool
	Decision  Decision
	Sensitive bool // whoever watches may do harm because of it
	Danger    bool // somebody was in danger or a crime was happening when it was sent
	Review    bool // the sender reported it before and may ask for a case review: by their own word, and to staff by their address
}

// Send keeps the report. When it returns without error the report is on disk, has an owner and a running clock.
//
// Other reports wait while one is written, so whatever needs no transaction is worked out before it.
func (d *Desk) Send(ctx context.Context, who access.Principal, f *Filled, photos []Photo) (Receipt, error) {
	p := d.Gate.Pack()
	if err := Check(p, f, d.Gate.Now().Date()).OrNil(); err != nil {
		return Receipt{}, err
	}
	decision := d.Decide(f)
	s := sending{desk: d, f: f, photos: photos, draft: f.Draft(p, decision, who), traces: d.traces(f), rights: d.rights(f), staff: len(who.Posts) > 0}
	if f.Same != "" && who.Public {
		who = access.System(who.Name) // a resident opens no report of others; the program joins the two on their word
	}
	pin := credential.NewPIN()
	err := change.Of(d.Gate).Write(ctx, who, func(u *change.Unit) error {
		s.receipt = Receipt{Decision: decision, PIN: pin, Sensitive: f.Sensitive(p), Danger: f.Danger || f.Happening}
		return s.write(u)
	})
	return s.receipt, err
}

// sending is one report on its way into the store.
type sending struct {
	desk    *Desk
	f       *Filled
	photos  []Photo
	draft   record.Draft
	traces  []string
	rights  []string // by which it is known that they were told of the right to a case review
	staff   bool     // it is taken by somebody who may know of earlier reports
	receipt Receipt
}

func (s *sending) write(u *change.Unit) (err error) {
	if s.f.Key != "" && !s.f.kept.Stored() { // a form of which the store knows nothing but its key
		if first, sent, err := u.Submitted(s.f.Key); err != nil || sent {
			if sent {
				s.receipt = Receipt{Decision: s.receipt.Decision, Reference: first.Reference, Again: true}
			}
			return err
		}
	}
	s.receipt.Review = s.f.Repeat && !s.f.Anonymous // by their own word: whoever types another's address must not learn that they reported
	if s.staff {
		if s.receipt.Review, err = u.Traced(s.traces, s.desk.since(reviewMonths)); err != nil {
			return err
		}
	}
	draft := s.draft
	draft.Fields = maps.Clone(draft.Fields) // the record's own to change: a write may run again
	e, err := u.Create(draft)
	if err != nil {
		return err
	}
	s.receipt.Reference = e.Record().Reference
	if err := s.desk.joinSame(u, e, s.f.Same); err != nil {
		return err
	}
	if err := s.desk.alert(u, e, s.receipt.Decision.Alerts); err != nil {
		return err
	}
	if err := s.tellRight(u, e); err != nil {
		return err
	}
	return s.keep(u, e)
}

// alert tells those who must know at once, in the write that keeps or moves the report: each has a record of its own, with what
// happened, where, and how the sender can be reached without harm, as far as its kind asks for these and for no more.
func (d *Desk) alert(u *change.Unit, e *change.Edit, whom []Recipient) error {
	p := d.Gate.Pack()
	kind, ok := p.Kind(p.Partnership.Alert)
	if !ok {
		return nil
	}
	for _, to := range whom {
		team, ok := p.Team(to.Team)
		if !ok {
			continue
		}
		if _, err := u.Alert(e, team, alertFields(p, kind, e.Record().Fields), to.Why); err != nil {
			return err
		}
	}
	return nil
}

// alertFields are the answers that an alert passes on. Where it is not safe to contact the sender it holds no number to ring.
func alertFields(p *pack.Pack, alert *pack.Kind, answers record.Fields) record.Fields {
	out := record.Fields{}
	for _, f := range alert.Fields {
		if from, ok := p.ReportKind().Field(f.ID); ok && from.Type == f.Type && answers[f.ID] != nil {
			out[f.ID] = answers[f.ID]
		}
	}
	if record.ReadSafeContact(answers).Rule == record.ContactNever {
		delete(out, "phone")
		delete(out, "email")
	}
	return out
}

// Decide is where a report would go if it were sent now.
func (d *Desk) Decide(f *Filled) Decision { return Decide(d.Gate.Pack(), f, d.Gate.Answering) }

// joinSame links the report to the one that its sender says is about the same thing. Triage decides what follows.
func (d *Desk) joinSame(u *change.Unit, e *change.Edit, same string) error {
	if same == "" {
		return nil
	}
	other, err := u.Edit(same, 0)
	if errors.Is(err, fault.ErrNotFound) || err == nil && other.Record().Kind != d.Gate.Pack().Partnership.Report {
		return nil // it was taken away meanwhile; the new report stands for itself
	}
	if err != nil {
		return err
	}
	if is := other.Record(); pack.Higher(e.Record().Marking, is.Marking) != e.Record().Marking {
		if err := e.Assign(e.Record().OwnerBody, is.Team, "", "the same thing is with them, and nobody else may read of it"); err != nil {
			return err
		}
	}
	return u.Link(e, other, "The person who reported it says that it is about the same thing")
}

func (s *sending) keep(u *change.Unit, e *change.Edit) error {
	for _, photo := range s.photos {
		if err := e.Attach(photo.Name, "image/jpeg", photo.Content, record.ForReporter); err != nil {
			return err
		}
	}
	if err := u.KeepPIN(e, s.desk.PINs.Hash(s.receipt.Reference, s.receipt.PIN)); err != nil {
		return err
	}
	if err := u.KeepTrace(e, s.traces...); err != nil {
		return err
	}
	if s.f.Key == "" {
		return nil
	}
	if s.f.kept.Token != "" {
		if err := s.desk.Drafts().KeepReceipt(&u.Notebook, s.f.kept, s.receipt); err != nil {
			return err
		}
	}
	return u.KeepSubmission(s.f.Key, e)
}

// Draft is the record that the report becomes. It belongs to the intake's body until the routed team accepts it; a route to
// the intake's own body needs no such step, but the team still accepts.
func (f *Filled) Draft(p *pack.Pack, to Decision, who access.Principal) record.Draft {
	owner := intake(p).Body
	draft := record.Draft{Kind: p.Partnership.Report, Title: f.title(p), Category: f.Category, Risk: f.Risk(p), Channel: f.channel(), Marking: pack.Higher(f.marking(p), to.Marking),
		OwnerBody: owner, Team: to.Team, Area: f.Area, Place: cmp.Or(f.PlaceName, f.PlaceWords), Point: f.Point, RepeatVictim: f.Repeat, LastWord: "reporter", Fields: f.fields(p)}
	if to.Body != owner {
		draft.SenderBody = owner
	}
	if len(who.Posts) > 0 && who.Posts[0].Body != owner && !to.Forbids(p, who.Posts[0].Body) {
		draft.SenderBody = who.Posts[0].Body
	}
	if !f.FromDay.IsZero() {
		draft.Occurred = f.FromDay.Start()
		if hour, ok := record.HourOf(f.AtTime); ok {
			draft.Occurred = when.At(f.FromDay.Start().London().Add(timeOfDay(hour)))
		}
	}
	if !f.ToDay.IsZero() {
		draft.OccurredTo = f.ToDay.End()
	}
	return draft
}

// marking is that of the kind of case which triage would open from the report: what is restricted as a case is restricted
// from its first word.
func (f *Filled) marking(p *pack.Pack) string {
	c, ok := p.Category(f.Category)
	if !ok {
		return ""
	}
	if k, ok := p.Kind(c.Kind); ok && k.Marking == pack.Markings[len(pack.Markings)-1] {
		return k.Marking
	}
	if c.Sensitive || f.BecauseOfWho {
		return pack.Markings[1]
	}
	return ""
}

// title is the category and the place, which say what a list of reports is about without anything personal.
func (f *Filled) title(p *pack.Pack) string { return titled(p, f.Category, f.where(p)) }

// where is the named place, else the ward. What the reporter typed stays in the report: it may be a home.
func (f *Filled) where(p *pack.Pack) string {
	if f.PlaceName != "" {
		return f.PlaceName
	}
	if a, ok := p.Area(f.Area); ok {
		return a.Name
	}
	return ""
}

// fields are the answers as the kind's own fields; those that the kind does not declare are not kept.
func (f *Filled) fields(p *pack.Pack) record.Fields {
	all := record.Fields{"category": f.Category, "what": f.What, "place_kind": f.PlaceKind, "place_words": f.PlaceWords, "at_time": f.AtTime,
		"how_often": f.HowOften, "affected": f.Affected, "channel": f.channel(), "barrier": f.Barrier,
		"from_day": f.FromDay.String(), "to_day": f.ToDay.String()}
	if !f.Anonymous { // nothing about an anonymous reporter is kept, even where it was typed before they chose
		maps.Copy(all, f.Contact().Fields())
	}
	for id, yes := range map[string]bool{"danger": f.Danger, "happening": f.Happening, "along": f.Along, "repeat": f.Repeat, "anonymous": f.Anonymous} {
		all[id] = yes
	}
	f.harmFields(p, all)
	kind := p.ReportKind()
	for id, v := range all {
		if _, ok := kind.Field(id); !ok || v == "" {
			delete(all, id)
		}
	}
	return all
}

// harmFields are whom it harms, how, and why. A question that was left open has no field, and "I would rather not say" is no "No".
func (f *Filled) harmFields(p *pack.Pack, all record.Fields) {
	switch {
	case f.BecauseOfWho || f.Because == "no":
		all["because_of_who"] = f.BecauseOfWho
	case f.Because == NotSaid:
		all["because_not_said"] = true
	}
	if len(f.Harm) > 0 {
		all["harm"] = f.Harm
	}
	if len(f.Strands) > 0 && f.Hate(p) {
		all["strands"] = f.Strands
	}
	if f.Affected == SomebodyElse {
		all["other_name"], all["other_agrees"], all["other_reach"] = f.OtherName, f.OtherAgrees, f.OtherReach
	}
}

// Check says what is missing or wrong before a report can be sent; the keys are the pages' field names.
func Check(p *pack.Pack, f *Filled, today when.Date) fault.Wrong {
	bad := fault.Wrong{}
	if _, ok := p.Category(f.Category); !ok {
		bad.Add("category", "report.wrong.category")
	}
	if strings.TrimSpace(f.What) == "" {
		bad.Add("what", "report.wrong.what")
	}
	if f.FromDay.After(today) {
		bad.Add("from_day", "report.wrong.future")
	}
	if !f.ToDay.IsZero() && f.ToDay.Before(f.FromDay) {
		bad.Add("to_day", "report.wrong.order")
	}
	for field, said := range CheckContact(f) {
		bad.Add(field, said.Key, said.Names...)
	}
	if f.Point != nil && !(f.Point.Lon >= -180 && f.Point.Lon <= 180 && f.Point.Lat >= -90 && f.Point.Lat <= 90) {
		bad.Add("point", "report.wrong.point")
	}
	for _, x := range []struct {
		field, text string
		most        int
	}{{"what", f.What, 4000}, {"place_words", f.PlaceWords, 500}, {"name", f.Name, 200}, {"email", f.Email, 254}, {"phone", f.Phone, 40},
		{"contact_how", f.ContactHow, 500}, {"other_name", f.OtherName, 200}, {"other_reach", f.OtherReach, 500}, {"needs", f.Needs, 500}, {"at_time", f.AtTime, 60}} {
		if utf8.RuneCountInString(x.text) > x.most {
			bad.Add(x.field, "wrong.tooLong", "most", x.most, "number", utf8.RuneCountInString(x.text))
		}
	}
	return bad
}

// On is the same desk on another gate, which a demonstration gives a clock of its own.
func (d *Desk) On(g *gate.Gate, acts *act.Acts) *Desk {
	return &Desk{Gate: g, PINs: d.PINs, Acts: acts}
}

// CheckContact says what is wrong with the ways in which the sender can be reached.
func CheckContact(f *Filled) fault.Wrong {
	if f.Anonymous {
		return fault.Wrong{}
	}
	return f.Contact().Check()
}
