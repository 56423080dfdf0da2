package understand

import (
	"net/http"

	"github.com/wardmote/wardmote/internal/understand/inquiry"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type jobPage struct {
	page.Page
	Asked, Step, Failure string
	Ended, Stopping      bool
	Path, Stop, Back     string
}

// job says how far a long question is, and leads to its answer.
func (s *screens) job(w http.ResponseWriter, r *http.Request) error {
	j, err := s.Inquiry.Job(r.Context(), desk.Who(r), r.PathValue("job"))
	if err != nil {
		return err
	}
	if j.Ended && j.Run != "" {
		return page.Redirect(w, r, "/analysis/runs/"+j.Run, "Done. The answer is kept here")
	}
	title := "Working on it"
	if q, ok := inquiry.Find(j.Ask.Analysis); ok {
		title = q.Title + ": working on it"
	}
	screen := &jobPage{Page: page.Page{Title: title, Breadcrumbs: []govuk.Link{{Text: "Analysis", Href: "/analysis"}, {Text: "Working on it"}}},
		Asked: s.asked(j.Ask), Step: j.Step, Failure: j.Failure, Ended: j.Ended, Stopping: j.Stopped, Path: r.URL.Path, Stop: r.URL.Path + "/stop",
		Back: "/analysis/" + j.Ask.Analysis + queryOf(j.Ask)}
	return s.pages.Write(w, r, "job.html", screen)
}

// stopJob asks a long question to end.
func (s *screens) stopJob(w http.ResponseWriter, r *http.Request) error {
	j, err := s.Inquiry.Job(r.Context(), desk.Who(r), r.PathValue("job"))
	if err != nil {
		return err
	}
	if err := s.Inquiry.Stop(r.Context(), j.ID); err != nil {
		return err
	}
	return page.Redirect(w, r, "/analysis/jobs/"+j.ID, "")
}
