package hear

import (
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

func coordinate(v float64) string { return strconv.FormatFloat(v, 'f', 6, 64) }

// row is an answer on the page that checks them, with the question that changes it.
type row struct {
	name, value, question string
}

// askCheck shows every answer before it is sent.
func (s *screens) askCheck(a *answer) error {
	a.Screen.Heading, a.Screen.Title = "Check your answers before you send your report", "Check your answers"
	photos, err := s.reports.Photos(a.R.Context(), a.Token)
	if err != nil {
		return err
	}
	list := govuk.SummaryList{}
	for _, r := range s.rows(a.F, len(photos)) {
		list.Rows = append(list.Rows, govuk.SummaryRow{Key: govuk.SummaryText{Text: r.name}, Value: govuk.SummaryText{HTML: lines(r.value)},
			Actions: govuk.SummaryActions{Items: []govuk.SummaryAction{{Href: "/report/" + r.question, Text: "Change", VisuallyHiddenText: words.Lower(r.name)}}}})
	}
	a.Add(govuk.HTML(list))
	if a.F.Anonymous {
		a.Add(govuk.HTML(govuk.InsetText{Text: "You send this without a name. We keep what you wrote, and no name, phone number or address of your device."}))
		if found := report.Reveals(a.F.What); len(found) > 0 {
			a.Add(govuk.HTML(govuk.WarningText{IconFallbackText: "Warning", Text: "What you wrote may tell who somebody is: " + strings.Join(found, ", ") +
				". If it is you, others may know that you sent this. Change what you wrote, or send it as it is."}), journey.Link("/report/story", "Change what you wrote"))
		}
	}
	s.whomItTells(a)
	a.Screen.Next.Text = "Send your report"
	return nil
}

// whomItTells says before it is sent who will have the report, who else is told at once, and whom it is never sent to.
func (s *screens) whomItTells(a *answer) {
	d := s.reports.Decide(a.F)
	owner, awaits := s.owners(d)
	a.Add(`<h2 class="govuk-heading-m">Whom we tell</h2>`)
	if awaits != "" {
		a.Add(journey.Paragraph(owner + " has your report, and asks " + awaits + " to take it on."))
	} else {
		a.Add(journey.Paragraph(owner + " has your report."))
	}
	if told := s.alerted(d); len(told) > 0 {
		a.Add(journey.Paragraph("These are told at once what happened, where, and how it is safe to reach you, and nothing else:"), bullets(told))
	}
	if len(d.Never) > 0 {
		a.Add(journey.Paragraph("Nothing of it is sent to " + strings.Join(s.bodies(d.Never), " or ") + ". You can turn to these yourself:"))
		a.Screen.Doors = s.doorsDrawn(d.Instead)
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
	if text == "" {
		text = "Not given"
	}
	return template.HTML(`<span class="wm-break">` + strings.ReplaceAll(template.HTMLEscapeString(text), "\n", "<br>") + `</span>`) //nolint:gosec // escaped on this line
}

func (s *screens) rows(f *report.Filled, photos int) []row {
	danger := "No"
	switch {
	case f.Danger:
		danger = "Somebody is in danger"
	case f.Happening:
		danger = "A crime is happening now"
	}
	rows := []row{{"Danger now", danger, "danger"}, {"What it is about", s.categoryName(f.Category), "what"}, {"Where", s.whereWords(f), whereQuestion(f)}}
	if len(f.Wards) > 1 {
		rows = append(rows, row{"Ward", s.areaName(f.Area), "ward"})
	}
	rows = append(rows, row{"Kind of place", s.placeKindName(f.PlaceKind), "kind"}, row{"When", whenWords(f), "when"},
		row{"How often", s.words("how_often", f.HowOften), "often"}, row{"Reported before", yesWords(f.Repeat), "often"},
		row{"Who is affected", s.words("affected", f.Affected), "who"}, row{"Because of who you or they are", becauseWords(f.Because), "who"}, row{"What it has done", s.all("harm", f.Harm), "who"})
	if f.Affected == report.SomebodyElse {
		rows = append(rows, row{"Who they are", f.OtherName, "else"}, row{"Whether they agree", s.words("other_agrees", f.OtherAgrees), "else"}, row{"How they can be reached", f.OtherReach, "else"})
	}
	if f.Hate(s.pack()) {
		rows = append(rows, row{"What it was because of", s.all("strands", f.Strands), "strand"})
	}
	rows = append(rows, row{"What happened", f.What, "story"}, row{"Photos", photoWords(photos), "photos"})
	if f.Anonymous {
		rows = append(rows, row{"Your name", "You stay anonymous", "you"})
	} else {
		rows = append(rows, contactRows(f)...)
	}
	if f.Same != "" {
		rows = append(rows, row{"Reported already", "Yes, mine is the same as an earlier report", "same"})
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

func becauseWords(because string) string {
	return map[string]string{"yes": "Yes", "no": "No", report.NotSaid: "You would rather not say"}[because]
}

func photoWords(n int) string {
	if n == 0 {
		return "None"
	}
	return page.Count(n, "photo", "photos")
}

func contactRows(f *report.Filled) []row {
	rows := []row{{"Your name", f.Name, "contact"}, {"Email address", f.Email, "contact"}, {"Phone number", f.Phone, "contact"}}
	safe, question := f.Safe(), "contact"
	safe.Words = "" // in a row of their own
	text := map[string]string{record.ContactAny: "Yes, in any way that you gave", record.ContactNever: "No. We answer on your report’s page alone",
		record.ContactAskFirst: "We ask you on your report’s page first, because of what you say below"}[safe.Rule]
	if safe.Rule == record.ContactOnly {
		text, question = strings.Join(safe.Lines(), "\n"), "reach"
	}
	return append(rows, row{"Safe to contact you", text, question}, row{"Anything else before we contact you", f.ContactHow, "contact"}, row{"Help to talk with us", f.Needs, "contact"})
}

func whereQuestion(f *report.Filled) string {
	if f.Pinned {
		return "map"
	}
	return "where"
}

func (s *screens) whereWords(f *report.Filled) string {
	text := f.Where().Called()
	if f.Pinned && f.Point != nil {
		text += fmt.Sprintf(", at %.4f, %.4f", f.Point.Lon, f.Point.Lat)
	}
	switch {
	case f.Outside:
		text += "\nOutside the borough"
	case len(f.Wards) <= 1 && f.Area != "" && !strings.Contains(text, s.areaName(f.Area)):
		text += "\n" + s.areaName(f.Area)
	}
	return text
}

func whenWords(f *report.Filled) string {
	text := f.FromDay.Words()
	if !f.ToDay.IsZero() && f.ToDay != f.FromDay {
		text = strings.TrimSpace(text + " to " + f.ToDay.Words())
	}
	if f.AtTime != "" {
		text = strings.TrimPrefix(text+", "+f.AtTime, ", ")
	}
	return text
}

func yesWords(yes bool) string {
	if yes {
		return "Yes"
	}
	return "No"
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

func (s *screens) areaName(code string) string {
	if a, ok := s.pack().Area(code); ok {
		return a.Name
	}
	return "Not known"
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
	if err := s.allow(s.sending, "send "+address(a.R), "Your answers are kept."); err != nil {
		return "", err
	}
	receipt, err := s.reports.SendResumed(a.R.Context(), a.F)
	var bad fault.Invalid
	switch {
	case errors.As(err, &bad):
		for field, message := range bad {
			a.Form.Errors.Add(field, "%s", message)
		}
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
	title := "Report sent"
	if again {
		title = "You have already sent this report"
	}
	screen := &sentPage{Page: page.Page{Title: title, Exit: receipt.Sensitive}, Receipt: receipt, Again: again}
	screen.Panel = govuk.HTML(govuk.Panel{TitleText: title, HTML: template.HTML("Your reference<br><strong id=\"reference\">" + template.HTMLEscapeString(receipt.Reference) + "</strong>")}) //nolint:gosec // escaped
	screen.Owner, screen.Awaits = s.owners(receipt.Decision)
	screen.Alerted, screen.Never, screen.Instead = s.alerted(receipt.Decision), s.bodies(receipt.Decision.Never), s.doorsOf(receipt.Decision.Instead)
	if receipt.Review {
		screen.ReviewDoors = s.reviewDoors()
	}
	return s.pages.Write(w, r, "sent.html", screen)
}

// reviewDoors are where a case review is asked for: the contacts of the pack's notice on it.
func (s *screens) reviewDoors() []door {
	if n, ok := s.pack().Notice("case-review"); ok {
		return s.doorsOf(n.Contacts)
	}
	return nil
}

// owners are who has a new report, and who was asked to take it on.
func (s *screens) owners(d report.Decision) (owner, awaits string) {
	return report.Owners(s.pack(), d)
}
