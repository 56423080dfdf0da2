package demo

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/act/review"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/hear/form"
)

// reviewed is an application for a case review as the demonstration tells it.
type reviewed struct {
	ref, channel, name, about, harm string
	sent                            int   // working days ago
	told                            []int // complaints: days before it was sent, to council, landlord and police in turn
}

// reviews are the case reviews of the year: one that ended with recommendations, one that was declined and is challenged, and one that has just
// been met. They draw nothing by chance, so that the year is the same with and without them.
func (s *story) reviews() {
	done := &reviewed{channel: "online", name: "Fern Landing", sent: 130, told: []int{90, 60, 20}, about: "Shouting, banging and threats on our landing since last winter.", harm: "I do not sleep, and my son will not go out alone."}
	s.applies(done, map[int]func() error{
		100: func() error {
			return s.reviewer("review-coordinator", done, act.NewState, review.Arranged, act.Answers{"day": s.now.Date().AddDays(14).String(), "chair": s.posts["review-chair"].Account, "invited": true, "message": "A panel looks at your case."})
		},
		88: func() error {
			return s.reviewer("review-chair", done, act.NewState, review.Held, act.Answers{"attended": "came", "came": "Fern Landing; Quince Evenhand (chair); Saffron Folderclip, council; Burdock Notepad, police; Barley Rentbook, housing", "message": "Thank you for coming."})
		},
		87: func() error {
			return s.reviewer("review-chair", done, review.Recommend, "", act.Answers{"body": "providers", "what": "Answer every report of one tenant by one officer.", "due": s.now.Date().AddDays(28).String()})
		},
		86: func() error {
			return s.reviewer("review-chair", done, act.NewState, review.Decided, act.Answers{"decision": "Each report was answered by itself, and nobody saw that they were one. The landlord has powers that it did not consider.", "message": "The panel has decided."})
		},
		70: func() error { return s.answered(done, "One officer has all reports since the first of the month") },
		64: func() error {
			return s.reviewer("review-coordinator", done, act.NewState, review.Closed, act.Answers{"followed": "It has been quiet for five weeks, and they know whom to ring", "why": "What was recommended is done", "message": "We close the review."})
		},
	})
	fewer := &reviewed{channel: "email", name: "Ivo Backyard", sent: 20, told: []int{70, 25}, about: "Bottles and shouting behind our yard at the weekends."}
	s.applies(fewer, map[int]func() error{
		8: func() error {
			return s.reviewer("review-coordinator", fewer, act.NewState, review.Declined, act.Answers{"why": "Two complaints qualify, and no harm is told of that was not answered.", "helps": "Patrols look at the yard on Friday and Saturday nights. Tell us each time it happens again.", "message": "We have looked at what you reported to every partner."})
		},
		4: func() error {
			return s.reviewer("review-coordinator", fewer, review.Challenge, "", act.Answers{"words": "My neighbour rang the police in March as well."})
		},
	})
	fresh := &reviewed{channel: "phone", name: "Opal Stairhead", sent: 9, told: []int{100, 50, 10}, about: "Drug use and fights on the stairs, and the door never locks.", harm: "My mother is afraid to leave the flat."}
	s.applies(fresh, nil)
}

// applies tells of an application from the call to the decision on it, and then what follows, by working days ago.
func (s *story) applies(x *reviewed, then map[int]func() error) {
	s.later(s.ago(x.sent, 10), func() (err error) {
		desk := form.Desk{Gate: s.gate, PINs: s.desk.PINs}
		d, err := desk.Form(review.Kind)
		if err != nil {
			return err
		}
		f := d.Blank("demonstration " + x.name)
		for id, v := range s.told(x) {
			f.Set(id, v)
		}
		safe := true
		f.Place = form.Place{Words: "Brick Lane", Area: whitechapel}
		f.Contact = form.Contact{Name: x.name, Phone: "020 7946 0955", OK: &safe}
		receipt, err := d.Take(s.ctx, s.posts["contact-centre"], f, x.channel)
		x.ref = receipt.Reference
		return err
	})
	s.later(s.ago(x.sent-1, 11), func() error {
		return s.reviewer("review-coordinator", x, act.NewState, review.Acknowledged, act.Answers{"contact": s.posts["review-coordinator"].Account, "message": "I am your contact. I ask every partner what you reported and what was done."})
	})
	s.later(s.ago(x.sent-5, 12), func() error {
		return s.answered(x, "We hold what the applicant tells of; an officer went there each time")
	})
	if len(x.told) > 2 {
		s.later(s.ago(x.sent-6, 13), func() error {
			return s.reviewer("review-coordinator", x, act.NewState, review.Met, act.Answers{"why": "Three complaints qualify. What was done about them is for the panel.", "message": "The threshold is met."})
		})
	}
	for days, do := range then {
		s.later(s.ago(days, 14), do)
	}
}

// told are the answers of an application.
func (s *story) told(x *reviewed) record.Fields {
	out := record.Fields{"applying": "victim", "about": x.about, "second": len(x.told) > 1, "third": len(x.told) > 2}
	if x.harm != "" {
		out["harm"] = x.harm
	}
	for i, days := range x.told {
		c, day := fmt.Sprintf("c%d", i+1), s.now.Date().AddDays(-days)
		out[c+"_to"], out[c+"_made"], out[c+"_behaviour"] = []string{"council", "landlord", "police"}[i], day.String(), day.AddDays(-2).String()
		out[c+"_done"] = "Somebody was warned"
	}
	return out
}

// reviewer does an act on a review as the demonstration user of a role.
func (s *story) reviewer(role string, x *reviewed, word, part string, answers act.Answers) error {
	_, err := s.acts.Run(s.ctx, s.posts[role], act.Call{Record: x.ref, Act: word, Part: part, Answers: answers})
	return err
}

// answered is that every body answers what it was asked.
func (s *story) answered(x *reviewed, words string) error {
	var w *record.Whole
	err := s.gate.Read(s.ctx, access.System("demonstration"), func(v *gate.View) (err error) {
		w, err = v.Open(x.ref)
		return err
	})
	if err != nil {
		return err
	}
	for _, a := range w.Actions {
		if a.State == record.ActionOpen {
			if err := s.reviewer("review-coordinator", x, act.Action, a.ID, act.Answers{"state": record.ActionDone, "outcome": words}); err != nil {
				return err
			}
		}
	}
	return nil
}
