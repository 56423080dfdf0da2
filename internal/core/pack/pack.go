// Package pack reads a partnership's pack: a folder of YAML, GeoJSON and CSV that declares one partnership (bodies, areas,
// categories and routing, kinds of record, roles, plan, indicators, directory), so that another borough writes its own
// and changes no Go (design, decision 2).
//
// Load is strict: an unknown key, a reference to nothing, a rule that does not compile is a Problem with file, line and,
// where there is one, the likely fix. A pack that has a problem is not loaded.
//
// Every file ending in .yaml holds sections (bodies:, teams:, categories:, …); a section may be spread over any number of
// files, which are read in the order of their paths. A file whose first key is "kind:" declares one kind of record, and one
// whose first key is "form:" one public form. docs/PACKS.md is the guide for writers.
package pack

import (
	"io/fs"

	"github.com/wardmote/wardmote/internal/core/risk"
)

// Pack is one partnership, loaded and checked. It is immutable and safe for concurrent use.
type Pack struct {
	Hash         string // SHA-256 over every file, kept with what the pack decided
	Partnership  Partnership
	Kinds        []Kind
	Forms        []Form
	Roles        []Role
	Agreements   []Agreement
	Compartments []Compartment
	Categories   []Category
	Words        []Saying // the lexicon: how people say things
	Notices      []Notice
	Messages     []Wording // what people are told, and in which words
	Advice       []Advice
	Routes       []Route
	Teams        []Team
	Duty         string // id of the team that is asked where nobody accepts in time
	CaseReview   CaseReview

	Bodies     []Body
	Papers     []Paper
	Orders     []Order
	AreaSets   []AreaSet
	AreaGroups []AreaGroup
	PlaceKinds []PlaceKind
	Districts  []District
	Places     []Place
	Ground     []Ground
	Contacts   []Contact
	Standards  []Standard
	Risks      []Risk
	Matrices   []risk.Matrix // by which risk is assessed
	Plans      []Plan
	Indicators []Indicator
	Figures    []Figure
	Profile    []ProfileGroup
	Users      []DemoUser
	Leavers    []DemoUser // of the demonstration: who has left, with work still open

	// FS is the pack's own folder, for what is read on demand, such as the boundaries of an AreaSet.
	FS fs.FS

	index index
}

// Partnership names the partnership and its ground.
type Partnership struct {
	ID       string `yaml:"id" need:"yes"`
	Name     string `yaml:"name" need:"yes"`
	Short    string `yaml:"short"`
	Borough  string `yaml:"borough" need:"yes"` // ONS code
	Colour   string `yaml:"colour"`             // brand colour, #rrggbb, readable under white text
	Phone    string `yaml:"phone"`
	Email    string `yaml:"email"`
	Web      string `yaml:"web"`
	Language string `yaml:"language"`
	// Languages are those in which the public pages can be read beside English: a file of messages for each, languages/<tag>.yaml.
	Languages []string `yaml:"languages"`
	Wards     string   `yaml:"wards" need:"yes"`  // id of the area set that owns reports: the wards
	Intake    string   `yaml:"intake" need:"yes"` // id of the team that owns a report until another team accepts it
	Report    string   `yaml:"report" need:"yes"` // id of the kind that a resident's report is
	Force     string   `yaml:"force"`             // its police force, as data.police.uk writes it
	Alert     string   `yaml:"alert"`             // id of the kind that those are sent who must know at once
	// StopConcern is the id of the kind in which concerns about stop and search are kept, for those who watch it for the community.
	StopConcern string `yaml:"stop_concern"`
	// Concern is the id of the kind in which a worry about somebody at risk is handed to those who protect them.
	Concern string `yaml:"concern"`
	// What the pages on privacy, accessibility and contact say. Each says that it is not set where it is empty.
	Controller     string `yaml:"controller"`      // id of the body that answers for personal data
	DataProtection string `yaml:"data_protection"` // address or page of its data protection officer
	Retention      string `yaml:"retention"`       // how long reports and cases are kept, in a sentence
	Feedback       string `yaml:"feedback"`        // address for feedback on this website
	Listen         int    `yaml:"listen_within"`   // working days within which somebody listens to a recording that came in; DefaultListen where it is empty
}

// DefaultListen is how many working days a recording waits at most where the partnership says nothing.
const DefaultListen = 3

// Team is a working team at a body, with the areas it covers (codes of wards); none means the whole partnership.
type Team struct {
	ID       string   `yaml:"id" need:"yes"`
	Name     string   `yaml:"name" need:"yes"`
	Body     string   `yaml:"body" need:"yes"`
	Areas    []string `yaml:"areas"`
	Tasked   bool     `yaml:"tasked"`   // may be given taskings
	Locality bool     `yaml:"locality"` // takes reports of its areas
	Hours    Hours    `yaml:"hours"`    // when somebody is there, but for bank holidays; at any hour where none are given
	Email    string   `yaml:"email"`    // where it is told of its work; in the program alone where there is none
	Source   string   `yaml:"source"`

	OutOfHours string `yaml:"out_of_hours"` // id of the team that answers for it at other times
}
