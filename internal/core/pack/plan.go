package pack

import "github.com/wardmote/wardmote/internal/core/when"

// Plan is a version of the partnership's strategic plan: its priorities, what each aims at, and when the next is due.
type Plan struct {
	ID             string      `yaml:"id" need:"yes"`
	Name           string      `yaml:"name" need:"yes"`
	From           when.Date   `yaml:"from" need:"yes"`
	To             when.Date   `yaml:"to" need:"yes"`
	State          string      `yaml:"state" need:"yes"` // draft, published, ended
	CycleMonths    int         `yaml:"cycle_months"`
	Body           string      `yaml:"body"` // the board that answers for it
	Vision         string      `yaml:"vision"`
	Aims           []Statement `yaml:"aims"`
	Done           []Statement `yaml:"done"` // what was done, for a plan that ended
	Themes         []Statement `yaml:"themes"`
	Principles     []Statement `yaml:"principles"`
	Drivers        []Statement `yaml:"drivers"`
	LocalPriority  []Statement `yaml:"local_priorities"` // of the police
	Confidence     []Statement `yaml:"confidence"`
	Strategies     []Statement `yaml:"strategies"` // linked strategies, with their periods
	Legislation    []Statement `yaml:"legislation"`
	SharedAgendas  []Statement `yaml:"shared_agendas"`
	Responsible    []string    `yaml:"responsible"` // bodies that are responsible authorities
	Subgroups      []string    `yaml:"subgroups"`   // bodies that drive delivery
	Alongside      []string    `yaml:"alongside"`   // bodies that work beside the board
	Priorities     []Priority  `yaml:"priorities"`
	Missing        []Statement `yaml:"missing"` // what the plan's paper announces and does not contain
	Source         string      `yaml:"source" need:"yes"`
	NextAssessment int         `yaml:"assessment_months"` // months between strategic assessments
}

// Priority is one priority of a plan.
type Priority struct {
	ID         string      `yaml:"id" need:"yes"`
	Number     int         `yaml:"number"`
	Name       string      `yaml:"name" need:"yes"`
	Board      string      `yaml:"board"` // body that drives it, where known
	Approach   []Statement `yaml:"approach"`
	Focus      []Statement `yaml:"focus"`
	Why        []Statement `yaml:"why"`
	Aims       []Statement `yaml:"aims"`
	Outcomes   []Statement `yaml:"outcomes"`
	Activities []Statement `yaml:"activities"`
	Note       string      `yaml:"note"`
	Source     string      `yaml:"source" need:"yes"`
}

// Statement is one line of a plan: a focus, an aim, an outcome, an activity, a strategy.
type Statement struct {
	ID         string      `yaml:"id"`
	Text       string      `yaml:"text" need:"yes"`
	Group      string      `yaml:"group"`
	State      string      `yaml:"state"` // planned, in-progress, done, stopped; for law: in-force, bill, planned
	Period     string      `yaml:"period"`
	Themes     []string    `yaml:"themes"`     // ids of themes, principles or drivers of the plan
	Indicators []string    `yaml:"indicators"` // that show it
	Figures    []string    `yaml:"figures"`    // that support it
	Bodies     []string    `yaml:"bodies"`     // that do it
	Children   []Statement `yaml:"children"`
	Note       string      `yaml:"note"`
	Source     string      `yaml:"source"`
}

// Figure is one published number with its source and period. Text is the value as printed; Number is set where it is one.
type Figure struct {
	ID         string
	Name       string
	Definition string // what it counts, as its source gives it
	Base       string // whom or what it counts among; where the source does not say, that it does not
	Text       string
	Number     *float64
	Unit       string
	Change     string // direction or change, as printed
	Period     string
	Baseline   string
	Geography  string
	Priority   string
	Rating     Rating
	Type       string // measured, target, threshold, money, headcount, clock, structure
	Source     string
	Gist       string
}

// ProfileGroup is a heading of the borough profile with its figures.
type ProfileGroup struct {
	ID      string   `yaml:"id" need:"yes"`
	Name    string   `yaml:"name" need:"yes"`
	Figures []string `yaml:"figures" need:"yes"`
	Note    string   `yaml:"note"` // what a reader must know before using them
	Source  string   `yaml:"source"`
}
