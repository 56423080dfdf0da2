package power

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/law"
)

// underAge is the refusal of a notice to somebody who is too young for it.
type underAge struct {
	age, least int
	byLaw      bool
}

func (e *underAge) Error() string { return fmt.Sprintf("at %d they are too young for it", e.age) }

// old refuses somebody younger than the law or the partnership serves. The card of a person counts before what was said on the street.
func (s *service) old() error {
	if _, ok := s.Kind.Field(Age); !ok || s.Edit.Record().Fields.Text(Recipient) == "" {
		return nil
	}
	age, known := int(s.Edit.Record().Fields.Number(Age)), s.Edit.Record().Fields[Age] != nil
	born, carded, err := s.Edit.Youngest(Recipient, s.done)
	if err != nil {
		return err
	}
	if carded && (!known || born < age) {
		age, known = born, true
	}
	least, byLaw := s.Kind.Youngest, false
	if rule, ok := s.Law().Applies(s.power.Youngest, s.done); ok && rule.Value > least {
		least, byLaw = rule.Value, true
	}
	switch {
	case least == 0:
		return nil
	case !known:
		return s.wrong(Age, "Enter their age, as they said or as it seemed")
	case age < least && s.Kind.Youngest > 0:
		return &underAge{age, least, byLaw}
	case age < least:
		return act.Not(fmt.Sprintf("At %d they are too young for it: the law allows it from %d. Record a concern for the child", age, least))
	}
	return nil
}

// instead is what happens in place of a penalty to a child: none is issued, the record says so for good, and who protects children is told.
func (s *service) instead(e *underAge) error {
	r := s.Edit.Record()
	words := fmt.Sprintf("Aged %d, and nothing is issued below %d.", e.age, e.least)
	if err := s.Edit.Move(Refused, words, ""); err != nil {
		return err
	}
	made, err := s.Unit.CreateFrom(s.Edit, record.Draft{Kind: recordedIn, Title: "Concern for a child", Area: r.Area, Place: r.Place, Point: r.Point, Occurred: r.Occurred,
		Fields: record.Fields{"what": fmt.Sprintf("%s was about to be issued to somebody aged %d. %s", s.Kind.Name, e.age, r.Fields.Text("particulars")), "about": "child"}}, inPlace)
	if err != nil {
		return err
	}
	if person := r.Fields.Text(Recipient); person != "" {
		if err := made.AddParty("subject", person, ""); err != nil {
			return err
		}
	}
	s.Say(fmt.Sprintf("Nothing is issued to somebody aged %d. The concern %s is recorded in its place", e.age, made.Record().Reference))
	return nil
}

// issue serves it: the state, the clocks from its own day, the notice as it was served, and whoever must know of it today.
func (s *service) issue() error {
	s.Edit.Since(s.day.End().Add(-1))
	if s.day == s.Today {
		s.Edit.Since(s.Unit.Now())
	}
	if err := s.Edit.Move(pack.Served, "", ""); err != nil {
		return err
	}
	if err := s.Edit.Note(s.standing(), record.ForStaff); err != nil {
		return err
	}
	if err := s.Edit.Attach(s.Edit.Record().Reference+".txt", "text/plain; charset=utf-8", []byte(s.document()), record.ForStaff); err != nil {
		return err
	}
	s.Say(s.Edit.Record().Reference + " is served")
	return s.tell()
}

// tell sets the leader, on the day, to look at what was served on somebody who sleeps rough for an immediate risk.
func (s *service) tell() error {
	r := s.Edit.Record()
	if !r.Fields.Yes(Rough) || !s.urgent() {
		return nil
	}
	a := record.Action{What: "Look at " + record.Lower(s.Kind.Name) + " " + r.Reference + ": served on somebody who sleeps rough, for an immediate risk and without an earlier offer of support", Team: r.Team, Due: s.Today}
	i := slices.IndexFunc(s.Holders, func(h account.Holder) bool {
		return slices.Contains(s.Kind.Leaders, h.Role) && h.Account != s.Who.Account && s.Unit.OpensFor(h, r)
	})
	if i >= 0 {
		a.Owner, a.Body = s.Holders[i].Account, s.Holders[i].Body
	}
	_, err := s.Edit.AddAction(a)
	return err
}

// rules are the rules of law by which it was served, as they stood on its day.
func (s *service) rules() (out []law.Rule) {
	for _, key := range slices.Concat([]string{s.power.Youngest, s.power.Most, s.power.If}, s.power.Clocks) {
		if rule, ok := s.Law().Applies(key, s.day); ok {
			out = append(out, rule)
		}
	}
	return out
}

// standing is by what authority it was served and under which rules, in words that stay with the record.
func (s *service) standing() string {
	lines := []string{"No authority is needed for it."}
	if s.needed {
		lines = []string{fmt.Sprintf("Authority: %s, %s.", law.Source(s.by.Source).Words(), s.by.Reference)}
	}
	if s.under != "" {
		lines = append(lines, "Under: "+s.under+".")
	}
	for _, rule := range s.rules() {
		lines = append(lines, fmt.Sprintf("Law: %s, %s (%s; row %s).", rule.Key, rule.Words(), rule.Citation, rule.ID()))
	}
	return strings.Join(lines, "\n")
}

// document is the notice as it was served: what the law asks it to say, in the partnership's words, and the last day of each period.
func (s *service) document() string {
	r, b := s.Edit.Record(), &strings.Builder{}
	fmt.Fprintf(b, "%s\n%s\n%s\n\n", s.Pack.Partnership.Name, s.power.Name, r.Reference)
	for _, f := range s.Kind.Fields {
		if v := r.Fields[f.ID]; f.Stated && v != nil && f.Type != pack.Person && f.Type != pack.Document {
			f.Options = s.Pack.OptionsOf(f)
			fmt.Fprintf(b, "%s\n%s\n\n", f.Name, record.Words(f, v))
		}
	}
	for _, p := range s.Kind.Printed {
		fmt.Fprintf(b, "%s\n%s\n\n", p.Name, p.Words)
	}
	for _, rule := range s.rules() {
		if period, err := clock.Of(rule); err == nil {
			if last, err := period.LastDay(s.Calendar, s.day); err == nil {
				fmt.Fprintf(b, "Last day: %s (%s, %s)\n", last.Words(), rule.Words(), rule.Citation)
			}
		}
	}
	fmt.Fprintf(b, "How it can be challenged: %s\nThe law: %s\n\n%s\n", s.power.Challenge, s.power.Citation, s.standing())
	return b.String()
}
