package pack

import (
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Contact is an entry of the directory: a door that a person can be shown.
type Contact struct {
	ID           string    `yaml:"id" need:"yes"`
	Name         string    `yaml:"name" need:"yes"`
	Body         string    `yaml:"body"`
	For          string    `yaml:"for" need:"yes"` // in plain words, when to use it
	Group        string    `yaml:"group"`          // heading in the directory
	Words        []string  `yaml:"words"`
	Phone        string    `yaml:"phone"`
	Free         bool      `yaml:"free"` // costs nothing to ring
	Web          string    `yaml:"web"`
	Link         string    `yaml:"link"` // words of the link, where not the address
	Email        string    `yaml:"email"`
	Emails       []string  `yaml:"emails"` // further addresses
	Hours        Hours     `yaml:"hours"`  // of the phone; none means not known
	OutOfHours   string    `yaml:"out_of_hours"`
	OutOfHoursIs string    `yaml:"out_of_hours_is"` // what happens out of hours, in words
	Emergency    bool      `yaml:"emergency"`
	Anonymous    bool      `yaml:"anonymous"` // takes reports without a name
	Note         string    `yaml:"note"`
	From         when.Date `yaml:"from"`      // first day, where it is known
	To           when.Date `yaml:"to"`        // last day, where it has ended or its end is known
	Successor    string    `yaml:"successor"` // id of the service that took its place
	Checked      when.Date `yaml:"checked"`   // when somebody last looked whether it still stands
	Source       string    `yaml:"source" need:"yes"`
}

// Hours are weekly opening hours in London time, written "always" or as a list such as "Mon-Fri 09:00-17:00".
type Hours []Span

// Span is one opening on one day of the week, in minutes after midnight. Closes may pass 24:00 into the next day.
type Span struct {
	Day           time.Weekday
	Opens, Closes int
}
