package hear

import (
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/page"
)

func coordinate(v float64) string { return strconv.FormatFloat(v, 'f', 6, 64) }

// row is an answer on the page that checks them, with the question that changes it.
type row struct {
	name, value, question string
}

// askCheck shows every answer before it is sent.
func (s *screens) askCheck(a *answer) error {
	a.Screen.Heading, a.Screen.Title = a.Say("form.check.heading", "call", a.Say("report.call")), a.Say("form.check")
	photos, err := s.reports.Photos(a.R.Context(), a.Token)
	if err != nil {
		return err
	}
	a.Add(checked(a, s.rows(a.Words(), a.F, len(photos)), reportPath+"/"))
	if a.F.Anonymous {
		a.Add(a.Draw(govuk.InsetText{Text: a.Say("report.check.anonymous")}))
		if found := report.Reveals(a.F.What); len(found) > 0 {
			a.Add(a.Draw(govuk.WarningText{Text: a.Say("report.check.reveals", "found", strings.Join(found, ", "))}), journey.Link("/report/story", a.Say("report.check.change")))
		}
	}
	s.whomItTells(a)
	a.Screen.Next.Text = a.Say("form.send", "call", a.Say("report.call"))
	return nil
}

// whomItTells says before it is sent who will have the report, who else is told at once, and whom it is never sent to.
func (s *screens) whomItTells(a *answer) {
	d := s.reports.Decide(a.F)
	owner, awaits := s.owners(d)
	a.Add(`<h2 class="govuk-heading-m">` + a.Words().HTML("form.check.whom") + `</h2>`)
	if awaits != "" {
		a.Add(journey.Paragraph(a.Say("report.check.asks", "owner", owner, "asked", awaits)))
	} else {
		a.Add(journey.Paragraph(a.Say("form.sent.owner", "team", owner, "call", a.Say("report.call"))))
	}
	if told := s.alerted(d); len(told) > 0 {
		a.Add(journey.Paragraph(a.Say("report.check.told")), bullets(told))
	}
	if len(d.Never) > 0 {
		a.Add(journey.Paragraph(a.Say("report.check.never", "bodies", strings.Join(s.bodies(d.Never), " "+a.Say("list.orWord")+" "))))
		a.Screen.Doors = s.doorsDrawn(a.Words(), d.Instead)
	}
}

// alerted are those who are told at once, each with why.
func (s *screens) alerted(d report.Decision) []string {
	var out []string
	for _, to := range d.Alerts {
		if t, ok := s.pack().Team(to.Team); ok {
			out = append(out, t.Name+". "+to.Why)
		}
	}
	return out
}

func (s *screens) bodies(ids []string) []string {
	var out []string
	for _, id := range ids {
		if b, ok := s.pack().Body(id); ok && !slices.Contains(out, b.Name) {
			out = append(out, b.Name)
		}
	}
	return out
}

func bullets(items []string) template.HTML {
	out := `<ul class="govuk-list govuk-list--bullet">`
	for _, item := range items {
		out += "<li>" + template.HTMLEscapeString(item) + "</li>"
	}
	return template.HTML(out + "</ul>") //nolint:gosec // escaped in the loop
}

// lines keeps the line breaks of what was typed.
func lines(text string) template.HTML {
	return template.HTML(`<span class="wm-break">` + strings.ReplaceAll(template.HTMLEscapeString(text), "\n", "<br>") + `</span>`) //nolint:gosec // escaped on this line
}

func (s *screens) rows(say *catalogue.Catalogue, f *report.Filled, photos int) []row {
	danger := say.Say("form.no")
	switch {
	case f.Danger:
		danger = say.Say("report.check.danger.yes")
	case f.Happening:
		danger = say.Say("report.check.danger.happening")
	}
	rows := []row{{say.Say("report.check.danger"), danger, "danger"}, {say.Say("report.check.about"), s.categoryName(f.Category), "what"}, {say.Say("form.line.where"), s.whereWords(say, f), whereQuestion(f)}}
	if len(f.Wards) > 1 {
		rows = append(rows, row{say.Say("form.line.ward"), s.areaName(say, f.Area), "ward"})
	}
	rows = append(rows, row{say.Say("report.check.kind"), s.placeKindName(f.PlaceKind), "kind"}, row{say.Say("report.check.when"), whenWords(say, f), "when"},
		row{say.Say("report.check.often"), s.words("how_often", f.HowOften), "often"}, row{say.Say("report.check.before"), yesWords(say, f.Repeat), "often"},
		row{say.Say("report.check.who"), s.words("affected", f.Affected), "who"}, row{say.Say("report.check.because"), becauseWords(say, f.Because), "who"}, row{say.Say("report.check.harm"), s.all("harm", f.Harm), "who"})
	if f.Affected == report.SomebodyElse {
		rows = append(rows, row{say.Say("report.check.else"), f.OtherName, "else"}, row{say.Say("report.check.agrees"), s.words("other_agrees", f.OtherAgrees), "else"}, row{say.Say("report.check.reach"), f.OtherReach, "else"})
	}
	if f.Hate(s.pack()) {
		rows = append(rows, row{say.Say("report.check.strand"), s.all("strands", f.Strands), "strand"})
	}
	rows = append(rows, row{say.Say("report.check.story"), f.What, "story"}, row{say.Say("form.line.photos"), photoWords(say, photos), "photos"})
	if f.Anonymous {
		rows = append(rows, row{say.Say("form.line.name"), say.Say("report.check.unnamed"), "you"})
	} else {
		rows = append(rows, contactRows(say, f.Contact(), "contact", "reach", "report.check.contact.")...)
	}
	if f.Same != "" {
		rows = append(rows, row{say.Say("report.check.same"), say.Say("report.check.same.yes"), "same"})
	}
	return rows
}

// all are the options of a field that were chosen, in words.
func (s *screens) all(field string, chosen []string) string {
	var names []string
	for _, id := range chosen {
		names = append(names, s.words(field, id))
	}
	return strings.Join(names, "\n")
}

func becauseWords(say *catalogue.Catalogue, because string) string {
	switch because {
	case "yes", "no":
		return say.Say("form." + because)
	case report.NotSaid:
		return say.Say("report.check.notSaid")
	}
	return ""
}

func whereQuestion(f *report.Filled) string {
	if f.Pinned {
		return "map"
	}
	return "where"
}

func (s *screens) whereWords(say *catalogue.Catalogue, f *report.Filled) string {
	text := placeCalled(say, f.Where())
	if f.Pinned && f.Point != nil {
		text = say.Say("report.check.at", "place", text, "lon", fmt.Sprintf("%.4f", f.Point.Lon), "lat", fmt.Sprintf("%.4f", f.Point.Lat))
	}
	return s.placeIn(say, text, f.Where())
}

func whenWords(say *catalogue.Catalogue, f *report.Filled) string {
	text := say.Date(f.FromDay)
	if !f.ToDay.IsZero() && f.ToDay != f.FromDay {
		text = strings.TrimSpace(say.Say("report.check.span", "first", text, "last", f.ToDay))
	}
	if f.AtTime != "" {
		text = strings.TrimPrefix(text+", "+f.AtTime, ", ")
	}
	return text
}

func yesWords(say *catalogue.Catalogue, yes bool) string {
	if yes {
		return say.Say("form.yes")
	}
	return say.Say("form.no")
}

func (s *screens) words(field, value string) string {
	f, _ := s.pack().ReportKind().Field(field)
	return record.Words(f, value)
}

func (s *screens) categoryName(id string) string {
	if c, ok := s.pack().Category(id); ok {
		return c.Name
	}
	return id
}

func (s *screens) areaName(say *catalogue.Catalogue, code string) string {
	if a, ok := s.pack().Area(code); ok {
		return a.Name
	}
	return say.Say("form.notKnown")
}

func (s *screens) placeKindName(id string) string {
	if k, ok := s.pack().PlaceKind(id); ok {
		return k.Name
	}
	return id
}

// send sends the report. Whatever is missing is asked first.
func (s *screens) send(a *answer) (string, error) {
	if i := s.report.Open(a.F); s.report.Questions[i].ID != "check" || len(a.F.Unseen(s.pack())) > 0 {
		return s.report.Next(a.F), nil
	}
	if err := s.allow(a.R, s.sending, "send "+address(a.R), a.Say("form.begin")); err != nil {
		return "", err
	}
	receipt, err := s.reports.SendResumed(a.R.Context(), a.F)
	switch {
	case desk.Wrong(err, a.Form):
		return "", nil
	case err != nil:
		return "", err
	case receipt.Again:
		return "/report/sent?again=1", nil
	}
	return "/report/sent", nil
}

type sentPage struct {
	page.Page
	report.Receipt
	Owner, Awaits string
	Alerted       []string // who is told at once
	Never         []string // to whom nothing of it is sent
	Instead       []door
	Again         bool
	ReviewDoors   []door
	Panel         template.HTML
}

// sent is the receipt. It can be seen again for an hour in the browser that sent the report, so that an answer lost on its
// way loses nothing.
func (s *screens) sent(w http.ResponseWriter, r *http.Request) error {
	receipt, err := s.reports.Receipt(r.Context(), s.report.Cookie.Token(r))
	if errors.Is(err, fault.ErrNotFound) {
		return page.Redirect(w, r, "/report", "")
	}
	if err != nil {
		return err
	}
	again := r.URL.Query().Has("again")
	title := page.Say(r, "report.sent")
	if again {
		title = page.Say(r, "form.sent.again", "call", page.Say(r, "report.call"))
	}
	screen := &sentPage{Page: page.Page{Title: title, Exit: receipt.Sensitive}, Receipt: receipt, Again: again}
	screen.Panel = panel(r, title, receipt.Reference)
	screen.Owner, screen.Awaits = s.owners(receipt.Decision)
	screen.Alerted, screen.Never, screen.Instead = s.alerted(receipt.Decision), s.bodies(receipt.Decision.Never), s.doorsOf(page.Words(r), receipt.Decision.Instead)
	if receipt.Review {
		screen.ReviewDoors = s.reviewDoors(page.Words(r))
	}
	return s.pages.Write(w, r, "sent.html", screen)
}

// reviewDoors are where a case review is asked for: the contacts of the pack's notice on it.
func (s *screens) reviewDoors(say *catalogue.Catalogue) []door {
	if n, ok := s.pack().Notice("case-review"); ok {
		return s.doorsOf(say, n.Contacts)
	}
	return nil
}

// owners are who has a new report, and who was asked to take it on.
func (s *screens) owners(d report.Decision) (owner, awaits string) {
	return report.Owners(s.pack(), d)
}
