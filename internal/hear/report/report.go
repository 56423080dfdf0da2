// Package report is what a resident tells the partnership, from the first word until they know what came of it.
//
// A report is a record of the pack's report kind. It is never without an owner: from the moment it is kept it belongs to
// the partnership's intake team, and it stays theirs until the team it was routed to accepts it. (In LGSCO 22 005 953 council
// and police each sent a man to the other; here neither can put a report down before somebody else has picked it up.)
package report

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/form"
)

// Filled is what has been filled in so far, by a resident page by page or by staff for somebody else. It is kept as JSON
// while the form is under way.
type Filled struct {
	Danger       bool          `json:"danger,omitempty"`
	Happening    bool          `json:"happening,omitempty"`
	Asked        bool          `json:"asked,omitempty"` // the questions on danger were answered
	Category     string        `json:"category,omitempty"`
	What         string        `json:"what,omitempty"`
	PlaceKind    string        `json:"place_kind,omitempty"`
	PlaceWords   string        `json:"place_words,omitempty"`
	Place        string        `json:"place,omitempty"`      // id of the gazetteer
	PlaceName    string        `json:"place_name,omitempty"` // its name there
	Along        bool          `json:"along,omitempty"`      // along the whole road
	Area         string        `json:"area,omitempty"`       // code of the ward
	Wards        []string      `json:"wards,omitempty"`      // in which it may lie, while the sender has not said which
	Outside      bool          `json:"outside,omitempty"`    // not on the partnership's ground
	Pinned       bool          `json:"pinned,omitempty"`     // the sender pointed to it on a map
	Point        *record.Point `json:"point,omitempty"`
	FromDay      when.Date     `json:"from_day,omitzero"`
	ToDay        when.Date     `json:"to_day,omitzero"`
	AtTime       string        `json:"at_time,omitempty"`
	HowOften     string        `json:"how_often,omitempty"`
	Repeat       bool          `json:"repeat,omitempty"`
	Affected     string        `json:"affected,omitempty"`
	BecauseOfWho bool          `json:"because_of_who,omitempty"`
	Because      string        `json:"because,omitempty"` // yes, no or NotSaid as it was answered; empty where it was left open
	Strands      []string      `json:"strands,omitempty"` // because of what about them
	Harm         []string      `json:"harm,omitempty"`    // what it does to those affected
	// Who is affected, where it is somebody else: their name, whether they agree to the report, and how they may be reached.
	OtherName   string `json:"other_name,omitempty"`
	OtherAgrees string `json:"other_agrees,omitempty"`
	OtherReach  string `json:"other_reach,omitempty"`
	Anonymous   bool   `json:"anonymous,omitempty"`
	Name        string `json:"name,omitempty"`
	Email       string `json:"email,omitempty"`
	Phone       string `json:"phone,omitempty"`
	SafeContact *bool  `json:"safe_contact,omitempty"`
	ContactHow  string `json:"contact_how,omitempty"` // in words of their own
	// Reach is in which ways and at which times it is safe, where they say that only some are.
	Reach   record.SafeContact `json:"reach,omitzero"`
	Needs   string             `json:"needs,omitempty"`
	Channel string             `json:"channel,omitempty"` // online where empty
	Barrier string             `json:"barrier,omitempty"` // what made it hard to report
	Key     string             `json:"key,omitempty"`     // of the form, so that it is sent once
	Same    string             `json:"same,omitempty"`    // id of an open report that the sender says is about the same
	Done    []string           `json:"done,omitempty"`    // questions that were answered, by their page
	Seen    []string           `json:"seen,omitempty"`    // notices that were shown

	kept form.Draft // as it was read from the store
}

// Clone is the same form to change without changing this one.
func (f *Filled) Clone() *Filled {
	c := *f
	c.Wards, c.Done, c.Seen, c.Reach.By = slices.Clone(f.Wards), slices.Clone(f.Done), slices.Clone(f.Seen), slices.Clone(f.Reach.By)
	c.Strands, c.Harm = slices.Clone(f.Strands), slices.Clone(f.Harm)
	return &c
}

// Become takes all that another one holds.
func (f *Filled) Become(now *Filled) { *f = *now }

// NotSaid is the answer of somebody who would rather not say. It is kept as that and never as a no.
const NotSaid = "not-said"

// SomebodyElse is who is affected where the sender reports for another.
const SomebodyElse = "somebody-else"

// Hate says that the report is of harm because of who somebody is.
func (f *Filled) Hate(p *pack.Pack) bool {
	c, ok := p.Category(f.Category)
	if f.BecauseOfWho || !ok {
		return f.BecauseOfWho
	}
	k, ok := p.Kind(c.Kind) // a kind of case that asks because of what about them somebody was hated
	if !ok {
		return false
	}
	_, asks := k.Field("strands")
	return asks
}

// Answered notes that a question was answered.
func (f *Filled) Answered(question string) {
	if !slices.Contains(f.Done, question) {
		f.Done = append(f.Done, question)
	}
}

// Ask forgets that questions were answered, because an answer before them has changed.
func (f *Filled) Ask(questions ...string) {
	f.Done = slices.DeleteFunc(f.Done, func(q string) bool { return slices.Contains(questions, q) })
}

// Has says that a question was answered.
func (f *Filled) Has(question string) bool { return slices.Contains(f.Done, question) }

// Unseen are the notices that the answers call for and that were not shown yet. Urgent ones come alone: nothing may stand
// beside "ring 999".
func (f *Filled) Unseen(p *pack.Pack) []pack.Notice {
	var urgent, calm []pack.Notice
	for _, n := range Notices(p, f) {
		switch {
		case slices.Contains(f.Seen, n.ID):
		case n.Urgent:
			urgent = append(urgent, n)
		default:
			calm = append(calm, n)
		}
	}
	if len(urgent) > 0 {
		return urgent
	}
	return calm
}

// Unsee lets a notice be shown once more, because the answer that it hangs on was given anew.
func (f *Filled) Unsee(notice string) {
	f.Seen = slices.DeleteFunc(f.Seen, func(id string) bool { return id == notice })
}

// Anonymise forgets who the sender is, however much of it was typed before they chose to stay anonymous.
func (f *Filled) Anonymise() {
	f.Anonymous = true
	f.Name, f.Email, f.Phone, f.ContactHow, f.Needs, f.SafeContact, f.Reach = "", "", "", "", "", nil, record.SafeContact{}
}

// Safe is how it is safe to contact the sender.
func (f *Filled) Safe() record.SafeContact {
	return f.Contact().Safe()
}

// Contact is who the sender is and how they can be reached.
func (f *Filled) Contact() form.Contact {
	return form.Contact{Name: f.Name, Email: f.Email, Phone: f.Phone, OK: f.SafeContact, Words: f.ContactHow, Needs: f.Needs, Reach: f.Reach}
}

// SetContact takes who the sender is and how they can be reached.
func (f *Filled) SetContact(c form.Contact) {
	f.Name, f.Email, f.Phone, f.SafeContact, f.ContactHow, f.Needs, f.Reach = c.Name, c.Email, c.Phone, c.OK, c.Words, c.Needs, c.Reach
}

// Where is the place of the report.
func (f *Filled) Where() form.Place {
	return form.Place{Words: f.PlaceWords, ID: f.Place, Name: f.PlaceName, Along: f.Along, Area: f.Area, Wards: f.Wards, Outside: f.Outside, Pinned: f.Pinned, Point: f.Point}
}

// SetWhere takes the place of the report.
func (f *Filled) SetWhere(p form.Place) {
	f.PlaceWords, f.Place, f.PlaceName, f.Along, f.Area, f.Wards, f.Outside, f.Pinned, f.Point = p.Words, p.ID, p.Name, p.Along, p.Area, p.Wards, p.Outside, p.Pinned, p.Point
}

// Sensitive says that somebody who watches may do harm because of the report.
func (f *Filled) Sensitive(p *pack.Pack) bool {
	c, ok := p.Category(f.Category)
	return ok && c.Sensitive || f.Danger || f.BecauseOfWho
}

// Vars are what routes and notices know of the report.
func (f *Filled) Vars(p *pack.Pack) map[string]any { return f.told().Vars(p) }

func (f *Filled) told() record.Told {
	return record.Told{Category: f.Category, Area: f.Area, Place: f.Place, PlaceKind: f.PlaceKind, AtTime: f.AtTime, Day: f.FromDay, Affected: f.Affected, Channel: f.Channel,
		Danger: f.Danger, Happening: f.Happening, Anonymous: f.Anonymous, Repeat: f.Repeat, BecauseOfWho: f.BecauseOfWho}
}

func (f *Filled) channel() string {
	if f.Channel == "" {
		return "online"
	}
	return f.Channel
}

// Risk is the band in which the report starts.
func (f *Filled) Risk(p *pack.Pack) string { return f.told().Risk(p) }

// Notices are those that the answers so far call for, urgent ones first: the category's own, and the general ones whose
// rule holds. None of them stops the report ("no wrong door").
func Notices(p *pack.Pack, f *Filled) []pack.Notice {
	vars := f.Vars(p)
	var mine []string
	if c, ok := p.Category(f.Category); ok {
		mine = c.Notices
	}
	var urgent, calm []pack.Notice
	for i := range p.Notices {
		n := &p.Notices[i]
		if !p.General(n) && !slices.Contains(mine, n.ID) || !n.When.Holds(vars) {
			continue
		}
		if n.Urgent {
			urgent = append(urgent, *n)
		} else {
			calm = append(calm, *n)
		}
	}
	return append(urgent, calm...)
}
