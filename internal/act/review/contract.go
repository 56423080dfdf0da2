package review

import "github.com/wardmote/wardmote/internal/core/pack"

// Kind is the pack's kind of record that an application for a case review is.
const Kind = pack.KindCaseReview

// The states of a review, as the acts know them.
const (
	Received            = "received"
	Acknowledged        = "acknowledged"
	Met                 = "met"
	Declined            = "declined"
	ThresholdChallenged = "threshold-challenged"
	Arranged            = "arranged"
	Held                = "held"
	Decided             = "decided"
	Closed              = "closed"
	OutcomeChallenged   = "outcome-challenged"
)

// What a threshold can be decided to be, beside the routes that are counted.
const (
	byStatute = "statute"
	byLocal   = "local"
	notMet    = "not-met"
)

// Contract is what the acts of a review need of its kind. Whom each move is for, and all words, are the pack's.
var Contract = pack.Contract{Kind: Kind, Work: "runs the case review by it",
	States: []pack.State{{ID: Received, Initial: true}, {ID: Acknowledged}, {ID: Met}, {ID: Declined, Closed: true}, {ID: ThresholdChallenged}, {ID: Arranged}, {ID: Held}, {ID: Decided},
		{ID: Closed, Closed: true}, {ID: OutcomeChallenged}},
	Moves: []pack.Step{{Received, Acknowledged}, {Acknowledged, Met}, {Acknowledged, Declined}, {Declined, ThresholdChallenged}, {ThresholdChallenged, Met}, {ThresholdChallenged, Declined},
		{Met, Arranged}, {Arranged, Held}, {Held, Decided}, {Decided, Closed}, {Decided, OutcomeChallenged}, {Closed, OutcomeChallenged}, {OutcomeChallenged, Met}, {OutcomeChallenged, Decided}},
	Fields: fields()}

func fields() []pack.Field {
	of := func(t pack.FieldType, ids ...string) (out []pack.Field) {
		for _, id := range ids {
			out = append(out, pack.Field{ID: id, Type: t})
		}
		return out
	}
	out := of(pack.Text, "threshold_why", "threshold_by", "else_helps", "chair", "not_invited_why", "panel_came", "outcome_text", "outcome_by", "followed_up")
	out = append(out, of(pack.Date, "threshold_day", "declined_day", "challenge_by", "panel_day", "reviewed_day")...)
	out = append(out, of(pack.YesNo, "threshold_challenged", "outcome_challenged", "invited")...)
	out = append(out, pack.Field{ID: "recommendations", Type: pack.Number}, pack.Field{ID: "attended", Type: pack.Choice},
		pack.Field{ID: "threshold", Type: pack.Choice, Options: []pack.Option{{ID: byStatute}, {ID: byLocal}, {ID: notMet}}})
	for _, told := range told {
		out = append(out, of(pack.Choice, told+"_to")...)
		out = append(out, of(pack.Date, told+"_made", told+"_behaviour")...)
		out = append(out, of(pack.Text, told+"_reference", told+"_done")...)
	}
	return out
}

// told are the complaints of which the applicant tells in the form, as its fields begin.
var told = []string{"c1", "c2", "c3"}
