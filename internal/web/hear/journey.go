package hear

import (
	"context"
	"net/http"

	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/page"
)

// The report is one form among others: what it asks beside them are its own pages.
type (
	question = journey.Question[*report.Filled]
	answer   = journey.Answer[*report.Filled]
)

const reportPath, checkPath, doorsPath = "/report", "/report/check", "/report/doors"

// finding is what a page of the report found before it is drawn.
type finding struct {
	words   string           // what was typed to find a category
	similar []report.Similar // open reports that may be about the same thing
}

func findings(a *answer) *finding {
	l, ok := a.Own.(*finding)
	if !ok {
		l = &finding{}
		a.Own = l
	}
	return l
}

// newReport is the form of a report.
func (s *screens) newReport() *journey.Form[*report.Filled] {
	return &journey.Form[*report.Filled]{Root: reportPath, Questions: s.questions(), Keep: s.reports, Pages: s.asking,
		Cookie: journey.Cookie{Name: desk.FormCookie, Path: reportPath},
		Exit:   func(f *report.Filled) bool { return f.Sensitive(s.pack()) },
		Notice: func(f *report.Filled) string {
			if len(f.Unseen(s.pack())) > 0 {
				return doorsPath
			}
			return ""
		},
		Sent: func(ctx context.Context, token string) bool {
			_, err := s.reports.Receipt(ctx, token)
			return err == nil
		},
		Start: func(r *http.Request, _ string) (string, error) {
			if err := s.allow(r, s.sending, "begin "+address(r), page.Say(r, "form.phone")); err != nil {
				return "", err
			}
			return s.reports.Begin(r.Context())
		}}
}

// questions are all of the journey, in order.
func (s *screens) questions() []question {
	return []question{
		{ID: "danger", Show: s.askDanger, Take: takeDanger},
		{ID: "what", Show: s.askWhat, Take: s.takeWhat, First: s.openGroup, Heed: heedWords},
		{ID: "map", Show: s.askMap, Take: s.takeMap, Aside: true},
		{ID: "where", Show: s.askWhere, Take: takeWhere},
		{ID: "place", Show: s.askPlace, Take: s.takePlace, Asked: func(f *report.Filled) bool { return !f.Pinned }},
		{ID: "ward", Show: s.askWard, Take: takeWard, Asked: func(f *report.Filled) bool { return len(f.Wards) > 1 }},
		{ID: "kind", Show: s.askKind, Take: s.takeKind},
		{ID: "when", Show: s.askWhen, Take: s.takeWhen},
		{ID: "often", Show: s.askOften, Take: s.takeOften},
		{ID: "who", Show: s.askWho, Take: s.takeWho},
		{ID: "else", Show: s.askElse, Take: s.takeElse, Asked: func(f *report.Filled) bool { return f.Affected == report.SomebodyElse }},
		{ID: "strand", Show: s.askStrand, Take: s.takeStrand, Asked: func(f *report.Filled) bool { return f.Hate(s.pack()) }},
		{ID: "story", Show: s.askStory, Take: takeStory},
		{ID: "photos", Show: s.askPhotos, Take: func(*answer) {}, First: s.keepPhotos, Bytes: photoFormBytes},
		{ID: "you", Show: s.askYou, Take: takeYou},
		{ID: "contact", Show: s.askContact, Take: takeContact, Asked: func(f *report.Filled) bool { return !f.Anonymous }},
		{ID: "reach", Show: s.askReach, Take: takeReach, Asked: func(f *report.Filled) bool { return !f.Anonymous && f.Reach.Rule == record.ContactOnly }},
		{ID: "same", Show: s.askSame, Take: s.takeSame, Skip: s.passSame},
		{ID: journey.CheckPage, Show: s.askCheck, First: s.send},
	}
}

// heedWords lets the page of categories be searched: it answers nothing.
func heedWords(a *answer) {
	if a.Posted && a.Form.Has("q") {
		a.Posted, findings(a).words = false, a.Form.Text("q", whatMost)
	}
}

// question shows a question of the report and takes its answer.
func (s *screens) question(w http.ResponseWriter, r *http.Request) error {
	return s.report.Serve(w, r, r.PathValue("question"))
}

// begin opens a new report, or goes on with the one under way.
func (s *screens) begin(w http.ResponseWriter, r *http.Request) error { return s.report.Begin(w, r) }

// clear deletes what was entered, on the server and in the browser.
func (s *screens) clear(w http.ResponseWriter, r *http.Request) error {
	if t := s.report.Cookie.Token(r); t != "" {
		if err := s.reports.Abandon(r.Context(), t); err != nil {
			return err
		}
	}
	s.report.Cookie.Drop(w)
	return page.Redirect(w, r, "/", "")
}

// autosave keeps what is being written before the page is sent. It answers without a page: nobody reads it.
func (s *screens) autosave(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	words := form.Text("what", whatMost)
	if len(form.Errors) > 0 {
		return page.Fail(page.Unprocessable, "%s", form.Errors[0].Message)
	}
	_, err = s.reports.Change(r.Context(), s.report.Cookie.Token(r), func(f *report.Filled) error {
		f.What = words
		return nil
	})
	if err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// address is the key under which a sender's address is limited; it is never kept.
func address(r *http.Request) string { return credential.AddressKey(page.Address(r)) }
