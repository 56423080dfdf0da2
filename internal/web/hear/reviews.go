package hear

import (
	"net/http"

	"github.com/wardmote/wardmote/internal/act/review"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/sheet"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type reviewsPage struct {
	page.Page
	Forms  []pack.Form
	Doors  []door // by telephone, e-mail and post
	Bodies []string
	By     int // working days in which a decision can be challenged
	Years  govuk.Table
	On     when.Date
}

// reviews is the public page of the ASB case review: who can ask for one, by which ways, and what is published of each year (Anti-social
// Behaviour, Crime and Policing Act 2014 s.104(2), (9)).
func (s *screens) reviews(w http.ResponseWriter, r *http.Request) error {
	p, say := s.pack(), page.Words(r)
	if !p.TellsRights() {
		return page.Refuse(r, page.NotFound, "form.none")
	}
	years, err := review.Published(r.Context(), s.desk.Gate)
	if err != nil {
		return err
	}
	screen := &reviewsPage{Page: page.Page{Title: say.Say("reviews.title"), Robots: true}, Years: chart.Table(say, review.Table(say, years)), On: s.desk.Gate.Now().Date(), By: p.CaseReview.Challenge}
	screen.Years.Caption, screen.Years.CaptionClasses = say.Say("reviews.figures"), "govuk-visually-hidden"
	for _, f := range p.Forms {
		if f.Kind == review.Kind {
			screen.Forms = append(screen.Forms, f)
		}
	}
	for _, id := range p.CaseReview.Bodies {
		screen.Bodies = append(screen.Bodies, s.bodies([]string{id})...)
	}
	screen.Doors = s.reviewDoors(say)
	return s.pages.Write(w, r, "reviews.html", screen)
}

// reviewFigures are the yearly figures as a file.
func (s *screens) reviewFigures(w http.ResponseWriter, r *http.Request) error {
	if !s.pack().TellsRights() {
		return page.Refuse(r, page.NotFound, "form.none")
	}
	years, err := review.Published(r.Context(), s.desk.Gate)
	if err != nil {
		return err
	}
	say := page.Words(r)
	w.Header().Set("Content-Type", sheet.Media)
	w.Header().Set("Content-Disposition", `attachment; filename="case-reviews.csv"`)
	return review.Table(say, years).WriteCSV(w, say, say.Say("reviews.source", "partnership", s.pack().Partnership.Name))
}
