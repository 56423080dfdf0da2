// Package triage is what a team does with the reports sent to it: accept one, refuse it with a reason, send it on, work on
// it, open a case from it or join it to one, answer the reporter, and close it.
//
// The report stays with its owner through every step. Accepting moves ownership to the team's body, and only that body can
// accept; refusing hands the work back to the intake team with the reason; sending on leaves the report with the body that
// sends until the next team accepts. Nothing in between is ownerless (LGSCO 22 005 953), and while the reporter waits for a
// word a clock runs.
package triage

// The states that every pack's report kind has under these names (contract.go).
const (
	Received   = "received"
	Accepted   = "accepted"
	Refused    = "refused"
	InProgress = "in-progress"
	CaseOpened = "case-opened"
	Closed     = "closed"
	Reopened   = "reopened"
)
