package pack

import "github.com/wardmote/wardmote/internal/core/when"

// Body is an organisation, board, panel, post, team or scheme that the partnership's work names. Aliases hold every other
// spelling met in its papers, since "Partnership Taskforce" and PTF must find the same body.
type Body struct {
	ID           string    `yaml:"id" need:"yes"`
	Name         string    `yaml:"name" need:"yes"`
	Abbreviation string    `yaml:"abbreviation"`
	Aliases      []string  `yaml:"aliases"`
	Kind         BodyKind  `yaml:"kind" need:"yes"`
	Parent       string    `yaml:"parent"` // id of the body it belongs or reports to; empty where none is known
	Does         string    `yaml:"does" need:"yes"`
	Meets        string    `yaml:"meets"`
	Members      string    `yaml:"members"`
	Email        string    `yaml:"email"`     // where it is told of what was sent or given to it; in the program alone where there is none
	Police       bool      `yaml:"police"`    // it, and every body under it, is police: which guards ask as "police"
	Note         string    `yaml:"note"`      // what is not certain about it
	From         when.Date `yaml:"from"`      // first day, where it is known
	To           when.Date `yaml:"to"`        // last day, where it has ended or its end is known
	Successor    string    `yaml:"successor"` // id of the body that took its place
	Checked      when.Date `yaml:"checked"`   // when somebody last looked whether it still stands
	Source       string    `yaml:"source" need:"yes"`
}

// BodyKind is what sort of body it is.
type BodyKind string

// The kinds of body that the ledger of a partnership names.
const (
	StatutoryPartner BodyKind = "statutory-partner"
	ExternalPartner  BodyKind = "external-partner"
	Board            BodyKind = "board"
	Subgroup         BodyKind = "subgroup"
	Panel            BodyKind = "panel"
	Forum            BodyKind = "forum"
	WorkingTeam      BodyKind = "team"
	Post             BodyKind = "post"
	Scheme           BodyKind = "scheme"
)

// DemoUser is an invented person of a demonstration, one for each role. Live stores never hold them.
type DemoUser struct {
	ID    string   `yaml:"id" need:"yes"`
	Name  string   `yaml:"name" need:"yes"`
	Email string   `yaml:"email"`
	Role  string   `yaml:"role" need:"yes"`
	Body  string   `yaml:"body" need:"yes"`
	Team  string   `yaml:"team"`
	Areas []string `yaml:"areas"` // codes of areas or ids of area groups of the post; empty means the team's
}

// Risk is a band of risk with what it asks for.
type Risk struct {
	ID     string `yaml:"id" need:"yes"`
	Name   string `yaml:"name" need:"yes"`
	Colour string `yaml:"colour" need:"yes"`
	Means  string `yaml:"means" need:"yes"`
	Source string `yaml:"source"`
}

// Standard is a national or local list that categories are crosswalked to, such as NSIR.
type Standard struct {
	ID     string   `yaml:"id" need:"yes"`
	Name   string   `yaml:"name" need:"yes"`
	Values []Option `yaml:"values" need:"yes"`
	Source string   `yaml:"source" need:"yes"`
}
