package act

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// diaryActs are what keeps the diary of a case: what happened, and who was spoken with.
func diaryActs() []Act {
	return []Act{
		{ID: AddIncident, Verb: pack.Edit, Of: isCase, May: isOpen, Asks: askIncident, Do: doIncident, Button: "Add incident", Title: "Add an incident", Done: "The incident is on the record",
			Lead: "One incident is one time that it happened. What follows from it is an action."},
		{ID: Contact, Verb: pack.Edit, Of: isCase, Asks: askContact, Do: doContact, Button: "Save", Title: "Contact made", Done: "The contact is recorded",
			Lead: "Say that you spoke with the person affected or the reporter. It stops the target of first contact, and keeps what was promised to them."},
		{ID: Promise, Verb: pack.Edit, Of: promises, May: mayPromise, Asks: askPromise, Do: doPromise, Button: "Promise contact", Title: "Promise somebody contact", Done: "The contact is promised",
			Lead: "Agree it with them. A day that passes without is counted for good; a message that goes out by itself never keeps it."},
		{ID: "end", Part: Promised, Verb: pack.Edit, Of: promises, Asks: askReason, Do: doEndPromise, Button: "End it", Title: "End what was promised", Done: "It is ended, and what was missed stays counted"},
		{ID: Listened, Part: Recording, Verb: pack.Edit, Asks: askListened, Do: doListened, Button: "I listened to it", Title: "You listened to a recording", Done: "It is noted that you listened"},
	}
}

// oftens are the days of the week and the intervals in which contacts are promised.
func oftens() (out []pack.Option) {
	for day := time.Monday; day <= time.Saturday; day++ {
		out = append(out, pack.Option{ID: day.String(), Name: "Every " + day.String()})
	}
	out = append(out, pack.Option{ID: time.Sunday.String(), Name: "Every Sunday"}, pack.Option{ID: "1", Name: "Every day"})
	for _, n := range []string{"2", "3", "5", "7", "10", "14", "21", "28"} {
		out = append(out, pack.Option{ID: n, Name: "Every " + n + " days"})
	}
	return out
}

func mayPromise(s *Scene) error {
	switch {
	case !s.Record.Open:
		return Not("It is closed")
	case len(s.People()) == 0:
		return Not("Nobody is on it with whom a contact could be agreed. Add them first")
	}
	return nil
}

func askPromise(s *Scene) []Question {
	often := Question{Missing: "Select how often", None: "Choose", Field: pack.Field{ID: "often", Name: "How often", Type: pack.Choice, Required: true, Options: oftens()}}
	way := Question{Missing: "Select how they are reached", None: "Choose", Field: pack.Field{ID: "way", Name: "How they are reached", Hint: "A way that is safe for them", Type: pack.Choice, Required: true}}
	for _, w := range record.ContactWays {
		way.Options = append(way.Options, pack.Option{ID: w, Name: strings.ToUpper(record.WayWords(w)[:1]) + record.WayWords(w)[1:]})
	}
	return append(with(s, "with", "With whom", ""), often, way)
}

func doPromise(d *Doing) error {
	p := record.ContactPromise{Person: d.Answers.Text("with"), Way: d.Answers.Text("way")}
	for day := time.Sunday; day <= time.Saturday; day++ {
		if d.Answers.Text("often") == day.String() {
			p.Weekday = day
			return d.Edit.Promise(p)
		}
	}
	p.Every, _ = strconv.Atoi(d.Answers.Text("often")) // of those that oftens offers
	return d.Edit.Promise(p)
}

func doEndPromise(d *Doing) error { return d.Edit.EndPromise(d.Part, d.Answers.Text("reason")) }

func askListened(s *Scene) []Question {
	heard := Text("heard", "What can be heard", "Whether it is what was told, and what you do about it", 4000)
	for _, f := range s.Record.Files {
		if f.ID == s.Part {
			heard.Hint = f.Name + ". " + heard.Hint
		}
	}
	return []Question{Needed(heard, "Enter what can be heard"), MadeAt()}
}

func doListened(d *Doing) error {
	return d.Edit.Listened(d.Part, d.Answers.Text("heard"), d.Answers.Moment("at"))
}

func promises(k *pack.Kind) bool { return len(k.Promises) > 0 }

// ways are how somebody may have been spoken with, as a case asks it.
var ways = []struct{ words, way string }{{"By telephone", record.ByPhone}, {"In person", record.ByVisit}, {"By email", record.ByEmail}, {"By letter", record.ByLetter}, {"By text message", record.ByText}}

// Speaking asks when, and why by a way that is not safe: what each contact is asked beside how it was made.
func Speaking() []Question {
	unsafe := Text("unsafe", "Why by a way that they had not called safe", "Only where you are told that it was not", longReason)
	unsafe.Short, unsafe.Fold = true, "It was not by a way that is safe for them"
	return []Question{MadeAt(), unsafe}
}

// People are who is on a record, each once, those first who suffer: of whom an act may ask which one it is with.
func (s *Scene) People() []pack.Option {
	parties := slices.Clone(s.Record.Parties)
	rank := func(p record.Party) int {
		if i := slices.Index([]string{"victim", "complainant", "reporter", "witness"}, p.Role); i >= 0 {
			return i
		}
		return len(parties) + 4
	}
	slices.SortStableFunc(parties, func(a, b record.Party) int { return rank(a) - rank(b) })
	var out []pack.Option
	for _, p := range parties {
		if p.Person != "" && !slices.ContainsFunc(out, func(o pack.Option) bool { return o.ID == p.Person }) {
			out = append(out, pack.Option{ID: p.Person, Name: p.PersonName})
		}
	}
	return out
}

// with asks which of the people on the record it is about; nothing where there are none.
func with(s *Scene, id, name, none string) []Question {
	people := s.People()
	if len(people) == 0 {
		return nil
	}
	return []Question{{Held: people[0].ID, None: none, Missing: "Select " + record.Lower(name), Field: pack.Field{ID: id, Name: name, Type: pack.Choice, Options: people, Required: none == ""}}}
}

func askContact(s *Scene) []Question {
	how := Question{Missing: "Select how you spoke with them", Field: pack.Field{ID: "how", Name: "How", Type: pack.Choice, Required: true}}
	for _, w := range ways {
		how.Options = append(how.Options, pack.Option{ID: w.words, Name: w.words})
	}
	said := Text("said", "What was said", "What they told you, and what you agreed. Staff read it", 4000)
	out := append([]Question{said, how}, with(s, "with", "With whom", "The person who reported it")...)
	return append(out, Speaking()...)
}

// MadeAt asks when something was done that is written down now: clocks stop when it was done. Left empty it was just now.
func MadeAt() Question { return Question{Field: pack.Field{ID: "at", Type: Moment}} }

func doContact(d *Doing) error {
	c := d.Spoken()
	for _, w := range ways {
		if c.How = d.Answers.Text("how"); c.How == w.words {
			c.Way = w.way
			break
		}
	}
	c.Said = d.Answers.Text("said")
	return d.Edit.Contact(c)
}

// Spoken is a contact by what Speaking and its likes were answered.
func (d *Doing) Spoken() record.Contact {
	return record.Contact{Person: d.Answers.Text("with"), At: d.Answers.Moment("at"), Unsafe: d.Answers.Text("unsafe")}
}

func askIncident(s *Scene) []Question {
	what := Needed(Text("what", "What happened", "What was seen and heard, and what it did to them", 4000), "Enter what happened")
	short := func(id, name, hint string) Question {
		q := Text(id, name, hint, 40)
		q.Short = true
		return q
	}
	place := Text("place", "Where (optional)", "Where it was somewhere else than this record says", 200)
	place.Short = true
	severity := Question{None: "Not said", Field: pack.Field{ID: "severity", Name: "How bad it was", Type: pack.Choice}}
	for _, v := range record.Severities {
		severity.Options = append(severity.Options, pack.Option{ID: v.ID, Name: v.Words})
	}
	out := []Question{what, day("day", "Day", "Enter the day it happened"), short("from", "From (optional)", "Such as 11:40pm"), short("until", "Until (optional)", "Such as 1am, where it passed midnight too"), place, severity}
	out = append(out, with(s, "by", "Who told of it", "Staff saw it, or nobody in particular")...)
	file := Question{Field: pack.Field{ID: "file", Name: "A recording, photo or document (optional)", Type: pack.Document}}
	return append(append(out, file), readers(s, true)...)
}

func doIncident(d *Doing) error {
	i, err := Happening(d.Answers, "")
	if err != nil {
		return err
	}
	i.Place, i.Severity, i.Person, i.Seal = d.Answers.Text("place"), d.Answers.Text("severity"), d.Answers.Text("by"), seal(d)
	id, err := d.Edit.AddIncident(i)
	if err != nil {
		return err
	}
	if f, ok := d.Answers["file"].(File); ok {
		_, err = d.Edit.Evidence(id, f.Name, f.Media, f.Content, i.Seal)
	}
	return err
}

// Happening is an incident by its day, its hours and its words, of which the controls have a number behind their names where there are several
// on one form. An end that lies before the beginning is on the next day.
func Happening(a Answers, number string) (i record.Incident, err error) {
	i.What = a.Text("what" + number)
	on, bad := a.Day("day"+number), fault.Invalid{}
	if on.IsZero() {
		return i, fault.Invalid{"day" + number: "Enter the day it happened"}
	}
	hour := func(id string) (time.Duration, bool) {
		text := a.Text(id + number)
		if text == "" {
			return 0, false
		}
		of, ok := when.TimeOfDay(text)
		if !ok {
			bad.Add(id+number, "Enter a time, like 11:40pm or 23:40")
		}
		return of, ok
	}
	i.Began = on.Start()
	from, timed := hour("from")
	if timed {
		i.Began, i.Timed = on.At(from), true
	}
	if until, ok := hour("until"); ok {
		switch {
		case !timed:
			bad.Add("from"+number, "Enter when it began too")
		case until <= from:
			i.Ended = on.AddDays(1).At(until)
		default:
			i.Ended = on.At(until)
		}
	}
	return i, bad.OrNil()
}
