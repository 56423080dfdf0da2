package hear

import (
	"errors"
	"net/http"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/page"
)

// doorsPage shows the right doors for what was said so far, and always lets the person go on with the report.
type doorsPage struct {
	page.Page
	Urgent  bool
	Notices []shownNotice
}

type shownNotice struct {
	ID, Title, Body string
	Dial            string // the emergency number of an urgent notice
	Doors           []door
}

func (s *screens) showDoors(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.report.Resume(r)
	if errors.Is(err, journey.ErrStart) {
		return page.Redirect(w, r, "/report", "")
	}
	if err != nil {
		return err
	}
	notices := f.Unseen(s.pack())
	if len(notices) == 0 {
		return page.Redirect(w, r, s.report.Next(f), "")
	}
	screen := &doorsPage{Page: page.Page{Title: notices[0].Title, Exit: f.Sensitive(s.pack())}, Urgent: notices[0].Urgent}
	if len(notices) > 1 && !screen.Urgent {
		screen.Title = page.Say(r, "doors.title")
	}
	screen.Back = s.report.Before(f, s.report.Open(f))
	shown := map[string]bool{}
	for _, n := range notices {
		screen.Notices = append(screen.Notices, s.shown(page.Words(r), n, shown))
	}
	return s.pages.Write(w, r, "doors.html", screen)
}

// shown is a notice with its doors, each door once a page.
func (s *screens) shown(say *catalogue.Catalogue, n pack.Notice, before map[string]bool) shownNotice {
	out := shownNotice{ID: n.ID, Title: n.Title, Body: n.Body}
	for _, d := range s.doorsOf(say, n.Contacts) {
		if c, _ := s.pack().Contact(d.ID); n.Urgent && c.Emergency && out.Dial == "" {
			out.Dial = d.Dial
			continue
		}
		if !before[d.ID] {
			out.Doors = append(out.Doors, d)
		}
		before[d.ID] = true
	}
	return out
}

// passDoors goes on with the report: a notice that was shown does not come back.
func (s *screens) passDoors(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	_, t, err := s.report.Resume(r)
	if errors.Is(err, journey.ErrStart) {
		return page.Redirect(w, r, "/report", "")
	}
	if err != nil {
		return err
	}
	seen := form.All("seen")
	f, err := s.reports.Change(r.Context(), t, func(f *report.Filled) error {
		for _, n := range f.Unseen(s.pack()) {
			for _, id := range seen {
				if id == n.ID {
					f.Seen = append(f.Seen, id)
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return page.Redirect(w, r, s.report.Next(f), "")
}
