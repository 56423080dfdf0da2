// Package pack reads a partnership's pack: a folder of YAML, GeoJSON and CSV that declares one partnership (bodies, areas,
// categories and routing, kinds of record, roles, plan, indicators, directory), so that another borough writes its own
// and changes no Go (design, decision 2).
//
// Load is strict: an unknown key, a reference to nothing, a rule that does not compile is a Problem with file, line and,
// where there is one, the likely fix. A pack that has a problem is not loaded.
package pack

// Pack is one partnership, loaded and checked. It is immutable and safe for concurrent use.
type Pack struct {
	Hash        string // SHA-256 over every file, kept with what the pack decided
	Partnership Partnership
	Kinds       []Kind
	Roles       []Role
	Categories  []Category
	Notices     []Notice
	Routes      []Route
	Teams       []Team
}

// Partnership names the partnership and its ground.
type Partnership struct {
	ID       string `yaml:"id"`
	Name     string `yaml:"name"`
	Short    string `yaml:"short"`
	Borough  string `yaml:"borough"` // ONS code
	Colour   string `yaml:"colour"`  // brand colour, #rrggbb, readable under white text
	Phone    string `yaml:"phone"`
	Email    string `yaml:"email"`
	Web      string `yaml:"web"`
	Language string `yaml:"language"`
}

// Team is a working team at a body, with the areas it covers (codes of wards); none means the whole partnership.
type Team struct {
	ID       string   `yaml:"id"`
	Name     string   `yaml:"name"`
	Body     string   `yaml:"body"`
	Areas    []string `yaml:"areas"`
	Tasked   bool     `yaml:"tasked"`   // may be given taskings
	Locality bool     `yaml:"locality"` // takes reports of its areas
	Source   string   `yaml:"source"`
}
