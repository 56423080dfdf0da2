package hear

import (
	"context"
	"errors"
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/reference"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/page"
)

type doorPage struct {
	page.Page
	Reference, PIN govuk.Input
}

// track is the reporter's page, or the door to it.
func (s *screens) track(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	if r.Method == http.MethodPost {
		if to, err := s.admit(w, r, form); err != nil || to != "" {
			if err != nil {
				return err
			}
			return page.Redirect(w, r, to, "")
		}
	} else if who, ok := s.desk.Reporter(r.Context()); ok {
		progress, err := s.reports.Progress(r.Context(), who)
		if err == nil {
			return s.progress(w, r, who, progress)
		}
		if !errors.Is(err, fault.ErrNotFound) {
			return err
		}
		s.desk.Unfollow(r.Context()) // it was taken away meanwhile
	}
	screen := &doorPage{Page: page.Page{Title: form.Say("track.title"), Errors: form.Errors}}
	typed := form.Text("reference", 0)
	if r.Method != http.MethodPost {
		typed = page.ReadQuery(r).Text("reference", 60) // as the links of messages have it
	}
	screen.Reference = govuk.Input{Name: "reference", Value: typed, Label: journey.Label(form.Say("track.reference")), Hint: govuk.Hint{Text: form.Say("track.reference.hint")},
		ErrorMessage: form.Errors.For("reference"), Classes: "govuk-input--width-20", Autocomplete: "off", Spellcheck: govuk.Off}
	screen.PIN = govuk.Input{Name: "pin", Label: journey.Label(form.Say("track.pin")), Hint: govuk.Hint{Text: form.Say("track.pin.hint")},
		ErrorMessage: form.Errors.For("pin"), Classes: "govuk-input--width-10", Autocomplete: "off", Spellcheck: govuk.Off}
	return s.pages.Write(w, r, "track_door.html", screen)
}

// admit lets the reporter in by reference and PIN. Wrong tries are slowed by address and by reference, so that neither one
// address nor many can go through the PINs of a report, and nobody is kept from their own.
func (s *screens) admit(w http.ResponseWriter, r *http.Request, form *page.Form) (string, error) {
	ref := form.Needed("reference", 60, form.Say("track.reference.missing"))
	pin := form.Needed("pin", 60, form.Say("track.pin.missing"))
	if len(form.Errors) > 0 {
		return "", nil
	}
	key := strings.ToUpper(ref)
	if tidy, err := reference.Parse(ref); err == nil {
		key = tidy.String()
	}
	id := ""
	tried, err := s.tries.Try(r.Context(), key, address(r), s.desk.Gate.Now().Time(), func(ctx context.Context) (bool, error) {
		found, err := s.reports.Admit(ctx, ref, pin)
		id = found
		if desk.Wrong(err, form) {
			return false, nil
		}
		return err == nil, err
	})
	if err == nil && !tried.Right {
		err = s.desk.Gate.Note(r.Context(), access.Public(), "wrong PIN", s.pack().Partnership.Report, id, "")
	}
	switch {
	case err != nil:
		return "", err
	case tried.Often:
		return "", &page.Error{Kind: page.TooMany, Err: fault.ErrTooMany, Message: form.Say("track.often")}
	case !tried.Right:
		return "", nil
	}
	s.desk.NoteWriter(w, id)
	return "/track", s.desk.Follow(r.Context(), id)
}

type progressPage struct {
	page.Page
	*report.Progress
	Name        string
	Tag         template.HTML
	Timeline    govuk.Timeline
	Done        string
	Asks        bool
	ReviewDoors []door
	Expected    string   // that the day is counted by bank holidays that are not proclaimed yet
	Diary       []string // what they wrote down of it, the latest first
	Wrote       []string // into a form that came after the page was closed
}

// doneWords tell the reporter what an act did.
func doneWords(r *http.Request) string {
	switch done := r.URL.Query().Get("done"); done {
	case "again", "reply", "diary", "not-solved", "told", "rate", "challenge":
		return page.Say(r, "track.done."+done)
	}
	return ""
}

func (s *screens) progress(w http.ResponseWriter, r *http.Request, who access.Principal, p *report.Progress) error {
	screen := &progressPage{Wrote: s.desk.TakeWords(r.Context(), who.Record), Page: page.Page{Title: page.Say(r, "track.yours", "call", p.Call) + " " + p.Reference}, Progress: p, Done: doneWords(r), Asks: report.Asks(s.pack())}
	if !p.Report {
		screen.Asks = false
	}
	if p.Category != nil {
		screen.Name = p.Category.Name
	}
	screen.Exit, screen.Expected = p.Sensitive, expected(page.Words(r), p.Due)
	screen.Tag = page.Draw(r, govuk.Tag{Text: p.State.Name, Classes: "govuk-tag--" + p.State.Colour})
	screen.Timeline = govuk.Timeline{HeadingLevel: 3}
	say := page.Words(r)
	for i := len(p.Steps) - 1; i >= 0; i-- {
		step := p.Steps[i]
		event := govuk.Event{Title: stepText(say, step), Timestamp: step.At.String(), When: say.DateTime(step.At)}
		switch {
		case step.Mine:
			event.Title, event.Text = say.Say("track.said"), step.Text
		case step.From != "":
			event.Title, event.Text = say.Say("track.told"), step.Text
		}
		screen.Timeline.Items = append(screen.Timeline.Items, event)
	}
	for i := len(p.Incidents) - 1; i >= 0; i-- {
		var at any = p.Incidents[i].Began.Date()
		if p.Incidents[i].Timed {
			at = say.DateTime(p.Incidents[i].Began)
		}
		screen.Diary = append(screen.Diary, say.Say("track.diary.line", "at", at, "what", p.Incidents[i].What))
	}
	if p.Review {
		screen.ReviewDoors = s.reviewDoors(say)
	}
	return s.pages.Write(w, r, "track.html", screen)
}

// stepText is what a step says.
func stepText(say *catalogue.Catalogue, step report.Step) string {
	if step.Remark.Key == "" {
		return step.Text
	}
	return say.Say(step.Remark.Key, step.Remark.Names...)
}

// expected says that a day was counted by bank holidays that are not proclaimed yet; empty where they are.
func expected(say *catalogue.Catalogue, day when.Date) string {
	if clock.Proclaimed(day) {
		return ""
	}
	return say.Say("track.due.expected", "year", strconv.Itoa(day.Year()))
}

// reporterPhoto is a photo of the reporter's own report.
func (s *screens) reporterPhoto(w http.ResponseWriter, r *http.Request) error {
	who, ok := s.desk.Reporter(r.Context())
	if !ok {
		return fault.ErrNotFound
	}
	content, err := s.reports.File(r.Context(), who, r.PathValue("id"))
	if err != nil {
		return err
	}
	return writeJPEG(w, content)
}
