package report

import (
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Contracts are what the journey of a resident needs of the kinds in which their answers are kept. The pack has the words, the
// options and what else it wants to know; a question whose field it left out would have no choices, or its answer nowhere to stay.
var Contracts = []pack.Contract{
	{Work: "keeps in it what a resident answers", Fields: []pack.Field{
		{ID: "category", Type: pack.Choice, From: "categories"},
		{ID: "what", Type: pack.Text},
		{ID: "danger", Type: pack.YesNo},
		{ID: "happening", Type: pack.YesNo},
		{ID: "place_kind", Type: pack.Choice, From: "place_kinds"},
		{ID: "place_words", Type: pack.Text},
		{ID: "along", Type: pack.YesNo},
		{ID: "from_day", Type: pack.Date},
		{ID: "to_day", Type: pack.Date},
		{ID: "at_time", Type: pack.Text},
		{ID: "how_often", Type: pack.Choice},
		{ID: "repeat", Type: pack.YesNo},
		{ID: "affected", Type: pack.Choice, Options: []pack.Option{{ID: SomebodyElse}}},
		{ID: "because_of_who", Type: pack.YesNo},
		{ID: "because_not_said", Type: pack.YesNo},
		{ID: "strands", Type: pack.Choices},
		{ID: "harm", Type: pack.Choices},
		{ID: "other_name", Type: pack.Text},
		{ID: "other_agrees", Type: pack.Choice},
		{ID: "other_reach", Type: pack.Text},
		{ID: "anonymous", Type: pack.YesNo},
		{ID: "reporter_name", Type: pack.Text},
		{ID: "email", Type: pack.Text},
		{ID: "phone", Type: pack.Text},
		{ID: "safe_contact", Type: pack.YesNo},
		{ID: "contact_how", Type: pack.Text},
		{ID: "contact_by", Type: pack.Choices, Options: options(record.ContactWays)},
		{ID: "contact_days", Type: pack.Choice, Options: options(record.ContactDays)},
		{ID: "contact_from", Type: pack.Text},
		{ID: "contact_until", Type: pack.Text},
		{ID: "contact_voicemail", Type: pack.YesNo},
		{ID: "contact_neutral", Type: pack.YesNo},
		{ID: "contact_others", Type: pack.Text},
		{ID: "needs", Type: pack.Text},
		{ID: "channel", Type: pack.Choice, Options: []pack.Option{{ID: "online"}}},
		{ID: "barrier", Type: pack.Choice},
	}},
	{Kind: KindSatisfaction, After: true, Work: "keeps in it what a reporter says after the closing", Fields: []pack.Field{
		{ID: "about", Type: pack.Text},
		{ID: "solved", Type: pack.YesNo},
		{ID: "rating", Type: pack.Choice},
	}},
}

func options(ids []string) []pack.Option {
	out := make([]pack.Option, 0, len(ids))
	for _, id := range ids {
		out = append(out, pack.Option{ID: id})
	}
	return out
}
