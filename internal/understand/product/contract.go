package product

import "github.com/wardmote/wardmote/internal/core/pack"

// Contract is what the register of finished analyses needs of its kind, where the pack has it.
var Contract = pack.Contract{
	Kind: Kind,
	Work: "registers a finished analysis in it",
	Fields: []pack.Field{
		{ID: "sort", Type: pack.Choice, Options: []pack.Option{{ID: "profile"}, {ID: "tactical"}, {ID: "assessment-section"}, {ID: "evaluation"}, {ID: "other"}}},
		{ID: "dated", Type: pack.Date},
		{ID: "author", Type: pack.Text},
		{ID: "audience", Type: pack.Text},
		{ID: "period", Type: pack.Text},
		{ID: "about_source", Type: pack.Text},
		{ID: "found", Type: pack.Text},
		{ID: "boards", Type: pack.Choices, From: "bodies"},
		{ID: "priorities", Type: pack.Choices},
		{ID: "run", Type: pack.Text},
	},
}
