package record

import (
	"github.com/wardmote/wardmote/internal/core/risk"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Assessment is what the risk of a record was assessed by: it is kept as it was answered, and the next one stands beside it.
type Assessment struct {
	ID      string
	Record  string
	At      when.Instant
	Account string // who assessed
	Name    string
	Matrix  string
	Version string
	Concern string // who is in danger or at risk now, as it was asked before the questions: one of the Concerns
	Answers risk.Answers
	Flags   []string // that were raised, ticked or following
	Score   int
	Most    int
	Scored  string // the band by points and flags
	Band    string // the band that was set
	Reason  string // of another band than was scored
	Review  when.Date
	Seal    string // who may read it
}

// The answers to what is asked before the questions of a matrix.
const (
	NoConcern    = "nobody"
	DangerNow    = "now"   // somebody is in danger now
	ChildAtRisk  = "child" // a child may be at risk
	AdultAtRisk  = "adult" // an adult who needs care and support may be
	FlagsOfChild = "child" // the flag that a child at risk raises, where the version has it
)

// Concerns are those answers, in the order in which they are asked.
var Concerns = []string{NoConcern, DangerNow, ChildAtRisk, AdultAtRisk}

// RiskStale says that the risk of an open record is to be assessed again on a day: its review has come, or something new has happened.
func (r *Record) RiskStale(today when.Date) bool {
	return r.Open && !r.RiskDue.IsZero() && !today.Before(r.RiskDue)
}
