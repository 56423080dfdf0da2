package act

import (
	"cmp"
	"html/template"
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// homeShown is how many of a list stand on the home page.
const homeShown = 6

type homePage struct {
	page.Page
	Lead     string
	Figures  []tile
	Actions  []govuk.Button
	Sections []homeSection
}

type tile struct{ Number, Text, Href string }

// homeSection is one answer to "what needs me now". Empty says what to do where nothing does.
type homeSection struct {
	ID, Title, Empty string
	Happened         bool // its lines say when it happened
	Lines            []homeLine
	More, MoreText   string
}

type homeLine struct {
	Href, Text, About string
	Due               template.HTML
}

// home gathers what a home page shows.
type home struct {
	s      *screens
	r      *http.Request
	v      *gate.View
	who    access.Principal
	today  when.Date
	empty  []string // teams in which nobody works, for those who see to these
	screen *homePage
	own    []account.OwnGift // what others gave to themselves, for who is told of it
	gone   []string          // accounts that have left where the reader shares out work; nil where the reader does not
}

// home answers "what needs me now" for the post that the reader holds.
func (s *screens) home(w http.ResponseWriter, r *http.Request) error {
	who := desk.Who(r)
	role, _ := s.pack().Role(who.Posts[0].Role)
	screen := &homePage{Page: page.Page{Title: "What needs you now", Wide: true}}
	gone, err := s.gone(r)
	if err != nil {
		return err
	}
	empty, err := s.emptyTeams(r, who)
	if err != nil {
		return err
	}
	var own []account.OwnGift
	if s.desk.Accounts.MayWatch(who) {
		if own, err = s.desk.Accounts.OwnGifts(r.Context(), who, false); err != nil {
			return err
		}
	}
	err = s.read(r, func(v *gate.View) error {
		h := &home{s: s, r: r, v: v, who: who, today: s.desk.Gate.Now().Date(), screen: screen, gone: gone, empty: empty, own: own}
		h.toLookAt()
		parts, ok := homes[role.Home]
		if !ok {
			parts = homes["casework"]
		}
		for _, part := range append(slices.Clone(parts), (*home).toAgree, (*home).invited, (*home).bodyActions, (*home).told) {
			if err := part(h); err != nil {
				return err
			}
		}
		v.Together("the home page")
		return nil
	})
	if err != nil {
		return err
	}
	screen.Lead = role.Name + ". " + role.Does
	return s.pages.Write(w, r, "home.html", screen)
}

type part = func(*home) error

// homes are the parts of each home, the most pressing first. A part that the reader's post does not open draws nothing.
var homes = map[string][]part{
	"triage":      {(*home).work, (*home).duty, (*home).missed, (*home).toTake, (*home).patrolUnderWay, (*home).reportFigures, (*home).waiting, (*home).unattended, (*home).returned, (*home).overdue, (*home).staleRisk, (*home).left, (*home).untouched, (*home).taskings},
	"casework":    {(*home).work, (*home).duty, (*home).missed, (*home).toTake, (*home).reportFigures, (*home).waiting, (*home).staleRisk, (*home).left, (*home).untouched, (*home).taskings},
	"police":      {(*home).duty, (*home).toTake, (*home).patrolStart, (*home).teamFigures, (*home).waiting, (*home).untouched, (*home).taskings, (*home).actions, (*home).mine, (*home).teamWord, (*home).lately, (*home).myTeamPatrols},
	"tasking":     {(*home).duty, (*home).missed, (*home).toTake, (*home).untouched, (*home).patrolUnderWay, (*home).taskingFigures, (*home).proposed, (*home).unaccepted, (*home).lateTaskings, (*home).notDone, (*home).left, (*home).actions},
	"patrol":      {(*home).duty, (*home).toTake, (*home).patrolStart, (*home).taskings, (*home).waiting, (*home).untouched, (*home).actions, (*home).lately, (*home).myTeamPatrols},
	"analysis":    {(*home).duty, (*home).toTake, (*home).untouched, (*home).analysisLinks, (*home).drafts, (*home).proposed, (*home).notDone, (*home).actions},
	"performance": {(*home).duty, (*home).toTake, (*home).untouched, (*home).planLinks, (*home).counts, (*home).meetings, (*home).boardActions, (*home).left, (*home).actions},
	"board":       {(*home).duty, (*home).toTake, (*home).planLinks, (*home).wardLink, (*home).counts, (*home).meetings, (*home).boardActions},
	"panel":       {(*home).duty, (*home).toTake, (*home).boardLinks, (*home).meetings, (*home).boardActions, (*home).highRisk, (*home).untouched, (*home).left, (*home).actions, (*home).proposed},
	"monitoring":  {(*home).duty, (*home).toTake, (*home).stopLinks, (*home).concerns, (*home).waiting, (*home).left, (*home).actions, (*home).word, (*home).meetings},
	"protection":  {(*home).auditLinks, (*home).lastReadings},
	"admin":       {(*home).adminLinks},
}

func (h *home) may(verb pack.Verb, kind string) bool {
	return h.s.desk.Gate.Rules().Anywhere(h.who, verb, kind)
}

func (h *home) button(text, href string) {
	h.screen.Actions = append(h.screen.Actions, govuk.Button{Text: text, Href: href, Classes: "govuk-button--secondary"})
}

func (h *home) due(day when.Date) template.HTML {
	if day.IsZero() {
		return ""
	}
	return words.DueTag(h.s.desk.Gate.Calendar(), day, h.today)
}

// records is a section of the first records of a query.
func (h *home) records(sec homeSection, q gate.Query) error {
	q.Limit, q.Bare = homeShown, true
	list, err := h.v.List(q)
	if err != nil {
		return err
	}
	for i := range list.Records {
		rec := &list.Records[i]
		line := homeLine{Href: h.href(rec.Kind, rec.Reference), Text: rec.Title, About: rec.Reference, Due: h.due(rec.Due) + words.Asked(rec)}
		if sec.Happened && !rec.Occurred.IsZero() {
			line.About += " · " + page.DateTime(rec.Occurred)
		}
		sec.Lines = append(sec.Lines, line)
	}
	if list.Next == "" {
		sec.MoreText = cmp.Or(sec.MoreText, "See the list")
	} else {
		sec.MoreText = "See all of them"
	}
	h.screen.Sections = append(h.screen.Sections, sec)
	return nil
}

func (h *home) href(kind, ref string) string {
	switch kind {
	case h.s.reportKind():
		return "/triage/" + ref
	case taskingKind:
		return "/tasking/" + ref
	}
	return "/record/" + ref
}

// box is the query of one of the lists of the triage inbox.
func (h *home) box(id string) (box, gate.Query) {
	for _, b := range boxes {
		if b.id == id {
			return b, h.s.boxQuery(b, h.who)
		}
	}
	panic("there is no list of reports " + id)
}

// work leads to the queue, where everything stands once that waits for the reader and their team.
func (h *home) work() error {
	h.screen.Actions = append([]govuk.Button{{Text: "Your work", Href: "/work"}}, h.screen.Actions...)
	return nil
}

// duty are the actions of the reader's teams as such: what nobody answered in time comes here.
func (h *home) duty() error {
	teams := h.who.Teams()
	if len(teams) == 0 {
		return nil
	}
	due, err := h.v.OpenActions(gate.ActionQuery{For: teams, Limit: homeShown})
	if err != nil || len(due) == 0 && !slices.Contains(teams, h.s.pack().Duty) {
		return err
	}
	h.actionList(homeSection{ID: "duty", Title: "Nobody has answered in time", Empty: "Everything that must be answered within hours was answered."}, due)
	return nil
}

// toTake are the alerts and the other cases that came to the reader's teams and that nobody has taken on. Those of kinds with
// lists of their own stand there; a kind that nobody sends is named only where something waits.
func (h *home) toTake() error {
	teams := h.who.Teams()
	cases := append(h.s.caseKinds(h.who, pack.Edit), h.s.reportKind(), taskingKind)
	for i := range h.s.pack().Kinds {
		k := &h.s.pack().Kinds[i]
		sent := k.ID == h.s.pack().Partnership.Alert || len(k.Owners) > 0
		if !sent && (k.Archetype != pack.Case || slices.Contains(cases, k.ID)) || len(teams) == 0 || !h.may(pack.Edit, k.ID) {
			continue
		}
		q := gate.Query{Kinds: []string{k.ID}, Teams: teams, States: []string{k.Initial().ID}, ByDue: true}
		sec := homeSection{ID: "take-" + k.ID, Title: k.Plural + " for your team to take on", Empty: "Nothing waits to be taken on.", More: "/records/" + k.ID}
		before := len(h.screen.Sections)
		if err := h.records(sec, q); err != nil {
			return err
		}
		if !sent && len(h.screen.Sections[before].Lines) == 0 {
			h.screen.Sections = h.screen.Sections[:before]
		}
	}
	return nil
}

// toAgree are the records that others asked to close and that the reader may agree or return.
func (h *home) toAgree() error {
	kinds := h.s.pack().AgreedBy(h.who.HasRole)
	if len(kinds) == 0 {
		return nil
	}
	return h.records(homeSection{ID: "agree", Title: "Closings to agree", Empty: "Nobody asks you to agree that a record is closed."}, gate.Query{Kinds: kinds, Agrees: h.who.Account, Verb: pack.Close, ByDue: true})
}

// unattended are the reports that wait for a team in which nobody works today who could take them on: the intake, which owns
// them until then, finds another.
func (h *home) unattended() error {
	if len(h.empty) == 0 {
		return nil
	}
	yes := true
	return h.records(homeSection{ID: "unattended", Title: "Waiting for a team in which nobody works", Empty: "Every report waits for a team that has people.", More: "/triage?list=all"},
		gate.Query{Kinds: []string{h.s.reportKind()}, Open: &yes, Teams: h.empty, States: []string{triage.Received}, ByDue: true})
}

// emptyTeams are those in which nobody works today who could take a report on, for those of the intake; none for all others.
func (s *screens) emptyTeams(r *http.Request, who access.Principal) ([]string, error) {
	intake, ok := s.pack().Team(s.pack().Partnership.Intake)
	if !ok || !slices.Contains(who.Teams(), intake.ID) {
		return nil, nil
	}
	staffed, err := s.desk.Teams(r.Context(), func(t pack.Team) access.Subject {
		return access.Subject{Kind: s.reportKind(), OwnerBody: intake.Body, Team: t.ID, Marking: pack.Markings[0]}
	})
	var empty []string
	for _, t := range s.pack().Teams {
		if !slices.ContainsFunc(staffed, func(s pack.Team) bool { return s.ID == t.ID }) {
			empty = append(empty, t.ID)
		}
	}
	return empty, err
}

func (h *home) reportFigures() error { return h.figures("waiting", "mine", "overdue", "word") }

// teamFigures are for those who see the reports of other teams and do not answer for them.
func (h *home) teamFigures() error { return h.figures("waiting", "mine", "team") }

func (h *home) figures(boxes ...string) error {
	if !h.may(pack.Edit, h.s.reportKind()) {
		return nil
	}
	for _, id := range boxes {
		b, q := h.box(id)
		n, err := h.v.Total(q)
		if err != nil {
			return err
		}
		h.screen.Figures = append(h.screen.Figures, tile{counted(n).Text(), "Reports: " + lowerFirst(b.name), "/triage?list=" + id})
	}
	if h.may(pack.Create, h.s.reportKind()) {
		h.button("Log a call, visit or message", "/triage/log")
	}
	return nil
}

// inbox is a section that shows the beginning of a list of the inbox.
func (h *home) inbox(id, title, empty string) error {
	if !h.may(pack.Edit, h.s.reportKind()) {
		return nil
	}
	_, q := h.box(id)
	return h.records(homeSection{ID: id, Title: title, Empty: empty, More: "/triage?list=" + id}, q)
}

func (h *home) waiting() error {
	return h.inbox("waiting", "Reports waiting for your team to accept", "Nothing waits. New reports for your team come here first.")
}

func (h *home) word() error {
	return h.inbox("word", "The reporter spoke last", "Everybody has an answer.")
}

// teamWord is word among the reports of the reader's own teams.
func (h *home) teamWord() error {
	if !h.may(pack.Edit, h.s.reportKind()) {
		return nil
	}
	_, q := h.box("word")
	q.Teams = teams(h.who)
	return h.records(homeSection{ID: "word", Title: "The reporter spoke last", Empty: "Everybody who reported to your team has an answer.", More: "/triage?list=team"}, q)
}

func (h *home) mine() error {
	return h.inbox("mine", "Reports assigned to you", "No report is assigned to you. Accept one that waits for your team.")
}

func (h *home) overdue() error {
	return h.inbox("overdue", "Reports past a target", "Every report is within its targets.")
}

// returned are the refused reports, for the intake team that owns them.
func (h *home) returned() error {
	for _, t := range h.who.Teams() {
		if t == h.s.pack().Partnership.Intake {
			return h.inbox("returned", "Refused, and yours to place", "No report was refused. What a team refuses comes back here.")
		}
	}
	return nil
}

// actions are what the reader is to do, the nearest due first.
func (h *home) actions() error {
	due, err := h.v.OpenActions(gate.ActionQuery{Owner: h.who.Account, Limit: homeShown})
	if err != nil {
		return err
	}
	h.actionList(homeSection{ID: "actions", Title: "Your actions", Empty: "You have no open action. Actions set for you on cases and taskings come here."}, due)
	return nil
}

func (h *home) actionList(sec homeSection, due []gate.DueAction) {
	for _, a := range due {
		sec.Lines = append(sec.Lines, homeLine{Href: h.href(a.Kind, a.Reference), Text: a.What, About: a.Reference, Due: h.due(a.Due)})
	}
	h.screen.Sections = append(h.screen.Sections, sec)
}

func (h *home) cases() gate.Query {
	yes := true
	return gate.Query{Kinds: h.s.caseKinds(h.who, pack.Edit), Open: &yes}
}

// untouched are the team's cases in which nobody has yet been spoken to.
func (h *home) untouched() error {
	q := h.cases()
	if len(q.Kinds) == 0 || len(h.who.Teams()) == 0 {
		return nil
	}
	q.Teams, q.Untouched, q.ByDue = h.who.Teams(), true, true
	return h.records(homeSection{ID: "untouched", Title: "Cases without first contact", Empty: "Everybody affected has been contacted.", More: "/cases/repeat", MoreText: "Repeat victims and places"}, q)
}

func (h *home) taskings() error {
	if !h.may(pack.View, taskingKind) || len(h.who.Teams()) == 0 {
		return nil
	}
	yes := true
	return h.records(homeSection{ID: "taskings", Title: "Taskings for your team", Empty: "No tasking is open for your team.", More: "/tasking"},
		gate.Query{Kinds: []string{taskingKind}, Open: &yes, Teams: h.who.Teams(), States: []string{"agreed", "accepted"}, ByDue: true})
}

// recent is the moment from which "lately" counts: four weeks.
func (h *home) recent() when.Instant { return h.today.AddDays(-28).Start() }

func (h *home) myTeamPatrols() error {
	if !h.may(pack.View, patrolKind) {
		return nil
	}
	q := gate.Query{Kinds: []string{patrolKind}, From: h.recent()}
	if t := h.who.Teams(); len(t) > 0 {
		q.Teams = t
	}
	return h.records(homeSection{ID: "patrols", Title: "Your team’s last patrols", Empty: "No patrol in four weeks.", Happened: true, More: "/records/patrol"}, q)
}

// lately are what was recorded in three days of the kinds that the pack has shown to those who patrol, such as what cameras saw.
func (h *home) lately() error {
	for _, k := range h.s.pack().Kinds {
		if k.Lately == "" || !h.may(pack.View, k.ID) {
			continue
		}
		err := h.records(homeSection{ID: "lately-" + k.ID, Title: k.Lately, Empty: "Nothing was passed on in three days.", Happened: true, More: "/records/" + k.ID},
			gate.Query{Kinds: []string{k.ID}, From: h.today.AddDays(-3).Start()})
		if err != nil {
			return err
		}
	}
	return nil
}
