// Package act is the screens of the work itself: the home that answers "what needs me now", triage of reports, tasking, and
// the patrol on a phone.
//
// Nothing here decides: the engines of internal/act do, through the gate, and the gate asks the principal's posts at every
// act. Screens leave out the buttons that would be refused, and a list never reads more than a page.
//
// Routes are registered without a method, so that the more exact ones of other screens (/triage/log) stand beside them.
package act

import (
	"embed"
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/act/patrol"
	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

//go:embed *.html
var templates embed.FS

type screens struct {
	desk    *desk.Desk
	pages   *page.Set
	words   words.Words
	tasking *tasking.Tasking
	patrols *patrol.Patrols
}

// Register puts the screens on the mux.
func Register(mux page.Mux, d *desk.Desk) {
	s := &screens{desk: d, pages: d.Site.MustSet(templates), words: words.Words{Pack: d.Pack()}, tasking: &tasking.Tasking{Gate: d.Gate, Acts: d.Acts},
		patrols: &patrol.Patrols{Acts: d.Acts}}
	for pattern, h := range map[string]page.Handler{
		"/home":                       s.home,
		"/cases/repeat":               s.repeat,
		"/colleagues":                 s.colleagues,
		"/colleagues/{account}":       s.colleague,
		"/cases/{ref}/close":          s.closeCase,
		"/tasking":                    s.board,
		"/tasking/new":                s.newTasking,
		"/tasking/meeting":            s.meeting,
		"/tasking/{ref}":              s.task,
		"/tasking/{ref}/{act}":        s.taskingDeed,
		"/patrol":                     s.patrol,
		"/triage":                     s.inbox,
		"/triage/{ref}":               s.report,
		"/triage/{ref}/place.geojson": s.reportPlace,
		"/triage/{ref}/{act}":         s.deed,
	} {
		mux.Handle(pattern, d.Staff(h))
	}
}

func (s *screens) read(r *http.Request, fn func(*gate.View) error) error {
	return s.desk.Gate.Read(r.Context(), desk.Who(r), fn)
}

func (s *screens) pack() *pack.Pack { return s.desk.Pack() }

// report kind's id.
func (s *screens) reportKind() string { return s.pack().Partnership.Report }

// names are the names of accounts by id.
func (s *screens) names(r *http.Request, ids ...string) (map[string]string, error) {
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return id == "" })
	if len(ids) == 0 {
		return map[string]string{}, nil
	}
	return s.desk.Accounts.Names(r.Context(), ids)
}

// caseKinds are the kinds of case, beside reports, on which the reader has a verb somewhere.
func (s *screens) caseKinds(who access.Principal, verb pack.Verb) []string {
	var ids []string
	for _, k := range triage.CaseKinds(s.pack(), "") {
		if s.desk.Gate.Rules().Anywhere(who, verb, k.ID) {
			ids = append(ids, k.ID)
		}
	}
	return ids
}

func assignees(records []record.Record) []string {
	ids := make([]string, 0, len(records))
	for _, r := range records {
		ids = append(ids, r.Assignee)
	}
	return ids
}

func orRedirect(err error, w http.ResponseWriter, r *http.Request, to, done string) error {
	if err != nil {
		return err
	}
	return page.Redirect(w, r, to, done)
}

// choices are the options of a field.
func choices(f pack.Field) []govuk.Choice {
	items := make([]govuk.Choice, 0, len(f.Options))
	for _, o := range f.Options {
		items = append(items, govuk.Choice{Value: o.ID, Text: o.Name, Hint: govuk.Hint{Text: o.Hint}})
	}
	return items
}
