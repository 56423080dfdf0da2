package demo

import (
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/hear/form"
)

// asked is a request of a trader for a meeting, which waits for the neighbourhood manager: sent by the form of the pack, as a resident
// sends it. It draws nothing by chance, so that the year is the same with and without it.
func (s *story) asked() {
	s.later(s.ago(1, 11), func() error {
		desk := form.Desk{Gate: s.gate, PINs: s.desk.PINs}
		d, err := desk.Form("meeting")
		if err != nil {
			return err
		}
		token, where := credential.NewToken(), s.worst(whitechapel)
		if err := d.Begin(s.ctx, token); err != nil {
			return err
		}
		_, err = d.Change(s.ctx, token, func(f *form.Filled) error {
			for id, value := range map[string]string{"who": "trader", "business": "Lantern Bakery", "meet": "in-person",
				"about": "Since the lights on our side went out nobody stops at the stall after four. We would like to show somebody the corner."} {
				f.Set(id, value)
			}
			safe := true
			f.Place = form.Place{Words: where.street, Area: where.area, Point: &where.at}
			f.Contact = form.Contact{Name: "Tansy Lantern", Email: "tansy.lantern@demo.example", OK: &safe}
			for _, step := range d.Steps() {
				f.Answered(step.ID)
			}
			return nil
		})
		if err == nil {
			_, err = d.Send(s.ctx, token)
		}
		return err
	})
}
