package act

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// bulkMost bounds what is changed at once.
const bulkMost = 100

type bulkPage struct {
	page.Page
	Table govuk.Table
	Done  int
	Not   int
	List  string
}

// bulk accepts or assigns each ticked report by itself: what the reader may not do to one does not stop the others, and
// every outcome is told.
func (s *screens) bulk(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	back := desk.Next(form.Text("back", 500), "/triage")
	picked := form.All("pick")
	if len(picked) == 0 {
		page.Tell(w, page.Notice{Text: "Tick the reports first. Nothing was changed."})
		http.Redirect(w, r, back, http.StatusSeeOther)
		return nil
	}
	if len(picked) > bulkMost {
		return page.Fail(page.Unprocessable, "Tick %d reports or fewer at once. Nothing was changed.", bulkMost)
	}
	do, assignee := form.Text("do", 20), form.Text("assignee", 100)
	if do != triage.Accept && do != act.Assign {
		return page.Fail(page.BadRequest, "Choose what to do with the ticked reports. Nothing was changed.")
	}
	if do == act.Assign && assignee != triage.Nobody {
		if err := s.isColleague(r, assignee); err != nil {
			return err
		}
	}
	screen := &bulkPage{Page: page.Page{Title: "What was done"}, List: back}
	screen.Table.Head = []govuk.Cell{{Text: "Report"}, {Text: "Outcome"}}
	screen.Table.FirstCellIsHeader = true
	for _, p := range picked {
		ref, seen, _ := strings.Cut(p, "|")
		version, err := strconv.ParseInt(seen, 10, 64)
		if err != nil || version < 1 {
			return page.Fail(page.BadRequest, "The list was not sent whole. Open it again.")
		}
		outcome, done, err := s.bulkOne(r, do, ref, version, assignee)
		if err != nil {
			return err
		}
		if done {
			screen.Done++
		} else {
			screen.Not++
		}
		screen.Table.Rows = append(screen.Table.Rows, []govuk.Cell{{HTML: words.Link("/triage/"+ref, ref)}, {Text: outcome}})
	}
	return s.pages.Write(w, r, "bulk.html", screen)
}

func (s *screens) isColleague(r *http.Request, account string) error {
	sel, err := s.toAssign(r, desk.Who(r))
	if err != nil {
		return err
	}
	for _, o := range sel.Items {
		if o.Value == account {
			return nil
		}
	}
	return page.Fail(page.Forbidden, "You can assign to people of your own teams. Nothing was changed.")
}

func (s *screens) bulkOne(r *http.Request, do, ref string, version int64, assignee string) (string, bool, error) {
	call, word := act.Call{Record: ref, Version: version, Act: do}, "Accepted"
	if do == act.Assign {
		word, call.Answers = "Assigned", act.Answers{"assignee": assignee}
	}
	_, err := s.desk.Acts.Run(r.Context(), desk.Who(r), call)
	return desk.Outcome(err, word, "report")
}
