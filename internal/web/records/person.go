package records

import (
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

type personPage struct {
	page.Page
	Card    govuk.SummaryList
	Marks   []markedLine
	Records []found
	Next    string
	Same    []sameCard
	Parted  []sameCard
	Like    []found
	Ring    []string     // bodies that know them by records that the reader does not open
	Acts    []govuk.Link // on a record of theirs that the reader may change
}

// sameCard is another card of the person, with the records of it that the reader may see.
type sameCard struct {
	Href, Name, Why string
	Records         []found
}

// person is what is known of somebody, and the records that they are on, as far as the reader may see them: those of this card, and of the cards
// that were linked with it.
func (s *screens) person(w http.ResponseWriter, r *http.Request) error {
	screen := &personPage{}
	err := s.read(r, func(v *gate.View) error {
		p, err := v.Person(r.PathValue("id"))
		if err != nil {
			return err
		}
		screen.Page = page.Page{Title: p.Name, Breadcrumbs: []govuk.Link{{Text: "Records", Href: "/records"}, {Text: p.Name}}}
		screen.Card = personCard(p)
		today := s.desk.Gate.Now().Date()
		for _, m := range p.Marks {
			if m.Stands(today) {
				screen.Marks = append(screen.Marks, markLine(m, ""))
			}
		}
		list, err := v.List(gate.Query{Person: p.ID, Limit: searchRows, After: r.URL.Query().Get("after")})
		if err != nil {
			return err
		}
		for i := range list.Records {
			screen.Records = append(screen.Records, s.foundRecord(&list.Records[i]))
			if x := &list.Records[i]; len(screen.Acts) == 0 && v.May(pack.Edit, x) {
				screen.Acts = personActs(x.Reference)
			}
		}
		if list.Next != "" {
			screen.Next = "/person/" + p.ID + "?" + query("after", list.Next)
		}
		return s.personAround(screen, v, p)
	})
	if err != nil {
		return err
	}
	return s.pages.Write(w, r, "person.html", screen)
}

func personActs(ref string) []govuk.Link {
	return []govuk.Link{{Text: "Add a name or a date of birth", Href: "/record/" + ref + "/" + act.KnownAs},
		{Text: "Link another card of theirs", Href: "/record/" + ref + "/" + act.SamePerson},
		{Text: "Unlink a card", Href: "/record/" + ref + "/" + act.NotSamePerson},
		{Text: "Say what has to be known: staff safety, adjustments, needs", Href: "/record/" + ref + "/" + act.MarkPerson},
		{Text: "Look again at what has to be known", Href: "/record/" + ref + "/" + act.ReviewMark}}
}

// personAround is what stands about somebody's card: other cards of theirs, cards that look like it, and who else knows them.
func (s *screens) personAround(screen *personPage, v *gate.View, p *record.Person) error {
	same, err := v.Same(p.ID)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, l := range same {
		at, _ := page.ShortDate(l.At)
		card := sameCard{Href: "/person/" + l.Other, Name: l.Name, Why: l.By + " on " + at + ": " + l.Reason}
		if !l.Ended.IsZero() {
			ended, _ := page.ShortDate(l.Ended)
			card.Why += ". Taken back by " + l.EndBy + " on " + ended + ": " + l.EndFor
			screen.Parted = append(screen.Parted, card)
			continue
		}
		known[l.Other] = true
		list, err := v.List(gate.Query{Person: l.Other, Limit: searchRows})
		if err != nil {
			return err
		}
		for i := range list.Records {
			card.Records = append(card.Records, s.foundRecord(&list.Records[i]))
		}
		screen.Same = append(screen.Same, card)
	}
	like, err := v.Alike(*p, besideRows)
	if err != nil {
		return err
	}
	for _, l := range like {
		if !known[l.ID] {
			screen.Like = append(screen.Like, found{Href: "/person/" + l.ID, Title: l.Name, Hint: words.Capital(strings.Join(l.Why, ", "))})
		}
	}
	bodies, err := v.Knows(p.ID)
	for _, b := range bodies {
		screen.Ring = append(screen.Ring, s.words.Body(b))
	}
	return err
}

// personCard shows first how it is safe to reach them.
func personCard(p *record.Person) govuk.SummaryList {
	born := ""
	if !p.Born.IsZero() {
		born = p.Born.Words()
	}
	var names []string
	for _, n := range p.Names {
		for _, sort := range record.NameSorts {
			if sort.ID == n.Sort {
				names = append(names, n.Name+" ("+words.Lower(sort.Words)+")")
			}
		}
	}
	return facts([][2]string{{"Safe contact", strings.Join(p.SafeContact.Lines(), "\n")}, {"Needs", p.Needs}, {"Also known as", strings.Join(names, "\n")}, {"Date of birth", born},
		{"Telephone", p.Phone}, {"Email", p.Email}, {"Address", p.Address}})
}
