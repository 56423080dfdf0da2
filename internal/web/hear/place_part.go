package hear

import (
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/hear/form"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/journey"
)

// Where something is is asked of every form in the same way: in words first, because most people cannot give a point and nobody has to
// use a map; then which of the places that the words may mean; then the ward, where the place lies in several.

func placeWords(a journey.Filling, question string, p form.Place) {
	a.Add(a.Draw(govuk.Input{Name: "place", Value: a.Value("place", p.Words), Label: a.Label(question), ErrorMessage: a.Input().Errors.For("place"), Hint: govuk.Hint{Text: a.Say("place.hint")}}))
}

func matchValue(m place.Match) string { return form.PlaceID(m) }

// candidatesMost are the places that a person is asked to choose among.
const candidatesMost = 8

func (s *screens) candidates(words string, along bool) place.Found {
	today := s.desk.Gate.Now().Date()
	found := s.desk.Atlas().Search(words, today, candidatesMost)
	if !along {
		return found
	}
	streets := s.desk.Atlas().Along(words, today, candidatesMost)
	rest := slices.DeleteFunc(found.Matches, func(m place.Match) bool { return m.Kind == place.KindStreet })
	found.Matches = append(streets, rest...)
	found.Matches = found.Matches[:min(len(found.Matches), candidatesMost)]
	return found
}

// matchWords say what a match is and where it lies.
func matchWords(say *catalogue.Catalogue, m place.Match) (name, hint string) {
	var wards []string
	for _, w := range m.Areas {
		wards = append(wards, w.Name)
	}
	name = m.Name
	switch {
	case m.Kind == place.KindPostcode:
		return postcodeWords(say, m, wards)
	case m.Kind == place.KindPoint:
		return strings.ToUpper(m.Name[:1]) + m.Name[1:], strings.Join(wards, ", ")
	case len(m.Areas) == 1 && m.ID == m.Areas[0].Code:
		return name, say.Say("place.whole", "kind", m.Kind)
	}
	return name, strings.Join(wards[:min(len(wards), 4)], ", ")
}

// postcodeWords say how much is known of a postcode: it is never said to be a street or a door.
func postcodeWords(say *catalogue.Catalogue, m place.Match, wards []string) (name, hint string) {
	switch {
	case m.Premises > 0 && len(wards) == 1:
		return say.Say("place.postcode", "postcode", m.Name), say.Say("place.postcode.about", "ward", wards[0])
	case m.Premises > 0:
		return say.Say("place.postcode", "postcode", m.Name), say.Say("place.postcode.several", "wards", strings.Join(wards, " "+say.Say("list.orWord")+" "))
	case len(wards) == 1:
		return say.Say("place.somewhere", "postcode", m.Name), say.Say("place.somewhere.ward", "ward", wards[0])
	}
	return say.Say("place.somewhere", "postcode", m.Name), say.Say("place.somewhere.which")
}

// matchAmong is matchWords with what kind of place it is, where another of the same name could be meant.
func (s *screens) matchAmong(say *catalogue.Catalogue, all []place.Match, m place.Match) (name, hint string) {
	name, hint = matchWords(say, m)
	if k, ok := s.pack().PlaceKind(m.Kind); ok && namesakes(all, m.Name) {
		hint = strings.TrimSuffix(k.Name+", "+hint, ", ")
	}
	return name, hint
}

// namesakes says that a name stands for more than one of the places, which the reader must be able to tell apart.
func namesakes(all []place.Match, name string) bool {
	n := 0
	for _, m := range all {
		if strings.EqualFold(m.Name, name) {
			n++
		}
	}
	return n > 1
}

// askWhich asks which of the places that the words may mean is theirs; call is what the form is called, such as report.
func (s *screens) askWhich(a journey.Filling, p form.Place, call string) {
	found := s.candidates(p.Words, p.Along)
	title := a.Say("place.which")
	switch {
	case found.Outside && len(found.Matches) > 0:
		title = a.Say("place.outside.sure")
		a.Add(journey.Paragraph(a.Say("place.outside.point", "call", call)))
	case found.Outside:
		title = a.Say("place.outside.maybe")
		a.Add(journey.Paragraph(a.Say("place.outside.postcode", "postcode", found.Postcode.String(), "call", call)))
	case len(found.Matches) == 0:
		title = a.Say("place.none")
		a.Add(journey.Paragraph(a.Say("place.none.text", "words", p.Words)))
	}
	items := make([]govuk.Choice, 0, len(found.Matches)+3)
	for _, m := range found.Matches {
		name, hint := s.matchAmong(a.Words(), found.Matches, m)
		items = append(items, govuk.Choice{Value: matchValue(m), Text: name, Hint: govuk.Hint{Text: hint}})
	}
	if len(items) > 0 {
		items = append(items, govuk.Choice{Divider: a.Say("list.orWord")})
	}
	items = append(items, govuk.Choice{Value: "none", Text: a.Say("place.which.none", "words", shorten(p.Words, 60))},
		govuk.Choice{Value: "outside", Text: a.Say("place.which.outside")})
	if len(found.Matches) == 0 {
		items[0].Text = a.Say("place.which.own", "words", shorten(p.Words, 60))
	}
	saved := ""
	switch {
	case p.Outside:
		saved = "outside"
	case p.ID != "":
		saved = p.ID
	case a.Done():
		saved = "none"
	}
	a.Add(a.Draw(govuk.Radios{Name: "match", Value: a.Value("match", saved), ErrorMessage: a.Input().Errors.For("match"), Fieldset: a.Legend(title), Items: items}))
}

func shorten(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

func (s *screens) takeWhich(a journey.Filling, p *form.Place) {
	chosen := a.Input().Text("match", 300)
	if chosen == "outside" || chosen == "none" {
		p.Unknown(chosen == "outside", s.pack().Wards())
		return
	}
	found := s.candidates(p.Words, p.Along)
	i := slices.IndexFunc(found.Matches, func(m place.Match) bool { return matchValue(m) == chosen })
	if i < 0 {
		a.Input().Errors.Add("match", a.Say("place.which.missing"))
		return
	}
	p.Choose(found.Matches[i], s.desk.Atlas(), s.desk.Gate.Now().Date())
}

func (s *screens) askWardOf(a journey.Filling, p form.Place) {
	items := make([]govuk.Choice, 0, len(p.Wards)+1)
	for _, code := range p.Wards {
		if w, ok := s.pack().Area(code); ok {
			items = append(items, govuk.Choice{Value: w.Code, Text: w.Name})
		}
	}
	items = append(items, govuk.Choice{Divider: a.Say("list.orWord")}, govuk.Choice{Value: "unknown", Text: a.Say("place.ward.unknown")})
	saved := p.Area
	if saved == "" && a.Done() {
		saved = "unknown"
	}
	a.Add(a.Draw(govuk.Radios{Name: "ward", Value: a.Value("ward", saved), ErrorMessage: a.Input().Errors.For("ward"), Fieldset: a.Legend(a.Say("place.ward")),
		Hint: govuk.Hint{Text: a.Say("place.ward.hint")}, Items: items}))
}

func takeWardOf(a journey.Filling, p *form.Place) {
	if p.Area = a.Input().Choice("ward", append([]string{"unknown"}, p.Wards...), a.Say("place.ward.missing")); p.Area == "unknown" {
		p.Area = ""
	}
}
