package understand

import (
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/answer/board"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/desk"
)

// watch is who watches stop and search for the community, as the pack has it: the body to which a resident's concern is
// routed, and the category under which residents tell of one. Both are empty where the pack has no such category.
type watch struct{ Group, Category string }

func watchOf(p *pack.Pack) watch {
	i := slices.IndexFunc(p.Categories, func(c pack.Category) bool { return c.Kind != "" && c.Kind == p.Partnership.StopConcern })
	if i < 0 {
		return watch{}
	}
	c := &p.Categories[i]
	told := map[string]any{"report": pack.Values{"category": c.ID, "group": c.Group, "kind": c.Kind, "risk": c.Risk, "sensitive": c.Sensitive}}
	for _, route := range p.Routes {
		if route.When.Holds(told) {
			body, _ := p.Body(route.Body)
			return watch{body.Name, c.Name}
		}
	}
	return watch{"", c.Name}
}

// concern is what a reader whom the figures worry may do about them, as far as their post lets them.
type concern struct{ Record, Agenda string }

// concern is nil for an answer about anything but stop and search, and for a reader who may do nothing about it.
func (s *screens) concern(r *http.Request, analysis string) *concern {
	if analysis != "fairness" {
		return nil
	}
	var c concern
	for kind, to := range map[string]*string{s.desk.Pack().Partnership.StopConcern: &c.Record, board.KindMeeting: &c.Agenda} {
		if kind != "" && s.desk.Gate.Rules().Anywhere(desk.Who(r), pack.Create, kind) {
			*to = "/records/" + kind + "/new"
		}
	}
	if c == (concern{}) {
		return nil
	}
	return &c
}
