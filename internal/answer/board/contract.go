package board

import "github.com/wardmote/wardmote/internal/core/pack"

// Contracts are what the pages of the boards need of the kinds that boards keep, where the pack has them.
var Contracts = []pack.Contract{
	{Kind: KindBoard, Work: "shows it with the board", Fields: []pack.Field{{ID: "body", Type: pack.BodyRef}}},
	{Kind: KindMeeting, Work: "calls a meeting and shows it in the calendar", Fields: []pack.Field{
		{ID: "body", Type: pack.BodyRef},
		{ID: "agenda", Type: pack.Text},
		{ID: "short_notice", Type: pack.YesNo},
		{ID: "short_notice_why", Type: pack.Text},
	}},
	{Kind: KindEntry, Work: "shows it in the calendar", Fields: []pack.Field{{ID: "body", Type: pack.BodyRef}, {ID: "sort", Type: pack.Choice}}},
}
