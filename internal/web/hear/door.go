package hear

import (
	"html/template"
	"strings"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// door is a contact as every page shows it.
type door struct {
	ID, Name, For, Note string
	Phone, Dial         string // as it is read, and as a telephone dials it
	Free                bool
	Hours               string
	State               template.HTML // open or closed now, in a word and a colour
	OutOfHours, OutDial string
	OutOfHoursIs        string
	Web, WebText        string // address and words of the link
	Emails              []string
	Href                string // of its own page, where its name is a heading that leads there
	Level               int    // of that heading; 3 where it is not said
}

func (s *screens) doorOf(say *catalogue.Catalogue, c pack.Contact) door {
	return doorAt(say, c, s.desk.Gate.Now())
}

func doorAt(say *catalogue.Catalogue, c pack.Contact, now when.Instant) door {
	d := door{ID: c.ID, Name: c.Name, For: c.For, Note: c.Note, Phone: c.Phone, Dial: dial(c.Phone), Free: c.Free, Hours: hoursWords(say, c.Hours),
		OutOfHours: c.OutOfHours, OutDial: dial(c.OutOfHours), OutOfHoursIs: c.OutOfHoursIs, Emails: c.Emails}
	if c.Email != "" {
		d.Emails = append([]string{c.Email}, c.Emails...)
	}
	if c.Web != "" {
		d.Web, d.WebText = "https://"+strings.TrimPrefix(c.Web, "https://"), c.Web
		if c.Link != "" {
			d.WebText = c.Link
		}
	}
	if open, known := c.Open(now); known && c.Phone != "" {
		tag := govuk.Tag{Text: say.Say("door.closed"), Classes: "govuk-tag--grey"}
		if open {
			tag = govuk.Tag{Text: say.Say("door.open"), Classes: "govuk-tag--green"}
		}
		d.State = govuk.HTML(tag)
	}
	return d
}

// dial is a phone number without what people write between its figures.
func dial(phone string) string { return strings.NewReplacer(" ", "", "-", "").Replace(phone) }

// door is a contact on a page that is made of parts.
func (s *screens) door(say *catalogue.Catalogue, c pack.Contact) template.HTML {
	var b strings.Builder
	if err := s.pages.PieceIn(say, &b, "home.html", "_door.html", s.doorOf(say, c)); err != nil {
		panic(err) // the template is part of the binary and takes every contact
	}
	return template.HTML(b.String()) //nolint:gosec // escaped by html/template
}

// doorsDrawn are the contacts of those ids on a page that is made of parts.
func (s *screens) doorsDrawn(say *catalogue.Catalogue, ids []string) []template.HTML {
	var out []template.HTML
	for _, id := range ids {
		if c, ok := s.pack().Contact(id); ok {
			out = append(out, s.door(say, *c))
		}
	}
	return out
}

// doorsOf are the contacts of those ids, in their order.
func (s *screens) doorsOf(say *catalogue.Catalogue, ids []string) []door {
	var out []door
	for _, id := range ids {
		if c, ok := s.pack().Contact(id); ok {
			out = append(out, s.doorOf(say, *c))
		}
	}
	return out
}
