package pack

import "slices"

// Category is a kind of harm that a resident may report, in plain words, crosswalked to the national standards.
type Category struct {
	ID        string   `yaml:"id" need:"yes"`
	Name      string   `yaml:"name" need:"yes"` // as a resident would say it
	Hint      string   `yaml:"hint"`
	Group     string   `yaml:"group" need:"yes"` // heading on the "what" page
	Words     []string `yaml:"words"`            // other words that people use, for search
	NSIR      string   `yaml:"nsir"`             // National Standard for Incident Recording: personal, nuisance, environmental
	PoliceUK  string   `yaml:"police_uk"`        // category of data.police.uk
	MPS       string   `yaml:"mps"`              // heading of the Metropolitan Police's list of anti-social behaviour
	LGSL      string   `yaml:"lgsl"`             // number of the Local Government Services List
	Kind      string   `yaml:"kind"`             // kind of record that triage opens from it; none where the report itself is dealt with
	Risk      string   `yaml:"risk" need:"yes"`  // starting risk band: low, medium, high
	Sensitive bool     `yaml:"sensitive"`        // exit-this-page, and never a duplicate hint to strangers
	Same      bool     `yaml:"same"`             // strangers are asked whether theirs is the same: mess without a perpetrator
	Notices   []string `yaml:"notices"`          // ids of notices shown once the category is chosen
	Source    string   `yaml:"source" need:"yes"`
}

// Notice stops a wrong report and shows the right door, yet always lets the person go on ("no wrong door").
type Notice struct {
	ID       string   `yaml:"id" need:"yes"`
	Title    string   `yaml:"title" need:"yes"`
	Body     string   `yaml:"body" need:"yes"`
	Urgent   bool     `yaml:"urgent"`   // shown as an interruption page before anything else
	Contacts []string `yaml:"contacts"` // ids of the directory
	When     *Rule    `yaml:"when"`     // CEL over report
	Source   string   `yaml:"source"`
}

// Advice is a heading of the page of advice, with steps that a reader can take and whom to ask.
type Advice struct {
	ID       string   `yaml:"id" need:"yes"`
	Name     string   `yaml:"name" need:"yes"`
	Steps    []string `yaml:"steps"`
	Contacts []string `yaml:"contacts"` // ids of the directory
	Source   string   `yaml:"source"`
}

// Route sends a report to a body and a team. Routes are tried in order and the first whose rule holds decides; the pack
// must end with one that always holds, so that no report is left without an owner.
type Route struct {
	ID      string `yaml:"id" need:"yes"`
	When    *Rule  `yaml:"when"`            // CEL over report: category, group, area, place_kind, hour, risk, danger, channel
	Body    string `yaml:"body" need:"yes"` // body id
	Team    string `yaml:"team" need:"yes"` // team id, or "locality" for the team whose areas hold the report's ward
	Marking string `yaml:"marking"`         // least protective marking of what it routes; its category may ask for more
	Why     string `yaml:"why" need:"yes"`  // in plain words, shown to staff
	Source  string `yaml:"source"`

	Alerts  string   `yaml:"alerts"`  // team that is told at once wherever the route holds, whoever owns the report; or "locality"
	Never   []string `yaml:"never"`   // bodies to which nothing about the report goes, nor to any body under them
	Instead []string `yaml:"instead"` // contacts shown in their place
}

// Forbidden are the bodies to which nothing may go of what was told so: those of every route that holds.
func (p *Pack) Forbidden(vars map[string]any) []string {
	var out []string
	for _, r := range p.Routes {
		if len(r.Never) > 0 && r.When.Holds(vars) {
			out = append(out, r.Never...)
		}
	}
	return out
}

// UnderAny says that a body is one of some, or stands under one of them.
func (p *Pack) UnderAny(body string, over []string) bool {
	return body != "" && slices.ContainsFunc(over, func(o string) bool { return p.Under(body, o) })
}

// Category is the declared category of that id, and false where the pack has none.
func (p *Pack) Category(id string) (*Category, bool) {
	for i := range p.Categories {
		if p.Categories[i].ID == id {
			return &p.Categories[i], true
		}
	}
	return nil, false
}
