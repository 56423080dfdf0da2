package hear

import (
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/hear/directory"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/page"
)

type directoryPage struct {
	page.Page
	Query  govuk.Input
	Group  govuk.Select
	Open   govuk.Checkboxes
	Groups []doorGroup
	Found  int
	Asked  bool
}

type doorGroup struct {
	Name  string
	Doors []door
}

// directory lists the services with their telephone, hours and whether they are open now (ledger 136).
func (s *screens) directory(w http.ResponseWriter, r *http.Request) error {
	form := page.ReadQuery(r)
	names := directory.Groups(s.pack())
	q := directory.Query{Words: shorten(form.Text("q", 1<<16), 200), Group: form.Text("group", 1<<16), Open: form.Yes("open"), Now: s.desk.Gate.Now()}
	if !slices.Contains(names, q.Group) {
		q.Group = ""
	}
	screen := &directoryPage{Page: page.Page{Title: form.Say("directory.title"), Robots: true, Exit: true}, Asked: q.Words != "" || q.Group != "" || q.Open}
	screen.Query = govuk.Input{Name: "q", Type: "search", Value: q.Words, Label: journey.Label(form.Say("directory.what")), Hint: govuk.Hint{Text: form.Say("directory.what.hint")}, Classes: "govuk-input--width-20"}
	screen.Group = govuk.Select{Name: "group", Label: journey.Label(form.Say("directory.kind")), Value: q.Group, Items: []govuk.Option{{Value: "", Text: form.Say("directory.kind.all")}}}
	for _, g := range names {
		screen.Group.Items = append(screen.Group.Items, govuk.Option{Value: g, Text: g})
	}
	screen.Open = govuk.Checkboxes{Name: "open", Classes: "govuk-checkboxes--small", Items: []govuk.Choice{{Value: "yes", Text: form.Say("directory.open")}}}
	if q.Open {
		screen.Open.Values = []string{"yes"}
	}
	found := directory.Find(s.pack(), s.lexicon, q)
	screen.Found = len(found)
	if q.Words != "" {
		names = []string{""} // the best first, whatever their group
	}
	for _, name := range names {
		g := doorGroup{Name: name}
		for _, c := range found {
			if name == "" || c.Group == name {
				d := s.doorOf(page.Words(r), c)
				if d.Href = "/directory/" + d.ID; name == "" {
					d.Level = 2
				}
				g.Doors = append(g.Doors, d)
			}
		}
		if len(g.Doors) > 0 {
			screen.Groups = append(screen.Groups, g)
		}
	}
	return s.pages.Write(w, r, "directory.html", screen)
}

type servicePage struct {
	page.Page
	Door  door
	Body  string
	About string
	Asks  []pack.Form // what a resident asks of it here
}

// service is one entry of the directory.
func (s *screens) service(w http.ResponseWriter, r *http.Request) error {
	c, ok := s.pack().Contact(r.PathValue("id"))
	if !ok {
		return page.Refuse(r, page.NotFound, "directory.none")
	}
	screen := &servicePage{Page: page.Page{Title: c.Name, Robots: true, Exit: true, Back: "/directory"}, Door: s.doorOf(page.Words(r), *c)}
	if b, ok := s.pack().Body(c.Body); ok {
		screen.Body, screen.About = b.Name, b.Does
	}
	screen.Asks = slices.DeleteFunc(slices.Clone(s.pack().Forms), func(f pack.Form) bool { return !slices.Contains(f.Services, c.ID) })
	return s.pages.Write(w, r, "service.html", screen)
}
