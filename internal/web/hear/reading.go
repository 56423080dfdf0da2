package hear

import (
	"net/http"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/page"
)

type readingPage struct {
	page.Page
	Name, Web, Email, Phone string
	Controller              string // body that answers for personal data; not set where empty
	DataProtection          string
	Retention               string
	Sources                 []source
	Papers                  []pack.Paper
	Advice                  []advice
}

// advice is a heading of the page of advice.
type advice struct {
	Name  string
	Steps []string
	Doors []door
}

// source is where data of the pack comes from, as it asks to be named.
type source struct{ What, From string }

// reading are the pages that are only read.
func (s *screens) reading(title, template string) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		p := s.pack().Partnership
		screen := &readingPage{Page: page.Page{Title: page.Say(r, title), Robots: true}, Name: p.Name, Web: p.Web, Email: p.Email, Phone: p.Phone, DataProtection: p.DataProtection, Retention: p.Retention}
		if b, ok := s.pack().Body(p.Controller); ok {
			screen.Controller = b.Name
		}
		if template == "sources.html" {
			screen.Sources, screen.Papers = s.sources(page.Words(r)), s.pack().Papers
		}
		return s.pages.Write(w, r, template, screen)
	}
}

// advice is what the pack advises.
func (s *screens) advice(w http.ResponseWriter, r *http.Request) error {
	screen := &readingPage{Page: page.Page{Title: page.Say(r, "advice.title"), Robots: true}}
	for _, a := range s.pack().Advice {
		screen.Advice = append(screen.Advice, advice{Name: a.Name, Steps: a.Steps, Doors: s.doorsOf(page.Words(r), a.Contacts)})
	}
	return s.pages.Write(w, r, "advice.html", screen)
}

// sources are the attributions of the pack's areas and of the police data.
func (s *screens) sources(say *catalogue.Catalogue) []source {
	out := []source{{say.Say("sources.police"), say.Say("sources.police.from")}}
	for _, set := range s.pack().AreaSets {
		out = append(out, source{set.Name, set.Source})
		if set.People != nil {
			out = append(out, source{say.Say("sources.people", "set", set.Name), set.People.Source})
		}
	}
	return out
}
