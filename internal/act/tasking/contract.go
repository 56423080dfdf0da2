package tasking

import "github.com/wardmote/wardmote/internal/core/pack"

// Contract is what the tasking meeting needs of the kind "tasking", where the pack has it.
var Contract = pack.Contract{
	Kind: Kind,
	Work: "takes a tasking from its proposal to what came of it",
	States: []pack.State{{ID: Proposed, Initial: true}, {ID: Agreed}, {ID: Accepted}, {ID: Done, Closed: true},
		{ID: NotDone, Closed: true}, {ID: Declined, Closed: true}},
	Moves: []pack.Step{{Proposed, Agreed}, {Proposed, Declined}, {Agreed, Accepted}, {Agreed, NotDone}, {Accepted, Done}, {Accepted, NotDone}},
	Fields: []pack.Field{
		{ID: "reason", Type: pack.Text},
		{ID: "asked_action", Type: pack.Text},
		{ID: "team", Type: pack.Choice, From: "teams"},
		{ID: "problem", Type: pack.Choice},
		{ID: "from_hotspot", Type: pack.Text},
		{ID: "observed", Type: pack.Number},
		{ID: "expected", Type: pack.Number},
		{ID: "times", Type: pack.Text},
		{ID: "result", Type: pack.Text},
	},
}
