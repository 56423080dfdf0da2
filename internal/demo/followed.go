package demo

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program"
)

// followedSetting keeps reference and PIN of the one invented report that a visitor may follow as its reporter does. Of every
// other report the PIN is known to nobody, as in a live store.
const followedSetting = "demonstration report"

// followed is a report of a noisy corner that was taken on and answered once: whoever opens it finds every part of a reporter's
// page. It draws nothing by chance, so that the year is the same with and without it.
func (s *story) followed() {
	s.later(s.ago(6, 20), func() error {
		where := s.worst(whitechapel)
		safe := true
		receipt, err := s.desk.Send(s.ctx, access.Public(), &report.Filled{Asked: true, Category: "noise", What: "A speaker on the corner until two in the morning, three nights this week.",
			PlaceKind: "street", PlaceWords: where.street, Area: where.area, Point: &where.at, FromDay: s.now.Date(), AtTime: "11pm", HowOften: "weekly", Repeat: true, Affected: "household",
			Name: "Juno Lantern", Email: "juno.lantern@demo.example", SafeContact: &safe, Channel: "online", Key: "demonstration-followed"}, nil)
		if err != nil {
			return err
		}
		s.follow = receipt
		s.later(s.ago(5, 10), func() error { return s.takeUp(receipt.Reference) })
		return nil
	})
}

// takeUp accepts the followed report and tells its reporter what will be done.
func (s *story) takeUp(ref string) error {
	r, err := s.look(ref)
	if err != nil {
		return err
	}
	who := s.by(r.Team)
	for _, done := range []struct {
		name    string
		answers act.Answers
	}{{triage.Accept, nil}, {act.Contact, act.Answers{"how": "telephone"}},
		{triage.Reply, act.Answers{"message": "Thank you for ringing back. Our officers come by on Friday and Saturday night. Please tell us here if it happens again."}}} {
		if _, err := s.do(who, ref, done.name, done.answers); err != nil {
			return err
		}
	}
	return nil
}

// Tell writes which report of the demonstration can be followed at /track, and with which PIN.
func Tell(ctx context.Context, p *program.Program, w io.Writer) error {
	kept, err := p.Store.Setting(ctx, followedSetting)
	if err != nil {
		return err
	}
	reference, pin, ok := strings.Cut(kept, " ")
	if !ok {
		_, err = fmt.Fprintln(w, "This demonstration was made by an earlier version, which kept no report to follow: make it anew in another folder with --data.")
		return err
	}
	_, err = fmt.Fprintf(w, "To follow a report as its reporter does, open /track with the reference %s and the PIN %s.\n", reference, pin)
	return err
}
