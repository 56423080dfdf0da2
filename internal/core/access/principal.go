package access

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Post is a role that an account holds at a body from one day to another.
type Post struct {
	ID    string
	Role  string
	Body  string
	Team  string
	Areas []string // codes of wards or ids of area groups; empty means the areas of the team
	Since when.Date
	Until when.Date    // last day; zero while it is held
	Ended when.Instant // when it was ended at once; zero where its days alone count
}

// Held says that the post is held on the day.
func (p Post) Held(day when.Date) bool {
	return p.Ended.IsZero() && !day.Before(p.Since) && (p.Until.IsZero() || !day.After(p.Until))
}

// Principal is who asks. The zero Principal is nobody and may do nothing.
type Principal struct {
	Account     string
	Name        string
	Posts       []Post       // those held today
	Memberships []Membership // in compartments, beside what the posts give
	Authorities []Authority  // by which they may use powers of law, of before and to come too
	Day         when.Date    // on which they ask, and agreements are in force or not; none is where it is zero
	Record      string       // a reporter's own report, reached with reference and PIN
	Public      bool         // a resident who has not said who they are
	System      bool         // the program itself: demonstration, migration, clocks
}

// On is the principal as they ask on a day.
func (p Principal) On(day when.Date) Principal {
	p.Day = day
	return p
}

// Public is a resident at the public pages.
func Public() Principal { return Principal{Account: "public", Name: "Resident", Public: true} }

// Reporter is the resident who holds the reference and PIN of a report.
func Reporter(record string) Principal {
	return Principal{Account: "reporter", Name: "Reporter", Record: record}
}

// System is the program itself, doing what is named.
func System(what string) Principal { return Principal{Account: "system", Name: what, System: true} }

// Post is the principal's post in words for the history: role at body.
func (p Principal) Post() string {
	if len(p.Posts) == 0 {
		return ""
	}
	return p.Posts[0].Role + "@" + p.Posts[0].Body
}

// Bodies are the bodies at which the principal holds a post.
func (p Principal) Bodies() []string {
	var bodies []string
	for _, post := range p.Posts {
		if !slices.Contains(bodies, post.Body) {
			bodies = append(bodies, post.Body)
		}
	}
	return bodies
}

// Teams are the teams of the principal's posts.
func (p Principal) Teams() []string {
	var teams []string
	for _, post := range p.Posts {
		if post.Team != "" && !slices.Contains(teams, post.Team) {
			teams = append(teams, post.Team)
		}
	}
	return teams
}

// HasRole says that one of the principal's posts is of one of the roles.
func (p Principal) HasRole(roles ...string) bool {
	return slices.ContainsFunc(p.Posts, func(post Post) bool { return slices.Contains(roles, post.Role) })
}
