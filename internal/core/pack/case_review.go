package pack

import (
	"slices"

	"github.com/wardmote/wardmote/law"
)

// KindCaseReview is the kind of record that an application for an ASB case review is (Anti-social Behaviour, Crime and Policing Act 2014
// s.104), where a pack has it.
const KindCaseReview = "case-review"

// CaseReview is what the partnership decides of its review procedures, beside the statute.
type CaseReview struct {
	Bodies     []string       `yaml:"bodies" need:"yes"` // the relevant bodies: each is asked for a return on every application
	Service    string         `yaml:"service"`           // entry of the directory: where one applies by telephone, e-mail and post
	Local      LocalThreshold `yaml:"local"`
	Returns    int            `yaml:"returns" need:"yes"`   // working days that a body has for its return
	Challenge  int            `yaml:"challenge" need:"yes"` // working days in which a decision can be challenged
	YearBegins int            `yaml:"year_begins"`          // the month in which the reporting year begins; April where left out
	Source     string         `yaml:"source" need:"yes"`
}

// LocalThreshold is a threshold of the partnership's own, beside that of the statute: so many complaints, each made within so many months
// before the application, whenever the behaviour was. It can only widen: an application that the statute lets through is let through. The zero
// value is none.
type LocalThreshold struct {
	Complaints int `yaml:"complaints"`
	Months     int `yaml:"months"`
}

// Stands says that there is one.
func (x LocalThreshold) Stands() bool { return x.Complaints > 0 && x.Months > 0 }

// FirstMonth is the month in which the reporting year begins.
func (c CaseReview) FirstMonth() int {
	if c.YearBegins == 0 {
		return 4
	}
	return c.YearBegins
}

// ReviewTold is the id of the field of a report in which it is kept how somebody who reported again was told of the right to a review.
const ReviewTold = "review_told"

// TellsRights says that the pack has a case review, so that whoever reports again is told of it.
func (p *Pack) TellsRights() bool { return len(p.CaseReview.Bodies) > 0 }

// How somebody was told of the right to a review: the options of that field.
const (
	ToldByMessage = "message" // in a way that they called safe
	ToldByTask    = "task"    // somebody of the staff is to tell them: no way is known to be safe
)

// checkCaseReview holds the section and the kind to each other: one without the other would ask nobody, or count nothing.
func (l *loader) checkCaseReview(r registry) {
	c, at := &l.pack.CaseReview, "case_review"
	i, has := r["kinds"].at[KindCaseReview]
	switch declared := len(c.Bodies) > 0; {
	case has && !declared:
		l.add(l.spot(join("kinds", i)), "", "the kind %q needs the section \"case_review:\", which says which bodies are asked", KindCaseReview)
		return
	case !has && declared:
		l.add(l.spot(at), "", "the section \"case_review:\" needs the kind %q", KindCaseReview)
		return
	case !declared:
		return
	}
	l.refs(r, "bodies", c.Bodies, at+".bodies")
	l.ref(r, "contacts", c.Service, at+".service")
	if c.Local != (LocalThreshold{}) && !c.Local.Stands() {
		l.add(l.spot(at+".local"), "", "a local threshold says how many complaints within how many months before the application: \"complaints\" and \"months\" are 1 or more")
	}
	if c.Returns < 1 || c.Challenge < 1 {
		l.add(l.spot(at), "", "\"returns\" and \"challenge\" are working days, 1 or more")
	}
	if c.YearBegins < 0 || c.YearBegins > 12 {
		l.add(l.spot(at+".year_begins"), "", "%d is no month of the year: write 1 to 12", c.YearBegins)
	}
	told, ok := l.reportField(ReviewTold)
	if !ok || told.Type != Choice || !slices.Contains(optionIDs(told.Options), ToldByMessage) || !slices.Contains(optionIDs(told.Options), ToldByTask) {
		l.add(l.spot(at), "", "the kind of report needs the field %q, a choice with the options %q and %q: whoever reports again is told of the right to a review", ReviewTold, ToldByMessage, ToldByTask)
	}
}

func (l *loader) reportField(id string) (Field, bool) {
	for i := range l.pack.Kinds {
		if k := &l.pack.Kinds[i]; k.ID == l.pack.Partnership.Report {
			return k.Field(id)
		}
	}
	return Field{}, false
}

// timings are its periods as rules beside the law.
func (c CaseReview) timings() (own []law.Rule) {
	for _, x := range []struct {
		key, what string
		days      int
	}{{"returns", "a body answers what it holds", c.Returns}, {"challenge", "a decision can be challenged", c.Challenge}} {
		if x.days > 0 {
			own = append(own, law.Rule{Key: "local.case_review." + x.key, Value: x.days, Unit: law.WorkingDays, Count: "following", Status: law.LocalPolicy,
				Citation: "ASB case review, " + x.what + ": " + c.Source})
		}
	}
	return own
}
