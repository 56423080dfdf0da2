package act

import (
	"slices"

	"github.com/wardmote/wardmote/internal/answer/board"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// productKind is what analysts write for others to read.
const productKind = "analytic-product"

// boardLinks lead to the boards, and to the tasking meeting where the reader opens taskings.
func (h *home) boardLinks() error {
	h.button("Boards and their papers", "/boards")
	if h.may(pack.View, taskingKind) {
		h.button("The tasking meeting", "/tasking/meeting")
	}
	return nil
}

// meetings are the next meetings of the boards that the reader opens.
func (h *home) meetings() error {
	if !h.may(pack.View, board.KindMeeting) {
		return nil
	}
	coming, err := board.Calendar(h.v, "", h.today, h.today.AddMonths(3))
	if err != nil {
		return err
	}
	sec := homeSection{ID: "meetings", Title: "Next meetings", Empty: "No meeting is planned for the next three months.", More: "/boards/calendar", MoreText: "The calendar"}
	for i := range coming[:min(len(coming), homeShown)] {
		m := &coming[i]
		sec.Lines = append(sec.Lines, homeLine{Href: "/record/" + m.Reference, Text: m.Title, About: page.DateTime(m.Occurred)})
	}
	h.screen.Sections = append(h.screen.Sections, sec)
	return nil
}

// boardActions are what the boards set themselves to do and have not done, the longest due first.
func (h *home) boardActions() error {
	if !h.may(pack.View, board.KindMeeting) {
		return nil
	}
	open, err := board.Log(h.v, "", record.ActionOpen)
	if err != nil {
		return err
	}
	sec := homeSection{ID: "board-actions", Title: "Actions of the boards still to do", Empty: "Every action of the boards is done.", More: "/boards/actions", MoreText: "All actions of the boards"}
	for _, a := range open[:min(len(open), homeShown)] {
		sec.Lines = append(sec.Lines, homeLine{Href: "/record/" + a.Reference, Text: a.What, About: h.s.words.Body(a.Subject), Due: h.due(a.Due)})
	}
	h.screen.Sections = append(h.screen.Sections, sec)
	return nil
}

// highRisk are the open cases of the highest risk that the reader opens.
func (h *home) highRisk() error {
	kinds := h.s.caseKinds(h.who, pack.View)
	if len(kinds) == 0 {
		return nil
	}
	highest := h.s.pack().Risks[len(h.s.pack().Risks)-1]
	yes := true
	return h.records(homeSection{ID: "high-risk", Title: "Open cases: " + words.Lower(highest.Name) + " risk", Empty: "No open case has this risk.", More: "/records/" + kinds[0] + "?risk=" + highest.ID},
		gate.Query{Kinds: kinds, Open: &yes, Risk: highest.ID})
}

// staleRisk are the open cases whose risk is to be assessed again, with how many they are.
func (h *home) staleRisk() error {
	kinds := slices.DeleteFunc(h.s.caseKinds(h.who, pack.Edit), func(id string) bool {
		k, _ := h.s.pack().Kind(id)
		return k.Assessed == ""
	})
	if len(kinds) == 0 {
		return nil
	}
	yes := true
	q := gate.Query{Kinds: kinds, Open: &yes, Stale: h.today}
	if !h.may(pack.Analyse, "") { // who does not lead sees their own
		q.Assignee = h.who.Account
	}
	n, err := h.v.Total(q)
	if err != nil || n.N == 0 {
		return err
	}
	list := "/records/" + kinds[0] + "?stale=yes"
	if q.Assignee != "" {
		list += "&who=me"
	}
	h.screen.Figures = append(h.screen.Figures, tile{counted(n).Text(), "Risk out of date", list})
	return h.records(homeSection{ID: "stale-risk", Title: "Cases whose risk is out of date", More: list}, q)
}

// stopLinks lead to the figures of stop and search and to a new concern.
func (h *home) stopLinks() error {
	h.button("Figures of stop and search", "/stop-and-search")
	if kind := h.s.pack().Partnership.StopConcern; kind != "" && h.may(pack.Create, kind) {
		h.button("Record a concern", "/records/"+kind+"/new")
	}
	return nil
}

// concerns are the concerns about stop and search that nobody has answered.
func (h *home) concerns() error {
	kind := h.s.pack().Partnership.StopConcern
	if kind == "" || !h.may(pack.View, kind) {
		return nil
	}
	yes := true
	return h.records(homeSection{ID: "concerns", Title: "Concerns to put to the police or to answer", Empty: "Every concern about stop and search is answered.", More: "/records/" + kind},
		gate.Query{Kinds: []string{kind}, Open: &yes, ByDue: true})
}

// drafts are the analytic products that are not finished.
func (h *home) drafts() error {
	if !h.may(pack.Edit, productKind) {
		return nil
	}
	yes := true
	return h.records(homeSection{ID: "products", Title: "Products not yet finished", Empty: "No product is being written. Begin one from an analysis.", More: "/products"},
		gate.Query{Kinds: []string{productKind}, Open: &yes})
}

// wardLink leads to the public page of the reader's ward, which residents ask about.
func (h *home) wardLink() error {
	for _, area := range h.who.Posts[0].Areas {
		if a, ok := h.s.desk.Atlas().Area(area, h.today); ok {
			h.button(a.Name+" in public", "/wards/"+area)
		}
	}
	return nil
}
