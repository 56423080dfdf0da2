// Package threshold says whether an application for an ASB case review meets the threshold, and why, complaint by complaint (Anti-social
// Behaviour, Crime and Policing Act 2014 s.104(4), (11)). It is pure: complaints, days and rules in, findings out.
//
// With as many qualifying complaints as the statute asks for (or a lower number of the local procedure) the bodies must decide that the
// threshold is met. To which body each was made makes no difference, and neither does what was done about it: that is evidence for the panel.
// A local rule stands beside the statute and can only widen it. Below both the bodies decide by persistence, harm, potential harm and how
// adequate the answer was (s.104(5)): that is a person's to decide, and stands in no engine.
package threshold

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/law"
)

// Complaint is one that was made to somebody.
type Complaint struct {
	ID        string
	Sort      string    // to what sort of body; it counts whichever it is
	Behaviour when.Date // not set where nobody knows it
	Made      when.Date
	Said      string // id of the complaint of the applicant that this is the body's own entry of; empty where it is none
	Done      string // what was done about it, which changes nothing
}

// Local is a threshold of the partnership's own: so many complaints, each made within so many months before the application, whenever the
// behaviour was. The zero value is none.
type Local struct{ Complaints, Months int }

// Rules are those of one day.
type Rules struct {
	Complaints    int          // how many the statute asks for
	ComplaintBy   clock.Period // from the behaviour to the complaint
	ApplicationBy clock.Period // from the complaint to the application
	Citations     []string
	Local         Local
}

// The keys of the law.
const (
	keyComplaints  = "casereview.default_complaints"
	keyComplaint   = "casereview.complaint_window"
	keyApplication = "casereview.application_window"
)

// On are the rules of the law of a day, beside a local threshold. It is an error where the law of that day has none.
func On(table *law.Table, day when.Date, local Local) (r Rules, err error) {
	r.Local = local
	for _, key := range []string{keyComplaints, keyComplaint, keyApplication} {
		rule, ok := table.Applies(key, day)
		if !ok {
			return r, fmt.Errorf("no rule of law %s is in force on %s: no threshold can be counted for that day", key, day)
		}
		switch key {
		case keyComplaints:
			r.Complaints = rule.Value
		case keyComplaint:
			r.ComplaintBy, err = clock.Of(rule)
		default:
			r.ApplicationBy, err = clock.Of(rule)
		}
		if err != nil {
			return r, err
		}
		if !slices.Contains(r.Citations, rule.Citation) {
			r.Citations = append(r.Citations, rule.Citation)
		}
	}
	return r, nil
}

// Why a complaint counts or does not.
type Why string

// The reasons.
const (
	Counts       Why = "counts"        // by the statute
	CountsHere   Why = "counts-here"   // by the local threshold alone
	Same         Why = "same"          // it is another entry of one that was looked at before
	NoBehaviour  Why = "no-behaviour"  // the day of the behaviour is not known
	TooLate      Why = "too-late"      // made after the time from the behaviour
	Old          Why = "old"           // the application came after the time from the complaint
	NotYet       Why = "not-yet"       // made after the application
	NotBehaviour Why = "not-behaviour" // made before the behaviour that it is about
)

// Finding is one complaint with what the rules say of it.
type Finding struct {
	Complaint
	Statute   bool      // it qualifies by the statute
	Local     bool      // it counts by the local threshold
	Why       Why       // by the statute, where it does not qualify locally alone
	MadeBy    when.Date // the last day on which it could be made, by the behaviour; not set where that is not known
	AppliedBy when.Date // the last day for the application, by the complaint
	Of        string    // id of the complaint that it is another entry of; its own where of none
}

// Result is what the rules say of an application.
type Result struct {
	Rules
	Applied  when.Date
	Findings []Finding // in the order of the complaints
	Statute  int       // complaints that qualify
	Here     int       // complaints that count locally
}

// ByStatute says that the statute lets it through.
func (r *Result) ByStatute() bool { return r.Statute >= r.Complaints }

// ByLocal says that the local threshold does.
func (r *Result) ByLocal() bool {
	return r.Local.Complaints > 0 && r.Local.Months > 0 && r.Here >= r.Local.Complaints
}

// Met says that the threshold must be decided to be met.
func (r *Result) Met() bool { return r.ByStatute() || r.ByLocal() }

// Judge looks at every complaint of an application. Several entries of one complaint, the applicant's and the body's, count once, and by
// whichever of them qualifies: no entry takes away from another.
func (r Rules) Judge(cal *clock.Calendar, applied when.Date, all []Complaint) Result {
	out := Result{Rules: r, Applied: applied}
	statute, local := map[string]bool{}, map[string]bool{}
	for _, c := range all {
		f := r.find(cal, applied, c)
		if f.Of = c.ID; c.Said != "" {
			f.Of = c.Said
		} else if i := slices.IndexFunc(out.Findings, func(x Finding) bool { return x.same(c) }); i >= 0 {
			f.Of = out.Findings[i].Of
		}
		if f.Of != c.ID && slices.ContainsFunc(out.Findings, func(x Finding) bool { return x.Of == f.Of && (x.Statute || x.Local) }) {
			f.Why = Same
		}
		statute[f.Of], local[f.Of] = statute[f.Of] || f.Statute, local[f.Of] || f.Local
		out.Findings = append(out.Findings, f)
	}
	for of := range statute {
		if statute[of] {
			out.Statute++
		}
		if local[of] {
			out.Here++
		}
	}
	return out
}

// same says that two entries tell of one complaint: made to one sort of body on one day about behaviour of one day.
func (f Finding) same(c Complaint) bool {
	return f.Sort == c.Sort && f.Made == c.Made && f.Behaviour == c.Behaviour
}

// find looks at one complaint. The periods were checked when the rules were read.
func (r Rules) find(cal *clock.Calendar, applied when.Date, c Complaint) Finding {
	f := Finding{Complaint: c}
	f.AppliedBy, _ = r.ApplicationBy.LastDay(cal, c.Made)
	switch {
	case c.Made.After(applied):
		f.Why = NotYet
	case applied.After(f.AppliedBy):
		f.Why = Old
	}
	if f.Why != NotYet && r.Local.Months > 0 {
		last, _ := clock.Period{N: r.Local.Months, Unit: clock.Months, Mode: clock.BeginningWith}.LastDay(cal, c.Made)
		f.Local = !applied.After(last)
	}
	if !c.Behaviour.IsZero() {
		f.MadeBy, _ = r.ComplaintBy.LastDay(cal, c.Behaviour)
	}
	switch {
	case f.Why != "":
	case c.Behaviour.IsZero():
		f.Why = NoBehaviour
	case c.Made.Before(c.Behaviour):
		f.Why = NotBehaviour
	case c.Made.After(f.MadeBy):
		f.Why = TooLate
	default:
		f.Why, f.Statute, f.Local = Counts, true, true
	}
	if f.Local && !f.Statute {
		f.Why = CountsHere
	}
	return f
}
