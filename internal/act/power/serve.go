package power

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/law"
)

// The fields by which the rules of serving go, where a kind has them.
const (
	Recipient  = "recipient"      // the person
	Body       = "recipient_body" // or the body
	Age        = "age"            // as they said or as it seemed
	Rough      = "sleeping_rough" // they sleep rough
	Offer      = "support_offer"  // reference of the contact at which they were offered support before
	Immediate  = "immediate_risk" // why it cannot wait for that
	Order      = "order"          // the order of the pack that a penalty is under
	Notice     = "notice"         // reference of the notice or the order that it is under
	Amount     = "amount"         // of a penalty
	EarlyPay   = "early_amount"   // the lower amount
	EarlyDays  = "early_days"     // and how long it will do
	ofContacts = "order-contact"  // the kind that records offers of support
	notMade    = "not-made"       // what such a contact says where no offer could be made
	recordedIn = "concern"        // the kind in which a worry about a child is kept
	inPlace    = "Recorded in place of the penalty: the person is under age"
)

// askServe asks what the law wants said and nobody has filled in yet, and how the notice was served.
func askServe(s *act.Scene) []act.Question {
	var out []act.Question
	for _, f := range s.Kind.Fields {
		switch {
		case f.ID == pack.ServedOn:
			q := act.Own(s, f)
			if q.Required, q.Missing = true, "Enter the day on which it was served"; q.Held == nil {
				q.Held = s.Today.String()
			}
			out = append(out, q)
		case f.ID == pack.ServedHow || f.ID == pack.Proof:
			q := act.Own(s, f)
			q.Required, q.Spread = true, true
			out = append(out, q)
		case s.Record.Fields[f.ID] == nil && slices.Contains(required(s.Kind), f.ID):
			q := act.Own(s, f)
			q.Required, q.When = true, nil
			out = append(out, q)
		}
	}
	return out
}

// required are the fields that the law asks a notice of the kind to carry, whichever of its powers it is served under.
func required(k *pack.Kind) (ids []string) {
	for _, id := range k.Powers {
		if p, ok := law.PowerOf(id); ok {
			ids = append(append(ids, p.Required...), p.Considers...)
		}
	}
	return ids
}

// service is what is decided about one serving.
type service struct {
	*act.Doing
	day    when.Date // on which it was served
	done   when.Date // on which what it is about was done
	power  *law.Power
	under  string // what a penalty is under, in words
	by     access.Authority
	needed bool // the power needs authority
}

// serve serves what was drafted. Each rule is asked by itself and says what is missing, and nothing of it is a tick of the officer's: by what
// authority, under what that stood on the day of the offence, against whom, after which warning and which offer of help.
func serve(d *act.Doing) error {
	for _, f := range d.Kind.Fields {
		if v, ok := d.Answers[act.FieldID(f.ID)]; ok {
			if err := d.Edit.Set(f.ID, v); err != nil {
				return err
			}
		}
	}
	s := &service{Doing: d}
	if err := s.days(); err != nil {
		return err
	}
	for _, rule := range []func() error{s.resolve, s.authorised, s.addressed, s.old, s.warned, s.supported, s.priced} {
		if err := rule(); err != nil {
			var young *underAge
			if errors.As(err, &young) {
				return s.instead(young)
			}
			return err
		}
	}
	return s.issue()
}

// days reads when it was served and when that happened which it is about.
func (s *service) days() (err error) {
	r := s.Edit.Record()
	if s.day, err = when.ParseDate(r.Fields.Text(pack.ServedOn)); err != nil || s.day.After(s.Today) {
		return s.wrong(pack.ServedOn, "Enter the day on which it was served, today or earlier")
	}
	if s.done = s.day; !r.Occurred.IsZero() {
		s.done = r.Occurred.Date()
	}
	if s.day.Before(s.done) {
		return s.wrong(pack.ServedOn, "It cannot have been served before "+s.done.Words()+", when it happened")
	}
	return nil
}

// wrong is a refusal at a field, where it is asked.
func (s *service) wrong(field, words string) error {
	return fault.Invalid{act.FieldID(field): words}
}

// resolve finds by which power it is served: the only one of its kind, or the one that goes with what a penalty is under. What it is under
// must have stood on the day of the offence.
func (s *service) resolve() error {
	id := s.Kind.Powers[0]
	if len(s.Kind.Powers) > 1 {
		var err error
		if id, err = s.breached(); err != nil {
			return err
		}
	}
	s.power, _ = law.PowerOf(id)
	return nil
}

// breached is the power by which a penalty is issued: under an order of the pack, a published order, or a notice that this person had.
func (s *service) breached() (string, error) {
	r := s.Edit.Record()
	ref := r.Fields.Text(Notice)
	if o, ok := s.Pack.Order(r.Fields.Text(Order)); ok {
		if !o.Life().Stands(s.done) {
			return "", s.wrong(Order, fmt.Sprintf("“%s” did not stand on %s: no penalty can be issued under it", o.Name, s.done.Words()))
		}
		s.under = o.Name
		return "pspo-penalty", nil
	}
	if ref == "" {
		return "", s.wrong(Notice, "Select the order, or enter the reference of the notice, that was breached")
	}
	n, err := s.Unit.Notice(ref)
	if err != nil {
		return "", s.missing(err, Notice, "There is no notice or order with that reference that you may see")
	}
	k, _ := s.Pack.Kind(n.Kind)
	s.under = k.Name + " " + n.Reference
	switch {
	case slices.Contains(k.Powers, "pspo"):
		return "pspo-penalty", s.stood(n, true)
	case slices.Contains(k.Powers, "cpn"):
		if !s.same(n) {
			return "", s.wrong(Notice, n.Reference+" was served on somebody else")
		}
		return "cpn-penalty", s.stood(n, false)
	}
	return "", s.wrong(Notice, n.Reference+" is neither a community protection notice nor an order")
}

// missing words that a record was not found; another error stays as it is.
func (s *service) missing(err error, field, words string) error {
	if errors.Is(err, fault.ErrNotFound) {
		return s.wrong(field, words)
	}
	return err
}

// stood refuses what had not been served, or had ended, on the day of the offence. An order counts from the day after it was both published and
// put up on the street.
func (s *service) stood(n *record.Record, order bool) error {
	from := n.Fields.Text(pack.ServedOn)
	if order {
		from = max(from, n.Fields.Text("signed_on"), n.Fields.Text("begins"))
	}
	until, on := n.Fields.Text("ends"), s.done.String()
	switch {
	case n.State != pack.Served && n.State != Ended:
		return s.wrong(Notice, n.Reference+" is not in force")
	case from == "" || from > on:
		return s.wrong(Notice, fmt.Sprintf("%s was not in force on %s", n.Reference, s.done.Words()))
	case until != "" && until < on:
		day, _ := when.ParseDate(until)
		return s.wrong(Notice, fmt.Sprintf("%s ended on %s, before %s", n.Reference, day.Words(), s.done.Words()))
	}
	return nil
}

// same says that another notice was served on the same person or body.
func (s *service) same(n *record.Record) bool {
	mine := s.Edit.Record().Fields
	if person := mine.Text(Recipient); person != "" || n.Fields.Text(Recipient) != "" {
		return person == n.Fields.Text(Recipient)
	}
	return mine.Text(Body) != "" && strings.EqualFold(strings.TrimSpace(mine.Text(Body)), strings.TrimSpace(n.Fields.Text(Body)))
}

// authorised finds by what authority the officer serves it, on that day and at that place. The program serves nothing.
func (s *service) authorised() (err error) {
	if s.Who.System {
		return act.Not("A notice is served by somebody with a name")
	}
	s.by, s.needed, err = Authority(s.Law(), s.Who.Authorities, Use{Power: s.power.ID, Day: s.day, Area: s.Edit.Record().Area})
	var un *Unauthorised
	if errors.As(err, &un) {
		return act.Not(un.Why)
	}
	return err
}

// addressed refuses a notice to nobody.
func (s *service) addressed() error {
	if _, ok := s.Kind.Field(Recipient); !ok {
		return nil
	}
	r := s.Edit.Record()
	if r.Fields.Text(Recipient) == "" && strings.TrimSpace(r.Fields.Text(Body)) == "" {
		return act.Not("Correct the draft and say whom it is for: a person, or a body")
	}
	return nil
}

// warned refuses a notice before which no warning was served on the same person, and given time to be heeded.
func (s *service) warned() error {
	if s.Kind.After == "" {
		return nil
	}
	before, _ := s.Pack.Kind(s.Kind.After)
	n, err := s.Unit.Notice(s.Edit.Record().Fields.Text(Before))
	if err != nil || n.Kind != before.ID {
		return s.missing(errors.Join(err, notThat(n, before)), Before, fmt.Sprintf("A %s comes first. Open it, and draft this one from there", record.Lower(before.Name)))
	}
	served, _ := when.ParseDate(n.Fields.Text(pack.ServedOn))
	switch {
	case n.State != pack.Served:
		return act.Not(fmt.Sprintf("%s does not stand: it was not served, was taken back or has ended", n.Reference))
	case !served.Before(s.day):
		return act.Not(fmt.Sprintf("%s was served on %s: it must have had time to be heeded", n.Reference, served.Words()))
	case !s.same(n):
		return act.Not(n.Reference + " was served on somebody else")
	}
	return nil
}

func notThat(n *record.Record, k *pack.Kind) error {
	if n == nil || n.Kind != k.ID {
		return fault.ErrNotFound
	}
	return nil
}

// supported refuses what is served on somebody who sleeps rough before they were offered help, but for an immediate risk.
func (s *service) supported() error {
	r := s.Edit.Record()
	if !r.Fields.Yes(Rough) || s.urgent() {
		return nil
	}
	n, err := s.Unit.Notice(r.Fields.Text(Offer))
	if err == nil && (n.Kind != ofContacts || n.Fields.Text("offer") == notMade || n.Fields.Text("offer") == "") {
		err = fault.ErrNotFound
	}
	if err != nil {
		return s.missing(err, Offer, "They sleep rough: enter the reference of an earlier contact at which support was offered, or why there is an immediate risk")
	}
	if offered := dayOf(n); offered.After(s.done) {
		return s.wrong(Offer, fmt.Sprintf("%s was on %s, after what this is about", n.Reference, offered.Words()))
	}
	return nil
}

// urgent says that the officer gave an immediate risk as the reason for what is otherwise refused.
func (s *service) urgent() bool {
	return strings.TrimSpace(s.Edit.Record().Fields.Text(Immediate)) != ""
}

func dayOf(r *record.Record) when.Date {
	if !r.Occurred.IsZero() {
		return r.Occurred.Date()
	}
	return r.Opened.Date()
}

// priced holds the amounts of a penalty against the rules of law of the day on which it is issued: never against one that waits to be signed.
func (s *service) priced() error {
	if s.power.Most == "" {
		return nil
	}
	most, ok := s.Law().Applies(s.power.Most, s.day)
	if !ok {
		return act.Not("It is not confirmed which amount the law allows on " + s.day.Words())
	}
	r := s.Edit.Record()
	if r.Fields[Amount] == nil {
		if err := s.Edit.Set(Amount, int64(most.Value)*100); err != nil {
			return err
		}
	}
	amount := r.Fields.Number(Amount)
	window, _ := s.Law().Applies("fpn.early_payment_window", s.day)
	switch {
	case amount <= 0 || amount > float64(most.Value)*100:
		return s.wrong(Amount, fmt.Sprintf("The law allows up to %s on %s (%s)", most.Words(), s.day.Words(), most.Citation))
	case r.Fields[EarlyPay] != nil && (r.Fields.Number(EarlyPay) >= amount || r.Fields.Number(EarlyDays) < 1 || r.Fields.Number(EarlyDays) >= float64(window.Value)):
		return s.wrong(EarlyPay, fmt.Sprintf("The lower amount must be lower, and payable within less than %s", window.Words()))
	}
	return nil
}
