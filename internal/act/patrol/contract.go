package patrol

import "github.com/wardmote/wardmote/internal/core/pack"

// Contract is what a patrol on the street needs of the kind "patrol", where the pack has it. What is counted is the pack's.
var Contract = pack.Contract{
	Kind: Kind,
	Work: "keeps a patrol when it is over",
	Fields: []pack.Field{
		{ID: "team", Type: pack.Choice, From: "teams"},
		{ID: "why", Type: pack.Choice, Options: []pack.Option{{ID: "tasking"}}},
		{ID: "minutes", Type: pack.Number},
	},
}
