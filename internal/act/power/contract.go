package power

import "github.com/wardmote/wardmote/internal/core/pack"

// Contracts are what serving needs of the kinds that it rests on, where the pack has them: where a worry about a child goes, and where an offer of
// support is found.
var Contracts = []pack.Contract{
	{Kind: recordedIn, Work: "records a concern in place of a penalty to a child", Fields: []pack.Field{{ID: "what", Type: pack.Text}, {ID: "about", Type: pack.Choice, Options: []pack.Option{{ID: "child"}}}}},
	{Kind: ofContacts, Work: "looks whether support was offered before", Fields: []pack.Field{{ID: "offer", Type: pack.Choice, Options: []pack.Option{{ID: notMade}}}}},
}
