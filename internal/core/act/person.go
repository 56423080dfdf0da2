package act

import (
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// The acts on a person who is on the record. They are done on a record, for whoever opens that knows them by it; what is said stands on the
// person's card.
const (
	KnownAs       = "known-as"
	SamePerson    = "same-person"
	NotSamePerson = "not-same-person"
)

func personActs() []Act {
	return []Act{
		{ID: KnownAs, Verb: pack.Edit, Of: hasParties, May: hasPeople, Asks: askKnownAs, Do: doKnownAs, Button: "Save", Title: "Add a name or a date of birth", Done: "It is on their card",
			Lead: "A former name, another name that they use or another spelling. They are found by each of them from now on."},
		{ID: SamePerson, Verb: pack.Edit, Of: hasParties, May: hasPeople, Asks: askSame, Do: doSame, Button: "Link", Title: "Two cards are one person", Done: "The two cards are linked",
			Lead: "Both cards stay as they are, with the records that they are on. The link can be taken back."},
		{ID: NotSamePerson, Verb: pack.Edit, Of: hasParties, May: hasSame, Asks: askNotSame, Do: doNotSame, Button: "Unlink", Title: "Two cards are not one person", Done: "The two cards are no longer linked"},
	}
}

// people are those on the record, to choose from.
func people(s *Scene) (all []pack.Option) {
	for _, p := range s.Record.Parties {
		if p.Person != "" {
			all = append(all, pack.Option{ID: p.Person, Name: p.PersonName})
		}
	}
	return all
}

func hasPeople(s *Scene) error {
	if len(people(s)) == 0 {
		return Not("Nobody is on this record")
	}
	return nil
}

// linked are the cards that those on the record are linked with, to choose from.
func linked(s *Scene) (all []pack.Option) {
	for _, p := range s.Record.Parties {
		for _, l := range p.Same {
			all = append(all, pack.Option{ID: l.ID, Name: p.PersonName + " and " + l.Name, Hint: "Because: " + l.Reason})
		}
	}
	return all
}

func hasSame(s *Scene) error {
	if len(linked(s)) == 0 {
		return Not("Nobody on this record is linked with another card")
	}
	return nil
}

func askWho(s *Scene) Question {
	return Question{Spread: true, Missing: "Select who", Field: pack.Field{ID: "person", Name: "Who", Type: pack.Choice, Required: true, Options: people(s)}}
}

func askKnownAs(s *Scene) []Question {
	name := Text("name", "Another name (optional)", "", 500)
	name.Short = true
	sort := Question{Field: pack.Field{ID: "sort", Name: "What sort of name", Type: pack.Choice}}
	for _, o := range record.NameSorts {
		sort.Options = append(sort.Options, pack.Option{ID: o.ID, Name: o.Words})
	}
	return []Question{askWho(s), name, sort, day("born", "Date of birth (optional)", ""), Text("reason", "How it is known (optional)", "", longReason)}
}

func doKnownAs(d *Doing) error {
	a := d.Answers
	return d.Edit.KnownAs(a.Text("person"), a.Text("name"), a.Text("sort"), a.Day("born"), a.Text("reason"))
}

func askSame(s *Scene) []Question {
	return []Question{askWho(s),
		{Missing: "Enter the name on the other card", Field: pack.Field{ID: "other", Name: "The name on the other card", Hint: "We look for names that are spelled or sound alike, on records that you may see", Type: pack.Person, Required: true}},
		Needed(Text("reason", "Why the two are one person", "", longReason), "Enter why the two are one person")}
}

func doSame(d *Doing) error {
	other := d.Answers.Text("other")
	if strings.HasPrefix(other, NewPerson) {
		return fault.Invalid{"other": "Nobody of that name is on a record that you may see"}
	}
	return d.Edit.SamePerson(d.Answers.Text("person"), other, d.Answers.Text("reason"))
}

func askNotSame(s *Scene) []Question {
	link := Question{Spread: true, Missing: "Select which two", Field: pack.Field{ID: "link", Name: "Which two", Type: pack.Choice, Required: true, Options: linked(s)}}
	return []Question{link, Needed(Text("reason", "Why the two are not one person", "", longReason), "Enter why the two are not one person")}
}

func doNotSame(d *Doing) error {
	return d.Edit.NotSamePerson(d.Answers.Text("link"), d.Answers.Text("reason"))
}
