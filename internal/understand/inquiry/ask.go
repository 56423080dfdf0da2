// Package inquiry is the list of questions that an analyst can put, and the one way to put them: a page, a background job
// and a kept run all hand the same Ask to the same Desk. It finds the facts that the ask is about, through the gate where
// they are the partnership's own records, runs the analysis, and keeps the answer with all that is needed to run it again.
package inquiry

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// Sources of events that are not kinds of record.
const (
	Crimes = "crimes"
	Stops  = "stops"
)

// Ask is one question with its parameters. Empty fields take the defaults of the analysis.
type Ask struct {
	Analysis   string   `json:"analysis"`
	Source     string   `json:"source,omitempty"` // crimes, stops, or the id of a kind of record
	Types      []string `json:"types,omitempty"`  // slugs: drugs, theft-from-the-person
	From       string   `json:"from,omitempty"`   // 2018-02
	To         string   `json:"to,omitempty"`
	Area       string   `json:"area,omitempty"`       // code of a ward or the borough, or id of a group
	Comparison string   `json:"comparison,omitempty"` // area left alone
	Buffer     string   `json:"buffer,omitempty"`     // area round the treated one
	Change     string   `json:"change,omitempty"`     // first month in which the operation ran
	Span       int      `json:"span,omitempty"`       // months on either side of the change
	Chosen     string   `json:"chosen,omitempty"`     // how the treated place was chosen: high, the default, or otherwise
	Lon        float64  `json:"lon,omitempty"`        // of a treated place
	Lat        float64  `json:"lat,omitempty"`
	Radius     float64  `json:"radius,omitempty"`   // metres
	Ring       float64  `json:"ring,omitempty"`     // metres of buffer round it
	Cell       float64  `json:"cell,omitempty"`     // metres
	Capacity   int      `json:"capacity,omitempty"` // squares that a team can cover
	Null       string   `json:"null,omitempty"`
	Rules      string   `json:"rules,omitempty"`
	Group      string   `json:"group,omitempty"`  // how ethnicity is known: officer or self
	People     []string `json:"people,omitempty"` // benchmark: residents by group, in the order of the groups
	PeopleFrom string   `json:"peopleFrom,omitempty"`
	Metres     float64  `json:"metres,omitempty"` // width of a band of distance
	Days       int      `json:"days,omitempty"`   // width of a band of days
	Draws      int      `json:"draws,omitempty"`  // permutations
	Seed       uint64   `json:"seed,omitempty"`
}

// Canonical is the ask as text, the same for the same question.
func (a Ask) Canonical() string {
	raw, err := json.Marshal(a)
	if err != nil {
		return fmt.Sprintf("%+v", a) // no field of an Ask can fail to be written
	}
	return string(raw)
}

// TypeSlug is a crime type as it stands in addresses.
func TypeSlug(code uint8) string {
	return strings.ReplaceAll(strings.ToLower(incident.Types()[code]), " ", "-")
}

// typeBySlug takes today's slug; the publisher's own "violent-crime" means another type.
func typeBySlug(slug string) (uint8, bool) {
	for i := range incident.Types() {
		if TypeSlug(uint8(i)) == slug {
			return uint8(i), true
		}
	}
	return 0, false
}

// fill settles period, types and area in a choice, and says by field what is wrong.
func (a Ask) fill(c *choice.Choice) error {
	bad := fault.Invalid{}
	for _, slug := range a.Types {
		code, ok := typeBySlug(slug)
		if !ok {
			bad.Add("types", "%q is not a type of crime", slug)
		}
		c.Types = append(c.Types, code)
	}
	if c.Kind != incident.Crime || c.Noun != "" {
		c.Types = nil
	}
	from, to := c.Usual()
	month := func(field, text string, otherwise incident.Month) incident.Month {
		if text == "" {
			return otherwise
		}
		m, err := incident.ParseMonth(text)
		if err != nil {
			bad.Add(field, "Choose a month such as 2018-06")
		}
		return m
	}
	c.From, c.To = month("from", a.From, from), month("to", a.To, to)
	if c.To < c.From {
		bad.Add("to", "The last month must not be before the first")
	}
	return bad.OrNil()
}
