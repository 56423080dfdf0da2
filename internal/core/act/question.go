package act

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Question is one thing that an act asks. Its ID is the name of its control in a form and of its value in the answers.
type Question struct {
	pack.Field
	Held    any    // what it shows before anything is answered
	Missing string // what to say where it must be answered and is not
	None    string // of a choice that may be left empty: what that means
	Under   Under  // asked only beside an option of another question
	Fills   string // the field of the record's kind that it is, where its control has another name
	Short   bool   // a text of one line
	Spread  bool   // all of its options are shown at once, however many
	Confirm bool   // somebody new is confirmed before they are added
	Any     bool   // something else than what is shown may be answered, and the act looks at it
	Fold    string // of questions that are folded away under these words until somebody wants them
}

// The types of questions that no field has. The answer of the first is a record.SafeContact, that of the second a when.Instant.
const (
	SafeContact pack.FieldType = "safe-contact" // how somebody may be reached without harm
	Moment      pack.FieldType = "moment"       // when something was done that is written down now
	Form        pack.FieldType = "form"         // the form of a kind as it was filled in; its answer is a Filled
)

// Under ties a question to an option of another one.
type Under struct{ Question, Option string }

// Answers are what an act was told, by question: values as record.Parse gives them, and a File where a file was asked.
type Answers map[string]any

// File is one that was sent, cleaned of what it must not carry (core/photo).
type File struct {
	Name, Media string
	Content     []byte
}

// Text is an answer of one value, trimmed.
func (a Answers) Text(id string) string {
	s, _ := a[id].(string)
	return strings.TrimSpace(s)
}

// Day is the answer of a date question; the zero day where it was left empty.
func (a Answers) Day(id string) when.Date {
	day, err := when.ParseDate(a.Text(id))
	if err != nil {
		return when.Date{}
	}
	return day
}

// Moment is the answer of when something was done; not set where it was just now.
func (a Answers) Moment(id string) when.Instant {
	at, _ := a[id].(when.Instant)
	return at
}

// Check are the answers to what is asked: each fits its question, nothing that must be said is missing, and what hangs on an option
// that was not chosen is left out. What nobody asked is refused.
func Check(questions []Question, given Answers) (Answers, error) {
	out, bad := Answers{}, fault.Invalid{}
	asked := func(id string) bool {
		return slices.ContainsFunc(questions, func(q Question) bool { return q.ID == id })
	}
	for id, v := range given {
		if !asked(id) && !empty(v) {
			bad.Add(id, "nobody asked for this")
		}
	}
	for _, q := range questions {
		if q.Under.Question != "" && given.Text(q.Under.Question) != q.Under.Option {
			continue
		}
		v, ok := given[q.ID]
		if !ok || empty(v) {
			if q.Required {
				bad.Add(q.ID, "%s", q.missing())
			}
			continue
		}
		if err := q.check(v); err != nil {
			bad.Add(q.ID, "%s", err.Error())
			continue
		}
		out[q.ID] = v
	}
	return out, bad.OrNil()
}

func empty(v any) bool {
	text, isText := v.(string)
	return v == nil || isText && strings.TrimSpace(text) == ""
}

// missing is what to say of a question that was not answered.
func (q *Question) missing() string {
	if q.Missing != "" {
		return q.Missing
	}
	switch q.Type {
	case pack.Choice, pack.Choices, pack.YesNo, pack.BodyRef, pack.Document:
		return "Select " + record.Lower(q.Name)
	}
	return "Enter " + record.Lower(q.Name)
}

// check refuses an answer that does not fit: of another type, too long, or none of what was offered.
func (q *Question) check(v any) error {
	if q.Type == pack.Document {
		if _, ok := v.(File); !ok {
			return errors.New(q.missing())
		}
		return nil
	}
	switch q.Type {
	case SafeContact:
		safe, _ := v.(record.SafeContact)
		return firstOf(safe.Check())
	case Form:
		if _, ok := v.(Filled); !ok {
			return errors.New(q.missing())
		}
		return nil
	case Moment:
		if _, ok := v.(when.Instant); !ok {
			return errors.New("enter the day and the time")
		}
		return nil
	}
	if q.Any {
		return nil
	}
	if text, ok := v.(string); ok && (q.Type == pack.Choice || q.Type == pack.BodyRef) && !slices.ContainsFunc(q.Options, func(o pack.Option) bool { return o.ID == text }) {
		return errors.New(q.missing())
	}
	return record.Check(q.Field, v, q.Options)
}

func firstOf(bad fault.Invalid) error {
	for _, key := range slices.Sorted(maps.Keys(bad)) {
		return errors.New(bad[key])
	}
	return nil
}

// beside puts what the gate said of a field to the question that fills it.
func beside(questions []Question, err error) error {
	var bad fault.Invalid
	if !errors.As(err, &bad) {
		return err
	}
	out := fault.Invalid{}
	for field, message := range bad {
		for _, q := range questions {
			if q.Fills == field {
				field = q.ID
				break
			}
		}
		out.Add(field, "%s", message)
	}
	return out
}
