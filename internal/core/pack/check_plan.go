package pack

import "github.com/wardmote/wardmote/internal/core/when"

var (
	planStates      = []string{"draft", "published", "ended"}
	statementStates = []string{"planned", "in-progress", "done", "stopped", "in-force", "bill", "proposed", "standing"}
)

// NextDue is the day on which the plan that follows this one must begin.
func (p *Plan) NextDue() when.Date {
	if p.CycleMonths > 0 {
		return p.From.AddMonths(p.CycleMonths)
	}
	return p.To.AddDays(1)
}

// Current says that the plan is in its time on a day.
func (p *Plan) Current(day when.Date) bool {
	return !day.Before(p.From) && !day.After(p.To)
}

// checkPlans looks at the plan trees.
func (l *loader) checkPlans(r registry) {
	for i := range l.pack.Plans {
		p := &l.pack.Plans[i]
		at := join("plans", i)
		if !p.To.IsZero() && p.To.Before(p.From) {
			l.add(l.spot(at+".to"), "", "plan %q ends before it begins", p.ID)
		}
		l.oneOf("state", p.State, planStates, at+".state")
		l.ref(r, "bodies", p.Body, at+".body")
		l.refs(r, "bodies", p.Responsible, at+".responsible")
		l.refs(r, "bodies", p.Subgroups, at+".subgroups")
		l.refs(r, "bodies", p.Alongside, at+".alongside")
		l.checkPlanStatements(p, at, r)
	}
	for i := range l.pack.Profile {
		l.refs(r, "figures", l.pack.Profile[i].Figures, join("profile", i, "figures"))
	}
}

// keyed is a list of statements with its key in the file.
type keyed struct {
	key  string
	list []Statement
}

func (l *loader) checkPlanStatements(p *Plan, at string, r registry) {
	themes := &ids{what: "theme, principle or driver of the plan", at: map[string]int{}}
	seen := map[string]bool{}
	for _, list := range [][]Statement{p.Themes, p.Principles, p.Drivers} {
		for _, s := range list {
			themes.at[s.ID] = 0
			themes.list = append(themes.list, s.ID)
		}
	}
	look := func(lists []keyed, under string) {
		for _, k := range lists {
			l.checkStatements(k.list, join(at, under+k.key), r, themes, seen)
		}
	}
	look([]keyed{{"aims", p.Aims}, {"done", p.Done}, {"themes", p.Themes}, {"principles", p.Principles},
		{"drivers", p.Drivers}, {"local_priorities", p.LocalPriority}, {"confidence", p.Confidence},
		{"strategies", p.Strategies}, {"legislation", p.Legislation}, {"shared_agendas", p.SharedAgendas},
		{"missing", p.Missing}}, "")
	for j := range p.Priorities {
		x := &p.Priorities[j]
		key := join("priorities", j)
		if seen[x.ID] {
			l.add(l.spot(join(at, key)), "", "%q is declared twice in the plan", x.ID)
		}
		seen[x.ID] = true
		l.ref(r, "bodies", x.Board, join(at, key, "board"))
		look([]keyed{{"approach", x.Approach}, {"focus", x.Focus}, {"why", x.Why}, {"aims", x.Aims},
			{"outcomes", x.Outcomes}, {"activities", x.Activities}}, key+".")
	}
}

func (l *loader) checkStatements(list []Statement, at string, r registry, themes *ids, seen map[string]bool) {
	for i := range list {
		s := &list[i]
		path := join(at, i)
		if s.ID != "" && seen[s.ID] {
			l.add(l.spot(path), "", "%q is declared twice in the plan", s.ID)
		}
		seen[s.ID] = true
		l.oneOf("state", s.State, statementStates, path+".state")
		l.refs(r, "indicators", s.Indicators, path+".indicators")
		l.refs(r, "figures", s.Figures, path+".figures")
		l.refs(r, "bodies", s.Bodies, path+".bodies")
		l.refs(registry{"themes": themes}, "themes", s.Themes, path+".themes")
		l.checkStatements(s.Children, path+".children", r, themes, seen)
	}
}
