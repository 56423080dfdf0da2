package hear

import (
	"html/template"
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/form"
	"github.com/wardmote/wardmote/internal/web/contact"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// What every form shows alike of the answers that are checked before it is sent.

// checked are the answers, each with a link to the page below root that changes it.
func checked(a journey.Filling, rows []row, root string) template.HTML {
	list := govuk.SummaryList{}
	for _, r := range rows {
		text := r.value
		if text == "" {
			text = a.Say("form.check.empty")
		}
		list.Rows = append(list.Rows, govuk.SummaryRow{Key: govuk.SummaryText{Text: r.name}, Value: govuk.SummaryText{HTML: lines(text)},
			Actions: govuk.SummaryActions{Items: []govuk.SummaryAction{{Href: root + r.question, Text: a.Say("form.check.change"), VisuallyHiddenText: words.Lower(r.name)}}}})
	}
	return a.Draw(list)
}

// panel is the top of a receipt.
func panel(r *http.Request, title, reference string) template.HTML {
	say := page.Words(r)
	return page.Draw(r, govuk.Panel{TitleText: title, HTML: say.HTML("form.sent.reference") + `<br><strong id="reference">` + template.HTML(template.HTMLEscapeString(reference)) + "</strong>"}) //nolint:gosec // escaped
}

// askedRows are the answers of a form of the pack.
func (s *screens) askedRows(say *catalogue.Catalogue, d *form.Declared, f *form.Filled, photos int) []row {
	var out []row
	for _, l := range d.Lines(f) {
		switch l.Asks {
		case pack.AskPlace:
			out = append(out, row{say.Say("form.line.where"), s.placeIn(say, placeCalled(say, f.Place), f.Place), l.Step})
			if len(f.Place.Wards) > 1 {
				out = append(out, row{say.Say("form.line.ward"), s.areaName(say, f.Place.Area), form.WardPage})
			}
		case pack.AskContact:
			told := "form.check.unfollowed."
			if d.Follow {
				told = "form.check.followed."
			}
			out = append(out, contactRows(say, f.Contact, l.Step, form.SafelyPage, told)...)
		case pack.AskPhotos:
			out = append(out, row{say.Say("form.line.photos"), photoWords(say, photos), l.Step})
		default:
			out = append(out, row{l.Question.Name, valueWords(say, l.Question, l.Value), l.Step})
		}
	}
	return out
}

// valueWords are an answer as its reader's language writes it.
func valueWords(say *catalogue.Catalogue, q pack.Field, v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case bool:
		return yesWords(say, x)
	case string:
		if day, err := when.ParseDate(x); q.Type == pack.Date && err == nil {
			return say.Date(day)
		}
	}
	return record.Words(q, v)
}

func photoWords(say *catalogue.Catalogue, n int) string {
	if n == 0 {
		return say.Say("photos.none")
	}
	return say.Say("photos.count", "count", n)
}

// contactRows are how somebody can be reached; asks is the page that asks for it and safely the one for the ways that are safe. Told
// begins the keys of what they are told where nobody may contact them or they are asked first.
func contactRows(say *catalogue.Catalogue, c form.Contact, asks, safely, told string) []row {
	safe, step := c.Safe(), asks
	safe.Words = "" // in a row of their own
	text := ""
	switch safe.Rule {
	case record.ContactAny:
		text = say.Say("form.check.contact.any")
	case record.ContactNever:
		text = say.Say(told + "never")
	case record.ContactAskFirst:
		text = say.Say(told + "first")
	case record.ContactOnly:
		text, step = strings.Join(contact.Lines(say, safe), "\n"), safely
	}
	return []row{{say.Say("form.line.name"), c.Name, asks}, {say.Say("contact.email"), c.Email, asks}, {say.Say("contact.phone"), c.Phone, asks}, {say.Say("form.line.safe"), text, step},
		{say.Say("form.line.how"), c.Words, asks}, {say.Say("form.line.needs"), c.Needs, asks}}
}

// placeCalled is a place as the gazetteer and its sender call it.
func placeCalled(say *catalogue.Catalogue, p form.Place) string {
	text := p.Words
	if p.Name != "" {
		text = p.Name
	}
	if p.Name != "" && !strings.EqualFold(p.Name, p.Words) {
		text += " (" + p.Words + ")"
	}
	if p.Along {
		text = say.Say("place.along", "place", text)
	}
	return text
}

// placeIn is a place in words with its ward, where the words do not name it.
func (s *screens) placeIn(say *catalogue.Catalogue, text string, p form.Place) string {
	area, known := s.pack().Area(p.Area)
	switch {
	case p.Outside:
		return text + "\n" + say.Say("place.outside")
	case known && len(p.Wards) <= 1 && !strings.Contains(text, area.Name):
		return text + "\n" + area.Name
	}
	return text
}
