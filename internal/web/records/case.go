package records

import (
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// casePage is the page of a case: who is affected on the left, what happened and what is written now in the middle, and on the right what
// is to be done and what belongs to it.
type casePage struct {
	recordPage
	Line     string // what it is of, from what, and with whom
	Tags     []template.HTML
	Now      []template.HTML
	Next     []template.HTML
	Add      *adding
	People   []affected
	Alleged  []affected
	Others   []affected
	Where    template.HTML
	Chips    []chip
	Entries  []entry
	More     string // where all of what is chosen is shown, where the page shows the newest alone
	Chosen   string
	When     *chart.Drawing
	WhenSays string
	Promises []promised
	Missed   int
	Reports  []joinedReport
	Joined   govuk.SummaryList
}

// affected is somebody on the case as whoever works on it must know them.
type affected struct {
	Name, Role, Href, Off string
	Safe, Needs, Kept     string
}

type joinedReport struct {
	Ref, Title, When, What, Unlink string
	State                          template.HTML
}

// caseRecord is the page of a case.
func (x *view) fillCase(screen *casePage) error {
	if err := x.fill(&screen.recordPage); err != nil {
		return err
	}
	screen.Wide = true
	rec := &x.whole.Record
	screen.Line, screen.Tags = x.line(), x.tags()
	screen.Now, screen.Next = x.nows(), x.nexts()
	if screen.MayEdit {
		screen.Add = x.adding()
	}
	if err := x.people(screen); err != nil {
		return err
	}
	if rec.Place != "" || rec.Area != "" {
		screen.Where = words.Prose(x.s.words.Where(rec))
	}
	x.timelineOf(screen)
	screen.When, screen.WhenSays = x.hours(screen.Chosen == "incidents")
	screen.Promises, screen.Missed = x.promises(), len(x.whole.Missed)
	return x.joined(screen)
}

// line says in one line what the case is of, how old it is and who has it.
func (x *view) line() string {
	rec, reports := &x.whole.Record, 0
	for _, l := range x.whole.Links {
		if l.Kind == x.s.desk.Pack().Partnership.Report {
			reports++
		}
	}
	parts := []string{rec.Reference, "opened " + rec.Opened.Date().Words()}
	switch {
	case reports == 1:
		parts[1] += " from a report"
	case reports > 1:
		parts[1] += fmt.Sprintf(", with %d reports", reports)
	}
	for _, part := range []string{x.s.words.Team(rec.Team), cmp.Or(x.names[rec.Assignee], "nobody by name"), words.Marking(rec.Marking)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " · ")
}

func (x *view) tags() []template.HTML {
	rec := &x.whole.Record
	out := []template.HTML{x.s.words.State(x.kind.ID, rec.State)}
	if rec.Risk != "" {
		out = append(out, x.s.words.Risk(rec.Risk))
	}
	for _, b := range x.identity().Badges {
		out = append(out, govuk.HTML(b))
	}
	return out
}

// people are those on the case, first those who suffer, with what must be known before anybody reaches them.
func (x *view) people(screen *casePage) error {
	at := map[string]int{}
	for _, p := range x.whole.Parties {
		a := affected{Name: p.PersonName, Role: x.role(p.Role), Kept: x.s.words.Kept(p.Seal), Off: x.href("party", p.ID)}
		if p.Body != "" {
			a.Name = x.s.words.Body(p.Body)
		}
		list := &screen.Others
		switch p.Role {
		case "victim", "complainant", "reporter":
			list = &screen.People
		case "alleged", "perpetrator":
			list = &screen.Alleged
		}
		if i, ok := at[p.Person]; ok && p.Person != "" && list == &screen.People && i < len(screen.People) {
			screen.People[i].Role += ", " + record.Lower(a.Role)
			continue
		}
		if p.Person != "" {
			a.Href = "/person/" + p.Person
			card, err := x.v.Person(p.Person)
			if err != nil && !errors.Is(err, fault.ErrNotFound) {
				return err
			}
			if err == nil {
				a.Needs, a.Safe = card.Needs, cmp.Or(strings.Join(card.SafeContact.Lines(), " "), map[string]string{record.ContactAny: "May be reached in any way", record.ContactNotAsked: "Safe contact: not known yet"}[card.SafeContact.Rule])
			}
			if list == &screen.People {
				at[p.Person] = len(screen.People)
			}
		}
		*list = append(*list, a)
	}
	return nil
}

// nows are what is late or waits for whoever has the case, the gravest first.
func (x *view) nows() (out []template.HTML) {
	rec, now := &x.whole.Record, x.s.desk.Gate.Now()
	add := func(yes bool, html template.HTML) {
		if yes {
			out = append(out, html)
		}
	}
	add(!rec.ContactMiss.IsZero(), words.Prose("contact promised for "+rec.ContactMiss.Words()+" was missed"))
	if !rec.Open {
		return out
	}
	for _, run := range x.whole.Clocks {
		add(run.Stopped.IsZero() && run.Late(now), words.Prose(record.Lower(words.ClockName(x.kind, run.Clock))+" was due "+due(run)))
	}
	add(!rec.RiskDue.IsZero() && !rec.RiskDue.After(now.Date()), words.Prose("the risk is to be assessed again"))
	for _, a := range x.whole.Actions {
		add(a.State == record.ActionOpen && a.Due.Before(now.Date()), words.Prose("“"+a.What+"” was due "+a.Due.Words()))
	}
	add(rec.LastWord == "reporter", "the reporter spoke last")
	add(x.whole.Closing != nil, "somebody asks to close it")
	return out
}

// nextsMost is how many of the things that come next stand on the page.
const nextsMost = 3

// nexts are what comes next and by when, the nearest first.
func (x *view) nexts() (out []template.HTML) {
	type coming struct {
		day  string
		html template.HTML
	}
	var all []coming
	today, rec := x.s.desk.Gate.Now().Date(), &x.whole.Record
	if !rec.Open {
		return nil
	}
	for _, p := range x.whole.Promises {
		if !p.Due.Before(today) {
			all = append(all, coming{p.Due.String(), words.Prose("speak with " + p.PersonName + " by " + p.Due.Words() + ", by " + record.WayWords(p.Way))})
		}
	}
	for _, run := range x.whole.Clocks {
		if run.Stopped.IsZero() && !run.Due.IsZero() && !run.Due.Before(today) {
			all = append(all, coming{run.Due.String(), words.Prose(record.Lower(words.ClockName(x.kind, run.Clock)) + " by " + due(run))})
		}
	}
	for _, a := range x.whole.Actions {
		if a.State == record.ActionOpen && !a.Due.Before(today) {
			all = append(all, coming{a.Due.String(), words.Prose(record.Lower(a.What) + " by " + a.Due.Words())})
		}
	}
	if rec.RiskDue.After(today) {
		all = append(all, coming{rec.RiskDue.String(), words.Prose("assess the risk again by " + rec.RiskDue.Words())})
	}
	slices.SortStableFunc(all, func(a, b coming) int { return cmp.Compare(a.day, b.day) })
	if !rec.Asked.IsZero() { // whatever its targets say, and however many come before
		out = append(out, words.Prose("asked for by "+rec.Asked.Words()))
	}
	for _, c := range all[:min(len(all), nextsMost)] {
		out = append(out, c.html)
	}
	return out
}

type promised struct {
	Words, Href string
	Due         template.HTML
	Late        bool
}

// promises are what was agreed with the people on the case.
func (x *view) promises() (out []promised) {
	today := x.s.desk.Gate.Now().Date()
	for _, p := range x.whole.Promises {
		line := promised{Words: p.PersonName + ", " + p.Words() + " by " + record.WayWords(p.Way), Due: words.DueTag(x.s.desk.Gate.Calendar(), p.Due, today), Late: p.Due.Before(today)}
		if x.edit {
			line.Href = x.href("promised", p.ID)
		}
		out = append(out, line)
	}
	return out
}

// joined are the records that belong together with the case: its reports with what they tell, for the two are one place, and others by name.
func (x *view) joined(screen *casePage) error {
	screen.Joined = govuk.SummaryList{}
	rest := *x.whole
	rest.Links = nil
	for _, l := range x.whole.Links {
		if l.Kind != x.s.desk.Pack().Partnership.Report || len(screen.Reports) == reportsLooked {
			rest.Links = append(rest.Links, l)
			continue
		}
		r, err := x.v.Glance(l.Other)
		if errors.Is(err, fault.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		screen.Reports = append(screen.Reports, joinedReport{Ref: r.Reference, Title: r.Title, When: page.DateTime(r.Opened), What: r.Fields.Text("what"), State: x.s.words.State(r.Kind, r.State), Unlink: x.href("link", l.ID)})
	}
	other := *x
	other.whole = &rest
	screen.Joined = other.links()
	return nil
}

// isCase says that a record has the page of a case: a report is answered at triage.
func (x *view) isCase() bool {
	return x.kind.Archetype == pack.Case && x.kind.ID != x.s.desk.Pack().Partnership.Report
}

func (s *screens) writeRecord(w http.ResponseWriter, r *http.Request, x *view, plain *recordPage, of *casePage) error {
	if x.isCase() {
		return s.pages.Write(w, r, "case.html", of)
	}
	return s.pages.Write(w, r, "record.html", plain)
}
