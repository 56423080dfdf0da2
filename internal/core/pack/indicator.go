package pack

import "github.com/wardmote/wardmote/internal/core/when"

// Indicator is a measure on a plan: entered values, a formula, or both. Two indicators of one name with different
// definitions stay two: only the id must differ.
type Indicator struct {
	ID         string   `yaml:"id" need:"yes"`
	Name       string   `yaml:"name" need:"yes"`
	Definition string   `yaml:"definition" need:"yes"`
	Base       string   `yaml:"base"` // whom or what it counts among
	Unit       string   `yaml:"unit" need:"yes"`
	Every      Every    `yaml:"every" need:"yes"` // period of one value
	Good       Good     `yaml:"good" need:"yes"`
	Plan       string   `yaml:"plan"`
	Priority   string   `yaml:"priority"` // id of a priority of the plan
	Theme      string   `yaml:"theme"`    // heading where the plan groups otherwise than by priority
	Owner      string   `yaml:"owner"`    // body
	Aim        *Aim     `yaml:"aim"`
	Formula    *Formula `yaml:"formula"`
	By         string   `yaml:"by"`      // field of choices of the counted kind: the count is broken down by it
	PartOf     string   `yaml:"part_of"` // indicator of the whole that this is a part of, such as one strand of hate crime
	Values     []Value  `yaml:"values"`
	Public     bool     `yaml:"public"`
	Note       string   `yaml:"note"`
	Source     string   `yaml:"source" need:"yes"`
}

// Every is the period over which one value of an indicator is taken.
type Every string

// The periods.
const (
	Monthly   Every = "month"
	Quarterly Every = "quarter"
	Yearly    Every = "year"    // financial year, April to March
	PlanLong  Every = "plan"    // the whole plan
	ToDate    Every = "to-date" // all that is recorded, up to the end of each month: a running count
)

// Good is the direction in which an indicator gets better: a rise in reports may be success or failure, so each says.
type Good string

// The directions.
const (
	Up      Good = "up"
	Down    Good = "down"
	Neither Good = "neither" // shown for context, never rated
)

// Rating is the partnership's judgement of an indicator against its aim.
type Rating string

// The ratings of the plan; each is shown with its words, never by colour alone.
const (
	Achieved      Rating = "Aim achieved"
	NeedsMoreWork Rating = "Needs more work"
	NotAchieved   Rating = "Aim not achieved"
)

// Aim is the value an indicator is to reach, and the margin within which it still only needs more work.
type Aim struct {
	Value  float64   `yaml:"value"`
	Margin float64   `yaml:"margin"`
	By     when.Date `yaml:"by"`
	Source string    `yaml:"source" need:"yes"`
}

// Value is one value entered by hand, as published.
type Value struct {
	Period string   `yaml:"period" need:"yes"`
	Value  *float64 `yaml:"value"`
	Text   string   `yaml:"text"` // as printed, where the number alone would mislead
	Rating Rating   `yaml:"rating"`
	Note   string   `yaml:"note"`
	Source string   `yaml:"source" need:"yes"`
}

// Formula declares how an indicator is computed. Exactly one of Count, Sum, Facts, Share, Ratio, Rate and Change is set;
// the rest qualify it. Where is a CEL rule over record and fields of the counted kind.
type Formula struct {
	Count string   `yaml:"count"` // number of records of this kind
	Sum   string   `yaml:"sum"`   // sum of this measure …
	In    []string `yaml:"in"`    // … over these kinds; empty means every kind that has the measure
	Facts string   `yaml:"facts"` // number of imported facts: "crimes" or "stops"
	Types []string `yaml:"types"` // police.uk categories of the facts; empty means all

	Share  *Formula `yaml:"share"`  // 100 × share ÷ of
	Ratio  *Formula `yaml:"ratio"`  // ratio ÷ of
	Rate   *Formula `yaml:"rate"`   // per × rate ÷ base
	Change *Formula `yaml:"change"` // percentage change on the same period one year before
	Of     *Formula `yaml:"of"`
	Per    float64  `yaml:"per"`  // 1000 where not set
	Base   string   `yaml:"base"` // residents or households of the wards

	Where *Rule  `yaml:"where"`
	Date  string `yaml:"date"` // which of a record's dates falls in the period: occurred, opened or closed
}

// Form names which of the declared forms the formula is; empty where none is set.
func (f *Formula) Form() string {
	switch {
	case f.Count != "":
		return "count"
	case f.Sum != "":
		return "sum"
	case f.Facts != "":
		return "facts"
	case f.Share != nil:
		return "share"
	case f.Ratio != nil:
		return "ratio"
	case f.Rate != nil:
		return "rate"
	case f.Change != nil:
		return "change"
	}
	return ""
}
