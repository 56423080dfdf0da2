package triage

import "github.com/wardmote/wardmote/internal/core/pack"

// Contract is what triage needs of the kind of report: the states between which it takes a report from hand to hand, and the
// field that says what came of it.
var Contract = pack.Contract{
	Work: "takes a report from hand to hand",
	States: []pack.State{{ID: Received, Initial: true}, {ID: Accepted}, {ID: Refused}, {ID: InProgress}, {ID: CaseOpened},
		{ID: Closed, Closed: true}, {ID: Reopened}},
	Moves: []pack.Step{{Received, Accepted}, {Received, Refused}, {Refused, Received}, {Accepted, Received}, {Accepted, InProgress},
		{Accepted, CaseOpened}, {Accepted, Closed}, {InProgress, Closed}, {CaseOpened, Closed}, {Closed, Reopened}, {Reopened, InProgress}},
	Fields: []pack.Field{{ID: "outcome", Type: pack.Choice}},
}
