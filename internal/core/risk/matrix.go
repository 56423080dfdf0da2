// Package risk scores how likely somebody is to be harmed, by a matrix of questions that a partnership writes (pack, `matrices:`): points of
// what was answered, bands of the points, and flags, any one of which is the highest band however few the points are. It is pure: the same
// answers to the same version give the same result, and what an assessment was scored by is kept with it, so it can be worked out again.
//
// Judgement may raise a band with a reason. To set it lower than was scored needs one of the roles that the matrix names, and a reason.
package risk

import "github.com/wardmote/wardmote/internal/core/when"

// The statuses of a version, as those of law rows: one that is unknown is scored by nowhere until the partnership has settled it.
const (
	LocalPolicy = "local_policy"
	Unknown     = "unknown"
)

// Matrix is a set of questions in its versions, the oldest first.
type Matrix struct {
	ID       string    `yaml:"id" need:"yes"`
	Name     string    `yaml:"name" need:"yes"`
	Lowers   []string  `yaml:"lowers" need:"yes"` // roles that may set a band below what was scored
	Versions []Version `yaml:"versions" need:"yes"`
}

// Version is a matrix as it stands from a day on, until the next one's.
type Version struct {
	Version   string     `yaml:"version" need:"yes"`
	From      when.Date  `yaml:"from" need:"yes"`
	Status    string     `yaml:"status" need:"yes"` // local_policy or unknown
	Source    string     `yaml:"source" need:"yes"`
	Note      string     `yaml:"note"`    // what whoever assesses should know of it
	Within    int        `yaml:"within"`  // working days in which a new record is assessed first
	Closing   int        `yaml:"closing"` // working days that the assessment may be old when the record is closed; any age where nought
	Questions []Question `yaml:"questions" need:"yes"`
	Flags     []Flag     `yaml:"flags"`
	Bands     []Band     `yaml:"bands" need:"yes"` // the lowest first
}

// Question is one that is asked of whoever is affected.
type Question struct {
	ID      string   `yaml:"id" need:"yes"`
	Ask     string   `yaml:"ask" need:"yes"`
	Short   string   `yaml:"short" need:"yes"` // what it is about, in some words
	Many    bool     `yaml:"many"`             // several options may hold, and none; their points are added
	Options []Option `yaml:"options" need:"yes"`
}

// Option is an answer with its points.
type Option struct {
	ID     string `yaml:"id" need:"yes"`
	Name   string `yaml:"name" need:"yes"`
	Points int    `yaml:"points"`
}

// Flag forces the highest band. It is ticked by whoever assesses, or follows from what was answered.
type Flag struct {
	ID   string `yaml:"id" need:"yes"`
	Name string `yaml:"name" need:"yes"`
	Of   []Of   `yaml:"of"` // it follows where all of these were answered, and is not ticked
}

// Of is an answer that a flag follows from: any one of some options.
type Of struct {
	Question string   `yaml:"question" need:"yes"`
	Options  []string `yaml:"options" need:"yes"`
}

// Band is a band of risk, by the fewest points that come to it and the working days until it is assessed again.
type Band struct {
	Risk   string `yaml:"risk" need:"yes"`
	From   int    `yaml:"from"`
	Review int    `yaml:"review" need:"yes"`
}

// On is the version that scores on a day: the latest that has begun and is settled. False where there is none.
func (m *Matrix) On(day when.Date) (*Version, bool) {
	var found *Version
	for i := range m.Versions {
		v := &m.Versions[i]
		if v.Status == LocalPolicy && !day.Before(v.From) && (found == nil || found.From.Before(v.From)) {
			found = v
		}
	}
	return found, found != nil
}

// Named is the version of that name, by which an assessment of earlier is read. False where the matrix no longer has it.
func (m *Matrix) Named(version string) (*Version, bool) {
	for i := range m.Versions {
		if m.Versions[i].Version == version {
			return &m.Versions[i], true
		}
	}
	return nil, false
}

// Most are the points of a version that nothing can go beyond.
func (v *Version) Most() int {
	sum := 0
	for _, q := range v.Questions {
		sum += q.most()
	}
	return sum
}

func (q *Question) most() int {
	most := 0
	for _, o := range q.Options {
		if q.Many {
			most += o.Points
		} else {
			most = max(most, o.Points)
		}
	}
	return most
}

// Question is the question of that id.
func (v *Version) Question(id string) (Question, bool) {
	for _, q := range v.Questions {
		if q.ID == id {
			return q, true
		}
	}
	return Question{}, false
}

// Option is the option of that id.
func (q Question) Option(id string) (Option, bool) {
	for _, o := range q.Options {
		if o.ID == id {
			return o, true
		}
	}
	return Option{}, false
}

// Flag is the flag of that id.
func (v *Version) Flag(id string) (Flag, bool) {
	for _, f := range v.Flags {
		if f.ID == id {
			return f, true
		}
	}
	return Flag{}, false
}

// Review is how many working days after an assessment a band is assessed again.
func (v *Version) Review(band string) int {
	if i := v.rank(band); i >= 0 {
		return v.Bands[i].Review
	}
	return 0
}

// rank is the place of a band among those of the version, and -1 where it is none of them.
func (v *Version) rank(band string) int {
	for i, b := range v.Bands {
		if b.Risk == band {
			return i
		}
	}
	return -1
}
