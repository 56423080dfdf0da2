package act

import (
	"cmp"

	"github.com/wardmote/wardmote/internal/act/patrol"
	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// The kinds that tasking and patrol work on, as every pack names them.
const (
	taskingKind = tasking.Kind
	patrolKind  = patrol.Kind
)

func (h *home) taskingsIn(states ...string) gate.Query {
	return gate.Query{Kinds: []string{taskingKind}, States: states}
}

func (h *home) taskingFigures() error {
	if !h.may(pack.View, taskingKind) {
		return nil
	}
	for _, f := range []struct{ state, text string }{{"proposed", "To agree"}, {"agreed", "Agreed, not yet accepted"}, {"accepted", "Being done"}} {
		n, err := h.v.Total(h.taskingsIn(f.state))
		if err != nil {
			return err
		}
		h.screen.Figures = append(h.screen.Figures, tile{counted(n).Text(), f.text, "/tasking#" + f.state})
	}
	h.button("The tasking meeting", "/tasking/meeting")
	h.button("Ask for a tasking", "/tasking/new")
	if h.may(pack.Analyse, "") {
		h.button("Hotspots", "/analysis/hotspots")
	}
	return nil
}

func (h *home) proposed() error {
	if !h.may(pack.View, taskingKind) {
		return nil
	}
	return h.records(homeSection{ID: "proposed", Title: "Taskings to agree", Empty: "Nothing is proposed. Propose one from a hotspot.", More: "/tasking"}, h.taskingsIn("proposed"))
}

func (h *home) unaccepted() error {
	return h.records(homeSection{ID: "unaccepted", Title: "Agreed, and no team has accepted", Empty: "Every agreed tasking has a team on it.", More: "/tasking"}, h.taskingsIn("agreed"))
}

func (h *home) lateTaskings() error {
	q := h.taskingsIn()
	yes := true
	q.Open, q.DueBefore, q.ByDue = &yes, h.today, true
	return h.records(homeSection{ID: "late", Title: "Taskings past their day", Empty: "No tasking is late.", More: "/tasking"}, q)
}

// notDone are the taskings that were lately not done, each with why on its page.
func (h *home) notDone() error {
	if !h.may(pack.View, taskingKind) {
		return nil
	}
	q := h.taskingsIn("not-done")
	q.Date, q.From = "closed", h.recent()
	return h.records(homeSection{ID: "not-done", Title: "Not done in four weeks", Empty: "Everything that was asked was done.", More: "/tasking/meeting", MoreText: "The tasking meeting"}, q)
}

func (h *home) analysisLinks() error {
	h.button("Find hotspots", "/analysis/hotspots")
	h.button("Bring in police data", "/import")
	if h.may(pack.Create, taskingKind) {
		h.button("Ask for a tasking", "/tasking/new")
	}
	return nil
}

func (h *home) planLinks() error {
	h.button("The plan and its indicators", "/plan")
	if h.s.desk.Gate.Rules().Home(h.who, "performance") {
		h.button("This quarter's indicators", "/performance")
	}
	h.button("Boards and their papers", "/boards")
	if h.may(pack.Create, h.s.reportKind()) {
		h.button("Report for a resident", "/triage/log")
	}
	return nil
}

// counts are how much came in and was finished in four weeks, for those who see counts and no record.
func (h *home) counts() error {
	areas := h.who.Posts[0].Areas
	where := "the borough"
	if len(areas) > 0 {
		where = h.s.words.Area(areas[0])
	}
	yes := true
	report := []string{h.s.reportKind()}
	for _, c := range []struct {
		text string
		q    gate.Query
	}{
		{"Reports received in four weeks, " + where, gate.Query{Kinds: report, From: h.recent()}},
		{"Reports closed in four weeks, " + where, gate.Query{Kinds: report, Date: "closed", From: h.recent()}},
		{"Reports open now, " + where, gate.Query{Kinds: report, Open: &yes}},
		{"Patrols in four weeks, " + where, gate.Query{Kinds: []string{patrolKind}, From: h.recent()}},
	} {
		c.q.Verb, c.q.Areas = pack.Count, areas
		if !h.may(pack.Count, c.q.Kinds[0]) {
			continue
		}
		n, err := h.v.Total(c.q)
		if err != nil {
			return err
		}
		h.screen.Figures = append(h.screen.Figures, tile{Number: counted(n).Text(), Text: c.text})
	}
	return nil
}

func (h *home) auditLinks() error {
	h.button("Who read and changed what", "/audit")
	h.button("What is declared of personal data", "/protection")
	return nil
}

// lastReadings are the newest lines of the audit.
func (h *home) lastReadings() error {
	if !h.may(pack.Audit, "") {
		return nil
	}
	lines, err := h.v.Audit(gate.AuditQuery{Limit: homeShown})
	if err != nil {
		return err
	}
	sec := homeSection{ID: "readings", Title: "Last readings and changes", Empty: "Nobody has read or changed anything yet.", More: "/audit", MoreText: "The whole audit"}
	for _, e := range lines {
		sec.Lines = append(sec.Lines, homeLine{Text: cmp.Or(e.Name, e.Actor) + ": " + words.Lower(words.Done(e.Verb)) + " " + cmp.Or(e.Record, words.Lower(h.s.words.Subject(e.Subject, ""))), About: page.DateTime(e.At)})
	}
	h.screen.Sections = append(h.screen.Sections, sec)
	return nil
}

func (h *home) adminLinks() error {
	h.button("Accounts and posts", "/accounts")
	h.button("What people are told", "/outbox")
	h.button("Bring in police data", "/import")
	return nil
}

// patrolUnderWay leads back to a patrol that the reader has begun and not ended.
func (h *home) patrolUnderWay() error {
	if _, under := h.s.underWay(h.v, h.who); under {
		h.screen.Actions = append(h.screen.Actions, govuk.Button{Text: "Go on with your patrol", Href: "/patrol"})
	}
	return nil
}

// patrolStart leads to the patrol: the one under way, or a new one.
func (h *home) patrolStart() error {
	if !h.may(pack.Create, patrolKind) {
		h.screen.Actions = append(h.screen.Actions, h.s.onTheStreet(h.who)...)
		if h.may(pack.Create, h.s.reportKind()) {
			h.button("Report what you saw", "/triage/log")
		}
		return nil
	}
	text := "Start a patrol"
	if _, under := h.s.underWay(h.v, h.who); under {
		text = "Go on with your patrol"
	}
	h.screen.Actions = append(h.screen.Actions, govuk.Button{Text: text, Href: "/patrol"})
	h.screen.Actions = append(h.screen.Actions, h.s.onTheStreet(h.who)...)
	return nil
}

// toLookAt is what others who give posts gave to themselves, and the second accounts that they made, on every home whose reader is told
// of it.
func (h *home) toLookAt() {
	given := homeSection{ID: "own", Title: "Administrators gave to themselves", More: "/accounts/own", MoreText: "Look at it"}
	second := homeSection{ID: "second-accounts", Title: "Administrators made for people who have an account", More: "/accounts/own", MoreText: "Look at them"}
	for _, g := range h.own {
		sec := &given
		if g.Second() {
			sec = &second
		}
		if len(sec.Lines) < homeShown {
			sec.Lines = append(sec.Lines, homeLine{Href: "/accounts/own", Text: g.Name + ": " + g.What, About: page.DateTime(g.At)})
		}
	}
	for _, sec := range []homeSection{given, second} {
		if len(sec.Lines) > 0 {
			h.screen.Sections = append(h.screen.Sections, sec)
		}
	}
}

// missed are cases of the reader's teams in which somebody waits for a contact that was promised and missed: red for the officer and for who leads
// the team, until somebody has spoken with them. It stands on a home where there are any.
func (h *home) missed() error {
	q := h.cases()
	if len(q.Kinds) == 0 || len(h.who.Teams()) == 0 {
		return nil
	}
	q.Teams, q.Missed, q.ByDue, q.Limit, q.Bare = h.who.Teams(), true, true, homeShown, true
	list, err := h.v.List(q)
	if err != nil || len(list.Records) == 0 {
		return err
	}
	sec := homeSection{ID: "missed", Title: "Promised contacts that were missed", More: "/records/" + list.Records[0].Kind + "?missed=yes", MoreText: "See all of them"}
	for i := range list.Records {
		rec := &list.Records[i]
		sec.Lines = append(sec.Lines, homeLine{Href: h.href(rec.Kind, rec.Reference), Text: rec.Title, About: rec.Reference, Due: h.due(rec.ContactMiss)})
	}
	h.screen.Sections = append(h.screen.Sections, sec)
	return nil
}
