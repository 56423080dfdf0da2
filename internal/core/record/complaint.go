package record

import "github.com/wardmote/wardmote/internal/core/when"

// Complaint is one about anti-social behaviour that was made to somebody, as a part of the application for a case review for which it counts
// (Anti-social Behaviour, Crime and Policing Act 2014 s.104).
type Complaint struct {
	ID        string
	Sort      string    // to what sort of body it was made: council, police, landlord, health, other
	Body      string    // which body of the partnership holds it; empty where only the applicant told of it
	Behaviour when.Date // the day of the behaviour; not set where nobody knows it
	Made      when.Date // the day on which it was made
	About     string
	Reference string // under which it is held
	Done      string // what was done about it: evidence for the panel, and never a reason to refuse
	Said      string // which of the applicant's own it is, by its field; empty where they did not name it
	At        when.Instant
	By        string // name of who wrote it down
}
