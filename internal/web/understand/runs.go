package understand

import (
	"encoding/json"
	"net/http"

	"github.com/wardmote/wardmote/internal/understand/inquiry"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type runsPage struct {
	page.Page
	Table    govuk.Table
	UnderWay []page.Link
}

// runsShown is how many kept answers the list shows.
const runsShown = 100

// runs lists the answers that were kept.
func (s *screens) runs(w http.ResponseWriter, r *http.Request) error {
	found, err := s.Inquiry.Runs(r.Context(), desk.Who(r), "", runsShown)
	if err != nil {
		return err
	}
	screen := &runsPage{Page: page.Page{Title: "Answers that were kept", Breadcrumbs: []govuk.Link{{Text: "Analysis", Href: "/analysis"}, {Text: "Kept answers"}}}}
	if screen.UnderWay, err = s.underWay(r); err != nil {
		return err
	}
	screen.Table = govuk.Table{Caption: screen.Title, CaptionClasses: "govuk-visually-hidden", FirstCellIsHeader: true,
		Head: []govuk.Cell{{Text: "Answer"}, {Text: "Question"}, {Text: "Kept"}, {Text: "By"}}}
	for _, run := range found {
		var ask inquiry.Ask
		if err := json.Unmarshal(run.Parameters, &ask); err != nil {
			return err
		}
		screen.Table.Rows = append(screen.Table.Rows, []govuk.Cell{{HTML: link("/analysis/runs/"+run.ID, run.Title)}, {Text: s.asked(ask)}, {Text: page.DateTime(run.At)}, {Text: run.By}})
	}
	return s.pages.Write(w, r, "runs.html", screen)
}

type runPage struct {
	page.Page
	Answer  *answer
	Asked   string
	Kept    govuk.SummaryList
	Run     string
	Again   string // the question, to be asked anew
	Replay  *replayed
	Concern *concern
}

type replayed struct{ Words string }

// run shows a kept answer.
func (s *screens) run(w http.ResponseWriter, r *http.Request) error {
	kept, err := s.Inquiry.Run(r.Context(), desk.Who(r), r.PathValue("run"))
	if err != nil {
		return err
	}
	return s.pages.Write(w, r, "run.html", s.runPage(r, kept))
}

func (s *screens) runPage(r *http.Request, kept *inquiry.Run) *runPage {
	screen := &runPage{Page: page.Page{Title: kept.Finding.Title, Wide: true, Map: kept.Finding.Map != nil,
		Breadcrumbs: []govuk.Link{{Text: "Analysis", Href: "/analysis"}, {Text: "Kept answers", Href: "/analysis/runs"}, {Text: kept.Finding.Title}}},
		Answer: s.present(page.Words(r), kept.Finding, kept.Ask, address{"/analysis/runs/" + kept.ID, ""}), Asked: s.asked(kept.Ask), Run: kept.ID,
		Again: "/analysis/" + kept.Ask.Analysis + queryOf(kept.Ask), Concern: s.concern(r, kept.Ask.Analysis)}
	screen.Answer.GeoJSON = ""
	row := func(key, value string) {
		screen.Kept.Rows = append(screen.Kept.Rows, govuk.SummaryRow{Key: govuk.SummaryText{Text: key}, Value: govuk.SummaryText{Text: value}})
	}
	row("Kept", page.DateTime(kept.At)+" by "+kept.By)
	row("Parameters", kept.Ask.Canonical())
	row("Fingerprint of the data", kept.Fingerprint)
	return screen
}

// replay runs the kept question again and says whether the answer is the same.
func (s *screens) replay(w http.ResponseWriter, r *http.Request) error {
	kept, err := s.Inquiry.Run(r.Context(), desk.Who(r), r.PathValue("run"))
	if err != nil {
		return err
	}
	q, ok := inquiry.Find(kept.Ask.Analysis)
	if ok && q.Long {
		job, err := s.Inquiry.Begin(r.Context(), desk.Who(r), kept.Ask)
		if err != nil {
			return err
		}
		return page.Redirect(w, r, "/analysis/jobs/"+job, "")
	}
	again, err := s.Inquiry.Replay(r.Context(), desk.Who(r), kept)
	if err != nil {
		return err
	}
	screen := s.runPage(r, kept)
	switch {
	case again.SameFacts && again.SameAnswer:
		screen.Replay = &replayed{"The same data gives the same answer, figure for figure."}
	case again.SameAnswer:
		screen.Replay = &replayed{"Data has come in since, and the answer is still the same."}
	case again.SameFacts:
		screen.Replay = &replayed{"The same data gives another answer: the program has changed since this was kept."}
	default:
		screen.Replay = &replayed{"Data has come in since, and the answer is no longer the same. Ask the question anew to see it."}
	}
	return s.pages.Write(w, r, "run.html", screen)
}
