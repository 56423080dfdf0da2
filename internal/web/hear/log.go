package hear

import (
	"errors"
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/contact"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/page"
)

// logPage is one page on which a call handler takes a whole report: the order of its fields is that of a call. It is shown
// a second time only where the place is not clear or where the same seems to have been reported.
type logPage struct {
	page.Page
	Token   string
	Found   govuk.Radios // places to choose among
	Similar []report.Similar
	Same    govuk.Radios
	Danger, Channel, HowOften, Repeat,
	Because, Safe, Barrier govuk.Radios
	Category, PlaceKind, Affected govuk.Select
	Place, Time, Name, Email, Phone,
	How, Needs govuk.Input
	Reach            govuk.Details
	Along, Anonymous govuk.Checkboxes
	Strands, Harm    govuk.Checkboxes
	Agrees           govuk.Radios
	OtherName        govuk.Input
	OtherReach       govuk.Input
	What             govuk.CharacterCount
	From             govuk.DateInput
	Again            bool        // the page is shown a second time
	Others           []pack.Form // what can be taken down for somebody beside a report
}

type loggedPage struct {
	page.Page
	report.Receipt
	Owner, Awaits string
	Alerted       []string // who is told at once
	Never         []string // to whom nothing of it is sent
	Instead       []door
	Notices       []shownNotice
	Open          string // the report, where the reader may open it
}

// log takes a report for somebody, or one that staff found.
func (s *screens) log(w http.ResponseWriter, r *http.Request) error {
	who := desk.Who(r)
	if !s.desk.Gate.Rules().Anywhere(who, pack.Create, s.pack().Partnership.Report) {
		return page.Fail(page.Forbidden, "Your post does not let you log a report.")
	}
	form, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	if r.Method != http.MethodPost {
		return s.showLog(w, r, form, &report.Filled{}, nil)
	}
	f := s.readLog(form)
	if receipt, err := s.reports.Receipt(r.Context(), form.Text("token", 100)); err == nil { // sent already: it is no duplicate of itself
		receipt.Again = true
		return s.logged(w, r, f, receipt)
	} else if !errors.Is(err, fault.ErrNotFound) {
		return err
	}
	found := s.logPlace(form, f)
	similar, err := s.reports.Similar(r.Context(), who, f)
	if err != nil {
		return err
	}
	s.takeLogSame(form, f, similar)
	if len(form.Errors) > 0 {
		return s.showLog(w, r, form, f, &logQuestions{found, similar})
	}
	if unclear := len(found) > 0 && !form.Has("match"); unclear || len(similar) > 0 && !form.Has("same") {
		return s.showLog(w, r, form, f, &logQuestions{found, similar})
	}
	receipt, err := s.reports.Log(r.Context(), who, form.Text("token", 100), f)
	if err != nil {
		if desk.Wrong(err, form) {
			return s.showLog(w, r, form, f, &logQuestions{found, similar})
		}
		return err
	}
	return s.logged(w, r, f, receipt)
}

// readLog reads the whole form.
func (s *screens) readLog(form *page.Form) *report.Filled {
	now := form.Choice("danger", []string{"no", "danger", "happening"}, "Ask whether anybody is in danger or a crime is happening now, and select their answer")
	f := &report.Filled{Asked: true, Danger: now == "danger", Happening: now == "happening"}
	f.Channel = form.Choice("channel", s.offered("channel"), "Select how it reached you")
	if _, ok := s.pack().Category(form.Text("category", 100)); ok {
		f.Category = form.Text("category", 100)
	} else {
		form.Errors.Add("category", "Select what it is about")
	}
	f.What = form.Needed("what", whatMost, "Enter what happened")
	f.PlaceWords, f.Along = form.Text("place", placeMost), form.Yes("along")
	if _, ok := s.pack().PlaceKind(form.Text("kind", 100)); ok {
		f.PlaceKind = form.Text("kind", 100)
	}
	f.FromDay, f.AtTime = form.Date("from", "The day it happened"), form.Text("time", timeMost)
	if f.FromDay.After(s.desk.Gate.Now().Date()) {
		form.Errors.Add("from-day", "The day it happened must be today or in the past")
	}
	for field, into := range map[string]*string{"how_often": &f.HowOften, "affected": &f.Affected, "barrier": &f.Barrier} {
		*into = form.Choice(field, append(s.offered(field), ""), "")
	}
	f.Repeat, f.Because = form.Text("repeat", 10) == "yes", form.Choice("because", []string{"yes", "no", report.NotSaid, ""}, "")
	f.BecauseOfWho = f.Because == "yes"
	f.Strands, f.Harm = form.Choices("strand", s.offered("strands")), form.Choices("harm", s.offered("harm"))
	f.OtherAgrees = form.Choice("agrees", append(s.offered("other_agrees"), ""), "")
	f.OtherName, f.OtherReach = form.Text("other-name", nameMost), form.Text("other-reach", howMost)
	readLogContact(form, f)
	return f
}

func readLogContact(form *page.Form, f *report.Filled) {
	if form.Yes("anonymous") {
		f.Anonymise()
		return
	}
	f.Name, f.Email, f.Phone = form.Text("name", nameMost), form.Text("email", emailMost), form.Text("phone", phoneMost)
	f.ContactHow, f.Needs = form.Text("how", howMost), form.Text("needs", howMost)
	safe := form.Choice("safe", []string{"yes", safeSome, "no", ""}, "")
	takeSafe(f, safe)
	switch ways := contact.Read(form); {
	case safe == safeSome && len(ways.By) == 0:
		form.Errors.Add("by", "Select at least one way in which it is safe to contact them")
	case safe == safeSome:
		f.Reach = ways
	case safe == "" && (f.Email != "" || f.Phone != ""):
		form.Errors.Add("safe", "Ask whether it is safe to contact them, and select their answer")
	}
	for field, said := range report.CheckContact(f) {
		form.Wrong(field, said.Key, said.Names...)
	}
	if f.Name == "" && f.Email == "" && f.Phone == "" {
		f.Anonymous = true // a walkabout finding has nobody to tell
	}
}

// clear is how much better than the next a place must fit to be taken without asking.
const clearly, apart = 0.85, 0.1

// logPlace takes the place where the words are clear, and else gives the places to choose among.
func (s *screens) logPlace(form *page.Form, f *report.Filled) []place.Match {
	if f.PlaceWords == "" {
		return nil
	}
	found := s.candidates(f.PlaceWords, f.Along)
	f.Outside = found.Outside
	if chosen := form.Text("match", 300); chosen != "" {
		i := slices.IndexFunc(found.Matches, func(m place.Match) bool { return matchValue(m) == chosen })
		if i >= 0 {
			s.takeMatch(f, found.Matches[i])
		}
		return found.Matches
	}
	if len(found.Matches) == 0 {
		return nil
	}
	best := found.Matches[0]
	if best.Score >= clearly && len(best.Areas) == 1 && (len(found.Matches) == 1 || found.Matches[1].Score <= best.Score-apart) {
		s.takeMatch(f, best)
		return nil
	}
	return found.Matches
}

// takeLogSame joins the report to an open one that the handler chose.
func (s *screens) takeLogSame(form *page.Form, f *report.Filled, similar []report.Similar) {
	chosen := form.Text("same", 100)
	for _, m := range similar {
		if m.Reference == chosen {
			f.Same = m.ID
		}
	}
}

func (s *screens) logged(w http.ResponseWriter, r *http.Request, f *report.Filled, receipt report.Receipt) error {
	screen := &loggedPage{Page: page.Page{Title: "Report logged: " + receipt.Reference}, Receipt: receipt}
	screen.Owner, screen.Awaits = s.owners(receipt.Decision)
	screen.Alerted, screen.Never, screen.Instead = s.alerted(receipt.Decision), s.bodies(receipt.Decision.Never), s.doorsOf(page.Words(r), receipt.Decision.Instead)
	shown := map[string]bool{}
	for _, n := range report.Notices(s.pack(), f) {
		screen.Notices = append(screen.Notices, s.shown(page.Words(r), n, shown))
	}
	if s.desk.Gate.Rules().Anywhere(desk.Who(r), pack.View, s.pack().Partnership.Report) {
		screen.Open = "/triage/" + receipt.Reference
	}
	return s.pages.Write(w, r, "logged.html", screen)
}

// logQuestions are what a second look at the form asks.
type logQuestions struct {
	places  []place.Match
	similar []report.Similar
}

func (s *screens) showLog(w http.ResponseWriter, r *http.Request, form *page.Form, f *report.Filled, q *logQuestions) error {
	screen := &logPage{Page: page.Page{Title: "Log a report for somebody", Errors: form.Errors}, Token: form.Text("token", 100)}
	if screen.Token == "" {
		screen.Token = page.NewToken() + page.NewToken() // as long as the token of a browser's own form
	}
	for _, f := range s.pack().Forms {
		if s.desk.Gate.Rules().Anywhere(desk.Who(r), pack.Create, f.Kind) {
			screen.Others = append(screen.Others, f)
		}
	}
	s.drawLog(screen, form)
	if q != nil {
		screen.Again = len(form.Errors) == 0
		s.drawQuestions(screen, form, q)
	}
	return s.pages.Write(w, r, "log.html", screen)
}

func (s *screens) drawQuestions(screen *logPage, form *page.Form, q *logQuestions) {
	if len(q.places) > 0 {
		screen.Found = govuk.Radios{Name: "match", Value: form.Text("match", 300), Fieldset: journey.Legend("Which place is it?"), Classes: "govuk-radios--small"}
		for _, m := range q.places {
			name, hint := s.matchAmong(form.Words(), q.places, m)
			screen.Found.Items = append(screen.Found.Items, govuk.Choice{Value: matchValue(m), Text: name + " (" + hint + ")"})
		}
		screen.Found.Items = append(screen.Found.Items, govuk.Choice{Value: "none", Text: "None of these: keep the words as they are"})
	}
	screen.Similar = q.similar
	if len(q.similar) > 0 {
		screen.Same = govuk.Radios{Name: "same", Value: form.Text("same", 100), Fieldset: journey.Legend("Is it the same as an open report?"), Classes: "govuk-radios--small"}
		for _, m := range q.similar {
			screen.Same.Items = append(screen.Same.Items, govuk.Choice{Value: m.Reference, Text: m.Reference + ": " + m.Title, Hint: govuk.Hint{Text: bands(form.Words(), m)}})
		}
		screen.Same.Items = append(screen.Same.Items, govuk.Choice{Value: "different", Text: "No, it is different"})
	}
}
