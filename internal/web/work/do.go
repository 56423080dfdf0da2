package work

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// most bounds what is done at once.
const most = 100

type donePage struct {
	page.Page
	Table govuk.Table
	Done  int
	Not   int
	List  string
}

// do does an act with each ticked record by itself, or with the one that is looked at: what one does not allow does not stop the others, and
// every outcome is told.
func (s *screens) do(w http.ResponseWriter, r *http.Request) error {
	in, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	back, picked := desk.Next(in.Text("back", 1000), "/work"), in.All("pick")
	call, word, err := asks(in)
	switch {
	case err != nil:
		return err
	case len(picked) == 0:
		return page.Redirect(w, r, back, "Tick something first. Nothing was changed.")
	case len(picked) > most:
		return page.Fail(page.Unprocessable, "Tick %d or fewer at once. Nothing was changed.", most)
	}
	screen := &donePage{Page: page.Page{Title: "What was done"}, List: back, Table: govuk.Table{FirstCellIsHeader: true, Head: []govuk.Cell{{Text: "What"}, {Text: "Outcome"}}}}
	for _, p := range picked {
		text, done, err := s.one(r, call, p, word)
		if err != nil {
			return err
		}
		ref, _, _ := strings.Cut(p, "|")
		if len(picked) == 1 && done {
			return page.Redirect(w, r, then(back, in.Text("next", 60)), text)
		}
		if screen.Not++; done {
			screen.Not, screen.Done = screen.Not-1, screen.Done+1
		}
		screen.Table.Rows = append(screen.Table.Rows, []govuk.Cell{{HTML: words.Link("/record/"+ref, ref)}, {Text: text}})
	}
	return s.pages.Write(w, r, "done.html", screen)
}

// asks is what the form asks to be done with each record, and the word for it.
func asks(in *page.Form) (act.Call, string, error) {
	switch in.Text("do", 20) {
	case triage.Accept:
		return act.Call{Act: triage.Accept}, "is accepted", nil
	case act.Assign:
		return act.Call{Act: act.Assign, Answers: act.Answers{"assignee": in.Text("assignee", 100)}}, "is assigned", nil
	case act.Note:
		return act.Call{Act: act.Note, Answers: act.Answers{"note": in.Text("note", 8000)}}, "has your note", nil
	}
	return act.Call{}, "", page.Fail(page.BadRequest, "Choose what to do. Nothing was changed.")
}

// one does the act with one record, as it was ticked.
func (s *screens) one(r *http.Request, call act.Call, picked, word string) (text string, done bool, err error) {
	ref, seen, _ := strings.Cut(picked, "|")
	version, err := strconv.ParseInt(seen, 10, 64)
	if err != nil || version < 1 {
		return "", false, page.Fail(page.BadRequest, "The list was not sent whole. Open it again.")
	}
	call.Record, call.Version = ref, version
	if call.Act == act.Assign {
		if call.Answers, err = s.assigning(r, ref, call.Answers.Text("assignee")); err != nil {
			return desk.Outcome(err, "", "record")
		}
	}
	_, err = s.desk.Acts.Run(r.Context(), desk.Who(r), call)
	return desk.Outcome(err, ref+" "+word, "record")
}

// assigning answers what Assign asks: of every kind but the report, whose team stays, the team too.
func (s *screens) assigning(r *http.Request, ref, account string) (act.Answers, error) {
	var rec *record.Record
	err := s.desk.Gate.Read(r.Context(), desk.Who(r), func(v *gate.View) (err error) {
		rec, err = v.Glance(ref)
		return err
	})
	if err != nil {
		return nil, err
	}
	answers := act.Answers{"assignee": account}
	if rec.Kind != s.desk.Pack().Partnership.Report && rec.Team != "" {
		answers["team"] = rec.Team
	}
	return answers, nil
}

// then is the list with another record looked at.
func then(back, ref string) string {
	u, err := url.Parse(back)
	if err != nil || ref == "" {
		return back
	}
	q := u.Query()
	q.Set("at", ref)
	return u.Path + "?" + q.Encode() + "#look"
}

// saved keeps the list that the reader narrowed under a name, or forgets one.
func (s *screens) saved(w http.ResponseWriter, r *http.Request) error {
	in, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	back := desk.Next(in.Text("back", 1000), "/work")
	if id := in.Text("forget", 60); id != "" {
		if err := s.desk.Accounts.ForgetList(r.Context(), desk.Who(r), id); err != nil {
			return err
		}
		return page.Redirect(w, r, back, "The list is forgotten. What was in it stays as it is")
	}
	u, err := url.Parse(back)
	if err != nil || u.Path != "/work" {
		return page.Fail(page.BadRequest, "Only a list of your work can be kept here.")
	}
	name := in.Text("name", 200)
	err = s.desk.Accounts.SaveList(r.Context(), desk.Who(r), name, u.RawQuery)
	var bad fault.Invalid
	if errors.As(err, &bad) {
		return page.Redirect(w, r, back, bad["name"]+". Nothing was kept")
	}
	if err != nil {
		return err
	}
	return page.Redirect(w, r, back, "The list is kept as “"+name+"”")
}
