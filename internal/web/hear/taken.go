package hear

import (
	"html/template"
	"net/http"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/hear/form"
	"github.com/wardmote/wardmote/internal/web/contact"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/page"
)

// takePage is one page on which staff take down a form of the pack for somebody who rings, writes or comes: every question of it, in its order.
type takePage struct {
	page.Page
	Heading string
	About   string
	Hours   string // when one can ring, where the directory has that
	Key     string
	Parts   []template.HTML
}

type takenPage struct {
	page.Page
	form.Receipt
	Call, Told, Open, More string
}

// take takes down a form of the pack for somebody, by the channel that it came by.
func (s *screens) take(w http.ResponseWriter, r *http.Request) error {
	d, _, err := s.theAsked(r)
	if err != nil {
		return err
	}
	who := desk.Who(r)
	if !s.desk.Gate.Rules().Anywhere(who, pack.Create, d.Kind.ID) {
		return page.Fail(page.Forbidden, "Your post does not let you take this down for somebody.")
	}
	in, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	key := in.Text("key", 100)
	if key == "" {
		key = page.NewToken()
	}
	a := &asking{W: w, R: r, F: d.Blank(key), Form: in, Posted: r.Method == http.MethodPost, Screen: &journey.Screen{}}
	if a.Posted {
		channel := s.readTaken(a, d)
		if len(in.Errors) == 0 {
			receipt, err := d.Take(r.Context(), who, a.F, channel)
			if err == nil {
				return s.taken(w, r, d, receipt)
			}
			if !desk.Wrong(err, in) {
				return err
			}
		}
	}
	s.drawTaken(a, d)
	screen := &takePage{Page: page.Page{Title: "Take down: " + record.Lower(d.Title), Errors: in.Errors}, Heading: d.Title, About: d.About, Key: key, Parts: a.Screen.Parts}
	if c, ok := s.pack().Contact(s.pack().CaseReview.Service); ok && d.Kind.ID == pack.KindCaseReview && len(c.Hours) > 0 {
		screen.Hours = c.Phone + ", " + hoursWords(page.Words(r), c.Hours)
	}
	return s.pages.Write(w, r, "take.html", screen)
}

// channels are the ways by which a form comes to staff.
func channelsOf(p *pack.Pack, k *pack.Kind) (out []govuk.Choice) {
	f, ok := k.Field("channel")
	if !ok {
		return nil
	}
	for _, o := range p.OptionsOf(f) {
		if o.ID != "online" {
			out = append(out, govuk.Choice{Value: o.ID, Text: o.Name})
		}
	}
	return out
}

// drawTaken draws every question. What is asked only after some answer stands under the heading of its page, and may be left empty.
func (s *screens) drawTaken(a *asking, d *form.Declared) {
	heading := func(text string) {
		a.Add(template.HTML(`<h2 class="govuk-heading-m">` + template.HTMLEscapeString(text) + "</h2>"))
	} //nolint:gosec // escaped
	if ways := channelsOf(s.pack(), d.Kind); len(ways) > 0 {
		channel := s.logRadios(a.Form, "channel", "How did it reach you?", ways)
		a.Add(a.Draw(channel))
	}
	for i := range d.Pages {
		p := &d.Pages[i]
		if p.Title != "" {
			heading(p.Title)
		}
		for _, q := range p.Questions {
			journey.Ask(a, s.pack().Question(d.Kind, q), a.F.Field(q.Field), false)
		}
		switch p.Asks {
		case pack.AskPlace:
			area := govuk.Select{Name: "area", Label: journey.Label("Ward"), Value: a.Value("area", ""), Items: []govuk.Option{{Value: "", Text: "Not known"}}}
			for _, ward := range s.pack().Wards() {
				area.Items = append(area.Items, govuk.Option{Value: ward.Code, Text: ward.Name})
			}
			a.Add(a.Draw(s.logInput(a.Form, "place", "Where is it?", "A street, estate, park, building or postcode")), a.Draw(area))
		case pack.AskContact:
			heading("Whom we answer")
			for _, x := range []struct{ name, label string }{{"name", "Name"}, {"phone", "Phone number"}, {"email", "Email address"}} {
				a.Add(a.Draw(s.logInput(a.Form, x.name, x.label, "")))
			}
			a.Add(a.Draw(s.logRadios(a.Form, "safe", "Is it safe to contact them?", []govuk.Choice{{Value: form.SafeYes, Text: "Yes, in any way"}, {Value: form.SafeSome, Text: "Only in some ways"}, {Value: form.SafeNo, Text: "No"}})))
			reach := govuk.Details{SummaryText: "The ways and times that are safe", Open: a.Form.Text("safe", 10) == form.SafeSome}
			for _, part := range contact.Questions(a.Form, record.SafeContact{}, contact.Them) {
				reach.HTML += part
			}
			a.Add(a.Draw(reach), a.Draw(s.logInput(a.Form, "how", "What else they say about it", "")), a.Draw(s.logInput(a.Form, "needs", "Help they need to talk with us", "")))
		}
	}
}

// readTaken reads every question into the form, and gives the channel.
func (s *screens) readTaken(a *asking, d *form.Declared) (channel string) {
	if ways := channelsOf(s.pack(), d.Kind); len(ways) > 0 {
		var ids []string
		for _, c := range ways {
			ids = append(ids, c.Value)
		}
		channel = a.Form.Choice("channel", ids, "Select how it reached you")
	}
	for i := range d.Pages {
		p := &d.Pages[i]
		for _, q := range p.Questions {
			f := s.pack().Question(d.Kind, q)
			f.Required = false // asked for below, where its page is asked
			a.F.Set(f.ID, journey.Read(a.Form, f))
		}
		switch p.Asks {
		case pack.AskPlace:
			a.F.Place.Words = a.Form.Text("place", placeMost)
			if ward, ok := s.pack().Area(a.Form.Text("area", 20)); ok {
				a.F.Place.Area = ward.Code
			}
		case pack.AskContact:
			s.readTakenContact(a)
		}
	}
	for _, id := range d.Missing(a.F) {
		f, _ := d.Kind.Field(id)
		anchor := id
		if f.Type == pack.Date {
			anchor += "-day"
		}
		if !a.Form.Errors.Has(id) && !a.Form.Errors.Has(anchor) {
			a.Form.Errors.Add(anchor, "Answer “%s”", f.Name)
		}
	}
	return channel
}

func (s *screens) readTakenContact(a *asking) {
	c, in := &a.F.Contact, a.Form
	c.Name, c.Email, c.Phone = in.Text("name", nameMost), in.Text("email", emailMost), in.Text("phone", phoneMost)
	c.Words, c.Needs = in.Text("how", howMost), in.Text("needs", howMost)
	for field, said := range c.Check() {
		in.Wrong(field, said.Key, said.Names...)
	}
	safe := in.Choice("safe", []string{form.SafeYes, form.SafeSome, form.SafeNo, ""}, "")
	if safe == "" && (c.Email != "" || c.Phone != "") {
		in.Errors.Add("safe", "Ask whether it is safe to contact them, and select their answer")
	}
	c.Agree(safe)
	if ways := contact.Read(in); safe == form.SafeSome {
		if c.Reach = ways; len(ways.By) == 0 {
			in.Errors.Add("by", "Select at least one way in which it is safe to contact them")
		}
	}
}

// taken is what the caller is told: the reference and the PIN, read out once.
func (s *screens) taken(w http.ResponseWriter, r *http.Request, d *form.Declared, receipt form.Receipt) error {
	screen := &takenPage{Page: page.Page{Title: "Taken down: " + receipt.Reference}, Receipt: receipt, Call: d.Call, Told: d.Told, More: "/take/" + d.ID}
	if s.desk.Gate.Rules().Anywhere(desk.Who(r), pack.View, d.Kind.ID) {
		screen.Open = "/record/" + receipt.Reference
	}
	return s.pages.Write(w, r, "taken.html", screen)
}
