package gate

import (
	"github.com/wardmote/wardmote/internal/core/gate/internal/hit"
	"github.com/wardmote/wardmote/internal/core/gate/internal/inbox"
	"github.com/wardmote/wardmote/internal/core/gate/internal/list"
	"github.com/wardmote/wardmote/internal/core/gate/internal/person"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/gate/internal/trail"
)

// What the rooms ask and answer, by the names that the rest of the program has for it.
type (
	// Query asks for records.
	Query = list.Query
	// List is one page of records.
	List = list.List
	// Total says how many records of a list there are.
	Total = list.Total
	// Added are the counted results of a list added up.
	Added = list.Added
	// Around is a named place of an area and the box about a point.
	Around = list.Around
	// Point is where and when something was recorded, and nothing of who.
	Point = list.Point
	// ActionQuery asks for open actions.
	ActionQuery = list.ActionQuery
	// DueAction is an open action with the record that it stands on.
	DueAction = list.DueAction
	// Assigned is an action with the record it was set on.
	Assigned = list.Assigned
	// Wait is where a record stands among others that wait.
	Wait = list.Wait
	// Beside is what a queue shows of a record beside its columns.
	Beside = list.Beside
	// Hit is a record that a search found.
	Hit = hit.Hit
	// Found is a page of what a search found.
	Found = hit.Found
	// Like is a card that may be of the same person as a new one.
	Like = person.Like
	// Messages is a page of messages.
	Messages = inbox.Messages
	// OutboxQuery narrows the list of all messages.
	OutboxQuery = inbox.OutboxQuery
	// Entry is one line of the audit.
	Entry = trail.Entry
	// AuditQuery asks for lines of the audit.
	AuditQuery = trail.AuditQuery
)

const (
	// CountMost bounds a count: beyond it the answer is "more than".
	CountMost = list.CountMost
	// SearchMost bounds what a search looks at, of what the reader may see.
	SearchMost = hit.SearchMost
	// AnotherRecord stands for the reference of a record that the reader may not see.
	AnotherRecord = sight.AnotherRecord
)

var (
	// Near is all around a place, a point and so many metres in each direction.
	Near = list.Near
	// SortOf is the field of a kind that says what sort of thing a record of it is about.
	SortOf = list.SortOf
	// Coarse is the middle of the square of 25 m that a point lies in.
	Coarse = list.Coarse
	// Subject is what the access rules ask of a record.
	Subject = sight.Subject
	// Words are the distinct lower-case words of a text.
	Words = row.Words
)
