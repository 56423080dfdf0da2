package pack

// NoticesFor are the notices to show for a report as far as it is known, in the pack's order. A notice that a category
// lists belongs to that category, and its rule narrows it further; any other notice shows whenever its rule holds.
func (p *Pack) NoticesFor(report map[string]any) []Notice {
	vars := map[string]any{"report": report}
	category, _ := report["category"].(string)
	listed, chosen := map[string]bool{}, map[string]bool{}
	for i := range p.Categories {
		for _, id := range p.Categories[i].Notices {
			listed[id] = true
			chosen[id] = chosen[id] || p.Categories[i].ID == category
		}
	}
	var notices []Notice
	for _, n := range p.Notices {
		if (listed[n.ID] && !chosen[n.ID]) || (!listed[n.ID] && n.When == nil) {
			continue
		}
		if n.When.Holds(vars) {
			notices = append(notices, n)
		}
	}
	return notices
}

// Route is the route of a report: the first whose rule holds, and its team, found by the ward where the route leaves the choice
// to the locality. The team is nil only where the report has no ward and the route wants one.
func (p *Pack) Route(report map[string]any) (*Route, *Team) {
	vars := map[string]any{"report": report}
	for i := range p.Routes {
		x := &p.Routes[i]
		if !x.When.Holds(vars) {
			continue
		}
		if x.Team != Locality {
			team, _ := p.Team(x.Team)
			return x, team
		}
		area, _ := report["area"].(string)
		if teams := p.LocalityTeams(x.Body, area); area != "" && len(teams) > 0 {
			return x, &teams[0]
		}
		return x, nil
	}
	return nil, nil // no pack loads without a last route that always holds
}
