package hear

import (
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/hear/form"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/journey"
)

// Where something is is asked of every form in the same way: in words first, because most people cannot give a point and nobody has to
// use a map; then which of the places that the words may mean; then the ward, where the place lies in several.

const placeHint = "A street, estate, park, school, station, building, area, postcode or grid reference, such as Brick Lane, or E1 6QL"

func placeWords(a journey.Filling, question string, p form.Place) {
	a.Add(govuk.HTML(govuk.Input{Name: "place", Value: a.Value("place", p.Words), Label: a.Label(question), ErrorMessage: a.Input().Errors.For("place"), Hint: govuk.Hint{Text: placeHint}}))
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
func matchWords(m place.Match) (name, hint string) {
	var wards []string
	for _, w := range m.Areas {
		wards = append(wards, w.Name)
	}
	name = m.Name
	switch {
	case m.Kind == place.KindPostcode:
		return postcodeWords(m, wards)
	case m.Kind == place.KindPoint:
		return strings.ToUpper(m.Name[:1]) + m.Name[1:], strings.Join(wards, ", ")
	case len(m.Areas) == 1 && m.ID == m.Areas[0].Code:
		return name, "The whole " + m.Kind
	}
	return name, strings.Join(wards[:min(len(wards), 4)], ", ")
}

// postcodeWords say how much is known of a postcode: it is never said to be a street or a door.
func postcodeWords(m place.Match, wards []string) (name, hint string) {
	switch {
	case m.Premises > 0 && len(wards) == 1:
		return "Postcode " + m.Name, "In " + wards[0] + ". We know only about where this postcode is"
	case m.Premises > 0:
		return "Postcode " + m.Name, "In " + strings.Join(wards, " or ") + ". Next we ask which"
	case len(wards) == 1:
		return "Somewhere in " + m.Name, "In " + wards[0] + ". We do not know the rest of this postcode"
	}
	return "Somewhere in " + m.Name, "We do not know the rest of this postcode. Next we ask which ward"
}

// matchAmong is matchWords with what kind of place it is, where another of the same name could be meant.
func (s *screens) matchAmong(all []place.Match, m place.Match) (name, hint string) {
	name, hint = matchWords(m)
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

// askWhich asks which of the places that the words may mean is theirs; what is the thing that the form is about, such as your report.
func (s *screens) askWhich(a journey.Filling, p form.Place, what string) {
	found := s.candidates(p.Words, p.Along)
	title := "Is it one of these?"
	switch {
	case found.Outside && len(found.Matches) > 0:
		title = "That is outside the borough"
		a.Add(journey.Paragraph("The point that you gave lies in none of our wards. You can go on: we take " + what + " and pass it to the right place."))
	case found.Outside:
		title = "That may be outside the borough"
		a.Add(journey.Paragraph(found.Postcode.String() + " is not a postcode of this borough, as far as we know. You can go on: we take " + what + " and pass it to the right place."))
	case len(found.Matches) == 0:
		title = "We do not know that place"
		a.Add(journey.Paragraph("We found no place under “" + p.Words + "”. You can go on: we keep your own words."))
	}
	items := make([]govuk.Choice, 0, len(found.Matches)+3)
	for _, m := range found.Matches {
		name, hint := s.matchAmong(found.Matches, m)
		items = append(items, govuk.Choice{Value: matchValue(m), Text: name, Hint: govuk.Hint{Text: hint}})
	}
	if len(items) > 0 {
		items = append(items, govuk.Choice{Divider: "or"})
	}
	items = append(items, govuk.Choice{Value: "none", Text: "None of these. Use my own words: " + shorten(p.Words, 60)},
		govuk.Choice{Value: "outside", Text: "It is outside the borough"})
	if len(found.Matches) == 0 {
		items[0].Text = "Use my own words: " + shorten(p.Words, 60)
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
	a.Add(govuk.HTML(govuk.Radios{Name: "match", Value: a.Value("match", saved), ErrorMessage: a.Input().Errors.For("match"), Fieldset: a.Legend(title), Items: items}))
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
		a.Input().Errors.Add("match", "Select the place, or say that it is none of these")
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
	items = append(items, govuk.Choice{Divider: "or"}, govuk.Choice{Value: "unknown", Text: "I do not know"})
	saved := p.Area
	if saved == "" && a.Done() {
		saved = "unknown"
	}
	a.Add(govuk.HTML(govuk.Radios{Name: "ward", Value: a.Value("ward", saved), ErrorMessage: a.Input().Errors.For("ward"), Fieldset: a.Legend("Which part of the borough is it in?"),
		Hint: govuk.Hint{Text: "The team that answers you depends on the ward"}, Items: items}))
}

func takeWardOf(a journey.Filling, p *form.Place) {
	if p.Area = a.Input().Choice("ward", append([]string{"unknown"}, p.Wards...), "Select the ward, or say that you do not know"); p.Area == "unknown" {
		p.Area = ""
	}
}
